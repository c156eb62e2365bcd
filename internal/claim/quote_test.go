package claim

import (
	"strings"
	"testing"
)

// TestQuotes reads quotations in many settings. Each case lists "source: content
// (manner)" of the claims that are no one's inside another.
func TestQuotes(t *testing.T) {
	rd := newReader(t)
	for _, c := range []struct{ text, want string }{
		{"“The road is open,” the mayor said.", "the mayor: The road is open (direct)"},
		{"\"The road is open,\" said the mayor.", "the mayor: The road is open (direct)"},
		{"'The road is open,' the mayor said. 'It's safe to drive.'", "the mayor: The road is open It's safe to drive (direct)"},
		{"‘The road’s open,’ the mayor said.", "the mayor: The road’s open (direct)"},
		{"«The road is open», the mayor said.", "the mayor: The road is open (direct)"},
		{"„The road is open“, the mayor said.", "the mayor: The road is open (direct)"},
		{"``The road is open,'' the mayor said.", "the mayor: The road is open (direct)"},
		{"''The road is open,'' the mayor said.", "the mayor: The road is open (direct)"},
		{"“The road is open,“ the mayor said. “We can go.”", "the mayor: The road is open We can go (direct)"},
		{"”The road is open,” the mayor said. ”We can go.”", "the mayor: The road is open We can go (direct)"},
		{"The mayor said: “The road is open. It was closed for a week.”", "the mayor: The road is open. It was closed for a week (direct)"},
		{"“The road,” the mayor said, “is open again.”", "the mayor: The road is open again (direct)"},
		{"“Is the road open?” the driver asked.", "the driver: Is the road open? (direct)"},
		{"“The road is open,” said Ana Cruz, a driver from Lima. “We can go home.”", "Ana Cruz, a driver from Lima: The road is open We can go home (direct)"},
		{"The mayor said the road was “finally” open.", "the mayor: the road was “finally” open (mixed)"},
		{"The mayor said it “will stay open”.", "the mayor: it “will stay open” (mixed)"},
		{"The mayor called the closure “a scandal”.", "the mayor: the closure “a scandal” (mixed)"},
		{"“The road is open,” the mayor said.\n\n“We thank the engineers.”", "the mayor: The road is open We thank the engineers (direct)"},
		{"“The road is open,” the mayor said. “We thank the engineers.\n\n“They worked for a week.”", "the mayor: The road is open We thank the engineers They worked for a week (direct)"},
		// A quotation over two paragraphs, its speaker after the second.
		{"“The road is open.\n\n“We thank the engineers,” the mayor said.", "the mayor: The road is open We thank the engineers (direct)"},
		{"The mayor told the crowd that “the road is open”.", "the mayor: the road is open (direct)"},
		{"“He told me ‘the road is open’ and left,” the driver said.", "the driver: He told me ‘the road is open’ and left (direct)"},
		{"The group known as “Free Roads” blocked the bridge.", ""},
		{"The so-called “road of death” was closed for a week.", ""},
		{"The 6'2\" guard said the road was open.", "The 6'2\" guard: the road was open (indirect)"},
		{"“The road is open,” according to the mayor.", "the mayor: The road is open (direct)"},
		{"In the words of the mayor, “the road is open”.", "the mayor: the road is open (direct)"},
	} {
		r := read(t, rd, c.text)
		var have []string
		for _, k := range r.Claims {
			if k.Parent != "" || len(k.Sources) == 0 {
				continue
			}
			have = append(have, strings.TrimPrefix(k.Sources[0].Extent.Text(c.text)+": "+oneLine(k.Content.Text(c.text))+" ("+string(k.Manner)+")", "?"))
		}
		got := strings.Join(have, "; ")
		if !strings.EqualFold(got, c.want) {
			t.Errorf("%s\nhave %s\nwant %s\n%s", c.text, got, c.want, show(r))
		}
	}
}
