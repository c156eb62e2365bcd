package load

import (
	"bytes"
	"fmt"
	"io"

	"github.com/hearsay/hearsay/internal/syntax/load/msgpack"
)

func bytesReader(b []byte) io.Reader { return bytes.NewReader(b) }

// Pattern is one rule of an attribute ruler: sequences of token descriptions,
// and what the token at Index of what they match is given.
type Pattern struct {
	Sequences [][]msgpack.Pairs // each token: attribute -> value or operators
	Attrs     []Attr            // in the order of the file
	Index     int               // negative counts from the end
}

// Attr is one attribute that a rule sets.
type Attr struct{ Name, Value string }

// DecodePatterns reads an attribute ruler's file `patterns`.
func DecodePatterns(file, data string) ([]Pattern, error) {
	r := msgpack.NewReader(data)
	v, err := r.Any()
	if err == nil {
		err = r.End()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: patterns: %w", file, err)
	}
	list, ok := v.([]any)
	if !ok {
		return nil, fmt.Errorf("%s: patterns: a list was expected", file)
	}
	out := make([]Pattern, 0, len(list))
	for i, v := range list {
		p, err := pattern(v)
		if err != nil {
			return nil, fmt.Errorf("%s: pattern %d: %w", file, i, err)
		}
		out = append(out, p)
	}
	return out, nil
}

func pattern(v any) (Pattern, error) {
	var p Pattern
	m, ok := v.(msgpack.Pairs)
	if !ok {
		return p, fmt.Errorf("a map was expected")
	}
	sequences, _ := m.Get("patterns")
	list, ok := sequences.([]any)
	if !ok {
		return p, fmt.Errorf("patterns is no list")
	}
	for _, s := range list {
		tokens, ok := s.([]any)
		if !ok || len(tokens) == 0 {
			return p, fmt.Errorf("a pattern is no list of tokens, or empty")
		}
		seq := make([]msgpack.Pairs, len(tokens))
		for i, t := range tokens {
			if seq[i], ok = t.(msgpack.Pairs); !ok {
				return p, fmt.Errorf("token %d of a pattern is no map", i)
			}
		}
		p.Sequences = append(p.Sequences, seq)
	}
	attrs, _ := m.Get("attrs")
	set, ok := attrs.(msgpack.Pairs)
	if !ok {
		return p, fmt.Errorf("attrs is no map")
	}
	for _, kv := range set {
		name, err := symbolOr(kv.Key)
		if err != nil {
			return p, err
		}
		value, err := symbolOr(kv.Value)
		if err != nil {
			return p, fmt.Errorf("attribute %s: %w", name, err)
		}
		p.Attrs = append(p.Attrs, Attr{name, value})
	}
	if v, ok := m.Get("index"); ok {
		n, ok := v.(int64)
		if !ok || n < -1000 || n > 1000 {
			return p, fmt.Errorf("index is %v", v)
		}
		p.Index = int(n)
	}
	return p, nil
}

// symbolOr returns a string, or the name of a reserved number.
func symbolOr(v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case int64:
		if s, ok := SymbolName(uint64(v)); v >= 0 && ok {
			return s, nil
		}
	}
	return "", fmt.Errorf("%v is neither a name nor the number of one", v)
}
