package secret

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"plenary/internal/forum"
)

// Argon2id's parameters for new hashes: what OWASP asks for, 20–30 ms on a
// small machine. Older hashes keep theirs until NeedsRehash is acted upon.
const (
	passes   = 2
	memory   = 19 << 10 // KiB
	lanes    = 1
	saltSize = 16 // bytes
	hashSize = 32 // bytes
)

// What a stored hash may ask for at most, so that a forged row can't take the
// machine's memory.
const (
	maxPasses = 16
	maxMemory = 256 << 10 // KiB
	maxLanes  = 16
)

// Passwords hashes and checks passwords, a few at once: every one takes
// 19 MiB while it runs. Safe for concurrent use.
type Passwords struct {
	slots chan struct{}
}

// NewPasswords works on at most atOnce passwords at the same time.
func NewPasswords(atOnce int) *Passwords {
	return &Passwords{slots: make(chan struct{}, atOnce)}
}

// Hash is the PHC string to store for a password.
// Errors: Invalid (longer than forum.MaxPassword), Unavailable (ctx ended
// while others were being hashed).
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	if err := fits(password); err != nil {
		return "", err
	}
	h := phc{passes: passes, memory: memory, lanes: lanes, salt: make([]byte, saltSize)}
	rand.Read(h.salt)
	sum, err := p.sum(ctx, password, h, hashSize)
	if err != nil {
		return "", err
	}
	h.sum = sum
	return h.String(), nil
}

// Verify reports whether password is the one that stored is the hash of.
// Errors: Internal (stored is no argon2id hash), Unavailable (ctx ended while
// others were being hashed). A password longer than forum.MaxPassword is
// simply wrong, and takes as long.
func (p *Passwords) Verify(ctx context.Context, stored, password string) (bool, error) {
	h, err := parsePHC(stored)
	if err != nil {
		return false, forum.Errorf("stored password: %w", err)
	}
	tooLong := fits(password) != nil
	if tooLong {
		password = ""
	}
	sum, err := p.sum(ctx, password, h, uint32(len(h.sum)))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(sum, h.sum) == 1 && !tooLong, nil
}

// Burn takes as long as Verify does, for an account that does not exist or has
// no password, so that answers don't tell which addresses have one.
// Errors: Unavailable (ctx ended while others were being hashed).
func (p *Passwords) Burn(ctx context.Context) error {
	_, err := p.sum(ctx, "nobody's", phc{passes: passes, memory: memory, lanes: lanes, salt: make([]byte, saltSize)}, hashSize)
	return err
}

// NeedsRehash reports whether stored was made with other parameters than
// today's: hash the password again when it is next known.
func NeedsRehash(stored string) bool {
	h, err := parsePHC(stored)
	return err != nil || h.passes != passes || h.memory != memory || h.lanes != lanes ||
		len(h.salt) != saltSize || len(h.sum) != hashSize
}

func (p *Passwords) sum(ctx context.Context, password string, h phc, size uint32) ([]byte, error) {
	busy := func() error {
		return &forum.Error{Kind: forum.Unavailable, Msg: "secret.busy", RetryAfter: 5, Err: ctx.Err()}
	}
	if ctx.Err() != nil {
		return nil, busy()
	}
	select {
	case p.slots <- struct{}{}:
		defer func() { <-p.slots }()
	case <-ctx.Done():
		return nil, busy()
	}
	return argon2.IDKey([]byte(password), h.salt, h.passes, h.memory, h.lanes, size), nil
}

func fits(password string) error {
	if len(password) > forum.MaxPassword {
		return forum.Wrong("password", "error.too_long", "Max", forum.MaxPassword)
	}
	return nil
}

// phc is one hash in the string format of the Password Hashing Competition.
type phc struct {
	passes, memory uint32
	lanes          uint8
	salt, sum      []byte
}

var plainBase64 = base64.RawStdEncoding.Strict()

func (h phc) String() string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.memory, h.passes, h.lanes,
		plainBase64.EncodeToString(h.salt), plainBase64.EncodeToString(h.sum))
}

// parsePHC reads what String writes and nothing else. Its errors never repeat
// the hash.
func parsePHC(s string) (phc, error) {
	var h phc
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return h, errors.New("not an argon2id hash")
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &h.memory, &h.passes, &h.lanes); err != nil {
		return h, errors.New("parameters can't be read")
	}
	if h.passes < 1 || h.passes > maxPasses || h.lanes < 1 || h.lanes > maxLanes ||
		h.memory < 8*uint32(h.lanes) || h.memory > maxMemory {
		return h, errors.New("parameters out of bounds")
	}
	var errSalt, errSum error
	h.salt, errSalt = plainBase64.DecodeString(parts[4])
	h.sum, errSum = plainBase64.DecodeString(parts[5])
	if errSalt != nil || errSum != nil || len(h.salt) < 8 || len(h.salt) > 64 || len(h.sum) < 16 || len(h.sum) > 64 {
		return h, errors.New("salt or sum is damaged")
	}
	if h.String() != s {
		return h, errors.New("not written as we write it")
	}
	return h, nil
}
