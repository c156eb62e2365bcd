package claim

import (
	"slices"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

// TestEvents joins events with claims. Each trigger is a word of the text; wanted
// is who reports it, the outlet as "-", and how certain that claim is.
func TestEvents(t *testing.T) {
	rd := newReader(t)
	for _, c := range []struct {
		text, trigger string
		sources       string // of the claims that report it, in order
		content       string // of the first
		certainty     hearsay.Certainty
	}{
		{"Rebels attacked the port on Monday.", "attacked", "-", "Rebels attacked the port on Monday", hearsay.Certain},
		{"The army said that rebels attacked the port.", "attacked", "The army", "rebels attacked the port", hearsay.Certain},
		{"The army said after the attack that the port was safe.", "attack", "-", "The army said after the attack that the port was safe", hearsay.Certain},
		{"Rebels may have attacked the port.", "attacked", "-", "Rebels may have attacked the port", hearsay.Possible},
		{"Rebels apparently attacked the port.", "attacked", "-", "Rebels attacked the port", hearsay.Probable},
		{"The alleged attack closed the port.", "attack", "-", "The alleged attack closed the port", hearsay.Possible},
		{"Rebels are believed to have attacked the port.", "attacked", "-", "Rebels to have attacked the port", hearsay.Probable},
		{"Rebels attacked the port, and the police closed the road.", "attacked", "-", "Rebels attacked the port", hearsay.Certain},
		{"The army on Tuesday denied having attacked the port.", "attacked", "The army", "having attacked the port", hearsay.Certain},
		{"Doctors said the army denied that it attacked the port.", "attacked", "Doctors, the army", "the army denied that it attacked the port", hearsay.Certain},
		{"The army condemned the attack.", "condemned", "-", "The army condemned the attack", hearsay.Certain},
		{"The army condemned the attack.", "attack", "The army", "the attack", hearsay.Certain},
		{"It is not clear whether rebels attacked the port.", "attacked", "-", "whether rebels attacked the port", hearsay.Unknown},
		{"While rebels attacked the port, police closed the road.", "attacked", "-", "rebels attacked the port", hearsay.Certain},
	} {
		r := parse(t, c.text)
		at := strings.Index(c.text, c.trigger)
		span := hearsay.Span{Start: at, End: at + len(c.trigger)}
		head, _ := r.Syntax.TokensIn(span)
		r.Events = []hearsay.Event{{ID: "e1", Trigger: hearsay.Trigger{Extent: hearsay.OneSpan(span), Head: head}}}
		rd.Read(r)
		checkForm(t, r)
		var who []string
		var first *hearsay.Claim
		for i := range r.Claims {
			k := &r.Claims[i]
			if !slices.Contains(k.Events, "e1") {
				continue
			}
			if first == nil {
				first = k
			}
			name := "-"
			if len(k.Sources) > 0 {
				name = k.Sources[0].Extent.Text(c.text)
			}
			who = append(who, name)
		}
		if first == nil || strings.Join(who, ", ") != c.sources || oneLine(first.Content.Text(c.text)) != c.content || first.Certainty != c.certainty {
			t.Errorf("%s (%s)\nread:\n%s", c.text, c.trigger, show(r))
		}
	}
}

// TestStance: negation and hedges of the cue.
func TestStance(t *testing.T) {
	rd := newReader(t)
	for _, c := range []struct {
		text      string
		act       hearsay.Act
		certainty hearsay.Certainty
		polarity  hearsay.Polarity
	}{
		{"The army confirmed that the port was attacked.", hearsay.Confirm, hearsay.Certain, hearsay.Positive},
		{"The army did not confirm that the port was attacked.", hearsay.OtherSays, hearsay.Unknown, hearsay.Positive},
		{"The army denied that the port was attacked.", hearsay.Deny, hearsay.Certain, hearsay.Negative},
		{"The army did not deny that the port was attacked.", hearsay.OtherSays, hearsay.Unknown, hearsay.Positive},
		{"The army does not believe that the port was attacked.", hearsay.OtherSays, hearsay.Probable, hearsay.Negative},
		{"The army said the port may have been attacked.", hearsay.Say, hearsay.Possible, hearsay.Positive},
		{"The army said the port was probably attacked.", hearsay.Say, hearsay.Probable, hearsay.Positive},
		{"The army fears that the port was attacked.", hearsay.Warn, hearsay.Possible, hearsay.Positive},
		{"The army asked whether the port was attacked.", hearsay.Request, hearsay.Unknown, hearsay.Positive},
		{"The army vowed to attack the port.", hearsay.Promise, hearsay.Certain, hearsay.Positive},
		{"The army threatened to attack the port.", hearsay.Threaten, hearsay.Certain, hearsay.Positive},
		{"The army urged the rebels to leave the port.", hearsay.Request, hearsay.Unknown, hearsay.Positive},
		{"The army called for a truce at the port.", hearsay.Request, hearsay.Unknown, hearsay.Positive},
		{"The army rejected the report that the port was attacked.", hearsay.Deny, hearsay.Certain, hearsay.Negative},
	} {
		r := read(t, rd, c.text)
		if len(r.Claims) == 0 {
			t.Errorf("%s: no claim", c.text)
			continue
		}
		if k := r.Claims[0]; k.Act != c.act || k.Certainty != c.certainty || k.Polarity != c.polarity {
			t.Errorf("%s\nread:\n%s", c.text, show(r))
		}
	}
}

// TestSources: how many speak, whether they are named, who passed it on.
func TestSources(t *testing.T) {
	rd := newReader(t)
	for _, c := range []struct {
		text   string
		named  bool
		number int
		chain  string
	}{
		{"Two Kenyan officials said the road was open.", false, 2, "Two Kenyan officials"},
		{"A senior Iraqi official said the road was open.", false, 1, "A senior Iraqi official"},
		{"Officials said the road was open.", false, 0, "Officials"},
		{"Foreign ministry spokeswoman Ana Cruz said the road was open.", true, 1, "Foreign ministry spokeswoman Ana Cruz"},
		{"Chad's government said the road was open.", true, 1, "Chad's government"},
		{"Ana Cruz and Juan Paz said the road was open.", true, 2, "Ana Cruz and Juan Paz"},
		{"A general told Reuters that the road was open.", false, 1, "A general > Reuters"},
		{"The general said in an interview with Al Jazeera that the road was open.", false, 1, "The general > Al Jazeera"},
		{"State television quoted a general as saying the road was open.", false, 1, "a general > State television"},
		{"\"The road was open,\" the minister wrote on X.", false, 1, "the minister > X"},
		{"UN High Commissioner for Human Rights Volker Brandt said the road was open.", true, 1, "UN High Commissioner for Human Rights Volker Brandt"},
		{"State radio quoted army spokesman Adam Baraka as saying that the road was open.", true, 1, "army spokesman Adam Baraka > State radio"},
		{"State broadcaster MRTV quoted junta spokesman Zaw Min Tun as saying that the road was open.", true, 1, "junta spokesman Zaw Min Tun > State broadcaster MRTV"},
		{"A general was quoted by Xinhua as saying the road was open.", false, 1, "A general > Xinhua"},
		{"A statement from the ministry said the road was open.", false, 1, "A statement from the ministry"},
		{"The ministry's report said the road was open.", false, 1, "The ministry's report"},
		{"The road was open, the mayor said, Reuters reported.", false, 1, "the mayor > Reuters"},
	} {
		r := read(t, rd, c.text)
		ok := false
		for _, k := range r.Claims {
			var names []string
			for _, s := range k.Sources {
				names = append(names, s.Extent.Text(c.text))
			}
			ok = ok || strings.Contains(k.Content.Text(c.text), "road was open") && strings.Join(names, " > ") == c.chain && k.Sources[0].Named == c.named && k.Sources[0].Number == c.number
		}
		if !ok {
			t.Errorf("%s\nread:\n%s", c.text, show(r))
		}
	}
}
