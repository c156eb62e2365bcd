package tables

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// none makes "no such row" the record's own error.
func none(doing string, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return record.ErrNone
	}
	return trouble(doing, err)
}

// tellerColumns are read by scanTeller; the tables are "report r" and "copy c".
const (
	tellerColumns = "r.seq, r.id, r.outlet, r.title, r.url, r.address, r.version, r.agency, r.known, r.superseded, r.story, r.language, c.body"
	tellerTables  = " from report r left join copy c on c.seq = r.seq "
)

// scanTeller reads them; what stands before them in the row goes into first.
func (m *Memory) scanTeller(scan func(...any) error, first ...any) (record.Teller, error) {
	var t record.Teller
	var known int64
	var superseded *int64
	var copyBody []byte
	err := scan(append(first, &t.Seq, &t.ID, &t.Outlet, &t.Title, &t.URL, &t.Address, &t.Version, &t.Agency, &known, &superseded, &t.Story, &t.Language, &copyBody)...)
	if err != nil {
		return t, err
	}
	t.Known, t.Superseded = record.Instant(known), record.FromMicros(superseded)
	t.Copy, err = m.copyOf(copyBody)
	return t, err
}

// keptCopies is how many descriptions of copies a connection keeps unpacked, some 500
// bytes each.
const keptCopies = 4096

// copyOf unpacks what a report copies. It is kept by what is stored, so that it
// cannot grow old, and must not be changed.
func (m *Memory) copyOf(b []byte) (*hearsay.Copy, error) {
	if b == nil {
		return nil, nil
	}
	if m.copies == nil {
		m.copies = record.NewRecent[string, *hearsay.Copy](keptCopies)
	}
	if c, ok := m.copies.Get(string(b)); ok {
		return c, nil
	}
	c, err := readCopy(b)
	if err == nil {
		m.copies.Put(string(b), c)
	}
	return c, err
}

func readCopy(b []byte) (*hearsay.Copy, error) {
	if b == nil {
		return nil, nil
	}
	raw, err := record.Unsqueeze(b)
	if err != nil {
		return nil, err
	}
	var c hearsay.Copy
	if err := json.Unmarshal(raw, &c); err != nil {
		return nil, fmt.Errorf("what a report copies: %w", err)
	}
	return &c, nil
}

func (r *reader) tellers(where string, args ...any) ([]record.Teller, error) {
	var out []record.Teller
	err := r.Rows("select "+tellerColumns+tellerTables+where, args, func(scan func(...any) error) error {
		t, err := r.scanTeller(scan)
		out = append(out, t)
		return err
	})
	return out, err
}

// Heads reads those that a writer did not read before; those of a running story are asked for with
// each report of it.
func (r *reader) Heads(_ context.Context, seqs []int64) ([]record.Teller, error) {
	have := make(map[int64]record.Teller, len(seqs))
	lack := seqs
	if r.tx != nil {
		lack = nil
		for _, s := range seqs {
			if t, ok := r.Memory.heads.Get(s); ok {
				have[s] = t
			} else {
				lack = append(lack, s)
			}
		}
	}
	err := r.in("select "+tellerColumns+tellerTables+"where r.seq in ()", nil, lack, func(scan func(...any) error) error {
		t, err := r.scanTeller(scan)
		have[t.Seq] = t
		if r.tx != nil && err == nil {
			r.Memory.heads.Put(t.Seq, t)
		}
		return err
	})
	return inOrder(have, seqs), trouble("reading the heads of reports", err)
}

// inOrder is what was found, in the order asked.
func inOrder[T any](have map[int64]T, seqs []int64) []T {
	out := make([]T, 0, len(seqs))
	for _, seq := range seqs {
		if x, ok := have[seq]; ok {
			out = append(out, x)
		}
	}
	return out
}

func (r *reader) SeqOf(_ context.Context, id string) (int64, error) {
	var seq int64
	err := r.Row("select seq from report where id = ?", []any{id}, &seq)
	return seq, none("looking for report "+id, err)
}

// Versions lists the versions of an address in the order of acceptance.
func (r *reader) Versions(_ context.Context, address string) ([]record.Teller, error) {
	if address == "" {
		return nil, nil
	}
	out, err := r.tellers("where r.address = ? and r.address <> '' order by r.version", record.Plain(address))
	return out, trouble("listing versions", err)
}

