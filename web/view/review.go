package view

import (
	"time"

	"plenary/internal/forum"
)

// PostFlag asks the moderators to look at a post.
type PostFlag struct {
	Page
	Post         Item
	Conversation forum.Conversation
	Form         Form // reason, note
}

// ReviewInbox is what waits for those who moderate, or what was decided.
type ReviewInbox struct {
	Page
	Head     *GroupHead // of one group's inbox; nil: of all
	Decided  bool
	Items    []ReviewItem
	More     string // address of the next page, if there is one
	Places   []ReviewPlace
	Everyone bool // the reader may silence and ban in the whole network
}

// ReviewPlace is a group of the reader's with how much waits there.
type ReviewPlace struct {
	Name, Path string
	Waiting    int
}

// ReviewItem is one of them with what a moderator wants to know.
type ReviewItem struct {
	forum.Review
	Post         Item
	Conversation forum.Conversation
	Before       []Item
	After        []Item
	Joined       time.Time // zero of guests and of people who left
	Posts        int
	Past         []ReviewPast
	Claimed      bool // by another moderator
	Mine         bool // claimed by the reader
	Own          bool // the reader wrote it
	Form         Form // note
}

// ReviewPast is an earlier decision about the author.
type ReviewPast struct {
	Decision forum.Decision
	At       time.Time
}

func (p ReviewInbox) address() string {
	if p.Head != nil {
		return p.Head.Group.Path() + "/review"
	}
	return "/review"
}

func (p Page) flagChoices() []choice {
	var all []choice
	for _, r := range forum.FlagReasons {
		all = append(all, choice{Value: string(r), Word: p.T("flag." + string(r)), Hint: p.T("flag." + string(r) + "_hint")})
	}
	return all
}

// reviewKind says in a word why something is here.
func (p Page) reviewKind(i ReviewItem) string {
	if i.Why != "" {
		return p.T("review.why_" + string(i.Why))
	}
	return p.T("review.kind_" + string(i.Kind))
}

// verdict is a decision that has a button and a key.
type verdict struct{ Value, Key, Class string }

// verdicts are what can be decided of an item, in the order shown.
func (i ReviewItem) verdicts() []verdict {
	all := []verdict{{"approve", "a", "btn primary"}, {"remove", "r", "btn"}, {"warn", "w", "btn"}}
	if i.Author != 0 {
		all = append(all, verdict{"silence-1", "s", "btn"}, verdict{"silence-7", "S", "btn"}, verdict{"ban", "b", "btn danger"})
	}
	return all
}

// verdictWord names the button: what was held is shown, what stands stays.
func (p Page) verdictWord(i ReviewItem, v verdict) string {
	if v.Value == "approve" && i.Post.State != forum.Held {
		return p.T("review.do_keep")
	}
	return p.T("review.do_" + v.Value)
}

func (p Page) was(d forum.Decision) string { return p.T("review.was_" + string(d)) }
