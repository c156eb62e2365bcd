package when_test

import (
	"os"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/reading/when"
	"github.com/hearsay/hearsay/internal/score"
	"github.com/hearsay/hearsay/internal/testkit"
)

// The fifth of TimeBank and AQUAINT that no rule was made on.
func TestTimeML(t *testing.T) {
	const dir = "../../../../shared/corpora/timeml"
	if _, err := os.Stat(dir); err != nil || testing.Short() {
		t.Skip("no corpus at " + dir + ", or a short run")
	}
	rd, err := when.New()
	if err != nil {
		t.Fatal(err)
	}
	got, err := score.TimeML(dir, score.KeptAside, func(d *hearsay.Document) (*hearsay.Reading, error) {
		r := &hearsay.Reading{Document: d, Syntax: testkit.Parse(t, d.Text)}
		rd.Read(r)
		return r, nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + got.String())
	if got.Relaxed.F() < 0.92 || got.Value.F() < 0.73 {
		t.Errorf("below 0.92 and 0.73:\n%s", got)
	}
}
