package httpd

import (
	"bytes"
	"encoding/json"
	"time"

	"plenary/internal/api"
	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/web/lang"
	"plenary/web/view"
)

// What the server says on the live connection, as contract.md names it.
type (
	helloFrame struct {
		Op      string `json:"op"`
		Session string `json:"session"`
		Epoch   string `json:"epoch"`
		Ping    int    `json:"ping"`  // seconds
		Retry   int64  `json:"retry"` // milliseconds over which to spread coming back, should the server go away
	}
	// placeFrame is watching, skip, reset and gone.
	placeFrame struct {
		Op           string               `json:"op"`
		Conversation int64                `json:"conversation"`
		Seq          *int64               `json:"seq,omitempty"`
		To           forum.ConversationID `json:"to,omitempty"` // of gone: it was merged
	}
	eventFrame struct {
		Op           string                 `json:"op"`
		Conversation int64                  `json:"conversation"`
		Seq          int64                  `json:"seq"`
		Kind         forum.EventKind        `json:"kind"`
		At           time.Time              `json:"at"`
		Actor        *personShape           `json:"actor,omitempty"`
		Post         *api.PostShape         `json:"post,omitempty"`
		ClientID     string                 `json:"client_id,omitempty"`
		IDs          []forum.PostID         `json:"ids,omitempty"` // of post.moved: those that left
		To           forum.ConversationID   `json:"to,omitempty"`  // and where to, for who may see it
		HTML         string                 `json:"html,omitempty"`
		Changed      *api.ConversationShape `json:"changed,omitempty"` // of conversation.changed: as it is now
	}
	hereFrame struct {
		Op           string         `json:"op"`
		Conversation int64          `json:"conversation"`
		People       []personShape  `json:"people"`
		Count        int            `json:"count"`
		Typing       []forum.UserID `json:"typing"`
	}
	unreadFrame struct {
		Op           string `json:"op"`
		Conversation int64  `json:"conversation"`
		Group        string `json:"group"`
		Unread       int    `json:"unread"`
		InGroup      *int   `json:"group_unread,omitempty"` // in all of the group that counts for the reader
	}
	// groupFrame is said where a reader's counts in a whole group changed.
	groupFrame struct {
		Op     string `json:"op"`
		Group  string `json:"group"`
		Unread int    `json:"unread"`
		Read   bool   `json:"read,omitempty"` // they have read all of it
	}
	// toldFrame says how many notices a reader has not read.
	toldFrame struct {
		Op     string `json:"op"`
		Unread int    `json:"unread"`
	}
	// reviewFrame says how much waits for a moderator; it comes with every change.
	reviewFrame struct {
		Op      string `json:"op"`
		Waiting int    `json:"waiting"`
	}
	errorFrame struct {
		Op           string `json:"op"`
		Conversation int64  `json:"conversation,omitempty"`
		Detail       string `json:"detail"`
	}
	personShape struct {
		ID   forum.UserID `json:"id"`
		Name string       `json:"name"`
	}
)

// encode is v as JSON, with < and > as they are: a frame carries much HTML and
// is never part of a page.
func encode(v any) []byte {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // our own structs of strings and numbers always encode
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
}

func place(op string, c forum.ConversationID, seq int64) []byte {
	return encode(placeFrame{Op: op, Conversation: int64(c), Seq: &seq})
}

// gone says that nothing further comes of c; to is where it was merged into, 0
// if it wasn't, or the reader may not know.
func gone(c, to forum.ConversationID) []byte {
	return encode(placeFrame{Op: "gone", Conversation: int64(c), To: to})
}

// refusal is an error frame; msg is a key of web/lang.
func refusal(l forum.Lang, c int64, msg string) []byte {
	return encode(errorFrame{Op: "error", Conversation: c, Detail: lang.In(l).T(msg)})
}

// skips reports whether readers are told of the news by its seq alone: what it
// is about is no longer here, or not for every reader to see.
func skips(n app.News) bool {
	if len(n.Gone) > 0 {
		return false
	}
	switch n.Kind {
	case forum.PostCreated, forum.PostEdited, forum.PostRemoved, forum.PostRestored, forum.PostMoved, forum.PostReacted, forum.PostVoted:
		return n.Now == nil
	case forum.ConversationChanged:
		return false
	}
	return true
}

// eventIn is the frame of the news for readers of one language. Visitors learn
// who did it only where the post says so anyway: names is false for them.
func (d *liveDoor) eventIn(n app.News, l forum.Lang, names bool) []byte {
	if skips(n) {
		return place("skip", n.Conversation, n.Seq)
	}
	f := eventFrame{Op: "event", Conversation: int64(n.Conversation), Seq: n.Seq, Kind: n.Kind, At: n.At}
	if n.By.ID != 0 && (names || n.Now != nil && n.Now.Author.ID == n.By.ID) {
		f.Actor = &personShape{ID: n.By.ID, Name: n.By.Name}
	}
	base := d.s.settings.BaseURL
	if n.Kind == forum.ConversationChanged {
		now := api.ConversationFrame(n.Where, base)
		f.Changed = &now
		return encode(f)
	}
	if len(n.Gone) > 0 {
		f.IDs, f.To = n.Gone, n.To
		return encode(f)
	}
	post := api.PostFrame(*n.Now, base)
	f.Post, f.ClientID = &post, n.Now.ClientID
	f.HTML = view.PostFragment(d.s.viewPost(lang.In(l), n.Where.Kind, *n.Now, n.Answers))
	return encode(f)
}

// frameIn is eventIn, but for what fails: a reader is never left with a hole.
func (d *liveDoor) frameIn(n app.News, l forum.Lang, names bool) (json []byte) {
	defer func() {
		if died := recover(); died != nil {
			d.s.log.Error("live: a frame could not be made", "event", n.ID, "panic", died)
			json = place("skip", n.Conversation, n.Seq)
		}
	}()
	return d.eventIn(n, l, names)
}
