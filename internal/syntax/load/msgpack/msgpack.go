// Package msgpack reads MessagePack, the form in which spaCy and thinc write
// their tables, patterns and weights, with the arrays of msgpack-numpy.
//
// Input: a whole file as a string. Output: values, one at a time, by a [Reader]
// that the caller leads through the structure it expects, or whole trees with
// [Reader.Any]. Strings are views of the input and cost no copy.
//
//	r := msgpack.NewReader("\x81\xa3POS\xa4NOUN")
//	n, _ := r.Map()      // 1
//	key, _ := r.String() // "POS"
//	val, _ := r.String() // "NOUN"
//
// The input is not trusted: lengths are checked against what is left before
// anything is allocated, nesting is bounded, and whatever is wrong comes back
// as an error that tells the byte offset.
//
// Source: the MessagePack specification (github.com/msgpack/msgpack/blob/master/spec.md)
// and the array notation of msgpack-numpy as srsly carries it: a map with the
// keys nd, type, kind, shape and data.
package msgpack

import (
	"errors"
	"fmt"
	"math"
)

// ErrTruncated is wrapped by errors that tell that the input ends too early.
var ErrTruncated = errors.New("the data ends in the middle of a value: the file is cut off or broken")

// MaxDepth bounds how deep values may be nested. Published pipelines need 6.
const MaxDepth = 64

// Reader reads values from a string, front to back.
type Reader struct {
	data  string
	pos   int
	depth int
}

// NewReader returns a reader at the start of data.
func NewReader(data string) *Reader { return &Reader{data: data} }

// Offset is the position of the next value in bytes from the start.
func (r *Reader) Offset() int { return r.pos }

// Len is how many bytes are left.
func (r *Reader) Len() int { return len(r.data) - r.pos }

// End returns an error if anything is left.
func (r *Reader) End() error {
	if r.Len() > 0 {
		return fmt.Errorf("%d bytes follow after the end of the value at byte %d", r.Len(), r.pos)
	}
	return nil
}

// Kind is what sort of value comes next.
type Kind uint8

// The kinds of values. Invalid is also the kind at the end of the data.
const (
	Invalid Kind = iota
	Nil
	Bool
	Int
	Float
	String
	Bytes
	Array
	Map
	Ext
)

var kindNames = [...]string{"nothing", "nil", "bool", "integer", "float", "string", "bytes", "array", "map", "extension"}

func (k Kind) String() string { return kindNames[k] }

// Kind tells the kind of the next value without reading it.
func (r *Reader) Kind() Kind {
	if r.Len() == 0 {
		return Invalid
	}
	switch c := r.data[r.pos]; {
	case c <= 0x7f || c >= 0xe0 || c >= 0xcc && c <= 0xd3:
		return Int
	case c <= 0x8f || c == 0xde || c == 0xdf:
		return Map
	case c <= 0x9f || c == 0xdc || c == 0xdd:
		return Array
	case c <= 0xbf || c >= 0xd9 && c <= 0xdb:
		return String
	case c == 0xc0:
		return Nil
	case c == 0xc2 || c == 0xc3:
		return Bool
	case c >= 0xc4 && c <= 0xc6:
		return Bytes
	case c == 0xca || c == 0xcb:
		return Float
	case c == 0xc1:
		return Invalid
	}
	return Ext
}

func (r *Reader) wrong(want string) error {
	if r.Len() == 0 {
		return fmt.Errorf("byte %d: %s expected: %w", r.pos, want, ErrTruncated)
	}
	return fmt.Errorf("byte %d: %s expected, %s found", r.pos, want, r.Kind())
}

// uint reads n bytes big-endian from offset at, checking the bounds.
func (r *Reader) uint(at, n int) (uint64, error) {
	if at+n > len(r.data) {
		return 0, fmt.Errorf("byte %d: %w", at, ErrTruncated)
	}
	var v uint64
	for _, c := range []byte(r.data[at : at+n]) {
		v = v<<8 | uint64(c)
	}
	return v, nil
}

