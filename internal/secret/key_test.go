package secret

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"plenary/internal/forum"
)

func TestToken_isLongRandomAndFitForAnAddress(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		token := Token()
		if !regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`).MatchString(token) || seen[token] {
			t.Fatalf("%q (seen before: %v)", token, seen[token])
		}
		seen[token] = true
	}
	if got := Hash("abc"); got != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Error(got)
	}
}

func openKey(t *testing.T, dir, name string) *Key {
	t.Helper()
	k, err := OpenKey(dir, name)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestSeal_comesBackAsItWentOut(t *testing.T) {
	k := openKey(t, t.TempDir(), "site")
	for _, value := range []string{"", "0", "42:1384", "ñandú\x00\n🙏", strings.Repeat("x", 2000)} {
		sealed := k.Seal("cursor", value)
		if !regexp.MustCompile(`^[A-Za-z0-9_-]+$`).MatchString(sealed) || sealed != k.Seal("cursor", value) {
			t.Errorf("%.20q is sealed as %.60q", value, sealed)
		}
		if got, err := k.Open("cursor", sealed); got != value || err != nil {
			t.Errorf("%.20q came back as %.20q, %v", value, got, err)
		}
	}
}

func TestOpen_refusesWhatThisKeyDidNotSealForThisPurpose(t *testing.T) {
	k, other := openKey(t, t.TempDir(), "site"), openKey(t, t.TempDir(), "site")
	good := k.Seal("cursor", "42:1384")
	if _, err := k.Open("cursor", good); err != nil {
		t.Fatal(err)
	}
	forged := []string{"", "42:1384", good + "A", good[:len(good)-1], good + "=", good + "\n", good[:9] + "\n" + good[9:],
		other.Seal("cursor", "42:1384"), k.Seal("cookie", "42:1384"),
		base64.RawURLEncoding.EncodeToString([]byte("42:1384")), strings.Repeat("A", maxSealed+4)}
	for i := range good {
		flipped := []byte(good)
		flipped[i] = map[bool]byte{true: 'B', false: 'A'}[good[i] == 'A']
		forged = append(forged, string(flipped))
	}
	for _, f := range forged {
		if got, err := k.Open("cursor", f); forum.KindOf(err) != forum.Malformed || got != "" {
			t.Errorf("%.60q: %q, %v", f, got, err)
		}
	}
}

func TestOpenKey_isMadeOnceAndKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	sealed := openKey(t, dir, "site").Seal("p", "v")
	if _, err := openKey(t, dir, "site").Open("p", sealed); err != nil {
		t.Errorf("after a restart: %v", err)
	}
	if _, err := openKey(t, dir, "other").Open("p", sealed); err == nil {
		t.Error("keys of two names are the same")
	}
	path := filepath.Join(dir, "site.key")
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	openKey(t, dir, "site")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

func TestOpenKey_ofManyProcessesAtOnceIsOneKey(t *testing.T) {
	dir := t.TempDir()
	sealed := make([]string, 16)
	var all sync.WaitGroup
	for i := range sealed {
		all.Go(func() {
			k, err := OpenKey(dir, "site")
			if err != nil {
				t.Error(err)
				return
			}
			sealed[i] = k.Seal("p", "v")
		})
	}
	all.Wait()
	for _, s := range sealed {
		if s != sealed[0] || s == "" {
			t.Fatal("different keys")
		}
	}
}

func TestOpenKey_neverReplacesADamagedOne(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "site.key")
	for _, damaged := range []string{"", "short", strings.Repeat("A", 42), strings.Repeat("!", 43)} {
		if err := os.WriteFile(path, []byte(damaged), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenKey(dir, "site"); err == nil {
			t.Errorf("%q passes as a key", damaged)
		}
		if kept, _ := os.ReadFile(path); string(kept) != damaged {
			t.Errorf("%q was replaced", damaged)
		}
	}
	for _, name := range []string{"", ".", "..", "../site", "a/b", ".hidden"} {
		if _, err := OpenKey(dir, name); err == nil {
			t.Errorf("%q passes as a name", name)
		}
	}
}
