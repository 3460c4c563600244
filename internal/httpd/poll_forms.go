package httpd

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

// votesShown is how many votes stand on a page of who chose what.
const votesShown = 500

// pollTyped is what was typed to make a poll.
func pollTyped(c *fiber.Ctx) view.PollForm {
	return view.PollForm{Question: field(c, "poll_question"), Options: field(c, "poll_options"), Ballot: field(c, "poll_ballot"),
		Closes: field(c, "poll_closes"), Several: field(c, "poll_several") == "1"}
}

// isPolls reports whether an error is about the poll of a form.
func isPolls(field string) bool { return field == "poll" || strings.HasPrefix(field, "poll.") }

// pollIn is the poll that a form asks for; nil if nobody typed one.
func (s *Server) pollIn(c *fiber.Ctx) (*forum.Poll, error) {
	typed := pollTyped(c)
	if strings.TrimSpace(typed.Question+typed.Options) == "" {
		return nil, nil
	}
	p := &forum.Poll{Question: typed.Question, Several: typed.Several, Ballot: forum.Ballot(typed.Ballot)}
	for line := range strings.Lines(typed.Options) {
		p.Choices = append(p.Choices, forum.Choice{Text: line})
	}
	if typed.Closes != "" {
		at, err := time.ParseInLocation(articleTime, typed.Closes, s.settings.Location())
		if err != nil || at.Year() < 1980 || at.Year() > 9999 {
			return nil, forum.Wrong("poll.closes_at", "error.poll_time")
		}
		p.ClosesAt = at
	}
	return p, nil
}

// vote says what the viewer chooses, or takes it back, and goes on to the post.
func (s *Server) vote(c *fiber.Ctx) error {
	p, err := s.postIn(c)
	if err != nil {
		return err
	}
	if err := s.limits.Take(door.Reactions, s.asker(c)); err != nil {
		return err
	}
	var chosen []int
	if field(c, "withdraw") == "" {
		for _, typed := range c.Context().PostArgs().PeekMulti("choice") {
			n, err := number(string(typed))
			if err != nil || n > forum.MaxChoices {
				return forum.Wrong("options", "error.poll_no_option")
			}
			chosen = append(chosen, int(n))
		}
		if len(chosen) == 0 { // nothing was ticked: no reason to take a vote back
			return forum.Wrong("options", "error.poll_none")
		}
	}
	if _, err := s.app.Vote(c.UserContext(), door.Viewer(c), p.ID, chosen); err != nil {
		return err
	}
	return goOn(c, placeOf(p.Conversation, p.Post.Post))
}

func (s *Server) closePoll(c *fiber.Ctx) error {
	p, err := s.postIn(c)
	if err != nil {
		return err
	}
	if _, err := s.app.ClosePoll(c.UserContext(), door.Viewer(c), p.ID); err != nil {
		return err
	}
	return goOn(c, placeOf(p.Conversation, p.Post.Post))
}

// votes lists who chose what in a named poll: ?choice=N&after=ID goes on.
func (s *Server) votes(c *fiber.Ctx) error {
	id, err := idIn[forum.PostID](c, "id")
	if err != nil {
		return err
	}
	choice, err := numberIn(c, "choice")
	if err != nil {
		return err
	}
	after, err := numberIn(c, "after")
	if err != nil {
		return err
	}
	p, votes, err := s.app.Votes(c.UserContext(), door.Viewer(c), id, int(choice), forum.UserID(after), votesShown+1)
	if err != nil {
		return err
	}
	page, err := s.postPage(c, p, "poll.who_heading")
	if err != nil {
		return err
	}
	shown := view.PollVotes{Page: page, Post: p.Post.Post, Conversation: p.Conversation, Votes: make([][]forum.Author, len(p.Poll.Choices))}
	for i, v := range votes {
		if i == votesShown {
			last := votes[i-1]
			shown.More = p.Path() + "/votes?choice=" + itoa(int64(last.Choice)) + "&after=" + itoa(last.Row)
			break
		}
		if v.Choice <= len(shown.Votes) {
			shown.Votes[v.Choice-1] = append(shown.Votes[v.Choice-1], v.Who)
		}
	}
	return s.render(c, shown)
}
