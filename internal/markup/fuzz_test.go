package markup

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/markup/attack"
)

var formats = []forum.Format{forum.HTML, forum.Markdown, forum.Text}

// FuzzRender: whatever is posted, nothing panics, and what is written is within
// the policy, balanced, and the same when it is posted once more.
func FuzzRender(f *testing.F) {
	for _, a := range attack.Table {
		if len(a.Source) < 1000 {
			for i := range formats {
				f.Add(a.Source, uint8(i))
			}
		}
	}
	goldens, err := filepath.Glob("testdata/in/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range goldens {
		source, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(source), uint8(0))
		f.Add(string(source), uint8(1))
	}
	f.Fuzz(func(t *testing.T, source string, format uint8) {
		d, err := own.Parse(source, formats[int(format)%len(formats)])
		if err != nil {
			if k := forum.KindOf(err); k != forum.Invalid && k != forum.TooLarge {
				t.Fatal(err)
			}
			return
		}
		r := d.Render(people)
		for _, fault := range faults(r) {
			t.Errorf("%s\n%s", r.HTML, fault)
		}
		if s := unstable(r); s != "" {
			t.Error(s)
		}
		if s := Snippet(r.Text, strings.Fields(r.Text[:min(len(r.Text), 40)]), 40); strings.Contains(strings.NewReplacer("<mark>", "", "</mark>", "").Replace(string(s)), "<") {
			t.Errorf("snippet %s", s)
		}
	})
}
