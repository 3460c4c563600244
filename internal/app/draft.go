package app

import (
	"context"
	"regexp"
	"strconv"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// DraftInput is a text as it stands in a window.
type DraftInput struct {
	forum.Draft               // Version: of the draft that the window began with or saved last
	GoesOnFrom  string        // client id of the text that this one goes on from, if it was another's
	Age         time.Duration // how long ago it was typed
}

// SaveDraft keeps a text at its place for its writer, in the place of the draft
// that the window began with; one that says nothing ends that draft. Where
// another window has saved there meanwhile, both are kept: what was typed later
// is the draft, the other one of its Others, and the error is a Conflict beside
// the draft. NotFound if v may not see the place, SignedOut, Invalid, TooLarge;
// Conflict without a draft if the text was sent or discarded meanwhile.
func (a *App) SaveDraft(ctx context.Context, v forum.Viewer, in DraftInput) (forum.Draft, error) {
	if !v.SignedIn() {
		return forum.Draft{}, forum.Refused(forum.SignedOut, "error.signed_out")
	}
	if in.Format == "" {
		in.Format = forum.HTML
	}
	if err := in.Check(); err != nil {
		return forum.Draft{}, err
	}
	if in.ClientID != "" && !uuid.MatchString(in.ClientID) {
		return forum.Draft{}, forum.Wrong("client_id", "error.client_id")
	}
	var out forum.Draft
	var clash bool
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		if err := seesPlace(&tx.Reader, v, in.Place, now); err != nil {
			return err
		}
		ended, err := tx.DraftEnded(v.ID, in.ClientID)
		if err == nil && ended {
			err = forum.Refused(forum.Conflict, "error.draft_ended")
		}
		if err != nil {
			return err
		}
		have, err := draftOf(&tx.Reader, v, in.Place)
		if err != nil {
			return err
		}
		if clash, err = saveDraft(tx, v, have, in, now); err != nil {
			return err
		}
		out, err = draftOf(&tx.Reader, v, in.Place)
		return err
	})
	if err == nil && clash {
		err = forum.Refused(forum.Conflict, "error.draft_elsewhere")
	}
	return out, err
}

// draftOf is the viewer's draft at a place; an empty one where there is none.
func draftOf(r *store.Reader, v forum.Viewer, p forum.DraftPlace) (forum.Draft, error) {
	d, err := r.DraftOf(v.ID, p)
	if err != nil && forum.KindOf(err) == forum.NotFound {
		return forum.Draft{Place: p, Format: forum.Markdown}, nil
	}
	return d, err
}

// saveDraft writes what a window says where have is saved; clash says that it
// was another window that saved it, of which this one knew nothing.
func saveDraft(tx *store.Tx, v forum.Viewer, have forum.Draft, in DraftInput, now time.Time) (clash bool, err error) {
	d := in.Draft
	d.Session, d.UpdatedAt = v.Session, now.Add(-max(in.Age, 0))
	d.Version = nextVersion(have, now)
	lineage := func(other forum.Draft) bool {
		return other.ClientID != "" && (other.ClientID == d.ClientID || other.ClientID == in.GoesOnFrom)
	}
	clash = have.Version != 0 && have.Version != in.Version && !lineage(have) && !have.Same(d)
	if !clash {
		d.ID = have.ID
		if d.Empty() {
			if have.ID == 0 {
				return false, nil
			}
			return false, tx.DropDraft(v.ID, have.ID)
		}
		return false, putDraft(tx, v, d, false)
	}
	if d.Empty() {
		return true, nil
	}
	for _, other := range have.Others { // what this window wrote before has become what it says now
		if lineage(other) || other.Same(d) {
			if err := tx.DropDraft(v.ID, other.ID); err != nil {
				return true, err
			}
		}
	}
	if d.UpdatedAt.Before(have.UpdatedAt) {
		return true, putDraft(tx, v, d, true)
	}
	loser := have
	loser.Version = d.Version
	if _, err := tx.PutDraft(v, loser, true, filesIn(loser.Body)); err != nil {
		return true, err
	}
	return true, putDraft(tx, v, d, false)
}

