package score

import "fmt"

// BCubed holds two partitions of the same items against each other (Bagga and
// Baldwin 1998): for each item, which share of its cluster belongs there
// (precision), and which share of those that belong with it are there (recall),
// in the mean over the items. Items that stand alone count, unlike in [Coref].
type BCubed struct {
	Items, Gold, Got int // items, clusters of the gold, clusters found
	P, R             float64
}

// F is the harmonic mean of precision and recall.
func (b BCubed) F() float64 { return harmonic(b.P, b.R) }

func (b BCubed) String() string {
	return fmt.Sprintf("P %.3f  R %.3f  F %.3f  (%d reports, %d stories, %d found)", b.P, b.R, b.F(), b.Items, b.Gold, b.Got)
}

// Partition counts B-cubed; gold[i] and got[i] name the clusters of item i. The
// mean is over the items for which in is true, each with its whole clusters; in
// may be nil: all.
func Partition(gold, got []string, in []bool) BCubed {
	g, h, both := map[string]int{}, map[string]int{}, map[[2]string]int{}
	for i := range gold {
		g[gold[i]]++
		h[got[i]]++
		both[[2]string{gold[i], got[i]}]++
	}
	var out BCubed
	seenGold, seenGot := map[string]bool{}, map[string]bool{}
	for i := range gold {
		if in != nil && !in[i] {
			continue
		}
		out.Items++
		seenGold[gold[i]], seenGot[got[i]] = true, true
		n := float64(both[[2]string{gold[i], got[i]}])
		out.P += n / float64(h[got[i]])
		out.R += n / float64(g[gold[i]])
	}
	out.Gold, out.Got = len(seenGold), len(seenGot)
	if out.Items > 0 {
		out.P /= float64(out.Items)
		out.R /= float64(out.Items)
	}
	return out
}
