package recordtest

import (
	"fmt"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/record"
)

// Report is an invented report with its reading, for benchmarks.
func Report(n int) record.Kept { return made(n) }

// The parts of which events for benchmarks are made; all persons and bodies are
// invented.
var (
	manyTypes     = []string{"ASSAULT", "PROTEST", "MOBILIZE", "ACCUSE", "CONSULT", "COERCE", "AID", "AGREE"}
	manyCountries = []string{"KEN", "URY", "PHL", "NOR", "MOZ", "PER", "TUR", "IDN", "CAN", "UZB"}
	manyFirst     = []string{"Ilda", "Omar", "Tamsin", "Petra", "Ruo", "Sefa", "Jonas", "Amaru", "Nadia", "Kofi"}
	manyLast      = []string{"Brandt", "Quill", "Okeke", "Oyelaran", "Lindqvist", "Tupou", "Varga", "Mamani", "Feltran", "Saidov"}
)

// Event is an invented merged event; events of neighbouring numbers happen and
// become known a few minutes after one another, all over the world.
func Event(n int) record.MergedRow {
	h := uint64(n+1) * 0x9E3779B97F4A7C15
	pick := func(m int) int {
		h ^= h >> 29
		h *= 0xBF58476D1CE4E5B9
		return int((h >> 33) % uint64(m))
	}
	return event(eventID(n), func(m *record.MergedRow) {
		at := time.Date(2029, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * 90 * time.Second)
		m.Known, m.Changed = at, at
		m.Start = at.Add(-time.Duration(pick(72)) * time.Hour).Truncate(24 * time.Hour)
		m.End = m.Start.Add(24*time.Hour - time.Microsecond)
		m.Type = manyTypes[min(pick(8), pick(8))]
		m.Disputed = pick(20) == 0
		m.Origins = m.Origins[:1]
		for range min(pick(6), pick(6)) {
			m.Origins = append(m.Origins, m.Origins[0])
		}
		country := manyCountries[min(pick(10), pick(10))]
		m.Countries = []string{country}
		town := pick(3000)
		m.Place = &hearsay.Place{Name: fmt.Sprintf("Town %d", town), Country: country, GeoNames: 1000 + town, Lat: float64(town*37%1400)/10 - 70, Lon: float64(town*53%3600)/10 - 180, Precision: "city"}
		party := func(role string) record.PartyRow {
			name := manyFirst[pick(10)] + " " + manyLast[pick(10)] + fmt.Sprint(" ", pick(200))
			return record.PartyRow{Role: role, Key: record.Fold(name), Name: record.Fold(name), Country: country}
		}
		m.Parties = []record.PartyRow{party("actor"), party("recipient")}
		m.Story = storyID(n / 4)
		m.Outlets = []string{fmt.Sprint("Outlet ", pick(300))}
	})
}
