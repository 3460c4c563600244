package store

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"plenary/internal/forum"
)

// heard is every query that went by, once for each text.
type heard struct {
	mu      sync.Mutex
	queries map[string][]any  // by text: its arguments
	from    map[string]string // which method it was first heard in
	method  string
}

func (h *heard) query(text string, args []any, _ time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, known := h.queries[text]; !known {
		h.queries[text], h.from[text] = args, h.method
	}
}

// argument is something sensible of that type: the first of everything.
func (w *world) argument(t reflect.Type) reflect.Value {
	viewer := forum.Viewer{ID: 1, Role: forum.RoleMember, Lang: forum.English}
	for _, v := range []any{
		viewer, forum.Standing{Viewer: viewer, Role: forum.Member, Visibility: forum.SeenByNetwork}, w.now, "ana", 20, true, int64(1), false,
		[]forum.PostID{1, 2}, []forum.FileID{1}, []string{"ana", "ben"}, []forum.GroupRole{forum.Lead}, forum.Discussion, Place{},
		Query{Match: `"hello"`, In: []forum.ConversationKind{forum.Discussion}, By: []forum.UserID{1}, After: time.UnixMilli(1), Before: w.now},
		[]InGroup{{Group: forum.Group{ID: 1}}}, forum.Post{ID: 1, ConversationID: 2, State: forum.Shown, Format: forum.Text, Author: forum.Author{ID: 1}},
		forum.Conversation{ID: 2, Kind: forum.Discussion, Title: "x", State: forum.Open, LastNumber: 1}, forum.Member, []Carried{{1, 2}},
	} {
		if reflect.TypeOf(v) == t {
			return reflect.ValueOf(v)
		}
	}
	v := reflect.New(t).Elem()
	if t.Kind() == reflect.Int64 {
		v.SetInt(1) // an id
	}
	return v
}

// calls every exported method of a reader or writer with such arguments; what
// they answer does not matter here.
func (w *world) calls(on any, h *heard) (n int) {
	v := reflect.ValueOf(on)
	for i := range v.NumMethod() {
		m := v.Method(i)
		h.mu.Lock()
		h.method = v.Type().Method(i).Name
		h.mu.Unlock()
		for _, again := range []bool{false, true} { // the second time with other ids and without a limit from where
			var args []reflect.Value
			for j := range m.Type().NumIn() {
				t := m.Type().In(j)
				if m.Type().IsVariadic() && j == m.Type().NumIn()-1 {
					t = t.Elem()
				}
				arg := w.argument(t)
				if again && t == reflect.TypeOf(Query{}) {
					arg = reflect.ValueOf(Query{In: []forum.ConversationKind{forum.Channel}})
				}
				if again && t == reflect.TypeOf(forum.Discussion) {
					arg = reflect.ValueOf(forum.Channel)
				}
				if again && t == reflect.TypeOf(forum.Viewer{}) {
					arg = reflect.ValueOf(forum.Viewer{ID: 2, Role: forum.RoleOrganiser, Lang: forum.English})
				}
				if again && t == reflect.TypeOf(Place{}) {
					arg = reflect.ValueOf(Place{At: w.now, ID: 5})
				}
				args = append(args, arg)
			}
			m.Call(args)
		}
		n++
	}
	return n
}

