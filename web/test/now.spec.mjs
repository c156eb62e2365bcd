// Now: filters, map, timeline and list say the same; nothing moves under the reader.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import ts from 'typescript';
import { faults, serve, stage, tab, wide } from './kit.mjs';

const invented = [
	{ outlet: 'Harbour Times', published: '2024-03-18T10:00:00Z', title: 'Attack in Mali', text: 'Rebels attacked soldiers in Mali on Monday, killing nine, the army said.' },
	{ outlet: '<b>Plain</b> & Courier', published: '2024-03-20T10:00:00Z', title: 'Deaths in Kharkiv', text: 'Gunmen killed four people in Kharkiv on Wednesday, police said.' },
	{ outlet: 'Harbour Times', published: '2024-04-03T10:00:00Z', title: 'Talks in Suva', text: 'The foreign ministers of Fiji and Norway met on Wednesday for talks in Suva, a spokesman said.' },
];

let rec, b, s, end;
before(async () => {
	({ rec, b, s, end } = await stage(invented.map((r, i) => ({ ...r, url: `https://invented.example/${i}` }))));
});
after(() => end?.());

const query = (page) => new URL(page.url()).searchParams;
const drawn = (page) => page.waitForFunction(() => Number(document.querySelector('.map')?.dataset.drawn) > 0);
const places = (page) => page.locator('.map summary', { hasText: 'Places' });
async function open(page, path = '/') {
	await page.goto(path);
	await page.getByRole('article').first().waitFor();
	await drawn(page);
}

