package bench

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// size is what a filled network has.
type size struct{ Groups, Members, Discussions, Posts int }

// seed and password of every filled network: always the same people say the same.
const (
	seed     = "1"
	password = "plenary-bench"
)

// kind names the folders that differ only in how they were made.
func (z size) kind() string {
	return fmt.Sprintf("filled-%dg-%dm-%dd-%dp-", z.Groups, z.Members, z.Discussions, z.Posts)
}

// schema is a fingerprint of the migrations: a folder of another schema is filled anew.
func schema(root string) (string, error) {
	files, err := filepath.Glob(filepath.Join(root, "migrations", "*", "*.sql"))
	if err != nil || len(files) == 0 {
		return "", errors.Join(errors.New("there are no migrations"), err)
	}
	sum := sha256.New()
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d\n%s", filepath.Base(file), len(text), text)
	}
	fmt.Fprint(sum, seed, password)
	return fmt.Sprintf("%x", sum.Sum(nil)[:5]), nil
}

// filled gives a folder of that size, which nobody may change: it is kept from run to run.
func (r *run) filled(ctx context.Context, z size) (string, error) {
	dir := filepath.Join(r.kept, z.kind()+r.schema)
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	old, err := filepath.Glob(filepath.Join(r.kept, z.kind()+"*"))
	if err != nil {
		return "", err
	}
	for _, dir := range old {
		if err := os.RemoveAll(dir); err != nil {
			return "", err
		}
	}
	r.say("filling %d posts, once for this schema", z.Posts)
	making := dir + ".making"
	cmd := exec.CommandContext(ctx, r.Program, "fill", "--data", making, "--groups", fmt.Sprint(z.Groups), "--members", fmt.Sprint(z.Members),
		"--discussions", fmt.Sprint(z.Discussions), "--posts", fmt.Sprint(z.Posts), "--seed", seed, "--password", password)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("plenary fill: %w\n%s", err, out)
	}
	return dir, os.Rename(making, dir)
}

// copied gives a copy of a filled folder, to be written in and thrown away.
func (r *run) copied(ctx context.Context, z size) (string, error) {
	from, err := r.filled(ctx, z)
	if err != nil {
		return "", err
	}
	to, err := os.MkdirTemp(r.scratch, "data-")
	if err != nil {
		return "", err
	}
	return to, filepath.WalkDir(from, func(path string, d os.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		at := filepath.Join(to, strings.TrimPrefix(path, from))
		if d.IsDir() {
			return os.MkdirAll(at, 0o700)
		}
		return copyFile(path, at)
	})
}

func copyFile(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(dst, src)
	return errors.Join(err, dst.Sync(), dst.Close())
}

const databaseName = "plenary.db"

func database(dir string) string { return filepath.Join(dir, databaseName) }
