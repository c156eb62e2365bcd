package document

import (
	"strings"
	"unicode"

	"github.com/hearsay/hearsay/internal/document/lang"
)

// shortText is the length in bytes under which a page's own word on its
// language counts more than the detector's.
const shortText = 60

// language tells the language of a text as ISO 639-1; empty where it cannot be
// told. declared is what the page says of itself; many say "en" of anything,
// so it counts only where the text is short or the detector not sure.
func language(text, declared string) string {
	if i := strings.IndexAny(declared, "-_"); i > 0 {
		declared = declared[:i]
	}
	declared = strings.ToLower(declared)
	code, _, sure := lang.Detect(text)
	switch {
	case sure && (len(text) >= shortText || declared == ""):
		return code
	case declared != "":
		return declared
	case code != "" && !mostlyLatin(text):
		// Not sure which, but sure that it is none of those in Latin letters.
		return code
	}
	return ""
}

func mostlyLatin(text string) bool {
	latin, other := 0, 0
	for i, r := range text {
		if i > 4000 {
			break
		}
		if unicode.IsLetter(r) {
			if unicode.Is(unicode.Latin, r) {
				latin++
			} else {
				other++
			}
		}
	}
	return latin >= other
}
