package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/view"
	"github.com/hearsay/hearsay/internal/record"
)

// mark is how far a follower has come: the newest report and the newest decision of
// linking that it was told of.
type mark struct{ report, change int64 }

func (m mark) String() string { return fmt.Sprintf("%d.%d", m.report, m.change) }

// parseMark reads what String wrote.
func parseMark(s string) (mark, bool) {
	a, b, ok := strings.Cut(s, ".")
	report, err1 := strconv.ParseInt(a, 10, 64)
	change, err2 := strconv.ParseInt(b, 10, 64)
	if !ok || err1 != nil || err2 != nil || report < 0 || change < 0 {
		return mark{}, false
	}
	return mark{report, change}, true
}

// message is one thing that followers are told.
type message struct {
	at   mark   // how far one has come with it
	kind string // report, event, reset
	data []byte
}

// The bounds of following.
const (
	mostFollowers = 1000
	// mostNews is how many reports, and how many decisions, are told one by one; of
	// more a follower is only told that there are (reset).
	mostNews = 500
	// kept is how many messages are kept for followers that are slower than the others.
	kept = 2048
)

// hub looks at the record for all followers together: one look a second while there are
// any, however many they are.
type hub struct {
	store Store
	poll  time.Duration
	log   *slog.Logger
	wake  chan struct{} // see nudge
	done  chan struct{}
	once  sync.Once

	mu        sync.Mutex
	followers int
	stop      context.CancelFunc // of the looking; nil: nobody follows
	at        mark
	writes    int64
	first     int64 // number of messages[0]
	messages  []message
	news      chan struct{} // closed when there are new messages, and made anew
}

func newHub(store Store, poll time.Duration, log *slog.Logger) *hub {
	return &hub{store: store, poll: poll, log: log, wake: make(chan struct{}, 1), done: make(chan struct{}), news: make(chan struct{})}
}

func (h *hub) close() { h.once.Do(func() { close(h.done) }) }

func (h *hub) nudge() {
	select {
	case h.wake <- struct{}{}:
	default:
	}
}

var errCrowded = &hearsay.Problem{Kind: ErrBusy, What: "too many follow the record already", Hint: "try again later, or ask from time to time with If-None-Match"}

// join adds a follower, which is told of what comes behind number n of the messages
// and mark at. leave must be called in the end.
func (h *hub) join(ctx context.Context) (n int64, at mark, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.followers >= mostFollowers {
		return 0, at, errCrowded
	}
	if h.followers == 0 {
		var writes int64
		var now mark
		err := h.store.Read(ctx, func(r record.Reader) (err error) {
			if writes, err = r.Writes(ctx); err != nil {
				return err
			}
			now, err = newest(ctx, r)
			return err
		})
		if err != nil {
			return 0, at, err
		}
		// What is kept belongs to a time of which nobody knows the end.
		h.first += int64(len(h.messages))
		h.at, h.writes, h.messages = now, writes, nil
		var looking context.Context
		looking, h.stop = context.WithCancel(context.Background())
		go h.look(looking)
	}
	h.followers++
	return h.first + int64(len(h.messages)), h.at, nil
}

func (h *hub) leave() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.followers--; h.followers == 0 {
		h.stop()
		h.stop = nil
	}
}

// after are the messages from number n on, the number that follows them, and what
// closes when there are more. ok is false where some were forgotten already.
func (h *hub) after(n int64) (list []message, next int64, news <-chan struct{}, ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	next = h.first + int64(len(h.messages))
	if n < h.first {
		return []message{{h.at, "reset", reset}}, next, h.news, false
	}
	return append([]message(nil), h.messages[n-h.first:]...), next, h.news, true
}

var reset = []byte(`{"schema":"hearsay.reset/1"}`)

// look asks the record again and again whether there is something new.
func (h *hub) look(ctx context.Context) {
	tick := time.NewTicker(h.poll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.done:
			return
		case <-h.wake:
		case <-tick.C:
		}
		if err := h.gather(ctx); err != nil && ctx.Err() == nil {
			h.log.WarnContext(ctx, "looking for news failed", "error", err.Error())
		}
	}
}

