// docs/formats/answers.md and docs/formats/reading.md as types. Offsets count code points.

/** notes: how a question was understood, and what stood in its way. */
export type Page<K extends string, Row> = { schema: string; next: string; notes: string[] } & { [k in K]: Row[] };
export type Verdict = 'agreed' | 'single origin' | 'range' | 'updated' | 'disputed';
export type Stance = 'asserts' | 'denies' | 'doubts';
/** What people do to a coding, where moments tell of it in place of a stance. */
export type Correcting = 'corrects' | 'undoes';
export type Status = 'actual' | 'planned' | 'hypothetical' | 'negated' | 'historical' | 'attempted' | 'none';
export type Certainty = 'certain' | 'probable' | 'possible' | 'unknown';
export type Manner = 'narration' | 'indirect' | 'direct' | 'mixed';

export interface Place { name: string; country: string; admin1: string; geonames: number; lat: number; lon: number; precision: string }
export interface When { start: string; end: string; precision: string; timex: string }
export interface Evidence { telling: string; report: string; claim: string; origin: string; speaker: string; outlet: string; stance: Stance; start: number; end: number; text: string; known: string; /** The correction that the value is by. */ corrected?: string }
export interface Value { value: string; label: string; low: number | null; high: number | null; approximate: boolean; origins: string[]; denied: string[]; evidence: Evidence[]; since: string; withdrawn: string }
export interface Slot { name: string; verdict: Verdict; value: string; values: Value[]; why: string }
export interface Origin { id: string; kind: string; name: string; key: string; side: string; reports: string[]; outlets: string[]; since: string; why: string }
export interface Copy { of: string; kind: string; taken: number; given: number; score: number }
export interface Article { id: string; outlet: string; title: string; url: string; address: string; version: number; language: string; agency: string; known: string; superseded: string; story: string; copy: Copy | null }
export interface Relation { event: string; kind: string; why: string }

export interface EventHead { id: string; story: string; type: string; status: Status; summary: string; place: Place | null; time: When | null; disputed: boolean; credibility: number; known: string; changed: string }
export interface Event extends EventHead {
	schema: string; as_of: string; modes: string[]; contexts: string[]; cameo: string; quad: string; score: number; slots: Slot[]; origins: Origin[]; because: string;
	reports: Article[]; outlets: string[]; tellings: string[]; follows: Relation[]; followed: Relation[]; corrections: Corrected[];
	/** How much of each list was left out; notes say where it is. */
	more: Record<'reports' | 'origins' | 'outlets' | 'tellings' | 'evidence' | 'follows' | 'followed' | 'corrections', number>; notes: string[];
}
export interface Speaker { name: string; key: string; kind: string; named: boolean; number: number; outlet: boolean; country: string; cameo: string; start: number; end: number; text: string }
export interface Stretch { start: number; end: number; text: string; spans?: [number, number][] }
export interface Claim {
	schema: string; id: string; report: string; outlet: string; title: string; known: string; speaker: string; key: string; country: string; named: boolean; chain: Speaker[]; manner: Manner;
	act: string; certainty: Certainty; polarity: 'positive' | 'negative'; inside: string; content: Stretch; tellings: string[]; events: string[]; withdrawn: string;
}
export interface Story { schema: string; id: string; title: string; count: { reports: number; outlets: number; origins: number }; first: string; last: string; into: string; reports: Article[]; /** Reports that follow, and the mark that goes on with them. */ more: number; next: string; notes: string[] }
export interface Report {
	schema: string; id: string; outlet: string; url: string; title: string; published: string; known: string; modified: string; fetched: string; recorded: string; language: string; address: string;
	version: number; superseded: string; found: string; media_type: string; agency: string; story: string; copy: Copy | null;
}
export interface Find extends Report { snippet: string; /** Left out where the snippet shows none. */ finds?: [number, number][] }
export interface Moment { known: string; slot: string; before: string; after: string; verdict: Verdict; kind: string; by: (Omit<Evidence, 'stance'> & { stance: Stance | Correcting })[] }
export interface Timeline { schema: string; event: string; as_of: string; summary: string; moments: Moment[]; /** Moments before these. */ more: number; notes: string[] }

