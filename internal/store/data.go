package store

import (
	"time"

	"plenary/internal/forum"
)

// Data is all that is kept of a person, for the download of one's data. Its
// JSON is what they get.
type Data struct {
	Profile     DataProfile      `json:"profile"`
	Memberships []DataMembership `json:"memberships"`
	Posts       []DataPost       `json:"posts"`
	Revisions   []DataRevision   `json:"earlier_versions"`
	Articles    []DataArticle    `json:"articles"`
	Reactions   []DataReaction   `json:"reactions"`
	Votes       []DataVote       `json:"votes"`
	Files       []DataFile       `json:"files"`
	Sessions    []DataSession    `json:"sessions"`
	Tokens      []DataToken      `json:"api_tokens"`
	Notices     []DataNotice     `json:"notices"`
	Reads       []DataRead       `json:"read_marks"`
	ReadAhead   []DataReadAhead  `json:"read_ahead"`
	Follows     []DataFollow     `json:"follows"`
	Visits      []DataVisit      `json:"visits"`
	Requests    []DataRequest    `json:"join_requests"`
	Invitations []DataInvitation `json:"invitations"`
	Flags       []DataFlag       `json:"flags"`
	Decisions   []DataDecision   `json:"decisions_about_posts"`
	Sanctions   []DataSanction   `json:"sanctions"`
	Drafts      []DataDraft      `json:"drafts"`
	Exports     []DataExport     `json:"exports"`
	Guest       []DataGuest      `json:"as_guest"`
}

type (
	DataProfile struct {
		ID           forum.UserID `json:"id"`
		Email        string       `json:"email"`
		Name         string       `json:"name"`
		Handle       string       `json:"handle"`
		Handles      []string     `json:"handles" bun:"-"` // earlier ones, too
		Organisation string       `json:"organisation"`
		Bio          string       `json:"bio"`
		Lang         string       `json:"lang"`
		Zone         string       `json:"zone"`
		OnlyLang     string       `json:"only_lang"`
		Role         string       `json:"role"`
		Came         string       `json:"came"`
		HasPassword  bool         `json:"has_password"`
		CreatedAt    DataTime     `json:"created_at"`
	}
	DataMembership struct {
		Group    string   `json:"group"`
		Name     string   `json:"name"`
		Role     string   `json:"role"`
		JoinedAt DataTime `json:"joined_at"`
	}
	DataPost struct {
		ID           forum.PostID         `json:"id"`
		Conversation forum.ConversationID `json:"conversation_id"`
		Title        string               `json:"title"` // "" where they no longer see it
		State        string               `json:"state"`
		ReplyTo      *forum.PostID        `json:"reply_to"`
		Format       string               `json:"format"`
		Source       string               `json:"source"`
		Text         string               `json:"text"`
		Lang         string               `json:"lang"`
		CreatedAt    DataTime             `json:"created_at"`
		EditedAt     DataTime             `json:"edited_at"`
		RemovedAt    DataTime             `json:"removed_at"`
	}
	DataRevision struct {
		Post      forum.PostID `json:"post_id"`
		Revision  int          `json:"revision"`
		Format    string       `json:"format"`
		Source    string       `json:"source"`
		WrittenAt DataTime     `json:"written_at"`
	}
	DataArticle struct {
		Slug        string   `json:"slug"`
		Title       string   `json:"title"`
		Summary     string   `json:"summary"`
		Format      string   `json:"format"`
		Source      string   `json:"source"`
		CreatedAt   DataTime `json:"created_at"`
		PublishedAt DataTime `json:"published_at"`
	}
	DataReaction struct {
		Post forum.PostID `json:"post_id"`
		Kind string       `json:"kind"`
		At   DataTime     `json:"at"`
	}
	DataVote struct {
		Post     forum.PostID `json:"post_id"`
		Question string       `json:"question"` // "" where they no longer see it
		Choice   string       `json:"choice"`
	}
	DataFile struct {
		ID   forum.FileID `json:"id"`
		Hash string       `json:"hash"`
		Name string       `json:"name"`
		Type string       `json:"type"`
		Size int64        `json:"size"`
		At   DataTime     `json:"at"`
	}
	DataSession struct {
		CreatedAt DataTime `json:"created_at"`
		SeenAt    DataTime `json:"seen_at"`
		ExpiresAt DataTime `json:"expires_at"`
		Address   string   `json:"ip"`
		Agent     string   `json:"browser"`
	}
	DataToken struct {
		Label     string   `json:"label"`
		CreatedAt DataTime `json:"created_at"`
		UsedAt    DataTime `json:"used_at"`
	}
	DataNotice struct {
		Kind   string        `json:"kind"`
		Post   *forum.PostID `json:"post_id"`
		Detail string        `json:"detail"`
		At     DataTime      `json:"at"`
		ReadAt DataTime      `json:"read_at"`
	}
	DataFlag struct {
		Post   forum.PostID `json:"post_id"`
		Reason string       `json:"reason"`
		Note   string       `json:"note"`
		State  string       `json:"state"`
		At     DataTime     `json:"at"`
	}
	DataDecision struct {
		Post     forum.PostID `json:"post_id"`
		Decision string       `json:"decision"`
		Note     string       `json:"note"`
		At       DataTime     `json:"at"`
	}
	DataSanction struct {
		Group  *string  `json:"group"` // null: the network, or a group that they no longer see
		Kind   string   `json:"kind"`
		Reason string   `json:"reason"`
		At     DataTime `json:"at"`
		Until  DataTime `json:"until"`
		Ended  DataTime `json:"ended_at"`
	}
	DataDraft struct {
		Kind      string   `json:"kind"`
		Format    string   `json:"format"`
		Body      string   `json:"body"`
		Fields    string   `json:"fields"`
		UpdatedAt DataTime `json:"updated_at"`
	}
	DataExport struct {
		Conversation *forum.ConversationID `json:"conversation_id"`
		Group        *string               `json:"group"`
		State        string                `json:"state"`
		At           DataTime              `json:"at"`
	}
	DataGuest struct {
		Name        string   `json:"name"`
		ConfirmedAt DataTime `json:"confirmed_at"`
	}
	DataRead struct {
		Conversation forum.ConversationID `json:"conversation_id"`
		Seq          int64                `json:"seq"`
		At           DataTime             `json:"at"`
	}
	DataReadAhead struct {
		Conversation forum.ConversationID `json:"conversation_id"`
		From         int64                `json:"from_seq"`
		To           int64                `json:"to_seq"`
	}
	DataFollow struct {
		Group        *string               `json:"group"`
		Conversation *forum.ConversationID `json:"conversation_id"`
		Level        forum.Level           `json:"level"`
		At           DataTime              `json:"at"`
	}
	DataVisit struct {
		Group  *string  `json:"group"` // null: the network
		SeenAt DataTime `json:"seen_at"`
		Before DataTime `json:"visit_before_ended_at"`
	}
	DataRequest struct {
		Group   *string  `json:"group"`
		Message string   `json:"message"`
		State   string   `json:"state"`
		At      DataTime `json:"at"`
	}
	DataInvitation struct {
		Group *string  `json:"group"`
		Email string   `json:"email"`
		At    DataTime `json:"at"`
	}
)

