package forum

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	MaxDrafts      = 100      // of one person
	MaxDraftBytes  = 16 << 20 // of all drafts of one person
	MaxDraftFields = 16 << 10 // bytes of what a form holds beside the text
	DraftLife      = 180 * 24 * time.Hour
	DraftEndLife   = 30 * 24 * time.Hour // for how long a text that was sent can't become a draft again
)

// DraftKind says what a draft is to become.
type DraftKind string

const (
	DraftReply      DraftKind = "reply"
	DraftDiscussion DraftKind = "discussion"
	DraftEdit       DraftKind = "edit"
	DraftArticle    DraftKind = "article"
)

// draftLetters stand for the kinds in the names of places.
var draftLetters = map[DraftKind]string{DraftReply: "c", DraftDiscussion: "g", DraftEdit: "p", DraftArticle: "a"}

// DraftPlace is where a text that is being written belongs: to the conversation,
// group, post or article of that id. Article 0 is a new one.
type DraftPlace struct {
	Kind DraftKind
	Ref  int64
}

// String is the place's name: c42, g5, p99, a7, a0.
func (p DraftPlace) String() string {
	return draftLetters[p.Kind] + strconv.FormatInt(p.Ref, 10)
}

// DraftPlaceOf reads a place's name. NotFound if it is none.
func DraftPlaceOf(name string) (DraftPlace, error) {
	for kind, letter := range draftLetters {
		digits, ok := strings.CutPrefix(name, letter)
		if !ok {
			continue
		}
		ref, err := strconv.ParseInt(digits, 10, 64)
		p := DraftPlace{kind, ref}
		if err != nil || p.String() != name || ref < 0 || ref == 0 && kind != DraftArticle {
			return DraftPlace{}, Missing()
		}
		return p, nil
	}
	return DraftPlace{}, Missing()
}

// Draft is a text that was not sent yet. Only who writes it sees it.
type Draft struct {
	ID        DraftID
	Place     DraftPlace
	Body      string
	Format    Format
	Fields    map[string]string // what else the form holds, by name: title, lang, summary …
	ReplyTo   PostID
	Revision  int    // of the post, when it was opened to be edited
	ClientID  string // with which the window that it was written in will send it
	Version   int64  // rises with every save; 0: nothing is saved here but Others
	Session   SessionID
	UpdatedAt time.Time
	Aside     bool    // it lies beside the draft of its place
	Others    []Draft // what was written at the same place elsewhere meanwhile
}

// Empty reports whether nothing is written.
func (d Draft) Empty() bool {
	return strings.TrimSpace(d.Body) == "" && strings.TrimSpace(d.Fields["title"]+d.Fields["summary"]) == ""
}

// Same reports whether both say the same.
func (d Draft) Same(other Draft) bool {
	if d.Body != other.Body || d.Format != other.Format || d.ReplyTo != other.ReplyTo || len(d.Fields) != len(other.Fields) {
		return false
	}
	for name, value := range d.Fields {
		if was, ok := other.Fields[name]; !ok || was != value {
			return false
		}
	}
	return true
}

// DraftFields are what forms hold beside a text and that drafts keep.
var DraftFields = []string{"title", "lang", "summary", "kind", "group", "guests", "picture_alt", "slug", "when", "at"}

// Check is nil if d may be kept; Invalid otherwise.
func (d Draft) Check() error {
	if len(d.Body) > MaxSource {
		return Refused(TooLarge, "error.source_too_large", "Max", MaxSource>>10)
	}
	if !d.Format.Valid() {
		return Wrong("format", "error.format")
	}
	size := 0
	for name, value := range d.Fields {
		if !slices.Contains(DraftFields, name) {
			return Wrong("fields", "error.draft_field")
		}
		if size += len(name) + len(value); size > MaxDraftFields {
			return Wrong("fields", "error.draft_fields")
		}
	}
	return nil
}
