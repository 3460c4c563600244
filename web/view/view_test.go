package view

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"plenary/internal/forum"
	"plenary/web/lang"
)

// empty are all pages as their zero values.
func empty() []page {
	return []page{
		{"front", Front{}}, {"overview", Overview{}},
		{"group", GroupDiscussions{}}, {"group channels", GroupChannels{}}, {"group members", GroupMembers{}}, {"group products", GroupProducts{}},
		{"group about", GroupAbout{}}, {"group edit", GroupEdit{}}, {"group log", GroupLog{}}, {"invite many", InviteMany{}}, {"for leads", ForLeads{}}, {"new discussion", NewDiscussion{}}, {"channel edit", ChannelEdit{}},
		{"discussion", Discussion{}}, {"channel", Channel{}}, {"post edit", PostEdit{}}, {"post reply", PostReply{}}, {"post remove", PostRemove{}}, {"post history", PostHistory{}}, {"gathered", Gathered{}}, {"flag", PostFlag{}}, {"review", ReviewInbox{}}, {"rules", HoldRules{}}, {"trial", HoldTrial{}}, {"talk settings", TalkSettings{}},
		{"news", News{}}, {"article", Article{}}, {"article edit", ArticleEdit{}},
		{"inbox", Inbox{}}, {"profile", Profile{}}, {"search", Search{}}, {"settings", Settings{}}, {"leave", Leave{}}, {"network", NetworkSettings{}}, {"status", NetworkStatus{}},
		{"sign in", SignIn{}}, {"confirm", Confirm{}}, {"join", Join{}}, {"accept", Accept{}}, {"setup", Setup{}}, {"problem", Problem{}}, {"api", APIReader{}},
		{"export", Export{}}, {"guests", Guests{}}, {"export state", ExportState{}},
	}
}

func render(t *testing.T, p page) string {
	t.Helper()
	var b bytes.Buffer
	if err := p.page.Render(context.Background(), &b); err != nil {
		t.Fatalf("%s: %v", p.name, err)
	}
	return b.String()
}

func TestEveryPage_rendersEmptyAndFilledInEveryLanguage(t *testing.T) {
	for _, p := range empty() {
		check(t, p.name+" (empty)", render(t, p), forum.English)
	}
	for _, l := range forum.Langs {
		for _, p := range filled(l) {
			check(t, p.name+" in "+string(l), render(t, p), l)
		}
	}
}

var (
	rawKey   = regexp.MustCompile(`[">\s](page|nav|form|role|network_role|visibility|joining|lang|person|post|composer|script|discussion|channel|group|log|front|news|inbox|search|settings|network|status|sign|problem|api|reading|review|flag|hold|talk|slow)\.[a-z_0-9]+\b`)
	unfilled = regexp.MustCompile(`<no value>|%!|\{\{`)
)

