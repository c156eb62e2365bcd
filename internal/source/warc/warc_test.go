package warc

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/source/pack"
)

const bound = 1 << 20

func response(uri, body string) string {
	http := "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
	return record("response", uri, http, len(http))
}

func record(kind, uri, block string, length int) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2016-11-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, length, block)
}

func packed(parts ...string) string {
	var b bytes.Buffer
	for _, p := range parts {
		w := gzip.NewWriter(&b)
		io.WriteString(w, p)
		w.Close()
	}
	return b.String()
}

// read tells what comes out: "URI body" of each record, or the error.
func read(t *testing.T, r io.Reader) string {
	t.Helper()
	if b, ok := r.(*strings.Reader); ok {
		if head := make([]byte, 2); b.Len() > 1 {
			b.ReadAt(head, 0)
			if head[0] == 0x1f && head[1] == 0x8b {
				g, err := pack.NewGzip(b)
				if err != nil {
					t.Fatal(err)
				}
				g.ShowSeams(true)
				r = g
			}
		}
	}
	w := NewReader(r, bound)
	var out []string
	fail := func(err error) {
		var p *hearsay.Problem
		if !errors.As(err, &p) {
			t.Errorf("no problem with a hint: %v", err)
			return
		}
		out = append(out, "! "+p.What)
	}
	for range 100 {
		rec, err := w.Next()
		if err == io.EOF {
			return strings.Join(out, "\n")
		}
		if err != nil {
			fail(err)
			continue
		}
		if rec.Get("warc-type") != "response" {
			out = append(out, rec.Get("WARC-Type"))
			continue
		}
		block, err := w.Block()
		if err != nil {
			fail(err)
			continue
		}
		p, err := Response(block, bound)
		if err != nil {
			fail(err)
			continue
		}
		out = append(out, fmt.Sprintf("%s %d %s %.40q", rec.Get("WARC-Target-URI"), p.Status, p.Get("content-type"), p.Body))
	}
	t.Error("it does not end")
	return ""
}

