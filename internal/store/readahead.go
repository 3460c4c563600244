package store

import (
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"plenary/internal/forum"
)

// Where posts were moved, what somebody has read may lie above their mark: it
// is kept in read_ahead, in runs of seqs, none of which reaches down to the
// mark or into another. Posts are read up to a number there, for numbers need
// not rise with seqs.

// aheadOf counts the posts of others that are shown, newer than r.seq, and
// read all the same, for c and the reader who is argument 0.
const aheadOf = `(CASE c.mixed WHEN 0 THEN 0 ELSE (SELECT count(*) FROM read_ahead h CROSS JOIN posts p ON p.conversation_id = c.id
	AND p.seq BETWEEN h.from_seq AND h.to_seq WHERE h.user_id = ?0 AND h.conversation_id = c.id AND p.state = 'shown' AND p.author_id IS NOT ?0) END)`

// Reading is what somebody has read of a conversation.
func (r *Reader) Reading(who forum.UserID, c forum.Conversation) (read forum.Reading, err error) {
	if read.To, err = r.Mark(who, c.ID); err != nil || !c.Mixed {
		return read, err
	}
	var rows []struct{ FromSeq, ToSeq int64 }
	err = r.rows(&rows, "SELECT from_seq, to_seq FROM read_ahead WHERE user_id = ? AND conversation_id = ? ORDER BY from_seq", int64(who), int64(c.ID))
	for _, row := range rows {
		read.Ahead = append(read.Ahead, forum.Run{From: row.FromSeq, To: row.ToSeq})
	}
	return read, err
}

// ReadTo says that somebody has read a conversation up to and with a post; back
// says that from it on all is unread, and all before it read.
func (tx *Tx) ReadTo(who forum.UserID, c forum.Conversation, p forum.Post, back bool, now time.Time) error {
	switch {
	case c.Mixed && back:
		return tx.readNumbers(who, c, p.Number-1, true, now)
	case c.Mixed:
		return tx.readNumbers(who, c, p.Number, false, now)
	case back:
		return tx.SetMark(who, c.ID, p.Seq-1, true, now)
	}
	return tx.SetMark(who, c.ID, p.Seq, false, now)
}

// readNumbers says that somebody has read the posts up to a number, and (back)
// none above it.
func (tx *Tx) readNumbers(who forum.UserID, c forum.Conversation, number int64, back bool, now time.Time) error {
	was := forum.Reading{}
	if !back {
		var err error
		if was, err = tx.Reading(who, c); err != nil {
			return err
		}
	}
	to, err := tx.unreadAbove(c, number, was)
	if err != nil {
		return err
	}
	by := "p.number <= ?1 AND +p.seq > ?2" // whichever looks at fewer posts
	if c.Seq-to < number {
		by = "+p.number <= ?1 AND p.seq > ?2"
	}
	var seqs []int64
	if err := tx.rows(&seqs, "SELECT p.seq FROM posts p WHERE p.conversation_id = ?0 AND p.number IS NOT NULL AND "+by, int64(c.ID), number, to); err != nil {
		return err
	}
	slices.Sort(seqs)
	if err := tx.setReading(who, c.ID, forum.Reading{To: to, Ahead: joined(append(forum.RunsOf(seqs), was.Ahead...), to)}, now); err != nil || back {
		return err
	}
	_, err = tx.run(`UPDATE notices SET read_at = ? WHERE user_id = ? AND conversation_id = ? AND read_at = 0
		AND post_id IN (SELECT id FROM posts WHERE conversation_id = ? AND number <= ?)`, ms(now), int64(who), int64(c.ID), int64(c.ID), number)
	return err
}

// unreadAbove is the seq up to which all is read once the posts up to a number
// are, beside what was.
func (tx *Tx) unreadAbove(c forum.Conversation, number int64, was forum.Reading) (int64, error) {
	for after := was.To; ; {
		var seqs []int64
		if err := tx.rows(&seqs, `SELECT p.seq FROM posts p WHERE p.conversation_id = ? AND p.seq > ? AND +p.number > ? ORDER BY p.seq LIMIT 1`,
			int64(c.ID), after, number); err != nil {
			return 0, err
		}
		switch {
		case len(seqs) == 0:
			return c.Seq, nil
		case !was.Has(seqs[0]):
			return seqs[0] - 1, nil
		}
		after = seqs[0]
	}
}

// joined are runs above a seq in their order, those that touch as one.
func joined(runs []forum.Run, above int64) []forum.Run {
	slices.SortFunc(runs, func(a, b forum.Run) int { return cmp.Compare(a.From, b.From) })
	var all []forum.Run
	for _, run := range runs {
		run.From = max(run.From, above+1)
		n := len(all)
		switch {
		case run.To < run.From:
		case n > 0 && run.From <= all[n-1].To+1:
			all[n-1].To = max(all[n-1].To, run.To)
		default:
			all = append(all, run)
		}
	}
	return all
}

