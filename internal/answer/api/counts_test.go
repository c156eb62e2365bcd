package api_test

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hearsay/hearsay"
	"github.com/hearsay/hearsay/internal/answer/api"
	"github.com/hearsay/hearsay/internal/record"
	"github.com/hearsay/hearsay/internal/record/recordtest"
)

// got asks and decodes.
func got[T any](t *testing.T, h http.Handler, path string) T {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	var out T
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != 200 {
		t.Fatalf("%s: %d %v %s", path, w.Code, err, w.Body)
	}
	return out
}

type (
	bundle struct {
		Count, Disputed int
		By              map[string]int
	}
	area struct {
		Country, Name string
		bundle
		Events []string
	}
	cell struct {
		Box       [4]float64
		Lat, Lon  float64
		Places    int
		Place     string
		Precision map[string]int
		bundle
		Events []string
	}
	mapAnswer struct {
		Count              int
		Cell               float64
		Countries, Regions []area
		Cells              []cell
		Outside            int
		Unplaced           bundle
		LeftOut            int `json:"left_out"`
		Notes              []string
	}
	eventsAnswer struct {
		Events []struct {
			ID, Type, Quad, Status, Known string
			Disputed                      bool
			Origins                       []struct{}
			Outlets                       []string
			Place                         *struct {
				Country   string
				Precision string
				Lat, Lon  float64
			}
			Time *struct{ Start, End string }
		}
		Next string
	}
)

