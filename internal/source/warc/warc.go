package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay"
)

// Members is a stream of gzip members whose Read gives io.EOF at the end of
// each.
type Members interface {
	io.Reader
	NextMember() error // after io.EOF, or after an error that spoiled no more than this member's checksum
	Resync() error     // after any other error
}

const (
	maxLine   = 64 << 10 // one header line; addresses of 30 kB are seen
	maxHeader = 512      // lines
)

// Record is the head of a record.
type Record struct {
	Number int   // of the record in its file, from 1; damaged ones count
	Length int64 // of its block in bytes
	Header
}

// Header holds header fields in their order; equal names may occur again.
type Header [][2]string

// Get returns the first field of the name, whatever its case.
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f[0], name) {
			return f[1]
		}
	}
	return ""
}

// add takes a header line; false where it is none.
func (h *Header) add(line string) bool {
	if line != "" && (line[0] == ' ' || line[0] == '\t') && len(*h) > 0 {
		last := &(*h)[len(*h)-1][1]
		*last = strings.TrimSpace(*last + " " + strings.TrimSpace(line))
		return true
	}
	name, value, ok := strings.Cut(line, ":")
	if !ok || name == "" || strings.ContainsAny(name, " \t<>\"") {
		return false
	}
	*h = append(*h, [2]string{name, strings.TrimSpace(value)})
	return true
}

// Reader reads records. It holds one block in memory, of the bound at most.
type Reader struct {
	br      *bufio.Reader
	members Members // nil where the stream is not of members
	max     int64
	number  int
	left    int64 // of the block under way
	inBlock bool
	fatal   error
}

// NewReader reads from r. No block of more than max bytes is given out.
func NewReader(r io.Reader, max int64) *Reader {
	m, _ := r.(Members)
	return &Reader{br: bufio.NewReaderSize(r, maxLine), members: m, max: max}
}

func broken(format string, args ...any) error {
	return &hearsay.Problem{Kind: hearsay.ErrFormat, What: fmt.Sprintf(format, args...), Hint: "fetch or write the archive again; the records after it are read"}
}

// Number is how many records were met, damaged ones too.
func (r *Reader) Number() int { return r.number }

// next goes over the seam to the next member after err; nil: reading can go on.
func (r *Reader) next(err error) error {
	if r.members == nil || err != io.EOF {
		return err
	}
	return r.members.NextMember()
}

// atRecord reports whether a record begins here.
func (r *Reader) atRecord() bool {
	head, _ := r.br.Peek(len("WARC/"))
	return string(head) == "WARC/"
}

// line reads a line without its end. Of a line over the bound only the first
// part is given, and the rest is passed over. At the seam of two members the
// line goes on, unless a record begins there.
func (r *Reader) line() (string, error) {
	var long []byte
	for {
		part, err := r.br.ReadSlice('\n')
		if len(long) < maxLine {
			long = append(long, part...)
		}
		switch {
		case err == nil:
			return string(bytes.TrimRight(long, "\r\n")), nil
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != io.EOF:
			return "", err
		}
		if err := r.next(err); err != nil {
			if len(long) > 0 && err == io.EOF {
				return string(long), nil
			}
			return "", err
		}
		if len(long) > 0 && r.atRecord() {
			return string(long), nil
		}
	}
}

// Next gives the head of the next record. io.EOF is the end; after any other
// error Next may be called again and goes on behind the damage.
func (r *Reader) Next() (*Record, error) {
	if r.fatal != nil {
		return nil, r.fatal
	}
	if r.inBlock {
		if err := r.finish(); err != nil {
			return nil, err
		}
	}
	for {
		line, err := r.line()
		if err != nil {
			return nil, r.damage(err)
		}
		if line == "" {
			continue
		}
		if !strings.HasPrefix(line, "WARC/") {
			r.number++
			if err := r.seek(); err != nil && err != io.EOF {
				return nil, r.damage(err)
			}
			return nil, broken("what stands here is no WARC record")
		}
		return r.head()
	}
}

// seek passes over lines up to one that begins a record.
func (r *Reader) seek() error {
	for !r.atRecord() {
		if _, err := r.line(); err != nil {
			return err
		}
	}
	return nil
}

