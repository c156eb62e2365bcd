package embed

import (
	"fmt"

	"github.com/hearsay/hearsay/internal/kernel"
	"github.com/hearsay/hearsay/internal/syntax/load"
)

// static is the linear layer over a pipeline's static word vectors.
type static struct {
	vectors *load.Vectors
	w       *kernel.Matrix
	// missing is the vector of a word that has none: zeros, or in version 1 the
	// table's last row, because -1 counts from the end in Python.
	missing []float32
}

// readStatic finds the layer static_vectors where the model has one.
func (e *Encoder) readStatic(m *load.Model, vectors *load.Vectors, old bool) error {
	at := m.Find("static_vectors")
	if len(at) == 0 {
		return nil
	}
	if len(at) > 1 {
		return fmt.Errorf("%s: %w: %d layers static_vectors", m.File, ErrArchitecture, len(at))
	}
	if vectors == nil || vectors.Rows < 1 || vectors.Width < 1 || len(vectors.Data) < vectors.Rows*vectors.Width {
		return fmt.Errorf("%s: the model uses static vectors and the pipeline has none", m.File)
	}
	w, err := m.Param(at[0], "W", -1, vectors.Width)
	if err != nil {
		return err
	}
	s := &static{vectors: vectors, missing: make([]float32, vectors.Width)}
	if old {
		s.missing = vectors.Data[(vectors.Rows-1)*vectors.Width : vectors.Rows*vectors.Width]
	}
	if s.w, err = e.v.Pack(w.Data, w.Shape[0], vectors.Width); err != nil {
		return fmt.Errorf("%s: layer %d (static_vectors): %w", m.File, at[0], err)
	}
	e.static = s
	return nil
}

// of returns the vector of a word's id.
func (s *static) of(orth uint64) []float32 {
	if v := s.vectors.Of(orth); v != nil {
		return v
	}
	return s.missing
}
