package store

import (
	"slices"
	"time"

	"plenary/internal/forum"
)

type conversationRow struct {
	ID          int64
	Kind        string
	GroupID     *int64
	ArticleID   *int64
	Title       string
	Slug        string
	Topic       string
	State       string
	LockReason  string
	Slow        int64
	Lang        string
	PinnedAt    int64
	Conclusion  *int64
	MergedInto  *int64
	Seq         int64
	LastNumber  int64
	Posts       int64
	LastPostAt  int64
	CreatedBy   *int64
	CreatedAt   int64
	Mixed       bool
	Summary     string
	GroupSlug   *string
	GroupName   *string
	Visibility  *string
	Joining     *string
	MyRole      *string
	ArticleSlug *string
	Published   *int64
	authorRow   // who posted last
}

// conversationCols are over conversations c, groups g, memberships m of the
// viewer, articles a and users u who posted last: see conversationFrom.
const conversationCols = `c.id, c.kind, c.group_id, c.article_id, c.title, c.slug, c.topic, c.state, c.lock_reason, c.slow, c.lang, c.pinned_at,
	c.conclusion, c.merged_into, c.seq, c.last_number, c.posts, c.last_post_at, c.created_by, c.created_at, c.mixed, c.summary,
	g.slug AS group_slug, g.name AS group_name, g.visibility, g.joining, m.role AS my_role,
	a.slug AS article_slug, a.published_at AS published, ` + authorCols

const conversationFrom = ` FROM conversations c
	LEFT JOIN groups g ON g.id = c.group_id
	LEFT JOIN memberships m ON m.group_id = c.group_id AND m.user_id = ?
	LEFT JOIN articles a ON a.id = c.article_id
	LEFT JOIN users u ON u.id = c.last_poster`

func (c conversationRow) conversation() forum.Conversation {
	return forum.Conversation{
		ID: forum.ConversationID(c.ID), Kind: forum.ConversationKind(c.Kind), GroupID: forum.GroupID(num(c.GroupID)),
		ArticleID: forum.ArticleID(num(c.ArticleID)), Title: c.Title, Slug: c.Slug, Topic: c.Topic,
		State: forum.ConversationState(c.State), LockReason: c.LockReason, Slow: time.Duration(c.Slow) * time.Minute, Lang: forum.Lang(c.Lang), Pinned: c.PinnedAt > 0,
		Conclusion: forum.PostID(num(c.Conclusion)), MergedInto: forum.ConversationID(num(c.MergedInto)),
		Seq: c.Seq, LastNumber: c.LastNumber, Posts: c.Posts, LastPostAt: at(c.LastPostAt), LastPoster: c.author(),
		CreatedBy: forum.UserID(num(c.CreatedBy)), CreatedAt: at(c.CreatedAt), Mixed: c.Mixed, Summary: c.Summary,
		GroupSlug: text(c.GroupSlug), GroupName: text(c.GroupName), ArticleSlug: text(c.ArticleSlug),
	}
}

func (c conversationRow) standing(v forum.Viewer) forum.Standing {
	if c.GroupID == nil {
		return forum.NetworkStanding(v)
	}
	return forum.Standing{Viewer: v, Group: forum.GroupID(*c.GroupID), Visibility: forum.Visibility(text(c.Visibility)), Joining: forum.Joining(text(c.Joining)),
		Role: forum.GroupRole(text(c.MyRole))}
}

// ConversationFor is the conversation of that id with the viewer's standing.
// NotFound if the viewer may not see it, its group or its article (a draft is
// seen by those who may edit it).
func (r *Reader) ConversationFor(v forum.Viewer, id forum.ConversationID, now time.Time) (forum.Conversation, forum.Standing, error) {
	var row conversationRow
	err := r.row(&row, "SELECT "+conversationCols+conversationFrom+" WHERE c.id = ?", int64(v.ID), int64(id))
	if err != nil {
		return forum.Conversation{}, forum.Standing{}, err
	}
	c, s := row.conversation(), row.standing(v)
	visible := s.May(forum.Seeing)
	if c.Kind == forum.Comments {
		visible = forum.Article{PublishedAt: at(num(row.Published))}.MaySee(s, now)
	}
	if c.Unborn() {
		visible = visible && (s.May(forum.Moderating) || v.SignedIn() && v.ID == c.CreatedBy)
	}
	if !visible {
		return forum.Conversation{}, forum.Standing{}, forum.Missing()
	}
	return c, s, nil
}

