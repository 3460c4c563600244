package store

import (
	"time"

	"plenary/internal/forum"
)

type sanctionRow struct {
	ID      int64
	UserID  int64
	GroupID *int64
	Kind    string
	Reason  string
	ItemID  *int64
	At      int64
	Until   int64
	EndedAt int64
	authorRow
}

func (s sanctionRow) sanction() forum.Sanction {
	return forum.Sanction{ID: forum.SanctionID(s.ID), Person: forum.UserID(s.UserID), Group: forum.GroupID(num(s.GroupID)), Kind: forum.SanctionKind(s.Kind),
		Reason: s.Reason, Item: forum.ReviewID(num(s.ItemID)), By: s.author(), At: at(s.At), Until: at(s.Until), Ended: at(s.EndedAt)}
}

func (r *Reader) sanctions(where string, args ...any) ([]forum.Sanction, error) {
	var rows []sanctionRow
	err := r.rows(&rows, `SELECT x.id, x.user_id, x.group_id, x.kind, x.reason, x.item_id, x.at, x.until, x.ended_at, `+authorCols+`
		FROM sanctions x LEFT JOIN users u ON u.id = x.by_id WHERE `+where+" ORDER BY x.id", args...)
	all := make([]forum.Sanction, len(rows))
	for i, row := range rows {
		all[i] = row.sanction()
	}
	return all, err
}

// SanctionsOn lists what holds or will hold of a person until it is ended; that
// whose time is over is in it, too.
func (r *Reader) SanctionsOn(who forum.UserID) ([]forum.Sanction, error) {
	return r.sanctions("x.user_id = ? AND x.ended_at = 0", int64(who))
}

// AddSanction stores a sanction.
func (tx *Tx) AddSanction(s forum.Sanction) (forum.SanctionID, error) {
	id, err := tx.insert("INSERT INTO sanctions (user_id, group_id, kind, reason, item_id, by_id, at, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		int64(s.Person), orNull(s.Group), string(s.Kind), s.Reason, orNull(s.Item), orNull(s.By.ID), ms(s.At), ms(s.Until))
	return forum.SanctionID(id), err
}

// EndSanctionsOf ends what came of a review item and gives it.
func (tx *Tx) EndSanctionsOf(item forum.ReviewID, by forum.UserID, now time.Time) ([]forum.Sanction, error) {
	ended, err := tx.sanctions("x.item_id = ? AND x.ended_at = 0", int64(item))
	if err == nil {
		_, err = tx.run("UPDATE sanctions SET ended_at = ?, ended_by = ? WHERE item_id = ? AND ended_at = 0", ms(now), orNull(by), int64(item))
	}
	return ended, err
}
