package app

import (
	"context"
	"strings"

	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/internal/store"
	"plenary/internal/tongue"
)

// Body is what somebody wrote, as it came in.
type Body struct {
	Source string
	Format forum.Format // "" is html
	Lang   forum.Lang   // "" leaves it to what was chosen before, or else to a guess; forum.Automatic to a guess

	TellGroup bool // the author agreed that @group tells the group's members; else it is text
}

// Attach refers to a file at the end of the text; alt says what a picture
// shows.
func (b *Body) Attach(f forum.File, alt string) {
	b.Source = strings.TrimSpace(strings.TrimRight(b.Source, "\n") + "\n\n" + markup.Refer(f, alt, b.Format))
}

// written is a body made safe, with the people it names.
type written struct {
	Body
	markup.Result
	people map[string]forum.Author
	guess  forum.Lang // "": the text doesn't tell
}

// render makes safe what v wrote. It reads the people named and those of the
// files shown that v may fetch, and happens before the transaction, because it
// is slow and there is one writer.
func (a *App) render(ctx context.Context, v forum.Viewer, b Body) (written, error) {
	if b.Format == "" {
		b.Format = forum.HTML
	}
	if !b.Format.Valid() {
		return written{}, forum.Wrong("format", "error.format")
	}
	doc, err := a.site.Parse(b.Source, b.Format)
	if err != nil {
		return written{}, err
	}
	w := written{Body: b}
	if handles := doc.Handles(); len(handles) > 0 {
		err = a.store.Read(ctx, func(r *store.Reader) error {
			w.people, err = r.ByHandles(handles)
			return err
		})
		if err != nil {
			return written{}, err
		}
	}
	named := make(map[string]markup.Mention, len(w.people))
	for handle, p := range w.people {
		named[handle] = markup.Mention{ID: p.ID, Handle: p.Handle}
	}
	if b.TellGroup {
		named[markup.GroupHandle] = markup.Mention{}
	}
	w.Result = doc.Render(named)
	w.guess = tongue.Guess(w.Own)
	if len(w.Files) == 0 {
		return w, nil
	}
	if len(w.Files) > forum.MaxHeld {
		return w, forum.Wrong("body", "file.too_many", "Max", forum.MaxHeld)
	}
	return w, a.store.Read(ctx, func(r *store.Reader) error {
		known, err := r.FilesFor(v, w.Files, a.Now())
		w.HTML = markup.Dress(w.HTML, known)
		return err
	})
}

// Preview is what a body would look like.
func (a *App) Preview(ctx context.Context, v forum.Viewer, b Body) (forum.SafeHTML, error) {
	if !v.SignedIn() {
		return "", forum.Refused(forum.SignedOut, "error.signed_out")
	}
	w, err := a.render(ctx, v, b)
	return w.HTML, err
}

// onto puts what was written into a post.
func (w written) onto(p *forum.Post) {
	p.Source, p.Format, p.HTML, p.Text = w.Source, w.Format, w.HTML, w.Text
	switch {
	case w.Lang.OfText("") != "":
		p.Lang, p.LangChosen = w.Lang, true
	case w.Lang == forum.Automatic || !p.LangChosen:
		p.Lang, p.LangChosen = w.guess.OfText(p.Lang), false
	}
}

// changes reports whether p would say, or be, anything else.
func (w written) changes(p forum.Post) (text, lang bool) {
	now := p
	w.onto(&now)
	return p.Source != now.Source || p.Format != now.Format, p.Lang != now.Lang || p.LangChosen != now.LangChosen
}
