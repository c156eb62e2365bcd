package dup

import (
	"math"
	"time"
)

// features are the figures that decide, in this order; each has a name for a
// reader of "hearsay explain".
var featureNames = []string{
	"text taken, outside quotations",  // the larger of both shares
	"much of the text taken",          // the same, 0 below a tenth, 1 from two fifths on
	"text shared both ways",           // the smaller of both shares
	"whole sentences taken",           // share of the text that stands in such, outside quotations; 1 at three tenths
	"words in common",                 // outside quotations; logarithm
	"sentences in common",             // of the one that has more of its sentences in the other; logarithm
	"numbers agree",                   // share of the fewer
	"names agree",                     // share of the fewer
	"title's words in the other",      //
	"titles alike",                    //
	"title's words in its own text",   // of the report that has fewer: a page may show furniture alone
	"a form filled anew",              // share of the gaps between passages that are short on both sides
	"numbers put in place of others",  // in the gaps between passages; 1 at four
	"names put in place of others",    // the same; 1 at two
	"things put in place, days apart", // of both kinds, times the days apart; 1 at three and two days
	"hours apart",                     // logarithm, 1 at a month
	"same outlet",                     //
	"text taken and numbers agree",    // product
	"text taken and title's words",    // product
	"little text of its own",          // 1 where the shorter has 20 words or less, 0 from 160 on
	"furniture in common",             // its share of what is in common
	"same words throughout",           //
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
	num, nam := p.numbers.share(), p.names.share()
	form := 0.0
	if p.gaps > 0 {
		form = share(p.substituted, p.gaps)
	}
	whole := max(share(p.wholeA, p.plainA.all), share(p.wholeB, p.plainB.all))
	numbers, names := min(1, float64(p.renumbered)/4), min(1, float64(p.renamed)/2)
	both := min(1, float64(p.renumbered+p.renamed)/3)
	same := 0.0
	if c.sameOutlet {
		same = 1
	}
	exact := 0.0
	if p.exact() {
		exact = 1
	}
	small := (160 - float64(min(p.a.own, p.b.own))) / 140
	return []float64{
		hi,
		clamp((hi - 0.1) / 0.3),
		lo,
		clamp(whole / 0.3),
		log2(float64(plain)) / 8,
		log2(float64(max(p.sentsA, p.sentsB))) / 4,
		num,
		nam,
		p.titles,
		p.titleAlike,
		p.ownTitles,
		form,
		numbers,
		names,
		both * min(1, c.apart.Hours()/48),
		math.Log2(1+c.apart.Hours()) / math.Log2(1+24*Window),
		same,
		hi * num,
		hi * p.titles,
		clamp(small),
		share(p.furnitureRun, max(1, p.sharedA+p.furnitureRun)),
		exact,
	}
}

func clamp(v float64) float64 { return max(0, min(1, v)) }
