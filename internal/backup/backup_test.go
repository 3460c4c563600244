package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"plenary/internal/files"
	"plenary/internal/forum"
	"plenary/internal/store"
)

// site is a folder with a database, uploads and a key.
type site struct {
	*testing.T
	Folders
	*store.Store
	kept *files.Store
	room forum.ConversationID
	who  forum.UserID
}

func folders(dir string) Folders {
	return Folders{Data: dir, Files: filepath.Join(dir, "files"), Secrets: filepath.Join(dir, "secrets")}
}

// opened opens the site in a folder; it ends with the test, or by shut.
func opened(t *testing.T, at Folders) *site {
	t.Helper()
	s := &site{T: t, Folders: at}
	var err error
	s.Store, err = store.Open(t.Context(), at.Data, store.Options{})
	must(t, err)
	s.kept, err = files.Open(at.Files)
	must(t, err)
	return s
}

func (s *site) shut() {
	s.Helper()
	must(s.T, errors.Join(s.Store.Close(), s.kept.Close()))
}

func newSite(t *testing.T) *site {
	s := opened(t, folders(t.TempDir()))
	_, err := s.Migrate(t.Context(), time.Now(), "first epoch")
	must(t, err)
	must(t, os.MkdirAll(s.Secrets, 0o700))
	must(t, os.WriteFile(filepath.Join(s.Secrets, "links.key"), []byte("a key"), 0o600))
	must(t, s.Write(t.Context(), func(_ context.Context, tx *store.Tx) error {
		now := time.Now()
		s.who, err = tx.AddPerson(forum.Person{Email: "ana@example.org", Name: "Ana", Handle: "ana", Role: forum.RoleMember, CreatedAt: now}, "", "first")
		if err != nil {
			return err
		}
		g, err := tx.AddGroup(forum.Group{Slug: "ops", Name: "Ops", Visibility: forum.SeenByNetwork, Joining: forum.JoinFree, CreatedAt: now}, 1)
		if err != nil {
			return err
		}
		s.room, err = tx.AddConversation(forum.Conversation{Kind: forum.Channel, GroupID: g, Title: "general", Slug: "general", Lang: forum.English, CreatedAt: now})
		return err
	}))
	return s
}

// posts writes a post as app does.
func (s *site) posts(text string) (forum.PostID, error) {
	var id forum.PostID
	err := s.Write(s.Context(), func(_ context.Context, tx *store.Tx) error {
		seq, err := tx.NextSeq(s.room)
		if err != nil {
			return err
		}
		now := time.Now()
		p := forum.Post{ConversationID: s.room, State: forum.Shown, Author: forum.Author{ID: s.who}, Source: text, Format: forum.Text,
			Text: text, HTML: forum.SafeHTML("<p>" + text + "</p>"), Lang: forum.English, CreatedAt: now}
		if id, err = tx.AddPost(p, 1, seq); err != nil {
			return err
		}
		p.ID = id
		if err := tx.AddEvent(forum.Event{Conversation: s.room, Seq: seq, Kind: forum.PostCreated, Post: id, Actor: s.who, At: now}); err != nil {
			return err
		}
		return tx.IndexPost(p.ID)
	})
	return id, err
}

// uploads keeps a content with its row.
func (s *site) uploads(content string, age time.Duration) (hash string) {
	s.Helper()
	kept, err := s.kept.Put(s.Context(), strings.NewReader(content), "note.txt", 0)
	must(s.T, err)
	must(s.T, s.Write(s.Context(), func(_ context.Context, tx *store.Tx) error {
		_, err := tx.AddFile(forum.File{Hash: kept.Hash, Name: kept.Name, Type: kept.Type, Size: kept.Size, Uploader: s.who, CreatedAt: time.Now().Add(-age)})
		return err
	}))
	return kept.Hash
}

func (s *site) source() Source {
	return Source{Store: s.Store, Files: s.kept, Secrets: s.Secrets}
}

