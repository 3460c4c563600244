package store

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"

	"plenary/internal/forum"
)

// LockName is the name, in the data folder, of the file that says who uses it.
const LockName = "lock"

// Lock takes the data folder for one process: the one that serves it, fills it,
// or restores it. The system lets go of it when the process ends, however it
// ends; closing the result does, too. Conflict if somebody else has it.
func Lock(dir string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, forum.Errorf("store: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, LockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, forum.Errorf("store: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	_ = f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, &forum.Error{Kind: forum.Conflict, Msg: "error.conflict", Err: errors.New("another plenary uses the data folder " + dir + ": stop it first")}
	}
	return nil, forum.Errorf("store: locking %s: %w", dir, err)
}
