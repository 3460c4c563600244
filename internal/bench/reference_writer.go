package bench

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"sync"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// writeDSN has the settings of the program's writer, durability above all.
func writeDSN(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?_txlock=immediate" +
		"&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=foreign_keys(1)&_pragma=journal_size_limit(67108864)" +
		"&_pragma=cache_size(-20000)&_pragma=temp_store(MEMORY)&_pragma=secure_delete(ON)"
}

func readDSN(path string) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?mode=ro" +
		"&_pragma=busy_timeout(5000)&_pragma=query_only(1)" +
		"&_pragma=cache_size(-20000)&_pragma=temp_store(MEMORY)"
}

// errand is what a reference is told to do, and effort what it came to.
type (
	errand struct {
		Seconds float64
		Spread  bool
	}
	effort struct{ Rate float64 } // per second
)

// cast is who writes where: the same people in the same conversations on both sides.
type cast struct {
	Writers []int64 // people
	Targets []int64 // conversations that all of them may write in
}

// target is where the n-th post of a writer goes.
func (c cast) target(spread bool, writer, n int) int64 {
	if !spread {
		return c.Targets[0]
	}
	return c.Targets[(writer+n*len(c.Writers))%len(c.Targets)]
}

// sentence is what posts say: of the length of the filled ones.
const sentence = "We share the guide with a small group in Riverton twice a month. Has anybody tried to translate a longer " +
	"survey in Calmoor? The new interview helped 12 people last week. Our budget in Halsaldale is complete, but the map is not."

func words(writer, n int) string { return fmt.Sprintf("%s (%d/%d)", sentence, writer, n) }

// clientID is an id that no post had before; run is when it began, in nanoseconds.
func clientID(run int64, writer, n int) string {
	return fmt.Sprintf("%08x-%04x-4000-8000-%012x", uint32(run/1000), uint16(writer), n)
}

// bareWriter does a reply's inserts and nothing else: each writer waits for the one connection, and each post is a
// durable transaction of its own.
func bareWriter(ctx context.Context, args []string, in io.Reader, out io.Writer) error {
	db, err := sql.Open("sqlite", writeDSN(args[0]))
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	text, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	var who cast
	if err := json.Unmarshal(text, &who); err != nil {
		return err
	}
	statements, err := prepareWrites(ctx, db)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(out).Encode(struct{}{}); err != nil {
		return err
	}
	return eachLine(in, out, func(e errand) (effort, error) {
		return writeBare(ctx, db, statements, who, e)
	})
}

type writes struct{ seq, post, event, index *sql.Stmt }

func prepareWrites(ctx context.Context, db *sql.DB) (w writes, err error) {
	for _, s := range []struct {
		into  **sql.Stmt
		query string
	}{
		{&w.seq, `UPDATE conversations SET seq = seq + 1, last_number = last_number + 1, posts = posts + 1, last_post_at = ?, last_poster = ?
			WHERE id = ? RETURNING seq, last_number, group_id, lang`},
		{&w.post, `INSERT INTO posts (conversation_id, number, seq, state, author_id, source, format, html, text, policy, lang, client_id, created_at)
			VALUES (?, ?, ?, 'shown', ?, ?, 'text', ?, ?, 1, ?, ?, ?) RETURNING id`},
		{&w.event, `INSERT INTO events (conversation_id, seq, kind, at, actor, post_id, group_id) VALUES (?, ?, 'post.created', ?, ?, ?, ?)`},
		{&w.index, `INSERT INTO post_words (rowid, title, text, place) VALUES (?, '', ?, 'xkdi xg1 xa1 xy2026 xm202611')`},
	} {
		if *s.into, err = db.PrepareContext(ctx, s.query); err != nil {
			return w, err
		}
	}
	return w, nil
}

func writeBare(ctx context.Context, db *sql.DB, st writes, who cast, e errand) (effort, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	start := time.Now()
	end := start.Add(time.Duration(e.Seconds * float64(time.Second)))
	done := make([]int, len(who.Writers))
	var all sync.WaitGroup
	for i, author := range who.Writers {
		all.Go(func() {
			for n := 0; time.Now().Before(end) && ctx.Err() == nil; n++ {
				if err := st.reply(ctx, db, who.target(e.Spread, i, n), author, words(i, n), clientID(start.UnixNano(), i, n)); err != nil {
					cancel(err)
					return
				}
				done[i]++
			}
		})
	}
	all.Wait()
	if err := context.Cause(ctx); err != nil {
		return effort{}, err
	}
	sum := 0
	for _, n := range done {
		sum += n
	}
	return effort{float64(sum) / time.Since(start).Seconds()}, nil
}

func (st writes) reply(ctx context.Context, db *sql.DB, conversation, author int64, text, client string) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	now := time.Now().UnixMilli()
	var seq, number, group, id int64
	var lang string
	if err := tx.StmtContext(ctx, st.seq).QueryRowContext(ctx, now, author, conversation).Scan(&seq, &number, &group, &lang); err != nil {
		return err
	}
	if err := tx.StmtContext(ctx, st.post).QueryRowContext(ctx, conversation, number, seq, author, text, "<p>"+text+"</p>", text, lang, client, now).
		Scan(&id); err != nil {
		return err
	}
	if _, err := tx.StmtContext(ctx, st.event).ExecContext(ctx, conversation, seq, now, author, id, group); err != nil {
		return err
	}
	if _, err := tx.StmtContext(ctx, st.index).ExecContext(ctx, id, text); err != nil {
		return err
	}
	return tx.Commit()
}
