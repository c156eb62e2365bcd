// The frame of all pages: navigation, focus, colours, policy, tokens.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { faults, serve, stage, tab, wide } from './kit.mjs';

let rec, b, s, end;
before(async () => {
	({ rec, b, s, end } = await stage());
});
after(() => end?.());

test('the start opens, breaks no policy, asks nobody else, fits 360 px in both colours', async () => {
	for (const [width, dark] of [[1280, false], [360, true]]) {
		const page = await tab(b, { base: s.url, width, dark });
		await page.goto('/');
		await page.getByRole('article').first().waitFor();
		assert.match(await page.title(), /hearsay$/);
		assert.deepEqual(await faults(page), []);
		assert.equal(await wide(page), 0);
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('an address that no page has says so, with status 404', async () => {
	const page = await tab(b, { base: s.url });
	const r = await page.goto('/no/such');
	assert.equal(r.status(), 404);
	await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
	assert.deepEqual(await faults(page), []);
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('a link opens its page without a reload, puts the focus at its head, and back returns', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/');
	await page.evaluate(() => (globalThis.kept = true));
	await page.getByRole('article').first().getByRole('link').first().click();
	await page.waitForURL(/\/events\//);
	assert.equal(await page.evaluate(() => globalThis.kept), true);
	await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
	await page.goBack();
	await page.getByRole('article').first().waitFor();
	assert.equal(new URL(page.url()).pathname, '/');
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('a filter is part of the address, and of the page that the address opens', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/?type=COERCE');
	await page.getByRole('article').first().waitFor();
	for (const word of await page.getByRole('article').locator('.kind .label').allInnerTexts()) assert.equal(word.toLowerCase(), 'coercion');
	await page.close();
});

test('the colours are switched and stay so', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/');
	const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	const before = await ground();
	const button = page.getByRole('button', { name: /Colours/ });
	await button.click();
	await page.locator('html[data-theme=light]').waitFor();
	await button.click();
	await page.locator('html[data-theme=dark]').waitFor();
	const dark = await ground();
	assert.notEqual(dark, before);
	await page.reload();
	assert.equal(await ground(), dark);
	await page.close();
});

test('a server that wants a token gives the page, which asks for one', async () => {
	const tokens = join(rec.dir, 'tokens');
	rec.run(['token', 'add', 'someone', '--role', 'read', '--tokens', tokens]);
	const guarded = await serve(rec.db, '--tokens', tokens);
	const page = await tab(b, { base: guarded.url });
	try {
		assert.equal((await page.request.get('/api/events')).status(), 401);
		await page.goto('/');
		await page.getByLabel('Token').fill('wrong');
		assert.deepEqual(await faults(page), []);
		await page.getByRole('button', { name: 'Open' }).click();
		await page.getByText('does not know the token').waitFor();
	} finally {
		await page.close();
		await guarded.stop();
	}
});
