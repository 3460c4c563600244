package fold

import "testing"

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Educación":   "educacion",
		"ÁRBOL ñandú": "arbol nandu",
		"Straße":      "strasse",
		"Søren Łuk":   "soren luk",
		"ﬁn":          "fin",
	} {
		if got := Fold(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for in, want := range map[string]string{
		"¿Quién llama primero?":             "quien-llama-primero",
		"  --  ":                            "",
		"Behavioral Health & Peer Support":  "behavioral-health-peer-support",
		"one two three four five six seven": "one-two-three-four-five",
	} {
		if got := Slug(in, 30); len(got) > 30 || len(in) < 30 && got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
