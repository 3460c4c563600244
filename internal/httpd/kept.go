package httpd

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"plenary/internal/app"
	"plenary/internal/door"
	"plenary/internal/forum"
	"plenary/internal/keep"
	"plenary/web/lang"
	"plenary/web/view"
)

const (
	keptOpen      = 64 << 20 // bytes of pages as visitors see them
	keptThreads   = 64 << 20 // bytes of discussions as everybody sees them
	keptFragments = 32 << 20 // bytes of rendered posts
)

// rendering is what was rendered before. Its keys say for what it is valid.
type rendering struct {
	open      *keep.Shelf[openKey, openPage]
	threads   *keep.Shelf[runKey, thread]
	fragments *keep.Shelf[runKey, []view.Fragment]
}

func newRendering() rendering {
	return rendering{
		open:    keep.New[openKey](keptOpen, func(p openPage) int { return p.ready.Size() }),
		threads: keep.New[runKey](keptThreads, func(t thread) int { return t.shared.Size() }),
		fragments: keep.New[runKey](keptFragments, func(all []view.Fragment) int {
			size := 300
			for _, one := range all {
				size += 16 + len(one)
			}
			return size
		}),
	}
}

// openKey is a page of a discussion that visitors ask for.
type openKey struct {
	conversation forum.ConversationID
	slug         string
	page         int64
	lang         forum.Lang
}

// openPage is what visitors are answered: right for one seq and one network
// stamp, and surely so while the database's version is the same.
type openPage struct {
	version    uint64
	seq, stamp int64
	until      time.Time // when a poll on it closes by itself; zero: none does
	ready      *door.Ready
}

// openKeyOf is the key of what is asked, if any visitor would be answered the
// same: nobody is signed in, nothing has to be said to them, and the address
// is the page's own.
func openKeyOf(c *fiber.Ctx, flash string, id forum.ConversationID, page int64) (openKey, bool) {
	if v := door.Viewer(c); !v.SignedIn() && c.Cookies(flash) == "" {
		query := string(c.Request().URI().QueryString())
		if query == "" && page == 0 || query == "page="+strconv.FormatInt(page, 10) {
			return openKey{id, c.Params("slug"), page, v.Lang}, true
		}
	}
	return openKey{}, false
}

// sendOpen answers a visitor with the page that read gives, made once for all
// of them.
func (s *Server) sendOpen(c *fiber.Ctx, key openKey, read func() (app.Page, error), show func(app.Page) ([]byte, error)) error {
	version := s.app.Version()
	was, found := s.kept.open.Get(key)
	if found && !was.until.IsZero() && !s.app.Now().Before(was.until) {
		found = false
	}
	if found && was.version == version {
		return sendPage(c, was.ready)
	}
	p, err := read()
	if err != nil {
		return err
	}
	now := openPage{version, p.Conversation.Seq, p.Stamp, app.NextClosing(p.Posts), was.ready}
	if !found || was.seq != now.seq || was.stamp != now.stamp {
		html, err := show(p)
		if err != nil || html == nil {
			return err
		}
		now.ready = door.NewReady(html, p.Epoch)
	}
	s.kept.open.Put(key, now)
	return sendPage(c, now.ready)
}

func sendPage(c *fiber.Ctx, page *door.Ready) error {
	asPage(c)
	return page.Send(c)
}

// runKey is the posts of one page, which are the same for all who read one
// language.
type runKey struct {
	conversation forum.ConversationID
	seq, stamp   int64
	first, last  forum.PostID
	newest       bool // the newest stands on top
	lang         forum.Lang
	overdue      int // polls that no event has closed yet
}

// runOf is the key of a page's posts; ok is false for posts that no seq dates.
func runOf(page app.Page, l forum.Lang) (key runKey, ok bool) {
	if page.Epoch == "" || len(page.Posts) == 0 {
		return runKey{}, false
	}
	return runKey{page.Conversation.ID, page.Conversation.Seq, page.Stamp, page.Posts[0].ID, page.Posts[len(page.Posts)-1].ID,
		page.Newest, l, app.Overdue(page.Posts)}, true
}

// thread is a page of a discussion or of comments as everybody sees it.
type thread struct {
	shared *view.SharedThread
	faces  []forum.Author
}

// posts are a page's posts as a discussion or comments show them: shared where
// all of them are, else one by one.
func (s *Server) posts(around view.Page, page app.Page) (t thread, own map[forum.PostID]view.Own, items []view.Item) {
	key, ok := runOf(page, around.P.Lang)
	if ok && len(page.Held) == 0 {
		if t, ok = s.kept.threads.Get(key); !ok {
			items := s.items(around.P, page)
			t = thread{view.Share(around, view.Order{Kind: page.Conversation.Kind, Newest: page.Newest}, items), view.Authors(items, facesShown)}
			if t.shared != nil {
				s.kept.threads.Put(key, t)
			}
		}
		if t.shared != nil {
			return t, ownOf(page, around.Live.Only), nil
		}
	}
	items = s.items(around.P, page)
	setAside(items, around.Live.Only, page.Standing.Viewer)
	return thread{faces: view.Authors(items, facesShown)}, nil, items
}

// ownOf is what marks a page's posts for its viewer.
func ownOf(page app.Page, only forum.Lang) map[forum.PostID]view.Own {
	own := map[forum.PostID]view.Own{}
	viewer := page.Standing.Viewer
	for i, post := range page.Posts {
		o := view.Own{Mine: viewer.SignedIn() && post.Author.ID == viewer.ID, Reacted: reacted(post.Reactions), Voted: post.Voted, NewAbove: divides(page, i),
			Aside: aside(only, post.Post, viewer)}
		if o.Mine || o.NewAbove || o.Aside != nil || len(o.Reacted) > 0 || len(o.Voted) > 0 {
			own[post.ID] = o
		}
	}
	return own
}

// fragments are the posts of a page, rendered. answered gives whom each of
// them answers.
func (s *Server) fragments(p *lang.Printer, page app.Page, answered []forum.Author) []view.Fragment {
	key, keeps := runOf(page, p.Lang)
	key.newest = false // each of them is the same in any order
	if keeps {
		if all, ok := s.kept.fragments.Get(key); ok && len(all) == len(page.Posts) {
			return all
		}
	}
	all := make([]view.Fragment, len(page.Posts))
	for i, post := range page.Posts {
		all[i] = view.Rendered(s.viewPost(p, page.Conversation.Kind, post.Post, answered[i]))
	}
	if keeps {
		s.kept.fragments.Put(key, all)
	}
	return all
}
