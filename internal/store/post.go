package store

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"plenary/internal/forum"
)

type postRow struct {
	ID             int64
	ConversationID int64
	Number         *int64
	Seq            *int64
	State          string
	ReplyTo        *int64
	Source         string
	Format         string
	HTML           string `bun:"html"`
	Text           string
	Lang           string
	LangChosen     bool
	Revision       int
	ClientID       *string
	Reactions      string
	Poll           string
	CreatedAt      int64
	EditedAt       int64
	RemovedBy      *int64
	Folded         bool
	authorRow
	guestAuthorRow
}

// postCols are over posts p, conversations c, users u (the author) and
// memberships am of the author: see postFrom.
const postCols = `p.id, p.conversation_id, p.number, p.seq, p.state, p.reply_to, p.source, p.format, p.html, p.text, p.lang, p.lang_chosen,
	p.revision, p.client_id, p.reactions, p.poll, p.created_at, p.edited_at, p.removed_by, p.folded, am.role AS author_role, ` + authorCols + `, ` + guestAuthorCols

const postFrom = ` FROM posts p JOIN conversations c ON c.id = p.conversation_id
	LEFT JOIN users u ON u.id = p.author_id
	LEFT JOIN guests gu ON gu.id = p.guest_id
	LEFT JOIN memberships am ON am.group_id = c.group_id AND am.user_id = p.author_id`

// post is the row as a post; what a removed one said is left out.
func (p postRow) post() forum.Post {
	post := forum.Post{
		ID: forum.PostID(p.ID), ConversationID: forum.ConversationID(p.ConversationID), Number: num(p.Number), Seq: num(p.Seq),
		State: forum.PostState(p.State), ReplyTo: forum.PostID(num(p.ReplyTo)), Author: p.by(p.author()), Format: forum.Format(p.Format),
		Lang: forum.Lang(p.Lang), LangChosen: p.LangChosen, Revision: p.Revision, ClientID: text(p.ClientID), CreatedAt: at(p.CreatedAt), EditedAt: at(p.EditedAt),
		RemovedBy: forum.UserID(num(p.RemovedBy)), Folded: p.Folded,
	}
	if post.State != forum.Removed {
		post.Source, post.HTML, post.Text = p.Source, forum.SafeHTML(p.HTML), p.Text
		post.Reactions = parseReactions(p.Reactions)
		post.Poll = pollOf(p.Poll)
	}
	return post
}

// parseReactions reads kind=count kind=count, as countReactions wrote it.
func parseReactions(s string) []forum.Reaction {
	var all []forum.Reaction
	for pair := range strings.FieldsSeq(s) {
		kind, n, _ := strings.Cut(pair, "=")
		if count, err := strconv.Atoi(n); err == nil {
			all = append(all, forum.Reaction{Kind: kind, Count: count})
		}
	}
	return all
}

func posts(rows []postRow) []forum.Post {
	all := make([]forum.Post, len(rows))
	for i, row := range rows {
		all[i] = row.post()
	}
	return all
}

// PostsByNumber lists a conversation's visible posts with from ≤ number, at
// most limit of them, in their order. The caller has found the conversation
// through the viewer.
func (r *Reader) PostsByNumber(c forum.ConversationID, from int64, limit int) ([]forum.Post, error) {
	var rows []postRow
	err := r.rows(&rows, "SELECT "+postCols+postFrom+` WHERE p.conversation_id = ? AND p.number >= ?
		ORDER BY p.number LIMIT ?`, int64(c), from, limit)
	return posts(rows), err
}

// PostsOfPage lists the posts of one page.
func (r *Reader) PostsOfPage(c forum.ConversationID, page int64) ([]forum.Post, error) {
	var rows []postRow
	first := (page-1)*forum.PageSize + 1
	err := r.rows(&rows, "SELECT "+postCols+postFrom+` WHERE p.conversation_id = ? AND p.number BETWEEN ? AND ?
		ORDER BY p.number`, int64(c), first, first+forum.PageSize-1)
	return posts(rows), err
}

// PostsBefore lists the limit posts with number < before, in their order;
// before 0 is the end.
func (r *Reader) PostsBefore(c forum.ConversationID, before int64, limit int) ([]forum.Post, error) {
	if before == 0 {
		before = 1 << 62
	}
	var rows []postRow
	err := r.rows(&rows, "SELECT "+postCols+postFrom+` WHERE p.conversation_id = ? AND p.number < ?
		ORDER BY p.number DESC LIMIT ?`, int64(c), before, limit)
	slices.Reverse(rows)
	return posts(rows), err
}

