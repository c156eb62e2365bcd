package query

import (
	"context"
	"fmt"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Moments tells how what was known of an event changed. It is weigh.Timeline.
type Moments func(told []record.Told, asOf time.Time) []hearsay.Moment

// Timeline is how what was known of an event changed.
type Timeline struct {
	Event   Event
	Moments []hearsay.Moment
	Earlier int // moments before these that Bound left out
}

// TimelineReader is what timelines ask of the record.
type TimelineReader interface {
	EventReader
	Resolver
	MergedOf(ctx context.Context, tellings []string) (map[string]string, error)
	ToldBy(ctx context.Context, seq int64) ([]record.Told, error)
	SeqOf(ctx context.Context, reportID string) (int64, error)
}

// History tells how an event's slots changed, up to a moment (zero: now). The id may
// be the event's, a telling's of it, or that of a report that tells one event only.
func History(ctx context.Context, r TimelineReader, weigh Weigh, moments Moments, id string, asOf time.Time) (*Timeline, error) {
	event, err := EventID(ctx, r, id)
	if err != nil {
		return nil, err
	}
	e, err := One(ctx, r, weigh, event, asOf)
	if err != nil {
		return nil, err
	}
	told, err := toldThen(ctx, r, event)
	if err != nil {
		return nil, err
	}
	return &Timeline{Event: *e, Moments: moments(told, asOf)}, nil
}

// EventID finds the event that an id leads to.
func EventID(ctx context.Context, r TimelineReader, id string) (string, error) {
	kind, full, err := Find(ctx, r, id)
	if err != nil {
		return "", err
	}
	switch kind {
	case anEvent:
		return full, nil
	case aTelling:
		of, err := r.MergedOf(ctx, []string{full})
		if err != nil {
			return "", err
		}
		if of[full] == "" {
			return "", wrong("", "hearsay add links reports when all are read; hearsay explain "+full+" tells what was read", "%s belongs to no event yet", full)
		}
		return of[full], nil
	case aReport:
		seq, err := r.SeqOf(ctx, full)
		if err != nil {
			return "", err
		}
		told, err := r.ToldBy(ctx, seq)
		if err != nil {
			return "", err
		}
		var events []string
		for _, t := range told {
			events = appendNew(events, t.Merged)
		}
		if len(events) == 1 {
			return events[0], nil
		}
		hint := "hearsay events --report " + full + " lists them"
		if n := len(events); n > 0 && n <= 5 {
			hint = "it is one of " + or(events) + "; " + hint
		}
		return "", wrong("", hint, "the report %s tells of %s; name one", full, figure(len(events), "event"))
	}
	return "", wrong("", idHint, "%s is the id of a %s; an event is wanted", full, kind)
}

func figure(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	if n == 0 {
		return "no " + noun
	}
	return fmt.Sprintf("%d %s", n, noun)
}
