package forum

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	MinChoices  = 2
	MaxChoices  = 20
	MaxQuestion = 200 // characters
	MaxChoice   = 200
)

// Ballot says whether a poll shows who chose what. It is fixed when the poll is
// made, so that people know before they vote.
type Ballot string

const (
	Named  Ballot = "named"
	Secret Ballot = "secret"
)

// Poll is a question that a post puts to those who may post. Votes is for a
// viewer and never in frames.
type Poll struct {
	Question string
	Choices  []Choice
	Several  bool // more than one may be chosen
	Ballot   Ballot
	Voters   int
	ClosesAt time.Time // zero: when somebody closes it
	ClosedAt time.Time // zero until the event that says so
	Over     bool      // it takes no votes any more, at the time it was read for
}

// Choice is one possible answer; its number is its place, from 1.
type Choice struct {
	Text  string
	Votes int
}

// At is the poll as it is at a time; nil stays nil.
func (p *Poll) At(now time.Time) *Poll {
	if p == nil {
		return nil
	}
	over := !p.ClosedAt.IsZero() || !p.ClosesAt.IsZero() && !now.Before(p.ClosesAt)
	if over == p.Over {
		return p
	}
	at := *p
	at.Over = over
	return &at
}

// Overdue reports whether the poll is over and no event has said so yet: what
// was rendered for its conversation's seq may show it open.
func (p *Poll) Overdue() bool { return p != nil && p.Over && p.ClosedAt.IsZero() }

// Size is about how many bytes the poll takes.
func (p *Poll) Size() int {
	if p == nil {
		return 0
	}
	size := 200 + len(p.Question)
	for _, c := range p.Choices {
		size += 24 + len(c.Text)
	}
	return size
}

// Clean is the poll as it may be made at a time: lines trimmed, empty choices
// left out. Invalid: field poll.question, poll.options, poll.ballot or
// poll.closes_at.
func (p Poll) Clean(now time.Time) (Poll, error) {
	var err error
	if p.Question, err = pollLine("poll.question", p.Question, MaxQuestion); err != nil {
		return p, err
	}
	if p.Question == "" {
		return p, Wrong("poll.question", "error.poll_question")
	}
	var choices []Choice
	for _, c := range p.Choices {
		text, err := pollLine("poll.options", c.Text, MaxChoice)
		if err != nil {
			return p, err
		}
		if text == "" {
			continue
		}
		if slices.ContainsFunc(choices, func(other Choice) bool { return strings.EqualFold(other.Text, text) }) {
			return p, Wrong("poll.options", "error.poll_twice", "Option", text)
		}
		choices = append(choices, Choice{Text: text})
	}
	p.Choices, p.Voters, p.ClosedAt, p.Over = choices, 0, time.Time{}, false
	p.ClosesAt = p.ClosesAt.UTC().Truncate(time.Millisecond)
	switch {
	case len(choices) < MinChoices || len(choices) > MaxChoices:
		return p, Wrong("poll.options", "error.poll_options", "Min", MinChoices, "Max", MaxChoices)
	case p.Ballot != Named && p.Ballot != Secret:
		return p, Wrong("poll.ballot", "error.poll_ballot")
	case !p.ClosesAt.IsZero() && !p.ClosesAt.After(now):
		return p, Wrong("poll.closes_at", "error.poll_past")
	}
	return p, nil
}

func pollLine(field, text string, limit int) (string, error) {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > limit {
		return "", Wrong(field, "error.too_long", "Max", limit)
	}
	return text, nil
}

// Chosen is a vote made tidy: numbers of choices, in order, each once. Invalid
// if one is none of the poll's, or if there are several where one is asked for.
func (p Poll) Chosen(choices []int) ([]int, error) {
	choices = slices.Compact(slices.Sorted(slices.Values(choices)))
	for _, n := range choices {
		if n < 1 || n > len(p.Choices) {
			return nil, Wrong("options", "error.poll_no_option")
		}
	}
	if len(choices) > 1 && !p.Several {
		return nil, Wrong("options", "error.poll_one")
	}
	return choices, nil
}

// TakesVote is nil if the poll of p, which stands in c, takes a vote from
// someone of standing s now. Whoever may post may vote; observers, who react,
// don't decide.
func (p Post) TakesVote(s Standing, c Conversation, now time.Time) error {
	if p.Poll == nil || p.State == Removed {
		return Missing()
	}
	if err := s.Check(Posting); err != nil {
		return err
	}
	if err := c.AcceptsPost(s); err != nil {
		return err
	}
	switch {
	case c.State == Locked: // for moderators, too: a vote is not a moderator's act
		return Refused(Forbidden, "error.locked")
	case p.State != Shown:
		return Refused(Forbidden, "error.poll_held")
	case p.Poll.At(now).Over:
		return Refused(Conflict, "error.poll_closed")
	}
	return nil
}

// MayClose reports whether someone of standing s may close the poll of p early.
func (p Post) MayClose(s Standing) bool {
	return p.Poll != nil && p.State != Removed && s.Viewer.SignedIn() && (s.May(Moderating) || p.Author.ID == s.Viewer.ID && s.May(Posting))
}
