package forum

import (
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
)

// File is something that was uploaded. Its bytes are found by Hash.
type File struct {
	ID        FileID
	Hash      string // SHA-256 of the bytes, hex
	Name      string
	Type      string // media type, found from the content
	Size      int64  // bytes
	Width     int    // pixels, of pictures
	Height    int
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

// Path is the file's address within the site.
func (f File) Path() string {
	return FilePath(f.ID, f.Name)
}

// FilePath is the address of the file of that id and name.
func FilePath(id FileID, name string) string {
	return "/files/" + strconv.FormatInt(int64(id), 10) + "/" + url.PathEscape(strings.ReplaceAll(name, "/", "_"))
}
