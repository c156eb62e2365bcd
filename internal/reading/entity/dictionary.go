package entity

import (
	"fmt"
	"io"
	"strings"

	"github.com/hearsay/hearsay/internal/reading/entity/petrarch"
)

// Dictionary is a user's own list of actors.
type Dictionary struct{ actors []petrarch.Actor }

// actor is what a dictionary says of a name: its code and the first name of its block.
type actor struct{ code, main string }

// LoadPETRARCH reads a dictionary of actors in the format of PETRARCH and TABARI
// as it is. Names are found in a report where their words stand with capitals; a
// name's code is the one that holds without regard to the report's date.
func LoadPETRARCH(r io.Reader) (*Dictionary, error) {
	actors, err := petrarch.Read(r)
	if err != nil {
		return nil, fmt.Errorf("PETRARCH dictionary: %w", err)
	}
	if len(actors) == 0 {
		return nil, fmt.Errorf("PETRARCH dictionary: no actor in it: a line is NAME_ [CODE]")
	}
	return &Dictionary{actors}, nil
}

// addTo puts the dictionary's names before those of the lexicon.
func (d *Dictionary) addTo(x *lexicon) {
	for i := range d.actors {
		a := &d.actors[i]
		code := a.Now()
		if code == "" {
			continue
		}
		main := ""
		for _, n := range a.Names {
			w := nameWords(n)
			if len(w) == 0 {
				continue
			}
			k := strings.Join(w, " ")
			if main == "" {
				main = k
			}
			x.user[k] = actor{code, main}
			delete(x.orgs, k)
			x.longest[w[0]] = max(x.longest[w[0]], len(w))
		}
	}
}
