package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/hearsay/hearsay"
)

// reportEndings are the names of files that [Opener.List] searches a folder
// for. A file that is named by itself is opened whatever it is called.
var reportEndings = map[string]content{".txt": aReport, ".text": aReport, ".html": aReport, ".htm": aReport, ".xhtml": aReport}

// Listing is what was found under the names that a person typed.
type Listing struct {
	Refs []Ref
	// Problems are names under which nothing can be read, in order.
	Problems []NameProblem
	// Other counts the files in folders that are no reports by their ending.
	Other int
}

// NameProblem is a typed name and what is wrong with it.
type NameProblem struct {
	Name string
	Err  error
}

// List expands names into reports, in the order typed; a folder's files follow
// in the order of their paths. Hidden files and folders are left out, and links
// to folders are not followed, so that a loop of links ends.
func (o *Opener) List(names []string) Listing {
	var l Listing
	for _, name := range names {
		switch {
		case name == "-":
			l.Refs = append(l.Refs, Ref{Stdin, "-"})
		case IsURL(name):
			l.Refs = append(l.Refs, Ref{URL, name})
		default:
			o.listPath(name, &l)
		}
	}
	return l
}

func (o *Opener) listPath(name string, l *Listing) {
	info, err := os.Stat(name)
	if err != nil {
		l.Problems = append(l.Problems, NameProblem{name, fileProblem(err)})
		return
	}
	if !info.IsDir() {
		l.Refs = append(l.Refs, Ref{File, name})
		return
	}
	found, other := folder(name, reportEndings, func(path string, err error) bool {
		if err != nil {
			l.Problems = append(l.Problems, NameProblem{path, fileProblem(err)})
		} else {
			l.Refs = append(l.Refs, Ref{File, path})
		}
		return true
	})
	l.Other += other
	if found == 0 {
		l.Problems = append(l.Problems, NameProblem{name, noneFound(other, reportEndings)})
	}
}

// folder calls visit for the files of a folder and of the folders in it that
// end in one of kinds, in the order of their paths, and for what cannot be
// entered; visit returns false to end it. found counts the former, other the
// files that end otherwise.
func folder(name string, kinds map[string]content, visit func(path string, err error) bool) (found, other int) {
	err := filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if !visit(path, err) {
				return fs.SkipAll
			}
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		hidden := strings.HasPrefix(d.Name(), ".") && path != name
		switch {
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || hidden:
		case d.Type()&fs.ModeSymlink == 0 && !d.Type().IsRegular():
			other++
		case kinds[ending(path)] == unknown:
			other++
		default:
			found++
			if !visit(path, nil) {
				return fs.SkipAll
			}
		}
		return nil
	})
	if err != nil {
		visit(name, err)
	}
	return found, other
}

func endings(kinds map[string]content) []string {
	var out []string
	for e := range kinds {
		out = append(out, e)
	}
	sort.Strings(out)
	return out
}

// ending is a path's last extension in lower case, looking under .gz.
func ending(path string) string {
	p := strings.ToLower(path)
	return filepath.Ext(strings.TrimSuffix(p, ".gz"))
}

func (o *Opener) openFile(name string) (*Raw, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fileProblem(err)
	}
	if info.IsDir() {
		return nil, &hearsay.Problem{Kind: hearsay.ErrMissing, What: "this is a folder, not a file", Hint: "name the files in it"}
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fileProblem(err)
	}
	defer f.Close()
	in := bufio.NewReader(f)
	var r io.Reader = in
	if head, _ := in.Peek(2); bytes.Equal(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return nil, gzipProblem(err)
		}
		r = z
	}
	b, err := o.readAll(r)
	var p *hearsay.Problem
	if err != nil && !errors.As(err, &p) {
		if r != in {
			return nil, gzipProblem(err)
		}
		return nil, fileProblem(err)
	}
	if err != nil {
		return nil, err
	}
	return &Raw{Name: name, Bytes: b}, nil
}

func gzipProblem(err error) error {
	return &hearsay.Problem{Kind: hearsay.ErrBinary, What: "the gzip file is broken", Err: err, Hint: "fetch or compress it again"}
}

// fileProblem puts a system's error into words and a hint.
func fileProblem(err error) error {
	var p *hearsay.Problem
	if errors.As(err, &p) {
		return p
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &hearsay.Problem{Kind: hearsay.ErrMissing, What: "there is no such file or folder", Hint: "check the path; an address begins with https://"}
	case errors.Is(err, fs.ErrPermission):
		return &hearsay.Problem{Kind: hearsay.ErrRefused, What: "it may not be opened by this user", Hint: "check its permissions"}
	}
	return &hearsay.Problem{Kind: hearsay.ErrMissing, What: "it cannot be opened", Err: err, Hint: "check the path and the disk"}
}
