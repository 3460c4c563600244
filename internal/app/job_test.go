package app_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestClean_erasesWhatAnAuthorDeletedADayAgo(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	talk := ana.Starts("ops", "Friday deploy")
	const said = "zyxwvutsrqp said by mistake"
	post := ana.Replies(talk, said)
	ana.Removes(post.ID)
	if !inData(t, f.Dir, said) {
		t.Fatal("the text is gone at once: then its absence below means nothing")
	}

	f.Later(25 * time.Hour)
	must(t, f.App.Clean(t.Context(), forum.Job{}))
	f.Stop()

	if inData(t, f.Dir, said) {
		t.Error("a day later the text is still in the data folder")
	}
}

// inData reports whether the bytes stand anywhere in the data folder.
func inData(t *testing.T, dir, text string) bool {
	t.Helper()
	found := false
	must(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		found = found || bytes.Contains(raw, []byte(text))
		return err
	}))
	return found
}

func TestUpload_isItsUploadersAloneUntilAPostHoldsIt(t *testing.T) {
	f := forumtest.Start(t)
	ana, ben, eve := f.Member("ops", "ana"), f.Member("ops", "ben"), f.Visitor()
	file, err := f.App.Upload(t.Context(), ana.V, "../../notes.txt", bytes.NewReader([]byte("minutes of Tuesday")))
	must(t, err)
	if file.Name != "notes.txt" {
		t.Errorf("kept as %q", file.Name)
	}
	_, _, err = f.App.File(t.Context(), ben.V, file.ID, 0)
	kind(t, err, forum.NotFound)

	talk := ana.Starts("ops", "Friday deploy")
	ben.Replies(talk, "[stolen]("+file.Path()+")") // attaches nothing
	_, _, err = f.App.File(t.Context(), ben.V, file.ID, 0)
	kind(t, err, forum.NotFound)

	post := ana.Replies(talk, "[notes]("+file.Path()+")")
	for _, who := range []*forumtest.Person{ben, eve} {
		_, body, err := f.App.File(t.Context(), who.V, file.ID, 0)
		must(t, err)
		must(t, body.Close())
	}
	ana.Removes(post.ID)
	_, _, err = f.App.File(t.Context(), ben.V, file.ID, 0)
	kind(t, err, forum.NotFound)
}
