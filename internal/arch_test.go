// Package internal_test holds the house's rules as data: an arrow that isn't drawn here fails the build.
package internal_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// arrows says which of our packages each of them may import. A new package, or a new arrow, is a decision: it is
// drawn here and explained in the commit.
var arrows = map[string][]string{
	"internal/secret":    {"internal/forum"},
	"internal/fold":      {},
	"internal/forum":     {},
	"internal/config":    {},
	"internal/keep":      {},
	"internal/live":      {},
	"internal/gauge":     {},
	"internal/gate":      {},
	"internal/given":     {"internal/door", "internal/forum"},
	"internal/tongue":    {"internal/forum"},
	"internal/seek":      {"internal/fold", "internal/forum"},
	"migrations":         {},
	"web":                {},
	"web/lang":           {"internal/forum"},
	"web/view":           {"internal/forum", "web", "web/lang"},
	"internal/store":     {"internal/fold", "internal/forum", "internal/gauge", "migrations"},
	"internal/markup":    {"internal/fold", "internal/forum"},
	"internal/jobs":      {"internal/forum"},
	"internal/files":     {"internal/forum"},
	"internal/backup":    {"internal/files", "internal/forum", "internal/store"},
	"internal/fill":      {"internal/fold", "internal/forum", "internal/store"},
	"internal/mail":      {"internal/forum", "web/lang", "web/view"},
	"internal/app":       {"internal/backup", "internal/files", "internal/fold", "internal/forum", "internal/gauge", "internal/keep", "internal/mail", "internal/markup", "internal/secret", "internal/seek", "internal/store", "internal/tongue"},
	"internal/demo":      {"internal/app", "internal/forum"},
	"internal/door":      {"internal/config", "internal/forum", "web/lang"},
	"internal/httpd":     {"internal/api", "internal/app", "internal/config", "internal/door", "internal/forum", "internal/gate", "internal/gauge", "internal/keep", "internal/live", "internal/record", "internal/secret", "web", "web/lang", "web/view"},
	"internal/api":       {"internal/app", "internal/door", "internal/forum", "internal/given", "internal/keep", "web/lang"},
	"internal/record":    {"internal/api", "internal/app", "internal/forum", "internal/markup", "web/lang", "web/view"},
	"internal/soak":      {}, // knows the program by its commands and contract
	"cmd/dev":            {"internal/bench", "internal/soak", "web"},
	"internal/site":      {"internal/app", "internal/backup", "internal/config", "internal/demo", "internal/files", "internal/fill", "internal/forum", "internal/httpd", "internal/jobs", "internal/mail", "internal/markup", "internal/record", "internal/secret", "internal/store"},
	"internal/bench":     {}, // knows the program from outside only
	"cmd/plenary":        {"internal/app", "internal/backup", "internal/config", "internal/demo", "internal/fill", "internal/forum", "internal/site", "internal/store", "web", "web/lang"},
	"internal/forumtest": {"internal/app", "internal/config", "internal/forum", "internal/site"},

	// the attacks that browser tests share
	"internal/markup/attack": {"internal/forum"},

	// tests alone
	"internal/browsertest": {},
}

// homes says where alone a library may be imported, by the beginning of its path. Tests are held to it, too.
var homes = map[string][]string{
	"github.com/gofiber/":              {"internal/httpd", "internal/api", "internal/door", "internal/bench", "cmd/plenary"},
	"github.com/uptrace/bun":           {"internal/store"},
	"modernc.org/":                     {"internal/store", "internal/bench"},
	"github.com/microcosm-cc/":         {"internal/markup"},
	"github.com/yuin/goldmark":         {"internal/markup"},
	"github.com/evanw/esbuild":         {"cmd/dev"},
	"github.com/chromedp/":             {"internal/forumtest", "internal/markup"},
	"github.com/wneessen/go-mail":      {"internal/mail"},
	"github.com/nicksnyder/go-i18n/v2": {"web/lang"},
	"github.com/sergi/go-diff":         {"internal/markup"},
}

// source is one file of ours.
type source struct {
	path  string // from the root, with slashes
	text  []byte
	file  *ast.File // nil if it isn't Go
	lines int
}

func (s source) pkg() string     { return path.Dir(s.path) }
func (s source) test() bool      { return strings.HasSuffix(s.path, "_test.go") }
func (s source) generated() bool { return strings.HasSuffix(s.path, "_templ.go") }

func (s source) imports() []string {
	if s.file == nil {
		return nil
	}
	var paths []string
	for _, spec := range s.file.Imports {
		p, _ := strconv.Unquote(spec.Path.Value)
		paths = append(paths, p)
	}
	return paths
}

// sources reads everything we wrote.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains([]string{".git", "node_modules", "dist", "bin", "data", ".bench", "testdata"}, d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if !slices.Contains([]string{".go", ".templ", ".css", ".js"}, path.Ext(p)) {
			return nil
		}
		text, err := fs.ReadFile(root, p)
		if err != nil {
			return err
		}
		s, err := parse(p, text)
		all = append(all, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("found only %d files: these rules looked in the wrong place", len(all))
	}
	return all
}

