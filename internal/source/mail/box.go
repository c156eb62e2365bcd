package mail

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"

	"github.com/hearsay/hearsay"
)

// Box cuts an mbox file into messages.
type Box struct {
	br     *bufio.Reader
	max    int64
	number int
	begun  bool
}

// NewBox reads from r. No message of more than max bytes is given out.
func NewBox(r io.Reader, max int64) *Box { return &Box{br: bufio.NewReaderSize(r, 64<<10), max: max} }

// Number is that of the message given last, from 1.
func (b *Box) Number() int { return b.number }

// postmark is the line that parts messages: "From news@example.org Tue Nov  1
// 12:30:00 2016". Many programs do not quote lines of a text that begin with
// "From ", so that an hour and a year are asked for.
var postmark = regexp.MustCompile(`^From \S.*\d\d:\d\d.*\b(?:19|20)\d\d\b`)

// IsPostmark reports whether a line parts messages.
func IsPostmark(line []byte) bool { return postmark.Match(line[:min(len(line), 300)]) }

// quoted is a line that was quoted so as not to part messages.
var quoted = regexp.MustCompile(`^>+From `)

// Next gives the bytes of the next message. io.EOF is the end; after an error
// of kind [hearsay.ErrTooBig] or [hearsay.ErrFormat] the next can be read.
func (b *Box) Next() ([]byte, error) {
	var out bytes.Buffer
	size, empty := int64(0), true // empty: the line before was
	for {
		line, err := b.line()
		if err != nil && err != io.EOF {
			return nil, err
		}
		last := err == io.EOF && len(line) == 0
		if last || empty && IsPostmark(line) {
			if !b.begun && size > 0 {
				b.begun = true
				b.number++
				return nil, &hearsay.Problem{Kind: hearsay.ErrFormat, What: "what stands before the first message is none", Hint: "an mbox file begins with a line 'From somebody@example.org Tue Nov  1 12:30:00 2016'"}
			}
			first := !b.begun
			b.begun = !last
			if first && !last {
				continue
			}
			if size == 0 && last {
				return nil, io.EOF
			}
			b.number++
			if size > b.max {
				return nil, &hearsay.Problem{Kind: hearsay.ErrTooBig, What: fmt.Sprintf("the message has %d bytes, more than the %d that one report may have", size, b.max),
					Hint: "take its attachments off"}
			}
			return bytes.TrimRight(out.Bytes(), "\r\n"), nil
		}
		empty = len(bytes.TrimRight(line, "\r\n")) == 0
		size += int64(len(line))
		if size > b.max {
			out = bytes.Buffer{}
			continue
		}
		if line[0] == '>' && quoted.Match(line[:min(len(line), 100)]) {
			line = line[1:]
		}
		out.Write(line)
	}
}

// line gives a line with its end; one that is too long comes in pieces, of
// which none can be taken for a postmark but the first.
func (b *Box) line() ([]byte, error) {
	line, err := b.br.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		err = nil
	}
	return line, err
}
