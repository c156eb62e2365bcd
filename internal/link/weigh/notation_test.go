package weigh

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/record"
)

// The tellings of a case, one a line:
//
//	2024-03-05 10:00 Example Wire [marks] | ASSAULT strike | actor: army (org MIL CHL) | killed 12 | says police chief Ana Vidal (person COP CHL = Ana Vidal) > Radio Sur (org MED)
//
// Fields in any number and order after the type: actor, recipient, instrument (parties parted by ";"),
// place: NAME, CHL city 123 @-33.0,-71.6; time: 2024-03-05; planned (a status); killed 12, >=12, ~12,
// <=12, 10-15; says, maybe, probably, denies, claims with a chain of speakers, the last words of one being how the report presents it ("= Ari Mor as
// Ari Mor, the group's spokesman"); "[killed actor]" after it: only these fields,
// ": words" its words. Without a speaker the outlet tells it. Lines of one outlet at one time are one report.
// Marks: r1 (id), agency=NAME, copy=ID, added, headline, until=2024-03-06T10:00, address=NAME.
type notation struct {
	told    []record.Told
	tellers map[string]*record.Teller
	at      map[string]int
}

func parseTold(t testing.TB, text string) []record.Told {
	t.Helper()
	n := &notation{tellers: map[string]*record.Teller{}, at: map[string]int{}}
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if err := n.line(line); err != nil {
			t.Fatalf("%v in line %q", err, line)
		}
	}
	for i := range n.told {
		n.told[i].Teller = *n.tellers[n.told[i].Teller.ID]
	}
	return n.told
}

