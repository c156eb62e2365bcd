package where

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/lists"
)

//go:embed words.tsv
var wordsTSV string

//go:embed usual.tsv
var usualTSV string

//go:embed abbreviations.tsv
var abbreviationsTSV string

// Reader finds and resolves places. It is safe for concurrent use.
type Reader struct {
	words map[string]map[string]bool // class -> words
	short map[string]shortForm
	usual map[string]int // name -> GeoNames id
}

// shortForm is a state or province behind an abbreviation.
type shortForm struct{ name, country string }

// New reads the embedded lists.
func New() (*Reader, error) {
	rd := &Reader{words: map[string]map[string]bool{}, short: map[string]shortForm{}, usual: map[string]int{}}
	err := lists.Rows(wordsTSV, 2, func(c []string) error {
		if rd.words[c[0]] == nil {
			rd.words[c[0]] = map[string]bool{}
		}
		for _, w := range strings.Fields(c[1]) {
			rd.words[c[0]][w] = true
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("words.tsv: %w", err)
	}
	err = lists.Rows(abbreviationsTSV, 3, func(c []string) error {
		if _, ok := gazetteer.ByCode(c[2]); !ok {
			return fmt.Errorf("country %q is unknown", c[2])
		}
		rd.short[c[0]] = shortForm{c[1], c[2]}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("abbreviations.tsv: %w", err)
	}
	err = lists.Rows(usualTSV, 3, func(c []string) error {
		id, err := strconv.Atoi(c[1])
		rd.usual[c[0]] = id
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("usual.tsv: %w", err)
	}
	return rd, gazetteer.Check()
}

func (rd *Reader) is(class, word string) bool { return rd.words[class][strings.ToLower(word)] }
