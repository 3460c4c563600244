package httpd

import (
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"plenary/internal/door"
	"plenary/internal/forum"
)

// fileLife is how long a browser keeps a file without asking again, in
// seconds. What has an id never changes.
const fileLife = "3600"

// Names by which pages show pictures without knowing what they are called.
var pictureNames = map[string]bool{"face": true, "picture": true}

// file answers an upload: pictures in place, everything else to be saved. A
// wrong name in the address leads to the right one.
func (s *Server) file(c *fiber.Ctx) error {
	id, err := idIn[forum.FileID](c, "id")
	if err != nil {
		return err
	}
	f, body, err := s.app.File(c.UserContext(), door.Viewer(c), id)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "private, max-age="+fileLife)
	c.Set(fiber.HeaderVary, fiber.HeaderCookie)
	if name := nameAsked(c); forum.FilePath(id, name) != f.Path() && !(f.Inline() && pictureNames[name]) {
		return done(body, c.Redirect(f.Path(), fiber.StatusMovedPermanently))
	}
	c.Set(fiber.HeaderContentSecurityPolicy, "sandbox; default-src 'none'")
	if notModified(c, `"`+f.Hash+`"`, f.CreatedAt) {
		return done(body, nil)
	}
	c.Set(fiber.HeaderContentType, f.Type)
	how := "attachment"
	if f.Inline() {
		how = "inline"
	}
	c.Set(fiber.HeaderContentDisposition, how+"; filename*=UTF-8''"+extended(f.Name))
	return sendRange(c, body, f)
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

func done(body *os.File, err error) error {
	if cerr := body.Close(); cerr != nil && err == nil {
		return forum.Errorf("httpd: file: %w", cerr)
	}
	return err
}

// sendRange answers with the file, or with the one range of it that was asked
// for; it closes body. Several ranges at once are answered with all of it.
func sendRange(c *fiber.Ctx, body *os.File, f forum.File) error {
	c.Set(fiber.HeaderAcceptRanges, "bytes")
	asked := c.Get(fiber.HeaderRange)
	if cond := c.Get(fiber.HeaderIfRange); asked == "" || strings.Contains(asked, ",") || !strings.HasPrefix(asked, "bytes=") ||
		cond != "" && cond != `"`+f.Hash+`"` {
		return c.SendStream(body, int(f.Size))
	}
	from, to, err := fasthttp.ParseByteRange([]byte(asked), int(f.Size))
	if err != nil {
		c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes */%d", f.Size))
		c.Status(fiber.StatusRequestedRangeNotSatisfiable)
		return done(body, nil)
	}
	c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes %d-%d/%d", from, to, f.Size))
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
