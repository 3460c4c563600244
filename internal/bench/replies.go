package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

var replyKeys = []string{"reply-spread", "reply-one"}

// replies measures durable posts through the API against the bare inserts. Both write into databases of their own,
// that were the same at the start.
func (r *run) replies(ctx context.Context) (err error) {
	if !r.wants(replyKeys...) {
		return nil
	}
	dir, err := r.copied(ctx, r.base)
	if err != nil {
		return err
	}
	bare, err := r.copied(ctx, r.base)
	if err != nil {
		return err
	}
	w, err := look(ctx, dir)
	if err != nil {
		return err
	}
	who := cast{w.Writers, w.Targets}
	file := filepath.Join(r.scratch, "cast.json")
	text, err := json.Marshal(who)
	if err == nil {
		err = os.WriteFile(file, text, 0o600)
	}
	if err != nil {
		return err
	}
	p, err := serve(ctx, r.Program, dir, r.scratch)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.stop()) }()
	ref, err := r.refer(ctx, "writer", database(bare), file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ref.stop()) }()
	tokens, err := r.tokens(ctx, dir, who.Writers)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		key, what string
		spread    bool
	}{
		{"reply-spread", "reply through the API, 8 writers, spread over discussions, durable", true},
		{"reply-one", "reply, 8 writers, one discussion", false},
	} {
		if !r.wants(f.key) {
			continue
		}
		got, err := byTurns(ctx, r.rounds,
			func(ctx context.Context) (float64, error) {
				return who.write(p.addr, tokens, f.spread).run(ctx, r.each)
			},
			func(ctx context.Context) (float64, error) {
				var did effort
				err := ref.ask(errand{Seconds: r.each.Seconds(), Spread: f.spread}, &did)
				return did.Rate, err
			})
		if err != nil {
			return fmt.Errorf("%s: %w", f.key, err)
		}
		r.add(Figure{Key: f.key, What: f.what, Unit: PerSecond, Value: got.value, Reference: got.reference, Ratio: got.ratio, Goal: 0.6,
			Against: "bare transactions, one each"})
	}
	return nil
}

func (r *run) tokens(ctx context.Context, dir string, people []int64) ([]string, error) {
	lines := make([]string, len(people))
	for i, who := range people {
		var err error
		if lines[i], err = r.token(ctx, dir, who); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

// write is a load of posts, one writer to a connection.
func (c cast) write(addr string, tokens []string, spread bool) load {
	began := time.Now().UnixNano()
	return load{addr: addr, conns: len(c.Writers), want: 201, next: func(conn, i int) []byte {
		return post(c.target(spread, conn, i), words(conn, i), clientID(began, conn, i), tokens[conn])
	}}
}

// post is the request that makes one.
func post(conversation int64, text, client, as string) []byte {
	return request("POST", fmt.Sprintf("/api/v1/conversations/%d/posts", conversation),
		fmt.Sprintf(`{"body":%q,"client_id":%q}`, text, client), as, "Content-Type: application/json")
}
