package files

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
	"golang.org/x/text/unicode/norm"

	"plenary/internal/forum"
)

const (
	headSize     = 4096 // bytes that a type is found from
	maxName      = 120  // characters
	maxExtension = 16   // characters, with its dot
)

// receive writes r into the draft and answers the first bytes of it. It stops
// at the first byte too many, of pictures at theirs.
func (d *draft) receive(ctx context.Context, r io.Reader, limit int64) ([]byte, error) {
	r = &source{ctx: ctx, r: r}
	head := make([]byte, headSize)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	if n == 0 {
		return nil, forum.Wrong("file", "file.empty")
	}
	head = head[:n]
	if isPicture(sniff(head)) {
		limit = min(limit, forum.MaxImageSize)
	}
	if _, err := io.Copy(d, io.LimitReader(io.MultiReader(bytes.NewReader(head), r), limit+1)); err != nil {
		var ours *forum.Error
		if errors.As(err, &ours) {
			return nil, err
		}
		return nil, failed(err)
	}
	if d.size > limit {
		return nil, tooLarge(limit)
	}
	return head, nil
}

func tooLarge(limit int64) error {
	return &forum.Error{Kind: forum.TooLarge, Field: "file", Msg: "file.too_large", Args: forum.Pairs("Max", max(1, limit>>20))}
}

// source reads until ctx ends. Its errors are forum's, so that they are not
// mistaken for those of the disk.
type source struct {
	ctx context.Context
	r   io.Reader
}

func (s *source) Read(p []byte) (int, error) {
	if s.ctx.Err() != nil {
		return 0, busy(s.ctx)
	}
	n, err := s.r.Read(p)
	if err == nil || err == io.EOF {
		return n, err
	}
	if s.ctx.Err() != nil {
		return n, busy(s.ctx)
	}
	var ours *forum.Error
	if errors.As(err, &ours) {
		return n, err
	}
	return n, &forum.Error{Kind: forum.Malformed, Field: "file", Msg: "file.broken_off", Err: err}
}

func busy(ctx context.Context) error {
	return &forum.Error{Kind: forum.Unavailable, Msg: "file.busy", RetryAfter: 5, Err: ctx.Err()}
}

// sniff is the media type of what begins with head. What a browser would run
// has none: it is only ever downloaded.
func sniff(head []byte) string {
	plainly := http.DetectContentType(head)
	if isPicture(plainly) {
		return plainly
	}
	if strings.HasPrefix(plainly, "text/html") || strings.HasPrefix(plainly, "text/xml") { // whatever follows
		return "application/octet-stream"
	}
	t := mimetype.Detect(head)
	for m := t; m != nil; m = m.Parent() {
		for _, runs := range []string{"text/html", "text/xml", "application/xhtml+xml", "image/svg+xml",
			"text/javascript", "application/x-shockwave-flash", "multipart/related"} {
			if m.Is(runs) {
				return "application/octet-stream"
			}
		}
	}
	if isPicture(t.String()) { // in a variant that browsers don't know as one
		return "application/octet-stream"
	}
	return t.String()
}

func isPicture(mediaType string) bool {
	return forum.File{Type: mediaType}.Inline()
}

// cleanName is name as a file of any system may be called: its last part,
// without control and invisible characters, at most maxName characters of
// which the extension is kept; "file" if nothing is left.
func cleanName(name string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, ""))
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == utf8.RuneError:
			return -1
		case unicode.IsSpace(r):
			return ' '
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		}
		return r
	}, name)
	name = strings.Trim(strings.Join(strings.Fields(name), " "), ". ")
	if name == "" {
		return "file"
	}
	stem, ext := split(name)
	if first, _, _ := strings.Cut(name, "."); ofDevice[strings.ToUpper(strings.TrimSpace(first))] {
		name, stem = "_"+name, "_"+stem
	}
	if over := utf8.RuneCountInString(name) - maxName; over > 0 {
		runes := []rune(stem)
		name = strings.TrimRight(string(runes[:len(runes)-over]), ". ") + ext
	}
	return name
}

// ofDevice are names that some systems take for a device, whatever follows the
// first dot.
var ofDevice = func() map[string]bool {
	all := map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true}
	for _, n := range "123456789¹²³" {
		all["COM"+string(n)], all["LPT"+string(n)] = true, true
	}
	return all
}()

// split parts a name before its extension, which is "" if what stands behind
// the last dot is none, as in "v1.2 of the plan".
func split(name string) (stem, ext string) {
	ext = path.Ext(name)
	if utf8.RuneCountInString(ext) > maxExtension || strings.Contains(ext, " ") {
		ext = ""
	}
	return strings.TrimSuffix(name, ext), ext
}

// withExtension is a picture's name with an extension of its type: whoever
// saves it opens it with the right program.
func withExtension(name, mediaType string) string {
	fitting := map[string][]string{
		"image/jpeg": {".jpg", ".jpeg", ".jpe", ".jfif"},
		"image/png":  {".png"},
		"image/gif":  {".gif"},
	}[mediaType]
	stem, ext := split(name)
	for _, e := range fitting {
		if strings.EqualFold(e, ext) {
			return name
		}
	}
	return cleanName(stem + fitting[0])
}
