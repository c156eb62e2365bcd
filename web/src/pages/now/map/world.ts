// The outlines of countries, by their code: coarse ones always, finer ones once somebody looks closely.
import { geoBounds } from 'd3-geo';
import { feature } from 'topojson-client';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import type { GeometryCollection, Topology } from 'topojson-specification';

export interface Country { code: string; shape: Feature<Polygon | MultiPolygon>; /** west, south, east, north */ bounds: [number, number, number, number] }
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
		const [[w, s], [e, n]] = geoBounds(shape);
		return { code: String(shape.id ?? ''), shape, bounds: [w, s, e, n] as [number, number, number, number] };
	});
	const byCode = new Map<string, Country[]>();
	for (const c of countries) if (c.code) byCode.set(c.code, [...(byCode.get(c.code) ?? []), c]);
	return { countries, byCode };
}
