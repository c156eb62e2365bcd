package score

import (
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
)

// EventReport is a report whose mentions of events are annotated, with the
// happening that each mentions.
type EventReport struct {
	Topic    string
	Document *hearsay.Document
	Gold     []EventMention
	Group    string // what the corpus is split by
	Late     bool   // it came when all others were there
	// Listed are the sentences that were annotated; nil: all. Mentions elsewhere are
	// counted on neither side.
	Listed []hearsay.Span
}

// EventMention is the words that mention an event.
type EventMention struct {
	hearsay.Span        // bytes of the text
	Happening    string // equal for mentions of one happening; in a reading the merged event
}

// In reports whether the report is of a part of its corpus.
func (r *EventReport) In(part Held) bool { return part.Takes(r.Group) }

// Counts reports whether a mention lies in a sentence that was annotated.
func (r *EventReport) Counts(at hearsay.Span) bool {
	if r.Listed == nil {
		return true
	}
	for _, s := range r.Listed {
		if s.Overlaps(at) {
			return true
		}
	}
	return false
}

// catDocument is the annotation as CAT and CROMER write it: ECB+ and MEANTIME
// share its form.
type catDocument struct {
	Tokens []struct {
		ID       int    `xml:"t_id,attr"`
		Sentence int    `xml:"sentence,attr"`
		Word     string `xml:",chardata"`
	} `xml:"token"`
	Markables struct {
		All []catMarkable `xml:",any"`
	} `xml:"Markables"`
	Relations struct {
		All []struct {
			XMLName xml.Name
			ID      string `xml:"r_id,attr"`
			Note    string `xml:"note,attr"`
			Sources []struct {
				ID string `xml:"m_id,attr"`
			} `xml:"source"`
			Targets []struct {
				ID string `xml:"m_id,attr"`
			} `xml:"target"`
		} `xml:",any"`
	} `xml:"Relations"`
}

type catMarkable struct {
	XMLName  xml.Name
	ID       string `xml:"m_id,attr"`
	Instance string `xml:"instance_id,attr"`
	// How MEANTIME has an event told.
	Certainty string `xml:"certainty,attr"`
	Polarity  string `xml:"polarity,attr"`
	Tense     string `xml:"tense,attr"`
	Anchors   []struct {
		Token int `xml:"t_id,attr"`
	} `xml:"token_anchor"`
}

// mentions finds the mentions of events: markables that take says are some, with
// what the relations tie them to. One that is tied to nothing is a happening of its own.
func (d *catDocument) mentions(name string, take func(tag string) bool, at map[int]hearsay.Span) []EventMention {
	happening := map[string]string{}
	instance := map[string]string{}
	for _, m := range d.Markables.All {
		if m.Instance != "" {
			instance[m.ID] = m.Instance
		}
	}
	for _, r := range d.Relations.All {
		if tag := r.XMLName.Local; !strings.Contains(tag, "COREF") && tag != "REFERS_TO" {
			continue
		}
		id := name + "/" + r.ID
		if strings.HasPrefix(r.XMLName.Local, "CROSS") && r.Note != "" {
			id = r.Note
		}
		for _, t := range r.Targets {
			if r.XMLName.Local == "REFERS_TO" {
				id = name + "/" + t.ID
			}
			if instance[t.ID] != "" {
				id = instance[t.ID]
			}
		}
		for _, s := range r.Sources {
			happening[s.ID] = id
		}
	}
	var out []EventMention
	for _, m := range d.Markables.All {
		if !take(m.XMLName.Local) || len(m.Anchors) == 0 {
			continue
		}
		e := EventMention{Happening: happening[m.ID]}
		if e.Happening == "" {
			e.Happening = name + "/m" + m.ID
		}
		for _, a := range m.Anchors {
			s := at[a.Token]
			if s.Empty() {
				continue
			}
			if e.Empty() {
				e.Span = s
			}
			e.Start, e.End = min(e.Start, s.Start), max(e.End, s.End)
		}
		if !e.Empty() {
			out = append(out, e)
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].Start < out[b].Start })
	return out
}

