package record

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Stamp is t as both stores keep it: UTC, to the microsecond, cut off and not
// rounded. The zero time stays zero.
func Stamp(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return time.UnixMicro(t.UnixMicro()).UTC()
}

// Micros is t in microseconds since 1970; nil for the zero time.
func Micros(t time.Time) *int64 {
	if t.IsZero() {
		return nil
	}
	n := t.UnixMicro()
	return &n
}

// FromMicros gives back what [Micros] was given.
func FromMicros(n *int64) time.Time {
	if n == nil {
		return time.Time{}
	}
	return Instant(*n)
}

// Order is t in microseconds since 1970 where a column must not be null, because
// rows are sorted by it: the zero time comes before all others.
func Order(t time.Time) int64 { return t.UnixMicro() }

// Instant gives back what [Order] was given.
func Instant(n int64) time.Time {
	t := time.UnixMicro(n).UTC()
	if t.IsZero() {
		return time.Time{}
	}
	return t
}

// Plain makes a text fit for a text column of either store: PostgreSQL takes
// neither NUL nor invalid UTF-8. Both become U+FFFD.
func Plain(s string) string {
	if strings.IndexByte(s, 0) < 0 && utf8.ValidString(s) {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "\ufffd")
}

// SupersededAt is when a report became superseded by a version accepted after it:
// when that became known or, where its published time stayed the same, fetched.
func SupersededAt(old, known, fetched time.Time) time.Time {
	if !known.After(old) && fetched.After(old) {
		return Stamp(fetched)
	}
	return Stamp(known)
}
