package markup

import (
	"errors"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/markup/attack"
)

func TestAttacks_leaveNothingButHarmlessMarkup(t *testing.T) {
	if n := len(attack.Table); n < 80 {
		t.Fatalf("only %d attacks", n)
	}
	names := map[string]bool{}
	for _, a := range attack.Table {
		if names[a.Name] {
			t.Errorf("two attacks are named %q", a.Name)
		}
		names[a.Name] = true
		t.Run(a.Name, func(t *testing.T) {
			d, err := own.Parse(a.Source, a.Format)
			if a.Refused {
				var e *forum.Error
				if !errors.As(err, &e) || e.Kind != forum.Invalid {
					t.Fatalf("got %v, want an Invalid error", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			r := d.Render(people)
			for _, f := range faults(r) {
				t.Errorf("%.300s\n→ %.300s\n%.600s", a.Source, r.HTML, f)
			}
			if s := unstable(r); s != "" {
				t.Errorf("%.300s\n%.600s", a.Source, s)
			}
		})
	}
}

// The checks above find faults in every attack that has one to find: what they
// find in the sources as they are proves that they look.
func TestAttacks_areFoundWhenNothingIsSanitized(t *testing.T) {
	blind := 0
	for _, a := range attack.Table {
		if a.Format == forum.HTML && !a.Refused && len(faults(Result{HTML: forum.SafeHTML(a.Source)})) == 0 {
			blind++
			t.Logf("nothing found in %s: %.100s", a.Name, a.Source)
		}
	}
	if blind > 12 { // texts that are only dangerous once they are unescaped
		t.Errorf("nothing is found in %d attacks", blind)
	}
}
