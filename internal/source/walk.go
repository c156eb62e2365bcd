package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/source/date"
)

// WalkOptions are what a caller of [Opener.Walk] wants to be told and to leave out.
type WalkOptions struct {
	// Progress is called with how many bytes of the inputs have been gone through
	// and how many there are; an address counts as 64 KiB, the standard input not.
	Progress func(done, total int64)
	// Skip is asked with the Where of each item before its bytes are looked at;
	// true leaves it out.
	Skip func(where string) bool
	// Other counts what is no report by its ending, type or status: files in
	// folders and archives, pictures and errors in web archives.
	Other *int
	// Dates tells how dates such as 03/04/2016 are meant.
	Dates date.Order
}

// nominal is what an address counts in progress, in bytes.
const nominal = 64 << 10

// Walk goes through everything under the names that a person typed: files,
// folders, archives in them, the standard input, addresses. Items come one by
// one; a bad one comes with its error and with what is known of it, and the
// walk goes on. Memory is bounded by some reports, whatever the inputs' size.
//
// Files come first, in the order typed and of their paths, then what was
// fetched meanwhile from addresses. When ctx ends the walk ends.
func (o *Opener) Walk(ctx context.Context, names []string, opt WalkOptions) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		if opt.Other == nil {
			opt.Other = new(int)
		}
		w := &walker{o: o, ctx: ctx, opt: opt, yield: yield}
		var addresses []string
		for _, name := range names {
			if IsURL(name) {
				addresses = append(addresses, name)
			}
		}
		if opt.Progress != nil {
			w.total = o.totalSize(names)
		}
		fetched := o.fetchAll(ctx, addresses, opt.Skip)
		defer fetched.stop()
		for _, name := range names {
			switch {
			case w.over():
				return
			case name == "-":
				w.stdin()
			case !IsURL(name):
				w.path(name)
			}
		}
		for i, address := range addresses {
			if w.over() {
				return
			}
			raw, err := fetched.wait(i)
			if raw == nil && err == nil {
				continue // skipped, or ctx has ended
			}
			it := Item{Raw: Raw{Name: address, URL: address}, Where: label(address)}
			if raw != nil {
				it.Raw = *raw
				it.Given.Modified = raw.Modified
			}
			w.give(it, err)
			w.passed(nominal)
		}
	}
}

// walker is one walk.
type walker struct {
	o       *Opener
	ctx     context.Context
	opt     WalkOptions
	yield   func(Item, error) bool
	stopped bool
	done    int64 // bytes gone through
	told    int64 // of them at the last call of Progress
	total   int64
}

// over reports whether the walk has to end.
func (w *walker) over() bool { return w.stopped || w.ctx.Err() != nil }

// give hands an item on; false: the walk has to end.
func (w *walker) give(it Item, err error) bool {
	if w.over() {
		return false
	}
	it.Key = it.key()
	if !w.yield(it, err) {
		w.stopped = true
	}
	return !w.over()
}

// bad hands on what is wrong at a place.
func (w *walker) bad(where, name string, err error) bool {
	return w.give(Item{Raw: Raw{Name: name}, Where: where}, err)
}

func (w *walker) skip(where string) bool { return w.opt.Skip != nil && w.opt.Skip(where) }

// passed counts bytes of the inputs.
func (w *walker) passed(n int64) {
	w.done += n
	if w.opt.Progress != nil && (w.done-w.told >= 256<<10 || w.done == w.total) {
		w.told = w.done
		w.opt.Progress(min(w.done, w.total), w.total)
	}
}

// totalSize adds up the inputs' sizes.
func (o *Opener) totalSize(names []string) int64 {
	total := int64(0)
	for _, name := range names {
		switch {
		case name == "-":
		case IsURL(name):
			total += nominal
		default:
			info, err := os.Stat(name)
			if err != nil {
				continue
			}
			if !info.IsDir() {
				total += sizeOf(info)
				continue
			}
			folder(name, walked, func(path string, err error) bool {
				if info, serr := os.Stat(path); err == nil && serr == nil {
					total += sizeOf(info)
				}
				return true
			})
		}
	}
	return total
}

