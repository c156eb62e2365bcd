package rows

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/hearsay/hearsay"
)

// Values cuts a stream of JSON into values: the elements of an array; objects
// one after another, with or without line ends between them; the elements of
// the array in an object that is but a frame, such as {"articles": [...]}.
//
// It looks at brackets and quotes only, so that an element that is broken
// otherwise does not cost those after it.
type Values struct {
	br      *bufio.Reader
	max     int64
	number  int
	inArray bool
	frame   int // open objects around the array; 0: none
}

// lists are the names of arrays in frames, and frames the names of objects in
// frames in which such arrays lie.
var (
	lists  = set("articles reports documents docs items data results hits news stories entries records rows posts response")
	frames = set("hits response result data")
)

func set(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range words(s) {
		out[w] = true
	}
	return out
}

// NewValues reads from r. No value of more than max bytes is given out.
func NewValues(r io.Reader, max int64) *Values {
	return &Values{br: bufio.NewReaderSize(r, 64<<10), max: max}
}

// Number is that of the value given last, from 1.
func (v *Values) Number() int { return v.number }

// Next gives the bytes of the next value. io.EOF is the end. After an error of
// kind [hearsay.ErrTooBig] the next value can be read.
func (v *Values) Next() ([]byte, error) {
	for {
		c, err := v.br.ReadByte()
		if err == io.EOF && v.inArray {
			v.inArray, v.frame = false, 0
			v.number++
			return nil, &hearsay.Problem{Kind: hearsay.ErrFormat, What: "the list has no end: the file is cut short", Hint: "fetch or write it again; what stands before was read"}
		}
		if err != nil {
			return nil, err
		}
		switch {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' || c == 0x1e:
			continue
		case c == '[' && !v.inArray:
			v.inArray = true
			continue
		case c == ']' && v.inArray:
			v.inArray = false
			if v.frame > 0 {
				// What follows the list in its frame is passed over, but for other lists.
				frame := v.frame
				v.frame = 0
				if _, err := v.object(frame, true); err != nil && err != errList {
					return nil, v.cut(err)
				}
			}
			continue
		}
		v.br.UnreadByte()
		v.number++
		if c == '{' && !v.inArray {
			raw, err := v.object(0, false)
			if err == errList {
				v.number--
				continue
			}
			return raw, v.cut(err)
		}
		raw, err := v.value()
		return raw, v.cut(err)
	}
}

func (v *Values) cut(err error) error {
	if err != io.EOF {
		return err
	}
	v.inArray, v.frame = false, 0
	return &hearsay.Problem{Kind: hearsay.ErrFormat, What: "it has no end: the file is cut short, or a quotation mark or bracket is missing", Hint: "fetch or write it again; what stands before was read"}
}

// errList: the object is a frame, and its list begins.
var errList = errors.New("a list begins")

// bounded collects bytes up to a bound, and counts those after it.
type bounded struct {
	b    []byte
	n    int64
	max  int64
	pass bool // nothing is kept
}

func (b *bounded) add(c byte) {
	if b.n++; b.n <= b.max && !b.pass {
		b.b = append(b.b, c)
	} else {
		b.b = nil
	}
}

func (b *bounded) done() ([]byte, error) {
	if b.n > b.max && !b.pass {
		return nil, &hearsay.Problem{Kind: hearsay.ErrTooBig, What: fmt.Sprintf("it has %d bytes, more than the %d that one report may have", b.n, b.max), Hint: "no report is that long"}
	}
	return b.b, nil
}

// text passes over a string after its first quotation mark, and returns its
// first bytes.
func (v *Values) text(to *bounded) (string, error) {
	var head []byte
	for {
		c, err := v.br.ReadByte()
		if err != nil {
			return "", err
		}
		to.add(c)
		if c == '"' {
			return string(head), nil
		}
		if len(head) < 64 {
			head = append(head, c)
		}
		if c == '\\' {
			if c, err = v.br.ReadByte(); err != nil {
				return "", err
			}
			to.add(c)
		}
	}
}

// value reads a value by its brackets; a bare word up to what ends it.
func (v *Values) value() ([]byte, error) {
	to := &bounded{max: v.max}
	depth := 0
	for {
		c, err := v.br.ReadByte()
		if err == io.EOF && depth == 0 && to.n > 0 {
			return to.done()
		}
		if err != nil {
			return nil, err
		}
		if depth == 0 && to.n > 0 && (c == ',' || c == ']' || c == '}' || c == '\n' || c == '{' || c == '[') {
			v.br.UnreadByte()
			return to.done()
		}
		to.add(c)
		switch c {
		case '"':
			if _, err := v.text(to); err != nil {
				return nil, err
			}
		case '{', '[':
			depth++
			continue
		case '}', ']':
			depth--
		default:
			continue
		}
		if depth <= 0 {
			return to.done()
		}
	}
}

// object reads an object from its bracket on, or what is left of a frame in
// which depth objects are open. errList: it is a frame and its list begins.
func (v *Values) object(depth int, pass bool) ([]byte, error) {
	to := &bounded{max: v.max, pass: pass}
	framed := depth // that many of the open brackets are of the frame
	last, key, hasText := "", "", false
	for {
		c, err := v.br.ReadByte()
		if err != nil {
			return nil, err
		}
		to.add(c)
		switch c {
		case '"':
			if last, err = v.text(to); err != nil {
				return nil, err
			}
		case ':':
			key = plainName(last)
			hasText = hasText || depth == 1 && textNames[key] && !lists[key]
		case ',':
			key = ""
		case '{':
			if framed == depth && (depth == 0 || frames[key]) && depth < 4 {
				framed++
			}
			depth++
		case '[':
			if framed == depth && lists[key] && !hasText {
				list, err := v.listOfObjects(to)
				if err != nil {
					return nil, err
				}
				if list {
					v.inArray, v.frame = true, depth
					return nil, errList
				}
			}
			depth++
		case '}', ']':
			if framed == depth {
				framed--
			}
			if depth--; depth <= 0 {
				return to.done()
			}
		}
	}
}

// listOfObjects reports whether the list that has begun holds objects.
func (v *Values) listOfObjects(to *bounded) (bool, error) {
	for {
		c, err := v.br.ReadByte()
		if err != nil {
			return false, err
		}
		switch c {
		case ' ', '\t', '\r', '\n':
			to.add(c)
			continue
		}
		v.br.UnreadByte()
		return c == '{', nil
	}
}
