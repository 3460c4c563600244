// Package secret keeps what must not be guessed or forged: passwords as
// argon2id hashes, random tokens of which only the hash is stored, and values
// signed with a key that lives in the data folder.
package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
)

const tokenSize = 32 // bytes

// Token is a new random token for a link, a session or the API: 43 characters
// of A-Za-z0-9_-. Store its Hash, never the token.
func Token() string {
	var raw [tokenSize]byte
	rand.Read(raw[:]) // never fails: the process ends first
	return base64.RawURLEncoding.EncodeToString(raw[:])
}

// Hash is what is stored of a token and looked up by: its SHA-256 in hex.
// Looking up by it is safe without constant time, since nobody can choose a
// token by its hash.
func Hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
