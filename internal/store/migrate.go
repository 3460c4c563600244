package store

import (
	"context"
	"io/fs"
	"regexp"
	"sort"
	"strings"
	"time"

	"plenary/internal/forum"
)

// Migration is one step of the schema; AppliedAt is zero while it is to come.
type Migration struct {
	Name      string
	AppliedAt time.Time
}

var migrationName = regexp.MustCompile(`^\d{14}_[a-z0-9_]+\.tx\.up\.sql$`)

// Migrations lists all steps, oldest first, and which were applied.
func (s *Store) Migrations(ctx context.Context) ([]Migration, error) {
	var steps []Migration
	err := s.Read(ctx, func(r *Reader) error {
		var err error
		steps, err = r.migrations(s.migrations)
		return err
	})
	return steps, err
}

func (r *Reader) migrations(available fs.FS) ([]Migration, error) {
	var begun bool
	if err := r.row(&begun, "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'migrations')"); err != nil {
		return nil, err
	}
	var done []struct {
		Name      string
		AppliedAt int64
	}
	if begun {
		if err := r.rows(&done, "SELECT name, applied_at FROM migrations"); err != nil {
			return nil, err
		}
	}
	when := map[string]int64{}
	for _, d := range done {
		when[d.Name] = d.AppliedAt
	}
	files, err := fs.Glob(available, "sqlite/*.sql")
	if err != nil {
		return nil, wrap(err)
	}
	sort.Strings(files)
	steps := make([]Migration, 0, len(files))
	for _, f := range files {
		name := strings.TrimPrefix(f, "sqlite/")
		if !migrationName.MatchString(name) {
			return nil, forum.Errorf("store: %q is not the name of a migration", name)
		}
		steps = append(steps, Migration{Name: name, AppliedAt: at(when[name])})
		delete(when, name)
	}
	for name := range when {
		return nil, forum.Errorf("store: the database has migration %q, which this program does not know: it is newer", name)
	}
	return steps, nil
}

// Migrate applies what is missing, each step in one transaction with the row
// that records it, and gives the names of what it applied. It takes as long as
// it needs; where ctx ends, the step under way is undone whole, and the next
// Migrate begins it again.
func (s *Store) Migrate(ctx context.Context, now time.Time, epoch string) ([]string, error) {
	steps, err := s.Migrations(ctx)
	if err != nil {
		return nil, err
	}
	var applied []string
	for _, step := range steps {
		if !step.AppliedAt.IsZero() {
			continue
		}
		text, err := fs.ReadFile(s.migrations, "sqlite/"+step.Name)
		if err != nil {
			return applied, wrap(err)
		}
		parts, err := partsOf(string(text))
		if err != nil {
			return applied, forum.Errorf("store: migration %s: %w", step.Name, err)
		}
		did, err := s.apply(ctx, step.Name, parts, now)
		if err != nil {
			return applied, err
		}
		if did {
			applied = append(applied, step.Name)
		}
	}
	if len(applied) == 0 {
		if _, _, err := s.Network(ctx); forum.KindOf(err) != forum.NotFound {
			return nil, err // nothing is written: a site starts on a full disk, too
		}
	}
	return applied, s.Write(ctx, func(_ context.Context, tx *Tx) error {
		_, err := tx.run("INSERT INTO network (id, epoch) VALUES (1, ?) ON CONFLICT (id) DO NOTHING", epoch)
		return err
	})
}
