package markup

import (
	"regexp"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// patterns are the attributes of Policy that are read as they are, by element.
// Others are made by the writer.
var patterns = sync.OnceValue(func() map[string]map[string]*regexp.Regexp {
	out := map[string]map[string]*regexp.Regexp{}
	for _, e := range Policy() {
		for _, a := range e.Attrs {
			switch a.Name {
			case "lang", "dir", "start", "reversed", "colspan", "rowspan", "scope":
				if out[e.Name] == nil {
					out[e.Name] = map[string]*regexp.Regexp{}
				}
				out[e.Name][a.Name] = regexp.MustCompile(a.Pattern)
			}
		}
	}
	return out
})

// attributes are those of t that the block named name may keep, in the order of
// Policy.
func attributes(name string, t html.Token) []html.Attribute {
	if len(t.Attr) == 0 {
		return nil
	}
	var out []html.Attribute
	for _, key := range []string{"lang", "dir", "start", "reversed", "colspan", "rowspan", "scope"} {
		re := patterns()[name][key]
		if re == nil || !hasAttr(t, key) {
			continue
		}
		val := strings.TrimSpace(get(t, key))
		switch key {
		case "reversed":
			val = ""
		case "dir", "scope":
			val = strings.ToLower(val)
		}
		if re.MatchString(val) {
			out = append(out, html.Attribute{Key: key, Val: val})
		}
	}
	return out
}

var pixelsPattern = regexp.MustCompile(pixels)

func pixelsOf(t html.Token, key string) string {
	if v := strings.TrimSpace(get(t, key)); pixelsPattern.MatchString(v) {
		return v
	}
	return ""
}

// get is the first attribute named key, which is the one that browsers take.
func get(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasAttr(t html.Token, key string) bool { return has(t.Attr, key) }

func hasClass(t html.Token, class string) bool {
	for _, c := range strings.Fields(get(t, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// oneLine is s with white space folded, cut to limit characters if limit is not 0.
func oneLine(s string, limit int) string {
	s = strings.Join(strings.Fields(visible(s)), " ")
	if r := []rune(s); limit > 0 && len(r) > limit {
		s = strings.TrimSpace(string(r[:limit]))
	}
	return s
}

func has(attrs []html.Attribute, name string) bool {
	for _, a := range attrs {
		if a.Key == name {
			return true
		}
	}
	return false
}
