package api_test

import (
	"testing"

	"plenary/internal/forumtest"
)

type happened struct {
	Items []struct {
		Op, Kind string
		Seq      int64
		Post     *post
	}
	Seq   int64
	Reset bool
}

func TestEvents_areWhatTheLiveConnectionSends(t *testing.T) {
	f := forumtest.Start(t)
	ana, visitor := f.Member("ops", "ana"), f.Visitor()
	talk := ana.Starts("ops", "Who pays?")
	epoch := into[posts](ana.Calls("GET", at(talk)+"/posts", nil).Is(200)).Epoch
	ask := func(query string) happened {
		t.Helper()
		return into[happened](visitor.Calls("GET", at(talk)+"/events?"+query, nil).Is(200))
	}

	is(t, "seq", ask("").Seq, 1)
	is(t, "before the present", len(ask("").Items), 0)
	said := ana.Replies(talk, "we do")
	got := ask("after=1&epoch=" + epoch + "&lang=es")
	if len(got.Items) != 1 || got.Items[0].Kind != "post.created" || got.Items[0].Post.ID != int64(said.ID) || got.Seq != 2 {
		t.Fatalf("after 1: %+v", got)
	}
	is(t, "reset beyond the head", ask("after=99").Reset, true)
	is(t, "reset of another epoch", ask("after=1&epoch=another").Reset, true)

	arrived := make(chan happened)
	go func() { arrived <- into[happened](ana.Calls("GET", at(talk)+"/events?after=2&wait=25", nil)) }()
	f.Wait("an answer to who waits", func() bool {
		ana.Replies(talk, "and another")
		select {
		case got = <-arrived:
			return true
		default:
			return false
		}
	})
	is(t, "seq", got.Items[0].Seq, 3)
}

// Guests comment where the article takes that, and where they see it.
func TestGuestComments_areTakenWhereTheArticleSaysSo(t *testing.T) {
	f := forumtest.Start(t)
	places := placesOf(f)
	open, closed := places[0], places[2]
	visitor, boss := f.Visitor(), f.Organiser("boss")

	comment := m{"name": "Sam", "email": "sam@example.org", "body": "Thank you"}
	visitor.Calls("POST", "/articles/"+open.article.Slug+"/guest-comments", comment).Is(403)
	boss.Calls("PATCH", "/articles/"+open.article.Slug, m{"guests": "held"}).Is(200)
	visitor.Calls("POST", "/articles/"+open.article.Slug+"/guest-comments", comment).Is(202)
	visitor.Calls("POST", "/articles/"+closed.article.Slug+"/guest-comments", comment).IsNotFound()
}