// check looks for what no page may have.
func check(t *testing.T, name, page string, l forum.Lang) {
	t.Helper()
	if key := rawKey.FindString(page); key != "" && !strings.Contains(key, "example") {
		t.Errorf("%s shows the key %q instead of words", name, key)
	}
	if bad := unfilled.FindString(page); bad != "" {
		t.Errorf("%s has %q", name, bad)
	}
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	ids, labels, counts := map[string]int{}, map[string]bool{}, map[string]int{}
	var refs, fields []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		counts[n.Data]++
		for _, a := range n.Attr {
			switch {
			case a.Key == "style" || strings.HasPrefix(a.Key, "on") && a.Key != "on":
				t.Errorf("%s: <%s> has %s=%q, which the CSP refuses", name, n.Data, a.Key, a.Val)
			case strings.Contains(a.Val, "TemplFailedSanitizationURL"):
				t.Errorf("%s: <%s %s> was refused as an address", name, n.Data, a.Key)
			case a.Key == "id":
				ids[a.Val]++
			case a.Key == "for":
				labels[a.Val] = true
			case a.Key == "aria-describedby" || a.Key == "aria-labelledby" || a.Key == "aria-controls":
				refs = append(refs, strings.Fields(a.Val)...)
			}
		}
		if n.Data == "script" && n.FirstChild != nil {
			t.Errorf("%s has an inline script", name)
		}
		if n.Data == "form" && attr(n, "method") == "post" && attr(n, "action") == "" {
			t.Errorf("%s: a form does not say where it leads", name)
		}
		if kind := attr(n, "type"); n.Data == "select" || n.Data == "textarea" || n.Data == "input" && kind != "hidden" && kind != "radio" && attr(n, "aria-hidden") == "" {
			fields = append(fields, attr(n, "id"))
		}
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("%s has %d elements of id %q", name, n, id)
		}
	}
	for _, ref := range refs {
		if ids[ref] == 0 {
			t.Errorf("%s refers to #%s, which is not there", name, ref)
		}
	}
	for _, id := range fields {
		if !labels[id] {
			t.Errorf("%s has a field %q without a label", name, id)
		}
	}
	if counts["main"] != 1 || counts["h1"] != 1 || counts["title"] != 1 {
		t.Errorf("%s has %d main, %d h1, %d title; one each belongs there", name, counts["main"], counts["h1"], counts["title"])
	}
	if !strings.Contains(page, `<html lang="`+string(l)+`"`) {
		t.Errorf("%s does not say that it is in %s", name, l)
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func TestPostFragment_isOnThePageAsItIsInTheFrame(t *testing.T) {
	for _, kind := range []func(forum.Lang) []Item{sampleThread, sampleChannel} {
		items := kind(forum.Spanish)
		page := render(t, page{"discussion", Discussion{Page: Page{P: items[0].P}, Items: items}})
		for _, it := range items {
			it.Mine, it.Reacted = true, []string{"👍"} // the viewer's own is around it
			if fragment := PostFragment(it.Post); !strings.Contains(page, fragment) {
				t.Errorf("the page does not have this post as the frame would:\n%s", fragment)
			}
		}
	}
}

func TestPostFragment_offersEveryReaction(t *testing.T) {
	fragment := PostFragment(samplePost(1))
	for _, kind := range forum.ReactionKinds {
		if !strings.Contains(fragment, `class="pick" name="kind" value="`+kind+`"`) {
			t.Errorf("%s can't be given", kind)
		}
	}
	if n := strings.Count(fragment, `class="pick"`); n != len(forum.ReactionKinds) {
		t.Errorf("%d reactions are offered, there are %d", n, len(forum.ReactionKinds))
	}
}

func TestPostFragment_escapesWhatPeopleAreCalled(t *testing.T) {
	p := samplePost(1)
	p.Author.Name, p.Author.Organisation, p.ReplyToName, p.ClientID = `<b>"x`, `<i>`, `<u>`, `"><s>`
	for _, bad := range []string{"<b>", "<i>", "<u>", "<s>"} {
		if strings.Contains(PostFragment(p), bad) {
			t.Errorf("%s went out as it was typed", bad)
		}
	}
}

func TestThread_nestsThreeDeepAndSaysTheRest(t *testing.T) {
	var items []Item
	for n, parent := range []forum.PostID{0, 1, 2, 3, 4, 5, 1, 77} {
		items = append(items, said(int64(n+1), anaR, parent, ""))
	}
	top := Thread(items)
	if len(top) != 2 || top[1].ID != 8 || !top[1].Apart {
		t.Fatalf("post 8 answers one on another page and should stand apart at the top: %v", shape(top))
	}
	if got, want := shape(top[:1]), "1(2(3(4 5* 6*)) 7)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// shape is the tree as numbers; * says whom it answers.
func shape(all []*Branch) string {
	var out []string
	for _, b := range all {
		s := id(b.ID)
		if b.Apart {
			s += "*"
		}
		if len(b.Replies) > 0 {
			s += "(" + shape(b.Replies) + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestTimes_areInTheNetworksZone(t *testing.T) {
	chicago := time.FixedZone("CST", -6*3600)
	for l, want := range map[forum.Lang]string{forum.English: "Nov 19, 2026, 08:05", forum.Spanish: "19 nov 2026, 08:05"} {
		p := samplePost(1)
		p.P, p.Zone, p.CreatedAt = lang.In(l), chicago, noon
		if html := PostFragment(p); !strings.Contains(html, `<time datetime="2026-11-19T14:05:00Z" data-when="post">`+want+`</time>`) {
			t.Errorf("%s is missing in\n%s", want, html)
		}
	}
}

func TestSignIn_leadsBack(t *testing.T) {
	page := render(t, page{"not found", Problem{Page: Page{Path: "/g/ops?page=2&x=1"}, Status: 404}})
	if !strings.Contains(page, `href="/sign-in?next=%2Fg%2Fops%3Fpage%3D2%26x%3D1"`) {
		t.Error("the page that is not found does not lead back after signing in")
	}
}

func TestFormError_putsWhatIsWrongAtItsField(t *testing.T) {
	p := lang.In(forum.English)
	f := FormError(p, map[string]string{"name": "x"}, forum.Wrong("name", "error.too_short", "Min", 3))
	if f.Errors["name"] != "Please write at least 3 characters." || f.Values["name"] != "x" || f.Problem != "" {
		t.Errorf("%+v", f)
	}
	if f := FormError(p, nil, context.Canceled); f.Problem != p.T("error.internal") {
		t.Errorf("another error should say nothing of itself: %+v", f)
	}
}

func TestDeniedFor_saysWhatLacks(t *testing.T) {
	open := forum.Conversation{Kind: forum.Discussion, State: forum.Open}
	locked, archived := open, open
	locked.State, archived.State = forum.Locked, forum.Archived
	member := forum.Standing{Viewer: forum.Viewer{ID: 1}, Visibility: forum.SeenByEveryone, Joining: forum.JoinFree, Role: forum.Member}
	observer, outsider, visitor := member, member, member
	observer.Role, outsider.Role, visitor.Role, visitor.Viewer = forum.Observer, "", "", forum.Viewer{}
	for _, c := range []struct {
		who  forum.Standing
		in   forum.Conversation
		want Denied
	}{
		{member, open, Denied{}},
		{member, locked, Denied{Reason: DeniedLocked}},
		{member, archived, Denied{Reason: DeniedArchived}},
		{observer, open, Denied{Reason: DeniedObserver}},
		{outsider, open, Denied{Reason: DeniedJoin, How: forum.JoinFree}},
		{visitor, open, Denied{Reason: DeniedSignIn}},
	} {
		if got := DeniedFor(c.who, c.in); got != c.want {
			t.Errorf("%q in a conversation that is %s: got %+v, want %+v", c.who.Role, c.in.State, got, c.want)
		}
	}
}