func (n *notation) line(line string) error {
	fields := strings.Split(line, " | ")
	if len(fields) < 2 {
		return fmt.Errorf("no type")
	}
	head, marks, _ := strings.Cut(fields[0], " [")
	known, err := time.Parse("2006-01-02 15:04", head[:16])
	if err != nil {
		return err
	}
	outlet := strings.TrimSpace(head[16:])
	set := map[string]string{}
	id := ""
	for _, mk := range strings.Fields(strings.TrimSuffix(marks, "]")) {
		k, v, ok := strings.Cut(mk, "=")
		if !ok && len(k) > 1 && k[0] == 'r' && k[1] >= '0' && k[1] <= '9' {
			id = k
			continue
		}
		set[k] = strings.ReplaceAll(v, "_", " ")
	}
	if id == "" {
		for k, tl := range n.tellers {
			if tl.Outlet == outlet && tl.Known.Equal(known) {
				id = k
			}
		}
	}
	if id == "" {
		id = "r" + strconv.Itoa(len(n.tellers)+1)
	}
	tl := n.tellers[id]
	if tl == nil {
		tl = &record.Teller{Seq: int64(len(n.tellers) + 1), ID: id, Outlet: outlet, Known: known, Agency: set["agency"], Address: set["address"]}
		if c := set["copy"]; c != "" {
			tl.Copy = &hearsay.Copy{Of: c, Kind: "near"}
		}
		n.tellers[id] = tl
	}
	pos := n.at[id]
	td := record.Told{Teller: *tl}
	td.Known, td.Report, td.Status = known, tl.Seq, hearsay.Actual
	td.ID = fmt.Sprintf("%s/e%d", id, countOf(n.told, id)+1)
	_, td.Headline = set["headline"]
	if u := set["until"]; u != "" {
		if td.Withdrawn, err = time.Parse("2006-01-02T15:04", u); err != nil {
			return err
		}
	}
	start := pos
	place := func(s string) hearsay.Span {
		sp := hearsay.Span{Start: pos, End: pos + max(len(s), 1)}
		pos = sp.End + 1
		return sp
	}
	spans := map[string][]hearsay.Span{}
	var says []string
	for k, f := range fields[1:] {
		f = strings.TrimSpace(f)
		name, rest, _ := strings.Cut(f, " ")
		name = strings.TrimSuffix(name, ":")
		switch {
		case k == 0:
			td.Type, td.Trigger = name, rest
			td.At = place(rest)
			spans["type"] = append(spans["type"], td.At)
			td.Quad = quadOf(name)
		case name == "says" || name == "maybe" || name == "probably" || name == "denies" || name == "condemns" || name == "claims":
			says = append(says, f)
		case name == "actor" || name == "recipient" || name == "instrument":
			for _, p := range strings.Split(rest, ";") {
				q := parseParty(p)
				q.At = place(q.Words)
				spans[name] = append(spans[name], q.At)
				switch name {
				case "actor":
					td.Actors = append(td.Actors, q)
				case "recipient":
					td.Recipients = append(td.Recipients, q)
				default:
					td.Instruments = append(td.Instruments, q)
				}
			}
		case name == "place":
			p := &hearsay.Place{Span: place(rest)}
			spans[name] = append(spans[name], p.Span)
			var codes string
			p.Name, codes, _ = strings.Cut(rest, ", ")
			for i, c := range strings.Fields(codes) {
				switch {
				case i == 0:
					p.Country, p.Admin1, _ = strings.Cut(c, ".")
				case c[0] == '@':
					a, b, _ := strings.Cut(c[1:], ",")
					p.Lat, _ = strconv.ParseFloat(a, 64)
					p.Lon, _ = strconv.ParseFloat(b, 64)
				case c[0] >= '0' && c[0] <= '9':
					p.GeoNames, _ = strconv.Atoi(c)
				default:
					p.Precision = c
				}
			}
			td.Place = p
		case name == "time":
			a, b, ok := strings.Cut(rest, "/")
			if !ok {
				b = a
			}
			td.Time = &hearsay.Time{Span: place(rest), Start: a, End: b, Precision: "day"}
			spans[name] = append(spans[name], td.Time.Span)
		case name == "planned" || name == "attempted" || name == "hypothetical" || name == "negated" || name == "historical":
			td.Status = hearsay.Status(name)
		default:
			if s, ok := slotOf(name); !ok || !s.counted() {
				return fmt.Errorf("unknown field %q", f)
			}
			c, err := parseCount(name, rest)
			if err != nil {
				return err
			}
			c.Span = place(f)
			spans[name] = append(spans[name], c.Span)
			td.Counts = append(td.Counts, c)
		}
	}
	whole := hearsay.Span{Start: start, End: pos}
	td.Sentence = whole
	if len(says) == 0 {
		says = []string{"narrates"}
	}
	for k, s := range says {
		say, err := parseSaying(s, outlet, whole, spans)
		if err != nil {
			return err
		}
		say.Claim = fmt.Sprintf("c%d", whole.Start+k)
		td.Sayings = append(td.Sayings, say)
	}
	if _, ok := set["added"]; ok {
		tl.Copy.Changed.Added = append(tl.Copy.Changed.Added, whole)
	}
	n.at[id] = pos + 10
	n.told = append(n.told, td)
	return nil
}

func countOf(told []record.Told, id string) int {
	n := 0
	for i := range told {
		if told[i].Teller.ID == id {
			n++
		}
	}
	return n
}

func parseCount(of, s string) (hearsay.Count, error) {
	c := hearsay.Count{Of: of}
	num := func(s string) *int {
		n, err := strconv.Atoi(s)
		if err != nil {
			return nil
		}
		return &n
	}
	if r, ok := strings.CutPrefix(s, "~"); ok {
		c.Approximate, s = true, r
	}
	switch a, b, ok := strings.Cut(s, "-"); {
	case strings.HasPrefix(s, ">="):
		c.Low = num(s[2:])
	case strings.HasPrefix(s, "<="):
		c.High = num(s[2:])
	case ok:
		c.Low, c.High = num(a), num(b)
	default:
		c.Low = num(s)
		c.High = c.Low
	}
	if c.Low == nil && c.High == nil {
		return c, fmt.Errorf("no number in %q", s)
	}
	return c, nil
}

var kinds = map[string]hearsay.Kind{"state": hearsay.State, "org": hearsay.Organization, "person": hearsay.Person, "group": hearsay.Group, "place": hearsay.PlaceKind,
	"facility": hearsay.Facility, "other": hearsay.OtherKind}

var sectors = strings.Fields("GOV MIL REB OPP COP JUD SPY LEG MED CVL UAF HLH IGO NGO BUS LAB REL CRM EDU")

