// Makes the outlines of the map from the npm package world-atlas (Natural Earth): of each country the
// outline and its code of three letters, as places have it. Run it after a new world-atlas: node map/make.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import countries from 'i18n-iso-countries';

const find = createRequire(import.meta.url).resolve;
const out = join(import.meta.dirname, '..', 'public', 'assets', 'map');

// What Natural Earth draws apart and ISO 3166 has no code for. The record places events by ISO 3166, so
// an event told of "Somalia" is told of all that has this code.
const others = { Kosovo: 'XKX', Somaliland: 'SOM', 'N. Cyprus': 'CYP' };

for (const scale of ['110m', '50m']) {
	const world = JSON.parse(readFileSync(find(`world-atlas/countries-${scale}.json`), 'utf8'));
	const geometries = world.objects.countries.geometries.map((g) => ({ type: g.type, id: g.id ? countries.numericToAlpha3(g.id) : others[g.properties.name], arcs: g.arcs }));
	const { type, transform, arcs } = world;
	writeFileSync(join(out, `countries-${scale}.json`), JSON.stringify({ type, transform, objects: { countries: { type: 'GeometryCollection', geometries } }, arcs }) + '\n');
	console.log(scale, geometries.length, 'countries;', geometries.filter((g) => !g.id).length, 'without a code');
}
writeFileSync(join(out, 'world-atlas-LICENSE.txt'), readFileSync(join(find('world-atlas/countries-110m.json'), '..', 'LICENSE'), 'utf8'));
