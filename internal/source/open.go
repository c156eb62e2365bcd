package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/source/mail"
	"github.com/hearsay/hearsay/internal/source/pack"
	"github.com/hearsay/hearsay/internal/source/rows"
)

// input is something with bytes, before it is known what it is.
type input struct {
	label string      // for people
	name  string      // its ending may tell what it is
	path  string      // see Given.Path; empty: from nowhere that stays
	size  int64       // of its bytes as they lie there; -1: not known
	at    io.ReaderAt // where it can be read anywhere
	alone bool        // it is no entry of an archive
	zips  int         // archives that it lies in
	packs int         // gzip layers around it
}

const (
	maxZips  = 2 // a zip in a zip
	maxPacks = 2 // a .gz in a .gz
	headSize = 64 << 10
)

// content is what an input can turn out to be.
type content int

const (
	unknown  content = iota
	aReport          // a text or a page
	jsonAny          // JSON, in lines or not
	jsonLine         // a JSON object a line
	table            // separated values
	tabTable         // separated by tabs
	warcFile
	zipFile
	tarFile
	mailBox
	message
)

// walked are the endings of files that a folder or an archive is searched for.
var walked = map[string]content{".txt": aReport, ".text": aReport, ".html": aReport, ".htm": aReport, ".xhtml": aReport,
	".json": jsonAny, ".jsonl": jsonLine, ".ndjson": jsonLine, ".csv": table, ".tsv": tabTable, ".tab": tabTable,
	".warc": warcFile, ".wet": warcFile, ".zip": zipFile, ".tar": tarFile, ".tgz": tarFile, ".mbox": mailBox, ".eml": message, ".mht": message, ".mhtml": message}

func kindByEnding(name string) content { return walked[ending(name)] }

// open finds out what an input is and goes through it.
func (w *walker) open(in input, r io.Reader) bool {
	br := bufio.NewReaderSize(r, headSize)
	head, err := br.Peek(headSize)
	if err != nil && err != io.EOF {
		return w.bad(in.label, in.name, w.readProblem(in, err))
	}
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		return w.gzip(in, br)
	}
	return w.opened(in, head, br)
}

// gzip goes through what is packed in an input. The seams of its members are
// kept for archives of the web.
func (w *walker) gzip(in input, br io.Reader) bool {
	if in.packs++; in.packs > maxPacks {
		return w.bad(in.label, in.name, &hearsay.Problem{Kind: hearsay.ErrTooBig, What: "it is packed with gzip again and again", Hint: "unpack it"})
	}
	g, err := pack.NewGzip(br)
	if err != nil {
		return w.bad(in.label, in.name, err)
	}
	in.at, in.size = nil, -1
	g.ShowSeams(true)
	p := &packed{g: g}
	for err == nil && len(p.head) == 0 { // empty members may come first
		p.head, err = io.ReadAll(io.LimitReader(g, headSize))
		if err == nil && len(p.head) == 0 {
			err = g.NextMember()
		}
	}
	if len(p.head) == 0 && err != nil && err != io.EOF {
		return w.bad(in.label, in.name, pack.Broken(err))
	}
	if bytes.HasPrefix(p.head, []byte("WARC/")) {
		return w.warc(in, p)
	}
	g.ShowSeams(false)
	if bytes.HasPrefix(p.head, []byte{0x1f, 0x8b}) {
		return w.gzip(in, p)
	}
	br2 := bufio.NewReaderSize(p, headSize)
	head, err := br2.Peek(headSize)
	if len(head) == 0 && err != io.EOF {
		return w.bad(in.label, in.name, w.readProblem(in, err))
	}
	return w.opened(in, head, br2)
}

// packed is a gzip stream of which the head has been looked at.
type packed struct {
	head []byte
	g    *pack.Gzip
}

func (p *packed) Read(b []byte) (int, error) {
	if len(p.head) > 0 {
		n := copy(b, p.head)
		p.head = p.head[n:]
		return n, nil
	}
	return p.g.Read(b)
}

func (p *packed) NextMember() error { return p.g.NextMember() }
func (p *packed) Resync() error     { p.head = nil; return p.g.Resync() }

// opened goes through an input that is not packed (any more).
func (w *walker) opened(in input, head []byte, r io.Reader) bool {
	kind := kindOf(in.name, head)
	if kind != aReport && kind != zipFile && kind != warcFile {
		r = utf8Of(r, head)
	}
	switch kind {
	case jsonAny:
		return w.values(in, r)
	case jsonLine:
		return w.lines(in, r)
	case table, tabTable:
		sep := byte(0)
		if kind == tabTable {
			sep = '\t'
		}
		return w.table(in, r, sep)
	case warcFile:
		return w.warc(in, r)
	case zipFile:
		return w.zip(in, r)
	case tarFile:
		return w.tar(in, r)
	case mailBox:
		return w.box(in, r)
	case message:
		return w.message(in, r)
	}
	return w.report(in, r)
}

