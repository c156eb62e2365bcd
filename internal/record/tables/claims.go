package tables

import (
	"context"
	"math"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// reportNode is a filter on reports with what only the tables here can tell.
func (r *reader) reportNode(f *record.Filter) (record.Node, error) {
	n := record.ReportNode(f)
	if f.Report != "" {
		n = n.With(r.these("select seq from report where id = ?", f.Report))
	}
	if f.Story != "" {
		n = n.With(r.these("select seq from report where story = ? and story <> ''", f.Story))
	}
	if f.Event != "" {
		n = n.With(r.these("select report from told where merged = ?", f.Event))
	}
	if f.Copies != nil && *f.Copies {
		n = n.With(record.Node{List: r.lister("select seq from copy where seq <= ? order by seq desc limit ?")})
	}
	if f.Text != nil {
		q, match, err := r.MatchText(f.Text)
		if err != nil {
			return n, err
		}
		n = n.With(record.Node{List: r.lister(q, match)})
	}
	return n, nil
}

// Claims are those of the newest readings: the newest report first, within it in
// the order of its text.
func (r *reader) Claims(ctx context.Context, f record.Filter) (record.Page[record.Claim], error) {
	out, err := r.claims(ctx, f)
	return out, trouble("asking for claims", err)
}

func (r *reader) claims(ctx context.Context, f record.Filter) (record.Page[record.Claim], error) {
	var out record.Page[record.Claim]
	cursor, paged, err := record.Place("claims", f)
	if err != nil {
		return out, err
	}
	n, err := r.reportNode(&f)
	if err != nil {
		return out, err
	}
	ls, err := r.lists("report", "report_term")
	if err != nil {
		return out, err
	}
	atMost := int64(math.MaxInt64)
	if paged {
		atMost = cursor.Seq
	}
	var last record.Cursor
	err = record.Walk(ctx, n, atMost, ls, func(seq int64) (bool, error) {
		heads, err := r.Heads(ctx, []int64{seq})
		if err != nil || len(heads) == 0 || !record.MatchReport(&f, &heads[0]) {
			return true, err
		}
		cs, err := r.claimsOf(ctx, &heads[0])
		if err != nil {
			return false, err
		}
		for i := range cs {
			if paged && seq == cursor.Seq && i <= cursor.Place || !record.MatchClaim(&f, &cs[i]) {
				continue
			}
			if f.Limit > 0 && len(out.Rows) == f.Limit {
				out.Next = last.Mark("claims", f)
				return false, nil
			}
			out.Rows = append(out.Rows, cs[i])
			last = record.Cursor{Seq: seq, Place: i}
		}
		return true, nil
	})
	return out, err
}

// claimsOf gives the claims of a report's newest reading, with what questions fill in.
func (r *reader) claimsOf(_ context.Context, head *record.Teller) ([]record.Claim, error) {
	var block []byte
	if err := r.Row("select d.claims from report r join reading d on d.seq = r.reading where r.seq = ?", []any{head.Seq}, &block); err != nil {
		return nil, err
	}
	cs, err := record.UnpackClaims(head.ID, head.Seq, block)
	if err != nil || len(cs) == 0 {
		return nil, err
	}
	merged := map[string]string{}
	err = r.Rows("select part, merged from told where report = ?", []any{head.Seq}, func(scan func(...any) error) error {
		var part, id string
		err := scan(&part, &id)
		merged[head.ID+"/"+part] = id
		return err
	})
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(cs))
	for i := range cs {
		ids[i] = cs[i].ID
	}
	when, err := r.withdrawn(ids)
	if err != nil {
		return nil, err
	}
	for i := range cs {
		record.FillClaim(&cs[i], head, merged, record.FromMicros(when[cs[i].ID]))
	}
	return cs, nil
}

// Reports are heads, the newest first. Speakers and Acts ask for reports that have
// a claim which answers both.
func (r *reader) Reports(ctx context.Context, f record.Filter) (record.Page[hearsay.Report], error) {
	n, err := r.reportNode(&f)
	if err != nil {
		return record.Page[hearsay.Report]{}, err
	}
	ls, err := r.lists("report", "report_term")
	if err != nil {
		return record.Page[hearsay.Report]{}, trouble("asking for reports", err)
	}
	out, err := page(ctx, "reports", f, n, ls, func(seq int64) (hearsay.Report, bool, error) {
		return r.reportThat(ctx, &f, seq)
	})
	return out, trouble("asking for reports", err)
}

// Search is Reports with the words around what was found.
func (r *reader) Search(ctx context.Context, f record.Filter) (record.Page[record.Found], error) {
	n, err := r.reportNode(&f)
	if err != nil {
		return record.Page[record.Found]{}, err
	}
	ls, err := r.lists("report", "report_term")
	if err != nil {
		return record.Page[record.Found]{}, trouble("asking for reports", err)
	}
	out, err := page(ctx, "search", f, n, ls, func(seq int64) (record.Found, bool, error) {
		rep, ok, err := r.reportThat(ctx, &f, seq)
		return record.Found{Report: rep}, ok, err
	})
	for i := range out.Rows {
		if err != nil {
			break
		}
		var text string
		if _, text, err = r.Text(ctx, out.Rows[i].Report.Seq); err == nil {
			out.Rows[i].Snippet = record.Snippet(text, f.Text)
		}
	}
	return out, trouble("searching", err)
}

func (r *reader) reportThat(ctx context.Context, f *record.Filter, seq int64) (hearsay.Report, bool, error) {
	hs, err := r.heads("where r.seq = ?", seq)
	if err != nil || len(hs) == 0 {
		return hearsay.Report{}, false, err
	}
	head := record.HeadOf(&hs[0])
	if !record.MatchReport(f, &head) {
		return hearsay.Report{}, false, nil
	}
	if len(f.Speakers) > 0 || len(f.Acts) > 0 {
		cs, err := r.claimsOf(ctx, &head)
		if err != nil {
			return hearsay.Report{}, false, err
		}
		if !record.AnyClaim(f, cs) {
			return hearsay.Report{}, false, nil
		}
	}
	return hs[0], true, nil
}
