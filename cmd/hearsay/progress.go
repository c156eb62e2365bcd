package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

// terminalWidth returns the columns of the terminal behind a file, 0 if there is none.
func terminalWidth(f *os.File) int {
	if !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
		return w
	}
	return 80
}

// progress is one line on the terminal that tells how far a batch is. It is
// silent without a terminal and for a single report. A total of 0 is one that is
// not known yet: portion or to tell of it.
type progress struct {
	w                io.Writer
	width            int
	total, done, bad int
	start, last      time.Time
	shown            bool
	now              func() time.Time
	what             string // what is done to reports, for the line: "linked"; empty: read
	// Bytes of the inputs, where those are known instead of the number of reports.
	read, size int64
}

func newProgress(s *surroundings, total int, quiet bool) *progress {
	p := &progress{total: total, now: time.Now}
	if !quiet && s.errWidth > 0 && total != 1 {
		p.w, p.width = s.err, s.errWidth
	}
	p.start = p.now()
	p.last = p.start
	return p
}

// hide takes the line off, so that something else can be written.
func (p *progress) hide() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// step counts one report and shows the line, at most ten times a second.
func (p *progress) step(good bool) {
	p.done++
	if !good {
		p.bad++
	}
	now := p.now()
	if p.w == nil || now.Sub(p.last) < 100*time.Millisecond {
		return
	}
	p.last = now
	p.hide()
	fmt.Fprint(p.w, p.line(now))
	p.shown = true
}

// portion tells how many bytes of the inputs were read. It may be called by
// another goroutine than the rest.
func (p *progress) portion(read, size int64) {
	atomic.StoreInt64(&p.read, read)
	atomic.StoreInt64(&p.size, size)
}

// to sets how many reports are done.
func (p *progress) to(done int) {
	p.done = done - 1
	p.step(true)
}

func (p *progress) line(now time.Time) string {
	took := now.Sub(p.start).Seconds()
	rate := float64(p.done) / max(took, 0.001)
	s := fmt.Sprintf("%d reports", p.done)
	part := 0.0
	if size := atomic.LoadInt64(&p.size); size > 0 {
		part = float64(atomic.LoadInt64(&p.read)) / float64(size)
	} else if p.total > 0 {
		s = fmt.Sprintf("%d of %d reports", p.done, p.total)
		part = float64(p.done) / float64(p.total)
	}
	if p.what != "" {
		s += " " + p.what
	}
	if p.bad > 0 {
		s += fmt.Sprintf(", %d not read", p.bad)
	}
	s += fmt.Sprintf(", %.1f a second", rate)
	part = min(part, 1)
	if part > 0 {
		if left := took * (1 - part) / part; left >= 1 && part < 1 {
			s += ", " + (time.Duration(left) * time.Second).String() + " left"
		}
	}
	if room := p.width - len(s) - 4; room >= 10 && part > 0 {
		full := min(room, 30)
		on := int(float64(full) * part)
		s = "[" + strings.Repeat("=", on) + strings.Repeat(" ", full-on) + "] " + s
	}
	return s[:min(len(s), p.width-1)]
}
