package claim

import (
	"slices"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// passedOn lists who passed a claim on after its speaker: the outlet it was told
// to, the one that quoted it, the platform it was posted on.
func (rd *run) passedOn(v, speaker int, c *cueVerb) []hearsay.Source {
	t := rd.t
	var out []hearsay.Source
	seen := map[int]bool{speaker: true}
	add := func(n int, by string) {
		if n >= 0 && !seen[n] && (rd.outlet(n) || by == "claim/told-to" && (t.lemma(v) == "tell" && int(t.head[n]) == v && rd.unknownBody(n) || rd.interviewer(n))) {
			seen[n] = true
			s := rd.sourceAt(n, by)
			if name := t.nameOnly(n); s.End != t.Tokens[name[1]-1].End {
				s.Extent = hearsay.OneSpan(t.SpanOf(name[0], name[1]))
			}
			if w := t.TextOf(n); len(w) == 2 && w[1] == '.' && s.End == t.Tokens[n].End {
				s.Extent = hearsay.OneSpan(hearsay.Span{Start: s.Start, End: s.End - 1}) // "on X.": the full stop, read as an initial's
			}
			if last := len(out) - 1; last >= 0 && out[last].By == by && s.Start <= out[last].End+1 && s.End > out[last].End && (!out[last].Named || s.Start < out[last].End) {
				out[last] = s // "told the newspaper El Norte", read as two
			} else if last < 0 || s.Entity == "" || out[last].Entity != s.Entity {
				out = append(out, s)
			}
		}
	}
	for _, k := range t.children(v) {
		k := int(k)
		switch t.dep(k) {
		case "dobj", "dative":
			if c != nil && (c.addr || t.lemma(v) == "tell") {
				add(k, "claim/told-to")
			}
			if c == nil || c.act != hearsay.Deny { // "dismissed rumours spread on Facebook"
				rd.outletsBelow(k, 0, add)
			}
		case "prep", "agent":
			rd.outletsBelow(k, 0, add)
		case "advcl", "npadvmod", "advmod":
			if t.child(k, "nsubj", "nsubjpass") >= 0 {
				continue // "denied it, though experts found in a report seen by Reuters": another's words
			}
			// "speaking to the BBC", "quoted by state television"
			for _, p := range t.children(k) {
				if d := t.dep(int(p)); d == "prep" || d == "agent" {
					rd.outletsBelow(int(p), 0, add)
				}
			}
		}
	}
	// "was quoted by X as saying", "X quoted Y as saying", "in remarks carried by X"
	if t.dep(v) == "pcomp" {
		verb := int(t.head[t.head[v]])
		if t.verb(verb) && rd.isQuoting(verb) {
			if t.passive(verb) {
				for _, n := range []int{t.agent(verb), t.agent(v)} { // or: "as saying by state television"
					if n >= 0 && !seen[n] {
						seen[n] = true
						out = append(out, rd.sourceAt(n, "claim/quoted-by"))
					}
				}
			} else if s := rd.subject(verb); s >= 0 && !seen[s] {
				seen[s] = true
				out = append(out, rd.sourceAt(s, "claim/quoted-by"))
			}
		}
	}
	return out
}

// outletsBelow walks the phrases of a cue: "in an interview with X", "in remarks
// carried by X", "on Telegram".
func (rd *run) outletsBelow(k, depth int, add func(int, string)) {
	t := rd.t
	if depth > 4 {
		return
	}
	for _, c := range t.children(k) {
		c := int(c)
		switch t.dep(c) {
		case "pobj":
			switch t.lower(k) {
			case "to", "with", "by", "on", "via", "through", "from", "for", "of":
				if t.lower(k) == "by" && c == k+1 && t.Tokens[c].Tag == "NN" {
					break // "gave orders by radio"
				}
				add(c, "claim/told-to")
				// "on its Telegram channel", "on the platform X"
				for _, n := range t.children(c) {
					switch t.dep(int(n)) {
					case "compound", "nmod", "appos":
						if k := rd.x.outlets[t.lower(int(n))]; k != "" && k != "noun" && upper(t.TextOf(int(n))) {
							add(int(n), "claim/posted-on")
						}
					}
				}
			}
			rd.outletsBelow(c, depth+1, add)
		case "prep", "agent", "acl":
			rd.outletsBelow(c, depth+1, add)
		}
	}
}

// outlet reports whether a noun names or describes an outlet or a platform.
func (rd *run) outlet(n int) bool {
	t := rd.t
	if e, _, ok := rd.r.EntityOf(n); ok {
		for _, s := range e.Codes.Sectors {
			if s == "MED" && e.Kind != hearsay.Person && e.Kind != hearsay.Group {
				return true
			}
		}
		if e.Kind == hearsay.State || e.Kind == hearsay.PlaceKind || e.Kind == hearsay.Person {
			return rd.x.outlets[strings.ToLower(e.Name)] != "" && t.Tokens[n].Pos == "PROPN"
		}
		if rd.x.outlets[strings.ToLower(e.Name)] != "" {
			return true
		}
	}
	if k := rd.x.outlets[strings.TrimSuffix(t.lower(n), ".")]; k == "platform" && upper(t.TextOf(n)) {
		return true
	}
	if t.Tokens[n].Pos == "NOUN" && t.Tokens[n].Tag == "NN" || t.lemma(n) == "medium" || t.lower(n) == "media" {
		noun, ok := lists.NounOf(t.lemma(n))
		return ok && noun.Is("outlet") || rd.x.outlets[t.lemma(n)] == "noun"
	}
	if t.Tokens[n].Pos != "PROPN" {
		return false
	}
	p := t.phraseOf(n)
	name := strings.ToLower(t.Text[t.Tokens[p[0]].Start:t.Tokens[p[1]-1].End])
	partial := n+1 < len(t.Tokens) && t.Tokens[n+1].Pos == "PROPN" // "Liberation" in "the Kordofan Liberation Movement"
	if rd.knownOutlet(name) && !partial || rd.knownOutlet(t.lower(n)) && !partial {
		return true
	}
	switch t.lower(n) {
	case "news", "times", "post", "tv", "television", "radio", "herald", "tribune", "gazette", "press", "journal", "telegraph", "broadcasting", "newspaper", "agency":
		return t.lower(n) != "agency" || strings.Contains(name, "news") || strings.Contains(name, "press")
	case "monitor", "courier", "star", "mirror", "globe", "observer", "guardian", "chronicle", "dispatch", "mail", "express", "daily", "weekly", "wire", "voice", "fm",
		"channel", "review", "bulletin", "echo", "standard", "independent", "record", "examiner", "inquirer", "sentinel", "argus", "relay", "today", "broadcaster":
		return p[1]-p[0] > 1 // "the Steppe Monitor", "Equatoria Today"
	}
	// "Radio Yvytu", "Channel Meridian"
	switch t.lower(p[0]) {
	case "radio", "channel", "tv", "telegram":
		return p[1]-p[0] > 1 && upper(t.TextOf(p[0]))
	}
	return false
}

// unknownBody reports whether a name is of a body of which nothing else is known:
// officials who tell it something most often tell an outlet.
func (rd *run) unknownBody(n int) bool {
	e, m, ok := rd.r.EntityOf(n)
	return ok && e.Kind == hearsay.Organization && m.Form == hearsay.NameForm && len(e.Codes.Sectors) == 0 && e.Codes.Country == ""
}

// interviewer reports whether a noun is an outlet that held an interview, "in an interview with Gazzetta": a body of which nothing else is known, or a single
// new name, as people are not brought in.
func (rd *run) interviewer(n int) bool {
	t := rd.t
	with := int(t.head[n])
	if t.dep(n) != "pobj" || t.lower(with) != "with" || t.lemma(int(t.head[with])) != "interview" {
		return false
	}
	e, m, ok := rd.r.EntityOf(n)
	return rd.unknownBody(n) || ok && m.Form == hearsay.NameForm && e.Kind == hearsay.Person && len(e.Mentions) == 1 && m.TokenEnd == m.First+1 && lists.FirstName(t.TextOf(n)) == 0
}

func (rd *run) knownOutlet(name string) bool {
	k := rd.x.outlets[strings.TrimPrefix(name, "the ")]
	return k != "" && k != "noun" || rd.x.outlets[name] != "" && rd.x.outlets[name] != "noun"
}

// citing adds the claim of the one whom a speaker cites: "The agency reported
// that P, citing a diplomat": the diplomat says P, and the agency passes it on.
func (rd *run) citing(v int, f *found) {
	t := rd.t
	under := slices.Clone(t.children(v))
	if s := t.child(v, "nsubj"); s >= 0 {
		under = append(under, t.children(s)...) // "the paper, quoting an official, reported"
	}
	for _, k := range under {
		k := int(k)
		o := rd.cite(k)
		if o < 0 {
			continue
		}
		o = rd.speaker(o)
		if !rd.person(o) || !rd.has(v) {
			continue
		}
		outer := rd.at[v]
		if d := rd.drafts[outer]; d.certainty == hearsay.Unknown || d.manner == hearsay.Direct {
			continue // "would not say, citing an inquiry": nothing is said by that; words in marks are the speaker's own
		}
		sources := append([]hearsay.Source{rd.sourceAt(o, "claim/cited")}, rd.drafts[outer].sources...)
		d := rd.add(&draft{pieces: append([][2]int(nil), f.pieces...), sources: sources, cue: []int{k}, head: k, lemma: t.lemma(k), act: hearsay.Say,
			certainty: rd.drafts[outer].certainty, polarity: hearsay.Positive, by: "claim/cite.v:cited"})
		if d != nil {
			d.within = outer
		}
	}
}

// cite is the object of "citing" or "quoting", as somebody does in saying something, or -1.
func (rd *run) cite(k int) int {
	t := rd.t
	if t.lemma(k) != "cite" && t.lemma(k) != "quote" || t.Tokens[k].Tag != "VBG" {
		return -1
	}
	switch t.dep(k) {
	case "advcl", "prep":
	case "acl":
		if k == 0 || t.TextOf(k-1) != "," {
			return -1 // "a report quoting police"
		}
	default:
		return -1
	}
	return t.child(k, "dobj", "pobj")
}

// person reports whether a noun stands for people or bodies that can speak.
func (rd *run) person(n int) bool {
	t := rd.t
	if e, _, ok := rd.entityAt(n); ok {
		return e.Kind == hearsay.Person || e.Kind == hearsay.Group || e.Kind == hearsay.Organization || e.Kind == hearsay.State
	}
	if t.Tokens[n].Pos == "PROPN" {
		return true
	}
	if t.Tokens[n].Pos != "NOUN" {
		return false
	}
	noun, ok := lists.NounOf(t.lemma(n))
	if ok {
		return noun.Kind == hearsay.Person || noun.Kind == hearsay.Organization || noun.Kind == hearsay.Group
	}
	_, medium := rd.x.media[t.lemma(n)]
	return medium || t.lemma(n) == "source"
}

// nameOnly is a noun's phrase up to its head and what is joined to it without a
// comma: an outlet's name, not what the parser hung behind it.
func (t *tree) nameOnly(n int) [2]int {
	p := t.phraseOf(n)
	for i := n + 1; i < p[1]; i++ {
		if t.TextOf(i) == "," || t.Tokens[i].Tag == "WP" || t.Tokens[i].Tag == "WDT" {
			return [2]int{p[0], i}
		}
	}
	// "the state news agency SANA" with the name hung elsewhere.
	if t.Tokens[n].Pos == "NOUN" && p[1] == n+1 && p[1] < len(t.Tokens) && t.Tokens[p[1]].Pos == "PROPN" && !t.Tokens[p[1]].SentStart {
		p[1]++
	}
	return p
}
