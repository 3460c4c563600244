package httpd

import "github.com/gofiber/fiber/v2"

// routes is the whole list of what is answered, in the order it is tried. What
// no route does is 405 where another method would be answered, else 404: the
// router says which.
func (s *Server) routes() {
	f := s.fiber
	f.Get("/healthz", s.healthy)
	f.Use(s.observe, s.headers, s.plainBody, s.deadline)
	f.Get("/readyz", s.ready)
	f.Get("/metrics", s.showMetrics)
	f.Get("/assets/*", s.asset)
	f.Get("/favicon.ico", s.favicon)
	f.Get("/robots.txt", s.robots)
	f.Get("/manifest.webmanifest", s.manifest)
	f.Get("/sw.js", s.worker)
	f.Get("/offline", s.offline)
	f.Use(s.admit, s.enter, s.sameOrigin, s.limitRequests)

	s.mountAPI(f)
	s.mountLive(f)
	s.pageRoutes(f)
}

// pageRoutes are all that people open and send. Feeds of groups come before
// the groups, whose pattern would take them.
func (s *Server) pageRoutes(f fiber.Router) {
	s.otherRoutes(f)
	s.talkRoutes(f)
}
