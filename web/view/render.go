package view

import (
	"bytes"
	"context"
	"io"
	"sync"

	"github.com/a-h/templ"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// renderString renders what cannot fail: components of ours into memory. Each
// has a context of its own, in which templ keeps its state.
func renderString(c templ.Component) string {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := c.Render(context.Background(), b); err != nil {
		return ""
	}
	return b.String()
}

// Render writes the page.
func (p Front) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Overview) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Missed) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the fragment.
func (p Glance) Render(ctx context.Context, w io.Writer) error { return p.body().Render(ctx, w) }

// Render writes the page.
func (p GroupDiscussions) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p GroupChannels) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p GroupMembers) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p GroupProducts) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p GroupAbout) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p GroupEdit) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p GroupLog) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p NewDiscussion) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p ChannelEdit) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Discussion) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Channel) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p PostEdit) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p PostReply) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p PostFlag) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p HoldRules) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p HoldTrial) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p TalkSettings) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p ReviewInbox) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p PostRemove) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the fragment.
func (p Context) Render(ctx context.Context, w io.Writer) error {
	return p.context(p.Post).Render(ctx, w)
}

// Render writes the page.
func (p PostHistory) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Gathered) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p PollVotes) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p News) Render(ctx context.Context, w io.Writer) error { return p.frame(p.body()).Render(ctx, w) }

// Render writes the page.
func (p Article) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p ArticleEdit) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Inbox) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Drafts) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Profile) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Search) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Settings) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Leave) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p NetworkSettings) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p NetworkStatus) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p SignIn) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Confirm) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Join) Render(ctx context.Context, w io.Writer) error { return p.frame(p.body()).Render(ctx, w) }

// Render writes the page.
func (p Accept) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Setup) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Problem) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p APIReader) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Export) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p ExportState) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}

// Render writes the page.
func (p Guests) Render(ctx context.Context, w io.Writer) error {
	return p.frame(p.body()).Render(ctx, w)
}
