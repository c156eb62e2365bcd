// The event: slots, evidence in place, numbers, origins, what was known when.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faults, stage, tab, wide } from './kit.mjs';

let rec, b, s, end, id;
before(async () => {
	({ rec, b, s, end } = await stage());
	const list = await (await fetch(s.url + '/api/events?type=assault&place=Potiskum&origins=2')).json();
	id = list.events[0].id;
});
after(() => end?.());

async function open(query = '', how = {}) {
	const page = await tab(b, { base: s.url, ...how });
	await page.goto(`/events/${id}${query}`);
	await page.getByRole('heading', { level: 1 }).waitFor();
	await page.getByRole('heading', { name: 'Who says what' }).waitFor();
	await page.getByRole('slider').waitFor();
	return page;
}

test('it opens without faults, wide in light and narrow in dark, with all its evidence open', async () => {
	for (const [width, dark] of [[1280, false], [360, true]]) {
		const page = await open('', { width, dark });
		assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /grain market in Potiskum/);
		for (const button of await page.locator('.said > li > button').all()) await button.click();
		await page.locator('blockquote mark').first().waitFor();
		await page.locator('summary').filter({ hasText: 'Why it is one event' }).click();
		await page.getByText('It began with').waitFor();
		assert.deepEqual(await faults(page), []);
		assert.equal(await wide(page), 0);
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('evidence opens to the very words in their paragraph, the largest on the page but its head', async () => {
	const page = await open();
	const killed = page.getByRole('region', { name: 'killed', exact: true });
	await killed.locator('.value', { hasText: 'at least 12' }).getByRole('button').first().click();
	const quote = killed.locator('blockquote').first();
	await quote.waitFor();
	assert.equal(await quote.locator('mark').innerText(), 'at least 12 people');
	assert.match(await quote.innerText(), /^POTISKUM, Nigeria .* police said\.$/s);
	assert.equal(await quote.locator('.speaker').innerText(), 'police');
	const [words, value] = await Promise.all([quote, killed.locator('.what').first()].map((l) => l.evaluate((e) => parseFloat(getComputedStyle(e).fontSize))));
	assert.ok(words > value, `${words} px of evidence, ${value} px of values`);
	await killed.getByRole('link', { name: /In the report/ }).first().click();
	await page.waitForURL(/\/reports\/r\w+\?at=c/);
	await page.close();
});

test('going back in time is in the address, works by keyboard, and ends at now', async () => {
	const page = await open();
	const range = page.getByRole('slider', { name: 'As known on' });
	await range.focus();
	await page.keyboard.press('Home');
	await page.waitForURL(/as_of=2024-03-05T14/);
	await page.getByRole('heading', { level: 1, name: /at least 12 killed/ }).waitFor();
	assert.match(await range.getAttribute('aria-valuetext'), /5 March 2024, 14:20 UTC/);
	assert.equal(await page.getByRole('region', { name: 'killed', exact: true }).locator('.what').count(), 1);
	await page.reload();
	await page.getByRole('heading', { level: 1, name: /at least 12 killed/ }).waitFor();
	await page.getByRole('slider').focus();
	await page.keyboard.press('End');
	await page.getByRole('heading', { level: 1, name: /15 killed/ }).waitFor();
	assert.equal(new URL(page.url()).search, '');
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('numbers have a dot for who said each, by keyboard, and a table', async () => {
	const page = await open();
	const dot = page.getByRole('img', { name: /^17 killed: the police says, in Sahel Wire, 6 March 2024, 09:10 UTC; withdrawn/ });
	await dot.focus();
	await page.locator('.chart .who b').getByText('17').waitFor();
	await page.getByText('As a table').click();
	assert.equal(await page.locator('.chart tbody tr').count(), 3);
	await page.close();
});

test('origins open to articles, copies folded under the one that they copy; what followed is there', async () => {
	const page = await open();
	const police = page.locator('.origins > li').filter({ hasText: /^\s*1\s*police/ });
	await police.locator('summary').click();
	await police.getByRole('link', { name: 'The Lagos Courant' }).waitFor();
	const after = page.getByRole('region', { name: 'Before and after' });
	await after.getByRole('article').first().waitFor();
	assert.ok(await after.getByRole('article').count() >= 2);
	await page.close();
});

test('an event that is not there says so', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/events/e0000000000000');
	await page.getByRole('alert').getByText('Not in the record').waitFor();
	assert.deepEqual(await faults(page), []);
	await page.goto(`/events/${id}?as_of=nonsense`);
	await page.getByRole('alert').getByText('--as-of').first().waitFor();
	await page.close();
});
