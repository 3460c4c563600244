package files

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"plenary/internal/forum"
)

func TestPut_keepsWhatWasUploadedUnderItsHash(t *testing.T) {
	s := open(t)
	text := []byte("Minutes of the meeting: señales de apoyo\n")
	sum := sha256.Sum256(text)
	kept := put(t, s, text, "minutes.txt")
	want := Stored{Hash: hex.EncodeToString(sum[:]), Name: "minutes.txt", Type: "text/plain; charset=utf-8", Size: int64(len(text))}
	if kept != want {
		t.Errorf("got %+v, want %+v", kept, want)
	}
	if got := bytesOf(t, s, kept.Hash); !bytes.Equal(got, text) {
		t.Errorf("got %q", got)
	}
	if _, err := os.Stat(filepath.Join(s.root.Name(), kept.Hash[:2], kept.Hash[2:4], kept.Hash)); err != nil {
		t.Error(err)
	}
	nothingUnfinished(t, s)
}

func TestPut_refusesTheFirstByteTooMany(t *testing.T) {
	s := open(t)
	if _, err := s.Put(t.Context(), strings.NewReader("12345"), "a", 5); err != nil {
		t.Fatal(err)
	}
	_, err := s.Put(t.Context(), strings.NewReader("123456"), "a", 5)
	if forum.KindOf(err) != forum.TooLarge {
		t.Errorf("six of five bytes: %v", err)
	}
	refused(t, s, nil, forum.Invalid, "file.empty")
	refused(t, s, bytes.Repeat([]byte("x"), forum.MaxFileSize+1), forum.TooLarge, "file.too_large")

	picture := append(encodePNG(t, quartered(4, 4)), make([]byte, forum.MaxImageSize)...)
	refused(t, s, picture, forum.TooLarge, "file.too_large")
	endless := &counted{r: io.MultiReader(bytes.NewReader(picture), zeros{})}
	if _, err := s.Put(t.Context(), endless, "a.png", 0); forum.KindOf(err) != forum.TooLarge {
		t.Error(err)
	}
	if endless.n > forum.MaxImageSize+64<<10 {
		t.Errorf("read %d bytes of a picture that never ends", endless.n)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func TestPut_takesTheSameMemoryForEverySize(t *testing.T) {
	s := open(t)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	kept, err := s.Put(t.Context(), io.LimitReader(zeros{}, forum.MaxFileSize), "big.bin", 0)
	runtime.ReadMemStats(&after)
	if err != nil || kept.Size != forum.MaxFileSize {
		t.Fatalf("%+v, %v", kept, err)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20 {
		t.Errorf("took %d bytes of memory for %d", took, kept.Size)
	}
}

func TestStore_opensNothingButContents(t *testing.T) {
	s := open(t)
	kept := put(t, s, []byte("a content"), "a.txt")
	bytesOf(t, s, kept.Hash)
	outside := filepath.Join(t.TempDir(), "outside")
	if err := os.WriteFile(outside, []byte("not yours"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := strings.Repeat("ab", 32)
	if err := os.MkdirAll(filepath.Join(s.root.Name(), "ab", "ab"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(s.root.Name(), place(link))); err != nil {
		t.Fatal(err)
	}
	for _, hash := range []string{"", "a", "..", "../../outside", kept.Hash[:63], kept.Hash + "0", strings.ToUpper(kept.Hash),
		strings.Repeat("../", 21) + "x", strings.Repeat("0", 64)} {
		if _, err := s.Open(hash); forum.KindOf(err) != forum.NotFound {
			t.Errorf("opening %q: %v", hash, err)
		}
		if err := s.Remove(hash, time.Now().Add(time.Hour)); forum.KindOf(err) != forum.NotFound {
			t.Errorf("removing %q: %v", hash, err)
		}
	}
	if f, err := s.Open(link); err == nil {
		f.Close()
		t.Error("a link led out of the folder")
	}
}

func TestRemove_keepsWhatWasPutAgain(t *testing.T) {
	s := open(t)
	kept := put(t, s, []byte("slides"), "a.txt")
	yesterday := time.Now().Add(-24 * time.Hour)
	if err := s.root.Chtimes(place(kept.Hash), yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	hourAgo := time.Now().Add(-time.Hour)
	put(t, s, []byte("slides"), "b.txt")
	if err := s.Remove(kept.Hash, hourAgo); forum.KindOf(err) != forum.Conflict {
		t.Errorf("put a moment ago: %v", err)
	}
	if err := s.root.Chtimes(place(kept.Hash), yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(kept.Hash, hourAgo); err != nil {
		t.Error(err)
	}
	if _, err := s.Open(kept.Hash); forum.KindOf(err) != forum.NotFound {
		t.Errorf("after removal: %v", err)
	}
}

func TestPut_ofOneContentByManyAtOnceKeepsItOnce(t *testing.T) {
	s := open(t)
	content, picture := bytes.Repeat([]byte("same "), 100_000), encodeJPEG(t, quartered(64, 32))
	var all sync.WaitGroup
	for range 12 {
		all.Go(func() {
			for _, c := range [][]byte{content, picture} {
				kept, err := s.Put(t.Context(), bytes.NewReader(c), "a", 0)
				if err != nil {
					t.Error(err)
					return
				}
				f, err := s.Open(kept.Hash)
				if err != nil {
					t.Error(err)
					return
				}
				sum := sha256.New()
				if _, err := io.Copy(sum, f); err != nil || hex.EncodeToString(sum.Sum(nil)) != kept.Hash {
					t.Errorf("the bytes are not those of the hash (%v)", err)
				}
				f.Close()
			}
		})
	}
	all.Wait()
	var blobs []Blob
	if err := s.Walk(t.Context(), func(b Blob) error { blobs = append(blobs, b); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(blobs) != 2 || blobs[0].Hash > blobs[1].Hash || blobs[0].Size == 0 || time.Since(blobs[0].PutAt) > time.Minute {
		t.Errorf("%+v", blobs)
	}
	nothingUnfinished(t, s)
}

func TestSweep_removesWhatACrashLeft(t *testing.T) {
	s := open(t)
	kept := put(t, s, []byte("finished"), "a.txt")
	old, err := s.draft()
	if err != nil {
		t.Fatal(err)
	}
	young, err := s.draft()
	if err != nil {
		t.Fatal(err)
	}
	defer young.drop()
	if err := errors.Join(old.file.Close(), s.root.Chtimes(old.path, time.Now(), time.Now().Add(-2*time.Hour))); err != nil {
		t.Fatal(err)
	}
	again, err := Open(s.root.Name()) // the next start
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if n, err := again.Sweep(t.Context(), time.Hour); n != 1 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	if _, err := again.root.Stat(young.path); err != nil {
		t.Errorf("an upload that is under way: %v", err)
	}
	bytesOf(t, again, kept.Hash)
	stop := errors.New("stop")
	if err := again.Walk(t.Context(), func(b Blob) error {
		if b.Hash != kept.Hash {
			t.Errorf("walked over %s", b.Hash)
		}
		return stop
	}); !errors.Is(err, stop) {
		t.Errorf("walking: %v", err)
	}
}
