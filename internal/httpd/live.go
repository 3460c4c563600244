package httpd

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/forum"
)

type liveDoor struct{ s *Server }

func newLiveDoor(s *Server) *liveDoor { return &liveDoor{s: s} }

func (d *liveDoor) run(ctx context.Context) { <-ctx.Done() }

func (d *liveDoor) stop(context.Context) {}

// someoneIn reports whether anybody is in the conversation now.
func (d *liveDoor) someoneIn(forum.ConversationID) bool { return false }

func (s *Server) mountLive(fiber.Router) {}

func (s *Server) mountAPI(fiber.Router) {}
