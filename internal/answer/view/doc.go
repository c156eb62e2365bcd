// Package view writes answers of the record in the forms that people and programs
// ask for: text, table, json and jsonl.
//
// In: what package query returns, row by row, and the texts that offsets point
// into. Out: bytes of one form.
//
//	w, err := view.New("text", os.Stdout, query.NewTexts(ctx, r), view.Options{Kind: query.EventKind, Width: 80})
//	err = w.Event(&page.Rows[0])
//	err = w.Close(page.Next)
//
// The JSON forms are docs/formats/answers.md: offsets in them count code points of
// the report's text, as in a reading. Text of reports is hostile: the forms for
// terminals take its control characters out.
package view
