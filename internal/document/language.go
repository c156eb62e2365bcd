package document

import (
	"strings"

	"github.com/RadhiFadlillah/whatlanggo"
)

// language tells the language of a text as ISO 639-1; empty where it cannot be
// told. declared is what the page says of itself; a short text follows it.
func language(text, declared string) string {
	if i := strings.IndexAny(declared, "-_"); i > 0 {
		declared = declared[:i]
	}
	declared = strings.ToLower(declared)
	// 4,000 bytes tell as much as the whole, in a fraction of the time.
	if len(text) > 4000 {
		text = strings.ToValidUTF8(text[:4000], "")
	}
	info := whatlanggo.Detect(text)
	code := info.Lang.Iso6391()
	if info.IsReliable() && len(text) >= 60 && code != "" {
		return code
	}
	return declared
}
