package dup

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"sync"

	"github.com/hearsay/hearsay"
)

//go:embed model.json
var modelJSON []byte

// Card says where weights come from.
type Card struct {
	Data    string `json:"data"`
	Split   string `json:"split"`
	Figures string `json:"figures"`
	Command string `json:"command"`
	Date    string `json:"date"`
}

// Model decides whether one of two reports is a copy of the other: a logistic
// regression.
type Model struct {
	Card      Card      `json:"card"`
	Features  []string  `json:"features"`
	Mean      []float64 `json:"mean"` // of each feature over the data; what speaks neither way
	Weights   []float64 `json:"weights"`
	Bias      float64   `json:"bias"` // at the mean
	Threshold float64   `json:"threshold"`
}

var embedded = sync.OnceValues(func() (*Model, error) { return ReadModel(modelJSON) })

// Embedded returns the weights that the program carries.
func Embedded() (*Model, error) { return embedded() }

// ReadModel reads weights from JSON.
func ReadModel(b []byte) (*Model, error) {
	var m Model
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, fmt.Errorf("weights of copies: %w", err)
	}
	n := len(featureList)
	if len(m.Features) != n || len(m.Mean) != n || len(m.Weights) != n {
		return nil, fmt.Errorf("weights of copies: %d features, not %d: make them anew with hearsay eval copies --fit", len(m.Features), n)
	}
	for i, f := range m.Features {
		if f != featureList[i].name {
			return nil, fmt.Errorf("weights of copies: feature %d is %q, not %q: make them anew with hearsay eval copies --fit", i, f, featureList[i].name)
		}
	}
	return &m, nil
}

// Score is the probability that a pair is a copy and its original.
func (m *Model) Score(x []float64) float64 {
	z := m.Bias
	for i, v := range x {
		z += m.Weights[i] * (v - m.Mean[i])
	}
	return 1 / (1 + math.Exp(-z))
}

// why lists what spoke for it and against it, in the order of the features;
// figures that hardly mattered are left out.
func (m *Model) why(x []float64) []hearsay.Why {
	var out []hearsay.Why
	for i, v := range x {
		w := m.Weights[i] * (v - m.Mean[i])
		if math.Abs(w) >= 0.05 {
			out = append(out, hearsay.Why{Feature: featureList[i].name, Value: round(v), Weight: round(w)})
		}
	}
	return out
}

func round(v float64) float64 { return math.Round(v*1000) / 1000 }

// Sample is a judged pair.
type Sample struct {
	X    []float64
	Copy bool
}

// Compare returns the features of two reports, for fitting and for measuring.
func Compare(a, b Me) []float64 {
	return features(compare(lay(a.Title, a.Text), lay(b.Title, b.Text)), about(&a, &b))
}

// Fit makes weights of judged pairs: logistic regression with a ridge penalty and
// signs that are kept, by Newton's method on the weights that are free to move.
// It needs no seed and gives the same on every machine.
func Fit(samples []Sample, ridge float64) *Model {
	n := len(featureList)
	m := &Model{Mean: make([]float64, n), Weights: make([]float64, n), Threshold: 0.5}
	for _, f := range featureList {
		m.Features = append(m.Features, f.name)
	}
	if len(samples) == 0 {
		return m
	}
	for _, s := range samples {
		for i, v := range s.X {
			m.Mean[i] += v / float64(len(samples))
		}
	}
	for i := range m.Mean {
		m.Mean[i] = round(m.Mean[i])
	}
	for range 200 {
		g, h := m.slopes(samples, ridge)
		for i, f := range featureList {
			// A weight at its bound that would cross it stays there.
			if m.Weights[i] == 0 && (g[i] > 0) == f.against {
				for k := range h {
					h[i][k], h[k][i] = 0, 0
				}
				g[i], h[i][i] = 0, 1
			}
		}
		step := solve(h, g)
		size := 0.0
		for i, f := range featureList {
			w := m.Weights[i] + step[i]
			if w > 0 == f.against {
				w = 0
			}
			size = max(size, math.Abs(w-m.Weights[i]))
			m.Weights[i] = w
		}
		m.Bias += step[n]
		if size < 1e-9 && math.Abs(step[n]) < 1e-9 {
			break
		}
	}
	for i := range m.Weights {
		m.Weights[i] = round(m.Weights[i])
	}
	m.Bias = round(m.Bias)
	return m
}

// slopes returns the gradient and the negative Hessian of the penalised
// likelihood; the bias comes last and is not penalised.
func (m *Model) slopes(samples []Sample, ridge float64) ([]float64, [][]float64) {
	n := len(m.Weights)
	g, h := make([]float64, n+1), make([][]float64, n+1)
	for i := range h {
		h[i] = make([]float64, n+1)
		if i < n {
			g[i] = -ridge * m.Weights[i]
			h[i][i] = ridge
		}
	}
	z := make([]float64, n+1)
	for _, s := range samples {
		for i, v := range s.X {
			z[i] = v - m.Mean[i]
		}
		z[n] = 1
		y, p := truth(s.Copy), m.Score(s.X)
		for i := range z {
			g[i] += (y - p) * z[i]
			for j := range z {
				h[i][j] += p * (1 - p) * z[i] * z[j]
			}
		}
	}
	return g, h
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

// solve solves h x = g by elimination with pivots; h and g are spent.
func solve(h [][]float64, g []float64) []float64 {
	n := len(g)
	for c := range n {
		p := c
		for r := c + 1; r < n; r++ {
			if math.Abs(h[r][c]) > math.Abs(h[p][c]) {
				p = r
			}
		}
		h[c], h[p], g[c], g[p] = h[p], h[c], g[p], g[c]
		if h[c][c] == 0 {
			continue
		}
		for r := c + 1; r < n; r++ {
			f := h[r][c] / h[c][c]
			for k := c; k < n; k++ {
				h[r][k] -= f * h[c][k]
			}
			g[r] -= f * g[c]
		}
	}
	x := make([]float64, n)
	for c := n - 1; c >= 0; c-- {
		x[c] = g[c]
		for k := c + 1; k < n; k++ {
			x[c] -= h[c][k] * x[k]
		}
		if h[c][c] != 0 {
			x[c] /= h[c][c]
		} else {
			x[c] = 0
		}
	}
	return x
}
