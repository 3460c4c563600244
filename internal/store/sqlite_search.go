package store

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"plenary/internal/fold"
	"plenary/internal/forum"
)

// Query is what to look for, already split into words and filters.
type Query struct {
	Match  string // terms as seek.Match words them; "": none
	Last   string // the words of the last term, which may go on; "": it may not
	In     []forum.ConversationKind
	Kinds  []string        // of FindOthers
	Groups []forum.GroupID // nil: all that the viewer sees
	By     []forum.UserID  // nil: anybody
	After  time.Time
	Before time.Time
}

// FoundPost is a post that matched, and where it stands.
type FoundPost struct {
	ID     forum.PostID
	Author forum.Author
	Text   string
	Lang   forum.Lang
	At     time.Time
	Kind   forum.ConversationKind
	Title  string // of the conversation
	First  bool   // it opens the conversation
	Group  string // its name
}

type foundRow struct {
	ID        int64
	Text      string
	Lang      string
	CreatedAt int64
	Number    int64
	Kind      string
	Title     string
	GroupName *string
	authorRow
	guestAuthorRow
}

const foundCols = "p.id, p.text, p.lang, p.created_at, p.number, c.kind, c.title, g.name AS group_name, am.role AS author_role, " + authorCols + ", " + guestAuthorCols

// FindPosts lists shown posts that match and that the viewer sees, newest
// first, with id < before (0: from the newest). The index knows where posts
// stand, so that those of other groups, people and months are not gone through;
// who sees what is decided on the rows.
func (r *Reader) FindPosts(v forum.Viewer, q Query, before forum.PostID, limit int, now time.Time) ([]FoundPost, error) {
	allowed, all, err := r.groupsSeen(v)
	if err != nil {
		return nil, err
	}
	if q.Groups != nil {
		allowed, all = intersect(allowed, q.Groups), false
	}
	ends, err := r.endings(q.Last)
	if err != nil || ends == nothing {
		return nil, err
	}
	parts := []string{wording("{title text}", q.Match, ends)}
	if !all {
		parts = append(parts, placed("xg", standing(allowed, q.Groups == nil)))
	}
	if len(q.In) < 3 {
		parts = append(parts, placed("xk", kindWords(q.In)))
	}
	if q.By != nil {
		parts = append(parts, placed("xa", q.By))
	}
	if !q.After.IsZero() || !q.Before.IsZero() {
		parts = append(parts, placed("", months(q.After, q.Before, now)))
	}
	if slices.Contains(parts, nothing) {
		return nil, nil
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	if len(parts) == 0 {
		parts = []string{placed("xk", kindWords(q.In))}
	}
	if before == 0 {
		before = 1 << 62
	}
	where := ` post_words MATCH ? AND w.rowid < ? AND p.state = 'shown' AND +c.kind IN (?)
		AND (+c.group_id IN (?) OR (c.group_id IS NULL AND ?))
		AND (c.article_id IS NULL OR EXISTS (SELECT 1 FROM articles a WHERE a.id = c.article_id AND a.published_at > 0 AND a.published_at <= ?))`
	args := []any{strings.Join(parts, " AND "), int64(before), list(q.In), list(allowed), q.Groups == nil, ms(now)}
	if q.By != nil {
		where += " AND +p.author_id IN (?)"
		args = append(args, list(q.By))
	}
	if !q.After.IsZero() {
		where += " AND p.created_at >= ?"
		args = append(args, ms(q.After))
	}
	if !q.Before.IsZero() {
		where += " AND p.created_at < ?"
		args = append(args, ms(q.Before))
	}
	from := strings.Replace(postFrom, " FROM posts p", " FROM post_words w CROSS JOIN posts p ON p.id = w.rowid", 1) +
		" LEFT JOIN groups g ON g.id = c.group_id"
	var rows []foundRow
	err = r.rows(&rows, "SELECT "+foundCols+from+" WHERE"+where+" ORDER BY w.rowid DESC LIMIT ?", append(args, limit)...)
	found := make([]FoundPost, len(rows))
	for i, row := range rows {
		found[i] = FoundPost{ID: forum.PostID(row.ID), Author: row.by(row.author()), Text: row.Text, Lang: forum.Lang(row.Lang), At: at(row.CreatedAt),
			Kind: forum.ConversationKind(row.Kind), Title: row.Title, First: row.Number == 1, Group: text(row.GroupName)}
	}
	return found, err
}

// nothing is a part of a match that no row can meet.
const nothing = "nothing"

const (
	// lettersAhead is of how many letters at most FTS5 has the beginnings of
	// words in its index. Of longer ones it merges all rows before it gives the
	// first.
	lettersAhead = 3
	// mostEndings is of how many words that is avoided.
	mostEndings = 200
)

// endings is a match of the words that a term may go on to, which stand in
// posts; "" if there is no term. Words are named where they are not too many:
// of those FTS5 gives the newest rows without looking at the others.
func (r *Reader) endings(last string) (string, error) {
	begin, word := "", last
	if at := strings.LastIndexByte(last, ' '); at >= 0 {
		begin, word = last[:at+1], last[at+1:]
	}
	stem, ok := fold.Plain(word)
	if !ok || len(stem) <= lettersAhead {
		return goingOn(last), nil
	}
	var words []string
	if err := r.rows(&words, `WITH RECURSIVE t (term) AS (
		SELECT (SELECT term FROM post_terms WHERE term >= ?0 AND term < ?1 LIMIT 1)
		UNION ALL SELECT (SELECT term FROM post_terms WHERE term >= t.term || char(1) AND term < ?1 LIMIT 1) FROM t WHERE t.term IS NOT NULL)
		SELECT term FROM t WHERE term IS NOT NULL LIMIT ?2`, stem, stem+"\U0010ffff", mostEndings+1); err != nil {
		return "", err
	}
	switch n := len(words); {
	case n == 0:
		return nothing, nil
	case n > mostEndings:
		return goingOn(last), nil
	}
	for i, w := range words {
		words[i] = `"` + begin + w + `"`
	}
	return "(" + strings.Join(words, " OR ") + ")", nil
}

// goingOn is a match of a term that may go on; "" if there is none.
func goingOn(last string) string {
	if last == "" {
		return ""
	}
	return `"` + last + `" *`
}

// wording is a match of terms in some columns; "" where there are none.
func wording(columns, terms, ends string) string {
	switch {
	case terms == "" && ends == "":
		return ""
	case terms != "" && ends != "":
		terms += " AND "
	}
	return columns + " : (" + terms + ends + ")"
}

// placed is said of posts that stand at one of some places.
func placed[T any](kind string, places []T) string {
	if len(places) == 0 {
		return nothing
	}
	words := make([]string, len(places))
	for i, place := range places {
		words[i] = fmt.Sprintf(`"%s%v"`, kind, place)
	}
	return "place : (" + strings.Join(words, " OR ") + ")"
}

// standing adds to groups the number of what belongs to none.
func standing(groups []int64, network bool) []int64 {
	if network {
		return append([]int64{0}, groups...)
	}
	return groups
}

func kindWords(kinds []forum.ConversationKind) []string {
	words := make([]string, len(kinds))
	for i, kind := range kinds {
		words[i] = string(kind)[:2]
	}
	return words
}

// months names the years and months (UTC) that have something between after
// and before, either of which may be zero. Nothing is older than 1970, or
// younger than in a year.
func months(after, before, now time.Time) (places []string) {
	from, to := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), now.UTC().AddDate(1, 0, 0)
	if after.After(from) {
		from = after.UTC()
	}
	if !before.IsZero() && before.Before(to) {
		to = before.UTC()
	}
	for m := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC); m.Before(to); {
		if next := m.AddDate(1, 0, 0); m.Month() == time.January && !next.After(to) {
			places = append(places, m.Format("xy2006"))
			m = next
			continue
		}
		places = append(places, m.Format("xm200601"))
		m = m.AddDate(0, 1, 0)
	}
	return places
}

