package document

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"

	"github.com/hearsay/hearsay"
)

// decoded is a text with what was odd about its bytes.
type decoded struct {
	text   string
	doubts []Doubt
}

// magics are the first bytes of files that are often taken for text.
var magics = []struct{ prefix, what, hint string }{
	{"%PDF", "a PDF file", "save its text to a .txt file (pdftotext does that) and read that"},
	{"PK\x03\x04", "a zip archive or an office document", "unpack it, or save the document as plain text"},
	{"\xd0\xcf\x11\xe0", "an office document", "save it as plain text"},
	{"{\\rtf", "a rich text document", "save it as plain text"},
	{"\x1f\x8b", "a gzip archive", "unpack it"},
	{"BZh", "a bzip2 archive", "unpack it"},
	{"\xfd7zXZ", "an xz archive", "unpack it"},
	{"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it"},
	{"7z\xbc\xaf", "a 7z archive", "unpack it"},
	{"Rar!", "a rar archive", "unpack it"},
	{"\x89PNG", "a picture", "hearsay reads text only"},
	{"\xff\xd8\xff", "a picture", "hearsay reads text only"},
	{"GIF8", "a picture", "hearsay reads text only"},
	{"RIFF", "a sound, video or picture file", "hearsay reads text only"},
	{"ID3", "a sound file", "hearsay reads text only"},
	{"OggS", "a sound or video file", "hearsay reads text only"},
	{"\x7fELF", "a program", "hearsay reads text only"},
	{"MZ\x90", "a program", "hearsay reads text only"},
	{"SQLite format 3", "a database", "hearsay reads text only"},
}

func binary(what, hint string) error {
	return &hearsay.Problem{Kind: hearsay.ErrBinary, What: "this is " + what + ", not text", Hint: hint}
}

// decode turns bytes into text. In order of force: a byte order mark, the
// charset that the user named, the server's, the page's own, and else UTF-8
// where the bytes are that, UTF-16 where their zeros show it, a guess where
// most letters lie outside ASCII, and windows-1252 for the rest. A text of
// UTF-8 with stray other bytes keeps its good parts; the strays are taken as
// windows-1252, and a doubt tells of them.
func decode(b []byte, mediaType, named string, page bool) (decoded, error) {
	for _, m := range magics {
		if bytes.HasPrefix(b, []byte(m.prefix)) {
			return decoded{}, binary(m.what, m.hint)
		}
	}
	var d decoded
	var err error
	switch enc, size := byBOM(b); {
	case enc != "":
		d.text, err = fromUnicode(b[size:], enc)
		if enc == "utf-8" && !utf8.ValidString(d.text) {
			d = mend([]byte(d.text))
		}
	case named != "":
		var e encoding.Encoding
		if e, err = htmlindex.Get(named); err != nil {
			return d, &hearsay.Problem{Kind: hearsay.ErrEncoding, What: fmt.Sprintf("there is no charset %q", named), Hint: "name it as web pages do: utf-8, windows-1252, iso-8859-2, shift_jis"}
		}
		d, err = fromEncoding(b, e)
	default:
		d, err = guess(b, mediaType, page)
	}
	if err != nil {
		return d, err
	}
	if err := checkControls(&d, page); err != nil {
		return d, err
	}
	return d, nil
}

// guess decodes bytes of which the user said nothing.
func guess(b []byte, mediaType string, page bool) (decoded, error) {
	if enc := zerosShow(b); enc != "" {
		text, err := fromUnicode(b, enc)
		return decoded{text: text}, err
	}
	if looksBinary(b) {
		return decoded{}, binary("binary data", "hearsay reads plain text and HTML; if it is text in an unusual encoding, name it with --charset")
	}
	if utf8.Valid(b) {
		// Also where the page says otherwise: text that is not ASCII and valid
		// UTF-8 by chance does not occur at the length of a report.
		if enc, name := declared(b, mediaType, page); enc != nil && isASCII(b) && strings.HasPrefix(name, "iso-2022") {
			return fromEncoding(b, enc)
		}
		return decoded{text: string(b)}, nil
	}
	if enc, name := declared(b, mediaType, page); enc != nil && name != "utf-8" {
		return fromEncoding(b, enc)
	}
	good, bad, high := countUTF8(b)
	if good == 0 && high*4 > len(b) {
		if enc, name := foreign(b); enc != nil {
			d, err := fromEncoding(b, enc)
			d.doubts = append(d.doubts, Doubt{"its encoding was guessed to be " + name, "if words look wrong, name it with --charset"})
			return d, err
		}
	}
	d := mend(b)
	if good == 0 {
		d.doubts = []Doubt{{"it is not UTF-8; it was read as windows-1252", "name its encoding with --charset, or save it as UTF-8"}}
	} else {
		d.doubts = []Doubt{{fmt.Sprintf("its encoding is mixed: %d bytes are not UTF-8 and were read as windows-1252", bad), "check the names in it, and save it as UTF-8"}}
	}
	return d, nil
}

// declared returns the encoding that the server or the page names.
func declared(b []byte, mediaType string, page bool) (encoding.Encoding, string) {
	if i := strings.Index(strings.ToLower(mediaType), "charset="); i >= 0 {
		label := strings.Trim(mediaType[i+len("charset="):], "\"' ;")
		if enc, name := charset.Lookup(label); enc != nil {
			return enc, name
		}
	}
	if !page {
		return nil, ""
	}
	// The library's own guess for a page that names nothing is not wanted here.
	if enc, name, sure := charset.DetermineEncoding(b[:min(len(b), 1024)], ""); sure || name != "windows-1252" || bytes.Contains(bytes.ToLower(b[:min(len(b), 1024)]), []byte("charset")) {
		return enc, name
	}
	return nil, ""
}

