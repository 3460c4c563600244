package seek

import (
	"reflect"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	for _, c := range []struct {
		typed       string
		terms       []string
		match, last string
		filters     int
	}{
		{"peer sup", []string{"peer", "sup"}, `"peer"`, "sup", 0},
		{"peer sup ", []string{"peer", "sup"}, `"peer"`, "sup", 0},
		{`peer "first contact"`, []string{"peer", "first contact"}, `"peer" AND "first contact"`, "", 0},
		{`"first cont`, []string{"first cont"}, `"first cont"`, "", 0},
		{"follow-up", []string{"follow up"}, "", "follow up", 0},
		{"a", []string{"a"}, `"a"`, "", 0},
		{"lantern group:ops by:ana", []string{"lantern"}, "", "lantern", 2},
		{"group:ops lantern", []string{"lantern"}, "", "lantern", 1},
		{"tag:x after:yesterday before:2026-02-30 in:nowhere group: by:@", []string{"tag x", "after yesterday", "before 2026 02 30", "in nowhere", "group", "by"},
			`"tag x" AND "after yesterday" AND "before 2026 02 30" AND "in nowhere" AND "group"`, "by", 0},
		{`NEAR(a b) AND -x ^y* "`, []string{"NEAR a", "b", "AND", "x", "y"}, `"NEAR a" AND "b" AND "AND" AND "x" AND "y"`, "", 0},
		{"🎉 ¡!", nil, "", "", 0},
	} {
		q := Parse(c.typed, "", time.UTC)
		match, last := q.Match()
		if !reflect.DeepEqual(q.Terms, c.terms) || match != c.match || last != c.last || len(q.Filters) != c.filters {
			t.Errorf("%q: %q, match %q, last %q, filters %v", c.typed, q.Terms, match, last, q.Filters)
		}
	}
}

func TestParse_filters(t *testing.T) {
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	q := Parse(`Group:OPS by:"Ána Ruiz" by:@ben in:channel IN:files after:2026-01-31 before:2026-02-01 one`, "people", zone)
	if !reflect.DeepEqual(q.Groups, []string{"ops"}) || !reflect.DeepEqual(q.By, []string{"ana ruiz", "ben"}) || q.In != "files" ||
		!q.After.Equal(time.Date(2026, 1, 31, 6, 0, 0, 0, time.UTC)) || !q.Before.Equal(time.Date(2026, 2, 1, 6, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", q)
	}
	var without []string
	for _, f := range q.Filters {
		without = append(without, f.Name+"="+f.Value+" → "+q.Without(f))
	}
	want := []string{
		`group=OPS → by:"Ána Ruiz" by:@ben in:channel IN:files after:2026-01-31 before:2026-02-01 one`,
		`by=Ána Ruiz → Group:OPS by:@ben in:channel IN:files after:2026-01-31 before:2026-02-01 one`,
		`by=ben → Group:OPS by:"Ána Ruiz" in:channel IN:files after:2026-01-31 before:2026-02-01 one`,
		`in=files → Group:OPS by:"Ána Ruiz" by:@ben after:2026-01-31 before:2026-02-01 one`,
		`after=2026-01-31 → Group:OPS by:"Ána Ruiz" by:@ben in:channel IN:files before:2026-02-01 one`,
		`before=2026-02-01 → Group:OPS by:"Ána Ruiz" by:@ben in:channel IN:files after:2026-01-31 one`,
	}
	want[2] = "by=@ben" + want[2][len("by=ben"):]
	if !reflect.DeepEqual(without, want) {
		t.Errorf("%q", without)
	}
	if got := Parse("lantern group:ops", "files", zone).Without(Filter{Name: In}); got != "lantern group:ops" {
		t.Errorf("without a kind that was not typed: %q", got)
	}
	if got := Parse("one after:2026-01-01", "", zone).With(After, "2026-02-02"); got != "one after:2026-02-02" {
		t.Errorf("%q", got)
	}
	if got := Parse("one by:ana", "", zone).With(By, "ben ruiz"); got != `one by:ana by:"ben ruiz"` {
		t.Errorf("%q", got)
	}
}

func TestLast(t *testing.T) {
	for typed, want := range map[string][3]string{
		"peer gro":           {"", "gro", "peer "},
		"peer ":              {"", "", "peer "},
		"peer group:op":      {"group", "op", "peer "},
		"By:@a":              {"by", "@a", ""},
		`x by:"ana ru`:       {"by", "ana ru", "x "},
		"tag:x":              {"", "tag:x", ""},
		"a\u00a0in:":         {"in", "", "a\u00a0"},
		`"closed phrase" be`: {"", "be", `"closed phrase" `},
	} {
		name, value, before := Last(typed)
		if got := [3]string{name, value, before}; got != want {
			t.Errorf("%q: %q", typed, got)
		}
	}
}
