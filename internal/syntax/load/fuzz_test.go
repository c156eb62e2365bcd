package load

import (
	"bytes"
	"testing"
)

func FuzzParseConfig(f *testing.F) {
	f.Add("[nlp]\nlang = \"en\"\npipeline = [\"tagger\"]\n[a.b]\nx = ${nlp.lang}\ny = \"${nlp:lang}/z\"\nz = ${a}\n")
	f.Add("[a]\nx = ${b.y}\n[b]\ny = ${a.x}\n")
	f.Add("[a\n")
	f.Add("[a]\n  x = 1\n")
	f.Fuzz(func(t *testing.T, data string) {
		s, err := ParseConfig("config.cfg", data)
		if err == nil && s == nil {
			t.Fatal("neither a configuration nor an error")
		}
		s.Section("a.b").String("x")
	})
}

func FuzzDecodeTables(f *testing.F) {
	f.Add("\x81\xa5words\x81\xcf\x00\x00\x00\x00\x00\x00\x00\x05\xa1x")
	f.Add("\x81\xa5words\x81\xa4noun\x91\x92\xa1s\xa0")
	f.Add("\x81\xa5words\x81\xa4noun\x81\xa3men\x91\xa3man")
	f.Add("\x81\xa5words\x81\xa4noun\x92\xa1a\xa1b")
	f.Add("\x81\xa5words\x81\xa4verb\x91\x92\xa1g\x91\xa3A=b")
	f.Fuzz(func(t *testing.T, data string) {
		l, err := DecodeLookups("lookups.bin", data)
		if err != nil {
			return
		}
		for _, n := range l.Names {
			l.Strings(n)
			l.Sets(n)
			l.Lists(n)
			l.Rules(n)
			l.Groups(n)
		}
	})
}

func FuzzDecodeTokenizer(f *testing.F) {
	f.Add("\x83\xadprefix_search\xa2^a\xabtoken_match\xc0\xaaexceptions\x81\xa5can't\x92\x81A\xa2ca\x82A\xa3n't\xa1C\xa3not")
	f.Fuzz(func(t *testing.T, data string) { DecodeTokenizer("tokenizer", data) })
}

func FuzzDecodePatterns(f *testing.F) {
	f.Add("\x91\x83\xa8patterns\x91\x91\x81\xa3TAG\xa2NN\xa5attrs\x81\xa3POS\xa4NOUN\xa5index\x00")
	f.Fuzz(func(t *testing.T, data string) { DecodePatterns("patterns", data) })
}

func FuzzDecodeMoves(f *testing.F) {
	f.Add("\x81\xa5moves\xb5{\"0\":{\"\":1},\"3\":{\"x\":2}}")
	f.Fuzz(func(t *testing.T, data string) { DecodeMoves("moves", data) })
}

func FuzzDecodeNumpy(f *testing.F) {
	head := "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }\n"
	f.Add("\x93NUMPY\x01\x00" + string([]byte{byte(len(head)), 0}) + head + "\x00\x00\x80\x3f\x00\x00\x00\x40")
	f.Fuzz(func(t *testing.T, data string) {
		if a, err := DecodeNumpy("vectors", data); err == nil {
			a.Float32s()
		}
	})
}

func FuzzReadTar(f *testing.F) {
	f.Add(tarball(f, map[string]string{"p-1/meta.json": "{}", "p-1/x/config.cfg": "[nlp]\nlang = \"en\"\n"}))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := readTar(bytes.NewReader(data))
		if err == nil {
			findRoot(m)
		}
	})
}
