// Draws the map on two canvases: the ground (land, and the countries of which no more is told than that it
// was there) and, above it, the marks. Forms carry the meaning, colours repeat it: an area is hatched or
// dotted and has no position; a region is a broken ring; a point is a disc where most of it is cooperation
// and a diamond where most is conflict. Chevrons at its sides say disputed.
import type { Quad } from '../../../lib/types';
import { most, quads, radiusOf, type Area, type Mark, type Point, type Region } from './marks';
import { projectionOf, type Projection, type Size, type View } from './view';
import { extent, inside, trace, type World } from './world';

export interface Look { ground: string; land: string; ink: string; soft: string; line: string; coop: string; conf: string; against: string; font: string }
export interface Scene { view: View; size: Size; world: World | null; marks: Mark[]; look: Look; hot: string; chosen: Set<string>; box: [number, number, number, number] | null; countries: Set<string> }

const angular = (q: Quad) => q.endsWith('conflict');
const full = (q: Quad) => q.startsWith('material');
const colour = (q: Quad, l: Look) => (angular(q) ? l.conf : l.coop);

const hatches = new Map<string, CanvasPattern | null>();
/** hatch is the ground of an area: slanted lines for conflict, dots for cooperation. */
function hatch(ctx: CanvasRenderingContext2D, q: Quad, l: Look, ratio: number): CanvasPattern | string {
	const ink = colour(q, l);
	const key = [ink, angular(q), ratio].join();
	let p = hatches.get(key);
	if (!p) {
		const side = Math.round(6 * ratio);
		const c = document.createElement('canvas');
		c.width = c.height = side;
		const g = c.getContext('2d')!;
		g.strokeStyle = g.fillStyle = ink;
		g.globalAlpha = 0.5;
		if (angular(q)) {
			g.lineWidth = ratio;
			g.beginPath();
			for (const d of [-side, 0, side]) g.moveTo(d - 1, side + 1), g.lineTo(d + side + 1, -1);
			g.stroke();
		} else {
			g.beginPath();
			g.arc(side / 2, side / 2, 1.15 * ratio, 0, 7);
			g.fill();
		}
		p = ctx.createPattern(c, 'repeat');
		p?.setTransform(new DOMMatrix().scale(1 / ratio));
		hatches.set(key, p);
	}
	return p ?? ink;
}

/** Where the number of an area may stand, from the middle of its country. */
const beside = [[0, 0], [0, 17], [0, -17], [24, 0], [-24, 0], [20, 17], [-20, 17], [20, -17], [-20, -17], [0, 30], [0, -30], [38, 0], [-38, 0]];

export class Painter {
	private ground: CanvasRenderingContext2D;
	private above: CanvasRenderingContext2D;
	private radius: (n: number) => number = () => 4;
	private radiusFor: Mark[] | null = null;
	/** What was drawn where, topmost last, to find what is under the pointer. */
	private spots: { mark: Mark; x: number; y: number; r: number }[] = [];
	private project: Projection | null = null;
	private scene: Scene | null = null;

	constructor(ground: HTMLCanvasElement, above: HTMLCanvasElement) {
		this.ground = ground.getContext('2d')!;
		this.above = above.getContext('2d')!;
	}

	private begin(ctx: CanvasRenderingContext2D, [w, h]: Size): number {
		const ratio = Math.min(2, devicePixelRatio || 1);
		const [W, H] = [Math.round(w * ratio), Math.round(h * ratio)];
		if (ctx.canvas.width !== W || ctx.canvas.height !== H) [ctx.canvas.width, ctx.canvas.height] = [W, H];
		ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
		ctx.clearRect(0, 0, w, h);
		return ratio;
	}

