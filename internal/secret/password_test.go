package secret

import (
	"context"
	"strings"
	"sync"
	"testing"

	"plenary/internal/forum"
)

func TestPassword_isVerifiedAndNoOtherIs(t *testing.T) {
	p, ctx := NewPasswords(2), t.Context()
	stored, err := p.Hash(ctx, "contraseña larga 🙏")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") || NeedsRehash(stored) {
		t.Errorf("stored as %s", stored)
	}
	if ok, err := p.Verify(ctx, stored, "contraseña larga 🙏"); !ok || err != nil {
		t.Fatalf("the right password: %v, %v", ok, err)
	}
	for _, wrong := range []string{"", "contraseña larga", "Contraseña larga 🙏", "contraseña larga 🙏 ", strings.Repeat("x", forum.MaxPassword+1)} {
		if ok, err := p.Verify(ctx, stored, wrong); ok || err != nil {
			t.Errorf("%.20q: %v, %v", wrong, ok, err)
		}
	}
	again, err := p.Hash(ctx, "contraseña larga 🙏")
	if err != nil || again == stored {
		t.Errorf("two hashes of one password are alike (%v)", err)
	}
}

func TestPassword_emptyIsNotMistakenForTooLong(t *testing.T) {
	p, ctx := NewPasswords(1), t.Context()
	stored, err := p.Hash(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := p.Verify(ctx, stored, strings.Repeat("x", forum.MaxPassword+1)); ok || err != nil {
		t.Errorf("got %v, %v", ok, err)
	}
}

func TestPassword_longestIsReadToItsEnd(t *testing.T) {
	p, ctx := NewPasswords(1), t.Context()
	long := strings.Repeat("x", forum.MaxPassword)
	stored, err := p.Hash(ctx, long)
	if err != nil {
		t.Fatal(err)
	}
	if ok, _ := p.Verify(ctx, stored, long); !ok {
		t.Error("the longest password is not accepted")
	}
	if ok, _ := p.Verify(ctx, stored, long[:len(long)-1]+"y"); ok {
		t.Error("its last byte does not count")
	}
	if _, err := p.Hash(ctx, long+"x"); forum.KindOf(err) != forum.Invalid {
		t.Errorf("one byte more: %v", err)
	}
}

func TestVerify_refusesDamagedHashes(t *testing.T) {
	p, ctx := NewPasswords(1), t.Context()
	stored, err := p.Hash(ctx, "secret enough")
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(stored) {
		if ok, err := p.Verify(ctx, stored[:cut], "secret enough"); ok || forum.KindOf(err) != forum.Internal || err == nil {
			// a sum that is shorter yet whole is simply another hash
			if ok || err != nil || cut < len(stored)-22 {
				t.Fatalf("cut at %d: %v, %v", cut, ok, err)
			}
		}
	}
	for _, bad := range []string{
		"", "$", "plain", "$2a$10$abcdefghijklmnopqrstuv",
		strings.Replace(stored, "argon2id", "argon2i", 1),
		strings.Replace(stored, "v=19", "v=16", 1),
		strings.Replace(stored, "m=19456", "m=4294967295", 1),
		strings.Replace(stored, "m=19456", "m=0", 1),
		strings.Replace(stored, "m=19456", "m=+19456", 1),
		strings.Replace(stored, "t=2", "t=1000000", 1),
		strings.Replace(stored, "t=2", "t=0", 1),
		strings.Replace(stored, "p=1", "p=0", 1),
		strings.Replace(stored, "p=1", "p=255", 1),
		strings.Replace(stored, "p=1$", "p=1,k=2$", 1),
		stored + "$", stored + "=", stored + "\n",
	} {
		ok, err := p.Verify(ctx, bad, "secret enough")
		if ok || err == nil || forum.KindOf(err) != forum.Internal {
			t.Errorf("%q: %v, %v", bad, ok, err)
		}
		if !NeedsRehash(bad) {
			t.Errorf("%q needs no new hash", bad)
		}
	}
}

func TestNeedsRehash_ofWeakerParameters(t *testing.T) {
	weaker := phc{passes: 1, memory: 8 << 10, lanes: 1, salt: make([]byte, saltSize)}
	p := NewPasswords(1)
	sum, err := p.sum(t.Context(), "old one", weaker, hashSize)
	if err != nil {
		t.Fatal(err)
	}
	weaker.sum = sum
	if ok, err := p.Verify(t.Context(), weaker.String(), "old one"); !ok || err != nil {
		t.Errorf("an older hash no longer works: %v, %v", ok, err)
	}
	if !NeedsRehash(weaker.String()) {
		t.Error("weaker parameters are kept")
	}
}

func TestPasswords_waitForASlotOrForTheEndOfTheRequest(t *testing.T) {
	p := NewPasswords(1)
	p.slots <- struct{}{} // another sign-in is being worked on
	ctx, cancel := context.WithCancel(t.Context())
	got := make(chan error)
	go func() { got <- p.Burn(ctx) }()
	cancel()
	if err := <-got; forum.KindOf(err) != forum.Unavailable {
		t.Errorf("waiting: %v", err)
	}
	<-p.slots
	if err := p.Burn(t.Context()); err != nil {
		t.Errorf("with a free slot: %v", err)
	}
	if _, err := p.Hash(ctx, "x"); forum.KindOf(err) != forum.Unavailable {
		t.Errorf("after the end of the request: %v", err)
	}
}

func TestPasswords_inParallel(t *testing.T) {
	p, ctx := NewPasswords(2), t.Context()
	stored, err := p.Hash(ctx, "same for all")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			ok, err := p.Verify(ctx, stored, []string{"same for all", "another"}[i%2])
			if ok != (i%2 == 0) || err != nil {
				t.Errorf("%d: %v, %v", i, ok, err)
			}
			if len(p.slots) > 2 {
				t.Error("more than two at once")
			}
		})
	}
	all.Wait()
}
