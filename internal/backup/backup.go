// Package backup writes one file from which the whole site can be brought back:
// database, uploads and keys. It is a tar of
//
//	plenary-backup.json   what this is
//	secrets/NAME          each key
//	files/HASH            each content that the database names
//	plenary.db            the database
//	end.json              how many files there were, and the database's SHA-256
//
// The copy of the database is made first, then the contents that its rows name
// are read: they never change once they are there, so that both fit together
// while the site goes on. What was dropped from the site in between is taken
// out of the copy, too.
package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
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

const (
	format    = 1
	headName  = "plenary-backup.json"
	endName   = "end.json"
	secretDir = "secrets/"
	fileDir   = "files/"
	maxNote   = 1 << 20 // bytes of a key or of what we say about the backup
)

type head struct {
	Format int       `json:"format"`
	MadeAt time.Time `json:"made_at"`
}

type end struct {
	Files    int    `json:"files"`
	Database string `json:"database_sha256"`
}

// Source is a site that is copied; it may be serving.
type Source struct {
	Store   *store.Store
	Files   *files.Store
	Secrets string // folder of the keys
}

// Report says what a backup holds.
type Report struct {
	Files int
	Bytes int64 // of the whole file
	// Lost are contents that the database names and that were not there: the
	// site has lost them, and so has the backup.
	Lost []string
}

// Write makes a backup in one file, which takes the place of an older backup of
// that name only when it is whole and on the disk. progress is told how many of
// the files are done. Errors: Conflict (something else has that name).
func Write(ctx context.Context, from Source, name string, now time.Time, progress func(done, total int)) (Report, error) {
	if err := replaceable(name); err != nil {
		return Report{}, err
	}
	dir, err := os.MkdirTemp(filepath.Dir(name), ".plenary-backup-")
	if err != nil {
		return Report{}, forum.Errorf("backup: %w", err)
	}
	defer os.RemoveAll(dir)
	w := &writer{ctx: ctx, from: from, dir: dir, now: now, progress: progress}
	report, err := w.write()
	if err == nil {
		err = os.Rename(w.path(), name)
	}
	if err == nil {
		err = syncDir(filepath.Dir(name))
	}
	return report, internal(err)
}

// replaceable is nil if nothing is lost when a backup is written to that name.
func replaceable(name string) error {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return internal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		return nil
	}
	if err == nil {
		_, err = readHead(tar.NewReader(f))
	}
	if err != nil {
		return refused("%s is there already and is no backup: give another name", name)
	}
	return nil
}

type writer struct {
	ctx      context.Context
	from     Source
	dir      string // for what is not finished
	now      time.Time
	progress func(done, total int)
	tar      *tar.Writer
}

func (w *writer) path() string { return filepath.Join(w.dir, "backup.tar") }

func (w *writer) write() (report Report, err error) {
	if err := w.from.Store.Backup(w.ctx, filepath.Join(w.dir, store.FileName)); err != nil {
		return report, err
	}
	out, err := os.OpenFile(w.path(), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return report, err
	}
	defer out.Close()
	w.tar = tar.NewWriter(out)
	if err := w.note(headName, head{Format: format, MadeAt: w.now.UTC()}); err != nil {
		return report, err
	}
	if err := w.secrets(); err != nil {
		return report, err
	}
	if err := w.contents(&report); err != nil {
		return report, err
	}
	sum, err := w.database()
	if err != nil {
		return report, err
	}
	if err := w.note(endName, end{Files: report.Files, Database: sum}); err != nil {
		return report, err
	}
	if err := w.tar.Close(); err != nil {
		return report, err
	}
	info, err := out.Stat()
	if err != nil {
		return report, err
	}
	report.Bytes = info.Size()
	return report, errors.Join(out.Sync(), out.Close())
}

func (w *writer) note(name string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return w.entry(name, int64(len(text)), strings.NewReader(string(text)))
}

func (w *writer) entry(name string, size int64, r io.Reader) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	err := w.tar.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, ModTime: w.now, Typeflag: tar.TypeReg})
	if err == nil {
		_, err = io.Copy(w.tar, during{w.ctx, r})
	}
	return err
}

func (w *writer) secrets() error {
	entries, err := os.ReadDir(w.from.Secrets)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || !secretName(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(w.from.Secrets, e.Name()))
		if err == nil {
			err = w.entry(secretDir+e.Name(), int64(len(text)), strings.NewReader(string(text)))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// contents copies what the copied database names, and takes out of it what was
// dropped from the site since.
func (w *writer) contents(report *Report) error {
	db, err := store.Open(w.ctx, w.dir, store.Options{})
	if err != nil {
		return err
	}
	err = w.copyContents(db, report)
	return errors.Join(err, db.Close())
}

func (w *writer) copyContents(db *store.Store, report *Report) error {
	var named []string
	if err := db.Read(w.ctx, func(r *store.Reader) (err error) { named, err = r.FileHashes(); return err }); err != nil {
		return err
	}
	for i, hash := range named {
		err := w.content(hash)
		switch {
		case err == nil:
			report.Files++
		case forum.KindOf(err) != forum.NotFound:
			return err
		default:
			still, err := w.stillNamed(hash)
			if err != nil {
				return err
			}
			if still {
				report.Lost = append(report.Lost, hash)
				break
			}
			if err := db.Write(w.ctx, func(_ context.Context, tx *store.Tx) error { return tx.ForgetFile(hash) }); err != nil {
				return err
			}
		}
		if w.progress != nil {
			w.progress(i+1, len(named))
		}
	}
	return nil
}

func (w *writer) content(hash string) error {
	f, err := w.from.Files.Open(hash)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return w.entry(fileDir+hash, info.Size(), f)
}

func (w *writer) stillNamed(hash string) (named bool, err error) {
	err = w.from.Store.Read(w.ctx, func(r *store.Reader) error { named, err = r.NamesContent(hash); return err })
	return named, err
}

// database archives the copy, which nothing changes any more.
func (w *writer) database() (sum string, err error) {
	f, err := os.Open(filepath.Join(w.dir, store.FileName))
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	var h hash.Hash = sha256.New()
	err = w.entry(store.FileName, info.Size(), io.TeeReader(f, h))
	return hex.EncodeToString(h.Sum(nil)), err
}

// secretName reports whether a key may have that name: it never leaves its
// folder.
func secretName(name string) bool {
	return name != "" && !strings.HasPrefix(name, ".") && !strings.ContainsAny(name, `/\`)
}

func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// internal makes a forum.Error of whatever went wrong.
func internal(err error) error {
	var ours *forum.Error
	if err == nil || errors.As(err, &ours) {
		return err
	}
	return forum.Errorf("backup: %w", err)
}