// headColumns are read by scanHead; the tables are as for tellers.
const headColumns = "r.seq, r.id, r.doc, r.address, r.version, r.outlet, r.url, r.title, r.language, r.published, r.has_clock, r.modified, r.fetched, r.recorded, r.superseded, r.media_type, r.found, r.agency, r.story, c.body"

func (m *Memory) scanHead(scan func(...any) error) (hearsay.Report, error) {
	var d hearsay.Document
	r := hearsay.Report{Document: &d}
	var published, modified, fetched, superseded *int64
	var recorded int64
	var copyBody []byte
	err := scan(&r.Seq, &r.ID, &d.ID, &r.Address, &r.Version, &d.Outlet, &d.URL, &d.Title, &d.Language, &published, &d.HasClock, &modified, &fetched, &recorded, &superseded,
		&r.MediaType, &r.Found, &r.Agency, &r.Story, &copyBody)
	if err != nil {
		return r, err
	}
	if d.ID == "" {
		d.ID = r.ID
	}
	d.Published, r.Modified, r.Fetched = record.FromMicros(published), record.FromMicros(modified), record.FromMicros(fetched)
	r.Recorded, r.Superseded = record.Instant(recorded), record.FromMicros(superseded)
	r.Copy, err = m.copyOf(copyBody)
	return r, err
}

func (r *reader) heads(where string, args ...any) ([]hearsay.Report, error) {
	var out []hearsay.Report
	err := r.Rows("select "+headColumns+tellerTables+where, args, func(scan func(...any) error) error {
		h, err := r.scanHead(scan)
		out = append(out, h)
		return err
	})
	return out, err
}

func (r *reader) Report(_ context.Context, id string) (*hearsay.Report, error) {
	hs, err := r.heads("where r.id = ?", id)
	if err == nil && len(hs) == 0 {
		return nil, record.ErrNone
	}
	if err != nil {
		return nil, trouble("reading report "+id, err)
	}
	h := &hs[0]
	var text, raw []byte
	var form int
	if err := r.Row("select text, bytes, form from body where seq = ?", []any{h.Seq}, &text, &raw, &form); err != nil {
		return nil, trouble("reading report "+id, err)
	}
	if text, err = record.Unsqueeze(text); err != nil {
		return nil, trouble("reading report "+id, err)
	}
	h.Document.Text = string(text)
	switch form {
	case textBytes:
		h.Bytes = text
	case ownBytes:
		if h.Bytes, err = record.Unsqueeze(raw); err != nil {
			return nil, trouble("reading report "+id, err)
		}
	}
	return h, nil
}

func (r *reader) Text(_ context.Context, seq int64) (title, text string, err error) {
	var b []byte
	err = r.Row("select r.title, b.text from report r join body b on b.seq = r.seq where r.seq = ?", []any{seq}, &title, &b)
	if err == nil {
		b, err = record.Unsqueeze(b)
	}
	return title, string(b), none(fmt.Sprintf("reading the text of report %d", seq), err)
}

func (r *reader) ReadingOf(ctx context.Context, seq int64) (*record.Reading, error) {
	rs, err := r.readingsWhere(ctx, seq, "d.seq = (select reading from report where seq = ?1)")
	if err == nil && len(rs) == 0 {
		return nil, record.ErrNone
	}
	if err != nil {
		return nil, trouble(fmt.Sprintf("reading the reading of report %d", seq), err)
	}
	return &rs[0], nil
}

func (r *reader) Readings(ctx context.Context, seq int64) ([]record.Reading, error) {
	rs, err := r.readingsWhere(ctx, seq, "d.report = ?1")
	return rs, trouble(fmt.Sprintf("reading the readings of report %d", seq), err)
}

func (r *reader) readingsWhere(ctx context.Context, seq int64, where string) ([]record.Reading, error) {
	var id string
	if err := r.Row("select id from report where seq = ?", []any{seq}, &id); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return nil, record.ErrNone
		}
		return nil, err
	}
	_, text, err := r.Text(ctx, seq)
	if err != nil {
		return nil, err
	}
	var out []record.Reading
	err = r.Rows("select d.seq, m.name, d.recorded, d.digest, d.tellings, d.claims, d.json from reading d join maker m on m.n = d.maker where "+where+" order by d.seq", []any{seq},
		func(scan func(...any) error) error {
			g := record.Reading{Report: seq}
			var recorded int64
			var digest, ts, cs, js []byte
			err := scan(&g.Seq, &g.MadeBy, &recorded, &digest, &ts, &cs, &js)
			if err != nil {
				return err
			}
			g.Recorded = record.Instant(recorded)
			if digest != nil {
				if g.Digest, err = record.Unsqueeze(digest); err != nil {
					return err
				}
			}
			if g.Tellings, _, err = record.UnpackTellings(id, seq, ts); err != nil {
				return err
			}
			if g.Claims, err = record.UnpackClaims(id, seq, cs); err != nil {
				return err
			}
			if js, err = record.Unsqueeze(js); err != nil {
				return err
			}
			if g.JSON, err = record.TextIn(js, text); err != nil {
				return err
			}
			out = append(out, g)
			return nil
		})
	return out, err
}

