package claim

import (
	"slices"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/lists"
)

// unmark takes "{source}" and "[content]" out of an example; a content in
// several groups is one broken content.
func unmark(example string) (text, source, content string) {
	text = strings.NewReplacer("{", "", "}", "", "[", "", "]", "").Replace(example)
	if _, after, ok := strings.Cut(example, "{"); ok {
		source, _, _ = strings.Cut(after, "}")
	}
	rest := example
	for {
		_, after, ok := strings.Cut(rest, "[")
		if !ok {
			break
		}
		var group string
		group, rest, _ = strings.Cut(after, "]")
		content = strings.TrimSpace(content + " " + group)
	}
	return text, source, content
}

// TestLines reads the example of each line of the lexicon and wants its claim.
func TestLines(t *testing.T) {
	rd := newReader(t)
	for _, file := range []struct {
		name, data string
		columns    int
		act        int // column of the act, -1 where none
		certainty  int
	}{
		{"verbs.tsv", verbsTSV, 7, 2, 3},
		{"nouns.tsv", nounsTSV, 6, 2, 3},
		{"phrases.tsv", phrasesTSV, 5, 2, 3},
		{"hedges.tsv", hedgesTSV, 4, -1, 2},
	} {
		lines, err := rows(file.name, file.data, file.columns)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range lines {
			text, source, content := unmark(f[file.columns-1])
			r := read(t, rd, text)
			ok := false
			for _, c := range r.Claims {
				have := ""
				if len(c.Sources) > 0 {
					have = c.Sources[0].Extent.Text(text)
				}
				want := content
				if want == "" && c.Manner == hearsay.Direct { // the quotation is the content
					want = strings.Trim(strings.SplitN(text, "\"", 3)[1], ",.")
				}
				lemma := c.Cue.Lemma == f[0] || file.name == "phrases.tsv" && c.Cue.Lemma == f[1]
				if file.name == "hedges.tsv" {
					lemma = string(c.Certainty) == f[file.certainty]
				}
				if lemma && have == source && c.Content.Text(text) == want {
					ok = true
				}
			}
			if !ok {
				t.Errorf("%s: %s: %s\nread:\n%s", file.name, f[0], f[file.columns-1], show(r))
			}
		}
	}
}

// TestValues checks that the columns hold only the values that they may.
func TestValues(t *testing.T) {
	acts := map[hearsay.Act]bool{}
	for _, a := range []hearsay.Act{hearsay.Say, hearsay.Confirm, hearsay.Deny, hearsay.Accuse, hearsay.Condemn, hearsay.ClaimAct, hearsay.Warn,
		hearsay.Promise, hearsay.Threaten, hearsay.Request, hearsay.Order, hearsay.Announce, hearsay.Predict, hearsay.OtherSays} {
		acts[a] = true
	}
	certain := map[hearsay.Certainty]bool{hearsay.Certain: true, hearsay.Probable: true, hearsay.Possible: true, hearsay.Unknown: true}
	x, err := readLexicon()
	if err != nil {
		t.Fatal(err)
	}
	if len(x.verbs)+len(x.nouns)+len(x.phrases) < 250 {
		t.Errorf("the lexicon has only %d cues", len(x.verbs)+len(x.nouns)+len(x.phrases))
	}
	for _, v := range x.verbs {
		if !acts[v.act] || !certain[v.certainty] || v.polarity != hearsay.Positive && v.polarity != hearsay.Negative {
			t.Errorf("verbs.tsv: %s has an unknown act, certainty or polarity", v.lemma)
		}
		for _, a := range v.acts {
			if !acts[a] {
				t.Errorf("verbs.tsv: %s has a frame with the unknown act %q", v.lemma, a)
			}
		}
	}
	for _, n := range x.nouns {
		if !acts[n.act] || !certain[n.certainty] || n.polarity != hearsay.Positive && n.polarity != hearsay.Negative {
			t.Errorf("nouns.tsv: %s has an unknown act, certainty or polarity", n.lemma)
		}
	}
	for k, h := range x.hedges {
		kind, _, _ := strings.Cut(k, " ")
		if !certain[h.certainty] || kind != "to" && kind != "adverb" && kind != "adjective" && kind != "modal" {
			t.Errorf("hedges.tsv: %s has an unknown kind or certainty", k)
		}
	}
	for name, k := range x.outlets {
		if name != strings.ToLower(name) || k != "agency" && k != "outlet" && k != "platform" && k != "noun" {
			t.Errorf("outlets.tsv: %s is not in lower case or of unknown kind %q", name, k)
		}
	}
	for name, k := range x.media {
		if name != strings.ToLower(name) || k != "text" && k != "recording" && k != "occasion" {
			t.Errorf("media.tsv: %s is not in lower case or of unknown kind %q", name, k)
		}
	}
	for name, k := range x.carry {
		if name != strings.ToLower(name) || k != "issue" && k != "obtain" {
			t.Errorf("carriers.tsv: %s is not in lower case or of unknown kind %q", name, k)
		}
	}
}

