package app

import (
	"context"
	"slices"
	"strings"

	"plenary/internal/fold"
	"plenary/internal/forum"
	"plenary/internal/store"
)

// roll is who is in a group (in group 0: in the network) by name, made ready to
// be searched while somebody types.
type roll []rollEntry

type rollEntry struct {
	forum.Author
	folded string // the name
}

func (r roll) size() int {
	size := 100
	for _, e := range r {
		size += 150 + 2*len(e.Name) + len(e.Handle) + len(e.Organisation)
	}
	return size
}

// roll is the same for one network stamp, so that a key that is pressed asks
// the database for nothing.
func (a *App) roll(r *store.Reader, g forum.GroupID) (roll, error) {
	_, stamp, err := r.Network()
	if err != nil {
		return nil, err
	}
	return a.kept.rolls.Made(crowdKey{g, stamp}, func(roll) bool { return true }, func() (roll, error) {
		people, err := r.Roll(g)
		made := make(roll, len(people))
		for i, p := range people {
			made[i] = rollEntry{p, fold.Fold(p.Name)}
		}
		return made, err
	})
}

// How near somebody is to what is typed, the nearest first.
const (
	byBeginning = iota // of the handle or the name
	byWord             // of a later word of the name, or part of the handle
	byPart             // somewhere within
	notAtAll
)

func (e rollEntry) nearness(typed string) int {
	switch {
	case strings.HasPrefix(e.Handle, typed) || strings.HasPrefix(e.folded, typed):
		return byBeginning
	case strings.Contains(e.folded, " "+typed) || strings.Contains(e.folded, "-"+typed) || strings.Contains(e.Handle, "-"+typed):
		return byWord
	case strings.Contains(e.folded, typed) || strings.Contains(e.Handle, typed):
		return byPart
	}
	return notAtAll
}

// nearest are those whom the text typed after an @ may mean, but for the
// person who types: the nearest first; of those equally near who wrote in the
// conversation lately (the latest first), then the others by name.
func (r roll) nearest(typed string, lately []forum.UserID, but forum.UserID, limit int) []forum.Author {
	type match struct{ near, spoke, at int }
	typed = strings.TrimSpace(fold.Fold(typed))
	spoke := make(map[forum.UserID]int, len(lately))
	for i, id := range lately {
		spoke[id] = i
	}
	var found []match
	for i, e := range r {
		near := e.nearness(typed)
		if near == notAtAll || e.ID == but || e.Handle == "" {
			continue
		}
		m := match{near, len(lately), i}
		if n, ok := spoke[e.ID]; ok {
			m.spoke = n
		}
		found = append(found, m)
	}
	slices.SortFunc(found, func(a, b match) int {
		if a.near != b.near {
			return a.near - b.near
		}
		if a.spoke != b.spoke {
			return a.spoke - b.spoke
		}
		return a.at - b.at
	})
	people := make([]forum.Author, min(limit, len(found)))
	for i := range people {
		people[i] = r[found[i].at].Author
	}
	return people
}

// Nearest is whom an @ may mean in a place.
type Nearest struct {
	People []forum.Author
	Calls  int // how many people @group tells; 0 where the viewer can't call them
}

// latelyPosts is how many posts of a conversation say who takes part in it.
const latelyPosts = 500

// PeopleFor are the people whom v may mean by what is typed after an @ in a
// conversation: members of its group or, under an article of the network,
// everybody. NotFound if v may not see it, and for visitors, who see no lists
// of people.
func (a *App) PeopleFor(ctx context.Context, v forum.Viewer, id forum.ConversationID, typed string, limit int) (near Nearest, err error) {
	err = a.whereNamesAre(ctx, v, id, func(r *store.Reader, c forum.Conversation, s forum.Standing) error {
		lately, err := r.LatelyIn(c.ID, latelyPosts)
		if err != nil {
			return err
		}
		near, err = a.near(r, s, c.GroupID, typed, lately, limit)
		return err
	})
	return near, err
}

// PeopleIn is PeopleFor where there is no conversation yet.
func (a *App) PeopleIn(ctx context.Context, v forum.Viewer, slug, typed string, limit int) (near Nearest, err error) {
	err = a.groupWhereNamesAre(ctx, v, slug, func(r *store.Reader, g store.InGroup) error {
		near, err = a.near(r, g.Standing, g.ID, typed, nil, limit)
		return err
	})
	return near, err
}

