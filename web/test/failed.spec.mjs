// What failed: by kind, in words of people; nothing is good news; who may not see it is told so.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { faults, program, serve, stage, tab, wide } from './kit.mjs';

let rec, b, s, end;
before(async () => {
	({ rec, b, s, end } = await stage());
});
after(() => end?.());

test('nothing failed is good news', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/failed');
	await page.getByText('Nothing failed.').waitFor();
	await page.getByText(/\d+ reports so far/).waitFor();
	assert.deepEqual(await faults(page), []);
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('what failed stands by kind, with reason, hint, tries; a kind is an address; hostile names stay text', async () => {
	const dir = join(rec.dir, 'bad');
	mkdirSync(dir);
	writeFileSync(join(dir, 'a.txt'), '\0\x01\x02 binary');
	writeFileSync(join(dir, 'b.txt'), '');
	writeFileSync(join(dir, '<script>alert(1)<b> \u202e' + 'N'.repeat(180) + '.txt'), '');
	// What could not be read makes the command end with 1.
	spawnSync(program(), ['add', '--quiet', '--record', rec.db, dir]);
	for (const [width, dark] of [[1280, false], [360, true], [1280, true], [360, false]]) {
		const page = await tab(b, { base: s.url, width, dark });
		await page.goto('/failed');
		await page.getByRole('heading', { name: /No text at all/ }).waitFor();
		await page.getByText('It is empty.').waitFor();
		assert.equal(await page.getByText(/tried once/).count(), 3);
		assert.equal(await page.locator('main script, main li b').count(), 0);
		assert.deepEqual(await faults(page), []);
		assert.equal(await wide(page), 0);
		await page.getByRole('link', { name: /Without text/ }).click();
		await page.waitForURL(/kind=no%20text|kind=no\+text/);
		await page.getByRole('heading', { name: /No text at all/ }).waitFor({ state: 'detached' });
		await page.goBack();
		await page.getByRole('heading', { name: /No text at all/ }).waitFor();
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('without a token it is asked for; one that may only read is told what is wanted', async () => {
	const tokens = join(rec.dir, 'tokens');
	const token = (role) => {
		const r = spawnSync(program(), ['token', 'add', role, '--role', role, '--tokens', tokens], { encoding: 'utf8' });
		return (r.stdout + r.stderr).match(/\b[A-Za-z0-9_-]{20,}\b/)[0];
	};
	const [read, add] = [token('read'), token('add')];
	const guarded = await serve(rec.db, '--tokens', tokens);
	const page = await tab(b, { base: guarded.url });
	try {
		await page.goto('/failed');
		await page.getByLabel('Token').fill(read);
		await page.getByRole('button', { name: 'Open' }).click();
		await page.getByText('This token may not see what failed.').waitFor();
		assert.deepEqual(await faults(page), []);
		await page.getByRole('button', { name: 'Give another token' }).click();
		await page.getByLabel('Token').fill(add);
		await page.getByRole('button', { name: 'Open' }).click();
		await page.getByRole('heading', { name: 'What failed', level: 1 }).waitFor();
		await page.getByText(/Nothing failed\.|could not be read/).first().waitFor();
	} finally {
		await page.close();
		await guarded.stop();
	}
});
