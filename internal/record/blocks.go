package record

import (
	"encoding/binary"
	"errors"
	"math/bits"
	"slices"
)

// The list of a term is kept in blocks: one row for each stretch of 4096 numbers of
// which it holds some. So a list of a hundred thousand is read in a few hundred rows,
// and several lists are held against one another in milliseconds whatever they have
// in common.
const (
	BlockBits  = 12                 // of a number that tell its place in a block
	blockBytes = 1 << BlockBits / 8 // of a block that is a set of bits
)

// BlockOf is the block in which a number is kept, and its place there.
func BlockOf(seq int64) (block int64, place uint16) {
	return seq >> BlockBits, uint16(seq & (1<<BlockBits - 1))
}

// EditBlock puts places into a block and takes others out. A block of up to 255
// numbers lists their places, two bytes each, rising; a fuller one is a set of
// bits. An empty one is nil.
func EditBlock(body []byte, edit map[uint16]bool) ([]byte, error) {
	var set [blockBytes]byte
	if len(body) == blockBytes {
		copy(set[:], body)
	} else {
		if len(body)%2 != 0 || len(body) > blockBytes {
			return nil, errBlock
		}
		for i := 0; i < len(body); i += 2 {
			p := binary.LittleEndian.Uint16(body[i:])
			if p >= 1<<BlockBits {
				return nil, errBlock
			}
			set[p/8] |= 1 << (p % 8)
		}
	}
	for p, in := range edit { // in any order: the outcome is a set
		if in {
			set[p/8] |= 1 << (p % 8)
		} else {
			set[p/8] &^= 1 << (p % 8)
		}
	}
	n := 0
	for _, b := range set {
		n += bits.OnesCount8(b)
	}
	switch {
	case n == 0:
		return nil, nil
	case n*2 >= blockBytes:
		return set[:], nil
	}
	out := make([]byte, 0, 2*n)
	for i, b := range set {
		for ; b != 0; b &= b - 1 {
			out = binary.LittleEndian.AppendUint16(out, uint16(i*8+bits.TrailingZeros8(b)))
		}
	}
	return out, nil
}

// ReadBlock appends the numbers of a block that are at most atMost, falling.
func ReadBlock(out []int64, block int64, body []byte, atMost int64) ([]int64, error) {
	base := block << BlockBits
	if len(body) != blockBytes {
		if len(body)%2 != 0 || len(body) > blockBytes {
			return out, errBlock
		}
		for i := len(body) - 2; i >= 0; i -= 2 {
			if seq := base + int64(binary.LittleEndian.Uint16(body[i:])); seq <= atMost {
				out = append(out, seq)
			}
		}
		return out, nil
	}
	n := 0
	for _, b := range body {
		n += bits.OnesCount8(b)
	}
	out = slices.Grow(out, n)
	for i := len(body) - 1; i >= 0; i-- {
		for b := body[i]; b != 0; {
			top := 7 - bits.LeadingZeros8(b)
			b &^= 1 << top
			if seq := base + int64(i*8+top); seq <= atMost {
				out = append(out, seq)
			}
		}
	}
	return out, nil
}

var errBlock = errors.New("a block of the index of questions is damaged")
