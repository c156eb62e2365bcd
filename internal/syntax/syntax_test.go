package syntax_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/model"
	"github.com/hearsay/hearsay/internal/syntax"
	"github.com/hearsay/hearsay/internal/syntax/load"
)

func open(t testing.TB) *syntax.Pipeline {
	p, err := syntax.Open("")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func parse(t testing.TB, w *syntax.Worker, text string) *hearsay.Syntax {
	var s hearsay.Syntax
	if err := w.Parse(text, &s); err != nil {
		t.Fatal(err)
	}
	return &s
}

// same compares what was read, not how it lies in memory.
func same(a, b *hearsay.Syntax) string {
	return cmp.Diff(a, b, cmpopts.IgnoreUnexported(hearsay.Syntax{}), cmpopts.EquateEmpty())
}

// TestBatch holds that a text reads the same alone, in a batch, with a used
// worker and beside other goroutines.
func TestBatch(t *testing.T) {
	p := open(t)
	texts := append(ownTexts(t), "", " ", "\n\n", "Yes.", "\xff\xfe broken \xc3 bytes", strings.Repeat("The mayor of Quito said no. ", 300))
	var alone []*hearsay.Syntax
	for _, text := range texts {
		alone = append(alone, parse(t, p.NewWorker(), text))
	}
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			w := p.NewWorker()
			into := make([]*hearsay.Syntax, len(texts))
			for i := range into {
				into[i] = &hearsay.Syntax{}
			}
			for range 2 {
				for i, err := range w.ParseBatch(texts, into) {
					if err != nil {
						t.Error(err)
					}
					if d := same(alone[i], into[i]); d != "" {
						t.Errorf("text %d: %s", i, d)
					}
				}
			}
		})
	}
	wg.Wait()
}

// TestTooLong holds that one text beyond the bounds is refused and others are read.
func TestTooLong(t *testing.T) {
	texts := []string{"Peru votes.", strings.Repeat("word ", 210000), strings.Repeat("(", 400000), "Chile votes."}
	into := []*hearsay.Syntax{{}, {}, {}, {}}
	for i, err := range open(t).NewWorker().ParseBatch(texts, into) {
		if long := i == 1 || i == 2; long != errors.Is(err, hearsay.ErrTooBig) {
			t.Errorf("text %d: %v", i, err)
		}
	}
	if len(into[3].Tokens) != 3 || into[3].Tokens[1].Lemma != "vote" {
		t.Errorf("the text after the long ones: %+v", into[3].Tokens)
	}
}

// TestComponents runs the pipeline with components left out and others let in.
func TestComponents(t *testing.T) {
	pkg, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		opt   syntax.Options
		check func(s *hearsay.Syntax) error
	}{
		{syntax.Options{Disable: []string{"parser"}, Enable: []string{"senter"}}, func(s *hearsay.Syntax) error {
			if len(s.Sentences) != 2 || s.Tokens[0].Dep != "" || s.Tokens[0].Tag == "" {
				return fmt.Errorf("%d sentences", len(s.Sentences))
			}
			return nil
		}},
		{syntax.Options{Disable: []string{"ner", "lemmatizer", "attribute_ruler"}}, func(s *hearsay.Syntax) error {
			if t := s.Tokens[0]; t.Ent != "O" || t.Lemma != "" || t.Pos != "" || t.Dep == "" {
				return fmt.Errorf("%+v", t)
			}
			return nil
		}},
		{syntax.Options{Disable: []string{"tagger", "attribute_ruler", "lemmatizer", "parser"}}, func(s *hearsay.Syntax) error {
			if len(s.Names()) == 0 {
				return errors.New("no names")
			}
			return nil
		}},
	} {
		p, err := syntax.New(pkg, c.opt)
		if err != nil {
			t.Error(err)
			continue
		}
		if err := c.check(parse(t, p.NewWorker(), "Nigeria sent aid to Chad. Niamey said nothing.")); err != nil {
			t.Errorf("%+v: %v", c.opt, err)
		}
	}
	for _, opt := range []syntax.Options{{Disable: []string{"tok2vec"}}, {Disable: []string{"no such"}}} {
		if _, err := syntax.New(pkg, opt); err == nil {
			t.Errorf("no error for %+v", opt)
		}
	}
}

// FuzzParse holds that any text is read, and that its tokens with their white
// space give it back.
func FuzzParse(f *testing.F) {
	for _, s := range ownTexts(f) {
		f.Add(s)
	}
	f.Add("\x00\xff'd've \u200b\u202e(((https://x.y/..n't  \r\n\t😀\u0301")
	w := open(f).NewWorker()
	f.Fuzz(func(t *testing.T, text string) {
		var s hearsay.Syntax
		if err := w.Parse(text, &s); err != nil {
			if errors.Is(err, hearsay.ErrTooBig) {
				return
			}
			t.Fatal(err)
		}
		var back strings.Builder
		at := 0
		for i, tok := range s.Tokens {
			if tok.Start != at || tok.End <= tok.Start {
				t.Fatalf("token %d is at %d-%d, the one before ends at %d", i, tok.Start, tok.End, at)
			}
			if tok.Head < 0 || tok.Head >= len(s.Tokens) {
				t.Fatalf("token %d has the head %d", i, tok.Head)
			}
			back.WriteString(s.TextOf(i))
			at = tok.End
			if tok.Spaced {
				back.WriteByte(' ')
				at++
			}
		}
		if back.String() != text {
			t.Fatalf("%q gives back %q", text, back.String())
		}
	})
}

// TestCheck holds that a package's disabled parts are checked too.
func TestCheck(t *testing.T) {
	pkg, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	if err := syntax.Check(pkg); err != nil {
		t.Error(err)
	}
	for _, broken := range []string{"senter/model", "vocab/strings.json", "vocab/vectors"} {
		files := load.Memory{}
		for _, n := range pkg.Names() {
			if files[n], err = pkg.Read(n); err != nil {
				t.Fatal(err)
			}
		}
		files[broken] = files[broken][:len(files[broken])/2]
		p, err := load.New("broken", files)
		if err != nil {
			t.Fatal(err)
		}
		if err := syntax.Check(p); err == nil || !strings.Contains(err.Error(), broken) {
			t.Errorf("%s cut off: %v", broken, err)
		}
	}
}

// TestOrdinary: what the embedded pipeline's dictionary tells of words.
func TestOrdinary(t *testing.T) {
	w := open(t).NewWorker()
	for _, c := range []struct {
		word        string
		noun, other bool
	}{
		{"hostages", true, false},
		{"nairobi", true, false},
		{"rescues", true, true},
		{"rammed", false, true},
		{"children", true, false},
		{"zamfara", false, false},
		{"", false, false},
	} {
		if noun, other := w.Ordinary(c.word); noun != c.noun || other != c.other {
			t.Errorf("%q: %v, %v", c.word, noun, other)
		}
	}
}
