package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"strings"
	"sync"
)

// world is what of a filled network the figures are measured on.
type world struct {
	Pages   []int64 // discussions that everyone may see, if any, with a full first page where there are such
	Readers []int64 // members of their group
	Writers []int64 // members of one group who may write
	Targets []int64 // open discussions of that group
	Busy    string  // its slug
	Channel int64   // one of it
	Length  int64   // of the first target, in posts ever
	Slugs   []string
	Handle  string // of a writer
	Posts   int64  // ever written
}

const (
	pagesAtOnce   = 8
	readersAtOnce = 8
	writersAtOnce = 8
	targetsAtOnce = 64
	fullPage      = 50
)

// look chooses them, always the same in the same network.
func look(ctx context.Context, dir string) (w world, err error) {
	db, err := sql.Open("sqlite", readDSN(database(dir)))
	if err != nil {
		return w, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var open, busy int64
	const busiest = `SELECT g.id FROM groups g ORDER BY %s (SELECT count(*) FROM conversations c WHERE c.group_id = g.id
		AND c.kind = 'discussion' AND c.state = 'open' AND c.posts > 0) DESC, g.id LIMIT 1`
	for _, q := range []struct {
		into  *int64
		first string
	}{{&open, "g.visibility <> 'everyone',"}, {&busy, ""}} {
		if err := db.QueryRowContext(ctx, fmt.Sprintf(busiest, q.first)).Scan(q.into); err != nil {
			return w, err
		}
	}
	const members = "SELECT user_id FROM memberships WHERE group_id = ? AND role <> 'observer' AND user_id > 1 ORDER BY user_id LIMIT ?"
	for _, q := range []struct {
		into  *[]int64
		query string
		args  []any
	}{
		{&w.Pages, `SELECT id FROM conversations WHERE group_id = ? AND kind = 'discussion' AND posts > 0
			ORDER BY min(last_number, ?) DESC, id LIMIT ?`, []any{open, fullPage, pagesAtOnce}},
		{&w.Readers, members, []any{open, readersAtOnce}},
		{&w.Writers, members, []any{busy, writersAtOnce}},
		{&w.Targets, `SELECT id FROM conversations WHERE group_id = ? AND kind = 'discussion' AND state = 'open' AND posts > 0
			ORDER BY id DESC LIMIT ?`, []any{busy, targetsAtOnce}},
	} {
		if *q.into, err = list[int64](ctx, db, q.query, q.args...); err != nil {
			return w, err
		}
	}
	w.Slugs, err = list[string](ctx, db, "SELECT slug FROM groups ORDER BY id")
	if err == nil {
		err = db.QueryRowContext(ctx, `SELECT (SELECT max(id) FROM posts), slug,
			(SELECT min(id) FROM conversations WHERE group_id = groups.id AND kind = 'channel'),
			(SELECT last_number FROM conversations WHERE id = ?), (SELECT handle FROM users WHERE id = ?) FROM groups WHERE id = ?`,
			first(w.Targets), first(w.Writers), busy).Scan(&w.Posts, &w.Busy, &w.Channel, &w.Length, &w.Handle)
	}
	if err == nil && (len(w.Pages) == 0 || len(w.Readers) == 0 || len(w.Writers) < writersAtOnce || len(w.Targets) == 0) {
		err = fmt.Errorf("the filled network is too small: %+v", w)
	}
	return w, err
}

// first is the first id, or 0.
func first(ids []int64) int64 {
	if len(ids) == 0 {
		return 0
	}
	return ids[0]
}

func list[T any](ctx context.Context, db *sql.DB, query string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		var one T
		if err := rows.Scan(&one); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// email is the address of a filled person.
func email(person int64) string { return fmt.Sprintf("member%d@example.org", person) }

// signIn signs a person in by the form and gives the line of a head that says so from then on.
func signIn(ctx context.Context, p *process, person int64) (string, error) {
	form := url.Values{"email": {email(person)}, "password": {password}}.Encode()
	a, err := fetch(ctx, p.addr, request("POST", "/sign-in", form, "Content-Type: application/x-www-form-urlencoded"))
	if err != nil {
		return "", err
	}
	cookie, _, _ := strings.Cut(a.get("Set-Cookie"), ";")
	if a.Status != 303 || cookie == "" {
		return "", fmt.Errorf("signing in: answered %d", a.Status)
	}
	return "Cookie: " + cookie, nil
}

// cookies signs people in, two at a time.
func cookies(ctx context.Context, p *process, people []int64) ([]string, error) {
	lines, errs := make([]string, len(people)), make([]error, len(people))
	gate := make(chan struct{}, 2)
	var all sync.WaitGroup
	for i, who := range people {
		all.Go(func() {
			gate <- struct{}{}
			lines[i], errs[i] = signIn(ctx, p, who)
			<-gate
		})
	}
	all.Wait()
	return lines, errors.Join(errs...)
}

// token makes an API token and gives the line of a head that shows it. The folder may be served meanwhile.
func (r *run) token(ctx context.Context, dir string, person int64) (string, error) {
	out, err := exec.CommandContext(ctx, r.Program, "token", "add", "--data", dir, "--email", email(person), "--name", "bench").Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			err = fmt.Errorf("%w: %s", err, exit.Stderr)
		}
		return "", fmt.Errorf("plenary token add: %w", err)
	}
	return "Authorization: Bearer " + strings.TrimSpace(string(out)), nil
}