// ECBEvents reads the mentions of events of ECB+: actions of all classes, in the
// sentences that its list names.
func ECBEvents(dir string, reports []ECBReport) ([]EventReport, error) {
	listed, err := ecbSentences(filepath.Join(dir, "ECBplus_coreference_sentences.csv"))
	if err != nil {
		return nil, err
	}
	var out []EventReport
	for i := range reports {
		r := &reports[i]
		path := filepath.Join(dir, r.Topic, r.Name+".xml")
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var doc catDocument
		if err := xml.Unmarshal(data, &doc); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		at := map[int]hearsay.Span{}
		sentence := map[int]hearsay.Span{}
		for _, t := range r.Tokens {
			if t.Empty() {
				continue
			}
			at[t.ID] = t.Span
			s, ok := sentence[t.Sentence]
			if !ok {
				s = t.Span
			}
			sentence[t.Sentence] = hearsay.Span{Start: min(s.Start, t.Start), End: max(s.End, t.End)}
		}
		e := EventReport{Topic: r.Topic, Document: &hearsay.Document{ID: r.Name, Text: r.Text, Language: "en"}, Group: "topic " + r.Topic, Listed: []hearsay.Span{}}
		for n := range listed[r.Name] {
			if s, ok := sentence[n]; ok {
				e.Listed = append(e.Listed, s)
			}
		}
		sort.Slice(e.Listed, func(a, b int) bool { return e.Listed[a].Start < e.Listed[b].Start })
		for _, m := range doc.mentions(r.Name, func(tag string) bool { return strings.HasPrefix(strings.TrimPrefix(tag, "NEG_"), "ACTION") }, at) {
			if e.Counts(m.Span) {
				e.Gold = append(e.Gold, m)
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// ecbSentences reads which sentences of which report were annotated.
func ecbSentences(path string) (map[string]map[int]bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &hearsay.Problem{What: err.Error(), Hint: "the folder of ECB+ holds ECBplus_coreference_sentences.csv"}
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	out := map[string]map[int]bool{}
	for _, row := range rows[1:] {
		if len(row) < 3 {
			continue
		}
		name := row[0] + "_" + row[1]
		var n int
		if _, err := fmt.Sscan(row[2], &n); err != nil {
			return nil, fmt.Errorf("%s: %q is no number of a sentence", path, row[2])
		}
		if out[name] == nil {
			out[name] = map[int]bool{}
		}
		out[name][n] = true
	}
	return out, nil
}

// Meantime reads the reports of MEANTIME (Minard et al. 2016) with mentions of
// events: the folder that holds corpus_airbus and so on, or its parent.
func Meantime(dir string) ([]EventReport, error) {
	paths, err := meantimeFiles(dir, "intra_cross-doc_annotation")
	if err != nil {
		return nil, err
	}
	var out []EventReport
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		var doc catDocument
		if err := xml.Unmarshal(data, &doc); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".xml")
		text, at, published := doc.join()
		d := &hearsay.Document{ID: name, Text: text, Language: "en"}
		d.Published, d.HasClock, _ = hearsay.ParsePublished(published)
		r := EventReport{Topic: filepath.Base(filepath.Dir(path)), Document: d, Group: name}
		r.Gold = doc.mentions(name, func(tag string) bool { return tag == "EVENT_MENTION" }, at)
		// Only the first sentences are annotated: as far as the last mention goes.
		if n := len(r.Gold); n > 0 {
			end := r.Gold[n-1].End
			if i := strings.IndexByte(text[end:], '\n'); i >= 0 {
				end += i
			} else {
				end = len(text)
			}
			r.Listed = []hearsay.Span{{Start: 0, End: end}}
		}
		out = append(out, r)
	}
	return out, nil
}

// meantimeFiles lists the reports in one of MEANTIME's two annotations: dir is its folder, or that which holds both.
func meantimeFiles(dir, annotation string) ([]string, error) {
	if sub := filepath.Join(dir, annotation); isDir(sub) {
		dir = sub
	}
	paths, err := filepath.Glob(filepath.Join(dir, "corpus_*", "*.xml"))
	if err == nil && len(paths) == 0 {
		err = &hearsay.Problem{What: "no reports in " + dir, Hint: "name the folder of MEANTIME that holds corpus_airbus, corpus_gm and corpus_stock"}
	}
	return paths, err // in order
}

func isDir(path string) bool {
	s, err := os.Stat(path)
	return err == nil && s.IsDir()
}

// join puts the text together, a paragraph a sentence; the second one is the date
// of publication, as Wikinews has it.
func (d *catDocument) join() (text string, at map[int]hearsay.Span, published string) {
	at = map[int]hearsay.Span{}
	var b strings.Builder
	var date []string
	last := -1
	open := false
	for _, t := range d.Tokens {
		word := strings.TrimSpace(t.Word)
		if t.Sentence == 1 {
			date = append(date, word)
		}
		tight := len(word) <= 2 && strings.ContainsAny(word, ".,;:!?%)]") || strings.HasPrefix(word, "'") && len(word) > 1 || word == "n't"
		switch {
		case b.Len() == 0:
		case t.Sentence != last && last == 0:
			b.WriteString("\n\n")
		case t.Sentence != last:
			b.WriteByte('\n')
		case tight || open:
		default:
			b.WriteByte(' ')
		}
		last = t.Sentence
		open = word == "(" || word == "["
		start := b.Len()
		b.WriteString(word)
		at[t.ID] = hearsay.Span{Start: start, End: b.Len()}
	}
	return b.String(), at, dateOf(strings.Join(date, " "))
}

// dateOf reads "November 24 , 2004"; empty where it is none.
func dateOf(words string) string {
	months := []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	f := strings.Fields(strings.ToLower(strings.ReplaceAll(words, ",", " ")))
	month, day, year := 0, 0, 0
	for _, w := range f {
		for i, m := range months {
			if w == m {
				month = i + 1
			}
		}
		var n int
		if _, err := fmt.Sscan(w, &n); err == nil {
			switch {
			case n > 1900 && n < 2100:
				year = n
			case n > 0 && n < 32:
				day = n
			}
		}
	}
	if month == 0 || day == 0 || year == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// Happenings holds mentions of events found against the gold over all reports at
// once, as one document: MUC, B-cubed and CEAF-e, entities of one mention left out, as
// papers do. With found, gold mentions that were not found are left out, and what
// was found beside them: then it tells of the linking alone.
func Happenings(reports []EventReport, read [][]EventMention, found bool, part Held) *Coref {
	c := &Coref{}
	key, got := map[int]int{}, map[int]int{}
	ids := map[string]int{}
	id := func(side, happening string) int {
		k := side + happening
		if ids[k] == 0 {
			ids[k] = len(ids) + 1
		}
		return ids[k]
	}
	n := 0
	for i := range reports {
		if !reports[i].In(part) {
			continue
		}
		taken := make([]bool, len(read[i]))
		for _, g := range reports[i].Gold {
			c.Mentions.Gold++
			hit := -1
			for k, m := range read[i] {
				if !taken[k] && m.Overlaps(g.Span) {
					hit = k
					break
				}
			}
			if hit < 0 && found {
				continue
			}
			key[n] = id("g", g.Happening)
			if hit >= 0 {
				taken[hit] = true
				c.Mentions.Hit++
				got[n] = id("r", read[i][hit].Happening)
			}
			n++
		}
		for k, m := range read[i] {
			if !reports[i].Counts(m.Span) {
				continue
			}
			c.Mentions.Read++
			if !taken[k] && !found {
				got[n] = id("r", m.Happening)
				n++
			}
		}
	}
	c.Add(key, got)
	return c
}
