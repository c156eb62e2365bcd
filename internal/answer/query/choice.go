package query

import (
	"strings"

	"github.com/hearsay/hearsay"
)

// Types are the sixteen event types of PLOVER (manual, chapter 3), in its order.
func Types() []string {
	return []string{"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
		"THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
}

// Statuses are what an event's status may be.
func Statuses() []string {
	return []string{string(hearsay.Actual), string(hearsay.Planned), string(hearsay.Hypothetical), string(hearsay.Negated), string(hearsay.Historical), string(hearsay.Attempted), string(hearsay.NoEvent)}
}

// Acts are what a speaker may do in saying something.
func Acts() []string {
	return []string{string(hearsay.Say), string(hearsay.Confirm), string(hearsay.Deny), string(hearsay.Accuse), string(hearsay.Condemn), string(hearsay.ClaimAct),
		string(hearsay.Warn), string(hearsay.Promise), string(hearsay.Threaten), string(hearsay.Request), string(hearsay.Order), string(hearsay.Announce),
		string(hearsay.Predict), string(hearsay.OtherSays)}
}

// Choose holds a word to a closed list for others that ask people.
func Choose(flag, noun, given string, list []string) (string, error) {
	out, err := choose(flag, noun, []string{given}, list)
	if err == nil && len(out) != 1 {
		err = wrong(flag, "it is one of "+or(list), "one %s is wanted", noun)
	}
	if err != nil {
		return "", err
	}
	return out[0], nil
}

// choose holds words to a closed list; commas part them, case does not matter.
func choose(flag, noun string, given, list []string) ([]string, error) {
	var out []string
	for _, g := range given {
		for _, w := range strings.Split(g, ",") {
			if w = strings.TrimSpace(w); w == "" {
				continue
			}
			hit := ""
			for _, l := range list {
				if strings.EqualFold(l, w) {
					hit = l
				}
			}
			if hit == "" {
				hint := "it is one of " + or(list)
				if near := nearest(w, list); len(near) > 0 {
					hint = "did you mean " + or(near) + "? " + hint
				}
				return nil, wrong(flag, hint, "there is no %s %q", noun, w)
			}
			if !holds(out, hit) {
				out = append(out, hit)
			}
		}
	}
	return out, nil
}

func holds(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}