var (
	// big are the tables that no page may read from end to end.
	big     = "posts|events|conversations|reads|notices|reactions|revisions|file_uses|files|users|memberships|sessions|api_tokens|post_words_docsize|drafts|draft_ends|moves|move_sources|moved_posts|moved_replies|read_ahead"
	aliases = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)(?:\s+(?:AS\s+)?(\w+))?`)
	scan    = regexp.MustCompile(`^SCAN (\w+)`)
	isBig   = regexp.MustCompile(`^(?:` + big + `)$`)
)

// whole are the reads from end to end that there is a reason for.
var whole = map[string]string{
	"FileHashes":      "a backup names every content",
	"Counts":          "the nightly backup counts what it holds",
	"CountPeople":     "counts an index; asked at the start and by metrics",
	"CountOrganisers": "an index of organisers alone",
	"People":          "organisers look for part of a name or address",
	"PeoplePage":      "the same list, a page of it",
	"PeopleNamed":     "by: takes part of a name; accents folded",
	"DropOrphans":     "the hourly cleaning",
}

func TestPlans_noPageReadsAWholeTable(t *testing.T) {
	w := sown(t)
	h := &heard{queries: map[string][]any{}, from: map[string]string{}}
	w.heard = h.query
	undo := errors.New("undone")
	n := 0
	w.reads(func(r *Reader) error { n = w.calls(r, h); return nil })
	err := w.Write(t.Context(), func(_ context.Context, tx *Tx) error { w.calls(tx, h); return undo })
	if err != nil && !errors.Is(err, undo) {
		t.Logf("the write ended with %v", err)
	}
	for name, call := range map[string]func() error{
		"EventsAfter": func() error { _, err := w.EventsAfter(t.Context(), 1, 10); return err },
		"LastEvent":   func() error { _, err := w.LastEvent(t.Context()); return err },
		"TakeJobs":    func() error { _, err := w.TakeJobs(t.Context(), w.now, time.Second, 10, []string{"mail"}); return err },
		"Network":     func() error { _, _, err := w.Network(t.Context()); return err },
	} {
		h.method = name
		must(t, call())
	}
	if n < 40 || len(h.queries) < 80 {
		t.Fatalf("heard only %d queries of %d methods: this proves nothing", len(h.queries), n)
	}
	bad := map[string]string{
		"SELECT p.id FROM posts p WHERE p.text = 'x'":                           "reads all of posts",
		"SELECT count(*) FROM events":                                           "reads all of events",
		"SELECT p.id FROM posts p WHERE p.author_id = 1 ORDER BY p.text":        "sorts posts",
		"SELECT 1 FROM products x JOIN products y ON x.title = y.title":         "makes an index each time",
		"UPDATE conversations SET title = 'x' WHERE conversations.title <> 'x'": "reads all of conversations",
	}
	for query, want := range bad { // so that silence means something
		if got := w.wrongWith(query, nil); len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("of %s it says %q, want %q", query, got, want)
		}
	}
	for query, args := range h.queries {
		method := h.from[query]
		for _, wrong := range w.wrongWith(query, args) {
			if whole[method] == "" || !strings.HasPrefix(wrong, "reads all") {
				t.Errorf("%s %s", method, wrong)
			}
		}
	}
}

// wrongWith says what is wrong with how a query is carried out.
func (w *world) wrongWith(query string, args []any) (wrong []string) {
	w.Helper()
	verb, _, _ := strings.Cut(strings.TrimSpace(query), " ")
	if !slices.Contains([]string{"SELECT", "UPDATE", "DELETE", "INSERT", "WITH"}, strings.ToUpper(verb)) {
		return nil
	}
	table := map[string]string{}
	for _, m := range aliases.FindAllStringSubmatch(query, -1) {
		table[m[1]] = m[1]
		if m[2] != "" {
			table[m[2]] = m[1]
		}
	}
	var steps []struct {
		ID, Parent, Notused int
		Detail              string
	}
	w.reads(func(r *Reader) error {
		rows, err := r.on.QueryContext(r.ctx, "EXPLAIN QUERY PLAN "+query, args...)
		if err == nil {
			err = r.db.ScanRows(r.ctx, rows, &steps)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", query, err)
		}
		return nil
	})
	var plan strings.Builder
	for _, s := range steps {
		fmt.Fprintf(&plan, "\n\t%s", s.Detail)
	}
	for _, s := range steps {
		if m := scan.FindStringSubmatch(s.Detail); m != nil && isBig.MatchString(table[m[1]]) {
			wrong = append(wrong, fmt.Sprintf("reads all of %s: %s%s", table[m[1]], query, plan.String()))
		}
	}
	if strings.Contains(plan.String(), "TEMP B-TREE") && strings.HasPrefix(query, "SELECT p.") {
		wrong = append(wrong, "sorts posts: "+query+plan.String())
	}
	if strings.Contains(plan.String(), "AUTOMATIC") {
		wrong = append(wrong, "makes an index each time: "+query+plan.String())
	}
	return wrong
}
