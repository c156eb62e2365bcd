package load

import (
	"archive/tar"
	"archive/zip"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

// Bounds on what a package may hold. The largest published pipeline of the kind
// read here (en_core_web_lg) has 40 files and unpacks to 600 MB, its largest
// file to 240 MB; none is packed tighter than 15 to 1.
const (
	maxEntries = 10000   // files and folders in an archive
	maxFile    = 2 << 30 // bytes of one file
	maxTotal   = 4 << 30 // bytes of all files of a .tar.gz together
	maxRatio   = 200     // unpacked to packed; asked only of files over smallFile
	smallFile  = 8 << 20
)

// ErrHostile is wrapped by errors about archives that exceed the bounds.
var ErrHostile = errors.New("the archive exceeds what a pipeline can need")

// Files are the files of a package, by names with slashes relative to the
// folder that holds config.cfg.
type Files interface {
	// Names lists the files in order.
	Names() []string
	// Read returns a file's bytes; the error of a missing file is fs.ErrNotExist.
	Read(name string) (string, error)
}

// Memory is Files held in memory.
type Memory map[string]string

// Names implements [Files].
func (m Memory) Names() []string {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// Read implements [Files].
func (m Memory) Read(name string) (string, error) {
	if s, ok := m[name]; ok {
		return s, nil
	}
	return "", &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// folder is Files of a folder or of a zip archive.
type folder struct {
	fsys  fs.FS
	names []string
}

func (f folder) Names() []string { return f.names }

func (f folder) Read(name string) (string, error) {
	h, err := f.fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer h.Close()
	info, err := h.Stat()
	if err != nil {
		return "", err
	}
	size := info.Size()
	if info.IsDir() {
		return "", &fs.PathError{Op: "read", Path: name, Err: errors.New("is a folder")}
	}
	if size > maxFile {
		return "", fmt.Errorf("%s: %d bytes: %w", name, size, ErrHostile)
	}
	if z, ok := info.Sys().(*zip.FileHeader); ok && size > smallFile && uint64(size) > maxRatio*z.CompressedSize64 {
		return "", fmt.Errorf("%s: packed 1 to %d: %w", name, uint64(size)/max(z.CompressedSize64, 1), ErrHostile)
	}
	var b strings.Builder
	// The size is what the file says of itself; memory grows with what comes.
	b.Grow(int(min(size, 64<<20)))
	n, err := io.Copy(&b, io.LimitReader(h, size+1))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	if n != size {
		return "", fmt.Errorf("%s: %d bytes read, %d announced: the file is cut off or changing", name, n, size)
	}
	return b.String(), nil
}

// openFS lists the files of fsys.
func openFS(fsys fs.FS) (folder, error) {
	f := folder{fsys: fsys}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.Type().IsRegular() {
			f.names = append(f.names, name)
		}
		if len(f.names) > maxEntries {
			return fmt.Errorf("more than %d files: %w", maxEntries, ErrHostile)
		}
		return nil
	})
	return f, err
}

// openSource opens a folder, wheel or source archive with all that it holds.
func openSource(name string) (Files, func() error, error) {
	none := func() error { return nil }
	info, err := os.Stat(name)
	if err != nil {
		return nil, none, err
	}
	if info.IsDir() {
		f, err := openFS(os.DirFS(name))
		return f, none, err
	}
	switch {
	case hasSuffix(name, ".whl", ".zip"):
		z, err := zip.OpenReader(name)
		if err != nil {
			return nil, none, fmt.Errorf("%w: the archive is broken or cut off; download it again", err)
		}
		if len(z.File) > maxEntries {
			z.Close()
			return nil, none, fmt.Errorf("%d entries: %w", len(z.File), ErrHostile)
		}
		f, err := openFS(z)
		if err != nil {
			z.Close()
			return nil, none, err
		}
		return f, z.Close, nil
	case hasSuffix(name, ".tar.gz", ".tgz"):
		h, err := os.Open(name)
		if err != nil {
			return nil, none, err
		}
		defer h.Close()
		m, err := readTar(h)
		return m, none, err
	}
	return nil, none, errors.New("is neither a folder nor a .whl, .zip or .tar.gz file; give a spaCy pipeline's package")
}

func hasSuffix(name string, suffixes ...string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(strings.ToLower(name), s) {
			return true
		}
	}
	return false
}

// counter counts the bytes that are read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// readTar unpacks a .tar.gz into memory.
func readTar(r io.Reader) (Memory, error) {
	packed := &counter{r: r}
	z, err := gzip.NewReader(packed)
	if err != nil {
		return nil, fmt.Errorf("not a gzip file: %w", err)
	}
	defer z.Close()
	out := Memory{}
	total := int64(0)
	t := tar.NewReader(z)
	for entries := 0; ; entries++ {
		h, err := t.Next()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("the archive is broken or cut off; download it again: %w", err)
		}
		if entries >= maxEntries {
			return nil, fmt.Errorf("more than %d entries: %w", maxEntries, ErrHostile)
		}
		if h.Typeflag != tar.TypeReg {
			continue // folders; links are not followed
		}
		if total += h.Size; h.Size > maxFile || total > maxTotal {
			return nil, fmt.Errorf("%s: %d bytes: %w", h.Name, h.Size, ErrHostile)
		}
		var b strings.Builder
		b.Grow(int(min(h.Size, 1<<20)))
		buf := make([]byte, 256<<10)
		for {
			n, err := t.Read(buf)
			b.Write(buf[:n])
			if total > smallFile && int64(b.Len()) > smallFile && int64(b.Len()) > maxRatio*packed.n {
				return nil, fmt.Errorf("%s: packed tighter than 1 to %d: %w", h.Name, maxRatio, ErrHostile)
			}
			if err == io.EOF {
				break
			}
			if err != nil {
				return nil, fmt.Errorf("%s: the archive is broken or cut off; download it again: %w", h.Name, err)
			}
		}
		name := path.Clean(strings.ReplaceAll(h.Name, `\`, "/"))
		if !fs.ValidPath(name) {
			return nil, fmt.Errorf("%q is no name for a file in an archive: %w", h.Name, ErrHostile)
		}
		out[name] = b.String()
	}
}

// sub is Files below a folder.
type sub struct {
	files  Files
	prefix string // ends in a slash
}

func (s sub) Names() []string {
	var out []string
	for _, n := range s.files.Names() {
		if rest, ok := strings.CutPrefix(n, s.prefix); ok {
			out = append(out, rest)
		}
	}
	return out
}

func (s sub) Read(name string) (string, error) { return s.files.Read(s.prefix + name) }

// findRoot returns the files below the folder of config.cfg: the folder itself
// or, in a Python package, one or two folders down. A source archive has a copy
// of meta.json above it.
func findRoot(files Files) (Files, string, error) {
	best := ""
	found := false
	for _, n := range files.Names() {
		if path.Base(n) != "config.cfg" {
			continue
		}
		dir := path.Dir(n)
		if depth := strings.Count(dir, "/"); depth > 3 {
			continue
		}
		if !found || len(dir) < len(best) {
			best, found = dir, true
		}
	}
	switch {
	case !found:
		return nil, "", errors.New("holds no config.cfg: it is no pipeline of spaCy 3 (pipelines of spaCy 2 cannot be read)")
	case best == ".":
		return files, "", nil
	}
	return sub{files, best + "/"}, best + "/", nil
}

// baseName is how a source is called in errors.
func baseName(name string) string { return filepath.Base(name) }
