package date

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hearsay/hearsay"
)

// token is a number, a word or a single other character.
type token struct {
	text   string
	digits bool
	word   bool
	space  bool // white space stands before it
}

// tokens cuts a date up. What stands in brackets is left out, except a zone:
// "(Coordinated Universal Time)", "(EST)".
func tokens(s string) []token {
	var out []token
	space := false
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		end := i + w
		t := token{space: space}
		space = false
		switch {
		case unicode.IsSpace(r):
			space, i = true, end
			continue
		case r >= '0' && r <= '9':
			t.digits = true
			for end < len(s) && s[end] >= '0' && s[end] <= '9' {
				end++
			}
		case unicode.IsLetter(r):
			t.word = true
			for end < len(s) {
				r, w := utf8.DecodeRuneInString(s[end:])
				if !unicode.IsLetter(r) {
					break
				}
				end += w
			}
		}
		t.text = s[i:end]
		if t.word {
			t.text = strings.ToLower(t.text)
		}
		i = end
		out = append(out, t)
	}
	return out
}

// parser goes over the tokens once, from left to right, and fills in what they
// tell. A thing told twice, or a word that belongs to no date, is an error:
// better no date than a wrong one.
type parser struct {
	text                    string
	rest                    []token
	order                   Order
	day, month, year        int
	hour, minute, sec, nano int
	clock                   bool // the hour is told
	afternoon               string
	zone                    *time.Location
	lostZone                bool // a zone is told that has no one meaning
	compact                 bool // day or year of a date without separators
}

func (p *parser) none() error { return none(p.text) }

// at returns the token i places on, or an empty one.
func (p *parser) at(i int) token {
	if i < len(p.rest) {
		return p.rest[i]
	}
	return token{}
}

func (p *parser) skip(n int) { p.rest = p.rest[min(n, len(p.rest)):] }

