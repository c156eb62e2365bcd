package sqlite

import (
	"database/sql"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record/tables"
)

// Near asks for several keys in one statement: a union of one short range of the
// primary key for each key, of which no more than limit rows are read. Periods are
// asked one after the other, the newest first, for the keys that lack rows still.
func (c *conn) Near(kind int64, keys []uint64, from, to int32, limit int) ([]hearsay.Posting, error) {
	found := make(map[uint64][]hearsay.Posting, len(keys))
	// A wide window over a young record would ask of many periods that hold nothing.
	var first, last sql.NullInt32
	err := c.Row(`select (select period from posting where kind = ?1 order by period limit 1), (select period from posting where kind = ?1 order by period desc limit 1)`,
		[]any{kind}, &first, &last)
	if err != nil || !first.Valid {
		return nil, err
	}
	open := keys
	for _, p := range tables.Periods(from, to) {
		if p < first.Int32 || p > last.Int32 {
			continue
		}
		err := tables.Parts(open, func(part []uint64) error {
			args := append(make([]any, 0, len(part)+4), kind, p, from, to)
			for _, key := range part {
				args = append(args, int64(key))
			}
			return c.Rows(c.nearQuery(len(part), limit), args, func(scan func(...any) error) error {
				var key int64
				var at hearsay.Posting
				if err := scan(&key, &at.Day, &at.Ref); err != nil {
					return err
				}
				at.Key = uint64(key)
				if limit <= 0 || len(found[at.Key]) < limit {
					found[at.Key] = append(found[at.Key], at)
				}
				return nil
			})
		})
		if err != nil {
			return nil, err
		}
		if limit > 0 {
			lacking := open[:0:0]
			for _, key := range open {
				if len(found[key]) < limit {
					lacking = append(lacking, key)
				}
			}
			open = lacking
		}
	}
	var out []hearsay.Posting
	for _, key := range keys {
		out = append(out, found[key]...)
	}
	return out, nil
}

// nearQuery is the statement of Near by the number of keys and the limit, which
// stands in its text: see Rows.
func (c *conn) nearQuery(keys, limit int) string {
	if q, ok := c.nears[[2]int{keys, limit}]; ok {
		return q
	}
	end := ""
	if limit > 0 {
		end = " limit " + strconv.Itoa(limit)
	}
	var b strings.Builder
	for i := range keys {
		if i > 0 {
			b.WriteString(" union all ")
		}
		b.WriteString("select * from (select key, day, ref from posting where kind = ?1 and period = ?2 and key = ?" + strconv.Itoa(5+i) +
			" and day between ?3 and ?4 order by day desc, ref" + end + ")")
	}
	c.nears[[2]int{keys, limit}] = b.String()
	return b.String()
}
