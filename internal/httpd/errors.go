package httpd

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"plenary/internal/api"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// onError turns any error into the one answer for it: a problem document under
// /api, else a page. What is our fault goes to the log with its cause; nothing
// internal is shown.
func (s *Server) onError(c *fiber.Ctx, err error) error {
	f := door.FailureOf(err)
	if f.Status >= 500 && f.Err.Kind != forum.NotBuilt {
		s.log.Error("request failed", "request", door.RequestID(c), "route", c.Route().Path, "err", f.Err.Err)
	}
	if f.Err.RetryAfter > 0 {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(f.Err.RetryAfter))
	}
	c.Response().ResetBody()
	c.Status(f.Status)
	if strings.HasPrefix(c.Path(), "/api/") || c.Path() == "/live" || len(c.Context().Host()) == 0 {
		return api.SendProblem(c, f) // without a host, fasthttp gave the request up while it read the body: no browser sends such
	}
	p := door.Printer(c)
	page := view.Problem{Page: s.barePage(c, p.T(f.Title)), Status: f.Status, Detail: p.Error(f.Err), Text: kept(c),
		Retry: f.Err.RetryAfter, ID: door.RequestID(c)}
	return s.render(c, page)
}

// render shows a page, compressed for who takes it so.
func (s *Server) render(c *fiber.Ctx, page templ.Component) error {
	html, err := rendered(c, page)
	if err != nil {
		return err
	}
	asPage(c)
	if len(html) > compressFrom && door.TakesGzip(c) {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		html = fasthttp.AppendGzipBytesLevel(nil, html, fasthttp.CompressBestSpeed)
	}
	c.Response().SetBodyRaw(html)
	return nil
}

const compressFrom = 4 << 10 // bytes: smaller pages are sent as they are

// rendered is the page's HTML. It is made whole before anything is sent: after
// the first byte an error could not become one.
func rendered(c *fiber.Ctx, page templ.Component) ([]byte, error) {
	var buf bytes.Buffer
	buf.Grow(64 << 10)
	ctx := context.WithoutCancel(c.UserContext()) // an error is shown after the deadline, too
	if err := page.Render(ctx, &buf); err != nil {
		return nil, forum.Errorf("httpd: render: %w", err)
	}
	return buf.Bytes(), nil
}

func asPage(c *fiber.Ctx) {
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	c.Set(fiber.HeaderVary, "Cookie, Accept-Language, Accept-Encoding")
}