	drawGround(s: Scene) {
		this.scene = s;
		const ctx = this.ground;
		const ratio = this.begin(ctx, s.size);
		const p = (this.project = projectionOf(s.view, s.size));
		if (!s.world) return;
		ctx.save();
		if (p.half === 180) {
			// Lands that reach over the edge of the world go on at its other side.
			ctx.beginPath();
			const side = (lon: number, from: number, to: number) => {
				for (let lat = from; from < to ? lat <= to : lat >= to; lat += from < to ? 3 : -3) ctx.lineTo(...p.to([lon, lat], true));
			};
			side(p.lon - 180, -90, 90);
			side(p.lon + 180, 90, -90);
			ctx.closePath();
			ctx.clip();
		}
		const areas = new Map(s.marks.filter((m): m is Area => m.form === 'area').map((m) => [m.country, m]));
		ctx.lineJoin = 'round';
		ctx.beginPath();
		for (const c of s.world.countries) trace(ctx, c, p);
		ctx.fillStyle = s.look.land;
		ctx.fill('evenodd');
		ctx.strokeStyle = s.look.ground;
		ctx.lineWidth = 0.8;
		ctx.stroke();
		for (const c of s.world.countries) {
			const area = areas.get(c.code);
			const chosen = s.countries.has(c.code);
			if (!area && !chosen) continue;
			ctx.beginPath();
			if (!trace(ctx, c, p)) continue;
			if (area) {
				const q = most(area.by);
				ctx.fillStyle = hatch(ctx, q, s.look, ratio);
				ctx.fill('evenodd');
				ctx.strokeStyle = colour(q, s.look);
				ctx.lineWidth = 0.9;
				ctx.stroke();
			}
			if (chosen) {
				ctx.strokeStyle = s.look.ink;
				ctx.lineWidth = 2;
				ctx.stroke();
			}
		}
		ctx.restore();
	}

	drawMarks(s: Scene) {
		this.scene = s;
		const ctx = this.above;
		const ratio = this.begin(ctx, s.size);
		const p = (this.project ??= projectionOf(s.view, s.size));
		if (this.radiusFor !== s.marks) {
			this.radius = radiusOf(s.marks);
			this.radiusFor = s.marks;
		}
		const [w, h] = s.size;
		const at = (g: [number, number], pad: number): [number, number] | null => {
			const q = p.to(g);
			return q[0] > -pad && q[1] > -pad && q[0] < w + pad && q[1] < h + pad ? q : null;
		};
		this.spots = [];
		ctx.lineJoin = 'round';
		ctx.textAlign = 'center';
		ctx.textBaseline = 'middle';
		const hot: (() => void)[] = [];

		if (s.box) this.box(ctx, s.box, p, s.look);
		// Regions lie under points, small points over large ones.
		for (const m of s.marks) {
			if (m.form !== 'region') continue;
			const xy = at(m.middle, 60);
			if (!xy) continue;
			const degree = (256 * 2 ** s.view.zoom) / 360;
			const r = Math.max(13, Math.min(64, degree * 0.8));
			this.spots.push({ mark: m, x: xy[0], y: xy[1], r });
			this.region(ctx, m, xy, r, s);
		}
		const shrink = Math.max(0.58, Math.min(1, 0.55 + s.view.zoom * 0.12)); // continents are small
		// Small points of a class are one path: thousands are drawn in a few strokes. Larger ones lie below them.
		const tiny = s.marks.length > 600 ? 8.5 : 6.5;
		const small = new Map<Quad, [number, number, number][]>(quads.map((q) => [q, []]));
		for (const m of s.marks) {
			if (m.form !== 'point') continue;
			const xy = at(m.at, 24);
			if (!xy) continue;
			const r = this.radius(m.count) * shrink;
			this.spots.push({ mark: m, x: xy[0], y: xy[1], r });
			if (r < tiny) small.get(most(m.by))!.push([...xy, r]);
			else this.point(ctx, m, xy[0], xy[1], r, s.look);
			if (m.disputed && r < tiny) hot.push(() => this.chevrons(ctx, xy[0], xy[1], r + 3, s.look));
			if (m.id === s.hot || s.chosen.has(m.place)) hot.push(() => this.halo(ctx, xy, r + (m.disputed ? 8 : 4), s.look));
		}
		for (const [q, list] of small) {
			if (!list.length) continue;
			ctx.beginPath();
			for (const [x, y, r] of list) {
				if (angular(q)) this.diamond(ctx, x, y, r * 1.22);
				else {
					ctx.moveTo(x + r, y);
					ctx.arc(x, y, r, 0, 7);
				}
			}
			ctx.strokeStyle = s.look.ground;
			ctx.lineWidth = 3;
			ctx.stroke();
			ctx.fillStyle = full(q) ? colour(q, s.look) : s.look.ground;
			ctx.fill();
			ctx.strokeStyle = colour(q, s.look);
			ctx.lineWidth = 1.3;
			ctx.stroke();
		}
		// Numbers of areas stand where there is room, those of most events first: an area has no position that they
		// would have to keep.
		const taken = this.spots.map((o) => ({ x: o.x, y: o.y, w: o.r, h: o.r }));
		const free = (x: number, y: number, half: number) => !taken.some((o) => Math.abs(o.x - x) < o.w + half && Math.abs(o.y - y) < o.h + 8);
		for (const m of s.marks) {
			if (m.form !== 'area') continue;
			const xy = at(m.label, 20);
			if (!xy) continue;
			const words = m.count.toLocaleString('en');
			const plated = !this.shown(m, s, p);
			const half = 9 + words.length * 3.4 + (plated ? 3 : 0) + (m.disputed ? 5 : 0);
			const isHot = m.id === s.hot || s.countries.has(m.country);
			const to = beside.map(([dx, dy]) => [xy[0] + dx, xy[1] + dy]).find(([x, y]) => free(x, y, half)) ?? (isHot ? xy : null);
			if (!to) continue;
			taken.push({ x: to[0], y: to[1], w: half, h: 8 });
			this.spots.push({ mark: m, x: to[0], y: to[1], r: 11 });
			this.label(ctx, m, to[0], to[1], words, s.look, isHot, plated ? ratio : 0);
		}
		for (const f of hot) f();
	}

