package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"plenary/internal/app"
	"plenary/internal/forumtest"
)

type people struct {
	Items []struct {
		author
		Handle string
		Sees   bool
	}
	Next       *string
	GroupTells *int `json:"group_tells"`
}

func (p people) names() string {
	var names []string
	for _, who := range p.Items {
		names = append(names, who.Name)
	}
	return strings.Join(names, ", ")
}

func TestPeople_offersTheNearestMembersOfTheGroup(t *testing.T) {
	f := forumtest.Start(t)
	ana := f.Member("ops", "ana")
	for _, name := range []string{"josé maría", "maría josé", "joaquín", "tomás martín", "kumar"} {
		f.Member("ops", name)
	}
	f.User("marta") // not in the group
	talk := ana.Starts("ops", "Friday")

	offered := func(path string) string { return into[people](ana.Calls(http.MethodGet, path, nil).Is(200)).names() }
	// The beginning of the name, then of a later word, then within; accents and case folded.
	is(t, "ma", offered(at(talk)+"/people?q=MA"), "María josé, José maría, Tomás martín, Kumar")
	is(t, "accents typed", offered(at(talk)+"/people?q=joaqu%C3%ADn"), "Joaquín")
	is(t, "nobody", offered(at(talk)+"/people?q=marta"), "")
	is(t, "limit", offered(at(talk)+"/people?q=jo&limit=1"), "Joaquín")

	// Who wrote lately comes first among those equally near.
	f.Member("ops", "tomás martín").Replies(talk, "here")
	f.Member("ops", "josé maría").Replies(talk, "and here")
	is(t, "ma, after they wrote", offered(at(talk)+"/people?q=ma"), "María josé, José maría, Tomás martín, Kumar")
	is(t, "jo, after they wrote", offered(at(talk)+"/people?q=jo"), "José maría, Joaquín, María josé")
	is(t, "nothing typed", offered(at(talk)+"/people?q=&limit=3"), "José maría, Tomás martín, Joaquín")
	is(t, "in the group", offered("/groups/ops/people?q=jo"), "Joaquín, José maría, María josé")

	// A new name and a new member are there at once.
	f.Member("ops", "jonas")
	is(t, "a new member", offered("/groups/ops/people?q=jona"), "Jonas")

	// @group tells everybody but the asker, for members alone.
	near := into[people](ana.Calls(http.MethodGet, at(talk)+"/people", nil).Is(200))
	is(t, "group_tells", *near.GroupTells, 6)
	if near := into[people](f.User("eve").Calls(http.MethodGet, at(talk)+"/people", nil).Is(200)); near.GroupTells != nil {
		t.Error("somebody outside the group may call it")
	}
}

func TestPeople_underAnArticleOfTheNetworkAreEverybody(t *testing.T) {
	f := forumtest.Start(t)
	org, eve := f.Organiser("org"), f.User("eve")
	f.User("marta")
	article := into[article](org.Calls(http.MethodPost, "/articles", m{"slug": "november", "title": "November", "kind": "post",
		"html": "<p>What happened</p>", "published_at": "2020-01-01T00:00:00Z"}).Is(201))
	comments := fmt.Sprint("/conversations/", article.ConversationID)
	near := into[people](eve.Calls(http.MethodGet, comments+"/people?q=mar", nil).Is(200))
	is(t, "offered", near.names(), "Marta")
	if near.GroupTells != nil {
		t.Error("there is a group to call where there is no group")
	}
	f.User("marlene")
	is(t, "a new account", into[people](eve.Calls(http.MethodGet, comments+"/people?q=mar", nil).Is(200)).names(), "Marlene, Marta")
}

func TestPeople_areNotFoundForOutsidersAndVisitors(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("inner", "members/invite")
	ben, eve := f.Member("inner", "ben"), f.User("eve")
	f.Member("inner", "bea")
	talk := ben.Starts("inner", "Quiet")
	open := f.Member("ops", "ana").Starts("ops", "Loud")
	for _, path := range []string{at(talk) + "/people?q=b", "/groups/inner/people?q=b", at(talk) + "/named?handles=ben", "/groups/inner/named?handles=ben"} {
		ben.Calls(http.MethodGet, path, nil).Is(200).Has("Be")
		eve.Calls(http.MethodGet, path, nil).IsNotFound()
		f.Visitor().Calls(http.MethodGet, path, nil).IsNotFound()
	}
	for _, path := range []string{at(open) + "/people", "/groups/ops/people", at(open) + "/named?handles=ben"} {
		eve.Calls(http.MethodGet, path, nil).Is(200)
		f.Visitor().Calls(http.MethodGet, path, nil).IsNotFound()
	}
}

func TestNamed_saysWhoDoesNotSeeThePlace(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("inner", "members/invite")
	ben := f.Member("inner", "ben")
	f.Member("inner", "bea")
	f.User("eve")
	f.Organiser("org")
	talk := ben.Starts("inner", "Quiet")

	for _, place := range []string{at(talk), "/groups/inner"} {
		named := into[people](ben.Calls(http.MethodGet, place+"/named?handles=Eve,nobody,bea,org,eve", nil).Is(200))
		is(t, "named in "+place, named.names(), "Eve, Bea, Org")
		is(t, "eve sees it", named.Items[0].Sees, false)
		is(t, "bea sees it", named.Items[1].Sees, true)
		is(t, "an organiser sees it", named.Items[2].Sees, true)
	}
	open := f.Member("ops", "ana").Starts("ops", "Loud")
	is(t, "eve sees what everyone sees", into[people](ben.Calls(http.MethodGet, at(open)+"/named?handles=eve", nil).Is(200)).Items[0].Sees, true)

	is(t, "at fault", field(t, ben.Calls(http.MethodGet, at(talk)+"/named?handles="+strings.Repeat("x,", app.MaxNamings+1), nil).Is(422)), "handles")
}
