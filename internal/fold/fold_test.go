package fold

import (
	"math/rand/v2"
	"testing"
)

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

// The table gives what the long way gives, for any letters beside each other.
func TestFold_table(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		text := make([]rune, draw.IntN(8))
		for i := range text {
			text[i] = draw.Int32N(latinEnd + draw.Int32N(2)*0x200)
		}
		if got, want := Fold(string(text)), foldAny(string(text)); got != want {
			t.Fatalf("%q: got %q, want %q", string(text), got, want)
		}
	}
}

func BenchmarkFold(b *testing.B) {
	for b.Loop() {
		Fold("Educación")
	}
}

func TestPlain(t *testing.T) {
	for word, want := range map[string]string{"Educación": "educacion", "educacio\u0301n": "educacion", "ÑANDÚ": "nandu", "abc123": "abc123", "ế": "e",
		"straße": "", "smørrebrød": "", "ﬁnal": "", "漢字": "", "": "", "a-b": "", "\u0301": "", "İ": "i"} {
		if got, ok := Plain(word); got != want || ok != (want != "") {
			t.Errorf("Plain(%q) = %q, %v; want %q", word, got, ok, want)
		}
	}
}
