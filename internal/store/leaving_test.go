package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"plenary/internal/forum"
)

// remains lists where in the database a text still stands.
func (w *world) remains(text string) (where []string) {
	w.Helper()
	var tables []struct{ Name, Sql string }
	w.reads(func(r *Reader) error {
		return r.rows(&tables, "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'")
	})
	for _, table := range tables {
		var columns []string
		w.reads(func(r *Reader) error {
			return r.rows(&columns, fmt.Sprintf("SELECT name FROM pragma_table_info('%s') WHERE type = 'TEXT'", table.Name))
		})
		for _, column := range columns {
			if w.count(fmt.Sprintf(`SELECT count(*) FROM "%s" WHERE "%s" LIKE '%%%s%%'`, table.Name, column, text)) > 0 {
				where = append(where, table.Name+"."+column)
			}
		}
	}
	return where
}

// peopled is a world in which Ana has left traces everywhere.
func peopled(t *testing.T) (w *world, ana, ben forum.UserID, said, reacted forum.PostID) {
	w = newWorld(t)
	ana, ben = w.person("Ana Quetzal"), w.person("Ben")
	g, general := w.group("ops", forum.SeenByMembers, ana, ben)
	said = w.post(general, ana, "original zebra words")
	w.edits(said, "later giraffe words")
	w.reacts(ben, said, "👍")
	reacted = w.post(general, ben, "from ben")
	w.reacts(ana, reacted, "👍")
	w.reacts(ana, reacted, "🎉")
	w.reacts(ben, reacted, "🎉")
	w.file(ana, "a1", "post", int64(said))
	w.file(ana, "b2", "", 0)
	picture := w.file(ana, "c3", "avatar", int64(ana))
	w.writes(func(tx *Tx) error {
		account, err := tx.AccountByID(ana)
		if err != nil {
			return err
		}
		p := account.Person
		p.Handle, p.AvatarFile = "quetzal", picture
		if err := tx.ChangePerson(p, w.now); err != nil {
			return err
		}
		later := w.now.Add(time.Hour)
		if _, err := tx.AddSession(Session{UserID: ana, CreatedAt: w.now, SeenAt: w.now, ExpiresAt: later, IP: "192.0.2.7", Agent: "Foxy"}, "s"); err != nil {
			return err
		}
		if err := tx.AddSignInLink(ana, "l", w.now, later); err != nil {
			return err
		}
		if _, err := tx.AddToken(Token{UserID: ana, Label: "quetzal's", CreatedAt: w.now}, "t"); err != nil {
			return err
		}
		if err := tx.SetMark(ana, general, 3, false, w.now); err != nil {
			return err
		}
		if err := tx.AddNotice(ana, forum.Notice{Kind: forum.NoticeMention, Post: reacted, At: w.now}); err != nil {
			return err
		}
		if _, err := tx.AddJoinRequest(JoinRequest{GroupID: g, UserID: ana, Message: "quetzal asks", CreatedAt: w.now}); err != nil {
			return err
		}
		if _, err := tx.AddJoinRequest(JoinRequest{Email: p.Email, Name: p.Name, CreatedAt: w.now}); err != nil {
			return err
		}
		if _, err := tx.AddInvitation(Invitation{Email: "friend@example.net", CreatedBy: ana, CreatedAt: w.now, ExpiresAt: later, MaxUses: 1}, "i"); err != nil {
			return err
		}
		_, err = tx.AddInvitation(Invitation{Email: p.Email, CreatedBy: ben, CreatedAt: w.now, ExpiresAt: later, MaxUses: 1}, "j")
		return err
	})
	return w, ana, ben, said, reacted
}

func (w *world) leave(who forum.UserID, keep bool) (left Left) {
	w.Helper()
	w.writes(func(tx *Tx) (err error) {
		left, err = tx.Leave(who, keep, w.now)
		return err
	})
	return left
}

