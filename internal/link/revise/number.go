package revise

import (
	"strings"
	"unicode"
)

// numbersIn reads the numbers of a text in their order. Parts of dates, times,
// sums with points, and years are passed over.
func numbersIn(text string) []int {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return unicode.IsSpace(r) || r == '"' || r == '“' || r == '”' || r == '(' || r == ')' || r == ';'
	})
	var out []int
	for i := 0; i < len(words); i++ {
		w := strings.TrimRight(words[i], ".,:!?")
		if n, ok := digits(w); ok {
			if yearLike(w, n) || i > 0 && months[strings.Trim(words[i-1], ".,")] || i+1 < len(words) && months[strings.Trim(words[i+1], ".,")] {
				continue
			}
			if i+1 < len(words) {
				if m, ok := scales[strings.TrimRight(words[i+1], ".,:!?")]; ok && n < 1_000_000 {
					n *= m
					i++
				}
			}
			out = append(out, n)
			continue
		}
		if n, used := spelled(words[i:]); used > 0 {
			out = append(out, n)
			i += used - 1
		}
	}
	return out
}

func digits(w string) (int, bool) {
	n, any := 0, false
	for i := 0; i < len(w); i++ {
		c := w[i]
		switch {
		case '0' <= c && c <= '9':
			if n > 100_000_000 {
				return 0, false
			}
			n, any = n*10+int(c-'0'), true
		case c == ',' && any && i+3 < len(w)+0 && len(w)-i >= 4:
		default:
			return 0, false
		}
	}
	return n, any
}

// yearLike reports whether digits are a year rather than a count.
func yearLike(w string, n int) bool { return len(w) == 4 && 1900 <= n && n < 2100 }

var months = wordSet("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m am pm gmt paragraph paragraphs para page metres meters miles kilometres kilometers percent year-old")

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

var scales = map[string]int{"hundred": 100, "thousand": 1000, "million": 1_000_000}

var units = func() map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen") {
		m[w] = i
	}
	for i, w := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		m[w] = 20 + 10*i
	}
	return m
}()

// spelled reads a number in words from the beginning: "twenty-one", "two hundred
// and five". "one" alone is more often a pronoun, and counts only before a scale
// or as the whole text.
func spelled(words []string) (n, used int) {
	total, part, any := 0, 0, false
	for used < len(words) {
		w := strings.TrimRight(words[used], ".,:!?")
		if m, ok := scales[w]; ok && any {
			part = max(1, part) * m
			if m >= 1000 {
				total, part = total+part, 0
			}
			used++
			continue
		}
		if w == "and" && any && part%100 == 0 && used+1 < len(words) {
			if _, ok := units[strings.TrimRight(words[used+1], ".,:!?")]; ok {
				used++
				continue
			}
			break
		}
		tens, ones, hyphen := strings.Cut(w, "-")
		t, ok := units[tens]
		if !ok {
			break
		}
		if hyphen {
			o, ok := units[ones]
			if !ok || t < 20 || o > 9 {
				break
			}
			t += o
		}
		if any && !(part%10 == 0 && part >= 20 && t < 10 || part%100 == 0) {
			break
		}
		part, any = part+t, true
		used++
		if strings.HasSuffix(words[used-1], ",") {
			break
		}
	}
	if !any || total+part == 1 && used == 1 && len(words) > 1 {
		return 0, 0
	}
	return total + part, used
}
