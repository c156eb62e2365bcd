// Command encoder measures the encoder alone: pieces a second on the reports of a
// JSON lines file, for bench/encoder.sh.
//
//	go run ./bench/encoder -model encoder.safetensors -n 200 reports.jsonl.gz
//
// It prints one line of JSON: pieces (each counted once, however many windows it is
// in), times (seconds of the processor for each window; sentences were found before), load (the
// same to decode the model), start (from there to the first vectors), and peak
// (largest resident memory in MB, the syntax engine's included).
// -windows and -vectors write what the reference is to be given and held against.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/bench/measure"
	"github.com/hearsay/hearsay/internal/encoder"
	"github.com/hearsay/hearsay/internal/kernel/int8"
	"github.com/hearsay/hearsay/internal/syntax"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "encoder:", err)
		os.Exit(1)
	}
}

func run() error {
	n := flag.Int("n", 200, "read the first `N` reports; 0 reads all")
	model := flag.String("model", "", "the encoder's model `FILE`")
	variant := flag.String("variant", "", "kernels: avx512vnni, avx2 or go; the best if not given")
	windows := flag.String("windows", "", "write each window's pieces and what of it is kept to `FILE`, as JSON lines")
	vectors := flag.String("vectors", "", "write the vectors to `FILE`, as float32")
	flag.Parse()
	if flag.NArg() != 1 || *model == "" {
		return fmt.Errorf("give -model FILE and one file of JSON lines with a field \"text\"")
	}
	v := int8.Best()
	if *variant != "" {
		v = nil
		for _, o := range int8.Variants() {
			if o.Name() == *variant {
				v = o
			}
		}
		if v == nil {
			return fmt.Errorf("this machine has no variant %q", *variant)
		}
	}
	reports, err := measure.Texts(flag.Arg(0), *n)
	if err != nil {
		return err
	}
	texts, err := parse(reports)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(*model)
	if err != nil {
		return err
	}
	whole := string(data)
	data = nil
	start := clock()
	m, err := encoder.LoadWith(whole, v)
	if err != nil {
		return err
	}
	load := clock() - start
	w := m.NewWorker()
	var out encoder.Vectors
	w.Encode(texts[0].Text, sentencesOf(&texts[0]), &out)
	first := clock() - start

	pieces := 0
	var times []float64
	last := clock()
	for i := range texts {
		w.Each(texts[i].Text, sentencesOf(&texts[i]), func(v encoder.Vectors) {
			pieces += len(v.Pieces)
			now := clock()
			times = append(times, (now - last).Seconds())
			last = now
		})
	}
	if *windows != "" {
		if err := writeWindows(*windows, m, texts); err != nil {
			return err
		}
	}
	if *vectors != "" {
		if err := writeVectors(*vectors, w, texts); err != nil {
			return err
		}
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]any{"variant": v.Name(),
		"pieces": pieces, "times": times, "load": load.Seconds(), "start": first.Seconds(), "peak": measure.Peak(),
	})
}

// writeWindows writes the windows of the texts, with the part of speech of the token
// that each kept piece is in: something that a layer on the vectors can learn.
func writeWindows(name string, m *encoder.Model, texts []hearsay.Syntax) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	e := json.NewEncoder(f)
	for i := range texts {
		t := &texts[i]
		pieces, at, token := m.Pieces.Cut(t.Text, 0, nil), 0, 0
		for _, w := range m.Windows(t.Text, sentencesOf(t)) {
			labels := make([]string, 0, w.To-w.From)
			for ; len(labels) < w.To-w.From; at++ {
				for token+1 < len(t.Tokens) && t.Tokens[token].End <= pieces[at].Start {
					token++
				}
				labels = append(labels, t.Tokens[token].Pos)
			}
			if err := e.Encode(struct {
				encoder.Window
				Labels []string `json:"labels"`
			}{w, labels}); err != nil {
				return err
			}
		}
	}
	return f.Close()
}

func writeVectors(name string, w *encoder.Worker, texts []hearsay.Syntax) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	for i := range texts {
		w.Each(texts[i].Text, sentencesOf(&texts[i]), func(v encoder.Vectors) { err = binary.Write(b, binary.LittleEndian, v.X) })
		if err != nil {
			return err
		}
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// parse reads the texts with the embedded pipeline.
func parse(texts []string) ([]hearsay.Syntax, error) {
	p, err := syntax.Open("")
	if err != nil {
		return nil, err
	}
	w := p.NewWorker()
	out := make([]hearsay.Syntax, len(texts))
	for i, text := range texts {
		if err := w.Parse(text, &out[i]); err != nil {
			return nil, fmt.Errorf("report %d: %w", i+1, err)
		}
	}
	return out, nil
}

func sentencesOf(s *hearsay.Syntax) []hearsay.Span {
	var out []hearsay.Span
	for _, sent := range s.Sentences {
		out = append(out, hearsay.Span{Start: s.Tokens[sent.First].Start, End: s.Tokens[sent.End-1].End})
	}
	return out
}