// mixed is a record with places of every precision.
func mixed(t *testing.T) http.Handler {
	db := events(t, 0)
	write := func(n int, edit func(m *record.MergedRow)) {
		t.Helper()
		m := recordtest.Event(n)
		m.Disputed = n%7 == 0
		edit(&m)
		if err := db.Write(t.Context(), func(w record.Writer) error { return w.PutMerged(t.Context(), m) }); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 60 {
		write(n, func(m *record.MergedRow) {
			switch n % 6 {
			case 0:
				m.Place = nil
			case 1:
				m.Place = &hearsay.Place{Name: "Kenya", Country: "KEN", Lat: 1, Lon: 38, Precision: "country"}
			case 2:
				m.Place = &hearsay.Place{Name: "Tana", Country: "KEN", GeoNames: 9, Lat: -1.5, Lon: 39.5, Precision: "province"}
			case 3:
				m.Place = &hearsay.Place{Name: "Osk", Country: "NOR", GeoNames: 10, Lat: 61.2, Lon: 8.1, Precision: "city"}
			case 4:
				m.Place = &hearsay.Place{Name: "the quay", Country: "NOR", Precision: "site"} // nobody knows where
			case 5:
				m.Place = &hearsay.Place{Name: "Aru", Country: "FJI", GeoNames: int(11 + n), Lat: -17 - float64(n)/1000, Lon: -179.9, Precision: "district"}
			}
		})
	}
	return handler(db, api.Options{})
}

// TestMap: nothing is nearer than it is told, and nothing is lost.
func TestMap(t *testing.T) {
	h := mixed(t)
	m := got[mapAnswer](t, h, "/api/map?zoom=6")
	sum := m.Unplaced.Count + m.Outside + m.LeftOut
	if m.Count != 60 || len(m.Countries) != 2 || len(m.Regions) != 1 || m.Unplaced.Count != 10 || m.Regions[0].Name != "Tana" || m.Regions[0].Count != 10 {
		t.Errorf("%+v", m)
	}
	for _, a := range append(m.Countries, m.Regions...) {
		sum += a.Count
		if a.Count != 10 || len(a.Events) != 0 {
			t.Errorf("area %+v", a)
		}
	}
	for _, c := range m.Cells {
		sum += c.Count
		inner := 0
		for _, n := range c.By {
			inner += n
		}
		if inner != c.Count || c.Lon < c.Box[0] || c.Lon > c.Box[2] || c.Lat < c.Box[1] || c.Lat > c.Box[3] || c.Places == 1 != (c.Place != "") || c.Precision["country"]+c.Precision["province"] > 0 {
			t.Errorf("cell %+v", c)
		}
		if (c.Count <= 5) != (len(c.Events) == c.Count) {
			t.Errorf("%d events, ids %v", c.Count, c.Events)
		}
	}
	if sum != 60 {
		t.Errorf("%d of 60 events are on the map", sum)
	}
	// Nearer, the cells are smaller; in a window across 180 degrees the others lie outside.
	near := got[mapAnswer](t, h, "/api/map?zoom=12&bbox=170,-30,-170,-10")
	if near.Cell >= m.Cell || near.Outside != 20 || len(near.Cells) < 3 || len(near.Countries) != 2 {
		t.Errorf("%+v", near)
	}
	if n := got[mapAnswer](t, h, "/api/map?type=agree&disputed=true&place=Kenya"); n.Count != countOf(t, h, "type=agree&disputed=true&place=Kenya") {
		t.Errorf("%+v", n)
	}
}

func countOf(t *testing.T, h http.Handler, q string) int {
	t.Helper()
	return len(got[eventsAnswer](t, h, "/api/events?full=false&limit=1000&"+q).Events)
}

// TestCounts: histogram and facets are those of the list, for several questions.
func TestCounts(t *testing.T) {
	h := handler(events(t, 900), api.Options{Now: func() time.Time { return time.Date(2029, 3, 1, 0, 0, 0, 0, time.UTC) }})
	for _, q := range []string{"", "type=coerce", "place=Kenya&disputed=false", "since=2028-12-31&until=2028-12-31", "origins=2", "actor=omar", "outlet=Outlet+7", "known_until=2029-01-01T06:00Z", "type=aid,agree&place=-20,-40,60,40", "type=request"} {
		list := got[eventsAnswer](t, h, "/api/events?full=false&limit=1000&"+q).Events
		byDay, byType, byOutlet := map[string]int{}, map[string]int{}, map[string]int{}
		disputed := 0
		for _, e := range list {
			byType[e.Type]++
			if e.Disputed {
				disputed++
			}
			for _, o := range e.Outlets {
				byOutlet[o]++
			}
			byDay[e.Known[:10]]++
		}
		hist := got[struct {
			Count   int
			Per     string
			Buckets []struct {
				Start string
				bundle
			}
			Wider, Undated bundle
		}](t, h, "/api/histogram?clock=known&per=day&"+q)
		sum := 0
		for _, b := range hist.Buckets {
			sum += b.Count
			if byDay[b.Start] != b.Count {
				t.Errorf("%s: %d on %s, listed %d", q, b.Count, b.Start, byDay[b.Start])
			}
		}
		if hist.Count != len(list) || sum != len(list) {
			t.Errorf("%s: %d listed, %d counted, %d in buckets", q, len(list), hist.Count, sum)
		}
		facets := got[struct {
			Count       int
			Approximate bool
			Facets      map[string][]struct {
				Value string
				Count int
			}
			More struct{ Outlet int }
		}](t, h, "/api/facets?top=200&"+q)
		if facets.Count != len(list) || facets.Approximate {
			t.Errorf("%s: %+v", q, facets)
		}
		for _, x := range facets.Facets["type"] {
			if byType[x.Value] != x.Count {
				t.Errorf("%s: %+v, listed %d", q, x, byType[x.Value])
			}
		}
		for _, x := range facets.Facets["outlet"] {
			if byOutlet[x.Value] != x.Count {
				t.Errorf("%s: %+v, listed %d", q, x, byOutlet[x.Value])
			}
		}
		if n := len(facets.Facets["outlet"]) + facets.More.Outlet; n != len(byOutlet) || len(facets.Facets["type"]) != len(byType) {
			t.Errorf("%s: %d outlets, listed %d", q, n, len(byOutlet))
		}
		for _, x := range facets.Facets["disputed"] {
			if want := map[string]int{"true": disputed, "false": len(list) - disputed}[x.Value]; x.Count != want {
				t.Errorf("%s: %+v, listed %d", q, x, want)
			}
		}
	}
	// Open lists leave their own condition out, and only that.
	open := got[struct {
		Count  int
		Facets map[string][]struct {
			Value string
			Count int
		}
	}](t, h, "/api/facets?open=true&type=coerce&place=Kenya")
	for _, x := range open.Facets["type"] {
		if x.Value == "FLOOD" { // of which no question can be asked
			continue
		}
		if n := countOf(t, h, "place=Kenya&type="+x.Value); n != x.Count {
			t.Errorf("%+v, listed %d", x, n)
		}
	}
	if len(open.Facets["type"]) < 3 || len(open.Facets["country"]) < 3 || open.Count != countOf(t, h, "type=coerce&place=Kenya") {
		t.Errorf("%+v", open)
	}
}

// TestHistogram: what is told less exactly than a bucket is long stands in none.
func TestHistogram(t *testing.T) {
	db := events(t, 0)
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	for n, span := range [][2]time.Time{
		{day(2031, 6, 3), day(2031, 6, 4).Add(-time.Microsecond)}, // a Tuesday
		{day(2031, 6, 2), day(2031, 6, 9).Add(-time.Microsecond)}, // its week
		{day(2031, 6, 1), day(2031, 7, 1).Add(-time.Microsecond)}, // its month
		{day(2031, 1, 1), day(2032, 1, 1).Add(-time.Microsecond)}, // its year
		{day(2031, 6, 3).Add(9 * time.Hour), day(2031, 6, 3).Add(9 * time.Hour)},
		{},
		{day(2030, 1, 1), day(2040, 1, 1).Add(-time.Microsecond)},
	} {
		m := recordtest.Event(n)
		m.Start, m.End = span[0], span[1]
		if err := db.Write(t.Context(), func(w record.Writer) error { return w.PutMerged(t.Context(), m) }); err != nil {
			t.Fatal(err)
		}
	}
	h := handler(db, api.Options{})
	for _, c := range []struct{ per, want string }{
		{"hour", "2031-06-03T09:00:00Z 1, wider 5, undated 1"},
		{"day", "2031-06-03 2, wider 4, undated 1"},
		{"week", "2031-06-02 3, wider 3, undated 1"},
		{"month", "2031-06-01 4, wider 2, undated 1"},
		{"year", "2031-01-01 5, wider 1, undated 1"},
	} {
		x := got[struct {
			Buckets []struct {
				Start string
				bundle
			}
			Wider, Undated bundle
		}](t, h, "/api/histogram?per="+c.per)
		s := ""
		for _, b := range x.Buckets {
			s += fmt.Sprint(b.Start, " ", b.Count, ", ")
		}
		if s += fmt.Sprintf("wider %d, undated %d", x.Wider.Count, x.Undated.Count); s != c.want {
			t.Errorf("per %s: %s, want %s", c.per, s, c.want)
		}
	}
}

// TestActorsAndOutlets: what an actor's page counts is what the lists that it names hold.
func TestActorsAndOutlets(t *testing.T) {
	h := handler(events(t, 900), api.Options{})
	found := got[struct {
		Sampled int
		Partial bool
		Actors  []struct {
			Key, Name, Country, Last string
			Did, Received, Told      int
		}
	}](t, h, "/api/actors?words=omar")
	if len(found.Actors) != 20 || found.Actors[0].Last == "" || !strings.HasPrefix(found.Actors[0].Key, "omar ") {
		t.Fatalf("%+v", found)
	}
	for _, name := range []string{found.Actors[0].Key, "omar", "KEN", "quill omar"} {
		a := got[struct {
			Did, Received struct {
				Count int
				List  string
			}
			Sampled  int
			To       []struct{ Count int }
			Activity struct{ Buckets []struct{ Did int } }
		}](t, h, "/api/actors/"+url.PathEscape(name))
		for _, side := range []struct {
			Count int
			List  string
		}{a.Did, a.Received} {
			_, q, _ := strings.Cut(side.List, "?")
			if n := countOf(t, h, q); n != side.Count {
				t.Errorf("%s: %d counted, %s lists %d", name, side.Count, side.List, n)
			}
		}
		sum := 0
		for _, b := range a.Activity.Buckets {
			sum += b.Did
		}
		if sum != a.Did.Count || a.Sampled == 0 || name == "omar" && len(a.To) == 0 || a.Did.Count+a.Received.Count == 0 {
			t.Errorf("%s: %+v", name, a)
		}
	}
	for path, want := range map[string]int{"/api/actors/nobody": 404, "/api/outlets/nothing": 404, "/api/actors/%20": 422, "/api/map?zoom=99": 422, "/api/map?bbox=1,2,3": 422, "/api/histogram?per=fortnight": 422, "/api/facets?top=0": 422, "/api/map?limit=3": 422} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != want {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}

// TestCompressed: what is long comes compressed to who takes it, with a tag that holds for both.
func TestCompressed(t *testing.T) {
	h := handler(events(t, 50), api.Options{})
	ask := func(path, accept, etag string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("Accept-Encoding", accept)
		r.Header.Set("If-None-Match", etag)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	plain := ask("/api/events", "", "")
	described := ask("/api/openapi.json", "gzip", "")
	if again := ask("/api/openapi.json", "gzip", described.Header().Get("ETag")); again.Code != 304 || again.Body.Len() != 0 || described.Body.Len() > 20<<10 {
		t.Errorf("the description, of %d bytes, again: %d", described.Body.Len(), again.Code)
	}
	for _, c := range []struct {
		path, accept string
		zipped       bool
	}{
		{"/api/events", "gzip", true}, {"/api/events", "br, gzip;q=0.5", true}, {"/api/events", "*", true}, {"/api/events", "gzip;q=0, *", false}, {"/api/events", "identity", false}, {"/api/events", "br", false},
		{"/api/counts", "gzip", false}, {"/api/events?format=jsonl&all=true", "gzip", true}, {"/api/facets", "gzip", true},
		{"/api/openapi.json", "gzip", true}, {"/api/openapi.yaml", "br", false},
	} {
		w := ask(c.path, c.accept, "")
		if zipped := w.Header().Get("Content-Encoding") == "gzip"; zipped != c.zipped || !strings.Contains(w.Header().Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s %q: %v", c.path, c.accept, w.Header())
			continue
		}
		if !c.zipped {
			continue
		}
		z, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		if want := ask(c.path, "", "").Body.String(); string(b) != want {
			t.Errorf("%s differs", c.path)
		}
		if tag := w.Header().Get("ETag"); c.path == "/api/events" {
			if tag != plain.Header().Get("ETag") || !strings.HasPrefix(tag, "W/") {
				t.Errorf("tag %s", tag)
			}
			if again := ask(c.path, "", tag); again.Code != 304 || again.Body.Len() != 0 || again.Header().Get("Content-Encoding") != "" {
				t.Errorf("again: %d", again.Code)
			}
		}
	}
}

// TestNotes: an answer says how it was understood, and where it is empty, why.
func TestNotes(t *testing.T) {
	db := events(t, 20)
	if err := db.Write(t.Context(), func(w record.Writer) error {
		_, err := w.Keep(t.Context(), []record.Kept{recordtest.Report(1)})
		return errors.Join(err, w.SetLinked(t.Context(), []int64{1}))
	}); err != nil {
		t.Fatal(err)
	}
	h := handler(db, api.Options{})
	for path, want := range map[string]string{
		"/api/events?place=Nowhereville":            "no place called Nowhereville is known here",
		"/api/events?type=request":                  "there would be an answer without --type request",
		"/api/events?place=Kenya&type=request":      "there would be an answer without --type request",
		"/api/facets?place=Nowhereville":            "no place called Nowhereville is known here",
		"/api/events?type=agree,coerce,assault,aid": "",
	} {
		notes := got[struct{ Notes []string }](t, h, path).Notes
		if notes == nil || want == "" && len(notes) > 0 || want != "" && !slices.ContainsFunc(notes, func(n string) bool { return strings.Contains(n, want) }) {
			t.Errorf("%s: %q", path, notes)
		}
	}
}

// TestManyVoices: of very many who contradict an actor some are named, and the others counted, each once.
func TestManyVoices(t *testing.T) {
	db := events(t, 1)
	if err := db.Write(t.Context(), func(w record.Writer) error {
		m := recordtest.Event(0)
		m.Parties = append(m.Parties, record.PartyRow{Role: "speaker", Key: "ana maun", Name: "ana maun"})
		m.Origins, m.Disputed = []hearsay.Origin{{ID: "o0", Kind: "speaker", Name: "Ana Maun", Key: "ana maun"}}, true
		v := hearsay.Value{Value: "12", Label: "12", Origins: []string{"o0"}}
		for i := range 75 { // three of each name
			o := hearsay.Origin{ID: fmt.Sprintf("o%d", i+1), Kind: "speaker", Name: fmt.Sprintf("Speaker %d", i%25)}
			m.Origins, v.Denied = append(m.Origins, o), append(v.Denied, o.ID)
		}
		m.Slots = []hearsay.Slot{{Name: "killed", Verdict: hearsay.Disputed, Values: []hearsay.Value{v}}}
		return w.PutMerged(t.Context(), m)
	}); err != nil {
		t.Fatal(err)
	}
	a := got[struct {
		Contradicted []struct {
			Others []struct {
				By   []string
				More int
			}
		}
	}](t, handler(db, api.Options{}), "/api/actors/ana%20maun")
	if len(a.Contradicted) != 1 || len(a.Contradicted[0].Others) != 1 || len(a.Contradicted[0].Others[0].By) != 20 || a.Contradicted[0].Others[0].More != 5 {
		t.Errorf("%+v", a)
	}
}
