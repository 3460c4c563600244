package store

import (
	"time"

	"plenary/internal/forum"
)

// Session is one place where a person is signed in.
type Session struct {
	ID        forum.SessionID
	UserID    forum.UserID
	CreatedAt time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
	IP        string
	Agent     string
}

type sessionRow struct {
	ID        int64
	UserID    int64
	CreatedAt int64
	SeenAt    int64
	ExpiresAt int64
	IP        string `bun:"ip"`
	Agent     string
}

func (s sessionRow) session() Session {
	return Session{ID: forum.SessionID(s.ID), UserID: forum.UserID(s.UserID), CreatedAt: at(s.CreatedAt),
		SeenAt: at(s.SeenAt), ExpiresAt: at(s.ExpiresAt), IP: s.IP, Agent: s.Agent}
}

const sessionCols = "s.id, s.user_id, s.created_at, s.seen_at, s.expires_at, s.ip, s.agent"

// AddSession stores a session under the hash of its token.
func (tx *Tx) AddSession(s Session, tokenHash string) (forum.SessionID, error) {
	id, err := tx.insert(`INSERT INTO sessions (token, user_id, created_at, seen_at, expires_at, ip, agent)
		VALUES (?, ?, ?, ?, ?, ?, ?)`,
		tokenHash, int64(s.UserID), ms(s.CreatedAt), ms(s.SeenAt), ms(s.ExpiresAt), s.IP, s.Agent)
	return forum.SessionID(id), err
}

// SessionByToken is the session of that token's hash with its person; NotFound
// if it has ended or expired.
func (r *Reader) SessionByToken(tokenHash string, now time.Time) (Session, forum.Person, error) {
	var row struct {
		sessionRow
		Name, Handle, Organisation, Lang, Zone, OnlyLang, Role string
		Email                                                  string
		AvatarFile                                             *int64
		SingleKeys                                             bool
	}
	err := r.row(&row, `SELECT `+sessionCols+`, u.name, u.handle, u.organisation, u.lang, u.zone, u.only_lang, u.role, u.email, u.avatar_file, u.single_keys
		FROM sessions s JOIN users u ON u.id = s.user_id
		WHERE s.token = ? AND s.expires_at > ? AND u.left_at = 0`, tokenHash, ms(now))
	p := forum.Person{ID: forum.UserID(row.UserID), Name: row.Name, Handle: row.Handle, Organisation: row.Organisation,
		Lang: forum.Lang(row.Lang), Zone: row.Zone, Only: forum.Lang(row.OnlyLang), Role: forum.NetworkRole(row.Role), Email: row.Email,
		AvatarFile: forum.FileID(num(row.AvatarFile)), SingleKeys: row.SingleKeys}
	if err == nil {
		p.Sanctions, err = r.SanctionsOn(p.ID)
	}
	return row.session(), p, err
}

// TouchSession says that the session was used now, and puts off its end.
func (tx *Tx) TouchSession(id forum.SessionID, now, expires time.Time) error {
	_, err := tx.run("UPDATE sessions SET seen_at = ?, expires_at = ? WHERE id = ?", ms(now), ms(expires), int64(id))
	return err
}

// Sessions lists where a person is signed in, the latest used first.
func (r *Reader) Sessions(who forum.UserID, now time.Time) ([]Session, error) {
	var rows []sessionRow
	err := r.rows(&rows, `SELECT `+sessionCols+` FROM sessions s WHERE s.user_id = ? AND s.expires_at > ?
		ORDER BY s.seen_at DESC, s.id DESC`, int64(who), ms(now))
	sessions := make([]Session, len(rows))
	for i, row := range rows {
		sessions[i] = row.session()
	}
	return sessions, err
}

// EndSession ends one session of a person; NotFound if it is not theirs.
func (tx *Tx) EndSession(who forum.UserID, id forum.SessionID) error {
	return changed(tx.run("DELETE FROM sessions WHERE id = ? AND user_id = ?", int64(id), int64(who)))
}

// EndSessions ends all sessions of a person but one (0: all) and names them.
func (tx *Tx) EndSessions(who forum.UserID, but forum.SessionID) ([]forum.SessionID, error) {
	var ids []int64
	err := tx.rows(&ids, "DELETE FROM sessions WHERE user_id = ? AND id <> ? RETURNING id", int64(who), int64(but))
	ended := make([]forum.SessionID, len(ids))
	for i, id := range ids {
		ended[i] = forum.SessionID(id)
	}
	return ended, err
}

