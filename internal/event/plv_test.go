package event_test

import (
	"context"
	"os"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/score"
)

// Types of marked pairs of the PLV training data, on the fifth that no line
// was made from. The floors are a little under what was measured.
func TestPLV(t *testing.T) {
	const file = "../../../shared/corpora/plv/PLV_train.tsv"
	if _, err := os.Stat(file); err != nil {
		t.Skip("PLV_train.tsv is not in ../shared/corpora/plv: not measured")
	}
	if testing.Short() {
		t.Skip("reads a thousand sentences")
	}
	r := newReader(t)
	held := score.KeptAside
	if os.Getenv("PLV_PART") != "" {
		held = score.Held(os.Getenv("PLV_PART"))
	}
	s, err := score.PLV(file, held, func(d *hearsay.Document) (*hearsay.Reading, error) {
		return r.Read(context.Background(), d)
	}, func(it score.PLVItem, got string, rd *hearsay.Reading) {
		if held == score.Developing && got != it.Type {
			t.Logf("%s not %q: %s", it.Type, got, it.Text)
			for _, e := range rd.Events {
				t.Log("    ", describe(it.Text, &e))
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + s.String())
	if held == score.KeptAside && (s.Accuracy() < 0.66 || s.MacroF() < 0.65) {
		t.Errorf("accuracy %.3f, macro F %.3f: under what was measured (0.68, 0.68)", s.Accuracy(), s.MacroF())
	}
}
