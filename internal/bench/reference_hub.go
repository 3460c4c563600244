package bench

import (
	"context"
	"io"
	"strconv"
	"strings"
	"sync"

	ws "github.com/fasthttp/websocket"
	"github.com/gofiber/contrib/websocket"
	"github.com/gofiber/fiber/v2"
)

// eventStart is how frames begin that carry an event.
const eventStart = `{"op":"event"`

// bareHub sends what is said to all sockets: one prepared message, a queue for each socket, nothing else.
func bareHub(_ context.Context, args []string, in io.Reader, out io.Writer) error {
	size, err := strconv.Atoi(args[0])
	if err != nil {
		return err
	}
	text := []byte(eventStart + `,"html":"` + strings.Repeat("x", max(0, size-len(eventStart)-11)) + `"}`)
	h := hub{seats: map[chan *ws.PreparedMessage]bool{}}
	f := fiber.New(fiber.Config{DisableStartupMessage: true})
	f.Get("/live", websocket.New(h.sit, websocket.Config{Origins: []string{"*"}}))
	f.Post("/say", func(c *fiber.Ctx) error {
		m, err := ws.NewPreparedMessage(ws.TextMessage, text)
		if err != nil {
			return err
		}
		h.say(m)
		return c.SendStatus(fiber.StatusCreated)
	})
	return listenUntilEnd(f, in, out)
}

type hub struct {
	mu    sync.Mutex
	seats map[chan *ws.PreparedMessage]bool
}

// hubQueue is how many frames a socket may be behind, as in the program.
const hubQueue = 256

func (h *hub) sit(outer *websocket.Conn) {
	conn, queue := outer.Conn, make(chan *ws.PreparedMessage, hubQueue)
	wrote := make(chan struct{})
	go func() {
		defer close(wrote)
		for m := range queue {
			if conn.WritePreparedMessage(m) != nil {
				_ = conn.Close()
			}
		}
	}()
	h.mu.Lock()
	h.seats[queue] = true
	h.mu.Unlock()
	hello, err := ws.NewPreparedMessage(ws.TextMessage, []byte(watchingStart+`}`))
	if err == nil {
		queue <- hello
	}
	for err == nil {
		_, _, err = conn.ReadMessage()
	}
	h.mu.Lock()
	delete(h.seats, queue)
	h.mu.Unlock()
	close(queue)
	<-wrote
}

// say waits for no one: a queue that is full loses its socket.
func (h *hub) say(m *ws.PreparedMessage) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for queue := range h.seats {
		select {
		case queue <- m:
		default:
			delete(h.seats, queue) // its reader ends when the client has had enough
		}
	}
}
