package lemma

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/hearsay/hearsay/internal/syntax/load"
	"github.com/hearsay/hearsay/internal/syntax/load/msgpack"
)

// EditTrees turn words into lemmas by trees of edits, one of which a network
// chose (spaCy's trainable_lemmatizer; Müller and others, 2015, "Joint
// lemmatization and morphological tagging with Lemming").
type EditTrees struct {
	trees  []editTree
	labels []int // output of the network -> tree
}

// editTree is a node: a stretch that stays between two parts that have trees of
// their own, or a text that another takes the place of.
type editTree struct {
	prefixLen, suffixLen   int // code points
	prefixTree, suffixTree int // -1: the part is dropped
	orig, subst            string
	isSubst                bool
}

// noTree is how the file says that there is no tree.
const noTree = 1<<32 - 1

// maxDepth bounds the trees' depth; real ones have less than ten levels.
const maxDepth = 100

// NewEditTrees decodes a component's file `trees`. labels are the trees that the
// network's outputs stand for.
func NewEditTrees(file, data string, labels []int, strings load.Strings) (*EditTrees, error) {
	e := &EditTrees{labels: labels}
	if err := e.decode(msgpack.NewReader(data), strings); err != nil {
		return nil, fmt.Errorf("%s: edit trees: %w", file, err)
	}
	for _, l := range labels {
		if l < 0 || l >= len(e.trees) {
			return nil, fmt.Errorf("%s: edit trees: a label names tree %d of %d", file, l, len(e.trees))
		}
	}
	return e, nil
}

func (e *EditTrees) decode(r *msgpack.Reader, strings load.Strings) error {
	n, err := r.Map()
	if err != nil {
		return err
	}
	for range n {
		key, err := r.String()
		if err != nil {
			return err
		}
		if key != "trees" {
			if err := r.Skip(); err != nil {
				return err
			}
			continue
		}
		count, err := r.Array()
		if err != nil {
			return err
		}
		e.trees = make([]editTree, 0, count)
		for i := range count {
			t, err := decodeTree(r, strings, count)
			if err != nil {
				return fmt.Errorf("tree %d: %w", i, err)
			}
			e.trees = append(e.trees, t)
		}
	}
	for i := range e.trees {
		if !e.shallow(i, maxDepth) {
			return fmt.Errorf("tree %d is deeper than %d or holds itself", i, maxDepth)
		}
	}
	return r.End()
}

// shallow tells that a tree has at most so many levels.
func (e *EditTrees) shallow(tree, levels int) bool {
	if tree < 0 {
		return true
	}
	t := &e.trees[tree]
	return levels > 0 && (t.isSubst || e.shallow(t.prefixTree, levels-1) && e.shallow(t.suffixTree, levels-1))
}

func decodeTree(r *msgpack.Reader, strings load.Strings, count int) (editTree, error) {
	t := editTree{prefixTree: -1, suffixTree: -1}
	fields, err := r.Map()
	if err != nil {
		return t, err
	}
	for range fields {
		key, err := r.String()
		if err != nil {
			return t, err
		}
		v, err := r.Uint()
		if err != nil {
			return t, err
		}
		text := func() (string, error) {
			t.isSubst = true
			s, ok := strings.Lookup(v)
			if !ok {
				return "", errors.New("its text is not among the pipeline's strings")
			}
			return s, nil
		}
		size := func() (int, error) {
			if v > 1<<20 {
				return 0, fmt.Errorf("%s is %d", key, v)
			}
			return int(v), nil
		}
		child := func() (int, error) {
			if v == noTree {
				return -1, nil
			}
			if v >= uint64(count) {
				return 0, fmt.Errorf("%s is %d of %d", key, v, count)
			}
			return int(v), nil
		}
		switch key {
		case "orig":
			t.orig, err = text()
		case "subst":
			t.subst, err = text()
		case "prefix_len":
			t.prefixLen, err = size()
		case "suffix_len":
			t.suffixLen, err = size()
		case "prefix_tree":
			t.prefixTree, err = child()
		case "suffix_tree":
			t.suffixTree, err = child()
		default:
			err = fmt.Errorf("the field %q is not known", key)
		}
		if err != nil {
			return t, err
		}
	}
	return t, nil
}

// Lemma applies the tree of a network's output to a word; false where the tree
// does not fit it.
func (e *EditTrees) Lemma(output int, word string) (string, bool) {
	if output < 0 || output >= len(e.labels) {
		return "", false
	}
	b, ok := e.apply(nil, e.labels[output], word)
	return string(b), ok
}

func (e *EditTrees) apply(b []byte, tree int, word string) ([]byte, bool) {
	t := &e.trees[tree]
	if t.isSubst {
		return append(b, t.subst...), word == t.orig
	}
	n := utf8.RuneCountInString(word)
	if t.prefixLen+t.suffixLen > n {
		return b, false
	}
	from := offset(word, t.prefixLen)
	to := from + offset(word[from:], n-t.prefixLen-t.suffixLen)
	ok := true
	if t.prefixTree >= 0 {
		if b, ok = e.apply(b, t.prefixTree, word[:from]); !ok {
			return b, false
		}
	}
	b = append(b, word[from:to]...)
	if t.suffixTree >= 0 {
		b, ok = e.apply(b, t.suffixTree, word[to:])
	}
	return b, ok
}

// offset is where the code point n begins.
func offset(s string, n int) int {
	at := 0
	for range n {
		_, w := utf8.DecodeRuneInString(s[at:])
		at += w
	}
	return at
}
