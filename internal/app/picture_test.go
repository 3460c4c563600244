package app_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func jpegOf(t *testing.T, width, height int) io.Reader {
	t.Helper()
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil))
	return &b
}

// base opens the database beside the site.
func base(t *testing.T, f *forumtest.Forum) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(f.Dir, "plenary.db")+"?_pragma=busy_timeout(5000)")
	must(t, err)
	return db
}

// waiting is how many jobs of a kind are not done.
func waiting(t *testing.T, f *forumtest.Forum, kind string) (n int) {
	t.Helper()
	db := base(t, f)
	defer db.Close()
	must(t, db.QueryRow("SELECT count(*) FROM jobs WHERE kind = ?", kind).Scan(&n))
	return n
}

// What was posted before pictures were kept in several widths is shown like
// what is posted today, and nobody's page is told of a change.
func TestDrawPicture_measuresWhatWasThereBefore(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	file, err := f.App.Upload(t.Context(), ana.V, "bridge.jpg", jpegOf(t, 1000, 500))
	must(t, err)
	notes, err := f.App.Upload(t.Context(), ana.V, "notes.txt", strings.NewReader("minutes"))
	must(t, err)
	talk := ana.Starts("ops", "The bridge")
	today := ana.Replies(talk, fmt.Sprintf("![A bridge](%s) and [notes](%s)", file.Path(), notes.Path()))
	for _, part := range []string{"srcset=", "data-blur=", `width="1000" height="500"`, `data-file="TXT · 7 B"`} {
		if !strings.Contains(string(today.HTML), part) {
			t.Fatalf("today it lacks %s: %s", part, today.HTML)
		}
	}
	f.Wait("the job's end", func() bool { return waiting(t, f, app.JobPicture) == 0 })
	f.Stop()

	db := base(t, f)
	before := fmt.Sprintf(`<p><img src="%s" alt="A bridge" loading="lazy" decoding="async"/> and <a href="%s">notes</a></p>`, file.Path(), notes.Path())
	for _, q := range []string{"UPDATE files SET blur = ''", "UPDATE posts SET html = '" + before + "' WHERE html LIKE '%bridge%'",
		"INSERT INTO jobs (kind, payload, unique_key, run_at, created_at) SELECT 'picture', json_object('Hash', hash, 'Type', type, 'Texts', json('true')), 'picture ' || hash, 0, 0 FROM files"} {
		_, err := db.Exec(q)
		must(t, err)
	}
	must(t, db.Close())
	f.Restart()
	f.Wait("the job's end", func() bool { return waiting(t, f, app.JobPicture) == 0 })

	p, err := f.App.Post(t.Context(), ana.V, today.ID)
	must(t, err)
	if p.HTML != today.HTML || p.Seq != today.Seq || p.Revision != today.Revision {
		t.Errorf("it became\n%s\nwant\n%s", p.HTML, today.HTML)
	}
}

func TestUpload_isBoundedPerPersonAndDay(t *testing.T) {
	f := forumtest.Start(t, forumtest.With("rate-limits", "on"), forumtest.With("limit-day-files", "3"), forumtest.With("limit-day-mib", "1"))
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	upload := func(p *forumtest.Person, size int) error {
		_, err := f.App.Upload(t.Context(), p.V, "a.txt", strings.NewReader(strings.Repeat("x", size)))
		return err
	}
	for range 3 {
		must(t, upload(ana, 10))
	}
	if err := upload(ana, 10); forum.KindOf(err) != forum.TooMany {
		t.Errorf("a fourth file: %v", err)
	}
	must(t, upload(ben, 1<<20))
	if err := upload(ben, 1); forum.KindOf(err) != forum.TooMany {
		t.Errorf("more bytes: %v", err)
	}
	f.Later(25 * time.Hour)
	must(t, upload(ana, 10))
	must(t, upload(ben, 10))
}

func TestPost_holdsAtMostSoManyFiles(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Many")
	var body strings.Builder
	for i := range forum.MaxHeld {
		fmt.Fprintf(&body, "![x](/files/%d/x.png)\n", i+1)
	}
	ana.Replies(talk, body.String())
	body.WriteString("![x](/files/999/x.png)")
	_, _, err := f.App.Reply(t.Context(), ana.V, app.ReplyInput{Conversation: talk.ID, Body: app.Body{Source: body.String(), Format: forum.Markdown}})
	if forum.KindOf(err) != forum.Invalid || !strings.HasPrefix(err.Error(), "file.too_many") {
		t.Errorf("one more: %v", err)
	}
}

// Nobody learns by looking at a preview what somebody else's file is called.
func TestPreview_tellsNothingOfFilesThatOneMayNotSee(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben := f.Member("ops", "ana"), f.Member("ops", "ben")
	file, err := f.App.Upload(t.Context(), ana.V, "secret plan.jpg", jpegOf(t, 500, 300))
	must(t, err)
	body := app.Body{Source: fmt.Sprintf("![x](/files/%d/guess)", file.ID), Format: forum.Markdown}
	mine, err := f.App.Preview(t.Context(), ana.V, body)
	must(t, err)
	if !strings.Contains(string(mine), "secret%20plan.jpg") || !strings.Contains(string(mine), `width="500"`) {
		t.Fatalf("hers is %s", mine)
	}
	his, err := f.App.Preview(t.Context(), ben.V, body)
	must(t, err)
	if strings.Contains(string(his), "secret") || strings.Contains(string(his), "500") || strings.Contains(string(his), "blur") {
		t.Errorf("he learns %s", his)
	}
}
