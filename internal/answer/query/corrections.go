package query

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// CorrectionReader is what questions about corrections ask of the record.
type CorrectionReader interface {
	Corrections(ctx context.Context, f record.Filter) (record.Page[hearsay.Correction], error)
	Heads(ctx context.Context, seqs []int64) ([]record.Teller, error)
	Readings(ctx context.Context, seq int64) ([]record.Reading, error)
}

// Correction is a correction of one telling, with all that it takes to learn from it.
type Correction struct {
	hearsay.Correction // without Tellings
	Of                 hearsay.Corrected
	Report             record.Teller
	// Event is what was read, in the terms of its reading, whose Entities it names; MadeBy read it.
	// Where that reading cannot be had they are empty.
	Event    hearsay.Event
	Entities []hearsay.Entity
	MadeBy   string
	Text     string // of the report
}

// Corrections returns a page of corrections; one of several tellings gives a row for each.
func Corrections(ctx context.Context, r CorrectionReader, f record.Filter) (record.Page[Correction], error) {
	page, err := r.Corrections(ctx, f)
	if err != nil {
		return record.Page[Correction]{}, err
	}
	rows, err := CorrectionRows(ctx, r, page.Rows)
	return record.Page[Correction]{Rows: rows, Next: page.Next}, err
}

// CorrectionRows are the rows of some corrections.
func CorrectionRows(ctx context.Context, r CorrectionReader, list []hearsay.Correction) ([]Correction, error) {
	var out []Correction
	for i := range list {
		k := list[i]
		k.Tellings = nil
		for _, x := range list[i].Tellings {
			row := Correction{Correction: k, Of: x}
			heads, err := r.Heads(ctx, []int64{x.Report})
			if err != nil {
				return nil, err
			}
			if len(heads) == 1 {
				row.Report = heads[0]
			}
			readings, err := r.Readings(ctx, x.Report)
			if err != nil {
				return nil, err
			}
			for _, kept := range readings {
				if kept.Seq != x.Reading {
					continue
				}
				var read hearsay.Reading
				if err := json.Unmarshal(kept.JSON, &read); err != nil {
					return nil, fmt.Errorf("decoding the kept reading: %w", err)
				}
				row.MadeBy, row.Text, row.Entities = kept.MadeBy, read.Document.Text, read.Entities
				for _, e := range read.Events {
					if hearsay.PartID(x.ReportID, e.ID) == x.Telling {
						row.Event = e
					}
				}
			}
			out = append(out, row)
		}
	}
	return out, nil
}
