package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
)

// sown is a small world with one of everything that Check looks at.
func sown(t *testing.T) *world {
	w := newWorld(t)
	ana, ben := w.person("Ana"), w.person("Ben")
	g, general := w.group("ops", forum.SeenByNetwork, ana, ben)
	talk := w.discussion(g, "A talk")
	first := w.post(talk, ana, "hello there") // post 1 of conversation 2
	w.post(general, ben, "good morning")      // post 2 of conversation 1
	w.edits(first, "hello again")
	w.reacts(ben, first, "🎉")
	w.reacts(ana, first, "👍")
	gone := w.post(talk, ben, "never mind") // post 3
	w.removes(gone, ben)
	w.file(ana, "aa", "post", int64(first))
	w.writes(func(tx *Tx) error {
		if err := tx.AddNotice(ana, forum.Notice{Kind: forum.NoticeReply, Post: first, Conversation: talk, Actor: forum.Author{ID: ben}, At: w.now}); err != nil {
			return err
		}
		if err := tx.SetMark(ana, talk, 2, false, w.now); err != nil {
			return err
		}
		a, err := tx.AddArticle(forum.Article{Slug: "news", Title: "News", Kind: forum.BlogPost, Source: "x", Format: forum.Text, HTML: "<p>x</p>",
			Lang: forum.English, GroupID: g, Guests: forum.GuestsClosed, CreatedAt: w.now, UpdatedAt: w.now}, 1)
		if err != nil {
			return err
		}
		_, err = tx.AddConversation(forum.Conversation{Kind: forum.Comments, ArticleID: a, GroupID: g, Title: "News", Slug: "news",
			Lang: forum.English, CreatedAt: w.now})
		return err
	})
	w.leave(w.person("Eve"), true)
	w.clean()
	return w
}

// behind runs a statement on a connection that checks nothing.
func (w *world) behind(statement string) {
	w.Helper()
	db, err := sql.Open(driverName, "file:"+(&url.URL{Path: w.path}).EscapedPath()+
		"?_pragma=busy_timeout(5000)&_pragma=ignore_check_constraints(1)")
	must(w.T, err)
	defer db.Close()
	_, err = db.ExecContext(w.Context(), statement)
	must(w.T, err)
}

// copied is a store on a copy of a database file.
func copied(t *testing.T, database []byte) *world {
	t.Helper()
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, FileName), database, 0o600))
	s, err := Open(t.Context(), dir, Options{})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return &world{T: t, Store: s, now: noon}
}

