package markup

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"plenary/internal/forum"
)

// Addresses lists what HTML of ours links to and shows, in order and with
// repetitions.
func Addresses(h forum.SafeHTML) []string {
	var all []string
	z := html.NewTokenizer(strings.NewReader(string(h)))
	for z.Next() != html.ErrorToken {
		t := z.Token()
		for _, a := range t.Attr {
			if isAddress(t, a.Key) {
				all = append(all, a.Val)
			}
		}
	}
	return all
}

func isAddress(t html.Token, key string) bool {
	return t.DataAtom == atom.A && key == "href" || t.DataAtom == atom.Img && key == "src"
}

// Relink is HTML of ours as it stands elsewhere than on the site: to gives the
// new address for each that it has. Pictures lose their other widths, which are
// not there.
func Relink(h forum.SafeHTML, to func(address string) string) forum.SafeHTML {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(string(h)))
	for z.Next() != html.ErrorToken {
		as := string(z.Raw()) // the token is read in place
		t := z.Token()
		if t.DataAtom != atom.A && t.DataAtom != atom.Img {
			b.WriteString(as)
			continue
		}
		kept := t.Attr[:0]
		for _, a := range t.Attr {
			switch {
			case isAddress(t, a.Key):
				a.Val = to(a.Val)
				kept = append(kept, a)
			case t.DataAtom == atom.Img && (a.Key == "srcset" || a.Key == "sizes"):
			default:
				kept = append(kept, a)
			}
		}
		t.Attr = kept
		b.WriteString(t.String())
	}
	return forum.SafeHTML(b.String())
}
