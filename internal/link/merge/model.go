package merge

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/hearsay/hearsay"
)

//go:embed model.json
var modelJSON []byte

// Model is the fitted weights of both decisions, as model.json has them.
type Model struct {
	Card   map[string]any `json:"card"`   // of what, how and with what figures
	Within Weights        `json:"within"` // tellings of one report
	Across Weights        `json:"across"` // a happening of a report and a merged event
}

// Weights are those of one decision: log odds a feature, by the names of features.tsv.
type Weights struct {
	Weights   map[string]float64 `json:"weights"`
	Threshold float64            `json:"threshold"` // log odds from which two are one
	Seen      map[string]int     `json:"seen"`      // examples that showed the feature
	w         Vector
}

// ReadModel reads a model from JSON.
func ReadModel(b []byte) (*Model, error) {
	t, err := data()
	if err != nil {
		return nil, err
	}
	m := &Model{}
	if err := json.Unmarshal(b, m); err != nil {
		return nil, fmt.Errorf("the weights of merging: %w", err)
	}
	for i, w := range []*Weights{&m.Within, &m.Across} {
		if err := w.settle(t, i); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// settle puts the weights in the order of the features; one that is not given has its prior.
func (w *Weights) settle(t *tables, which int) error {
	given := 0
	for i, f := range t.features {
		v, ok := w.Weights[f.name]
		if !ok {
			v = f.prior[which]
		} else {
			given++
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("the weight of %q is no number", f.name)
		}
		w.w[i] = v
	}
	if given < len(w.Weights) {
		return fmt.Errorf("the weights of merging name a feature that features.tsv lacks")
	}
	return nil
}

// score is the log odds that a pair is one happening.
func (w *Weights) score(x *Vector) float64 {
	s := 0.0
	for i := range x {
		s += w.w[i] * x[i]
	}
	return s
}

// tellsNothing is the weight below which a feature is not worth a line of an
// explanation: such lines would be half of what the record keeps of a decision.
const tellsNothing = 0.1

// why lists what spoke for and against, the heaviest first.
func (w *Weights) why(t *tables, c *pair) []hearsay.Why {
	var out []hearsay.Why
	for i := 1; i < int(features); i++ {
		if math.Abs(c.x[i]*w.w[i]) < tellsNothing {
			continue
		}
		out = append(out, hearsay.Why{Feature: t.features[i].name, Value: round(c.x[i]), Weight: round(w.w[i] * c.x[i]), Note: c.notes[i]})
	}
	sort.SliceStable(out, func(a, b int) bool { return math.Abs(out[a].Weight) > math.Abs(out[b].Weight) })
	return append(out, hearsay.Why{Feature: "to begin with", Value: 1, Weight: round(w.w[fBias] - w.Threshold), Note: "two events of one family, and the threshold"})
}

func round(v float64) float64 { return math.Round(v*1000) / 1000 }

// Merger places tellings. It holds only tables and weights and can be shared.
type Merger struct {
	t *tables
	m *Model
}

// New returns a merger with the embedded weights.
func New() (*Merger, error) {
	m, err := ReadModel(modelJSON)
	if err != nil {
		return nil, err
	}
	return With(m)
}

// With returns a merger with other weights.
func With(m *Model) (*Merger, error) {
	t, err := data()
	if err != nil {
		return nil, err
	}
	c := *m
	c.Within.Weights, c.Across.Weights = cloneMap(m.Within.Weights), cloneMap(m.Across.Weights)
	for i, w := range []*Weights{&c.Within, &c.Across} {
		if err := w.settle(t, i); err != nil {
			return nil, err
		}
	}
	return &Merger{t, &c}, nil
}

func cloneMap(m map[string]float64) map[string]float64 {
	out := make(map[string]float64, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}

// Prior is the model before anything was fitted.
func Prior() (*Model, error) { return ReadModel([]byte("{}")) }

// FeatureNames lists the features in their order.
func FeatureNames() ([]string, error) {
	t, err := data()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range t.features {
		out = append(out, f.name)
	}
	return slices.Clip(out), nil
}
