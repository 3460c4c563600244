// Package files keeps what people upload in a folder, each content once, under
// the hash of its bytes. Pictures are taken apart and written anew, so that
// nothing travels in them that was not seen; everything else is kept as it is
// and named for what it contains, never for what it calls itself.
package files

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"
	"syscall"
	"time"

	"plenary/internal/forum"
)

const (
	unfinished = "tmp" // folder of what is being written

	// Pictures decoded at once, only one of them large: a progressive JPEG of
	// forum.MaxPixels can take 600 MiB, one that is not large 200.
	pictureTurns = 2
	largePicture = 12_000_000 // pixels
)

// Store is a folder of uploads. Safe for concurrent use, by one process.
type Store struct {
	root  *os.Root
	turns chan struct{}
	large chan struct{} // taken before a turn

	moves    sync.Mutex    // held where a content appears or is erased
	patience time.Duration // with one picture
}

// Stored says what was kept of an upload.
type Stored struct {
	Hash   string // SHA-256 of the bytes kept, hex
	Name   string // cleaned, with an extension that fits if it is a picture
	Type   string // media type, found from the content
	Size   int64  // bytes kept
	Width  int    // pixels, of pictures
	Height int
	Blur   string // of opaque pictures that don't move: a PNG of few pixels, base64
}

// Blob is one content in the store.
type Blob struct {
	Hash  string
	Size  int64     // bytes
	PutAt time.Time // when it was last put
}

// Open makes the folder if there is none. Nothing outside it is ever touched,
// not even through links in it.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, failed(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, failed(err)
	}
	if err := root.MkdirAll(unfinished, 0o700); err != nil {
		return nil, failed(errors.Join(err, root.Close()))
	}
	return &Store{root: root, turns: make(chan struct{}, pictureTurns), large: make(chan struct{}, 1), patience: patience}, nil
}

// failed is what the system says: Unavailable where there is no room, or
// nothing may be written; that passes when somebody mends it.
func failed(err error) error {
	for _, passing := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.EIO, syscall.EMFILE, syscall.ENFILE} {
		if errors.Is(err, passing) {
			return &forum.Error{Kind: forum.Unavailable, Msg: "error.unavailable", RetryAfter: 30, Err: err}
		}
	}
	return forum.Errorf("files: %w", err)
}

// Close lets go of the folder.
func (s *Store) Close() error { return s.root.Close() }

// Put keeps what r yields, at most limit bytes and never more than
// forum.MaxFileSize, and is durable when it returns. Pictures (JPEG, PNG, GIF,
// WebP) must decode to their end; they are turned upright and written without
// metadata, WebP as JPEG or PNG. Apart from pictures it takes the same memory
// for every size.
// Errors: TooLarge (more than the limit, or than forum.MaxImageSize of a
// picture), Invalid (empty, damaged picture, too many pixels), Malformed (r
// broke off), Unavailable (ctx ended first); a forum.Error from r as it is.
func (s *Store) Put(ctx context.Context, r io.Reader, name string, limit int64) (Stored, error) {
	if limit <= 0 || limit > forum.MaxFileSize {
		limit = forum.MaxFileSize
	}
	in, err := s.draft()
	if err != nil {
		return Stored{}, err
	}
	defer in.drop()
	head, err := in.receive(ctx, r, limit)
	if err != nil {
		return Stored{}, err
	}
	kept := Stored{Name: cleanName(name), Type: sniff(head)}
	out := in
	if isPicture(kept.Type) {
		if out, err = s.draft(); err != nil {
			return Stored{}, err
		}
		defer out.drop()
		if err := s.redraw(ctx, in, out, &kept); err != nil {
			return Stored{}, err
		}
		kept.Name = withExtension(kept.Name, kept.Type)
	}
	kept.Hash, kept.Size = hex.EncodeToString(out.sum.Sum(nil)), out.size
	if err := out.keep(kept.Hash); err != nil {
		return Stored{}, err
	}
	return kept, nil
}

