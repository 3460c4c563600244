package api

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
)

// PollShape is a poll with its counts. Frames leave out Mine.
type PollShape struct {
	Question string        `json:"question"`
	Several  bool          `json:"several"`
	Ballot   forum.Ballot  `json:"ballot"`
	Open     bool          `json:"open"`
	ClosesAt *string       `json:"closes_at"`
	ClosedAt *string       `json:"closed_at"`
	Voters   int           `json:"voters"`
	Options  []OptionShape `json:"options"`
}

// OptionShape is what may be chosen, by its number.
type OptionShape struct {
	Number int    `json:"number"`
	Text   string `json:"text"`
	Votes  int    `json:"votes"`
	Mine   *bool  `json:"mine,omitempty"`
}

// pollFrame is a poll as frames carry it; nil for none.
func pollFrame(p *forum.Poll) *PollShape {
	if p == nil {
		return nil
	}
	shape := &PollShape{Question: p.Question, Several: p.Several, Ballot: p.Ballot, Open: !p.Over, ClosesAt: stampOrNull(p.ClosesAt),
		ClosedAt: stampOrNull(p.ClosedAt), Voters: p.Voters, Options: make([]OptionShape, len(p.Choices))}
	for i, c := range p.Choices {
		shape.Options[i] = OptionShape{Number: i + 1, Text: c.Text, Votes: c.Votes}
	}
	return shape
}

// own marks what the asker chose.
func (p *PollShape) own(voted []int) {
	if p == nil {
		return
	}
	mine := make([]bool, len(p.Options))
	for _, n := range voted {
		if n >= 1 && n <= len(mine) {
			mine[n-1] = true
		}
	}
	for i := range p.Options {
		p.Options[i].Mine = &mine[i]
	}
}

// pollIn reads a poll that is to be made; nil if there is none. app says what
// is wrong with what it asks.
func pollIn(in *given.Object) *forum.Poll {
	if !in.Has("poll") {
		return nil
	}
	asked := &given.Object{}
	if json.Unmarshal(in.Members["poll"], &asked.Members) != nil {
		in.Wrong("poll", "api.not_object")
		return nil
	}
	p := &forum.Poll{Question: given.Or(asked.Text("question")), Several: given.Or(asked.Flag("several")),
		Ballot: forum.Ballot(given.Or(asked.Text("ballot"))), ClosesAt: given.Or(asked.Time("closes_at"))}
	for _, text := range given.Or(given.Optional[[]string](asked, "options", "api.texts")) {
		p.Choices = append(p.Choices, forum.Choice{Text: door.Clean(text)})
	}
	if asked.Err != nil && in.Err == nil {
		in.Err = asked.Err
	}
	return p
}

func (a calls) vote(c *fiber.Ctx) error {
	id, err := pathID[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	in.Needs("options")
	chosen := given.Or(given.Optional[[]int](in, "options", "api.numbers"))
	if in.Err != nil {
		return in.Err
	}
	if err := a.take(c, door.Reactions); err != nil {
		return err
	}
	post, err := a.App.Vote(c.UserContext(), door.Viewer(c), id, chosen)
	if err != nil {
		return err
	}
	return c.JSON(a.shaper(c).post(post))
}

func (a calls) closePoll(c *fiber.Ctx) error {
	id, err := pathID[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	post, err := a.App.ClosePoll(c.UserContext(), door.Viewer(c), id)
	if err != nil {
		return err
	}
	return c.JSON(a.shaper(c).post(post))
}

type voteShape struct {
	Option int `json:"option"`
	Person any `json:"person"`
}

func (a calls) votes(c *fiber.Ctx) error {
	id, err := pathID[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	limit, at, err := paged(c, "votes", 2)
	if err != nil {
		return err
	}
	if at == nil {
		at = []int64{0, 0}
	}
	_, votes, err := a.App.Votes(c.UserContext(), door.Viewer(c), id, int(at[0]), forum.UserID(at[1]), limit+1)
	if err != nil {
		return err
	}
	out := list[voteShape]{Items: []voteShape{}}
	for i, v := range votes {
		if i == limit {
			out.Next = cursor("votes", int64(votes[i-1].Choice), int64(votes[i-1].Row))
			break
		}
		out.Items = append(out.Items, voteShape{Option: v.Choice, Person: AuthorOf(v.Who, a.BaseURL())})
	}
	return c.JSON(out)
}