func (r *reader) Drafts(_ context.Context, seqs []int64) ([]record.Draft, error) {
	have := make(map[int64]record.Draft, len(seqs))
	err := r.in("select r.seq, r.title, b.text, d.digest from report r join body b on b.seq = r.seq join reading d on d.seq = r.reading where r.seq in ()", nil, seqs, func(scan func(...any) error) error {
		var seq int64
		var title string
		var text, digest []byte
		err := scan(&seq, &title, &text, &digest)
		have[seq] = record.NewDraft(seq, title, text, digest)
		return err
	})
	return inOrder(have, seqs), trouble("reading what is to be linked", err)
}

// Revisions are those to or from a report, in the order in which they were found.
func (r *reader) Revisions(_ context.Context, id string) ([]hearsay.Revision, error) {
	var out []hearsay.Revision
	err := r.Rows("select body from revision where old_id = ?1 or new_id = ?1 order by n", []any{id}, func(scan func(...any) error) error {
		var b []byte
		if err := scan(&b); err != nil {
			return err
		}
		raw, err := record.Unsqueeze(b)
		if err != nil {
			return err
		}
		var v hearsay.Revision
		if err := json.Unmarshal(raw, &v); err != nil {
			return err
		}
		out = append(out, v)
		return nil
	})
	return out, trouble("listing revisions", err)
}

func (r *reader) Pending(_ context.Context, limit int) ([]int64, error) {
	out, err := r.seqs("select seq from report where stage = 1 order by known, id limit ?", all(limit))
	return out, trouble("listing what is to be linked", err)
}

func (r *reader) Outdated(_ context.Context, madeBy string, after int64, limit int) ([]int64, error) {
	out, err := r.seqs("select seq from report where seq > ? and maker <> coalesce((select n from maker where name = ?), 0) order by seq limit ?", after, record.Plain(madeBy), all(limit))
	return out, trouble("listing what is to be read again", err)
}

func (r *reader) seqs(q string, args ...any) ([]int64, error) {
	var out []int64
	err := r.Rows(q, args, func(scan func(...any) error) error {
		var n int64
		err := scan(&n)
		out = append(out, n)
		return err
	})
	return out, err
}

// StoryOf takes from the heads what a writer has of them, and reads no more of the others.
func (r *reader) StoryOf(_ context.Context, seqs []int64) (map[int64]string, error) {
	out := make(map[int64]string, len(seqs))
	lack := seqs
	if r.tx != nil {
		lack = nil
		for _, s := range seqs {
			if t, ok := r.Memory.heads.Get(s); !ok {
				lack = append(lack, s)
			} else if t.Story != "" {
				out[s] = t.Story
			}
		}
	}
	err := r.in("select seq, story from report where seq in ()", nil, lack, func(scan func(...any) error) error {
		var seq int64
		var story string
		err := scan(&seq, &story)
		if story != "" {
			out[seq] = story
		}
		return err
	})
	return out, trouble("looking for stories", err)
}

func (r *reader) Members(_ context.Context, story string, limit int) ([]int64, error) {
	if story == "" {
		return nil, nil
	}
	out, err := r.seqs("select seq from report where story = ? and story <> '' order by known desc, seq desc limit ?", story, all(limit))
	return out, trouble("listing the reports of "+story, err)
}

// CopiesOf lists the reports that copy one, by Known, then id.
func (r *reader) CopiesOf(_ context.Context, id string) ([]record.Teller, error) {
	out, err := r.tellers("where r.seq in (select seq from copy where of_id = ?)", id)
	slices.SortFunc(out, compareTellers)
	return out, trouble("listing the copies of "+id, err)
}

func compareTellers(a, b record.Teller) int {
	if c := a.Known.Compare(b.Known); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}
