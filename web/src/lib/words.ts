// How things are called. One place, so that a thing has one name on all pages.
import type { Certainty, Correcting, Manner, Place, Stance, Status, Verdict, When } from './types';

const types: Record<string, string> = {
	AGREE: 'Agreement', CONSULT: 'Talks', SUPPORT: 'Support', CONCEDE: 'Concession', COOPERATE: 'Cooperation', AID: 'Aid', RETREAT: 'Retreat', REQUEST: 'Request', ACCUSE: 'Accusation',
	REJECT: 'Rejection', THREATEN: 'Threat', PROTEST: 'Protest', SANCTION: 'Sanction', MOBILIZE: 'Mobilization', COERCE: 'Coercion', ASSAULT: 'Assault',
};
export const typeNames = types;
export const typeWord = (t: string) => types[t] ?? t.toLowerCase();

const quads: Record<string, string> = {
	AGREE: 'verbal cooperation', CONSULT: 'verbal cooperation', SUPPORT: 'verbal cooperation', CONCEDE: 'verbal cooperation', COOPERATE: 'material cooperation', AID: 'material cooperation',
	RETREAT: 'material cooperation', REQUEST: 'verbal conflict', ACCUSE: 'verbal conflict', REJECT: 'verbal conflict', THREATEN: 'verbal conflict', PROTEST: 'material conflict',
	SANCTION: 'material conflict', MOBILIZE: 'material conflict', COERCE: 'material conflict', ASSAULT: 'material conflict',
};
/** quadOf is the class of a type, where the answer at hand does not tell it. */
export const quadOf = (t: string) => quads[t] ?? 'verbal conflict';

const statuses: Record<Status, string> = { actual: 'happened', planned: 'planned', hypothetical: 'possible only', negated: 'did not happen', historical: 'happened earlier', attempted: 'attempted', none: 'no event, as people say' };
export const statusNames = statuses;
export const statusWord = (s: Status) => statuses[s] ?? s;

const slots: Record<string, string> = { type: 'what', actor: 'who', recipient: 'whom', instrument: 'with', place: 'where', time: 'when', status: 'status' };
export const slotWord = (s: string) => slots[s] ?? s;

/** wrongs are what can be said to be wrong with a coding, in groups for a list. */
export const wrongs: { head: string; fields: Record<string, string> }[] = [
	{ head: 'What it tells', fields: { type: 'What happened', modes: 'In which way', status: 'Whether it happened', actor: 'Who did it', recipient: 'To whom', place: 'Where', time: 'When' } },
	{ head: 'How many', fields: { killed: 'Killed', injured: 'Injured', missing: 'Missing', arrested: 'Arrested', abducted: 'Abducted', displaced: 'Displaced', participants: 'Participants' } },
	{ head: 'Whether it is this event', fields: { none: 'It tells no such event', apart: 'It is not the same event', same: 'It is the same as another' } },
];
export const wrongWord = (field: string) => wrongs.find((g) => g.fields[field])?.fields[field] ?? field;

/** codedWord is a value of a coding for a reader. */
export function codedWord(field: string, value: string): string {
	if (field === 'type' || field === 'none') return typeWord(value);
	if (field === 'status') return statusWord(value as Status);
	if (field === 'modes') return plain(value);
	if (field === 'time') return value.split('/').map(dayWord).join(' to ');
	return value;
}

const verdicts: Record<Verdict, string> = { agreed: 'agreed', 'single origin': 'one origin', range: 'range', updated: 'updated', disputed: 'disputed' };
export const verdictWord = (v: Verdict) => verdicts[v] ?? v;

const stances: Record<Stance | Correcting, string> = { asserts: 'says', denies: 'denies', doubts: 'doubts', corrects: 'corrects', undoes: 'undoes' };
export const stanceWord = (s: Stance | Correcting) => stances[s] ?? s;

/** What a claim does, by what stands in it. */
const acts: Record<string, string> = {
	say: 'says', confirm: 'confirms', deny: 'denies', accuse: 'accuses', condemn: 'condemns', claim: 'claims', warn: 'warns', promise: 'promises', threaten: 'threatens', request: 'asks for',
	order: 'orders', announce: 'announces', predict: 'predicts', other: 'speaks of',
};
export const actNames = acts;
export const actWord = (a: string) => acts[a] ?? a;

const manners: Record<Manner, string> = { narration: 'the outlet’s own voice', indirect: 'in indirect speech', direct: 'in quotation marks', mixed: 'partly in quotation marks' };
export const mannerWord = (m: Manner) => manners[m] ?? m;

const certainties: Record<Certainty, string> = { certain: 'certain', probable: 'probable', possible: 'possible', unknown: 'not sure either way' };
export const certaintyWord = (c: Certainty) => certainties[c] ?? c;

const digits = ['', 'confirmed', 'probably true', 'possibly true', 'doubtful', 'improbable', 'cannot be judged'];
export const credibilityWord = (n: number) => digits[n] ?? '';