// Nil reads a nil if one is next and tells whether it did.
func (r *Reader) Nil() bool {
	if r.Kind() == Nil {
		r.pos++
		return true
	}
	return false
}

// Bool reads a bool.
func (r *Reader) Bool() (bool, error) {
	if r.Kind() != Bool {
		return false, r.wrong("a bool")
	}
	v := r.data[r.pos] == 0xc3
	r.pos++
	return v, nil
}

// integer reads an integer as its bits; neg tells that it is below zero.
func (r *Reader) integer() (bits uint64, neg bool, err error) {
	if r.Kind() != Int {
		return 0, false, r.wrong("an integer")
	}
	c := r.data[r.pos]
	switch {
	case c <= 0x7f:
		r.pos++
		return uint64(c), false, nil
	case c >= 0xe0:
		r.pos++
		return uint64(int64(int8(c))), true, nil
	}
	n := 1 << (c & 3) // cc..cf: unsigned of 1, 2, 4, 8 bytes; d0..d3: signed
	v, err := r.uint(r.pos+1, n)
	if err != nil {
		return 0, false, err
	}
	r.pos += 1 + n
	if c >= 0xd0 {
		shift := 64 - 8*n
		s := int64(v<<shift) >> shift
		return uint64(s), s < 0, nil
	}
	return v, false, nil
}

// Uint reads an integer that is not below zero, such as a string's hash.
func (r *Reader) Uint() (uint64, error) {
	at := r.pos
	v, neg, err := r.integer()
	if err == nil && neg {
		err = fmt.Errorf("byte %d: an integer of at least 0 expected, %d found", at, int64(v))
	}
	return v, err
}

// Int reads an integer that fits an int64.
func (r *Reader) Int() (int64, error) {
	at := r.pos
	v, neg, err := r.integer()
	if err == nil && !neg && v > math.MaxInt64 {
		err = fmt.Errorf("byte %d: the integer %d is too large", at, v)
	}
	return int64(v), err
}

// Float reads a float or an integer.
func (r *Reader) Float() (float64, error) {
	switch r.Kind() {
	case Int:
		v, neg, err := r.integer()
		if neg {
			return float64(int64(v)), err
		}
		return float64(v), err
	case Float:
		n := 4
		if r.data[r.pos] == 0xcb {
			n = 8
		}
		v, err := r.uint(r.pos+1, n)
		if err != nil {
			return 0, err
		}
		r.pos += 1 + n
		if n == 4 {
			return float64(math.Float32frombits(uint32(v))), nil
		}
		return math.Float64frombits(v), nil
	}
	return 0, r.wrong("a number")
}

// String reads a string; bytes are taken as one, as older writers made no difference.
func (r *Reader) String() (string, error) {
	var head, n int
	switch k := r.Kind(); k {
	case String, Bytes:
		c := r.data[r.pos]
		if c <= 0xbf {
			head, n = 1, int(c&0x1f)
			break
		}
		size := 1 << (c - 0xc4) // c4..c6
		if k == String {
			size = 1 << (c - 0xd9) // d9..db
		}
		v, err := r.uint(r.pos+1, size)
		if err != nil {
			return "", err
		}
		head, n = 1+size, int(v)
	default:
		return "", r.wrong("a string")
	}
	if n > r.Len()-head {
		return "", fmt.Errorf("byte %d: a string of %d bytes is announced, %d are left: %w", r.pos, n, r.Len()-head, ErrTruncated)
	}
	s := r.data[r.pos+head : r.pos+head+n]
	r.pos += head + n
	return s, nil
}

// length reads the head of an array or a map whose values take at least min
// bytes each.
func (r *Reader) length(fix, code byte, min int) (int, error) {
	at := r.pos
	c := r.data[r.pos]
	n := 0
	if c >= fix && c <= fix+15 {
		n = int(c & 15)
		r.pos++
	} else {
		size := 2 << (c - code)
		v, err := r.uint(r.pos+1, size)
		if err != nil {
			return 0, err
		}
		n = int(v)
		r.pos += 1 + size
	}
	if n > r.Len()/min {
		return 0, fmt.Errorf("byte %d: %d values are announced, %d bytes are left: %w", at, n, r.Len(), ErrTruncated)
	}
	return n, nil
}

