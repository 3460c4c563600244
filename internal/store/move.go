package store

import (
	"slices"
	"time"

	"plenary/internal/forum"
)

// MoveSource is a conversation that posts of a move came from.
type MoveSource struct {
	Conversation forum.ConversationID
	Number       int64 // of the first that went
	Posts        int   // how many of them had a place
	Conclusion   forum.PostID
	ConcludedAt  time.Time
}

// MovedPost is a post of a move, and where it stood.
type MovedPost struct {
	Post   forum.PostID
	From   forum.ConversationID
	Number int64 // 0: it was held
	Folded bool
}

// AddMove stores what a move is, before its posts are placed.
func (tx *Tx) AddMove(m forum.Move) (forum.MoveID, error) {
	id, err := tx.insert("INSERT INTO moves (kind, actor, target, made, summary, at) VALUES (?, ?, ?, ?, ?, ?)",
		string(m.Kind), orNull(m.Actor), int64(m.Target), m.Made, m.Summary, ms(m.At))
	return forum.MoveID(id), err
}

// AddMoveSource stores where posts of a move came from.
func (tx *Tx) AddMoveSource(id forum.MoveID, s MoveSource) error {
	_, err := tx.run(`INSERT INTO move_sources (move_id, conversation_id, number, posts, conclusion, concluded_at) VALUES (?, ?, ?, ?, ?, ?)`,
		int64(id), int64(s.Conversation), s.Number, s.Posts, orNull(s.Conclusion), ms(s.ConcludedAt))
	return err
}

// AddMovedPost stores where a post of a move stood.
func (tx *Tx) AddMovedPost(id forum.MoveID, m MovedPost) error {
	_, err := tx.run("INSERT INTO moved_posts (move_id, post_id, conversation_id, number, folded) VALUES (?, ?, ?, ?, ?)",
		int64(id), int64(m.Post), int64(m.From), orNull(m.Number), m.Folded)
	return err
}

// MoveByID is a move with where its posts came from. NotFound if there is none.
func (r *Reader) MoveByID(id forum.MoveID) (forum.Move, []MoveSource, error) {
	var row moveRow
	if err := r.row(&row, "SELECT "+moveCols+" FROM moves m WHERE m.id = ?", int64(id)); err != nil {
		return forum.Move{}, nil, err
	}
	var rows []struct {
		ConversationID, Number int64
		Posts                  int
		Conclusion             *int64
		ConcludedAt            int64
	}
	err := r.rows(&rows, `SELECT conversation_id, number, posts, conclusion, concluded_at FROM move_sources WHERE move_id = ?
		ORDER BY conversation_id`, int64(id))
	sources := make([]MoveSource, len(rows))
	for i, s := range rows {
		sources[i] = MoveSource{forum.ConversationID(s.ConversationID), s.Number, s.Posts, forum.PostID(num(s.Conclusion)), at(s.ConcludedAt)}
	}
	return row.move(), sources, err
}

type moveRow struct {
	ID       int64
	Kind     string
	Actor    *int64
	Target   int64
	Made     bool
	Summary  string
	At       int64
	UndoneAt int64
}

const moveCols = "m.id, m.kind, m.actor, m.target, m.made, m.summary, m.at, m.undone_at"

func (m moveRow) move() forum.Move {
	return forum.Move{ID: forum.MoveID(m.ID), Kind: forum.MoveKind(m.Kind), Actor: forum.UserID(num(m.Actor)), Target: forum.ConversationID(m.Target),
		Made: m.Made, Summary: m.Summary, At: at(m.At), UndoneAt: at(m.UndoneAt)}
}

// PostsOfMove lists the posts of a move, by where they stood.
func (r *Reader) PostsOfMove(id forum.MoveID) ([]MovedPost, error) {
	var rows []struct {
		PostID, ConversationID int64
		Number                 *int64
		Folded                 bool
	}
	err := r.rows(&rows, `SELECT post_id, conversation_id, number, folded FROM moved_posts WHERE move_id = ? ORDER BY conversation_id, number, post_id`, int64(id))
	moved := make([]MovedPost, len(rows))
	for i, p := range rows {
		moved[i] = MovedPost{forum.PostID(p.PostID), forum.ConversationID(p.ConversationID), num(p.Number), p.Folded}
	}
	return moved, err
}

// GoneBy lists the posts that left the conversation of an event by the move
// that it names, or by its undoing.
func (r *Reader) GoneBy(e forum.Event) ([]forum.PostID, error) {
	var ids []int64
	err := r.rows(&ids, `SELECT h.post_id FROM moved_posts h JOIN moves m ON m.id = h.move_id WHERE h.move_id = ?0
		AND h.conversation_id = CASE m.target WHEN ?1 THEN ?2 ELSE ?1 END AND h.number IS NOT NULL ORDER BY h.number`,
		e.Ref, int64(e.Conversation), int64(e.To))
	return postIDs(ids), err
}