// Open gives the bytes of that hash, to be closed by the caller.
// Errors: NotFound.
func (s *Store) Open(hash string) (*os.File, error) {
	if !isHash(hash) {
		return nil, forum.Missing()
	}
	f, err := s.root.Open(place(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, forum.Missing()
	}
	if err != nil {
		return nil, failed(err)
	}
	return f, nil
}

// Remove erases the content of that hash unless it was put again since
// putBefore: somebody may have uploaded the same bytes and not written the row
// that refers to them yet. Readers that have it open may read on.
// Errors: NotFound, Conflict (it was put since).
func (s *Store) Remove(hash string, putBefore time.Time) error {
	if !isHash(hash) {
		return forum.Missing()
	}
	s.moves.Lock()
	defer s.moves.Unlock()
	info, err := s.root.Stat(place(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return forum.Missing()
	}
	if err != nil {
		return failed(err)
	}
	if !info.ModTime().Before(putBefore) {
		return forum.Refused(forum.Conflict, "file.in_use")
	}
	if err := s.root.Remove(place(hash)); err != nil {
		return failed(err)
	}
	return s.dropSizes(hash)
}

// Walk calls do for every content, in the order of the hashes, until it
// answers an error.
func (s *Store) Walk(ctx context.Context, do func(Blob) error) error {
	return s.walk(ctx, ".", func(p string, info fs.FileInfo) error {
		if hash := path.Base(p); isHash(hash) && p == place(hash) {
			return do(Blob{Hash: hash, Size: info.Size(), PutAt: info.ModTime()})
		}
		return nil
	})
}

// Sweep removes what was being written when a process died, if it is older
// than that, and answers how many there were. Uploads take at most ten minutes.
func (s *Store) Sweep(ctx context.Context, olderThan time.Duration) (int, error) {
	swept := 0
	err := s.walk(ctx, unfinished, func(p string, info fs.FileInfo) error {
		if time.Since(info.ModTime()) < olderThan {
			return nil
		}
		if err := s.root.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return failed(err)
		}
		swept++
		return nil
	})
	return swept, err
}

// walk calls do for every plain file under dir that does not vanish meanwhile.
func (s *Store) walk(ctx context.Context, dir string, do func(string, fs.FileInfo) error) error {
	return fs.WalkDir(s.root.FS(), dir, func(p string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil || !d.Type().IsRegular() {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return failed(err)
		}
		return do(p, info)
	})
}

// draft is a file that is being written and hashed.
type draft struct {
	store *Store
	file  *os.File
	path  string
	sum   hash.Hash
	size  int64
}

func (s *Store) draft() (*draft, error) {
	p := path.Join(unfinished, rand.Text())
	f, err := s.root.OpenFile(p, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, failed(err)
	}
	return &draft{store: s, file: f, path: p, sum: sha256.New()}, nil
}

func (d *draft) Write(p []byte) (int, error) {
	n, err := d.file.Write(p)
	d.sum.Write(p[:n])
	d.size += int64(n)
	return n, err
}

// keep makes the draft durable under its hash. A content that is there already
// is replaced by its equal: its time tells Remove that it is wanted again.
func (d *draft) keep(hash string) error {
	return d.keepAt(place(hash), func() error { return nil })
}

// keepAt makes the draft durable at a place, if check says so while nothing
// appears or is erased.
func (d *draft) keepAt(to string, check func() error) error {
	err := d.file.Sync()
	if err == nil {
		err = d.store.root.MkdirAll(path.Dir(to), 0o700)
	}
	if err == nil {
		err = d.move(to, check)
	}
	for dir := path.Dir(to); err == nil; dir = path.Dir(dir) {
		if err = d.store.syncFolder(dir); dir == "." {
			break
		}
	}
	var ours *forum.Error
	if err != nil && !errors.As(err, &ours) {
		return failed(err)
	}
	return err
}

func (d *draft) move(to string, check func() error) error {
	d.store.moves.Lock()
	defer d.store.moves.Unlock()
	if err := check(); err != nil {
		return err
	}
	return d.store.root.Rename(d.path, to)
}

// drop closes the draft and removes what was not kept. The next Sweep finds
// what could not be removed.
func (d *draft) drop() {
	d.file.Close()
	d.store.root.Remove(d.path)
}

func (s *Store) syncFolder(dir string) error {
	f, err := s.root.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// place is where the content of that hash lies: few files to a folder.
func place(hash string) string { return path.Join(hash[:2], hash[2:4], hash) }

func isHash(s string) bool {
	if len(s) != 2*sha256.Size {
		return false
	}
	for _, c := range s {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
