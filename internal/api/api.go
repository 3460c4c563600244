package api

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/keep"
)

// Base is where the API stands on the site.
const Base = "/api/v1"

// Deps are what the API needs of the site that it is mounted in.
type Deps struct {
	App     *app.App
	BaseURL func() string // what links begin with, without a slash at the end
	Limits  *door.Limits
	Asker   func(*fiber.Ctx) string // whom limits count

	// Events gives the frames of a conversation after a cursor, as the live
	// connection sends them, to who asks. NotFound if they may not see it,
	// SignedOut if their session ends while they wait, TooMany, Unavailable.
	Events func(*fiber.Ctx, Since) (Happened, error)
}

// calls answers the API's calls.
type calls struct {
	Deps
	kept *keep.Shelf[runKey, [][]byte]
}

type route struct {
	method, path string // path in the router's words
	answer       func(calls, *fiber.Ctx) error
}

// routes is the whole API. Paths that look alike stand together, the more
// particular one first.
var routes = []route{
	{fiber.MethodGet, "/openapi.json", calls.spec},
	{fiber.MethodGet, "/me", calls.me},
	{fiber.MethodGet, "/groups", calls.groups},
	{fiber.MethodPost, "/groups", calls.makeGroup},
	{fiber.MethodGet, "/groups/:slug", calls.group},
	{fiber.MethodPatch, "/groups/:slug", calls.changeGroup},
	{fiber.MethodPut, "/groups/:slug/read", calls.markGroupRead},
	{fiber.MethodPut, "/groups/:slug/follow", calls.followGroup},
	{fiber.MethodGet, "/groups/:slug/members", calls.members},
	{fiber.MethodPut, "/groups/:slug/members/:user", calls.setMember},
	{fiber.MethodDelete, "/groups/:slug/members/:user", calls.removeMember},
	{fiber.MethodGet, "/groups/:slug/people", calls.peopleIn},
	{fiber.MethodGet, "/groups/:slug/named", calls.namedIn},
	{fiber.MethodGet, "/groups/:slug/conversations", calls.conversations},
	{fiber.MethodPost, "/groups/:slug/conversations", calls.startConversation},
	{fiber.MethodPost, "/groups/:slug/exports", calls.exportGroup},
	{fiber.MethodGet, "/conversations/:id", calls.conversation},
	{fiber.MethodPatch, "/conversations/:id", calls.changeConversation},
	{fiber.MethodGet, "/conversations/:id/posts", calls.posts},
	{fiber.MethodPost, "/conversations/:id/posts", calls.reply},
	{fiber.MethodGet, "/conversations/:id/people", calls.peopleFor},
	{fiber.MethodGet, "/conversations/:id/named", calls.namedFor},
	{fiber.MethodPut, "/conversations/:id/read", calls.markRead},
	{fiber.MethodPut, "/conversations/:id/follow", calls.follow},
	{fiber.MethodGet, "/conversations/:id/events", calls.events},
	{fiber.MethodPost, "/conversations/:id/exports", calls.exportConversation},
	{fiber.MethodGet, "/exports/:id", calls.export},
	{fiber.MethodPost, "/posts/move", calls.movePosts},
	{fiber.MethodPost, "/conversations/:id/merge", calls.mergeConversation},
	{fiber.MethodPost, "/moves/:id/undo", calls.undoMove},
	{fiber.MethodGet, "/posts/:id", calls.post},
	{fiber.MethodPatch, "/posts/:id", calls.editPost},
	{fiber.MethodDelete, "/posts/:id", calls.removePost},
	{fiber.MethodGet, "/posts/:id/revisions", calls.revisions},
	{fiber.MethodPut, "/posts/:id/reactions/:kind", calls.react},
	{fiber.MethodDelete, "/posts/:id/reactions/:kind", calls.unreact},
	{fiber.MethodPut, "/posts/:id/vote", calls.vote},
	{fiber.MethodGet, "/posts/:id/votes", calls.votes},
	{fiber.MethodPost, "/posts/:id/poll/close", calls.closePoll},
	{fiber.MethodPost, "/posts/:id/flags", calls.flagPost},
	{fiber.MethodGet, "/review", calls.review},
	{fiber.MethodGet, "/review/:id", calls.reviewItem},
	{fiber.MethodPost, "/review/:id", calls.decide},
	{fiber.MethodPut, "/review/:id/claim", calls.claim},
	{fiber.MethodDelete, "/review/:id/claim", calls.claim},
	{fiber.MethodGet, "/articles", calls.articles},
	{fiber.MethodPost, "/articles", calls.makeArticle},
	{fiber.MethodGet, "/articles/:slug", calls.article},
	{fiber.MethodPatch, "/articles/:slug", calls.changeArticle},
	{fiber.MethodPost, "/articles/:slug/guest-comments", calls.guestComment},
	{fiber.MethodGet, "/drafts", calls.drafts},
	{fiber.MethodGet, "/drafts/:place", calls.draft},
	{fiber.MethodPut, "/drafts/:place", calls.saveDraft},
	{fiber.MethodDelete, "/drafts/:place", calls.discardDraft},
	{fiber.MethodPost, "/drafts/:place/others/:id", calls.useDraft},
	{fiber.MethodDelete, "/drafts/:place/others/:id", calls.dropOther},
	{fiber.MethodPost, "/files", calls.upload},
	{fiber.MethodGet, "/search", calls.search},
	{fiber.MethodGet, "/search/suggest", calls.suggest},
}

// Mount adds the API to a site. Who asks, limits on requests, deadlines and
// the answer for errors are the site's.
func Mount(r fiber.Router, d Deps) {
	c := calls{d, newKeptPosts()}
	r.Use(Base, private)
	for i, to := range routes {
		answer := func(ctx *fiber.Ctx) error { return to.answer(c, ctx) }
		r.Add(to.method, Base+to.path, answer)
		if to.method == fiber.MethodGet {
			r.Head(Base+to.path, answer)
		}
		if i+1 == len(routes) || routes[i+1].path != to.path {
			r.All(Base+to.path, wrongMethod(to.path))
		}
	}
	r.Use(Base, func(*fiber.Ctx) error { return forum.Missing() })
}

// uncached keeps answers out of every cache: they are one asker's.
const uncached = "private, no-store"

func private(ctx *fiber.Ctx) error {
	ctx.Set(fiber.HeaderCacheControl, uncached)
	return ctx.Next()
}

// wrongMethod answers what the path's routes did not.
func wrongMethod(path string) fiber.Handler {
	var allowed []string
	for _, r := range routes {
		if r.path != path {
			continue
		}
		allowed = append(allowed, r.method)
		if r.method == fiber.MethodGet {
			allowed = append(allowed, fiber.MethodHead)
		}
	}
	slices.Sort(allowed)
	allow := strings.Join(allowed, ", ")
	return func(ctx *fiber.Ctx) error {
		ctx.Set(fiber.HeaderAllow, allow)
		return fiber.ErrMethodNotAllowed
	}
}

// take counts one thing against the asker's limit for its kind.
func (a calls) take(c *fiber.Ctx, kind door.Kind) error {
	return a.Limits.Take(kind, a.Asker(c))
}

// made answers 201 with what was made and its address under the API.
func (a calls) made(c *fiber.Ctx, path string, body any) error {
	c.Set(fiber.HeaderLocation, a.BaseURL()+Base+path)
	return c.Status(fiber.StatusCreated).JSON(body)
}

// shaper is how things are shown to who asks.
func (a calls) shaper(c *fiber.Ctx) shaper {
	return shaper{base: a.BaseURL(), visitor: !door.Viewer(c).SignedIn()}
}
