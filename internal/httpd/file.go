package httpd

import (
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
)

// How long a browser keeps what it was sent. What has an id never changes, but
// for its name; a picture that stands in for one of its widths is asked for
// again.
const (
	fileLife     = "private, max-age=31536000, immutable"
	redirectLife = "private, max-age=3600"
	standInLife  = "private, no-cache"
)

// Names by which pages show pictures without knowing what they are called.
var pictureNames = map[string]bool{"face": true, "picture": true}

// file answers an upload: pictures in place, everything else to be saved. A
// wrong name in the address leads to the right one.
func (s *Server) file(c *fiber.Ctx) error {
	id, err := idIn[forum.FileID](c, "id")
	if err != nil {
		return err
	}
	width, err := strconv.Atoi(c.Query("w"))
	if err != nil {
		width = 0
	}
	f, body, err := s.app.File(c.UserContext(), door.Viewer(c), id, width)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderVary, fiber.HeaderCookie)
	if name := nameAsked(c); forum.FilePath(id, name) != f.Path() && !(f.Inline() && pictureNames[name]) {
		c.Set(fiber.HeaderCacheControl, redirectLife)
		return done(body, c.Redirect(f.Path(), fiber.StatusMovedPermanently))
	}
	life, since := fileLife, f.CreatedAt
	if body.Later {
		life, since = standInLife, time.Time{} // a date would stand for both
	}
	c.Set(fiber.HeaderCacheControl, life)
	c.Set(fiber.HeaderContentSecurityPolicy, "sandbox; default-src 'none'")
	if notModified(c, tagOf(f, body), since) {
		return done(body, nil)
	}
	c.Set(fiber.HeaderContentType, body.Type)
	how := "attachment"
	if f.Inline() {
		how = "inline"
	}
	c.Set(fiber.HeaderContentDisposition, how+"; filename*=UTF-8''"+extended(f.Name))
	return sendRange(c, body, tagOf(f, body))
}

// tagOf names the bytes that are sent.
func tagOf(f forum.File, body app.Content) string {
	if body.Width > 0 {
		return `"` + f.Hash + "-" + strconv.Itoa(body.Width) + `"`
	}
	return `"` + f.Hash + `"`
}

// nameAsked is the name in the address, as it was before anything was folded.
func nameAsked(c *fiber.Ctx) string {
	parts := strings.SplitN(string(c.Request().URI().PathOriginal()), "/", 4)
	name, err := url.PathUnescape(parts[len(parts)-1])
	if err != nil || len(parts) < 4 {
		return ""
	}
	return name
}

func done(body io.Closer, err error) error {
	if cerr := body.Close(); cerr != nil && err == nil {
		return forum.Errorf("httpd: file: %w", cerr)
	}
	return err
}

// sendRange answers with the file, or with the one range of it that was asked
// for; it closes body. Several ranges at once are answered with all of it.
func sendRange(c *fiber.Ctx, body app.Content, tag string) error {
	c.Set(fiber.HeaderAcceptRanges, "bytes")
	asked := c.Get(fiber.HeaderRange)
	if cond := c.Get(fiber.HeaderIfRange); asked == "" || strings.Contains(asked, ",") || !strings.HasPrefix(asked, "bytes=") ||
		cond != "" && cond != tag {
		return c.SendStream(body, int(body.Size))
	}
	from, to, err := fasthttp.ParseByteRange([]byte(asked), int(body.Size))
	if err != nil {
		c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes */%d", body.Size))
		c.Status(fiber.StatusRequestedRangeNotSatisfiable)
		return done(body, nil)
	}
	c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes %d-%d/%d", from, to, body.Size))
	c.Status(fiber.StatusPartialContent)
	part := struct {
		io.Reader
		io.Closer
	}{io.NewSectionReader(body, int64(from), int64(to-from+1)), body}
	return c.SendStream(part, to-from+1)
}

// extended is a name as a header carries it (RFC 8187).
func extended(name string) string {
	var b strings.Builder
	for _, x := range []byte(name) {
		if x >= 'a' && x <= 'z' || x >= 'A' && x <= 'Z' || x >= '0' && x <= '9' || strings.IndexByte("!#$&+-.^_`|~", x) >= 0 {
			b.WriteByte(x)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", x)
	}
	return b.String()
}