test('wide and narrow, light and dark: no faults, also with everything open', async () => {
	for (const [width, dark] of [[1280, false], [1280, true], [360, false], [360, true]]) {
		const page = await tab(b, { base: s.url, width, height: width < 600 ? 740 : 900, dark });
		await open(page);
		assert.deepEqual(await faults(page), [], `${width} ${dark}`);
		assert.equal(await wide(page), 0);
		if (width < 600) {
			await page.getByRole('button', { name: 'Map and timeline', exact: true }).click();
			await page.getByRole('button', { name: /^Filters/ }).click();
		}
		await places(page).click();
		await page.getByText('As a table').click();
		await page.locator('summary', { hasText: 'Sources' }).click();
		await page.getByText('<b>Plain</b> & Courier').first().waitFor();
		assert.deepEqual(await faults(page), [], `${width} ${dark}, open`);
		assert.equal(await wide(page), 0);
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('a filter changes the address and the list, its chip takes it off, back brings it again', async () => {
	const page = await tab(b, { base: s.url });
	await open(page);
	const all = await page.getByRole('article').count();
	await page.locator('summary', { hasText: 'What' }).click();
	await page.getByRole('checkbox', { name: /^Talks/ }).check();
	await page.waitForFunction((n) => document.querySelectorAll('article').length < n, all);
	assert.deepEqual(query(page).getAll('type'), ['CONSULT']);
	for (const word of await page.getByRole('article').locator('.kind .label').allInnerTexts()) assert.equal(word.toLowerCase(), 'talks');
	await page.keyboard.press('Escape'); // the open filter closes, and gives the focus back to its name
	await page.getByRole('button', { name: /^Talks.*take off/ }).click();
	await page.waitForFunction((n) => document.querySelectorAll('article').length === n, all);
	assert.equal(query(page).get('type'), null);
	await page.goBack();
	await page.getByRole('button', { name: /^Talks.*take off/ }).waitFor();
	assert.equal(query(page).get('type'), 'CONSULT');
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('who is found while it is typed, and taken by keyboard', async () => {
	const page = await tab(b, { base: s.url });
	await open(page);
	await page.locator('summary', { hasText: 'Who' }).press('Enter');
	await page.getByRole('combobox', { name: 'A name or a country' }).pressSequentially('poli');
	await page.getByRole('option').first().waitFor();
	await page.getByRole('combobox', { name: 'A name or a country' }).press('ArrowDown');
	await page.getByRole('combobox', { name: 'A name or a country' }).press('Enter');
	await page.waitForFunction(() => new URL(location.href).searchParams.has('participant'));
	assert.match(query(page).get('participant'), /poli/i);
	await page.close();
});

test('the model: of a country there is an area, which has no position; of a region no point', async () => {
	const code = ts.transpileModule(readFileSync(join(import.meta.dirname, '..', 'src', 'pages', 'now', 'map', 'marks.ts'), 'utf8'), { compilerOptions: { module: 'ESNext', target: 'ES2022' } }).outputText;
	const { marksOf, most } = await import('data:text/javascript,' + encodeURIComponent(code));
	const told = { count: 2, disputed: 0, by: { 'material conflict': 2 }, events: [] };
	const marks = marksOf({
		countries: [{ country: 'MLI', name: 'Mali', lat: 17, lon: -4, ...told }],
		regions: [{ country: 'NGA', name: 'Yobe State', geonames: 1, lat: 12, lon: 11, ...told }, { country: 'NGA', name: 'Yobe', geonames: 1, lat: 12, lon: 11, ...told }],
		cells: [{ box: [10, 10, 20, 20], lat: 11.71, lon: 11.08, places: 1, place: 'Potiskum', country: 'NGA', precision: { city: 2 }, ...told }, { box: [170, -20, 180, -10], lat: -18, lon: 178, places: 3, place: '', country: '', precision: { city: 2 }, ...told }],
	});
	assert.deepEqual(marks.map((m) => m.form), ['area', 'region', 'point', 'point']);
	assert.deepEqual(Object.keys(marks[0]).filter((k) => ['at', 'middle', 'lat', 'lon'].includes(k)), []);
	assert.equal(marks[0].place, 'MLI');
	assert.equal(marks[1].count, 4);
	assert.equal('at' in marks[1], false);
	assert.equal(marks.find((m) => m.name === 'Potiskum').place, '11.07,11.7,11.09,11.72');
	assert.equal(marks.find((m) => m.name === '3 places').place, '170,-20,180,-10');
	assert.equal(most({ 'verbal conflict': 1, 'material cooperation': 1 }), 'verbal conflict');
	assert.equal(most({ 'verbal conflict': 1, 'material cooperation': 2 }), 'material cooperation');
});

test('the table of places has what the map has, and chooses as it does, by keyboard', async () => {
	const page = await tab(b, { base: s.url });
	await open(page);
	await places(page).focus();
	await page.keyboard.press('Enter');
	const mali = page.locator('tr[data-mark="cMLI"]');
	assert.equal(await mali.getAttribute('data-form'), 'area');
	assert.equal(await page.locator('tr[data-mark^="c"]:not([data-form="area"])').count(), 0);
	assert.equal(await page.locator('tr[data-mark]').count(), Number(await page.locator('.map').getAttribute('data-drawn')));
	const all = await page.getByRole('article').count();
	const button = mali.getByRole('button');
	await button.focus();
	await page.keyboard.press('Enter');
	await page.waitForFunction((n) => document.querySelectorAll('article').length < n, all);
	assert.equal(query(page).get('place'), 'MLI');
	assert.equal(await button.getAttribute('aria-pressed'), 'true');
	assert.ok(await page.locator('tr[data-mark]').count() > 1, 'the other places stay on the map');
	await page.keyboard.press('Enter');
	await page.waitForFunction((n) => document.querySelectorAll('article').length === n, all);
	assert.equal(query(page).get('place'), null);
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('a mark that is clicked filters the list to its place', async () => {
	const page = await tab(b, { base: s.url });
	await open(page, '/?at=36.25,49.98,6');
	const box = await page.locator('canvas.above').boundingBox();
	await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
	await page.locator('.tip', { hasText: 'Kharkiv' }).waitFor();
	await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
	await page.getByRole('button', { name: /^Kharkiv.*take off/ }).waitFor();
	assert.match(query(page).get('place'), /^36\.\d+,(49|50)\.?\d*,36\.\d+,50/);
	await page.waitForFunction(() => document.querySelectorAll('article').length === 1);
	assert.match(await page.getByRole('article').innerText(), /Kharkiv/);
	assert.equal(query(page).get('at'), '36.25,49.98,6');
	await page.close();
});

test('moving the map writes its view into the address and leaves the list alone', async () => {
	const page = await tab(b, { base: s.url });
	await open(page);
	let lists = 0;
	page.on('request', (r) => r.url().includes('/api/events?') && lists++);
	await page.locator('canvas.above').focus();
	for (const k of ['+', '+', '+', 'ArrowRight']) await page.keyboard.press(k);
	await page.waitForFunction(() => new URL(location.href).searchParams.has('at'));
	const at = query(page).get('at');
	assert.equal(lists, 0);
	await page.reload();
	await drawn(page);
	assert.equal(await page.locator('.map').getAttribute('data-view'), at);
	await page.getByRole('button', { name: 'The whole world' }).click();
	await page.waitForFunction(() => !new URL(location.href).searchParams.has('at'));
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('the timeline asks for a stretch of time, by mouse and by keyboard', async () => {
	const page = await tab(b, { base: s.url });
	await open(page);
	const all = await page.getByRole('article').count();
	const chart = page.locator('.timeline svg');
	const box = await chart.boundingBox();
	// The last half of the axis: 2024, without what happened in 2023.
	await page.mouse.move(box.x + box.width * 0.6, box.y + 40);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width * 0.8, box.y + 40, { steps: 4 });
	await page.mouse.move(box.x + box.width - 1, box.y + 40);
	await page.mouse.up();
	await page.waitForFunction((n) => document.querySelectorAll('article').length < n, all);
	assert.match(query(page).get('since'), /^202[34]-\d\d-\d\d$/);
	assert.match(query(page).get('until'), /^2024-\d\d-\d\d$/);
	await page.getByRole('button', { name: 'All time' }).click();
	await page.waitForFunction((n) => document.querySelectorAll('article').length === n, all);
	const from = page.getByRole('slider', { name: 'From' });
	await from.focus();
	await from.press('ArrowRight');
	await page.waitForFunction(() => new URL(location.href).searchParams.has('since'));
	assert.match(await from.getAttribute('aria-valuetext'), /20\d\d/);
	await page.reload();
	await page.waitForFunction(() => document.querySelector('.timeline input[aria-label=From]')?.value === '1');
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('what comes in is counted, moves nothing, and is shown when asked for', async () => {
	const page = await tab(b, { base: s.url, height: 700 });
	await open(page);
	await page.getByText('live', { exact: true }).waitFor();
	await page.evaluate(() => scrollTo(0, 420));
	const where = () => page.getByRole('article').nth(2).evaluate((a) => [a.getBoundingClientRect().top, a.innerText]);
	const before = await where();
	const r = await page.request.post('/api/reports', { headers: { 'Content-Type': 'application/json' }, data: { outlet: 'Meridian Post', published: new Date().toISOString(), title: 'Aid in Lima', text: 'The Red Cross delivered food to 300 families in Lima on Monday, the organization said.' } });
	assert.equal(r.status(), 201);
	const bar = page.getByRole('button', { name: /new event/ });
	await bar.waitFor();
	assert.deepEqual(await where(), before);
	assert.equal((await page.getByRole('article').allInnerTexts()).some((t) => t.includes('Lima')), false);
	assert.deepEqual(await faults(page), []);
	await bar.click();
	await page.getByRole('article').filter({ hasText: 'Lima' }).first().waitFor();
	await page.waitForFunction(() => document.activeElement?.id === 'list');
	assert.equal(await bar.count(), 0);
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('what was known on a day: the same page, without news', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/?as_of=2024-03-05');
	await page.getByRole('article').first().waitFor();
	await page.getByText('as it was known then').waitFor();
	assert.match(await page.getByRole('article').first().getByRole('link').getAttribute('href'), /as_of=2024-03-05/);
	await page.close();
});

test('an empty record says what to do next', async () => {
	const bare = await serve(join(rec.dir, 'bare.db'));
	const page = await tab(b, { base: bare.url });
	try {
		await page.goto('/');
		await page.getByText('The record is empty.').waitFor();
		await page.getByText('hearsay add').waitFor();
		assert.deepEqual(await faults(page), []);
		await page.goto('/?type=AID');
		await page.getByText('No event fits.').waitFor();
		assert.deepEqual(page.wrong, []);
	} finally {
		await page.close();
		await bare.stop();
	}
});

test('what an answer notes is told where it matters: how a place is meant, what stands in the way, which numbers are approximate', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/?place=Tripoli');
	await page.getByText('No event fits.').waitFor();
	await page.locator('.empty').getByText(/^There would be an answer without place/).waitFor();
	await page.goto('/?place=Tripoli&place=Kharkiv');
	await page.getByRole('article').first().waitFor();
	await page.locator('.list').getByText(/^Tripoli is looked for wherever it lies: /).waitFor();
	assert.equal(await page.getByText(/^Tripoli is looked for wherever it lies: /).count(), 1, 'what the list says is not said again beside the map');
	assert.deepEqual(await faults(page), []);

	// A correction that was made today: as of an earlier day, events are counted as corrected.
	const made = await (await fetch(s.url + '/api/events?limit=1&type=consult')).json();
	const k = await (await fetch(s.url + '/api/corrections', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ target: made.events[0].tellings[0], field: 'status', values: [{ value: 'planned' }], by: 'ana' }) })).json();
	assert.equal(k.schema, 'hearsay.corrections/1', JSON.stringify(k));
	for (const width of [1280, 360]) {
		await page.setViewportSize({ width, height: 800 });
		await page.goto('/?as_of=2024-06-01');
		await page.getByRole('article').first().waitFor();
		if (width < 600) await page.getByRole('button', { name: 'Map and timeline', exact: true }).click();
		const aside = page.getByRole('complementary', { name: 'Where and when' });
		await aside.getByText('Numbers on the map and the timeline are approximate.').waitFor();
		await aside.getByText('People corrected codings since then, and events are counted as corrected.').waitFor();
		assert.equal(await wide(page), 0);
	}
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.locator('summary', { hasText: 'What' }).click();
	await page.getByText('The numbers here are approximate.').first().waitFor();
	assert.deepEqual(await faults(page), []);
	assert.deepEqual(page.wrong, []);
	await fetch(`${s.url}/api/corrections/${k.corrections[0].id}/undo`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ by: 'ana' }) });
	await page.close();
});

test('reports that are not linked yet are no empty record; what was looked through in vain is no end', async () => {
	const page = await tab(b, { base: s.url });
	const list = (notes, next) => ({ schema: 'hearsay.events/1', events: [], next, notes });
	let answer = list(['7 of 7 reports are not linked yet, so what they tell is not seen here: hearsay add goes on with them'], '');
	await page.route('**/api/events?*', (r) => r.fulfill({ json: answer }));
	await page.goto('/');
	await page.getByText('No event yet.').waitFor();
	await page.getByText('7 of 7 reports are not linked yet').waitFor();
	assert.equal(await page.getByText('The record is empty.').count(), 0);
	answer = list(['stopped after weighing 4000 candidates; the next page goes on'], 'mark');
	await page.goto('/?as_of=2024-01-01&type=AID');
	await page.getByText('Stopped after weighing 4000 candidates; the next page goes on.').waitFor();
	await page.getByRole('button', { name: 'More', exact: true }).waitFor();
	assert.equal(await page.getByText('No event fits.').count(), 0);
	await page.close();
});

test('what the timeline stacks by is chosen by keyboard and is in the address; its legend is words and patterns', async () => {
	const page = await tab(b, { base: s.url });
	await open(page);
	const timeline = page.getByRole('region', { name: 'Timeline of events' });
	const by = timeline.getByLabel('stacked by');
	await by.focus();
	await page.keyboard.press('s'); // status
	await page.keyboard.press('Enter');
	const legend = timeline.getByRole('list', { name: /What the bars are made of/ });
	await legend.getByText('happened', { exact: true }).waitFor();
	assert.equal(query(page).get('stack'), 'status');
	assert.equal(new Set(await legend.locator('rect.box').evaluateAll((l) => l.map((r) => r.getAttribute('fill')))).size, await legend.getByRole('listitem').count(), 'each value has a pattern of its own');

	await page.setViewportSize({ width: 360, height: 740 });
	for (const [stack, word] of [['country', /Nigeria \d/], ['type', /Assault/], ['disputed', /not disputed/]]) {
		await page.goto('/?stack=' + stack);
		await page.getByRole('button', { name: 'Map and timeline', exact: true }).click();
		await legend.getByRole('listitem').filter({ hasText: word }).waitFor();
		// The parts of the legend are all events that the table counts.
		const table = await timeline.locator('tbody tr td:nth-child(2)').allTextContents();
		const parts = await legend.locator('.num').allTextContents();
		const sum = (l) => l.reduce((n, s) => n + Number(s.replace(/,/g, '')), 0);
		assert.equal(sum(parts), sum(table), stack);
		await timeline.getByText('As a table').click();
		assert.deepEqual(await faults(page), [], stack);
		assert.equal(await wide(page), 0, stack);
	}
	await by.selectOption('class');
	await page.waitForFunction(() => !new URL(location.href).searchParams.has('stack'));
	await timeline.getByText('Conflict above the line').waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});
