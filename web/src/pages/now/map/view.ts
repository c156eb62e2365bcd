// Where the map looks. Equal Earth shows each country as large as it is; its middle meridian follows the
// view, so that nothing leans, and the 180th meridian is a place like others.
import type { Mark } from './marks';

/** zoom: 0 is the equator on 256 pixels, each step twice as large. */
export interface View { lon: number; lat: number; zoom: number }
export type Size = [width: number, height: number];

export const closest = 11;
/** farthest shows the whole world. */
export const farthest = ([w, h]: Size) => Math.min(Math.log2(w / 256), Math.log2((h / 256) * 2.05));

const turn = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180;

export function clamp(v: View, size: Size): View {
	const zoom = Math.min(closest, Math.max(farthest(size), v.zoom));
	return { lon: turn(v.lon), lat: Math.max(-78, Math.min(82, v.lat)), zoom };
}

// Equal Earth (Šavrič, Patterson, Jenny 2018).
const [a1, a2, a3, a4, m] = [1.340264, -0.081106, 0.000893, 0.003796, Math.sqrt(3) / 2];
const thick = 1 / (m * a1); // of the equator, to which all is measured

/** raw is what a latitude does to a longitude, and how far from the equator it is drawn, in radians of the equator. */
export function raw(lat: number): [fx: number, fy: number] {
	const t = Math.asin(m * Math.sin((lat * Math.PI) / 180));
	const [t2, t6] = [t * t, t ** 6];
	return [Math.cos(t) / (m * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2))) / thick, (t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))) / thick];
}
const top = raw(90)[1];

/** latitude turns the second of raw back; NaN beyond the poles. */
function latitude(fy: number): number {
	if (Math.abs(fy) > top + 1e-9) return NaN;
	let t = fy * thick / a1;
	for (let i = 0; i < 12; i++) {
		const [t2, t6] = [t * t, t ** 6];
		const step = (t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2)) - fy * thick) / (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2));
		t -= step;
		if (Math.abs(step) < 1e-10) break;
	}
	return (Math.asin(Math.max(-1, Math.min(1, Math.sin(t) / m))) * 180) / Math.PI;
}

/** Projection is a view worked out. */
export interface Projection {
	lon: number;
	/** Pixels of a degree and of a radian of the equator. */
	degree: number;
	radian: number;
	/** Where the middle meridian and the equator are. */
	cx: number;
	cy: number;
	/** What is in sight: latitudes, and longitudes on each side of the middle; 180 is all. */
	south: number;
	north: number;
	half: number;
	/** to is the pixel of a place; with flat, of a longitude that may lie beyond the edge of the world. */
	to(g: [number, number], flat?: boolean): [number, number];
	/** from is the place under a pixel, null beyond the edge of the world. */
	from(xy: [number, number]): [number, number] | null;
}

export function projectionOf(v: View, [w, h]: Size): Projection {
	const radian = (256 * 2 ** v.zoom) / (2 * Math.PI);
	const degree = (256 * 2 ** v.zoom) / 360;
	const [cx, cy] = [w / 2, h / 2 + raw(v.lat)[1] * radian];
	const edge = (y: number, pole: number) => {
		const lat = latitude((cy - y) / radian);
		return Number.isNaN(lat) ? pole : lat;
	};
	const [north, south] = [edge(-4, 90), edge(h + 4, -90)];
	const half = Math.min(180, (w / 2 + 4) / degree / Math.min(raw(north)[0], raw(south)[0]));
	return {
		lon: v.lon, degree, radian, cx, cy, south, north, half,
		to([lon, lat], flat = false) {
			const [fx, fy] = raw(lat);
			return [cx + (flat ? lon - v.lon : turn(lon - v.lon)) * fx * degree, cy - fy * radian];
		},
		from([x, y]) {
			const lat = latitude((cy - y) / radian);
			if (Number.isNaN(lat)) return null;
			const off = (x - cx) / degree / raw(lat)[0];
			return Math.abs(off) > 180 ? null : [turn(v.lon + off), lat];
		},
	};
}

