package httpd

import (
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web/view"
)

const reviewPage = 20

// review is what waits for those who may moderate, in all that they look after.
// To others it is not there.
func (s *Server) review(c *fiber.Ctx) error { return s.showReview(c, nil, 0, view.Form{}) }

func (s *Server) groupReview(c *fiber.Ctx, g app.Group) error {
	return s.showReview(c, &g, 0, view.Form{})
}

// showReview shows the inbox of a group, or (nil) of all; the form is that of
// the item.
func (s *Server) showReview(c *fiber.Ctx, g *app.Group, id forum.ReviewID, form view.Form) error {
	slug, decided := "", c.Query("state") == "decided"
	if g != nil {
		slug = g.Slug
	}
	after, err := placeIn(c)
	if err != nil {
		return err
	}
	found, err := s.app.Reviews(c.UserContext(), door.Viewer(c), slug, decided, after, reviewPage)
	if err != nil {
		return err
	}
	inbox := view.ReviewInbox{Decided: decided, Everyone: found.Network}
	if g != nil {
		page, head, err := s.groupPage(c, *g, door.Printer(c).T("review.heading"))
		if err != nil {
			return err
		}
		inbox.Page, inbox.Head = page, &head
		inbox.Everyone = forum.NetworkStanding(door.Viewer(c)).May(forum.Moderating)
	} else {
		if inbox.Page, err = s.page(c, door.Printer(c).T("review.heading"), "/review", 0); err != nil {
			return err
		}
		waiting, err := s.app.Waiting(c.UserContext())
		if err != nil {
			return err
		}
		for _, g := range found.Groups {
			if n := waiting[g.ID]; n > 0 {
				inbox.Places = append(inbox.Places, view.ReviewPlace{Name: g.Name, Path: g.Path() + "/review", Waiting: n})
			}
		}
	}
	for _, item := range found.Items {
		shown := s.reviewItem(c, item)
		if item.ID == id {
			shown.Form = form
		}
		inbox.Items = append(inbox.Items, shown)
	}
	if next := found.Next; next.ID != 0 {
		inbox.More = c.Path() + "?at=" + itoa(next.At.UnixMilli()) + "&id=" + itoa(next.ID)
		if decided {
			inbox.More += "&state=decided"
		}
	}
	return s.render(c, inbox)
}

// placeIn is where a list goes on: ?at= and ?id= of its last row.
func placeIn(c *fiber.Ctx) (app.Place, error) {
	at, err := numberIn(c, "at")
	if err != nil || at == 0 {
		return app.Place{}, err
	}
	id, err := numberIn(c, "id")
	return app.Place{At: time.UnixMilli(at), ID: id}, err
}

// reviewItem is an item with its posts as pages show them.
func (s *Server) reviewItem(c *fiber.Ctx, i app.Item) view.ReviewItem {
	v := door.Viewer(c)
	items := func(posts ...app.Post) []view.Item {
		return s.items(door.Printer(c), app.Page{Conversation: i.Conversation, Standing: i.Standing, Posts: posts})
	}
	out := view.ReviewItem{Review: i.Review, Conversation: i.Conversation, Post: items(i.Post)[0], Before: items(i.Before...), After: items(i.After...),
		Joined: i.Record.JoinedAt, Posts: i.Record.Posts, Claimed: i.Claimed, Own: i.Post.Author.ID == v.ID,
		Mine: i.ClaimedBy.ID == v.ID && s.app.Now().Sub(i.ClaimedAt) < forum.ClaimLife}
	if i.Post.State == forum.Removed {
		out.Post.HTML = ""
	}
	for _, past := range i.Record.Decisions {
		out.Past = append(out.Past, view.ReviewPast{Decision: past.Decision, At: past.At})
	}
	return out
}

// decide takes what a moderator decided, and goes on to what waits next.
func (s *Server) decide(c *fiber.Ctx) error {
	id, err := idIn[forum.ReviewID](c, "id")
	if err != nil {
		return err
	}
	in := app.DecisionInput{Item: id, Note: field(c, "note"), Network: field(c, "network") == "1"}
	decision, days, _ := strings.Cut(field(c, "decision"), "-")
	in.Decision = forum.Decision(decision)
	if days != "" {
		if in.Days, err = strconv.Atoi(days); err != nil {
			return forum.Missing()
		}
	}
	if _, err := s.app.Decide(c.UserContext(), door.Viewer(c), in); err != nil {
		return s.undecided(c, id, err)
	}
	s.flash(c, "flash.review_decided")
	return goOn(c, reviewNext(c))
}

func reviewNext(c *fiber.Ctx) string {
	if next := nextPath(field(c, "next")); next != "" {
		return next
	}
	return "/review"
}

// undecided shows the inbox again with why nothing was decided, and the note
// that was typed.
func (s *Server) undecided(c *fiber.Ctx, id forum.ReviewID, err error) error {
	form, err := wrongForm(c, map[string]string{"note": field(c, "note")}, err)
	if err != nil {
		return err
	}
	if form.Problem == "" { // its fields are buttons
		for _, wrong := range form.Errors {
			form.Problem = wrong
		}
		form.Errors = nil
	}
	return s.showReview(c, nil, id, form)
}

func (s *Server) claim(c *fiber.Ctx) error {
	id, err := idIn[forum.ReviewID](c, "id")
	if err != nil {
		return err
	}
	if _, err := s.app.Claim(c.UserContext(), door.Viewer(c), id, field(c, "on") != "0"); err != nil {
		return s.undecided(c, id, err)
	}
	return goOn(c, reviewNext(c))
}

func (s *Server) askFlag(c *fiber.Ctx) error {
	p, err := s.postIn(c)
	if err != nil {
		return err
	}
	if err := p.Standing.Check(forum.Flagging); err != nil {
		return err
	}
	return s.showFlag(c, p, view.Form{})
}

func (s *Server) showFlag(c *fiber.Ctx, p app.PostContext, form view.Form) error {
	page, err := s.postPage(c, p, "flag.heading")
	if err != nil {
		return err
	}
	return s.render(c, view.PostFlag{Page: page, Post: s.item(c, p), Conversation: p.Conversation, Form: form})
}

// flag asks the moderators to look at a post.
func (s *Server) flag(c *fiber.Ctx) error {
	p, err := s.postIn(c)
	if err != nil {
		return err
	}
	err = s.limits.Take(door.Flags, s.asker(c))
	in := app.FlagInput{Post: p.ID, Reason: forum.FlagReason(field(c, "reason")), Note: field(c, "note")}
	if err == nil {
		err = s.app.Flag(c.UserContext(), door.Viewer(c), in)
	}
	if err != nil {
		form, err := wrongForm(c, map[string]string{"reason": field(c, "reason"), "note": field(c, "note")}, err)
		if err != nil {
			return err
		}
		return s.showFlag(c, p, form)
	}
	s.flash(c, "flash.flagged")
	return goOn(c, placeOf(p.Conversation, p.Post.Post))
}
