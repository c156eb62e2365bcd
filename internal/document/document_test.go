package document

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"github.com/hearsay/hearsay"
)

const french = "Le ministère ivoirien a confirmé l'arrêt du convoi près de Bouaké, à l'aube, selon des témoins."

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

func TestCharsets(t *testing.T) {
	latin := must(charmap.Windows1252.NewEncoder().Bytes([]byte(french)))
	quoted := must(charmap.Windows1252.NewEncoder().Bytes([]byte("“Nous partons”, a dit le préfet – sans délai.")))
	russian := strings.Repeat("Министерство сообщило, что колонна прибыла в город утром и разгрузила помощь. ", 4)
	cyrillic := must(charmap.Windows1251.NewEncoder().Bytes([]byte(russian)))
	sjis := must(japanese.ShiftJIS.NewEncoder().Bytes([]byte("外務省は会談の延期を発表した。")))
	le := must(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(french)))
	leBare := must(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(french)))
	beBare := must(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte(french)))
	for _, c := range []struct {
		name   string
		in     []byte
		opt    Options
		media  string
		want   string
		doubts int
	}{
		{"utf-8", []byte(french), Options{}, "", french, 0},
		{"utf-8 with a mark", append([]byte("\ufeff"), french...), Options{}, "", french, 0},
		{"line ends stay", []byte("A first line\r\n\tand a second \n\n"), Options{}, "", "A first line\r\n\tand a second \n\n", 0},
		{"utf-16 with a mark", le, Options{}, "", french, 0},
		{"utf-16le by its zeros", leBare, Options{}, "", french, 0},
		{"utf-16be by its zeros", beBare, Options{}, "", french, 0},
		{"windows-1252, guessed", latin, Options{}, "", french, 1},
		{"windows-1252's own quotation marks", quoted, Options{}, "", "“Nous partons”, a dit le préfet – sans délai.", 1},
		{"windows-1252, named", latin, Options{Charset: "windows-1252"}, "", french, 0},
		{"windows-1252, said by the server", latin, Options{}, "text/plain; charset=ISO-8859-1", french, 0},
		{"the server is wrong", []byte(french), Options{}, "text/plain; charset=iso-8859-1", french, 0},
		{"windows-1251, guessed", cyrillic, Options{}, "", russian, 1},
		{"shift_jis, named", sjis, Options{Charset: "shift_jis"}, "", "外務省は会談の延期を発表した。", 0},
		{"mixed", append([]byte(french+" "), latin...), Options{}, "", french + " " + french, 1},
		{"mixed under a mark", append([]byte("\ufeffé "), latin...), Options{}, "", "é " + french, 0},
		{"misread before", []byte("Le ministÃ¨re a confirmÃ© lâ€™arrÃªt du convoi, selon des tÃ©moins."), Options{}, "", "Le ministÃ¨re a confirmÃ© lâ€™arrÃªt du convoi, selon des tÃ©moins.", 1},
		{"lost before", []byte("Le minist�re a confirm�."), Options{}, "", "Le minist�re a confirm�.", 1},
		{"a few zeros", []byte("Kenya sent\x00 police to Haiti, and said when they would be back home again."), Options{}, "", "Kenya sent\x00 police to Haiti, and said when they would be back home again.", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, doubts, err := Read(Input{Name: "x.txt", MediaType: c.media, Bytes: c.in}, c.opt)
			if err != nil {
				t.Fatal(err)
			}
			if doc.Text != c.want {
				t.Errorf("read as %q, not %q", doc.Text, c.want)
			}
			if len(doubts) != c.doubts {
				t.Errorf("doubts: %v", doubts)
			}
			for _, d := range doubts {
				if d.What == "" || d.Hint == "" {
					t.Errorf("a doubt without words: %+v", d)
				}
			}
		})
	}
}