func TestReader(t *testing.T) {
	a, b, c := response("https://a", "<p>A"), response("https://b", "<p>B"), response("https://c", "<p>C")
	info := record("warcinfo", "", "software: x\r\n", len("software: x\r\n"))
	line := func(s string) string {
		return fmt.Sprintf("https://%s 200 text/html; charset=utf-8 \"<p>%s\"", strings.ToLower(s), s)
	}
	all := info + a + b + c
	whole := "warcinfo\n" + line("A") + "\n" + line("B") + "\n" + line("C")
	damaged := []byte(packed(a, b, c))
	damaged[len(packed(a))+len(packed(b))-7] ^= 1
	torn := []byte(packed(a, b, c))
	for i := range 40 {
		torn[len(packed(a))+20+i] ^= 0xa5
	}
	lf := strings.ReplaceAll(a, "\r\n", "\n")
	for _, c := range []struct{ name, in, want string }{
		{"plain", all, whole},
		{"a member for each record", packed(info, a, b, c), whole},
		{"one member for all", packed(all), whole},
		{"members end anywhere", packed(all[:300], all[300:301], all[301:700], "", all[700:]), whole},
		{"two files joined", packed(info, a) + packed(b, c), whole},
		{"zeros at the end", packed(info, a, b, c) + "\x00\x00\x00", whole},
		{"no empty lines between", strings.ReplaceAll(all, "\r\n\r\nWARC", "WARC"), whole},
		{"lines of Unix", strings.Replace(lf, fmt.Sprint(len("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>A")), fmt.Sprint(len("HTTP/1.1 200 OK\nContent-Type: text/html; charset=utf-8\n\n<p>A")), 1) + b, line("A") + "\n" + line("B")},
		{"empty", "", ""},
		{"a length too short", record("response", "https://a", "HTTP/1.1 200 OK\r\nContent-Type: x\r\n\r\nbody", 37) + b, "https://a 200 x \"b\"\n! what stands here is no WARC record\n" + line("B")},
		{"a length too long, in members", packed(record("response", "https://a", "HTTP/1.1 200 OK\r\n\r\nbody", 500), b), "! the record is 473 bytes shorter than it says\n" + line("B")},
		{"a length too long, at the end", record("response", "https://a", "x", 500), "! the record is 495 bytes shorter than it says"},
		{"a record too big", record("response", "https://a", strings.Repeat("x", bound+1), bound+1) + b, "! the record holds 1048577 bytes, more than the 1048576 that one report may have\n" + line("B")},
		{"a huge length", packed(record("response", "https://a", "x", 1<<62), b), "! the record holds 4611686018427387904 bytes, more than the 1048576 that one report may have\n! the record is 4611686018427387899 bytes shorter than it says\n" + line("B")},
		{"no length", "WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + b, "! the record does not say how long it is\n" + line("B")},
		{"a length that is none", strings.Replace(a, "Content-Length: ", "Content-Length: -", 1) + b, "! the record does not say how long it is\n" + line("B")},
		{"a broken header", "WARC/1.0\r\nWARC-Type: response\r\n<html>\r\n" + b, "! the header of the record is broken\n" + line("B")},
		{"a header breaks off", "WARC/1.0\r\nWARC-Type: response\r\n" + b, "! the header of the record breaks off\n" + line("B")},
		{"a header breaks off at the end", "WARC/1.0\r\nWARC-Type", "! the header of the record is broken"},
		{"rubbish between", a + "rubbish\r\nof many\n\nlines\n" + b, line("A") + "\n! what stands here is no WARC record\n" + line("B")},
		{"rubbish members", packed(a, "rubbish", b), line("A") + "\n! what stands here is no WARC record\n" + line("B")},
		{"a checksum", string(damaged), line("A") + "\n! the gzip data is broken\n" + line("C")},
		{"torn data", string(torn), line("A") + "\n! the gzip data is broken\n" + line("C")},
		{"cut short", packed(a, b)[:len(packed(a))+60], line("A") + "\n! the archive is cut short"},
		{"folded header", strings.Replace(a, "WARC-Target-URI: https://a", "WARC-Target-URI:\r\n https://a", 1), line("A")},
		{"an old version", strings.Replace(a, "WARC/1.0", "WARC/0.18", 1), line("A")},
		{"no answer", record("response", "https://a", "<html>", 6), "! the record holds no answer of a web server"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if have := read(t, strings.NewReader(c.in)); have != c.want {
				t.Errorf("have:\n%s\nwant:\n%s", have, c.want)
			}
		})
	}
}