// PlacePost sets a post at a number of a conversation, which the event of that
// seq makes visible there.
func (tx *Tx) PlacePost(p forum.PostID, c forum.ConversationID, number, seq int64, folded bool) error {
	return changed(tx.run("UPDATE posts SET conversation_id = ?, number = ?, seq = ?, folded = ? WHERE id = ?", int64(c), number, seq, folded, int64(p)))
}

// NextNumber gives the conversation's next number, for a post that comes to it.
func (tx *Tx) NextNumber(c forum.ConversationID) (n int64, err error) {
	err = tx.row(&n, "UPDATE conversations SET last_number = last_number + 1 WHERE id = ? RETURNING last_number", int64(c))
	return n, err
}

// HeldIn lists the posts that are held in a conversation.
func (tx *Tx) HeldIn(c forum.ConversationID) ([]forum.PostID, error) {
	var ids []int64
	err := tx.rows(&ids, "SELECT p.id FROM posts p WHERE p.conversation_id = ? AND p.state = 'held' ORDER BY p.id", int64(c))
	return postIDs(ids), err
}

// MoveHeld takes held posts, which have no place, to another conversation.
func (tx *Tx) MoveHeld(ids []forum.PostID, to forum.ConversationID) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := tx.run("UPDATE posts SET conversation_id = ? WHERE id IN (?) AND number IS NULL", int64(to), list(ids))
	return err
}

// CountMoved counts posts that come to a conversation (by 1), or leave it (by
// -1): it is called while they stand there.
func (tx *Tx) CountMoved(c forum.ConversationID, ids []forum.PostID, by int) error {
	if _, err := tx.run("UPDATE conversations SET posts = posts + ? * (SELECT count(*) FROM posts WHERE id IN (?) AND state = 'shown') WHERE id = ?",
		by, list(ids), int64(c)); err != nil {
		return err
	}
	_, err := tx.run(`INSERT INTO participants (conversation_id, user_id, posts) SELECT ?, p.author_id, ? * count(*) FROM posts p
		WHERE p.id IN (?) AND p.state = 'shown' AND p.author_id IS NOT NULL GROUP BY p.author_id
		ON CONFLICT (conversation_id, user_id) DO UPDATE SET posts = posts + excluded.posts`, int64(c), by, list(ids))
	return err
}

// SettleMoved brings what a conversation says of itself to the posts that now
// stand in it: the last of them, and that posts were moved.
func (tx *Tx) SettleMoved(c forum.ConversationID) error {
	var last []struct {
		CreatedAt int64
		AuthorID  *int64
	}
	if err := tx.rows(&last, `SELECT p.created_at, p.author_id FROM posts p WHERE p.conversation_id = ? AND p.number IS NOT NULL AND p.state = 'shown'
		ORDER BY p.created_at DESC, p.number DESC LIMIT 1`, int64(c)); err != nil {
		return err
	}
	if len(last) == 0 {
		_, err := tx.run("UPDATE conversations SET mixed = 1, last_post_at = created_at, last_poster = NULL WHERE id = ?", int64(c))
		return err
	}
	_, err := tx.run("UPDATE conversations SET mixed = 1, last_post_at = ?, last_poster = ? WHERE id = ?", last[0].CreatedAt, last[0].AuthorID, int64(c))
	return err
}

// LeadOn makes of an emptied conversation a note that leads on, or (0) takes
// that back.
func (tx *Tx) LeadOn(c, to forum.ConversationID) error {
	return changed(tx.run("UPDATE conversations SET merged_into = ? WHERE id = ?", orNull(to), int64(c)))
}

// Conclude sets a conversation's conclusion as one that was marked at that
// time; 0 takes it away.
func (tx *Tx) Conclude(c forum.ConversationID, p forum.PostID, when time.Time) error {
	if p == 0 {
		when = time.Time{}
	}
	return changed(tx.run("UPDATE conversations SET conclusion = ?, concluded_at = ? WHERE id = ?", orNull(p), ms(when), int64(c)))
}

// ConcludedAt is when a conversation's conclusion was marked.
func (r *Reader) ConcludedAt(c forum.ConversationID) (time.Time, error) {
	var when int64
	err := r.row(&when, "SELECT concluded_at FROM conversations WHERE id = ?", int64(c))
	return at(when), err
}

