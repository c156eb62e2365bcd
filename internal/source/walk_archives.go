package source

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/source/pack"
)

const (
	// maxDirectory bounds the directory of a zip file, which has to be held in
	// memory: some 400,000 entries.
	maxDirectory = 32 << 20
	// maxSpool bounds a zip file that cannot be read in place, since it comes
	// from a pipe or lies in another.
	maxSpool = 1 << 30
)

var errDirectory = errors.New("the directory is too long")

// directory reads a zip file; at most so much of it until it is set free.
type directory struct {
	io.ReaderAt
	left int64
	free bool
}

func (d *directory) ReadAt(p []byte, off int64) (int, error) {
	if !d.free {
		if d.left -= int64(len(p)); d.left < 0 {
			return 0, errDirectory
		}
	}
	return d.ReaderAt.ReadAt(p, off)
}

// zip goes through the entries of a zip file, in the order of its directory.
func (w *walker) zip(in input, r io.Reader) bool {
	if in.zips >= maxZips {
		return w.bad(in.label, in.name, &hearsay.Problem{Kind: hearsay.ErrTooBig, What: "it is an archive in an archive in an archive", Hint: "unpack the outer one"})
	}
	if in.at == nil {
		f, size, err := spool(r)
		if err != nil {
			return w.bad(in.label, in.name, w.readProblem(in, err))
		}
		defer f.Close()
		in.at, in.size = f, size
	}
	dir := &directory{ReaderAt: in.at, left: maxDirectory}
	z, err := zip.NewReader(dir, in.size)
	switch {
	case errors.Is(err, errDirectory):
		return w.bad(in.label, in.name, &hearsay.Problem{Kind: hearsay.ErrTooBig, What: "the archive has more entries than are looked at", Hint: "unpack it and add the folder"})
	case err != nil:
		return w.bad(in.label, in.name, &hearsay.Problem{Kind: hearsay.ErrBinary, What: "the zip archive is broken", Err: err, Hint: "fetch or pack it again"})
	}
	dir.free = true
	for _, f := range z.File {
		if f.Name == "[Content_Types].xml" || f.Name == "mimetype" {
			return w.bad(in.label, in.name, &hearsay.Problem{Kind: hearsay.ErrBinary, What: "this is an office document or a book, not text", Hint: "save it as plain text"})
		}
	}
	found := false
	var out int64 // unpacked so far
	for _, f := range z.File {
		if w.over() {
			return false
		}
		if f.FileInfo().IsDir() || w.passedOver(f.Name) {
			continue
		}
		found = true
		e := in.entry(f.Name, int64(f.CompressedSize64))
		if f.Flags&1 != 0 {
			if !w.bad(e.label, e.name, &hearsay.Problem{Kind: hearsay.ErrRefused, What: "it is locked with a password", Hint: "unpack the archive and add the folder"}) {
				return false
			}
			continue
		}
		if kindByEnding(f.Name) == aReport && w.skip(e.label) {
			continue
		}
		err := w.zipEntry(e, f, in.size, &out)
		if in.alone {
			w.passed(int64(f.CompressedSize64))
		}
		if err != nil && !w.bad(e.label, e.name, err) {
			return false
		}
		if err := pack.Grown(in.size, out); err != nil {
			return w.bad(in.label, in.name, err)
		}
	}
	if !found {
		return w.bad(in.label, in.name, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "no file in the archive ends like a report", Hint: "unpack it, and name the files one by one"})
	}
	return !w.over()
}

func (w *walker) zipEntry(e input, f *zip.File, size int64, out *int64) error {
	r, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return &hearsay.Problem{Kind: hearsay.ErrBinary, What: fmt.Sprintf("it is packed in a way (method %d) that is not unpacked here", f.Method), Hint: "unpack the archive and add the folder"}
	}
	if err != nil {
		return w.readProblem(e, err)
	}
	defer r.Close()
	w.open(e, &growing{r, size, out})
	return nil
}

// growing reads an entry, and stops where the whole archive grows without bound.
type growing struct {
	r    io.Reader
	size int64
	out  *int64
}

func (g *growing) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	*g.out += int64(n)
	if gerr := pack.Grown(g.size, *g.out); gerr != nil {
		return 0, gerr
	}
	return n, err
}

// spooled is a stream that can be read anywhere: in memory, or in a file that
// goes away with it.
type spooled struct {
	io.ReaderAt
	file *os.File
}

func (s spooled) Close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	return errors.Join(err, os.Remove(s.file.Name()))
}

// spool reads a stream to its end: small ones into memory, others into a file.
func spool(r io.Reader) (spooled, int64, error) {
	const small = 8 << 20
	b, err := io.ReadAll(io.LimitReader(r, small))
	if err != nil {
		return spooled{}, 0, err
	}
	if len(b) < small {
		return spooled{ReaderAt: bytes.NewReader(b)}, int64(len(b)), nil
	}
	f, err := os.CreateTemp("", "hearsay-*.zip")
	if err != nil {
		return spooled{}, 0, err
	}
	s := spooled{f, f}
	n, err := io.Copy(f, io.LimitReader(io.MultiReader(bytes.NewReader(b), r), maxSpool+1))
	if err == nil && n > maxSpool {
		err = &hearsay.Problem{Kind: hearsay.ErrTooBig, What: "the archive lies in a pipe or another archive and is larger than " + size(maxSpool), Hint: "unpack the outer one, or put it into a file"}
	}
	if err != nil {
		s.Close()
		return spooled{}, 0, err
	}
	return s, n, nil
}

// tar goes through the entries of a tar file.
func (w *walker) tar(in input, r io.Reader) bool {
	if in.zips >= maxZips {
		return w.bad(in.label, in.name, &hearsay.Problem{Kind: hearsay.ErrTooBig, What: "it is an archive in an archive in an archive", Hint: "unpack the outer one"})
	}
	t := tar.NewReader(r)
	found := false
	for !w.over() {
		h, err := t.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			switch {
			case errors.Is(err, tar.ErrHeader):
				err = &hearsay.Problem{Kind: hearsay.ErrBinary, What: "the tar archive is broken", Err: err, Hint: "fetch or pack it again"}
			case errors.Is(err, io.ErrUnexpectedEOF):
				err = &hearsay.Problem{Kind: hearsay.ErrBinary, What: "the archive is cut short", Hint: "fetch it again; what stands before was read"}
			}
			return w.bad(in.label, in.name, w.readProblem(in, err))
		}
		if h.Typeflag != tar.TypeReg || w.passedOver(h.Name) {
			continue
		}
		found = true
		e := in.entry(h.Name, h.Size)
		if kindByEnding(h.Name) == aReport && w.skip(e.label) {
			continue
		}
		if !w.open(e, t) {
			return false
		}
	}
	if !found && !w.over() {
		return w.bad(in.label, in.name, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "no file in the archive ends like a report", Hint: "unpack it, and name the files one by one"})
	}
	return !w.over()
}
