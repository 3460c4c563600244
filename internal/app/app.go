// Package app holds the verbs: everything that people and programs can do in
// Plenary. A verb takes who does it, checks that they may, renders what they
// wrote outside the lock, opens the one transaction in which the change, its
// event, its notices and its jobs are written, and wakes who waits for events
// after the commit. One file per family of verbs.
package app

import (
	"context"
	"log/slog"
	"time"

	"plenary/internal/files"
	"plenary/internal/forum"
	"plenary/internal/markup"
	"plenary/internal/secret"
	"plenary/internal/store"
)

// Options of New. Store, Files and Passwords are needed; the rest has defaults.
type Options struct {
	Store     *store.Store
	Files     *files.Store
	Passwords *secret.Passwords
	Key       *secret.Key      // signs what guests are given; nil: they can't comment
	Site      markup.Site      // which addresses are our own
	BaseURL   string           // for links in mail, without a slash at the end
	Zone      *time.Location   // the network's; nil: UTC
	Exports   string           // folder of records that are made beside
	Backups   string           // folder of the automatic backups; "": there are none
	Now       func() time.Time // nil: time.Now
	Log       *slog.Logger     // nil: nothing is logged

	DayFiles int   // that one person may upload within a day; 0: without bound
	DayBytes int64 // and how many bytes
}

// App does what people ask for. It is safe for concurrent use.
type App struct {
	store     *store.Store
	files     *files.Store
	passwords *secret.Passwords
	key       *secret.Key
	site      markup.Site
	baseURL   string
	zone      *time.Location
	exports   string
	backups   string
	now       func() time.Time
	log       *slog.Logger
	news      chan struct{} // an event was committed
	work      chan struct{} // a job was committed
	reads     chan Read
	kept      shelves
	dayFiles  int
	dayBytes  int64
}

// Read says that somebody has read on in a conversation or gone back, in one
// conversation, in a whole group or (neither) among their notices; a hint for
// their other windows.
type Read struct {
	Who          forum.UserID
	Conversation forum.ConversationID
	Group        forum.GroupID
	All          bool // of the group
}

// New makes an App.
func New(o Options) *App {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &App{store: o.Store, files: o.Files, passwords: o.Passwords, key: o.Key, site: o.Site, baseURL: o.BaseURL, zone: o.Zone, exports: o.Exports, backups: o.Backups, now: o.Now, log: o.Log,
		news: make(chan struct{}, 1), work: make(chan struct{}, 1), reads: make(chan Read, 1024), kept: newShelves(),
		dayFiles: o.DayFiles, dayBytes: o.DayBytes}
}

// News is received from after events were committed: a hint to read on, never
// the message itself.
func (a *App) News() <-chan struct{} { return a.news }

// Work is received from after jobs were committed.
func (a *App) Work() <-chan struct{} { return a.work }

// Reads gives hints of who has read what; some may be lost under load.
func (a *App) Reads() <-chan Read { return a.reads }

// Now is the time by the app's clock, in whole milliseconds, as rows keep it.
func (a *App) Now() time.Time { return a.now().UTC().Truncate(time.Millisecond) }

// write runs fn in the one transaction of a verb and wakes who waits for
// events and jobs once it is committed.
func (a *App) write(ctx context.Context, fn func(*store.Tx, time.Time) error) error {
	now := a.Now()
	err := a.store.Write(ctx, func(_ context.Context, tx *store.Tx) error { return fn(tx, now) })
	if err == nil {
		hint(a.news)
		hint(a.work)
	}
	return err
}

func hint(ch chan struct{}) {
	select {
	case ch <- struct{}{}:
	default: // one is waiting already
	}
}

// event stores an event, taking the conversation's next seq if it has one.
func event(tx *store.Tx, e forum.Event) error {
	if e.Conversation != 0 && e.Seq == 0 {
		seq, err := tx.NextSeq(e.Conversation)
		if err != nil {
			return err
		}
		e.Seq = seq
	}
	return tx.AddEvent(e)
}

// Ping is nil if the database answers.
func (a *App) Ping(ctx context.Context) error { return a.store.Ping(ctx) }

// Version rises with everything that is written: what was shown is as good as
// new while it is the same.
func (a *App) Version() uint64 { return a.store.Version() }

// Network gives the epoch of the database and the network stamp.
func (a *App) Network(ctx context.Context) (epoch string, stamp int64, err error) {
	n, err := fresh(a.store, a.kept.network, struct{}{}, func() (n network, err error) {
		n.epoch, n.stamp, err = a.store.Network(ctx)
		return n, err
	})
	return n.epoch, n.stamp, err
}

type network struct {
	epoch string
	stamp int64
}
