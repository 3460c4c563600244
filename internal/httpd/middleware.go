package httpd

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/secret"
)

// observe names the request, catches panics, and logs and counts what became
// of it: never bodies, queries or tokens.
func (s *Server) observe(c *fiber.Ctx) (err error) {
	id := secret.Token()[:16]
	door.SetRequestID(c, id)
	c.Set(fiber.HeaderXRequestID, id)
	start := time.Now()
	defer func() {
		if died := recover(); died != nil {
			s.log.Error("panic", "request", id, "panic", fmt.Sprint(died), "stack", string(debug.Stack()))
			err = forum.Errorf("httpd: panic: %v", died)
		}
		level := slog.LevelInfo
		if wasBusy(err) {
			level = slog.LevelDebug // counted, and too many to be told one by one
		}
		if err != nil {
			err = s.onError(c, err)
		}
		took := time.Since(start)
		status := c.Response().StatusCode()
		route := c.Route().Path
		s.metrics.request(route, c.Method(), status, took)
		if status >= 500 && level == slog.LevelInfo {
			level = slog.LevelError
		}
		s.log.Log(context.Background(), level, "request", "request", id, "method", c.Method(), "route", route, "status", status,
			"ms", float64(took.Microseconds())/1000)
	}()
	return c.Next()
}

// headers are on every answer. Pages load nothing but from here, and nothing
// inline runs.
func (s *Server) headers(c *fiber.Ctx) error {
	socket := "ws" + strings.TrimPrefix(s.settings.BaseURL, "http")
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "+
		"connect-src 'self' "+socket+"; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'")
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "same-origin")
	c.Set(fiber.HeaderXFrameOptions, "DENY")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set(fiber.HeaderPermissionsPolicy, "camera=(), microphone=(), geolocation=(), interest-cohort=()")
	if s.settings.SecureCookies() {
		c.Set(fiber.HeaderStrictTransportSecurity, "max-age=31536000")
	}
	return c.Next()
}

// plainBody refuses compressed bodies, which fiber would inflate without limit.
func (s *Server) plainBody(c *fiber.Ctx) error {
	if c.Get(fiber.HeaderContentEncoding) != "" {
		return &forum.Error{Kind: forum.Unsupported, Msg: "error.content_encoding"}
	}
	return c.Next()
}

// deadline bounds the work behind a request; fasthttp can't say that the
// client has left.
func (s *Server) deadline(c *fiber.Ctx) error {
	limit := requestTime
	switch {
	case isUpload(c.Method(), c.Path()):
		limit = uploadTime
	case strings.HasSuffix(c.Path(), "/events"):
		limit = 2 * requestTime // long polling waits up to 25 s of it
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	c.SetUserContext(ctx)
	return c.Next()
}

// isUpload reports whether a request may carry a file.
func isUpload(method, path string) bool {
	if method != fiber.MethodPost {
		return false
	}
	return path == "/api/v1/files" || path == "/settings/picture" || path == "/news/new" ||
		strings.HasPrefix(path, "/g/") && strings.Contains(path, "/products") ||
		strings.HasPrefix(path, "/drafts/") && strings.HasSuffix(path, "/files") ||
		strings.HasPrefix(path, "/news/") && strings.HasSuffix(path, "/edit")
}

// bodyAllowed says how large a body may be, before it is read: small from
// visitors, larger from those who are signed in, and largest where they upload.
// Files may also take long to be sent.
func (s *Server) bodyAllowed(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	cfg := fasthttp.RequestConfig{ReadTimeout: bodyTime, WriteTimeout: answerTime, MaxRequestBodySize: smallBody}
	path, _, _ := strings.Cut(string(h.RequestURI()), "?")
	if strings.HasPrefix(path, "/files/") || strings.HasPrefix(path, "/exports/") || strings.HasSuffix(path, "/export") {
		cfg.WriteTimeout = uploadTime
	}
	if n := h.ContentLength(); n != inChunks && n <= smallBody || !s.isKnown(h) {
		return cfg
	}
	cfg.MaxRequestBodySize = maxBody
	if h.ContentLength() > maxBody && isUpload(string(h.Method()), path) {
		cfg.ReadTimeout, cfg.MaxRequestBodySize = uploadTime, maxUpload
	}
	return cfg
}

// inChunks is the length of a body whose length is not said.
const inChunks = -1

// isKnown reports whether a request comes with a session or token that is good.
func (s *Server) isKnown(h *fasthttp.RequestHeader) bool {
	ctx, cancel := context.WithTimeout(context.Background(), requestTime)
	defer cancel()
	var err error
	if bearer, ok := strings.CutPrefix(string(h.Peek(fiber.HeaderAuthorization)), "Bearer "); ok {
		_, _, err = s.app.EnterByToken(ctx, bearer)
	} else {
		_, _, err = s.app.Enter(ctx, string(h.Cookie(s.cookieName())))
	}
	return err == nil
}

// sameOrigin refuses what another site's page sends: GET never changes
// anything, and all else must come from our own pages, or from a program,
// which sends neither header.
func (s *Server) sameOrigin(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return c.Next()
	}
	if door.Token(c) != 0 {
		return c.Next() // a bearer token is not sent by browsers of themselves
	}
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return forum.Refused(forum.Forbidden, "error.cross_site")
	}
	if origin := c.Get(fiber.HeaderOrigin); origin != "" && !s.ownOrigin(origin) {
		return forum.Refused(forum.Forbidden, "error.cross_site")
	}
	return c.Next()
}

func (s *Server) ownOrigin(origin string) bool {
	return slices.Contains(s.settings.Origins(), strings.ToLower(origin))
}

// limitRequests bounds how much one person, or one address, may ask.
func (s *Server) limitRequests(c *fiber.Ctx) error {
	if err := s.limits.Take(door.Requests, s.asker(c)); err != nil {
		return err
	}
	return c.Next()
}

// asker is the person who asks, or for visitors the address they come from.
func (s *Server) asker(c *fiber.Ctx) string {
	if v := door.Viewer(c); v.SignedIn() {
		return fmt.Sprint("u", v.ID)
	}
	return "a" + s.network(c)
}

// network is the asker's address as limits count it: a whole /56 of IPv6 is
// one household.
func (s *Server) network(c *fiber.Ctx) string {
	ip := net.ParseIP(s.clientIP(c))
	if ip == nil || ip.To4() != nil {
		return ip.String()
	}
	return ip.Mask(net.CIDRMask(56, 128)).String()
}

// clientIP is where the request comes from: behind trusted proxies the
// right-most address that is not theirs, else the peer.
func (s *Server) clientIP(c *fiber.Ctx) string {
	peer := c.Context().RemoteIP().String()
	if !c.IsProxyTrusted() || len(s.settings.TrustedProxies) == 0 {
		return peer
	}
	hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
	for _, hop := range slices.Backward(hops) {
		ip := net.ParseIP(strings.TrimSpace(hop))
		if ip == nil {
			return peer
		}
		if !s.settings.Trusts(ip) {
			return ip.String()
		}
	}
	return peer
}