// sizeOf is a file's size; pipes and devices have none that is known.
func sizeOf(info os.FileInfo) int64 {
	if !info.Mode().IsRegular() {
		return 0
	}
	return info.Size()
}

// path goes through a file or a folder that a person named.
func (w *walker) path(name string) {
	info, err := os.Stat(name)
	if err != nil {
		w.bad(label(name), name, fileProblem(err))
		return
	}
	if !info.IsDir() {
		w.file(name, info)
		return
	}
	found, other := folder(name, walked, func(path string, err error) bool {
		if err == nil {
			var info os.FileInfo
			if info, err = os.Stat(path); err == nil && !info.Mode().IsRegular() {
				// A link to a pipe or a device would be waited for without end.
				err = &hearsay.Problem{Kind: hearsay.ErrRefused, What: "it is no plain file", Hint: "name it by itself if it is to be read"}
			}
			if err == nil {
				w.file(path, info)
				return !w.over()
			}
		}
		return w.bad(label(path), path, fileProblem(err))
	})
	*w.opt.Other += other
	if found == 0 && !w.over() {
		w.bad(label(name), name, noneFound(other, walked))
	}
}

// file goes through one file.
func (w *walker) file(name string, info os.FileInfo) {
	end := w.done + sizeOf(info)
	defer func() {
		if !w.over() && w.done < end {
			w.passed(end - w.done) // what was skipped or not read to the end
		}
	}()
	in := input{label: label(name), name: name, size: sizeOf(info), alone: true}
	if abs, err := filepath.Abs(name); err == nil {
		in.path = "file:" + filepath.ToSlash(abs)
	}
	if kindByEnding(name) == aReport && w.skip(in.label) {
		return
	}
	f, err := os.Open(name)
	if err != nil {
		w.bad(in.label, name, fileProblem(err))
		return
	}
	defer f.Close()
	if info.Mode().IsRegular() {
		in.at = f
	}
	w.open(in, &portion{f, w, end})
}

// portion counts what is read of a file, up to its size.
type portion struct {
	r   *os.File
	w   *walker
	end int64
}

func (p *portion) Read(b []byte) (int, error) {
	if err := p.w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := p.r.Read(b)
	if p.w.done < p.end {
		p.w.passed(min(int64(n), p.end-p.w.done))
	}
	return n, err
}

func (w *walker) stdin() {
	in := input{label: "standard input", name: "standard input", size: -1, alone: true}
	if w.o.opt.Stdin == nil {
		w.bad(in.label, in.name, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "there is no standard input", Hint: "name a file or an address instead of -"})
		return
	}
	w.open(in, w.o.opt.Stdin)
}

// tally is how a container's items went.
type tally struct{ good, bad int }

// hopeless is how many bad items, next to no good ones, make a container one of
// which hardly anything is a report: it is given up rather than listed to its end.
const hopeless = 1000

// tell hands on an item of a container; false: the container has to end.
func (w *walker) tell(in input, t *tally, it Item, err error) bool {
	if err == nil {
		t.good++
	} else {
		t.bad++
	}
	if !w.give(it, err) {
		return false
	}
	if err == nil || t.bad < hopeless || t.good*10 >= t.bad {
		return true
	}
	w.bad(in.label, in.name, &hearsay.Problem{Kind: hearsay.ErrFormat, What: fmt.Sprintf("given up after %d bad items and %d good ones", t.bad, t.good),
		Hint: "look at the first that were listed: the file may be of another kind than its name says"})
	return false
}

// stream remembers the error that ends a stream, so that it is told from the
// error of an item, after which the next can be read.
type stream struct {
	r   io.Reader
	err error
}

func (s *stream) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.r.Read(p)
	if err != io.EOF {
		s.err = err
	}
	return n, err
}

// broke reports whether an error is that of the stream.
func (s *stream) broke(err error) bool {
	return err != nil && s.err != nil && errors.Is(err, s.err)
}
