// The outlines of countries, by their code: coarse ones always, finer ones once somebody looks closely.
// What does not depend on the view is worked out once, so that a drawing of 80,000 corners takes a few
// milliseconds: of Equal Earth, x is the longitude times a factor of the latitude.
import { feature } from 'topojson-client';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { raw, type Projection } from './view';

/** Ring is one line round a land or a lake. Longitudes go on beyond 180 where it crosses that meridian. */
interface Ring { lon: Float32Array; lat: Float32Array; fx: Float32Array; fy: Float32Array; west: number; east: number; south: number; north: number }
export interface Country { code: string; rings: Ring[] }
export interface World { countries: Country[]; byCode: Map<string, Country[]> }

type Atlas = Topology<{ countries: GeometryCollection }>;
const kept = new Map<string, Promise<World>>();

export function world(scale: '110m' | '50m'): Promise<World> {
	let w = kept.get(scale);
	if (!w) {
		w = fetch(`/assets/map/countries-${scale}.json`).then(async (r) => {
			if (!r.ok) throw new Error('the outlines of the map did not come: ' + r.status);
			return build((await r.json()) as Atlas);
		});
		kept.set(scale, w);
		w.catch(() => kept.delete(scale));
	}
	return w;
}

function build(atlas: Atlas): World {
	const shapes = feature(atlas, atlas.objects.countries).features as Feature<Polygon | MultiPolygon>[];
	const countries = shapes.map((shape) => {
		const polygons = shape.geometry.type === 'Polygon' ? [shape.geometry.coordinates] : shape.geometry.coordinates;
		return { code: String(shape.id ?? ''), rings: polygons.flat().map(ringOf) };
	});
	const byCode = new Map<string, Country[]>();
	for (const c of countries) if (c.code) byCode.set(c.code, [...(byCode.get(c.code) ?? []), c]);
	return { countries, byCode };
}

function ringOf(points: Position[]): Ring {
	const flat: Position[] = [];
	let turn = 0;
	points.forEach(([lon, lat], i) => {
		if (i) {
			const step = lon - points[i - 1][0];
			if (step > 180) turn -= 360;
			else if (step < -180) turn += 360;
		}
		flat.push([lon + turn, lat]);
	});
	// A ring round a pole, which is Antarctica's, does not close on a flat map: it is led along the pole.
	const [first, last] = [flat[0], flat[flat.length - 1]];
	if (Math.abs(last[0] - first[0]) > 180) {
		const pole = last[1] < 0 ? -90 : 90;
		flat.push([last[0], pole], [first[0], pole]);
	}
	const n = flat.length;
	const r: Ring = { lon: new Float32Array(n), lat: new Float32Array(n), fx: new Float32Array(n), fy: new Float32Array(n), west: Infinity, east: -Infinity, south: 90, north: -90 };
	flat.forEach(([lon, lat], i) => {
		const [fx, fy] = raw(lat);
		[r.lon[i], r.lat[i], r.fx[i], r.fy[i]] = [lon, lat, fx, fy];
		r.west = Math.min(r.west, lon);
		r.east = Math.max(r.east, lon);
		r.south = Math.min(r.south, lat);
		r.north = Math.max(r.north, lat);
	});
	return r;
}

const turns = [-720, -360, 0, 360, 720];

/** trace adds the outline of a country to the path of a canvas, as far as it may be in sight, and tells whether any of it may be. */
export function trace(ctx: CanvasRenderingContext2D, c: Country, p: Projection): boolean {
	let any = false;
	for (const r of c.rings) {
		if (r.north < p.south || r.south > p.north) continue;
		for (const turn of turns) {
			if (r.east + turn < p.lon - p.half || r.west + turn > p.lon + p.half) continue;
			any = true;
			const n = r.lon.length;
			let [px, py] = [NaN, NaN];
			for (let i = 0; i < n; i++) {
				const x = p.cx + (r.lon[i] + turn - p.lon) * r.fx[i] * p.degree;
				const y = p.cy - r.fy[i] * p.radian;
				if (i === 0) ctx.moveTo(x, y);
				else {
					// Corners closer than the eye can tell are left out.
					if (Math.abs(x - px) < 0.7 && Math.abs(y - py) < 0.7) continue;
					ctx.lineTo(x, y);
				}
				px = x;
				py = y;
			}
			ctx.closePath();
		}
	}
	return any;
}

/** extent is how large the largest part of a country is, in pixels. */
export function extent(c: Country, p: Projection): number {
	let most = 0;
	for (const r of c.rings) most = Math.max(most, Math.min((r.east - r.west) * p.degree * r.fx[0], ((r.north - r.south) * p.radian * Math.PI) / 180));
	return most;
}

/** inside tells whether a place is in a country. */
export function inside(c: Country, lon: number, lat: number): boolean {
	let odd = false;
	for (const r of c.rings) {
		if (lat < r.south || lat > r.north) continue;
		for (const turn of turns) {
			const x = lon - turn;
			if (x < r.west || x > r.east) continue;
			for (let i = 0, j = r.lon.length - 1; i < r.lon.length; j = i++) {
				if (r.lat[i] > lat !== r.lat[j] > lat && x < ((r.lon[j] - r.lon[i]) * (lat - r.lat[i])) / (r.lat[j] - r.lat[i]) + r.lon[i]) odd = !odd;
			}
		}
	}
	return odd;
}
