package flow_test

import (
	"context"
	"testing"

	"github.com/hearsay/hearsay"
)

// TestWhoSays: the source of a claim, and the entity that it is, where the tree reads something else.
func TestWhoSays(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text, lemma, source, entity string }{
		{"a listed name whose first word is read as a verb", "Save the Children estimated that 9,000 pupils were among the displaced.", "estimate", "Save the Children", "Save the Children"},
		{"a title without a comma", "\"It is shocking,\" UN High Commissioner for Human Rights Volker Brandt said.", "say", "UN High Commissioner for Human Rights Volker Brandt", "Volker Brandt"},
		{"what is told of who speaks", "Chad, the only country to have recognised the Sahrani government, said it hoped the matter would be settled.", "say", "Chad, the only country to have recognised the Sahrani government", "Chad"},
		{"a name set behind those it is no name of", "Relatives of one of the men, Luis Marcano, denied he had ever smuggled drugs.", "deny", "Relatives of one of the men, Luis Marcano", "Relatives"},
		{"a dateline with a colon", "QUETTA: Nine passengers were shot dead, officials said.", "say", "officials", "officials"},
		{"a dateline in small letters", "Bogotá, Oct 3 (EFE).- President Ana Ruiz said talks would not resume.", "say", "President Ana Ruiz", "Ana Ruiz"},
		{"the second sentence of a headline", "Nine killed as gunmen storm bus in Quetta; BLA says it was behind attack\n\nNine passengers were shot dead.", "say", "BLA", "Baloch Liberation Army"},
	} {
		r, err := rd.Read(context.Background(), &hearsay.Document{Language: "en", Text: c.text})
		if err != nil {
			t.Fatal(err)
		}
		source, entity := "", ""
		for _, k := range r.Claims {
			if k.Cue.Lemma == c.lemma && len(k.Sources) > 0 {
				source = k.Sources[0].Extent.Text(c.text)
				for _, e := range r.Entities {
					if e.ID == k.Sources[0].Entity {
						entity = e.Name
					}
				}
				break
			}
		}
		if source != c.source || entity != c.entity {
			t.Errorf("%s: %q, who is %q; not %q, who is %q", c.name, source, entity, c.source, c.entity)
		}
	}
}
