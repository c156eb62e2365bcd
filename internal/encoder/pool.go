package encoder

import "github.com/hearsay/hearsay"

// Pooling says how the vector of a token is made of those of its pieces.
type Pooling int

const (
	First Pooling = iota // that of its first piece
	Mean                 // their mean
)

// Pool appends a vector for each token to dst: tokens are bytes of the text, in its
// order. A piece belongs to a token where they share a byte; a token without pieces, such as one of
// white space, has a vector of zeros.
func (v *Vectors) Pool(dst []float32, tokens []hearsay.Span, how Pooling) []float32 {
	i := 0
	for _, t := range tokens {
		for i < len(v.Pieces) && v.Pieces[i].End <= t.Start {
			i++
		}
		at, n := len(dst), 0
		for j := i; j < len(v.Pieces) && v.Pieces[j].Start < t.End; j++ {
			if n++; n == 1 {
				dst = append(dst, v.At(j)...)
				if how == First {
					break
				}
				continue
			}
			for k, x := range v.At(j) {
				dst[at+k] += x
			}
		}
		switch {
		case n == 0:
			dst = append(dst, make([]float32, v.Hidden)...)
		case n > 1:
			for k := range dst[at:] {
				dst[at+k] /= float32(n)
			}
		}
	}
	return dst
}
