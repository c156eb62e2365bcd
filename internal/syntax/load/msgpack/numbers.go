package msgpack

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
)

// Numbers is an array as numpy stores it: rows first, little-endian. It is read
// from an array of msgpack-numpy or from a .npy file.
type Numbers struct {
	Type  string // numpy's name of the type: "<f4", "<i8", "|i1"
	Shape []int
	Data  string // the bytes of the numbers, a view of the input
}

// Count is how many numbers the array holds.
func (a *Numbers) Count() int {
	n := 1
	for _, d := range a.Shape {
		n *= d
	}
	return n
}

// itemSize returns the bytes of one number, and its class: f, i, u or b.
func itemSize(typ string) (class byte, size int, err error) {
	if len(typ) >= 3 && (typ[0] == '<' || typ[0] == '|' || typ[0] == '=') {
		n, err := strconv.Atoi(typ[2:])
		if err == nil && (n == 1 || n == 2 || n == 4 || n == 8) {
			switch typ[1] {
			case 'f', 'i', 'u', 'b':
				return typ[1], n, nil
			}
		}
	}
	return 0, 0, fmt.Errorf("numbers of the type %q are not known (known are little-endian floats and integers)", typ)
}

// NewNumbers checks that data holds exactly the numbers that typ and shape announce.
func NewNumbers(typ string, shape []int, data string) (*Numbers, error) {
	_, size, err := itemSize(typ)
	if err != nil {
		return nil, err
	}
	n := 1
	for _, d := range shape {
		if d < 0 || d > 0 && n > math.MaxInt32/d*4 {
			return nil, fmt.Errorf("the shape %v is not possible", shape)
		}
		n *= d
	}
	if n*size != len(data) {
		return nil, fmt.Errorf("an array of the shape %v and the type %s has %d bytes, the file has %d: it is cut off or broken", shape, typ, n*size, len(data))
	}
	return &Numbers{typ, shape, data}, nil
}

func numbers(p Pairs) (*Numbers, error) {
	typ, _ := p.Get("type")
	shape, _ := p.Get("shape")
	data, _ := p.Get("data")
	t, ok1 := typ.(string)
	s, ok2 := shape.([]any)
	d, ok3 := data.(string)
	if !ok1 || !ok2 || !ok3 {
		return nil, fmt.Errorf("type, shape or data is missing or of the wrong kind")
	}
	if len(s) > 8 {
		return nil, fmt.Errorf("%d dimensions", len(s))
	}
	dims := make([]int, len(s))
	for i, v := range s {
		n, ok := v.(int64)
		if !ok || n < 0 || n > math.MaxInt32 {
			return nil, fmt.Errorf("dimension %d is %v", i, v)
		}
		dims[i] = int(n)
	}
	return NewNumbers(t, dims, d)
}

// Float32s returns the numbers as float32.
func (a *Numbers) Float32s() ([]float32, error) {
	class, size, err := itemSize(a.Type)
	if err != nil {
		return nil, err
	}
	d := a.Data
	out := make([]float32, len(d)/size)
	switch {
	case class == 'f' && size == 4:
		for i := range out {
			b := d[4*i : 4*i+4]
			out[i] = math.Float32frombits(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24)
		}
	case class == 'f' && size == 8:
		for i := range out {
			out[i] = float32(math.Float64frombits(binary.LittleEndian.Uint64([]byte(d[8*i : 8*i+8]))))
		}
	case class == 'f' && size == 2:
		for i := range out {
			out[i] = half(uint16(d[2*i]) | uint16(d[2*i+1])<<8)
		}
	default:
		ints, err := a.Uint64s()
		if err != nil {
			return nil, err
		}
		for i, v := range ints {
			if class == 'i' {
				out[i] = float32(int64(v))
			} else {
				out[i] = float32(v)
			}
		}
	}
	return out, nil
}

// Uint64s returns whole numbers as their 64 bits, sign extended.
func (a *Numbers) Uint64s() ([]uint64, error) {
	class, size, err := itemSize(a.Type)
	if err != nil {
		return nil, err
	}
	if class == 'f' {
		return nil, fmt.Errorf("whole numbers expected, %s found", a.Type)
	}
	out := make([]uint64, len(a.Data)/size)
	for i := range out {
		var v uint64
		for j := size - 1; j >= 0; j-- {
			v = v<<8 | uint64(a.Data[i*size+j])
		}
		if class == 'i' {
			shift := 64 - 8*size
			v = uint64(int64(v<<shift) >> shift)
		}
		out[i] = v
	}
	return out, nil
}

// half converts an IEEE 754 binary16.
func half(h uint16) float32 {
	sign, exp, frac := uint32(h>>15)<<31, uint32(h>>10&31), uint32(h&1023)
	switch exp {
	case 0:
		v := float32(frac) / (1 << 24)
		if sign != 0 {
			v = -v
		}
		return v
	case 31:
		return math.Float32frombits(sign | 0xff<<23 | frac<<13)
	}
	return math.Float32frombits(sign | (exp+112)<<23 | frac<<13)
}
