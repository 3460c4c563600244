package httpd_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"plenary/internal/forum"
	"plenary/internal/forumtest"
)

func TestLeads_seeWhatAsksForThem(t *testing.T) {
	f := forumtest.Start(t)
	f.Group("ops", "everyone/request")
	lea, mia, ben := f.As("ops", "lea", forum.Lead), f.As("ops", "mia", forum.Moderator), f.Member("ops", "ben")
	eve := f.User("eve")
	mia.Visits("/g/ops/leads").Is(403)
	eve.Visits("/g/ops/leads").Is(403)
	f.Visitor().Visits("/g/ops/leads").Is(401)
	lea.Visits("/g/ops/leads").Is(200).Has("Nothing waits for you here")

	ben.Starts("ops", "Who answers this?")
	slow := ben.Starts("ops", "Half a conversation")
	lea.Replies(slow, "I will ask")
	eve.Posts("/g/ops/join", "note", "May I?").Is(303)
	lea.Visits("/g/ops/leads").Has("May I?").Lacks("Who answers this?", "Half a conversation", "Quiet members")

	f.Later(8 * 24 * time.Hour)
	lea.Visits("/g/ops/leads").Has("Who answers this?").Lacks("Half a conversation")
	f.Later(23 * 24 * time.Hour)
	mia.Visits("/g/ops").Is(200)
	f.Wait("the moderator's visit", func() bool {
		page := look(t, lea.Visits("/g/ops/leads").Is(200).Has("Who answers this?", "Half a conversation", "Quiet members"))
		rows := page.all(".people-rows")
		return !strings.Contains(rows[len(rows)-1].text(), "mia")
	})

	third := ben.Starts("ops", "Not to be seen by outsiders")
	ben.Calls("POST", "/posts/"+strconv.FormatInt(int64(f.FirstPost(third).ID), 10)+"/flags", map[string]any{"reason": "spam"}).Is(403)
	mia.Calls("POST", "/posts/"+strconv.FormatInt(int64(f.FirstPost(third).ID), 10)+"/flags", map[string]any{"reason": "spam"}).Is(201)
	lea.Visits("/g/ops/leads").Has("1 post waits for a decision")
}
