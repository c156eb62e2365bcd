package claim

import (
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/claim/attribute"
	"github.com/hearsay/hearsay/internal/encoder"
	"github.com/hearsay/hearsay/internal/model"
)

// Reader reads claims. It is safe for concurrent use.
type Reader struct {
	x    *lexicon
	head *attribute.Head
}

// New reads the embedded data files and the encoder's head for attributions.
func New() (*Reader, error) {
	m, err := model.Encoder()
	if err != nil {
		return nil, err
	}
	return With(m)
}

// With takes the head of another model.
func With(m *encoder.Model) (*Reader, error) {
	x, err := readLexicon()
	if err != nil {
		return nil, err
	}
	h, err := m.Head(attribute.Name)
	if err != nil {
		return nil, err
	}
	head, err := attribute.New(h, m.Hidden)
	if err != nil {
		return nil, err
	}
	return &Reader{x, head}, nil
}

// By is a reader that believes the head from other odds on.
func (rd *Reader) By(c attribute.Card) *Reader {
	h := *rd.head
	h.Card = c
	return &Reader{rd.x, &h}
}

// Card tells from which odds on the head is believed.
func (rd *Reader) Card() attribute.Card { return rd.head.Card }

// run is the reading of one report.
type run struct {
	*Reader
	r      *hearsay.Reading
	t      *tree
	drafts []*draft
	at     map[int]int    // cue head token -> draft
	entity map[string]int // id -> position in Reading.Entities
	inName map[int]int    // token of a name that is not its head, as the tree has it -> the head
	// eventAt is the same for Reading.Events.
	eventAt  map[string]int
	happens  map[int]bool            // tokens that name an event
	deeds    map[int]bool            // those of them that name no word said
	list     []attribute.Attribution // what the head found, those of weak cues among them
	hearings []*hearing              // of the list, nil where none was asked for yet
	odds     []attribute.Odds        // what the head tells of each token
	edges    []float64               // what it costs to begin or end a span before each token
	refused  map[int]bool            // tokens by which nothing is put forward
	// turn tells of paragraphs that are somebody's words whose, nil where he is not known or asks.
	turn map[int]*hearsay.Entity
}

// Read fills r.Claims and adds to r.PassedOver and to the events' Claims.
func (rd *Reader) Read(r *hearsay.Reading) {
	if r.Syntax == nil || len(r.Syntax.Tokens) == 0 {
		return
	}
	u := &run{Reader: rd, r: r, t: grow(r.Syntax), at: map[int]int{}, entity: map[string]int{}, inName: map[int]int{}, eventAt: map[string]int{}, happens: map[int]bool{}, deeds: map[int]bool{}, refused: map[int]bool{}, turn: map[int]*hearsay.Entity{}}
	for i := range r.Entities {
		u.entity[r.Entities[i].ID] = i
	}
	for head, ref := range r.MentionAt {
		m := &r.Entities[ref.Entity].Mentions[ref.Mention]
		if m.Form != hearsay.NameForm {
			continue
		}
		for k, end := u.t.TokensIn(m.Span); k < end; k++ {
			if o, ok := u.inName[k]; k != head && (!ok || head < o) {
				u.inName[k] = head
			}
		}
	}
	for i := range r.Events {
		u.eventAt[r.Events[i].ID] = i
		for _, k := range u.wordsOf(i) {
			u.happens[k] = true
			if strings.HasPrefix(r.Events[i].Quad, "material") {
				u.deeds[k] = true
			}
		}
	}
	if rd.head != nil && r.Vectors != nil {
		u.list, u.odds = rd.head.FindAll(r.Vectors)
	}
	u.turns()
	u.verbs()
	u.nouns()
	u.phrases()
	u.asides()
	u.signatures()
	u.heard()
	u.loneQuotes() // after the cues: they have the first right to a quotation
	u.silent()
	u.goOn()
	u.again()
	u.wholeCues()
	u.wholeSources()
	u.rest()
	u.withinMarks()
	u.takeBack()
	u.hedges()
	u.narrate() // last of the drafts: what nobody else says, the outlet does
	u.finish()
}

func (rd *run) add(d *draft) *draft {
	d.pieces = rd.t.clean(rd.t.bareObject(d.pieces, d.head), d.head)
	if len(d.pieces) > 1 && d.pieces[0][1]-d.pieces[0][0] == 1 && rd.t.lower(d.pieces[0][0]) == "that" {
		d.pieces = d.pieces[1:] // "reports that Moscow had offered to withdraw", of "offered"
	}
	if len(d.pieces) == 0 {
		return nil
	}
	if d.manner == "" {
		d.manner = rd.t.mannerOf(d.pieces, d.head)
	}
	if d.manner == hearsay.Direct {
		rd.t.bare(d.pieces)
	}
	if d.head >= 0 {
		rd.at[d.head] = len(rd.drafts)
	}
	d.within, d.parent = -1, -1
	rd.drafts = append(rd.drafts, d)
	return d
}

// refuse passes over a token that nothing is put forward by, whatever the head finds, or unless it is sure.
func (rd *run) refuse(i int, reason, by string, unless bool) {
	rd.refused[i] = !unless
	rd.pass(i, reason, by)
}

// pass notes a cue that was seen and gave no claim.
func (rd *run) pass(i int, reason, by string) {
	rd.r.PassedOver = append(rd.r.PassedOver, hearsay.PassedOver{Span: rd.t.Tokens[i].Span, What: "claim", Reason: reason, By: "claim/" + by})
}
