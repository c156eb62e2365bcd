package render

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/hearsay/hearsay"
)

// jsonWriter writes one indented object, or an array of them.
type jsonWriter struct {
	w    io.Writer
	many bool
	n    int
}

func newJSON(w io.Writer, opt Options) Writer { return &jsonWriter{w: w, many: opt.Many} }

func (j *jsonWriter) Write(r *hearsay.Reading) error {
	line, err := compact(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	switch {
	case j.many && j.n == 0:
		b.WriteString("[\n")
	case j.many:
		b.WriteString(",\n")
	}
	j.n++
	if err := json.Indent(&b, line, "", " "); err != nil {
		return err
	}
	if !j.many {
		b.WriteByte('\n')
	}
	_, err = j.w.Write(b.Bytes())
	return err
}

func (j *jsonWriter) Close() error {
	if !j.many {
		return nil
	}
	end := "\n]\n"
	if j.n == 0 {
		end = "[]\n"
	}
	_, err := io.WriteString(j.w, end)
	return err
}

// compact is a reading on one line. "<" and "&" stay readable: it is no page.
func compact(r *hearsay.Reading) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

type jsonlWriter struct{ w io.Writer }

func newJSONL(w io.Writer, _ Options) Writer { return jsonlWriter{w} }

func (j jsonlWriter) Write(r *hearsay.Reading) error {
	b, err := compact(r)
	if err != nil {
		return err
	}
	_, err = j.w.Write(append(b, '\n'))
	return err
}

func (jsonlWriter) Close() error { return nil }
