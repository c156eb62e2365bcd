package merge

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"sort"

	"github.com/hearsay/hearsay"
)

//go:embed model.json
var modelJSON []byte

// Model is the fitted weights of the three decisions, as model.json has them.
type Model struct {
	Card   map[string]any `json:"card"`   // of what, how and with what figures
	Within Weights        `json:"within"` // tellings of one report
	Across Weights        `json:"across"` // a happening of a report and a merged event
	Follow Weights        `json:"follow"` // an event and one that it may follow from
}

// Decision is one of the three that weights are fitted for.
type Decision int

// The decisions.
const (
	Within Decision = iota // are two tellings of one report of one happening
	Across                 // is a happening of a report a merged event
	Follow                 // does an event follow from another
)

// String names it as model.json does.
func (d Decision) String() string { return [...]string{"within", "across", "follow"}[d] }

// Of is the weights of a decision.
func (m *Model) Of(d Decision) *Weights { return [...]*Weights{&m.Within, &m.Across, &m.Follow}[d] }

// Weights are those of one decision: log odds a feature, by the names of features.tsv and,
// for what follows from what, of bonds.tsv.
type Weights struct {
	Weights   map[string]float64 `json:"weights"`
	Threshold float64            `json:"threshold"` // log odds from which it is taken for so
	Seen      map[string]int     `json:"seen"`      // examples that showed the feature
	w         []float64          // in the order of the file
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
	return m, m.settle(t)
}

func (m *Model) settle(t *tables) error {
	for d := Within; d <= Follow; d++ {
		if err := m.Of(d).settle(t.sheets[d]); err != nil {
			return err
		}
	}
	return nil
}

// settle puts the weights in the order of the features; one that is not given has its prior.
func (w *Weights) settle(sheet []featureLine) error {
	given := 0
	w.w = make([]float64, len(sheet))
	for i, f := range sheet {
		v, ok := w.Weights[f.name]
		if !ok {
			v = f.prior
		} else {
			given++
		}
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("the weight of %q is no number", f.name)
		}
		w.w[i] = v
	}
	if given < len(w.Weights) {
		return fmt.Errorf("the weights of merging name a feature that features.tsv or bonds.tsv lacks: take it out of model.json, and fit them anew")
	}
	return nil
}

// score is the log odds that it is so.
func (w *Weights) score(x []float64) float64 {
	s := 0.0
	for i, w := range w.w[:len(x)] {
		s += w * x[i]
	}
	return s
}

// tellsNothing is the weight below which a feature is not worth a line of an
// explanation: such lines would be half of what the record keeps of a decision.
const tellsNothing = 0.1

// why lists what spoke for and against, the heaviest first.
func (w *Weights) why(sheet []featureLine, x []float64, notes map[int]string, begin string) []hearsay.Why {
	var out []hearsay.Why
	for i := 1; i < len(x); i++ {
		if math.Abs(x[i]*w.w[i]) < tellsNothing {
			continue
		}
		out = append(out, hearsay.Why{Feature: sheet[i].name, Value: round(x[i]), Weight: round(w.w[i] * x[i]), Note: notes[i]})
	}
	sort.SliceStable(out, func(a, b int) bool { return math.Abs(out[a].Weight) > math.Abs(out[b].Weight) })
	return append(out, hearsay.Why{Feature: "to begin with", Value: 1, Weight: round(w.w[0] - w.Threshold), Note: begin})
}

// whyOne explains that two are one happening.
func (m *Merger) whyOne(d Decision, c *pair) []hearsay.Why {
	return m.m.Of(d).why(m.t.sheets[d], c.x[:], c.notes, "two events of one family, and the threshold")
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
	for d := Within; d <= Follow; d++ {
		c.Of(d).Weights = maps.Clone(m.Of(d).Weights)
	}
	if err := c.settle(t); err != nil {
		return nil, err
	}
	return &Merger{t, &c}, nil
}

// Embedded is the model that the program has.
func Embedded() (*Model, error) { return ReadModel(modelJSON) }

// Prior is the model before anything was fitted.
func Prior() (*Model, error) { return ReadModel([]byte("{}")) }

// FeatureNames lists the features of a decision in their order.
func FeatureNames(d Decision) ([]string, error) {
	t, err := data()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range t.sheets[d] {
		if f.used {
			out = append(out, f.name)
		}
	}
	return out, nil
}