func (tx *Tx) setReading(who forum.UserID, c forum.ConversationID, read forum.Reading, now time.Time) error {
	if _, err := tx.run("DELETE FROM read_ahead WHERE user_id = ? AND conversation_id = ?", int64(who), int64(c)); err != nil {
		return err
	}
	for _, run := range read.Ahead {
		if _, err := tx.run("INSERT INTO read_ahead (user_id, conversation_id, from_seq, to_seq) VALUES (?, ?, ?, ?)",
			int64(who), int64(c), run.From, run.To); err != nil {
			return err
		}
	}
	_, err := tx.run(`INSERT INTO reads (user_id, conversation_id, seq, at) VALUES (?, ?, ?, ?)
		ON CONFLICT (user_id, conversation_id) DO UPDATE SET seq = excluded.seq, at = excluded.at`, int64(who), int64(c), read.To, ms(now))
	return err
}

// Carried is a post that moved: its seq where it was, and where it is.
type Carried struct{ Was, Now int64 }

// CarryReads makes posts that moved from one conversation to another read there
// by whoever had read them. The seqs where they are are new there and rise.
func (tx *Tx) CarryReads(from, to forum.ConversationID, posts []Carried, now time.Time) error {
	if len(posts) == 0 {
		return nil
	}
	readers, err := tx.readersOf(from, posts)
	if err != nil || len(readers) == 0 {
		return err
	}
	first := posts[0].Now
	var upTo []struct{ UserID, Seq int64 }
	if err := tx.rows(&upTo, "SELECT user_id, seq FROM reads WHERE conversation_id = ?", int64(to)); err != nil {
		return err
	}
	marks := make(map[int64]int64, len(upTo))
	for _, m := range upTo {
		marks[m.UserID] = m.Seq
	}
	known := map[int64][]forum.Run{} // by mark, of those who have read nothing above it
	var on, ahead [][]int64
	for who, read := range readers {
		runs, found := known[read.To]
		if !found || len(read.Ahead) > 0 {
			runs = runsRead(read, posts)
			if len(read.Ahead) == 0 {
				known[read.To] = runs
			}
		}
		for _, run := range runs {
			if run.From == first && marks[who] == first-1 {
				on = append(on, []int64{who, run.To})
			} else {
				ahead = append(ahead, []int64{who, run.From, run.To})
			}
		}
	}
	if err := tx.each(on, `INSERT INTO reads (user_id, conversation_id, seq, at) SELECT value ->> 0, ?1, value ->> 1, ?2 FROM json_each(?0) WHERE true
		ON CONFLICT (user_id, conversation_id) DO UPDATE SET seq = excluded.seq`, int64(to), ms(now)); err != nil {
		return err
	}
	return tx.each(ahead, `INSERT INTO read_ahead (user_id, conversation_id, from_seq, to_seq)
		SELECT value ->> 0, ?1, value ->> 1, value ->> 2 FROM json_each(?0)`, int64(to))
}

// readersOf is what those have read of a conversation who have read any of
// some posts there.
func (tx *Tx) readersOf(c forum.ConversationID, posts []Carried) (map[int64]forum.Reading, error) {
	lowest := slices.MinFunc(posts, func(a, b Carried) int { return cmp.Compare(a.Was, b.Was) }).Was
	readers := map[int64]forum.Reading{}
	var marks []struct{ UserID, Seq int64 }
	if err := tx.rows(&marks, "SELECT user_id, seq FROM reads WHERE conversation_id = ? AND seq >= ?", int64(c), lowest); err != nil {
		return nil, err
	}
	for _, m := range marks {
		readers[m.UserID] = forum.Reading{To: m.Seq}
	}
	var runs []struct{ UserID, FromSeq, ToSeq int64 }
	if err := tx.rows(&runs, "SELECT user_id, from_seq, to_seq FROM read_ahead WHERE conversation_id = ? ORDER BY user_id, from_seq", int64(c)); err != nil {
		return nil, err
	}
	for _, run := range runs {
		read := readers[run.UserID]
		read.Ahead = append(read.Ahead, forum.Run{From: run.FromSeq, To: run.ToSeq})
		readers[run.UserID] = read
	}
	return readers, nil
}

// runsRead are the runs of seqs that posts have now which were read before.
func runsRead(read forum.Reading, posts []Carried) []forum.Run {
	var seqs []int64
	for _, p := range posts {
		if read.Has(p.Was) {
			seqs = append(seqs, p.Now)
		}
	}
	return forum.RunsOf(seqs)
}

// each runs a statement over rows of numbers, which are its first argument as JSON.
func (tx *Tx) each(rows [][]int64, query string, args ...any) error {
	if len(rows) == 0 {
		return nil
	}
	all, err := json.Marshal(rows)
	if err != nil {
		return forum.Errorf("store: %w", err)
	}
	_, err = tx.run(query, append([]any{string(all)}, args...)...)
	return err
}
