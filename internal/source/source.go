package source

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/hearsay/hearsay"
)

// Kind tells where a Ref leads.
type Kind int

const (
	File Kind = iota
	URL
	Stdin
)

// Ref names one report that is to be opened.
type Ref struct {
	Kind Kind
	Name string // path, address or "-"
}

// Raw is a report as it came in, before anything was decoded.
type Raw struct {
	Name      string // as the person knows it: path, address, "standard input"
	URL       string // final address after redirects; empty for files
	MediaType string // Content-Type as the server said it; empty for files
	Bytes     []byte
	Modified  time.Time // Last-Modified as the server said it; zero for files
}

// Options are the bounds and leaves of an Opener; the zero value is safe.
type Options struct {
	Stdin io.Reader
	// MaxBytes bounds one report's bytes, after decompression. 0: 32 MiB, more
	// than the largest page of a news site by a factor of ten.
	MaxBytes int64
	// Timeout bounds one fetch with all its redirects. 0: 30 s.
	Timeout time.Duration
	// MaxRedirects bounds the addresses that one fetch may be sent on to. 0: 5.
	MaxRedirects int
	// AllowHosts are names or addresses ("localhost", "10.0.0.7", "wiki.lan:8080")
	// that may be asked although they are on this machine or a private network.
	AllowHosts []string
	// IgnoreRobots reads pages that robots.txt asks programs not to read.
	IgnoreRobots bool
	// Agent is the User-Agent header. Empty: "hearsay".
	Agent string
}

// Opener opens reports. It is safe for concurrent use.
type Opener struct {
	opt    Options
	client *http.Client
	mu     sync.Mutex
	robots map[string]*robotsEntry // by scheme://host
}

// NewOpener returns an opener with the options' defaults filled in.
func NewOpener(opt Options) *Opener {
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = 32 << 20
	}
	if opt.Timeout <= 0 {
		opt.Timeout = 30 * time.Second
	}
	if opt.MaxRedirects <= 0 {
		opt.MaxRedirects = 5
	}
	if opt.Agent == "" {
		opt.Agent = "hearsay"
	}
	o := &Opener{opt: opt, robots: map[string]*robotsEntry{}}
	o.client = o.newClient()
	return o
}

// IsURL reports whether a typed name is an address rather than a path.
func IsURL(name string) bool {
	i := strings.Index(name, "://")
	if i <= 0 {
		return false
	}
	for _, c := range name[:i] {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.') {
			return false
		}
	}
	return true
}

// Open reads the bytes of one report.
func (o *Opener) Open(ctx context.Context, ref Ref) (*Raw, error) {
	switch ref.Kind {
	case URL:
		return o.fetch(ctx, ref.Name)
	case Stdin:
		if o.opt.Stdin == nil {
			return nil, &hearsay.Problem{Kind: hearsay.ErrEmpty, What: "there is no standard input", Hint: "name a file or an address instead of -"}
		}
		b, err := o.readAll(o.opt.Stdin)
		if err != nil {
			return nil, err
		}
		return &Raw{Name: "standard input", Bytes: b}, nil
	}
	return o.openFile(ref.Name)
}

// readAll reads to the end, or to the bound and then says so.
func (o *Opener) readAll(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, o.opt.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	if int64(len(b)) > o.opt.MaxBytes {
		return nil, tooBig(o.opt.MaxBytes)
	}
	return b, nil
}

func tooBig(bound int64) error {
	return &hearsay.Problem{Kind: hearsay.ErrTooBig, What: fmt.Sprintf("more than %s, the bound for one report", size(bound)),
		Hint: "cut it into the reports that it holds, one file each"}
}

// size writes a number of bytes for a person.
func size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