// TestKickers: no word for the kind of report is a source.
func TestKickers(t *testing.T) {
	rd := newReader(t)
	for _, k := range lists.Kickers {
		for _, word := range []string{strings.ToUpper(k), k} {
			if r := read(t, rd, word+": Rebels flee town after raid\n\nNobody was hurt."); slices.ContainsFunc(r.Claims, func(c hearsay.Claim) bool { return c.By == "claim/colon" }) {
				t.Errorf("%s\nread:\n%s", word, show(r))
			}
		}
	}
}

// TestAsides: each line of asides.tsv keeps its words out of the content, or in.
func TestAsides(t *testing.T) {
	rd := newReader(t)
	x, err := rows("asides.tsv", asidesTSV, 2)
	if err != nil {
		t.Fatal(err)
	}
	bad := 0
	for _, f := range x {
		var text, want string
		switch f[1] {
		case "without":
			text, want = "The army said that the rebels had fled, without "+gerund(f[0])+" details.", "the rebels had fled"
		case "mark":
			text, want = "The army said that the rebels had fled, "+f[0]+" villagers said that they were still there.", "the rebels had fled"
		case "noun":
			text, want = "The army said that the rebels had fled, a "+f[0]+" the rebels denied.", "the rebels had fled"
			if strings.Contains("aeiou", f[0][:1]) {
				text = strings.Replace(text, ", a ", ", an ", 1)
			}
		case "bare":
			text, want = "The army said that the rebels had fled, "+f[0]+" the rebels denied.", "the rebels had fled"
		case "more":
			text, want = "The army said that the rebels had fled, "+gerund(f[0])+" the villagers.", "the rebels had fled"
		case "thing":
			if r := read(t, rd, "The "+f[0]+" highlighted the lack of rules."); len(r.Claims) > 0 {
				t.Errorf("asides.tsv: %s\nread:\n%s", f[0], show(r))
			}
			continue
		case "false":
			word := f[0]
			if slices.Contains([]string{"lie", "hoax", "fabrication", "invention", "slander", "smear", "fiction"}, word) {
				word = "an outright " + word
			}
			if r := read(t, rd, "Lawmakers accused the army of shelling the town, a charge it called "+word+"."); len(r.Claims) != 2 || r.Claims[1].Act != hearsay.Deny || r.Claims[1].Polarity != hearsay.Negative {
				t.Errorf("asides.tsv: %s\nread:\n%s", f[0], show(r))
			}
			r := read(t, rd, "The army called the report "+word+".")
			if len(r.Claims) != 1 || r.Claims[0].Act != hearsay.Deny || r.Claims[0].Polarity != hearsay.Negative {
				t.Errorf("asides.tsv: %s\nread:\n%s", f[0], show(r))
			}
			continue
		case "silent":
			r := read(t, rd, "The army would not "+f[0]+".")
			if len(r.Claims) != 1 || r.Claims[0].Act != hearsay.OtherSays || r.Claims[0].Certainty != hearsay.Unknown || r.Claims[0].Content.Text(r.Document.Text) != f[0] {
				t.Errorf("asides.tsv: %s\nread:\n%s", f[0], show(r))
			}
			continue
		case "mute":
			r := read(t, rd, "The minister would not be "+f[0]+" on the talks.")
			if len(r.Claims) != 1 || r.Claims[0].Act != hearsay.OtherSays || r.Claims[0].Certainty != hearsay.Unknown || r.Claims[0].Content.Text(r.Document.Text) != "the talks" {
				t.Errorf("asides.tsv: %s\nread:\n%s", f[0], show(r))
			}
			continue
		case "inquiry":
			r := read(t, rd, "The army did not reply to two "+plural(f[0])+".")
			if len(r.Claims) != 1 || r.Claims[0].Act != hearsay.OtherSays || r.Claims[0].Content.Text(r.Document.Text) != "two "+plural(f[0]) {
				t.Errorf("asides.tsv: %s\nread:\n%s", f[0], show(r))
			}
			continue
		case "figure":
			if r := read(t, rd, "The army put the "+f[0]+" at 40."); len(r.Claims) != 1 || r.Claims[0].Cue.Lemma != "put" || r.Claims[0].Content.Text(r.Document.Text) != "the "+f[0]+" at 40" {
				t.Errorf("asides.tsv: %s\nread:\n%s", f[0], show(r))
			}
			continue
		case "condition":
			text = "The army said that it would leave " + f[0] + " the rebels fled."
			want = "it would leave " + f[0] + " the rebels fled"
		default:
			t.Errorf("asides.tsv: %s has the unknown kind %q", f[0], f[1])
			continue
		}
		r := read(t, rd, text)
		ok := false
		for _, c := range r.Claims {
			ok = ok || c.Cue.Lemma == "say" && c.Content.Text(text) == want
		}
		if !ok {
			bad++
			t.Logf("asides.tsv: %s: %s\nread:\n%s", f[0], text, show(r))
		}
	}
	// The parser hangs some of these elsewhere.
	if bad*8 > len(x) {
		t.Errorf("%d of %d lines are not heeded", bad, len(x))
	}
}

