// What the page asks of the record: the filters, as the address has them.
import type { Query } from '../../lib/api';
import type { Clock } from '../../lib/types';

/** The filters that the address may hold; each may be given several times. */
export const names = ['type', 'status', 'disputed', 'participant', 'actor', 'recipient', 'speaker', 'place', 'outlet', 'origins', 'since', 'until', 'known_since', 'known_until', 'story', 'report', 'as_of'] as const;
export type Name = (typeof names)[number];

/** asked is the filters of an address in one order: the same question is the same string. */
export function asked(query: URLSearchParams): string {
	const q = new URLSearchParams();
	for (const n of names) for (const v of query.getAll(n)) if (v) q.append(n, v);
	return q.toString();
}

/** ask is the filters as the API takes them, without some. */
export function ask(asked: string, ...without: Name[]): Query {
	const q = new URLSearchParams(asked);
	const out: Record<string, string[]> = {};
	for (const n of names) if (!without.includes(n) && q.has(n)) out[n] = q.getAll(n);
	return out;
}

/** Told is what an answer says of its own numbers. */
export interface Told { approximate: boolean; notes: string[] }
export const toldOf = (a: Told | undefined): Told => ({ approximate: a?.approximate ?? false, notes: a?.notes ?? [] });

/** The two ends of time, by the clock that is asked. */
export const ends = (clock: Clock): [Name, Name] => (clock === 'known' ? ['known_since', 'known_until'] : ['since', 'until']);

/** Roles of whoever is asked for, and how they are called. */
export const roles: [Name, string][] = [['participant', 'takes part'], ['actor', 'did it'], ['recipient', 'had it done to them'], ['speaker', 'tells of it']];

const box = /^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/;
/** onMap tells whether a place is one that the map can show as chosen: a box, or a country by its code. */
export const onMap = (place: string) => box.test(place) || /^[A-Z]{3}$/.test(place);

export function boxOf(place: string): [number, number, number, number] | null {
	return box.test(place) ? (place.split(',').map(Number) as [number, number, number, number]) : null;
}

const degrees = (n: number, plus: string, minus: string) => `${+Math.abs(n).toFixed(2)}° ${n < 0 ? minus : plus}`;
/** boxWord writes a box that has no name: by its middle where it is small, else by its sides. */
export function boxWord([w, s, e, n]: [number, number, number, number]): string {
	const east = e < w ? e + 360 : e;
	const ns = (v: number) => degrees(v, 'N', 'S');
	const ew = (v: number) => degrees(v > 180 ? v - 360 : v, 'E', 'W');
	if (east - w <= 0.1 && n - s <= 0.1) return `around ${ns((s + n) / 2)}, ${ew((w + east) / 2)}`;
	return `${ns(s)} to ${ns(n)}, ${ew(w)} to ${ew(east)}`;
}

/** momentOf is a time of the address in milliseconds, as docs/query.md reads it; NaN where only the server knows. With end, the end of the day, month or year named. */
export function momentOf(s: string, end = false, now = Date.now()): number {
	let m = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(s);
	if (m) {
		const [y, mo, d] = [+m[1], m[2] ? +m[2] - 1 : 0, m[3] ? +m[3] : 1];
		if (!end) return Date.UTC(y, mo, d);
		return m[3] ? Date.UTC(y, mo, d + 1) : m[2] ? Date.UTC(y, mo + 1, 1) : Date.UTC(y + 1, 0, 1);
	}
	m = /^(\d+) (hour|day|week|month|year)s? ago$/.exec(s);
	if (m) return now - +m[1] * { hour: 1, day: 24, week: 168, month: 730, year: 8760 }[m[2] as 'hour']! * 3_600_000;
	const today = Math.floor(now / 86_400_000) * 86_400_000;
	if (s === 'now') return now;
	if (s === 'today') return today + (end ? 86_400_000 : 0);
	if (s === 'yesterday') return today - (end ? 0 : 86_400_000);
	return Date.parse(s);
}