func parse(p string, text []byte) (source, error) {
	s := source{path: p, text: text, lines: bytes.Count(text, []byte("\n"))}
	if path.Ext(p) != ".go" {
		return s, nil
	}
	var err error
	s.file, err = parser.ParseFile(token.NewFileSet(), p, text, parser.SkipObjectResolution)
	return s, err
}

// rules are the house's rules about one file: each says what is wrong with it, or nothing.
var rules = map[string]func(s source) []string{
	"arrows":    arrowsOf,
	"homes":     homesOf,
	"length":    lengthOf,
	"sleep":     sleepsIn,
	"safe HTML": conversionsIn,
	"raw HTML":  rawIn,
}

func arrowsOf(s source) (wrong []string) {
	allowed, known := arrows[s.pkg()]
	if s.file == nil {
		return nil
	}
	if !known && s.pkg() != "internal" {
		return []string{"package " + s.pkg() + " isn't drawn in internal/arch_test.go"}
	}
	for _, p := range s.imports() {
		ours, ok := strings.CutPrefix(p, "plenary/")
		switch {
		case s.pkg() == "internal/forum" && !s.test() && strings.Contains(p, "."):
			wrong = append(wrong, "forum imports "+p+", but may use the standard library only")
		case !ok || ours == s.pkg():
		case s.test() && ours == "internal/forumtest":
		case !slices.Contains(allowed, ours) && !s.test():
			wrong = append(wrong, "imports "+ours+", an arrow that isn't drawn in internal/arch_test.go")
		case ours == "internal/forumtest":
			wrong = append(wrong, "imports forumtest, which is for tests")
		}
	}
	return wrong
}

func homesOf(s source) (wrong []string) {
	for _, p := range s.imports() {
		for library, where := range homes {
			if strings.HasPrefix(p, library) && !slices.Contains(where, s.pkg()) {
				wrong = append(wrong, fmt.Sprintf("imports %s, which belongs in %s alone", p, strings.Join(where, ", ")))
			}
		}
	}
	return wrong
}

func lengthOf(s source) []string {
	if s.lines > 400 && !s.generated() {
		return []string{fmt.Sprintf("has %d lines: 300 are plenty, 400 the end", s.lines)}
	}
	return nil
}

// calls returns the calls of pkg.name in a Go file.
func calls(s source, pkg, name string) []*ast.CallExpr {
	if s.file == nil {
		return nil
	}
	return callsUnder(s.file, pkg, name)
}

func callsUnder(top ast.Node, pkg, name string) (found []*ast.CallExpr) {
	ast.Inspect(top, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && selects(call.Fun, pkg, name) {
			found = append(found, call)
		}
		return true
	})
	return found
}

func selects(e ast.Expr, pkg, name string) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == pkg
}

// sleepsIn leaves alone what sleeps inside synctest.Test: time there is made up, and costs nothing.
func sleepsIn(s source) []string {
	if !s.test() {
		return nil
	}
	sleeps := len(calls(s, "time", "Sleep"))
	for _, bubble := range calls(s, "synctest", "Test") {
		sleeps -= len(callsUnder(bubble, "time", "Sleep"))
	}
	if sleeps > 0 {
		return []string{"sleeps: wait on a condition, and name it"}
	}
	return nil
}

// conversionsIn keeps text from being declared safe anywhere but where it is made so, or read back.
func conversionsIn(s source) []string {
	if s.test() || s.generated() || s.pkg() == "internal/markup" || s.pkg() == "internal/store" {
		return nil
	}
	if len(calls(s, "forum", "SafeHTML")) > 0 || s.file == nil && bytes.Contains(s.text, []byte("forum.SafeHTML(")) {
		return []string{"converts to forum.SafeHTML: only markup makes it, and store reads it back"}
	}
	return nil
}

// rawIn lets HTML past templ's escaping only in web/view, in Go functions that take a forum.SafeHTML.
func rawIn(s source) []string {
	if s.generated() {
		return nil
	}
	if s.file == nil {
		if bytes.Contains(s.text, []byte("templ.Raw(")) {
			return []string{"uses templ.Raw: only a Go function in web/view that takes a forum.SafeHTML may"}
		}
		return nil
	}
	raw := len(calls(s, "templ", "Raw"))
	for _, d := range s.file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if ok && s.pkg() == "web/view" && takesSafeHTML(f) {
			raw -= len(callsUnder(f, "templ", "Raw"))
		}
	}
	if raw > 0 {
		return []string{"uses templ.Raw: only a Go function in web/view that takes a forum.SafeHTML may"}
	}
	return nil
}

