package site

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"plenary/internal/config"
	"plenary/internal/demo"
	"plenary/internal/store"
)

// planted is the file that says that a data folder holds a whole demo network.
// While it is being made, half stands behind the name.
const (
	planted = "demo"
	half    = ".half"
)

// PlantDemo fills the data folder with a demo network unless it has one; fresh
// starts over. It refuses a folder that holds any other network.
func PlantDemo(ctx context.Context, settings *config.Settings, content demo.Network, fresh bool, say io.Writer) (err error) {
	mark := filepath.Join(settings.Data, planted)
	_, err = os.Stat(mark)
	whole := err == nil
	if whole && !fresh {
		return nil
	}
	if err := emptyDemo(settings.Data, whole); err != nil {
		return err
	}
	fmt.Fprintln(say, "Making the demo network…")
	if err := os.MkdirAll(settings.Data, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(mark+half, nil, 0o600); err != nil {
		return err
	}
	clock := &demo.Clock{}
	clock.Set(time.Now())
	s, err := Open(ctx, Options{Settings: settings, Now: clock.Now, Migrate: true})
	if err != nil {
		return err
	}
	err = demo.Plant(ctx, s.App, clock, content, time.Now().In(settings.Location()))
	if err := errors.Join(err, s.Close()); err != nil {
		return err
	}
	return os.Rename(mark+half, mark)
}

// emptyDemo removes a demo network, whole or half made; any other network
// stays, and is an error.
func emptyDemo(dir string, whole bool) error {
	if !whole {
		_, err := os.Stat(filepath.Join(dir, store.FileName))
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if _, herr := os.Stat(filepath.Join(dir, planted+half)); herr != nil {
			return errors.Join(fmt.Errorf("%s holds a network that is no demo; choose another folder with --data", dir), err)
		}
	}
	lock, err := store.Lock(dir)
	if err != nil {
		return err
	}
	return errors.Join(os.RemoveAll(dir), lock.Close())
}
