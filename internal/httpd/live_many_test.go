package httpd_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fasthttp/websocket"
	"github.com/google/go-cmp/cmp"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
	"plenary/internal/live"
)

const (
	followers = 50
	writers   = 5
	writes    = 1000
	theEnd    = "the end"
)

// shown is what a page shows of a post.
type shown struct {
	Number    int64
	State     forum.PostState
	Text      string
	Reactions string
}

// progress counts what the writers have done, and lets followers wait for more.
type progress struct {
	mu    sync.Mutex
	more  *sync.Cond
	done  int
	ended bool
}

func (p *progress) add() {
	p.mu.Lock()
	p.done++
	p.mu.Unlock()
	p.more.Broadcast()
}

func (p *progress) end() {
	p.mu.Lock()
	p.ended = true
	p.mu.Unlock()
	p.more.Broadcast()
}

// wait waits until n more have happened, or no more will.
func (p *progress) wait(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for until := p.done + n; p.done < until && !p.ended; {
		p.more.Wait()
	}
}

// follower does what the page's script does: it reads, watches from its
// cursor, comes back when it is cut off, and reads again after a reset.
type follower struct {
	f       *forumtest.Forum
	who     *forumtest.Person
	lang    string
	talk    forum.ConversationID
	random  *rand.Rand
	written *progress

	epoch  string
	cursor int64
	posts  map[forum.PostID]shown
	ended  bool
	cuts   int
	resets int
}

func (w *follower) readAll() error {
	w.posts, w.cursor = map[forum.PostID]shown{}, -1
	for after, more := int64(0), true; more; {
		read, err := w.f.App.PostsAfter(background, w.who.V, w.talk, after, 100)
		if err != nil {
			return err
		}
		if w.cursor < 0 {
			w.cursor = read.Conversation.Seq // what came later than the first page comes again
		}
		for _, p := range read.Posts {
			w.posts[p.ID] = shownOf(p)
			w.ended = w.ended || p.Text == theEnd
			after = p.Number
		}
		more = len(read.Posts) == 100
	}
	return nil
}

func shownOf(p app.Post) shown {
	s := shown{Number: p.Number, State: p.State, Text: p.Text}
	for _, r := range p.Reactions {
		s.Reactions += fmt.Sprint(r.Kind, r.Count)
	}
	return s
}

// take takes one frame, and holds the server to each seq once and no gap.
func (w *follower) take(f forumtest.Frame, conn *websocket.Conn) error {
	switch f.Op {
	case "hello":
		w.epoch = f.Epoch
		return w.watch(conn)
	case "reset":
		w.resets++
		if err := w.readAll(); err != nil {
			return err
		}
		return w.watch(conn)
	case "event", "skip":
		if f.Seq != w.cursor+1 {
			return fmt.Errorf("seq %d came after %d", f.Seq, w.cursor)
		}
		w.cursor = f.Seq
	case "error": // too much was asked at once: the page asks again, too
		if strings.Contains(f.Raw, "try again") {
			return w.watch(conn)
		}
		return fmt.Errorf("the server says %s", f.Raw)
	case "gone":
		return fmt.Errorf("the server says %s", f.Raw)
	}
	if f.Post != nil {
		s := shown{Number: f.Post.Number, State: f.Post.State, Text: f.Post.Text}
		for _, r := range f.Post.Reactions {
			s.Reactions += fmt.Sprint(r.Kind, r.Count)
		}
		w.posts[f.Post.ID] = s
		w.ended = w.ended || f.Post.Text == theEnd
	}
	return nil
}

func (w *follower) watch(conn *websocket.Conn) error {
	_ = conn.WriteJSON(map[string]any{"op": "watch", "conversation": w.talk, "after": w.cursor, "epoch": w.epoch, "lang": w.lang})
	return nil // a lost connection shows when it is read
}

// follow goes on until it has seen the end.
func (w *follower) follow(ctx context.Context) error {
	if err := w.readAll(); err != nil {
		return err
	}
	for !w.ended {
		if ctx.Err() != nil {
			return fmt.Errorf("stuck at %d", w.cursor)
		}
		conn, _, err := w.f.Dial(w.who.Headers()...)
		if err != nil {
			return err
		}
		deadline, _ := ctx.Deadline()
		_ = conn.SetReadDeadline(deadline)
		if err := w.listen(conn); err != nil {
			return err
		}
		_ = conn.Close()
		w.cuts++
		if w.random.IntN(4) == 0 {
			w.written.wait(w.random.IntN(100))
		}
		if w.cuts == 1 && w.random.IntN(5) == 0 {
			w.written.wait(forum.MaxReplay + 100)
		}
	}
	return nil
}

