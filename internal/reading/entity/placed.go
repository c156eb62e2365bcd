package entity

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// provinceNamed finds the name in "Samangan province", "Rakhine state". A region
// or an area may be wider than the town it is named after, so these stay apart.
func (p *pass) provinceNamed(m *mention) *ent {
	facility := m.noun.Kind == hearsay.Facility
	if m.head == 0 || p.cover[m.head-1] < 0 || !facility && !p.x.is("named", m.noun.Lemma) {
		return nil
	}
	o := p.names[p.cover[m.head-1]]
	if o.end != m.head || o.ent == nil || p.s.Tokens[o.head].Dep != "compound" {
		return nil
	}
	if facility && (o.ent.kind == hearsay.Facility || o.ent.kind == hearsay.OtherKind || o.ent.kind == hearsay.Person && len(o.ent.ms) == 1 && o.ent.gender == 0 && len(o.ent.roles) == 0) {
		o.ent.kind = hearsay.Facility // "La Paix hospital"
		return o.ent
	}
	if facility || o.ent.kind != hearsay.PlaceKind {
		return nil
	}
	return o.ent
}

// ofName joins "the city of Kharkiv", "the port of Odesa" to the name.
func (p *pass) ofName(m *mention) *ent {
	if m.noun == nil || m.plural || m.noun.Kind != hearsay.PlaceKind || !m.noun.Is("unit") {
		return nil
	}
	of := p.s.Child(m.head, "prep")
	if of != m.head+1 || p.lower(of) != "of" {
		return nil
	}
	o := p.s.Child(of, "pobj")
	if o < 0 || p.at[o] == nil || p.at[o].form != hearsay.NameForm || p.at[o].ent == nil || p.at[o].ent.kind != hearsay.PlaceKind || p.at[o].first > of+2 {
		return nil
	}
	m.end = p.at[o].end
	return p.at[o].ent
}

// placeDescribed resolves "the city", "the enclave".
func (p *pass) placeDescribed(m *mention, before []*mention) *ent {
	city, area := p.x.is("city", m.noun.Lemma), p.x.is("area", m.noun.Lemma)
	if m.noun.Lemma == "region" || m.noun.Lemma == "area" {
		city, area = false, false
	}
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		if o.ent != nil && o.ent.state != nil && o.ent.kind == hearsay.State && m.noun.Lemma == "island" && o.ent.state.In("island") {
			return o.ent // "the island" of Taiwan, of Sri Lanka
		}
		if o.ent == nil || o.ent.kind != hearsay.PlaceKind || o.end > m.first {
			continue
		}
		if o.form == hearsay.Nominal {
			if o.noun != nil && o.noun.Lemma == m.noun.Lemma && !o.plural {
				return o.ent
			}
			continue
		}
		prec := ""
		if o.place != nil {
			prec = o.place.Precision
		}
		w := o.ent.words
		if len(w) > 1 && w[len(w)-1] == m.noun.Lemma {
			return o.ent
		}
		if isCapital := p.capitalOf(o) != nil; city && (prec == "city" || prec == "site" || prec == "district" && isTown(p.textOf(o.nameFirst, o.end)) || prec == "" && o.label != "LOC" || isCapital) && !(isCapital && (m.noun.Lemma == "town" || m.noun.Lemma == "village" || strings.HasSuffix(m.noun.Lemma, " town"))) {
			return o.ent
		}
		if area && (prec == "province" || prec == "district" || prec == "" && (o.label == "LOC" || len(w) > 1)) && (m.noun.Lemma != "island" || prec != "") {
			return o.ent
		}
	}
	return nil
}

// isTown reports whether the gazetteer's first place of a name is a town: "near
// Kobani" is a district of the map, and Kobani still a town.
func isTown(name string) bool {
	ps := gazetteer.Places(name)
	return len(ps) > 0 && ps[0].Kind.IsCity()
}

// thingDescribed resolves "the ship" to the ship spoken of before.
func (p *pass) thingDescribed(m *mention, before []*mention) *ent {
	if m.plural {
		return nil
	}
	for k := len(before) - 1; k >= 0; k-- {
		o := before[k]
		if o.ent == nil || o.plural || o.end > m.first {
			continue
		}
		if m.head == m.first+1 && m.country == nil && o.form == hearsay.NameForm && (o.ent.kind == hearsay.Organization || o.ent.kind == hearsay.Facility) && len(o.words) > 1 && (o.words[0] == m.noun.Lemma || o.words[len(o.words)-1] == m.noun.Lemma) {
			return o.ent // "the church" after "the Church of the Lakes"
		}
		if o.ent.kind != m.kind {
			continue
		}
		if m.country != nil && o.ent.country != nil && m.country != o.ent.country {
			continue // "the Philippine ship" after "the Chinese ship"
		}
		if o.form == hearsay.Nominal && o.noun != nil && sameWord(o.noun.Lemma, m.noun.Lemma) && o.owner == nil {
			return o.ent
		}
		if w := o.ent.words; o.form == hearsay.NameForm && len(w) > 1 && w[len(w)-1] == m.noun.Lemma {
			return o.ent
		}
	}
	return nil
}
