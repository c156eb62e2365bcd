package view

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/record"
)

// compact is a value on one line. "<" and "&" stay readable: it is no page.
func compact(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// jsonLines writes a row a line. The mark of the next page has no place in it;
// the command tells it on standard error.
type jsonLines struct {
	w    io.Writer
	wire wire
}

func (j *jsonLines) put(v any, err error) error {
	if err != nil {
		return err
	}
	b, err := compact(v)
	if err != nil {
		return err
	}
	_, err = j.w.Write(append(b, '\n'))
	return err
}

func (j *jsonLines) Event(e *query.Event) error             { return j.put(j.wire.event(e)) }
func (j *jsonLines) Claim(c *record.Claim) error            { return j.put(j.wire.claim(c)) }
func (j *jsonLines) Story(s *query.Story) error             { return j.put(j.wire.story(s)) }
func (j *jsonLines) Report(r *hearsay.Report) error         { return j.put(j.wire.report(r), nil) }
func (j *jsonLines) Found(f *record.Found) error            { return j.put(j.wire.found(f), nil) }
func (j *jsonLines) Explanation(x *query.Explanation) error { return j.put(j.wire.explanation(x)) }

// Timeline writes a line a moment.
func (j *jsonLines) Timeline(t *query.Timeline) error {
	ms, err := j.wire.moments(t.Moments)
	if err != nil {
		return err
	}
	for i := range ms {
		if err := j.put(&struct {
			Schema string `json:"schema"`
			Event  string `json:"event"`
			*wireMoment
		}{"hearsay.moment/1", t.Event.ID, &ms[i]}, nil); err != nil {
			return err
		}
	}
	return nil
}

func (j *jsonLines) Close(string) error { return nil }

// jsonList writes one object: the rows of a list and the mark of the next page,
// or the answer itself where it is one.
type jsonList struct {
	w    io.Writer
	wire wire
	opt  Options
	rows [][]byte
	one  []byte
}

func (j *jsonList) put(v any, err error) error {
	if err != nil {
		return err
	}
	b, err := compact(v)
	j.rows = append(j.rows, b)
	return err
}

func (j *jsonList) single(v any, err error) error {
	if err != nil {
		return err
	}
	j.one, err = compact(v)
	return err
}

func (j *jsonList) Event(e *query.Event) error             { return j.put(j.wire.event(e)) }
func (j *jsonList) Claim(c *record.Claim) error            { return j.put(j.wire.claim(c)) }
func (j *jsonList) Story(s *query.Story) error             { return j.put(j.wire.story(s)) }
func (j *jsonList) Report(r *hearsay.Report) error         { return j.put(j.wire.report(r), nil) }
func (j *jsonList) Found(f *record.Found) error            { return j.put(j.wire.found(f), nil) }
func (j *jsonList) Timeline(t *query.Timeline) error       { return j.single(j.wire.timeline(t)) }
func (j *jsonList) Explanation(x *query.Explanation) error { return j.single(j.wire.explanation(x)) }

func (j *jsonList) Close(next string) error {
	whole := j.one
	if j.opt.Kind != "" {
		var b bytes.Buffer
		mark, err := compact(next)
		if err != nil {
			return err
		}
		b.WriteString(`{"schema":"hearsay.` + plural(j.opt.Kind) + `/1","` + plural(j.opt.Kind) + `":[`)
		b.Write(bytes.Join(j.rows, []byte(",")))
		notes, err := compact(append([]string{}, j.opt.Notes...))
		if err != nil {
			return err
		}
		b.WriteString(`],"next":` + string(mark) + `,"notes":` + string(notes) + `}`)
		whole = b.Bytes()
	}
	var out bytes.Buffer
	if err := json.Indent(&out, whole, "", " "); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err := j.w.Write(out.Bytes())
	return err
}

// plural is the name of a list of rows.
func plural(k query.Kind) string {
	switch k {
	case query.StoryKind:
		return "stories"
	case query.FindKind:
		return "finds"
	}
	return string(k) + "s"
}
