// A story: who reported when, copies folded, claims by speaker, events in order, why it is one; as of; hostile text.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { faults, stage, tab, wide } from './kit.mjs';

const text = 'SALALAH, Oman (Gulf Relay) - A fuel tanker caught fire off Salalah on Monday and three sailors were killed, the Omani coast guard said.\n\n"Nineteen sailors were rescued by our boats," spokesman Said Al Hinai told reporters.\n\nIran denied that its navy had attacked the ship. The United States accused Iran of attacking the tanker with a drone.\n';
const oil = 'Oil prices rose by two percent in early trade, brokers in Rotterdam said.\n';
const bad = '\u202e<script>alert(1)</script> ' + 'W'.repeat(180);
const rows = [
	{ outlet: 'Gulf Relay', published: '2025-02-03T06:10:00Z', url: 'https://gulfrelay.example/1', title: 'Three killed as tanker burns off Oman', text },
	{ outlet: 'Muscat Herald', published: '2025-02-03T07:10:00Z', url: 'https://muscat.example/1', title: 'Tanker burns off Oman', text },
	{ outlet: '<b>Andes</b> ' + bad, published: '2025-02-03T08:10:00Z', url: 'https://andes.example/1', title: bad, text: text.replace(/The United States accused.*\n/, oil) },
	{ outlet: 'Potomac Courier', published: '2025-02-04T02:00:00Z', url: 'https://potomac.example/1', title: 'Sanctions over tanker attack', text: 'The United States imposed sanctions on two Iranian companies on Tuesday after an attack on a fuel tanker off Salalah in Oman killed four sailors.\n\nThe State Department said Iran attacked the tanker with a drone on Monday. Iran has denied it.\n' },
];

let rec, b, s, end, id;
before(async () => {
	({ rec, b, s, end } = await stage(rows));
	const found = await (await fetch(`${s.url}/api/search?words=${encodeURIComponent('tanker salalah')}&copies=false`)).json();
	id = found.finds[found.finds.length - 1].story;
});
after(() => end?.());

async function open(query = '', how = {}) {
	const page = await tab(b, { base: s.url, ...how });
	await page.goto(`/stories/${id}${query}`);
	await page.getByRole('heading', { level: 1 }).waitFor();
	return page;
}

test('it opens without faults at both widths and colours, with everything opened', async () => {
	for (const [width, dark] of [[1280, false], [360, true], [1280, true], [360, false]]) {
		const page = await open('', { width, dark });
		await page.getByRole('heading', { name: 'Why these are one story' }).click();
		await page.getByText('It began with').waitFor();
		await page.getByText(/Copied 2 times/).click();
		await page.getByRole('button', { name: /What it changed/ }).click();
		await page.getByText(/Oil prices rose/).first().waitFor();
		assert.deepEqual(await faults(page), []);
		assert.equal(await wide(page), 0);
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('it says who was first, who copies whom, and what a copy changed', async () => {
	const page = await open();
	assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /Three killed as tanker burns off Oman/);
	const strip = page.getByRole('region', { name: 'When it was reported' });
	assert.match(await strip.getByRole('listitem').first().innerText(), /Gulf Relay/);
	await strip.getByRole('link', { name: /^first: Gulf Relay, 3 February 2025, 06:10 UTC, its own text/ }).waitFor();
	await strip.getByRole('link', { name: /^Muscat Herald, .*a copy/ }).waitFor();
	const reports = page.getByRole('region', { name: 'The reports' });
	await reports.getByText(/Copied 2 times/).click();
	await reports.getByText('the same text').waitFor();
	await reports.getByRole('button', { name: /What it changed/ }).click();
	assert.match(await reports.locator('ins').first().innerText(), /Oil prices rose/);
	assert.match((await reports.locator('del').allInnerTexts()).join(' '), /accused Iran/);
	// A dot leads to its report.
	await strip.getByRole('link', { name: /^first/ }).click();
	await page.waitForURL(/\/reports\/r/);
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('who says what stands by speaker, each of several sides, copies left out', async () => {
	const page = await open();
	const said = page.getByRole('region', { name: 'Who says what' });
	await said.getByRole('heading', { name: /Iran/ }).first().waitFor();
	await said.getByRole('heading', { name: /United States/ }).waitFor();
	assert.equal(await said.getByText('its navy had attacked the ship', { exact: true }).count(), 1);
	assert.ok((await said.getByText('denies').count()) >= 1);
	assert.equal(await said.getByText(/Oil prices/).count(), 0);
	await page.close();
});

test('events stand in the order of time', async () => {
	const page = await open();
	const events = page.getByRole('region', { name: 'What happened' });
	await events.getByRole('article').first().waitFor();
	const all = await events.getByRole('article').allInnerTexts();
	const sanction = all.findIndex((t) => /sanction/i.test(t.split('\n')[0]));
	const attack = all.findIndex((t) => /assault/i.test(t.split('\n')[0]));
	assert.ok(attack >= 0 && sanction > attack, all.join('\n---\n'));
	await page.close();
});

test('as of a moment is in the address; before the first report there is no story', async () => {
	const page = await open('?as_of=2025-02-03T06:30Z');
	await page.getByRole('heading', { name: 'The reports' }).waitFor();
	assert.equal(await page.getByText('Potomac Courier').count(), 0);
	const field = page.getByLabel('As known on');
	assert.equal(await field.inputValue(), '2025-02-03T06:30Z');
	await field.fill('2025-01-01');
	await field.press('Enter');
	await page.getByRole('heading', { name: 'Not told yet' }).waitFor();
	assert.match(page.url(), /as_of=2025-01-01/);
	assert.deepEqual(await faults(page), []);
	await field.fill('whenever');
	await field.press('Enter');
	await page.getByText(/no time that can be read/).waitFor();
	await page.getByRole('button', { name: 'Clear' }).click();
	await page.getByRole('heading', { level: 1, name: /Three killed/ }).waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('text of others stays text', async () => {
	const page = await open('', { width: 360 });
	await page.getByText(/Copied 2 times/).click();
	const outlet = page.getByRole('region', { name: 'When it was reported' }).getByText('<b>Andes</b>', { exact: false }).first();
	await outlet.waitFor();
	assert.equal(await page.locator('main script, main b:text-is("Andes")').count(), 0);
	assert.equal(await wide(page), 0);
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('a story that is not there says so', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/stories/s0000000000zz');
	await page.getByRole('heading', { name: 'Not in the record' }).waitFor();
	assert.deepEqual(await faults(page), []);
	await page.close();
});

test('of a long story the first reports stand there, and it says how many there are; more come when asked for', async () => {
	const page = await tab(b, { base: s.url, width: 360, dark: true });
	await page.route('**/api/stories/*', (r) => {
		const u = new URL(r.request().url());
		u.searchParams.set('limit', '1');
		return r.continue({ url: u.href });
	});
	await page.goto('/stories/' + id);
	const reports = page.getByRole('region', { name: 'The reports' });
	const total = (await (await fetch(`${s.url}/api/stories/${id}`)).json()).reports.length;
	await reports.getByText(`These are the first 1 report of ${total}.`).waitFor();
	assert.deepEqual(await faults(page), []);
	assert.equal(await wide(page), 0);
	for (let n = 2; n <= total; n++) await reports.getByRole('button', { name: 'More reports' }).press('Enter').then(() => (n < total ? reports.getByText(`These are the first ${n} reports of ${total}.`).waitFor() : reports.getByText('These are the first').waitFor({ state: 'detached' })));
	await reports.getByText(/Copied 2 times/).waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});