// SetSummary writes the two lines over a curated discussion.
func (tx *Tx) SetSummary(c forum.ConversationID, summary string) error {
	return changed(tx.run("UPDATE conversations SET summary = ? WHERE id = ?", summary, int64(c)))
}

// EndMove says that a move was undone.
func (tx *Tx) EndMove(id forum.MoveID, now time.Time) error {
	return changed(tx.run("UPDATE moves SET undone_at = ? WHERE id = ? AND undone_at = 0", ms(now), int64(id)))
}

// FollowMoved makes search and notices know where posts stand now. firsts are
// those that open their conversation now, or did.
func (tx *Tx) FollowMoved(c forum.Conversation, ids, firsts []forum.PostID) error {
	if _, err := tx.run("UPDATE notices SET conversation_id = ?, group_id = ? WHERE post_id IN (?)", int64(c.ID), orNull(c.GroupID), list(ids)); err != nil {
		return err
	}
	words := slices.Concat(ids, firsts)
	slices.Sort(words)
	words = slices.Compact(words)
	if _, err := tx.run("DELETE FROM post_words WHERE rowid IN (?)", list(words)); err != nil {
		return err
	}
	_, err := tx.run(indexPosts+"p.id IN (?)", list(words))
	return err
}

// FirstOf is the post that opens a conversation; nil if nothing stands there.
func (r *Reader) FirstOf(c forum.ConversationID) ([]forum.PostID, error) {
	var ids []int64
	err := r.rows(&ids, "SELECT p.id FROM posts p WHERE p.conversation_id = ? AND p.number IS NOT NULL ORDER BY p.number LIMIT 1", int64(c))
	return postIDs(ids), err
}

// Hung is a post with what it replies to.
type Hung struct {
	Post forum.PostID
	To   forum.PostID
	In   forum.ConversationID
}

// RepliesTo lists the posts in a conversation that reply to one of those given.
func (r *Reader) RepliesTo(c forum.ConversationID, ids []forum.PostID) ([]Hung, error) {
	return r.hung("p.reply_to IN (?) AND +p.conversation_id = ?", list(ids), int64(c))
}

// WhereHung gives the posts themselves, with what they reply to.
func (r *Reader) WhereHung(ids []forum.PostID) ([]Hung, error) {
	return r.hung("p.id IN (?)", list(ids))
}

func (r *Reader) hung(where string, args ...any) ([]Hung, error) {
	var rows []struct {
		ID, ConversationID int64
		ReplyTo            *int64
	}
	err := r.rows(&rows, "SELECT p.id, p.conversation_id, p.reply_to FROM posts p WHERE "+where, args...)
	found := make([]Hung, len(rows))
	for i, row := range rows {
		found[i] = Hung{forum.PostID(row.ID), forum.PostID(num(row.ReplyTo)), forum.ConversationID(row.ConversationID)}
	}
	return found, err
}

// Rehang hangs a post under another one, or (0) under none.
func (tx *Tx) Rehang(p, under forum.PostID) error {
	return changed(tx.run("UPDATE posts SET reply_to = ? WHERE id = ?", orNull(under), int64(p)))
}

// NoteRehung stores what a post replied to that stayed behind, and where it
// hangs now.
func (tx *Tx) NoteRehung(id forum.MoveID, p Hung, under forum.PostID) error {
	_, err := tx.run("INSERT INTO moved_replies (move_id, post_id, reply_to, hung) VALUES (?, ?, ?, ?)", int64(id), int64(p.Post), int64(p.To), orNull(under))
	return err
}

// HangBack makes the posts that stayed behind reply to what they had replied
// to, unless something else was made of them since.
func (tx *Tx) HangBack(id forum.MoveID) error {
	_, err := tx.run(`UPDATE posts SET reply_to = (SELECT h.reply_to FROM moved_replies h WHERE h.move_id = ?0 AND h.post_id = posts.id)
		WHERE id IN (SELECT h.post_id FROM moved_replies h WHERE h.move_id = ?0)
		AND reply_to IS (SELECT h.hung FROM moved_replies h WHERE h.move_id = ?0 AND h.post_id = posts.id)`, int64(id))
	return err
}

// UntellMove takes back what people were told of a move.
func (tx *Tx) UntellMove(people []forum.UserID, kinds []forum.NoticeKind, when time.Time) error {
	if len(people) == 0 {
		return nil
	}
	_, err := tx.run("DELETE FROM notices WHERE user_id IN (?) AND post_id IS NULL AND kind IN (?) AND at = ?", list(people), list(kinds), ms(when))
	return err
}

func postIDs(ids []int64) []forum.PostID {
	all := make([]forum.PostID, len(ids))
	for i, id := range ids {
		all[i] = forum.PostID(id)
	}
	return all
}