// parseParty reads "police chief Ana Vidal (person COP CHL = Ana Vidal)".
func parseParty(s string) hearsay.Party {
	words, attrs, _ := strings.Cut(strings.TrimSpace(s), " (")
	attrs, full, _ := strings.Cut(strings.TrimSuffix(attrs, ")"), "= ")
	p := hearsay.Party{Words: words, Name: words, Kind: hearsay.Group}
	p.Named = words[0] >= 'A' && words[0] <= 'Z'
	if full != "" {
		p.Name, p.Named = full, true
	}
	for _, a := range strings.Fields(attrs) {
		switch {
		case kinds[a] != "":
			p.Kind = kinds[a]
		case a == "unnamed":
			p.Named = false
		case a == "named":
			p.Named = true
		case slices.Contains(sectors, a):
			p.Codes.Sectors = append(p.Codes.Sectors, a)
		case len(a) == 3:
			p.Codes.Country = a
		}
	}
	p.Codes.CAMEO = p.Codes.Country + strings.Join(p.Codes.Sectors, "")
	m := &matter{folded: map[string]string{}, bodies: map[string]*body{}}
	switch {
	case p.Kind == hearsay.State:
		p.Key = "state:" + p.Codes.Country
	case p.Named:
		p.Key = m.bare(p.Name)
		p.Aliases = []string{p.Key, m.bare(words)}
	default:
		ws := strings.Fields(gazetteer.Fold(words))
		noun := strings.TrimSuffix(ws[len(ws)-1], "s")
		if slices.Contains(p.Codes.Sectors, "COP") {
			noun = "cop"
		}
		p.Key = strings.TrimSpace("some " + noun + " " + p.Codes.Country)
		p.Aliases = []string{m.bare(words)}
	}
	return p
}

// parseSaying reads "says X (..) > Y (..) [killed actor]: words".
func parseSaying(s, outlet string, whole hearsay.Span, spans map[string][]hearsay.Span) (hearsay.Saying, error) {
	verb, rest, _ := strings.Cut(s, " ")
	say := hearsay.Saying{Manner: hearsay.Indirect, Act: hearsay.Say, Certainty: hearsay.Certain, Polarity: hearsay.Positive, Content: hearsay.OneSpan(whole)}
	rest, words, hasWords := strings.Cut(rest, ": ")
	chain, only, has := strings.Cut(rest, " [")
	switch verb {
	case "maybe":
		say.Certainty = hearsay.Possible
	case "probably":
		say.Certainty = hearsay.Probable
	case "denies":
		say.Act, say.Polarity = hearsay.Deny, hearsay.Negative
	case "condemns":
		say.Act = hearsay.Condemn
	case "claims":
		say.Act = hearsay.ClaimAct
	case "narrates":
		say.Manner = hearsay.Narration
		chain = ""
	}
	if hasWords {
		say.Words = words
	}
	for _, c := range strings.Split(chain, " > ") {
		if c == "" {
			continue
		}
		role := ""
		if before, as, ok := strings.Cut(strings.TrimSuffix(c, ")"), " as "); ok {
			c, role = before+")", as
		}
		say.Chain = append(say.Chain, hearsay.Speaker{Party: parseParty(c), Number: 1, Role: role})
	}
	o := hearsay.Party{Name: outlet, Key: gazetteer.Fold(outlet), Kind: hearsay.Organization, Named: true, Words: outlet, Codes: hearsay.Codes{Sectors: []string{"MED"}}}
	say.Chain = append(say.Chain, hearsay.Speaker{Party: o, Number: 1, Outlet: true})
	if has {
		var parts []hearsay.Span
		for _, f := range strings.Fields(strings.TrimSuffix(only, "]")) {
			if f == "nothing" {
				parts = append(parts, hearsay.Span{Start: whole.End + 1, End: whole.End + 2})
				continue
			}
			if spans[f] == nil {
				return say, fmt.Errorf("no field %q", f)
			}
			parts = append(parts, spans[f]...)
		}
		slices.SortFunc(parts, func(a, b hearsay.Span) int { return a.Start - b.Start })
		say.Content = hearsay.Extent{Span: hearsay.Span{Start: parts[0].Start, End: parts[len(parts)-1].End}, Parts: parts}
	}
	return say, nil
}
