package api_test

import (
	"fmt"
	"testing"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

type group struct {
	Slug, Name, Focus   string
	Visibility, Joining string
	Leads               []author
	Products            []struct {
		Title string
		URL   *string
	}
	Channels []conversation
}

type page[T any] struct {
	Items []T
	Next  *string
}

func TestMe_saysWhoTheTokenIs(t *testing.T) {
	f := forumtest.Start(t)
	f.As("ops", "ana", forum.Lead)
	ana := f.Member("care", "ana")

	f.Visitor().Calls("GET", "/me", nil).Is(401).Has(`"status":401`)
	me := into[struct {
		ID                  int64
		Name, Handle, Email string
		Role                string
		Groups              []struct{ Slug, Role string }
	}](ana.Calls("GET", "/me", nil).Is(200))
	is(t, "id", me.ID, int64(ana.V.ID))
	is(t, "email", me.Email, "ana@example.org")
	is(t, "groups", fmt.Sprint(me.Groups), "[{care member} {ops lead}]")
	ana.Do("GET", "/api/v1/me", nil, "Authorization", "Bearer none").Is(401)
	ana.Do("GET", "/api/v1/me", nil).Is(200) // by the session's cookie
}

func TestGroups_areMadeByOrganisersAndChangedByLeads(t *testing.T) {
	f := forumtest.Start(t)
	boss, eve, visitor := f.Organiser("boss"), f.User("eve"), f.Visitor()
	in := m{"name": "Behavioral Health", "focus": "Care", "visibility": "network", "joining": "free", "products": []m{{"title": "Toolkit", "kind": "toolkit", "url": "https://example.org/t"}}}

	visitor.Calls("POST", "/groups", in).Is(401)
	eve.Calls("POST", "/groups", in).Is(403)
	made := boss.Calls("POST", "/groups", in).Is(201)
	g := into[group](made)
	is(t, "slug", g.Slug, "behavioral-health")
	is(t, "Location", made.To(), f.Settings.BaseURL+"/api/v1/groups/behavioral-health")
	is(t, "channels", len(g.Channels), 1)
	is(t, "channel", g.Channels[0].Title, "general")
	is(t, "product", g.Products[0].Title, "Toolkit")
	is(t, "field", field(t, boss.Calls("POST", "/groups", in).Is(422)), "slug")
	is(t, "field", field(t, boss.Calls("POST", "/groups", m{"focus": "x"}).Is(422)), "name")

	lead := f.User("lena")
	boss.Calls("PUT", "/groups/behavioral-health/members/"+fmt.Sprint(lead.V.ID), m{"role": "lead"}).Is(200).Has(`"role":"lead"`)
	eve.Calls("PATCH", "/groups/behavioral-health", m{"focus": "Mine"}).Is(403)
	g = into[group](lead.Calls("PATCH", "/groups/behavioral-health", m{"focus": "Health", "slug": "health", "more": 1}).Is(200))
	is(t, "focus", g.Focus, "Health")
	is(t, "visibility", g.Visibility, "network")
	is(t, "products", len(g.Products), 1)
	g = into[group](eve.Calls("GET", "/groups/behavioral-health", nil).Is(200)) // the old slug leads on
	is(t, "slug", g.Slug, "health")
	is(t, "lead", g.Leads[0].Name, "Lena")
	g = into[group](lead.Calls("PATCH", "/groups/health", m{"products": []m{}}).Is(200))
	is(t, "products", len(g.Products), 0)
	for name, wrong := range map[string]m{"name": {"name": nil}, "visibility": {"visibility": "all"}, "joining": {"joining": 5}, "products": {"products": []any{"a"}}, "url": {"products": []m{{"title": "a", "url": "javascript:1"}}}} {
		is(t, "field", field(t, lead.Calls("PATCH", "/groups/health", wrong).Is(422)), name)
	}
	visitor.Calls("PATCH", "/groups/health", m{"focus": ""}).IsNotFound()
}

// A group's products are written with the rest of it, or not at all.
func TestGroups_changeWholeOrNotAtAll(t *testing.T) {
	f := forumtest.Start(t)
	lead := f.As("ops", "lena", forum.Lead)
	f.Group("care", "everyone/free")

	lead.Calls("PATCH", "/groups/ops", m{"focus": "New", "products": []m{{"title": "One"}}, "slug": "care"}).Is(422)

	g := into[group](lead.Calls("GET", "/groups/ops", nil).Is(200))
	is(t, "focus", g.Focus, "")
	is(t, "products", len(g.Products), 0)
}

func TestGroups_comePageByPage(t *testing.T) {
	f := forumtest.Start(t)
	for _, slug := range []string{"a", "b", "c"} {
		f.Group(slug, "everyone/free")
	}
	eve, seen, after := f.User("eve"), "", ""
	for range 3 {
		p := into[page[group]](eve.Calls("GET", "/groups?limit=2"+after, nil).Is(200))
		for _, g := range p.Items {
			seen += g.Slug
		}
		if p.Next == nil {
			break
		}
		after = "&after=" + *p.Next
	}
	is(t, "groups", seen, "abc")
}

func TestMembers_areSeenBySignedInAndKeptByLeads(t *testing.T) {
	f := forumtest.Start(t)
	lead, ben, eve, visitor := f.As("ops", "lena", forum.Lead), f.Member("ops", "ben"), f.User("eve"), f.Visitor()
	path := func(p *forumtest.Person) string { return fmt.Sprint("/groups/ops/members/", p.V.ID) }
	type member struct {
		ID   int64
		Role string
	}

	list := into[page[member]](eve.Calls("GET", "/groups/ops/members?limit=1", nil).Is(200).Lacks("@example.org"))
	is(t, "first", list.Items[0], member{int64(lead.V.ID), "lead"})
	list = into[page[member]](eve.Calls("GET", "/groups/ops/members?after="+*list.Next, nil).Is(200))
	is(t, "rest", fmt.Sprint(list), fmt.Sprint(page[member]{Items: []member{{int64(ben.V.ID), "member"}}}))
	visitor.Calls("GET", "/groups/ops", nil).Is(200).Lacks("Lena")
	visitor.Calls("GET", "/groups/ops/members", nil).IsNotFound()

	visitor.Calls("PUT", path(eve), m{"role": "member"}).Is(401)
	ben.Calls("PUT", path(eve), m{"role": "member"}).Is(403)
	lead.Calls("PUT", path(eve), m{"role": "observer"}).Is(200)
	lead.Calls("PUT", path(eve), m{"role": "moderator"}).Is(200)
	is(t, "field", field(t, lead.Calls("PUT", path(eve), m{"role": "king"}).Is(422)), "role")
	is(t, "field", field(t, lead.Calls("PUT", path(eve), m{}).Is(422)), "role")
	lead.Calls("PUT", "/groups/ops/members/999999", m{"role": "member"}).IsNotFound()
	lead.Calls("PUT", path(lead), m{"role": "member"}).Is(409) // the last lead
	lead.Calls("DELETE", path(lead), nil).Is(409)

	ben.Calls("DELETE", path(eve), nil).Is(403)
	visitor.Calls("DELETE", path(eve), nil).Is(401)
	ben.Calls("DELETE", path(ben), nil).Is(204)
	lead.Calls("DELETE", path(eve), nil).Is(204)
	lead.Calls("DELETE", path(eve), nil).IsNotFound()
}
