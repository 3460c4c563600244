package httpd_test

import (
	"fmt"
	"strings"
	"testing"

	"plenary/internal/forumtest"
)

func TestGathered_listsWhatAConversationHolds(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("secret", "members/invite")
	ana, ben, eve := f.As("secret", "ana", "member"), f.As("secret", "ben", "member"), f.User("eve")
	talk := ana.Starts("secret", "The plan")
	at := fmt.Sprint("/t/", talk.ID, "/in/")
	ben.Visits(talk.Path()).Is(200).Lacks(at)
	ben.Visits(at + "files").Is(200).Has("Nobody has posted a file")

	plan, face := keeps(t, f, ana, "plan.txt", []byte("our plan")), keeps(t, f, ana, "face.png", picture(t, 300))
	ana.Replies(talk, "[the plan]("+plan.Path()+") and ![a face]("+face.Path()+")")
	post := ben.Replies(talk, "see [the study](https://example.org/study) and <https://www.example.org/more>")
	ben.Visits(talk.Path()).Is(200).Has(at+"files", "2 files", at+"links", "2 links")
	ben.Visits(at+"files").Is(200).Has("plan.txt", "TXT · 8 B", plan.Path(), "face.png", "?w=120", "Ana").Lacks("the study")
	links := ben.Visits(at+"links").Is(200).Has("the study", `href="https://example.org/study"`, "example.org", "Ben", fmt.Sprint("/p/", post.ID)).Lacks("plan.txt")
	if strings.Index(links.Body, "the study") > strings.Index(links.Body, "/more") {
		t.Error("the links of a post are not in its order")
	}
	for _, outsider := range []*forumtest.Person{eve, f.Visitor()} {
		outsider.Visits(at + "files").IsNotFound()
		outsider.Visits(at + "links").IsNotFound()
	}

	// What is removed is listed no more; what goes on, goes on behind the page.
	ben.Removes(post.ID)
	ben.Visits(at + "links").Is(200).Has("Nobody has posted a link")
	ben.Visits(talk.Path()).Is(200).Has("2 files").Lacks("2 links", at+"links")
	for i := range 30 {
		ana.Replies(talk, fmt.Sprint("number ", i, " is https://example.org/", i, "-"))
	}
	first := look(t, ben.Visits(at+"links").Is(200).Has("example.org/29-", "example.org/5-").Lacks("example.org/4-"))
	older := first.one(".more").one("a").attr("href")
	ben.Visits(older).Is(200).Has("example.org/4-", "example.org/0-").Lacks("example.org/5-", "Older ones")

	channel := f.General("secret")
	ana.Replies(channel, "[the plan]("+plan.Path()+")")
	ben.Visits(channel.Path()).Is(200).Has("In this channel", "1 file", channel.Path()+"/in/files")
	ben.Visits(channel.Path() + "/in/files").Is(200).Has("plan.txt")
	ben.Visits(fmt.Sprint("/t/", channel.ID, "/in/files")).Is(302)
}