// DataTime is a time as the database keeps it; its JSON is RFC 3339 in UTC, or
// null where there is none.
type DataTime int64

// MarshalJSON is for encoding/json.
func (t DataTime) MarshalJSON() ([]byte, error) {
	if t == 0 {
		return []byte("null"), nil
	}
	return at(int64(t)).MarshalJSON()
}

// Time is t as Go has it.
func (t DataTime) Time() time.Time { return at(int64(t)) }

// DataOf reads all that is kept of a person. NotFound if they have left. It
// names no group that they can't see any more; an article that they began there
// is the group's, who may have written on. What a
// moderator removed is in it, since it is kept; what was erased is not.
func (r *Reader) DataOf(who forum.UserID) (Data, error) {
	var d Data
	id := int64(who)
	if err := r.row(&d.Profile, `SELECT id, email, name, handle, organisation, bio, lang, zone, only_lang, role, came, password <> '' AS has_password,
		created_at FROM users WHERE id = ? AND left_at = 0`, id); err != nil {
		return d, err
	}
	for _, q := range []struct {
		dest  any
		query string
	}{
		{&d.Profile.Handles, "SELECT handle FROM handles WHERE user_id = ? ORDER BY created_at, handle"},
		{&d.Memberships, `SELECT g.slug AS "group", g.name, m.role, m.joined_at FROM memberships m JOIN groups g ON g.id = m.group_id
			WHERE m.user_id = ? ORDER BY m.joined_at`},
		{&d.Posts, `SELECT p.id, p.conversation_id AS conversation, p.state, p.reply_to, p.format, p.source, p.text, p.lang,
			p.created_at, p.edited_at, p.removed_at, CASE WHEN g.visibility = 'members' AND m.role IS NULL THEN '' ELSE c.title END AS title
			FROM posts p JOIN conversations c ON c.id = p.conversation_id LEFT JOIN groups g ON g.id = c.group_id
			LEFT JOIN memberships m ON m.group_id = c.group_id AND m.user_id = p.author_id
			WHERE p.author_id = ? AND p.erased_at = 0 ORDER BY p.id`},
		{&d.Revisions, `SELECT v.post_id AS post, v.revision, v.format, v.source, v.created_at AS written_at FROM posts p
			JOIN revisions v ON v.post_id = p.id WHERE p.author_id = ? ORDER BY v.post_id, v.revision`},
		{&d.Articles, `SELECT a.slug, a.title, a.summary, a.format, a.source, a.created_at, a.published_at FROM articles a
			LEFT JOIN groups g ON g.id = a.group_id LEFT JOIN memberships m ON m.group_id = a.group_id AND m.user_id = a.author_id
			WHERE a.author_id = ? AND (g.id IS NULL OR g.visibility <> 'members' OR m.role IS NOT NULL) ORDER BY a.id`},
		{&d.Reactions, "SELECT post_id AS post, kind, created_at AS at FROM reactions WHERE user_id = ? ORDER BY created_at, post_id"},
		{&d.Votes, `SELECT v.post_id AS post, CASE WHEN g.visibility = 'members' AND m.role IS NULL OR p.state = 'removed' THEN '' ELSE p.poll ->> '$.question' END AS question,
			CASE WHEN g.visibility = 'members' AND m.role IS NULL OR p.state = 'removed' THEN '' ELSE coalesce(p.poll ->> ('$.choices[' || (v.choice - 1) || '].text'), '') END AS choice
			FROM votes v JOIN posts p ON p.id = v.post_id JOIN conversations c ON c.id = p.conversation_id LEFT JOIN groups g ON g.id = c.group_id
			LEFT JOIN memberships m ON m.group_id = c.group_id AND m.user_id = v.user_id WHERE v.user_id = ? ORDER BY v.post_id, v.choice`},
		{&d.Files, "SELECT id, hash, name, type, size, created_at AS at FROM files WHERE uploader = ? ORDER BY id"},
		{&d.Sessions, "SELECT created_at, seen_at, expires_at, ip AS address, agent FROM sessions WHERE user_id = ? ORDER BY id"},
		{&d.Tokens, "SELECT label, created_at, used_at FROM api_tokens WHERE user_id = ? ORDER BY id"},
		{&d.Notices, "SELECT kind, post_id AS post, detail, at, read_at FROM notices WHERE user_id = ? ORDER BY id"},
		{&d.Reads, "SELECT conversation_id AS conversation, seq, at FROM reads WHERE user_id = ? ORDER BY conversation_id"},
		{&d.ReadAhead, `SELECT conversation_id AS conversation, from_seq AS "from", to_seq AS "to" FROM read_ahead WHERE user_id = ?
			ORDER BY conversation_id, from_seq`},
		{&d.Follows, `SELECT g.slug AS "group", NULL AS conversation, f.level, f.at FROM group_follows f JOIN groups g ON g.id = f.group_id
			WHERE f.user_id = ?0 UNION ALL SELECT NULL, f.conversation_id, f.level, f.at FROM conversation_follows f WHERE f.user_id = ?0`},
		{&d.Visits, `SELECT g.slug AS "group", w.seen_at, w.before FROM visits w LEFT JOIN groups g ON g.id = w.group_id
			WHERE w.user_id = ? AND (w.group_id = 0 OR g.visibility <> 'members' OR EXISTS (SELECT 1 FROM memberships m
			WHERE m.group_id = g.id AND m.user_id = w.user_id)) ORDER BY w.group_id`},
		{&d.Requests, `SELECT CASE WHEN g.visibility <> 'members' OR EXISTS (SELECT 1 FROM memberships m WHERE m.group_id = g.id AND m.user_id = j.user_id)
			THEN g.slug END AS "group", j.message, j.state, j.created_at AS at FROM join_requests j LEFT JOIN groups g ON g.id = j.group_id
			WHERE j.user_id = ? ORDER BY j.id`},
		{&d.Invitations, `SELECT CASE WHEN g.visibility <> 'members' OR EXISTS (SELECT 1 FROM memberships m WHERE m.group_id = g.id AND m.user_id = i.created_by)
			THEN g.slug END AS "group", i.email, i.created_at AS at FROM invitations i LEFT JOIN groups g ON g.id = i.group_id
			WHERE i.created_by = ? ORDER BY i.id`},
		{&d.Flags, "SELECT post_id AS post, reason, note, state, at FROM flags WHERE user_id = ? ORDER BY id"},
		{&d.Decisions, `SELECT i.post_id AS post, i.decision, i.note, i.decided_at AS at FROM review_items i WHERE i.author_id = ? AND i.decided_at > 0 ORDER BY i.id`},
		{&d.Sanctions, `SELECT CASE WHEN g.visibility <> 'members' OR EXISTS (SELECT 1 FROM memberships m WHERE m.group_id = g.id AND m.user_id = x.user_id)
			THEN g.slug END AS "group", x.kind, x.reason, x.at, x.until, x.ended_at AS ended FROM sanctions x LEFT JOIN groups g ON g.id = x.group_id
			WHERE x.user_id = ? ORDER BY x.id`},
		{&d.Drafts, "SELECT kind, format, body, fields, updated_at FROM drafts WHERE user_id = ? ORDER BY id"},
		{&d.Exports, `SELECT e.conversation_id AS conversation, CASE WHEN g.visibility <> 'members' OR EXISTS (SELECT 1 FROM memberships m
			WHERE m.group_id = g.id AND m.user_id = e.user_id) THEN g.slug END AS "group", e.state, e.created_at AS at
			FROM exports e LEFT JOIN groups g ON g.id = e.group_id WHERE e.user_id = ? ORDER BY e.id`},
		{&d.Guest, "SELECT g.name, g.confirmed_at FROM guests g JOIN users u ON u.email = g.email WHERE u.id = ? ORDER BY g.id"},
	} {
		if err := r.rows(q.dest, q.query, id); err != nil {
			return d, err
		}
	}
	return d, nil
}