// AddConversation makes a conversation without posts.
func (tx *Tx) AddConversation(c forum.Conversation) (forum.ConversationID, error) {
	id, err := tx.insert(`INSERT INTO conversations (kind, group_id, article_id, title, slug, topic, lang, last_post_at, created_by, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, string(c.Kind), orNull(c.GroupID), orNull(c.ArticleID), c.Title, c.Slug, c.Topic,
		string(c.Lang), ms(c.CreatedAt), orNull(c.CreatedBy), ms(c.CreatedAt))
	if err != nil {
		return 0, err
	}
	c.ID = forum.ConversationID(id)
	return c.ID, tx.indexTitle(c)
}

// ChangeConversation writes title, slug, topic, state with its reason, slow
// mode, pin and conclusion.
func (tx *Tx) ChangeConversation(c forum.Conversation, now time.Time) error {
	pinned := int64(0)
	if c.Pinned {
		pinned = ms(now)
	}
	concluded := int64(0)
	if c.Conclusion != 0 {
		concluded = ms(now)
	}
	if err := changed(tx.run(`UPDATE conversations SET title = ?, slug = ?, topic = ?, state = ?, lock_reason = ?, slow = ?,
		pinned_at = CASE WHEN ? = 0 THEN 0 WHEN pinned_at > 0 THEN pinned_at ELSE ? END,
		concluded_at = CASE WHEN conclusion IS ? THEN concluded_at ELSE ? END, conclusion = ? WHERE id = ?`,
		c.Title, c.Slug, c.Topic, string(c.State), c.LockReason, int64(c.Slow/time.Minute), pinned, pinned, orNull(c.Conclusion), concluded, orNull(c.Conclusion), int64(c.ID))); err != nil {
		return err
	}
	return tx.indexTitle(c)
}

// Listed is a conversation as lists show it to a viewer.
type Listed struct {
	forum.Conversation
	Unread int
	Follow forum.Follow // the viewer's; the zero value for visitors
}

// unreadOf counts, for c and the reader r.seq, the posts of others that are
// shown and newer than the reader's mark: of somebody who has read nothing by
// the counters alone, else from that end of the conversation that is nearer.
// What was read above the mark is taken off. The reader is the query's argument 0.
const (
	unreadOf  = aboveMark + ` - ` + aheadOf
	aboveMark = `CASE WHEN coalesce(r.seq, 0) = 0 THEN ` + ofOthers + `
		WHEN c.seq - r.seq > r.seq THEN ` + ofOthers + ` - (SELECT count(*) FROM posts p WHERE p.conversation_id = c.id AND p.seq <= r.seq
			AND p.state = 'shown' AND p.author_id IS NOT ?0)
		ELSE (SELECT count(*) FROM posts p WHERE p.conversation_id = c.id AND p.seq > r.seq AND p.state = 'shown' AND p.author_id IS NOT ?0) END`
	ofOthers = `(c.posts - coalesce((SELECT w.posts FROM participants w WHERE w.conversation_id = c.id AND w.user_id = ?0), 0))`
)

// listedCols adds what a viewer has not read. The viewer is argument 0: see
// listedBy.
const (
	listedCols = "SELECT " + conversationCols + ", CASE WHEN ?0 = 0 THEN 0 ELSE " + unreadOf + " END AS unread, " + followCols
	listedFrom = ` FROM conversations c
	LEFT JOIN groups g ON g.id = c.group_id
	LEFT JOIN memberships m ON m.group_id = c.group_id AND m.user_id = ?0
	LEFT JOIN articles a ON a.id = c.article_id
	LEFT JOIN users u ON u.id = c.last_poster
	LEFT JOIN reads r ON r.conversation_id = c.id AND r.user_id = ?0`
)

func listedBy(v forum.Viewer, args ...any) []any { return append([]any{int64(v.ID)}, args...) }

// Conversations lists a group's conversations of one kind, which the caller
// has found through the viewer. Channels come oldest first; discussions the
// latest first, after the pinned ones, which only the first page has.
func (r *Reader) Conversations(v forum.Viewer, g forum.GroupID, kind forum.ConversationKind, before Place, limit int) ([]Listed, error) {
	const in = " WHERE c.group_id = ?1 AND c.kind = ?2 AND c.merged_into IS NULL AND " + born
	if kind == forum.Channel {
		return r.listed(listedCols+listedFrom+in+" ORDER BY c.id LIMIT ?3", listedBy(v, int64(g), string(kind), limit)...)
	}
	var pinned []Listed
	if before.ID == 0 {
		var err error
		pinned, err = r.listed(listedCols+listedFrom+in+" AND c.pinned_at > 0 ORDER BY c.pinned_at DESC, c.id DESC LIMIT 20",
			listedBy(v, int64(g), string(kind))...)
		if err != nil {
			return nil, err
		}
		before = Place{At: time.UnixMilli(1 << 52), ID: 1 << 62}
	}
	rest, err := r.listed(listedCols+listedFrom+in+` AND c.pinned_at = 0 AND (c.last_post_at, c.id) < (?3, ?4)
		ORDER BY c.last_post_at DESC, c.id DESC LIMIT ?5`, listedBy(v, int64(g), string(kind), ms(before.At), before.ID, limit)...)
	return append(pinned, rest...), err
}

// born is said of conversations c but for discussions whose first post waits
// for a moderator; those are listed for who began them. The viewer is argument 0.
const born = "(c.kind <> 'discussion' OR c.last_number > 0 OR c.created_by = ?0)"

// Place is where a list goes on: the time and id of its last row.
type Place struct {
	At time.Time
	ID int64
}

// listed reads what listedCols names; the viewer is the first argument.
func (r *Reader) listed(query string, args ...any) ([]Listed, error) {
	var rows []struct {
		conversationRow
		followRow
		Unread int
	}
	err := r.rows(&rows, query, args...)
	found := make([]Listed, len(rows))
	viewer, _ := args[0].(int64)
	for i, row := range rows {
		found[i] = Listed{Conversation: row.conversation(), Unread: row.Unread, Follow: row.follow(forum.UserID(viewer))}
	}
	return found, err
}

// Recent lists the latest conversations with posts in the groups given.
func (r *Reader) Recent(v forum.Viewer, groups []InGroup, limit int) ([]Listed, error) {
	var found []Listed
	for _, g := range groups {
		for _, kind := range []forum.ConversationKind{forum.Discussion, forum.Channel} {
			some, err := r.listed(listedCols+listedFrom+` WHERE c.group_id = ?1 AND c.kind = ?2 AND c.merged_into IS NULL AND c.posts > 0
				ORDER BY c.last_post_at DESC, c.id DESC LIMIT ?3`, listedBy(v, int64(g.ID), string(kind), limit)...)
			if err != nil {
				return nil, err
			}
			found = append(found, some...)
		}
	}
	slices.SortFunc(found, func(a, b Listed) int { return b.LastPostAt.Compare(a.LastPostAt) })
	return found[:min(limit, len(found))], nil
}

// Unread is how many posts of others a viewer has not read, by group, and by
// conversation for channels.
type Unread struct {
	Group        forum.GroupID
	Conversation forum.ConversationID
	Kind         forum.ConversationKind
	Count        int
}

// UnreadIn counts what is unread in each conversation of the groups given, or
// in those of the conversations that belong to them; nil means all. What the
// viewer follows not at all is left out: it is in no sum.
func (r *Reader) UnreadIn(v forum.Viewer, groups []InGroup, only []forum.ConversationID) ([]Unread, error) {
	if !v.SignedIn() || len(groups) == 0 || only != nil && len(only) == 0 {
		return nil, nil
	}
	query := `SELECT c.group_id, c.id AS conversation_id, c.kind, ` + unreadOf + ` AS unread
		FROM conversations c LEFT JOIN reads r ON r.conversation_id = c.id AND r.user_id = ?0
		WHERE c.group_id IN (?1) AND c.kind IN ('discussion', 'channel') AND c.merged_into IS NULL AND c.seq > coalesce(r.seq, 0)
		AND NOT (` + mutedFor("?0") + `)`
	args := []any{int64(v.ID), list(groupIDs(groups))}
	if only != nil {
		query, args = query+" AND c.id IN (?2)", append(args, list(only))
	}
	var rows []struct {
		GroupID, ConversationID int64
		Kind                    string
		Unread                  int
	}
	err := r.rows(&rows, query, args...)
	unread := make([]Unread, 0, len(rows))
	for _, row := range rows {
		if row.Unread > 0 {
			unread = append(unread, Unread{Group: forum.GroupID(row.GroupID), Conversation: forum.ConversationID(row.ConversationID),
				Kind: forum.ConversationKind(row.Kind), Count: row.Unread})
		}
	}
	return unread, err
}

// Where is a conversation as it is now, for the relay, which tells only those
// who watch it.
func (r *Reader) Where(id forum.ConversationID) (forum.Conversation, error) {
	var row conversationRow
	err := r.row(&row, "SELECT "+conversationCols+conversationFrom+" WHERE c.id = ?", 0, int64(id))
	return row.conversation(), err
}
