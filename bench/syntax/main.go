// Command syntax measures the syntax engine alone: words (tokens) a second on
// the reports of a JSON lines file, for bench/spacy.sh.
//
//	go run ./bench/syntax -n 1500 reports.jsonl.gz
//
// It prints one line of JSON: tokens, seconds (reading only; the file was read
// and the pipeline decoded before), load (seconds to decode the pipeline) and
// peak (largest resident memory in MB).
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/bench/measure"
	"github.com/hearsay/hearsay/internal/syntax"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "syntax:", err)
		os.Exit(1)
	}
}

func run() error {
	n := flag.Int("n", 1500, "read the first `N` reports; 0 reads all")
	model := flag.String("model", "", "pipeline; the embedded English one if not given")
	flag.Parse()
	if flag.NArg() != 1 {
		return fmt.Errorf("give one file of JSON lines with a field \"text\"")
	}
	texts, err := measure.Texts(flag.Arg(0), *n)
	if err != nil {
		return err
	}
	start := time.Now()
	p, err := syntax.Open(*model)
	if err != nil {
		return err
	}
	load := time.Since(start)
	w := p.NewWorker()
	const batch = 64
	out := make([]*hearsay.Syntax, batch)
	for i := range out {
		out[i] = &hearsay.Syntax{}
	}
	start = time.Now()
	tokens := 0
	for i := 0; i < len(texts); i += batch {
		part := texts[i:min(i+batch, len(texts))]
		for j, err := range w.ParseBatch(part, out[:len(part)]) {
			if err != nil {
				return fmt.Errorf("report %d: %w", i+j+1, err)
			}
			tokens += len(out[j].Tokens)
		}
	}
	return json.NewEncoder(os.Stdout).Encode(map[string]float64{
		"tokens": float64(tokens), "seconds": time.Since(start).Seconds(), "load": load.Seconds(), "peak": measure.Peak(),
	})
}
