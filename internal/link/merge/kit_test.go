package merge_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/flow"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/model"
	"github.com/hearsay/hearsay/internal/syntax"
)

var reader = sync.OnceValues(func() (*flow.Reader, error) {
	pkg, err := model.Default()
	if err != nil {
		return nil, err
	}
	p, err := syntax.New(pkg, syntax.Options{})
	if err != nil {
		return nil, err
	}
	return flow.New(p.NewWorker())
})

// read reads a report and sends it through the public format, as the record does.
func read(t testing.TB, d *hearsay.Document) *hearsay.Reading {
	t.Helper()
	f, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	d.Language = "en"
	r, err := f.Read(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	out := &hearsay.Reading{}
	if err := json.Unmarshal(b, out); err != nil {
		t.Fatal(err)
	}
	return out
}

func day(t testing.TB, s string) time.Time {
	t.Helper()
	out, _, err := hearsay.ParsePublished(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func merger(t testing.TB) *merge.Merger {
	t.Helper()
	m, err := merge.New()
	if err != nil {
		t.Fatal(err)
	}
	return m
}
