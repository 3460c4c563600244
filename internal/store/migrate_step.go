package store

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"
	"time"

	"plenary/internal/forum"
)

// eachRange is how many ids of a table a statement marked `-- each: TABLE`
// takes at once.
const eachRange = 10_000

// piece is some SQL of a migration. With a table, it is one statement that runs
// for one range of that table's ids after the other, ?1 < id <= ?2.
type piece struct {
	sql   string
	table string
}

var (
	eachMark = regexp.MustCompile(`^--\s*each:\s*(.*?)\s*$`)
	eachName = regexp.MustCompile(`^[a-z_]+$`)
)

// partsOf takes a migration apart. A line `-- each: TABLE` marks the statement
// below it, up to the first line that ends in a semicolon.
func partsOf(text string) ([]piece, error) {
	var parts []piece
	var sql strings.Builder
	table := ""
	end := func() {
		if strings.TrimSpace(sql.String()) != "" {
			parts = append(parts, piece{sql.String(), table})
		}
		sql.Reset()
		table = ""
	}
	for line := range strings.Lines(text) {
		if m := eachMark.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			if table != "" {
				return nil, fmt.Errorf("each: %s: the statement before it does not end", m[1])
			}
			if !eachName.MatchString(m[1]) {
				return nil, fmt.Errorf("each: %q is not the name of a table", m[1])
			}
			end()
			table = m[1]
			continue
		}
		sql.WriteString(line)
		if table == "" || !strings.HasSuffix(strings.TrimSpace(line), ";") {
			continue
		}
		if s := sql.String(); !strings.Contains(s, "?1") || !strings.Contains(s, "?2") {
			return nil, fmt.Errorf("each: %s: the statement does not name its range, ?1 < id AND id <= ?2", table)
		}
		end()
	}
	if table != "" {
		return nil, fmt.Errorf("each: %s: the statement does not end", table)
	}
	end()
	return parts, nil
}

// apply runs one migration on the writer's connection, under ctx alone: it may
// take longer than any write of the running site. It did nothing where another
// program has applied it meanwhile.
func (s *Store) apply(ctx context.Context, name string, parts []piece, now time.Time) (did bool, err error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return false, wrap(err)
	}
	m := &migrating{ctx: ctx, tx: tx.Tx, say: func(done, total int64) {
		if s.migrating != nil {
			s.migrating(name, done, total)
		}
	}}
	if did, err = m.begin(name); err == nil && !did {
		return false, wrap(tx.Rollback())
	}
	if err == nil {
		err = m.all(parts)
	}
	if err == nil {
		_, err = tx.Tx.ExecContext(ctx, "INSERT INTO migrations (name, applied_at) VALUES (?, ?)", name, ms(now))
	}
	if err == nil {
		if err = tx.Commit(); err == nil {
			s.version.Add(1)
			return true, nil
		}
	}
	_ = tx.Rollback()
	if ctx.Err() != nil {
		return false, &forum.Error{Kind: forum.Unavailable, Msg: "error.unavailable", RetryAfter: 2,
			Err: fmt.Errorf("migration %s was interrupted and undone; run it again: %w", name, ctx.Err())}
	}
	return false, forum.Errorf("store: migration %s: %w", name, err)
}

// migrating is a migration under way, and how far it is in rows. It goes past
// bun, which would take ?1 for its own.
type migrating struct {
	ctx         context.Context
	tx          *sql.Tx
	say         func(done, total int64)
	done, total int64
}

// begin makes the table of migrations and reports whether this one is still to
// be applied.
func (m *migrating) begin(name string) (todo bool, err error) {
	if _, err := m.tx.ExecContext(m.ctx, `CREATE TABLE IF NOT EXISTS migrations (
		name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`); err != nil {
		return false, err
	}
	err = m.tx.QueryRowContext(m.ctx, "SELECT NOT EXISTS (SELECT 1 FROM migrations WHERE name = ?)", name).Scan(&todo)
	return todo, err
}

func (m *migrating) all(parts []piece) error {
	for _, p := range parts {
		var err error
		if p.table == "" {
			_, err = m.tx.ExecContext(m.ctx, p.sql)
		} else {
			err = m.each(p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// each runs the part over all rows that its table has now.
func (m *migrating) each(p piece) error {
	var last, rows int64
	if err := m.tx.QueryRowContext(m.ctx, "SELECT coalesce(max(id), 0), count(*) FROM "+p.table).Scan(&last, &rows); err != nil {
		return err
	}
	m.total += rows
	m.say(m.done, m.total)
	for from, to := int64(0), int64(0); ; from = to {
		var next sql.NullInt64
		err := m.tx.QueryRowContext(m.ctx, "SELECT min(id) FROM "+p.table+" WHERE id > ? AND id <= ?", from, last).Scan(&next)
		if err != nil || !next.Valid {
			return err
		}
		from = next.Int64 - 1
		to = min(from+eachRange, last)
		var here int64
		if err := m.tx.QueryRowContext(m.ctx, "SELECT count(*) FROM "+p.table+" WHERE id > ? AND id <= ?", from, to).Scan(&here); err != nil {
			return err
		}
		if _, err := m.tx.ExecContext(m.ctx, p.sql, from, to); err != nil {
			return err
		}
		m.done += here
		m.say(m.done, m.total)
	}
}