// damage tells of an error of the stream, and goes behind it where that can be.
func (r *Reader) damage(err error) error {
	if err == io.EOF {
		r.fatal = io.EOF
		return io.EOF
	}
	var p *hearsay.Problem
	if r.members == nil || errors.As(err, &p) {
		r.fatal = io.EOF // nothing can be read after it
		return err
	}
	r.number++
	r.inBlock = false
	what := "the gzip data is broken"
	if errors.Is(err, io.ErrUnexpectedEOF) {
		what = "the archive is cut short"
	}
	if rerr := r.members.Resync(); rerr != nil {
		r.fatal = io.EOF
	}
	return &hearsay.Problem{Kind: hearsay.ErrBinary, What: what, Err: err, Hint: "fetch the archive again; the records that can still be unpacked are read"}
}

// head reads the header of a record, after its first line.
func (r *Reader) head() (*Record, error) {
	r.number++
	rec := &Record{Number: r.number}
	for {
		if r.atRecord() {
			return nil, broken("the header of the record breaks off")
		}
		line, err := r.line()
		if err == io.EOF {
			r.fatal = io.EOF
			return nil, broken("the header of the record breaks off")
		}
		if err != nil {
			r.number--
			return nil, r.damage(err)
		}
		if line == "" {
			break
		}
		if !rec.add(line) || len(rec.Header) > maxHeader {
			if err := r.seek(); err != nil && err != io.EOF {
				return nil, r.damage(err)
			}
			return nil, broken("the header of the record is broken")
		}
	}
	n, err := strconv.ParseInt(rec.Get("Content-Length"), 10, 64)
	if err != nil || n < 0 {
		if err := r.seek(); err != nil && err != io.EOF {
			return nil, r.damage(err)
		}
		return nil, broken("the record does not say how long it is")
	}
	rec.Length, r.left, r.inBlock = n, n, true
	return rec, nil
}

// errShort: another record, or the end, comes before the block is full.
var errShort = errors.New("short block")

// read reads from the block, over seams.
func (r *Reader) read(p []byte) (int, error) {
	for {
		n, err := r.br.Read(p[:min(int64(len(p)), r.left)])
		r.left -= int64(n)
		if n > 0 || err == nil {
			return n, nil
		}
		if err = r.next(err); err == io.EOF {
			return 0, errShort
		}
		if err != nil {
			return 0, err
		}
		if r.atRecord() {
			return 0, errShort
		}
	}
}

func (r *Reader) short() error {
	r.inBlock = false
	return broken("the record is %d bytes shorter than it says", r.left)
}

// Peek gives the first bytes of the block of the record that Next gave last,
// 64 KiB at most, without reading on.
func (r *Reader) Peek() []byte {
	if !r.inBlock {
		return nil
	}
	b, _ := r.br.Peek(int(min(r.left, maxLine)))
	return b
}

// Block reads the block of the record that Next gave last. The checksum of its
// member is looked at before it is given out, where the member ends with it.
func (r *Reader) Block() ([]byte, error) {
	if !r.inBlock {
		return nil, io.EOF
	}
	if r.left > r.max {
		return nil, &hearsay.Problem{Kind: hearsay.ErrTooBig, What: fmt.Sprintf("the record holds %d bytes, more than the %d that one report may have", r.left, r.max),
			Hint: "no report is that long; if this one is, take it out of the archive"}
	}
	// Grown as it fills, not by the word of the header.
	var out bytes.Buffer
	out.Grow(int(min(r.left, 1<<20)))
	buf := make([]byte, 32<<10)
	for r.left > 0 {
		n, err := r.read(buf)
		out.Write(buf[:n])
		if err == errShort {
			return out.Bytes(), r.short()
		}
		if err != nil {
			r.number-- // damage counts it again
			return out.Bytes(), r.damage(err)
		}
	}
	return out.Bytes(), r.finish()
}

// finish passes over what is left of the block and the empty lines after it,
// to the end of the member if that comes there.
func (r *Reader) finish() error {
	for r.left > 0 {
		n, err := r.br.Discard(int(min(r.left, 1<<30)))
		r.left -= int64(n)
		if n > 0 || err == nil {
			continue
		}
		if err = r.next(err); err == io.EOF || err == nil && r.atRecord() {
			return r.short()
		}
		if err != nil {
			r.number--
			return r.damage(err)
		}
	}
	r.inBlock = false
	for {
		head, err := r.br.Peek(1)
		if err == nil && (head[0] == '\r' || head[0] == '\n') {
			r.br.Discard(1)
			continue
		}
		if err == nil || err == io.EOF {
			return nil // the seam is for Next to go over
		}
		r.number--
		return r.damage(err)
	}
}
