package story

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"sync"
)

//go:embed model.json
var modelJSON []byte

// Model is what is fitted: how features become log odds, and the thresholds.
type Model struct {
	Card  ModelCard `json:"card"`
	Names []string  `json:"names"` // of the features, so that the file tells what its numbers are
	Pair  Net       `json:"pair"`
	Story Linear    `json:"story"` // of how a report stands to the members of a story
	Camps Linear    `json:"camps"` // of how two camps of a story stand to one another
	// Place is the log odds over which a report is placed into a story; Join the
	// mean of them over which two stories that want one report are joined; Split the log odds over
	// which two camps of a story are parted.
	Place float64 `json:"place"`
	Join  float64 `json:"join"`
	Split float64 `json:"split"`
}

// ModelCard says where a model comes from.
type ModelCard struct {
	Made    string   `json:"made"` // date
	By      string   `json:"by"`   // command
	Data    []string `json:"data"`
	Split   string   `json:"split"`
	Figures []string `json:"figures"`
}

// Linear is a logistic regression.
type Linear struct {
	Bias    float64   `json:"bias"`
	Weights []float64 `json:"weights"`
}

// Odds are the log odds.
func (l *Linear) Odds(x []float64) float64 {
	s := l.Bias
	for i, w := range l.Weights {
		s += w * x[i]
	}
	return s
}

// Net is a logistic regression with a small layer beside it that knows about
// pairs of features: odds = bias + weights·x + out·tanh(hidden·x + shift). Without Hidden
// it is the regression alone.
type Net struct {
	Linear
	Hidden [][]float64 `json:"hidden,omitempty"`
	Shift  []float64   `json:"shift,omitempty"`
	Out    []float64   `json:"out,omitempty"`
}

// Odds are the log odds that two reports tell of one happening.
func (n *Net) Odds(f *Features) float64 {
	s := n.Linear.Odds(f[:])
	// Most figures about most pairs are 0.
	var some [features]uint8
	set := some[:0]
	for i, x := range f {
		if x != 0 {
			set = append(set, uint8(i))
		}
	}
	for h, row := range n.Hidden {
		t := n.Shift[h]
		for _, i := range set {
			t += row[i] * f[i]
		}
		s += n.Out[h] * math.Tanh(t)
	}
	return s
}

// DefaultModel is the one in the program.
var DefaultModel = sync.OnceValues(func() (*Model, error) { return ParseModel(modelJSON) })

// ParseModel reads a model and checks that it is one for these features.
func ParseModel(data []byte) (*Model, error) {
	var m Model
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, fmt.Errorf("the model of stories: %w", err)
	}
	if len(m.Names) != int(features) || len(m.Pair.Weights) != int(features) || len(m.Story.Weights) != WholeFeatures || len(m.Camps.Weights) != CampFigures ||
		len(m.Pair.Shift) != len(m.Pair.Hidden) || len(m.Pair.Out) != len(m.Pair.Hidden) {
		return nil, fmt.Errorf("the model of stories has %d features; this program has %d: fit it anew", len(m.Names), features)
	}
	for i, name := range m.Names {
		if name != Feature(i).String() {
			return nil, fmt.Errorf("feature %d of the model is %q; in this program %q: fit it anew", i, name, Feature(i))
		}
	}
	for _, row := range m.Pair.Hidden {
		if len(row) != int(features) {
			return nil, fmt.Errorf("a row of the model's layer has %d weights, not %d", len(row), features)
		}
	}
	return &m, nil
}

// FeatureNames are the names of all features, in order.
func FeatureNames() []string { return featureNames[:] }
