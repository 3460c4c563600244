package store

import (
	"fmt"
	"strings"

	"plenary/internal/forum"
)

// rule is a query for the rows that are wrong: id and note, or id and html.
type rule struct{ kind, noun, query string }

// sweep is a table that may be large, with the rules that take a range of its
// ids: above the first argument, up to the second.
type sweep struct {
	table string
	step  int
	rules []rule
	html  []rule
}

const between = " > ? AND %[1]s <= ? "

// in is a range of ids of a column.
func in(column string) string { return " " + column + fmt.Sprintf(between, column) }

// takingPart counts the shown posts of a conversation c by author.
const takingPart = `SELECT p.author_id, count(*) FROM posts p WHERE p.conversation_id = c.id AND p.seq IS NOT NULL AND p.state = 'shown'
	AND p.author_id IS NOT NULL GROUP BY p.author_id`

var sweeps = []sweep{
	{table: "conversations", step: 200, rules: []rule{
		{"count", "conversation", `SELECT id, 'it says ' || posts || ' posts, ' || n || ' are shown' AS note FROM (SELECT c.id, c.posts,
			(SELECT count(*) FROM posts p WHERE p.conversation_id = c.id AND p.seq IS NOT NULL AND p.state = 'shown') AS n
			FROM conversations c WHERE` + in("c.id") + `) WHERE posts <> n`},
		{"number", "conversation", `SELECT id, 'its last number is ' || last_number || ', a post has ' || n AS note FROM (SELECT c.id, c.last_number,
			(SELECT max(p.number) FROM posts p WHERE p.conversation_id = c.id AND p.number IS NOT NULL) AS n
			FROM conversations c WHERE` + in("c.id") + `) WHERE n > last_number`},
		{"seq", "conversation", `SELECT id, 'its seq is ' || seq || ', its newest event has ' || coalesce(n, 0) AS note FROM (SELECT c.id, c.seq,
			(SELECT max(e.seq) FROM events e WHERE e.conversation_id = c.id) AS n
			FROM conversations c WHERE` + in("c.id") + `) WHERE seq <> coalesce(n, 0)`},
		{"gap", "conversation", `SELECT id, 'its events lack ' || (high - n) || ' between 1 and ' || high AS note FROM (SELECT c.id,
			(SELECT max(e.seq) FROM events e WHERE e.conversation_id = c.id) AS high,
			(SELECT count(*) FROM events e WHERE e.conversation_id = c.id AND e.seq >= 1) AS n
			FROM conversations c WHERE` + in("c.id") + `) WHERE high <> n`},
		{"count", "conversation", `SELECT id, 'it counts the posts of those who take part wrongly' AS note FROM (SELECT c.id,
			EXISTS (SELECT w.user_id, w.posts FROM participants w WHERE w.conversation_id = c.id AND w.posts <> 0
			EXCEPT ` + takingPart + `) OR EXISTS (` + takingPart + ` EXCEPT SELECT w.user_id, w.posts FROM participants w
			WHERE w.conversation_id = c.id) AS wrong FROM conversations c WHERE` + in("c.id") + `) WHERE wrong`},
		{"place", "conversation", `SELECT c.id, 'it belongs to nothing that its kind needs' AS note FROM conversations c WHERE` + in("c.id") + `
			AND CASE c.kind WHEN 'comments' THEN c.article_id IS NULL ELSE c.group_id IS NULL END`},
		{"time", "conversation", `SELECT c.id, 'it says when it was concluded, or has a conclusion, and not both' AS note FROM conversations c
			WHERE` + in("c.id") + `AND (c.conclusion IS NULL) <> (c.concluded_at = 0)`},
		{"place", "conversation", `SELECT c.id, 'it leads on, and posts are shown in it' AS note FROM conversations c WHERE` + in("c.id") + `
			AND c.merged_into IS NOT NULL AND c.posts > 0`},
		{"words", "conversation", `SELECT c.id, 'its title is not suggested' AS note FROM conversations c WHERE` + in("c.id") + `AND c.kind = 'discussion'
			AND NOT EXISTS (SELECT 1 FROM other_found o WHERE o.kind = 'discussion' AND o.ref = c.id)`},
	}},
	{table: "posts", step: 1000, rules: []rule{
		{"guest", "post", `SELECT p.id, 'it is a guest''s and a person''s' AS note FROM posts p WHERE` + in("p.id") + `AND p.guest_id IS NOT NULL AND p.author_id IS NOT NULL`},
		{"number", "post", `SELECT p.id, 'it is shown without a place' AS note FROM posts p WHERE` + in("p.id") + `AND p.state = 'shown' AND p.number IS NULL`},
		{"number", "post", `SELECT p.id, 'it is held and has a place' AS note FROM posts p WHERE` + in("p.id") + `AND p.state = 'held' AND p.number IS NOT NULL`},
		{"review", "post", `SELECT p.id, 'it is held and nobody is asked to decide about it' AS note FROM posts p WHERE` + in("p.id") + `AND p.state = 'held'
			AND NOT EXISTS (SELECT 1 FROM review_items i WHERE i.post_id = p.id AND i.decision = '')`},
		{"seq", "post", `SELECT p.id, 'no event made it visible as ' || p.seq AS note FROM posts p WHERE` + in("p.id") + `AND p.seq IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM events e WHERE e.conversation_id = p.conversation_id AND e.seq = p.seq
			AND (e.kind <> 'post.created' OR e.post_id = p.id))`},
		{"count", "post", `SELECT id, 'its reactions say "' || reactions || '", counted are "' || n || '"' AS note FROM (SELECT p.id, p.reactions,
			coalesce((SELECT group_concat(kind || '=' || n, ' ' ORDER BY ` + reactionOrder() + `) FROM (SELECT r.kind, count(*) AS n
			FROM reactions r WHERE r.post_id = p.id GROUP BY r.kind)), '') AS n FROM posts p WHERE` + in("p.id") + `) WHERE reactions <> n`},
		{"count", "post", `SELECT id, 'it says it holds ' || files || ' files, it holds ' || n AS note FROM (SELECT p.id, p.files,
			(SELECT count(*) FROM file_uses h WHERE h.kind = 'post' AND h.ref = p.id) AS n FROM posts p WHERE` + in("p.id") + `) WHERE files <> n`},
		{"count", "post", `SELECT id, 'its poll counts its votes wrongly' AS note FROM (SELECT p.id, p.poll FROM posts p WHERE` + in("p.id") + `AND p.poll <> '') x
			WHERE CASE WHEN NOT json_valid(x.poll) THEN 1 WHEN x.poll ->> '$.ballot' = 'secret' AND coalesce(x.poll ->> '$.closed_at', 0) > 0 THEN 0
			ELSE x.poll ->> '$.voters' <> (SELECT count(DISTINCT v.user_id) FROM votes v WHERE v.post_id = x.id)
			OR EXISTS (SELECT 1 FROM json_each(x.poll, '$.choices') k
			WHERE k.value ->> '$.votes' <> (SELECT count(*) FROM votes v WHERE v.post_id = x.id AND v.choice = k.key + 1)) END`},
		{"poll", "post", `SELECT p.id, 'its secret poll is closed, and who chose what is still there' AS note FROM posts p WHERE` + in("p.id") + `AND p.poll <> ''
			AND p.poll ->> '$.ballot' = 'secret' AND coalesce(p.poll ->> '$.closed_at', 0) > 0 AND EXISTS (SELECT 1 FROM votes v WHERE v.post_id = p.id)`},
		{"poll", "post", `SELECT v.post_id AS id, 'it has votes and no poll with such a choice' AS note FROM votes v JOIN posts p ON p.id = v.post_id
			WHERE` + in("v.post_id") + `AND CASE WHEN p.poll = '' THEN 1 ELSE v.choice NOT BETWEEN 1 AND json_array_length(p.poll, '$.choices') END`},
		{"words", "post", `SELECT p.id, 'it is shown and search does not find it' AS note FROM posts p WHERE` + in("p.id") + `AND p.state = 'shown'
			AND NOT EXISTS (SELECT 1 FROM post_words_docsize d WHERE d.id = p.id)`},
		{"erased", "post", `SELECT p.id, 'it is erased and yet has a text or is not removed' AS note FROM posts p WHERE` + in("p.id") + `AND p.erased_at > 0
			AND (p.state <> 'removed' OR p.source || p.html || p.text || p.poll <> '' OR EXISTS (SELECT 1 FROM revisions v WHERE v.post_id = p.id))`},
	}, html: []rule{
		{noun: "post", query: "SELECT p.id, p.html FROM posts p WHERE" + in("p.id") + "AND p.html <> ''"},
		{noun: "an earlier version of post", query: "SELECT v.post_id AS id, v.html FROM revisions v WHERE" + in("v.post_id")},
	}},
	{table: "post_words_docsize", step: 5000, rules: []rule{
		{"words", "post", `SELECT d.id, 'search has it, and it is not shown' AS note FROM post_words_docsize d WHERE` + in("d.id") + `
			AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = d.id AND p.state = 'shown')`},
	}},
	{table: "other_found", step: 1000, rules: []rule{
		{"words", "entry", `SELECT o.id, 'search has ' || o.kind || ' ' || o.ref || ', which does not exist' AS note FROM other_found o WHERE` + in("o.id") + `
			AND NOT CASE o.kind WHEN 'person' THEN EXISTS (SELECT 1 FROM users u WHERE u.id = o.ref AND u.left_at = 0)
			WHEN 'group' THEN EXISTS (SELECT 1 FROM groups g WHERE g.id = o.ref) WHEN 'article' THEN EXISTS (SELECT 1 FROM articles a WHERE a.id = o.ref)
			WHEN 'file' THEN EXISTS (SELECT 1 FROM files f WHERE f.id = o.ref)
			ELSE EXISTS (SELECT 1 FROM conversations c WHERE c.id = o.ref AND c.kind = 'discussion') END`},
		{"words", "entry", `SELECT o.id, 'search has file ' || o.ref || ', which nothing holds' AS note FROM other_found o WHERE` + in("o.id") + `
			AND o.kind = 'file' AND NOT ` + findable("o.ref")},
		{"words", "entry", `SELECT o.id, 'search has no words of ' || o.kind || ' ' || o.ref AS note FROM other_found o WHERE` + in("o.id") + `
			AND NOT EXISTS (SELECT 1 FROM other_words_docsize d WHERE d.id = o.id)`},
	}},
	{table: "other_words_docsize", step: 5000, rules: []rule{
		{"words", "entry", `SELECT d.id, 'search has words of nothing' AS note FROM other_words_docsize d WHERE` + in("d.id") + `
			AND NOT EXISTS (SELECT 1 FROM other_found o WHERE o.id = d.id)`},
	}},
	{table: "events", step: 5000, rules: []rule{{"reference", "event", `SELECT e.id, 'what it is about does not exist' AS note FROM events e WHERE` + in("e.id") +
		"AND (" + dangling("e", "actor", "users", "user_id", "users", "post_id", "posts", "group_id", "groups", "article_id", "articles",
		"to_conversation", "conversations") + ")"}}},
	{table: "review_items", step: 1000, rules: []rule{
		{"review", "review item", `SELECT i.id, 'it waits, and its post is removed' AS note FROM review_items i JOIN posts p ON p.id = i.post_id
			WHERE` + in("i.id") + `AND i.decision = '' AND p.state = 'removed'`},
		{"review", "review item", `SELECT i.id, 'its author is not its post''s' AS note FROM review_items i JOIN posts p ON p.id = i.post_id
			WHERE` + in("i.id") + `AND i.author_id IS NOT p.author_id`},
		{"review", "review item", `SELECT f.item_id AS id, 'a flag in it is of another post, or is open as it is not' AS note FROM flags f JOIN review_items i ON i.id = f.item_id
			WHERE` + in("f.item_id") + `AND (f.post_id <> i.post_id OR (f.state = 'open') <> (i.decision = ''))`},
	}},
	{table: "moves", step: 1000, rules: []rule{
		{"count", "move", `SELECT m.id, 'it says how many posts came from where wrongly' AS note FROM moves m WHERE` + in("m.id") + `AND EXISTS (
			SELECT s.conversation_id, s.posts FROM move_sources s WHERE s.move_id = m.id AND s.posts > 0 EXCEPT SELECT p.conversation_id, count(*)
			FROM moved_posts p WHERE p.move_id = m.id AND p.number IS NOT NULL GROUP BY p.conversation_id)`},
		{"place", "move", `SELECT p.move_id AS id, 'post ' || p.post_id || ' went and is where it was' AS note FROM moved_posts p
			JOIN posts x ON x.id = p.post_id AND x.conversation_id = p.conversation_id AND x.number = p.number JOIN moves m ON m.id = p.move_id
			WHERE` + in("p.move_id") + `AND m.undone_at = 0`},
	}},
	{table: "notices", step: 5000, rules: []rule{{"reference", "notice", `SELECT n.id, 'what it is about does not exist' AS note FROM notices n WHERE` + in("n.id") +
		"AND (" + dangling("n", "actor", "users", "post_id", "posts", "conversation_id", "conversations", "group_id", "groups", "article_id", "articles") + ")"}}},
	{table: "files", step: 1000, rules: []rule{
		{"reference", "file", `SELECT h.file_id AS id, 'held by ' || h.kind || ' ' || h.ref || ', which does not exist' AS note
		FROM file_uses h WHERE` + in("h.file_id") + `AND NOT CASE h.kind WHEN 'post' THEN EXISTS (SELECT 1 FROM posts x WHERE x.id = h.ref)
		WHEN 'article' THEN EXISTS (SELECT 1 FROM articles x WHERE x.id = h.ref) WHEN 'avatar' THEN EXISTS (SELECT 1 FROM users x WHERE x.id = h.ref)
		WHEN 'draft' THEN EXISTS (SELECT 1 FROM drafts x WHERE x.id = h.ref AND x.user_id = (SELECT f.uploader FROM files f WHERE f.id = h.file_id))
		ELSE EXISTS (SELECT 1 FROM groups x WHERE x.id = h.ref) END`},
		{"words", "file", `SELECT f.id, 'search does not find it' AS note FROM files f WHERE` + in("f.id") + `AND ` + findable("f.id") + `
			AND NOT EXISTS (SELECT 1 FROM other_found o WHERE o.kind = 'file' AND o.ref = f.id)`},
	}},
	{table: "drafts", step: 1000, rules: []rule{
		{"reference", "draft", `SELECT d.id, 'the place that it is for does not exist' AS note FROM drafts d WHERE` + in("d.id") + `AND NOT CASE d.kind
			WHEN 'reply' THEN EXISTS (SELECT 1 FROM conversations x WHERE x.id = d.ref) WHEN 'edit' THEN EXISTS (SELECT 1 FROM posts x WHERE x.id = d.ref)
			WHEN 'discussion' THEN EXISTS (SELECT 1 FROM groups x WHERE x.id = d.ref)
			ELSE d.ref = 0 OR EXISTS (SELECT 1 FROM articles x WHERE x.id = d.ref) END`},
		{"draft", "draft", `SELECT d.id, 'what its form holds is no JSON object' AS note FROM drafts d WHERE` + in("d.id") + `AND d.fields <> ''
			AND NOT CASE WHEN json_valid(d.fields) THEN json_type(d.fields) = 'object' ELSE 0 END`},
	}},
	{table: "users", step: 200, rules: []rule{
		{"mark", "person", `SELECT r.user_id AS id, 'has read conversation ' || c.id || ' to ' || r.seq || ', its end is ' || c.seq AS note
			FROM reads r JOIN conversations c ON c.id = r.conversation_id WHERE` + in("r.user_id") + `AND r.seq > c.seq`},
		{"mark", "person", `SELECT h.user_id AS id, 'has read ahead in conversation ' || c.id || ' what is behind the mark, read twice or not there' AS note
			FROM read_ahead h JOIN conversations c ON c.id = h.conversation_id LEFT JOIN reads r ON r.conversation_id = c.id AND r.user_id = h.user_id
			WHERE` + in("h.user_id") + `AND (c.mixed = 0 OR h.from_seq > h.to_seq OR h.to_seq > c.seq OR h.from_seq <= coalesce(r.seq, 0)
			OR EXISTS (SELECT 1 FROM read_ahead x WHERE x.user_id = h.user_id AND x.conversation_id = c.id AND x.from_seq > h.from_seq
			AND x.from_seq <= h.to_seq))`},
		{"address", "person", `SELECT u.id, 'the handle does not lead here' AS note FROM users u WHERE` + in("u.id") + `AND u.handle IS NOT NULL
			AND NOT EXISTS (SELECT 1 FROM handles h WHERE h.handle = u.handle AND h.user_id = u.id)`},
		{"former", "person", `SELECT u.id, 'has left, and traces remain' AS note FROM users u WHERE` + in("u.id") + `AND u.left_at > 0
			AND (u.email IS NOT NULL OR u.handle IS NOT NULL OR u.name <> '' OR u.password <> '' OR u.avatar_file IS NOT NULL
			OR EXISTS (SELECT 1 FROM sessions x WHERE x.user_id = u.id) OR EXISTS (SELECT 1 FROM api_tokens x WHERE x.user_id = u.id)
			OR EXISTS (SELECT 1 FROM memberships x WHERE x.user_id = u.id) OR EXISTS (SELECT 1 FROM group_follows x WHERE x.user_id = u.id)
			OR EXISTS (SELECT 1 FROM conversation_follows x WHERE x.user_id = u.id) OR EXISTS (SELECT 1 FROM visits x WHERE x.user_id = u.id)
			OR EXISTS (SELECT 1 FROM drafts x WHERE x.user_id = u.id) OR EXISTS (SELECT 1 FROM exports x WHERE x.user_id = u.id)
			OR EXISTS (SELECT 1 FROM read_ahead x WHERE x.user_id = u.id))`},
		{"reference", "person", `SELECT w.user_id AS id, 'was in group ' || w.group_id || ', which does not exist' AS note FROM visits w WHERE` + in("w.user_id") + `
			AND w.group_id <> 0 AND NOT EXISTS (SELECT 1 FROM groups g WHERE g.id = w.group_id)`},
		{"words", "person", `SELECT u.id, 'search does not find them' AS note FROM users u WHERE` + in("u.id") + `AND u.left_at = 0
			AND NOT EXISTS (SELECT 1 FROM other_found o WHERE o.kind = 'person' AND o.ref = u.id)`},
	}},
	{table: "articles", step: 50, rules: []rule{
		{"place", "article", `SELECT a.id, 'it has no conversation of comments in its group' AS note FROM articles a WHERE` + in("a.id") + `
			AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.article_id = a.id AND c.kind = 'comments' AND c.group_id IS a.group_id)`},
		{"address", "article", `SELECT a.id, 'its slug does not lead here' AS note FROM articles a WHERE` + in("a.id") + `
			AND NOT EXISTS (SELECT 1 FROM slugs s WHERE s.kind = 'article' AND s.slug = a.slug AND s.target = a.id)`},
		{"words", "article", `SELECT a.id, 'search does not find it' AS note FROM articles a WHERE` + in("a.id") + `
			AND NOT EXISTS (SELECT 1 FROM other_found o WHERE o.kind = 'article' AND o.ref = a.id)`},
	}, html: []rule{{noun: "article", query: "SELECT a.id, a.html FROM articles a WHERE" + in("a.id")}}},
	{table: "groups", step: 100, rules: []rule{
		{"place", "group", `SELECT g.id, 'it has no channel' AS note FROM groups g WHERE` + in("g.id") + `
			AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.group_id = g.id AND c.kind = 'channel')`},
		{"address", "group", `SELECT g.id, 'its slug does not lead here' AS note FROM groups g WHERE` + in("g.id") + `
			AND NOT EXISTS (SELECT 1 FROM slugs s WHERE s.kind = 'group' AND s.slug = g.slug AND s.target = g.id)`},
		{"words", "group", `SELECT g.id, 'search does not find it' AS note FROM groups g WHERE` + in("g.id") + `
			AND NOT EXISTS (SELECT 1 FROM other_found o WHERE o.kind = 'group' AND o.ref = g.id)`},
	}, html: []rule{{noun: "the text of group", query: "SELECT g.id, g.about_html AS html FROM groups g WHERE" + in("g.id") + "AND g.about_html <> ''"}}},
}

