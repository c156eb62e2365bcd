// Package render writes readings in the forms that people and programs ask for:
// json, jsonl, text, table, conll, brat and html.
//
// In: readings, one after another. Out: bytes of one form.
//
//	w, err := render.New("text", os.Stdout, render.Options{Width: 80})
//	err = w.Write(reading)
//	err = w.Close()
//
// The same readings give the same bytes. Text of reports is hostile: forms for
// terminals take its control characters out, the html page escapes it all.
package render
