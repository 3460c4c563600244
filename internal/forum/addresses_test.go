package forum_test

import (
	"slices"
	"testing"

	"plenary/internal/forum"
)

func TestAddresses_areFoundInWhatIsPasted(t *testing.T) {
	for pasted, want := range map[string][]string{
		"": nil, " \n\t\n": nil,
		"ana@a.org\nben@b.org":                            {"ana@a.org", "ben@b.org"},
		"ana@a.org, ben@b.org;cid@c.org dora@d.org":       {"ana@a.org", "ben@b.org", "cid@c.org", "dora@d.org"},
		"Ruiz, Ana <ana@a.org>; \"Lee, Ben\" <ben@b.org>": {"ana@a.org", "ben@b.org"},
		"Ana Ruiz\tana@a.org\tNurse\r\nBen Lee":           {"ana@a.org", "Ben Lee"},
		"mailto:ana@a.org":                                {"ana@a.org"},
	} {
		if got := forum.Addresses(pasted); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", pasted, got, want)
		}
	}
}
