package headline

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// words is a small dictionary: nouns, and words that are more than nouns.
var words = Words{
	Ordinary: func(w string) (noun, other bool) {
		in := func(list string) bool { return strings.Contains(" "+list+" ", " "+w+" ") }
		return in("army bandit bandits hostages court baker putin police nairobi air strike market death toll rates claims peter fire pace team car us split kills says denies denied rises judge tax notes summit turkey r trump"),
			in("kills rescues blocks denies denied says rises new free brown fire pace claims rates supreme us open split blames storm storms backs ordering planned turkey african trump")
	},
	Listed: func(w string) bool {
		return w == "Boko Haram" || w == "NATO" || w == "RED CROSS" || w == "KREMLIN" || w == "Kremlin" || w == "Nato"
	},
}

func TestPlain(t *testing.T) {
	const body = "\n\nThe court said on Monday that the Supreme Court of Lakeland had met. Judge Bello Banda Trump wrote that NATO was told. It met the IDF and Moyo Peter. The Team left.\n"
	for _, c := range []struct{ name, text, want string }{
		{"words of a dictionary", "Nigerian Army Kills 20 Bandits In Zamfara, Rescues Hostages", "Nigerian army kills 20 bandits in Zamfara, rescues hostages"},
		{"capitals", "ARMY KILLS 20 BANDITS IN ZAMFARA, RESCUES HOSTAGES", "Army kills 20 bandits in Zamfara, rescues hostages"},
		{"the report writes it small", "Banda Says Court Blocks Tax" + body, "Banda says court blocks tax" + body},
		{"the report writes it with a capital", "Bello Says Trump Denies Claims" + body, "Bello says Trump denies claims" + body},
		{"neighbours that both have capitals there", "Police Says Supreme Court Denies Claims" + body, "Police says Supreme Court denies claims" + body},
		{"an acronym of the report", "POLICE KILLS NATO HOSTAGES, ARMY SAYS" + body, "Police kills NATO hostages, army says" + body},
		{"a listed name", "Police Says Boko Haram Kills Hostages", "Police says Boko Haram kills hostages"},
		{"listed names in capitals", "POLICE BLAMES RED CROSS, KREMLIN AND NATO", "Police blames Red Cross, Kremlin and NATO"},
		{"states in capitals", "ARMY BLAMES US, UK AND SOUTH SUDAN; CAR IS OPEN", "Army blames US, UK and South Sudan; car is open"},
		{"a possessor in capitals", "ARMY BLAMES KENYA’S COURT, KENYA'S POLICE", "Army blames Kenya’s court, Kenya's police"},
		{"a compound that no dictionary has", "Banda Says Airstrike Kills Hostages", "Banda says airstrike kills hostages"},
		{"a town that is a common noun too", "Army Denies Nairobi Market Fire", "Army denies Nairobi market fire"},
		{"a family name behind a first name", "Army Says Peter Brown Denied Claims", "Army says Peter Brown denied claims"},
		{"a verb behind a first name", "New Tax: Peter Denies Claims", "New tax: Peter denies claims"},
		{"a family name behind an initial", "Army Blames George W. Brown Team", "Army blames George W. Brown team"},
		{"a state's letter", "Storms Open: Senator Banda (R-Texas) Blames Army", "Storms open: senator Banda (R-Texas) blames army"},
		{"a title before a name", "Army Blames President Zamfara Bello", "Army blames President Zamfara Bello"},
		{"months that are words", "Court Blocks May 5 Fire; Police May Open Market In March", "Court blocks May 5 fire; police may open market in March"},
		{"a number first", "1. ARMY KILLS HOSTAGES IN ZAMFARA", "1. Army kills hostages in Zamfara"},
		{"a line of names", "Dogo Baker, Sani Toll, Zamfara Notes, Musa Summit", "Dogo Baker, Sani Toll, Zamfara Notes, Musa Summit"},
		{"a byline", "By Peter Brown, Open Fire Team", "By Peter Brown, Open Fire Team"},
		{"a sentence with names", "Police Judge Peter Brown of the Supreme Court said that Denies Claims rose.", "Police Judge Peter Brown of the Supreme Court said that Denies Claims rose."},
		{"a sentence of names below", "Notes\n\nThe Supreme Court Says Peter Denies Claims.", "Notes\n\nThe Supreme Court Says Peter Denies Claims."},
		{"a headline that is one", "The Supreme Court Says Peter Denies Claims.", "The supreme court says Peter denies claims."},
		{"another headline below", "Notes\n\nArmy Denies Ordering Air Strike\n\nThe army denied it.", "Notes\n\nArmy denies ordering air strike\n\nThe army denied it."},
		{"a state that is a word", "Army Blames Turkey's Court", "Army blames Turkey's court"},
		{"a region", "Army Blames African Court", "Army blames African court"},
		{"an acronym of the report that no list has", "IDF KILLS HOSTAGES, ARMY SAYS" + body, "IDF kills hostages, army says" + body},
		{"a verb behind a name that the report has whole", "Moyo Peter Pace Court Rates" + body, "Moyo Peter pace court rates" + body},
		{"a small town that is a common noun", "Army Denies Summit Claims", "Army denies summit claims"},
		{"a capital that begins a sentence makes no neighbours", "Army Says The Team Denies Claims" + body, "Army says the Team denies claims" + body},
		{"a letter of another length stays", "ARMY DENİES RATES OF POLICE", "Army denİes rates of police"},
		{"few words", "Army Denies Claims", "Army Denies Claims"},
		{"letters that stay", "İstanbul Court Blocks New Tax", "İstanbul court blocks new tax"},
	} {
		if got := Plain(c.text, words); got != c.want {
			t.Errorf("%s:\n     %q\nnot  %q", c.name, got, c.want)
		}
	}
}

