package weigh

import (
	"cmp"
	"slices"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Merge makes the view of a merged event of its tellings, as of a moment (zero: of
// all). The order of the tellings does not matter. ID, Follows and Followed are left to
// the caller. Without a telling that was known by then the row is empty.
func Merge(told []record.Told, asOf time.Time) record.MergedRow {
	m := open(told, asOf)
	if len(m.told) == 0 {
		return record.MergedRow{}
	}
	ts := m.tallies()
	for k := range m.words {
		w := &m.words[k]
		ts[w.slot].add(w)
		if !w.until.IsZero() {
			ts[w.slot].remove(w)
		}
	}
	v := &view{matter: m, tally: ts}
	row := v.row()
	if m.void {
		v.none(&row)
	}
	return row
}

// open takes the tellings apart and says who is one and what is one.
func open(told []record.Told, asOf time.Time) *matter {
	m := gather(told, asOf)
	m.hear()
	m.sortWords()
	m.unite()
	m.sift()
	m.settle()
	m.order()
	m.fight = quadOf(m.mainType()) == "material conflict"
	m.blames = m.accusations()
	return m
}

func (m *matter) tallies() *[slots]*tally {
	var ts [slots]*tally
	for s := range ts {
		ts[s] = newTally(slot(s), len(m.values[s]))
	}
	return &ts
}

// mainType is the type that most words give, of equals the first told.
func (m *matter) mainType() string {
	best, most := "", 0
	for j := range m.values[slotType] {
		if n := len(m.values[slotType][j].words); n > most {
			best, most = m.values[slotType][j].key, n
		}
	}
	return best
}

// quadOf is the quad class of an event type (PLOVER manual, chapter 3).
func quadOf(typ string) string {
	switch typ {
	case "AGREE", "CONSULT", "SUPPORT", "CONCEDE":
		return "verbal cooperation"
	case "COOPERATE", "AID", "RETREAT":
		return "material cooperation"
	case "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return "verbal conflict"
	case "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT":
		return "material conflict"
	}
	return ""
}

// view is a matter judged at one moment.
type view struct {
	*matter
	tally  *[slots]*tally
	ruling [slots]ruling
	stands []bool // of each origin: has it a word that stands
}

func (v *view) row() record.MergedRow {
	var row record.MergedRow
	for s := range v.ruling {
		v.ruling[s] = v.judge(v.tally[s])
	}
	v.stands = make([]bool, len(v.origins))
	for k := range v.words {
		if v.words[k].until.IsZero() {
			v.stands[v.words[k].by] = true
		}
	}
	row.Slots = v.slots()
	row.Origins = v.originList()
	for k := range row.Slots {
		row.Disputed = row.Disputed || row.Slots[k].Verdict == hearsay.Disputed
	}
	v.heads(&row)
	v.picks(&row)
	v.columns(&row)
	row.Credibility, row.Because = v.credit()
	row.Summary = v.summary(&row)
	return row
}

// heads lists reports, outlets and tellings, and says when the view came to be as it is.
func (v *view) heads(row *record.MergedRow) {
	reports, outlets := map[string]bool{}, map[string]bool{}
	for _, t := range v.told {
		row.Tellings = append(row.Tellings, t.ID)
		if !reports[t.Teller.ID] {
			reports[t.Teller.ID] = true
			row.Reports = append(row.Reports, t.Teller.ID)
		}
		if o := t.Teller.Outlet; o != "" && !outlets[o] {
			outlets[o] = true
			row.Outlets = append(row.Outlets, o)
		}
		row.Changed = later(later(row.Changed, t.Known), t.CorrectedBy(v.asOf))
		if !t.Withdrawn.IsZero() && (v.asOf.IsZero() || !t.Withdrawn.After(v.asOf)) {
			row.Changed = later(row.Changed, t.Withdrawn)
		}
		if row.Story == "" {
			row.Story = t.Teller.Story
		}
	}
	row.Changed = later(row.Changed, v.left)
	row.Known = v.told[0].Known
}

// picks chooses type, modes, status, place and time of the event as a whole: what
// most origins give, of equals the first; of the tellings of that type the codes that most use.
func (v *view) picks(row *record.MergedRow) {
	pick := func(s slot) *value {
		if k := v.ruling[s].main; k >= 0 {
			return &v.values[s][k]
		}
		for j := range v.values[s] { // all taken back, or only doubted or denied
			if len(v.values[s][j].words) > 0 {
				return &v.values[s][j]
			}
		}
		return nil
	}
	if p := pick(slotType); p != nil {
		row.Type = p.key
	} else {
		row.Type = v.told[0].Type // only denied
	}
	row.Quad = quadOf(row.Type)
	row.Status = hearsay.Negated
	if p := pick(slotStatus); p != nil {
		row.Status = hearsay.Status(p.key)
	} else if v.told[0].Status == hearsay.Hypothetical {
		row.Status = hearsay.Hypothetical
	}
	if p := pick(slotPlace); p != nil {
		row.Place = p.item.place
	}
	if p := pick(slotTime); p != nil {
		row.Time = p.item.time
	}
	codes := map[string]int{}
	modes, contexts := map[string]int{}, map[string]int{}
	var cameo *record.Told
	for i, t := range v.told {
		if t.Type != row.Type || t.Status == hearsay.Negated || !v.current(i) {
			continue
		}
		for _, x := range t.Modes {
			modes[x]++
		}
		for _, x := range t.Contexts {
			contexts[x]++
		}
		codes[t.CAMEO]++
		if cameo == nil || codes[t.CAMEO] > codes[cameo.CAMEO] || codes[t.CAMEO] == codes[cameo.CAMEO] && len(t.CAMEO) > len(cameo.CAMEO) {
			cameo = t
		}
	}
	if cameo == nil {
		cameo = v.told[0]
	}
	row.CAMEO, row.Score = cameo.CAMEO, cameo.Score
	if row.Quad == "" {
		row.Quad = cameo.Quad
	}
	row.Modes, row.Contexts = byCount(modes), byCount(contexts)
}

// current tells whether a telling stands, or all are taken back.
func (v *view) current(i int) bool {
	t := v.told[i]
	if t.Withdrawn.IsZero() || !v.asOf.IsZero() && t.Withdrawn.After(v.asOf) {
		return true
	}
	for _, s := range v.stands {
		if s {
			return false
		}
	}
	return true
}

func byCount(n map[string]int) []string {
	out := []string{}
	for k := range n {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	return out
}

// given tells whether a value stands or is at least doubted or denied now.
func (v *view) given(s slot, j int) (*value, bool) {
	for k := range v.tally[s].values[j] {
		c := &v.tally[s].values[j][k]
		if c.firm+c.hedged+c.doubt+c.deny > 0 {
			return &v.values[s][j], true
		}
	}
	return nil, false
}