// listen takes frames until the connection is cut, in the middle of anything.
func (w *follower) listen(conn *websocket.Conn) error {
	for left := w.random.IntN(240); left > 0 && !w.ended; left-- {
		_, data, err := conn.ReadMessage()
		if websocket.IsCloseError(err, live.TooSlow) {
			return nil // that is a cut, too
		}
		if err != nil {
			return fmt.Errorf("at %d: %w", w.cursor, err)
		}
		f := forumtest.Frame{Raw: string(data)}
		if err := json.Unmarshal(data, &f); err != nil {
			return err
		}
		if err := w.take(f, conn); err != nil {
			return err
		}
	}
	return nil
}

// write does n things at random: posts, edits, removals, reactions.
func write(f *forumtest.Forum, who *forumtest.Person, talk forum.ConversationID, n int, random *rand.Rand, written *progress) error {
	var mine []forum.PostID
	for i := range n {
		var err error
		what := random.IntN(10)
		if len(mine) == 0 {
			what = 0
		}
		switch {
		case what < 5:
			in := app.ReplyInput{Conversation: talk, Body: app.Body{Source: fmt.Sprintf("%s writes *%d*", who.Name, i), Format: forum.Markdown}}
			if len(mine) > 0 && what < 2 {
				in.ReplyTo = mine[random.IntN(len(mine))]
			}
			var p app.Post
			if p, _, err = f.App.Reply(background, who.V, in); err == nil {
				mine = append(mine, p.ID)
			}
		case what < 7:
			body := app.Body{Source: fmt.Sprintf("%s writes better: %d", who.Name, i), Format: forum.Markdown}
			_, err = f.App.Edit(background, who.V, app.EditInput{Post: mine[random.IntN(len(mine))], Body: body})
		case what == 7:
			at := random.IntN(len(mine))
			_, err = f.App.Remove(background, who.V, mine[at])
			mine[at] = mine[len(mine)-1]
			mine = mine[:len(mine)-1]
		default:
			kind := forum.ReactionKinds[random.IntN(len(forum.ReactionKinds))]
			_, err = f.App.React(background, who.V, mine[random.IntN(len(mine))], kind, random.IntN(3) > 0)
		}
		if err != nil {
			return fmt.Errorf("%s, write %d: %w", who.Name, i, err)
		}
		written.add()
	}
	return nil
}

func TestLive_fiftyClientsWhoAreCutOffEndWithExactlyTheServersState(t *testing.T) {
	leaks := forumtest.Leaks(t)
	const seed = 20131111
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "A busy day")
	written := &progress{}
	written.more = sync.NewCond(&written.mu)
	ctx, cancel := context.WithTimeout(background, 5*time.Minute)
	defer cancel()

	var following, writing sync.WaitGroup
	all := make([]*follower, followers)
	for i := range all {
		who := f.Visitor()
		if i%3 > 0 {
			who = f.User(fmt.Sprint("reader", i))
		}
		w := &follower{f: f, who: who, lang: []string{"en", "es"}[i%2], talk: talk.ID, random: rand.New(rand.NewPCG(seed, uint64(i))), written: written}
		all[i] = w
		following.Go(func() {
			if err := w.follow(ctx); err != nil {
				t.Errorf("follower %d: %v", i, err)
			}
		})
	}
	for i := range writers {
		who, random := f.Member("ops", fmt.Sprint("writer", i)), rand.New(rand.NewPCG(seed, uint64(1000+i)))
		writing.Go(func() {
			if err := write(f, who, talk.ID, writes/writers, random, written); err != nil {
				t.Error(err)
			}
		})
	}
	writing.Wait()
	written.end()
	ana.Replies(talk, theEnd)
	following.Wait()

	server := &follower{f: f, who: ana, talk: talk.ID}
	if err := server.readAll(); err != nil {
		t.Fatal(err)
	}
	cuts, resets := 0, 0
	for i, w := range all {
		cuts, resets = cuts+w.cuts, resets+w.resets
		if w.cursor != server.cursor {
			t.Errorf("follower %d ends at %d, the server at %d", i, w.cursor, server.cursor)
		}
		if diff := cmp.Diff(server.posts, w.posts); diff != "" {
			t.Errorf("follower %d (-server +follower): %.2000s", i, diff)
		}
	}
	t.Logf("%d events, %d posts, %d cuts, %d resets", server.cursor, len(server.posts), cuts, resets)
	if server.cursor < writes/2 || cuts < 3*followers || resets == 0 {
		t.Error("too little has happened for this to prove anything")
	}

	leaks(f)
}