	/** shown tells whether the outline of a country is large enough to be the sign of its area. */
	private shown(m: Area, s: Scene, p: Projection): boolean {
		return (s.world?.byCode.get(m.country) ?? []).some((c) => extent(c, p) > 9);
	}

	/** label is the number of an area, behind the sign of its class, or behind its plate where the outline cannot be seen. */
	private label(ctx: CanvasRenderingContext2D, m: Area, x: number, y: number, words: string, l: Look, bold: boolean, plated: number) {
		const q = most(m.by);
		const side = plated ? 14 : 10;
		const half = words.length * 3.4;
		const left = x - (half * 2 + side + 3) / 2;
		const middle = left + side + 3 + half;
		ctx.font = `${bold ? 700 : 600} 12px ${l.font}`;
		ctx.lineWidth = 3.5;
		ctx.strokeStyle = l.ground;
		ctx.strokeText(words, middle, y + 0.5);
		if (plated) {
			ctx.beginPath();
			ctx.roundRect(left, y - side / 2, side, side, 2);
			ctx.stroke();
			ctx.fillStyle = l.ground;
			ctx.fill();
			ctx.fillStyle = hatch(ctx, q, l, plated);
			ctx.fill();
			ctx.strokeStyle = colour(q, l);
			ctx.lineWidth = 1.1;
			ctx.stroke();
		} else this.sign(ctx, q, left + 5, y, 4.2, l, true);
		ctx.fillStyle = l.ink;
		ctx.fillText(words, middle, y + 0.5);
		if (m.disputed) this.chevrons(ctx, x, y, half + side / 2 + 3, l);
		if (bold) {
			ctx.beginPath();
			ctx.moveTo(left, y + 9.5);
			ctx.lineTo(left + half * 2 + side + 3, y + 9.5);
			ctx.strokeStyle = l.ink;
			ctx.lineWidth = 1.5;
			ctx.stroke();
		}
	}

