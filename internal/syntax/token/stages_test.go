package token_test

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"sync"
	"testing"

	"github.com/hearsay/hearsay/internal/syntax/token"
)

// TestStages compares the attributes that the model reads, and their ids, with
// the reference's inner stages.
func TestStages(t *testing.T) {
	f, err := os.Open(shared(t, "golden/spacy/stages.json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	type features struct {
		NORM, PREFIX, SUFFIX, SHAPE string
		SPACY                       bool
		IS_SPACE                    bool
		IDs                         map[string]uint64
	}
	var docs []struct {
		Text     string
		Features []features
	}
	if err := json.NewDecoder(z).Decode(&docs); err != nil {
		t.Fatal(err)
	}
	tk := open(t, english).NewTokenizer()
	for _, d := range docs {
		for i, k := range tk.Tokenize(d.Text, nil) {
			l := k.Lex
			want := d.Features[i]
			got := features{l.Norm.Text, l.Prefix.Text, l.Suffix.Text, l.Shape.Text, k.Spaced, l.Flags.Has(token.IsSpace), want.IDs}
			if got.NORM != want.NORM || got.PREFIX != want.PREFIX || got.SUFFIX != want.SUFFIX || got.SHAPE != want.SHAPE || got.SPACY != want.SPACY || got.IS_SPACE != want.IS_SPACE {
				t.Errorf("%q: %+v, want %+v", l.Orth.Text, got, want)
			}
			for name, id := range map[string]uint64{"NORM": l.Norm.ID, "PREFIX": l.Prefix.ID, "SUFFIX": l.Suffix.ID, "SHAPE": l.Shape.ID} {
				if id != want.IDs[name] {
					t.Errorf("%q: %s is %d, want %d", l.Orth.Text, name, id, want.IDs[name])
				}
			}
		}
	}
}

// TestParallel shares one set of rules between goroutines.
func TestParallel(t *testing.T) {
	rules := open(t, english)
	text := "The U.S.-led talks in Doha didn't end; \"we'll go on,\" said Ms. O'Neill (the envoy), see http://example.org/a(b)."
	want := texts(text, rules.NewTokenizer().Tokenize(text, nil))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			tk := rules.NewTokenizer()
			for range 50 {
				got := texts(text, tk.Tokenize(text, nil))
				if len(got) != len(want) {
					t.Errorf("%q, want %q", got, want)
				}
			}
		})
	}
	wg.Wait()
}
