package files

import (
	"context"
	"encoding/hex"
	"io"

	"plenary/internal/forum"
)

// Bring keeps what r yields as it is, which must have that hash: it was kept
// before, here or in another folder, and comes back from a backup. Durable when
// it returns.
// Errors: Internal (the bytes have another hash), Unavailable (ctx ended first);
// a forum.Error from r as it is.
func (s *Store) Bring(ctx context.Context, hash string, r io.Reader) error {
	d, err := s.draft()
	if err != nil {
		return err
	}
	defer d.drop()
	if _, err := io.Copy(d, &source{ctx: ctx, r: r}); err != nil {
		return err
	}
	if hex.EncodeToString(d.sum.Sum(nil)) != hash {
		return forum.Errorf("files: the bytes are not those of %s", hash)
	}
	return d.keep(hash)
}
