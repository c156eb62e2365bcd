// Package score holds what the program reads against what is known to be
// right, and prints figures.
//
// This part is about the syntax engine: how many of the reference
// implementation's tokens it gives, layer by layer.
//
// Input: a golden file, one document a line,
//
//	{"source": "s1", "text": "It rained.", "tokens": [[0, 2, "PRP", "PRON", "it", 1, "nsubj", 1, "O"], ...]}
//
// with start, end, tag, pos, lemma, head, dep, sent_start, ent for each token,
// offsets in code points, and a parser. Output: a [Sameness], which prints as a
// table.
//
//	table, err := score.Spacy(os.Stdout, "en.jsonl.gz", parser.Parse, score.Options{})
package score

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Golden is one document as the reference implementation read it.
type Golden struct {
	Source string        `json:"source"`
	Text   string        `json:"text"`
	Tokens []GoldenToken `json:"tokens"`
}

// GoldenToken is one token; Start and End count code points, Head is an index.
type GoldenToken struct {
	Start, End      int
	Tag, Pos, Lemma string
	Head            int
	Dep             string
	SentStart       int
	Ent             string
}

// UnmarshalJSON reads the list of nine.
func (t *GoldenToken) UnmarshalJSON(b []byte) error {
	list := [...]any{&t.Start, &t.End, &t.Tag, &t.Pos, &t.Lemma, &t.Head, &t.Dep, &t.SentStart, &t.Ent}
	got := list[:]
	if err := json.Unmarshal(b, &got); err != nil {
		return err
	}
	if len(got) != len(list) {
		return fmt.Errorf("a token of %d fields; %d expected", len(got), len(list))
	}
	return nil
}

// maxLine bounds one document of a golden file.
const maxLine = 256 << 20

// ReadGolden calls f for each document of a golden file, which may be gzipped.
func ReadGolden(name string, f func(*Golden) error) error {
	h, err := os.Open(name)
	if err != nil {
		return err
	}
	defer h.Close()
	b := bufio.NewReader(h)
	var r io.Reader = b
	if head, _ := b.Peek(2); len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b {
		z, err := gzip.NewReader(b)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		defer z.Close()
		r = z
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 1<<20), maxLine)
	n := 0
	for lines.Scan() {
		n++
		if len(lines.Bytes()) == 0 {
			continue
		}
		var g Golden
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			return fmt.Errorf("%s: line %d is no golden document: %w", name, n, err)
		}
		if err := f(&g); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s: after line %d: %w", name, n, err)
	}
	if n == 0 {
		return fmt.Errorf("%s: %w", name, errors.New("no documents"))
	}
	return nil
}
