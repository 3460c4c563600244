package store

import (
	"context"
	"database/sql"
	"errors"

	"plenary/internal/forum"
)

// wrap turns what the driver says into a forum.Error: no rows is NotFound, a
// taken unique value Conflict, a busy, full or failing disk and a deadline
// Unavailable, the rest Internal. forum errors pass unchanged.
func wrap(err error) error {
	if err == nil {
		return nil
	}
	var ours *forum.Error
	if errors.As(err, &ours) {
		return err
	}
	if errors.Is(err, sql.ErrNoRows) {
		return forum.Missing()
	}
	if e, ok := driverError(err); ok {
		return e
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return &forum.Error{Kind: forum.Unavailable, Msg: "error.unavailable", RetryAfter: 2, Err: err}
	}
	return forum.Errorf("store: %w", err)
}
