package soak

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
	"plenary/internal/store"
)

// staged is a scene whose people are at work; settled ends it and compares.
func staged(t *testing.T, dir string) (g *stage, settled func()) {
	t.Helper()
	o := short(t)
	o.Rows, o.Dir = 20, dir
	g, err := raise(t.Context(), o, "faults")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.server.kill)
	end := g.act(t.Context())
	return g, func() {
		t.Helper()
		err := end()
		if err == nil {
			err = g.settle(t.Context())
		}
		report(t, g.close(context.WithoutCancel(t.Context())), err)
	}
}

// page asks for a page without signing in.
func (g *stage) page(t *testing.T, method, path, form string) (status int, retry, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "http://"+g.server.addr+path, strings.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Retry-After"), string(all)
}

// refused posts as the host until that is refused, and gives the refusal.
func (g *stage) refused(t *testing.T) *refusal {
	t.Helper()
	var r *refusal
	for {
		err := g.probe(t.Context())
		switch {
		case errors.As(err, &r):
			return r
		case err != nil:
			t.Fatal(err)
		}
	}
}

// clear fails where a refusal is not as the contract words it.
func clear(t *testing.T, r *refusal) {
	t.Helper()
	if r.status != http.StatusServiceUnavailable || r.retryAfter == "" || !strings.Contains(r.body, `"status":503`) || strings.Contains(strings.ToLower(r.body), "sql") {
		t.Errorf("refused with %d, Retry-After %q: %s", r.status, r.retryAfter, r.body)
	}
}

// probe changes something that no scene compares.
func (g *stage) probe(ctx context.Context) error {
	_, err := g.host.call(ctx, "PATCH", "/groups/soak", map[string]any{"focus": fmt.Sprint(g.random.Uint64())}, nil)
	return err
}

