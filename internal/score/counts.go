package score

// Counts are three numbers that add up over documents.
type Counts struct {
	Hit  int // in both
	Gold int
	Read int
}

// P is the precision: the share of what was read that is in the gold.
func (c Counts) P() float64 { return share(c.Hit, c.Read) }

// R is the recall: the share of the gold that was read.
func (c Counts) R() float64 { return share(c.Hit, c.Gold) }

// F is the harmonic mean of precision and recall.
func (c Counts) F() float64 { return harmonic(c.P(), c.R()) }

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}