func TestRefused(t *testing.T) {
	random := make([]byte, 4096)
	for i := range random {
		random[i] = byte(i * 7919 >> 3)
	}
	for _, c := range []struct {
		name, file string
		in         []byte
		opt        Options
		kind       error
	}{
		{"empty", "a.txt", nil, Options{}, hearsay.ErrEmpty},
		{"white space", "a.txt", []byte(" \n\t\r\n\u00a0"), Options{}, hearsay.ErrEmpty},
		{"a mark and nothing", "a.txt", []byte("\ufeff"), Options{}, hearsay.ErrEmpty},
		{"no words", "a.txt", []byte("--- *** ---"), Options{}, hearsay.ErrEmpty},
		{"pdf", "a.txt", []byte("%PDF-1.7\n1 0 obj"), Options{}, hearsay.ErrBinary},
		{"zip", "a.txt", []byte("PK\x03\x04....."), Options{}, hearsay.ErrBinary},
		{"picture", "a.html", []byte("\x89PNG\r\n\x1a\n"), Options{}, hearsay.ErrBinary},
		{"random", "a.txt", random, Options{}, hearsay.ErrBinary},
		{"zeros", "a.txt", make([]byte, 1000), Options{}, hearsay.ErrBinary},
		{"half a character", "a.txt", []byte("\xff\xfeA\x00B"), Options{}, hearsay.ErrBinary},
		{"json", "a.txt", []byte("{\n \"text\": \"Talks opened.\"\n}"), Options{}, hearsay.ErrBinary},
		{"json lines", "a.jsonl", []byte("{\"text\": \"Talks opened.\"}\n{\"text\": \"Talks ended.\"}\n"), Options{}, hearsay.ErrBinary},
		{"feed", "a.xml", []byte("<?xml version='1.0'?><rss><channel><title>x</title></channel></rss>"), Options{}, hearsay.ErrBinary},
		{"no such charset", "a.txt", []byte("abc"), Options{Charset: "klingon"}, hearsay.ErrEncoding},
		{"too long", "a.txt", []byte(strings.Repeat("é", 101)), Options{MaxText: 100}, hearsay.ErrTooBig},
		{"page without an article", "a.html", []byte("<html><head><title>x</title></head><body><script>1</script></body></html>"), Options{}, hearsay.ErrEmpty},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := Read(Input{Name: c.file, Bytes: c.in}, c.opt)
			var p *hearsay.Problem
			if !errors.Is(err, c.kind) || !errors.As(err, &p) {
				t.Fatalf("gave %v, not %v", err, c.kind)
			}
			if p.Hint == "" || p.What == "" {
				t.Errorf("no word of what to do: %+v", p)
			}
		})
	}
	for _, text := range []string{"[Update] Talks go on in Muscat.", "{sic} the minister said", "[1] The minister said", "<b>The minister</b> said"} {
		if _, _, err := Read(Input{Name: "a.txt", Bytes: []byte(text)}, Options{}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, _, err := Read(Input{Name: "a.txt", Bytes: []byte(strings.Repeat("é", 100))}, Options{MaxText: 100}); err != nil {
		t.Errorf("the bound itself is refused: %v", err)
	}
}

func TestHeadlineOfText(t *testing.T) {
	for text, want := range map[string]string{
		"Talks open in Muscat\n\nMUSCAT - Talks opened.":            "Talks open in Muscat",
		"\r\nTalks open in Muscat \r\n\r\nMUSCAT - Talks opened.":   "Talks open in Muscat",
		"Talks opened in Muscat.\n\nThey go on.":                    "",
		"Talks open in Muscat\nMUSCAT - Talks opened.":              "",
		"Talks open in Muscat":                                      "",
		strings.Repeat("very ", 40) + "long\n\nTalks opened today.": "",
	} {
		if got := headline(text); got != want {
			t.Errorf("%q has the headline %q, not %q", text, got, want)
		}
	}
}

const article = `<!doctype html><html lang="en"><head><title>Ferry sinks off Cebu | Example Post</title>
<meta property="og:site_name" content="Example Post"><meta property="article:published_time" content="2024-03-05T18:30:00+08:00">
<link rel="canonical" href="https://post.example/ferry"></head><body>
<nav><a href="/">Home</a><a href="/sport">Sport</a></nav>
<article><h1>Ferry sinks off Cebu</h1>
<p>A ferry with 80 people aboard sank off the island of Cebu on Tuesday, the Philippine coast guard said, and fishermen pulled most of them out of the water.</p>
<p>Rescuers were looking for six passengers.<br><br>The ship&#39;s owner did not answer calls &amp; messages from the Example Post on Tuesday evening.</p>
<script>track()</script>
<p>The coast guard has opened an inquiry into how many tickets had been sold for the crossing.</p></article>
<footer>All rights reserved. <a href="/cookies">Cookies</a></footer></body></html>`

func TestPage(t *testing.T) {
	doc, doubts, err := Read(Input{Name: "ferry.html", Bytes: []byte(article)}, Options{})
	if err != nil || len(doubts) != 0 {
		t.Fatal(err, doubts)
	}
	want := "A ferry with 80 people aboard sank off the island of Cebu on Tuesday, the Philippine coast guard said, and fishermen pulled most of them out of the water.\n\n" +
		"Rescuers were looking for six passengers.\n\nThe ship's owner did not answer calls & messages from the Example Post on Tuesday evening.\n\n" +
		"The coast guard has opened an inquiry into how many tickets had been sold for the crossing."
	if doc.Text != want {
		t.Errorf("text:\n%s", doc.Text)
	}
	if doc.Title != "Ferry sinks off Cebu" || doc.Outlet != "Example Post" || doc.URL != "https://post.example/ferry" || doc.Language != "en" {
		t.Errorf("title %q, outlet %q, address %q, language %q", doc.Title, doc.Outlet, doc.URL, doc.Language)
	}
	if got := hearsay.FormatPublished(doc.Published, doc.HasClock); got != "2024-03-05T18:30:00+08:00" {
		t.Errorf("published %q", got)
	}
	// What the user says has more force than the page.
	day := time.Date(2020, 1, 2, 0, 0, 0, 0, time.UTC)
	doc, _, err = Read(Input{Name: "ferry", URL: "https://mirror.example/x", Bytes: []byte(article)}, Options{Title: "T", Outlet: "O", Published: day, Language: "tl"})
	if err != nil || doc.Title != "T" || doc.Outlet != "O" || !doc.Published.Equal(day) || doc.URL != "https://mirror.example/x" || doc.Language != "tl" {
		t.Errorf("%+v, %v", doc, err)
	}
}

func TestPageInOtherCharsets(t *testing.T) {
	source := strings.Replace(article, "</h1>", "</h1><p>Le préfet a été prévenu à l’aube.</p>", 1)
	for _, c := range []struct{ name, label string }{{"page names it", "windows-1252"}, {"page names it in another way", "ISO-8859-1"}} {
		b := must(charmap.Windows1252.NewEncoder().Bytes([]byte(strings.Replace(source, "<head>", `<head><meta charset="`+c.label+`">`, 1))))
		doc, doubts, err := Read(Input{Name: "a.html", Bytes: b}, Options{})
		if err != nil || len(doubts) > 0 || !strings.Contains(doc.Text, "préfet a été prévenu à l’aube") {
			t.Errorf("%s: %v %v", c.name, err, doubts)
		}
	}
	// No name at all, and UTF-16.
	b := must(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(source)))
	if doc, _, err := Read(Input{Name: "page", Bytes: b}, Options{}); err != nil || !strings.Contains(doc.Text, "préfet") {
		t.Error(err)
	}
}

