package dateline

import (
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, line, agency string }{
		{"BOGOTA, Colombia (AP) — Troops left.", "BOGOTA, Colombia (AP) —", "AP"},
		{"LA PAZ, Bolivia, Sept. 8 (Reuters) — “No,” said Peru.", "LA PAZ, Bolivia, Sept. 8 (Reuters) —", "Reuters"},
		{"BEIJING, Oct. 3 (Xinhua) -- Troops left.", "BEIJING, Oct. 3 (Xinhua) --", "Xinhua"},
		{"NAIROBI - Kenya sent police.", "NAIROBI -", ""},
		{"GENEVA/NAIROBI (3 October 2025) – Troops left.", "GENEVA/NAIROBI (3 October 2025) –", ""},
		{"DUBAI/JERUSALEM, Oct 3 (Reuters) - Troops left.", "DUBAI/JERUSALEM, Oct 3 (Reuters) -", "Reuters"},
		{"KAMPALA, Uganda | Xinhua | Troops left.", "KAMPALA, Uganda | Xinhua |", ""},
		{"MOSCOW, October 3. /TASS/. Troops left.", "MOSCOW, October 3. /TASS/.", "TASS"},
		{"QUETTA: Nine passengers were killed.", "QUETTA:", ""},
		{"KAMPALA - \U0001F6A8 Troops left.", "KAMPALA -", ""},
		{"TARTU, Estonia -\n\nTroops left.", "TARTU, Estonia -", ""},
		{"TARTU, Est. /NARVA (ERR) -- Troops left.", "TARTU, Est. /NARVA (ERR) --", "ERR"},
		{"NEW DELHI/ISLAMABAD: Talks failed.", "NEW DELHI/ISLAMABAD:", ""},
		{"Bogotá, Oct 3 (EFE).- Troops left.", "Bogotá, Oct 3 (EFE).-", "EFE"},
		{"New Delhi, Oct 3 (PTI) Troops left.", "New Delhi, Oct 3 (PTI)", "PTI"},
		{"New Delhi [India], October 3 (ANI): Troops left.", "New Delhi [India], October 3 (ANI):", "ANI"},
		{"Gaza, 3 October 2025 – Troops left.", "Gaza, 3 October 2025 –", ""},
		{"Washington (CNN) — Troops left.", "Washington (CNN) —", "CNN"},
		{"Manila – Troops left.", "Manila –", ""},
		{"Nairobi, Kenya – Troops left.", "Nairobi, Kenya –", ""},
		{"(Reuters) - Troops left.", "(Reuters) -", "Reuters"},
		{"NAIROBI, May\u00a014\u00a0(Reuters)\u00a0-\u00a0Troops left.", "NAIROBI, May\u00a014\u00a0(Reuters)\u00a0-", "Reuters"},
		{"Nairobi,\u00a0Kenya\u00a0– Troops left.", "Nairobi,\u00a0Kenya\u00a0–", ""},
		{"Gaza, 3\u00a0October 2025 – Troops left.", "Gaza, 3\u00a0October 2025 –", ""},
		{"A headline\n\nBy A. Writer\n\n  LIMA — 12 people drowned.", "LIMA —", ""},

		{"NATO — founded in 1949 — met in Oslo.", "", ""},
		{"UN-backed troops left Mali.", "", ""},
		{"IRAN: We will answer.", "", ""},
		{"Nobody – The story of a town.", "", ""},
		{"The Left (GUE) – 41 seats.", "", ""},
		{"BREAKING: Troops left.", "", ""},
		{"EARLIER | Troops left.", "", ""},
		{"DATE: January 17", "", ""},
		{"JACKSON: I was there.\n\nLEE: When?\n\nJACKSON: In May.", "", ""},
		{"On May 3 (Monday) Troops left.", "", ""},
		{"QUETTA: said nobody.", "", ""},
		{"Quetta: Nine passengers", "", ""},
		{"", "", ""},
		{"LIMA —", "", ""},
	} {
		got, agency := "", ""
		for _, d := range Find(c.text) {
			got, agency = c.text[d.Start:d.End], c.text[d.Agency.Start:d.Agency.End]
			if strings.TrimSpace(c.text[d.End:d.Body]) != "" {
				t.Errorf("%q: %q before the sentence", c.text, c.text[d.End:d.Body])
			}
		}
		if got != c.line || agency != c.agency {
			t.Errorf("%q: %q of %q, not %q of %q", c.text, got, agency, c.line, c.agency)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("LIMA, Peru (AP) — Troops left.\n(AFP) - Troops left.\nMOSCOW, May 3. /TASS/. Troops left.")
	f.Add("New Delhi [India], October 3 (ANI): Troops\nQUETTA: \xff")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, d := range Find(text) {
			if d.Start < at || d.End <= d.Start || d.Body < d.End || d.Body >= len(text) || d.Agency.End > d.End {
				t.Errorf("%+v of %q", d, text)
			}
			at = d.Body
		}
	})
}
