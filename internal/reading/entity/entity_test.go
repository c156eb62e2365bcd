package entity

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/testkit"
)

var update = flag.Bool("update", false, "rewrite the expected parts of the case files")

// parse reads a text with the embedded pipeline.
func parse(t testing.TB, text string) *hearsay.Reading {
	t.Helper()
	return testkit.Reading(t, text, "")
}

func reader(t testing.TB) *Reader {
	t.Helper()
	r, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// show writes the entities one a line, their mentions behind them.
func show(r *hearsay.Reading) string {
	var b strings.Builder
	for _, e := range r.Entities {
		fmt.Fprintf(&b, "%s: %s", e.Kind, e.Name)
		if c := e.Codes.CAMEO; c != "" {
			fmt.Fprintf(&b, " [%s]", c)
		} else if e.Codes.Country != "" {
			fmt.Fprintf(&b, " (%s)", e.Codes.Country)
		}
		for i, m := range e.Mentions {
			sep := " | "
			if i == 0 {
				sep = " = "
			}
			text := strings.Join(strings.Fields(r.Syntax.Text[m.Start:m.End]), " ")
			b.WriteString(sep + text)
			if m.Form == hearsay.Nominal && m.Number != 1 {
				fmt.Fprintf(&b, " #%d", m.Number)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Each case file holds reports and, behind each, the entities expected of it.
// A line that begins with "#" in front of a report says what it is about.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	rd := reader(t)
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(a.Files); i += 2 {
			report, want := &a.Files[i], &a.Files[i+1]
			t.Run(filepath.Base(file)+"/"+report.Name, func(t *testing.T) {
				r := parse(t, strings.TrimSpace(string(report.Data)))
				rd.Read(r)
				if err := check(r); err != nil {
					t.Fatal(err)
				}
				got := show(r)
				if *update {
					want.Data = []byte(got)
					return
				}
				if d := cmp.Diff(string(want.Data), got); d != "" {
					t.Errorf("(-want +got)\n%s", d)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// What the rules must join and keep apart, whatever else they find: names that
// are one entity, and its kind.
func TestSame(t *testing.T) {
	rd := reader(t)
	for _, c := range []struct {
		text string
		kind hearsay.Kind
		same []string
	}{
		{"The Lake Chad Fishing Board (LCFB) met on Monday. LCFB members complained.", hearsay.Organization, []string{"Lake Chad Fishing Board", "LCFB"}},
		{"Peru will reopen its border, the Andean country said. The Republic of Peru signed the deal. Lima said it would pay.", hearsay.State, []string{"Peru", "the Andean country", "Republic of Peru", "Lima", "its"}},
		{"Amina Diallo, a spokeswoman for the ministry, resigned. Diallo said she was tired.", hearsay.Person, []string{"Amina Diallo", "a spokeswoman", "Diallo", "she"}},
		{"President Emil Novak met workers. Novak said he was sorry. The president left early.", hearsay.Person, []string{"Emil Novak", "Novak", "he", "The president"}},
		{"Reuters reported the deal. The news agency cited two people.", hearsay.Organization, []string{"Reuters", "The news agency"}},
		{"Troops entered Ethiopia's capital on Friday. Residents of Addis Ababa fled.", hearsay.PlaceKind, []string{"Ethiopia's capital", "Addis Ababa"}},
		{"Al-Shabab attacked a hotel in Mogadishu. The militant group said it had killed six officers.", hearsay.Organization, []string{"Al-Shabab", "The militant group", "it"}},
		{"The Sudanese army shelled the town. The military said its men had won.", hearsay.Organization, []string{"The Sudanese army", "The military", "its"}},
		{"Jordan's King Abdullah spoke to Tamer Nasser. \"I am hopeful,\" Nasser said.", hearsay.Person, []string{"Tamer Nasser", "Nasser", "I"}},
		{"Ahmed al-Masri, who is known as Abu Omar, was killed. Al-Masri led the unit.", hearsay.Person, []string{"Ahmed al-Masri", "who", "Abu Omar", "Al-Masri"}},
		{"A militia calling itself Ansar al-Din claimed the blast. It said it had more bombs.", hearsay.Organization, []string{"A militia", "Ansar al-Din", "It", "it"}},
		{"A priest who asked to be identified only as Father Emmanuel said he had fled. Emmanuel was tired.", hearsay.Person, []string{"A priest", "Emmanuel", "he", "Emmanuel"}},
		{"\"They sold us,\" shouted one man in a yellow helmet, who refused to give his name.", hearsay.Person, []string{"one man", "who", "his"}},
		{"Not everyone is opposed. Rosemary Leo, who runs a shop in Lakatoro, thinks the base will bring jobs. \"It is time,\" she says.", hearsay.Person, []string{"Rosemary Leo", "who", "she"}},
		{"Senator Walt Brenner denied it. The Ohio Republican, who is 58, blamed Democrats. Asked by a reporter for evidence, he walked away.", hearsay.Person, []string{"Walt Brenner", "The Ohio Republican", "who", "he"}},
		{"Chad's prime minister met miners on Monday. A pit was paid for by a foreign government. The government denied it.", hearsay.State, []string{"Chad", "The government"}},
		{"The mother of one of them, Private Juan Rojas, wept. \"He lost 14 kilos,\" Ana Rojas said. Rojas himself said he had been chained.", hearsay.Person, []string{"Private Juan Rojas", "Rojas", "he"}},
		{"The city of Goma fell to the rebels. Goma has two million residents.", hearsay.PlaceKind, []string{"The city of Goma", "Goma"}},
		{"Lena Maris, 34, was charged with arson. Her lawyer said Maris would plead not guilty.", hearsay.Person, []string{"Lena Maris", "Her", "Maris"}},
		{"Gov. Paulo Rios toured the valley. The governor promised aid.", hearsay.Person, []string{"Paulo Rios", "The governor"}},
		{"The Northern Rivers Authority, or NRA, closed the dam. NRA engineers found cracks.", hearsay.Organization, []string{"Northern Rivers Authority", "NRA"}},
		{"A spokesman for the militia, Omar Feki, denied it. Feki blamed the army.", hearsay.Person, []string{"A spokesman", "Omar Feki", "Feki"}},
		{"Sri Lanka asked for help on Monday. The island said its reserves had run out.", hearsay.State, []string{"Sri Lanka", "The island", "its"}},
		{"Fighting spread in Samangan province. Samangan has been calm for years.", hearsay.PlaceKind, []string{"Samangan province", "Samangan"}},
		{"Secretary of State Ruth Calder left for Oslo. Calder will meet the king.", hearsay.Person, []string{"Ruth Calder", "Calder"}},
		{"Crown Prince Tarik bin Said opened the port. The crown prince thanked the workers.", hearsay.Person, []string{"Prince Tarik bin Said", "The crown prince"}},
		{"Jana Brandt of the Lake Party won. The 62-year-old thanked her voters.", hearsay.Person, []string{"Jana Brandt", "The 62-year-old", "her"}},
		{"Boris Wendt, the oil giant Petrona's chairman, quit. The former minister gave no reason.", hearsay.Person, []string{"Boris Wendt", "The former minister"}},
		{"Peter Magyar led the march. Magyar said he was proud.", hearsay.Person, []string{"Peter Magyar", "Magyar", "he"}},
		{"The Japanese prime minister, Kenji Mori, called London. Mori said Japan would help.", hearsay.Person, []string{"The Japanese prime minister", "Kenji Mori", "Mori"}},
		{"The regime in Damascus fell, officials in Paris said. Syria held its breath.", hearsay.State, []string{"The regime", "Syria"}},
		{"Ghana's military said it had detained two officers. The armed forces gave no names.", hearsay.Organization, []string{"Ghana's military", "it", "The armed forces"}},
		{"UNICEF closed its office. The U.N. agency said staff were safe.", hearsay.Organization, []string{"UNICEF", "its", "The U.N. agency"}},
		{"The Hague and Moscow expelled diplomats. Russia called the step hostile.", hearsay.State, []string{"Moscow", "Russia"}},
		{"Kyiv is cold in winter. Ukraine said it needed coal.", hearsay.PlaceKind, []string{"Kyiv"}},
		{"Officers freed 12 hostages in the raid. The hostages had been held in a school.", hearsay.Group, []string{"12 hostages", "The hostages"}},
		{"Hamas-run Health Ministry officials counted the dead. The militant group blamed Israel.", hearsay.Organization, []string{"Hamas", "The militant group"}},
		{"The New Coast Railway said traffic had stopped. Trains of the railway carry salt.", hearsay.Organization, []string{"New Coast Railway"}},
		{"Mira Dahl's party, Green Shore, won. The Green Shore party will govern.", hearsay.Organization, []string{"Green Shore", "The Green Shore party"}},
		{"Officials of the European Union met. Ministers urged Brussels to lift the ban.", hearsay.Organization, []string{"European Union", "Brussels"}},
		{"The armed group Lantern of the Fens claimed the raid. Lantern of the Fens said its men were safe.", hearsay.Organization, []string{"Lantern of the Fens", "its"}},
		{"A spokesman for the Sons of the Marsh denied it. The Sons of the Marsh have 300 men.", hearsay.Organization, []string{"Sons of the Marsh"}},
		{"The Fen Patriots deny that their fighters ambushed a convoy on Monday. The group has 300 men.", hearsay.Organization, []string{"Fen Patriots", "their", "The group"}},
		{"Marvin J. Ogola said he would run. Marvin Ogola is 50. Mr. Ogola waved.", hearsay.Person, []string{"Marvin J. Ogola", "he", "Marvin Ogola", "Mr. Ogola"}},
		{"Thousands of the Rohingya fled on Monday. The Rohingya have no papers.", hearsay.Group, []string{"Rohingya"}},
		{"The President of the Senate, Ana Ruiz, left. Ruiz said she was tired.", hearsay.Person, []string{"Ana Ruiz", "Ruiz", "she"}},
		{"Villagers told the paper that men with torches came. At least four barns burned and many sheep are gone, they said.", hearsay.Group, []string{"Villagers", "they"}},
		{"Rosvent said it would leave the coalition on Monday.", hearsay.Organization, []string{"Rosvent", "it"}},
		{"Jana Olbrycht resigned on Monday. The minister wants her to leave.", hearsay.Person, []string{"Jana Olbrycht", "her"}},
		{"The harbour is busy. Last year it heard that Open Hands had bought two ships.", hearsay.Organization, []string{"Open Hands"}},
		{"The harbour is busy. Last year it heard that Fair Harbour had bought two ships.", hearsay.Organization, []string{"Fair Harbour"}},
		{"Superintendent of Police Asha Varma left Ranchi. Varma said two men were held.", hearsay.Person, []string{"Asha Varma", "Varma"}},
		{"The financial regulator BaNord opened an inquiry. BaNord said it was in touch with the firm.", hearsay.Organization, []string{"The financial regulator", "BaNord"}},
		{"Peru mourned the miners. The government of President Tomas Ibarra said nothing.", hearsay.State, []string{"Peru", "The government"}},
		{"A teacher who gave her name as Amna said the camp was full.", hearsay.Person, []string{"A teacher", "Amna"}},
		{"Peter Moyo won. Moyo said it was too late.", hearsay.Person, []string{"Peter Moyo", "Moyo"}},
		{"Mexico's government rejected the claim. Mexican officials gave no proof.", hearsay.State, []string{"Mexico", "Mexico's government", "Mexican"}},
	} {
		r := parse(t, c.text)
		rd.Read(r)
		if err := check(r); err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
		found := false
		for _, e := range r.Entities {
			have := map[string]bool{}
			for _, m := range e.Mentions {
				have[r.Syntax.Text[m.Start:m.End]] = true
			}
			all := e.Kind == c.kind
			for _, s := range c.same {
				all = all && have[s]
			}
			found = found || all
		}
		if !found {
			t.Errorf("%s: no %s has all of %q:\n%s", c.text, c.kind, c.same, show(r))
		}
	}
}

// TestOwnOutlet: "this newspaper" is the report's own, no other that it names.
func TestOwnOutlet(t *testing.T) {
	r := parse(t, "The Valley Post reported it on Monday. Ana Ruiz told this newspaper that she had voted no.")
	reader(t).Read(r)
	for _, e := range r.Entities {
		for _, m := range e.Mentions {
			if r.Syntax.Text[m.Start:m.End] == "this newspaper" && len(e.Mentions) > 1 {
				t.Errorf("%+v", e)
			}
		}
	}
}

// Swapping the sides' names must change nothing but the names. The tree is held
// fast, so that the rules alone are judged.
func TestEvenHanded(t *testing.T) {
	rd := reader(t)
	text := "Officials in Israel accused Iran of the attack. Israeli officials said Iranian forces had fired. \"We will answer,\" a senior Iranian official said. Israel's government met, and Iran said it was ready."
	sides := [][4]string{{"Israel", "Israeli", "Iran", "Iranian"}, {"Iran", "Iranian", "Israel", "Israeli"}, {"Ukraine", "Ukrainian", "Russia", "Russian"}, {"Russia", "Russian", "Ukraine", "Ukrainian"},
		{"Armenia", "Armenian", "Azerbaijan", "Azerbaijani"}, {"Kenya", "Kenyan", "Somalia", "Somali"}, {"Peru", "Peruvian", "Chile", "Chilean"}, {"India", "Indian", "Pakistan", "Pakistani"}}
	base := parse(t, text)
	shape := func(to [4]string) string {
		r := swapped(base.Syntax, map[string]string{"Israel": to[0], "Israeli": to[1], "Iran": to[2], "Iranian": to[3]})
		rd.Read(r)
		var b strings.Builder
		for _, e := range r.Entities {
			fmt.Fprintf(&b, "%s %v:", e.Kind, e.Codes.Sectors)
			for _, m := range e.Mentions {
				fmt.Fprintf(&b, " %d-%d %s %d %s;", m.First, m.TokenEnd, m.Form, m.Number, m.By)
			}
			b.WriteByte('\n')
		}
		return b.String()
	}
	want := shape(sides[0])
	if strings.Count(want, "state [") != 2 {
		t.Fatalf("two states expected:\n%s", want)
	}
	for _, s := range sides[1:] {
		if d := cmp.Diff(want, shape(s)); d != "" {
			t.Errorf("%s and %s are read another way: %s", s[0], s[2], d)
		}
	}
}

// swapped rebuilds a syntax with other words in some tokens' places.
func swapped(s *hearsay.Syntax, words map[string]string) *hearsay.Reading {
	out := &hearsay.Syntax{}
	var b strings.Builder
	toks := append([]hearsay.Token(nil), s.Tokens...)
	for i := range toks {
		w := s.TextOf(i)
		if to, ok := words[w]; ok {
			w = to
		}
		toks[i].Start = b.Len()
		b.WriteString(w)
		toks[i].End = b.Len()
		if toks[i].Spaced {
			b.WriteByte(' ')
		}
	}
	out.Reset(b.String())
	out.Tokens = append(out.Tokens, toks...)
	out.Link()
	return &hearsay.Reading{Document: &hearsay.Document{Text: out.Text}, Syntax: out}
}

func TestReadIsDeterministicAndShared(t *testing.T) {
	rd := reader(t)
	text := "PRAGUE (AP) - Czech police said Petr Dvorak, 44, was held. He denied it. The man's lawyer, Jana Kral, told Radio Praha that she would appeal to the Supreme Court."
	one := parse(t, text)
	rd.Read(one)
	var wg sync.WaitGroup
	for range 4 {
		r := parse(t, text)
		wg.Add(1)
		go func() {
			defer wg.Done()
			rd.Read(r)
			if d := cmp.Diff(one.Entities, r.Entities); d != "" {
				t.Error(d)
			}
		}()
	}
	wg.Wait()
}

// TestByFamily: a name that the engine takes for a body's is a person's where the second of its words alone is; one whose word for a body tells so is not.
func TestByFamily(t *testing.T) {
	for text, want := range map[string]hearsay.Kind{
		"Corin Vossen backed the mayor on Monday. Vossen said nothing else.":         hearsay.Person,
		"Corin Vossen backed the mayor on Monday. Nobody said anything else.":        hearsay.Organization,
		"Vossen Ministry staff backed the mayor on Monday. Vossen said nothing new.": hearsay.Organization,
	} {
		r := parse(t, text)
		for i := range r.Syntax.Tokens[:2] {
			r.Syntax.Tokens[i].Ent = []string{"B-ORG", "I-ORG"}[i]
		}
		for i := range r.Syntax.Tokens {
			if i > 1 && r.Syntax.TextOf(i) == "Vossen" {
				r.Syntax.Tokens[i].Ent = "B-PERSON"
			}
		}
		reader(t).Read(r)
		if len(r.Entities) == 0 || r.Entities[0].Kind != want {
			t.Errorf("%s\n%s", text, show(r))
		}
	}
}

func TestEmpty(t *testing.T) {
	rd := reader(t)
	for _, text := range []string{"", " ", "\n\n", ".", "\"", "(", "The the the"} {
		r := parse(t, text)
		rd.Read(r)
		if err := check(r); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// Any text gives mentions within it, sorted, with ids of their own.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"Kenya (KEN) — said \"I\" (", "President Presidents of of the U.N. (UN) it its.", "“He said ‘it’” the group (AP) -", "a\x00b\xffc The The's 's", "MANILA (AFP) - X. Mr. Mr. and and"} {
		f.Add(s)
	}
	rd := reader(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		r := parse(t, text)
		rd.Read(r)
		if err := check(r); err != nil {
			t.Error(err)
		}
	})
}

// Any tree, even one with loops or heads across sentences, is read without a panic.
func FuzzTree(f *testing.F) {
	f.Add("The Kenyan president of the U.N. ( UN ) said it , who \" he \" Ana Lopez Mr. Lopez group", []byte{1, 2, 3, 9, 40, 7})
	rd := reader(f)
	tags := []string{"NNP", "NN", "NNS", "JJ", "PRP", "PRP$", "DT", "IN", "VBD", "CD", "WP", "WDT", "POS", "_SP", "-LRB-", "."}
	poss := []string{"PROPN", "NOUN", "NOUN", "ADJ", "PRON", "PRON", "DET", "ADP", "VERB", "NUM", "PRON", "PRON", "PART", "SPACE", "PUNCT", "PUNCT"}
	deps := []string{"nsubj", "dobj", "pobj", "prep", "compound", "amod", "appos", "conj", "relcl", "ccomp", "poss", "attr", "ROOT", "det", "punct", "advcl"}
	ents := []string{"O", "B-PERSON", "I-PERSON", "B-ORG", "I-ORG", "B-GPE", "B-NORP", "O"}
	f.Fuzz(func(t *testing.T, text string, seed []byte) {
		if len(text) > 400 || len(seed) == 0 {
			return
		}
		s := &hearsay.Syntax{}
		s.Reset(text)
		at, k := 0, 0
		next := func(n int) int {
			v := int(seed[k%len(seed)]) + k*7
			k++
			return v % n
		}
		words := strings.Fields(text)
		for _, w := range words {
			start := at + strings.Index(text[at:], w)
			at = start + len(w)
			c := next(len(tags))
			s.Tokens = append(s.Tokens, hearsay.Token{Span: hearsay.Span{Start: start, End: at}, Tag: tags[c], Pos: poss[c], Dep: deps[next(len(deps))], Lemma: strings.ToLower(w), Ent: ents[next(len(ents))], Head: next(len(words)), SentStart: next(9) == 0})
		}
		s.Link()
		r := &hearsay.Reading{Document: &hearsay.Document{Text: text}, Syntax: s}
		rd.Read(r)
		if err := check(r); err != nil {
			t.Error(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	rd := reader(b)
	text, err := os.ReadFile("testdata/conflict.txtar")
	if err != nil {
		b.Fatal(err)
	}
	for _, times := range []int{1, 10, 100} {
		base := parse(b, strings.Repeat(string(text), times))
		b.Run(fmt.Sprintf("%d-tokens", len(base.Syntax.Tokens)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := &hearsay.Reading{Document: base.Document, Syntax: base.Syntax}
				rd.Read(r)
			}
			b.ReportMetric(float64(len(base.Syntax.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

// A user's dictionary loads as it is, its synonyms are one entity, and it goes
// before the program's own lists.
func TestLoadPETRARCH(t *testing.T) {
	d, err := LoadPETRARCH(strings.NewReader("RIVER_GUARD_ [KENREB]\n+GUARDS_OF_THE_RIVER_\nREUTERS_ [GBRMED]\n"))
	if err != nil {
		t.Fatal(err)
	}
	rd, err := New(d)
	if err != nil {
		t.Fatal(err)
	}
	r := parse(t, "The River Guard fired on a boat, Reuters said. The Guards of the River denied it.")
	rd.Read(r)
	got := show(r)
	for _, want := range []string{"[KENREB] = River Guard | Guards of the River", "Reuters [GBRMED]"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing:\n%s", want, got)
		}
	}
	if _, err := LoadPETRARCH(strings.NewReader("# nothing\n")); err == nil {
		t.Error("an empty dictionary gives no error")
	}
}