// whereNamesAre reads about a conversation for somebody who may see names in
// it; staff who aren't in its group leave a line in the log.
func (a *App) whereNamesAre(ctx context.Context, v forum.Viewer, id forum.ConversationID,
	read func(*store.Reader, forum.Conversation, forum.Standing) error) error {
	var c forum.Conversation
	var s forum.Standing
	err := a.store.Read(ctx, func(r *store.Reader) (err error) {
		if c, s, err = r.ConversationFor(v, id, a.Now()); err != nil {
			return err
		}
		if !s.May(forum.SeeingNames) {
			return forum.Missing()
		}
		return read(r, c, s)
	})
	if err == nil && s.Visits() {
		err = a.noteVisit(ctx, v, c.GroupID)
	}
	return err
}

// groupWhereNamesAre is whereNamesAre of a group.
func (a *App) groupWhereNamesAre(ctx context.Context, v forum.Viewer, slug string, read func(*store.Reader, store.InGroup) error) error {
	var g store.InGroup
	err := a.store.Read(ctx, func(r *store.Reader) (err error) {
		if g, err = r.GroupFor(v, slug); err != nil {
			return err
		}
		if !g.Standing.May(forum.SeeingNames) {
			return forum.Missing()
		}
		return read(r, g)
	})
	if err == nil && g.Standing.Visits() {
		err = a.noteVisit(ctx, v, g.ID)
	}
	return err
}

func (a *App) near(r *store.Reader, s forum.Standing, g forum.GroupID, typed string, lately []forum.UserID, limit int) (Nearest, error) {
	people, err := a.roll(r, g)
	if err != nil {
		return Nearest{}, err
	}
	near := Nearest{People: people.nearest(typed, lately, s.Viewer.ID, limit)}
	if s.May(forum.Posting) {
		near.Calls = len(people) - 1
	}
	return near, nil
}

// Naming is somebody whom a text names, and whether they see the place that it
// is written for.
type Naming struct {
	forum.Author
	Sees bool
}

// MaxNamings is how many handles are looked up at once.
const MaxNamings = 20

// Named says whom handles name in a conversation, in the order given; those
// that name nobody are left out. Errors as in PeopleFor.
func (a *App) Named(ctx context.Context, v forum.Viewer, id forum.ConversationID, handles []string) (named []Naming, err error) {
	err = a.whereNamesAre(ctx, v, id, func(r *store.Reader, c forum.Conversation, _ forum.Standing) (err error) {
		named, err = namings(r, handles, func(people []forum.UserID) (map[forum.UserID]bool, error) { return r.WhoSees(c.ID, people, a.Now()) })
		return err
	})
	return named, err
}

// NamedIn is Named where there is no conversation yet.
func (a *App) NamedIn(ctx context.Context, v forum.Viewer, slug string, handles []string) (named []Naming, err error) {
	err = a.groupWhereNamesAre(ctx, v, slug, func(r *store.Reader, g store.InGroup) (err error) {
		named, err = namings(r, handles, func(people []forum.UserID) (map[forum.UserID]bool, error) { return r.WhoSeesGroup(g.Group, people) })
		return err
	})
	return named, err
}

func namings(r *store.Reader, handles []string, sees func([]forum.UserID) (map[forum.UserID]bool, error)) ([]Naming, error) {
	if len(handles) > MaxNamings {
		return nil, forum.Wrong("handles", "error.too_many_handles", "Max", MaxNamings)
	}
	lower := make([]string, len(handles))
	for i, h := range handles {
		lower[i] = strings.ToLower(h)
	}
	found, err := r.ByHandles(lower)
	if err != nil {
		return nil, err
	}
	var named []Naming
	var ids []forum.UserID
	for _, h := range lower {
		if who, ok := found[h]; ok && !slices.Contains(ids, who.ID) {
			named, ids = append(named, Naming{Author: who}), append(ids, who.ID)
		}
	}
	who, err := sees(ids)
	for i := range named {
		named[i].Sees = who[named[i].ID]
	}
	return named, err
}