const kinds: Record<string, string> = { state: 'state', organization: 'organization', person: 'person', group: 'group of people', place: 'place', facility: 'facility', other: 'other' };
export const kindWord = (k: string) => kinds[k] ?? k;

const sectors: Record<string, string> = {
	AGR: 'farming', BUS: 'business', COP: 'police', CRM: 'crime', CVL: 'civilians', EDU: 'education', ELI: 'elites', ENV: 'environment', GOV: 'government', HLH: 'health', HRI: 'human rights',
	IGO: 'intergovernmental', IMG: 'international militants', IND: 'industry', INS: 'insurgents', JUD: 'courts', LAB: 'labour', LAW: 'law', LEG: 'parliament', MED: 'media', MIL: 'armed forces', MNC: 'multinational company',
	MOD: 'moderates', NGM: 'non-governmental movement', NGO: 'non-governmental organization', OPP: 'opposition', PTY: 'political party', RAD: 'radicals', REB: 'rebels', REF: 'refugees', REL: 'religion', SEP: 'separatists', SET: 'settlers', SOC: 'social groups',
	SPY: 'intelligence', UAF: 'armed group', UIS: 'unidentified',
};
/** sectorWord is the role that a code of PLOVER names. */
export const sectorWord = (s: string) => sectors[s] ?? s;

/** unnamed tells whether a key of a party is only a common noun, as of "a spokesman". */
export const unnamed = (key: string) => key.startsWith('some ');

/** plain takes the hyphens out of a name of the codebook. */
export const plain = (s: string) => s.replaceAll('-', ' ');

/** noteWord is a note of an answer as a sentence; where it names the command's flags, by their words. */
export function noteWord(n: string): string {
	const s = n.replace(/--([a-z][a-z-]*)/g, (_, f: string) => plain(f));
	return s.charAt(0).toUpperCase() + s.slice(1) + (/[.!?]$/.test(s) ? '' : '.');
}

/** figure is a number with its noun: "1 outlet", "2,000 reports". */
export function figure(n: number, one: string, many = one + 's'): string {
	return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** list joins words: "a, b and c". */
export function list(words: string[]): string {
	return words.length < 2 ? words.join('') : words.slice(0, -1).join(', ') + ' and ' + words[words.length - 1];
}

export function placeWord(p: Place | null): string {
	if (!p) return '';
	const parts = [p.name];
	if (p.admin1 && p.admin1.toLowerCase() !== p.name.toLowerCase()) parts.push(p.admin1);
	if (p.country && p.precision !== 'country') parts.push(countryWord(p.country));
	return parts.join(', ');
}

// The browser knows countries by two letters only; those of three are kept as they are.
export const countryWord = (code: string) => code;

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** dayWord writes a date, or as much of one as is known: "5 March 2024", "March 2024", "2024". */
export function dayWord(s: string): string {
	const m = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/.exec(s);
	if (!m) return s;
	if (!m[2]) return m[1];
	const month = months[+m[2] - 1] ?? m[2];
	return m[3] ? `${+m[3]} ${month} ${m[1]}` : `${month} ${m[1]}`;
}

/** whenWord writes when something happened. */
export function whenWord(t: When | null): string {
	if (!t) return '';
	const clock = /T(\d\d:\d\d)/.exec(t.start)?.[1];
	if (!t.end || t.end === t.start) return dayWord(t.start) + (clock ? ` ${clock}` : '');
	if (!t.start) return 'until ' + dayWord(t.end);
	if (t.precision === 'month' || t.precision === 'year') return dayWord(t.start.slice(0, t.precision === 'year' ? 4 : 7));
	const [a, b] = [dayWord(t.start), dayWord(t.end)];
	return a === b ? a : `${a} to ${b}`;
}

/** clockOf is the hour of a moment; empty at midnight, where only the day is known. */
export function clockOf(stamp: string): string {
	const m = /T(\d\d:\d\d)(:\d\d(?:\.\d+)?)?/.exec(stamp);
	return m && !/T00:00(:00)?(\.0+)?Z?$/.test(stamp) ? m[1] : '';
}

/** momentWord writes a moment: "5 March 2024, 14:20 UTC". */
export function momentWord(stamp: string, zone = true): string {
	if (!stamp) return '';
	const clock = clockOf(stamp);
	return dayWord(stamp) + (clock ? `, ${clock}${zone ? ' UTC' : ''}` : '');
}

/** agoWord writes how long ago a moment was: "3 hours ago"; empty beyond a month, where the date says more. */
export function agoWord(stamp: string, now = Date.now()): string {
	const t = Date.parse(stamp);
	if (Number.isNaN(t)) return '';
	const min = Math.round((now - t) / 60_000);
	if (min < -1) return '';
	if (min < 1) return 'just now';
	if (min < 60) return figure(min, 'minute') + ' ago';
	const h = Math.round(min / 60);
	if (h < 24) return figure(h, 'hour') + ' ago';
	const d = Math.round(h / 24);
	return d <= 31 ? figure(d, 'day') + ' ago' : '';
}
