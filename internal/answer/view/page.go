package view

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/columns"
)

// page collects the lines of one answer.
type page struct {
	out    strings.Builder
	width  int
	colour bool
	// words finds the words of evidence, where they are to be shown.
	words func(hearsay.EvidenceRef) (string, error)
	err   error // of words
}

func (p *page) paint(code, s string) string {
	if !p.colour || s == "" || code == "" {
		return s
	}
	return code + s + columns.Reset
}

func (p *page) line(s string) { p.out.WriteString(strings.TrimRight(s, " ") + "\n") }

func (p *page) heading(s string) { p.line(""); p.line(p.paint(columns.Bold, s)); p.line("") }

// block writes words behind a label, wrapped under each other.
func (p *page) block(indent int, label, words, colour string) {
	if words == "" {
		return
	}
	pad := indent + columns.Width(label)
	for i, l := range columns.Wrap(words, max(12, p.width-pad)) {
		if i == 0 {
			p.line(strings.Repeat(" ", indent) + p.paint(columns.Dim, label) + p.paint(colour, l))
			continue
		}
		p.line(strings.Repeat(" ", pad) + p.paint(colour, l))
	}
}

// ends writes two texts at the two ends of a line; the left one is cut short where
// both do not fit.
func (p *page) ends(indent int, left, leftColour, right, rightColour string) {
	right = columns.Clean(right)
	room := p.width - indent
	if right != "" {
		room -= columns.Width(right) + 2
	}
	left = columns.Shorten(left, max(8, room))
	gap := max(2, p.width-indent-columns.Width(left)-columns.Width(right))
	if right == "" {
		gap = 0
	}
	p.line(strings.Repeat(" ", indent) + p.paint(leftColour, left) + strings.Repeat(" ", gap) + p.paint(rightColour, right))
}

// spread is ends whose left text goes on in further lines.
func (p *page) spread(indent int, left, leftColour, right, rightColour string) {
	room := p.width - indent
	if right != "" {
		room -= columns.Width(right) + 2
	}
	lines := columns.Wrap(left, max(16, room))
	p.ends(indent, lines[0], leftColour, right, rightColour)
	for _, l := range lines[1:] {
		p.line(strings.Repeat(" ", indent) + p.paint(leftColour, l))
	}
}
