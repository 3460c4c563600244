package soak

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// disk is a small file system of its own; "" where this user may not mount one.
func disk(t *testing.T, size string) string {
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

// staged is a scene whose people are at work; settled ends it and compares.
func staged(t *testing.T, dir string) (g *stage, settled func()) {
	t.Helper()
	o := short(t)
	o.Rows, o.Dir = 20, dir
	g, err := raise(t.Context(), o, "faults")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.server.kill)
	end := g.act(t.Context())
	return g, func() {
		t.Helper()
		err := end()
		if err == nil {
			err = g.settle(t.Context())
		}
		report(t, g.close(context.WithoutCancel(t.Context())), err)
	}
}

// page asks for a page without signing in.
func (g *stage) page(t *testing.T, method, path, form string) (status int, retry, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "http://"+g.server.addr+path, strings.NewReader(form))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Retry-After"), string(all)
}

// refused posts as the host until that is refused, and gives the refusal.
func (g *stage) refused(t *testing.T) *refusal {
	t.Helper()
	var r *refusal
	for {
		err := g.probe(t.Context())
		switch {
		case errors.As(err, &r):
			return r
		case err != nil:
			t.Fatal(err)
		}
	}
}

// clear fails where a refusal is not as the contract words it.
func clear(t *testing.T, r *refusal) {
	t.Helper()
	if r.status != http.StatusServiceUnavailable || r.retryAfter == "" || !strings.Contains(r.body, `"status":503`) || strings.Contains(strings.ToLower(r.body), "sql") {
		t.Errorf("refused with %d, Retry-After %q: %s", r.status, r.retryAfter, r.body)
	}
}

func TestFullDisk_refusesClearlyLosesNothingAndRecovers(t *testing.T) {
	dir := disk(t, "12m")
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
	status, retry, body := g.page(t, "POST", "/sign-in", "email=member1@example.org&link=1")
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
	dir := disk(t, "12m")
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
