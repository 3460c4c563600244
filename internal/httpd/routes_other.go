package httpd

import "github.com/gofiber/fiber/v2"

func (s *Server) otherRoutes(fiber.Router) {}
