package httpd

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofiber/contrib/websocket"
	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/live"
)

const (
	maxFrame  = 32 << 10 // bytes, from clients
	guestKey  = "live.guest"
	startTime = 5 * time.Second // that a socket waits for the relay of a server that starts
)

// liveDoor is the live connection: the sockets, the hub behind them, and what
// brings it the events.
type liveDoor struct {
	s       *Server
	hub     *live.Hub
	upgrade fiber.Handler
	ping    time.Duration // between pings
	silence time.Duration // after which a socket is given up
	lag     atomic.Int64  // nanoseconds from the last event to its telling
	names   nameBook
	unread  unreadNews
	polls   arrivals

	begun   chan struct{} // closed when the relay has its place in the events
	stopped chan struct{} // closed by stop

	spread atomic.Int64 // nanoseconds over which those who are sent away are told to come back

	mu      sync.Mutex
	over    bool
	open    int            // sockets
	polling int            // who poll
	sockets map[string]int // by asker, and those who poll
	serving sync.WaitGroup // one for each of these
}

func newLiveDoor(s *Server) *liveDoor {
	d := &liveDoor{s: s, hub: live.New(live.Options{}), ping: 25 * time.Second, silence: 60 * time.Second,
		begun: make(chan struct{}), stopped: make(chan struct{}), sockets: map[string]int{}}
	// Compression is off: a frame is prepared once and most are small.
	d.upgrade = websocket.New(d.serve, websocket.Config{Origins: []string{"*"}, RecoverHandler: d.recovered,
		ReadBufferSize: 512, WriteBufferPool: new(sync.Pool)})
	gauge := func(name, help string, read func(live.Stats) int64) {
		s.metrics.gauge("plenary_live_"+name, help, func() float64 { return float64(read(d.hub.Stats())) })
	}
	gauge("sockets", "Sockets that are open.", func(st live.Stats) int64 { return st.Seats })
	gauge("rooms", "Conversations that are watched, by language.", func(st live.Stats) int64 { return st.Rooms })
	gauge("queue", "Frames that wait for their sockets.", func(st live.Stats) int64 { return st.Queue })
	gauge("hints_dropped", "Hints that found a queue full, since the start.", func(st live.Stats) int64 { return st.DroppedHints })
	gauge("seats_lost", "Sockets closed for being too slow, since the start.", func(st live.Stats) int64 { return st.LostSeats })
	gauge("holes", "Events that came out of order, since the start: always 0.", func(st live.Stats) int64 { return st.Holes })
	s.metrics.gauge("plenary_live_polls", "Who wait by polling.", func() float64 { return float64(d.polls.count()) })
	s.metrics.gauge("plenary_live_lag_seconds", "From the last event to its telling.",
		func() float64 { return time.Duration(d.lag.Load()).Seconds() })
	return d
}

func (s *Server) mountLive(f fiber.Router) {
	f.Get("/live", s.live.come)
}

// guest is who has come, as it was at the door. What they may do is looked up
// anew each time.
type guest struct {
	asker   string
	polls   bool
	request string
	person  forum.UserID // 0: a visitor
	session forum.SessionID
	token   forum.TokenID
	lang    forum.Lang
}

func (g guest) info() live.Info {
	return live.Info{Person: int64(g.person), Session: int64(g.session), Token: int64(g.token)}
}

func (d *liveDoor) guest(c *fiber.Ctx) guest {
	v := door.Viewer(c)
	return guest{asker: d.s.asker(c), request: door.RequestID(c), person: v.ID, session: v.Session, token: door.Token(c), lang: v.Lang.UI()}
}

// stop refuses who comes, tells all sockets to come back later, and waits for
// them as long as ctx lets it.
func (d *liveDoor) stop(ctx context.Context) {
	d.mu.Lock()
	if d.over {
		d.mu.Unlock()
		return
	}
	d.over = true
	d.spread.Store(int64(d.window(d.open)))
	d.mu.Unlock()
	close(d.stopped)
	d.hub.CloseAll(live.GoingAway)
	ended := make(chan struct{})
	go func() {
		d.serving.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-ctx.Done():
	}
}

// someoneIn reports whether anybody is in the conversation now.
func (d *liveDoor) someoneIn(c forum.ConversationID) bool { return d.hub.Here(int64(c)).Count > 0 }

// viewer is the guest as a viewer, as they are now. NotFound if they have left.
func (d *liveDoor) viewer(ctx context.Context, g guest) (forum.Viewer, error) {
	v, err := d.s.app.ViewerOf(ctx, g.person)
	v.Lang, v.Session = g.lang, g.session
	return v, err
}

// works is nil while the session or token by which the guest came is good;
// SignedOut if it has ended.
func (d *liveDoor) works(ctx context.Context, g guest) error {
	if g.person == 0 {
		return nil
	}
	open, valid, err := d.s.app.Working(ctx, some(g.session), some(g.token))
	if err == nil && !open[g.session] && !valid[g.token] {
		err = forum.Refused(forum.SignedOut, "error.signed_out")
	}
	return err
}

func some[T comparable](id T) []T {
	var none T
	if id == none {
		return nil
	}
	return []T{id}
}

// backlog is the beginning of what a reader missed, as they may see it now.
func (d *liveDoor) backlog(ctx context.Context, g guest, c forum.ConversationID, after int64, epoch string) (app.Backlog, error) {
	v, err := d.viewer(ctx, g)
	if err != nil {
		return app.Backlog{}, err
	}
	return d.s.app.Backlog(ctx, v, c, after, epoch)
}

// missedFrame is one frame of a backlog.
func (d *liveDoor) missedFrame(b app.Backlog, n app.News, l forum.Lang) []byte {
	return d.frameIn(n, l, b.Standing.May(forum.SeeingNames))
}

// recovered keeps a panic from the client and in the log.
func (d *liveDoor) recovered(*websocket.Conn) {
	if died := recover(); died != nil {
		d.s.log.Error("panic", "where", "live", "panic", fmt.Sprint(died), "stack", string(debug.Stack()))
	}
}
