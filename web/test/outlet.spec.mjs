// The outlet page and the list of outlets: plain counts, copies, corrections.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faults, stage, tab, wide } from './kit.mjs';

const hostile = '<script>alert(1)</script> & "Sons" / 100%?#';
const report = (outlet, published, title, text, url) => ({ outlet, published, title, text, url });
const convoy = (n) => `Fighters of the Hill Farmers Council attacked a convoy near Gulu on Monday and killed ${n} people, the army said. The convoy carried maize and beans to a market in the town, and two of its trucks burned.\n`;
const more = [
	report('Lake Courier', '2024-05-06T09:00:00Z', 'Convoy attacked', convoy(8), 'https://lakecourier.example/1'),
	report('Lake Courier', '2024-05-06T19:00:00Z', 'Convoy attacked: nine dead', convoy(9), 'https://lakecourier.example/1'),
	report(hostile, '2024-05-15T09:00:00Z', '<img src=x onerror=alert(1)>', 'Workers protested in Lahore on Tuesday, police said.\n'),
	report('صحيفة البحيرة', '2024-05-16T09:00:00Z', 'خبر', 'Workers protested in Osaka on Wednesday, police said.\n'),
	report('A' + 'verylongname'.repeat(12), '2024-05-17T09:00:00Z', 'Long', 'Workers protested in Cali on Thursday, police said.\n'),
];

let rec, b, s, end;
before(async () => {
	({ rec, b, s, end } = await stage(more));
});
after(() => end?.());

const looks = [[1280, false], [1280, true], [360, false], [360, true]];

test('an outlet opens with plain counts and no score, at both widths in both colours', async () => {
	for (const [width, dark] of looks) {
		const page = await tab(b, { base: s.url, width, dark });
		await page.goto('/outlets/Sahel%20Wire');
		await page.getByRole('heading', { level: 1, name: 'Sahel Wire' }).waitFor();
		await page.getByText('There is no score of an outlet here').waitFor();
		await page.locator('.reports li').first().waitFor();
		assert.equal(await page.locator('.counts dd.num').count(), 5);
		assert.deepEqual(await faults(page), []);
		assert.equal(await wide(page), 0);
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('who copies it leads to the one who does', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/outlets/Sahel%20Wire');
	await page.getByRole('region', { name: 'Who copies it' }).getByRole('link').first().click();
	await page.waitForURL(/\/outlets\/(?!Sahel)/);
	await page.getByRole('region', { name: 'Whom it copies' }).getByRole('link', { name: 'Sahel Wire' }).waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('a correction is told with its number, and linked to both versions', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/outlets/Lake%20Courier');
	const row = page.locator('.revised li');
	await row.getByText('8 → 9').waitFor();
	const ids = await row.getByRole('link').evaluateAll((list) => list.map((a) => new URL(a.href).pathname));
	assert.equal(ids.length, 2);
	for (const id of ids) assert.match(id, /^\/reports\/r/);
	assert.notEqual(ids[0], ids[1]);
	await page.close();
});

test('which reports are listed is part of the address', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/outlets/The%20Lagos%20Courant');
	await page.locator('.reports li').first().waitFor();
	await page.getByRole('link', { name: 'Not copied' }).click();
	await page.waitForURL(/copies=false/);
	await page.getByText('All of its reports are copies.').waitFor();
	await page.reload();
	await page.getByText('All of its reports are copies.').waitFor();
	await page.getByRole('link', { name: 'Copied from others' }).click();
	await page.locator('.reports li').first().waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('the list of outlets leads to each, whatever it is called', async () => {
	for (const [width, dark] of [looks[0], looks[3]]) {
		const page = await tab(b, { base: s.url, width, dark });
		await page.goto('/outlets');
		await page.getByRole('row').nth(1).waitFor();
		assert.deepEqual(await faults(page), []);
		assert.equal(await wide(page), 0);
		for (const name of [hostile, 'صحيفة البحيرة', 'A' + 'verylongname'.repeat(12)]) {
			await page.goto('/outlets');
			await page.getByRole('link', { name, exact: true }).click();
			await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
			await page.locator('.reports li').first().waitFor();
			assert.deepEqual(await faults(page), []);
			assert.equal(await wide(page), 0);
		}
		assert.equal(await page.locator('main script, main img').count(), 0);
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('outlets are searched by the address', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/outlets');
	await page.getByLabel('Name').fill('sah');
	await page.keyboard.press('Enter');
	await page.waitForURL(/words=sah/);
	await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1);
	await page.goto('/outlets?words=nothing');
	await page.getByText('No outlet of that name.').waitFor();
	assert.deepEqual(await faults(page), []);
	await page.close();
});

test('an outlet that is not there says so, and leads to those that are', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/outlets/' + encodeURIComponent('No such <b>Post</b>/?#%'));
	await page.getByRole('heading', { level: 1, name: 'No outlet of that name' }).waitFor();
	await page.getByRole('alert').waitFor();
	assert.deepEqual(await faults(page), []);
	await page.getByRole('link', { name: 'see all outlets' }).click();
	await page.getByRole('row').nth(1).waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});
