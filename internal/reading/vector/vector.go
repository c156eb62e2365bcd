// Package vector adds what the encoder knows of each token.
//
// Needs: Syntax. Gives: Vectors, for the heads of later stages.
//
//	r, err := vector.New()
//	r.Read(reading)
//	reading.Vectors.At(3) // 384 numbers
package vector

import (
	"strings"
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

// straight makes one kind of quotation marks of all, as long in bytes as they were: what a report says does not hang on which its outlet prints. The encoder passes over what
// fills up.
var straight = strings.NewReplacer("“", "\"\x01\x01", "”", "\"\x01\x01", "„", "\"\x01\x01", "‟", "\"\x01\x01", "‘", "'\x01\x01", "’", "'\x01\x01", "‚", "'\x01\x01")

func even(s *hearsay.Syntax) *hearsay.Syntax {
	out := *s
	out.Text = straight.Replace(s.Text)
	return &out
}

// Read fills r.Vectors.
func (rd *Reader) Read(r *hearsay.Reading) {
	w := rd.workers.Get().(*encoder.Worker)
	defer rd.workers.Put(w)
	r.Vectors = &hearsay.Vectors{}
	w.Tokens(even(r.Syntax), r.Vectors)
}

// Without gives the vectors of a syntax of which a stretch is hidden; an empty one hides nothing.
func (rd *Reader) Without(s *hearsay.Syntax, hidden hearsay.Span) *hearsay.Vectors {
	w := rd.workers.Get().(*encoder.Worker)
	defer rd.workers.Put(w)
	v := &hearsay.Vectors{}
	w.TokensWithout(even(s), hidden, v)
	return v
}
