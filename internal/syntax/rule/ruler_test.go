package rule_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/load/msgpack"
	"github.com/hearsay/hearsay/internal/syntax/rule"
	"github.com/hearsay/hearsay/internal/syntax/token"
)

// pairs turns JSON values into what a package's file would give.
func pairs(d *json.Decoder) any {
	t, err := d.Token()
	if err != nil {
		return nil
	}
	switch v := t.(type) {
	case json.Delim:
		if v == '[' {
			out := []any{}
			for d.More() {
				out = append(out, pairs(d))
			}
			d.Token()
			return out
		}
		out := msgpack.Pairs{}
		for d.More() {
			k, _ := d.Token()
			out = append(out, msgpack.Pair{Key: k, Value: pairs(d)})
		}
		d.Token()
		return out
	case float64:
		return int64(v)
	}
	return t
}

// pattern makes a rule of its JSON.
func pattern(t testing.TB, raw json.RawMessage) load.Pattern {
	m := pairs(json.NewDecoder(strings.NewReader(string(raw)))).(msgpack.Pairs)
	var p load.Pattern
	seqs, _ := m.Get("patterns")
	for _, s := range seqs.([]any) {
		var seq []msgpack.Pairs
		for _, tok := range s.([]any) {
			seq = append(seq, tok.(msgpack.Pairs))
		}
		p.Sequences = append(p.Sequences, seq)
	}
	attrs, _ := m.Get("attrs")
	for _, kv := range attrs.(msgpack.Pairs) {
		p.Attrs = append(p.Attrs, load.Attr{Name: kv.Key.(string), Value: kv.Value.(string)})
	}
	if i, ok := m.Get("index"); ok {
		p.Index = int(i.(int64))
	}
	return p
}

func lexemes(t testing.TB) *token.Tokenizer {
	rules, err := token.New(token.File{}, token.Options{Lang: "en", ID: load.ID})
	if err != nil {
		t.Fatal(err)
	}
	return rules.NewTokenizer()
}

// TestReference holds random rules over small texts against what the reference
// implementation makes of them (testdata/make.py).
func TestReference(t *testing.T) {
	data, err := os.ReadFile("testdata/rules.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Rules []json.RawMessage
		Text  []struct {
			Word, Tag, Pos, Morph, Lemma, Dep string
			Space, Start                      bool
		}
		Want [][6]string
	}
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	lex := lexemes(t)
	for i, c := range cases {
		var patterns []load.Pattern
		for _, r := range c.Rules {
			patterns = append(patterns, pattern(t, r))
		}
		r, err := rule.New(patterns)
		if err != nil {
			t.Errorf("case %d: %v", i, err)
			continue
		}
		var words []token.Token
		var tokens []hearsay.Token
		for _, w := range c.Text {
			l := lex.Lexeme(w.Word)
			words = append(words, token.Token{Lex: l, Spaced: w.Space})
			morph := w.Morph
			if morph != "" {
				morph = rule.Features(morph)
			}
			tokens = append(tokens, hearsay.Token{Spaced: w.Space, SentStart: w.Start, Tag: w.Tag, Pos: w.Pos, Morph: morph, Lemma: w.Lemma, Dep: w.Dep, Norm: l.Norm.Text})
		}
		w := r.NewWorker()
		before := append([]hearsay.Token(nil), tokens...)
		w.Apply(words, tokens)
		var got [][6]string
		for _, t := range tokens {
			got = append(got, [6]string{t.Tag, t.Pos, strings.TrimPrefix(t.Morph, "_"), t.Lemma, t.Dep, t.Norm})
		}
		if d := cmp.Diff(c.Want, got); d != "" {
			t.Errorf("case %d: rules %s: %s", i, c.Rules, d)
		}
		// A worker leaves nothing behind for the next text.
		again := append([]hearsay.Token(nil), before...)
		w.Apply(words, again)
		if d := cmp.Diff(tokens, again); d != "" {
			t.Errorf("case %d: the second time: %s", i, d)
		}
	}
}

func TestUnknown(t *testing.T) {
	for _, bad := range []string{
		`{"patterns":[[{"FOO":"x"}]],"attrs":{"POS":"X"}}`,
		`{"patterns":[[{"_":{"x":"y"}}]],"attrs":{"POS":"X"}}`,
		`{"patterns":[[{"TAG":"x","OP":"??"}]],"attrs":{"POS":"X"}}`,
		`{"patterns":[[{"TAG":"x","OP":"{3,1}"}]],"attrs":{"POS":"X"}}`,
		`{"patterns":[[{"TAG":{"LIKE":"x"}}]],"attrs":{"POS":"X"}}`,
		`{"patterns":[[{"TAG":{"REGEX":"("}}]],"attrs":{"POS":"X"}}`,
		`{"patterns":[[{"IS_SPACE":{"IS_SUBSET":["x"]}}]],"attrs":{"POS":"X"}}`,
		`{"patterns":[[{"TAG":{">":3}}]],"attrs":{"POS":"X"}}`,
		`{"patterns":[[{"TAG":"x"}]],"attrs":{"HEAD":"X"}}`,
	} {
		if _, err := rule.New([]load.Pattern{pattern(t, json.RawMessage(bad))}); err == nil {
			t.Errorf("no error for %s", bad)
		}
	}
}

func TestFeatures(t *testing.T) {
	for in, want := range map[string]string{
		"": "_", "_": "_", "B=c|A=d": "A=d|B=c", "A=y,x": "A=x,y", "A=b|A=c": "A=c",
		"Number=Sing|Case=Nom,Acc": "Case=Acc,Nom|Number=Sing",
	} {
		if got := rule.Features(in); got != want {
			t.Errorf("Features(%q) = %q, want %q", in, got, want)
		}
	}
}