// small are the rules about tables without ids.
var small = []rule{
	{"address", "slug of", `SELECT s.target AS id, 'the ' || s.kind || ' that ' || s.slug || ' leads to does not exist' AS note FROM slugs s
		WHERE NOT CASE s.kind WHEN 'group' THEN EXISTS (SELECT 1 FROM groups g WHERE g.id = s.target)
		ELSE EXISTS (SELECT 1 FROM articles a WHERE a.id = s.target) END`},
	{"place", "network", `SELECT 1 AS id, 'its row is not there' AS note WHERE NOT EXISTS (SELECT 1 FROM network WHERE id = 1 AND epoch <> '')`},
}

// findable is said of the file of that id: something holds it that people look
// for files in.
func findable(id string) string {
	return "EXISTS (SELECT 1 FROM file_uses h WHERE h.file_id = " + id + " AND h.kind IN ('post', 'article', 'product'))"
}

// dangling is said of a row that names, in one of the columns, a row that its
// table does not have; columns and tables alternate.
func dangling(alias string, pairs ...string) string {
	var wrong []string
	for i := 0; i+1 < len(pairs); i += 2 {
		column := alias + "." + pairs[i]
		wrong = append(wrong, fmt.Sprintf("(%s IS NOT NULL AND NOT EXISTS (SELECT 1 FROM %s x WHERE x.id = %s))", column, pairs[i+1], column))
	}
	return strings.Join(wrong, " OR ")
}

// reactionOrder sorts kinds of reactions as forum lists them.
func reactionOrder() string {
	var b strings.Builder
	b.WriteString("CASE kind")
	for i, kind := range forum.ReactionKinds {
		fmt.Fprintf(&b, " WHEN '%s' THEN %d", kind, i)
	}
	return b.String() + " END"
}
