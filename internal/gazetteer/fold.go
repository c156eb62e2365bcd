package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fold makes names comparable: lower case, no diacritics, typographic quotes and
// dashes as typed ones, white space as one blank. "Sana’a", "Sanaʻa" and "sana'a"
// become one; "São Tomé" becomes "sao tome".
func Fold(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' || 'A' <= c && c <= 'Z' || c == ' ' && (i == 0 || s[i-1] == ' ' || i == len(s)-1) {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteByte(byte(r))
			continue
		}
		if to, ok := foldRune(r); ok {
			b.WriteString(to)
			continue
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// foldRune gives the plain letters of a Latin letter with marks, and the typed
// form of a quote or dash.
func foldRune(r rune) (string, bool) {
	if unicode.Is(unicode.Mn, r) {
		return "", true
	}
	switch r {
	case '‘', '’', 'ʻ', 'ʼ', 'ʽ', 'ʾ', 'ʿ', '`', '´', 'ʹ':
		return "'", true
	case '‐', '‑', '‒', '–', '—', '−':
		return "-", true
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\ufeff':
		return "", true
	}
	if i := strings.IndexRune(foldFrom, r); i >= 0 && r >= 0xC0 {
		n := utf8.RuneCountInString(foldFrom[:i])
		return foldTo[n], true
	}
	return "", false
}

// foldFrom and foldTo pair Latin letters with what they are typed as in English
// text; capitals and small letters give small ones.
const foldFrom = "ÀÁÂÃÄÅĀĂĄǍẠẢẤẦẨẪẬẮẰẲẴẶàáâãäåāăąǎạảấầẩẫậắằẳẵặÆæÇĆĈĊČçćĉċčÐĎĐðďđÈÉÊËĒĔĖĘĚẸẺẼẾỀỂỄỆèéêëēĕėęěẹẻẽếềểễệƏəĜĞĠĢǦĝğġģǧĤĦḤḨĥħḥḩÌÍÎÏĨĪĬĮİǏỈỊìíîïĩīĭįıǐỉịĴĵĶķḰḱĹĻĽĿŁĺļľŀłÑŃŅŇṄñńņňṅÒÓÔÕÖØŌŎŐƠǑỌỎỐỒỔỖỘỚỜỞỠỢòóôõöøōŏőơǒọỏốồổỗộớờởỡợŒœŔŖŘŕŗřŚŜŞŠȘṢśŝşšșṣßŢŤŦȚṬţťŧțṭÞþÙÚÛÜŨŪŬŮŰŲƯǓỤỦỨỪỬỮỰùúûüũūŭůűųưǔụủứừửữựŴŵÝŸŶỲỴỶỸýÿŷỳỵỷỹŹŻŽẒźżžẓ"

var foldTo = func() []string {
	groups := []struct {
		to string
		n  int
	}{{"a", 22}, {"a", 22}, {"ae", 2}, {"c", 10}, {"d", 6}, {"e", 17}, {"e", 17}, {"a", 2}, {"g", 10}, {"h", 8}, {"i", 12}, {"i", 12}, {"j", 2}, {"k", 4},
		{"l", 10}, {"n", 10}, {"o", 23}, {"o", 23}, {"oe", 2}, {"r", 6}, {"s", 12}, {"ss", 1}, {"t", 10}, {"th", 2}, {"u", 19}, {"u", 19}, {"w", 2}, {"y", 14}, {"z", 8}}
	var out []string
	for _, g := range groups {
		for range g.n {
			out = append(out, g.to)
		}
	}
	return out
}()
