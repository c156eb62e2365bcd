// Reports of a story, the copies of each folded under the one that they go back to.
import type { Article } from '../../lib/types';

export interface Folded {
	own: Article;
	/** In order of time; each with the report that it took its text from, where that is another copy. */
	copies: { article: Article; from?: Article }[];
}

const byTime = (a: Article, b: Article) => (a.known < b.known ? -1 : a.known > b.known ? 1 : a.id < b.id ? -1 : 1);

export function fold(reports: Article[]): Folded[] {
	const all = [...reports].sort(byTime);
	const byID = new Map(all.map((r) => [r.id, r]));
	// A copy of a copy goes back to the first; what it copies may lie outside of the story.
	const root = (r: Article) => {
		let at = r;
		for (let i = 0; at.copy && byID.has(at.copy.of) && i < 20; i++) at = byID.get(at.copy.of)!;
		return at;
	};
	const out = new Map<string, Folded>();
	for (const r of all) if (root(r) === r) out.set(r.id, { own: r, copies: [] });
	for (const r of all) {
		const of = root(r);
		if (of === r) continue;
		const from = byID.get(r.copy!.of)!;
		out.get(of.id)!.copies.push({ article: r, from: from === of ? undefined : from });
	}
	return [...out.values()];
}

/** outlets are who reported, the first one first, each with its reports in order of time. */
export function outlets(reports: Article[]): { name: string; reports: Article[] }[] {
	const out = new Map<string, Article[]>();
	for (const r of [...reports].sort(byTime)) {
		const list = out.get(r.outlet);
		if (list) list.push(r);
		else out.set(r.outlet, [r]);
	}
	return [...out].map(([name, reports]) => ({ name, reports }));
}

const hour = 3_600_000;
const day = 24 * hour;

/** ticks are full minutes, hours, days, months or years between two moments (milliseconds), so many at most. */
export function ticks(a: number, b: number, most: number): { at: number; every: number }[] {
	const every = [hour / 12, hour / 4, hour / 2, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day, 14 * day, 30 * day, 91 * day, 365 * day, 1826 * day].find((s) => (b - a) / s <= most) ?? 3652 * day;
	const out: { at: number; every: number }[] = [];
	for (let t = Math.ceil(a / every) * every; t <= b; t += every) out.push({ at: t, every });
	return out;
}
