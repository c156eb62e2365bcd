package record

import (
	"fmt"
	"strings"

	"github.com/hearsay/hearsay"
)

// idLetter begins the ids of a kind.
var idLetter = map[string]string{"report": hearsay.ReportPrefix, "story": hearsay.StoryPrefix, "event": hearsay.EventPrefix, "correction": hearsay.CorrectionPrefix}

// IDRange is the range [low, high) of the ids of a kind that begin with what was
// typed; ok is false where none can. The letter may be typed small, the rest as a
// capital.
func IDRange(kind, typed string) (low, high string, ok bool) {
	letter := idLetter[kind]
	if len(typed) < 2 || !strings.EqualFold(typed[:1], letter) {
		return "", "", false
	}
	low = letter + strings.ToLower(typed[1:])
	return low, low + "\x7f", true
}

// OneOf is the one id that was found for what was typed, or why there is none.
func OneOf(typed string, found []string) (string, error) {
	switch {
	case len(found) == 0:
		return "", &hearsay.Problem{Kind: ErrNone, What: fmt.Sprintf("nothing in the record is called %q", typed), Hint: "ids are those that hearsay events, claims, stories and reports show"}
	case len(found) > 1:
		show := found
		more := ""
		if len(show) > 5 {
			show, more = show[:5], " and more"
		}
		return "", &hearsay.Problem{Kind: ErrAmbiguous, What: fmt.Sprintf("%q begins several ids: %s%s", typed, strings.Join(show, ", "), more), Hint: "type some letters more"}
	}
	return found[0], nil
}

// HeadOf is the head of a report as linking and filters see it.
func HeadOf(r *hearsay.Report) Teller {
	d := r.Document
	return Teller{Seq: r.Seq, ID: r.ID, Outlet: d.Outlet, Title: d.Title, URL: d.URL, Address: r.Address, Version: r.Version, Agency: r.Agency,
		Known: Stamp(r.Known()), Superseded: r.Superseded, Copy: r.Copy, Story: r.Story, Language: d.Language}
}