func TestCheck_findsWhatDoesNotFit(t *testing.T) {
	name := filepath.Join(t.TempDir(), "sown.db")
	must(t, sown(t).Backup(t.Context(), name))
	database, err := os.ReadFile(name)
	must(t, err)
	for _, c := range []struct{ plant, finding string }{
		{"UPDATE conversations SET posts = 7 WHERE id = 2", "count: conversation 2: it says 7 posts, 1 are shown"},
		{"UPDATE posts SET state = 'removed' WHERE id = 1", "count: conversation 2: it says 1 posts, 0 are shown"},
		{"UPDATE conversations SET last_number = 1 WHERE id = 2", "number: conversation 2: its last number is 1, a post has 2"},
		{"UPDATE conversations SET seq = 9 WHERE id = 1", "seq: conversation 1: its seq is 9, its newest event has 1"},
		{"DELETE FROM events WHERE conversation_id = 2", "seq: conversation 2: its seq is 6, its newest event has 0"},
		{"DELETE FROM events WHERE conversation_id = 2 AND seq = 2", "gap: conversation 2: its events lack 1 between 1 and 6"},
		{"UPDATE conversations SET group_id = NULL WHERE id = 2", "place: conversation 2: it belongs to nothing that its kind needs"},
		{"UPDATE conversations SET article_id = NULL WHERE kind = 'comments'", "place: conversation 3: it belongs to nothing that its kind needs"},
		{"UPDATE posts SET number = NULL, seq = NULL WHERE id = 1", "number: post 1: it is shown without a place"},
		{"UPDATE posts SET state = 'held' WHERE id = 1", "number: post 1: it is held and has a place"},
		{"UPDATE events SET kind = 'post.created', post_id = 2 WHERE conversation_id = 2 AND seq = 1", "seq: post 1: no event made it visible as 1"},
		{"UPDATE posts SET seq = 40 WHERE id = 2", "seq: post 2: no event made it visible as 40"},
		{"UPDATE posts SET reactions = '🎉=1' WHERE id = 1", `count: post 1: its reactions say "🎉=1", counted are "👍=1 🎉=1"`},
		{"DELETE FROM reactions", `count: post 1: its reactions say "👍=1 🎉=1", counted are ""`},
		{`UPDATE posts SET poll = '{"question":"?","ballot":"named","voters":1,"choices":[{"text":"a","votes":1},{"text":"b","votes":0}]}' WHERE id = 1`,
			"count: post 1: its poll counts its votes wrongly"},
		{`UPDATE posts SET poll = '{"question":"?","ballot":"secret","closed_at":1,"voters":1,"choices":[{"text":"a","votes":1}]}' WHERE id = 1;
			INSERT INTO votes VALUES (1, 1, 1)`, "poll: post 1: its secret poll is closed, and who chose what is still there"},
		{"INSERT INTO votes VALUES (1, 1, 1)", "poll: post 1: it has votes and no poll with such a choice"},
		{"UPDATE posts SET state = 'held', number = NULL, seq = NULL WHERE id = 1", "review: post 1: it is held and nobody is asked to decide about it"},
		{"INSERT INTO review_items (post_id, kind, opened_at) VALUES (3, 'flagged', 1)", "review: review item 1: it waits, and its post is removed"},
		{"INSERT INTO review_items (post_id, author_id, kind, opened_at) VALUES (1, 2, 'flagged', 1)", "review: review item 1: its author is not its post's"},
		{"INSERT INTO review_items (post_id, kind, opened_at) VALUES (1, 'flagged', 1); INSERT INTO flags (item_id, post_id, user_id, reason, at) VALUES (1, 2, 1, 'spam', 1)",
			"review: review item 1: a flag in it is of another post, or is open as it is not"},
		{"UPDATE conversations SET merged_into = 1 WHERE id = 2", "place: conversation 2: it leads on, and posts are shown in it"},
		{"INSERT INTO moves (id, kind, target, at) VALUES (1, 'move', 1, 1); INSERT INTO move_sources (move_id, conversation_id, number, posts) VALUES (1, 2, 1, 2)",
			"count: move 1: it says how many posts came from where wrongly"},
		{"INSERT INTO moves (id, kind, target, at) VALUES (1, 'move', 1, 1); INSERT INTO moved_posts (move_id, post_id, conversation_id, number, folded) VALUES (1, 1, 2, 1, 0)",
			"place: move 1: post 1 went and is where it was"},
		{"UPDATE conversations SET mixed = 1; INSERT INTO read_ahead VALUES (1, 2, 2, 3)",
			"mark: person 1: has read ahead in conversation 2 what is behind the mark, read twice or not there"},
		{"INSERT INTO read_ahead VALUES (2, 2, 2, 3)",
			"mark: person 2: has read ahead in conversation 2 what is behind the mark, read twice or not there"},
		{"UPDATE conversations SET mixed = 1; INSERT INTO read_ahead VALUES (2, 2, 2, 4), (2, 2, 3, 5)",
			"mark: person 2: has read ahead in conversation 2 what is behind the mark, read twice or not there"},
		{"DELETE FROM post_words WHERE rowid = 1", "words: post 1: it is shown and search does not find it"},
		{"INSERT INTO post_words (rowid, title, text) VALUES (3, '', 'never mind')", "words: post 3: search has it, and it is not shown"},
		{"INSERT INTO post_words (rowid, title, text) VALUES (77, '', 'x')", "words: post 77: search has it, and it is not shown"},
		{"UPDATE posts SET erased_at = 1 WHERE id = 3", "erased: post 3: it is erased and yet has a text or is not removed"},
		{"DELETE FROM other_found WHERE kind = 'group'", "words: group 1: search does not find it"},
		{"DELETE FROM other_found WHERE kind = 'file'", "words: file 1: search does not find it"},
		{"DELETE FROM other_found WHERE kind = 'discussion'", "words: conversation 2: its title is not suggested"},
		{"DELETE FROM file_uses WHERE kind = 'post'", "words: entry 5: search has file 1, which nothing holds"},
		{"DELETE FROM other_found WHERE kind = 'group'", "words: entry 3: search has words of nothing"},
		{"DELETE FROM other_found WHERE kind = 'person'", "words: person 2: search does not find them"},
		{"DELETE FROM other_found WHERE kind = 'article'", "words: article 1: search does not find it"},
		{"UPDATE other_found SET ref = 50 WHERE id = 1", "words: entry 1: search has person 50, which does not exist"},
		{"DELETE FROM other_words WHERE rowid = 1", "words: entry 1: search has no words of person 1"},
		{"UPDATE events SET actor = 99 WHERE id = 1", "reference: event 1: what it is about does not exist"},
		{"UPDATE events SET to_conversation = 99 WHERE id = 2", "reference: event 2: what it is about does not exist"},
		{"UPDATE notices SET post_id = 99", "reference: notice 1: what it is about does not exist"},
		{"UPDATE file_uses SET ref = 99", "reference: file 1: held by post 99, which does not exist"},
		{"UPDATE reads SET seq = 7", "mark: person 1: has read conversation 2 to 7, its end is 6"},
		{"UPDATE handles SET user_id = 2 WHERE handle = 'ana'", "address: person 1: the handle does not lead here"},
		{"UPDATE users SET name = 'Eve' WHERE left_at > 0", "former: person 3: has left, and traces remain"},
		{"UPDATE conversations SET group_id = NULL WHERE kind = 'comments'", "place: article 1: it has no conversation of comments in its group"},
		{"DELETE FROM slugs WHERE kind = 'article'", "address: article 1: its slug does not lead here"},
		{"DELETE FROM slugs WHERE kind = 'group'", "address: group 1: its slug does not lead here"},
		{"UPDATE slugs SET target = 9 WHERE kind = 'group'", "address: slug of 9: the group that ops leads to does not exist"},
		{"UPDATE conversations SET kind = 'discussion' WHERE kind = 'channel'", "place: group 1: it has no channel"},
		{"DELETE FROM network", "place: network 1: its row is not there"},
		{"UPDATE posts SET author_id = 99 WHERE id = 1", "foreign key: row 1 of posts names a row of users that does not exist"},
		{"UPDATE posts SET state = 'lost' WHERE id = 3", "structure: CHECK constraint failed in posts"},
		{"UPDATE posts SET html = '<script>' WHERE id = 1", "html: post 1: today's policy would change it"},
		{"UPDATE revisions SET html = '<script>'", "html: an earlier version of post 1: today's policy would change it"},
		{"UPDATE articles SET html = '<script>'", "html: article 1: today's policy would change it"},
		{"UPDATE groups SET about_html = '<script>'", "html: the text of group 1: today's policy would change it"},
		{"UPDATE files SET hash = '00'", "file: file 1: its content 00 is not there"},
		{"UPDATE files SET hash = 'zz'", "file: file 1: its content zz is not there"},
		{"UPDATE files SET hash = 'zz'", "file: content " + fmt.Sprintf("%064s", "aa") + ": no row names it"},
	} {
		t.Run(c.plant, func(t *testing.T) {
			w := copied(t, database)
			w.behind(c.plant)
			var done, total int64
			findings, err := w.Check(t.Context(), Checks{
				Again: func(h forum.SafeHTML) (forum.SafeHTML, bool) { return h, !strings.Contains(string(h), "script") },
				Contents: func(_ context.Context, do func(string, time.Time) error) error {
					if err := do(fmt.Sprintf("%064s", "aa"), time.Now().Add(-2*settling)); err != nil {
						return err
					}
					return do("mm, just uploaded", time.Now())
				},
				Progress: func(d, of int64) { done, total = d, of },
			})
			must(t, err)
			if !slices.ContainsFunc(findings, func(f Finding) bool { return f.String() == c.finding }) {
				t.Errorf("found only %q, want %q", findings, c.finding)
			}
			if done != total || total == 0 {
				t.Errorf("the progress ends at %d of %d", done, total)
			}
		})
	}
}

func TestCheck_namesSomeAndCountsTheRest(t *testing.T) {
	w := newWorld(t)
	ana := w.person("Ana")
	_, general := w.group("ops", forum.SeenByNetwork, ana)
	w.writes(func(tx *Tx) error {
		for range 230 { // more than one range of ids
			if _, err := say(tx, general, ana, "hello", w.now); err != nil {
				return err
			}
		}
		return nil
	})
	w.clean()
	w.behind("DELETE FROM post_words")
	findings, err := w.Check(t.Context(), Checks{})
	must(t, err)
	if len(findings) != findingsOfAKind+1 || findings[findingsOfAKind].String() != "words: and 180 more" {
		t.Errorf("%d findings, the last %q", len(findings), findings[:2])
	}
}
