package forum

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	MaxFileSize  = 25 << 20
	MaxImageSize = 10 << 20
	MaxPixels    = 40_000_000
	OrphanAge    = 48 * time.Hour
	MaxHeld      = 100 // files that one text shows or links to

	// FaceWidth is the width in which a picture is kept to stand beside a name.
	FaceWidth = 120
)

// pictureWidths are those in which a picture is kept to stand in a text: of
// phones, of a text on a desk, and of both where a pixel is four.
var pictureWidths = []int{400, 800, 1600}

// File is something that was uploaded. Its bytes are found by Hash.
type File struct {
	ID        FileID
	Hash      string // SHA-256 of the bytes, hex
	Name      string
	Type      string // media type, found from the content
	Size      int64  // bytes
	Width     int    // pixels, of pictures
	Height    int
	Blur      string // of opaque pictures: a PNG of few pixels, base64
	Uploader  UserID
	CreatedAt time.Time
}

// Inline reports whether a browser may show the file in a page.
func (f File) Inline() bool {
	switch f.Type {
	case "image/jpeg", "image/png", "image/gif", "image/webp":
		return true
	}
	return false
}

// Widths are those in which the picture is kept besides its own, in rising
// order; none of what is no picture, is hardly larger, or may move.
func (f File) Widths() []int {
	var all []int
	if f.Type != "image/jpeg" && f.Type != "image/png" {
		return nil
	}
	for _, w := range append([]int{FaceWidth}, pictureWidths...) {
		if f.Width*4 >= w*5 {
			all = append(all, w)
		}
	}
	return all
}

// PathAt is the picture's address in one of its Widths.
func (f File) PathAt(width int) string { return f.Path() + "?w=" + strconv.Itoa(width) }

// SrcSet lists the addresses of a picture by width, as the attribute srcset
// does; "" if it has but one. What is much larger than the largest width is
// left out: nothing on a page is.
func (f File) SrcSet() string {
	var all []string
	largest := 0
	for _, w := range f.Widths() {
		if w != FaceWidth {
			largest = w
			all = append(all, fmt.Sprintf("%s %dw", f.PathAt(w), w))
		}
	}
	if largest == 0 {
		return ""
	}
	if largest < pictureWidths[len(pictureWidths)-1] {
		all = append(all, fmt.Sprintf("%s %dw", f.Path(), f.Width))
	}
	return strings.Join(all, ", ")
}

// Kind is what sort of file it is, in a word: its extension in capitals.
func (f File) Kind() string {
	_, ext, _ := strings.Cut(f.Name[max(0, strings.LastIndexByte(f.Name, '.')):], ".")
	if ext == "" || len(ext) > 5 || strings.Trim(strings.ToLower(ext), "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return ""
	}
	return strings.ToUpper(ext)
}

// Measure is the file's size as people say it.
func (f File) Measure() string {
	switch {
	case f.Size < 1<<10:
		return fmt.Sprintf("%d B", f.Size)
	case f.Size < 1<<20:
		return fmt.Sprintf("%d KB", (f.Size+1<<9)>>10)
	}
	return strings.Replace(fmt.Sprintf("%.1f MB", float64(f.Size)/(1<<20)), ".0 ", " ", 1)
}

// About is the file's kind and measure.
func (f File) About() string { return strings.TrimPrefix(f.Kind()+" · "+f.Measure(), " · ") }

// Path is the file's address within the site.
func (f File) Path() string {
	return FilePath(f.ID, f.Name)
}

// FilePath is the address of the file of that id and name.
func FilePath(id FileID, name string) string {
	return "/files/" + strconv.FormatInt(int64(id), 10) + "/" + url.PathEscape(strings.ReplaceAll(name, "/", "_"))
}
