package entity

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// fullNames indexes persons' names of two or more words by their last and
// their first word; the words of particles are left out.
type fullNames struct {
	last, first, middle map[string][]*full
}

type full struct {
	core []string
	head int // of its first mention
	ent  *ent
	of   *full // the entry it was found equal to
}

func (f *full) root() *full {
	for f.of != nil {
		f = f.of
	}
	return f
}

// core drops particles and generation marks, keeping at least one word.
func (x *lexicon) core(words []string) []string {
	var out []string
	for i, w := range words {
		if x.is("particle", w) && !(i == 0 && len(words) == 1) || x.is("generation", w) && i > 0 {
			continue
		}
		out = append(out, w)
	}
	if len(out) == 0 {
		return words
	}
	return out
}

// personCore drops a title that is part of the name ("Pope Leo", "King Charles").
func (p *pass) personCore(m *mention) []string {
	w := m.words
	if len(w) > 1 {
		switch w[0] {
		case "pope", "king", "queen", "prince", "princess", "saint", "st", "emperor", "empress", "emir", "sultan", "duke", "duchess", "patriarch":
			w = w[1:]
		}
	}
	return p.x.core(w)
}

// bareNames takes nouns off names that open a sentence: "Sprinter Oyelaran suspended", where "the sprinter" stands too.
func (p *pass) bareNames() {
	for _, m := range p.names {
		if m.kind == hearsay.Person && m.form == hearsay.NameForm && len(m.words) == 2 && m.nameFirst == m.first && p.s.Tokens[m.first].SentStart && lists.FirstName(p.s.TextOf(m.first)) == 0 && p.commonNoun(m.words[0]) {
			m.words, m.nameFirst = m.words[1:], m.first+1
		}
	}
}

// commonNoun reports whether a word stands in the report as a noun in small letters.
func (p *pass) commonNoun(w string) bool {
	if p.nouns == nil {
		p.nouns = map[string]bool{}
		for i := range p.s.Tokens {
			if t := &p.s.Tokens[i]; t.Pos == "NOUN" {
				p.nouns[p.s.TextOf(i)] = true
			}
		}
	}
	return p.nouns[w]
}

func (p *pass) indexFullNames() *fullNames {
	x := &fullNames{map[string][]*full{}, map[string][]*full{}, map[string][]*full{}}
	for _, m := range p.names {
		if m.kind != hearsay.Person || m.form != hearsay.NameForm {
			continue
		}
		core := p.personCore(m)
		if len(core) < 2 {
			continue
		}
		f := &full{core: core, head: m.head}
		l := core[len(core)-1]
		for _, o := range tail(x.last[l]) {
			if samePerson(o.core, core) {
				f.of = o.root()
				break
			}
		}
		if f.of == nil {
			x.last[l] = append(x.last[l], f)
			x.first[core[0]] = append(x.first[core[0]], f)
			for _, w := range core[1 : len(core)-1] {
				x.middle[w] = append(x.middle[w], f)
			}
		} else if len(core) > len(f.of.core) {
			f.of.core = core
		}
	}
	return x
}

func tail(fs []*full) []*full {
	if len(fs) > look {
		return fs[len(fs)-look:]
	}
	return fs
}

// samePerson compares two full names: equal ends, and the shorter's words all in
// the longer in their order, or an initial for a first name.
func samePerson(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a[len(a)-1] != b[len(b)-1] {
		return false
	}
	if a[0] != b[0] && !(len(a[0]) == 1 && strings.HasPrefix(b[0], a[0]) || len(b[0]) == 1 && strings.HasPrefix(a[0], b[0])) {
		return false
	}
	j := 1
	for _, w := range a[1:] {
		for j < len(b) && b[j] != w && !(len(w) == 1 && strings.HasPrefix(b[j], w)) {
			j++
		}
		if j == len(b) {
			return false
		}
		j++
	}
	return true
}

// called reports whether a person was called by the same short name before, with a title of the same gender, "Ms. Qureshi", or with none too.
func (e *ent) called(m *mention) bool {
	return slices.Contains(e.titled, m.titled())
}

// titled is a name with the gender that its title tells, if it has one.
func (m *mention) titled() string { return string(m.gender) + " " + strings.Join(m.words, " ") }

// fullNamed finds the person of the report whose full name a short name
// belongs to: by its last words, else by its first ones (family name first, or
// "Sheikh Mohammed"); the one named last before it, or one named about as late who was called by the short name already, else the first after it.
func (p *pass) fullNamed(m *mention, x *fullNames) *full {
	core := p.personCore(m)
	if len(core) == 0 {
		return nil
	}
	pick := func(fs []*full, fits func(c []string) bool) *full {
		var after, latest, called, likely *full
		for _, f := range tail(fs) {
			if !fits(f.core) {
				continue
			}
			if f.ent != nil {
				if m.gender != 0 && f.ent.gender != 0 && m.gender != f.ent.gender {
					continue
				}
				if latest == nil || f.ent.last > latest.ent.last {
					latest = f
				}
				if m.gender != 0 && f.ent.gender == 0 && m.gender == likelyGender(f.core[0]) && (likely == nil || f.ent.last > likely.ent.last) {
					likely = f
				}
				if f.ent.called(m) && (called == nil || f.ent.last > called.ent.last) {
					called = f
				}
			} else if after == nil || f.head < after.head {
				after = f
			}
		}
		switch {
		case called != nil && (m.gender != 0 || p.s.SentenceIndex(latest.ent.last)-p.s.SentenceIndex(called.ent.last) < 2):
			return called
		case likely != nil && latest.ent.gender == 0:
			return likely
		case latest != nil:
			return latest
		}
		return after
	}
	suffixOf := func(c []string) bool {
		if len(core) > 1 && samePerson(c, core) {
			return true // "Marvin Ogola", "Marvin J. Ogola"
		}
		if len(core) >= len(c) {
			return false
		}
		for i := range core {
			if c[len(c)-len(core)+i] != core[i] {
				return false
			}
		}
		return true
	}
	prefixOf := func(c []string) bool {
		if len(core) >= len(c) {
			return false
		}
		for i := range core {
			if c[i] != core[i] {
				return false
			}
		}
		return true
	}
	if f := pick(x.last[core[len(core)-1]], suffixOf); f != nil {
		return f
	}
	if f := pick(x.first[core[0]], prefixOf); f != nil || len(core) > 1 {
		return f
	}
	// "Lula" of "Luiz Inácio Lula da Silva"
	if f := pick(x.middle[core[0]], func([]string) bool { return true }); f != nil {
		return f
	}
	for _, w := range transposed(core[0]) {
		if f := pick(x.last[w], func(c []string) bool { return len(c) > 1 }); f != nil {
			return f // "Bryne", a slip for "Gary Byrne"
		}
	}
	return nil
}

// likelyGender guesses at the one of two persons of one family name, both of whose first names are on no list, that a title is for: names
// that end in "a" are women's in most languages.
func likelyGender(first string) byte {
	if strings.HasSuffix(first, "a") || strings.HasSuffix(first, "ah") {
		return 'f'
	}
	return 'm'
}

// transposed gives a longer word with two neighbouring letters in each other's place, the first letter kept.
func transposed(w string) []string {
	r := []rune(w)
	if len(r) < 5 {
		return nil
	}
	var out []string
	for i := 1; i+1 < len(r); i++ {
		if r[i] != r[i+1] {
			s := slices.Clone(r)
			s[i], s[i+1] = s[i+1], s[i]
			out = append(out, string(s))
		}
	}
	return out
}
