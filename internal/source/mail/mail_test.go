package mail

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay/hearsay"
)

func boxed(t *testing.T, s string, max int64) []string {
	t.Helper()
	b := NewBox(strings.NewReader(s), max)
	var out []string
	for range 1000 {
		raw, err := b.Next()
		var p *hearsay.Problem
		switch {
		case err == io.EOF:
			return out
		case errors.As(err, &p):
			out = append(out, "! "+p.What)
		case err != nil:
			t.Fatal(err)
		default:
			out = append(out, fmt.Sprintf("%d %s", b.Number(), raw))
		}
	}
	t.Fatal("it does not end")
	return nil
}

const mark = "From a@example.org Tue Nov  1 12:30:00 2016\n"

func TestBox(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"empty", "", nil},
		{"two", mark + "A: b\n\none\n\n" + mark + "C: d\n\ntwo\n", []string{"1 A: b\n\none", "2 C: d\n\ntwo"}},
		{"no empty line at the end", mark + "one", []string{"1 one"}},
		{"Windows", strings.ReplaceAll(mark+"A: b\n\none\n\n"+mark+"two\n", "\n", "\r\n"), []string{"1 A: b\r\n\r\none", "2 two"}},
		{"quoted", mark + "A: b\n\n>From here\n>>From there\n> From x\n", []string{"1 A: b\n\nFrom here\n>From there\n> From x"}},
		{"a text that begins with From", mark + "A: b\n\nFrom Accra to Lima, people marched.\n\nFrom 1999 to 2016 nothing happened.\n", []string{"1 A: b\n\nFrom Accra to Lima, people marched.\n\nFrom 1999 to 2016 nothing happened."}},
		{"no empty line before", mark + "A: b\n\none\n" + mark + "two\n", []string{"1 A: b\n\none\n" + mark + "two"}},
		{"too big", mark + strings.Repeat("x", 300) + "\n\n" + mark + "two\n", []string{"! the message has 302 bytes, more than the 200 that one report may have", "2 two"}},
		{"no mark at the beginning", "rubbish\n\n" + mark + "two\n", []string{"! what stands before the first message is none", "2 two"}},
		{"no mark at all", "rubbish\n\nof words", []string{"! what stands before the first message is none"}},
		{"marks only", mark + "\n" + mark + "\n", []string{"1 ", "2 "}},
	} {
		if d := cmp.Diff(c.want, boxed(t, c.in, 200)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestRead(t *testing.T) {
	head := "From: =?utf-8?q?Rede_Exemplo_S=C3=A3o_Tom=C3=A9?= <news@example.org>\nSubject: =?iso-8859-1?q?Fl=E9tri?=\n =?utf-8?b?IHBhcg==?= wind\nDate: Tue, 1 Nov 2016 12:30:00 +0100\nMessage-ID: <1@example.org>\n"
	base := Message{Subject: "Flétri par wind", Name: "Rede Exemplo São Tomé", Address: "news@example.org", Date: "Tue, 1 Nov 2016 12:30:00 +0100", ID: "1@example.org"}
	with := func(f func(*Message)) Message { m := base; f(&m); return m }
	for _, c := range []struct {
		name, in string
		want     Message
	}{
		{"plain", head + "\nWords.\n", with(func(m *Message) { m.Body, m.MediaType = []byte("Words.\n"), "text/plain" })},
		{"charset", head + "Content-Type: text/plain; charset=iso-8859-1\nOrganization: Example Wire\nContent-Language: pt\nArchived-At: <https://example.org/1>\n\nS\xe3o\n",
			with(func(m *Message) {
				m.Body, m.MediaType, m.Org, m.Language, m.URL = []byte("S\xe3o\n"), "text/plain; charset=iso-8859-1", "Example Wire", "pt", "https://example.org/1"
			})},
		{"quoted-printable", head + "Content-Transfer-Encoding: quoted-printable\n\nS=C3=A3o and =\nTom=C3=A9", with(func(m *Message) { m.Body, m.MediaType = []byte("São and Tomé"), "text/plain" })},
		{"base64, damaged at its end", head + "Content-Transfer-Encoding: base64\n\nV29yZHMg\nb2Yg!!!!", with(func(m *Message) { m.Body, m.MediaType = []byte("Words of "), "text/plain" })},
		{"both", head + "Content-Type: multipart/alternative; boundary=x\n\npreamble\n--x\nContent-Type: text/html\n\n<p>H</p>\n--x\nContent-Type: text/plain\n\nP\n--x--\n", with(func(m *Message) { m.Body, m.MediaType = []byte("P"), "text/plain" })},
		{"an empty plain part", head + "Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n \n--x\nContent-Type: text/html; charset=utf-8\n\n<p>H</p>\n--x--\n", with(func(m *Message) { m.Body, m.MediaType = []byte("<p>H</p>"), "text/html; charset=utf-8" })},
		{"an attachment", head + "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Disposition: attachment; filename=a.txt\n\nattached\n--x\n\nP\n--x--\n", with(func(m *Message) { m.Body, m.MediaType = []byte("P"), "text/plain" })},
		{"nested", head + "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/alternative; boundary=y\n\n--y\n\nP\n--y--\n--x--\n", with(func(m *Message) { m.Body, m.MediaType = []byte("P"), "text/plain" })},
		{"cut short", head + "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nP\n--x\nContent-Type: image/png\n\nabc", with(func(m *Message) { m.Body, m.MediaType = []byte("P"), "text/plain" })},
		{"a broken sender", "From: The Example Wire <news at example>\n\nP", Message{Body: []byte("P"), MediaType: "text/plain", Name: "The Example Wire", Address: "news at example"}},
		{"bytes that are no UTF-8", "Subject: Fl\xe9tri\n\nP", Message{Body: []byte("P"), MediaType: "text/plain", Subject: "Flétri"}},
		{"a saved page", "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nSubject: T\nDate: Tue, 1 Nov 2016 12:30:00 -0000\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\n\n--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\nContent-Location: https://example.org/a\n\n<p class=3D\"a\">H\n--x--\n",
			Message{Body: []byte("<p class=\"a\">H"), MediaType: "text/html", Subject: "T", Date: "Tue, 1 Nov 2016 12:30:00 -0000", URL: "https://example.org/a", Saved: true}},
	} {
		m, err := Read([]byte(c.in), 1000)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if d := cmp.Diff(c.want, *m); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestBadMessages(t *testing.T) {
	deep := "From: a@example.org\n"
	for i := range 20 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n", i, i)
	}
	many := "Content-Type: multipart/mixed; boundary=x\n\n" + strings.Repeat("--x\nContent-Type: image/png\n\n\n", 2000)
	for in, want := range map[string]error{"no header": hearsay.ErrFormat, "": hearsay.ErrFormat, "A: b\n\n": hearsay.ErrEmpty, "Content-Type: image/png\n\nx": hearsay.ErrEmpty,
		"Content-Type: multipart/mixed\n\nx": hearsay.ErrFormat, "Content-Type: multipart/mixed; boundary=x\n\nx": hearsay.ErrFormat, deep: hearsay.ErrTooBig, many: hearsay.ErrTooBig,
		"A: b\n\n" + strings.Repeat("x", 2000): hearsay.ErrTooBig} {
		_, err := Read([]byte(in), 1000)
		var p *hearsay.Problem
		if !errors.Is(err, want) || !errors.As(err, &p) || p.Hint == "" {
			t.Errorf("%.60q: %v", in, err)
		}
	}
}

// FuzzMail: boxes end, and no body is larger than the bound.
func FuzzMail(f *testing.F) {
	f.Add([]byte(mark + "Subject: =?utf-8?q?a?=\n\none\n\n" + mark + "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nP\n--x--\n"))
	f.Add([]byte("Content-Transfer-Encoding: base64\n\nV29yZHMg"))
	f.Fuzz(func(t *testing.T, in []byte) {
		b := NewBox(strings.NewReader(string(in)), 1000)
		for n := 0; ; n++ {
			raw, err := b.Next()
			if err == io.EOF {
				break
			}
			if n > len(in) {
				t.Fatal("it does not end")
			}
			if err == nil {
				if m, err := Read(raw, 500); err == nil && len(m.Body) > 500 {
					t.Error("a body over the bound")
				}
			}
		}
		Read(in, 1000)
	})
}
