package store

import (
	"cmp"
	"slices"

	"plenary/internal/forum"
)

// LatestConversations lists a group's conversations of the kinds, which the
// caller has found through the viewer, by their last post, the latest first,
// pinned or not; after the given place.
func (r *Reader) LatestConversations(v forum.Viewer, g forum.GroupID, kinds []forum.ConversationKind, after Place, limit int) ([]Listed, error) {
	if after.ID == 0 {
		after = Place{At: at(1 << 52), ID: 1 << 62}
	}
	var found []Listed
	for _, kind := range kinds { // one by one, so that each comes in its index's order
		some, err := r.listed(listedCols+listedFrom+` WHERE c.group_id = ?1 AND c.kind = ?2 AND c.merged_into IS NULL AND `+born+`
			AND (c.last_post_at, c.id) < (?3, ?4) ORDER BY c.last_post_at DESC, c.id DESC LIMIT ?5`,
			listedBy(v, int64(g), string(kind), ms(after.At), after.ID, limit)...)
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	slices.SortFunc(found, func(a, b Listed) int {
		return cmp.Or(b.LastPostAt.Compare(a.LastPostAt), cmp.Compare(b.ID, a.ID))
	})
	return found[:min(limit, len(found))], nil
}
