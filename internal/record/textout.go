package record

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
)

// The JSON of a reading repeats the report's text, which is kept already. The
// text is cut out where it stands in the bytes and put back when they are asked
// for: the bytes come back exactly as they went in.

// How the text was written in the JSON.
const (
	textStays = 0 // it was not found: nothing was cut out
	textHTML  = 1 // as json.Marshal writes it, with <, > and & escaped
	textBare  = 2 // as an Encoder writes it that does not escape them
)

// TextOut takes the text out of a reading's JSON.
func TextOut(reading []byte, text string) []byte {
	for _, form := range []byte{textHTML, textBare} {
		quoted := quote(text, form)
		if len(quoted) < 32 {
			break
		}
		i := bytes.Index(reading, quoted)
		if i < 0 {
			continue
		}
		out := make([]byte, 0, len(reading)-len(quoted)+12)
		out = append(out, form)
		out = binary.AppendUvarint(out, uint64(i))
		out = append(out, reading[:i]...)
		return append(out, reading[i+len(quoted):]...)
	}
	return append([]byte{textStays}, reading...)
}

// TextIn puts it back.
func TextIn(kept []byte, text string) ([]byte, error) {
	bad := errors.New("a kept reading is damaged")
	if len(kept) == 0 {
		return nil, bad
	}
	form := kept[0]
	if kept = kept[1:]; form == textStays {
		return kept, nil
	}
	if form != textHTML && form != textBare {
		return nil, bad
	}
	at, w := binary.Uvarint(kept)
	if w <= 0 || at > uint64(len(kept)-w) {
		return nil, bad
	}
	kept = kept[w:]
	quoted := quote(text, form)
	out := make([]byte, 0, len(kept)+len(quoted))
	out = append(out, kept[:at]...)
	out = append(out, quoted...)
	return append(out, kept[at:]...), nil
}

func quote(text string, form byte) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(form == textHTML)
	if e.Encode(text) != nil {
		return nil
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
