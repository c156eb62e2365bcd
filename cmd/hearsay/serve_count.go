package main

import (
	"context"
	"log/slog"

	"github.com/hearsay/hearsay/internal/record"
)

// count gives the events and outlets of a record that an older version made what they are
// counted by, unless the server only reads, and then brings that into memory, which for a million events
// takes a second that nobody should wait for.
func count(ctx context.Context, store record.Store, readOnly bool, log *slog.Logger) {
	for done := readOnly; !done; {
		err := store.Write(ctx, func(w record.Writer) (err error) {
			done, err = w.Fill(ctx)
			return err
		})
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			log.ErrorContext(ctx, "what an older version kept is not counted", "error", err.Error())
			break
		}
	}
	err := store.Read(ctx, func(r record.Reader) error {
		_, err := r.Facts(ctx, record.Filter{})
		return err
	})
	if err != nil && ctx.Err() == nil {
		log.ErrorContext(ctx, "events are not counted", "error", err.Error())
	}
}
