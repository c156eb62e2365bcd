// What the map draws, as a model: how precise a mark may look is decided here and nowhere else.
import type { MapAnswer, Quad } from '../../../lib/types';

export type By = Partial<Record<Quad, number>>;
export const quads: Quad[] = ['material conflict', 'verbal conflict', 'verbal cooperation', 'material cooperation'];

interface Told {
	/** Stable from one answer to the next, as long as the cells are as large. */
	id: string;
	name: string;
	country: string;
	count: number;
	disputed: number;
	by: By;
	/** What the filter "place" takes to find it. */
	place: string;
}
/** An area: no more than the country is told. It has no position, only a spot for its number. */
export interface Area extends Told { form: 'area'; label: [lon: number, lat: number] }
/** A region: somewhere in a province, a region or a sea. */
export interface Region extends Told { form: 'region'; middle: [lon: number, lat: number] }
/** A point: a city, a district, a site; or several in a cell of the grid. */
export interface Point extends Told { form: 'point'; at: [lon: number, lat: number]; places: number }
export type Mark = Area | Region | Point;

/** near is a box of about a kilometre around a position, in short figures. */
function near(lon: number, lat: number): string {
	const down = (n: number) => Math.floor((n - 0.01) * 100) / 100;
	const up = (n: number) => Math.ceil((n + 0.01) * 100) / 100;
	return [down(lon), down(lat), up(lon), up(lat)].map((n) => +n.toFixed(2)).join(',');
}

const sum = (a: By, b: By): By => {
	const out: By = { ...a };
	for (const q of quads) if (b[q]) out[q] = (out[q] ?? 0) + b[q]!;
	return out;
};

/** marksOf makes marks of an answer, the largest of each form first. */
export function marksOf(m: MapAnswer): Mark[] {
	const areas = m.countries.map((c): Area => ({ form: 'area', id: 'c' + c.country, name: c.name, country: c.country, count: c.count, disputed: c.disputed, by: c.by, place: c.country, label: [c.lon, c.lat] }));
	// One region may be told by several names ("Yobe", "Yobe State").
	const regions = new Map<string, Region>();
	for (const r of m.regions) {
		const id = `r${r.lon},${r.lat}`;
		const had = regions.get(id);
		if (had) {
			had.count += r.count;
			had.disputed += r.disputed;
			had.by = sum(had.by, r.by);
			if (r.name.length < had.name.length) had.name = r.name;
		} else regions.set(id, { form: 'region', id, name: r.name, country: r.country, count: r.count, disputed: r.disputed, by: r.by, place: near(r.lon, r.lat), middle: [r.lon, r.lat] });
	}
	const points = m.cells.map((c): Point => ({
		form: 'point', id: 'p' + c.box.join(','), name: c.place || `${c.places.toLocaleString('en')} places`, country: c.country, count: c.count, disputed: c.disputed, by: c.by,
		place: c.places === 1 ? near(c.lon, c.lat) : c.box.map((n) => +n.toFixed(4)).join(','), at: [c.lon, c.lat], places: c.places,
	}));
	const larger = (a: Mark, b: Mark) => b.count - a.count || a.name.localeCompare(b.name);
	return [...areas.sort(larger), ...[...regions.values()].sort(larger), ...points.sort(larger)];
}

/** conflict is how many of a mark's events are conflict. */
export const conflict = (by: By) => (by['material conflict'] ?? 0) + (by['verbal conflict'] ?? 0);

/** most is the class of most events; of equals, conflict before cooperation, material before verbal. */
export function most(by: By): Quad {
	const angular = conflict(by) * 2 >= quads.reduce((n, q) => n + (by[q] ?? 0), 0);
	const [m, v]: [Quad, Quad] = angular ? ['material conflict', 'verbal conflict'] : ['material cooperation', 'verbal cooperation'];
	return (by[m] ?? 0) >= (by[v] ?? 0) ? m : v;
}

/** radiusOf makes the scale of points: their area grows with the count, the largest is never a blot. */
export function radiusOf(marks: Mark[]): (count: number) => number {
	const top = Math.max(1, ...marks.map((m) => (m.form === 'point' ? m.count : 0)));
	const span = Math.min(15, 3.2 * Math.sqrt(top));
	return (count) => 3.5 + span * Math.sqrt(count / top);
}
