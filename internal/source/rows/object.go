package rows

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
)

// within are the names under which exports put an object of further fields.
var within = map[string]bool{"meta": true, "metadata": true, "fields": true, "attributes": true, "_source": true, "thread": true, "document": true, "article": true}

func notJSON(what string, err error) error {
	return &hearsay.Problem{Kind: hearsay.ErrFormat, What: what, Err: err, Hint: "write each report as an object: {\"text\": \"...\", \"title\": \"...\", \"published\": \"2025-09-09\"}"}
}

// Object reads the fields of one JSON object.
func Object(raw []byte) (Fields, error) {
	if !utf8.Valid(raw) {
		return Fields{}, &hearsay.Problem{Kind: hearsay.ErrEncoding, What: "it is not UTF-8, as JSON must be", Hint: "convert the file, as with iconv -f windows-1252 -t utf-8"}
	}
	top, err := keys(raw)
	if err != nil {
		return Fields{}, err
	}
	levels := []map[string]json.RawMessage{top.at}
	for _, name := range top.order {
		if v := top.at[name]; within[name] && v[0] == '{' {
			if inner, err := keys(v); err == nil {
				levels = append(levels, inner.at)
			}
		}
	}
	out := fill(func(name string, f *Fields, of *string) string {
		sep := paragraphs
		if of != &f.Text && of != &f.HTML {
			sep = ", "
		}
		for _, at := range levels {
			v, ok := at[name]
			if !ok || (of == &f.Text || of == &f.HTML) && v[0] != '"' && v[0] != '[' && v[0] != '{' {
				continue
			}
			if s := strings.TrimSpace(said(v, sep, 0)); s != "" {
				return s
			}
		}
		return ""
	})
	if out.Text == "" && out.HTML == "" {
		return out, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "it has no field with a text", Hint: "name the field with the report's text 'text' (or content, body, article, html)"}
	}
	return out, nil
}

// object is a JSON object in the order of its keys; of keys that are the same
// but for what does not count, the first that holds something.
type object struct {
	order []string
	at    map[string]json.RawMessage
}

func keys(raw []byte) (object, error) {
	o := object{at: map[string]json.RawMessage{}}
	dec := json.NewDecoder(bytes.NewReader(raw))
	t, err := dec.Token()
	if err != nil {
		return o, notJSON("it is no JSON", err)
	}
	if t != json.Delim('{') {
		return o, notJSON("it is JSON, but no object with fields", nil)
	}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return o, notJSON("its JSON is broken", err)
		}
		var v json.RawMessage
		if err := dec.Decode(&v); err != nil {
			return o, notJSON("its JSON is broken", err)
		}
		name := t.(string)
		if name != "_source" { // Elasticsearch's frame; a "source" is an outlet
			name = plainName(name)
		}
		if old, ok := o.at[name]; ok && !empty(old) || len(v) == 0 {
			continue
		} else if !ok {
			o.order = append(o.order, name)
		}
		o.at[name] = v
	}
	if _, err := dec.Token(); err != nil {
		return o, notJSON("its JSON is broken", err)
	}
	if len(bytes.TrimSpace(raw[dec.InputOffset():])) > 0 {
		return o, notJSON("more follows after the object", nil)
	}
	return o, nil
}

func empty(v json.RawMessage) bool {
	s := string(v)
	return s == "null" || s == `""` || s == "[]" || s == "{}"
}

// inner are the keys under which an object holds the words that it stands for,
// such as {"name": "Example Wire"} or WordPress's {"rendered": "<p>..."}.
var inner = words("name value text rendered main plain content body title headline default date numberlong t domain url id")

const paragraphs = "\n\n"

// cutIntoWords reports whether the parts of a text are words, not paragraphs;
// a list in a list is a sentence or paragraph of them sooner.
func cutIntoWords(parts []string, inList bool) bool {
	single := 0
	for _, p := range parts {
		if !strings.ContainsAny(p, " \t\n") {
			single++
		}
	}
	return (len(parts) > 10 || inList) && single*10 > len(parts)*9
}

// said is the words of a value: a string, a number as it is written, the parts
// of a list joined, or what an object stands for.
func said(v json.RawMessage, sep string, depth int) string {
	if len(v) == 0 || depth > 6 {
		return ""
	}
	switch v[0] {
	case '"':
		var s string
		if json.Unmarshal(v, &s) != nil {
			return ""
		}
		return s
	case '[':
		var list []json.RawMessage
		if json.Unmarshal(v, &list) != nil {
			return ""
		}
		var parts []string
		for _, e := range list {
			if s := strings.TrimSpace(said(e, sep, depth+1)); s != "" {
				parts = append(parts, s)
			}
		}
		if sep == paragraphs && cutIntoWords(parts, depth > 0) {
			sep = " "
		}
		return strings.Join(parts, sep)
	case '{':
		o, err := keys(v)
		if err != nil {
			return ""
		}
		for _, k := range inner {
			if s := said(o.at[k], sep, depth+1); s != "" {
				return s
			}
		}
		return ""
	case 't', 'f', 'n':
		return ""
	}
	return string(v)
}