	private region(ctx: CanvasRenderingContext2D, m: Region, [x, y]: [number, number], r: number, s: Scene) {
		const q = most(m.by);
		const hot = m.id === s.hot || s.chosen.has(m.place);
		ctx.beginPath();
		ctx.arc(x, y, r, 0, 7);
		ctx.globalAlpha = 0.14;
		ctx.fillStyle = colour(q, s.look);
		ctx.fill();
		ctx.globalAlpha = 1;
		ctx.setLineDash([4, 3.5]);
		ctx.strokeStyle = hot ? s.look.ink : colour(q, s.look);
		ctx.lineWidth = hot ? 2 : 1.3;
		ctx.stroke();
		ctx.setLineDash([]);
		const words = m.count.toLocaleString('en');
		ctx.font = `600 12px ${s.look.font}`;
		const half = words.length * 3.4;
		ctx.lineWidth = 3;
		ctx.strokeStyle = s.look.ground;
		ctx.strokeText(words, x + 6, y + 0.5);
		this.sign(ctx, q, x - half, y, 3.8, s.look, true);
		ctx.fillStyle = s.look.ink;
		ctx.fillText(words, x + 6, y + 0.5);
		if (m.disputed) this.chevrons(ctx, x, y, r + 1, s.look);
	}

	/** sign is that of a class: round or angular, full or hollow. */
	private sign(ctx: CanvasRenderingContext2D, q: Quad, x: number, y: number, r: number, l: Look, halo = false) {
		ctx.beginPath();
		if (angular(q)) this.diamond(ctx, x, y, r * 1.2);
		else ctx.arc(x, y, r, 0, 7);
		if (halo) {
			ctx.strokeStyle = l.ground;
			ctx.lineWidth = 3;
			ctx.stroke();
		}
		ctx.fillStyle = full(q) ? colour(q, l) : l.ground;
		ctx.fill();
		ctx.strokeStyle = colour(q, l);
		ctx.lineWidth = 1.4;
		ctx.stroke();
	}

	private diamond(ctx: CanvasRenderingContext2D, x: number, y: number, r: number) {
		ctx.moveTo(x, y - r);
		ctx.lineTo(x + r, y);
		ctx.lineTo(x, y + r);
		ctx.lineTo(x - r, y);
		ctx.closePath();
	}

	private point(ctx: CanvasRenderingContext2D, m: Point, x: number, y: number, r: number, l: Look) {
		const q = most(m.by);
		const classes = quads.filter((c) => m.by[c]);
		const sharp = angular(q);
		const R = sharp ? r * 1.22 : r; // a diamond of the same area
		if (classes.length === 1) {
			this.sign(ctx, q, x, y, sharp ? R / 1.2 : R, l, true); // its edge keeps it apart from others
		} else this.split(ctx, m, classes, x, y, R, sharp, l);
		if (m.disputed) this.chevrons(ctx, x, y, R + 2, l);
		if (r >= 11) {
			ctx.font = `650 ${r >= 15 ? 12 : 11}px ${l.font}`;
			const words = m.count.toLocaleString('en');
			ctx.strokeStyle = l.ground;
			ctx.lineWidth = 2.5;
			ctx.strokeText(words, x, y + 0.5);
			ctx.fillStyle = l.ink;
			ctx.fillText(words, x, y + 0.5);
		}
	}