/** panned is the view after the ground moved by some pixels. */
export function panned(v: View, size: Size, dx: number, dy: number): View {
	const p = projectionOf(v, size);
	const lat = latitude((p.cy - (size[1] / 2 - dy)) / p.radian);
	const next = clamp({ ...v, lat: Number.isNaN(lat) ? v.lat : lat }, size);
	return clamp({ ...next, lon: v.lon - dx / p.degree / raw(next.lat)[0] }, size);
}

/** zoomed is the view with another zoom, what is under a pixel staying there. */
export function zoomed(v: View, size: Size, zoom: number, [x, y]: [number, number] = [size[0] / 2, size[1] / 2]): View {
	const next = clamp({ ...v, zoom }, size);
	const g = projectionOf(v, size).from([x, y]);
	if (!g) return next;
	const p = projectionOf(next, size);
	const [fx, fy] = raw(g[1]);
	const lat = latitude((y - size[1] / 2) / p.radian + fy);
	return clamp({ lon: g[0] - (x - size[0] / 2) / p.degree / fx, lat: Number.isNaN(lat) ? next.lat : lat, zoom: next.zoom }, size);
}

/** windowOf is the box that a view shows, west south east north; null where that is the whole way round. With pad, of a window so much larger. */
export function windowOf(v: View, [w, h]: Size, pad = 0): [number, number, number, number] | null {
	const p = projectionOf(v, [w * (1 + pad), h * (1 + pad)]);
	return p.half < 175 ? [turn(v.lon - p.half), p.south, turn(v.lon + p.half), p.north] : null;
}

/** holds tells whether a box holds another. */
export function holds(outer: [number, number, number, number] | null, inner: [number, number, number, number] | null): boolean {
	if (!outer) return true;
	if (!inner) return false;
	const width = (b: number[]) => (b[2] - b[0] + 360) % 360;
	const from = (inner[0] - outer[0] + 360) % 360;
	return from + width(inner) <= width(outer) + 1e-9 && inner[1] >= outer[1] && inner[3] <= outer[3];
}

const spot = (m: Mark) => (m.form === 'area' ? m.label : m.form === 'region' ? m.middle : m.at);

/** around is the view that shows all marks, and no closer than makes sense. */
export function around(marks: Mark[], size: Size): View {
	const whole = clamp({ lon: 11, lat: 10, zoom: 0 }, size);
	if (!marks.length) return whole;
	const spots = marks.map(spot);
	// The widest gap between meridians lies behind the view.
	const lons = spots.map((s) => s[0]).sort((a, b) => a - b);
	let [gap, after] = [lons[0] + 360 - lons[lons.length - 1], 0];
	for (let i = 1; i < lons.length; i++) if (lons[i] - lons[i - 1] > gap) [gap, after] = [lons[i] - lons[i - 1], i];
	const west = lons[after];
	const width = 360 - gap;
	const lats = spots.map((s) => s[1]);
	const [s, n] = [Math.min(...lats), Math.max(...lats)];
	if (width > 220) return whole;
	const lat = (s + n) / 2;
	const room = 0.78; // of the picture
	const zoomX = Math.log2((size[0] * room * 360) / 256 / Math.max(width * Math.cos((lat * Math.PI) / 240), 4));
	const zoomY = Math.log2((size[1] * room * 180) / 256 / 0.487 / Math.max((n - s) * 1.08, 3));
	return clamp({ lon: west + width / 2, lat, zoom: Math.min(5.5, zoomX, zoomY) }, size);
}

/** viewOf reads a view of the address: "8.2,12.5,5". */
export function viewOf(s: string, size: Size): View | null {
	const [lon, lat, zoom] = s.split(',').map(Number);
	return s.split(',').length === 3 && [lon, lat, zoom].every(Number.isFinite) ? clamp({ lon, lat, zoom }, size) : null;
}
export function viewWord(v: View): string {
	const figures = v.zoom > 8 ? 3 : v.zoom > 5 ? 2 : 1;
	return [+v.lon.toFixed(figures), +v.lat.toFixed(figures), +v.zoom.toFixed(2)].join(',');
}
