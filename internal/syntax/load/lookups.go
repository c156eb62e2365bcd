package load

import (
	"fmt"

	"github.com/hearsay/hearsay/internal/syntax/load/msgpack"
)

// Lookups are the tables of a lookups.bin by their names, each still packed:
// decoding is left to who needs the table and knows its form.
type Lookups struct {
	File   string
	Names  []string // in the order of the file
	tables map[string]string
}

// DecodeLookups finds the tables in a lookups.bin.
func DecodeLookups(file, data string) (*Lookups, error) {
	l := &Lookups{File: file, tables: map[string]string{}}
	r := msgpack.NewReader(data)
	n, err := r.Map()
	for range n {
		var name string
		if name, err = r.String(); err != nil {
			break
		}
		start := r.Offset()
		if err = r.Skip(); err != nil {
			err = fmt.Errorf("table %s: %w", name, err)
			break
		}
		l.Names = append(l.Names, name)
		l.tables[name] = data[start:r.Offset()]
	}
	if err == nil {
		err = r.End()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: lookup tables: %w", file, err)
	}
	return l, nil
}

// Has reports whether there is a table of the name.
func (l *Lookups) Has(name string) bool { _, ok := l.tables[name]; return ok }

// Strings decodes a table of strings under the numbers ([ID]) of strings, such
// as lexeme_norm and lemma_lookup. Where a value is a list of strings, as in
// some tables of lemmas, the first is taken. A missing table is nil.
func (l *Lookups) Strings(name string) (map[uint64]string, error) {
	return table(l, name, func(r *msgpack.Reader) (string, error) {
		if r.Kind() != msgpack.Array {
			return r.String()
		}
		n, err := r.Array()
		if err != nil {
			return "", err
		}
		first := ""
		for i := range n {
			s, err := r.String()
			if err != nil {
				return "", err
			}
			if i == 0 {
				first = s
			}
		}
		return first, nil
	})
}

// Sets decodes a table of lists of strings, such as lemma_index: for each part
// of speech the words that are known. The list may also be the keys of a map.
func (l *Lookups) Sets(name string) (map[uint64]map[string]struct{}, error) {
	return table(l, name, func(r *msgpack.Reader) (map[string]struct{}, error) {
		isMap := r.Kind() == msgpack.Map
		n, err := 0, error(nil)
		if isMap {
			n, err = r.Map()
		} else {
			n, err = r.Array()
		}
		if err != nil {
			return nil, err
		}
		out := make(map[string]struct{}, n)
		for range n {
			s, err := r.String()
			if err != nil {
				return nil, err
			}
			out[s] = struct{}{}
			if isMap {
				if err := r.Skip(); err != nil {
					return nil, err
				}
			}
		}
		return out, nil
	})
}

// Lists decodes a table of maps from a word to its forms, such as lemma_exc.
func (l *Lookups) Lists(name string) (map[uint64]map[string][]string, error) {
	return table(l, name, func(r *msgpack.Reader) (map[string][]string, error) {
		n, err := r.Map()
		if err != nil {
			return nil, err
		}
		out := make(map[string][]string, n)
		for range n {
			key, err := r.String()
			if err != nil {
				return nil, err
			}
			list, err := stringList(r)
			if err != nil {
				return nil, fmt.Errorf("%q: %w", key, err)
			}
			out[key] = list
		}
		return out, nil
	})
}

// Rules decodes a table of lists of pairs, such as lemma_rules: an ending and
// what takes its place.
func (l *Lookups) Rules(name string) (map[uint64][][2]string, error) {
	return table(l, name, func(r *msgpack.Reader) ([][2]string, error) {
		n, err := r.Array()
		if err != nil {
			return nil, err
		}
		out := make([][2]string, 0, n)
		for range n {
			pair, err := stringList(r)
			if err != nil {
				return nil, err
			}
			if len(pair) != 2 {
				return nil, fmt.Errorf("a rule of %d parts", len(pair))
			}
			out = append(out, [2]string{pair[0], pair[1]})
		}
		return out, nil
	})
}

// Group is a name with a list of strings.
type Group struct {
	Name  string
	Items []string
}

// Groups decodes a table of lists of groups, such as lemma_rules_groups: which
// rules go with which features.
func (l *Lookups) Groups(name string) (map[uint64][]Group, error) {
	return table(l, name, func(r *msgpack.Reader) ([]Group, error) {
		n, err := r.Array()
		if err != nil {
			return nil, err
		}
		out := make([]Group, 0, n)
		for range n {
			two, err := r.Array()
			if err == nil && two != 2 {
				err = fmt.Errorf("a group of %d parts", two)
			}
			if err != nil {
				return nil, err
			}
			var g Group
			if g.Name, err = r.String(); err != nil {
				return nil, err
			}
			if g.Items, err = stringList(r); err != nil {
				return nil, err
			}
			out = append(out, g)
		}
		return out, nil
	})
}

// stringList reads a list of strings; a single string counts as a list of one.
func stringList(r *msgpack.Reader) ([]string, error) {
	if r.Kind() == msgpack.String {
		s, err := r.String()
		return []string{s}, err
	}
	n, err := r.Array()
	if err != nil {
		return nil, err
	}
	out := make([]string, n)
	for i := range out {
		if out[i], err = r.String(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// table decodes one table whose keys are the numbers of strings or strings.
func table[V any](l *Lookups, name string, value func(*msgpack.Reader) (V, error)) (map[uint64]V, error) {
	data, ok := l.tables[name]
	if !ok {
		return nil, nil
	}
	r := msgpack.NewReader(data)
	n, err := r.Map()
	if err != nil {
		return nil, fmt.Errorf("%s: table %s: %w", l.File, name, err)
	}
	out := make(map[uint64]V, n)
	for range n {
		var key uint64
		if r.Kind() == msgpack.String {
			var s string
			s, err = r.String()
			key = ID(s)
		} else {
			key, err = r.Uint()
		}
		if err != nil {
			return nil, fmt.Errorf("%s: table %s: %w", l.File, name, err)
		}
		v, err := value(r)
		if err != nil {
			return nil, fmt.Errorf("%s: table %s, key %d: %w", l.File, name, key, err)
		}
		out[key] = v
	}
	return out, nil
}
