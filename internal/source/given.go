package source

import (
	"html"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/language"

	"github.com/hearsay/hearsay/internal/source/date"
	"github.com/hearsay/hearsay/internal/source/rows"
)

// take fills an item from the fields of a row. An error is that of a date of
// publication that cannot be read: without it the report would come at a wrong
// place in time.
func (it *Item) take(f rows.Fields, in input, order date.Order) error {
	it.Given.Title = tidy(html.UnescapeString(f.Title))
	it.Given.Author = tidy(f.Author)
	it.Given.Language = languageCode(f.Language)
	it.setURL(f.URL)
	it.Given.Outlet = outlet(f.Outlet)
	it.name(f.ID, in)
	switch {
	case f.Text != "":
		it.Text = utf8.ValidString(f.Text)
		if it.Text {
			f.Text = withoutControls(f.Text)
		}
		it.Bytes, it.MediaType = []byte(f.Text), "text/plain"
		if it.Given.Outlet == "" {
			it.Given.Outlet = host(it.Given.URL) // as of pages that do not name theirs
		}
	case f.HTML != "":
		it.Bytes, it.MediaType = []byte(f.HTML), "text/html"
	}
	if utf8.Valid(it.Bytes) {
		it.MediaType += "; charset=utf-8"
	}
	var err error
	it.Given.Published, it.Given.HasClock, err = date.Parse(f.Published, order)
	for _, d := range []struct {
		name, said string
		to         *time.Time
	}{{"changed", f.Modified, &it.Given.Modified}, {"fetched", f.Fetched, &it.Given.Fetched}} {
		t, _, derr := date.Parse(d.said, order)
		if derr != nil {
			it.Doubts = append(it.Doubts, Doubt{"when it was " + d.name + " is not known: " + label(d.said) + " is no date that can be read", "write it as 2025-09-09T14:30:00Z"})
		} else if !t.IsZero() {
			*d.to = t
		}
	}
	return err
}

// setURL takes the address; of a page in the Wayback Machine that of the page
// itself, and when it was kept.
func (it *Item) setURL(address string) {
	if m := wayback.FindStringSubmatch(address); m != nil {
		address = m[2]
		if t, err := time.Parse("20060102150405", m[1]); err == nil && it.Given.Fetched.IsZero() {
			it.Given.Fetched = t
		}
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return
	}
	u.Fragment, u.User = "", nil
	if p := u.Port(); p == "80" && u.Scheme == "http" || p == "443" && u.Scheme == "https" {
		u.Host = strings.TrimSuffix(u.Host, ":"+p)
	}
	it.Given.URL = u.String()
	it.URL = it.Given.URL
}

var wayback = regexp.MustCompile(`^https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/(https?://.+)$`)

// name takes the id that a container gives: one of the world's where it looks
// like one, else one of that container only.
func (it *Item) name(id string, in input) {
	id = strings.TrimSpace(id)
	switch {
	case id == "" || len(id) > 300:
	case worldwide.MatchString(id):
		it.Given.ID = label(id)
	case in.path != "":
		it.Given.Path = in.path + "!" + label(id)
	}
}

// worldwide are ids that nobody else gives: of mail, of a URN or address, UUIDs
// and hashes. "7" is not one.
var worldwide = regexp.MustCompile(`^(urn:.+|[a-z]+://.+|[^\s@]+@[^\s@]+|tag:.+|[0-9a-fA-F-]{24,})$`)

// tidy makes one clean line of a field; bytes that are no UTF-8 count as
// windows-1252.
func tidy(s string) string {
	if !utf8.ValidString(s) {
		if d, err := charmap.Windows1252.NewDecoder().String(s); err == nil {
			s = d
		}
	}
	return strings.Join(strings.Fields(s), " ")
}

// withoutControls puts a blank for each control character that is no white
// space: wires of old are full of them, and a row's field is text for sure.
func withoutControls(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)
}

// outlet is a name as it stands, and of an address the host.
func outlet(s string) string {
	s = tidy(s)
	if h := host(s); h != "" {
		return h
	}
	return strings.TrimPrefix(s, "www.")
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// languageNames are the names of languages that exports use instead of codes.
var languageNames = map[string]string{"english": "en", "spanish": "es", "french": "fr", "german": "de", "portuguese": "pt", "italian": "it", "dutch": "nl", "russian": "ru", "ukrainian": "uk",
	"arabic": "ar", "chinese": "zh", "japanese": "ja", "korean": "ko", "turkish": "tr", "polish": "pl", "hindi": "hi", "indonesian": "id", "persian": "fa", "hebrew": "he", "swahili": "sw"}

// languageCode makes ISO 639-1 of "en", "en-GB", "eng" and "English"; of other
// words nothing: the language is then told from the text.
func languageCode(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	if c := languageNames[s]; c != "" {
		return c
	}
	s, _, _ = strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	if len(s) < 2 || len(s) > 3 || s == "und" || s == "mul" {
		return ""
	}
	b, err := language.ParseBase(s)
	if err != nil || len(b.String()) != 2 {
		return ""
	}
	return b.String()
}
