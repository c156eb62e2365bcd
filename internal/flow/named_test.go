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
		{"many called by the name of one body", "The opposition Renewal Front said ten died.", "say", "The opposition Renewal Front", "Renewal Front"},
		{"a body that the engine takes for a place", "The ferry's operator, Sinar Bahari Lines, denied that the vessel had been overloaded. In a statement on Wednesday it said the manifest listed 78 passengers.", "say", "it", "Sinar Bahari Lines"},
		{"a capital for its government", "Washington is convinced that the talks have failed.", "convince", "Washington", "United States"},
		{"an office, a title and a name", "The union said so. \"They are asking us,\" its secretary-general, Dr Peter Wekesa, told a news conference.", "tell", "its secretary-general, Dr Peter Wekesa", "Peter Wekesa"},
		{"an agency of another sort", "\"We followed the rules,\" he was quoted as saying by the state news agency Antara. A harbour official said the weather agency had warned of waves.", "warn", "the weather agency", "the weather agency"},
		{"what is told of who speaks", "Chad, the only country to have recognised the Sahrani government, said it hoped the matter would be settled.", "say", "Chad, the only country to have recognised the Sahrani government", "Chad"},
		{"a name set behind those it is no name of", "Relatives of one of the men, Luis Marcano, denied he had ever smuggled drugs.", "deny", "Relatives of one of the men, Luis Marcano", "Relatives"},
		{"a dateline with a colon", "QUETTA: Nine passengers were shot dead, officials said.", "say", "officials", "officials"},
		{"a dateline in small letters", "Bogotá, Oct 3 (EFE).- President Ana Ruiz said talks would not resume.", "say", "President Ana Ruiz", "Ana Ruiz"},
		{"the second sentence of a headline", "Nine killed as gunmen storm bus in Quetta; BLA says it was behind attack\n\nNine passengers were shot dead.", "say", "BLA", "Baloch Liberation Army"},
		{"what is told of many read as what they do", "Three residents interviewed separately by this newspaper gave conflicting accounts: one spoke of bodies in the streets, another said the soldiers had withdrawn without a fight.", "give", "Three residents interviewed separately by this newspaper", "Three residents"},
		{"a body by the last word of its name", "Its spokeswoman, Mariam Koko, dismissed as \"propaganda\" a report by the Valley Monitor that civilians had been shot at a checkpoint.\n\nThe Monitor, a watchdog funded by Norway and Switzerland, stood by its report. \"We have the names of eleven victims,\" it wrote on Telegram.", "write", "it", "Valley Monitor"},
		{"a body that operates a ship", "The ship's operator, Danish firm Nordsund, confirmed that the crew were safe. It said one sailor had been treated for a broken arm.", "say", "It", "Nordsund"},
		{"one arm of the forces is not another", "The army of Lurania left the port on Monday. The navy said that it would stay.", "say", "The navy", "The navy"},
		{"nor is one that is named", "The Indian Navy seized a boat off Goa on Monday. The army said that it knew nothing of it.", "say", "The army", "The army"},
		{"by a description, after somebody unnamed asked", "Tom Ruiz spoke at a school on Thursday. A reporter asked if there should be a list. \"There should be a lot of systems,\" the businessman replied.", "reply", "the businessman", "Tom Ruiz"},
		{"whom the sentence before is about", "Japan's transport ministry said it was aware of the reports but declined to discuss a ransom.\n\nThe International Maritime Bureau has recorded 31 attacks in the gulf this year. It blames the rise on a lack of patrols.", "blame", "It", "International Maritime Bureau"},
		{"behind spoken words too", "Former governor Bill Haro agreed. \"I never begrudged it,\" he said of the vote.\n\nTom Ruiz himself seemed to see what it meant.\n\n\"Years from now you will look back. This was the moment,\" he recalled.", "recall", "he", "Tom Ruiz"},
		{"not the one who asks", "Tom Ruiz tried to explain himself on Sunday, when a reporter asked if he would resign. \"You know, the people understood what I meant,\" he replied.", "reply", "he", "Tom Ruiz"},
		{"the one who is told of", "In Lakeside on March 1, Ms. Alvarez was shocked by the reaction of the crowd, she said in an interview later.", "say", "she", "Alvarez"},
		{"nobody in particular", "Carla Fiori endorsed Ted Ramos on Wednesday. It is time to have a teacher in office. She predicted an easy win.", "predict", "She", "Carla Fiori"},
		{"by a description behind spoken words", "\"We are not winning,\" Hilda Ruiz said on Sunday. \"I think that is what we will hear. And there are some more steps we have to take.\"\n\nThe Democratic presidential front-runner argued that the country needed a new plan.", "argue", "The Democratic presidential front-runner", "Hilda Ruiz"},
		{"by an office that no one had yet", "The anti-tax Union Leader, a large newspaper, attacked Cruz.\n\nHarry Reyes blasted Rubio and defended Cruz in an interview. \"I think what Rubio has done is one of the worst things in politics that I have ever seen,\" the Senate minority leader argued.", "argue", "the Senate minority leader", "Harry Reyes"},
		{"of two of one family name who was called so", "Actor Clint Howe admitted that he had doubts. Howe, the younger brother of director Ron Howe, endorsed the plan in May. Howe argued that it was fair.", "argue", "Howe", "Clint Howe"},
		{"or who was named just now", "Hilda Ruiz won the vote in May, Ruiz's office said. The state has laws on voting. It reminded the campaign of them.\n\nBill Ruiz spoke with voters outside. A woman asked for a picture, and Ruiz replied that he had no time.", "reply", "Ruiz", "Bill Ruiz"},
		{"of a couple by a title", "The parents, Khuram and Shazala Mirza, spoke on Sunday. Mr. Mirza accused the party of lies. Ms. Mirza argued that she had not been asked.", "argue", "Ms. Mirza", "Shazala Mirza"},
		{"a slip in a name", "The book is by Gary Byrne, a former guard. Bryne argued that it was true.", "argue", "Bryne", "Gary Byrne"},
		{"no place speaks", "A flyer was sent to Nairobi on Monday. It argued that Kamau had lied.", "argue", "It", ""},
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
