package story

import (
	"math"
	"math/rand/v2"
)

// Sample is one example for fitting: figures, whether they belong together, and
// how much the example counts.
type Sample struct {
	X      []float64
	Same   bool
	Weight float64
}

// FitNets fits several nets that start from other numbers and puts them into one
// that gives the mean of their log odds: it errs less than each on reports that it has not
// seen.
func FitNets(samples []Sample, nets, hidden, rounds int, penalty float64) Net {
	var all Net
	for k := range nets {
		n := FitNet(samples, hidden, rounds, penalty, uint64(k))
		if all.Weights == nil {
			all.Weights = make([]float64, len(n.Weights))
		}
		share := 1 / float64(nets)
		all.Bias += n.Bias * share
		for i, w := range n.Weights {
			all.Weights[i] += w * share
		}
		for h := range n.Hidden {
			all.Hidden = append(all.Hidden, n.Hidden[h])
			all.Shift = append(all.Shift, n.Shift[h])
			all.Out = append(all.Out, short(n.Out[h]*share))
		}
	}
	all.Bias = short(all.Bias)
	for i := range all.Weights {
		all.Weights[i] = short(all.Weights[i])
	}
	return all
}

// FitNet fits a [Net] on samples: the regression with a layer beside it, by Adam on
// the logistic loss with a penalty on squared weights. The same samples and seed give
// the same net.
func FitNet(samples []Sample, hidden, rounds int, penalty float64, seed uint64) Net {
	n := len(samples[0].X)
	mean, dev := moments(samples, n)
	rng := rand.New(rand.NewPCG(4, seed))
	// All parameters in one row: weights, bias, then a unit after the other: its weights, shift, out.
	unit := n + 2
	theta := make([]float64, n+1+hidden*unit)
	for h := range hidden {
		at := n + 1 + h*unit
		for i := range n {
			theta[at+i] = rng.NormFloat64() * 0.6 / math.Sqrt(float64(n))
		}
		theta[at+n+1] = rng.NormFloat64() * 0.1
	}
	x := make([][]float64, len(samples))
	for i, s := range samples {
		x[i] = make([]float64, n)
		for j, v := range s.X {
			x[i][j] = (v - mean[j]) / dev[j]
		}
	}
	const batch = 256
	m, v := make([]float64, len(theta)), make([]float64, len(theta))
	grad := make([]float64, len(theta))
	act := make([]float64, hidden)
	order := rng.Perm(len(samples))
	step := 0
	for round := range rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		rate := 0.004 * (1 - 0.9*float64(round)/float64(rounds))
		for from := 0; from < len(order); from += batch {
			part := order[from:min(from+batch, len(order))]
			clear(grad)
			for _, i := range part {
				xi := x[i]
				s := theta[n] + dot(theta[:n], xi)
				for h := range hidden {
					at := n + 1 + h*unit
					act[h] = math.Tanh(theta[at+n] + dot(theta[at:at+n], xi))
					s += theta[at+n+1] * act[h]
				}
				d := 1 / (1 + math.Exp(-s))
				if samples[i].Same {
					d--
				}
				d *= samples[i].Weight
				addTimes(grad[:n], xi, d)
				grad[n] += d
				for h := range hidden {
					at := n + 1 + h*unit
					grad[at+n+1] += d * act[h]
					e := d * theta[at+n+1] * (1 - act[h]*act[h])
					grad[at+n] += e
					addTimes(grad[at:at+n], xi, e)
				}
			}
			step++
			scale := 1 / float64(len(part))
			c1, c2 := 1-math.Pow(0.9, float64(step)), 1-math.Pow(0.999, float64(step))
			for j := range theta {
				g := grad[j]*scale + penalty*theta[j]
				m[j] = 0.9*m[j] + 0.1*g
				v[j] = 0.999*v[j] + 0.001*g*g
				theta[j] -= rate * (m[j] / c1) / (math.Sqrt(v[j]/c2) + 1e-8)
			}
		}
	}
	return unscale(theta, mean, dev, n, hidden)
}

func dot(a, b []float64) float64 {
	b = b[:len(a)]
	even, odd := 0.0, 0.0 // two sums, so that one addition need not wait for the other
	i := 0
	for ; i+1 < len(a); i += 2 {
		even += a[i] * b[i]
		odd += a[i+1] * b[i+1]
	}
	if i < len(a) {
		even += a[i] * b[i]
	}
	return even + odd
}

// addTimes adds f times x to sum.
func addTimes(sum, x []float64, f float64) {
	x = x[:len(sum)]
	for i := range sum {
		sum[i] += f * x[i]
	}
}

// moments are the mean and the spread of each figure.
func moments(samples []Sample, n int) (mean, dev []float64) {
	mean, dev = make([]float64, n), make([]float64, n)
	for _, s := range samples {
		for j, v := range s.X {
			mean[j] += v / float64(len(samples))
		}
	}
	for _, s := range samples {
		for j, v := range s.X {
			dev[j] += (v - mean[j]) * (v - mean[j]) / float64(len(samples))
		}
	}
	for j := range dev {
		dev[j] = math.Sqrt(dev[j])
		if dev[j] < 1e-6 {
			dev[j] = 1
		}
	}
	return mean, dev
}

// unscale turns weights for standardized figures into weights for the figures
// themselves, rounded to six digits so that the file is short.
func unscale(theta, mean, dev []float64, n, hidden int) Net {
	row := func(at int) ([]float64, float64) {
		w, shift := make([]float64, n), theta[at+n]
		for j := range n {
			w[j] = short(theta[at+j] / dev[j])
			shift -= theta[at+j] / dev[j] * mean[j]
		}
		return w, short(shift)
	}
	var net Net
	net.Weights, net.Bias = row(0)
	for h := range hidden {
		at := n + 1 + h*(n+2)
		w, shift := row(at)
		net.Hidden = append(net.Hidden, w)
		net.Shift = append(net.Shift, shift)
		net.Out = append(net.Out, short(theta[at+n+1]))
	}
	return net
}

func short(x float64) float64 { return math.Round(x*1e5) / 1e5 }
