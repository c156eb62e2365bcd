package rows

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/hearsay/hearsay"
)

// Table reads separated values under a row of names.
type Table struct {
	br      *bufio.Reader
	max     int64
	sep     byte
	line    int // that the next row begins on, from 1
	at      int // the line that the row given last began on
	names   []string
	columns map[string][]int // by plain name
}

// maxColumns is more than any table of reports has.
const maxColumns = 4096

// NewTable reads the row of names from r. A separator of 0 is found out: the
// one of comma, semicolon, tab and bar that makes the most names that are known.
func NewTable(r io.Reader, max int64, sep byte) (*Table, error) {
	t := &Table{br: bufio.NewReaderSize(r, 64<<10), max: max, sep: sep, line: 1, columns: map[string][]int{}}
	if head, _ := t.br.Peek(6); strings.HasPrefix(strings.ToLower(string(head)), "sep=") && len(head) > 4 { // Excel
		t.sep = head[4]
		t.br.ReadString('\n')
		t.line++
	}
	if t.sep == 0 {
		t.sep = t.guess()
	}
	names, err := t.row()
	if err == io.EOF {
		return nil, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "the table is empty", Hint: "its first row names the columns"}
	}
	if err != nil {
		return nil, err
	}
	if len(names) > maxColumns {
		return nil, &hearsay.Problem{Kind: hearsay.ErrFormat, What: fmt.Sprintf("the first row has %d columns", len(names)), Hint: "its first row names the columns"}
	}
	t.names = names
	texts := 0
	for i, n := range names {
		n = plainName(n)
		t.columns[n] = append(t.columns[n], i)
		if textNames[n] {
			texts++
		}
	}
	if texts == 0 {
		return nil, &hearsay.Problem{Kind: hearsay.ErrFormat, What: "no column is named as the text of reports: " + strings.Join(shown(names), ", "),
			Hint: "the first row must name the columns, and one of them be text (or content, body, article, html)"}
	}
	return t, nil
}

// shown are the first names, cut short.
func shown(names []string) []string {
	var out []string
	for i, n := range names {
		if i == 12 {
			return append(out, "...")
		}
		if len(n) > 40 {
			n = n[:40] + "..."
		}
		out = append(out, fmt.Sprintf("%q", n))
	}
	return out
}

// IsHeader reports whether a line looks like the names of a table of reports:
// two columns at least that are known, a text among them.
func IsHeader(line string) bool {
	for _, sep := range separators {
		if n, text := knownNames(line, sep); n >= 2 && text {
			return true
		}
	}
	return false
}

const separators = ",;\t|"

func knownNames(line string, sep rune) (n int, text bool) {
	for name := range strings.SplitSeq(line, string(sep)) {
		name = plainName(name)
		if known[name] {
			n++
		}
		text = text || textNames[name]
	}
	return n, text
}

func (t *Table) guess() byte {
	head, _ := t.br.Peek(16 << 10)
	line, _, _ := strings.Cut(string(head), "\n")
	best, most := byte(','), -1
	for _, sep := range separators {
		n, _ := knownNames(line, sep)
		if n = 1000*n + strings.Count(line, string(sep)); n > most {
			best, most = byte(sep), n
		}
	}
	return best
}

// Line is the line on which the row given last begins, from 1.
func (t *Table) Line() int { return t.at }

// Next gives the fields of the next row. io.EOF is the end; after any other
// error but one of the stream the next row can be read.
func (t *Table) Next() (Fields, error) {
	row, err := t.row()
	if err != nil {
		return Fields{}, err
	}
	for len(row) > len(t.names) && strings.TrimSpace(row[len(row)-1]) == "" {
		row = row[:len(row)-1]
	}
	if len(row) > len(t.names) {
		return Fields{}, &hearsay.Problem{Kind: hearsay.ErrFormat, What: fmt.Sprintf("the row has %d columns, and the table %d", len(row), len(t.names)),
			Hint: "put fields that hold a separator, a quotation mark or a line end in quotation marks, and double those within"}
	}
	out := fill(func(name string, _ *Fields, _ *string) string {
		for _, i := range t.columns[name] {
			if i < len(row) && strings.TrimSpace(row[i]) != "" {
				return row[i]
			}
		}
		return ""
	})
	if out.Text == "" && out.HTML == "" {
		return out, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "the row has no text", Hint: "fill the column with the report's text"}
	}
	return out, nil
}

// row reads a row: RFC 4180, and quotation marks inside a field as they come.
// Empty lines are passed over.
func (t *Table) row() ([]string, error) {
	var fields []string
	var field []byte
	t.at = t.line
	size := int64(0)
	quoted, wasQuoted := false, false
	end := func() {
		fields = append(fields, string(field))
		field, wasQuoted = field[:0], false
	}
	for {
		c, err := t.br.ReadByte()
		if err == io.EOF && (size > 0 || len(fields) > 0) {
			if quoted {
				return nil, &hearsay.Problem{Kind: hearsay.ErrFormat, What: "a field in quotation marks has no end", Hint: "double the quotation marks within fields"}
			}
			end()
			return fields, nil
		}
		if err != nil {
			return nil, err
		}
		if c == '\n' {
			t.line++
		}
		if size++; size > t.max || len(fields) > 2*maxColumns {
			return nil, t.tooLong(c)
		}
		switch {
		case quoted && c == '"':
			switch next, _ := t.br.Peek(1); {
			case len(next) == 1 && next[0] == '"':
				t.br.Discard(1)
				field = append(field, '"')
			case len(next) == 0 || next[0] == t.sep || next[0] == '\n' || next[0] == '\r':
				quoted = false
			default:
				field = append(field, c)
			}
		case quoted:
			field = append(field, c)
		case c == '"' && len(field) == 0 && !wasQuoted:
			quoted, wasQuoted = true, true
		case c == t.sep:
			end()
		case c == '\n':
			if len(fields) == 0 && len(field) == 0 && !wasQuoted {
				t.at, size = t.line, 0
				continue
			}
			end()
			return fields, nil
		case c == '\r':
			if next, _ := t.br.Peek(1); len(next) == 1 && next[0] == '\n' {
				continue
			}
			field = append(field, c)
		default:
			field = append(field, c)
		}
	}
}

// tooLong goes on to the next line: a quotation mark too many has made one row
// of many.
func (t *Table) tooLong(last byte) error {
	for last != '\n' {
		part, err := t.br.ReadSlice('\n')
		if err == nil {
			t.line++
		} else if errors.Is(err, bufio.ErrBufferFull) {
			continue
		} else {
			break // the end, or an error that comes again
		}
		last = part[len(part)-1]
	}
	return &hearsay.Problem{Kind: hearsay.ErrTooBig, What: fmt.Sprintf("the row goes on for more than %d bytes; lines %d to %d are left out", t.max, t.at, t.line-1),
		Hint: "look for a quotation mark too many there, and double those within fields"}
}
