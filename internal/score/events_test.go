package score

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hearsay/hearsay"
)

const catExample = `<?xml version="1.0"?>
<Document doc_name="1_1ecb.xml">
<token t_id="1" sentence="0" number="0">Rebels</token>
<token t_id="2" sentence="0" number="1">attacked</token>
<token t_id="3" sentence="0" number="2">Kindu</token>
<token t_id="4" sentence="0" number="3">.</token>
<token t_id="5" sentence="1" number="0">The</token>
<token t_id="6" sentence="1" number="1">raid</token>
<token t_id="7" sentence="1" number="2">killed</token>
<token t_id="8" sentence="1" number="3">two</token>
<token t_id="9" sentence="1" number="4">.</token>
<Markables>
<ACTION_OCCURRENCE m_id="1"><token_anchor t_id="2"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="2"><token_anchor t_id="6"/></ACTION_OCCURRENCE>
<NEG_ACTION_OCCURRENCE m_id="3"><token_anchor t_id="7"/></NEG_ACTION_OCCURRENCE>
<LOC_GEO m_id="4"><token_anchor t_id="3"/></LOC_GEO>
<ACTION_OCCURRENCE m_id="9" TAG_DESCRIPTOR="the_raid" instance_id="ACT77"/>
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="5" note="ACT77"><source m_id="1"/><source m_id="2"/><target m_id="9"/></CROSS_DOC_COREF>
</Relations>
</Document>`

func TestECBEvents(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "1"), 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("1/1_1ecb.xml", catExample)
	write("ECBplus_coreference_sentences.csv", "Topic,File,Sentence Number\n1,1ecb,0\n1,1ecb,1\n")
	reports, err := ReadECB(dir)
	if err != nil {
		t.Fatal(err)
	}
	events, err := ECBEvents(dir, reports)
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, m := range events[0].Gold {
		have = append(have, events[0].Document.Text[m.Start:m.End]+" "+m.Happening)
	}
	want := []string{"attacked ACT77", "raid ACT77", "killed 1_1ecb/m3"}
	if len(have) != len(want) {
		t.Fatalf("have %q, want %q", have, want)
	}
	for i := range want {
		if have[i] != want[i] {
			t.Errorf("mention %d is %q, want %q", i, have[i], want[i])
		}
	}
}

func TestHappenings(t *testing.T) {
	at := func(start int, of string) EventMention {
		return EventMention{Span: hearsay.Span{Start: start, End: start + 4}, Happening: of}
	}
	gold := []EventReport{{Gold: []EventMention{at(0, "a"), at(10, "b")}}, {Gold: []EventMention{at(0, "a"), at(20, "b")}}}
	read := [][]EventMention{{at(0, "x"), at(10, "y")}, {at(0, "x"), at(20, "y")}}
	if c := Happenings(gold, read, false, AllFiles); c.CoNLL() != 1 {
		t.Errorf("what is equal has the figure %.3f", c.CoNLL())
	}
	read[1] = []EventMention{at(0, "x")}
	c := Happenings(gold, read, false, AllFiles)
	if c.MUC.R() != 0.5 || c.MUC.P() != 1 || c.Mentions.Hit != 3 {
		t.Errorf("one of two links found: MUC R %.3f P %.3f, %d mentions hit", c.MUC.R(), c.MUC.P(), c.Mentions.Hit)
	}
	if f := Happenings(gold, read, true, AllFiles); f.MUC.F() != 1 {
		t.Errorf("on the mentions found: MUC F %.3f", f.MUC.F())
	}
}

func TestDateOf(t *testing.T) {
	for in, want := range map[string]string{"November 24 , 2004": "2004-11-24", "Monday": "", "May 3 2010": "2010-05-03"} {
		if have := dateOf(in); have != want {
			t.Errorf("%q gives %q, want %q", in, have, want)
		}
	}
}
