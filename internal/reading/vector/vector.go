// Package vector adds what the encoder knows of each token.
//
// Needs: Syntax. Gives: Vectors, for the heads of later stages.
//
//	r, err := vector.New()
//	r.Read(reading)
//	reading.Vectors.At(3) // 384 numbers
package vector

import (
	"sync"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/encoder"
	"github.com/hearsay/hearsay/internal/model"
)

// Reader encodes reports. It is safe for concurrent use.
type Reader struct{ workers sync.Pool }

// New takes the embedded encoder.
func New() (*Reader, error) {
	m, err := model.Encoder()
	if err != nil {
		return nil, err
	}
	return With(m), nil
}

// With takes another encoder.
func With(m *encoder.Model) *Reader {
	return &Reader{sync.Pool{New: func() any { return m.NewWorker() }}}
}

// Read fills r.Vectors.
func (rd *Reader) Read(r *hearsay.Reading) {
	w := rd.workers.Get().(*encoder.Worker)
	defer rd.workers.Put(w)
	r.Vectors = &hearsay.Vectors{}
	w.Tokens(r.Syntax, r.Vectors)
}

// Without gives the vectors of a syntax of which a stretch is hidden; an empty one hides nothing.
func (rd *Reader) Without(s *hearsay.Syntax, hidden hearsay.Span) *hearsay.Vectors {
	w := rd.workers.Get().(*encoder.Worker)
	defer rd.workers.Put(w)
	v := &hearsay.Vectors{}
	w.TokensWithout(s, hidden, v)
	return v
}
