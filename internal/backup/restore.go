package backup

import (
	"archive/tar"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"plenary/internal/files"
	"plenary/internal/forum"
	"plenary/internal/store"
)

// Folders is where a site is brought back to.
type Folders struct {
	Data    string // of the database
	Files   string
	Secrets string
}

// Restore brings a site back from a backup: first it reads all of it and
// verifies every file and the database, then it puts things in their place, the
// database last and at once. The database gets a new epoch, so that nobody's
// browser goes on from what it has seen. Contents that the backup does not name
// are removed. Errors: Conflict (the site is running, or there is a database
// already and no force).
func Restore(ctx context.Context, name string, to Folders, force bool) (Report, error) {
	lock, err := store.Lock(to.Data)
	if err != nil {
		return Report{}, err
	}
	defer lock.Close()
	target := filepath.Join(to.Data, store.FileName)
	if _, err := os.Stat(target); err == nil && !force {
		return Report{}, refused("%s is there already: --force overwrites it", target)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Report{}, internal(err)
	}
	dir, err := os.MkdirTemp(to.Data, ".restore-")
	if err != nil {
		return Report{}, internal(err)
	}
	defer os.RemoveAll(dir)
	r := &reader{ctx: ctx, name: name, dir: dir, to: to, hashes: map[string]bool{}, secrets: map[string][]byte{}}
	for _, step := range []func() error{r.verify, r.prepare, r.bring, r.swap, r.tidy} {
		if err := step(); err != nil {
			return Report{}, internal(err)
		}
	}
	return r.report, nil
}

type reader struct {
	ctx     context.Context
	name    string
	dir     string // for what is not verified
	to      Folders
	hashes  map[string]bool // of the contents in the backup
	secrets map[string][]byte
	report  Report
}

// each calls do for every entry of the backup but its head.
func (r *reader) each(do func(name string, size int64, body io.Reader) error) error {
	f, err := os.Open(r.name)
	if err != nil {
		return err
	}
	defer f.Close()
	t := tar.NewReader(f)
	h, err := readHead(t)
	if err != nil {
		return err
	}
	if h.Format > format {
		return refused("%s was made by a newer plenary", r.name)
	}
	for {
		entry, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = r.ctx.Err()
		}
		if err == nil {
			err = do(entry.Name, entry.Size, during{r.ctx, t})
		}
		if err != nil {
			return err
		}
	}
}

func readHead(t *tar.Reader) (head, error) {
	var h head
	entry, err := t.Next()
	if err != nil || entry.Name != headName {
		return h, refused("this is no backup of plenary")
	}
	return h, readNote(t, &h)
}

func readNote(r io.Reader, v any) error {
	return json.NewDecoder(io.LimitReader(r, maxNote)).Decode(v)
}

