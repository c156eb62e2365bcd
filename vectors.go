package hearsay

import "math"

// Vectors are what the encoder knows of each token of a [Syntax] from what stands around it, for the heads that
// read them.
type Vectors struct {
	Width int // values a token
	// Place is where in the order of the encoder's pieces a token begins, and Pieces how many of
	// them it has; a token of white space has none, and a vector of zeros.
	Place, Pieces []int32

	values []uint16 // Width for each token: the upper halves of float32, so that a book fits into memory
}

// Reset empties v for so many tokens of so many values, and keeps its memory.
func (v *Vectors) Reset(tokens, width int) {
	v.Width, v.values, v.Place, v.Pieces = width, v.values[:0], v.Place[:0], v.Pieces[:0]
	if cap(v.values) < tokens*width {
		v.values = make([]uint16, 0, tokens*width)
	}
}

// Add adds a token. Its vector is kept with 8 binary digits a value.
func (v *Vectors) Add(place, pieces int32, x []float32) {
	v.Place, v.Pieces = append(v.Place, place), append(v.Pieces, pieces)
	for _, a := range x[:v.Width] {
		b := math.Float32bits(a)
		v.values = append(v.values, uint16((b+0x7fff+b>>16&1)>>16)) // to the nearest, to an even one between two
	}
}

// Len is the number of tokens.
func (v *Vectors) Len() int { return len(v.Place) }

// Rows writes the vectors of n tokens from first on into dst, one after the other.
func (v *Vectors) Rows(dst []float32, first, n int) {
	for i, b := range v.values[first*v.Width : (first+n)*v.Width] {
		dst[i] = math.Float32frombits(uint32(b) << 16)
	}
}
