package dup

import (
	"math"
	"time"
)

// features are the figures that decide, in this order; each has a name for a
// reader of "hearsay explain".
var featureNames = []string{
	"text taken, outside quotations", // the larger of both shares
	"text shared both ways",          // the smaller of both shares
	"words in common",                // outside quotations; logarithm
	"longest passage in common",      // words; logarithm
	"sentences in common",            // share of those of the shorter
	"number of sentences in common",  // logarithm
	"numbers agree",                  // share of the fewer
	"names agree",                    // share of the fewer
	"title's words in the other",     //
	"titles alike",                   //
	"a form filled anew",             // substitutions between passages, times numbers and names that differ
	"passages broken",                // passages per hundred words in common
	"only quotations in common",      // quoted share of what is in common
	"furniture in common",            // its share of what is in common
	"hours apart",                    // logarithm, 1 at a month
	"same agency credited",           // 1, 0; one half where neither credits any
	"same outlet",                    //
	"text taken and numbers agree",   // product
	"text taken and title's words",   // product
	"little text of its own",         // 1 where the shorter has 20 words or less, 0 from 160 on
}

// circumstances are what is known of two reports beside their words.
type circumstances struct {
	apart      time.Duration
	sameAgency float64
	sameOutlet bool
}

// about compares what is known of two reports.
func about(a, b *Me) circumstances {
	c := circumstances{apart: a.Known.Sub(b.Known).Abs(), sameOutlet: a.Outlet != "" && a.Outlet == b.Outlet, sameAgency: 0}
	switch {
	case a.Agency == "" && b.Agency == "":
		c.sameAgency = 0.5
	case a.Agency == b.Agency:
		c.sameAgency = 1
	}
	return c
}

// features puts a pair into figures between about 0 and 1.
func features(p *pair, c circumstances) []float64 {
	ta, tb := p.plainA.share(), p.plainB.share()
	hi, lo := max(ta, tb), min(ta, tb)
	plain := min(p.plainA.shared, p.plainB.shared)
	sents := share(max(p.sentsA, p.sentsB), max(1, min(p.countA, p.countB)))
	num, nam := p.numbers.share(), p.names.share()
	form := 0.0
	if p.gaps > 0 {
		form = share(p.substituted, p.gaps)
	}
	same := 0.0
	if c.sameOutlet {
		same = 1
	}
	small := (160 - float64(min(p.a.own, p.b.own))) / 140
	return []float64{
		hi,
		lo,
		log2(float64(plain)) / 8,
		log2(float64(p.longest)) / 8,
		min(1, sents),
		log2(float64(max(p.sentsA, p.sentsB))) / 4,
		num,
		nam,
		p.titles,
		p.titleAlike,
		form * (1 - (num+nam)/2),
		min(1, share(len(p.runs)*10, max(1, p.sharedA+p.furnitureRun))),
		share(p.quotes, max(1, p.sharedA)),
		share(p.furnitureRun, max(1, p.sharedA+p.furnitureRun)),
		math.Log2(1+c.apart.Hours()) / math.Log2(1+24*Window),
		c.sameAgency,
		same,
		hi * num,
		hi * p.titles,
		max(0, min(1, small)),
	}
}
