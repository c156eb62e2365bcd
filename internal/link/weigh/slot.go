package weigh

import "github.com/hearsay/hearsay"

// slot is one thing that is told of a happening, in the order of the view.
type slot uint8

const (
	slotType slot = iota
	slotActor
	slotRecipient
	slotInstrument
	slotPlace
	slotTime
	slotStatus
	slotKilled
	slotInjured
	slotMissing
	slotArrested
	slotAbducted
	slotDisplaced
	slotParticipants
	slots
)

var slotNames = [slots]string{"type", "actor", "recipient", "instrument", "place", "time", "status",
	"killed", "injured", "missing", "arrested", "abducted", "displaced", "participants"}

func (s slot) String() string { return slotNames[s] }

// counted tells whether the slot holds numbers of people.
func (s slot) counted() bool { return s >= slotKilled }

func slotOf(name string) (slot, bool) {
	for i, n := range slotNames {
		if n == name {
			return slot(i), true
		}
	}
	return 0, false
}

// stance is how a speaker stands to a value.
type stance uint8

const (
	doubts  stance = iota // "may have": kept, supports nothing (rule 8.1)
	hedged                // "probably", "reportedly": supports, does not confirm
	asserts               //
	denies
)

func (s stance) String() string {
	switch s {
	case denies:
		return "denies"
	case doubts:
		return "doubts"
	}
	return "asserts"
}

// stanceOf is how the words of a saying stand to what they tell.
func stanceOf(t *hearsay.Telling, s *hearsay.Saying) stance {
	if t.Status == hearsay.Hypothetical {
		return doubts
	}
	if s == nil {
		return asserts
	}
	switch s.Certainty {
	case hearsay.Probable:
		return hedged
	case hearsay.Possible:
		return doubts
	case hearsay.Unknown, "":
		// Who promises, threatens or orders a thing is why it is planned at all.
		if t.Status == hearsay.Planned {
			return asserts
		}
		if s.Certainty == "" {
			return asserts
		}
		return doubts
	}
	return asserts
}

// mentions tells whether a saying only speaks of the happening as known: who
// condemns an attack or asks for an inquiry does not report it (rule 8.3).
func mentions(s *hearsay.Saying) bool {
	return s != nil && (s.Act == hearsay.Condemn || s.Act == hearsay.Request)
}