// gather adds what is new to the messages. Only one goroutine at a time looks, but for
// the end of an old one, whose context has ended.
func (h *hub) gather(ctx context.Context) error {
	h.mu.Lock()
	from, seen := h.at, h.writes
	h.mu.Unlock()
	var list []message
	var to mark
	var writes int64
	err := h.store.Read(ctx, func(r record.Reader) (err error) {
		if writes, err = r.Writes(ctx); err != nil || writes == seen {
			return err
		}
		list, to, err = since(ctx, r, from)
		return err
	})
	if err != nil || writes == seen {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	h.writes, h.at = writes, to
	if len(list) == 0 {
		return nil
	}
	h.messages = append(h.messages, list...)
	if over := len(h.messages) - kept; over > 0 {
		h.first += int64(over)
		h.messages = append([]message(nil), h.messages[over:]...)
	}
	close(h.news)
	h.news = make(chan struct{})
	return nil
}

// newest is the mark of a follower that knows all that there is.
func newest(ctx context.Context, r record.Reader) (mark, error) {
	page, err := r.Reports(ctx, record.Filter{Limit: 1})
	if err != nil {
		return mark{}, err
	}
	var m mark
	if len(page.Rows) > 0 {
		m.report = page.Rows[0].Seq
	}
	m.change, err = r.LastChange(ctx)
	return m, err
}

// since are the messages for a follower that has come as far as from: each new report,
// in the order of acceptance, then each event that was made or changed since, as it stands.
func since(ctx context.Context, r record.Reader, from mark) ([]message, mark, error) {
	to, err := newest(ctx, r)
	if err != nil {
		return nil, to, err
	}
	// A mark of another record, or of this one before it was put back to a copy.
	if from.report > to.report || from.change > to.change {
		return []message{{to, "reset", reset}}, to, nil
	}
	var list []message
	if to.report > from.report {
		page, err := r.Reports(ctx, record.Filter{Limit: mostNews + 1})
		if err != nil {
			return nil, to, err
		}
		if n := len(page.Rows); n > mostNews && page.Rows[n-1].Seq > from.report {
			return []message{{to, "reset", reset}}, to, nil
		}
		for i := len(page.Rows) - 1; i >= 0; i-- {
			if page.Rows[i].Seq <= from.report {
				continue
			}
			b, err := view.ReportHead(&page.Rows[i])
			if err != nil {
				return nil, to, err
			}
			list = append(list, message{mark{page.Rows[i].Seq, from.change}, "report", b})
		}
	}
	changes, err := r.ChangesAfter(ctx, from.change, mostNews+1)
	if err != nil {
		return nil, to, err
	}
	if len(changes) > mostNews {
		return []message{{to, "reset", reset}}, to, nil
	}
	last := map[string]int64{} // the newest change of each event
	for _, c := range changes {
		for _, id := range []string{c.Subject, c.Object} {
			if isEvent(id) {
				last[id] = c.Seq
			}
		}
	}
	for _, c := range changes {
		for _, id := range []string{c.Subject, c.Object} {
			if !isEvent(id) || last[id] != c.Seq {
				continue
			}
			delete(last, id) // it may be on both sides
			row, err := r.Merged(ctx, id)
			if errors.Is(err, record.ErrNone) {
				continue // joined into another since
			}
			if err != nil {
				return nil, to, err
			}
			b, err := view.Changed(&row.Merged)
			if err != nil {
				return nil, to, err
			}
			list = append(list, message{mark{to.report, c.Seq}, "event", b})
		}
	}
	return list, to, nil
}

// isEvent tells ids of merged events from those of stories, reports and their parts.
func isEvent(id string) bool {
	return strings.HasPrefix(id, hearsay.EventPrefix) && !strings.Contains(id, "/")
}
