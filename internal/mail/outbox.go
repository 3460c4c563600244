package mail

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"

	"plenary/internal/forum"
)

// Outbox writes every mail to a file of its own in dir, for where no SMTP is
// set: people at the machine open it with any mail program. The files hold
// sign-in links, so nobody but their owner may read them.
func Outbox(dir string) (Sender, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, forum.Errorf("outbox: %w", err)
	}
	return outbox{dir}, nil
}

type outbox struct{ dir string }

// Send writes the file whole or not at all; names sort by date.
func (o outbox) Send(ctx context.Context, e Envelope) error {
	if err := ctx.Err(); err != nil {
		return forum.Errorf("outbox: %w", err)
	}
	msg, err := e.message()
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(o.dir, ".writing-*") // made 0600
	if err != nil {
		return forum.Errorf("outbox: %w", err)
	}
	_, err = msg.WriteTo(f)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		name := e.Date.UTC().Format("20060102-150405.000") + "-" + rand.Text()[:10] + ".eml"
		err = os.Rename(f.Name(), filepath.Join(o.dir, name))
	}
	if err != nil {
		return forum.Errorf("outbox: %w", errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}
