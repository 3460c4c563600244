package secret

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"plenary/internal/forum"
)

const (
	keySize   = 32 // bytes
	markSize  = 16 // bytes of HMAC-SHA-256 that a sealed value carries
	maxSealed = 4096
)

// Key signs values, so that they come back from browsers and other programs as
// they went out. It hides nothing. Safe for concurrent use.
type Key struct {
	raw [keySize]byte
}

// OpenKey reads the key of that name from dir, and makes it at the first start:
// a file that only its owner may read. Several processes that start at once get
// the same key. A damaged file is an error and never replaced, since everything
// signed with it would be lost.
func OpenKey(dir, name string) (*Key, error) {
	if name == "" || name != filepath.Base(name) || strings.HasPrefix(name, ".") {
		return nil, forum.Errorf("%q can't be the name of a key", name)
	}
	path := filepath.Join(dir, name+".key")
	key, err := readKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = makeKey(dir, path); err == nil {
			key, err = readKey(path)
		}
	}
	if err != nil {
		return nil, forum.Errorf("key %s: %w", name, err)
	}
	return key, nil
}

// Seal is value with a mark that only this key can make, as A-Za-z0-9_-. The
// same value gives the same text. purpose keeps apart what is sealed for
// different uses. The value can be read by anybody who tries.
func (k *Key) Seal(purpose, value string) string {
	return base64.RawURLEncoding.EncodeToString(append(k.mark(purpose, value), value...))
}

// Open is the value that Seal was given for that purpose.
// Errors: Malformed, for everything that Seal did not make.
func (k *Key) Open(purpose, sealed string) (string, error) {
	if len(sealed) <= maxSealed {
		raw, err := base64.RawURLEncoding.Strict().DecodeString(sealed)
		// the decoder skips line ends
		if err == nil && len(raw) >= markSize && !strings.ContainsAny(sealed, "\r\n") {
			value := string(raw[markSize:])
			if hmac.Equal(raw[:markSize], k.mark(purpose, value)) {
				return value, nil
			}
		}
	}
	return "", forum.Refused(forum.Malformed, "secret.forged")
}

func (k *Key) mark(purpose, value string) []byte {
	own := hmac.New(sha256.New, k.raw[:])
	own.Write([]byte(purpose))
	mac := hmac.New(sha256.New, own.Sum(nil))
	mac.Write([]byte(value))
	return mac.Sum(nil)[:markSize]
}

func readKey(path string) (*Key, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(raw) != keySize {
		return nil, fmt.Errorf("%s is damaged: bring it back from a backup", path)
	}
	// a copy made by hand may have lost its mode
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, err
	}
	return &Key{raw: [keySize]byte(raw)}, nil
}

// makeKey writes a new key whole or not at all. Of several at once the first
// wins: a link, unlike a rename, never replaces.
func makeKey(dir, path string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".key-*") // made 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	var raw [keySize]byte
	rand.Read(raw[:])
	_, err = fmt.Fprintln(f, base64.RawURLEncoding.EncodeToString(raw[:]))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
