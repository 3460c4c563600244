package httpd

import (
	"context"
	"errors"

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
	b, frames, err := k.d.backlog(asking, k.g, id, after, said.Epoch, l)
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
		k.catchUp(ctx, w, id, b.Conversation.Seq, frames)
	}
}

// catchUp hands over the backlog up to seq, and joins the others.
func (k *socket) catchUp(ctx context.Context, w *live.Watch, id forum.ConversationID, seq int64, frames [][]byte) {
	giving, cancel := context.WithTimeout(ctx, giveTime)
	defer cancel()
	err := w.Give(giving, live.NewMessage(place("watching", id, seq)))
	for _, f := range frames {
		if err == nil {
			err = w.Give(giving, live.NewMessage(f))
		}
	}
	if err == nil {
		err = w.Caught(seq)
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		k.seat.Close(live.TooSlow)
	case err == nil && k.g.person != 0:
		_ = w.Give(giving, k.d.here(giving, int64(id))) // not if the watch has ended meanwhile
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
