package markup

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plenary/internal/forum"
)

var update = flag.Bool("update", false, "write testdata/out anew")

// What people paste and type (testdata/in), as HTML and as text (testdata/out).
func TestRender_goldens(t *testing.T) {
	files, err := filepath.Glob("testdata/in/*")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	format := map[string]forum.Format{".html": forum.HTML, ".md": forum.Markdown, ".txt": forum.Text}
	for _, name := range files {
		base := filepath.Base(name)
		t.Run(base, func(t *testing.T) {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			r := render(t, string(source), format[filepath.Ext(name)])
			compare(t, filepath.Join("testdata/out", base+".html"), string(r.HTML)+"\n")
			compare(t, filepath.Join("testdata/out", base+".text"), r.Text+"\n")
			for _, f := range faults(r) {
				t.Error(f)
			}
			if s := unstable(r); s != "" {
				t.Error(s)
			}
		})
	}
}

func compare(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", golden, d)
	}
}
