package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
)

type (
	flagShape struct {
		By     any              `json:"by"` // as posts name people
		Reason forum.FlagReason `json:"reason"`
		Note   string           `json:"note"`
		At     string           `json:"at"`
	}
	pastShape struct {
		Decision forum.Decision `json:"decision"`
		At       string         `json:"at"`
	}
	recordShape struct {
		JoinedAt  string      `json:"joined_at"`
		Posts     int         `json:"posts"`
		Decisions []pastShape `json:"decisions"`
	}
	// placeShape is where the post of an item stands.
	placeShape struct {
		ID    forum.ConversationID   `json:"id"`
		Kind  forum.ConversationKind `json:"kind"`
		Title string                 `json:"title"`
		Group *string                `json:"group"`
		URL   string                 `json:"url"`
	}
	reviewShape struct {
		ID           forum.ReviewID   `json:"id"`
		Kind         forum.ReviewKind `json:"kind"`
		Why          *forum.HeldBy    `json:"why"` // kind of the rule that held it
		OpenedAt     string           `json:"opened_at"`
		ClaimedBy    *PersonShape     `json:"claimed_by"`
		ClaimedUntil *string          `json:"claimed_until"`
		Decision     *forum.Decision  `json:"decision"` // null while it waits
		Note         string           `json:"note"`
		DecidedBy    *PersonShape     `json:"decided_by"`
		DecidedAt    *string          `json:"decided_at"`
		Flags        []flagShape      `json:"flags"`
		Post         PostShape        `json:"post"`
		Conversation placeShape       `json:"conversation"`
		Before       []PostShape      `json:"before"`
		After        []PostShape      `json:"after"`
		Author       *recordShape     `json:"author_record"` // null of guests and of people who left
	}
)

// flagPost asks the moderators to look at a post.
func (a calls) flagPost(c *fiber.Ctx) error {
	p, err := a.postOf(c)
	if err != nil {
		return err
	}
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	if err := p.Standing.Check(forum.Flagging); err != nil {
		return err
	}
	in.Needs("reason")
	flag := app.FlagInput{Post: p.ID, Reason: forum.FlagReason(given.Or(in.Text("reason"))), Note: given.Or(in.Text("note"))}
	if in.Err != nil {
		return in.Err
	}
	if err := a.take(c, door.Flags); err != nil {
		return err
	}
	if err := a.App.Flag(c.UserContext(), door.Viewer(c), flag); err != nil {
		return err
	}
	return c.Status(fiber.StatusCreated).JSON(struct {
		Post   forum.PostID     `json:"post_id"`
		Reason forum.FlagReason `json:"reason"`
		Note   string           `json:"note"`
	}{flag.Post, flag.Reason, flag.Note})
}

// review lists what waits for the asker, or (state=decided) what was decided.
func (a calls) review(c *fiber.Ctx) error {
	v := door.Viewer(c)
	if !v.SignedIn() {
		return forum.Refused(forum.SignedOut, "error.signed_out")
	}
	state, err := chosen(c, "state", "open", "decided")
	if err != nil {
		return err
	}
	limit, at, err := paged(c, "review", 2)
	if err != nil {
		return err
	}
	after := app.Place{}
	if at != nil {
		after = app.Place{At: time.UnixMilli(at[0]), ID: at[1]}
	}
	found, err := a.App.Reviews(c.UserContext(), v, query(c, "group"), state == "decided", after, limit)
	if err != nil {
		return err
	}
	out := list[reviewShape]{Items: make([]reviewShape, len(found.Items))}
	for i, item := range found.Items {
		out.Items[i] = a.shaper(c).item(item)
	}
	if next := found.Next; next.ID != 0 {
		out.Next = cursor("review", next.At.UnixMilli(), next.ID)
	}
	return c.JSON(out)
}

func (a calls) reviewItem(c *fiber.Ctx) error {
	id, err := pathID[forum.ReviewID](c, "id")
	if err != nil {
		return err
	}
	return a.answerItem(c)(a.App.Review(c.UserContext(), door.Viewer(c), id))
}

// answerItem answers with an item, or with why there is none.
func (a calls) answerItem(c *fiber.Ctx) func(app.Item, error) error {
	return func(item app.Item, err error) error {
		if err != nil {
			return err
		}
		return c.JSON(a.shaper(c).item(item))
	}
}

// decide takes what a moderator decided of one item.
func (a calls) decide(c *fiber.Ctx) error {
	id, err := pathID[forum.ReviewID](c, "id")
	if err != nil {
		return err
	}
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	if _, err := a.App.Review(c.UserContext(), door.Viewer(c), id); err != nil {
		return err // before what is wrong with the body
	}
	in.Needs("decision")
	d := app.DecisionInput{Item: id, Decision: forum.Decision(given.Or(in.Text("decision"))), Note: given.Or(in.Text("note")),
		Days: given.Or(given.Optional[int](in, "days", "api.number")), Network: given.Or(in.Flag("network"))}
	if in.Err != nil {
		return in.Err
	}
	return a.answerItem(c)(a.App.Decide(c.UserContext(), door.Viewer(c), d))
}

func (a calls) claim(c *fiber.Ctx) error {
	id, err := pathID[forum.ReviewID](c, "id")
	if err != nil {
		return err
	}
	return a.answerItem(c)(a.App.Claim(c.UserContext(), door.Viewer(c), id, c.Method() == fiber.MethodPut))
}

func (s shaper) item(i app.Item) reviewShape {
	shape := reviewShape{ID: i.ID, Kind: i.Kind, OpenedAt: stamp(i.OpenedAt), ClaimedBy: s.someone(i.ClaimedBy), Note: i.Note, DecidedBy: s.someone(i.DecidedBy),
		DecidedAt: stampOrNull(i.DecidedAt), Flags: make([]flagShape, len(i.Flags)), Post: s.post(i.Post),
		Conversation: placeShape{ID: i.Conversation.ID, Kind: i.Conversation.Kind, Title: i.Conversation.Title,
			Group: textOrNull(i.Conversation.GroupSlug), URL: s.base + i.Conversation.Path()}, Before: s.posts(i.Before), After: s.posts(i.After)}
	if i.Why != "" {
		shape.Why = &i.Why
	}
	if i.Decision != "" {
		shape.Decision = &i.Decision
	}
	if shape.ClaimedBy != nil {
		until := stamp(i.ClaimedAt.Add(forum.ClaimLife))
		shape.ClaimedUntil = &until
	}
	for n, f := range i.Flags {
		shape.Flags[n] = flagShape{By: AuthorOf(f.By, s.base), Reason: f.Reason, Note: f.Note, At: stamp(f.At)}
	}
	if r := i.Record; !r.JoinedAt.IsZero() {
		shape.Author = &recordShape{JoinedAt: stamp(r.JoinedAt), Posts: r.Posts, Decisions: make([]pastShape, len(r.Decisions))}
		for n, past := range r.Decisions {
			shape.Author.Decisions[n] = pastShape{past.Decision, stamp(past.At)}
		}
	}
	return shape
}

// someone is a person, or nil.
func (s shaper) someone(a forum.Author) *PersonShape {
	if a.ID == 0 {
		return nil
	}
	p := personOf(a, s.base)
	return &p
}

func (s shaper) posts(posts []app.Post) []PostShape {
	shapes := make([]PostShape, len(posts))
	for i, p := range posts {
		shapes[i] = s.post(p)
	}
	return shapes
}
