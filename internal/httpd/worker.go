package httpd

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/web"
	"plenary/web/lang"
	"plenary/web/view"
)

// readerHeader names to the worker on a device whose pages these are, and in
// which language; "none" where nobody is signed in.
const readerHeader = "Plenary-Reader"

// readerKey is the name under which a device keeps what a session read. It
// tells nothing of the session.
func readerKey(cookie string) string {
	sum := sha256.Sum256([]byte("reader " + cookie))
	return hex.EncodeToString(sum[:8])
}

// worker answers the script that keeps pages for reading without a connection,
// and tells it what the shell is made of.
func (s *Server) worker(c *fiber.Ctx) error {
	script, ok := web.Open(web.URL("worker.js"))
	if !ok {
		return forum.Missing()
	}
	shell, err := json.Marshal(map[string]any{"assets": web.Shell(),
		"offline": map[string]string{"en": "/offline?lang=en", "es": "/offline?lang=es"}})
	if err != nil {
		return forum.Errorf("httpd: shell: %w", err)
	}
	c.Set(fiber.HeaderContentType, script.Type)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'none'; connect-src 'self'")
	return c.Send(append([]byte("self.SHELL = "+string(shell)+";\n"), script.Body...))
}

// offline is the page for what isn't kept. It is the same for everybody.
func (s *Server) offline(c *fiber.Ctx) error {
	page := view.Offline{Page: view.Page{P: lang.In(forum.Lang(c.Query("lang"))), Network: s.settings.Name, Zone: s.settings.Location(),
		Now: s.app.Now(), Asset: web.URL, Preloads: web.Preloads()}}
	page.Title = page.T("offline.title")
	return s.render(c, page)
}

// mostAsked is how many conversations a device asks about at once: it keeps
// fewer.
const mostAsked = 50

// mayKeep says to a device who is signed in and which of the conversations that
// it keeps, ?c=1,2, may not be read any more.
func (s *Server) mayKeep(c *fiber.Ctx) error {
	var ids []forum.ConversationID
	for one := range strings.SplitSeq(c.Query("c"), ",") {
		id, err := strconv.ParseInt(one, 10, 64)
		if err != nil || len(ids) == mostAsked {
			return &forum.Error{Kind: forum.Malformed, Msg: "error.malformed"}
		}
		ids = append(ids, forum.ConversationID(id))
	}
	v := door.Viewer(c)
	gone := ids
	reader := ""
	if v.SignedIn() {
		unseen, err := s.app.Unseen(c.UserContext(), v.ID, ids)
		if err != nil {
			return err
		}
		gone, reader = append([]forum.ConversationID{}, unseen...), readerKey(c.Cookies(s.cookieName()))
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(map[string]any{"reader": reader, "gone": gone})
}
