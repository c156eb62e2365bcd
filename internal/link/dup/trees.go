package dup

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// How the trees are grown (Friedman 2001, "Greedy function approximation: a
// gradient boosting machine", and 2002, "Stochastic gradient boosting"; the value
// of a leaf and the gain of a split as in Chen and Guestrin 2016, "XGBoost").
// Chosen by leaving out tenths of folds T and A.
const (
	trees    = 300
	depth    = 3    // splits one after the other
	rate     = 0.04 // share of its own opinion that a tree adds
	bag      = 0.7  // share of the samples that a tree sees
	tried    = 8    // figures among which a split is looked for
	minLeaf  = 8    // samples in a leaf
	leafPull = 1    // towards nothing, for leaves of few samples
)

// nodes of a tree stand in the order of a heap: those below node i are 2i+1 and
// 2i+2. The last level has leaves only.
const (
	inner = 1<<depth - 1
	nodes = 1<<(depth+1) - 1
)

// tree is one opinion on a pair.
type tree struct {
	feature [inner]int // -1: a leaf
	at      [inner]float64
	value   [nodes]float64 // log odds, 0 at the root
}

// walk goes down the tree and calls step for each split with the figure that was
// asked and what the answer changes.
func (t *tree) walk(x []float64, step func(feature int, change float64)) {
	for i := 0; i < inner && t.feature[i] >= 0; {
		next := 2*i + 1
		if x[t.feature[i]] >= t.at[i] {
			next++
		}
		step(t.feature[i], t.value[next]-t.value[i])
		i = next
	}
}

// MarshalText writes the nodes in the order of the heap: "feature<bound", a leaf
// as "-", each with its value.
func (t tree) MarshalText() ([]byte, error) {
	var b strings.Builder
	for i := range nodes {
		if i > 0 {
			b.WriteByte(' ')
		}
		if i < inner && t.feature[i] >= 0 {
			fmt.Fprintf(&b, "%d<%v", t.feature[i], t.at[i])
		} else {
			b.WriteByte('-')
		}
		fmt.Fprintf(&b, "=%v", t.value[i])
	}
	return []byte(b.String()), nil
}

// UnmarshalText reads what MarshalText wrote.
func (t *tree) UnmarshalText(text []byte) error {
	bad := errors.New("a tree is damaged")
	fs := strings.Fields(string(text))
	if len(fs) != nodes {
		return bad
	}
	for i, f := range fs {
		split, value, ok := strings.Cut(f, "=")
		v, err := strconv.ParseFloat(value, 64)
		if !ok || err != nil {
			return bad
		}
		t.value[i] = v
		if i >= inner {
			continue
		}
		t.feature[i] = -1
		if split == "-" {
			continue
		}
		k, at, _ := strings.Cut(split, "<")
		if t.feature[i], err = strconv.Atoi(k); err != nil || t.feature[i] < 0 || t.feature[i] >= len(features) {
			return bad
		}
		if t.at[i], err = strconv.ParseFloat(at, 64); err != nil {
			return bad
		}
	}
	return nil
}

// Sample is a judged pair.
type Sample struct {
	X    []float64
	Copy bool
}

// Fit grows trees on judged pairs. What is left to chance comes from a seed of its
// own: it gives the same on every machine.
func Fit(samples []Sample) *Model {
	m := &Model{Features: featureNames(), Threshold: 0.5}
	copies := 0.5 // drawn to one half
	for _, s := range samples {
		copies += truth(s.Copy)
	}
	of := float64(len(samples)) + 1
	m.Bias = math.Log(copies / (of - copies))
	g := grower{samples: samples, z: make([]float64, len(samples)), rng: rand.New(rand.NewPCG(1987, 2016))}
	for i := range g.z {
		g.z[i] = m.Bias
	}
	for range trees {
		t := g.grow()
		// The root's own opinion goes into the bias, so that what the splits change
		// adds up to the whole.
		m.Bias += t.value[0]
		for i := nodes - 1; i > 0; i-- {
			if t.feature[(i-1)/2] >= 0 {
				t.value[i] = round(t.value[i] - t.value[0])
			}
		}
		t.value[0] = 0
		m.Trees = append(m.Trees, *t)
	}
	m.Bias = round(m.Bias)
	return m
}

