package hearsay

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// The record's ids begin with a letter that tells what they name, followed by
// twelve characters (60 bits) of a hash, so that two records made of the same reports
// use the same ids.
const (
	ReportPrefix = "r"
	StoryPrefix  = "s"
	EventPrefix  = "e"
	// Corrections: c5 is a claim.
	CorrectionPrefix = "k"
)

// crockford's alphabet has no i, l, o and u, which are misread.
var crockford = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

func id(prefix string, parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return prefix + crockford.EncodeToString(sum[:8])[:12]
}

// ReportID names a version of a report by what was read: address, outlet,
// title, published time and text. The same report found in another folder has
// the same id.
func ReportID(d *Document) string {
	return id(ReportPrefix, d.URL, d.Outlet, d.Title, FormatPublished(d.Published, d.HasClock), d.Text)
}

// StoryID names a story by the report that founded it.
func StoryID(reportID string) string { return id(StoryPrefix, reportID) }

// EventID names a merged event by the telling that founded it.
func EventID(tellingID string) string { return id(EventPrefix, tellingID) }

// CorrectionID names a correction by what it says of what, who made it and when.
func CorrectionID(c *Correction) string {
	parts := []string{c.Target, c.Field, c.By, c.Made.UTC().Format("2006-01-02T15:04:05.000000Z")}
	return id(CorrectionPrefix, append(parts, c.Given...)...)
}

// PartID names a claim or telling of a report: "r4k.../c5".
func PartID(reportID, local string) string { return reportID + "/" + local }
