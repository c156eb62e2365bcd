package rows

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay/hearsay"
)

func problem(t *testing.T, err error) string {
	t.Helper()
	var p *hearsay.Problem
	if !errors.As(err, &p) || p.Hint == "" {
		t.Fatalf("no problem with a hint: %v", err)
	}
	return "! " + p.What
}

func TestObject(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Fields
	}{
		{"our own names", `{"text": "T", "title": "H", "url": "https://example.org/1", "published": "2016-11-01", "outlet": "Example Wire", "author": "A. Okoro", "language": "en", "id": "7"}`,
			Fields{Text: "T", Title: "H", URL: "https://example.org/1", Published: "2016-11-01", Outlet: "Example Wire", Author: "A. Okoro", Language: "en", ID: "7"}},
		{"news-please", `{"maintext": "T", "title": "H", "date_publish": "2016-11-01 12:30:00", "date_download": "2016-11-02", "date_modify": null, "source_domain": "example.org", "authors": ["A. Okoro", "B. Lind"], "description": "D", "language": "en", "url": "https://example.org/1"}`,
			Fields{Text: "T", Title: "H", URL: "https://example.org/1", Published: "2016-11-01 12:30:00", Fetched: "2016-11-02", Outlet: "example.org", Author: "A. Okoro, B. Lind", Language: "en"}},
		{"NewsAPI", `{"source": {"id": null, "name": "Example Wire"}, "author": null, "title": "H", "url": "https://example.org/1", "publishedAt": "2016-11-01T12:30:00Z", "content": "T"}`,
			Fields{Text: "T", Title: "H", URL: "https://example.org/1", Published: "2016-11-01T12:30:00Z", Outlet: "Example Wire"}},
		{"WordPress", `{"id": 12, "date": "2016-11-01T14:30:00", "date_gmt": "2016-11-01T12:30:00", "modified_gmt": "2016-11-02T00:00:00", "link": "https://example.org/1", "title": {"rendered": "H"}, "content": {"rendered": "<p>T</p>", "protected": false}}`,
			Fields{HTML: "<p>T</p>", Title: "H", URL: "https://example.org/1", Published: "2016-11-01T12:30:00", Modified: "2016-11-02T00:00:00", ID: "12"}},
		{"schema.org", `{"@type": "NewsArticle", "headline": "H", "articleBody": "T", "datePublished": "2016-11-01", "dateModified": "2016-11-02", "publisher": {"@type": "Organization", "name": "Example Wire"}, "author": [{"name": "A. Okoro"}], "inLanguage": "en", "mainEntityOfPage": {"@id": "https://example.org/1"}}`,
			Fields{Text: "T", Title: "H", URL: "https://example.org/1", Published: "2016-11-01", Modified: "2016-11-02", Outlet: "Example Wire", Author: "A. Okoro", Language: "en"}},
		{"ninjs", `{"uri": "urn:newsml:example.org:1", "headline": "H", "body_text": "T", "versioncreated": "2016-11-01T12:30:00Z", "byline": "By A. Okoro", "provider": {"name": "Example Wire"}}`,
			Fields{Text: "T", Title: "H", Published: "2016-11-01T12:30:00Z", Modified: "2016-11-01T12:30:00Z", Outlet: "Example Wire", Author: "By A. Okoro"}},
		{"ninjs 2", `{"headlines": [{"role": "main", "value": "H"}], "bodies": [{"contentType": "text/plain", "value": "T"}]}`, Fields{Text: "T", Title: "H"}},
		{"text and meta", `{"text": "T", "meta": {"title": "H", "date": "2016-11-01", "source": "Example Wire", "url": "https://example.org/1"}}`,
			Fields{Text: "T", Title: "H", URL: "https://example.org/1", Published: "2016-11-01", Outlet: "Example Wire"}},
		{"Elasticsearch", `{"_id": "7", "_source": {"text": "T", "title": "H"}}`, Fields{Text: "T", Title: "H", ID: "7"}},
		{"the Guardian", `{"id": "world/1", "webTitle": "H", "webUrl": "https://example.org/1", "webPublicationDate": "2016-11-01T12:30:00Z", "fields": {"bodyText": "T", "byline": "A. Okoro"}}`,
			Fields{Text: "T", Title: "H", URL: "https://example.org/1", Published: "2016-11-01T12:30:00Z", Author: "A. Okoro", ID: "world/1"}},
		{"paragraphs", `{"text": ["One.", "", "Two."]}`, Fields{Text: "One.\n\nTwo."}},
		{"words", `{"text": ["Five", "people", "marched", "in", "Accra", ".", "Two", "were", "held", ",", "police", "said"]}`, Fields{Text: "Five people marched in Accra . Two were held , police said"}},
		{"Mongo", `{"text": "T", "published": {"$date": {"$numberLong": "1478003400000"}}, "_id": {"$oid": "5"}}`, Fields{Text: "T", Published: "1478003400000"}},
		{"numbers", `{"text": "T", "published": 1478003400, "id": 7}`, Fields{Text: "T", Published: "1478003400", ID: "7"}},
		{"empty ones are not said", `{"body": "", "text": null, "article": "T", "title": "", "headline": "H", "date": "", "created_at": "2016-11-01"}`, Fields{Text: "T", Title: "H", Published: "2016-11-01"}},
		{"names in any case", `{"Article Text": "T", "PubDate": "2016-11-01", "SOURCE_NAME": "Example Wire"}`, Fields{Text: "T", Published: "2016-11-01", Outlet: "Example Wire"}},
		{"the same name twice", `{"text": "", "Text": "T", "TEXT": "other"}`, Fields{Text: "T"}},
		{"a source that is an address", `{"text": "T", "source": "https://example.org/1"}`, Fields{Text: "T", URL: "https://example.org/1"}},
		{"HTML beside a text", `{"text": "T", "html": "<p>T</p>"}`, Fields{Text: "T", HTML: "<p>T</p>"}},
		{"an angle is no markup", `{"text": "3 < 4"}`, Fields{Text: "3 < 4"}},
	} {
		have, err := Object([]byte(c.in))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		have.TextName, have.PublishedName = "", ""
		if d := cmp.Diff(c.want, have); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	for in, want := range map[string]error{`{"title": "H"}`: hearsay.ErrEmpty, `{"text": "  "}`: hearsay.ErrEmpty, `{"text": 7}`: hearsay.ErrEmpty, `{`: hearsay.ErrFormat, `[1]`: hearsay.ErrFormat, `"x"`: hearsay.ErrFormat,
		`{"text": "a"} x`: hearsay.ErrFormat, `{"text": "a",}`: hearsay.ErrFormat, `{text: "a"}`: hearsay.ErrFormat, ``: hearsay.ErrFormat, "{\"text\": \"\xff\"}": hearsay.ErrEncoding,
		`{"text":` + strings.Repeat("[", 20000): hearsay.ErrFormat, `{"text":` + strings.Repeat("[", 50) + strings.Repeat("]", 50) + `}`: hearsay.ErrEmpty} {
		if _, err := Object([]byte(in)); !errors.Is(err, want) {
			t.Errorf("%.40s: %v", in, err)
		} else {
			problem(t, err)
		}
	}
}

