package source

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"

	"github.com/temoto/robotstxt"

	"github.com/hearsay/hearsay"
)

// maxRobots is how much of a robots.txt is read: RFC 9309 section 2.5 asks for
// at least 500 KiB.
const maxRobots = 512 << 10

type robotsEntry struct {
	once sync.Once
	data *robotstxt.RobotsData
	err  error
}

// askRobots asks the host's robots.txt once a run whether the path may be read.
// No file (4xx) means yes; a host in trouble (5xx) means no, as RFC 9309
// section 2.3.1 has it.
func (o *Opener) askRobots(ctx context.Context, u *url.URL) error {
	if o.opt.IgnoreRobots {
		return nil
	}
	host := u.Scheme + "://" + u.Host
	o.mu.Lock()
	e := o.robots[host]
	if e == nil {
		e = &robotsEntry{}
		o.robots[host] = e
	}
	o.mu.Unlock()
	e.once.Do(func() { e.data, e.err = o.getRobots(ctx, host) })
	if e.err != nil {
		return e.err
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !e.data.TestAgent(path, "hearsay") {
		return &hearsay.Problem{Kind: hearsay.ErrRefused, What: fmt.Sprintf("the robots.txt of %s asks programs not to read this page", u.Host),
			Hint: "save the page from your browser and read the file, or add --ignore-robots if you have leave to read it"}
	}
	return nil
}

func (o *Opener) getRobots(ctx context.Context, host string) (*robotstxt.RobotsData, error) {
	resp, err := o.get(ctx, host+"/robots.txt", "text/plain,*/*;q=0.1")
	if err != nil {
		return nil, o.netProblem(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusTooManyRequests {
		return nil, statusProblem(resp)
	}
	if resp.StatusCode >= 500 {
		return nil, &hearsay.Problem{Kind: hearsay.ErrRefused, What: fmt.Sprintf("whether the page may be read cannot be told: the host's robots.txt answers %s", resp.Status),
			Hint: "try again later, or add --ignore-robots if you have leave to read it"}
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxRobots))
	if err != nil {
		return nil, o.netProblem(err)
	}
	data, err := robotstxt.FromStatusAndBytes(resp.StatusCode, b)
	if err != nil {
		// A file that cannot be understood forbids nothing: RFC 9309 section 2.2.
		data, err = robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	return data, err
}
