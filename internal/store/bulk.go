package store

import (
	"database/sql"
	"fmt"
	"strings"
	"time"

	"plenary/internal/forum"
)

// Bulk is much that happened in conversations, for filling a database quickly.
// Whoever makes it keeps the rules that AddPost and AddEvent keep otherwise:
// Check finds it out if not.
type Bulk struct {
	Posts         []BulkPost
	Events        []forum.Event        // in their order
	Conversations []forum.Conversation // as they are after it: counters, pin, state, conclusion
	Marks         []BulkMark
}

// BulkPost is a post with its id, number and seq, and what became of it. Ids rise from post to post of a Bulk.
type BulkPost struct {
	forum.Post
	RemovedAt time.Time // by its author; its text is erased
	Before    *forum.Post
	Reactions []BulkReaction // by different people or of different kinds
}

// BulkReaction is one person's reaction.
type BulkReaction struct {
	Who  forum.UserID
	Kind string
	At   time.Time
}

// BulkMark is up to where somebody has read.
type BulkMark struct {
	Who          forum.UserID
	Conversation forum.ConversationID
	Seq          int64
	At           time.Time
}

// LastPost is the highest id that a post has; the next may have any above it.
func (r *Reader) LastPost() (forum.PostID, error) {
	var id int64
	err := r.row(&id, "SELECT coalesce(max(id), 0) FROM posts")
	return forum.PostID(id), err
}

// LastPerson is the highest id that a person has.
func (r *Reader) LastPerson() (forum.UserID, error) {
	var id int64
	err := r.row(&id, "SELECT coalesce(max(id), 0) FROM users")
	return forum.UserID(id), err
}

// AddBulk stores it all. policy is the version of the sanitizer's policy.
func (tx *Tx) AddBulk(b Bulk, policy int) error {
	var posts, revisions, reactions, events, marks, heads, parts [][]any
	shown := map[participant]int{}
	for _, p := range b.Posts {
		counts := map[string]int{}
		for _, r := range p.Reactions {
			counts[r.Kind]++
			reactions = append(reactions, []any{int64(p.ID), int64(r.Who), r.Kind, ms(r.At)})
		}
		var removedBy, erasedAt any = nil, int64(0)
		if p.State == forum.Removed {
			removedBy, erasedAt = int64(p.Author.ID), ms(p.RemovedAt.Add(forum.DeleteWindow))
		}
		posts = append(posts, []any{int64(p.ID), int64(p.ConversationID), p.Number, p.Seq, string(p.State), orNull(p.ReplyTo), int64(p.Author.ID),
			p.Source, string(p.Format), string(p.HTML), p.Text, policy, string(p.Lang), p.Revision, countsOf(counts), ms(p.CreatedAt),
			ms(p.EditedAt), ms(p.RemovedAt), removedBy, erasedAt})
		if p.State == forum.Shown {
			shown[participant{p.ConversationID, p.Author.ID}]++
		}
		if v := p.Before; v != nil {
			revisions = append(revisions, []any{int64(p.ID), v.Revision, int64(p.Author.ID), v.Source, string(v.Format), string(v.HTML), v.Text,
				policy, ms(v.CreatedAt)})
		}
	}
	for _, e := range b.Events {
		events = append(events, []any{orNull(e.Conversation), orNull(e.Seq), string(e.Kind), ms(e.At), orNull(e.Actor), orNull(e.Post), orNull(e.Group)})
	}
	for _, m := range b.Marks {
		marks = append(marks, []any{int64(m.Who), int64(m.Conversation), m.Seq, ms(m.At)})
	}
	for _, c := range b.Conversations {
		pinned := int64(0)
		if c.Pinned {
			pinned = ms(c.LastPostAt)
		}
		heads = append(heads, []any{int64(c.ID), c.Seq, c.LastNumber, c.Posts, ms(c.LastPostAt), orNull(c.LastPoster.ID), pinned, string(c.State), orNull(c.Conclusion)})
	}
	for who, n := range shown {
		parts = append(parts, []any{int64(who.conversation), int64(who.person), n})
	}
	for _, t := range []struct {
		table, columns string
		rows           [][]any
	}{
		{"posts", `id, conversation_id, number, seq, state, reply_to, author_id, source, format, html, text, policy, lang, revision, reactions,
			created_at, edited_at, removed_at, removed_by, erased_at`, posts},
		{"revisions", "post_id, revision, editor, source, format, html, text, policy, created_at", revisions},
		{"reactions", "post_id, user_id, kind, created_at", reactions},
		{"events", "conversation_id, seq, kind, at, actor, post_id, group_id", events},
		{"reads", "user_id, conversation_id, seq, at", marks},
	} {
		if err := tx.insertMany("INSERT INTO "+t.table+" ("+t.columns+") VALUES ", "", t.rows); err != nil {
			return err
		}
	}
	if len(b.Posts) > 0 {
		if _, err := tx.run(indexPosts+"p.id BETWEEN ? AND ?", int64(b.Posts[0].ID), int64(b.Posts[len(b.Posts)-1].ID)); err != nil {
			return err
		}
	}
	if err := tx.insertMany("INSERT INTO participants (conversation_id, user_id, posts) VALUES ",
		" ON CONFLICT (conversation_id, user_id) DO UPDATE SET posts = posts + excluded.posts", parts); err != nil {
		return err
	}
	return tx.insertMany(`WITH v (id, seq, last_number, posts, last_post_at, last_poster, pinned_at, state, conclusion) AS (VALUES `,
		`) UPDATE conversations AS c SET seq = v.seq, last_number = v.last_number, posts = v.posts, last_post_at = v.last_post_at,
		last_poster = v.last_poster, pinned_at = v.pinned_at, state = v.state, conclusion = v.conclusion,
		concluded_at = CASE WHEN v.conclusion IS NULL THEN 0 ELSE v.last_post_at END FROM v WHERE c.id = v.id`, heads)
}

type participant struct {
	conversation forum.ConversationID
	person       forum.UserID
}

const rowsAtOnce = 100

// insertMany runs a statement over many rows, a hundred at a time; they stand
// between its two parts. Arguments are bound, which for so many is several
// times as fast as bun, which writes them into the text.
func (tx *Tx) insertMany(before, after string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	raw := tx.on.(*sql.Tx)
	one := "(?" + strings.Repeat(", ?", len(rows[0])-1) + ")"
	statement := func(n int) string { return before + one + strings.Repeat(", "+one, n-1) + after }
	var whole *sql.Stmt
	args := make([]any, 0, rowsAtOnce*len(rows[0]))
	for len(rows) > 0 {
		n := min(rowsAtOnce, len(rows))
		args = args[:0]
		for _, row := range rows[:n] {
			args = append(args, row...)
		}
		rows = rows[n:]
		var err error
		switch {
		case n < rowsAtOnce:
			_, err = raw.ExecContext(tx.ctx, statement(n), args...)
		case whole == nil:
			if whole, err = raw.PrepareContext(tx.ctx, statement(n)); err != nil {
				return wrap(err)
			}
			defer whole.Close()
			fallthrough
		default:
			_, err = whole.ExecContext(tx.ctx, args...)
		}
		if err != nil {
			return wrap(fmt.Errorf("in bulk: %w", err))
		}
	}
	return nil
}
