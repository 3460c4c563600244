package app

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/internal/store"
)

// askAgain is how long it takes until the widths of a picture that lacks them
// are asked for once more.
const askAgain = 10 * time.Minute

// pictureJob is a picture that is to be kept in its widths. With Texts, those
// that show it are to know it, too: they are from before it was measured.
type pictureJob struct {
	Hash  string
	Type  string
	Texts bool
}

// askForSizes queues the making of a picture's widths, after the commit.
func askForSizes(tx *store.Tx, f forum.File, now time.Time) error {
	payload, err := json.Marshal(pictureJob{Hash: f.Hash, Type: f.Type})
	if err != nil {
		return forum.Errorf("app: picture: %w", err)
	}
	return tx.AddJob(forum.Job{Kind: JobPicture, Payload: payload, UniqueKey: "picture " + f.Hash, RunAt: now}, now)
}

// sizesLack asks for the widths of a picture that somebody wanted and that are
// not there: they can be made again, so backups leave them out. It asks now and
// then, not for every reader.
func (a *App) sizesLack(ctx context.Context, f forum.File) error {
	now := a.Now()
	if asked, ok := a.kept.asked.Get(f.Hash); ok && now.Sub(asked) < askAgain {
		return nil
	}
	a.kept.asked.Put(f.Hash, now)
	err := a.write(ctx, func(tx *store.Tx, now time.Time) error { return askForSizes(tx, f, now) })
	if forum.KindOf(err) == forum.Unavailable {
		return nil // nothing can be written now, and the picture can be shown all the same
	}
	return err
}

// DrawPicture is the handler of JobPicture. Doing it again does no harm, and
// finishes what was interrupted.
func (a *App) DrawPicture(ctx context.Context, j forum.Job) error {
	var job pictureJob
	if err := json.Unmarshal(j.Payload, &job); err != nil {
		return forum.Errorf("app: job %d: %w", j.ID, err)
	}
	var named []forum.File
	err := a.store.Read(ctx, func(r *store.Reader) (err error) { named, err = r.FilesOfContent(job.Hash); return err })
	if err != nil || len(named) == 0 { // gone meanwhile
		return err
	}
	if widths := named[0].Widths(); len(widths) > 0 {
		err = a.files.Resize(ctx, job.Hash, job.Type, widths)
	}
	if err == nil && job.Texts {
		err = a.measure(ctx, named[0])
	}
	if forum.KindOf(err) == forum.NotFound {
		return nil // likewise
	}
	return err
}

// measure finds what stands for a picture, and shows it in the texts.
func (a *App) measure(ctx context.Context, f forum.File) error {
	if len(f.Widths()) > 0 && f.Blur == "" {
		blur, err := a.files.Blur(ctx, f.Hash, f.Type)
		if err == nil {
			err = a.write(ctx, func(tx *store.Tx, _ time.Time) error { return tx.SetBlur(f.Hash, blur) })
		}
		if err != nil {
			return err
		}
	}
	var all []store.HoldingText
	if err := a.store.Read(ctx, func(r *store.Reader) (err error) { all, err = r.Holders(f.Hash); return err }); err != nil {
		return err
	}
	for some := range slices.Chunk(all, 20) {
		err := a.write(ctx, func(tx *store.Tx, _ time.Time) error {
			for _, h := range some {
				held, err := tx.FilesOf(h.Kind, h.Ref)
				if err != nil {
					return err
				}
				known := map[forum.FileID]forum.File{}
				for _, f := range held {
					known[f.ID] = f
				}
				if html := markup.Dress(h.HTML, known); html != h.HTML {
					if err := tx.Redress(h, html); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
