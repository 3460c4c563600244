package app

import (
	"plenary/internal/forum"
	"plenary/internal/store"
)

// rehang makes the posts that stay in a conversation and reply to posts that
// leave it reply to the nearest ancestor that stays; to none if there is none.
// gone are those that leave, with what each replies to. note, if not nil, is
// called for each before it is hung.
func rehang(tx *store.Tx, c forum.ConversationID, gone map[forum.PostID]forum.PostID, note func(store.Hung, forum.PostID) error) error {
	leaving := make([]forum.PostID, 0, len(gone))
	for id := range gone {
		leaving = append(leaving, id)
	}
	replies, err := tx.RepliesTo(c, leaving)
	if err != nil {
		return err
	}
	stays := map[forum.PostID]bool{0: true}
	above := map[forum.PostID]forum.PostID{}
	for _, h := range replies {
		if _, leaves := gone[h.Post]; leaves {
			continue
		}
		under := gone[h.To]
		for !stays[under] {
			if to, leaves := gone[under]; leaves {
				under = to
				continue
			}
			if to, known := above[under]; known {
				under = to
				continue
			}
			found, err := tx.WhereHung([]forum.PostID{under})
			switch {
			case err != nil:
				return err
			case len(found) == 0:
				above[under] = 0
			case found[0].In == c:
				stays[under] = true
			default: // it was moved before
				above[under] = found[0].To
			}
		}
		if note != nil {
			if err := note(h, under); err != nil {
				return err
			}
		}
		if err := tx.Rehang(h.Post, under); err != nil {
			return err
		}
	}
	return nil
}
