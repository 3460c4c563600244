package soak

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// mounted is a small file system of its own; "" where this user may not mount one.
func mounted(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Logf("mounting a small tmpfs: %v; what is left is the store's own test with a bound on its pages", err)
		return ""
	}
	t.Logf("on a tmpfs of %s, mounted for this test", size)
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// ballast fills a file system until nothing more fits.
func ballast(t *testing.T, dir string) (path string) {
	t.Helper()
	path = filepath.Join(dir, "ballast")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := make([]byte, 64<<10); len(block) > 0; block = block[:len(block)/2] {
		for err = nil; err == nil; {
			_, err = f.Write(block)
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
	return path
}

func TestFullDisk_refusesClearlyLosesNothingAndRecovers(t *testing.T) {
	dir := mounted(t, "12m")
	if dir == "" {
		return
	}
	g, settled := staged(t, dir)
	if err := g.written(t.Context(), 20); err != nil {
		t.Fatal(err)
	}
	full := ballast(t, dir)
	clear(t, g.refused(t))
	if status, _, _ := g.page(t, "GET", "/g/soak", ""); status != 200 {
		t.Errorf("reading on a full disk: status %d", status)
	}
	var refused *refusal
	_, _, err := g.host.upload(t.Context(), "too much.txt", make([]byte, 1<<20))
	if !errors.As(err, &refused) {
		t.Fatalf("uploading to a full disk: %v", err)
	}
	clear(t, refused)
	status, retry, body := g.page(t, "POST", "/sign-in/link", "email=member1@example.org")
	if status != 503 || retry == "" || !strings.Contains(body, "<h1") {
		t.Errorf("a form on a full disk: status %d, Retry-After %q: %.500s", status, retry, body)
	}
	g.server.kill()
	if err := g.server.start(t.Context()); err != nil {
		t.Errorf("killed on a full disk, and started again: %v", err)
	}
	if status, _, _ := g.page(t, "GET", "/g/soak", ""); status != 200 {
		t.Errorf("reading on a full disk, after a start: status %d", status)
	}
	if err := os.Remove(full); err != nil {
		t.Fatal(err)
	}
	if err := g.written(t.Context(), 20); err != nil {
		t.Fatal(err)
	}
	settled()
}

func TestReadOnlyFolder_isSaidAndStartsOnceItCanBeWritten(t *testing.T) {
	dir := mounted(t, "12m")
	if dir == "" {
		return
	}
	g, settled := staged(t, dir)
	if err := g.written(t.Context(), 20); err != nil {
		t.Fatal(err)
	}
	for _, how := range []string{"killed", "stopped"} { // with and without a -wal left
		if how == "stopped" {
			if _, err := g.server.stop(); err != nil {
				t.Error(err)
			}
		}
		g.server.kill()
		if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
		err := g.server.start(t.Context())
		if err == nil || !strings.Contains(err.Error(), "read-only") {
			t.Errorf("%s, then started on a read-only folder: %v", how, err)
		}
		t.Logf("%s: %v", how, err)
		g.server.kill()
		if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT, ""); err != nil {
			t.Fatal(err)
		}
		if err := g.server.start(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	settled()
}