// TestNamesAreTold: docs/formats/input.md lists the names of each field, in
// their order.
func TestNamesAreTold(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "formats", "input.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(doc), "| field | names |\n|---|---|\n")
	if !ok {
		t.Fatal("the table of names is not where it was")
	}
	lines := strings.Split(rest, "\n")
	for i, f := range table {
		cell := strings.Split(lines[i], "|")[2]
		cell, _, _ = strings.Cut(cell, ";")
		var told []string
		for n := range strings.SplitSeq(cell, ",") {
			told = append(told, plainName(n))
		}
		if d := cmp.Diff(f.names, told); d != "" {
			t.Errorf("%s (code -, document +): %s", lines[i], d)
		}
	}
}

func values(t *testing.T, s string, max int64) []string {
	t.Helper()
	v := NewValues(strings.NewReader(s), max)
	var out []string
	for range 1000 {
		raw, err := v.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			out = append(out, problem(t, err))
			continue
		}
		out = append(out, fmt.Sprintf("%d %s", v.Number(), raw))
	}
	t.Fatal("it does not end")
	return nil
}

func TestValues(t *testing.T) {
	cut := "! it has no end: the file is cut short, or a quotation mark or bracket is missing"
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"empty", " \n ", nil},
		{"an array", ` [ {"a": 1} , {"b": [2, {"c": "]}"}]} ] `, []string{`1 {"a": 1}`, `2 {"b": [2, {"c": "]}"}]}`}},
		{"objects", "{\"a\": 1}\n{\"b\": \n2}{}", []string{`1 {"a": 1}`, "2 {\"b\": \n2}", "3 {}"}},
		{"text sequences", "\x1e{\"a\": 1}\n\x1e{\"b\": 2}\n", []string{`1 {"a": 1}`, `2 {"b": 2}`}},
		{"escapes", `[{"a": "\"]\\"}, {"b": "\\"}]`, []string{`1 {"a": "\"]\\"}`, `2 {"b": "\\"}`}},
		{"others", `[1, "two", null, [3]]`, []string{"1 1", `2 "two"`, "3 null", "4 [3]"}},
		{"a frame", `{"status": "ok", "total": 2, "articles": [{"text": "1"}, {"text": "2"}], "next": {"articles": 3}}`, []string{`1 {"text": "1"}`, `2 {"text": "2"}`}},
		{"a frame in a frame", `{"took": 1, "hits": {"total": 2, "hits": [ {"_source": {"text": "1"}}, {}]}, "x": []} {"text": "3"}`, []string{`1 {"_source": {"text": "1"}}`, "2 {}", `3 {"text": "3"}`}},
		{"two lists in a frame", `{"news": [{"a": 1}], "stories": [{"b": 2}]}`, []string{`1 {"a": 1}`, `2 {"b": 2}`}},
		{"a report with a list", `{"text": "T", "items": [{"a": 1}]}`, []string{`1 {"text": "T", "items": [{"a": 1}]}`}},
		{"a list of words", `{"entries": ["a"], "text": "T"}`, []string{`1 {"entries": ["a"], "text": "T"}`}},
		{"a list deep in a report", `{"a": {"items": [{"b": 1}]}, "text": "T"}`, []string{`1 {"a": {"items": [{"b": 1}]}, "text": "T"}`}},
		{"too big", `[{"a": "` + strings.Repeat("x", 100) + `"}, {"b": 2}]`, []string{"! it has 109 bytes, more than the 64 that one report may have", `2 {"b": 2}`}},
		{"too big, alone", `{"a": "` + strings.Repeat("x", 100) + `"} {"b": 2}`, []string{"! it has 109 bytes, more than the 64 that one report may have", `2 {"b": 2}`}},
		{"cut short", `[{"a": 1}, {"b": "`, []string{`1 {"a": 1}`, cut}},
		{"no end of the list", `[{"a": 1},`, []string{`1 {"a": 1}`, "! the list has no end: the file is cut short"}},
		{"stray brackets", `}] {"a": 1}`, []string{"1 }", "2 ]", `3 {"a": 1}`}},
		{"words", "rubbish of words\n{\"a\": 1}", []string{"1 rubbish of words", `2 {"a": 1}`}},
		{"a broken element", `[{"a": nonsense here}, {"b": 2}]`, []string{`1 {"a": nonsense here}`, `2 {"b": 2}`}},
	} {
		if d := cmp.Diff(c.want, values(t, c.in, 64)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestLines(t *testing.T) {
	l := NewLines(strings.NewReader("one\r\n\n  two \n"+strings.Repeat("x", 200_000)+"\nthree\n"+strings.Repeat("y", 100_000)+"\n"+strings.Repeat("z", 100_001)+"\nlast"), 100_000)
	var out []string
	for {
		line, err := l.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			out = append(out, fmt.Sprint(l.Number(), " ", problem(t, err)))
			continue
		}
		out = append(out, fmt.Sprintf("%d %.5s %d", l.Number(), line, len(line)))
	}
	want := []string{"1 one 3", "3 two 3", "4 ! the line has 200001 bytes, more than the 100000 that one report may have", "5 three 5", "6 yyyyy 100000", "7 zzzzz 100001", "8 last 4"}
	if d := cmp.Diff(want, out); d != "" {
		t.Error(d)
	}
}

func tableOf(t *testing.T, s string, sep byte) []string {
	t.Helper()
	tab, err := NewTable(strings.NewReader(s), 200, sep)
	if err != nil {
		return []string{problem(t, err)}
	}
	var out []string
	for range 1000 {
		f, err := tab.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			out = append(out, problem(t, err))
			continue
		}
		out = append(out, fmt.Sprintf("%d %s|%s|%s", tab.Line(), f.Title, f.Published, f.Text))
	}
	t.Fatal("it does not end")
	return nil
}