func (p *parser) run() error {
	for len(p.rest) > 0 {
		t := p.at(0)
		var err error
		switch {
		case t.digits && p.at(1).text == ":" && p.at(2).digits:
			err = p.clockTime()
		case t.digits && strings.Contains("-/.", p.at(1).text) && len(p.at(1).text) == 1 && (p.at(2).digits || p.at(2).word && months[p.at(2).text] != 0) && p.at(3).text == p.at(1).text && p.at(4).digits:
			err = p.triple()
		case t.digits && (p.at(1).text == "am" || p.at(1).text == "pm" || (p.at(1).text == "a" || p.at(1).text == "p") && p.at(2).text == "."):
			err = p.hourOnly()
		case t.digits:
			err = p.loneNumber()
		case t.word:
			err = p.word()
		case (t.text == "+" || t.text == "-") && p.clock && p.at(1).digits && !p.at(1).space:
			err = p.offset()
		case t.text == "(":
			err = p.brackets()
		case strings.Contains(",.-–—|'’·;:", t.text):
			p.skip(1)
		default:
			err = p.none()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *parser) number(i int) int {
	t := p.at(i)
	n, err := strconv.Atoi(t.text)
	if err != nil || len(t.text) > 9 {
		return -1
	}
	return n
}

// clockTime reads 15:01, 15:01:01, 15:01:01.79, 3:01 pm, T15:01Z.
func (p *parser) clockTime() error {
	if p.clock {
		return p.none()
	}
	p.clock = true
	p.hour, p.minute = p.number(0), p.number(2)
	if len(p.at(0).text) > 2 || len(p.at(2).text) != 2 {
		return p.none()
	}
	p.skip(3)
	if p.at(0).text == ":" && p.at(1).digits {
		p.sec = p.number(1)
		if len(p.at(1).text) != 2 {
			return p.none()
		}
		p.skip(2)
		if (p.at(0).text == "." || p.at(0).text == ",") && p.at(1).digits && !p.at(1).space {
			frac := (p.at(1).text + "000000000")[:9]
			p.nano, _ = strconv.Atoi(frac)
			p.skip(2)
		}
	}
	if p.at(0).text == "h" || p.at(0).text == "hrs" || p.at(0).text == "uhr" {
		p.skip(1)
	}
	p.half()
	return nil
}

// half takes am or pm, in any spelling, if it follows.
func (p *parser) half() {
	t := p.at(0).text
	switch {
	case t == "am" || t == "pm":
		p.afternoon = t
		p.skip(1)
	case (t == "a" || t == "p") && p.at(1).text == "." && p.at(2).text == "m":
		p.afternoon = t + "m"
		p.skip(3)
		if p.at(0).text == "." {
			p.skip(1)
		}
	}
}

func (p *parser) hourOnly() error {
	if p.clock || len(p.at(0).text) > 2 {
		return p.none()
	}
	p.clock, p.hour = true, p.number(0)
	p.skip(1)
	p.half()
	if p.afternoon == "" {
		return p.none()
	}
	return nil
}

// triple reads 2016-11-01, 26-FEB-1987, 1.11.2016, 03/04/2016.
func (p *parser) triple() error {
	if p.day+p.month+p.year != 0 {
		return p.none()
	}
	a, sep, b, c := p.at(0), p.at(1).text, p.at(2), p.at(4)
	x, y, z := p.number(0), p.number(2), p.number(4)
	p.skip(5)
	switch {
	case b.word && len(a.text) <= 2:
		p.day, p.month = x, months[b.text]
		return p.setYear(c.text)
	case b.word && len(a.text) == 4 && len(c.text) <= 2:
		p.year, p.month, p.day = x, months[b.text], z
		return nil
	case b.word:
		return p.none()
	case len(a.text) == 4 && len(b.text) <= 2 && len(c.text) <= 2:
		p.year, p.month, p.day = x, y, z
		return nil
	case len(a.text) > 2 || len(b.text) > 2:
		return p.none()
	}
	// Numbers with full stops between them are written day first wherever they
	// are written so.
	switch {
	case x > 12 || sep == "." || p.order == DayFirst && y <= 12:
		p.day, p.month = x, y
	case y > 12 || p.order == MonthFirst || x == y:
		p.month, p.day = x, y
	default:
		return &hearsay.Problem{Kind: hearsay.ErrFormat, What: fmt.Sprintf("the date %q can be %s or %s", p.text, dayOf(x, y), dayOf(y, x)),
			Hint: "say which with --dates day-first or --dates month-first, or write it as 2016-04-03"}
	}
	return p.setYear(c.text)
}

func dayOf(day, month int) string { return fmt.Sprintf("%d %s", day, time.Month(month)) }

// setYear takes a year of four figures, or of two: 69 to 99 are of the last
// century, as POSIX has it.
func (p *parser) setYear(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || p.year != 0 {
		return p.none()
	}
	switch {
	case len(s) == 4:
	case len(s) == 2 && n >= 69:
		n += 1900
	case len(s) == 2:
		n += 2000
	default:
		return p.none()
	}
	p.year = n
	return nil
}

// loneNumber reads a day or a year beside a month that is a word, the figures
// of 20161101T123000Z, or an hour of "15h30".
func (p *parser) loneNumber() error {
	t := p.at(0)
	n := p.number(0)
	switch next := p.at(1); {
	case len(t.text) == 8 && p.day+p.month+p.year == 0:
		p.year, p.month, p.day = n/10000, n/100%100, n%100
		p.compact = true
	case len(t.text) == 6 && p.compact && !p.clock:
		p.hour, p.minute, p.sec, p.clock = n/10000, n/100%100, n%100, true
	case len(t.text) == 4 && p.compact && !p.clock:
		p.hour, p.minute, p.clock = n/100, n%100, true
	case len(t.text) <= 2 && next.text == "h" && next.word && p.at(2).digits && len(p.at(2).text) == 2 && !p.clock:
		p.hour, p.minute, p.clock = n, p.number(2), true
		p.skip(2)
	case len(t.text) <= 2 && p.day == 0:
		p.day = n
		if ordinals[next.text] && !next.space {
			p.skip(1)
		}
	case p.year == 0 && (p.month != 0 || p.day != 0 || len(t.text) == 4):
		p.skip(1)
		return p.setYear(t.text)
	default:
		return p.none()
	}
	p.skip(1)
	return nil
}

var ordinals = map[string]bool{"st": true, "nd": true, "rd": true, "th": true, "er": true, "º": true, "°": true}

func (p *parser) word() error {
	t := p.at(0)
	if m := months[t.text]; m != 0 && p.month == 0 {
		p.month = m
		p.skip(1)
		return nil
	}
	if t.text == "t" && p.at(1).digits || weekdays[t.text] || noise[t.text] || t.text == "z" && !p.clock && len(p.rest) == 1 {
		p.skip(1)
		return nil
	}
	if !p.clock {
		return p.none()
	}
	if p.afternoon == "" {
		before := len(p.rest)
		if p.half(); len(p.rest) < before {
			return nil
		}
	}
	return p.zoneName()
}

// zoneName takes the name of a zone. One that is known to be a zone's but that
// has several meanings, or that is three or four letters nobody knows, costs
// the hour and not the day.
func (p *parser) zoneName() error {
	t := p.at(0)
	p.skip(1)
	hours, known := zones[t.text]
	switch {
	case p.zone != nil || p.lostZone:
		// A second name of the same zone: "+0100 CET", "ET (US)".
		if !known && len(t.text) > 5 {
			return p.none()
		}
	case known && (p.at(0).text == "+" || p.at(0).text == "-") && p.at(1).digits && hours == 0:
		return p.offset() // GMT+2
	case known:
		p.zone = time.FixedZone(strings.ToUpper(t.text), int(hours*3600))
	case len(t.text) >= 2 && len(t.text) <= 5:
		p.lostZone = true
	default:
		return p.none()
	}
	return nil
}

// offset reads +01:00, +0100, -5.
func (p *parser) offset() error {
	sign := 1
	if p.at(0).text == "-" {
		sign = -1
	}
	if !p.clock || p.zone != nil || !p.at(1).digits {
		return p.none()
	}
	n, minutes := p.number(1), 0
	switch len(p.at(1).text) {
	case 4:
		n, minutes = n/100, n%100
	case 1, 2:
		if p.at(2).text == ":" && p.at(3).digits && len(p.at(3).text) == 2 {
			minutes = p.number(3)
			p.skip(2)
		}
	default:
		return p.none()
	}
	p.skip(2)
	if n > 14 || minutes > 59 {
		return p.none()
	}
	p.zone = time.FixedZone("", sign*(n*3600+minutes*60))
	return nil
}

// brackets passes over what stands in round brackets; a zone in them counts
// where none is told before.
func (p *parser) brackets() error {
	for i, t := range p.rest {
		if t.text != ")" {
			continue
		}
		if i == 2 && p.zone == nil && p.at(1).word && p.clock {
			if hours, ok := zones[p.at(1).text]; ok {
				p.zone = time.FixedZone(strings.ToUpper(p.at(1).text), int(hours*3600))
			} else {
				p.lostZone = true
			}
		}
		p.skip(i + 1)
		return nil
	}
	return p.none()
}

// time puts together what was told.
func (p *parser) time() (time.Time, bool, error) {
	if p.day == 0 || p.month == 0 || p.year == 0 {
		return time.Time{}, false, p.none()
	}
	if p.afternoon != "" {
		if p.hour < 1 || p.hour > 12 {
			return time.Time{}, false, p.none()
		}
		p.hour %= 12
		if p.afternoon == "pm" {
			p.hour += 12
		}
	}
	if p.sec == 60 { // a leap second
		p.sec = 59
	}
	if p.hour < 0 || p.hour > 23 || p.minute < 0 || p.minute > 59 || p.sec < 0 || p.sec > 59 {
		return time.Time{}, false, p.none()
	}
	zone := time.UTC
	if p.lostZone && p.zone == nil {
		p.clock, p.hour, p.minute, p.sec, p.nano = false, 0, 0, 0, 0
	} else if p.zone != nil && p.clock {
		if _, off := time.Unix(0, 0).In(p.zone).Zone(); off != 0 {
			zone = p.zone
		}
	}
	t := time.Date(p.year, time.Month(p.month), p.day, p.hour, p.minute, p.sec, p.nano, zone)
	if t.Day() != p.day || t.Month() != time.Month(p.month) {
		return time.Time{}, false, p.none() // 31 February
	}
	return t, p.clock, nil
}
