// Where the map looks. Equal Earth shows each country as large as it is; its middle meridian follows the
// view, so that nothing leans, and the 180th meridian is a place like others.
import { geoEqualEarth, type GeoProjection } from 'd3-geo';
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

/** How many pixels of the equator a radian takes, against the scale of d3's Equal Earth. */
const stretch = 0.8616;

export function projectionOf(v: View, [w, h]: Size): GeoProjection {
	const p = geoEqualEarth().scale((256 * 2 ** v.zoom) / (2 * Math.PI) / stretch).rotate([-v.lon, 0]).translate([0, 0]).precision(0.6);
	const y = p([v.lon, v.lat])![1];
	return p.translate([w / 2, h / 2 - y]);
}

/** panned is the view after the ground moved by some pixels. */
export function panned(v: View, size: Size, dx: number, dy: number): View {
	const at = projectionOf(v, size).invert!([size[0] / 2 - dx, size[1] / 2 - dy]);
	return at && Number.isFinite(at[0]) && Number.isFinite(at[1]) ? clamp({ lon: at[0], lat: at[1], zoom: v.zoom }, size) : v;
}

/** zoomed is the view with another zoom, what is under a pixel staying there. */
export function zoomed(v: View, size: Size, zoom: number, [x, y]: [number, number] = [size[0] / 2, size[1] / 2]): View {
	const next = clamp({ ...v, zoom }, size);
	const k = 2 ** (next.zoom - v.zoom);
	const [ox, oy] = [x - size[0] / 2, y - size[1] / 2];
	const at = panned(v, size, -ox * (1 - 1 / k), -oy * (1 - 1 / k));
	return clamp({ ...at, zoom: next.zoom }, size);
}

/** windowOf is the box that a view shows, west south east north; null where that is the whole way round. */
export function windowOf(v: View, size: Size, pad = 0): [number, number, number, number] | null {
	const [w, h] = [size[0] * (1 + pad), size[1] * (1 + pad)];
	const p = projectionOf(v, size);
	const [cx, cy] = [size[0] / 2, size[1] / 2];
	const latAt = (y: number, edge: number) => {
		const g = p.invert!([cx, y]);
		return g && Number.isFinite(g[1]) && Math.abs(p(g)![1] - y) < 1 ? g[1] : edge;
	};
	const [n, s] = [Math.min(90, latAt(cy - h / 2, 90)), Math.max(-90, latAt(cy + h / 2, -90))];
	const far = Math.max(Math.abs(n), Math.abs(s));
	const degree = p([v.lon + 1, Math.min(far, 89)])![0] - cx;
	const half = w / 2 / degree;
	if (!(half < 175)) return null;
	return [turn(v.lon - half), s, turn(v.lon + half), n];
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
