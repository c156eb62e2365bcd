package where_test

import (
	"os"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/reading/where"
	"github.com/hearsay/hearsay/internal/score"
	"github.com/hearsay/hearsay/internal/testkit"
)

// The fifths of TR-News and LGL that no rule was made on. LGL is of local papers,
// whose towns only their readers can place.
func TestToponyms(t *testing.T) {
	const dir = "../../../../shared/corpora/geo/"
	rd, err := where.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		file          string
		names, within float64
	}{{"TR-News.xml", 0.84, 0.88}, {"lgl.xml", 0.70, 0.78}} {
		if _, err := os.Stat(dir + c.file); err != nil || testing.Short() {
			t.Skip("no corpus at " + dir + c.file + ", or a short run")
		}
		got, err := score.Places(dir+c.file, score.KeptAside, func(d *hearsay.Document) (*hearsay.Reading, error) {
			r := &hearsay.Reading{Document: d, Syntax: testkit.Parse(t, d.Text)}
			rd.Read(r)
			return r, nil
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Log("\n" + c.file + "\n" + got.String())
		if got.Names.F() < c.names || float64(got.Within)/float64(got.Linked) < c.within {
			t.Errorf("%s: below %.2f and %.2f:\n%s", c.file, c.names, c.within, got)
		}
	}
}
