// Add: a text is read at once, kept or thrown away; nothing typed is lost; errors stand at their fields.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { faults, program, serve, stage, tab, wide } from './kit.mjs';

const text = 'Police in Accra detained two reporters on Monday, their union said. "They were beaten," a lawyer told Example Wire.\n\nThe interior ministry denied that anybody was beaten.';
let rec, b, s, end;
before(async () => {
	({ rec, b, s, end } = await stage());
});
after(() => end?.());
async function open(how = {}) {
	const page = await tab(b, { base: s.url, ...how });
	await page.goto('/add');
	await page.getByRole('heading', { level: 1, name: 'Add a report' }).waitFor();
	return page;
}
const area = (page) => page.getByLabel('Its text');
const count = async () => (await (await fetch(s.url + '/api/counts')).json()).reports;

test('the form and the reading have no faults at both widths and colours', async () => {
	for (const [width, dark] of [[1280, false], [360, true], [1280, true], [360, false]]) {
		const page = await open({ width, dark });
		assert.deepEqual(await faults(page), []);
		await area(page).fill(text);
		await page.getByRole('button', { name: 'Read it' }).click();
		await page.locator('.text .event').first().waitFor();
		assert.deepEqual(await faults(page), []);
		assert.equal(await wide(page), 0);
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('by keyboard: read, look, keep; the outcome links to the report; the same again is told so', async () => {
	const page = await open();
	const before = await count();
	for (const outcome of ['It is kept.', 'It was in the record already']) {
		await area(page).fill(text);
		await page.getByLabel('Title').fill('Two reporters held in Accra');
		await page.getByLabel('Outlet').fill('Example Post');
		await page.getByLabel('Published').fill('2025-09-09');
		await page.keyboard.press('Control+Enter');
		await page.getByRole('heading', { level: 2, name: 'Two reporters held in Accra' }).waitFor();
		assert.match((await page.locator('.text .speaker').allInnerTexts()).join('|'), /their union.*a lawyer.*interior ministry/i);
		assert.equal(await page.evaluate(() => document.activeElement?.id), 'read');
		await page.getByRole('button', { name: 'Keep it' }).press('Enter');
		await page.getByRole('heading', { name: outcome }).waitFor();
		assert.equal(await count(), before + 1);
		assert.equal(await area(page).inputValue(), '');
	}
	await page.getByRole('link', { name: 'its story' }).waitFor();
	assert.deepEqual(await faults(page), []);
	await page.getByRole('link', { name: 'Two reporters held in Accra' }).click();
	await page.waitForURL(/\/reports\/r/);
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('reading keeps nothing; what is thrown away can be brought back; a reload loses nothing', async () => {
	const page = await open();
	const before = await count();
	await area(page).fill(text);
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.getByRole('button', { name: 'Throw it away' }).click();
	await page.getByText('Thrown away').waitFor();
	assert.equal(await area(page).inputValue(), '');
	await page.getByRole('button', { name: 'Bring it back' }).click();
	assert.equal(await area(page).inputValue(), text);
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.getByRole('button', { name: 'Change it' }).click();
	assert.equal(await area(page).inputValue(), text);
	await page.waitForFunction(() => sessionStorage.getItem('hearsay.draft')?.includes('Accra'));
	await page.reload();
	assert.equal(await area(page).inputValue(), text);
	assert.equal(await count(), before);
	await page.close();
});

test('one claim of the reading is shown by its address', async () => {
	const page = await open();
	await area(page).fill(text);
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.locator('#entry-c1').click();
	await page.waitForURL(/at=c1/);
	await page.getByText('Claim 1', { exact: true }).waitFor();
	await page.keyboard.press('Escape');
	await page.waitForURL((u) => !u.search.includes('at='));
	await page.locator('.text .event').first().waitFor();
	await page.close();
});

test('errors stand at their fields with what to do, and no text is lost', async () => {
	const page = await open();
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.getByText(/Paste a text, or give an address/).waitFor();
	assert.equal(await area(page).getAttribute('aria-invalid'), 'true');
	await area(page).fill(text);
	await page.getByLabel('Published').fill('last Tuesday');
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.getByText(/is no date: write it as/).waitFor();
	assert.equal(await page.getByLabel('Published').getAttribute('aria-invalid'), 'true');
	assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'published');
	assert.equal(await area(page).inputValue(), text);
	assert.deepEqual(await faults(page), []);
	await page.getByLabel('Published').fill('');
	await page.getByLabel('Language').fill('qx');
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.getByText(/no pipeline for that is loaded/).waitFor();
	assert.equal(await page.getByLabel('Language').getAttribute('aria-invalid'), 'true');
	await page.getByLabel('Language').fill('');
	await area(page).fill('');
	await page.getByLabel('Its address').fill('http://127.0.0.1:9/x');
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.getByText(/private network/).waitFor();
	assert.equal(await page.getByLabel('Its address').getAttribute('aria-invalid'), 'true');
	await area(page).fill('x '.repeat(500_001));
	await page.getByText(/more than the 1,000,000/).waitFor();
	assert.ok(await page.getByRole('button', { name: 'Read it' }).isDisabled());
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('text of others stays text', async () => {
	const page = await open({ width: 360 });
	await area(page).fill('\u{1F600} Police in Quito detained <img src=x onerror=alert(1)> two men on Monday. ' + 'B'.repeat(300) + '\n\n\u202e<script>alert(1)</script> The army shelled Lima on Tuesday, the mayor said.');
	await page.getByLabel('Title').fill('<script>alert(2)</script> \u202e' + 'A'.repeat(200));
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.locator('.text .event').first().waitFor();
	assert.equal(await page.locator('main script, main img').count(), 0);
	assert.equal(await wide(page), 0);
	assert.deepEqual(await faults(page), []);
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('a server that takes nothing in says so, and still reads', async () => {
	const shut = await serve(rec.db, '--read-only');
	const page = await tab(b, { base: shut.url });
	try {
		await page.goto('/add');
		await page.getByText('This server takes nothing in:').waitFor();
		await area(page).fill(text);
		await page.getByRole('button', { name: 'Read it' }).click();
		await page.locator('.text .event').first().waitFor();
		assert.equal(await page.getByRole('button', { name: 'Keep it' }).count(), 0);
		assert.deepEqual(await faults(page), []);
		assert.deepEqual(page.wrong, []);
	} finally {
		await page.close();
		await shut.stop();
	}
});

test('a token that may only read is told so, and what was typed outlives another token', async () => {
	const tokens = join(rec.dir, 'tokens-add');
	const r = spawnSync(program(), ['token', 'add', 'reader', '--role', 'read', '--tokens', tokens], { encoding: 'utf8' });
	const read = (r.stdout + r.stderr).match(/\b[A-Za-z0-9_-]{20,}\b/)[0];
	const guarded = await serve(rec.db, '--tokens', tokens);
	const page = await tab(b, { base: guarded.url });
	try {
		await page.goto('/add');
		await page.getByLabel('Token').fill(read);
		await page.getByRole('button', { name: 'Open' }).click();
		await page.getByText('This token may read, not add.').waitFor();
		await area(page).fill(text);
		await page.getByRole('button', { name: 'Give another token' }).click();
		await page.getByLabel('Token').fill(read);
		await page.getByRole('button', { name: 'Open' }).click();
		assert.equal(await area(page).inputValue(), text);
	} finally {
		await page.close();
		await guarded.stop();
	}
});
