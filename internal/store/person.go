package store

import (
	"context"
	"time"

	"plenary/internal/fold"
	"plenary/internal/forum"
)

type personRow struct {
	ID           int64
	Email        *string
	Name         string
	Handle       *string
	Organisation string
	Bio          string
	Lang         string
	Zone         string
	OnlyLang     string
	Role         string
	AvatarFile   *int64
	Password     string
	SingleKeys   bool
	CreatedAt    int64
	LeftAt       int64
}

const personCols = `u.id, u.email, u.name, u.handle, u.organisation, u.bio, u.lang, u.zone, u.only_lang, u.role,
	u.avatar_file, u.password, u.single_keys, u.created_at, u.left_at`

func (p personRow) person() forum.Person {
	return forum.Person{
		ID: forum.UserID(p.ID), Email: text(p.Email), Name: p.Name, Handle: text(p.Handle),
		Organisation: p.Organisation, Bio: p.Bio, Lang: forum.Lang(p.Lang), Zone: p.Zone, Only: forum.Lang(p.OnlyLang),
		Role: forum.NetworkRole(p.Role), AvatarFile: forum.FileID(num(p.AvatarFile)),
		HasPassword: p.Password != "", SingleKeys: p.SingleKeys, CreatedAt: at(p.CreatedAt), LeftAt: at(p.LeftAt),
	}
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func num(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

// authorRow is how posts and lists show a person; the columns come from
// authorCols over users u. A person who has left has no id.
type authorRow struct {
	AuthorID     *int64
	AuthorName   *string
	AuthorHandle *string
	AuthorOrg    *string
	AuthorAvatar *int64
	AuthorRole   *string
}

const authorCols = `CASE WHEN u.left_at = 0 THEN u.id END AS author_id, u.name AS author_name,
	u.handle AS author_handle, u.organisation AS author_org, u.avatar_file AS author_avatar`

func (a authorRow) author() forum.Author {
	if a.AuthorID == nil {
		return forum.Author{}
	}
	return forum.Author{
		ID: forum.UserID(*a.AuthorID), Name: text(a.AuthorName), Handle: text(a.AuthorHandle),
		Organisation: text(a.AuthorOrg), AvatarFile: forum.FileID(num(a.AuthorAvatar)),
		Role: forum.GroupRole(text(a.AuthorRole)),
	}
}

// AddPerson makes an account and gives its id. Conflict if the address or the
// handle is taken.
func (tx *Tx) AddPerson(p forum.Person, password, came string) (forum.UserID, error) {
	id, err := tx.insert(`INSERT INTO users (email, name, name_folded, handle, organisation, bio, lang, zone, role, password, came, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		p.Email, p.Name, fold.Fold(p.Name), p.Handle, p.Organisation, p.Bio, string(p.Lang), p.Zone, string(p.Role),
		password, came, ms(p.CreatedAt))
	if err != nil {
		return 0, err
	}
	p.ID = forum.UserID(id)
	if _, err := tx.run("INSERT INTO handles (handle, user_id, created_at) VALUES (?, ?, ?)", p.Handle, id, ms(p.CreatedAt)); err != nil {
		return 0, err
	}
	if err := tx.indexPerson(p); err != nil {
		return 0, err
	}
	return p.ID, tx.bumpStamp() // kept lists of everybody have one more
}

// ChangePerson writes what a person may change of themselves. The handle is
// added to those that lead to them; Conflict if somebody else has or had it.
func (tx *Tx) ChangePerson(p forum.Person, now time.Time) error {
	if _, err := tx.run(`INSERT INTO handles (handle, user_id, created_at) VALUES (?, ?, ?)
		ON CONFLICT (handle) DO UPDATE SET handle = handle WHERE user_id = excluded.user_id`,
		p.Handle, int64(p.ID), ms(now)); err != nil {
		return err
	}
	owner, err := tx.handleOwner(p.Handle)
	if err != nil {
		return err
	}
	if owner != p.ID {
		return forum.Wrong("handle", "error.handle_taken")
	}
	n, err := tx.run(`UPDATE users SET name = ?, name_folded = ?, handle = ?, organisation = ?, bio = ?, lang = ?,
		zone = ?, only_lang = ?, role = ?, avatar_file = ? WHERE id = ? AND left_at = 0`,
		p.Name, fold.Fold(p.Name), p.Handle, p.Organisation, p.Bio, string(p.Lang), p.Zone, string(p.Only), string(p.Role),
		orNull(p.AvatarFile), int64(p.ID))
	if err := changed(n, err); err != nil {
		return err
	}
	if err := tx.indexPerson(p); err != nil {
		return err
	}
	return tx.bumpStamp()
}

// SetSingleKeys says whether single keys do something for a person.
func (tx *Tx) SetSingleKeys(who forum.UserID, on bool) error {
	return changed(tx.run("UPDATE users SET single_keys = ? WHERE id = ? AND left_at = 0", on, int64(who)))
}

// bumpStamp tells pages that are kept that a name, picture, role or group name
// has changed.
func (tx *Tx) bumpStamp() error {
	_, err := tx.run("UPDATE network SET stamp = stamp + 1 WHERE id = 1")
	return err
}

// changed makes of a statement that met no row a NotFound.
func changed(n int64, err error) error {
	if err == nil && n == 0 {
		return forum.Missing()
	}
	return err
}

// SetPassword stores a hash; "" takes the password away.
func (tx *Tx) SetPassword(id forum.UserID, hash string) error {
	return changed(tx.run("UPDATE users SET password = ? WHERE id = ? AND left_at = 0", hash, int64(id)))
}

// Account is a person with what signing in needs.
type Account struct {
	forum.Person
	Password string
}

// AccountByEmail is for signing in and for those who manage people; email is
// folded already.
func (r *Reader) AccountByEmail(email string) (Account, error) {
	return r.account("u.email = ?", email)
}

// AccountByID is for the person's own settings and for those who manage people.
func (r *Reader) AccountByID(id forum.UserID) (Account, error) {
	return r.account("u.id = ? AND u.left_at = 0", int64(id))
}

func (r *Reader) account(where string, arg any) (Account, error) {
	var p personRow
	err := r.row(&p, "SELECT "+personCols+" FROM users u WHERE "+where, arg)
	return Account{Person: p.person(), Password: p.Password}, err
}

// ProfileFor is a person as other signed-in people see them: without address.
func (r *Reader) ProfileFor(v forum.Viewer, id forum.UserID) (forum.Person, error) {
	if !v.SignedIn() {
		return forum.Person{}, forum.Missing()
	}
	a, err := r.AccountByID(id)
	if v.ID != id && !v.Organiser() {
		a.Email = ""
	}
	return a.Person, err
}

// People lists accounts for organisers, by name, after the given name and id.
func (r *Reader) People(v forum.Viewer, query string, after forum.UserID, limit int) ([]forum.Person, error) {
	if !v.Organiser() {
		return nil, forum.Missing()
	}
	var rows []personRow
	like := "%" + escapeLike(fold.Fold(query)) + "%"
	err := r.rows(&rows, `SELECT `+personCols+` FROM users u WHERE u.left_at = 0 AND u.id > ?
		AND (u.name_folded LIKE ? ESCAPE '\' OR u.email LIKE ? ESCAPE '\') ORDER BY u.id LIMIT ?`,
		int64(after), like, like, limit)
	people := make([]forum.Person, len(rows))
	for i, p := range rows {
		people[i] = p.person()
	}
	return people, err
}

// HandleFree reports whether nobody has or had the handle.
func (r *Reader) HandleFree(handle string) (bool, error) {
	_, err := r.handleOwner(handle)
	if forum.KindOf(err) == forum.NotFound && err != nil {
		return true, nil
	}
	return false, err
}

// handleOwner is whom a handle leads to; 0 if to somebody who has left.
func (r *Reader) handleOwner(handle string) (forum.UserID, error) {
	var id int64
	err := r.row(&id, "SELECT coalesce(user_id, 0) FROM handles WHERE handle = ?", handle)
	return forum.UserID(id), err
}

// ByHandles gives the people whom handles lead to now, by the handle asked for.
func (r *Reader) ByHandles(handles []string) (map[string]forum.Author, error) {
	found := map[string]forum.Author{}
	if len(handles) == 0 {
		return found, nil
	}
	var rows []struct {
		Asked string
		authorRow
	}
	err := r.rows(&rows, `SELECT h.handle AS asked, `+authorCols+` FROM handles h
		JOIN users u ON u.id = h.user_id WHERE h.handle IN (?) AND u.left_at = 0`, list(handles))
	for _, row := range rows {
		found[row.Asked] = row.author()
	}
	return found, err
}

// CountOrganisers is how many people run the network.
func (r *Reader) CountOrganisers() (n int, err error) {
	err = r.row(&n, "SELECT count(*) FROM users WHERE role = 'organiser' AND left_at = 0")
	return n, err
}

// CountPeople is how many accounts there are, former ones included.
func (r *Reader) CountPeople() (n int, err error) {
	err = r.row(&n, "SELECT count(*) FROM users")
	return n, err
}

// Network is what the one row about the whole site says.
func (s *Store) Network(ctx context.Context) (epoch string, stamp int64, err error) {
	err = s.Read(ctx, func(r *Reader) (err error) {
		epoch, stamp, err = r.Network()
		return err
	})
	return epoch, stamp, err
}

// Network gives the epoch of the database and the network stamp.
func (r *Reader) Network() (epoch string, stamp int64, err error) {
	var row struct {
		Epoch string
		Stamp int64
	}
	err = r.row(&row, "SELECT epoch, stamp FROM network WHERE id = 1")
	return row.Epoch, row.Stamp, err
}

// Authors gives people as posts show them, by id; those who left are absent.
func (r *Reader) Authors(ids []forum.UserID) (map[forum.UserID]forum.Author, error) {
	found := map[forum.UserID]forum.Author{}
	if len(ids) == 0 {
		return found, nil
	}
	var rows []authorRow
	err := r.rows(&rows, "SELECT "+authorCols+" FROM users u WHERE u.id IN (?) AND u.left_at = 0", list(ids))
	for _, row := range rows {
		a := row.author()
		found[a.ID] = a
	}
	return found, err
}
