package correct

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/query"
	"github.com/hearsay/hearsay/internal/gazetteer"
	"github.com/hearsay/hearsay/internal/link/merge"
	"github.com/hearsay/hearsay/internal/record"
)

// said reads the values of one correction for one telling.
type said struct {
	d     *Desk
	field string
	read  *hearsay.Reading
	t     *record.Told
}

// by is what made the values of a coding.
const by = "a person"

// flagOf is what a field is called on the command line.
func flagOf(field string) string {
	switch field {
	case hearsay.FieldModes:
		return "--mode"
	case hearsay.FieldNone:
		return "--not-event"
	case "type", "status", "actor", "recipient", "place", "time", hearsay.FieldApart, hearsay.FieldSame:
		return "--" + field
	}
	return "--count"
}

func (s *said) coding(values []Value) (hearsay.Coding, error) {
	var c hearsay.Coding
	one := func() (string, hearsay.Span, error) {
		if len(values) != 1 {
			return "", hearsay.Span{}, query.Wrong(flagOf(s.field), "give one", "%d values for %s", len(values), s.field)
		}
		return s.words(values[0])
	}
	switch s.field {
	case "type":
		v, _, err := one()
		if err != nil {
			return c, err
		}
		if c.Type, err = query.Choose("--type", "event type", v, query.Types()); err != nil {
			return c, err
		}
		s.codes(&c)
	case hearsay.FieldModes:
		c.Type = s.t.Type
		for _, v := range values {
			m, err := query.Choose("--mode", "mode of "+c.Type, v.Text, s.d.modes(c.Type))
			if err != nil {
				return c, err
			}
			if !slices.Contains(c.Modes, m) {
				c.Modes = append(c.Modes, m)
			}
		}
		s.codes(&c)
	case "status":
		v, _, err := one()
		if err != nil {
			return c, err
		}
		v, err = query.Choose("--status", "status", v, slices.DeleteFunc(query.Statuses(), func(s string) bool { return s == string(hearsay.NoEvent) }))
		c.Status = hearsay.Status(v)
		return c, err
	case "actor", "recipient":
		for _, v := range values {
			name, at, err := s.words(v)
			if err != nil {
				return c, err
			}
			p := merge.PartyOf(s.read, name, at, s.t.At.Start)
			if p.Key == "" {
				return c, query.Wrong(flagOf(s.field), "give a name, or say who they are: gunmen, the army", "%q names nobody", name)
			}
			c.Parties = append(c.Parties, p)
		}
	case "place":
		if len(values) == 0 {
			return c, nil
		}
		name, at, err := one()
		if err != nil {
			return c, err
		}
		c.Place, err = s.place(name, at)
		return c, err
	case "time":
		if len(values) == 0 {
			return c, nil
		}
		v, at, err := one()
		if err != nil {
			return c, err
		}
		c.Time, err = day(v)
		if c.Time != nil {
			c.Time.Span = at
		}
		return c, err
	default:
		if len(values) == 0 {
			return c, nil
		}
		v, at, err := one()
		if err != nil {
			return c, err
		}
		c.Count, err = count(s.field, v)
		if c.Count != nil {
			c.Count.Span = at
		}
		return c, err
	}
	return c, nil
}

// words are the value and where its words stand; empty: nobody said.
func (s *said) words(v Value) (string, hearsay.Span, error) {
	text := s.read.Document.Text
	name := strings.Join(strings.Fields(v.Text), " ")
	if v.Start == 0 && v.End == 0 {
		if name == "" {
			return "", hearsay.Span{}, query.Wrong(flagOf(s.field), "leave it away, or say what is right", "the value is empty")
		}
		return name, hearsay.Span{}, nil
	}
	at := hearsay.Span{Start: byteOf(text, v.Start), End: byteOf(text, v.End)}
	if v.Start < 0 || at.Start < 0 || at.End < 0 || at.Empty() {
		return "", at, query.Wrong(flagOf(s.field), "offsets count code points of the report's text, the end not included", "there is nothing at %d to %d of the report", v.Start, v.End)
	}
	if name == "" {
		name = strings.Join(strings.Fields(text[at.Start:at.End]), " ")
	}
	return name, at, nil
}

// byteOf is the byte at which a code point begins; below 0: there is none.
func byteOf(text string, point int) int {
	n := 0
	for i := range text {
		if n == point {
			return i
		}
		n++
	}
	if n == point {
		return len(text)
	}
	return -1
}

// codes fills what follows from type and modes.
func (s *said) codes(c *hearsay.Coding) {
	c.Quad = s.d.book.Quads[c.Type]
	if c.CAMEO = s.d.cameo(c.Type, c.Modes); c.CAMEO == "" && c.Type == s.t.Type {
		c.CAMEO = s.t.CAMEO
	}
	c.Score = s.d.book.Codes[c.CAMEO].Score
}

