package httpd

import (
	"context"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/gofiber/contrib/websocket"
	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/live"
)

const (
	shortSpread  = 2 * time.Second
	longSpread   = 2 * time.Minute
	arrivalsFree = 1000 // a second, where no limit says how many may arrive
)

// come answers GET /live: 426 if that is no websocket, 403 if another site's
// page asks, 429 if the asker has too many already, 503 while the server starts
// or stops, or has all that it can bear, or too many come at once; else the
// connection becomes a socket.
func (d *liveDoor) come(c *fiber.Ctx) error {
	if !websocket.IsWebSocketUpgrade(c) {
		c.Set(fiber.HeaderUpgrade, "websocket")
		return fiber.ErrUpgradeRequired
	}
	g := d.guest(c)
	origin := c.Get(fiber.HeaderOrigin)
	if g.token == 0 && (origin != "" || g.person != 0) && !d.s.ownOrigin(origin) {
		return forum.Refused(forum.Forbidden, "error.cross_site")
	}
	if err := d.ready(c.UserContext()); err != nil {
		return err
	}
	if d.s.limits.Take(door.Arrivals, "") != nil {
		return d.later()
	}
	d.mu.Lock()
	err := d.room(g)
	d.mu.Unlock()
	if err != nil {
		return err
	}
	forgetRequest(c)
	c.Locals(guestKey, g)
	return d.upgrade(c)
}

// ready waits for the relay of a server that has just started; Unavailable if
// that takes long, or the server stops.
func (d *liveDoor) ready(ctx context.Context) error {
	select {
	case <-d.stopped:
		return unready()
	case <-d.begun:
		return d.going()
	default:
	}
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	select {
	case <-d.stopped:
		return unready()
	case <-ctx.Done():
		return unready()
	case <-d.begun:
	}
	return d.going()
}

func (d *liveDoor) going() error {
	select {
	case <-d.stopped:
		return unready()
	default:
		return nil
	}
}

func unready() error {
	return &forum.Error{Kind: forum.Unavailable, Msg: "error.unavailable", RetryAfter: 2}
}

// room is nil if there is a seat for the guest: TooMany if they have as many as
// one may, Unavailable if there is none for anybody. mu is held.
func (d *liveDoor) room(g guest) error {
	l := d.s.settings.Limits
	most := l.SocketsAt
	if g.person != 0 {
		most = l.Sockets
	}
	if d.s.settings.Limited() && d.sockets[g.asker] >= most {
		return door.TooMany("limit.sockets", 30*time.Second)
	}
	if g.polls && d.polling >= l.AllSockets/4 || !g.polls && d.open >= l.AllSockets {
		return d.later()
	}
	return nil
}

// later is the error of whoever comes when too many do. Each is told another
// time within the window that all of them need.
func (d *liveDoor) later() error {
	wait := 1 + rand.IntN(int(d.window(d.hub.Seats())/time.Second)+1)
	return &forum.Error{Kind: forum.Unavailable, Msg: "limit.busy", Args: forum.Pairs("Seconds", wait), RetryAfter: wait}
}

// window is how long n sockets need to come back, at half the rate at which
// they may.
func (d *liveDoor) window(n int) time.Duration {
	rate := float64(arrivalsFree)
	if l := d.s.settings.Limits.Arrivals; d.s.settings.Limited() && l.Times > 0 {
		rate = float64(l.Times) / l.In.Seconds()
	}
	needed := time.Duration(2 * float64(n) / rate * float64(time.Second))
	return min(max(needed, shortSpread), longSpread)
}

// enter counts a socket in, unless there are too many or the server stops; the
// look before the upgrade does not bind, since the upgrade may fail.
func (d *liveDoor) enter(g guest) (code int, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.over {
		return live.GoingAway, unready()
	}
	if err := d.room(g); err != nil {
		if forum.KindOf(err) == forum.TooMany {
			return live.TooMuch, err
		}
		return comeBack, err
	}
	d.count(g, 1)
	d.serving.Add(1)
	return 0, nil
}

func (d *liveDoor) leave(g guest) {
	d.mu.Lock()
	d.count(g, -1)
	d.mu.Unlock()
	d.serving.Done()
}

// count adds n sockets, or polls, of the guest. mu is held.
func (d *liveDoor) count(g guest, n int) {
	if d.sockets[g.asker] += n; d.sockets[g.asker] == 0 {
		delete(d.sockets, g.asker)
	}
	if g.polls {
		d.polling += n
	} else {
		d.open += n
	}
}

// forgetRequest drops what the upgrade does not need: the socket's wrapper
// copies all of it, and keeps it for as long as the socket is open.
func forgetRequest(c *fiber.Ctx) {
	var keys []any
	c.Context().VisitUserValuesAll(func(key, _ any) { keys = append(keys, key) })
	for _, key := range keys {
		c.Context().RemoveUserValue(key)
	}
	h := &c.Request().Header
	h.DelAllCookies()
	var names []string
	for name := range h.All() {
		names = append(names, string(name))
	}
	for _, name := range names {
		if name != fiber.HeaderHost && name != fiber.HeaderConnection && name != fiber.HeaderUpgrade && !strings.HasPrefix(name, "Sec-Websocket-") {
			h.Del(name)
		}
	}
	c.Request().URI().SetQueryString("")
	c.SetUserContext(context.Background())
}
