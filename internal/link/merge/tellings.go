package merge

import (
	"time"

	"github.com/hearsay/hearsay"
)

// Tellings makes the tellings of a report of its public reading, in the order of
// its events.
func Tellings(r *hearsay.Reading, reportID string, seq int64, known time.Time) []hearsay.Telling {
	if r.Document == nil || len(r.Events) == 0 {
		return nil
	}
	text := r.Document.Text
	c := newCast(r)
	said := newSpeech(r, c)
	headline := headlineOf(text, r.Document.Title)
	out := make([]hearsay.Telling, 0, len(r.Events))
	for i := range r.Events {
		e := &r.Events[i]
		t := hearsay.Telling{
			ID: reportID + "/" + e.ID, Report: seq, Type: e.Type, Modes: e.Modes, Contexts: e.Contexts, CAMEO: e.CAMEO, Quad: e.Quad, Score: e.Score, Status: e.Status,
			Trigger: triggerText(e, text), Lemma: e.Trigger.Lemma, At: e.Trigger.Span, Sentence: sentenceAt(text, e.Trigger.Span, headline),
			Place: e.Place, Time: e.Time, Counts: e.Counts, Headline: e.Trigger.End <= headline, Known: known,
		}
		me := said.self(e)
		parties := func(ps []hearsay.Participant) []hearsay.Party {
			var out []hearsay.Party
			for _, p := range ps {
				q := c.take(p.Entity, p.Span)
				if p.Entity == "" && me != "" && first[bare(q.Words)] {
					q = c.take(me, p.Span)
				}
				out = append(out, q)
			}
			return out
		}
		t.Actors, t.Recipients, t.Instruments = parties(e.Actors), parties(e.Recipients), parties(e.Instruments)
		t.Actors = append(t.Actors, said.accused(e, r, t.Actors)...)
		t.Sayings = said.of(e, t.Sentence, r)
		out = append(out, t)
	}
	return out
}

// first are the words by which a speaker speaks of itself.
var first = set("i we us me our my ourselves")

func triggerText(e *hearsay.Event, text string) string {
	if e.Trigger.Start < 0 || e.Trigger.End > len(text) || e.Trigger.Empty() {
		return ""
	}
	return e.Trigger.Extent.Text(text)
}
