package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"plenary/internal/fold"
	"plenary/internal/forum"
	"plenary/internal/seek"
)

// world is a store with people and groups in it, changed as app changes it.
type world struct {
	*testing.T
	*Store
	now time.Time
}

func newWorld(t *testing.T) *world { return &world{T: t, Store: open(t), now: noon} }

func (w *world) writes(fn func(tx *Tx) error) {
	w.Helper()
	must(w.T, w.Write(w.Context(), func(_ context.Context, tx *Tx) error { return fn(tx) }))
}

func (w *world) reads(fn func(r *Reader) error) {
	w.Helper()
	must(w.T, w.Read(w.Context(), fn))
}

// count is the one number that a query gives.
func (w *world) count(query string, args ...any) (n int) {
	w.Helper()
	w.reads(func(r *Reader) error { return r.row(&n, query, args...) })
	return n
}

func (w *world) person(name string) (id forum.UserID) {
	w.Helper()
	w.writes(func(tx *Tx) (err error) {
		handle := fold.Slug(name, forum.MaxHandle)
		id, err = tx.AddPerson(forum.Person{Email: handle + "@example.org", Name: name, Handle: handle, Organisation: "Casa " + name,
			Bio: "about " + name, Role: forum.RoleMember, CreatedAt: w.now}, "hash", forum.CameInvited)
		return err
	})
	return id
}

// group makes a group with its channel general and the members named.
func (w *world) group(slug string, seen forum.Visibility, members ...forum.UserID) (id forum.GroupID, general forum.ConversationID) {
	w.Helper()
	w.writes(func(tx *Tx) (err error) {
		id, err = tx.AddGroup(forum.Group{Slug: slug, Name: "The " + slug, Visibility: seen, Joining: forum.JoinFree, CreatedAt: w.now}, 1)
		if err != nil {
			return err
		}
		for _, m := range members {
			if err := tx.SetMembership(id, m, forum.Member, false, w.now); err != nil {
				return err
			}
		}
		general, err = tx.AddConversation(forum.Conversation{Kind: forum.Channel, GroupID: id, Title: "general", Slug: "general",
			Lang: forum.English, CreatedAt: w.now})
		return err
	})
	return id, general
}

func (w *world) discussion(g forum.GroupID, title string) (id forum.ConversationID) {
	w.Helper()
	w.writes(func(tx *Tx) (err error) {
		id, err = tx.AddConversation(forum.Conversation{Kind: forum.Discussion, GroupID: g, Title: title, Slug: fold.Slug(title, 80),
			Lang: forum.English, CreatedAt: w.now})
		return err
	})
	return id
}

// tell writes an event of a conversation.
func tell(tx *Tx, c forum.ConversationID, kind forum.EventKind, p forum.PostID, who forum.UserID, now time.Time) error {
	seq, err := tx.NextSeq(c)
	if err != nil {
		return err
	}
	return tx.AddEvent(forum.Event{Conversation: c, Seq: seq, Kind: kind, Post: p, Actor: who, At: now})
}

func (w *world) post(c forum.ConversationID, by forum.UserID, said string) (id forum.PostID) {
	w.Helper()
	w.writes(func(tx *Tx) (err error) {
		id, err = say(tx, c, by, said, w.now)
		return err
	})
	return id
}

func say(tx *Tx, c forum.ConversationID, by forum.UserID, said string, now time.Time) (forum.PostID, error) {
	seq, err := tx.NextSeq(c)
	if err != nil {
		return 0, err
	}
	p := forum.Post{ConversationID: c, State: forum.Shown, Author: forum.Author{ID: by}, Source: said, Format: forum.Text,
		HTML: forum.SafeHTML("<p>" + said + "</p>"), Text: said, Lang: forum.English, CreatedAt: now}
	if p.ID, err = tx.AddPost(p, 1, seq); err != nil {
		return 0, err
	}
	if err := tx.AddEvent(forum.Event{Conversation: c, Seq: seq, Kind: forum.PostCreated, Post: p.ID, Actor: by, At: now}); err != nil {
		return 0, err
	}
	return p.ID, tx.IndexPost(p.ID)
}

func (w *world) removes(id forum.PostID, by forum.UserID) {
	w.Helper()
	w.writes(func(tx *Tx) error {
		found, err := tx.PostsByID([]forum.PostID{id})
		if err != nil {
			return err
		}
		p := found[id]
		if err := tx.RemovePost(p, by, w.now); err != nil {
			return err
		}
		p.State = forum.Removed
		if err := tx.IndexPost(p.ID); err != nil {
			return err
		}
		return tell(tx, p.ConversationID, forum.PostRemoved, id, by, w.now)
	})
}

func (w *world) edits(id forum.PostID, said string) {
	w.Helper()
	w.writes(func(tx *Tx) error {
		found, err := tx.PostsByID([]forum.PostID{id})
		if err != nil {
			return err
		}
		p := found[id]
		p.Source, p.Text, p.HTML = said, said, forum.SafeHTML("<p>"+said+"</p>")
		if err := tx.EditPost(p, 1, true, p.Author.ID, w.now); err != nil {
			return err
		}
		if err := tx.IndexPost(p.ID); err != nil {
			return err
		}
		return tell(tx, p.ConversationID, forum.PostEdited, id, p.Author.ID, w.now)
	})
}

func (w *world) reacts(who forum.UserID, p forum.PostID, kind string) {
	w.Helper()
	w.writes(func(tx *Tx) error {
		if _, err := tx.React(who, p, kind, true, w.now); err != nil {
			return err
		}
		found, err := tx.PostsByID([]forum.PostID{p})
		if err != nil {
			return err
		}
		return tell(tx, found[p].ConversationID, forum.PostReacted, p, who, w.now)
	})
}

// file stores an upload that something holds.
func (w *world) file(by forum.UserID, content, kind string, ref int64) (id forum.FileID) {
	w.Helper()
	w.writes(func(tx *Tx) (err error) {
		id, err = tx.AddFile(forum.File{Hash: fmt.Sprintf("%064s", content), Name: content + ".txt", Type: "text/plain", Size: 3, Uploader: by, CreatedAt: w.now})
		if err != nil || kind == "" {
			return err
		}
		if err := tx.holdFile(id, kind, ref); err != nil {
			return err
		}
		return tx.indexFiles([]int64{int64(id)})
	})
	return id
}

// finds lists the posts that a word finds for somebody.
func (w *world) finds(who forum.UserID, word string) []FoundPost {
	w.Helper()
	var found []FoundPost
	match, _ := seek.Parse(`"`+word+`"`, "", time.UTC).Match()
	w.reads(func(r *Reader) (err error) {
		found, err = r.FindPosts(forum.Viewer{ID: who, Role: forum.RoleMember}, Query{Match: match,
			In: []forum.ConversationKind{forum.Discussion, forum.Channel, forum.Comments}}, 0, 50, w.now)
		return err
	})
	return found
}

// clean fails the test if anything in the database does not fit.
func (w *world) clean() {
	w.Helper()
	findings, err := w.Check(w.Context(), Checks{})
	must(w.T, err)
	for _, f := range findings {
		w.Errorf("%s", f)
	}
}