func TestTable(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"commas", "title,date,text\nH,2016-11-01,T\n", []string{"2 H|2016-11-01|T"}},
		{"no line end", "title,text\nH,T", []string{"2 H||T"}},
		{"Windows", "title,text\r\nH,T\r\n", []string{"2 H||T"}},
		{"tabs", "Title\tFull text\nH, h\tT\n", []string{"2 H, h||T"}},
		{"semicolons", "title;text;date\nH, h;T;1\n", []string{"2 H, h|1|T"}},
		{"bars", "title|text\nH|T\n", []string{"2 H||T"}},
		{"sep=", "sep=;\ntitle;text\nH;T\n", []string{"3 H||T"}},
		{"quoted", "title,text\n\"H, \"\"h\"\"\",\"T\n\nt\"\n\"\",\"T\"\n", []string{"2 H, \"h\"||T\n\nt", "5 ||T"}},
		{"marks inside", "title,text\nH \"h\",T\n\"H\" h\",T\n", []string{"2 H \"h\"||T", "3 H\" h||T"}},
		{"an empty line", "title,text\n\n\nH,T\n", []string{"4 H||T"}},
		{"a short row", "text,title\nT\n", []string{"2 ||T"}},
		{"a long row", "title,text\nH,T,x\nH,T,,\n", []string{"! the row has 3 columns, and the table 2", "3 H||T"}},
		{"no text", "title,text\nH,\nH,T", []string{"! the row has no text", "3 H||T"}},
		{"a mark too many", "title,text\n\"H,T\n" + strings.Repeat("H,T\n", 100), append([]string{"! the row goes on for more than 200 bytes; lines 2 to 51 are left out"}, rowsOf(52, 102)...)},
		{"no end", "title,text\nH,T\n\"H,T\n", []string{"2 H||T", "! a field in quotation marks has no end"}},
		{"empty", "", []string{"! the table is empty"}},
		{"no names", "a,b\nc,d\n", []string{`! no column is named as the text of reports: "a", "b"`}},
	} {
		if d := cmp.Diff(c.want, tableOf(t, c.in, 0)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	for s, want := range map[string]bool{"title,text,date": true, "Text;Url": true, "a,b": false, "text": false, "The text, the title": false, "title,date": false} {
		if IsHeader(s) != want {
			t.Error(s)
		}
	}
}

func rowsOf(from, to int) (out []string) {
	for i := from; i <= to; i++ {
		out = append(out, fmt.Sprintf("%d H||T", i))
	}
	return out
}

// FuzzValues: the stream ends, no value is over the bound, and a whole JSON
// array gives as many values as it has.
func FuzzValues(f *testing.F) {
	for _, s := range []string{`[{"a": 1}, {"b": "]"}]`, `{"articles": [{"text": "a"}], "x": "\""}`, `{"hits": {"hits": [{`, "\x1e{}\n", `"\\\"`, `[[[`, `}]`, `{"a":[{}]`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		v := NewValues(strings.NewReader(string(in)), 100)
		for n := 0; ; n++ {
			raw, err := v.Next()
			if err == io.EOF {
				break
			}
			if n > len(in)+1 {
				t.Fatal("it does not end")
			}
			if len(raw) > 100 {
				t.Error("a value over the bound")
			}
			if err == nil {
				Object(raw)
			}
		}
		l := NewLines(strings.NewReader(string(in)), 10)
		for {
			line, err := l.Next()
			if err == io.EOF {
				break
			}
			if len(line) > 12 {
				t.Errorf("a line over the bound: %q", line)
			}
		}
	})
}

// FuzzTable: the table ends, and no field is over the bound.
func FuzzTable(f *testing.F) {
	for _, s := range []string{"title,text\nH,T\n", "title\ttext\n\"H\"\"\n\",T", "sep=;\ntext;title\n;\n", "text,\"\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		tab, err := NewTable(strings.NewReader(string(in)), 100, 0)
		if err != nil {
			return
		}
		for n := 0; ; n++ {
			row, err := tab.Next()
			if err == io.EOF {
				return
			}
			if n > len(in) {
				t.Fatal("it does not end")
			}
			if len(row.Text) > 100 {
				t.Error("a field over the bound")
			}
		}
	})
}

func BenchmarkLines(b *testing.B) {
	row := []byte(`{"id": "1", "title": "A title of a report", "published": "26-FEB-1987 15:01:01.79", "text": "` + strings.Repeat(`Words of a line of a report.\n`, 60) + `"}`)
	b.SetBytes(int64(len(row)))
	for b.Loop() {
		if _, err := Object(row); err != nil {
			b.Fatal(err)
		}
	}
}
