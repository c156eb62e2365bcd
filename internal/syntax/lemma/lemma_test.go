package lemma_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"os"
	"testing"

	"github.com/hearsay/hearsay/internal/regex/pychar"
	"github.com/hearsay/hearsay/internal/syntax/lemma"
	"github.com/hearsay/hearsay/internal/syntax/load"
)

// TestReference holds each way of finding lemmas against what the reference
// implementation makes of made-up words with made-up tables (testdata/make.py).
func TestReference(t *testing.T) {
	data, err := os.ReadFile("testdata/lemmas.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []struct {
		Lang, Mode, Tables string
		Cases              [][5]any
	}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		t.Run(c.Lang+"-"+c.Mode, func(t *testing.T) {
			b, err := base64.StdEncoding.DecodeString(c.Tables)
			if err != nil {
				t.Fatal(err)
			}
			tables, err := load.DecodeLookups("lookups.bin", string(b))
			if err != nil {
				t.Fatal(err)
			}
			l, err := lemma.New(c.Lang, c.Mode, tables)
			if err != nil {
				t.Fatal(err)
			}
			var cache lemma.Cache
			for _, k := range c.Cases {
				w := lemma.Word{Text: k[0].(string), Lower: pychar.Lower(k[0].(string)), Pos: k[1].(string), Morph: k[2].(string)}
				if l.NeedsSentStart() {
					w.SentStart = k[3].(bool)
				}
				for range 2 {
					if got := cache.Lemma(l, w); got != k[4] {
						t.Errorf("%+v: %q, want %q", w, got, k[4])
					}
				}
			}
		})
	}
}

func TestUnknownAndMissing(t *testing.T) {
	empty, err := load.DecodeLookups("lookups.bin", "\x80")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lemma.New("ru", "pymorphy3", empty); !errors.Is(err, lemma.ErrUnknown) {
		t.Errorf("a mode that is not known: %v", err)
	}
	if _, err := lemma.New("ga", "pos_lookup", empty); !errors.Is(err, lemma.ErrUnknown) {
		t.Errorf("a language's own mode that is not known: %v", err)
	}
	if _, err := lemma.New("en", "rule", empty); err == nil {
		t.Error("no error for missing tables")
	}
}

// TestEditTrees applies trees that are written by hand: "(m 0 3 () (s 'ies' 'y'))"
// and one that turns a prefix round.
func TestEditTrees(t *testing.T) {
	words := load.Strings{load.ID("ies"): "ies", load.ID("ge"): "ge"}
	y, ies, ge := load.ID("y"), load.ID("ies"), load.ID("ge")
	words[y] = "y"
	num := func(v uint64) string {
		return "\xcf" + string([]byte{byte(v >> 56), byte(v >> 48), byte(v >> 40), byte(v >> 32), byte(v >> 24), byte(v >> 16), byte(v >> 8), byte(v)})
	}
	match := func(prefix, suffix byte, pt, st uint64) string {
		return "\x84\xaaprefix_len" + string(prefix) + "\xaasuffix_len" + string(suffix) + "\xabprefix_tree" + num(pt) + "\xabsuffix_tree" + num(st)
	}
	const none = 1<<32 - 1
	data := "\x81\xa5trees\x95" +
		"\x82\xa4orig" + num(ies) + "\xa5subst" + num(y) + // 0
		match(0, 3, none, 0) + // 1
		"\x82\xa4orig" + num(ge) + "\xa5subst\x00" + // 2
		match(2, 1, 2, none) + // 3: drops "ge" and the last letter
		match(0, 0, none, none) // 4: leaves the word
	e, err := lemma.NewEditTrees("trees", data, []int{1, 3, 4}, words)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		label      int
		word, want string
		ok         bool
	}{
		{0, "allies", "ally", true}, {0, "allied", "", false}, {0, "es", "", false},
		{1, "geführt", "führ", true}, {1, "führt", "", false}, {2, "São", "São", true}, {9, "x", "", false},
	} {
		got, ok := e.Lemma(c.label, c.word)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("label %d of %q: %q, %v", c.label, c.word, got, ok)
		}
	}
	loop := "\x81\xa5trees\x91" + match(1, 1, 0, none)
	if _, err := lemma.NewEditTrees("trees", loop, []int{0}, words); err == nil {
		t.Error("no error for a tree that holds itself")
	}
	if _, err := lemma.NewEditTrees("trees", data, []int{5}, words); err == nil {
		t.Error("no error for a label without a tree")
	}
}

func FuzzEditTrees(f *testing.F) {
	f.Add("\x81\xa5trees\x91\x84\xaaprefix_len\x00\xaasuffix_len\x01\xabprefix_tree\xce\xff\xff\xff\xff\xabsuffix_tree\xce\xff\xff\xff\xff", "years")
	f.Fuzz(func(t *testing.T, data, word string) {
		if e, err := lemma.NewEditTrees("trees", data, []int{0}, nil); err == nil {
			e.Lemma(0, word)
		}
	})
}
