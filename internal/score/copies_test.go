package score

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

func TestCopyPairs(t *testing.T) {
	pairs, err := CopyPairs()
	if err != nil {
		t.Fatal(err)
	}
	folds, copies, seen := map[string]int{}, map[string]int{}, map[[3]string]bool{}
	for _, p := range pairs {
		if p.Label != "copy" && p.Label != "part" && p.Label != "no" || strings.Contains(p.Reason, " ") || p.Reason == "" || p.Earlier == p.Later {
			t.Errorf("%+v", p)
		}
		key := [3]string{p.Corpus, p.Earlier, p.Later}
		if seen[key] || seen[[3]string{p.Corpus, p.Later, p.Earlier}] {
			t.Errorf("%v was judged twice", key)
		}
		seen[key] = true
		folds[p.Fold]++
		if p.Copy() {
			copies[p.Fold]++
		}
	}
	if folds["A"]+folds["B"] != 300 || len(folds) != 4 {
		t.Errorf("folds %v, want 300 in A and B", folds)
	}
	for _, f := range []string{"A", "B", "R", "T"} {
		if copies[f]*5 < folds[f] || copies[f]*5 > folds[f]*4 {
			t.Errorf("fold %s: %d of %d are copies", f, copies[f], folds[f])
		}
	}
}

func TestCopyCounts(t *testing.T) {
	var c CopyCounts
	for _, p := range [][2]bool{{true, true}, {true, true}, {true, false}, {false, true}, {false, false}} {
		c.Add(p[0], p[1])
	}
	var b bytes.Buffer
	if err := PrintCopies(&b, "a", &c); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(strings.Fields(b.String()), " "); got != "a 5 3 0.667 0.667 0.667" {
		t.Error(got)
	}
	if (&CopyCounts{}).F() != 0 {
		t.Error("nothing counted has an F")
	}
}

// The corpora themselves are not in the repository: small ones of the same form
// are read here.
func TestReadCopyCorpora(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("pages/2020-01-02/b.html.gz", "the mill burned")
	write("pages/2020-01-02/a.html.gz", "")
	write("incidents/reports.jsonl.gz", `{"id":"x","incident":"7","url":"http://web.archive.org/web/1/http://www.tollin.example:80/mill","title":"Mill","published":"2020-01-03","text":"It burned."}`)
	write("reuters21578/reports.jsonl.gz", `{"id":"2","title":"MILL","published":"26-FEB-1987 15:01:01.79","text":"It burned."}`+"\n"+
		`{"id":"1","title":"MILL","published":"  4-MAR-1987  15:30:38.94\u0005RM","text":"It burned again."}`+"\n"+`{"id":"3","title":"MILL","published":"31-MAR-1987 605:12:19.12","text":"And again."}`)
	page := func(_ string, b []byte) (*hearsay.Document, error) {
		if len(b) == 0 {
			return nil, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "it is empty"}
		}
		return &hearsay.Document{Text: string(b), Outlet: "Tollin Post"}, nil
	}
	rs, err := ReadCopyCorpora(dir, page)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rs {
		got = append(got, r.Corpus+"/"+r.ID+" "+r.Published.Format("2006-01-02T15:04")+" "+r.Outlet)
	}
	want := "pages/2020-01-02/b 2020-01-02T00:00 Tollin Post|incidents/x 2020-01-03T00:00 tollin.example|reuters21578/1 1987-03-04T15:30 |reuters21578/2 1987-02-26T15:01 |reuters21578/3 1987-03-31T00:00 "
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("have %s\nwant %s", s, want)
	}
	if _, err := ReadCopyCorpora(t.TempDir(), page); err == nil {
		t.Error("an empty folder was taken for the corpora")
	}
}
