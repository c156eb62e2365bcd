package weigh

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/hearsay/hearsay/internal/lists"
)

var (
	//go:embed data/bodies.tsv
	bodiesTSV string
	//go:embed data/media.tsv
	mediaTSV string
	//go:embed data/denials.tsv
	denialsTSV string
	//go:embed data/documents.tsv
	documentsTSV string
)

// body is a line of bodies.tsv.
type body struct {
	name, sector, scope string
}

// medium is a line of media.tsv.
type medium struct {
	name   string
	agency bool
}

// denial is a line of denials.tsv.
type denial struct {
	slot  slot
	stems []string
}

type tables struct {
	body    map[string]*body // by phrase, words joined by one blank
	longest int              // words of the longest phrase
	media   map[string]medium
	denials []denial
	papers  map[string]bool // nouns of documents
}

// load reads the lists once; a fault in them is a fault of the program, and
// [Check] tells it to a test.
var load = sync.OnceValues(func() (*tables, error) {
	t := &tables{body: map[string]*body{}, media: map[string]medium{}, papers: map[string]bool{}}
	err := lists.Rows(bodiesTSV, 4, func(c []string) error {
		b := &body{name: c[0], sector: c[1], scope: c[2]}
		switch b.scope {
		case "state", "local", "office", "part", "metonym":
		default:
			return fmt.Errorf("unknown scope %q", b.scope)
		}
		for _, w := range strings.Fields(c[3]) {
			w = strings.ReplaceAll(w, "_", " ")
			if t.body[w] != nil {
				return fmt.Errorf("%q stands twice", w)
			}
			t.body[w] = b
			t.longest = max(t.longest, strings.Count(w, " ")+1)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("bodies.tsv: %w", err)
	}
	if err := lists.Rows(mediaTSV, 3, func(c []string) error {
		t.media[c[0]] = medium{c[1], c[2] == "agency"}
		return nil
	}); err != nil {
		return nil, fmt.Errorf("media.tsv: %w", err)
	}
	if err := lists.Rows(denialsTSV, 2, func(c []string) error {
		s, ok := slotOf(c[0])
		if !ok {
			return fmt.Errorf("unknown slot %q", c[0])
		}
		d := denial{slot: s}
		for _, w := range strings.Fields(c[1]) {
			d.stems = append(d.stems, strings.ReplaceAll(w, "_", " "))
		}
		t.denials = append(t.denials, d)
		return nil
	}); err != nil {
		return nil, fmt.Errorf("denials.tsv: %w", err)
	}
	if err := lists.Rows(documentsTSV, 2, func(c []string) error {
		if t.papers[c[0]] {
			return fmt.Errorf("%q stands twice", c[0])
		}
		t.papers[c[0]] = true
		return nil
	}); err != nil {
		return nil, fmt.Errorf("documents.tsv: %w", err)
	}
	return t, nil
})

// Check reads the embedded lists and tells what is wrong with them.
func Check() error { _, err := load(); return err }

func lookup() *tables {
	t, err := load()
	if err != nil {
		panic(err) // our own embedded data; Check is tested
	}
	return t
}
