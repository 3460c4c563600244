// Package site puts the parts together: settings → store → app → door, runs
// them, and stops them in reverse. The commands and the tests start Plenary
// through it, so that what is tested is what runs.
package site

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"plenary/internal/app"
	"plenary/internal/backup"
	"plenary/internal/config"
	"plenary/internal/files"
	"plenary/internal/forum"
	"plenary/internal/httpd"
	"plenary/internal/jobs"
	"plenary/internal/mail"
	"plenary/internal/markup"
	"plenary/internal/record"
	"plenary/internal/secret"
	"plenary/internal/store"
)

const (
	stopTime    = 9 * time.Second // of the ten that stopping may take
	passwordsAt = 2               // hashed at once: each takes 19 MiB
)

// Options of Open.
type Options struct {
	Settings *config.Settings
	Log      *slog.Logger
	Now      func() time.Time // nil: time.Now
	Migrate  bool

	Migrating func(step string, rowsDone, rowsToDo int64) // told during long migrations; may be nil
}

// Site is one network's program: its parts, open and not yet serving.
type Site struct {
	App      *app.App
	Settings *config.Settings
	store    *store.Store
	files    *files.Store
	log      *slog.Logger
	observe  atomic.Pointer[func(time.Duration)]
}

// Open opens what the settings name, and brings the database up to date if it
// is asked to.
func Open(ctx context.Context, o Options) (*Site, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Site{Settings: o.Settings, log: o.Log}
	var err error
	s.store, err = store.Open(ctx, o.Settings.Data, store.Options{Log: o.Log, Migrating: o.Migrating, Observe: func(took time.Duration) {
		if observe := s.observe.Load(); observe != nil {
			(*observe)(took)
		}
	}})
	if err != nil {
		return nil, err
	}
	if o.Migrate {
		applied, err := s.store.Migrate(ctx, o.Now(), secret.Token())
		for _, name := range applied {
			o.Log.Info("migrated", "step", name)
		}
		if err != nil {
			return nil, errors.Join(err, s.store.Close())
		}
	}
	if s.files, err = files.Open(o.Settings.FilesDir()); err != nil {
		return nil, errors.Join(err, s.store.Close())
	}
	options := app.Options{Store: s.store, Files: s.files, Passwords: secret.NewPasswords(passwordsAt),
		Site: markup.NewSite(o.Settings.Origins()...), BaseURL: o.Settings.BaseURL, Zone: o.Settings.Location(),
		Exports: o.Settings.ExportsDir(), Backups: o.Settings.BackupsDir(), Now: o.Now, Log: o.Log}
	if o.Settings.Limited() {
		options.DayFiles, options.DayBytes = o.Settings.Limits.DayFiles, int64(o.Settings.Limits.DayMiB)<<20
	}
	if options.Key, err = secret.OpenKey(o.Settings.SecretsDir(), "site"); err != nil {
		o.Log.Error("guests can't comment", "err", err)
	}
	s.App = app.New(options)
	return s, nil
}

// Close closes what Open opened.
func (s *Site) Close() error {
	return errors.Join(s.files.Close(), s.store.Close())
}

// Serve answers on ln until ctx ends, then stops in reverse: readers are told
// to come back, requests and jobs under way finish. Conflict if another
// program has the data folder.
func (s *Site) Serve(ctx context.Context, ln net.Listener) (err error) {
	lock, err := store.Lock(s.Settings.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	door := httpd.New(httpd.Options{App: s.App, Settings: s.Settings, Log: s.log})
	observe := door.ObserveQuery
	s.observe.Store(&observe)
	defer s.observe.Store(nil)

	sender, err := s.sender()
	if err != nil {
		return err
	}
	if err := s.App.ScheduleCleaning(ctx); err != nil {
		if forum.KindOf(err) != forum.Unavailable {
			return err
		}
		s.log.Error("nothing can be written: people can read only", "err", err)
	}
	letterhead := mail.Letterhead{Name: s.Settings.Name, BaseURL: s.Settings.BaseURL}
	runner := jobs.New(s.store, map[string]jobs.Handler{
		app.JobMail:      s.App.SendMail(app.Mailing{Sender: sender, Letterhead: letterhead}),
		app.JobClean:     s.App.Clean,
		app.JobFollowers: s.App.TellFollowers,
		app.JobSweep:     s.App.Sweep,
		app.JobCall:      s.App.Call,
		app.JobClosePoll: s.App.EndPoll,
		app.JobRemind:    s.App.Remind,
	}, s.log)
	// pictures have a worker of their own, so that mail never waits for them
	pictures := jobs.New(s.store, map[string]jobs.Handler{app.JobPicture: s.App.DrawPicture}, s.log)

	if err := s.store.FreeJobs(ctx, app.JobExport); err != nil && forum.KindOf(err) != forum.Unavailable {
		return err
	}
	records := record.Maker{App: s.App, Site: s.Settings.BaseURL, Network: s.Settings.Name, Zone: s.Settings.Location()}
	exports := jobs.New(s.store, map[string]jobs.Handler{app.JobExport: records.Work}, s.log).Within(record.JobTime)

	beside, stopBeside := context.WithCancel(context.Background())
	defer stopBeside()
	var running sync.WaitGroup
	running.Go(func() { door.Run(beside) })
	running.Go(func() { runner.Run(beside) })
	running.Go(func() { pictures.Run(beside) })
	running.Go(func() { exports.Run(beside) })
	running.Go(func() { s.wakeJobs(beside, runner, pictures, exports) })
	if nightly := s.nightly(); nightly != nil {
		running.Go(func() { nightly.Run(beside) })
	}

	served := make(chan error, 1)
	go func() { served <- door.Serve(ln) }()
	select {
	case err = <-served:
	case <-ctx.Done():
		stopping, cancel := context.WithTimeout(context.Background(), stopTime)
		err = door.Stop(stopping)
		cancel()
		if serr := <-served; err == nil {
			err = serr
		}
	}
	stopBeside()
	running.Wait()
	return err
}

func (s *Site) wakeJobs(ctx context.Context, runners ...*jobs.Runner) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.App.Work():
			for _, r := range runners {
				r.Wake()
			}
		}
	}
}

// nightly makes the automatic backups; nil if there are to be none.
func (s *Site) nightly() *backup.Nightly {
	dir := s.Settings.BackupsDir()
	if dir == "" {
		return nil
	}
	return &backup.Nightly{From: backup.Source{Store: s.store, Files: s.files, Secrets: s.Settings.SecretsDir()}, Dir: dir,
		Zone: s.Settings.Location(), Now: s.App.Now, Log: s.log}
}

// sender is where mail goes: the SMTP server that is set, else files.
func (s *Site) sender() (mail.Sender, error) {
	if s.Settings.SMTPURL != "" {
		return mail.SMTP(s.Settings.SMTPURL)
	}
	return mail.Outbox(filepath.Join(s.Settings.Data, "outbox"))
}
