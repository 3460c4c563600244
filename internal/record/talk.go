package record

import (
	"archive/zip"
	"fmt"

	"plenary/internal/api"
	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/web/view"
)

// folder is where a conversation lies in the record: in its own folder, or, if
// it is all there is, at the top.
func (b *builder) folder(c forum.ConversationID) string {
	if b.what.Group == 0 {
		return ""
	}
	return fmt.Sprintf("conversations/%d/", c)
}

// root is the way back up from there.
func (b *builder) root() string {
	if b.what.Group == 0 {
		return ""
	}
	return "../../"
}

// talk writes a conversation four times over: to be read, as JSON, as mail, and
// its files.
func (b *builder) talk(c forum.Conversation) error {
	t := &talk{builder: b, c: c, answers: map[forum.PostID]forum.PostID{}, held: map[forum.FileID]forum.File{}}
	for _, write := range []func() error{t.article, t.pages, t.json, t.mbox, t.files} {
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}

type talk struct {
	*builder
	c       forum.Conversation
	art     *forum.Article // that it comments on
	cover   string
	first   forum.PostID
	answers map[forum.PostID]forum.PostID // which post answers which
	held    map[forum.FileID]forum.File
}

// article reads what is commented on.
func (t *talk) article() error {
	if t.c.Kind != forum.Comments {
		return nil
	}
	art, held, err := t.App.RecordArticle(t.ctx, t.v, t.c)
	if err != nil {
		return err
	}
	if err := t.putJSON(t.folder(t.c.ID)+"article.json", api.ArticleFrame(art, t.Site)); err != nil {
		return err
	}
	for _, f := range held {
		t.held[f.ID] = f
		if f.ID == art.Picture {
			t.cover = fileHref(t.root(), f)
		}
	}
	linked, err := t.relinked(t.root(), t.c.ID, []forum.SafeHTML{art.HTML}, nil, t.held)
	if err != nil {
		return err
	}
	art.HTML = linked.html[0]
	t.art = &art
	return nil
}

// pageOf is the page on which the post of that number stands.
func pageOf(number int64) int64 { return max(number-1, 0)/app.RecordPage + 1 }

func (t *talk) pages() error {
	last := pageOf(t.c.LastNumber)
	for n := int64(1); n <= last; n++ {
		run, err := t.App.RecordPosts(t.ctx, t.v, t.c, (n-1)*app.RecordPage)
		if err != nil {
			return err
		}
		page := view.RecordTalk{RecordSheet: t.sheet(t.c.Title, t.root()), Conversation: t.c, At: n, Count: last, Indexed: t.what.Group != 0}
		if n == 1 {
			page.Article, page.Cover = t.art, t.cover
		}
		for len(run.Posts) > 0 && pageOf(run.Posts[len(run.Posts)-1].Number) > n {
			run.Posts = run.Posts[:len(run.Posts)-1] // they are on later pages
		}
		if page.Posts, err = t.shown(run); err != nil {
			return err
		}
		if err := t.page(t.folder(t.c.ID)+view.RecordPageName(n), page); err != nil {
			return err
		}
		t.steps(len(run.Posts))
	}
	return nil
}

// steps says that so many more are done.
func (b *builder) steps(n int) {
	b.done += int64(n)
	b.step(b.done)
}

// shown is a run of posts as pages show them; what they hold and whom they
// answer is noted.
func (t *talk) shown(run app.RecordRun) ([]view.RecordPost, error) {
	var html []forum.SafeHTML
	var answered []forum.PostID
	files := map[forum.FileID]forum.File{}
	for _, p := range run.Posts {
		html = append(html, p.HTML)
		if p.ReplyTo != 0 {
			answered = append(answered, p.ReplyTo)
			t.answers[p.ID] = p.ReplyTo
		}
		for _, f := range run.Files[p.ID] {
			files[f.ID], t.held[f.ID] = f, f
		}
		if t.first == 0 {
			t.first = p.ID
		}
	}
	linked, err := t.relinked(t.root(), t.c.ID, html, answered, files)
	if err != nil {
		return nil, err
	}
	posts, wrote := make([]view.RecordPost, len(run.Posts)), map[forum.PostID]string{}
	for i, p := range run.Posts {
		p.HTML = linked.html[i]
		one := view.RecordPost{Post: p}
		if p.ReplyTo != 0 {
			one.Answers, one.To = linked.post(p.ReplyTo), wrote[p.ReplyTo]
		}
		for _, f := range run.Files[p.ID] {
			one.Files = append(one.Files, view.RecordFile{File: f, Href: fileHref(t.root(), f)})
		}
		posts[i], wrote[p.ID] = one, p.Author.Name
	}
	return posts, nil
}

// each calls do for every post of the conversation.
func (t *talk) each(do func(forum.Post) error) error {
	for after := int64(0); ; {
		run, err := t.App.RecordPosts(t.ctx, t.v, t.c, after)
		if err != nil || run.Last == 0 {
			return err
		}
		for _, p := range run.Posts {
			if err := do(p); err != nil {
				return err
			}
		}
		after = run.Last
		t.steps(len(run.Posts))
	}
}

func (t *talk) json() error {
	if err := t.putJSON(t.folder(t.c.ID)+"conversation.json", api.ConversationFrame(t.c, t.Site)); err != nil {
		return err
	}
	w, err := t.begin(t.folder(t.c.ID)+"posts.json", zip.Deflate)
	if err != nil {
		return err
	}
	out := listOf{w: w}
	if err := t.each(func(p forum.Post) error {
		out.add(api.PostFrame(p, t.Site))
		return out.err
	}); err != nil {
		return err
	}
	return out.end(struct {
		Next  *string `json:"next"`
		Seq   int64   `json:"seq"`
		Epoch string  `json:"epoch"`
	}{nil, t.c.Seq, t.epoch})
}
