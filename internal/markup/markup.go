// Package markup makes safe HTML and plain text of what people wrote. It is the
// only place where HTML is made of anything but templates, and it is pure: it
// reads and writes nothing.
//
// A source is read leniently into a small tree of blocks and lines of text
// (read.go, build.go, line.go), which knows no element but those of Policy. The
// tree is written out again (write.go), and what was written passes one policy
// and one balancing parse (policy.go), so that nothing depends on the reading
// being right. Posts in every format end in the same few shapes, and writing is
// idempotent: HTML that came out of here and goes in again comes out unchanged.
package markup

import (
	"strings"

	"plenary/internal/forum"
)

// Version is that of the policy and of the shapes that are written. It is
// stored beside every text.
const Version = 1

// GroupHandle is the handle that stands for everybody in the group.
const GroupHandle = "group"

// Doc is a source that was read. It is immutable and safe for concurrent use.
type Doc struct {
	blocks []*block
}

// Mention is whom a handle names. Handle is the present one, which differs from
// the typed one after a change of handles.
type Mention struct {
	ID     forum.UserID
	Handle string
}

// Result is a text as it is stored and indexed.
type Result struct {
	HTML      forum.SafeHTML
	Text      string         // for search, snippets, notices; paragraphs apart by an empty line
	Own       string         // Text without what it quotes, and without code
	Handles   []string       // @handles named, lower case, unique, without @; GroupHandle too
	Mentioned []forum.UserID // whom the handles named outside of quotations, unique, in order
	Group     bool           // @group was named outside of quotations, and people had it
	Files     []forum.FileID // shown or linked, unique, in order
	Links     int            // to other sites
	Pictures  int
}

// Parse reads source. Errors: TooLarge above forum.MaxSource bytes; Invalid if
// elements nest deeper than forum.MaxDepth, if Markdown is too intricate to be
// read in a bounded time, or if the format is unknown. Invalid UTF-8, NUL and
// invisible characters are no error: they are replaced or dropped.
func (s Site) Parse(source string, f forum.Format) (*Doc, error) {
	if len(source) > forum.MaxSource {
		return nil, forum.Refused(forum.TooLarge, "error.source_too_large", "Max", forum.MaxSource>>10)
	}
	source = clean(source)
	b := newBuilder(s)
	switch f {
	case forum.HTML:
		b.readHTML(source)
	case forum.Markdown:
		if intricate(source) {
			return nil, forum.Wrong("body", "error.too_intricate")
		}
		out, err := markdownHTML(source)
		if err != nil {
			return nil, forum.Errorf("reading Markdown: %w", err)
		}
		b.readHTML(out)
	case forum.Text:
		b.readPlain(source)
	default:
		return nil, forum.Wrong("format", "error.format")
	}
	blocks := b.finish()
	if b.deep || depth(blocks) > forum.MaxDepth {
		return nil, forum.Wrong("body", "error.too_deep", "Max", forum.MaxDepth)
	}
	return &Doc{blocks: blocks}, nil
}

// Handles are the @handles that the text names, lower case, unique and without
// the @, GroupHandle included: what to look up before Render.
func (d *Doc) Handles() []string {
	var out set[string]
	eachPiece(d.blocks, func(p *piece) {
		if !p.mayMention() {
			return
		}
		for _, m := range findMentions(p.text) {
			out.add(m.handle)
		}
	})
	return out.list
}

// Render writes the text. A handle that is a key of people becomes a link to
// that person, or a marked @group if the key is GroupHandle; other handles stay
// text.
func (d *Doc) Render(people map[string]Mention) Result {
	w := writer{people: people}
	w.blocks(d.blocks)
	return Result{
		HTML:      gate(w.html.String()),
		Text:      plainText(d.blocks, people),
		Own:       plainText(ownWords(d.blocks), people),
		Handles:   d.Handles(),
		Mentioned: w.mentioned.list,
		Group:     w.group,
		Files:     w.files.list,
		Links:     w.links,
		Pictures:  w.pictures,
	}
}

// Plain writes a short plain text of ours or of a form, such as a profile's or
// a group's focus: paragraphs, line breaks and links. What is too large to be
// read comes back empty; forms refuse it before.
func (s Site) Plain(text string) forum.SafeHTML {
	d, err := s.Parse(text, forum.Text)
	if err != nil {
		return ""
	}
	return d.Render(nil).HTML
}

// set is a list without repetition, in the order of adding.
type set[T comparable] struct {
	list []T
	has  map[T]bool
}

func (s *set[T]) add(v T) {
	if s.has[v] {
		return
	}
	if s.has == nil {
		s.has = map[T]bool{}
	}
	s.has[v] = true
	s.list = append(s.list, v)
}

// clean makes source readable line by line: valid UTF-8, \n alone, no NUL.
func clean(source string) string {
	source = strings.ToValidUTF8(source, "\uFFFD")
	if strings.ContainsAny(source, "\x00\r") {
		source = strings.NewReplacer("\x00", "", "\r\n", "\n", "\r", "\n").Replace(source)
	}
	return source
}
