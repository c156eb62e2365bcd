package hearsay

import "time"

// Document is one report as published, after its bytes were decoded and the
// furniture of the page was taken off.
type Document struct {
	ID       string // stable name of the report, such as the hash of its bytes
	Outlet   string // who published it, as given by the user or found on the page
	URL      string
	Title    string
	Language string // ISO 639-1, such as "en"
	// Published is when the report was published; zero where unknown. Times such
	// as "on Tuesday" are counted from it. HasClock says whether its hour is known.
	Published time.Time
	HasClock  bool
	// Text is what the reading's offsets point into. For a plain text file it is
	// the file, decoded, and nothing else changed.
	Text string
}