// TestEveryWord: each word of the classes is written as its class says, and would not be without it.
func TestEveryWord(t *testing.T) {
	// What is not listed is a verb for one dictionary and a name for the other.
	verbs := Words{Ordinary: func(string) (noun, other bool) { return true, true }}
	names := Words{Ordinary: func(w string) (noun, other bool) { return false, w == "army" || w == "denies" || w == "claims" }}
	for class, ws := range classes {
		for w := range ws {
			big := strings.ToUpper(w[:1]) + w[1:]
			line, want, known := "Army Denies "+big+" Claims", "Army denies "+big+" claims", verbs
			switch class {
			case "small":
				want, known = "Army denies "+w+" claims", names
			case "proper":
			case "month":
				line, want = "Army Denies "+big+" 4 Claims", "Army denies "+big+" 4 claims"
			case "dates":
				line, want = "Army Denies Claims "+big+" May", "Army denies claims "+w+" May"
			case "state":
				line, want = "ARMY DENIES "+strings.ToUpper(w)+" CLAIMS", "Army denies "+strings.ToUpper(w)+" claims"
			default:
				t.Fatalf("the class %q is not known", class)
			}
			if got := Plain(line, known); got != want {
				t.Errorf("%s: %q, not %q", class, got, want)
			}
			delete(ws, w)
			if Plain(line, known) == want {
				t.Errorf("%s: %q is written so without the list", class, w)
			}
			ws[w] = true
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("Army Kills 20 Bandits In Zamfara\n\nThe army said so. Zamfara is a state.")
	f.Add("ARMY’S KILLS ÉTÉ İSTANBUL ẞ ǅ\nǅ ẞ İ Ⱥ")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		got := Plain(text, words)
		if len(got) != len(text) || !utf8.ValidString(got) || strings.Count(got, "\n") != strings.Count(text, "\n") {
			t.Fatalf("%q of %q", got, text)
		}
		if a, b := []rune(text), []rune(got); len(a) != len(b) {
			t.Fatalf("%q of %q", got, text)
		}
	})
}
