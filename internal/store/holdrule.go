package store

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"plenary/internal/forum"
)

type holdRuleRow struct {
	ID      int64
	GroupID int64
	Kind    string
	Links   int
	Words   string
	Active  bool
}

func (h holdRuleRow) rule() forum.HoldRule {
	rule := forum.HoldRule{ID: forum.HoldRuleID(h.ID), Group: forum.GroupID(h.GroupID), Kind: forum.HeldBy(h.Kind), Links: h.Links, Active: h.Active}
	if h.Words != "" {
		rule.Words = strings.Split(h.Words, "\n")
	}
	return rule
}

// HoldRules lists a group's rules in their order.
func (r *Reader) HoldRules(g forum.GroupID) ([]forum.HoldRule, error) {
	var rows []holdRuleRow
	err := r.rows(&rows, "SELECT id, group_id, kind, links, words, active FROM hold_rules WHERE group_id = ? ORDER BY position, id", int64(g))
	rules := make([]forum.HoldRule, len(rows))
	for i, row := range rows {
		rules[i] = row.rule()
	}
	return rules, err
}

// SetHoldRules writes a group's rules in the order given; those without an id
// are new, and those that are not among them go.
func (tx *Tx) SetHoldRules(g forum.GroupID, rules []forum.HoldRule) error {
	kept := []int64{}
	for i, rule := range rules {
		if rule.ID == 0 {
			id, err := tx.insert("INSERT INTO hold_rules (group_id, kind, links, words, active, position) VALUES (?, ?, ?, ?, ?, ?)",
				int64(g), string(rule.Kind), rule.Links, strings.Join(rule.Words, "\n"), rule.Active, i)
			if err != nil {
				return err
			}
			kept = append(kept, id)
			continue
		}
		if err := changed(tx.run("UPDATE hold_rules SET active = ?, position = ? WHERE id = ? AND group_id = ?", rule.Active, i, int64(rule.ID), int64(g))); err != nil {
			return err
		}
		kept = append(kept, int64(rule.ID))
	}
	if len(kept) == 0 {
		kept = []int64{0}
	}
	_, err := tx.run("DELETE FROM hold_rules WHERE group_id = ? AND id NOT IN (?)", int64(g), list(kept))
	return err
}

// NoRuleHolds reports whether somebody's posts in a group are exempt from its
// rules: they were invited to it or to the network, or added.
func (r *Reader) NoRuleHolds(g forum.GroupID, who forum.UserID) (bool, error) {
	var n int
	err := r.row(&n, `SELECT EXISTS (SELECT 1 FROM memberships WHERE group_id = ?0 AND user_id = ?1 AND exempt = 1)
		OR EXISTS (SELECT 1 FROM users WHERE id = ?1 AND came <> 'requested')`, int64(g), int64(who))
	return n == 1, err
}

// HasPostedIn reports whether a group's readers have seen a post of somebody
// there.
func (r *Reader) HasPostedIn(g forum.GroupID, who forum.UserID) (bool, error) {
	var n int
	err := r.row(&n, `SELECT EXISTS (SELECT 1 FROM posts p JOIN conversations c ON c.id = p.conversation_id
		WHERE p.author_id = ? AND p.state = 'shown' AND +c.group_id = ?)`, int64(who), int64(g))
	return n == 1, err
}

// Tried is a post as rules look at it.
type Tried struct {
	forum.Post
	Title  string
	Kind   forum.ConversationKind
	Links  int
	First  bool // of its author in the group
	Exempt bool // no rule holds its author's
}

// LatestIn lists shown posts of the group's latest conversations, newest first,
// at most limit of them, for trying a rule out.
func (r *Reader) LatestIn(g forum.GroupID, limit int) ([]Tried, error) {
	var ids []int64
	for _, kind := range []forum.ConversationKind{forum.Discussion, forum.Channel, forum.Comments} {
		var talks []int64
		if err := r.rows(&talks, "SELECT id FROM conversations WHERE group_id = ? AND kind = ? ORDER BY last_post_at DESC, id DESC LIMIT 20",
			int64(g), string(kind)); err != nil {
			return nil, err
		}
		for _, talk := range talks {
			var some []int64
			if err := r.rows(&some, `SELECT id FROM posts WHERE conversation_id = ? AND number IS NOT NULL AND state = 'shown'
				ORDER BY number DESC LIMIT 100`, talk); err != nil {
				return nil, err
			}
			ids = append(ids, some...)
		}
	}
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Compare(b, a) })
	var rows []struct {
		postRow
		Title  string
		Kind   string
		Links  int
		First  bool
		Exempt bool
	}
	err := r.rows(&rows, "SELECT "+postCols+`, c.title, c.kind, p.links, p.author_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM posts e JOIN conversations d ON d.id = e.conversation_id
			WHERE e.author_id = p.author_id AND e.id < p.id AND e.number IS NOT NULL AND +d.group_id = c.group_id) AS first,
			coalesce(am.exempt = 1 OR am.role IN ('lead', 'moderator') OR u.came <> 'requested' OR u.role <> 'member', 0) AS exempt
		`+postFrom+" WHERE p.id IN (?) ORDER BY p.id DESC", list(ids[:min(limit, len(ids))]))
	found := make([]Tried, len(rows))
	for i, row := range rows {
		found[i] = Tried{Post: row.post(), Title: row.Title, Kind: forum.ConversationKind(row.Kind), Links: row.Links, First: row.First, Exempt: row.Exempt}
	}
	return found, err
}

// LastPosted is when somebody's last post in a conversation became visible, if
// that was after since; else the zero time.
func (r *Reader) LastPosted(c forum.ConversationID, who forum.UserID, since time.Time) (time.Time, error) {
	var last int64
	err := r.row(&last, `SELECT coalesce(max(p.created_at), 0) FROM posts p WHERE p.conversation_id = ? AND p.created_at > ? AND p.number IS NOT NULL
		AND +p.author_id = ?`, int64(c), ms(since), int64(who))
	return at(last), err
}