func byBOM(b []byte) (enc string, size int) {
	switch {
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		return "utf-8", 3
	case bytes.HasPrefix(b, []byte{0xff, 0xfe, 0, 0}):
		return "utf-32le", 4
	case bytes.HasPrefix(b, []byte{0, 0, 0xfe, 0xff}):
		return "utf-32be", 4
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return "utf-16le", 2
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return "utf-16be", 2
	}
	return "", 0
}

// zerosShow tells UTF-16 without a byte order mark: Latin letters make every
// second byte a zero.
func zerosShow(b []byte) string {
	n := min(len(b), 4096) &^ 1
	if n < 8 {
		return ""
	}
	even, odd := 0, 0
	for i := 0; i < n; i += 2 {
		if b[i] == 0 {
			even++
		}
		if b[i+1] == 0 {
			odd++
		}
	}
	switch half := n / 2; {
	case odd*10 > half*7 && even*20 < half:
		return "utf-16le"
	case even*10 > half*7 && odd*20 < half:
		return "utf-16be"
	}
	return ""
}

func fromUnicode(b []byte, enc string) (string, error) {
	unit := map[string]int{"utf-8": 1, "utf-16le": 2, "utf-16be": 2, "utf-32le": 4, "utf-32be": 4}[enc]
	if unit == 1 {
		return string(b), nil
	}
	if len(b)%unit != 0 {
		return "", &hearsay.Problem{Kind: hearsay.ErrBinary, What: fmt.Sprintf("it begins as %s but ends in the middle of a character", strings.ToUpper(enc)), Hint: "fetch it again, or name its encoding with --charset"}
	}
	at := func(i int) (v uint32) {
		for k := 0; k < unit; k++ {
			if strings.HasSuffix(enc, "le") {
				v |= uint32(b[i+k]) << (8 * k)
			} else {
				v = v<<8 | uint32(b[i+k])
			}
		}
		return v
	}
	var out strings.Builder
	out.Grow(len(b) / unit)
	for i := 0; i < len(b); i += unit {
		v := at(i)
		if unit == 2 && utf16.IsSurrogate(rune(v)) {
			r := rune(unicode.ReplacementChar)
			if i+2 < len(b) {
				if p := utf16.DecodeRune(rune(v), rune(at(i+2))); p != unicode.ReplacementChar {
					r = p
					i += 2
				}
			}
			out.WriteRune(r)
			continue
		}
		if v > unicode.MaxRune {
			v = unicode.ReplacementChar
		}
		out.WriteRune(rune(v))
	}
	return out.String(), nil
}

func fromEncoding(b []byte, e encoding.Encoding) (decoded, error) {
	out, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return decoded{}, &hearsay.Problem{Kind: hearsay.ErrEncoding, What: "it cannot be decoded", Err: err, Hint: "name its encoding with --charset, or save it as UTF-8"}
	}
	d := decoded{text: string(out)}
	return d, nil
}

// mend keeps valid UTF-8 and takes every other byte as windows-1252.
func mend(b []byte) decoded {
	var out strings.Builder
	out.Grow(len(b) + len(b)/8)
	for len(b) > 0 {
		r, w := utf8.DecodeRune(b)
		if r == utf8.RuneError && w == 1 {
			out.WriteRune(charmap.Windows1252.DecodeByte(b[0]))
		} else {
			out.Write(b[:w])
		}
		b = b[w:]
	}
	return decoded{text: out.String()}
}

// countUTF8 counts the valid sequences of more than one byte, the bytes that
// are in none, and all bytes outside ASCII.
func countUTF8(b []byte) (good, bad, high int) {
	for i := 0; i < len(b); {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, w := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && w == 1 {
			bad++
		} else {
			good++
		}
		high += w
		i += w
	}
	return good, bad, high
}

// foreign guesses among the legacy encodings of scripts other than Latin.
func foreign(b []byte) (encoding.Encoding, string) {
	r, err := chardet.NewTextDetector().DetectBest(b[:min(len(b), 16<<10)])
	if err != nil || r == nil || r.Confidence < 30 {
		return nil, ""
	}
	return charset.Lookup(r.Charset)
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// looksBinary looks for the control characters that text has no use for. More
// than one in fifty, or zeros in the first bytes that are no single slip, and
// the bytes are no text.
func looksBinary(b []byte) bool {
	head := b[:min(len(b), 64<<10)]
	controls := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b || c == 0x7f {
			controls++
		}
	}
	return controls*50 > len(head)
}

// checkControls says where zeros are left in a text; a page loses them in its parser.
func checkControls(d *decoded, page bool) error {
	if n := strings.Count(d.text, "\x00"); n > 0 {
		d.doubts = append(d.doubts, Doubt{fmt.Sprintf("it holds %d NUL bytes, the first at byte %d", n, strings.IndexByte(d.text, 0)), "they may stand for lost text: fetch it again, or take them out with tr -d '\\000'"})
		if page {
			d.text = strings.ReplaceAll(d.text, "\x00", "\ufffd")
		}
	}
	return nil
}
