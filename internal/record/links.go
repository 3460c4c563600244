package record

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/web/view"
)

var (
	postAddress = regexp.MustCompile(`^/p/([1-9][0-9]{0,17})$|^/[^#]*#p([1-9][0-9]{0,17})$`)
	talkAddress = regexp.MustCompile(`^/[tc]/([1-9][0-9]{0,17})(?:/[^#]*)?$`)
	fileAddress = regexp.MustCompile(`^/files/([1-9][0-9]{0,17})/`)
)

// idOf is the id that an address names, or 0.
func idOf[T ~int64](pattern *regexp.Regexp, address string) T {
	for i, part := range pattern.FindStringSubmatch(address) {
		if id, err := strconv.ParseInt(part, 10, 64); i > 0 && err == nil {
			return T(id)
		}
	}
	return 0
}

// links turns addresses of the site into ways within the record, as far as they
// lead to what is in it.
type links struct {
	b     *builder
	root  string
	here  forum.ConversationID
	files map[forum.FileID]forum.File
	in    app.Recorded
	html  []forum.SafeHTML
}

// relinked is some HTML as it stands on a page of the record, and the links for
// the posts that are answered there.
func (b *builder) relinked(root string, here forum.ConversationID, html []forum.SafeHTML, answered []forum.PostID, files map[forum.FileID]forum.File) (links, error) {
	l := links{b: b, root: root, here: here, files: files}
	var talks []forum.ConversationID
	posts := answered
	for _, h := range html {
		for _, address := range markup.Addresses(h) {
			if id := idOf[forum.PostID](postAddress, address); id != 0 {
				posts = append(posts, id)
			} else if id := idOf[forum.ConversationID](talkAddress, address); id != 0 {
				talks = append(talks, id)
			}
		}
	}
	var err error
	if len(posts)+len(talks) > 0 {
		l.in, err = b.App.RecordedAmong(b.ctx, b.what.ToRecord, talks, posts)
	}
	for _, h := range html {
		l.html = append(l.html, markup.Relink(h, l.to))
	}
	return l, err
}

// to is where an address leads from a page of the record.
func (l links) to(address string) string {
	if !strings.HasPrefix(address, "/") {
		return address
	}
	if f, ok := l.files[idOf[forum.FileID](fileAddress, address)]; ok {
		return fileHref(l.root, f)
	}
	if id := idOf[forum.PostID](postAddress, address); id != 0 {
		return l.post(id)
	}
	if id := idOf[forum.ConversationID](talkAddress, address); l.in.Talks[id] {
		return l.way(id) + view.RecordPageName(1)
	}
	return l.b.Site + address
}

// post is where a post stands: in the record, or on the site.
func (l links) post(id forum.PostID) string {
	place, ok := l.in.Posts[id]
	if !ok {
		return l.b.Site + forum.Post{ID: id}.Path()
	}
	return fmt.Sprintf("%s%s#p%d", l.way(place.Conversation), view.RecordPageName(pageOf(place.Number)), id)
}

func (l links) way(c forum.ConversationID) string {
	if c == l.here {
		return ""
	}
	return l.root + l.b.folder(c)
}
