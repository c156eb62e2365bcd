package hearsay

// Span is a stretch of a report's text: half-open byte offsets [Start, End)
// into [Document.Text]. The public format counts Unicode code points instead;
// only the JSON layer converts.
type Span struct{ Start, End int }

// Empty reports whether the span holds nothing; the zero Span is the usual
// way to say that a value was not read from the text.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Extent is evidence that may be broken into parts, such as a quotation
// interrupted by "he said". The embedded Span is the outer bounds; Parts lists
// the pieces in order of the text and is nil where the extent is one stretch.
type Extent struct {
	Span
	Parts []Span
}

// OneSpan returns the extent of one unbroken stretch.
func OneSpan(s Span) Extent { return Extent{Span: s} }

// Pieces returns the parts of the extent, one where it is unbroken.
func (e Extent) Pieces() []Span {
	if len(e.Parts) == 0 {
		return []Span{e.Span}
	}
	return e.Parts
}

// Covers reports whether t lies within one of the extent's pieces.
func (e Extent) Covers(t Span) bool {
	for _, p := range e.Pieces() {
		if p.Contains(t) {
			return true
		}
	}
	return false
}

// Text returns the extent's text; parts are joined by a space.
func (e Extent) Text(text string) string {
	if len(e.Parts) == 0 {
		return text[e.Start:e.End]
	}
	out := ""
	for i, p := range e.Parts {
		if i > 0 {
			out += " "
		}
		out += text[p.Start:p.End]
	}
	return out
}
