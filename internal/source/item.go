package source

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Item is one report as it was found, with what its container said of it.
type Item struct {
	Raw
	Given Given
	// Text says that Bytes are the article's text in UTF-8 and nothing else; else
	// they are a file or a page, as MediaType or the ending of Name tells.
	Text bool
	// Where is for people: a path, an address, "list.jsonl, line 3".
	Where string
	// Key is the same for the same item, whatever folder or archive it lies in.
	Key string
	// Doubts are what a person should know of it although it could be read.
	Doubts []Doubt
}

// Doubt is something odd about an item, and what to do about it.
type Doubt struct{ What, Hint string }

// Given is what the container of an item says of it, a row or a header; what it
// does not say is zero. It can be kept as JSON.
type Given struct {
	Title, Outlet, Author, Language, URL string
	// ID names the report in the whole world: a Message-ID, a UUID.
	ID string
	// Path tells versions of a report without URL and ID from one another:
	// "file:/news/a.txt", "file:/news/all.zip!a.txt", "file:/news/list.jsonl!7".
	Path      string
	Published time.Time
	HasClock  bool // the hour of Published is known
	Modified  time.Time
	Fetched   time.Time
}

// key hashes what makes an item the same: address, bytes, and what is said of
// it but for when it was fetched and the names that differ between exports.
func (it *Item) key() string {
	h := sha256.New()
	add := func(b []byte) {
		var n [8]byte
		binary.LittleEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	for _, s := range []string{it.URL, it.Given.URL, it.Given.Title, it.Given.Outlet, it.Given.Author, it.Given.Language} {
		add([]byte(s))
	}
	for _, t := range []time.Time{it.Given.Published, it.Given.Modified} {
		s := ""
		if !t.IsZero() {
			s = t.UTC().Format(time.RFC3339Nano)
		}
		add([]byte(s))
	}
	add(it.Bytes)
	if len(it.Bytes) == 0 {
		add([]byte(it.Where)) // nothing else tells bad items apart
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// label makes a name from outside fit to be shown: no control characters, no
// marks that turn the direction of writing, not endless.
func label(s string) string {
	const longest = 300
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.Is(unicode.C, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return '�'
		}
		return r
	}, s)
	if len(s) > longest {
		s = strings.ToValidUTF8(s[:longest/2], "") + "…" + strings.ToValidUTF8(s[len(s)-longest/2:], "")
	}
	return s
}

// NewItem makes an item of a report's text, or page, that came in by itself, with
// the key that it would have in a container.
func NewItem(raw Raw, given Given, text bool, where string) Item {
	it := Item{Raw: raw, Given: given, Text: text, Where: label(where)}
	it.Key = it.key()
	return it
}
