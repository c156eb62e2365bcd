package view

import (
	"context"
	"io"
	"testing"

	"github.com/hearsay/hearsay/internal/answer/query"
)

// BenchmarkEvent writes one event with three origins, whole.
func BenchmarkEvent(b *testing.B) {
	e := bus()
	for _, form := range []string{"text", "jsonl"} {
		b.Run(form, func(b *testing.B) {
			w, err := New(form, io.Discard, query.NewTexts(context.Background(), texts()), Options{Kind: query.EventKind, Full: true})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if err := w.Event(e); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