func TestLeave_keepingPostsUnderFormerMember(t *testing.T) {
	w, ana, ben, said, reacted := peopled(t)
	if len(w.remains("uetzal")) < 5 { // the negative below means something
		t.Fatalf("Ana stands only in %v", w.remains("uetzal"))
	}
	left := w.leave(ana, true)
	if len(left.Sessions) != 1 || len(left.Tokens) != 1 || len(left.Groups) != 1 || !slices.Equal(left.Hashes, []string{
		fmt.Sprintf("%064s", "b2"), fmt.Sprintf("%064s", "c3")}) || len(left.Reacted) != 1 || left.Reacted[0].Post != reacted {
		t.Errorf("what ended: %+v", left)
	}
	if where := w.remains("uetzal"); !slices.Equal(where, []string{"handles.handle"}) {
		t.Errorf("her name stands in %v", where)
	}
	for _, gone := range []string{"192.0.2.7", "friend@example", "Foxy"} {
		if where := w.remains(gone); len(where) > 0 {
			t.Errorf("%s stands in %v", gone, where)
		}
	}
	w.reads(func(r *Reader) error {
		found, err := r.PostsByID([]forum.PostID{said, reacted})
		if p := found[said]; p.Text != "later giraffe words" || !p.Author.Former() || p.Author.Name != "" {
			t.Errorf("her post: %+v", p)
		}
		if got := found[reacted].Reactions; len(got) != 1 || got[0].Kind != "🎉" || got[0].Count != 1 {
			t.Errorf("reactions: %+v", got)
		}
		return err
	})
	if n := len(w.finds(ben, "giraffe")); n != 1 {
		t.Errorf("found %d posts", n)
	}
	for _, handle := range []string{"ana-quetzal", "quetzal"} {
		w.reads(func(r *Reader) error {
			if free, err := r.HandleFree(handle); free || err != nil {
				t.Errorf("%s is free: %v", handle, err)
			}
			if lead, err := r.ByHandles([]string{handle}); len(lead) > 0 || err != nil {
				t.Errorf("%s leads to %v, %v", handle, lead, err)
			}
			ids, err := r.PeopleNamed(handle)
			if len(ids) > 0 {
				t.Errorf("by:%s finds %v", handle, ids)
			}
			return err
		})
		err := w.Write(t.Context(), func(_ context.Context, tx *Tx) error {
			return tx.ChangePerson(forum.Person{ID: ben, Name: "Ben", Handle: handle, Role: forum.RoleMember}, w.now)
		})
		if forum.KindOf(err) != forum.Invalid {
			t.Errorf("Ben takes %s: %v", handle, err)
		}
	}
	err := w.Write(t.Context(), func(_ context.Context, tx *Tx) error { _, err := tx.Leave(ana, true, w.now); return err })
	if forum.KindOf(err) != forum.NotFound {
		t.Errorf("leaving twice: %v", err)
	}
	w.clean()
}

func TestLeave_takingPostsAlong(t *testing.T) {
	w, ana, ben, said, _ := peopled(t)
	err := w.Write(t.Context(), func(_ context.Context, tx *Tx) error { _, err := tx.Leave(ana, false, w.now); return err })
	if forum.KindOf(err) != forum.Conflict {
		t.Fatalf("a post was left behind: %v", err)
	}
	if len(w.remains("zebra")) == 0 || len(w.remains("giraffe")) == 0 || len(w.finds(ben, "giraffe")) != 1 {
		t.Fatal("it was not there in the first place")
	}
	var hers []forum.Post
	w.reads(func(r *Reader) (err error) { hers, err = r.PostsOf(ana, 0, 10); return err })
	if len(hers) != 1 || hers[0].ID != said {
		t.Fatalf("her posts: %+v", hers)
	}
	w.removes(said, ana)
	left := w.leave(ana, false)
	if len(left.Hashes) != 3 {
		t.Errorf("contents gone: %v", left.Hashes)
	}
	for _, word := range []string{"zebra", "giraffe"} {
		if where := w.remains(word); len(where) > 0 || len(w.finds(ben, word)) > 0 {
			t.Errorf("%s stands in %v", word, where)
		}
	}
	if w.count("SELECT count(*) FROM posts WHERE id = ? AND number = 1", int64(said)) != 1 {
		t.Error("the stub is gone")
	}
	w.clean()
}

