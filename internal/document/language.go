package document

import (
	"strings"

	"github.com/hearsay/hearsay/internal/document/lang"
)

// shortText is the length in bytes below which a text tells its language less
// surely than the page that declares it.
const shortText = 60

// language tells the language of a text as ISO 639-1; empty where it cannot be
// told. declared is what the page says of itself; a short text follows it.
func language(text, declared string) string {
	if i := strings.IndexAny(declared, "-_"); i > 0 {
		declared = declared[:i]
	}
	if code, _, reliable := lang.Detect(text); reliable && len(text) >= shortText {
		return code
	}
	return strings.ToLower(declared)
}