// clean fails the test if the site does not fit together.
func (s *site) clean() {
	s.Helper()
	findings, err := s.Check(s.Context(), store.Checks{Contents: func(ctx context.Context, do func(string, time.Time) error) error {
		return s.kept.Walk(ctx, func(b files.Blob) error { return do(b.Hash, b.PutAt.Add(-24*time.Hour)) })
	}})
	must(s.T, err)
	for _, f := range findings {
		s.Errorf("%s", f)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestBackup_whileEightWriteAndOneDropsFiles(t *testing.T) {
	s := newSite(t)
	content := strings.Repeat("minutes of the meeting ", 10_000)
	hash := s.uploads(content, 0)
	for i := range 30 {
		s.uploads(fmt.Sprintf("orphan %d", i), 100*time.Hour)
	}
	var mu sync.Mutex
	var acknowledged []forum.PostID
	started, done := make(chan bool, 8), make(chan struct{})
	var writers sync.WaitGroup
	for w := range 8 {
		writers.Go(func() {
			for i := 0; ; i++ {
				id, err := s.posts(fmt.Sprintf("writer %d says %d", w, i))
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				acknowledged = append(acknowledged, id)
				mu.Unlock()
				if i == 20 {
					started <- true
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for range 8 {
		<-started
	}
	mu.Lock()
	before := append([]forum.PostID(nil), acknowledged...)
	mu.Unlock()
	name := filepath.Join(t.TempDir(), "site.tar")
	dropped := false
	report, err := Write(t.Context(), s.source(), name, time.Now(), func(int, int) {
		if dropped {
			return
		}
		dropped = true // while contents are copied, orphans go
		var gone []string
		must(t, s.Write(t.Context(), func(_ context.Context, tx *store.Tx) (err error) {
			_, gone, err = tx.DropOrphans(time.Now().Add(-forum.OrphanAge), 100)
			return err
		}))
		for _, h := range gone {
			must(t, s.kept.Remove(h, time.Now().Add(time.Hour)))
		}
	})
	close(done)
	writers.Wait()
	must(t, err)
	if len(report.Lost) > 0 || report.Files < 1 || report.Files > 30 {
		t.Errorf("report: %+v", report)
	}
	mu.Lock()
	after := len(acknowledged)
	mu.Unlock()
	if after == len(before) {
		t.Fatal("nobody wrote during the backup: this proves nothing")
	}
	epoch, _, err := s.Network(t.Context())
	must(t, err)
	s.shut()

	to := folders(t.TempDir())
	back, err := Restore(t.Context(), name, to, false)
	must(t, err)
	if back.Files != report.Files || len(back.Lost) > 0 {
		t.Errorf("wrote %+v, restored %+v", report, back)
	}
	r := opened(t, to)
	defer r.shut()
	r.clean()
	newEpoch, _, err := r.Network(t.Context())
	must(t, err)
	if newEpoch == epoch || newEpoch == "" {
		t.Errorf("the epoch is %q still", newEpoch)
	}
	must(t, r.Read(t.Context(), func(rd *store.Reader) error {
		found, err := rd.PostsByID(before)
		if len(found) != len(before) {
			t.Errorf("%d of %d acknowledged posts came back", len(found), len(before))
		}
		return err
	}))
	f, err := r.kept.Open(hash)
	must(t, err)
	defer f.Close()
	if text, err := io.ReadAll(f); err != nil || string(text) != content {
		t.Errorf("the file came back with %d bytes, %v", len(text), err)
	}
	if key, err := os.ReadFile(filepath.Join(to.Secrets, "links.key")); err != nil || string(key) != "a key" {
		t.Errorf("the key came back as %q, %v", key, err)
	}
	if left, _ := filepath.Glob(filepath.Join(to.Data, ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestRestore_overwritesOnlyWhenForcedAndNeverUnderASiteThatRuns(t *testing.T) {
	s := newSite(t)
	_, err := s.posts("in the backup")
	must(t, err)
	s.uploads("a file", 0)
	name := filepath.Join(t.TempDir(), "site.tar")
	_, err = Write(t.Context(), s.source(), name, time.Now(), nil)
	must(t, err)
	_, err = s.posts("after the backup")
	must(t, err)
	later := s.uploads("a later file", 0)

	lock, err := store.Lock(s.Data)
	must(t, err)
	if _, err := Restore(t.Context(), name, s.Folders, true); forum.KindOf(err) != forum.Conflict {
		t.Errorf("under a running site: %v", err)
	}
	must(t, lock.Close())
	if _, err := Restore(t.Context(), name, s.Folders, false); forum.KindOf(err) != forum.Conflict || !strings.Contains(err.Error(), "--force") {
		t.Errorf("over a database: %v", err)
	}
	s.Store.Close()
	_, err = Restore(t.Context(), name, s.Folders, true)
	must(t, err)
	r := opened(t, s.Folders)
	defer r.shut()
	r.clean()
	must(t, r.Read(t.Context(), func(rd *store.Reader) error {
		found, err := rd.PostsByNumber(s.room, 0, 10)
		if len(found) != 1 || found[0].Text != "in the backup" {
			t.Errorf("there are %+v", found)
		}
		return err
	}))
	if _, err := r.kept.Open(later); forum.KindOf(err) != forum.NotFound {
		t.Errorf("a file that the backup does not name: %v", err)
	}
}

func TestRestore_touchesNothingWhenTheBackupIsDamaged(t *testing.T) {
	s := newSite(t)
	_, err := s.posts("words that nobody may lose")
	must(t, err)
	s.uploads("the content of a file", 0)
	name := filepath.Join(t.TempDir(), "site.tar")
	_, err = Write(t.Context(), s.source(), name, time.Now(), nil)
	must(t, err)
	s.shut()
	whole, err := os.ReadFile(name)
	must(t, err)
	database := bytes.Index(whole, []byte("SQLite format 3"))
	flip := func(at int) []byte {
		damaged := bytes.Clone(whole)
		damaged[at] ^= 1
		return damaged
	}
	for why, text := range map[string][]byte{
		"empty":             {},
		"another tar":       tarOf(t, "plenary.db"),
		"only a head":       tarOf(t, headName),
		"cut short":         whole[:len(whole)/2],
		"without its end":   whole[:len(whole)-3*1024],
		"a file changed":    flip(bytes.Index(whole, []byte("the content of a file"))),
		"a database page":   flip(database + 5000),
		"climbs out":        tarOf(t, headName, secretDir+"../../x"),
		"something follows": tarOf(t, headName, endName, store.FileName),
	} {
		damaged := filepath.Join(t.TempDir(), "damaged.tar")
		must(t, os.WriteFile(damaged, text, 0o600))
		if _, err := Restore(t.Context(), damaged, s.Folders, true); err == nil {
			t.Errorf("%s: it was restored", why)
		}
		r := opened(t, s.Folders)
		r.clean()
		if epoch, _, err := r.Network(t.Context()); err != nil || epoch != "first epoch" {
			t.Errorf("%s: the site has epoch %q now, %v", why, epoch, err)
		}
		r.shut()
	}
	_, err = Restore(t.Context(), name, s.Folders, true)
	must(t, err)
}

// tarOf has entries of those names with an empty object in each.
func tarOf(t *testing.T, names ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, name := range names {
		must(t, w.WriteHeader(&tar.Header{Name: name, Size: 2, Mode: 0o600}))
		_, err := io.WriteString(w, "{}")
		must(t, err)
	}
	must(t, w.Close())
	return out.Bytes()
}

func TestBackup_replacesOnlyBackups(t *testing.T) {
	s := newSite(t)
	defer s.shut()
	database := filepath.Join(s.Data, store.FileName)
	if _, err := Write(t.Context(), s.source(), database, time.Now(), nil); forum.KindOf(err) != forum.Conflict {
		t.Errorf("over the database: %v", err)
	}
	name := filepath.Join(t.TempDir(), "site.tar")
	for range 2 {
		_, err := Write(t.Context(), s.source(), name, time.Now(), nil)
		must(t, err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(name), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestBackup_saysWhatTheSiteHasLost(t *testing.T) {
	s := newSite(t)
	hash := s.uploads("a file", 0)
	must(t, s.kept.Remove(hash, time.Now().Add(time.Hour)))
	name := filepath.Join(t.TempDir(), "site.tar")
	report, err := Write(t.Context(), s.source(), name, time.Now(), nil)
	must(t, err)
	s.shut()
	back, err := Restore(t.Context(), name, folders(t.TempDir()), false)
	must(t, err)
	for _, r := range []Report{report, back} {
		if len(r.Lost) != 1 || r.Lost[0] != hash {
			t.Errorf("lost: %v", r.Lost)
		}
	}
}
