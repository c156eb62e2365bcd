package score

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/hearsay/hearsay"
)

// A document in GUM's columns, our own words: names in longer phrases, a title, a role without a name.
const gumNames = `# newdoc id = GUM_news_own
# newpar
# text = President Ana Ruiz met the Navy of Chad in Mao.
1	President	President	PROPN	NNP	_	5	nsubj	_	Entity=(1-person-new-nnnnn-cf1-1-sgl
2	Ana	Ana	PROPN	NNP	_	1	flat	_	_
3	Ruiz	Ruiz	PROPN	NNP	_	1	flat	_	Entity=1)
4	just	just	ADV	RB	_	5	advmod	_	_
5	met	meet	VERB	VBD	_	0	root	_	_
6	the	the	DET	DT	_	7	det	_	Entity=(2-organization-new-nnnnn-cf2-2-sgl
7	Navy	Navy	PROPN	NNP	_	5	obj	_	_
8	of	of	ADP	IN	_	9	case	_	_
9	Chad	Chad	PROPN	NNP	_	7	nmod	_	Entity=(3-place-new-nnnnn-cf3-1-sgl)2)
10	in	in	ADP	IN	_	11	case	_	_
11	Mao	Mao	PROPN	NNP	_	5	obl	_	Entity=(4-place-new-nnnnn-cf4-1-sgl)
12	and	and	CCONJ	CC	_	14	cc	_	_
13	the	the	DET	DT	_	14	det	_	Entity=(5-person-new-nnnnn-cf5-2-sgl
14	mayor	mayor	NOUN	NN	_	11	conj	_	Entity=5)|SpaceAfter=No
15	.	.	PUNCT	.	_	5	punct	_	_
`

func TestGUMNames(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "GUM_news_own.conllu")
	if err := os.WriteFile(file, []byte(gumNames), 0o644); err != nil {
		t.Fatal(err)
	}
	g, err := readGUM(file)
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, n := range g.names() {
		have = append(have, nameKinds[n.kind]+" "+g.text[n.Start:n.End])
	}
	// Chad is part of the navy's name.
	if want := []string{"person Ana Ruiz", "organization Navy of Chad", "place Mao"}; !slices.Equal(have, want) {
		t.Errorf("%q, not %q", have, want)
	}
	n, err := ScoreGUMNames(dir, nil, func(d *hearsay.Document) (*hearsay.Reading, error) {
		return &hearsay.Reading{Document: d, Syntax: &hearsay.Syntax{Text: d.Text}}, nil
	})
	if err != nil || n.Strict[0].Gold != 1 || n.Strict[0].Read != 0 || n.MacroF() != 0 {
		t.Errorf("%+v, %v", n, err)
	}
	n.add([]nameSpan{{hearsay.Span{Start: 0, End: 4}, 0}}, []nameSpan{{hearsay.Span{Start: 0, End: 4}, 0}, {hearsay.Span{Start: 2, End: 4}, 1}})
	if n.Strict[0].Hit != 1 || n.Overlap[0].Hit != 1 || n.Overlap[1].Hit != 0 {
		t.Errorf("%+v", n)
	}
}
