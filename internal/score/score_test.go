package score

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

// write puts a golden file of one document into a temporary folder.
func write(t *testing.T, data string) string {
	name := filepath.Join(t.TempDir(), "golden.jsonl")
	if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

const golden = `{"source":"s","text":"Zoë ran.","tokens":[[0,3,"NNP","PROPN","Zoë",1,"nsubj",1,"B-PERSON"],[4,7,"VBD","VERB","run",1,"ROOT",0,"O"],[7,8,".","PUNCT",".",1,"punct",0,"O"]]}` + "\n"

func TestSpacy(t *testing.T) {
	parse := func(text string, into *hearsay.Syntax) error {
		into.Tokens = append(into.Tokens,
			hearsay.Token{Span: hearsay.Span{Start: 0, End: 4}, Spaced: true, SentStart: true, Head: 1, Tag: "NNP", Pos: "PROPN", Lemma: "Zoë", Dep: "nsubj", Ent: "O"},
			hearsay.Token{Span: hearsay.Span{Start: 5, End: 9}, Head: 1, Tag: "VBD", Pos: "VERB", Lemma: "run", Dep: "ROOT", Ent: "O"})
		return nil
	}
	var out strings.Builder
	s, err := Spacy(&out, write(t, golden), parse, Options{Differences: -1})
	if err != nil {
		t.Fatal(err)
	}
	// "ran." is one token here: its boundary and that of "." are not the reference's.
	want := Sameness{Documents: 1, Total: 3, Same: [Layers]int{1, 1, 1, 1, 0, 1, 1, 0}, Extra: 1}
	if *s != want {
		t.Errorf("got %+v, want %+v\n%s", *s, want, out.String())
	}
	if !strings.Contains(out.String(), "boundary            1         2   33.333%") {
		t.Errorf("the table is\n%s", out.String())
	}
}

func TestSpacyRefused(t *testing.T) {
	var out strings.Builder
	s, err := Spacy(&out, write(t, golden), func(string, *hearsay.Syntax) error { return errors.New("no") }, Options{})
	if err != nil || s.Failed != 1 || s.Same != ([Layers]int{}) || s.Total != 3 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestReadGoldenBroken(t *testing.T) {
	for _, data := range []string{"", "{", `{"tokens":[[1,2]]}`, "\x1f\x8bxx"} {
		if err := ReadGolden(write(t, data), func(*Golden) error { return nil }); err == nil {
			t.Errorf("no error for %q", data)
		}
	}
}
