package link

import (
	"context"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// What stands in the same words in copies and versions of a report is the same
// telling (docs/origins.md, rules 1 and 7): a correction of one is of all.

// mostRelated bounds the copies and versions of a report that are looked through.
const mostRelated = 200

// spread makes a correction be about the copies and versions too that tell the same, as far as
// they are of the same merged event.
func (b *batch) spread(ctx context.Context, k *hearsay.Correction) error {
	have := map[string]bool{}
	for i := range k.Tellings {
		have[k.Tellings[i].Telling] = true
	}
	for _, x := range slices.Clone(k.Tellings) {
		told, err := b.w.ToldByID(ctx, []string{x.Telling})
		if err != nil {
			return err
		}
		if len(told) != 1 || told[0].Merged == "" {
			continue
		}
		me := &told[0]
		related, err := b.related(ctx, &me.Teller)
		if err != nil {
			return err
		}
		if len(related) == 0 {
			continue
		}
		_, text, err := b.w.Text(ctx, me.Teller.Seq)
		if err != nil {
			return err
		}
		for _, seq := range related {
			all, err := b.w.ToldBy(ctx, seq)
			if err != nil {
				return err
			}
			all = slices.DeleteFunc(all, func(t record.Told) bool { return t.Merged != me.Merged || have[t.ID] })
			if len(all) == 0 {
				continue
			}
			also, ok, err := b.again(ctx, text, &x, seq, all)
			if err != nil {
				return err
			}
			if ok {
				have[also.Telling] = true
				k.Tellings = append(k.Tellings, also)
			}
		}
	}
	return nil
}

// related are the reports that copy the one or are copied by it, and its versions.
func (b *batch) related(ctx context.Context, h *record.Teller) ([]int64, error) {
	var out []int64
	add := func(ts []record.Teller) {
		for i := range ts {
			if s := ts[i].Seq; s != h.Seq && !slices.Contains(out, s) && len(out) < mostRelated {
				out = append(out, s)
			}
		}
	}
	original := h.ID
	if h.Copy != nil {
		original = h.Copy.Of
		if seq, err := b.w.SeqOf(ctx, original); err == nil {
			add([]record.Teller{{Seq: seq}})
		}
	}
	copies, err := b.w.CopiesOf(ctx, original)
	if err != nil {
		return nil, err
	}
	add(copies)
	if h.Address != "" {
		versions, err := b.w.Versions(ctx, h.Address)
		if err != nil {
			return nil, err
		}
		add(versions)
	}
	return out, nil
}

// carry lays the corrections of what a report copies, or of the version before it, over
// what it tells in the same words. It gives the report's tellings as they stand then.
func (b *batch) carry(ctx context.Context, r *report, told []record.Told) ([]record.Told, error) {
	var sources []string
	if r.head.Copy != nil {
		sources = append(sources, r.head.Copy.Of)
	}
	if r.head.Version > 1 && r.head.Address != "" {
		versions, err := b.w.Versions(ctx, r.head.Address)
		if err != nil {
			return nil, err
		}
		for i := range versions {
			if versions[i].Version == r.head.Version-1 {
				sources = append(sources, versions[i].ID)
			}
		}
	}
	no, some := false, false
	for _, source := range sources {
		page, err := b.w.Corrections(ctx, record.Filter{Report: source, Undone: &no})
		if err != nil {
			return nil, err
		}
		if len(page.Rows) == 0 {
			continue
		}
		seq, err := b.w.SeqOf(ctx, source)
		if err != nil {
			return nil, err
		}
		_, text, err := b.w.Text(ctx, seq)
		if err != nil {
			return nil, err
		}
		for i := len(page.Rows) - 1; i >= 0; i-- { // as they were made
			k := &page.Rows[i]
			if slices.ContainsFunc(k.Tellings, func(x hearsay.Corrected) bool { return x.ReportID == r.head.ID }) {
				continue
			}
			for j := range k.Tellings {
				if k.Tellings[j].ReportID != source {
					continue
				}
				also, ok, err := b.again(ctx, text, &k.Tellings[j], r.head.Seq, told)
				if err != nil {
					return nil, err
				}
				if !ok {
					continue
				}
				if err := b.w.AlsoCorrect(ctx, k.ID, []hearsay.Corrected{also}); err != nil {
					return nil, err
				}
				some = true
			}
		}
	}
	if !some {
		return told, nil
	}
	return b.w.ToldBy(ctx, r.head.Seq)
}

// again finds among tellings of a report the one that tells what was corrected in the
// same words.
func (b *batch) again(ctx context.Context, text string, x *hearsay.Corrected, seq int64, told []record.Told) (hearsay.Corrected, bool, error) {
	_, own, err := b.w.Text(ctx, seq)
	if err != nil {
		return hearsay.Corrected{}, false, err
	}
	for i := range told {
		t := coded(&told[i])
		if words(text, x.Sentence) == "" || words(text, x.Sentence) != words(own, t.Sentence) || words(text, x.At) != words(own, t.At) {
			continue
		}
		kept, err := b.w.ReadingOf(ctx, seq)
		if err != nil {
			return hearsay.Corrected{}, false, err
		}
		out := *x
		out.Anchor = hearsay.Anchor{Telling: t.ID, At: t.At, Type: t.Type}
		out.Report, out.ReportID, out.Found, out.Merged = seq, "", "", ""
		out.Reading, out.Sentence = kept.Seq, t.Sentence
		move := func(s hearsay.Span) hearsay.Span {
			m := hearsay.Span{Start: s.Start + t.At.Start - x.At.Start, End: s.End + t.At.Start - x.At.Start}
			if w := words(text, s); w == "" || w != words(own, m) {
				return hearsay.Span{} // in other words there, or farther off
			}
			return m
		}
		out.Was, out.Is, out.Coding = moved(x.Was, move), moved(x.Is, move), movedCoding(x.Coding, move)
		return out, true, nil
	}
	return hearsay.Corrected{}, false, nil
}

// words are those of a stretch, whatever the white space between them.
func words(text string, s hearsay.Span) string {
	if s.Start < 0 || s.End > len(text) || s.Empty() {
		return ""
	}
	return strings.Join(strings.Fields(text[s.Start:s.End]), " ")
}

func moved(vs []hearsay.Stated, move func(hearsay.Span) hearsay.Span) []hearsay.Stated {
	out := slices.Clone(vs)
	for i := range out {
		out[i].At = move(out[i].At)
	}
	return out
}

func movedCoding(c hearsay.Coding, move func(hearsay.Span) hearsay.Span) hearsay.Coding {
	c.Parties = slices.Clone(c.Parties)
	for i := range c.Parties {
		c.Parties[i].At = move(c.Parties[i].At)
	}
	if c.Place != nil {
		p := *c.Place
		p.Span = move(p.Span)
		c.Place = &p
	}
	if c.Time != nil {
		t := *c.Time
		t.Span = move(t.Span)
		c.Time = &t
	}
	if c.Count != nil {
		n := *c.Count
		n.Span = move(n.Span)
		c.Count = &n
	}
	return c
}