// verify reads the whole backup, takes out the database and the keys, and
// compares every file with its hash.
func (r *reader) verify() error {
	var last *end
	var database string
	err := r.each(func(name string, size int64, body io.Reader) error {
		if last != nil {
			return fmt.Errorf("something follows the end of the backup")
		}
		if hash, ok := strings.CutPrefix(name, fileDir); ok {
			sum, err := sumOf(body, io.Discard)
			if err == nil && sum != hash {
				err = fmt.Errorf("the content of file %s is damaged", hash)
			}
			r.hashes[hash] = true
			return err
		}
		if secret, ok := strings.CutPrefix(name, secretDir); ok {
			if !secretName(secret) || size > maxNote {
				return fmt.Errorf("%q can't be a key", secret)
			}
			text, err := io.ReadAll(body)
			r.secrets[secret] = text
			return err
		}
		switch name {
		case store.FileName:
			f, err := os.OpenFile(filepath.Join(r.dir, store.FileName), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if err != nil {
				return err
			}
			database, err = sumOf(body, f)
			return errors.Join(err, f.Sync(), f.Close())
		case endName:
			last = &end{}
			return readNote(body, last)
		}
		return nil // of a later version of this format
	})
	switch {
	case err != nil:
		return err
	case last == nil || last.Files != len(r.hashes):
		return fmt.Errorf("%s is incomplete", r.name)
	case database == "" || database != last.Database:
		return fmt.Errorf("the database in %s is damaged", r.name)
	}
	return nil
}

func sumOf(r io.Reader, w io.Writer) (string, error) {
	h := sha256.New()
	_, err := io.Copy(io.MultiWriter(w, h), r)
	return hex.EncodeToString(h.Sum(nil)), err
}

// prepare looks whether the database is sound and fits this program and the
// files, and makes its past another than the clients have seen.
func (r *reader) prepare() error {
	db, err := store.Open(r.ctx, r.dir, store.Options{})
	if err != nil {
		return err
	}
	return errors.Join(r.prepareDatabase(db), db.Close())
}

func (r *reader) prepareDatabase(db *store.Store) error {
	if _, err := db.Migrations(r.ctx); err != nil {
		return err
	}
	findings, err := db.Sound(r.ctx)
	if err != nil {
		return err
	}
	if len(findings) > 0 {
		return fmt.Errorf("the database in %s is damaged: %s", r.name, findings[0])
	}
	var named []string
	if err := db.Read(r.ctx, func(rd *store.Reader) (err error) { named, err = rd.FileHashes(); return err }); err != nil {
		return err
	}
	for _, hash := range named {
		if !r.hashes[hash] {
			r.report.Lost = append(r.report.Lost, hash)
		}
	}
	return db.SetEpoch(r.ctx, rand.Text())
}

// bring puts files and keys in their place. Contents of the site as it was stay
// beside them until the database is swapped.
func (r *reader) bring() error {
	kept, err := files.Open(r.to.Files)
	if err != nil {
		return err
	}
	err = r.each(func(name string, size int64, body io.Reader) error {
		r.report.Bytes += size
		hash, ok := strings.CutPrefix(name, fileDir)
		if !ok {
			return nil
		}
		r.report.Files++
		return kept.Bring(r.ctx, hash, body)
	})
	if err := errors.Join(err, kept.Close()); err != nil {
		return err
	}
	if err := os.MkdirAll(r.to.Secrets, 0o700); err != nil {
		return err
	}
	for name, text := range r.secrets {
		if err := replace(filepath.Join(r.to.Secrets, name), text); err != nil {
			return err
		}
	}
	return syncDir(r.to.Secrets)
}

// replace writes a file that is either the old or the new one, whenever the
// power fails.
func replace(name string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".new-")
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), name)
}

// swap puts the verified database in the place of the old one, whose journal
// must not meet the new one: it goes first, emptied into its database if that
// can still be opened.
func (r *reader) swap() error {
	target := filepath.Join(r.to.Data, store.FileName)
	if _, err := os.Stat(target); err == nil {
		if old, err := store.Open(r.ctx, r.to.Data, store.Options{}); err == nil {
			_ = old.Close() // what is broken is overwritten
		}
	}
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		if err := os.Remove(target + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := syncDir(r.to.Data); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(r.dir, store.FileName), target); err != nil {
		return err
	}
	return syncDir(r.to.Data)
}

// tidy removes contents that only the overwritten database named.
func (r *reader) tidy() error {
	kept, err := files.Open(r.to.Files)
	if err != nil {
		return err
	}
	var unnamed []string
	err = kept.Walk(r.ctx, func(b files.Blob) error {
		if !r.hashes[b.Hash] {
			unnamed = append(unnamed, b.Hash)
		}
		return nil
	})
	for _, hash := range unnamed {
		err = errors.Join(err, kept.Remove(hash, time.Now().Add(time.Hour)))
	}
	return errors.Join(err, kept.Close())
}

// refused is what stands against what was asked for, in a sentence.
func refused(format string, args ...any) error {
	return &forum.Error{Kind: forum.Conflict, Msg: "error.conflict", Err: fmt.Errorf(format, args...)}
}
