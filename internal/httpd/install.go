package httpd

import (
	"strings"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/forum"
	"plenary/web"
	"plenary/web/lang"
)

// A web app's manifest (W3C), as far as ours goes.
type (
	appManifest struct {
		ID         string        `json:"id"`
		Name       string        `json:"name"`
		ShortName  string        `json:"short_name"`
		Lang       string        `json:"lang"`
		Dir        string        `json:"dir"`
		StartURL   string        `json:"start_url"`
		Scope      string        `json:"scope"`
		Display    string        `json:"display"`
		Theme      string        `json:"theme_color"`
		Background string        `json:"background_color"`
		Icons      []appIcon     `json:"icons"`
		Shortcuts  []appShortcut `json:"shortcuts"`
	}
	appIcon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose"`
	}
	appShortcut struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
)

// manifest says how the network is installed as an app, in the language that is
// asked for: browsers fetch it without saying who is signed in.
func (s *Server) manifest(c *fiber.Ctx) error {
	l := forum.Lang(c.Query("lang"))
	if l != forum.English && l != forum.Spanish {
		l = lang.Match(c.Get(fiber.HeaderAcceptLanguage))
	}
	words := lang.In(l)
	m := appManifest{ID: "/", Name: s.settings.Name, ShortName: shortName(s.settings.Name), Lang: string(l), Dir: "ltr",
		StartURL: "/", Scope: "/", Display: "standalone", Theme: web.Frame.Light, Background: web.Desk.Light,
		Icons: []appIcon{
			{web.URL("icon-192.png"), "192x192", "image/png", "any"},
			{web.URL("icon-512.png"), "512x512", "image/png", "any"},
			{web.URL("icon-maskable-512.png"), "512x512", "image/png", "maskable"},
		},
		Shortcuts: []appShortcut{{words.T("nav.inbox"), "/inbox"}, {words.T("nav.missed"), "/missed"}, {words.T("nav.tab_search"), "/search"}},
	}
	if err := c.JSON(m); err != nil {
		return forum.Errorf("httpd: manifest: %w", err)
	}
	c.Set(fiber.HeaderContentType, "application/manifest+json")
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptLanguage)
	return nil
}

// shortLength is how many letters of a name stand under an icon.
const shortLength = 12

// shortName is as many of a name's first words as fit under an icon, one at
// least.
func shortName(name string) string {
	var short string
	for _, word := range strings.Fields(name) {
		longer := strings.TrimSpace(short + " " + word)
		if short != "" && utf8.RuneCountInString(longer) > shortLength {
			break
		}
		short = longer
	}
	return short
}