func TestDataOf_isAllAndNobodyElses(t *testing.T) {
	w, ana, ben, said, _ := peopled(t)
	var all Data
	w.reads(func(r *Reader) (err error) { all, err = r.DataOf(ana); return err })
	out, err := json.Marshal(all)
	must(t, err)
	for _, part := range []string{`"email":"ana-quetzal@example.org"`, `"handles":["ana-quetzal","quetzal"]`, `"group":"ops"`, "later giraffe words",
		"original zebra words", `"kind":"🎉"`, "a1.txt", "192.0.2.7", "quetzal's", `"kind":"mention"`, "quetzal asks", "friend@example.net",
		`"created_at":"2026-11-21T12:00:00Z"`, `"removed_at":null`} {
		if !bytes.Contains(out, []byte(part)) {
			t.Errorf("%s is not in the download", part)
		}
	}
	for _, part := range []string{"from ben", `"hash":"hash"`, "password\":\""} {
		if bytes.Contains(out, []byte(part)) {
			t.Errorf("%s is in the download", part)
		}
	}
	if len(all.Posts) != 1 || all.Posts[0].Title != "general" || all.Posts[0].ID != said {
		t.Errorf("posts: %+v", all.Posts)
	}
	w.writes(func(tx *Tx) error { return tx.EndMembership(1, ana) })
	w.reads(func(r *Reader) (err error) { all, err = r.DataOf(ana); return err })
	if all.Posts[0].Title != "" {
		t.Error("a title that she no longer sees")
	}
	w.leave(ben, true)
	if err := w.Read(t.Context(), func(r *Reader) error { _, err := r.DataOf(ben); return err }); forum.KindOf(err) != forum.NotFound {
		t.Errorf("of somebody who left: %v", err)
	}
}

func TestEraseRemoved_whatAuthorsTookBack(t *testing.T) {
	w := newWorld(t)
	ana, mod := w.person("Ana"), w.person("Mod")
	_, general := w.group("ops", forum.SeenByNetwork, ana, mod)
	mine, theirs, kept := w.post(general, ana, "secret zebra"), w.post(general, ana, "rude giraffe"), w.post(general, ana, "fine lion")
	w.edits(mine, "secret zebra again")
	w.file(ana, "f", "post", int64(mine))
	w.file(ana, "f", "post", int64(kept)) // the same bytes, held elsewhere
	w.file(ana, "e", "post", int64(mine))
	w.removes(mine, ana)
	w.removes(theirs, mod)

	erase := func(before time.Time) (n int, hashes []string) {
		w.writes(func(tx *Tx) (err error) { n, hashes, err = tx.EraseRemoved(before, w.now, 100); return err })
		return n, hashes
	}
	if n, _ := erase(w.now); n != 0 || len(w.remains("zebra")) == 0 {
		t.Fatalf("%d erased too early", n)
	}
	n, hashes := erase(w.now.Add(time.Millisecond))
	if n != 1 || !slices.Equal(hashes, []string{fmt.Sprintf("%064s", "e")}) {
		t.Errorf("%d erased, contents %v", n, hashes)
	}
	if where := w.remains("zebra"); len(where) > 0 {
		t.Errorf("it stands in %v", where)
	}
	if len(w.remains("giraffe")) == 0 || len(w.remains("lion")) == 0 {
		t.Error("too much was erased")
	}
	if n, _ := erase(w.now.Add(time.Hour)); n != 0 {
		t.Errorf("%d erased twice", n)
	}
	err := w.Write(t.Context(), func(_ context.Context, tx *Tx) error {
		return tx.RestorePost(forum.Post{ID: mine, ConversationID: general})
	})
	if forum.KindOf(err) != forum.NotFound {
		t.Errorf("an erased post was restored: %v", err)
	}
	w.clean()
}

func TestEndExpired_andAddresses(t *testing.T) {
	w := newWorld(t)
	ana := w.person("Ana")
	w.writes(func(tx *Tx) error {
		for i, expires := range []time.Time{w.now.Add(-time.Second), w.now, w.now.Add(time.Second)} {
			if _, err := tx.AddSession(Session{UserID: ana, CreatedAt: expires, ExpiresAt: expires, IP: "192.0.2.7"}, fmt.Sprint(i)); err != nil {
				return err
			}
			if err := tx.AddSignInLink(ana, fmt.Sprint(i), w.now, expires); err != nil {
				return err
			}
			if _, err := tx.AddInvitation(Invitation{CreatedBy: ana, ExpiresAt: expires, MaxUses: 1}, fmt.Sprint(i)); err != nil {
				return err
			}
		}
		return nil
	})
	w.writes(func(tx *Tx) error {
		n, err := tx.EraseAddresses(w.now)
		if n != 1 {
			t.Errorf("%d addresses erased", n)
		}
		return err
	})
	w.writes(func(tx *Tx) error {
		ended, err := tx.EndExpired(w.now)
		if !slices.Equal(ended, []forum.SessionID{1, 2}) {
			t.Errorf("ended %v", ended)
		}
		return err
	})
	for _, table := range []string{"sessions", "sign_in_links", "invitations"} {
		if n := w.count("SELECT count(*) FROM " + table); n != 1 {
			t.Errorf("%d %s are left", n, table)
		}
	}
}
