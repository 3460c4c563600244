// Package record makes the record of a conversation or of a group: one ZIP with
// pages to read, JSON as the API gives it, mail programs' mbox, and files. It
// holds what who asked may see, read in runs, so that its size costs no memory.
package record

import (
	"archive/zip"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"plenary/internal/api"
	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/web/lang"
	"plenary/web/view"
)

//go:embed style.css
var style []byte

// Maker makes records of one network.
type Maker struct {
	App     *app.App
	Site    string // address of the network, without a slash at the end
	Network string
	Zone    *time.Location
}

// Name is what the file of a record is called.
func Name(what app.Recording) string {
	if what.Group != 0 {
		return "record-" + what.Sheet.Slug + ".zip"
	}
	return fmt.Sprintf("record-%s-%d.zip", what.Talk.Kind, what.Talk.ID)
}

// Write writes the record as one ZIP. step is told how many of its Steps are done.
// Errors: those of app.Record, also where v lost the right meanwhile.
func (m Maker) Write(ctx context.Context, w io.Writer, v forum.Viewer, of app.ToRecord, step func(done int64)) error {
	what, err := m.App.Record(ctx, v, of)
	if err != nil {
		return err
	}
	epoch, _, err := m.App.Network(ctx)
	if err != nil {
		return err
	}
	b := &builder{Maker: m, ctx: ctx, v: v, what: what, epoch: epoch, made: m.App.Now(), zip: zip.NewWriter(w), step: step,
		written: map[forum.FileID]bool{}}
	if err := b.all(); err != nil {
		return err
	}
	if err := b.zip.Close(); err != nil {
		return forum.Errorf("record: %w", err)
	}
	return nil
}

type builder struct {
	Maker
	ctx     context.Context
	v       forum.Viewer
	what    app.Recording
	epoch   string
	made    time.Time
	zip     *zip.Writer
	step    func(done int64)
	done    int64
	written map[forum.FileID]bool
	missing []forum.File // whose bytes were not there
}

func (b *builder) all() error {
	if err := b.put("style.css", style); err != nil {
		return err
	}
	if b.what.Group != 0 {
		if err := b.group(); err != nil {
			return err
		}
	}
	err := b.talks(func(c forum.Conversation) error { return b.talk(c) })
	if err == nil {
		err = b.sayMissing()
	}
	return err
}

// talks calls do for every conversation of the record.
func (b *builder) talks(do func(forum.Conversation) error) error {
	after := forum.ConversationID(0)
	for {
		some, err := b.App.RecordTalks(b.ctx, b.v, b.what.ToRecord, after)
		if err != nil || len(some) == 0 {
			return err
		}
		for _, c := range some {
			if err := do(c); err != nil {
				return err
			}
			after = c.ID
		}
	}
}

// begin starts a file of the record.
func (b *builder) begin(name string, method uint16) (io.Writer, error) {
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: b.made})
	if err != nil {
		return nil, forum.Errorf("record: %s: %w", name, err)
	}
	return w, nil
}

func (b *builder) put(name string, content []byte) error {
	w, err := b.begin(name, zip.Deflate)
	if err == nil {
		_, err = w.Write(content)
	}
	return err
}

func (b *builder) putJSON(name string, v any) error {
	content, err := json.Marshal(v)
	if err != nil {
		return forum.Errorf("record: %s: %w", name, err)
	}
	return b.put(name, content)
}

// renders is a page.
type renders interface {
	Render(ctx context.Context, w io.Writer) error
}

func (b *builder) page(name string, p renders) error {
	w, err := b.begin(name, zip.Deflate)
	if err == nil {
		err = p.Render(b.ctx, w)
	}
	return err
}

func (b *builder) sheet(title, root string) view.RecordSheet {
	return view.RecordSheet{Title: title, P: lang.In(b.v.Lang), Network: b.Network, Site: b.Site + "/", Zone: b.Zone, Made: b.made, Root: root}
}

// group writes what stands above the conversations of a group.
func (b *builder) group() error {
	g := b.what.Sheet
	index := view.RecordIndex{RecordSheet: b.sheet(g.Name, ""), Group: g.Group, Leads: g.Leads}
	for _, p := range g.Products {
		one := view.RecordProduct{Product: p, Href: p.URL}
		if p.FileID != 0 {
			f, err := b.file(p.FileID)
			if err != nil {
				return err
			}
			if one.Href = fileHref("", f); !b.written[f.ID] {
				one.Href = ""
			}
		}
		index.Products = append(index.Products, one)
	}
	about, err := b.relinked("", 0, []forum.SafeHTML{g.About}, nil, nil)
	if err != nil {
		return err
	}
	index.Group.About = about.html[0]
	index.Talks = func(show func(view.RecordEntry) error) error {
		return b.talks(func(c forum.Conversation) error {
			return show(view.RecordEntry{Conversation: c, Href: b.folder(c.ID) + view.RecordPageName(1)})
		})
	}
	if err := b.page("index.html", index); err != nil {
		return err
	}
	if err := b.putJSON("group.json", api.GroupFrame(g, b.Site)); err != nil {
		return err
	}
	return b.members(g.Slug)
}

// members writes who is in the group, all in one list.
func (b *builder) members(slug string) error {
	w, err := b.begin("members.json", zip.Deflate)
	if err != nil {
		return err
	}
	out := listOf{w: w}
	const some = 200
	for offset := 0; ; offset += some {
		_, members, err := b.App.Members(b.ctx, b.v, slug, offset, some)
		if err != nil {
			return err
		}
		for _, m := range members {
			out.add(api.MemberFrame(m, b.Site))
		}
		if len(members) < some {
			return out.end(struct {
				Next *string `json:"next"`
			}{})
		}
	}
}

// listOf writes a list as the API has it, item by item.
type listOf struct {
	w     io.Writer
	items int
	err   error
}

func (l *listOf) add(item any) {
	before := ","
	if l.items == 0 {
		before = `{"items":[`
	}
	l.items++
	l.write([]byte(before))
	raw, err := json.Marshal(item)
	if l.err == nil {
		l.err = err
	}
	l.write(raw)
}

func (l *listOf) write(b []byte) {
	if l.err == nil {
		_, l.err = l.w.Write(b)
	}
}

// end closes the list with the members of an object that stand beside it.
func (l *listOf) end(rest any) error {
	if l.items == 0 {
		l.write([]byte(`{"items":[`))
	}
	raw, err := json.Marshal(rest)
	if l.err == nil {
		l.err = err
	}
	if l.err == nil {
		l.write([]byte("],"))
		l.write(raw[1:])
	}
	return l.err
}