// Array reads the head of an array and returns how many values follow.
func (r *Reader) Array() (int, error) {
	if r.Kind() != Array {
		return 0, r.wrong("an array")
	}
	return r.length(0x90, 0xdc, 1)
}

// Map reads the head of a map and returns how many pairs of key and value follow.
func (r *Reader) Map() (int, error) {
	if r.Kind() != Map {
		return 0, r.wrong("a map")
	}
	return r.length(0x80, 0xde, 2)
}

// Skip passes over the next value.
func (r *Reader) Skip() error {
	for left := 1; left > 0; left-- {
		var err error
		n := 0
		switch r.Kind() {
		case Nil, Bool:
			r.pos++
		case Int:
			_, _, err = r.integer()
		case Float:
			_, err = r.Float()
		case String, Bytes:
			_, err = r.String()
		case Array:
			n, err = r.Array()
		case Map:
			n, err = r.Map()
			n *= 2
		case Ext:
			_, _, err = r.ext()
		default:
			err = r.wrong("a value")
		}
		if err != nil {
			return err
		}
		left += n
	}
	return nil
}

// ext reads an extension value.
func (r *Reader) ext() (typ int8, data string, err error) {
	c := r.data[r.pos]
	head, n := 1, 0
	if c >= 0xd4 && c <= 0xd8 {
		n = 1 << (c - 0xd4)
	} else { // c7..c9
		size := 1 << (c - 0xc7)
		v, err := r.uint(r.pos+1, size)
		if err != nil {
			return 0, "", err
		}
		head, n = 1+size, int(v)
	}
	if r.Len() < head+1 || n > r.Len()-head-1 {
		return 0, "", fmt.Errorf("byte %d: %w", r.pos, ErrTruncated)
	}
	typ = int8(r.data[r.pos+head])
	data = r.data[r.pos+head+1 : r.pos+head+1+n]
	r.pos += head + 1 + n
	return typ, data, nil
}

// Pair is one entry of a map read by [Reader.Any].
type Pair struct{ Key, Value any }

// Pairs is a map in the order of the file.
type Pairs []Pair

// Get returns the value under a string key.
func (p Pairs) Get(key string) (any, bool) {
	for i := range p {
		if s, ok := p[i].Key.(string); ok && s == key {
			return p[i].Value, true
		}
	}
	return nil, false
}

// Any reads the next value whole: nil, bool, int64 (uint64 where it does not
// fit), float64, string (bytes too), []any, [Pairs] or *[Numbers]. Extensions
// are refused.
func (r *Reader) Any() (any, error) {
	if r.depth >= MaxDepth {
		return nil, fmt.Errorf("byte %d: values are nested more than %d deep", r.pos, MaxDepth)
	}
	r.depth++
	defer func() { r.depth-- }()
	switch r.Kind() {
	case Nil:
		r.pos++
		return nil, nil
	case Bool:
		return r.Bool()
	case Int:
		v, neg, err := r.integer()
		if !neg && v > math.MaxInt64 {
			return v, err
		}
		return int64(v), err
	case Float:
		return r.Float()
	case String, Bytes:
		return r.String()
	case Array:
		n, err := r.Array()
		if err != nil {
			return nil, err
		}
		out := make([]any, 0, min(n, 1024))
		for range n {
			v, err := r.Any()
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		return out, nil
	case Map:
		at := r.pos
		n, err := r.Map()
		if err != nil {
			return nil, err
		}
		out := make(Pairs, 0, min(n, 1024))
		for range n {
			k, err := r.Any()
			if err != nil {
				return nil, err
			}
			v, err := r.Any()
			if err != nil {
				return nil, err
			}
			out = append(out, Pair{k, v})
		}
		if nd, ok := out.Get("nd"); ok && nd == true {
			a, err := numbers(out)
			if err != nil {
				return nil, fmt.Errorf("byte %d: array: %w", at, err)
			}
			return a, nil
		}
		return out, nil
	}
	return nil, r.wrong("a value")
}
