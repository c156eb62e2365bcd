package document

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
)

// Input is a report as it came in.
type Input struct {
	Name      string // path or address; its ending tells pages from plain text
	URL       string // empty for files
	MediaType string // Content-Type header; may be empty
	Bytes     []byte
}

// Options say what the user knows better than the page, and the bounds.
type Options struct {
	Outlet, Title string
	Published     time.Time // zero: from the page
	HasClock      bool
	Language      string // ISO 639-1; empty: detected
	Charset       string // empty: from the byte order mark, the header, the page, or guessed
	// MaxText bounds the text of one report in code points. 0: 1,000,000, some
	// hundred times a long news report, and what the syntax engine takes at most.
	MaxText int
	// Now is the latest time that a page can have been published; zero: no bound.
	Now time.Time
}

// Doubt is something about a document that a person should know although it
// was read.
type Doubt struct{ What, Hint string }

func (d Doubt) String() string { return d.What + "; " + d.Hint }

// Read makes a document of a report's bytes.
func Read(in Input, opt Options) (*hearsay.Document, []Doubt, error) {
	if opt.MaxText <= 0 {
		opt.MaxText = 1_000_000
	}
	if len(in.Bytes) == 0 {
		return nil, nil, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "it is empty", Hint: "give a file with the report's text"}
	}
	page := isPage(in)
	d, err := decode(in.Bytes, in.MediaType, opt.Charset, page)
	if err != nil {
		return nil, nil, err
	}
	sum := sha256.Sum256(in.Bytes)
	doc := &hearsay.Document{ID: hex.EncodeToString(sum[:12]), URL: in.URL, Outlet: opt.Outlet, Title: opt.Title,
		Published: opt.Published, HasClock: opt.HasClock, Language: opt.Language}
	doubts := d.doubts
	declared := ""
	if page {
		if n := utf8.RuneCountInString(d.text); n > pageOverText*opt.MaxText {
			return nil, doubts, tooMuch(n, pageOverText*opt.MaxText)
		}
		p, err := readPage(d.text, in.URL, opt.Now)
		if err != nil {
			return nil, doubts, err
		}
		doc.Text = p.text
		doc.Title = or(doc.Title, p.title)
		doc.Outlet = or(doc.Outlet, p.outlet)
		doc.URL = or(doc.URL, p.url)
		if doc.Published.IsZero() {
			doc.Published, doc.HasClock = p.published, p.hasClock
		}
		declared = p.language
		if n := utf8.RuneCountInString(p.text); n < shortArticle && !p.piece {
			doubts = append(doubts, Doubt{fmt.Sprintf("only %d characters of article were found on the page", n), "if the page shows more, save its text to a .txt file and read that"})
		}
	} else {
		if err := noReport(d.text); err != nil {
			return nil, doubts, err
		}
		doc.Text = d.text
		doc.Title = or(doc.Title, headline(d.text))
	}
	if n := utf8.RuneCountInString(doc.Text); n > opt.MaxText {
		return nil, doubts, tooMuch(n, opt.MaxText)
	}
	if !hasWord(doc.Text) {
		return nil, doubts, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "it holds no words", Hint: "give a file with the report's text"}
	}
	if len(d.doubts) == 0 {
		doubts = append(doubts, damage(doc.Text)...)
	}
	if doc.Language == "" {
		doc.Language = language(doc.Text, declared)
	}
	return doc, doubts, nil
}

// pageOverText is how many times longer a page may be than the article on it.
const pageOverText = 8

func tooMuch(have, bound int) error {
	return &hearsay.Problem{Kind: hearsay.ErrTooBig, What: fmt.Sprintf("%d characters, more than the %d that one report may have", have, bound),
		Hint: "cut it into the reports that it holds, one file each"}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func hasWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// isPage tells HTML from plain text: by the server's word, by the name's
// ending, else by the first characters.
func isPage(in Input) bool {
	if mt, _, err := mime.ParseMediaType(in.MediaType); err == nil {
		switch mt {
		case "text/html", "application/xhtml+xml":
			return true
		case "text/plain", "text/markdown":
			return false
		}
	}
	if in.URL == "" {
		switch filepath.Ext(strings.TrimSuffix(strings.ToLower(in.Name), ".gz")) {
		case ".html", ".htm", ".xhtml":
			return true
		case ".txt", ".text", ".md":
			return false
		}
	}
	return looksLikePage(in.Bytes)
}

// looksLikePage looks at the first 4 KiB for the beginning of an HTML page,
// also where it is in UTF-16.
func looksLikePage(b []byte) bool {
	head := make([]byte, 0, 4096)
	for _, c := range b[:min(len(b), 4096)] {
		if c != 0 {
			head = append(head, c)
		}
	}
	s := strings.ToLower(string(head))
	s = strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(s, "\xef\xbb\xbf"), "\xff\xfe"), "\xfe\xff"), " \t\r\n\f")
	for strings.HasPrefix(s, "<!--") || strings.HasPrefix(s, "<?xml") {
		i := strings.IndexByte(s, '>')
		if i < 0 {
			return false
		}
		s = strings.TrimLeft(s[i+1:], " \t\r\n\f")
	}
	for _, p := range []string{"<!doctype html", "<html", "<head", "<body", "<title", "<meta ", "<article", "<div", "<p>", "<p ", "<h1"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// headline returns the first line of a plain text where it stands alone above
// an empty line, is short and does not end as a sentence does.
func headline(text string) string {
	text = strings.TrimLeft(text, "\r\n\t ")
	line, rest, ok := strings.Cut(text, "\n")
	line = strings.TrimSpace(line)
	if !ok || line == "" || utf8.RuneCountInString(line) > 160 || strings.HasSuffix(line, ".") || !strings.HasPrefix(strings.TrimLeft(rest, " \t\r"), "\n") {
		return ""
	}
	return line
}
