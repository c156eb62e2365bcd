package postgres

import (
	"slices"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record/tables"
)

// Near asks for all keys and periods in one statement: for each key and each period a short range of
// the index, of which no more than limit rows are read.
func (c *conn) Near(kind int64, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error) {
	signed := make([]int64, len(keys))
	at := make(map[int64]int, len(keys))
	for i, k := range keys {
		signed[i] = int64(k)
		at[int64(k)] = i
	}
	var most any // null: all of them
	if limit > 0 {
		most = int64(limit)
	}
	found := make([][]hearsay.Posting, len(keys))
	err := c.Rows(`select k.key, x.day, x.ref
		from unnest(?::bigint[]) k (key)
		cross join generate_series(?::bigint, ?::bigint) p (period)
		cross join lateral (select o.day, o.ref from posting o where o.kind = ? and o.period = p.period and o.key = k.key and o.day between ? and ? order by o.day desc, o.ref limit ?) x`,
		[]any{signed, int64(tables.Period(from)), int64(tables.Period(to)), kind, int64(from), int64(to), most}, func(scan func(...any) error) error {
			var key int64
			var p hearsay.Posting
			if err := scan(&key, &p.Day, &p.Ref); err != nil {
				return err
			}
			p.Key = uint64(key)
			found[at[key]] = append(found[at[key]], p)
			return nil
		})
	if err != nil {
		return nil, err
	}
	var out []hearsay.Posting
	for _, ps := range found {
		slices.SortFunc(ps, func(a, b hearsay.Posting) int {
			if a.Day != b.Day {
				return int(b.Day) - int(a.Day)
			}
			return int(min(1, max(-1, a.Ref-b.Ref)))
		})
		if limit > 0 && len(ps) > limit {
			ps = ps[:limit]
		}
		out = append(out, ps...)
	}
	return out, nil
}
