package rows

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/hearsay/hearsay"
)

// Lines cuts a stream into lines that are not empty.
type Lines struct {
	br     *bufio.Reader
	max    int64
	number int
	long   []byte
}

// NewLines reads from r. No line of more than max bytes is given out.
func NewLines(r io.Reader, max int64) *Lines {
	return &Lines{br: bufio.NewReaderSize(r, 64<<10), max: max}
}

// Number is that of the line given last, from 1; empty lines count.
func (l *Lines) Number() int { return l.number }

// Next gives the next line, without white space around it; the bytes are good
// until the next call. io.EOF is the end. After an error of kind
// [hearsay.ErrTooBig] the next line can be read.
func (l *Lines) Next() ([]byte, error) {
	for {
		line, err := l.line()
		if err != nil {
			return nil, err
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			return line, nil
		}
	}
}

func (l *Lines) line() ([]byte, error) {
	l.long = l.long[:0]
	l.number++
	n := int64(0)
	for {
		part, err := l.br.ReadSlice('\n')
		if n += int64(len(part)); n > l.max+2 { // line ends do not count
			l.long = nil
		}
		switch {
		case err == nil && l.long == nil && n > l.max+2, err == io.EOF && n > l.max+2:
			return nil, &hearsay.Problem{Kind: hearsay.ErrTooBig, What: fmt.Sprintf("the line has %d bytes, more than the %d that one report may have", n, l.max), Hint: "no report is that long"}
		case err == nil && len(l.long) == 0:
			return part, nil
		case err == nil || err == io.EOF && n > 0:
			return append(l.long, part...), nil
		case err != nil && !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		case n <= l.max+2:
			l.long = append(l.long, part...)
		}
	}
}