	/** split cuts a disc or a diamond into the classes, as a clock is read. */
	private split(ctx: CanvasRenderingContext2D, m: Point, classes: Quad[], x: number, y: number, r: number, sharp: boolean, l: Look) {
		const edge = (a: number): [number, number] => {
			const [c, s] = [Math.cos(a), Math.sin(a)];
			const k = sharp ? r / (Math.abs(c) + Math.abs(s)) : r;
			return [x + k * c, y + k * s];
		};
		let from = -Math.PI / 2;
		for (const q of classes) {
			const to = from + (m.by[q]! / m.count) * 2 * Math.PI;
			ctx.beginPath();
			ctx.moveTo(x, y);
			if (sharp) {
				ctx.lineTo(...edge(from));
				for (let corner = Math.ceil(from / (Math.PI / 2) + 1e-9) * (Math.PI / 2); corner < to; corner += Math.PI / 2) ctx.lineTo(...edge(corner));
				ctx.lineTo(...edge(to));
			} else ctx.arc(x, y, r, from, to);
			ctx.closePath();
			ctx.fillStyle = full(q) ? colour(q, l) : l.ground;
			ctx.fill();
			ctx.strokeStyle = colour(q, l);
			ctx.lineWidth = 1.1;
			ctx.stroke();
			from = to;
		}
	}

	private chevrons(ctx: CanvasRenderingContext2D, x: number, y: number, r: number, l: Look) {
		ctx.beginPath();
		ctx.moveTo(x - r - 0.5, y - 4);
		ctx.lineTo(x - r - 4, y);
		ctx.lineTo(x - r - 0.5, y + 4);
		ctx.moveTo(x + r + 0.5, y - 4);
		ctx.lineTo(x + r + 4, y);
		ctx.lineTo(x + r + 0.5, y + 4);
		ctx.strokeStyle = l.ground;
		ctx.lineWidth = 4;
		ctx.stroke();
		ctx.strokeStyle = l.against;
		ctx.lineWidth = 1.8;
		ctx.stroke();
	}

	private halo(ctx: CanvasRenderingContext2D, [x, y]: [number, number], r: number, l: Look) {
		ctx.beginPath();
		ctx.arc(x, y, r, 0, 7);
		ctx.strokeStyle = l.ground;
		ctx.lineWidth = 4;
		ctx.stroke();
		ctx.strokeStyle = l.ink;
		ctx.lineWidth = 1.8;
		ctx.stroke();
	}

	/** box draws the sides of a chosen box along their parallels and meridians. */
	private box(ctx: CanvasRenderingContext2D, [w, s, e, n]: [number, number, number, number], p: Projection, l: Look) {
		const east = e < w ? e + 360 : e;
		if (east - w < 0.05) return; // of a place; its mark has a ring
		const turn = Math.round((p.lon - (w + east) / 2) / 360) * 360;
		const line = (a: [number, number], b: [number, number]) => {
			for (let i = 0; i <= 16; i++) ctx.lineTo(...p.to([a[0] + ((b[0] - a[0]) * i) / 16 + turn, a[1] + ((b[1] - a[1]) * i) / 16], true));
		};
		ctx.beginPath();
		line([w, n], [east, n]);
		line([east, n], [east, s]);
		line([east, s], [w, s]);
		line([w, s], [w, n]);
		ctx.strokeStyle = l.ink;
		ctx.lineWidth = 1.4;
		ctx.stroke();
	}

	/** find is the mark under a pixel: the smallest point there, else a region, else the area of the country. */
	find(x: number, y: number): Mark | null {
		let best: Mark | null = null;
		let least = Infinity;
		for (const s of this.spots) {
			const d = Math.hypot(s.x - x, s.y - y);
			if (d > s.r + 4) continue;
			const score = s.mark.form === 'point' ? d : s.mark.form === 'area' ? 500 + d : 1000 + d;
			if (score < least) [best, least] = [s.mark, score];
		}
		if (best || !this.scene?.world) return best;
		const g = this.project?.from([x, y]);
		if (!g) return null;
		for (const m of this.scene.marks) {
			if (m.form === 'area' && this.scene.world.byCode.get(m.country)?.some((c) => inside(c, ...g))) return m;
		}
		return null;
	}
}