func TestShortPageIsDoubted(t *testing.T) {
	doc, doubts, err := Read(Input{Name: "a.html", Bytes: []byte("<html><body><p>Peru and Chile signed a border accord in Arica on Friday.</p></body></html>")}, Options{})
	if err != nil || len(doubts) != 1 || !strings.Contains(doc.Text, "border accord") {
		t.Errorf("%v %v %+v", err, doubts, doc)
	}
}

func TestKindOfInput(t *testing.T) {
	for _, c := range []struct {
		in   Input
		want bool
	}{
		{Input{Name: "a.html", Bytes: []byte("x")}, true},
		{Input{Name: "a.HTM.gz", Bytes: []byte("x")}, true},
		{Input{Name: "a.txt", Bytes: []byte("<html>")}, false},
		{Input{Name: "-", Bytes: []byte("\ufeff \n<!-- c --><!DOCTYPE html><p>x")}, true},
		{Input{Name: "-", Bytes: []byte("<?xml version='1.0'?><html>")}, true},
		{Input{Name: "-", Bytes: []byte("A < B and <b>c</b>")}, false},
		{Input{Name: "u", URL: "https://x.example/a.txt", MediaType: "text/html; charset=utf-8", Bytes: []byte("x")}, true},
		{Input{Name: "u", URL: "https://x.example/a.html", MediaType: "text/plain", Bytes: []byte("<html>")}, false},
		{Input{Name: "u", URL: "https://x.example/a", Bytes: []byte("<html>")}, true},
	} {
		if got := isPage(c.in); got != c.want {
			t.Errorf("%s %s %q: page is %v", c.in.Name, c.in.MediaType, c.in.Bytes, got)
		}
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ text, declared, want string }{
		{"The ministry said on Monday that the border crossing would be closed until the end of the week because of the fighting.", "", "en"},
		{"Le ministère a annoncé lundi que le poste frontière resterait fermé jusqu'à la fin de la semaine en raison des combats.", "en", "fr"},
		{"El ministerio dijo el lunes que el paso fronterizo permanecería cerrado hasta el fin de semana a causa de los combates.", "", "es"},
		{"POLICE IN NAIROBI SAID ON MONDAY THAT THE ROAD TO THE PORT WAS OPEN AGAIN AFTER TWO DAYS OF PROTESTS.", "", "en"},
		{"外務省は会談の延期を発表した。", "", "ja"},
		{"Министерство закрыло границу.", "", "ru"},
		{"Talks end.", "en-GB", "en"},
		{"Talks end.", "", "en"},
		{"12 34 56", "", ""},
	} {
		if got := language(c.text, c.declared); got != c.want {
			t.Errorf("%q (declared %q) is %q, not %q", c.text, c.declared, got, c.want)
		}
	}
}