// NumberSince is the number of the first post that was written at that time or
// after it; 0 if there is none. The caller has found the conversation through
// the viewer.
func (r *Reader) NumberSince(c forum.ConversationID, since time.Time) (int64, error) {
	var numbers []int64
	err := r.rows(&numbers, `SELECT p.number FROM posts p WHERE p.conversation_id = ? AND p.number IS NOT NULL AND p.created_at >= ?
		ORDER BY p.created_at, p.number LIMIT 1`, int64(c), ms(since))
	if err != nil || len(numbers) == 0 {
		return 0, err
	}
	return numbers[0], nil
}

// HeldPosts lists the held posts of a conversation that someone of standing s
// may see.
func (r *Reader) HeldPosts(s forum.Standing, c forum.ConversationID) ([]forum.Post, error) {
	if !s.Viewer.SignedIn() {
		return nil, nil
	}
	var rows []postRow
	err := r.rows(&rows, "SELECT "+postCols+postFrom+` WHERE p.conversation_id = ? AND p.state = 'held'
		AND (? OR p.author_id = ?) ORDER BY p.id LIMIT 100`, int64(c), s.May(forum.Moderating), int64(s.Viewer.ID))
	return posts(rows), err
}

// PostsByID gives posts as they are now, by id; those gone are absent. It
// serves what the caller has already found through the viewer: the relay, and
// the parents of replies.
func (r *Reader) PostsByID(ids []forum.PostID) (map[forum.PostID]forum.Post, error) {
	found := make(map[forum.PostID]forum.Post, len(ids))
	if len(ids) == 0 {
		return found, nil
	}
	var rows []postRow
	err := r.rows(&rows, "SELECT "+postCols+postFrom+" WHERE p.id IN (?)", list(ids))
	for _, p := range posts(rows) {
		found[p.ID] = p
	}
	return found, err
}

// PostFor is a post with its conversation and the viewer's standing there.
// NotFound if the viewer may not see it.
func (r *Reader) PostFor(v forum.Viewer, id forum.PostID, now time.Time) (forum.Post, forum.Conversation, forum.Standing, error) {
	byID, err := r.PostsByID([]forum.PostID{id})
	p, there := byID[id]
	if err == nil && !there {
		err = forum.Missing()
	}
	if err != nil {
		return forum.Post{}, forum.Conversation{}, forum.Standing{}, err
	}
	c, s, err := r.ConversationFor(v, p.ConversationID, now)
	if err == nil && !p.MaySee(s) {
		err = forum.Missing()
	}
	if err != nil {
		return forum.Post{}, forum.Conversation{}, forum.Standing{}, err
	}
	return p, c, s, nil
}

// PostByClient is the post that an author made with that client id; NotFound
// if none.
func (r *Reader) PostByClient(author forum.UserID, clientID string) (forum.PostID, error) {
	var id int64
	err := r.row(&id, "SELECT id FROM posts WHERE author_id = ? AND client_id = ?", int64(author), clientID)
	return forum.PostID(id), err
}

