package document

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"github.com/hearsay/hearsay"
)

// noReport refuses texts that are data for programs: JSON, and XML that is no page.
func noReport(text string) error {
	head := strings.TrimLeft(text, " \t\r\n")
	switch {
	case strings.HasPrefix(head, "{") || strings.HasPrefix(head, "["):
		line, _, _ := strings.Cut(head, "\n")
		var v any
		if json.Unmarshal([]byte(line), &v) != nil && (len(head) > 8<<20 || json.Unmarshal([]byte(head), &v) != nil) {
			return nil // brackets alone are no JSON: "[Update] ..."
		}
		switch v.(type) {
		case map[string]any, []any:
			return &hearsay.Problem{Kind: hearsay.ErrBinary, What: "this is JSON, not a report", Hint: "write the text of each report to a .txt file and read those"}
		}
	case strings.HasPrefix(head, "<?xml"), strings.HasPrefix(head, "<rss"), strings.HasPrefix(head, "<feed"):
		what := "XML that is no web page"
		if i := head[:min(len(head), 2000)]; strings.Contains(i, "<rss") || strings.Contains(i, "<feed") {
			what = "a feed, a list of reports"
		}
		return &hearsay.Problem{Kind: hearsay.ErrBinary, What: "this is " + what + ", not a report", Hint: "give the addresses or the text of the reports themselves"}
	}
	return nil
}

// misread is what UTF-8 looks like after somebody read it as windows-1252 and
// wrote it again: "Ã©" for "é", "â€™" for an apostrophe. These pairs do not
// stand in any language's words.
var misread = regexp.MustCompile("Ã[\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|Â[\u00a0-\u00bf]|â€[™œ“”¦˜\u009d\u201d]|â‚¬")

// damage looks for harm that was done to a text before it came here. The text
// is left as it is: what it once was cannot be told for sure.
func damage(text string) []Doubt {
	var out []Doubt
	if m := misread.FindAllStringIndex(text, -1); len(m) >= 2 {
		out = append(out, Doubt{fmt.Sprintf("in %d places it looks like UTF-8 that was once read as windows-1252, such as %q", len(m), text[m[0][0]:m[0][1]]),
			"fetch the original again; names with such letters are not recognised"})
	}
	if n := strings.Count(text, "\ufffd"); n > 0 {
		out = append(out, Doubt{fmt.Sprintf("%d characters are marked as lost (U+FFFD)", n), "fetch the original again, or name its encoding with --charset"})
	}
	return out
}
