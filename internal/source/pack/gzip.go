package pack

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"

	"github.com/hearsay/hearsay"
)

const (
	// A text of a language shrinks to a third or a fifth, lists of much the same
	// to a fiftieth; deflate can reach 1,032. A stream that grows more than
	// maxRatio times, after freeGrowth bytes in which it may, is made to fill a disk.
	maxRatio   = 250
	freeGrowth = 32 << 20
)

// Grown refuses what has grown from in bytes to out bytes, if no text does so.
func Grown(in, out int64) error {
	if out > freeGrowth && out/maxRatio > in {
		return &hearsay.Problem{Kind: hearsay.ErrTooBig, What: fmt.Sprintf("it unpacks to more than %d times its size, as no collection of reports does", maxRatio),
			Hint: "if you trust it, unpack it yourself and add what comes out"}
	}
	return nil
}

// Gzip reads the members of a gzip stream.
type Gzip struct {
	in    *bufio.Reader
	from  *counter
	z     *gzip.Reader
	out   int64
	seams bool
	end   error // sticky, once the last member has ended or the stream is refused
}

// counter counts the bytes that were taken from the stream.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// NewGzip reads the header of the first member.
func NewGzip(r io.Reader) (*Gzip, error) {
	g := &Gzip{from: &counter{r: r}}
	g.in = bufio.NewReaderSize(g.from, 128<<10)
	z, err := gzip.NewReader(g.in)
	if err != nil {
		return nil, Broken(err)
	}
	z.Multistream(false)
	g.z = z
	return g, nil
}

// Broken puts an error of the gzip format into words. Other errors, such as
// those of a disk, are handed on.
func Broken(err error) error {
	var p *hearsay.Problem
	switch {
	case err == nil || errors.As(err, &p):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &hearsay.Problem{Kind: hearsay.ErrBinary, What: "the gzip file is cut short", Err: io.ErrUnexpectedEOF, Hint: "fetch it again"}
	}
	return &hearsay.Problem{Kind: hearsay.ErrBinary, What: "the gzip file is broken", Err: err, Hint: "fetch or compress it again"}
}

// ShowSeams makes Read return io.EOF at the end of every member, until
// [Gzip.NextMember] is called; or, as at first, go over them.
func (g *Gzip) ShowSeams(show bool) { g.seams = show }

// Offset is where in the compressed stream the reader is.
func (g *Gzip) Offset() int64 { return g.from.n - int64(g.in.Buffered()) }

// Read gives the unpacked bytes. A broken checksum is gzip.ErrChecksum, after
// the bytes of its member; any other damage loses the rest of the member.
func (g *Gzip) Read(p []byte) (int, error) {
	for {
		if g.end != nil {
			return 0, g.end
		}
		n, err := g.z.Read(p)
		g.out += int64(n)
		if err := Grown(g.from.n, g.out); err != nil {
			g.end = err
			return 0, err
		}
		if n > 0 && (err == nil || err == io.EOF) {
			return n, nil // the end comes again
		}
		if err != io.EOF || g.seams {
			return n, err
		}
		if err := g.NextMember(); err != nil {
			return 0, err
		}
	}
}

// NextMember goes on to the next member; io.EOF when there is none. It may be
// called only where Read has ended with io.EOF or gzip.ErrChecksum.
func (g *Gzip) NextMember() error {
	if g.end != nil {
		return g.end
	}
	// Tapes and some programs fill the end of a file with zeros.
	for {
		head, err := g.in.Peek(1)
		if err != nil {
			g.end = err
			return err
		}
		if head[0] != 0 {
			break
		}
		g.in.Discard(1)
	}
	err := g.z.Reset(g.in)
	g.z.Multistream(false)
	return err
}

// Resync goes on to the next place that looks like the beginning of a member;
// io.EOF when there is none. It may turn out to be none: then the next Read
// fails too.
func (g *Gzip) Resync() error {
	if g.end != nil {
		return g.end
	}
	for {
		if _, err := g.in.Peek(10); err != nil { // the length of the shortest header
			g.end = io.EOF
			if err != io.EOF {
				g.end = err
			}
			return g.end
		}
		head, _ := g.in.Peek(g.in.Buffered())
		i := bytes.Index(head, []byte{0x1f, 0x8b, 8})
		if i < 0 {
			g.in.Discard(len(head) - 2)
			continue
		}
		g.in.Discard(i)
		if head, err := g.in.Peek(4); err != nil || head[3]&0xe0 != 0 { // bits that are always 0
			g.in.Discard(1)
			continue
		}
		err := g.z.Reset(g.in)
		g.z.Multistream(false)
		if err == nil {
			return nil
		}
	}
}
