package api

import (
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/given"
)

type groupShape struct {
	Slug       string              `json:"slug"`
	Name       string              `json:"name"`
	Focus      string              `json:"focus"`
	Visibility forum.Visibility    `json:"visibility"`
	Joining    forum.Joining       `json:"joining"`
	Leads      []PersonShape       `json:"leads"` // none for visitors
	Products   []productShape      `json:"products"`
	Channels   []ConversationShape `json:"channels"`
	Follow     *followShape        `json:"follow,omitempty"` // for its members
	URL        string              `json:"url"`
}

type productShape struct {
	Title  string        `json:"title"`
	Kind   string        `json:"kind"`
	URL    *string       `json:"url"`
	FileID *forum.FileID `json:"file_id"`
}

func (s shaper) group(g app.Sheet) groupShape {
	shape := groupShape{Slug: g.Slug, Name: g.Name, Focus: g.Focus, Visibility: g.Visibility, Joining: g.Joining,
		Leads: make([]PersonShape, len(g.Leads)), Products: make([]productShape, len(g.Products)), Channels: s.listed(g.Channels), Follow: followOf(g.Follow),
		URL: s.base + g.Path()}
	for i, lead := range g.Leads {
		shape.Leads[i] = personOf(lead, s.base)
	}
	for i, p := range g.Products {
		shape.Products[i] = productShape{Title: p.Title, Kind: p.Kind, URL: textOrNull(p.URL), FileID: orNull(p.FileID)}
	}
	return shape
}

func (a calls) groups(c *fiber.Ctx) error {
	limit, at, err := paged(c, "groups", 1)
	if err != nil {
		return err
	}
	offset := 0
	if at != nil {
		offset = int(at[0])
	}
	sheets, more, err := a.App.Sheets(c.UserContext(), door.Viewer(c), offset, limit)
	if err != nil {
		return err
	}
	out := list[groupShape]{Items: make([]groupShape, len(sheets))}
	for i, g := range sheets {
		out.Items[i] = a.shaper(c).group(g)
	}
	if more {
		out.Next = cursor("groups", int64(offset+limit))
	}
	return c.JSON(out)
}

func (a calls) group(c *fiber.Ctx) error {
	sheet, err := a.App.Sheet(c.UserContext(), door.Viewer(c), slugOf(c))
	if err != nil {
		return err
	}
	return c.JSON(a.shaper(c).group(sheet))
}

func (a calls) makeGroup(c *fiber.Ctx) error {
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	given := groupInput(in)
	if in.Err != nil {
		return in.Err
	}
	g, err := a.App.MakeGroup(c.UserContext(), door.Viewer(c), given)
	if err != nil {
		return err
	}
	sheet, err := a.App.Sheet(c.UserContext(), door.Viewer(c), g.Slug)
	if err != nil {
		return err
	}
	return a.made(c, "/groups/"+g.Slug, a.shaper(c).group(sheet))
}

func (a calls) changeGroup(c *fiber.Ctx) error {
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	in.Never("slug", "name", "focus", "visibility", "joining", "products")
	given := groupInput(in)
	if in.Err != nil {
		return in.Err
	}
	g, err := a.App.ChangeGroup(c.UserContext(), door.Viewer(c), slugOf(c), given)
	if err != nil {
		return err
	}
	sheet, err := a.App.Sheet(c.UserContext(), door.Viewer(c), g.Slug)
	if err != nil {
		return err
	}
	return c.JSON(a.shaper(c).group(sheet))
}

func groupInput(in *given.Object) app.GroupInput {
	return app.GroupInput{Slug: in.Text("slug"), Name: in.Text("name"), Focus: in.Text("focus"),
		Visibility: given.As[forum.Visibility](in.Text("visibility")), Joining: given.As[forum.Joining](in.Text("joining")), Products: productsIn(in)}
}

// productsIn reads the list of products; nil if it is absent.
func productsIn(in *given.Object) *[]forum.Product {
	raw := given.Optional[[]map[string]json.RawMessage](in, "products", "api.products")
	if raw == nil {
		return nil
	}
	products := make([]forum.Product, len(*raw))
	for i, members := range *raw {
		one := &given.Object{Members: members}
		products[i] = forum.Product{Title: given.Or(one.Text("title")), Kind: given.Or(one.Text("kind")), URL: given.Or(one.Text("url")),
			FileID: forum.FileID(one.ID("file_id"))}
		if one.Err != nil {
			in.Wrong("products", "api.products")
		}
	}
	return &products
}

type memberShape struct {
	PersonShape
	Role forum.GroupRole `json:"role"`
}

func (a calls) members(c *fiber.Ctx) error {
	v := door.Viewer(c)
	if !v.SignedIn() {
		return forum.Missing() // visitors see no lists of people, whatever the group
	}
	limit, at, err := paged(c, "members", 1)
	if err != nil {
		return err
	}
	offset := 0
	if at != nil {
		offset = int(at[0])
	}
	_, members, err := a.App.Members(c.UserContext(), v, slugOf(c), offset, limit+1)
	if err != nil {
		return err
	}
	out := list[memberShape]{Items: []memberShape{}}
	if len(members) > limit {
		members, out.Next = members[:limit], cursor("members", int64(offset+limit))
	}
	for _, m := range members {
		out.Items = append(out.Items, memberShape{PersonShape: personOf(m.Person, a.BaseURL()), Role: m.Role})
	}
	return c.JSON(out)
}

func (a calls) setMember(c *fiber.Ctx) error {
	who, err := pathID[forum.UserID](c, "user")
	if err != nil {
		return err
	}
	in, err := given.Read(c.Get(fiber.HeaderContentType), c.Body())
	if err != nil {
		return err
	}
	in.Needs("role")
	role := forum.GroupRole(given.Or(in.Text("role")))
	if in.Err != nil {
		return in.Err
	}
	if err := a.take(c, door.Invites); err != nil {
		return err
	}
	if err := a.App.SetRole(c.UserContext(), door.Viewer(c), slugOf(c), who, role); err != nil {
		return err
	}
	names, err := a.App.Names(c.UserContext(), []forum.UserID{who})
	if err != nil {
		return err
	}
	return c.JSON(memberShape{PersonShape: personOf(names[who], a.BaseURL()), Role: role})
}

func (a calls) removeMember(c *fiber.Ctx) error {
	who, err := pathID[forum.UserID](c, "user")
	if err != nil {
		return err
	}
	if err := a.App.RemoveMember(c.UserContext(), door.Viewer(c), slugOf(c), who); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}
