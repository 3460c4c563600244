package view

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"plenary/internal/forum"
	"plenary/web"
	"plenary/web/lang"
)

func printer(p *lang.Printer) *lang.Printer {
	if p == nil {
		return lang.In(forum.English)
	}
	return p
}

// T is the message of that key in the page's language.
func (p Page) T(key string, args ...any) string { return printer(p.P).T(key, args...) }

// N is the message of that key for a count.
func (p Page) N(key string, n int64, args ...any) string { return printer(p.P).N(key, n, args...) }

// T is the message of that key in the post's page's language.
func (p Post) T(key string) string { return printer(p.P).T(key) }

func (p Page) lang() forum.Lang { return printer(p.P).Lang }

// textLang is the lang attribute of a text of language l on the page, "" if
// it is the page's own or not known.
func textLang(l, page forum.Lang) string {
	switch l {
	case page:
		return ""
	case forum.Other:
		return "und" // which, nobody knows: it is not to be read as the page's
	}
	return string(l)
}

func (p Page) asset(name string) string {
	if p.Asset != nil {
		return p.Asset(name)
	}
	return web.URL(name)
}

func (p Page) icon(name string) string {
	sprite := p.asset("icons.svg")
	if sprite == "" {
		return ""
	}
	return sprite + "#" + name
}

func (p Page) network() string {
	if p.Network == "" {
		return "Plenary"
	}
	return p.Network
}

func (p Page) windowTitle() string {
	if p.Title == "" {
		return p.network()
	}
	return p.Title + " · " + p.network()
}

func in(zone *time.Location, t time.Time) time.Time {
	if zone == nil {
		return t.UTC()
	}
	return t.In(zone)
}

func zoneName(zone *time.Location) string {
	if zone == nil {
		return "UTC"
	}
	return zone.String()
}

func machine(t time.Time) string { return t.UTC().Format(time.RFC3339) }

var months = map[forum.Lang][12]string{
	forum.English: {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	forum.Spanish: {"ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"},
}

// date is "Nov 12, 2026" or "12 nov 2026".
func date(l forum.Lang, t time.Time) string {
	month := months[l.UI()][t.Month()-1]
	day, year := strconv.Itoa(t.Day()), strconv.Itoa(t.Year())
	if l.UI() == forum.Spanish {
		return day + " " + month + " " + year
	}
	return month + " " + day + ", " + year
}

// stamp is the date and the time of day.
func stamp(l forum.Lang, zone *time.Location, t time.Time) string {
	t = in(zone, t)
	return date(l, t) + ", " + t.Format("15:04")
}

// short is the time of day for today, else the date, without the year of now.
func (p Page) short(t time.Time) string {
	local, now := in(p.Zone, t), in(p.Zone, p.Now)
	d := date(p.lang(), local)
	switch {
	case local.Year() != now.Year():
		return d
	case local.YearDay() == now.YearDay():
		return local.Format("15:04")
	case p.lang() == forum.Spanish:
		return strings.TrimSuffix(d, " "+strconv.Itoa(local.Year()))
	}
	return strings.TrimSuffix(d, ", "+strconv.Itoa(local.Year()))
}

// nameOf is what to call a: people who have left and guests included.
func nameOf(p *lang.Printer, a forum.Author) string {
	switch {
	case a.Former():
		return p.T("person.former")
	case a.Name == "":
		return p.T("person.nobody")
	}
	return a.Name
}

func (p Page) name(a forum.Author) string { return nameOf(printer(p.P), a) }

// initials are the first letters of the first and the last word of a name.
func initials(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	switch len(words) {
	case 0:
		return "·"
	case 1:
		return upperFirst(words[0])
	}
	return upperFirst(words[0]) + upperFirst(words[len(words)-1])
}

func upperFirst(word string) string {
	for _, r := range word {
		return string(unicode.ToUpper(r))
	}
	return ""
}

var hues = [12]string{
	"hue-0", "hue-1", "hue-2", "hue-3", "hue-4", "hue-5",
	"hue-6", "hue-7", "hue-8", "hue-9", "hue-10", "hue-11",
}

// hue is the class that colours the face of somebody without a picture.
func hue(u forum.UserID) string { return hues[uint64(u)%uint64(len(hues))] }

func faceURL(f forum.FileID) string { return forum.File{ID: f, Name: "face"}.PathAt(forum.FaceWidth) }

func personPath(u forum.UserID) string { return "/people/" + id(u) }

// roleWord is the key of a role in a group; "" says nothing.
func roleWord(r forum.GroupRole) string {
	if r == "" {
		return "role.none"
	}
	return "role." + string(r)
}

func visibilityWord(v forum.Visibility) string {
	if v == "" {
		v = forum.SeenByMembers
	}
	return "visibility." + string(v)
}

// seenWord is the same in two or three words.
func seenWord(v forum.Visibility) string {
	if v == "" {
		v = forum.SeenByMembers
	}
	return "group.seen_" + string(v)
}

func joiningWord(j forum.Joining) string {
	if j == "" {
		j = forum.JoinInvite
	}
	return "joining." + string(j)
}

// signInPath leads to signing in and back here.
func (p Page) signInPath() string {
	if p.Path == "" || p.Path == "/" || strings.HasPrefix(p.Path, "/sign-") {
		return "/sign-in"
	}
	return "/sign-in?next=" + url.QueryEscape(p.Path)
}