func plural(noun string) string {
	if s, ok := strings.CutSuffix(noun, "y"); ok {
		return s + "ies"
	}
	return noun + "s"
}

func gerund(verb string) string {
	switch {
	case strings.HasSuffix(verb, "e"):
		return verb[:len(verb)-1] + "ing"
	case verb == "refer":
		return "referring to"
	}
	return verb + "ing"
}

// TestMedia: what is said in each kind of vessel is content without the vessel.
func TestMedia(t *testing.T) {
	rd := newReader(t)
	lines, err := rows("media.tsv", mediaTSV, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range lines {
		article := "a"
		if strings.ContainsAny(f[0][:1], "aeio") {
			article = "an"
		}
		r := read(t, rd, "The minister said in "+article+" "+f[0]+" that the border was closed.")
		if len(r.Claims) != 1 || r.Claims[0].Content.Text(r.Document.Text) != "the border was closed" {
			t.Errorf("media.tsv: %s\nread:\n%s", f[0], show(r))
		}
	}
}

// TestOutlets: each outlet, platform or noun is one that passes a claim on.
func TestOutlets(t *testing.T) {
	rd := newReader(t)
	lines, err := rows("outlets.tsv", outletsTSV, 2)
	if err != nil {
		t.Fatal(err)
	}
	bad := 0
	for _, f := range lines {
		var text string
		switch f[1] {
		case "noun":
			text = "The minister told a local " + f[0] + " that the border was closed."
		case "platform":
			text = "The minister said on " + title(f[0]) + " that the border was closed."
		default:
			text = "The minister told " + title(f[0]) + " that the border was closed."
		}
		r := read(t, rd, text)
		ok := false
		for _, c := range r.Claims {
			if c.Cue.Lemma == "tell" || c.Cue.Lemma == "say" {
				ok = ok || len(c.Sources) > 1 && strings.Contains(strings.ToLower(text), strings.ToLower(c.Sources[1].Extent.Text(text)))
			}
		}
		if !ok {
			bad++
			t.Logf("outlets.tsv: %s: %s\nread:\n%s", f[0], text, show(r))
		}
	}
	// The tagger does not know every short name for a noun.
	if bad*20 > len(lines) {
		t.Errorf("%d of %d outlets are not found", bad, len(lines))
	}
}

func title(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if len(words) == 1 && len(w) <= 4 || len(w) <= 3 && w != "the" && w != "del" && w != "di" && w != "le" && w != "el" && w != "al" {
			words[i] = strings.ToUpper(w)
		} else if w != "of" && w != "the" && w != "&" && w != "della" || i == 0 {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}
