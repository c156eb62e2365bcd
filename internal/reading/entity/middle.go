package entity

import (
	"strings"
	"unicode"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

// withParticles makes one name of a person's first name, the particles behind it
// and the surname behind them, which the engine cuts apart where it does not know
// the name: "Ursula von" + "der" + "Leyen", "Jorge" + "dos" + "Santos".
func (p *pass) withParticles(runs []run) []run {
	out := runs[:0]
	for k := 0; k < len(runs); k++ {
		r := runs[k]
		if !p.personRun(r) {
			out = append(out, r)
			continue
		}
		if end := p.behindParticles(r); end > 0 {
			for k+1 < len(runs) && runs[k+1].first < end {
				k++
				end = max(end, runs[k].end) // the surname may be a run of several words
			}
			r = run{first: r.first, end: end, label: "PERSON", by: "entity/particle"}
		}
		out = append(out, r)
	}
	return out
}

// personRun reports whether a run may be the beginning of a person's name.
func (p *pass) personRun(r run) bool {
	if r.org != nil || r.state != nil || r.user.code != "" {
		return false
	}
	if r.label == "PERSON" || r.label == "PER" {
		return true
	}
	first := r.first
	for first < r.end-1 && p.titleAt(first) {
		first++
	}
	return lists.FirstName(p.s.TextOf(first)) != 0 || r.end-r.first == 1 && r.first > 0 && p.titleAt(r.first-1)
}

// behindParticles returns the end of the surname whose particles end the run or
// follow it, 0 where there are none.
func (p *pass) behindParticles(r run) int {
	i := r.end
	n := 0
	for i-1 > r.first && n < 3 && p.particleAt(i-1) {
		i, n = i-1, n+1
	}
	n = 0
	for i < len(p.s.Tokens) && n < 3 && p.particleAt(i) {
		i, n = i+1, n+1
	}
	if n == 0 || i >= len(p.s.Tokens) || i < r.end || i+1-r.first > maxNameTokens || p.s.Tokens[i].SentStart || !unicode.IsUpper(firstRune(p.s.TextOf(i))) {
		return 0
	}
	return i + 1
}

// particleAt reports whether token i is a particle in small letters. Those that are
// English words too must be tagged as a part of a name.
func (p *pass) particleAt(i int) bool {
	w := p.s.TextOf(i)
	if !p.x.is("nameparticle", w) {
		return p.x.is("weakparticle", w) && (p.s.Tokens[i].Tag == "NNP" || p.s.Tokens[i].Tag == "FW")
	}
	return true
}

// branchOf tells the branch that a body has in a country, "Amnesty Kenya": the
// words before the country name the body.
func (p *pass) branchOf(m *mention) (*org, *gazetteer.Country) {
	for i := m.end - 1; i > m.nameFirst && i >= m.end-3; i-- {
		c, ok := gazetteer.CountryOf(p.textOf(i, m.end))
		if !ok || c.As != gazetteer.Name {
			continue
		}
		text := p.textOf(m.nameFirst, i)
		if o := p.x.org(text, nameWords(text)); o != nil && o.kind == hearsay.Organization && o.country == "" {
			return o, c.Country
		}
	}
	return nil, nil
}

// isBranch reports whether a body's name and a country's behind it are the name of
// one body: the country heads the phrase and is said to do something. In "the
// NATO Ukraine summit" both describe.
func (p *pass) isBranch(a, b run) bool {
	if a.org == nil || a.org.kind != hearsay.Organization || a.org.country != "" || b.state == nil || b.as != gazetteer.Name {
		return false
	}
	h := &p.s.Tokens[p.headOf(b.first, b.end)]
	head := p.headOf(a.first, b.end)
	return h.Dep != "compound" && h.Dep != "nmod" && h.Dep != "poss" && h.Dep != "appos" && head >= b.first && p.s.Tokens[p.headOf(a.first, a.end)].Dep == "compound"
}

// twoTrades reports whether two runs around "and" are one body's name: "Garment
// Manufacturers and Exporters Association", whose first half names no body.
func (p *pass) twoTrades(a, b run) bool {
	if a.end+1 != b.first || p.lower(a.end) != "and" || a.org != nil || b.org != nil || a.state != nil || b.state != nil || b.end-b.first < 2 || b.end-a.first > maxNameTokens || a.label != "ORG" || b.label != "ORG" && b.label != "" {
		return false
	}
	return p.s.Tokens[a.end-1].Tag == "NNPS" && p.s.Tokens[b.end-2].Tag == "NNPS" && p.x.last[p.lower(a.end-1)].kind == "" && p.x.last[p.lower(b.end-1)].kind == hearsay.Organization ||
		strings.HasSuffix(p.lower(a.end-1), "ers") && strings.HasSuffix(p.lower(b.end-2), "ers") && p.x.last[p.lower(b.end-1)].kind == hearsay.Organization
}
