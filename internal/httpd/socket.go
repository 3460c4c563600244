package httpd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"time"

	ws "github.com/fasthttp/websocket"
	"github.com/gofiber/contrib/websocket"
	"golang.org/x/time/rate"

	"plenary/internal/forum"
	"plenary/internal/live"
)

const (
	writeTime  = 5 * time.Second  // for one frame to be taken by the network
	askTime    = 5 * time.Second  // for what one frame of a client asks of the database
	giveTime   = 30 * time.Second // for a backlog to be taken; less than the silence that ends a socket
	byeTime    = time.Second      // for the client to answer a close
	byeBytes   = 1 << 20          // that it may still send then
	talkBurst  = 20               // frames of a client at once
	talkEvery  = 200 * time.Millisecond
	notText    = 1003 // closes a socket that sends binary frames
	comeBack   = 1013 // closes a socket that we can't serve just now
	textFrames = ws.TextMessage
)

// socket is one connection: this goroutine reads it, one other writes it.
type socket struct {
	d    *liveDoor
	g    guest
	conn *ws.Conn // never the wrapper around it, which goes back to a pool
	seat *live.Seat
	talk *rate.Limiter

	mu   sync.Mutex
	over bool // the server has said goodbye: the deadline stands
}

// serve is one socket's life. What it started has ended when it returns.
func (d *liveDoor) serve(outer *websocket.Conn) {
	g, _ := outer.Locals(guestKey).(guest)
	conn := outer.Conn
	if code, err := d.enter(g); err != nil {
		_ = conn.WriteControl(ws.CloseMessage, ws.FormatCloseMessage(code, d.reason(code)), time.Now().Add(byeTime))
		return
	}
	defer d.leave(g)
	k := &socket{d: d, g: g, conn: conn, seat: d.hub.Sit(g.info()), talk: rate.NewLimiter(rate.Every(talkEvery), talkBurst)}
	if !d.s.settings.Limited() {
		k.talk.SetLimit(rate.Inf)
	}
	ctx, cancel := context.WithCancel(context.Background())
	wrote := make(chan struct{})
	go func() {
		defer close(wrote)
		k.write(ctx)
	}()
	defer func() { // also after a panic
		k.seat.Leave()
		cancel()
		<-wrote
	}()
	k.listen()
	k.aside(func() { k.greet(ctx) })
	if err := k.read(ctx); errors.Is(err, ws.ErrReadLimit) {
		// The library has said 1009; if we closed with bytes unread, the
		// network would drop that word.
		k.bye()
		_, _ = io.CopyN(io.Discard, conn.NetConn(), byeBytes)
	}
}

// reason is what a close says beside its code: to those whom the server sends
// away, over how many milliseconds to spread their coming back.
func (d *liveDoor) reason(code int) string {
	if code != live.GoingAway {
		return ""
	}
	return fmt.Sprint("retry=", time.Duration(d.spread.Load()).Milliseconds())
}

func (k *socket) listen() {
	k.conn.SetReadLimit(maxFrame)
	k.heard()
	k.conn.SetPongHandler(func(string) error {
		k.heard()
		return nil
	})
	k.conn.SetPingHandler(func(data string) error {
		k.heard()
		if k.talks() {
			_ = k.conn.WriteControl(ws.PongMessage, []byte(data), time.Now().Add(writeTime))
		}
		return nil
	})
}

// heard notes a sign of life.
func (k *socket) heard() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.over {
		return
	}
	_ = k.conn.SetReadDeadline(time.Now().Add(k.d.silence))
	k.seat.Alive()
}

// bye gives the client a moment to answer the close, and then no more.
func (k *socket) bye() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.over = true
	_ = k.conn.SetReadDeadline(time.Now().Add(byeTime))
}

// talks counts a frame of the client; false if that was one too many.
func (k *socket) talks() bool {
	if k.talk.Allow() {
		return true
	}
	k.seat.Close(live.TooMuch)
	return false
}

// aside does on another goroutine what reads the database, and waits for it:
// that stands deep, and a goroutine keeps the stack that it once needed, which
// this one would for the hours that it then waits. A panic ends the seat.
func (k *socket) aside(do func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			if died := recover(); died != nil {
				k.d.s.log.Error("panic", "where", "live", "panic", fmt.Sprint(died), "stack", string(debug.Stack()))
				k.seat.Close(comeBack)
			}
		}()
		do()
	}()
	<-done
}

// greet looks at the session once more, now that its end would find the seat,
// and says hello.
func (k *socket) greet(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	err := k.d.works(ctx, k.g)
	epoch := ""
	if err == nil {
		epoch, _, err = k.d.s.app.Network(ctx)
	}
	switch {
	case err == nil:
		k.seat.Send(live.NewMessage(encode(helloFrame{Op: "hello", Session: k.g.request, Epoch: epoch, Ping: int(k.d.ping.Seconds()),
			Retry: k.d.window(k.d.hub.Seats()).Milliseconds()})))
	case forum.KindOf(err) == forum.SignedOut:
		k.seat.Close(live.SignedOut)
	default:
		k.d.s.log.Warn("live: no hello", "request", k.g.request, "err", err)
		k.seat.Close(comeBack)
	}
}

// read takes what the client says until the connection ends.
func (k *socket) read(ctx context.Context) error {
	for {
		kind, data, err := k.conn.ReadMessage()
		if err != nil {
			return err
		}
		k.heard()
		k.mu.Lock()
		over := k.over
		k.mu.Unlock()
		switch {
		case over: // until it has read our goodbye
		case !k.talks():
		case kind != textFrames:
			k.seat.Close(notText)
		default:
			k.aside(func() { k.take(ctx, data) })
			k.heard()
		}
	}
}

// write sends what the seat has until it ends, and pings.
func (k *socket) write(ctx context.Context) {
	defer func() {
		if died := recover(); died != nil {
			k.d.s.log.Error("panic", "where", "live write", "panic", fmt.Sprint(died), "stack", string(debug.Stack()))
		}
		k.bye()
	}()
	ping := time.NewTicker(k.d.ping)
	defer ping.Stop()
	for {
		select {
		case <-ping.C: // before the next frame, however busy the socket is
			if k.conn.WriteControl(ws.PingMessage, nil, time.Now().Add(writeTime)) != nil {
				return
			}
		default:
		}
		f, err := k.seat.Poll()
		var closed live.Closed
		switch {
		case err == nil:
			if k.send(f) != nil {
				return
			}
		case errors.As(err, &closed):
			_ = k.conn.WriteControl(ws.CloseMessage, ws.FormatCloseMessage(closed.Code, k.d.reason(closed.Code)), time.Now().Add(writeTime))
			return
		case !errors.Is(err, live.ErrNothing):
			return
		default:
			select {
			case <-k.seat.Ready():
			case <-ping.C:
				if k.conn.WriteControl(ws.PingMessage, nil, time.Now().Add(writeTime)) != nil {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

func (k *socket) send(f *live.Frame) error {
	prepared := f.Prepared(func(json []byte) any {
		m, err := ws.NewPreparedMessage(textFrames, json)
		if err != nil {
			return err
		}
		return m
	})
	m, ok := prepared.(*ws.PreparedMessage)
	if !ok {
		return prepared.(error)
	}
	_ = k.conn.SetWriteDeadline(time.Now().Add(writeTime))
	return k.conn.WritePreparedMessage(m)
}
