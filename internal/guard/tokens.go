package guard

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/hearsay/hearsay"
)

// Role is what a token allows; each includes those before it.
type Role int

const (
	None  Role = iota
	Read       // ask, and have texts read
	Add        // put reports into the record, have addresses fetched, see what failed
	Admin      // see the server's own figures
)

// Roles are the names of the roles, by their number.
var Roles = []string{"none", "read", "add", "admin"}

func (r Role) String() string { return Roles[r] }

// ParseRole reads the name of a role.
func ParseRole(s string) (Role, error) {
	for i, n := range Roles {
		if i > 0 && n == s {
			return Role(i), nil
		}
	}
	return None, &hearsay.Problem{What: fmt.Sprintf("there is no role %q", s), Hint: "it is read, add or admin"}
}

// Token is what is kept of a token.
type Token struct {
	Name   string    `json:"name"`
	Role   string    `json:"role"`
	SHA256 string    `json:"sha256"` // hex, of the token as it is sent
	Made   time.Time `json:"made"`
}

// file is the file of tokens, for the program and its user only.
type file struct {
	Schema string  `json:"schema"` // hearsay.tokens/1
	Tokens []Token `json:"tokens"`
}

const schema = "hearsay.tokens/1"

// mostName bounds a token's name, in bytes: it stands in each line of the log.
const mostName = 64

// ListTokens reads the file; where there is none, there are no tokens.
func ListTokens(path string) ([]Token, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the tokens: %w", err)
	}
	var f file
	if err := json.Unmarshal(b, &f); err != nil || f.Schema != schema {
		return nil, &hearsay.Problem{Kind: hearsay.ErrFormat, What: path + " is no file of tokens", Hint: "name another with --tokens; hearsay token add makes one"}
	}
	for _, t := range f.Tokens {
		if _, err := ParseRole(t.Role); err != nil || len(t.SHA256) != 2*sha256.Size {
			return nil, &hearsay.Problem{Kind: hearsay.ErrFormat, What: fmt.Sprintf("%s: the token %q is damaged", path, t.Name), Hint: "take it out with hearsay token remove, and make another"}
		}
	}
	return f.Tokens, nil
}

// AddToken makes a token and returns it: this is the only time that it can be seen.
func AddToken(path, name string, role Role, now time.Time) (string, error) {
	if name == "" || len(name) > mostName || strings.ContainsFunc(name, func(r rune) bool { return r < 0x21 || r > 0x7e }) {
		return "", &hearsay.Problem{What: fmt.Sprintf("%q is no name for a token", name), Hint: "letters, digits and signs without blanks, 64 at most: who or what uses it"}
	}
	list, err := ListTokens(path)
	if err != nil {
		return "", err
	}
	for _, t := range list {
		if t.Name == name {
			return "", &hearsay.Problem{What: fmt.Sprintf("there is a token named %q", name), Hint: "hearsay token remove " + name + " takes it away; or choose another name"}
		}
	}
	raw := make([]byte, 20)
	rand.Read(raw) // never fails: see crypto/rand
	token := "hs_" + strings.ToLower(base32.StdEncoding.EncodeToString(raw))
	list = append(list, Token{Name: name, Role: role.String(), SHA256: hash(token), Made: now.UTC().Truncate(time.Second)})
	return token, writeTokens(path, list)
}

// RemoveToken takes a token away; a server that runs no longer knows it at once.
func RemoveToken(path, name string) error {
	list, err := ListTokens(path)
	if err != nil {
		return err
	}
	for i, t := range list {
		if t.Name == name {
			return writeTokens(path, append(list[:i:i], list[i+1:]...))
		}
	}
	return &hearsay.Problem{Kind: hearsay.ErrMissing, What: fmt.Sprintf("there is no token named %q", name), Hint: "hearsay token list shows them"}
}

// writeTokens puts the file in place whole, so that a server never reads half of it.
func writeTokens(path string, list []Token) error {
	b, err := json.MarshalIndent(file{schema, list}, "", " ")
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".tokens-*") // with mode 0600
	if err != nil {
		return fmt.Errorf("writing the tokens: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(append(b, '\n'))
	if err == nil {
		err = tmp.Sync()
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("writing the tokens: %w", err)
	}
	return nil
}

func hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// holder is who a token belongs to.
type holder struct {
	name string
	role Role
}

// tokens are those of a file, read again when it changes.
type tokens struct {
	path string
	mu   sync.Mutex
	seen time.Time // when the file was looked at last
	made time.Time // its time of modification then
	size int64
	by   map[string]holder // by hash: looking it up tells nothing of how near a guess was
}

// lookEvery bounds how long a token that was taken away still works.
const lookEvery = time.Second

func (t *tokens) find(token string, now time.Time) (holder, bool, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.by == nil || now.Sub(t.seen) >= lookEvery || now.Before(t.seen) {
		if err := t.look(); err != nil {
			return holder{}, false, err
		}
		t.seen = now
	}
	h, ok := t.by[hash(token)]
	return h, ok, nil
}

// look reads the file if it changed. One that was taken away holds no tokens.
func (t *tokens) look() error {
	info, err := os.Stat(t.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.by, t.made, t.size = map[string]holder{}, time.Time{}, 0
		return nil
	case err != nil:
		return fmt.Errorf("reading the tokens: %w", err)
	case t.by != nil && info.ModTime().Equal(t.made) && info.Size() == t.size:
		return nil
	}
	list, err := ListTokens(t.path)
	if err != nil {
		return err
	}
	by := map[string]holder{}
	for _, k := range list {
		role, err := ParseRole(k.Role)
		if err != nil {
			return err
		}
		by[k.SHA256] = holder{k.Name, role}
	}
	t.by, t.made, t.size = by, info.ModTime(), info.Size()
	return nil
}
