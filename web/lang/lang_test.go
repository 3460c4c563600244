package lang

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"plenary/internal/forum"
)

func messagesOf(t *testing.T, l forum.Lang) map[string]any {
	t.Helper()
	all := map[string]any{}
	names, err := fs.Glob(files, "messages/*."+string(l)+".json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no messages in %s: %v", l, err)
	}
	for _, name := range names {
		raw, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		one := map[string]any{}
		if err := json.Unmarshal(raw, &one); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for k, v := range one {
			if _, twice := all[k]; twice {
				t.Errorf("%s says %q a second time", name, k)
			}
			all[k] = v
		}
	}
	return all
}

var parameter = regexp.MustCompile(`\{\{\.\w+\}\}`)

func TestEveryMessage_existsInEveryLanguageWithTheSameParameters(t *testing.T) {
	en, es := messagesOf(t, forum.English), messagesOf(t, forum.Spanish)
	for key, m := range en {
		other, ok := es[key]
		if !ok {
			t.Errorf("%q has no Spanish", key)
			continue
		}
		if a, b := parameters(m), parameters(other); !slices.Equal(a, b) {
			t.Errorf("%q names %v in English, %v in Spanish", key, a, b)
		}
	}
	for key := range es {
		if _, ok := en[key]; !ok {
			t.Errorf("%q has no English", key)
		}
	}
}

func parameters(m any) []string {
	var text string
	switch m := m.(type) {
	case string:
		text = m
	case map[string]any:
		text, _ = m["other"].(string)
	}
	found := parameter.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

var used = regexp.MustCompile(`(?:\.T\(|\.N\(|Wrong\("[^"]*", |Refused\([^,]+, |Msg: +)"([a-z_]+(?:\.[a-z_0-9]+)+)"( ?\+)?`)

func TestEveryKeyInTheCode_hasAMessage(t *testing.T) {
	en := messagesOf(t, forum.English)
	found := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, "_test.go") || !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".templ") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range used.FindAllStringSubmatch(string(src), -1) {
			found++
			if _, ok := en[m[1]]; !ok && (m[2] == "" || !anyBegins(en, m[1])) {
				t.Errorf("%s says %q, which has no message", path, m[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found < 10 {
		t.Fatalf("found only %d keys in the code: the search is broken", found)
	}
}

// anyBegins reports whether a message's key begins so: the code adds the rest.
func anyBegins(messages map[string]any, prefix string) bool {
	for key := range messages {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

func TestPrinter_wordsPluralsParametersAndFallsBackToTheKey(t *testing.T) {
	if got := In(forum.Spanish).T("error.too_long", "Max", 80); got != "Limítese a 80 caracteres." {
		t.Error(got)
	}
	if got := In("fr").T("error.required"); got != "Please fill this in." {
		t.Error(got)
	}
	if got := In(forum.English).T("no.such.key"); got != "no.such.key" {
		t.Error(got)
	}
}

func TestMatch_choosesTheLanguageThatFitsBest(t *testing.T) {
	for header, want := range map[string]forum.Lang{
		"es-MX,es;q=0.9,en;q=0.5": forum.Spanish,
		"fr-FR,fr;q=0.9,es;q=0.4": forum.Spanish,
		"de":                      forum.English,
		"":                        forum.English,
		"\x00;;;q=zz":             forum.English,
	} {
		if got := Match(header); got != want {
			t.Errorf("%q: got %s, want %s", header, got, want)
		}
	}
}
