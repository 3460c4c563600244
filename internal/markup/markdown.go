package markup

import (
	"regexp"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"plenary/internal/forum"
)

// markdown reads GitHub's dialect. It knows no HTML, so that a tag is shown as
// it was typed, and every line end is one, as in mail. Bare addresses are
// linked here, lest their underscores be emphasis, and by tidy for all formats.
var markdown = sync.OnceValue(func() goldmark.Markdown {
	blocks := without(parser.DefaultBlockParsers(), func(v any) bool { return v == parser.NewHTMLBlockParser() })
	inlines := without(parser.DefaultInlineParsers(), func(v any) bool { return v == parser.NewRawHTMLParser() })
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(blocks...),
			parser.WithInlineParsers(inlines...),
			parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		)),
		goldmark.WithExtensions(extension.Strikethrough, extension.Table, extension.TaskList,
			extension.NewLinkify(extension.WithLinkifyWWWRegexp(never))),
		goldmark.WithRendererOptions(html.WithHardWraps()),
	)
})

// never does not match: addresses without a scheme are left to tidy, which
// takes https for them.
var never = regexp.MustCompile(`^\b$`)

func without(all []util.PrioritizedValue, drop func(any) bool) []util.PrioritizedValue {
	var out []util.PrioritizedValue
	for _, v := range all {
		if !drop(v.Value) {
			out = append(out, v)
		}
	}
	return out
}

// markdownHTML is HTML of Markdown, to be read like HTML from anywhere.
func markdownHTML(source string) (string, error) {
	var b strings.Builder
	err := markdown().Convert([]byte(source), &b)
	return b.String(), err
}

// Bounds of what the parser takes quadratic time for. They are far beyond what
// a text of forum.MaxPostText characters needs.
const (
	maxBrackets = 4000  // [
	maxRuns     = 10000 // runs of *, _, ~ and backticks
)

var containerMarks = regexp.MustCompile(`^(?:[ \t]*(?:>|[-+*][ \t]|[0-9]{1,9}[.)][ \t]))+`)

// intricate reports whether source is made to keep the parser busy: it nests
// too deep in one line, or has too many brackets or runs of emphasis.
func intricate(source string) bool {
	brackets, runs := 0, 0
	prev := byte(0)
	for i := 0; i < len(source); i++ {
		switch c := source[i]; c {
		case '[':
			brackets++
		case '*', '_', '~', '`':
			if c != prev {
				runs++
			}
		}
		prev = source[i]
	}
	if brackets > maxBrackets || runs > maxRuns {
		return true
	}
	for line := range strings.Lines(source) {
		if m := containerMarks.FindString(line); len(m) > forum.MaxDepth && strings.Count(m, ">")+len(strings.Fields(m)) > 2*forum.MaxDepth {
			return true
		}
	}
	return false
}
