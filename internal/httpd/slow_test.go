package httpd

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/fasthttp/websocket"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/live"
)

// lea is a person who leads the group ops, which everyone sees.
func lea(t *testing.T, s *Server) forum.Viewer {
	t.Helper()
	ctx := context.Background()
	id, _, err := s.app.AddPerson(ctx, app.CommandLine(), app.NewPerson{Email: "lea@example.org", Name: "Lea", Role: forum.RoleOrganiser})
	if err != nil {
		t.Fatal(err)
	}
	v := forum.Viewer{ID: id, Role: forum.RoleOrganiser, Lang: forum.English}
	slug, name, everyone := "ops", "Operations", forum.SeenByEveryone
	if _, err := s.app.MakeGroup(ctx, v, app.GroupInput{Slug: &slug, Name: &name, Visibility: &everyone}); err != nil {
		t.Fatal(err)
	}
	if err := s.app.SetRole(ctx, v, slug, id, forum.Lead); err != nil {
		t.Fatal(err)
	}
	return v
}

func starts(t *testing.T, s *Server, v forum.Viewer, title string, text string) (forum.Conversation, app.Post) {
	t.Helper()
	c, p, _, err := s.app.StartDiscussion(context.Background(), v, app.DiscussionInput{Group: "ops", Title: title,
		Body: app.Body{Source: text, Format: forum.Text}})
	if err != nil {
		t.Fatal(err)
	}
	return c, p
}

// watches opens a socket and asks to watch.
func watches(t *testing.T, url string, c forum.ConversationID, after int64) *websocket.Conn {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if err := conn.WriteJSON(map[string]any{"op": "watch", "conversation": c, "after": after}); err != nil {
		t.Fatal(err)
	}
	return conn
}

// heard is the next frame.
func heard(conn *websocket.Conn) (op string, seq int64, err error) {
	var f struct {
		Op  string
		Seq int64
	}
	_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	_, data, err := conn.ReadMessage()
	if err == nil {
		err = json.Unmarshal(data, &f)
	}
	return f.Op, f.Seq, err
}

// A reader that stops reading is let go before it costs much, hears why once
// it reads again, and misses nothing when it comes back.
func TestSocket_ofASlowReaderIsLetGoAndComesBack(t *testing.T) {
	s, url := open(t, time.Now, func(d *liveDoor) { d.hub = live.New(live.Options{Queue: 8}) })
	v := lea(t, s)
	talk, post := starts(t, s, v, "Much to say", strings.Repeat("Much to say. ", 4500))
	slow := watches(t, url, talk.ID, 1)
	for op := ""; op != "watching"; {
		var err error
		if op, _, err = heard(slow); err != nil {
			t.Fatal(err)
		}
	}
	began, head := time.Now(), int64(1)
	for on := true; s.live.hub.Stats().LostSeats == 0 && head < 400; on = !on {
		if _, err := s.app.React(context.Background(), v, post.ID, "👍", on); err != nil {
			t.Fatal(err)
		}
		head++
	}
	late := time.Since(began) > 4*time.Second // then the network may have given up first, and nothing is left to read

	cursor, err := int64(1), error(nil)
	for err == nil {
		var seq int64
		if _, seq, err = heard(slow); err == nil {
			if seq != cursor+1 {
				t.Fatalf("%d came after %d", seq, cursor)
			}
			cursor = seq
		}
	}
	if !websocket.IsCloseError(err, live.TooSlow) && !late {
		t.Errorf("closed with %v after %d events", err, head)
	}
	if cursor >= head {
		t.Fatal("the slow reader missed nothing: this proves nothing")
	}
	again := watches(t, url, talk.ID, cursor)
	for cursor < head {
		op, seq, err := heard(again)
		if websocket.IsCloseError(err, live.TooSlow) { // its queue is small, and it comes back once more
			again = watches(t, url, talk.ID, cursor)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if op == "event" {
			if seq != cursor+1 {
				t.Fatalf("back again: %d came after %d", seq, cursor)
			}
			cursor = seq
		}
	}
	if holes := s.live.hub.Stats().Holes; holes != 0 {
		t.Errorf("%d holes", holes)
	}
}

func TestSocket_watchesNoMoreThanItMay(t *testing.T) {
	s, url := open(t, time.Now, func(d *liveDoor) { d.hub = live.New(live.Options{MaxWatches: 2}) })
	v := lea(t, s)
	for i := range 3 {
		starts(t, s, v, fmt.Sprint("Discussion ", i), "text")
	}
	conn := watches(t, url, 2, 1) // 1 is the group's channel
	expect := func(want string) {
		t.Helper()
		if op, _, err := heard(conn); op != want || err != nil {
			t.Errorf("%q, want %q: %v", op, want, err)
		}
	}
	expect("hello")
	expect("watching")
	for _, c := range []struct {
		conversation int
		answer       string
	}{{3, "watching"}, {4, "error"}, {3, "watching"}} {
		if err := conn.WriteJSON(map[string]any{"op": "watch", "conversation": c.conversation}); err != nil {
			t.Fatal(err)
		}
		expect(c.answer)
	}
}