func TestResponse(t *testing.T) {
	page := "<html><body><p>Words of a page.</body></html>"
	z := packed(page)
	var std bytes.Buffer
	w, _ := zstd.NewWriter(&std)
	io.WriteString(w, page)
	w.Close()
	for _, c := range []struct{ name, in, body, doubt string }{
		{"plain", "HTTP/1.1 200 OK\r\n\r\n" + page, page, ""},
		{"HTTP/2 without a reason", "HTTP/2 200\r\nx: y\r\n\r\n" + page, page, ""},
		{"headers break off", "HTTP/1.1 200 OK\r\nServer: x\r\n" + page, page, ""},
		{"a line that is no header", "HTTP/1.1 200 OK\r\nServer x\r\nA: b\r\n\r\n" + page, page, ""},
		{"gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + z, page, ""},
		{"gzip that is not told of", "HTTP/1.1 200 OK\r\n\r\n" + z, page, ""},
		{"gzip already off", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + page, page, ""},
		{"gzip cut", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + z[:len(z)-4], page, "its compressed data is cut short or damaged"},
		{"brotli already off", "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n" + page, page, ""},
		{"zstd", "HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n" + std.String(), page, ""},
		{"chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n" + fmt.Sprintf("%x;ext=1\r\n%s\r\n0\r\n\r\n", len(page)-6, page[6:]), page, ""},
		{"chunks already off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + page, page, ""},
		{"chunks cut", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\nff\r\nmore", "<html>more", "its last chunk is cut short"},
		{"chunks broken", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\nmore", "<html>more", "its chunks are broken"},
		{"chunked and gzip", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + fmt.Sprintf("%x\r\n%s\r\n0\r\n", len(z), z), page, ""},
	} {
		p, err := Response([]byte(c.in), bound)
		if err != nil || string(p.Body) != c.body || p.Doubt != c.doubt || p.Status != 200 {
			t.Errorf("%s: %+v %v", c.name, p, err)
		}
	}
	bomb := packed(strings.Repeat("x", bound+1))
	for in, want := range map[string]error{"HTTP/1.1 200 OK\r\n\r\n" + bomb: hearsay.ErrTooBig, "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n\x1b\x03\x00\xf8\x00\x01": hearsay.ErrBinary,
		"": hearsay.ErrFormat, "HTTP/1.1": hearsay.ErrFormat, "HTTP/1.1 ok": hearsay.ErrFormat, "HTTP/1.1 200 OK\r\n\r\n\x1f\x8b\x08": hearsay.ErrBinary} {
		if _, err := Response([]byte(in), bound); !errors.Is(err, want) {
			t.Errorf("%.40q: %v", in, err)
		}
	}
}

// endless gives the same record again and again.
type endless struct {
	record []byte
	at, n  int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.n <= 0 {
		return 0, io.EOF
	}
	n := copy(p, e.record[e.at:])
	if e.at += n; e.at == len(e.record) {
		e.at = 0
		e.n--
	}
	return n, nil
}

func TestMemoryIsBounded(t *testing.T) {
	const records, size = 20_000, 50_000 // a gigabyte
	r := NewReader(&endless{record: []byte(response("https://a", strings.Repeat("<p>words</p>\n", size/13))), n: records}, bound)
	n := 0
	var top uint64
	for {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%100 == 0 { // the others are passed over
			if _, err := r.Block(); err != nil {
				t.Fatal(err)
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			top = max(top, m.HeapInuse)
		}
		if rec.Number != n {
			t.Fatalf("record %d has the number %d", n, rec.Number)
		}
	}
	if n != records || top > 64<<20 {
		t.Errorf("%d records, %d MB of memory", n, top>>20)
	}
}

// FuzzReader: the reader ends, gives no block over the bound, and takes no
// answer apart into more than it is.
func FuzzReader(f *testing.F) {
	a := response("https://a", "<p>A")
	f.Add([]byte(a + a))
	f.Add([]byte(packed(a, a)))
	f.Add([]byte(packed(a + a)[:90]))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 99999999999999\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		var r io.Reader = bytes.NewReader(in)
		if g, err := pack.NewGzip(bytes.NewReader(in)); err == nil {
			g.ShowSeams(true)
			r = g
		}
		w := NewReader(r, 1000)
		for n := 0; ; n++ {
			_, err := w.Next()
			if err == io.EOF {
				return
			}
			if n > 2*len(in)+1100*len(in) {
				t.Fatal("it does not end")
			}
			if err != nil {
				continue
			}
			block, _ := w.Block()
			if len(block) > 1000 {
				t.Error("a block over the bound")
			}
			if p, err := Response(block, 1000); err == nil && len(p.Body) > 1000 {
				t.Error("a body over the bound")
			}
		}
	})
}

func BenchmarkReader(b *testing.B) {
	// About 20 KB of page, as pages of news sites are when packed well.
	var page strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&page, "<p class=\"c%d\">Paragraph %d of the page, with some words more.</p>\n", i%7, i*i)
	}
	rec := packed(response("https://a", page.String()))
	b.SetBytes(int64(page.Len()))
	g, err := pack.NewGzip(&endless{record: []byte(rec), n: b.N})
	if err != nil {
		b.Fatal(err)
	}
	g.ShowSeams(true)
	r := NewReader(g, bound)
	for range b.N { // the archive must know how many
		if _, err := r.Next(); err != nil {
			b.Fatal(err)
		}
		block, err := r.Block()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Response(block, bound); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "records/s")
}