// AddPost stores a post. A shown one takes the conversation's next number and
// the seq of its event, which must be the conversation's next: see AddEvent.
func (tx *Tx) AddPost(p forum.Post, policy int, seq int64) (forum.PostID, error) {
	var number, visible, client any
	if p.ClientID != "" {
		client = p.ClientID
	}
	if p.State == forum.Shown {
		var n int64
		if err := tx.row(&n, `UPDATE conversations SET last_number = last_number + 1, posts = posts + 1, last_post_at = max(last_post_at, ?), last_poster = ?
			WHERE id = ? RETURNING last_number`, ms(p.CreatedAt), orNull(p.Author.ID), int64(p.ConversationID)); err != nil {
			return 0, err
		}
		number, visible = n, seq
		if err := tx.takesPart(p.ConversationID, p.Author.ID, 1); err != nil {
			return 0, err
		}
	}
	id, err := tx.insert(`INSERT INTO posts (conversation_id, number, seq, state, reply_to, author_id, source, format, html, text, policy, lang, lang_chosen, client_id, created_at, poll, guest_id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, int64(p.ConversationID), number, visible, string(p.State), orNull(p.ReplyTo),
		orNull(p.Author.ID), p.Source, string(p.Format), string(p.HTML), p.Text, policy, string(p.Lang), p.LangChosen, client, ms(p.CreatedAt), pollText(p.Poll), orNull(p.Author.GuestID))
	return forum.PostID(id), err
}

// EditPost writes a new text. With history, what the post said before is kept
// as a revision and the post is marked as edited at now.
func (tx *Tx) EditPost(p forum.Post, policy int, history bool, editor forum.UserID, now time.Time) error {
	if history {
		if _, err := tx.run(`INSERT INTO revisions (post_id, revision, editor, source, format, html, text, policy, created_at)
			SELECT id, revision, ?, source, format, html, text, policy, CASE WHEN edited_at > 0 THEN edited_at ELSE created_at END
			FROM posts WHERE id = ?`, orNull(editor), int64(p.ID)); err != nil {
			return err
		}
		if _, err := tx.run("UPDATE posts SET revision = revision + 1, edited_at = ? WHERE id = ?", ms(now), int64(p.ID)); err != nil {
			return err
		}
	}
	return changed(tx.run("UPDATE posts SET source = ?, format = ?, html = ?, text = ?, policy = ?, lang = ?, lang_chosen = ? WHERE id = ?",
		p.Source, string(p.Format), string(p.HTML), p.Text, policy, string(p.Lang), p.LangChosen, int64(p.ID)))
}

// RemovePost makes a stub of a post; RestorePost makes it visible again.
func (tx *Tx) RemovePost(p forum.Post, by forum.UserID, now time.Time) error {
	if p.State == forum.Shown {
		if err := tx.countPosts(p, -1); err != nil {
			return err
		}
	}
	return changed(tx.run("UPDATE posts SET state = 'removed', removed_at = ?, removed_by = ? WHERE id = ? AND state <> 'removed'",
		ms(now), orNull(by), int64(p.ID)))
}

// RestorePost undoes RemovePost; NotFound if the text has been erased.
func (tx *Tx) RestorePost(p forum.Post) error {
	if err := changed(tx.run(`UPDATE posts SET state = 'shown', removed_at = 0, removed_by = NULL
		WHERE id = ? AND state = 'removed' AND number IS NOT NULL AND erased_at = 0`, int64(p.ID))); err != nil {
		return err
	}
	return tx.countPosts(p, 1)
}

// countPosts counts a shown post more, or less, where it stands.
func (tx *Tx) countPosts(p forum.Post, by int) error {
	if _, err := tx.run("UPDATE conversations SET posts = posts + ? WHERE id = ?", by, int64(p.ConversationID)); err != nil {
		return err
	}
	return tx.takesPart(p.ConversationID, p.Author.ID, by)
}

// takesPart counts somebody's shown posts in a conversation; nobody's are not
// counted.
func (tx *Tx) takesPart(c forum.ConversationID, who forum.UserID, by int) error {
	if who == 0 {
		return nil
	}
	_, err := tx.run(`INSERT INTO participants (conversation_id, user_id, posts) VALUES (?, ?, ?)
		ON CONFLICT (conversation_id, user_id) DO UPDATE SET posts = posts + excluded.posts`, int64(c), int64(who), by)
	return err
}

// Revision is what a post said until an edit.
type Revision struct {
	Number    int
	HTML      forum.SafeHTML
	Text      string
	Source    string
	WrittenAt time.Time
	Editor    forum.Author // who ended it by an edit
}

// Revisions lists what a post said before, oldest first; the caller has found
// the post through the viewer.
func (r *Reader) Revisions(id forum.PostID) ([]Revision, error) {
	var rows []struct {
		Revision  int
		HTML      string `bun:"html"`
		Text      string
		Source    string
		CreatedAt int64
		authorRow
	}
	err := r.rows(&rows, `SELECT v.revision, v.html, v.text, v.source, v.created_at, `+authorCols+`
		FROM revisions v LEFT JOIN users u ON u.id = v.editor WHERE v.post_id = ? ORDER BY v.revision`, int64(id))
	all := make([]Revision, len(rows))
	for i, row := range rows {
		all[i] = Revision{Number: row.Revision, HTML: forum.SafeHTML(row.HTML), Text: row.Text, Source: row.Source,
			WrittenAt: at(row.CreatedAt), Editor: row.author()}
	}
	return all, err
}
