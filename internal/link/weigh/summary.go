package weigh

import (
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// nouns name the types of events in a sentence: "tell of an attack".
var nouns = map[string]string{"AGREE": "an agreement", "CONSULT": "talks", "SUPPORT": "support", "CONCEDE": "a concession", "COOPERATE": "cooperation", "AID": "aid",
	"RETREAT": "a withdrawal", "REQUEST": "a request", "ACCUSE": "an accusation", "REJECT": "a refusal", "THREATEN": "a threat", "PROTEST": "a protest",
	"SANCTION": "sanctions", "MOBILIZE": "a mobilization", "COERCE": "coercion", "ASSAULT": "an attack"}

// toward is the word between what happened and whom it concerned.
var toward = map[string]string{"AGREE": "with", "CONSULT": "with", "SUPPORT": "for", "CONCEDE": "to", "COOPERATE": "with", "AID": "to", "RETREAT": "from", "REQUEST": "to",
	"REJECT": "toward", "THREATEN": "against", "PROTEST": "against", "ASSAULT": "on"}

// summary is one sentence that tells who says what. It never speaks in the
// record's own voice: its subject is who tells it, and who gives a value alone is
// named beside it.
//
//	The police and the harbour clinic told of an attack on the fish market in Basra, IRQ on 5 March 2024, with 12 killed (the harbour clinic); the army denied that it was the army.
func (v *view) summary(row *record.MergedRow) string {
	lead := v.backers(slotType)
	var b strings.Builder
	if len(lead) == 0 {
		deniers := v.naysayers(slotType)
		switch {
		case len(deniers) > 0:
			b.WriteString(v.called(deniers) + " denied")
		case len(v.doubters()) > 0:
			b.WriteString(v.called(v.doubters()) + " held possible")
		default:
			b.WriteString("Nobody stands any longer by what was told of")
		}
		b.WriteByte(' ')
		b.WriteString(v.happening(row, nil))
		return capital(b.String()) + "."
	}
	if len(lead) > 4 {
		fmt.Fprintf(&b, "%d origins, %s among them,", len(lead), v.called(lead[:2]))
	} else {
		b.WriteString(v.called(lead))
	}
	b.WriteString(" told of ")
	b.WriteString(v.happening(row, lead))
	if n := v.counts(lead); n != "" {
		b.WriteString(", with ")
		b.WriteString(n)
	}
	for _, s := range v.disputes() {
		b.WriteString("; ")
		b.WriteString(s)
	}
	return capital(b.String()) + "."
}

// happening is what is told, without who tells it.
func (v *view) happening(row *record.MergedRow, lead []int) string {
	var b strings.Builder
	if row.Status == hearsay.Planned || row.Status == hearsay.Attempted {
		word := string(row.Status)
		switch first, rest, _ := strings.Cut(nouns[row.Type], " "); {
		case rest == "":
			b.WriteString(word + " " + first)
		case word[0] == 'a':
			b.WriteString("an " + word + " " + rest)
		default:
			b.WriteString("a " + word + " " + rest)
		}
	} else if n := nouns[row.Type]; n != "" {
		b.WriteString(n)
	} else {
		b.WriteString("a happening")
	}
	part := func(s slot, join string) {
		r := &v.ruling[s]
		if r.none || r.verdict == hearsay.Disputed || r.value == "" || len(v.tally[s].known) == 0 {
			return
		}
		fmt.Fprintf(&b, " %s %s%s", join, r.value, v.alone(s, lead))
	}
	part(slotActor, "by")
	on := toward[row.Type]
	if on == "" {
		on = "of"
	}
	part(slotRecipient, on)
	part(slotInstrument, "with")
	part(slotPlace, "in")
	join := "on"
	if row.Time != nil && (row.Time.Precision == "month" || row.Time.Precision == "year" || row.Time.Precision == "season" || row.Time.Precision == "decade" || row.Time.Precision == "week") {
		join = "in"
	}
	part(slotTime, join)
	return b.String()
}

// counts are the numbers that are not disputed.
func (v *view) counts(lead []int) string {
	var out []string
	for s := slotKilled; s < slots; s++ {
		r := &v.ruling[s]
		if r.none || r.value == "" || r.verdict == hearsay.Disputed || len(v.tally[s].known) == 0 {
			continue
		}
		what := s.String()
		if s == slotParticipants {
			what = "taking part"
		}
		out = append(out, r.value+" "+what+v.alone(s, lead))
	}
	return list(out, 8)
}

// alone names who gives a value where that is not all who tell of the happening;
// for the circumstances it is enough that some of them do.
func (v *view) alone(s slot, lead []int) string {
	given := v.backers(s)
	if len(given) == 0 || len(lead) == 0 {
		return ""
	}
	weighty := s == slotActor || s.counted()
	if !lacks(given, lead) && (!weighty || !lacks(lead, given)) {
		return ""
	}
	return " (" + v.called(given) + ")"
}

// disputes tells of each disputed slot who says what.
func (v *view) disputes() []string {
	var out []string
	for s := slotType; s < slots; s++ {
		r := &v.ruling[s]
		t := v.tally[s]
		if r.verdict != hearsay.Disputed || len(t.known)+len(t.whole) == 0 {
			continue
		}
		var said []string
		for _, j := range t.known {
			if !r.over[j].IsZero() {
				continue
			}
			sup, _ := t.supporters(j)
			if len(sup) > 0 && s != slotType {
				word := " said "
				if s == slotActor {
					word = " named "
				}
				said = append(said, v.called(sup)+word+v.values[s][j].label)
			}
			switch d := t.deniers(j); {
			case len(d) == 0:
			case len(sup) > 0 || s == slotType:
				said = append(said, v.called(d)+" denied it")
			case s == slotActor:
				said = append(said, v.called(d)+" denied that "+v.values[s][j].label+" did it")
			default:
				said = append(said, v.called(d)+" denied that it was "+v.values[s][j].label)
			}
		}
		if d := t.against(); len(d) > 0 {
			said = append(said, v.called(d)+" denied it")
		}
		if len(said) == 0 {
			continue
		}
		text := strings.Join(said, ", ")
		if s != slotType && s != slotActor {
			text = s.String() + ": " + text
		}
		out = append(out, text)
	}
	return out
}

// backers are the origins that give a value of a slot that stands.
func (v *view) backers(s slot) []int {
	var out []int
	t := v.tally[s]
	for _, j := range t.known {
		if s != slotType && !v.ruling[s].over[j].IsZero() {
			continue
		}
		sup, _ := t.supporters(j)
		for _, o := range sup {
			if !slices.Contains(out, o) {
				out = append(out, o)
			}
		}
	}
	slices.Sort(out)
	return out
}

func (v *view) naysayers(s slot) []int {
	t := v.tally[s]
	out := slices.Clone(t.against())
	for _, j := range t.known {
		out = append(out, t.deniers(j)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (v *view) doubters() []int {
	var out []int
	t := v.tally[slotType]
	for _, j := range t.known {
		for k := range t.values[j] {
			if t.values[j][k].doubt > 0 {
				out = append(out, t.values[j][k].origin)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
