// What was read in a report, laid over its text: each mark knows the claims and events that it
// belongs to, and as what, so that one of them can be shown with all that is tied to it.
import { spansOf, type Mark } from '../../lib/marks';
import { Points } from '../../lib/points';
import type { Reading } from '../../lib/types';
import { slotWord, typeWord } from '../../lib/words';

export type Layer = 'claim' | 'speaker' | 'cue' | 'event' | 'place' | 'time' | 'role' | 'passed';

export interface TextMark extends Mark<Layer> {
	/** By the id of a claim (c5), event (e3) or of what was passed over (p2): what it is to that. */
	as: Record<string, string>;
}

/** A claim or event as an entry of the list. */
export interface Entry { id: string; kind: 'claim' | 'event'; start: number; depth: number }

export interface Tied {
	text: string;
	points: Points;
	paragraphs: { start: number; end: number; marks: TextMark[] }[];
	entries: Entry[];
	/** Of claims: how deep they lie in others. */
	depths: Record<string, number>;
	deepest: number;
	/** Where each begins, in UTF-16 units. */
	starts: Record<string, number>;
	/** In which paragraphs something is tied to it. */
	lies: Map<string, Set<number>>;
}

export function tie(r: Reading): Tied {
	const text = r.report.text;
	const points = new Points(text);
	const marks = new Map<string, TextMark>();
	const starts: Record<string, number> = {};
	const put = (kind: Layer, s: { start?: number; end?: number; spans?: [number, number][] } | null, id: string, as: string, depth = 0) => {
		if (!s) return;
		for (const [a, b] of spansOf(s)) {
			const [start, end] = [points.at(a), points.at(b)];
			// Claims overlap one another and stay apart; other things that lie on the same words are one.
			const key = `${kind} ${start} ${end} ${kind === 'claim' ? id : ''}`;
			let m = marks.get(key);
			if (!m) marks.set(key, (m = { id: key, kind, start, end, depth, as: {} }));
			m.as[id] ??= as;
		}
	};

	const claims = new Map(r.claims.map((c) => [c.id, c]));
	const events = new Map(r.events.map((e) => [e.id, e]));
	const depths: Record<string, number> = {};
	const depth = (id: string, guard = 0): number => {
		const parent = claims.get(id)?.parent;
		return parent && claims.has(parent) && guard < 10 ? 1 + depth(parent, guard + 1) : 0;
	};
	for (const c of r.claims) {
		depths[c.id] = depth(c.id);
		starts[c.id] = points.at(Math.min(...[c.content, ...c.sources, c.cue ?? c.content].flatMap((s) => spansOf(s).map((p) => p[0]))));
		// The outlet's own voice is nearly the whole text: it is shown for one at a time only.
		put(c.manner === 'narration' ? 'role' : 'claim', c.content, c.id, 'content', depths[c.id]);
		c.sources.forEach((s, i) => put(c.manner === 'narration' ? 'role' : 'speaker', s, c.id, i === 0 ? 'says' : 'through'));
		put('cue', c.cue, c.id, '');
		for (const e of c.events) put('event', events.get(e)?.trigger ?? null, c.id, 'event');
	}
	for (const e of r.events) {
		starts[e.id] = points.at(e.trigger.start);
		put('event', e.trigger, e.id, typeWord(e.type).toLowerCase());
		for (const [slot, list] of [['actor', e.actors], ['recipient', e.recipients], ['instrument', e.instruments]] as const) for (const x of list) put('role', x, e.id, slotWord(slot));
		put('place', e.place, e.id, 'where');
		if (e.time?.spans?.length) put('time', { spans: e.time.spans }, e.id, 'when');
		for (const n of e.counts) if (n.start !== undefined) put('role', n as { start: number; end: number }, e.id, n.of);
		for (const id of e.claims) {
			const c = claims.get(id);
			if (!c || c.manner === 'narration') continue;
			c.sources.forEach((s, i) => put('speaker', s, e.id, i === 0 ? 'says' : 'through'));
			put('cue', c.cue, e.id, '');
		}
	}
	r.passed_over.forEach((p, i) => {
		starts['p' + i] = points.at(p.start);
		put('passed', p, 'p' + i, p.what);
	});

	const entries: Entry[] = [
		...r.claims.map((c) => ({ id: c.id, kind: 'claim' as const, start: starts[c.id], depth: depths[c.id] })),
		...r.events.map((e) => ({ id: e.id, kind: 'event' as const, start: starts[e.id], depth: 0 })),
	].sort((a, b) => a.start - b.start || a.depth - b.depth || (a.kind === 'claim' ? -1 : 1));
	const parts = paragraphs(text, [...marks.values()]);
	const lies = new Map<string, Set<number>>();
	parts.forEach((p, i) => {
		for (const m of p.marks) {
			for (const id of Object.keys(m.as)) {
				let in_ = lies.get(id);
				if (!in_) lies.set(id, (in_ = new Set()));
				in_.add(i);
			}
		}
	});
	return { text, points, lies, paragraphs: parts, entries, depths, deepest: Math.max(0, ...r.claims.filter((c) => c.manner !== 'narration').map((c) => depths[c.id])), starts };
}

/** paragraphs parts a text at its empty lines, and gives to each the marks that lie in it. */
function paragraphs(text: string, marks: TextMark[]) {
	const out: Tied['paragraphs'] = [];
	const gap = /\r?\n[ \t]*(?:\r?\n\s*)+/g;
	let from = 0;
	for (let m = gap.exec(text); m; m = gap.exec(text)) {
		if (m.index > from) out.push({ start: from, end: m.index, marks: [] });
		from = m.index + m[0].length;
	}
	if (from < text.length) out.push({ start: from, end: text.length, marks: [] });
	for (const m of marks) {
		let lo = 0;
		let hi = out.length;
		while (lo < hi) {
			const mid = (lo + hi) >> 1;
			if (out[mid].end <= m.start) lo = mid + 1;
			else hi = mid;
		}
		for (let i = lo; i < out.length && out[i].start < m.end; i++) out[i].marks.push(m);
	}
	return out;
}

/** spanOf reads "120-164", code points as the API counts them, into units. */
export function spanOf(at: string, points: Points): [number, number] | null {
	const m = /^(\d+)-(\d+)$/.exec(at);
	if (!m) return null;
	const [a, b] = [points.at(+m[1]), points.at(+m[2])];
	return b > a ? [a, b] : null;
}
