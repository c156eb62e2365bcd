package entity

import "strings"

// quote is a stretch in quotation marks: the tokens between them, half open.
type quote struct {
	first, end int
	open       bool // its paragraph ends and no mark closes it
}

// maxQuote bounds a quotation whose end was not found, in tokens.
const maxQuote = 400

// findQuotes pairs quotation marks. A mark that opens at a paragraph's start
// while another is open continues it; one that never closes ends with its paragraph.
func (p *pass) findQuotes() {
	p.inQuote = make([]int32, len(p.s.Tokens))
	for i := range p.inQuote {
		p.inQuote[i] = -1
	}
	open := -1
	shut := func(end int, closed bool) {
		if end > open+1 {
			for j := open + 1; j < end; j++ {
				p.inQuote[j] = int32(len(p.quotes))
			}
			p.quotes = append(p.quotes, quote{open + 1, end, !closed})
		}
		open = -1
	}
	for i := range p.s.Tokens {
		w := p.s.TextOf(i)
		switch {
		case p.s.Tokens[i].Pos == "SPACE" && strings.Contains(w, "\n") && open >= 0, open >= 0 && i-open > maxQuote:
			shut(i, false)
		case w == "“" || w == "«" || w == "„":
			if open >= 0 {
				shut(i, false)
			}
			open = i
		case w == "”" || w == "»":
			if open >= 0 {
				shut(i, true)
			}
		case w == "\"" || w == "``" || w == "''":
			if open >= 0 {
				shut(i, true)
			} else {
				open = i
			}
		}
	}
	if open >= 0 {
		shut(len(p.s.Tokens), false)
	}
}