export interface Codes { country: string; sectors: string[]; cameo: string; geonames: number; wikidata: string }
export interface Mention extends Stretch { form: string; by: string }
export interface Entity { id: string; name: string; kind: string; codes: Codes; mentions: Mention[]; by: string }
export interface Source { entity: string; text: string; start?: number; end?: number; named: boolean; number: number; spans?: [number, number][] }
export interface ReadClaim {
	id: string; content: Stretch; sources: Source[]; cue: (Stretch & { lemma: string }) | null; manner: Manner; act: string; certainty: Certainty; polarity: 'positive' | 'negative'; parent: string;
	events: string[]; by: string;
}
export interface Role { entity: string; text: string; start: number; end: number; by: string; spans?: [number, number][] }
export interface ReadEvent {
	id: string; type: string; modes: string[]; contexts: string[]; cameo: string; quad: string; score: number; trigger: Stretch & { lemma: string }; actors: Role[]; recipients: Role[]; instruments: Role[];
	place: (Place & Stretch) | null; time: (When & { text: string; start: string; end: string; spans?: [number, number][] }) | null;
	counts: ({ of: string; low: number | null; high: number | null; approximate: boolean; text: string; start?: number; end?: number })[]; status: Status; claims: string[]; by: string;
}
export interface Passed { what: string; start: number; end: number; text: string; reason: string; by: string }
export interface Reading {
	schema: string; report: { id: string; outlet: string; url: string; title: string; published: string; language: string; text: string };
	entities: Entity[]; claims: ReadClaim[]; events: ReadEvent[]; passed_over: Passed[];
}
export interface WholeReport { schema: string; report: Report; reading: Reading; versions: Article[] }

export interface Why { feature: string; value: number; weight: number; note: string }
export interface Change { seq: number; recorded: string; known: string; kind: string; subject: string; object: string; report: string; why: Why[] }
export interface Telling { id: string; event: string; type: string; modes: string[]; trigger: string; withdrawn: string }
export interface Revision { from: string; to: string; kind: string; old: string; new: string; note: string; was: string; is: string }
export interface ReportWhy extends Report {
	readings: { made_by: string; recorded: string }[]; original: Article | null; left: string[]; added: string[]; copied_by: Article[]; versions: Article[]; revisions: Revision[]; changes: Change[];
	tellings: Telling[]; claims: number; entities: number; passed_over: Passed[];
}
export interface EventWhy extends Event { told: Telling[]; changes: Change[]; history: Event[] }
export interface Explanation { schema: string; kind: string; id: string; /** The number of the change after which more follow; 0: none. */ next: number; notes: string[]; report?: ReportWhy; story?: Story & { changes: Change[] }; event?: EventWhy; telling?: { id: string; report: string }; claim?: { id: string; report: string } }

export interface Stated { value: string; start: number; end: number; text: string }
export interface Undone { by: string; note: string; when: string }
/** Corrected is a correction of one telling, as an event tells of it. */
export interface Corrected { id: string; field: string; telling: string; was: Stated[]; values: Stated[]; by: string; note: string; made: string; undone: Undone | null }
/** Correction has all that it takes to learn from it; found is empty where the newest reading codes nothing at its words. */
export interface Correction extends Corrected { schema: string; target: string; found: string; event: string; report: string; outlet: string; title: string; url: string; address: string; known: string; trigger: Stretch; sentence: Stretch; coded: ReadEvent | null; made_by: string }
export interface Wrong { target: string; field: string; values?: { value: string }[]; note?: string; by?: string }