// AddSignInLink stores a one-time link; who is 0 for the first organiser's.
func (tx *Tx) AddSignInLink(who forum.UserID, tokenHash string, now, expires time.Time) error {
	if who == 0 {
		if _, err := tx.run("DELETE FROM sign_in_links WHERE user_id IS NULL"); err != nil {
			return err
		}
	}
	_, err := tx.run("INSERT INTO sign_in_links (token, user_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
		tokenHash, orNull(who), ms(now), ms(expires))
	return err
}

// SignInLink is whom a link that still works is for; 0 is the first organiser.
func (r *Reader) SignInLink(tokenHash string, now time.Time) (forum.UserID, error) {
	var row struct{ UserID *int64 }
	err := r.row(&row, `SELECT user_id FROM sign_in_links WHERE token = ? AND expires_at > ?`, tokenHash, ms(now))
	return forum.UserID(num(row.UserID)), err
}

// UseSignInLink ends a link; NotFound if somebody was faster.
func (tx *Tx) UseSignInLink(tokenHash string, now time.Time) error {
	return changed(tx.run("DELETE FROM sign_in_links WHERE token = ? AND expires_at > ?", tokenHash, ms(now)))
}

// Token is a key for programs that act for a person.
type Token struct {
	ID        forum.TokenID
	UserID    forum.UserID
	Label     string
	CreatedAt time.Time
	UsedAt    time.Time
}

// AddToken stores an API token under its hash.
func (tx *Tx) AddToken(t Token, tokenHash string) (forum.TokenID, error) {
	id, err := tx.insert("INSERT INTO api_tokens (token, user_id, label, created_at) VALUES (?, ?, ?, ?)",
		tokenHash, int64(t.UserID), t.Label, ms(t.CreatedAt))
	return forum.TokenID(id), err
}

// TokenOwner is a token, by its hash, with the person whom it acts for.
func (r *Reader) TokenOwner(tokenHash string) (Token, forum.Person, error) {
	var row struct {
		TokenID int64
		UsedAt  int64
		personRow
	}
	err := r.row(&row, `SELECT t.id AS token_id, t.used_at, `+personCols+` FROM api_tokens t
		JOIN users u ON u.id = t.user_id WHERE t.token = ? AND u.left_at = 0`, tokenHash)
	p := row.person()
	if err == nil {
		p.Sanctions, err = r.SanctionsOn(p.ID)
	}
	return Token{ID: forum.TokenID(row.TokenID), UserID: p.ID, UsedAt: at(row.UsedAt)}, p, err
}

// TouchToken says that the token was used now.
func (tx *Tx) TouchToken(id forum.TokenID, now time.Time) error {
	_, err := tx.run("UPDATE api_tokens SET used_at = ? WHERE id = ?", ms(now), int64(id))
	return err
}

// Tokens lists a person's tokens, oldest first.
func (r *Reader) Tokens(who forum.UserID) ([]Token, error) {
	var rows []struct {
		ID, CreatedAt, UsedAt int64
		Label                 string
	}
	err := r.rows(&rows, "SELECT id, label, created_at, used_at FROM api_tokens WHERE user_id = ? ORDER BY id", int64(who))
	tokens := make([]Token, len(rows))
	for i, t := range rows {
		tokens[i] = Token{ID: forum.TokenID(t.ID), UserID: who, Label: t.Label, CreatedAt: at(t.CreatedAt), UsedAt: at(t.UsedAt)}
	}
	return tokens, err
}

// EndToken ends one token of a person; NotFound if it is not theirs.
func (tx *Tx) EndToken(who forum.UserID, id forum.TokenID) error {
	return changed(tx.run("DELETE FROM api_tokens WHERE id = ? AND user_id = ?", int64(id), int64(who)))
}

// EndTokens ends all tokens of a person and names them.
func (tx *Tx) EndTokens(who forum.UserID) (ended []forum.TokenID, err error) {
	err = tx.rows(&ended, "DELETE FROM api_tokens WHERE user_id = ? RETURNING id", int64(who))
	return ended, err
}