func takesSafeHTML(f *ast.FuncDecl) bool {
	params := f.Type.Params.List
	return len(params) == 1 && len(params[0].Names) == 1 && selects(params[0].Type, "forum", "SafeHTML")
}

func TestHouse(t *testing.T) {
	raw := 0
	for _, s := range sources(t) {
		for name, rule := range rules {
			for _, wrong := range rule(s) {
				t.Errorf("%s: %s %s", name, s.path, wrong)
			}
		}
		if !s.generated() && !s.test() {
			raw += len(calls(s, "templ", "Raw"))
		}
	}
	if raw > 1 {
		t.Errorf("templ.Raw stands in %d places: one helper does", raw)
	}
}

// Each rule catches what it is there for, so that its silence means something.
func TestHouse_rulesBite(t *testing.T) {
	for _, c := range []struct{ rule, path, text string }{
		{"arrows", "internal/store/a.go", "package store\nimport _ \"plenary/internal/app\""},
		{"arrows", "internal/httpd/a.go", "package httpd\nimport _ \"plenary/internal/store\""},
		{"arrows", "internal/forum/a.go", "package forum\nimport _ \"golang.org/x/text/language\""},
		{"arrows", "internal/util/a.go", "package util"},
		{"arrows", "internal/app/a.go", "package app\nimport _ \"plenary/internal/forumtest\""},
		{"homes", "internal/app/a.go", "package app\nimport _ \"github.com/uptrace/bun/dialect\""},
		{"homes", "internal/live/a_test.go", "package live\nimport _ \"github.com/gofiber/fiber/v2\""},
		{"length", "web/styles/a.css", strings.Repeat("a{}\n", 401)},
		{"sleep", "internal/app/a_test.go", "package app\nimport \"time\"\nfunc f() { time.Sleep(1) }"},
		{"safe HTML", "internal/app/a.go", "package app\nvar x = forum.SafeHTML(\"<b>\")"},
		{"safe HTML", "web/view/a.templ", "{ forum.SafeHTML(x) }"},
		{"raw HTML", "web/view/a.templ", "@templ.Raw(x)"},
		{"raw HTML", "web/view/a.go", "package view\nfunc f(s string) { templ.Raw(s) }"},
		{"raw HTML", "internal/httpd/a.go", "package httpd\nfunc f(s forum.SafeHTML) { templ.Raw(s) }"},
	} {
		s, err := parse(c.path, []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		if len(rules[c.rule](s)) == 0 {
			t.Errorf("%s lets this pass in %s: %.80s", c.rule, c.path, c.text)
		}
	}
	for _, c := range []struct{ path, text string }{
		{"internal/app/a.go", "package app\nimport _ \"plenary/internal/store\""},
		{"internal/app/a_test.go", "package app_test\nimport _ \"plenary/internal/forumtest\""},
		{"internal/markup/a.go", "package markup\nvar x = forum.SafeHTML(\"\")"},
		{"web/view/a.go", "package view\nfunc f(s forum.SafeHTML) { templ.Raw(s) }"},
		{"internal/live/a_test.go", "package live\nfunc f() { synctest.Test(t, func(t *testing.T) { time.Sleep(1) }) }"},
		{"web/view/a_templ.go", strings.Repeat("\n", 500) + "package view"},
	} {
		s, err := parse(c.path, []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		for name, rule := range rules {
			for _, wrong := range rule(s) {
				t.Errorf("%s holds up what is right: %s %s", name, c.path, wrong)
			}
		}
	}
}

// The driver is C turned into Go against exactly one version of libc; any other corrupts or crashes, and upgrades
// move it silently.
func TestDriver_hasTheLibcItWasMadeFor(t *testing.T) {
	list := func(format, module string) string {
		out, err := exec.Command("go", "list", "-m", "-f", format, module).Output()
		if err != nil {
			t.Fatalf("go list -m %s: %v", module, err)
		}
		return strings.TrimSpace(string(out))
	}
	mod, err := os.ReadFile(list("{{.GoMod}}", "modernc.org/sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`modernc\.org/libc (v\S+)`).FindSubmatch(mod)
	if m == nil {
		t.Fatal("modernc.org/sqlite doesn't name its libc any more: look at this rule again")
	}
	if have := list("{{.Version}}", "modernc.org/libc"); have != string(m[1]) {
		t.Errorf("modernc.org/libc is %s, but the driver was made for %s", have, m[1])
	}
}

// A component of templ is a function that returns a closure. The compiler takes the function for small, puts a copy of
// the closure wherever it is called, and copies of what that calls into the copy: a minute to build what takes six
// seconds, and a program a good deal larger.
func TestComponents_areNotInlined(t *testing.T) {
	pages, err := filepath.Glob("../web/view/*.templ")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^(.*)\n(templ .*\) \{)$`).FindAllStringSubmatch(string(text), -1) {
			if m[1] != "//go:noinline" {
				t.Errorf("%s: %s: write //go:noinline above it", filepath.Base(page), m[2])
			}
		}
	}
}
