package score

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/gazetteer"
)

// Geo holds the figures that papers on toponym resolution print (Gritta et al.
// 2018; Lieberman et al. 2010 for LGL; Kamalloo and Rafiei 2018 for TR-News).
type Geo struct {
	Articles int
	Spans    Counts // a gold toponym is found when a place has its very span
	Overlap  Counts // when a place overlaps it
	Names    Counts // as Overlap, adjectives and demonyms in the gold left out ("Turkish")
	// Of the gold toponyms with coordinates that were found (Overlap):
	Linked int
	Within int // placed within 161 km, or the same GeoNames id
	SameID int // the same GeoNames id
	MeanKm float64

	sumKm      float64
	adjectives int // found gold toponyms that are adjectives
}

// String prints the figures.
func (g Geo) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-22s %7s %7s %7s   (%d articles)\n", "places", "P", "R", "F", g.Articles)
	for _, row := range []struct {
		name string
		c    Counts
	}{{"span, strict", g.Spans}, {"span, overlap", g.Overlap}, {"overlap, names only", g.Names}} {
		fmt.Fprintf(&b, "%-22s %7.3f %7.3f %7.3f\n", row.name, row.c.P(), row.c.R(), row.c.F())
	}
	fmt.Fprintf(&b, "resolved: accuracy@161km %.3f, same GeoNames id %.3f, mean error %.0f km, of %d found\n", share(g.Within, g.Linked), share(g.SameID, g.Linked), g.MeanKm, g.Linked)
	return b.String()
}

// GoldPlace is one toponym of a corpus in the format of LGL and TR-News.
type GoldPlace struct {
	hearsay.Span
	Phrase   string
	GeoNames int
	Lat, Lon float64
	Has      bool // coordinates are given
}

// GeoDoc is one article with its toponyms.
type GeoDoc struct {
	Document *hearsay.Document
	Places   []GoldPlace
}

type xmlArticle struct {
	ID       string `xml:"docid,attr"`
	Title    string `xml:"title"`
	Text     string `xml:"text"`
	Toponyms []struct {
		Phrase string `xml:"phrase"`
		Start  int    `xml:"start"`
		End    int    `xml:"end"`
		Tag    struct {
			ID  int     `xml:"geonameid,attr"`
			Lat float64 `xml:"lat"`
			Lon float64 `xml:"lon"`
		} `xml:"gaztag"`
		Lat string `xml:"lat"`
		Lon string `xml:"lon"`
	} `xml:"toponyms>toponym"`
}

// ReadGeo reads an XML file of articles as LGL and TR-News come.
func ReadGeo(r io.Reader) ([]GeoDoc, error) {
	var file struct {
		Articles []xmlArticle `xml:"article"`
	}
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("no XML of articles with toponyms: %w", err)
	}
	var out []GeoDoc
	for _, a := range file.Articles {
		g := GeoDoc{Document: &hearsay.Document{ID: a.ID, Title: a.Title, Text: a.Text, Language: "en"}}
		cp := hearsay.NewCodePoints(a.Text)
		for _, t := range a.Toponyms {
			p := GoldPlace{Phrase: t.Phrase, GeoNames: t.Tag.ID, Lat: t.Tag.Lat, Lon: t.Tag.Lon}
			p.Span = hearsay.Span{Start: cp.Byte(t.Start), End: cp.Byte(t.End)}
			if p.End > len(a.Text) || p.Start > p.End || a.Text[p.Start:p.End] != t.Phrase {
				// Some offsets of the corpora are off by a few characters.
				at := strings.Index(a.Text[max(0, min(p.Start, len(a.Text))-12):], t.Phrase)
				if at < 0 {
					continue
				}
				p.Start = max(0, min(p.Start, len(a.Text))-12) + at
				p.End = p.Start + len(t.Phrase)
			}
			p.Has = t.Tag.ID != 0 || t.Tag.Lat != 0
			g.Places = append(g.Places, p)
		}
		out = append(out, g)
	}
	return out, nil
}

// Places reads every article of a file and scores the places found in it. each,
// if not nil, is called with every article.
func Places(path string, held Held, read ReadFunc, each func(GeoDoc, *hearsay.Reading)) (Geo, error) {
	var sum Geo
	f, err := os.Open(path)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	docs, err := ReadGeo(f)
	if err != nil {
		return sum, fmt.Errorf("%s: %w", path, err)
	}
	for _, d := range docs {
		if !held.Takes(d.Document.ID) {
			continue
		}
		r, err := read(d.Document)
		if err != nil {
			return sum, fmt.Errorf("article %s: %w", d.Document.ID, err)
		}
		sum.Articles++
		sum.add(d.Places, r.Places)
		if each != nil {
			each(d, r)
		}
	}
	if sum.Linked > 0 {
		sum.MeanKm = sum.sumKm / float64(sum.Linked)
	}
	return sum, nil
}

func (g *Geo) add(gold []GoldPlace, have []hearsay.Place) {
	usedStrict, used := make([]bool, len(have)), make([]bool, len(have))
	adjectives, adjectiveHits := 0, 0
	for _, t := range gold {
		strict, over := -1, -1
		for i := range have {
			if have[i].Span == t.Span && !usedStrict[i] {
				strict = i
			}
			if have[i].Overlaps(t.Span) && !used[i] && (over < 0 || have[i].Span == t.Span) {
				over = i
			}
		}
		m, isCountry := gazetteer.CountryOf(t.Phrase)
		adjective := isCountry && (m.As == gazetteer.Adjective || m.As == gazetteer.People)
		if adjective {
			adjectives++
		}
		if strict >= 0 {
			usedStrict[strict] = true
			g.Spans.Hit++
		}
		if over < 0 {
			continue
		}
		used[over] = true
		g.Overlap.Hit++
		if adjective {
			adjectiveHits++
		}
		if !t.Has {
			continue
		}
		p := &have[over]
		g.Linked++
		km := kilometres(t.Lat, t.Lon, p.Lat, p.Lon)
		if p.GeoNames != 0 && p.GeoNames == t.GeoNames {
			km = 0
			g.SameID++
		}
		if km <= 161 {
			g.Within++
		}
		g.sumKm += km
	}
	g.Spans.Gold, g.Spans.Read = g.Spans.Gold+len(gold), g.Spans.Read+len(have)
	g.Overlap.Gold, g.Overlap.Read = g.Overlap.Gold+len(gold), g.Overlap.Read+len(have)
	g.Names.Gold, g.Names.Read = g.Names.Gold+len(gold)-adjectives, g.Names.Read+len(have)-adjectiveHits
	g.adjectives += adjectiveHits
	g.Names.Hit = g.Overlap.Hit - g.adjectives
}

// kilometres is the great circle distance of two points in degrees.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	a, b := math.Sin((lat2-lat1)*rad/2), math.Sin((lon2-lon1)*rad/2)
	h := a*a + math.Cos(lat1*rad)*math.Cos(lat2*rad)*b*b
	return 2 * 6371 * math.Asin(math.Min(1, math.Sqrt(h)))
}
