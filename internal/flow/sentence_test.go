package flow_test

import (
	"context"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

// TestSentences: who says what, claim by claim in order of the text ("source: content, act"), and nothing more but what the outlet tells itself.
func TestSentences(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		// Who says nothing.
		{"The company would not comment.", "The company: comment, other"},
		{"The consulate has yet to respond.", "The consulate: respond, other"},
		{"A spokesman had no comment.", "A spokesman: comment, other"},
		{"The judge did not reply to questions.", "The judge: questions, other"},
		{"The mayor refused to comment.", "The mayor: to comment, other"},
		{"The captain refused to leave the ship.", "The captain: to leave the ship, deny"},
		{"The firm said it had found a leak but did not elaborate.", "The firm: it had found a leak, say; The firm: elaborate, other"},
		{"He conceded that two officers had been suspended but would not say why.", "He: two officers had been suspended, confirm; He: why, other"},
		{"The minister would not be drawn on the talks.", "The minister: the talks, other"},
		{"She stopped short of saying who was responsible.", "She: who was responsible, other"},
		{"The army was unable to say how many had died.", "The army: how many had died, other"},
		{"We are not in a position to say who is responsible.", "We: who is responsible, other"},
		{"When did you learn that the gates had been opened?", ""},
		// Whose words end where.
		{"Analysts believe neither side wants a war, but warn that accidents can happen.", "Analysts: neither side wants a war, other; Analysts: accidents can happen, warn"},
		{"Analyst Ana Ruiz went further: she advised clients to sell.", "Analyst Ana Ruiz: she advised clients to sell, say; she: clients to sell, request"},
		{"Phiri cautioned that the figure was low. It was unclear, she said, how many had been infected twice.", "Phiri: the figure was low, warn; she: It was unclear how many had been infected twice, say"},
		{"Kenya said at the time that it had asked no one to mediate.", "Kenya: it had asked no one to mediate, say"},
		{"She says she called the office on Friday to report cracks.", "She: she called the office on Friday to report cracks, say; she > She: cracks, say"},
		{"Asked whether it would allow an inquiry, a rebel adviser, Ana Ruiz, said it had nothing to hide.", "a rebel adviser, Ana Ruiz: it had nothing to hide, say"},
		{"Mali's council voted to dismiss Prime Minister Amadou Keita, seven of its nine members told The Valley Journal.", "seven of its nine members > The Valley Journal: Mali's council voted to dismiss Prime Minister Amadou Keita, say; Mali's council > seven of its nine members > The Valley Journal: to dismiss Prime Minister Amadou Keita, announce"},
		{"Two killed as rebels, army trade fire in the north - sources", "sources: Two killed as rebels, army trade fire in the north, say"},
		{"Mine owner knew of gas before blast that killed 31, inquiry told", "inquiry: Mine owner knew of gas before blast that killed 31, other"},
		{"The army said it hit a depot, which the rebels called a lie.", "The army: it hit a depot, say; the rebels: it hit a depot, deny"},
		{"Villagers said troops burned the barns, which a spokesman denied.", "Villagers: troops burned the barns, say; a spokesman: troops burned the barns, deny"},
		{"Israel says it takes steps to avoid harming civilians and accuses Hamas of hiding among them, which Hamas denies.",
			"Israel: it takes steps to avoid harming civilians, say; Israel: Hamas of hiding among them, accuse; Hamas: Hamas of hiding among them, deny"},
		{"Qatar, which is mediating with Egypt and the United States, condemned the attack.", "Qatar, which is mediating with Egypt and the United States: the attack, condemn"},
		{"\"They shot him,\" Ama Keita said. Her sister said there had been no warning. \"They came at night and took him away.\"", "Ama Keita: They shot him, say; Her sister: They came at night and took him away, say; Her sister: there had been no warning, say"},
		{"The bank said its losses had grown, and promised to close branches.", "The bank: its losses had grown, say; The bank: to close branches, promise"},
		{"The envoy did not dispute the figures but said the rebels had fled.", "The envoy: the rebels had fled, say; The envoy: the figures, other"},
		{"Kenya rejected a report that police had shot ten people, calling it a lie and insisting that officers had acted within the law.", "Kenya: a report that police had shot ten people, calling it a lie, deny; Kenya: officers had acted within the law, claim; Kenya: it a lie, deny"},
		{"She had gone to the prosecutor to ask for proof that he was alive.", "She: proof that he was alive, request"},
		{"Four people were killed when troops shelled a bridge, two officials told the Steppe Monitor, one more than the border service has confirmed.", "two officials > the Steppe Monitor: Four people were killed when troops shelled a bridge, say"},
		// Who passes on whose words.
		{"The state newspaper, quoting an unnamed official, reported that the driver had been arrested.", "The state newspaper: the driver had been arrested, say; an unnamed official > The state newspaper: the driver had been arrested, say"},
		{"The agency, citing two diplomats, said the talks had failed.", "The agency: the talks had failed, say; two diplomats > The agency: the talks had failed, say"},
		{"He dismissed rumours circulating on Facebook that the bus had exploded.", "He: rumours circulating on Facebook that the bus had exploded, deny"},
		{"Colombia's foreign minister, Laura Restrepo, called for his release, and Brazil said it was \"following the case with concern\".",
			"Colombia's foreign minister, Laura Restrepo: his release, request; Brazil: it was \"following the case with concern\", say"},
		{"The trade ministry disputes that figure, saying that its own data show less than half of that amount, and has threatened to sue the group.",
			"The trade ministry: its own data show less than half of that amount, say; The trade ministry: to sue the group, threaten; The trade ministry: that figure, deny"},
		{"He has refused to name the donor, and his own finance minister, in remarks to parliament that were struck from the record, admitted that she did not know.",
			"He: to name the donor, deny; his own finance minister: she did not know, confirm"},
		{"Asked by a reporter for evidence, he walked away.", "a reporter: evidence, request"},
		{"A former aide recalls being \"terrified to be alone with him\".", "A former aide: being \"terrified to be alone with him\", say"},
		{"Gov. Amy Sandoval said she could no longer support him.", "Gov. Amy Sandoval: she could no longer support him, say; she: him, other"},
		// What is no claim.
		{"The army said its forces had hit energy facilities that support the rebels.", "The army: its forces had hit energy facilities that support the rebels, say"},
		{"The spokesman was asked on Monday about reports that Moscow had offered to withdraw.", "Moscow: to withdraw, promise"},
		{"A group calling itself the Black Lions claimed responsibility for the blast.", "A group calling itself the Black Lions: responsibility for the blast, claim"},
		{"The governor called himself a reformer.", "The governor: himself a reformer, other"},
		// Quotations.
		{"\"There was no landslide. None,\" said Sita Gurung.", "Sita Gurung: There was no landslide. None, say"},
		{"'It was like an earthquake': survivors describe blast in Beira", "survivors: It was like an earthquake, say; survivors: blast in Beira, say"},
		{"\"Let them charge him,\" said Carmen Urdaneta. \"If not, let him go home.\" She vowed to go on.", "Carmen Urdaneta: Let them charge him If not, let him go home, say; She: to go on, promise"},
	} {
		r, err := rd.Read(context.Background(), &hearsay.Document{Language: "en", Text: c.text})
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for _, k := range r.Claims {
			if k.Manner == hearsay.Narration {
				continue
			}
			var by []string
			for _, s := range k.Sources {
				by = append(by, s.Extent.Text(c.text))
			}
			have = append(have, strings.Join(by, " > ")+": "+k.Content.Text(c.text)+", "+string(k.Act))
		}
		if got := strings.Join(have, "; "); got != c.want {
			t.Errorf("%s\nhave %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestRest: words that stand in no claim, of which the head is sure that they tell who says what, are one.
func TestRest(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	text := "There is a widespread view that the vote was rigged."
	r, err := rd.Read(context.Background(), &hearsay.Document{Language: "en", Text: text})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Claims) != 1 || r.Claims[0].Content.Text(text) != "the vote was rigged" || r.Claims[0].Certainty != hearsay.Unknown || r.Claims[0].Manner != hearsay.Narration {
		t.Errorf("%+v", r.Claims)
	}
}
