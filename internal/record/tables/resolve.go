package tables

import (
	"context"

	"github.com/hearsay/hearsay/internal/record"
)

// Resolve finds what an id or its beginning names. Ids of claims and tellings are
// looked for in the newest reading of their report.
func (r *reader) Resolve(ctx context.Context, id string) (kind, full string, err error) {
	if report, own, ok := record.Part(id); ok {
		_, report, err := r.Resolve(ctx, report)
		if err != nil {
			return "", "", err
		}
		kind, full, err := r.resolvePart(ctx, report, own)
		return kind, full, none("looking for "+id, err)
	}
	var found []string
	for _, table := range []struct{ name, kind string }{{"report", "report"}, {"story", "story"}, {"merged", "event"}, {"correction", "correction"}} {
		low, high, ok := record.IDRange(table.kind, id)
		if !ok {
			continue
		}
		err := r.Rows("select id from "+table.name+" where id >= ? and id < ? order by id limit 6", []any{low, high}, func(scan func(...any) error) error {
			var s string
			err := scan(&s)
			found = append(found, s)
			kind = table.kind
			return err
		})
		if err != nil {
			return "", "", trouble("looking for "+id, err)
		}
		if len(found) > 0 && found[0] == low {
			return kind, low, nil
		}
	}
	full, err = record.OneOf(id, found)
	if err != nil {
		return "", "", err
	}
	return kind, full, nil
}

func (r *reader) resolvePart(ctx context.Context, report, own string) (kind, full string, err error) {
	id := report + "/" + own
	var ts, cs []byte
	if err := r.Row("select d.tellings, d.claims from report r join reading d on d.seq = r.reading where r.id = ?", []any{report}, &ts, &cs); err != nil {
		return "", "", err
	}
	for _, k := range []struct {
		kind  string
		block []byte
	}{{"telling", ts}, {"claim", cs}} {
		names, err := record.NamesIn(report, k.block)
		if err != nil {
			return "", "", err
		}
		for _, n := range names {
			if n == id {
				return k.kind, id, nil
			}
		}
	}
	return "", "", record.ErrNone
}
