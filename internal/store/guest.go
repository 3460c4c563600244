package store

import (
	"time"

	"plenary/internal/forum"
)

// GuestComment is what somebody without an account wrote, until they confirm
// that the address is theirs.
type GuestComment struct {
	ID           int64
	Conversation forum.ConversationID
	Name         string
	Email        string
	Lang         forum.Lang
	Body         string
	CreatedAt    time.Time
}

// AddGuestComment stores a comment that waits for its link.
func (tx *Tx) AddGuestComment(g GuestComment) (int64, error) {
	return tx.insert("INSERT INTO guest_comments (conversation_id, name, email, lang, body, created_at) VALUES (?, ?, ?, ?, ?, ?)",
		int64(g.Conversation), g.Name, g.Email, string(g.Lang), g.Body, ms(g.CreatedAt))
}

// GuestComment is the comment of that id that waits for its link, if it is
// younger than since. NotFound.
func (r *Reader) GuestComment(id int64, since time.Time) (GuestComment, error) {
	var row struct {
		ID, ConversationID      int64
		Name, Email, Lang, Body string
		CreatedAt               int64
	}
	err := r.row(&row, "SELECT id, conversation_id, name, email, lang, body, created_at FROM guest_comments WHERE id = ? AND created_at > ?", id, ms(since))
	return GuestComment{ID: row.ID, Conversation: forum.ConversationID(row.ConversationID), Name: row.Name, Email: row.Email, Lang: forum.Lang(row.Lang),
		Body: row.Body, CreatedAt: at(row.CreatedAt)}, err
}

// EndGuestComment forgets a comment that waits no more. NotFound if it is gone
// already.
func (tx *Tx) EndGuestComment(id int64) error {
	return changed(tx.run("DELETE FROM guest_comments WHERE id = ?", id))
}

// DropGuestComments forgets comments whose link nobody followed since before,
// at most limit of them; it says how many.
func (tx *Tx) DropGuestComments(before time.Time, limit int) (int, error) {
	n, err := tx.run("DELETE FROM guest_comments WHERE id IN (SELECT id FROM guest_comments WHERE created_at <= ? ORDER BY created_at LIMIT ?)", ms(before), limit)
	return int(n), err
}

// ConfirmGuest is the guest of that name and address, who has just confirmed
// it. Whoever wants no mail still wants none.
func (tx *Tx) ConfirmGuest(name, email string, lang forum.Lang, now time.Time) (forum.GuestID, error) {
	var id int64
	err := tx.row(&id, `INSERT INTO guests (name, email, lang, confirmed_at, stopped_at)
		VALUES (?0, ?1, ?2, ?3, coalesce((SELECT max(stopped_at) FROM guests WHERE email = ?1), 0))
		ON CONFLICT (email, name) WHERE email IS NOT NULL DO UPDATE SET lang = excluded.lang, confirmed_at = excluded.confirmed_at RETURNING id`,
		name, email, string(lang), ms(now))
	return forum.GuestID(id), err
}

type guestRow struct {
	ID          int64
	Name        string
	Email       *string
	Lang        string
	ConfirmedAt int64
	StoppedAt   int64
}

func (g guestRow) guest() forum.Guest {
	return forum.Guest{ID: forum.GuestID(g.ID), Name: g.Name, Email: text(g.Email), Lang: forum.Lang(g.Lang), ConfirmedAt: at(g.ConfirmedAt), StoppedAt: at(g.StoppedAt)}
}

const guestCols = "SELECT g.id, g.name, g.email, g.lang, g.confirmed_at, g.stopped_at FROM guests g"

// GuestByID is a guest with their address, for mail and for what they
// confirmed. NotFound.
func (r *Reader) GuestByID(id forum.GuestID) (forum.Guest, error) {
	var row guestRow
	err := r.row(&row, guestCols+" WHERE g.id = ?", int64(id))
	return row.guest(), err
}

// Guests lists guests for organisers, the latest first, before the given one.
func (r *Reader) Guests(v forum.Viewer, before forum.GuestID, limit int) ([]forum.Guest, error) {
	if !v.Organiser() {
		return nil, forum.Missing()
	}
	if before == 0 {
		before = 1 << 62
	}
	var rows []guestRow
	err := r.rows(&rows, guestCols+" WHERE g.id < ? ORDER BY g.id DESC LIMIT ?", int64(before), limit)
	all := make([]forum.Guest, len(rows))
	for i, row := range rows {
		all[i] = row.guest()
	}
	return all, err
}

// StopGuest ends mail to a guest, under whatever name they use the address.
func (tx *Tx) StopGuest(id forum.GuestID, now time.Time) error {
	return changed(tx.run(`UPDATE guests SET stopped_at = CASE WHEN stopped_at = 0 THEN ?0 ELSE stopped_at END
		WHERE id = ?1 OR email = (SELECT email FROM guests WHERE id = ?1)`, ms(now), int64(id)))
}

// EraseGuest erases a guest's address wherever it stands; their comments stay
// under their name. NotFound if there is no such guest.
func (tx *Tx) EraseGuest(id forum.GuestID) error {
	g, err := tx.GuestByID(id)
	if err != nil || g.Email == "" {
		return err
	}
	return tx.eraseGuestAddress(g.Email)
}

func (tx *Tx) eraseGuestAddress(email string) error {
	if _, err := tx.run("DELETE FROM guest_comments WHERE email = ?", email); err != nil {
		return err
	}
	_, err := tx.run("UPDATE guests SET email = NULL WHERE email = ?", email)
	return err
}

// guestAuthorRow is the guest who wrote something, over guests gu: see
// guestAuthorCols.
type guestAuthorRow struct {
	GuestID   *int64
	GuestName *string
}

const guestAuthorCols = "gu.id AS guest_id, gu.name AS guest_name"

// by is who wrote it: the guest, or else the person.
func (g guestAuthorRow) by(person forum.Author) forum.Author {
	if g.GuestID == nil {
		return person
	}
	return forum.Author{Name: text(g.GuestName), Guest: true, GuestID: forum.GuestID(*g.GuestID)}
}
