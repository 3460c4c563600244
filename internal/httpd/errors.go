package httpd

import (
	"context"
	"io"
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
	if f.Status >= 500 && f.Err.Kind != forum.NotBuilt && !wasBusy(err) {
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
	answer := c.Response()
	answer.ResetBody()
	if err := draw(c, page, answer.BodyWriter()); err != nil {
		return err // whose answer takes the place of what was drawn
	}
	asPage(c)
	if html := answer.Body(); len(html) > compressFrom && door.TakesGzip(c) {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		answer.SetBodyRaw(fasthttp.AppendGzipBytesLevel(nil, html, fasthttp.CompressBestSpeed))
	}
	return nil
}

const compressFrom = 4 << 10 // bytes: smaller pages are sent as they are

func draw(c *fiber.Ctx, page templ.Component, w io.Writer) error {
	ctx := context.WithoutCancel(c.UserContext()) // an error is shown after the deadline, too
	if err := page.Render(ctx, w); err != nil {
		return forum.Errorf("httpd: render: %w", err)
	}
	return nil
}

func asPage(c *fiber.Ctx) {
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	c.Set(fiber.HeaderVary, "Cookie, Accept-Language, Accept-Encoding")
}
