package source

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

// errorsOf counts good items and gathers what is said of bad ones.
func errorsOf(t *testing.T, o *Opener, path string) (good int, bad []string) {
	t.Helper()
	for it, err := range o.Walk(t.Context(), []string{path}, WalkOptions{}) {
		if err == nil {
			good++
			continue
		}
		var p *hearsay.Problem
		if !errors.As(err, &p) || p.Hint == "" {
			t.Errorf("%s: no problem with a hint: %v", it.Where, err)
			continue
		}
		bad = append(bad, p.What)
	}
	return good, bad
}

func put(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBombs(t *testing.T) {
	gzipBomb := []byte(strings.Repeat(gz(string(make([]byte, 1<<20))), 34))
	lines := strings.Repeat(gz(strings.Repeat("{\"text\": \""+strings.Repeat("the same again ", 600)+"\"}\n", 100)), 40)
	grows := "it unpacks to more than 250 times its size, as no collection of reports does"
	for _, c := range []struct {
		name string
		data []byte
		want string // of the last error
	}{
		{"a.txt.gz", gzipBomb, grows},
		{"a.csv.gz", gzipBomb, grows},
		{"a.jsonl.gz", gzipBomb, grows},
		{"a.mbox.gz", gzipBomb, grows},
		{"a.warc.gz", gzipBomb, grows},
		{"b.jsonl.gz", []byte(lines), grows},
	} {
		var top uint64
		before := heap()
		good, bad := 0, []string{}
		for _, err := range NewOpener(Options{}).Walk(t.Context(), []string{put(t, c.name, c.data)}, WalkOptions{}) {
			if err != nil {
				bad = append(bad, err.Error())
			} else {
				good++
			}
			if good%1000 == 0 {
				top = max(top, heap())
			}
		}
		if len(bad) == 0 || !strings.Contains(bad[len(bad)-1], c.want) {
			t.Errorf("%s: %d good, %q", c.name, good, bad)
		}
		if top > before+400<<20 {
			t.Errorf("%s: %d MB of memory", c.name, (top-before)>>20)
		}
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// TestOverlappingZip: entries that lie over one another, so that a small
// archive holds much.
func TestOverlappingZip(t *testing.T) {
	whole := []byte(zipped("0.txt", strings.Repeat("0", 4<<20)))
	dir := bytes.Index(whole, []byte("PK\x01\x02"))
	end := bytes.LastIndex(whole, []byte("PK\x05\x06"))
	entry := bytes.Clone(whole[dir:end])
	out := bytes.Clone(whole[:dir])
	const n = 500
	for range n {
		out = append(out, entry...)
	}
	tail := bytes.Clone(whole[end:])
	binary.LittleEndian.PutUint16(tail[8:], n)
	binary.LittleEndian.PutUint16(tail[10:], n)
	binary.LittleEndian.PutUint32(tail[12:], uint32(n*len(entry)))
	out = append(out, tail...)
	good, bad := errorsOf(t, NewOpener(Options{}), put(t, "a.zip", out))
	if good > 10 || len(bad) == 0 {
		t.Errorf("%d good, %q", good, bad)
	}
}

func TestManyEntries(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	var z bytes.Buffer
	zw := zip.NewWriter(&z)
	name := strings.Repeat("x", 1000)
	for i := range 40_000 {
		zw.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(name, i, ".txt")})
	}
	zw.Close()
	good, bad := errorsOf(t, NewOpener(Options{}), put(t, "a.zip", z.Bytes()))
	if good > 0 || len(bad) != 1 || bad[0] != "the archive has more entries than are looked at" {
		t.Errorf("%d good, %q", good, bad)
	}
}

func TestLockedAndOddEntries(t *testing.T) {
	b := []byte(zipped("a.txt", "A", "b.txt", "B", "c.txt", "C"))
	// The flag of a password on the first, an unknown method on the second, in
	// the directory; a wrong checksum on the third.
	at := bytes.Index(b, []byte("PK\x01\x02"))
	b[at+8] |= 1
	at += 4 + bytes.Index(b[at+4:], []byte("PK\x01\x02"))
	b[at+10] = 99
	at += 4 + bytes.Index(b[at+4:], []byte("PK\x01\x02"))
	b[at+16] ^= 1
	good, bad := errorsOf(t, NewOpener(Options{}), put(t, "a.zip", b))
	if want := []string{"it is locked with a password", "it is packed in a way (method 99) that is not unpacked here", "it is damaged in the archive"}; good != 0 || fmt.Sprint(bad) != fmt.Sprint(want) {
		t.Errorf("%d good, %q", good, bad)
	}
}

func TestGivenUp(t *testing.T) {
	data := strings.Repeat("{\"name\": \"no report\"}\n", 5000)
	good, bad := errorsOf(t, NewOpener(Options{}), put(t, "a.jsonl", []byte(data)))
	if good != 0 || len(bad) != hopeless+1 || bad[hopeless] != "given up after 1000 bad items and 0 good ones" {
		t.Errorf("%d good, %d bad, %q", good, len(bad), bad[len(bad)-1])
	}
	// A tenth of them good, and the file is read to its end.
	data = strings.Repeat(strings.Repeat("{\"name\": \"no report\"}\n", 9)+"{\"text\": \"one\"}\n", 500)
	if good, bad = errorsOf(t, NewOpener(Options{}), put(t, "a.jsonl", []byte(data))); good != 500 || len(bad) != 4500 {
		t.Errorf("%d good, %d bad", good, len(bad))
	}
}

func TestLongLines(t *testing.T) {
	data := "{\"text\": \"" + strings.Repeat("x", 5000) + "\"}\n{\"text\": \"two\"}\n"
	good, bad := errorsOf(t, NewOpener(Options{MaxBytes: 1000}), put(t, "a.jsonl", []byte(data)))
	if good != 1 || len(bad) != 1 || !strings.Contains(bad[0], "the line has 5013 bytes") {
		t.Errorf("%d good, %q", good, bad)
	}
}

// failing reads some and then fails, as a disk does.
type failing struct{ r io.Reader }

func (f failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err == io.EOF {
		err = errors.New("the disk is gone")
	}
	return n, err
}

func TestStreamFails(t *testing.T) {
	for _, data := range []string{"words", "{\"text\": \"one\"}\n{\"text\": \"two\"}\n", "[{\"text\": \"one\"},", "title,text\na,b\n", record("resource", "https://example.org/d", "text/plain", "Plain."), "From a@example.org Tue Nov  1 12:30:00 2016\nSubject: x\n\nx\n", zipped("a.txt", "A")} {
		n := 0
		var last error
		for _, err := range NewOpener(Options{Stdin: failing{strings.NewReader(data)}}).Walk(t.Context(), []string{"-"}, WalkOptions{}) {
			n++
			last = err
		}
		if last == nil || !strings.Contains(last.Error(), "the disk is gone") || n > 4 {
			t.Errorf("%.20q: %d items, %v", data, n, last)
		}
	}
}

// FuzzWalk: whatever the bytes are and however they are named, the walk ends,
// every item keeps to the bounds, and every error has a hint.
func FuzzWalk(f *testing.F) {
	names := []string{"x", "x.txt", "x.html", "x.json", "x.jsonl", "x.csv", "x.tsv", "x.warc", "x.zip", "x.tar", "x.mbox", "x.eml"}
	for i, s := range []string{"words", "PK\x05\x06", zipped("a.txt", "A", "b.zip", zipped("c.jsonl", "{}")), tarred("a.txt", "A"), gz("{\"text\": \"one\"}"), gz(gz("x")), "[{\"text\": \"one\"}]", "title,text\na,b\n",
		record("resource", "https://example.org/d", "text/plain", "Plain."), gz(answer("https://example.org/a", "200 OK", "Content-Type: text/html", "<p>")), "From a@example.org Tue Nov  1 12:30:00 2016\n\nx\n", "Subject: x\n\ny", "\xff\xfe{\x00"} {
		f.Add([]byte(s), uint8(i))
	}
	f.Fuzz(func(t *testing.T, data []byte, name uint8) {
		o := NewOpener(Options{MaxBytes: 1000})
		n := 0
		w := &walker{o: o, ctx: context.Background(), opt: WalkOptions{Other: new(int)}, yield: func(it Item, err error) bool {
			if n++; n > 10*len(data)+10 {
				t.Fatal("it does not end")
			}
			if len(it.Bytes) > 1000 {
				t.Errorf("%d bytes", len(it.Bytes))
			}
			var p *hearsay.Problem
			if err != nil && (!errors.As(err, &p) || p.Hint == "" || p.Kind == nil) {
				t.Errorf("no problem with a hint: %v", err)
			}
			if strings.ContainsFunc(it.Where, func(r rune) bool { return r < ' ' }) {
				t.Errorf("a place with control characters: %q", it.Where)
			}
			return true
		}}
		in := input{label: "x", name: names[int(name)%len(names)], size: int64(len(data)), at: bytes.NewReader(data), alone: true}
		w.open(in, bytes.NewReader(data))
	})
}

// BenchmarkWalk goes through a web archive of pages, and through lines of JSON,
// from disk.
func BenchmarkWalk(b *testing.B) {
	var page, warcs, lines strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&page, "<p class=\"c%d\">Paragraph %d of the page, with some words more.</p>\n", i%7, i*i)
	}
	const n = 200
	for i := range n {
		warcs.WriteString(gz(answer(fmt.Sprint("https://example.org/", i), "200 OK", "Content-Type: text/html", page.String())))
		fmt.Fprintf(&lines, "{\"id\": %d, \"title\": \"A title\", \"published\": \"26-FEB-1987 15:01:01.79\", \"text\": \"%s\"}\n", i, strings.Repeat("Words of a line of a report.\\n", 60))
	}
	for _, c := range []struct{ name, data string }{{"a.warc.gz", warcs.String()}, {"a.jsonl.gz", gz(lines.String())}} {
		b.Run(c.name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), c.name)
			if err := os.WriteFile(path, []byte(c.data), 0o644); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(c.data)))
			items := 0
			for b.Loop() {
				for _, err := range NewOpener(Options{}).Walk(b.Context(), []string{path}, WalkOptions{}) {
					if err != nil {
						b.Fatal(err)
					}
					items++
				}
			}
			b.ReportMetric(float64(items)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}
