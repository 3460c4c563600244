package soak

import (
	"strings"
	"testing"
)

// The comparison sees what is lost, doubled or changed, so that its silence
// means something.
func TestCompare_bites(t *testing.T) {
	t.Parallel()
	o := short(t)
	o.Rows = 20
	g, err := raise(t.Context(), o, "bites")
	if err != nil {
		t.Fatal(err)
	}
	defer g.server.kill()
	end := g.act(t.Context())
	if err := g.written(t.Context(), 60); err != nil {
		t.Fatal(err)
	}
	if err := end(); err != nil {
		t.Fatal(err)
	}
	says := func(l *ledger) string {
		var s Scene
		s.Figures = map[string]int{}
		if err := compare(t.Context(), g.people(), l, l, &s); err != nil {
			t.Fatal(err)
		}
		return strings.Join(s.Complaints, "\n")
	}
	if said := says(g.ledger); said != "" {
		t.Fatalf("the truth is complained about: %s", said)
	}
	room := g.ledger.rooms[0]
	some := func(l *ledger) *said { return l.posts[l.order[0]] }
	for _, c := range []struct {
		want  string
		wrong func(l *ledger)
	}{
		{"is lost", func(l *ledger) { p := *some(l); p.id = 1 << 40; l.posts[p.id] = &p }},
		{"never acknowledged", func(l *ledger) { delete(l.posts, some(l).id) }},
		{", is \"", func(l *ledger) { some(l).versions = []version{{"other", "other", "other"}} }},
		{"was number", func(l *ledger) { some(l).seq++ }},
		{"changes were acknowledged", func(l *ledger) { l.changes[room]++ }},
		{"changes were acknowledged", func(l *ledger) { l.changes[room]-- }},
		{"changes were acknowledged, and it is", func(l *ledger) { p := some(l); l.reactions[reaction{p.id, p.by, "👍"}]++ }},
		{"unread, and not", func(l *ledger) { l.marks[mark{0, room}] = []int64{1 << 40} }},
		{"is not what was uploaded", func(l *ledger) { l.files["/files/1/none.txt"] = [32]byte{} }},
	} {
		l := g.ledger.copy()
		c.wrong(l)
		if said := says(l); !strings.Contains(said, c.want) {
			t.Errorf("where %q was to be said: %q", c.want, said)
		}
	}

	r := newReader(g.people()[0], g.ledger)
	r.cursor[room] = 5
	r.next(frame{Op: "event", Conversation: room, Seq: 7})
	r.next(frame{Op: "event", Conversation: room, Seq: 7})
	r.told(g.ledger)
	if said := strings.Join(r.complaints, "\n"); !strings.Contains(said, "7 came after 5") || !strings.Contains(said, "7 came after 7") || !strings.Contains(said, "came 0 times") {
		t.Errorf("a reader with a gap says %q", said)
	}
}
