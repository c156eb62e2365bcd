package flow_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hearsay/hearsay"
)

// TestTurns: in interviews and transcripts each says what stands behind his name or letter, and is "I" in it; "we" of a body's own statement is that body.
func TestTurns(t *testing.T) {
	rd, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, outlet, text string
		want               []string // nearest source, what is put forward
		not                string   // put forward by nobody
	}{
		{"questions and answers", "", "'I never saw the list': the former minister on the leak\n\nMarta Vinter ran the ministry for three years. She spoke to Jonas Bratt in Lund.\n\n" +
			"Q: Did you know that journalists were on the list?\nA: I never saw it. I told parliament that I had signed nothing.\n\nQ: Will you testify?\nA: Yes. I will answer every question.\n",
			[]string{"Marta Vinter: I never saw it. I told parliament that I had signed nothing", "Marta Vinter: I had signed nothing", "Marta Vinter: Yes. I will answer every question"}, "journalists"},
		{"nobody is named", "", "Question: Has the dam burst?\n\nAnswer: Nobody has told us that it has.\n", []string{": Nobody has told us that it has"}, ""},
		{"a letter alone is no answer", "", "Two plans were presented.\n\nA: The dam is raised.\n\nB: The town is moved.\n", nil, "dam"},
		{"a transcript", "", "Transcript: Evening Line, 3 March\n\nJONAS BRATT: The agency says that you signed the order.\n\nMARTA VINTER: I told parliament that I had signed nothing. They accuse me of lying, and I reject that.\n\nJONAS BRATT: Will you resign?\n\nMARTA VINTER: I have no reason to.\n",
			[]string{"JONAS BRATT: The agency says that you signed the order", "The agency: you signed the order", "MARTA VINTER: I told parliament that I had signed nothing. They accuse me of lying, and I reject that", "MARTA VINTER: I had signed nothing", "MARTA VINTER: that", "MARTA VINTER: I have no reason to"}, "Will you"},
		{"who is asked is a person with a name", "", "Halden Institute was founded in 1980. It runs the dam, and its engineers say it is safe. A nurse left her house, and took her son. Marta Vinter leads it.\n\nQ: Is it safe?\n\nA: I believe that it will hold. Asked by Bo Li, Bo Li's wife and Bo Li's son, they said so.\n",
			[]string{"Marta Vinter: it will hold"}, ""},
		{"another's \"I\" in a turn", "", "MARTA VINTER: The mayor said, \"I accept the plan.\"\n\nJONAS BRATT: He did.\n", []string{"The mayor: the plan"}, ""},
		{"no name before a colon", "", "The spokesman: the army killed nine rebels in Mopti on Monday.\n", []string{": The spokesman: the army killed nine rebels in Mopti on Monday"}, ""},
		{"a quotation's \"we\"", "Relief Without Walls", "The square was empty.\n\n\"We demand water.\"\n\nNobody came.\n", []string{"We: water"}, ""},
		{"a charity's statement", "Relief Without Walls", "We condemn the attack on our clinic in Tarmol, which killed two nurses.\n\n\"We will not leave,\" said Ines Cardoso, our head of mission. The Tarmol Front said: \"We have hit nothing.\"\n",
			[]string{"Relief Without Walls: the attack on our clinic in Tarmol", "Ines Cardoso: We will not leave", "Tarmol Front: We have hit nothing"}, ""},
		{"a label is no part of what is claimed", "", "CLAIM: Kenya's electoral commission deleted a million voters, according to a post shared on Facebook.\n",
			[]string{"a post shared on Facebook: Kenya's electoral commission deleted a million voters"}, ""},
	} {
		r, err := rd.Read(context.Background(), &hearsay.Document{Text: c.text, Outlet: c.outlet, Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		name := map[string]string{}
		for _, e := range r.Entities {
			name[e.ID] = e.Name
		}
		var got []string
		for _, x := range r.Claims {
			who := ""
			if len(x.Sources) > 0 {
				who = x.Sources[0].Label
				if id := x.Sources[0].Entity; id != "" {
					who = name[id]
				} else if who == "" && x.By != "claim/colon" {
					who = x.Sources[0].Extent.Text(c.text)
				}
			}
			content := x.Content.Text(c.text)
			got = append(got, fmt.Sprintf("%s: %s", who, content))
			if c.not != "" && strings.Contains(content, c.not) {
				t.Errorf("%s: %q is put forward", c.name, content)
			}
		}
		for _, w := range c.want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: no %q in %q", c.name, w, got)
			}
		}
	}
}
