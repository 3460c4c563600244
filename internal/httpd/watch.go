package httpd

import (
	"context"
	"errors"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/live"
)

// take does what one frame of the client asks. Frames are taken one after the
// other, a watch with its whole backlog.
func (k *socket) take(ctx context.Context, data []byte) {
	said, err := live.ParseSaying(data)
	if err != nil {
		k.refuse(0, "live.malformed")
		return
	}
	switch said.Op {
	case "watch":
		k.watch(ctx, said)
	case "unwatch":
		k.seat.Unwatch(said.Conversation)
	case "typing":
		k.typing(ctx, forum.ConversationID(said.Conversation))
	default:
		k.refuse(0, "live.unknown_op")
	}
}

func (k *socket) refuse(c int64, msg string) {
	k.seat.Send(live.NewMessage(refusal(k.g.lang, c, msg)))
}

// watch subscribes before it reads, so that nothing falls between the backlog
// and what comes live. A refusal, or a reset, ends the attempt, and with it an
// earlier watch of the same conversation.
func (k *socket) watch(ctx context.Context, said live.Saying) {
	l := k.g.lang
	if asked := forum.Lang(said.Lang); asked == asked.UI() {
		l = asked
	}
	after := int64(-1)
	if said.After != nil {
		after = *said.After
	}
	w, err := k.seat.Watch(live.Room{Conversation: said.Conversation, Lang: string(l)})
	if errors.Is(err, live.ErrTooMany) {
		k.refuse(said.Conversation, "live.too_many")
	}
	if err != nil {
		return
	}
	id := forum.ConversationID(said.Conversation)
	asking, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	b, err := k.missed(asking, id, after, said.Epoch)
	switch {
	case err != nil:
		w.Stop()
		msg := "live.refused"
		if forum.KindOf(err) != forum.NotFound {
			msg = "live.unavailable"
			k.d.s.log.Warn("live: no backlog", "request", k.g.request, "err", err)
		}
		k.refuse(said.Conversation, msg)
	case b.Reset:
		w.Stop()
		k.seat.Send(live.NewMessage(place("reset", id, b.Conversation.Seq)))
	default:
		k.catchUp(ctx, w, b, l)
	}
}

// catchUp hands over the backlog that begins with b, and joins the others.
func (k *socket) catchUp(ctx context.Context, w *live.Watch, b app.Backlog, l forum.Lang) {
	giving, cancel := context.WithTimeout(ctx, giveTime)
	defer cancel()
	id, seq := b.Conversation.ID, b.Conversation.Seq
	err := w.Give(giving, live.NewMessage(place("watching", id, seq)))
	if err == nil {
		err = k.give(giving, w, b, l)
	}
	if err == nil {
		err = w.Caught(seq)
	}
	switch {
	case forum.KindOf(err) == forum.NotFound: // they lost it while they read
		w.Stop()
		k.seat.Send(live.NewMessage(gone(id, 0)))
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, errBehind), forum.KindOf(err) == forum.Unavailable:
		k.seat.Close(live.TooSlow)
	case err == nil && k.g.person != 0:
		_ = w.Give(giving, k.d.here(giving, int64(id))) // not if the watch has ended meanwhile
	}
}

// missed is backlog when it is this socket's turn: after a restart all of them
// ask at once. Unavailable if that takes too long.
func (k *socket) missed(ctx context.Context, c forum.ConversationID, after int64, epoch string) (app.Backlog, error) {
	if !k.d.s.turns.backlogs.Take(ctx) {
		return app.Backlog{}, isBusy()
	}
	defer k.d.s.turns.backlogs.Done()
	return k.d.backlog(ctx, k.g, c, after, epoch)
}

// errBehind says that more happened than a backlog has, while it was given.
var errBehind = errors.New("httpd: too far behind")

// give hands over all up to the seq of b, run by run and frame by frame, so
// that a backlog of large posts never stands in memory as a whole.
func (k *socket) give(ctx context.Context, w *live.Watch, b app.Backlog, l forum.Lang) error {
	head := b.Conversation.Seq
	for {
		for _, n := range b.News {
			if n.Seq > head { // comes live
				return nil
			}
			if err := w.Give(ctx, live.NewMessage(k.d.missedFrame(b, n, l))); err != nil {
				return err
			}
		}
		if len(b.News) == 0 || b.News[len(b.News)-1].Seq == head {
			return nil
		}
		var err error
		if b, err = k.missed(ctx, b.Conversation.ID, b.News[len(b.News)-1].Seq, b.Epoch); err != nil {
			return err
		}
		if b.Reset {
			return errBehind
		}
	}
}

// typing notes that the person writes, if they may post there.
func (k *socket) typing(ctx context.Context, id forum.ConversationID) {
	if k.g.person == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	v, err := k.d.viewer(ctx, k.g)
	if err != nil {
		return
	}
	if c, s, err := k.d.s.app.Conversation(ctx, v, id); err == nil && c.AcceptsPost(s) == nil {
		k.seat.Typing(int64(id))
	}
}
