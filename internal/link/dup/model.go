package dup

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/hearsay/hearsay"
)

//go:embed model.json
var modelJSON []byte

// Card says where a model comes from.
type Card struct {
	Data    string `json:"data"`
	Split   string `json:"split"`
	Figures string `json:"figures"`
	Command string `json:"command"`
	Date    string `json:"date"`
}

// Model decides whether one of two reports is a copy of the other: a few hundred
// small trees that add up to log odds.
type Model struct {
	Card      Card     `json:"card"`
	Features  []string `json:"features"`
	Bias      float64  `json:"bias"` // log odds before anything is asked
	Threshold float64  `json:"threshold"`
	Trees     []tree   `json:"trees"`
}

var embedded = sync.OnceValues(func() (*Model, error) { return ReadModel(modelJSON) })

// Embedded returns the model that the program carries.
func Embedded() (*Model, error) { return embedded() }

// ReadModel reads a model from JSON.
func ReadModel(b []byte) (*Model, error) {
	var m Model
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("model of copies: %w", err)
	}
	if !slices.Equal(m.Features, featureNames()) {
		return nil, fmt.Errorf("model of copies: it is of other features: make it anew with hearsay eval copies --fit")
	}
	return &m, nil
}

// Score is the probability that a pair is a copy and its original.
func (m *Model) Score(x []float64) float64 {
	z := m.Bias
	for i := range m.Trees {
		m.Trees[i].walk(x, func(_ int, change float64) { z += change })
	}
	return logistic(z)
}

// why lists what spoke for it and against it, in the order of the features: what
// the answers to questions about each changed, over all trees (Saabas 2014,
// "Interpreting random forests"). Figures that hardly mattered are left out.
func (m *Model) why(x []float64) []hearsay.Why {
	changes := make([]float64, len(features))
	for i := range m.Trees {
		m.Trees[i].walk(x, func(f int, change float64) { changes[f] += change })
	}
	var out []hearsay.Why
	for i, w := range changes {
		if math.Abs(w) >= 0.05 {
			out = append(out, hearsay.Why{Feature: features[i].name, Value: milli(x[i]), Weight: milli(w)})
		}
	}
	return out
}

// milli keeps three digits after the point, for readers.
func milli(v float64) float64 { return math.Round(v*1000) / 1000 }

// Compare returns the figures of two reports, for fitting and for measuring.
func Compare(a, b Me) []float64 {
	return figures(compare(lay(a.Title, a.Text), lay(b.Title, b.Text)), about(&a, &b))
}

// LogLikelihood says how well the model foresees judged pairs: 0 at best.
func (m *Model) LogLikelihood(samples []Sample) float64 {
	l := 0.0
	for _, s := range samples {
		p := m.Score(s.X)
		if !s.Copy {
			p = 1 - p
		}
		l += math.Log(max(p, 1e-9))
	}
	return l
}