export type Quad = 'verbal cooperation' | 'material cooperation' | 'verbal conflict' | 'material conflict';
/** Bundle is how many events, how many of them disputed, and how many of each value of what "by" asked for. */
export interface Bundle { count: number; disputed: number; by: Record<string, number> }
/** Counted is what counting answers have in common. */
export interface Counted { schema: string; as_of: string; count: number; approximate: boolean; notes: string[] }
export interface MapCountry extends Bundle { country: string; name: string; geonames: number; lat: number; lon: number; events: string[] }
export interface MapCell extends Bundle { box: [number, number, number, number]; lat: number; lon: number; places: number; place: string; country: string; precision: Record<string, number>; events: string[] }
export interface MapAnswer extends Counted { by: string; zoom: number; cell: number; countries: MapCountry[]; regions: MapCountry[]; cells: MapCell[]; outside: number; unplaced: Bundle; left_out: number }
export type Clock = 'happened' | 'known';
export type Per = 'hour' | 'day' | 'week' | 'month' | 'year';
export interface Histogram extends Counted { clock: Clock; per: Per; by: string; names: Record<string, string>; buckets: (Bundle & { start: string })[]; wider: Bundle; undated: Bundle }
export interface FacetValue { value: string; name: string; count: number }
export interface Facets extends Counted { facets: Record<'type' | 'quad' | 'status' | 'country' | 'outlet' | 'disputed' | 'origins' | 'precision', FacetValue[]>; more: Record<string, number> }

export interface Counts { schema: string; reports: number; pending: number; readings: number; claims: number; tellings: number; stories: number; events: number; copies: number; failed: number }
export interface Failure { seq: number; found: string; address: string; kind: string; reason: string; hint: string; tries: number; first: string; last: string; bytes: number; media_type: string }
export interface FailedList { schema: string; failed: Failure[]; next: number }
export interface Given { text?: string; url?: string; title?: string; outlet?: string; published?: string; language?: string }
export interface Added { schema: string; id: string; what: 'added' | 'version' | 'same'; doubts: string[] }

export interface Facet { value: string; name: string; count: number }
export interface ActorRow { key: string; name: string; country: string; country_name: string; outlet: boolean; did: number; received: number; told: number; last: string }
export interface Actors { schema: string; actors: ActorRow[]; more: number; sampled: number; partial: boolean; notes: string[] }
export interface ActorSide { count: number; approximate: boolean; types: Facet[]; list: string }
export interface Partner { key: string; name: string; country: string; country_name: string; count: number }
export interface Statement { value: string; stance: Stance; by: string[]; keys: string[]; more: number }
export interface Contradiction { event: string; summary: string; slot: string; theirs: Statement[]; others: Statement[] }
export interface Activity<K extends string> { clock: string; per: string; buckets: ({ start: string } & Record<K, number>)[] }
export interface Actor {
	schema: string; key: string; name: string; names: string[]; kind: string; country: string; country_name: string; outlet: string; codes: Omit<Codes, 'geonames'>; notes: string[];
	did: ActorSide; received: ActorSide; told: ActorSide; disputed: ActorSide; said: { list: string }; activity: Activity<'did' | 'received' | 'told'>; sampled: number;
	with: Partner[]; to: Partner[]; from: Partner[]; contradicted: Contradiction[]; more: Record<'names' | 'with' | 'to' | 'from', number>;
}
export interface OutletRow { name: string; key: string; reports: number; first: string; last: string }
export interface Outlets { schema: string; outlets: OutletRow[]; more: number }
export interface Copying { outlet: string; reports: number }
export interface Revised { report: string; was: string; title: string; known: string; dropped: number; added: number; reworded: number; numbers: string[] }
export interface Outlet extends OutletRow {
	schema: string; notes: string[]; reports_list: string; events: { count: number; first: number; alone: number; disputed: number; list: string }; own: { events: number; confirmed: number };
	copies: { reports: number; of: Copying[]; more: number }; copied: { reports: number; by: Copying[]; more: number };
	revised: { reports: number; dropped: number; added: number; number: number; reworded: number; sampled: number; newest: Revised[] }; activity: Activity<'count'>;
}
