// Search: words in reports with the finds marked, filters, other kinds, ids, errors of the language, hostile text.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faults, stage, tab, wide } from './kit.mjs';

const hostile = {
	url: 'https://quito.example/?a="><script>', outlet: '<i>Sample</i> \u202eOutlet', published: '2024-05-02T11:00:00Z', title: '<script>alert(1)</script> \u202eback ' + 'A'.repeat(200),
	text: '\u{1F600}\u{1F600} Police in Quito detained <img src=x onerror=alert(1)> two smugglers on Monday, the mayor said. \u{1F680} ' + 'B'.repeat(300),
};
let rec, b, s, end;
before(async () => {
	({ rec, b, s, end } = await stage());
	await fetch(s.url + '/api/reports', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(hostile) });
});
after(() => end?.());
async function open(query = '', how = {}) {
	const page = await tab(b, { base: s.url, ...how });
	await page.goto('/search' + query);
	await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
	return page;
}
const field = (page) => page.getByLabel('Words, an id, or the address of a report');

test('words are found and marked, and are part of the address, by keyboard', async () => {
	const page = await open();
	await field(page).fill('"grain market" -drill');
	await field(page).press('Enter');
	await page.locator('mark').first().waitFor();
	assert.equal(new URL(page.url()).searchParams.get('words'), '"grain market" -drill');
	for (const m of await page.locator('mark').allInnerTexts()) assert.match(m, /^(grain|market|grain market)$/i);
	assert.match(await page.title(), /grain market/);
	// A filter changes the list and the address, and the focus stays where it went.
	await page.getByLabel('Outlet').fill('Yobe Morning Star');
	await page.getByLabel('Outlet').press('Tab');
	await page.waitForURL(/outlet=Yobe/);
	await page.getByText('1 report', { exact: true }).waitFor();
	assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'since');
	await page.goBack();
	await page.waitForFunction(() => document.querySelectorAll('article').length > 1);
	assert.equal(await page.getByLabel('Outlet').inputValue(), '');
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('it has no faults: beginning, finds, claims, events, names, nothing found, a wrong question', async () => {
	const ways = ['', '?words=market', '?words=market&in=claims', '?words=Nigeria&in=events', '?words=police&in=names', '?words=zzzzz&outlet=No+Such', '?words=%22market', '?words=market&since=whenever'];
	for (const [i, way] of ways.entries()) {
		const [a, z] = [[1280, i % 2 === 0], [360, i % 2 === 1]];
		for (const [width, dark] of i === 1 ? [a, z] : [i % 3 ? z : a]) {
			const page = await open(way, { width, dark });
			await page.waitForLoadState('networkidle');
			assert.deepEqual(await faults(page), [], way);
			assert.equal(await wide(page), 0, way);
			assert.deepEqual(page.wrong, [], way);
			await page.close();
		}
	}
});

test('trouble with the question is told at its field, with what to do', async () => {
	const page = await open('?words=market+%22tanker');
	await page.getByText(/a phrase begins that has no closing quotation mark/).waitFor();
	await page.getByText(/Close it, as in/).waitFor();
	assert.equal(await page.locator('#words-error mark').innerText(), '"tanker');
	assert.equal(await field(page).getAttribute('aria-describedby'), 'words-error');
	await page.goto('/search?words=market&since=whenever');
	await page.getByText(/no time that can be read/).waitFor();
	assert.equal(await page.getByLabel('Since').getAttribute('aria-invalid'), 'true');
	await page.close();
});

test('claims, events and names are asked with the same words', async () => {
	const page = await open('?words=market');
	const kinds = page.getByRole('navigation', { name: 'What to look for' });
	await kinds.getByRole('link', { name: 'Claims' }).click();
	await page.getByText(/\d+ claims/).waitFor();
	assert.match(page.url(), /words=market.*in=claims|in=claims.*words=market/);
	await page.getByLabel('Act', { exact: true }).selectOption('deny');
	await page.waitForURL(/act=deny/);
	await field(page).fill('Nigeria');
	await field(page).press('Enter');
	await kinds.getByRole('link', { name: 'Events' }).click();
	await page.getByRole('region', { name: /Events at/ }).getByRole('article').first().waitFor();
	assert.equal(new URL(page.url()).searchParams.get('act'), null);
	await field(page).fill('police');
	await field(page).press('Enter');
	await kinds.getByRole('link', { name: 'Names' }).click();
	await page.getByRole('rowheader', { name: /police/i }).first().waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('an id, or the address of a report, leads there', async () => {
	const event = (await (await fetch(s.url + '/api/events?limit=1')).json()).events[0];
	for (const [typed, at] of [[event.id, `/events/${event.id}`], [event.story, `/stories/${event.story}`], [event.tellings[0], `/reports/${event.tellings[0].split('/')[0]}`], [event.reports[0].url, `/reports/${event.reports[0].id}`]]) {
		if (!typed) continue;
		const page = await open();
		await field(page).fill(typed);
		await field(page).press('Enter');
		await page.waitForURL((u) => u.pathname === at);
		await page.close();
	}
	// From an address it is offered, not forced.
	const page = await open('?words=' + event.id);
	await page.getByRole('link', { name: 'Open it' }).waitFor();
	assert.equal(new URL(page.url()).pathname, '/search');
	await page.close();
});

test('on a narrow page the fields are folded until they are wanted or say something', async () => {
	const page = await open('?words=market', { width: 360 });
	await page.locator('mark').first().waitFor();
	assert.equal(await page.getByLabel('Outlet').isVisible(), false);
	await page.getByRole('button', { name: /Outlet, time/ }).click();
	assert.equal(await page.getByLabel('Outlet').isVisible(), true);
	assert.equal(await wide(page), 0);
	await page.goto('/search?words=market&act=deny');
	await page.getByLabel('Outlet').waitFor();
	await page.close();
});

test('nothing found says what to try, and filters can be left out there', async () => {
	const page = await open('?words=market&outlet=No+Such');
	await page.getByText('Nothing found.').waitFor();
	await page.getByRole('button', { name: 'Ask without the filters' }).click();
	await page.locator('mark').first().waitFor();
	assert.equal(new URL(page.url()).search, '?words=market');
	await page.close();
});

test('text of others stays text; marks hold behind characters of two units; a snippet without a find is shown', async () => {
	const page = await open('?words=smugglers', { width: 360 });
	await page.locator('mark').first().waitFor();
	assert.deepEqual(await page.locator('mark').allInnerTexts(), ['smugglers']);
	await page.getByText('<script>alert(1)</script>').waitFor();
	assert.equal(await page.locator('main img, main i, main script').count(), 0);
	assert.equal(await wide(page), 0);
	await page.goto('/search?words=bbbbb*');
	await page.getByRole('article').waitFor();
	assert.equal(await wide(page), 0);
	assert.deepEqual(page.wrong, []);
	await page.goto('/search?words=' + encodeURIComponent('<script>alert(1)</script> \u202e' + 'C'.repeat(300)));
	await page.getByRole('heading', { level: 1 }).waitFor();
	await page.waitForLoadState('networkidle');
	assert.equal(await wide(page), 0);
	assert.deepEqual(page.wrong, []);
	await page.close();
});
