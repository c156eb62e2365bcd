package book

import (
	"strings"
	"testing"
	"testing/fstest"
)

func load(t *testing.T) *Book {
	t.Helper()
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// All sixteen types have words, and each line's code has a score, a quad class
// and the section of its type.
func TestCoverage(t *testing.T) {
	b := load(t)
	words := map[string]map[string]bool{}
	for _, e := range b.All {
		if words[e.Type] == nil {
			words[e.Type] = map[string]bool{}
		}
		words[e.Type][e.Name] = true
		code, ok := b.Codes[e.CAMEO]
		if !ok || code.Score < -10 || code.Score > 10 {
			t.Errorf("%s: CAMEO %s has no score", e.Line, e.CAMEO)
		}
		if e.Section != b.Sections[e.Type] {
			t.Errorf("%s: section %s, that of %s is %s", e.Line, e.Section, e.Type, b.Sections[e.Type])
		}
	}
	for _, typ := range Types {
		if len(words[typ]) < 15 {
			t.Errorf("%s has %d words, fewer than 15", typ, len(words[typ]))
		}
		switch b.Quads[typ] {
		case "verbal cooperation", "material cooperation", "verbal conflict", "material conflict":
		default:
			t.Errorf("%s has quad class %q", typ, b.Quads[typ])
		}
	}
	if len(b.Quads) != len(Types) {
		t.Errorf("types.tsv has %d types, not %d", len(b.Quads), len(Types))
	}
}

// modes are those that the manual's tables give to each type.
var modes = map[string]string{
	"CONSULT": "visit third-party multilateral phone", "RETREAT": "withdraw release disarm ceasefire access resign",
	"REQUEST": "assist change yield meet", "REJECT": "assist change yield meet", "ACCUSE": "disapprove investigate allege",
	"THREATEN": "restrict arrest relations expel territory violence", "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
	"SANCTION": "convict expel withdraw discontinue", "MOBILIZE": "troops weapons police militia",
	"COERCE":  "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber convict",
	"ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional",
}

func TestModes(t *testing.T) {
	b := load(t)
	check := func(where, typ, mode string) {
		for _, m := range strings.Fields(modes[typ]) {
			if m == mode {
				return
			}
		}
		t.Errorf("%s: %s has no mode %q", where, typ, mode)
	}
	for _, e := range b.All {
		for _, m := range e.Modes {
			check(e.Line, e.Type, m)
		}
	}
	for _, m := range b.Modes {
		check("modes.tsv", m.Type, m.Mode)
	}
}

// Broken tables are refused with the file and line.
func TestRefused(t *testing.T) {
	whole := fstest.MapFS{}
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := files.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		whole[e.Name()] = &fstest.MapFile{Data: data}
	}
	if _, err := Read(whole); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ file, line, want string }{
		{"assault.tsv", "hit\tv\tsubj>obj", "columns"},
		{"assault.tsv", "hit\tv\tsubj\tASSAULT\t-\t-\t190\t3.16\t-\t*hit*", "no '>'"},
		{"assault.tsv", "hit\tv\ts>o\tBATTLE\t-\t-\t190\t3.16\t-\t*hit*", "no event type"},
		{"assault.tsv", "hit\tv\ts>o\tASSAULT\t-\t-\t999\t3.16\t-\t*hit*", "no CAMEO code"},
		{"assault.tsv", "hit\tv\ts>o\tASSAULT\t-\t-\t190\t3.16\tobj=@nothing\t*hit*", "not in classes.tsv"},
		{"assault.tsv", "hit\tv\ts>o\tASSAULT\t-\t-\t190\t3.16\tobj\t*hit*", "condition"},
		{"codes.tsv", "190\tASSAULT\tmuch\tfight", "score"},
		{"light.tsv", "do\teverybody\t*do*", "who acts"},
	} {
		broken := fstest.MapFS{}
		for k, v := range whole {
			broken[k] = v
		}
		broken[c.file] = &fstest.MapFile{Data: append(append([]byte(nil), whole[c.file].Data...), c.line+"\n"...)}
		_, err := Read(broken)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.file) {
			t.Errorf("%s with %q: error %v, want %q", c.file, c.line, err, c.want)
		}
	}
}

func TestInflect(t *testing.T) {
	for lemma, want := range map[string]string{
		"arrest": "arrests arrested arresting", "raze": "razes razed razing", "defy": "defies defied defying",
		"storm": "storms stormed storming", "ban": "bans baned baning banned banning", "clash": "clashes clashed clashing",
	} {
		if got := strings.Join(inflect(lemma), " "); got != want {
			t.Errorf("%s: %q, not %q", lemma, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("hit\tv\tsubj>obj\tASSAULT\t-\t-\t190\t3.16\tobj=@person\t[A:X] *hit* [R:Y].")
	f.Add("\t\t>\tASSAULT\t-\t-\t190\t\t=\t*")
	whole := fstest.MapFS{}
	entries, _ := files.ReadDir(".")
	for _, e := range entries {
		data, _ := files.ReadFile(e.Name())
		whole[e.Name()] = &fstest.MapFile{Data: data}
	}
	f.Fuzz(func(t *testing.T, line string) {
		fsys := fstest.MapFS{}
		for k, v := range whole {
			fsys[k] = v
		}
		fsys["assault.tsv"] = &fstest.MapFile{Data: []byte(line)}
		if b, err := Read(fsys); err == nil && b == nil {
			t.Fatal("neither a book nor an error")
		}
	})
}