// utf8Of turns UTF-16 with a byte order mark, as Windows writes it, into UTF-8,
// and takes the mark of UTF-8 off.
func utf8Of(r io.Reader, head []byte) io.Reader {
	for _, bom := range []string{"\xff\xfe", "\xfe\xff", "\xef\xbb\xbf"} {
		if bytes.HasPrefix(head, []byte(bom)) {
			return transform.NewReader(r, unicode.BOMOverride(encoding.Nop.NewDecoder()))
		}
	}
	return r
}

// kindOf tells what an input is, by its first bytes where these leave no doubt,
// else by its ending, else by how it looks.
func kindOf(name string, head []byte) content {
	by := kindByEnding(name)
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return zipFile
	case bytes.HasPrefix(head, []byte("WARC/")):
		return warcFile
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return tarFile
	case by == aReport || len(bytes.TrimSpace(head)) == 0:
		return aReport
	}
	decoded, _ := io.ReadAll(utf8Of(bytes.NewReader(head[:len(head)&^1]), head))
	look := looksLike(decoded)
	switch {
	case by == jsonAny, by == jsonLine && bytes.HasPrefix(bytes.TrimSpace(decoded), []byte("[")):
		if look == jsonLine {
			return jsonLine
		}
		return jsonAny
	case by != unknown:
		return by
	case look != unknown:
		return look
	}
	return aReport
}

// looksLike guesses what a text without a telling name is.
func looksLike(head []byte) content {
	s := bytes.TrimSpace(head)
	line, rest, whole := bytes.Cut(s, []byte("\n"))
	switch {
	case len(s) == 0:
	case s[0] == '{':
		next := bytes.TrimSpace(s[1:])
		if whole && json.Valid(line) && (len(bytes.TrimSpace(rest)) == 0 || bytes.TrimSpace(rest)[0] == '{') {
			return jsonLine
		}
		if len(next) > 0 && next[0] == '"' {
			return jsonAny
		}
	case s[0] == '[':
		if next := bytes.TrimSpace(s[1:]); len(next) > 0 && next[0] == '{' {
			return jsonAny
		}
	case mail.IsPostmark(line):
		return mailBox
	case rows.IsHeader(string(line)):
		return table
	}
	return unknown
}

// readProblem puts an error of reading an input into words.
func (w *walker) readProblem(in input, err error) error {
	var p *hearsay.Problem
	switch {
	case errors.As(err, &p):
		return p
	case in.packs > 0:
		return pack.Broken(err)
	case in.zips > 0:
		return &hearsay.Problem{Kind: hearsay.ErrBinary, What: "it is damaged in the archive", Err: err, Hint: "fetch or pack the archive again"}
	}
	return fileProblem(err)
}

// report hands on an input that is one report: a text or a page.
func (w *walker) report(in input, r io.Reader) bool {
	if w.skip(in.label) {
		return true
	}
	it := Item{Raw: Raw{Name: in.name}, Where: in.label}
	it.Given.Path = in.path
	b, err := w.o.readAll(r)
	if err != nil {
		return w.give(it, w.readProblem(in, err))
	}
	it.Bytes = b
	return w.give(it, nil)
}

// entry makes the input of an archive's entry.
func (in input) entry(name string, size int64) input {
	out := input{label: in.label + "/" + label(name), size: size, zips: in.zips + 1}
	out.name = out.label
	if in.path != "" {
		out.path = in.path + "!" + name
	}
	return out
}

// passedOver reports whether an entry of an archive is none that is looked at:
// a hidden file, what macOS adds, or no report by its ending.
func (w *walker) passedOver(name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." || part == "__MACOSX" {
			return true
		}
	}
	if kindByEnding(name) == unknown {
		*w.opt.Other++
		return true
	}
	return false
}

func noneFound(other int, kinds map[string]content) error {
	what := "the folder is empty"
	if other > 0 {
		what = fmt.Sprintf("none of the %d files in the folder ends like a report", other)
	}
	return &hearsay.Problem{Kind: hearsay.ErrEmpty, What: what,
		Hint: "reports in folders end in " + strings.Join(endings(kinds), ", ") + " (or one of these and .gz); name other files one by one"}
}