// nextVersion is one that no window can have seen at the place.
func nextVersion(have forum.Draft, now time.Time) int64 {
	next := max(now.UnixMilli(), have.Version+1)
	for _, other := range have.Others {
		next = max(next, other.Version+1)
	}
	return next
}

// putDraft writes a draft, if its writer may have one more.
func putDraft(tx *store.Tx, v forum.Viewer, d forum.Draft, aside bool) error {
	n, bytes, err := tx.CountDrafts(v.ID)
	if err != nil {
		return err
	}
	if d.ID == 0 && n >= forum.MaxDrafts || bytes+int64(len(d.Body)) > forum.MaxDraftBytes {
		return forum.Wrong("body", "error.too_many_drafts", "Max", forum.MaxDrafts)
	}
	_, err = tx.PutDraft(v, d, aside, filesIn(d.Body))
	return err
}

var fileAddress = regexp.MustCompile(`/files/([1-9][0-9]{0,17})/`)

const maxDraftFiles = 500

// filesIn are the files that a text may refer to. It is no parser: a draft that
// holds one too many only lets that one live longer.
func filesIn(body string) []forum.FileID {
	var ids []forum.FileID
	for _, m := range fileAddress.FindAllStringSubmatch(body, maxDraftFiles) {
		if id, err := strconv.ParseInt(m[1], 10, 64); err == nil {
			ids = append(ids, forum.FileID(id))
		}
	}
	return ids
}

// seesPlace is nil if the viewer sees where a draft belongs.
func seesPlace(r *store.Reader, v forum.Viewer, p forum.DraftPlace, now time.Time) error {
	var err error
	switch p.Kind {
	case forum.DraftReply:
		_, _, err = r.ConversationFor(v, forum.ConversationID(p.Ref), now)
	case forum.DraftDiscussion:
		_, err = r.GroupByID(v, forum.GroupID(p.Ref))
	case forum.DraftEdit:
		_, _, _, err = r.PostFor(v, forum.PostID(p.Ref), now)
	default:
		if p.Ref != 0 {
			_, _, err = r.ArticleByID(v, forum.ArticleID(p.Ref), now)
		}
	}
	return err
}

// Draft is what the viewer has not sent yet at a place; Version 0 if that is
// only Others. NotFound if there is nothing. Whether they still see the place
// does not matter: the text is theirs.
func (a *App) Draft(ctx context.Context, v forum.Viewer, p forum.DraftPlace) (forum.Draft, error) {
	if !v.SignedIn() {
		return forum.Draft{}, forum.Refused(forum.SignedOut, "error.signed_out")
	}
	var d forum.Draft
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		d, err = r.DraftOf(v.ID, p)
		return err
	})
	return d, err
}

// KeptDraft is a draft with where it belongs, as long as its writer sees that.
type KeptDraft struct {
	forum.Draft
	Title string // of the conversation, group or article; "" where they no longer see it
	Path  string // where it is written on; "" if nowhere
}

// MyDrafts lists all that the viewer has not sent yet, the latest first.
func (a *App) MyDrafts(ctx context.Context, v forum.Viewer) ([]KeptDraft, error) {
	if !v.SignedIn() {
		return nil, forum.Refused(forum.SignedOut, "error.signed_out")
	}
	var all []KeptDraft
	err := a.store.Read(ctx, func(r *store.Reader) error {
		drafts, err := r.DraftsOf(v.ID)
		if err != nil {
			return err
		}
		all = make([]KeptDraft, len(drafts))
		for i, d := range drafts {
			all[i].Draft = d
			title, path, err := nameOfPlace(r, v, d.Place, a.Now())
			if err == nil {
				all[i].Title, all[i].Path = title, path
			} else if forum.KindOf(err) != forum.NotFound {
				return err
			}
		}
		return nil
	})
	return all, err
}

