package door

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// Ready is an answer's body that is made already and sent many times, also
// compressed. Make one with NewReady; it is never changed.
type Ready struct {
	body []byte
	tag  string // without quotes
	once sync.Once
	gzip []byte // made when it is first asked for
}

// NewReady takes over the body.
func NewReady(body []byte, epoch string) *Ready {
	sum := sha256.Sum256(body)
	return &Ready{body: body, tag: epoch + "-" + hex.EncodeToString(sum[:12])}
}

// Size is how many bytes it takes, once it was asked for in both ways.
func (r *Ready) Size() int { return 300 + len(r.body) + len(r.body)/4 }

// Send sends the body as the asker takes it, or 304 where they have it. Type,
// caching and Vary are the caller's to set.
func (r *Ready) Send(c *fiber.Ctx) error {
	tag, body := `"`+r.tag+`"`, r.body
	if TakesGzip(c) {
		r.once.Do(func() { r.gzip = fasthttp.AppendGzipBytesLevel(nil, r.body, fasthttp.CompressDefaultCompression) })
		tag, body = `"`+r.tag+`-gz"`, r.gzip
		c.Set(fiber.HeaderContentEncoding, "gzip")
	}
	c.Set(fiber.HeaderETag, tag)
	if strings.Contains(c.Get(fiber.HeaderIfNoneMatch), tag) {
		c.Response().Header.Del(fiber.HeaderContentEncoding)
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Response().SetBodyRaw(body)
	return nil
}

// TakesGzip reports whether the asker reads compressed answers.
func TakesGzip(c *fiber.Ctx) bool {
	return strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip")
}