// holdLock is what TestMain does in a process of its own: it takes a database's
// write lock, says so, and keeps it until its input ends.
func holdLock(file string) error {
	db, err := sql.Open("sqlite", "file:"+file+"?_txlock=immediate&_pragma=busy_timeout(5000)")
	if err != nil {
		return err
	}
	if _, err := db.Begin(); err != nil {
		return err
	}
	fmt.Println("held")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

func TestLockHeldByAnotherProgram_refusesClearlyLosesNothingAndRecovers(t *testing.T) {
	t.Parallel()
	g, settled := staged(t, t.TempDir())
	if err := g.written(t.Context(), 20); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	holder := exec.CommandContext(t.Context(), self)
	holder.Env = append(os.Environ(), lockVariable+"="+filepath.Join(g.server.dir, store.FileName))
	keep, err := holder.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	says, err := holder.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := holder.Start(); err != nil {
		t.Fatal(err)
	}
	if said, err := bufio.NewReader(says).ReadString('\n'); err != nil || said != "held\n" {
		t.Fatalf("the other program said %q: %v", said, err)
	}
	began := time.Now()
	clear(t, g.refused(t)) // after what the store waits for a lock, and those before it waited
	if status, _, _ := g.page(t, "GET", "/g/soak", ""); status != 200 {
		t.Errorf("reading under a held lock: status %d", status)
	}
	var me struct{ ID int64 }
	if err := g.host.must(t.Context(), "GET", "/me", nil, &me); err != nil {
		t.Errorf("reading with a token under a held lock: %v", err)
	}
	t.Logf("the lock was held for %v", time.Since(began))
	waiting := make(chan error, 1)
	go func() { waiting <- g.probe(t.Context()) }()
	_ = keep.Close()
	if err := holder.Wait(); err != nil {
		t.Error(err)
	}
	if err := <-waiting; err != nil {
		t.Errorf("who waited until the lock was let go: %v", err)
	}
	if err := g.written(t.Context(), 20); err != nil {
		t.Fatal(err)
	}
	settled()
}

// A log of which the end was damaged, as a disk leaves it that lost power: what
// is there is all that was said up to some moment, and the site goes on.
func TestWALTail_damaged_isReadUpToTheLastWholeCommit(t *testing.T) {
	const said, frame = 25, 24 + 4096
	o := short(t)
	o.Rows = 20
	g, err := raise(t.Context(), o, "tail")
	if err != nil {
		t.Fatal(err)
	}
	defer g.server.kill()
	if _, err := g.server.stop(); err != nil { // which writes the log back and empties it
		t.Fatal(err)
	}
	if err := g.server.start(t.Context()); err != nil {
		t.Fatal(err)
	}
	one := g.writers[0] // alone: so it is known in which order things were committed
	for one.acknowledged < said {
		if err := one.posts(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	g.server.kill()
	name := store.FileName + "-wal"
	wal, err := os.ReadFile(filepath.Join(g.server.dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if frames := len(wal) / frame; frames < said || frames > 1000 {
		t.Fatalf("the log has %d frames: it was written back meanwhile, and damaging it would prove nothing", frames)
	}
	flipped := func(at int) []byte {
		damaged := append([]byte{}, wal...)
		damaged[at] ^= 0xff
		return damaged
	}
	torn := 32 + frame*((len(wal)-32)/frame/2) + 1000
	for _, c := range []struct {
		what  string
		wal   []byte
		least int // posts that are there all the same
	}{
		{"nothing", wal, said},
		{"garbage behind it", append(append([]byte{}, wal...), []byte(strings.Repeat("garbage", 2000))...), said},
		{"a bit of its last page", flipped(len(wal) - 100), said - 1},
		{"the sum of its last frame", flipped(len(wal) - frame + 17), said - 1},
		{"the last half page cut off", wal[:len(wal)-2000], said - 1},
		{"torn in the middle", wal[:torn], 5},
		{"a bit in the middle", flipped(torn), 5},
	} {
		dir := filepath.Join(t.TempDir(), "data")
		if err := os.CopyFS(dir, os.DirFS(g.server.dir)); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), c.wal, 0o600); err != nil {
			t.Fatal(err)
		}
		there, err := newServer(program, dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := there.start(t.Context()); err != nil {
			t.Errorf("damaged: %s: %v", c.what, err)
			continue
		}
		reader, found := newClient(there, one.token), map[int64]string{}
		for _, room := range g.ledger.rooms {
			if _, err := reader.posts(t.Context(), room, func(p post) { found[p.ID] = p.Text }); err != nil {
				t.Errorf("damaged: %s: %v", c.what, err)
			}
		}
		kept := 0
		for i, id := range g.ledger.order {
			text, here := found[id]
			if !here {
				continue
			}
			if i != kept || text != g.ledger.posts[id].versions[0].text {
				t.Errorf("damaged: %s: post %d is there as %q, after %d", c.what, i+1, text, kept)
			}
			kept++
		}
		if kept < c.least || c.least < 10 && kept > 20 {
			t.Errorf("damaged: %s: %d of %d posts are left", c.what, kept, said)
		}
		if _, err := reader.call(t.Context(), "POST", fmt.Sprintf("/conversations/%d/posts", g.ledger.rooms[0]), map[string]any{"body": "on", "format": "text"}, nil); err != nil {
			t.Errorf("damaged: %s: going on: %v", c.what, err)
		}
		var s Scene
		checked(t.Context(), program, dir, &s)
		there.kill()
		t.Logf("damaged: %s: %d of %d posts, check: %v", c.what, kept, said, s.Complaints)
		if len(s.Complaints) > 0 {
			t.Errorf("damaged: %s: %v", c.what, s.Complaints)
		}
	}
}

func TestClockThatGoesBack_keepsOrderSessionsAndEditing(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	quiet := ana.Starts("ops", "Quiet")
	talk := ana.Starts("ops", "Busy")
	live := ben.Watches(talk)
	before := ana.Replies(talk, "before")
	f.Later(-6 * time.Hour)
	after := ana.Replies(talk, "after")

	if after.ID <= before.ID || after.Number != before.Number+1 || after.Seq <= before.Seq {
		t.Errorf("%d, %d, %d came after %d, %d, %d", after.ID, after.Number, after.Seq, before.ID, before.Number, before.Seq)
	}
	if first, second := live.Next(), live.Next(); first.Seq != before.Seq || second.Seq != after.Seq {
		t.Errorf("live: %d, then %d", first.Seq, second.Seq)
	}
	page := ben.Visits(talk.Path())
	if page.Status != 200 || strings.Index(page.Body, ">before<") > strings.Index(page.Body, ">after<") || !strings.Contains(page.Body, ">after<") {
		t.Errorf("the page, signed in six hours from now: status %d", page.Status)
	}
	list := ben.Visits("/g/ops")
	if busy, still := strings.Index(list.Body, talk.Path()), strings.Index(list.Body, quiet.Path()); busy < 0 || busy > still {
		t.Errorf("the discussion that was just written in stands at %d, below the quiet one at %d", busy, still)
	}
	for _, id := range []forum.PostID{before.ID, after.ID} {
		ana.Edits(id, "mended")
		if got := live.Next(); got.Kind != forum.PostEdited || got.Post.ID != id {
			t.Errorf("live, after the edit of %d: %s", id, got.Raw)
		}
	}
	ben.Replies(talk, "and ben")
	f.Later(6 * time.Hour)
	if post := ben.Replies(talk, "and now"); post.Number != after.Number+2 {
		t.Errorf("back in time, number %d", post.Number)
	}
	dir := f.Dir
	f.Stop()
	var s Scene
	checked(t.Context(), program, dir, &s)
	for _, c := range s.Complaints {
		t.Error(c)
	}
}
