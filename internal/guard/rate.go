package guard

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// rates bounds how often each client asks.
type rates struct {
	every rate.Limit // requests a second; 0: without bound
	burst int
	mu    sync.Mutex
	by    map[string]*rate.Limiter
}

// mostClients is how many clients are remembered before those that have been quiet are
// forgotten: some 100 bytes each.
const mostClients = 10_000

// wait is how long the client has to wait before its next request; 0: it may ask now.
func (r *rates) wait(client string, now time.Time) time.Duration {
	if r.every <= 0 {
		return 0
	}
	r.mu.Lock()
	l := r.by[client]
	if l == nil {
		if len(r.by) >= mostClients {
			r.forget(now)
		}
		l = rate.NewLimiter(r.every, r.burst)
		r.by[client] = l
	}
	r.mu.Unlock()
	res := l.ReserveN(now, 1)
	d := res.DelayFrom(now)
	if d > 0 {
		res.CancelAt(now) // one that is refused does not count
	}
	return d
}

// forget drops the clients that could ask as much as a new one; where too few are, it
// drops all: a flood of addresses costs the others their count, not the server its memory.
func (r *rates) forget(now time.Time) {
	for c, l := range r.by {
		if l.TokensAt(now) >= float64(r.burst) {
			delete(r.by, c)
		}
	}
	if len(r.by) >= mostClients {
		clear(r.by)
	}
}

// network is what a client is counted under: its IPv4 address, or the /64 of its IPv6 address, all
// of which one client may have.
func network(a netip.Addr) string {
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}