// TestPages reads three days of raw pages where they are there.
func TestPages(t *testing.T) {
	dir := os.Getenv("HEARSAY_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	if _, err := os.Stat(dir + "/corpora/pages"); err != nil {
		t.Skip("no pages: ../shared/corpora is not beside the checkout (or under HEARSAY_SHARED)")
	}
	read, short, undated := 0, 0, 0
	for _, b := range pages(t, dir+"/corpora/pages", 60) {
		doc, _, err := Read(Input{Name: "p.html", Bytes: b}, Options{})
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		read++
		if utf8.RuneCountInString(doc.Text) < 500 {
			short++
		}
		if doc.Published.IsZero() {
			undated++
		}
	}
	t.Logf("%d pages, %d with less than 500 characters, %d without a date", read, short, undated)
	if short*5 > read || undated*5 > read {
		t.Errorf("of %d pages %d are short and %d have no date", read, short, undated)
	}
}

// pages reads every nth page under a folder, n such that about most are read.
func pages(t *testing.T, dir string, most int) [][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.html.gz"))
	if err != nil {
		t.Fatal(err)
	}
	var out [][]byte
	for i := 0; i < len(files); i += max(1, len(files)/most) {
		f, err := os.Open(files[i])
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(z)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, b)
	}
	return out
}

// FuzzRead holds any bytes, as text and as a page, to what must always hold:
// no panic, valid UTF-8 or the bytes themselves, within the bound.
func FuzzRead(f *testing.F) {
	f.Add([]byte(french), "a.txt", "")
	f.Add([]byte(article), "a.html", "")
	f.Add([]byte("\xff\xfea\x00b\x00"), "x", "")
	f.Add([]byte("\x00\x00\xfe\xff\x00\x00\x00a"), "x", "")
	f.Add([]byte("<meta charset=utf-16><p>\x80\x81"), "a.html", "text/html; charset=big5")
	f.Add(bytes.Repeat([]byte("<div>"), 300), "a.html", "")
	f.Add([]byte(`<script type="application/ld+json">{"@graph":[{"@type":["Article"],"datePublished":"2024-01-01T00:00Z","publisher":{"name":1}}]}</script><p>words`), "a.html", "")
	f.Fuzz(func(t *testing.T, b []byte, name, media string) {
		if len(b) > 1<<16 {
			return
		}
		doc, _, err := Read(Input{Name: name, MediaType: media, Bytes: b}, Options{MaxText: 1 << 16})
		if err != nil {
			var p *hearsay.Problem
			if !errors.As(err, &p) {
				t.Fatalf("no problem with a hint but %v", err)
			}
			return
		}
		if !utf8.ValidString(doc.Text) || !hasWord(doc.Text) || utf8.RuneCountInString(doc.Text) > 1<<16 {
			t.Fatalf("text %q", doc.Text)
		}
	})
}

func BenchmarkPage(b *testing.B) {
	b.SetBytes(int64(len(article)))
	for b.Loop() {
		if _, _, err := Read(Input{Name: "a.html", Bytes: []byte(article)}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkText(b *testing.B) {
	text := []byte(strings.Repeat(french+"\n", 1000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, _, err := Read(Input{Name: "a.txt", Bytes: text}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestPiece: of HTML that is but the article nothing is taken off.
func TestPiece(t *testing.T) {
	for in, want := range map[string]string{
		"<p>A storm hit the coast near Exampleton, police said.</p>\n<p>Two houses lost their roofs.</p><p>More rain is <b>expected</b>.</p>": "A storm hit the coast near Exampleton, police said.\n\nTwo houses lost their roofs.\n\nMore rain is expected.",
		"A storm hit the coast.<br><br>Two houses lost their roofs.<br/>":                                                                     "A storm hit the coast.\n\nTwo houses lost their roofs.",
		"<div>Short.</div>": "Short.",
	} {
		d, doubts, err := Read(Input{MediaType: "text/html; charset=utf-8", Bytes: []byte(in)}, Options{})
		if err != nil || d.Text != want || len(doubts) > 0 {
			t.Errorf("%q gave %q, %v, %v", in, d.Text, doubts, err)
		}
	}
}
