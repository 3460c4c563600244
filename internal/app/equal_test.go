package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"plenary/internal/app"
	"plenary/internal/forum"
	"plenary/internal/secret"
	"plenary/internal/store"
)

// Every attempt hashes a password, whoever has the address: where nobody can
// hash, nobody gets an answer.
func TestSignIn_takesAsLongForThoseWhoAreUnknown(t *testing.T) {
	st, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	must(t, err)
	t.Cleanup(func() { must(t, st.Close()) })
	_, err = st.Migrate(t.Context(), time.Now(), "epoch")
	must(t, err)
	const password = "seven plain words make a pass"
	working := app.New(app.Options{Store: st, Passwords: secret.NewPasswords(1)})
	_, _, err = working.AddPerson(t.Context(), app.CommandLine(), app.NewPerson{Email: "ana@example.org", Name: "Ana", Password: password})
	must(t, err)
	_, _, err = working.AddPerson(t.Context(), app.CommandLine(), app.NewPerson{Email: "ben@example.org", Name: "Ben"})
	must(t, err)
	stuck := app.New(app.Options{Store: st, Passwords: secret.NewPasswords(0)})

	for name, c := range map[string]struct {
		email, password string
		right           bool
	}{
		"right":              {"ana@example.org", password, true},
		"wrong":              {"ana@example.org", "guess", false},
		"without a password": {"ben@example.org", "guess", false},
		"unknown":            {"nobody@example.org", "guess", false},
		"no address":         {"nobody", "guess", false},
		"too long":           {"ana@example.org", strings.Repeat("a", forum.MaxPassword+1), false},
	} {
		if _, err := working.SignIn(t.Context(), c.email, c.password, app.Device{}); (err == nil) != c.right || !c.right && forum.KindOf(err) != forum.Invalid {
			t.Errorf("%s: %v", name, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		if _, err := stuck.SignIn(ctx, c.email, c.password, app.Device{}); err == nil || forum.KindOf(err) != forum.Unavailable {
			t.Errorf("%s: answered without hashing: %v", name, err)
		}
		cancel()
	}
}
