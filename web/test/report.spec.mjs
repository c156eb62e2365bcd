// The report: its text with what was read in it, ties, versions, what was passed over; and hostile text.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faults, stage, tab, wide } from './kit.mjs';

const ferry = {
	url: 'https://lakeside.example/awach', outlet: 'Lakeside Herald', published: '2024-05-02T10:00:00Z', title: 'Minister: army told of shelling near Gulu',
	text: 'KAMPALA - \u{1F6A8} Interior Minister Grace Odongo said on Thursday that the army had told her that rebels shelled the village of Awach and killed eleven people.\n\nThe rebels denied that they had shelled Awach. Their spokesman accused the army of burning two schools on Wednesday.',
};
const later = { ...ferry, published: '2024-05-03T09:00:00Z', text: ferry.text.replace('eleven', 'fourteen').replace(/ Their spokesman.*/, '') };
const hostile = {
	url: 'javascript:alert(1)', outlet: '<b>Sample</b> \u202eOutlet', published: '2024-05-02T11:00:00Z', title: '<script>alert(1)</script> \u202eback ' + 'A'.repeat(200),
	text: '\u{1F600}\u{1F600} Police in Quito detained <img src=x onerror=alert(1)> two men on Monday. \u{1F680} ' + 'B'.repeat(300) + '\n\n\u202eThe army shelled Lima on Tuesday and killed 3 people, the mayor said.',
};

let rec, b, s, end;
const ids = {};
before(async () => {
	({ rec, b, s, end } = await stage());
	for (const [name, r] of Object.entries({ ferry, later, hostile })) {
		const body = name === 'hostile' ? { ...r, url: 'https://quito.example/?a="><script>' } : r;
		const got = await fetch(s.url + '/api/reports', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
		ids[name] = (await got.json()).id;
	}
	for (let i = 0; i < 100; i++) {
		if ((await (await fetch(s.url + '/api/counts')).json()).pending === 0) break;
		await new Promise((done) => setTimeout(done, 50));
	}
});
after(() => end?.());

async function open(id, query = '', how = {}) {
	const page = await tab(b, { base: s.url, ...how });
	await page.goto(`/reports/${id}${query}`);
	await page.getByRole('heading', { level: 1 }).waitFor();
	await page.locator('.text').waitFor();
	return page;
}
const tied = (page) => page.locator('.text .tied').allInnerTexts();

test('it opens without faults, wide in light and narrow in dark, with one shown and all layers', async () => {
	for (const [width, dark] of [[1280, false], [360, true]]) {
		const page = await open(ids.later, '?at=e1&show=passed', { width, dark });
		assert.deepEqual(await faults(page), []);
		assert.equal(await wide(page), 0);
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('the text is all there, and offsets hold behind characters that take two units', async () => {
	const page = await open(ids.ferry);
	assert.equal((await page.locator('.text').innerText()).replace(/\s+/g, ' '), ferry.text.replace(/\s+/g, ' '));
	assert.match((await page.locator('.text .speaker').allInnerTexts()).join('|'), /Interior Minister Grace Odongo.*the army.*The rebels/);
	assert.ok((await page.locator('.text .event').allInnerTexts()).includes('shelled'));
	await page.close();
});

test('a claim in a claim has a line of its own', async () => {
	const page = await open(ids.ferry);
	const inner = page.locator('.text .k0.k1').first();
	assert.match(await page.locator('.text .k0.k1').allInnerTexts().then((t) => t.join('')), /^rebels shelled the village of Awach and killed eleven people/);
	assert.equal((await inner.evaluate((e) => getComputedStyle(e).backgroundImage)).match(/linear-gradient/g).length, 3);
	await page.close();
});

test('pointing at a word of an event shows who, whom, where and who says so; so does the keyboard, and the address keeps it', async () => {
	const page = await open(ids.ferry);
	await page.locator('.text a.event', { hasText: 'shelled' }).first().hover();
	await page.locator('.text .tied').first().waitFor();
	const words = await tied(page);
	for (const w of ['rebels', 'shelled', 'the army']) assert.ok(words.some((x) => x.includes(w)), `${w} is not tied: ${words}`);
	await page.mouse.move(5, 5);
	await page.waitForFunction(() => !document.querySelector('.text .tied'));

	const entry = page.locator('.entries a').filter({ hasText: 'Assault' }).first();
	await entry.focus();
	await page.locator('.text .tied').first().waitFor();
	assert.ok((await tied(page)).some((x) => x.includes('shelled')));
	await page.keyboard.press('Enter');
	await page.waitForURL(/at=e\d/);
	await page.getByRole('link', { name: 'The event, as all reports tell it' }).waitFor();
	await page.keyboard.press('Escape');
	await page.waitForURL((u) => !u.search);
	await page.close();
});

test('layers are switched, in the address', async () => {
	const page = await open(ids.ferry);
	assert.ok((await page.locator('.text .place').count()) > 0);
	await page.getByRole('button', { name: 'Places' }).click();
	await page.waitForURL(/hide=places/);
	assert.equal(await page.locator('.text .place').count(), 0);
	await page.reload();
	await page.locator('.text').waitFor();
	assert.equal(await page.locator('.text .place').count(), 0);
	await page.close();
});

test('versions are compared in claims and in words', async () => {
	const page = await open(ids.later);
	const v = page.getByRole('region', { name: 'Versions' });
	await v.locator('.diff').waitFor();
	assert.match(await v.locator('.diff del').allInnerTexts().then((t) => t.join('|')), /eleven.*Their spokesman accused/s);
	assert.match(await v.locator('.diff ins').allInnerTexts().then((t) => t.join('|')), /fourteen/);
	await v.getByText(/killed 11 → 14/).waitFor();
	await v.getByText('left out').first().waitFor();
	await page.close();
});

test('what was passed over is listed with its reason and leads to its words', async () => {
	const list = await (await fetch(s.url + '/api/reports?outlet=Example Wire')).json();
	const page = await open(list.reports[0].id);
	await page.locator('summary').filter({ hasText: 'Passed over' }).click();
	await page.getByText(/no actor or recipient was found/).first().waitFor();
	await page.getByRole('link', { name: 'sending' }).click();
	await page.waitForURL(/at=p\d/);
	await page.locator('.text .tied', { hasText: 'sending' }).waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('hostile text is text: nothing runs, nothing turns round, nothing is wide', async () => {
	for (const width of [1280, 360]) {
		const page = await open(ids.hostile, '', { width });
		page.on('dialog', () => page.wrong.push('a dialog'));
		assert.ok((await page.getByRole('heading', { level: 1 }).innerText()).startsWith('<script>alert(1)</script>'));
		assert.equal(await page.locator('.text img').count(), 0);
		assert.equal(await page.locator('main a[href^="javascript:"]').count(), 0);
		// The override must not reach past its own element: the date beside the outlet reads as it should.
		assert.equal(await page.locator('main time').first().evaluate((e) => getComputedStyle(e.previousElementSibling ?? e).unicodeBidi !== '' && e.innerText.startsWith('2 May 2024')), true);
		assert.ok((await page.locator('.text .place').allInnerTexts()).includes('Quito'));
		assert.equal(await wide(page), 0);
		assert.deepEqual(await faults(page), []);
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});