// modes are those of a type, as the codebook has them.
func (d *Desk) modes(typ string) []string {
	var out []string
	add := func(m string) {
		if m != "" && m != "-" && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	for _, e := range d.book.All {
		if e.Type == typ {
			for _, m := range e.Modes {
				add(m)
			}
		}
	}
	for _, m := range d.book.Modes {
		if m.Type == typ {
			add(m.Mode)
		}
	}
	slices.Sort(out)
	return out
}

// cameo is the code that most lines of the codebook have for a type with such modes, of
// equals the first.
func (d *Desk) cameo(typ string, modes []string) string {
	for _, m := range d.book.Modes {
		if m.Type == typ && slices.Contains(modes, m.Mode) && m.CAMEO != "-" && m.CAMEO != "" {
			return m.CAMEO
		}
	}
	count := map[string]int{}
	var codes []string
	for _, e := range d.book.All {
		if e.Type == typ && slices.Equal(e.Modes, modes) && e.CAMEO != "" && e.CAMEO != "-" {
			if count[e.CAMEO]++; count[e.CAMEO] == 1 {
				codes = append(codes, e.CAMEO)
			}
		}
	}
	if len(codes) == 0 {
		return ""
	}
	return slices.MaxFunc(codes, func(a, b string) int { return cmp.Or(count[a]-count[b], strings.Compare(b, a)) })
}

func (s *said) place(name string, at hearsay.Span) (*hearsay.Place, error) {
	if at.Empty() {
		first, _, _ := strings.Cut(name, ",")
		at = merge.Nearest(s.read.Document.Text, strings.TrimSpace(first), s.t.At.Start)
	}
	p, land, ok := query.PlaceNamed(name)
	if !ok {
		return nil, query.Wrong("--place", `give a name that the gazetteer knows, with its country where several bear it: "Gulu, Uganda"; or a country`, "no place called %q is known here", name)
	}
	if land != nil {
		return &hearsay.Place{Span: at, Name: land.Name, Country: land.ISO3, GeoNames: land.GeoNames, Lat: land.Lat, Lon: land.Lon, Precision: "country", By: by}, nil
	}
	out := &hearsay.Place{Span: at, Name: p.Name, Country: p.ISO3(), Admin1: p.Admin1, GeoNames: p.GeoNames, Lat: p.Lat, Lon: p.Lon, Precision: "city", By: by}
	switch p.Kind {
	case gazetteer.Province, gazetteer.Area:
		out.Precision, out.Admin1 = "province", ""
	case gazetteer.District:
		out.Precision = "district"
	}
	return out, nil
}

const dayHint = "write it as 2024-03-05, 2024-03 or 2024, or from one to another: 2024-03-05/2024-03-07"

func day(s string) (*hearsay.Time, error) {
	from, to, two := strings.Cut(s, "/")
	if !two {
		to = from
	}
	precision := ""
	for _, x := range []string{from, to} {
		found := ""
		for _, f := range []struct{ layout, name string }{{"2006-01-02", "day"}, {"2006-01", "month"}, {"2006", "year"}} {
			if _, err := time.Parse(f.layout, strings.TrimSpace(x)); err == nil {
				found = f.name
			}
		}
		if found == "" {
			return nil, query.Wrong("--time", dayHint, "%q is no day", x)
		}
		precision = found
	}
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	if to < from {
		return nil, query.Wrong("--time", dayHint, "it ends before it begins")
	}
	return &hearsay.Time{Start: from, End: to, Precision: precision, Timex: from, By: by}, nil
}

var counted = regexp.MustCompile(`^(about |around |some )?(at least |over |more than |up to )?(\d{1,9})(?: ?(?:-|to) ?(\d{1,9}))?$`)

func count(of, s string) (*hearsay.Count, error) {
	m := counted.FindStringSubmatch(strings.ToLower(strings.ReplaceAll(s, ",", "")))
	if m == nil || m[2] != "" && m[4] != "" {
		return nil, query.Wrong("--count", `write it as 12, 12-15, "at least 12", "up to 15" or "about 12"`, "%q is no number of people", s)
	}
	low, err := strconv.Atoi(m[3])
	if err != nil {
		return nil, err
	}
	c := &hearsay.Count{Of: of, Low: &low, High: &low, Approximate: m[1] != "", By: by}
	switch {
	case m[2] == "up to ":
		c.Low = nil
	case m[2] != "":
		c.High = nil
	case m[4] != "":
		high, err := strconv.Atoi(m[4])
		if err != nil || high < low {
			return nil, query.Wrong("--count", "the lower number first", "%q is no number of people", s)
		}
		c.High = &high
	}
	return c, nil
}

// stated is what a telling says of a field, for a reader.
func stated(t *hearsay.Telling, field string) []hearsay.Stated {
	var out []hearsay.Stated
	add := func(v string, at hearsay.Span) { out = append(out, hearsay.Stated{Value: v, At: at}) }
	switch field {
	case "type":
		add(t.Type, t.At)
	case hearsay.FieldModes:
		for _, m := range t.Modes {
			add(m, hearsay.Span{})
		}
	case "status":
		add(string(t.Status), t.At)
	case "actor", "recipient":
		ps := t.Actors
		if field == "recipient" {
			ps = t.Recipients
		}
		for i := range ps {
			v := ps[i].Name
			if !ps[i].Named && ps[i].Words != "" {
				v = ps[i].Words
			}
			add(v, ps[i].At)
		}
	case "place":
		if p := t.Place; p != nil {
			var parts []string
			for _, s := range []string{p.Name, p.Admin1, p.Country} {
				if s != "" && !slices.Contains(parts, s) {
					parts = append(parts, s)
				}
			}
			add(strings.Join(parts, ", "), p.Span)
		}
	case "time":
		if w := t.Time; w != nil {
			v := w.Start
			if w.End != w.Start {
				v += "/" + w.End
			}
			add(v, w.Span)
		}
	default:
		for _, c := range t.Counts {
			if c.Of == field {
				add(number(&c), c.Span)
			}
		}
	}
	return out
}

func number(c *hearsay.Count) string {
	v := ""
	switch {
	case c.Low != nil && c.High != nil && *c.Low == *c.High:
		v = strconv.Itoa(*c.Low)
	case c.Low != nil && c.High != nil:
		v = strconv.Itoa(*c.Low) + "-" + strconv.Itoa(*c.High)
	case c.Low != nil:
		v = "at least " + strconv.Itoa(*c.Low)
	case c.High != nil:
		v = "up to " + strconv.Itoa(*c.High)
	}
	if c.Approximate {
		v = "about " + v
	}
	return v
}
