package entity

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// TestWords: what each word of some classes of words.tsv does to a sentence.
func TestWords(t *testing.T) {
	rd := reader(t)
	read := func(text string) *hearsay.Reading {
		r := parse(t, text)
		rd.Read(r)
		return r
	}
	named := func(r *hearsay.Reading, name string) *hearsay.Entity {
		for i := range r.Entities {
			for _, m := range r.Entities[i].Mentions {
				if r.Syntax.Text[m.Start:m.End] == name {
					return &r.Entities[i]
				}
			}
		}
		return nil
	}
	each := func(class string, test func(word string)) {
		words := slices.Sorted(maps.Keys(rd.x.words[class]))
		if len(words) == 0 {
			t.Errorf("words.tsv has no class %s", class)
		}
		for _, w := range words {
			test(w)
		}
	}
	each("minded", func(w string) {
		text := "Washington is " + w + " that the talks have failed."
		if e := named(read(text), "Washington"); e == nil || e.Kind != hearsay.State {
			t.Errorf("minded: %s: Washington is no state", text)
		}
	})
	for lemma, classes := range rd.x.verbs {
		if !strings.Contains(classes, "besieged ") {
			continue
		}
		past := map[string]string{"overrun": "overran"}[lemma]
		if past == "" {
			past = strings.TrimSuffix(lemma, "e") + "ed"
		}
		if e := named(read("The rebels "+past+" Krasnohorivka on Monday."), "Krasnohorivka"); e == nil || e.Kind != hearsay.PlaceKind {
			t.Errorf("besieged: %s: %+v", past, e)
		}
	}
	each("legalform", func(w string) {
		form := map[string]string{"gmbh": "GmbH", "ag": "AG", "plc": "PLC", "llc": "LLC"}[w]
		if form == "" {
			form = strings.ToUpper(w[:1]) + w[1:]
		}
		text := "The maker Volkmann " + form + " lost the case. Volkmann says the workers are wrong."
		if e := named(read(text), "Volkmann"); e == nil || e.Kind != hearsay.Organization || len(e.Mentions) < 2 {
			t.Errorf("legalform: %s: %+v", text, e)
		}
	})
	each("saysfirst", func(w string) {
		word := strings.ToUpper(w[:1]) + w[1:]
		text := "Maria Ruiz spoke in Lima.\n\n" + word + " Ruiz: \"The roads are safe.\"\n\nRuiz left."
		for _, e := range read(text).Entities {
			if strings.HasPrefix(e.Name, word) {
				t.Errorf("saysfirst: %q is the name of somebody", e.Name)
			}
		}
	})
	each("imagined", func(w string) {
		text := map[string]string{
			"if": "If a teacher wins, taxes will fall", "unless": "Unless a teacher wins, taxes will fall", "whether": "Voters wondered whether a teacher had a chance", "to": "It is time to have a teacher in office",
		}[w]
		if text == "" {
			text = "The city " + w + " have a teacher in office"
		}
		text = "Carla Fiori endorsed Ted Ramos on Wednesday. " + text + ". She predicted an easy win."
		if e := named(read(text), "She"); e == nil || e.Name != "Carla Fiori" {
			t.Errorf("imagined: %s: she is %+v", text, e)
		}
	})
	each("bodiesseat", func(w string) {
		if w == "hague" {
			w = "the hague"
		}
		text := strings.ToUpper(w) + " (AP) - Fighters burned two villages, a panel said. The government denied that it had armed them."
		if e := named(read(text), "The government"); e == nil || e.Kind == hearsay.State {
			t.Errorf("bodiesseat: %s: the government is %+v", text, e)
		}
	})
	each("branch", func(w string) {
		text := "The army left the port on Monday. The " + w + " said that it would stay."
		if e := named(read(text), "The "+w); e == nil || e == named(read(text), "The army") || len(e.Mentions) > 2 || e.Name != "The "+w {
			t.Errorf("branch: %s: %+v", text, e)
		}
	})
	each("allforces", func(w string) {
		text := "The navy left the port on Monday. The " + w + " said that it would come back."
		if e := named(read(text), "The "+w); e == nil || e.Name != "The navy" {
			t.Errorf("allforces: %s: %+v", text, e)
		}
	})
	each("bodyrole", func(w string) {
		text := "The ship's " + w + ", Danish firm Nordsund, confirmed that the crew were safe. It said that nobody was hurt."
		e := named(read(text), "The ship's "+w)
		if e == nil || e.Kind != hearsay.Organization || e != named(read(text), "Nordsund") && e.Name != "Nordsund" {
			t.Errorf("bodyrole: %s: %+v", text, e)
		}
	})
	each("stateseat", func(w string) {
		var o *org
		for _, one := range rd.x.orgs {
			if strings.ToLower(one.name) == w {
				o = one
			}
		}
		if o == nil {
			t.Errorf("stateseat: organizations.tsv has no %s", w)
			return
		}
		all := gazetteer.Countries()
		land := all[slices.IndexFunc(all, func(c gazetteer.Country) bool { return c.ISO3 == o.country })]
		text := land.Name + " closed the border. The " + o.name + " said that it would stay closed."
		a, b := named(read(text), land.Name), named(read(text), o.name)
		if a == nil || b == nil || a.ID != b.ID {
			t.Errorf("stateseat: %s: not one", text)
		}
	})
}
