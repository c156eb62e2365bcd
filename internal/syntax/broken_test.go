package syntax_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/model"
	"github.com/hearsay/hearsay/internal/syntax"
	"github.com/hearsay/hearsay/internal/syntax/load"
)

// TestBrokenFiles cuts off and changes files of a package: what comes of it is
// an error, or a pipeline that reads, but no panic. HEARSAY_BROKEN is how often
// each file is changed (default 1).
func TestBrokenFiles(t *testing.T) {
	pkg, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	times := 1
	if n, err := strconv.Atoi(os.Getenv("HEARSAY_BROKEN")); err == nil {
		times = n
	}
	whole := load.Memory{}
	for _, n := range pkg.Names() {
		if whole[n], err = pkg.Read(n); err != nil {
			t.Fatal(err)
		}
	}
	try := func(name, what, data string) {
		files := load.Memory{}
		for n, s := range whole {
			files[n] = s
		}
		files[name] = data
		p, err := load.New("broken", files)
		if err != nil {
			return
		}
		pipe, err := syntax.New(p, syntax.Options{Enable: []string{"senter"}})
		if err != nil {
			return
		}
		var s hearsay.Syntax
		if err := pipe.NewWorker().Parse("Kenya's envoy (Ms. Otieno) didn't say who'd pay $3m.\n\nUgandan troops left.", &s); err != nil {
			t.Errorf("%s %s: %v", name, what, err)
		}
	}
	r := rand.New(rand.NewPCG(1, uint64(times)))
	for _, name := range pkg.Names() {
		data := whole[name]
		for i := range times {
			if len(data) == 0 {
				continue
			}
			cut := r.IntN(len(data))
			if i == 0 {
				cut = len(data) - 1
			}
			try(name, "cut off", data[:cut])
			b := []byte(data)
			for range 1 + r.IntN(8) {
				at := r.IntN(len(b))
				if r.IntN(2) == 0 { // near the start, where the form is told
					at = r.IntN(min(len(b), 400))
				}
				b[at] = byte(r.IntN(256))
			}
			try(name, "changed", string(b))
		}
	}
}

// TestMissingFiles takes each file away in turn.
func TestMissingFiles(t *testing.T) {
	pkg, err := model.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, gone := range pkg.Names() {
		files := load.Memory{}
		for _, n := range pkg.Names() {
			if n != gone {
				if files[n], err = pkg.Read(n); err != nil {
					t.Fatal(err)
				}
			}
		}
		p, err := load.New("missing", files)
		if err == nil {
			_, err = syntax.New(p, syntax.Options{Enable: []string{"senter"}})
		}
		switch gone {
		case "config.cfg", "meta.json", "tokenizer", "tok2vec/model", "tagger/model", "tagger/cfg", "parser/model", "parser/moves",
			"ner/model", "ner/moves", "senter/model", "lemmatizer/lookups/lookups.bin":
			if err == nil {
				t.Errorf("no error without %s", gone)
			}
		default:
			if err != nil {
				t.Errorf("without %s: %v", gone, err)
			}
		}
	}
}
