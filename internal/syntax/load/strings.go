package load

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// symbolList holds the names that have a small number instead of a hash, one a
// line, in order of their numbers from 0 (spacy.symbols of spaCy 3.8).
//
//go:embed symbols.txt
var symbolList string

type symbolTable struct {
	names []string
	ids   map[string]uint64
}

var symbols = sync.OnceValue(func() symbolTable {
	t := symbolTable{names: strings.Split(strings.TrimSuffix(symbolList, "\n"), "\n")}
	t.ids = make(map[string]uint64, len(t.names))
	for i, n := range t.names {
		t.ids[n] = uint64(i)
	}
	return t
})

// Symbol returns the number of a reserved name such as "TAG" or "NOUN".
func Symbol(name string) (uint64, bool) {
	id, ok := symbols().ids[name]
	return id, ok
}

// SymbolName returns the name of a reserved number.
func SymbolName(id uint64) (string, bool) {
	names := symbols().names
	if id < uint64(len(names)) {
		return names[id], true
	}
	return "", false
}

// ID returns a string's number in spaCy's string store: 0 for the empty string,
// the small number of a reserved symbol, else [Hash].
func ID(s string) uint64 {
	// The longest symbol has 20 bytes or so; most words are not one.
	if len(s) <= maxSymbol {
		if id, ok := symbols().ids[s]; ok {
			return id
		}
	}
	return Hash(s)
}

const maxSymbol = 32

// Hash is MurmurHash64A (Austin Appleby's MurmurHash2 for 64-bit machines) of
// the UTF-8 bytes with the seed 1, which spaCy numbers strings with.
func Hash(s string) uint64 { return Murmur64A(s, 1) }

// Murmur64A is MurmurHash64A of the bytes of s.
func Murmur64A(s string, seed uint64) uint64 {
	const m = 0xc6a4a7935bd1e995
	h := seed ^ uint64(len(s))*m
	for len(s) >= 8 {
		k := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		k *= m
		k ^= k >> 47
		k *= m
		h ^= k
		h *= m
		s = s[8:]
	}
	if len(s) > 0 {
		for i := len(s) - 1; i >= 0; i-- {
			h ^= uint64(s[i]) << (8 * i)
		}
		h *= m
	}
	h ^= h >> 47
	h *= m
	h ^= h >> 47
	return h
}

// Strings gives the string of a number. A pipeline needs it only where its
// files hold numbers without their strings, so it is decoded on demand.
type Strings map[uint64]string

// Lookup returns the string of a number, reserved symbols included.
func (s Strings) Lookup(id uint64) (string, bool) {
	if n, ok := SymbolName(id); ok {
		return n, true
	}
	v, ok := s[id]
	return v, ok
}

// DecodeStrings reads vocab/strings.json: a list of strings.
func DecodeStrings(file, data string) (Strings, error) {
	var list []string
	if err := json.Unmarshal([]byte(data), &list); err != nil {
		return nil, fmt.Errorf("%s: list of strings: %w", file, err)
	}
	out := make(Strings, len(list))
	for _, s := range list {
		out[ID(s)] = s
	}
	return out, nil
}
