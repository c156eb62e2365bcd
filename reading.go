package hearsay

// Reading is everything that was found in one report. The stages fill it in
// the order of its fields; a stage adds its own layer and changes no earlier one.
type Reading struct {
	Document *Document
	Syntax   *Syntax
	// Vectors are there while the stages read.
	Vectors *Vectors

	// Layers that the JSON shows only where an event uses them.
	Times  []Time
	Places []Place
	Counts []Count

	Entities   []Entity
	Events     []Event
	Claims     []Claim
	PassedOver []PassedOver

	// MentionAt maps a token to the mention whose head it is. Filled by the
	// entity stage; see [Reading.EntityOf].
	MentionAt map[int]MentionRef
}

// MentionRef names a mention by the positions of its entity in
// Reading.Entities and of the mention in that entity's Mentions.
type MentionRef struct{ Entity, Mention int }

// EntityOf returns the entity and mention whose head is token i.
func (r *Reading) EntityOf(i int) (*Entity, *Mention, bool) {
	ref, ok := r.MentionAt[i]
	if !ok {
		return nil, nil, false
	}
	e := &r.Entities[ref.Entity]
	return e, &e.Mentions[ref.Mention], true
}

// Kind is what sort of thing an entity is.
type Kind string

const (
	State        Kind = "state"
	Organization Kind = "organization"
	Person       Kind = "person"
	Group        Kind = "group"
	PlaceKind    Kind = "place"
	Facility     Kind = "facility"
	OtherKind    Kind = "other"
)

// Form is how a mention refers.
type Form string

const (
	NameForm Form = "name"    // "Khalil al-Hayya", "IDF"
	Nominal  Form = "nominal" // "two officials", "the network"
	Pronoun  Form = "pronoun" // "he", "its"
)

// Entity is a state, organization, person, group, place, facility or other
// thing, with all its mentions in the report.
type Entity struct {
	ID       string // "n1", unique in the reading
	Name     string // its fullest name, or its first description where it has none
	Kind     Kind
	Codes    Codes
	Mentions []Mention // in order of the text
	By       string
}

// Codes are an entity's codes in the ontologies and gazetteers.
type Codes struct {
	Country  string   // ISO 3166-1 alpha-3
	Sectors  []string // PLOVER/CAMEO sectors: GOV, MIL, REB, OPP, COP, JUD, MED, CVL...
	CAMEO    string   // country and sectors, "ISRMIL"
	GeoNames int      // 0: none
	Wikidata string
}

// Mention is one place in the text where an entity is spoken of.
type Mention struct {
	Span
	First, TokenEnd int // half-open token range
	Head            int // head token
	Form            Form
	// Number is how many the phrase speaks of: 1 for a singular, the numeral
	// where there is one ("two officials": 2), 0 for a plural of unknown number.
	Number int
	By     string
}

// Place is a place read from the text, at its honest precision.
type Place struct {
	Span
	First, TokenEnd int // half-open token range of the words
	Name            string
	Country         string // ISO 3166-1 alpha-3; empty where unknown
	Admin1          string
	GeoNames        int
	Lat, Lon        float64
	Precision       string // site city district province country
	By              string
}

// Time is a time read from the text, resolved against the published date.
// Start and End are ISO 8601 at the precision given, both inclusive:
// "2025-09-09", "2025-09-09T14:30"; empty where the text leaves them open.
type Time struct {
	Span
	First, TokenEnd int // half-open token range of the words
	Start, End      string
	Precision       string // minute hour part day week month season year decade
	Timex           string // TIMEX3 value: "2025-09-09", "2025-W37", "P3D", "PAST_REF"
	By              string
}

// Count is a number of people with what became of them.
type Count struct {
	Span
	First, TokenEnd int // half-open token range of the words
	Head            int // token of the counted noun or of the numeral alone
	Of              string
	Low, High       *int // "at least 12": low 12, high nil; "up to 12": low nil
	Approximate     bool
	By              string
}

// PassedOver is something that was seen and not coded, with the reason.
type PassedOver struct {
	Span
	What   string // event, claim, place, time, count, entity
	Reason string // for a reader: "no actor or recipient was found for 'talks'"
	By     string
}