// grower grows one tree after the other on what those before got wrong.
type grower struct {
	samples []Sample
	z       []float64 // log odds of each sample so far
	rng     *rand.Rand
}

func (g *grower) grow() *tree {
	t := &tree{}
	for i := range t.feature {
		t.feature[i] = -1
	}
	var in []int
	for i := range g.samples {
		if g.rng.Float64() < bag {
			in = append(in, i)
		}
	}
	g.split(t, 0, in, math.Inf(-1), math.Inf(1))
	for i := range g.samples {
		g.z[i] += t.value[0]
		t.walk(g.samples[i].X, func(_ int, change float64) { g.z[i] += change })
	}
	return t
}

// sums are the first and second derivative of the likelihood over samples.
type sums struct{ g, h float64 }

func (g *grower) of(i int) sums {
	p := logistic(g.z[i])
	return sums{truth(g.samples[i].Copy) - p, p * (1 - p)}
}

func (s sums) plus(o sums, sign float64) sums { return sums{s.g + sign*o.g, s.h + sign*o.h} }
func (s sums) gain() float64                  { return s.g * s.g / (s.h + leafPull) }
func (s sums) value() float64                 { return rate * s.g / (s.h + leafPull) }

// split gives node its value, within lowest and highest, and looks for the bound of
// a figure that parts its samples best. Figures speak one way: the side on which
// one speaks more for a copy gets the higher value, and all below it too.
func (g *grower) split(t *tree, node int, in []int, lowest, highest float64) {
	within := func(s sums) float64 { return max(lowest, min(highest, s.value())) }
	var all sums
	for _, i := range in {
		all = all.plus(g.of(i), 1)
	}
	t.value[node] = within(all)
	if node >= inner || len(in) < 2*minLeaf {
		return
	}
	best, feature, at := all.gain()+1e-6, -1, 0.0
	var low, high float64
	for _, f := range g.rng.Perm(len(features))[:tried] {
		slices.SortStableFunc(in, func(i, j int) int { return cmp.Compare(g.samples[i].X[f], g.samples[j].X[f]) })
		var left sums
		for k := range in[:len(in)-1] {
			left = left.plus(g.of(in[k]), 1)
			x, y := g.samples[in[k]].X[f], g.samples[in[k+1]].X[f]
			if x == y || k+1 < minLeaf || len(in)-k-1 < minLeaf {
				continue
			}
			// Bounds are written with few digits: they must still part the two.
			mid := round((x + y) / 2)
			if mid <= x || mid > y {
				continue
			}
			right := all.plus(left, -1)
			v, l, r := left.gain()+right.gain(), within(left), within(right)
			if v > best && (r-l)*float64(features[f].way) >= 0 {
				best, feature, at, low, high = v, f, mid, l, r
			}
		}
	}
	if feature < 0 {
		return
	}
	t.feature[node], t.at[node] = feature, at
	var below, above []int
	for _, i := range in {
		if g.samples[i].X[feature] < at {
			below = append(below, i)
		} else {
			above = append(above, i)
		}
	}
	mid := (low + high) / 2
	switch features[feature].way {
	case speaksFor:
		g.split(t, 2*node+1, below, lowest, mid)
		g.split(t, 2*node+2, above, mid, highest)
	case speaksAgainst:
		g.split(t, 2*node+1, below, mid, highest)
		g.split(t, 2*node+2, above, lowest, mid)
	default:
		g.split(t, 2*node+1, below, lowest, highest)
		g.split(t, 2*node+2, above, lowest, highest)
	}
}

func logistic(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// round keeps four digits after the point: enough for a model, and a file that is
// the same on machines whose last bits differ.
func round(v float64) float64 { return math.Round(v*1e4) / 1e4 }