// groupsSeen is the ids of Groups, without all that is said of them, and
// whether those are all there are.
func (r *Reader) groupsSeen(v forum.Viewer) (seen []int64, all bool, err error) {
	var rows []groupRow
	err = r.rows(&rows, `SELECT g.id, g.visibility, g.joining, m.role AS my_role
		FROM groups g LEFT JOIN memberships m ON m.group_id = g.id AND m.user_id = ?`, int64(v.ID))
	seen = []int64{}
	for _, row := range rows {
		if row.standing(v).May(forum.Seeing) {
			seen = append(seen, row.ID)
		}
	}
	return seen, len(seen) == len(rows), err
}

func intersect(a []int64, b []forum.GroupID) []int64 {
	return slices.DeleteFunc(slices.Clone(a), func(x int64) bool { return !slices.Contains(b, forum.GroupID(x)) })
}

// PeopleNamed gives those whose handle is, or whose name has, the folded words.
func (r *Reader) PeopleNamed(folded string) ([]forum.UserID, error) {
	var ids []int64
	err := r.rows(&ids, `SELECT user_id FROM handles WHERE handle = ? AND user_id IS NOT NULL
		UNION SELECT id FROM users WHERE left_at = 0 AND name_folded LIKE ? ESCAPE '\' LIMIT 50`,
		folded, "%"+escapeLike(folded)+"%")
	people := make([]forum.UserID, len(ids))
	for i, id := range ids {
		people[i] = forum.UserID(id)
	}
	return people, err
}
