// Package httpd is the web front door: pages, forms, files, feeds and the live
// connection. A handler parses, calls a verb of app and renders; an `if` about
// the forum belongs in app or forum. The JSON API is internal/api, mounted here.
package httpd

import (
	"context"
	"log/slog"
	"net"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/config"
	"plenary/internal/door"
	"plenary/internal/gate"
)

const (
	maxBody       = 1 << 20 // bytes, but for uploads
	bodyTime      = 15 * time.Second
	maxUpload     = 26 << 20
	uploadTime    = 10 * time.Minute
	uploadsAtOnce = 4
	smallBody     = 64 << 10 // from visitors
	headerSize    = 8 << 10
	headerTime    = 10 * time.Second // for the first byte and all headers
	answerTime    = time.Minute      // for a client to take an answer, but for files
	idleTime      = 75 * time.Second
	requestTime   = 15 * time.Second // for the work behind one request
)

// Options of New. All but Log are needed.
type Options struct {
	App      *app.App
	Settings *config.Settings
	Log      *slog.Logger
}

// Server serves one network.
type Server struct {
	app      *app.App
	settings *config.Settings
	log      *slog.Logger
	fiber    *fiber.App
	limits   *door.Limits
	turns    turns
	live     *liveDoor
	metrics  *metrics
	kept     rendering
}

// New makes a server; it answers once Serve is called.
func New(o Options) *Server {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{app: o.App, settings: o.Settings, log: o.Log, turns: newTurns(),
		limits: door.NewLimits(o.Settings, time.Now), kept: newRendering()}
	s.metrics = newMetrics()
	s.turns.gauges(s.metrics)
	s.live = newLiveDoor(s)
	s.fiber = fiber.New(fiber.Config{
		Immutable:               true,
		UnescapePath:            true,
		DisableStartupMessage:   true,
		BodyLimit:               maxBody,
		ReadBufferSize:          headerSize,
		ReduceMemoryUsage:       true,
		ReadTimeout:             headerTime,
		WriteTimeout:            answerTime,
		IdleTimeout:             idleTime,
		EnableTrustedProxyCheck: true,
		TrustedProxies:          o.Settings.TrustedProxies,
		ErrorHandler:            s.onError,
	})
	s.fiber.Server().HeaderReceived = s.bodyAllowed
	s.routes()
	return s
}

// Serve answers on ln until Stop. It tells the settings which port that is.
func (s *Server) Serve(ln net.Listener) error {
	if addr, ok := ln.Addr().(*net.TCPAddr); ok {
		s.settings.Listening(addr.Port)
	}
	bounded := gate.Listen(ln, s.bounds())
	figure := func(name, help string, read func(gate.Stats) int64) {
		s.metrics.gauge("plenary_"+name, help, func() float64 { return float64(read(bounded.Stats())) })
	}
	figure("connections", "Connections that are open.", func(st gate.Stats) int64 { return int64(st.Open) })
	figure("request_bytes", "Bytes of requests that are read and not yet answered.", func(st gate.Stats) int64 { return st.Held })
	figure("connections_refused", "Connections refused since the start.", func(st gate.Stats) int64 { return st.Refused })
	return s.fiber.Listener(bounded)
}

// Run does what goes on beside requests, until ctx ends: telling those who
// watch what has happened, and measuring.
func (s *Server) Run(ctx context.Context) {
	var beside sync.WaitGroup
	defer beside.Wait()
	beside.Go(func() { s.watchLoad(ctx) })
	s.live.run(ctx)
}

// Stop tells live readers to come back, waits for requests under way, and
// returns within the time that ctx leaves.
func (s *Server) Stop(ctx context.Context) error {
	s.live.stop(ctx)
	return s.fiber.ShutdownWithContext(ctx)
}
