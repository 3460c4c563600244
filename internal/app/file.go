package app

import (
	"cmp"
	"context"
	"io"
	"os"
	"slices"
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
	if err := a.roomToday(ctx, v); err != nil {
		return forum.File{}, err
	}
	stored, err := a.files.Put(ctx, r, name, forum.MaxFileSize)
	if err != nil {
		return forum.File{}, err
	}
	f := forum.File{Hash: stored.Hash, Name: stored.Name, Type: stored.Type, Size: stored.Size, Width: stored.Width, Height: stored.Height, Blur: stored.Blur, Uploader: v.ID}
	err = a.write(ctx, func(tx *store.Tx, now time.Time) error {
		f.CreatedAt = now
		var err error
		if f.ID, err = tx.AddFile(f); err == nil && len(f.Widths()) > 0 {
			err = askForSizes(tx, f, now)
		}
		return err
	})
	return f, err
}

// roomToday is an error for whoever has uploaded as much within a day as one
// may: it counts what is kept. TooMany.
func (a *App) roomToday(ctx context.Context, v forum.Viewer) error {
	if a.dayFiles == 0 && a.dayBytes == 0 {
		return nil
	}
	var files int
	var bytes int64
	err := a.store.Read(ctx, func(r *store.Reader) (err error) {
		files, bytes, err = r.Uploaded(v.ID, a.Now().Add(-24*time.Hour))
		return err
	})
	if err == nil && (a.dayFiles > 0 && files >= a.dayFiles || a.dayBytes > 0 && bytes >= a.dayBytes) {
		return &forum.Error{Kind: forum.TooMany, Msg: "file.day_full", RetryAfter: int(time.Hour.Seconds())}
	}
	return err
}

// Content is the bytes of a file, opened, in the width that was asked for.
type Content struct {
	*os.File
	Type  string
	Size  int64
	Width int  // of a picture that is not in its own
	Later bool // that width is not made yet: this is the picture as it is
}

// File is a file that v may fetch, opened; a picture in one of its widths, 0
// for its own. NotFound if v may not see anything that holds it.
func (a *App) File(ctx context.Context, v forum.Viewer, id forum.FileID, width int) (forum.File, Content, error) {
	var f forum.File
	err := a.store.Read(ctx, func(r *store.Reader) error {
		var err error
		f, err = r.FileFor(v, id, a.Now())
		return err
	})
	if err != nil {
		return f, Content{}, err
	}
	later := false
	if slices.Contains(f.Widths(), width) {
		sized, err := a.files.OpenSized(f.Hash, width)
		if err == nil {
			return f, Content{File: sized.File, Type: cmp.Or(sized.Type, f.Type), Size: sized.Size, Width: width}, nil
		}
		if forum.KindOf(err) != forum.NotFound {
			return f, Content{}, err
		}
		if err := a.sizesLack(ctx, f); err != nil {
			return f, Content{}, err
		}
		later = true
	}
	body, err := a.files.Open(f.Hash)
	return f, Content{File: body, Type: f.Type, Size: f.Size, Later: later}, err
}