// nameOfPlace is what a place is called and where one writes there.
func nameOfPlace(r *store.Reader, v forum.Viewer, p forum.DraftPlace, now time.Time) (title, path string, err error) {
	switch p.Kind {
	case forum.DraftReply:
		c, _, err := r.ConversationFor(v, forum.ConversationID(p.Ref), now)
		return c.Title, c.Path(), err
	case forum.DraftDiscussion:
		g, err := r.GroupByID(v, forum.GroupID(p.Ref))
		return g.Name, g.Path() + "/new", err
	case forum.DraftEdit:
		post, c, _, err := r.PostFor(v, forum.PostID(p.Ref), now)
		return c.Title, post.Path() + "/edit", err
	}
	if p.Ref == 0 {
		return "", "/news/new", nil
	}
	art, _, err := r.ArticleByID(v, forum.ArticleID(p.Ref), now)
	return art.Title, art.Path() + "/edit", err
}

// DraftPath is where the viewer writes at a place. NotFound if they don't see
// it.
func (a *App) DraftPath(ctx context.Context, v forum.Viewer, p forum.DraftPlace) (path string, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		_, path, err = nameOfPlace(r, v, p, a.Now())
		return err
	})
	return path, err
}

// CountDrafts is how many texts the viewer has not sent yet.
func (a *App) CountDrafts(ctx context.Context, v forum.Viewer) (n int, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		n, _, err = r.CountDrafts(v.ID)
		return err
	})
	return n, err
}

// UseDraft makes one of the Others at a place the draft there; what was the
// draft is one of the Others then. NotFound if it is not there.
func (a *App) UseDraft(ctx context.Context, v forum.Viewer, p forum.DraftPlace, id forum.DraftID) (forum.Draft, error) {
	return a.ofOthers(ctx, v, p, id, func(tx *store.Tx, have, other forum.Draft, now time.Time) error {
		if other.ID == have.ID {
			return nil // it won meanwhile
		}
		version := nextVersion(have, now)
		if have.ID != 0 {
			if err := tx.MoveDraft(v.ID, have.ID, true, have.Version); err != nil {
				return err
			}
		}
		return tx.MoveDraft(v.ID, other.ID, false, version)
	})
}

// DropOther ends one of the Others at a place. NotFound if it is not there.
func (a *App) DropOther(ctx context.Context, v forum.Viewer, p forum.DraftPlace, id forum.DraftID) (forum.Draft, error) {
	return a.ofOthers(ctx, v, p, id, func(tx *store.Tx, _, other forum.Draft, _ time.Time) error {
		return tx.DropDraft(v.ID, other.ID)
	})
}

// ofOthers does something with a text at a place, which may be the draft.
func (a *App) ofOthers(ctx context.Context, v forum.Viewer, p forum.DraftPlace, id forum.DraftID,
	do func(tx *store.Tx, have, other forum.Draft, now time.Time) error) (forum.Draft, error) {
	if !v.SignedIn() {
		return forum.Draft{}, forum.Refused(forum.SignedOut, "error.signed_out")
	}
	var out forum.Draft
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error {
		have, err := tx.DraftOf(v.ID, p)
		if err != nil {
			return err
		}
		err = forum.Missing()
		for _, other := range append([]forum.Draft{have}, have.Others...) {
			if other.ID == id && id != 0 {
				err = do(tx, have, other, now)
			}
		}
		if err != nil {
			return err
		}
		out, err = draftOf(&tx.Reader, v, p)
		return err
	})
	return out, err
}

// DiscardDraft ends the viewer's draft at a place; what lies beside it stays. A
// save of it that comes late does not bring it back. NotFound if there is none;
// Conflict if version is not 0 and it was written on since.
func (a *App) DiscardDraft(ctx context.Context, v forum.Viewer, p forum.DraftPlace, version int64) error {
	if !v.SignedIn() {
		return forum.Refused(forum.SignedOut, "error.signed_out")
	}
	return a.write(ctx, func(tx *store.Tx, now time.Time) error {
		d, err := tx.DraftOf(v.ID, p)
		switch {
		case err != nil:
			return err
		case d.ID == 0:
			return forum.Missing()
		case version != 0 && version != d.Version:
			return forum.Refused(forum.Conflict, "error.draft_elsewhere")
		}
		if err := tx.DropDraft(v.ID, d.ID); err != nil {
			return err
		}
		return tx.NoteDraftEnd(v.ID, d.ClientID, 0, now)
	})
}
