package dup

import (
	"strings"
	"testing"
)

// Each line of agencies.tsv carries a credit that must be read.
func TestAgencyOfEachLine(t *testing.T) {
	n := 0
	for i, line := range strings.Split(agenciesTSV, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			t.Errorf("line %d has %d columns, not 4", i+1, len(f))
			continue
		}
		n++
		if got := Agency(f[3]); got != f[0] {
			t.Errorf("line %d: %q credits %q, want %q", i+1, f[3], got, f[0])
		}
	}
	if n < 100 {
		t.Errorf("only %d agencies", n)
	}
}

func TestAgencyForms(t *testing.T) {
	long := "VELDRA — The council of Veldra voted on Monday to close the old bridge, which engineers had called unsafe since the spring floods.\n\n" +
		"\"We had no choice,\" the mayor, Odile Branco, told residents (some of whom had asked for a ferry).\n\n"
	for _, c := range []struct{ text, want string }{
		{long, ""},
		{long + "The Associated Press contributed to this report.", "AP"},
		{long + "Associated Press writer Lena Orsk in Tollin contributed to this report.", "AP"},
		{long + "Reuters and AFP contributed to this report.", "Reuters"},
		{long + "(Reporting by Ana Lopo and Ed Sumner; Editing by Kim Aro)", "Reuters"},
		{long + "(Reporting by Ana Lopo; additional reporting by Ben Tal; Editing by Kim Aro)", "Reuters"},
		{long + "© 2019 Thomson Reuters", "Reuters"},
		{long + "Copyright 2016 The Associated Press. All rights reserved.", "AP"},
		{long + "Copyright 2016 Veldra Post. All rights reserved.", ""},
		{long + "With inputs from PTI", "PTI"},
		{long + "(With inputs from ANI)", "ANI"},
		{long + "With files from The Canadian Press", "Canadian Press"},
		{long + "This story was originally published by Reuters.", "Reuters"},
		{long + "Veldra Post with AFP", ""},
		{long + "Source: Xinhua", "Xinhua"},
		{long + "(AFP)", "AFP"},
		{long + "- AFP", "AFP"},
		{long + "— Bernama", "Bernama"},
		{long + "Reuter", "Reuters"},
		{long + "REUTER", "Reuters"},
		{"By ODILE BRANCO\nAssociated Press\n\nVELDRA — The council met.", "AP"},
		{"AFP\n\nThe council of Veldra met on Monday.", "AFP"},
		{"VELDRA (AP/KTLN) - The council met.", "AP"},
		{"VELDRA, Ont. (Canadian Press) -- The council met.", "Canadian Press"},
		{"Photo caption (Source: KTLN)\n\nVELDRA (Reuters) - The council met.", "Reuters"},
		// Not listed, but named an agency.
		{"KOLDA CROSSING (Sahel Wire) - Floods have cut off eleven villages.", "Sahel Wire"},
		{"Quiral (Agencia del Sur) - Teachers returned on Tuesday.", "Agencia del Sur"},
		{long + "(Meridian News Agency)", "Meridian News Agency"},
		{long + "Source: Ala-Too Agency", "Ala-Too Agency"},
		{"The mill (a member of the Tollin Chamber) burned. Officers of the Drug Enforcement Agency came.", ""},
		{"NASHVILLE, Tenn. (WXYT) - A boy was hurt.", ""},
		// Words that are agencies elsewhere.
		{"Anna Petra said the trend (aa) was clear in the map of the region.", ""},
		{"The saba bird (a hawk) is rare. Beta tests went on. The petra stone stood.", ""},
		{"The minister told Reuters that the talks had failed. He gave no more details on Monday.", ""},
		{"A spokesman told the Interfax news agency that nobody was hurt. The ministry was silent.", ""},
		{"State news agency SANA said on Tuesday that the road was open. Residents denied it.", ""},
		{"", ""},
		{"(", ""},
	} {
		if got := Agency(c.text); got != c.want {
			t.Errorf("Agency(%q) = %q, want %q", tail(c.text), got, c.want)
		}
	}
}

func tail(s string) string {
	if len(s) > 90 {
		return "…" + s[len(s)-90:]
	}
	return s
}

func BenchmarkAgency(b *testing.B) {
	text := "VELDRA — The council of Veldra voted on Monday to close the old bridge.\n\n" +
		strings.Repeat("\"We had no choice,\" the mayor, Odile Branco, told residents (some of whom had asked for a ferry), and the vote went on.\n\n", 20)
	for b.Loop() {
		Agency(text)
	}
}
