package record

import (
	"context"
	"encoding/binary"
	"math"
)

// RowSet is a set of row numbers: a set of bits for each block. The zero value is empty.
type RowSet struct {
	all    bool // every row
	blocks []*[blockWords]uint64
}

const blockWords = 1 << BlockBits / 64

// Has tells whether a row is in the set.
func (s *RowSet) Has(seq int64) bool {
	if s.all {
		return true
	}
	block, place := BlockOf(seq)
	return seq >= 0 && block < int64(len(s.blocks)) && s.blocks[block] != nil && s.blocks[block][place/64]>>(place%64)&1 != 0
}

// Add puts a row into the set.
func (s *RowSet) Add(seq int64) {
	block, place := BlockOf(seq)
	s.block(block)[place/64] |= 1 << (place % 64)
}

// AddBlock puts the rows of a block of the index into the set; see [EditBlock].
func (s *RowSet) AddBlock(block int64, body []byte) error {
	if block < 0 || block > math.MaxInt32 || len(body) > blockBytes || len(body)%2 != 0 {
		return errBlock
	}
	b := s.block(block)
	if len(body) == blockBytes {
		for i := range b {
			b[i] |= binary.LittleEndian.Uint64(body[8*i:])
		}
		return nil
	}
	for i := 0; i < len(body); i += 2 {
		p := binary.LittleEndian.Uint16(body[i:])
		if p >= 1<<BlockBits {
			return errBlock
		}
		b[p/64] |= 1 << (p % 64)
	}
	return nil
}

func (s *RowSet) block(n int64) *[blockWords]uint64 {
	for int64(len(s.blocks)) <= n {
		s.blocks = append(s.blocks, nil)
	}
	if s.blocks[n] == nil {
		s.blocks[n] = new([blockWords]uint64)
	}
	return s.blocks[n]
}

// part is the 64 bits that begin at seq, which is a multiple of 64.
func (s *RowSet) part(seq int64) uint64 {
	if s.all {
		return math.MaxUint64
	}
	block, place := BlockOf(seq)
	if block >= int64(len(s.blocks)) || s.blocks[block] == nil {
		return 0
	}
	return s.blocks[block][place/64]
}

// and keeps what is in other too.
func (s *RowSet) and(other *RowSet) {
	switch {
	case other.all:
		return
	case s.all:
		*s = *other
		return
	}
	for i, b := range s.blocks {
		if b == nil {
			continue
		}
		if i >= len(other.blocks) || other.blocks[i] == nil {
			s.blocks[i] = nil
			continue
		}
		for j := range b {
			b[j] &= other.blocks[i][j]
		}
	}
}

// Gather is the set of all rows that answer n: the lists are read whole, where [Walk] reads
// only what a page needs. whole puts the whole list of a term into a set.
func Gather(ctx context.Context, n Node, whole func(ctx context.Context, term int64, into *RowSet) error) (*RowSet, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := &RowSet{}
	switch {
	case n.All != nil:
		out.all = true
		for _, k := range n.All {
			s, err := Gather(ctx, k, whole)
			if err != nil {
				return nil, err
			}
			out.and(s)
		}
	case n.Any != nil:
		for _, k := range n.Any {
			if k.Term != 0 { // straight into it: a range of time has a hundred
				if err := whole(ctx, k.Term, out); err != nil {
					return nil, err
				}
				continue
			}
			s, err := Gather(ctx, k, whole)
			if err != nil {
				return nil, err
			}
			out.or(s)
		}
	case n.Seqs != nil:
		for _, seq := range n.Seqs {
			out.Add(seq)
		}
	case n.List != nil:
		for atMost := int64(math.MaxInt64); ; {
			got, err := n.List(ctx, atMost, maxChunk)
			if err != nil {
				return nil, err
			}
			for _, seq := range got.Seqs {
				out.Add(seq)
			}
			if !got.More || len(got.Seqs) == 0 {
				return out, nil
			}
			atMost = got.Seqs[len(got.Seqs)-1] - 1
		}
	case n.Term != 0:
		return out, whole(ctx, n.Term, out)
	default:
		out.all = true
	}
	return out, nil
}

// or adds what is in other.
func (s *RowSet) or(other *RowSet) {
	s.all = s.all || other.all
	for i, b := range other.blocks {
		if b == nil {
			continue
		}
		mine := s.block(int64(i))
		for j := range mine {
			mine[j] |= b[j]
		}
	}
}
