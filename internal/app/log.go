package app

import (
	"context"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// LogQuery says which entries of the log. The zero query is all of them.
type LogQuery struct {
	Group string // slug; "": all groups and what belongs to none, for organisers
	Who   string // handle of who did it
	What  string // one of LogParts
	From  time.Time
	Until time.Time
}

// LogParts are what entries are about, in the order shown.
var LogParts = []string{"posts", "decisions", "people", "conversations", "groups"}

var kindsOfPart = map[string][]forum.EventKind{
	"posts":         {forum.PostCreated, forum.PostEdited, forum.PostRemoved, forum.PostRestored, forum.PostMoved},
	"decisions":     {forum.ReviewDecided, forum.Sanctioned},
	"people":        {forum.MembershipChanged, forum.MembershipEnded, forum.JoinAsked, forum.JoinDecided, forum.InvitationMade, forum.InvitationEnded, forum.PersonChanged},
	"conversations": {forum.ConversationChanged},
	"groups":        {forum.GroupChanged, forum.GroupVisited, forum.ArticleChanged},
}

// LogLine is an event with who and what it names, as they are now.
type LogLine struct {
	forum.Event
	Actor        forum.Author
	Person       forum.Author // whom it is about: also who wrote the post
	Conversation forum.Conversation
	GroupName    string
	Reason       string // what the moderator wrote to the author
	Revision     int    // of the post, before it; 0 where that isn't known
}

// Log lists what moderators and leads did, newest first, before the given entry
// (0: from the top). Leads see that of their group, organisers all. NotFound,
// Forbidden, Invalid.
func (a *App) Log(ctx context.Context, v forum.Viewer, q LogQuery, before forum.EventID, limit int) ([]LogLine, error) {
	var lines []LogLine
	err := a.store.Read(ctx, func(r *store.Reader) error {
		f, err := logFilter(r, v, q)
		if err != nil {
			return err
		}
		events, err := r.Log(f, before, limit)
		if err == nil {
			lines, err = a.logLines(r, v, events)
		}
		return err
	})
	return lines, err
}

func logFilter(r *store.Reader, v forum.Viewer, q LogQuery) (store.LogFilter, error) {
	f := store.LogFilter{From: q.From, Until: q.Until}
	if q.Group != "" {
		g, err := r.GroupFor(v, q.Group)
		if err == nil {
			err = g.Standing.Check(forum.ReadingLog)
		}
		if err != nil {
			return f, err
		}
		f.Group = g.ID
	} else if !v.Organiser() {
		return f, forum.Missing()
	}
	if q.What != "" {
		if f.Kinds = kindsOfPart[q.What]; f.Kinds == nil {
			return f, forum.Wrong("what", "log.what_wrong")
		}
	}
	if q.Who != "" {
		people, err := r.ByHandles([]string{q.Who})
		if err != nil {
			return f, err
		}
		for _, who := range people {
			f.Who = who.ID
		}
		if f.Who == 0 {
			return f, forum.Wrong("who", "log.who_wrong")
		}
	}
	return f, nil
}

func (a *App) logLines(r *store.Reader, v forum.Viewer, events []forum.Event) ([]LogLine, error) {
	var people []forum.UserID
	var posts []forum.PostID
	var items []forum.ReviewID
	for _, e := range events {
		people = append(people, e.Actor, e.Person)
		if e.Post != 0 {
			posts = append(posts, e.Post)
		}
		if e.Kind == forum.ReviewDecided {
			items = append(items, forum.ReviewID(e.Ref))
		}
	}
	names, err := r.Authors(people)
	if err != nil {
		return nil, err
	}
	byID, err := r.PostsByID(posts)
	if err != nil {
		return nil, err
	}
	notes, err := r.NotesOf(items)
	if err != nil {
		return nil, err
	}
	lines := make([]LogLine, len(events))
	for i, e := range events {
		line := LogLine{Event: e, Actor: names[e.Actor], Person: names[e.Person]}
		if p, found := byID[e.Post]; found {
			line.Person = p.Author
			if e.Conversation == 0 {
				e.Conversation = p.ConversationID
			}
		}
		if note, found := notes[forum.ReviewID(e.Ref)]; found && e.Kind == forum.ReviewDecided {
			line.Reason, line.Revision = note.Note, note.Revision
		}
		if e.Kind == forum.PostEdited {
			line.Revision = int(e.Ref)
		}
		if e.Conversation != 0 {
			line.Conversation, _, err = r.ConversationFor(v, e.Conversation, a.Now())
			if err != nil && forum.KindOf(err) != forum.NotFound { // where it has gone where v does not see it, the line stays
				return nil, err
			}
		}
		if e.Group != 0 {
			if g, err := r.GroupByID(v, e.Group); err == nil {
				line.GroupName = g.Name
			} else if forum.KindOf(err) != forum.NotFound {
				return nil, err
			}
		}
		lines[i] = line
	}
	return lines, nil
}
