package app

import (
	"context"
	"io"
	"os"
	"time"

	"plenary/internal/forum"
	"plenary/internal/store"
)

// Upload keeps a file. It is its uploader's alone until a post, article or
// product holds it. Those who may post in some group may, and organisers.
func (a *App) Upload(ctx context.Context, v forum.Viewer, name string, r io.Reader) (forum.File, error) {
	groups, err := a.Groups(ctx, v)
	if err != nil {
		return forum.File{}, err
	}
	may := v.Organiser()
	for _, g := range groups {
		may = may || g.Standing.May(forum.Posting)
	}
	if v.SignedIn() && !may {
		return forum.File{}, forum.Refused(forum.Forbidden, "error.upload")
	}
	return a.UploadOwn(ctx, v, name, r)
}

// UploadOwn keeps a file for the viewer's own profile. Everybody who is signed
// in may.
func (a *App) UploadOwn(ctx context.Context, v forum.Viewer, name string, r io.Reader) (forum.File, error) {
	if !v.SignedIn() {
		return forum.File{}, forum.Refused(forum.SignedOut, "error.signed_out")
	}
	stored, err := a.files.Put(ctx, r, name, forum.MaxFileSize)
	if err != nil {
		return forum.File{}, err
	}
	f := forum.File{Hash: stored.Hash, Name: stored.Name, Type: stored.Type, Size: stored.Size, Width: stored.Width, Height: stored.Height, Uploader: v.ID}
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		f.CreatedAt = now
		var err error
		f.ID, err = tx.AddFile(f)
		return err
	})
	return f, err
}

// File is a file that v may fetch, opened. NotFound if v may not see anything
// that holds it.
func (a *App) File(ctx context.Context, v forum.Viewer, id forum.FileID) (forum.File, *os.File, error) {
	var f forum.File
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		f, err = r.FileFor(v, id, a.Now())
		return err
	})
	if err != nil {
		return f, nil, err
	}
	body, err := a.files.Open(f.Hash)
	return f, body, err
}
