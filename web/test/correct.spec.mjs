// Corrections: said at the words, seen at once, undone; whole by keyboard; what others write stays text.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { faults, program, serve, stage, tab, wide } from './kit.mjs';

let rec, b, s, end, id;
const ask = async (path, body) => {
	const r = await fetch(s.url + path, body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
	return r.json();
};
before(async () => {
	({ rec, b, s, end } = await stage());
	id = (await ask('/api/events?type=assault&place=Potiskum&origins=2')).events[0].id;
});
after(() => end?.());

async function open(path = `/events/${id}`, how = {}) {
	const page = await tab(b, { base: s.url, ...how });
	await page.goto(path);
	await page.getByRole('heading', { level: 1 }).waitFor();
	return page;
}
const slot = (page, name) => page.getByRole('region', { name, exact: true });
/** Opens the form at the words of the first who says a value. */
async function form(page, name, value) {
	const at = slot(page, name).locator('.value', { hasText: value }).first();
	await at.locator('.said button[aria-expanded]').first().click();
	await at.getByRole('button', { name: /^Correct how it was read/ }).first().click();
	return page.getByRole('form', { name: 'Correct how it was read' });
}

test('nobody corrected anything: the list says how to', async () => {
	const page = await open('/corrections');
	await page.getByText('Nobody has corrected anything yet.').waitFor();
	assert.deepEqual(await faults(page), []);
	assert.equal(await wide(page), 0);
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('the type is corrected, is seen so with who said it, and undone is as before', async () => {
	const page = await open();
	const before = await slot(page, 'what').innerText();
	const f = await form(page, 'what', 'Assault');
	assert.equal(await f.getByLabel('What is wrong').inputValue(), 'type');
	await f.getByText('Read as: Assault').waitFor();
	await f.getByLabel('It should be').selectOption({ label: 'Protest' });
	await f.getByLabel('Why').fill('a march');
	await f.getByRole('button', { name: 'Send' }).click();
	// Without a name it is nobody's word; what was typed stays.
	await f.getByText('nobody says so', { exact: false }).waitFor();
	assert.equal(await f.getByLabel('Why').inputValue(), 'a march');
	assert.equal(await f.getByLabel('It should be').inputValue(), 'PROTEST');
	assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-invalid')), 'true');
	assert.deepEqual(await faults(page), []);
	await f.getByLabel('Your name').fill('Ana Okoro');
	await f.getByRole('button', { name: 'Send' }).click();
	await page.getByText('Your correction is kept.').waitFor();
	assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'status');
	const protest = slot(page, 'what').locator('.value', { hasText: 'Protest' });
	await protest.getByText('corrected by').first().waitFor();
	await protest.locator('.said button[aria-expanded]').first().click();
	await protest.getByText(/Corrected by Ana Okoro on .*; read as Assault, in \d reports/s).waitFor();
	const list = page.getByRole('region', { name: 'What people corrected' });
	await list.getByText('a march').waitFor();
	assert.deepEqual(await faults(page), []);
	// The name is known from now on.
	await list.getByRole('button', { name: /^Undo/ }).click();
	const undo = list.getByRole('form');
	assert.equal(await undo.getByLabel('Your name').inputValue(), 'Ana Okoro');
	await page.keyboard.press('Escape');
	assert.match(await page.evaluate(() => document.activeElement.textContent), /^Undo/);
	await page.keyboard.press('Enter');
	await undo.getByLabel('Why').fill('it was not');
	await undo.getByRole('button', { name: 'Take it back' }).click();
	await page.getByText('The correction is undone.').waitFor();
	await list.getByText('Nobody has said').waitFor();
	await page.waitForFunction((t) => [...document.querySelectorAll('section[aria-label=what]')].some((e) => e.innerText.startsWith(t)), before.split('\n').slice(0, 4).join('\n'));
	assert.equal((await ask(`/api/corrections?event=${id}&undone=true`)).corrections[0].undone.note, 'it was not');
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('by keyboard alone: a number is corrected; a wrong one is told at its field', async () => {
	const page = await open();
	const row = slot(page, 'injured').locator('.said button[aria-expanded]').first();
	await row.waitFor();
	await row.focus();
	await page.keyboard.press('Enter');
	const opener = slot(page, 'injured').getByRole('button', { name: /^Correct how/ }).first();
	await opener.waitFor();
	for (let i = 0; i < 12 && !(await opener.evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	const focused = () => page.evaluate(() => document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent);
	assert.equal(await focused(), 'What is wrong');
	await page.keyboard.press('Tab');
	assert.equal(await focused(), 'How many');
	await page.keyboard.type('many');
	for (const word of [/No number/, /Why/, /Your name/]) {
		await page.keyboard.press('Tab');
		assert.match(await focused(), word);
	}
	await page.keyboard.type('Ben');
	await page.keyboard.press('Enter');
	await page.getByText('is no number of people').waitFor();
	assert.equal(await focused(), 'How many');
	await page.keyboard.press('Control+A');
	await page.keyboard.type('at least 31');
	// What is left is not lost: closed and opened again it is there.
	await page.keyboard.press('Escape');
	assert.match(await focused(), /^Correct how|^Correct/);
	await page.keyboard.press('Enter');
	assert.equal(await page.getByLabel('How many').inputValue(), 'at least 31');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	await page.getByText('Your correction is kept.').waitFor();
	await slot(page, 'injured').locator('.what', { hasText: 'at least 31' }).waitFor();
	const made = (await ask('/api/corrections?undone=false')).corrections[0];
	assert.equal(made.by, 'Ben');
	// Of several the latest counts, which the others say.
	const later = (await ask('/api/corrections', { target: made.telling, field: 'injured', values: [{ value: '32' }], by: 'Ana' })).corrections[0];
	await page.reload();
	const list = page.getByRole('region', { name: 'What people corrected' });
	await list.getByText(/Injured: at least 31\. Corrected by Ben on .* A later correction counts in its place/s).waitFor();
	assert.equal(await list.getByText('A later correction counts').count(), 1);
	await ask(`/api/corrections/${later.id}/undo`, { by: 'Ana' });
	await ask(`/api/corrections/${made.id}/undo`, { by: 'Ben' });
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('what is not the same event goes to one of its own, and back', async () => {
	const page = await open();
	const before = (await ask(`/api/events/${id}`)).tellings.length;
	const f = await form(page, 'what', 'Assault');
	await f.getByLabel('What is wrong').selectOption({ label: 'It is not the same event' });
	await f.getByText('It becomes an event of its own.').waitFor();
	assert.equal(await f.getByLabel('It should be').count(), 0);
	await f.getByLabel('Your name').fill('Ana');
	await f.getByRole('button', { name: 'Send' }).click();
	await page.getByText('Your correction is kept.').waitFor();
	await page.getByRole('link', { name: 'The event that it is of now' }).waitFor();
	assert.ok((await ask(`/api/events/${id}`)).tellings.length < before);
	const list = page.getByRole('region', { name: 'What people corrected' });
	await list.getByText(/It is not the same event\. Corrected by Ana on .*; was put into this event/s).waitFor();
	await page.getByRole('status').getByRole('button', { name: /^Undo/ }).click();
	await page.getByRole('status').getByRole('button', { name: 'Take it back' }).click();
	await page.getByText('The correction is undone.').waitFor();
	assert.equal((await ask(`/api/events/${id}`)).tellings.length, before);
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('another event of its story is chosen; one that is not there is told at its field', async () => {
	const page = await open();
	const f = await form(page, 'what', 'Assault');
	await f.getByLabel('What is wrong').selectOption('same');
	await f.getByLabel('Your name').fill('Ana');
	await f.getByLabel('Which event').fill('nonsense');
	await f.getByRole('button', { name: 'Send' }).click();
	await f.getByText('the record holds nothing', { exact: false }).waitFor();
	const select = f.getByLabel('An event of its story');
	await select.selectOption({ index: 1 });
	const other = await select.inputValue();
	assert.equal(await f.getByLabel('Which event').inputValue(), other);
	await f.getByRole('button', { name: 'Send' }).click();
	await page.getByText('Your correction is kept.').waitFor();
	const made = (await ask('/api/corrections?undone=false')).corrections[0];
	assert.equal(made.event, other);
	await ask(`/api/corrections/${made.id}/undo`, { by: 'Ana' });
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('on the page of a report: said beside its text; the form stays while the pointer moves', async () => {
	const report = (await ask(`/api/events/${id}`)).tellings[0].split('/')[0];
	for (const [width, dark] of [[1280, false], [360, true]]) {
		const page = await open(`/reports/${report}?at=e1`, { width, dark });
		await page.getByRole('button', { name: /^Correct how/ }).click();
		const f = page.getByRole('form', { name: 'Correct how it was read' });
		await f.getByLabel('What is wrong').selectOption('actor');
		await f.getByText('Read as: A suicide bomber').waitFor();
		await f.getByLabel('Who it was').fill('Northern Front\ngunmen');
		if (width > 1000) {
			await page.locator('a[id^=entry-c]').last().hover();
			await page.waitForTimeout(250);
		}
		assert.equal(await f.getByLabel('Who it was').inputValue(), 'Northern Front\ngunmen');
		await f.getByLabel('Your name').fill('Ana');
		assert.deepEqual(await faults(page), []);
		assert.equal(await wide(page), 0);
		await f.getByRole('button', { name: 'Send' }).click();
		await page.getByText('Your correction is kept.').waitFor();
		await page.getByText(/Who did it: Northern Front and gunmen\. Corrected by Ana on/).waitFor();
		assert.deepEqual(await faults(page), []);
		await page.locator('.correction').getByRole('button', { name: /^Undo/ }).click();
		await page.getByRole('button', { name: 'Take it back' }).click();
		await page.getByText('The correction is undone.').waitFor();
		await page.getByText(/Who did it: Northern Front and gunmen\. Corrected by/).waitFor({ state: 'detached' });
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('hostile names and notes stay text; the list is filtered by its address, and given as examples', async () => {
	const name = '<b id=x>\u202eO\'"&';
	const note = '<img src=x onerror=alert(1)> ' + 'W'.repeat(300) + '\nסוף';
	const telling = (await ask(`/api/events/${id}`)).tellings[0];
	const gone = (await ask('/api/corrections', { target: telling, field: 'place', values: [{ value: 'Gulu, Uganda' }], by: 'Ana' })).corrections[0].id;
	await ask(`/api/corrections/${gone}/undo`, { by: 'Ben', note: 'the place was right' });
	await ask('/api/corrections', { target: telling, field: 'status', values: [{ value: 'attempted' }], by: name, note });
	for (const path of [`/events/${id}`, '/corrections', `/reports/${telling.replace('/', '?at=')}`]) {
		for (const [width, dark] of [[1280, false], [360, true], [1280, true], [360, false]]) {
			const page = await open(path, { width, dark });
			await page.getByText(/onerror=alert/).first().waitFor();
			assert.equal(await page.locator('main img, #x').count(), 0);
			assert.deepEqual(await faults(page), []);
			assert.equal(await wide(page), 0);
			assert.deepEqual(page.wrong, []);
			await page.close();
		}
	}
	const page = await open('/corrections');
	await page.getByRole('link', { name: 'Undone' }).click();
	await page.waitForURL(/undone=true/);
	await page.getByText('the place was right').waitFor();
	await page.waitForFunction(() => !document.body.innerText.includes('onerror')); // the list that stood goes when the other has come
	await page.getByRole('link', { name: 'Standing' }).click();
	await page.getByRole('link', { name: /^All by/ }).first().click();
	await page.waitForURL(/by=/);
	await page.getByText(/onerror/).waitFor();
	const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download as examples' }).click()]);
	assert.equal(file.suggestedFilename(), 'corrections.jsonl');
	const lines = spawnSync('cat', [await file.path()], { encoding: 'utf8' }).stdout.trim().split('\n').map((l) => JSON.parse(l));
	assert.ok(lines.length > 0 && lines.every((l) => l.by === name && l.schema === 'hearsay.correction/1'));
	// Somebody else was faster: it says so, and the list can be asked again.
	await page.getByRole('button', { name: /^Undo/ }).click();
	await ask(`/api/corrections/${lines[0].id}/undo`, { by: 'Ben' });
	await page.getByRole('form').getByLabel('Your name').fill('Ana');
	await page.getByRole('button', { name: 'Take it back' }).click();
	await page.getByRole('alert').getByText(/Ben undid/).waitFor();
	await page.close();
});

test('where nothing is taken, or not of this token, there is no button but a sentence; a token tells the name', async () => {
	const shut = await serve(rec.db, '--read-only');
	const tokens = join(rec.dir, 'tokens');
	const token = (role) => {
		const r = spawnSync(program(), ['token', 'add', 'desk-' + role, '--role', role, '--tokens', tokens], { encoding: 'utf8' });
		return (r.stdout + r.stderr).match(/\b[A-Za-z0-9_-]{20,}\b/)[0];
	};
	const [read, add] = [token('read'), token('add')];
	const guarded = await serve(rec.db, '--tokens', tokens);
	try {
		let page = await tab(b, { base: shut.url });
		await page.goto('/corrections');
		await page.getByText('This server takes no corrections:').waitFor();
		assert.equal(await page.getByRole('button', { name: /^Undo/ }).count(), 0);
		await page.goto(`/events/${id}`);
		await slot(page, 'what').locator('.said button[aria-expanded]').first().click();
		await slot(page, 'what').locator('blockquote').waitFor();
		assert.equal(await page.getByRole('button', { name: /^Correct/ }).count(), 0);
		await page.close();

		page = await tab(b, { base: guarded.url });
		await page.goto('/corrections');
		await page.getByLabel('Token').fill(read);
		await page.getByRole('button', { name: 'Open' }).click();
		await page.getByText('This token may read, not correct.').waitFor();
		await page.getByRole('button', { name: 'Give another token' }).click();
		await page.goto(`/events/${id}`);
		await page.getByLabel('Token').fill(add);
		await page.getByRole('button', { name: 'Open' }).click();
		const f = await form(page, 'what', 'Assault');
		assert.equal(await f.getByLabel('Your name').count(), 0);
		await f.getByLabel('It should be').selectOption('COERCE');
		await f.getByRole('button', { name: 'Send' }).click();
		await page.getByText(/Corrected by desk-add on/).first().waitFor();
		await page.goto('/corrections?by=desk-add');
		const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download as examples' }).click()]);
		assert.match(spawnSync('cat', [await file.path()], { encoding: 'utf8' }).stdout, /"by":"desk-add"/);
		await page.close();
	} finally {
		await shut.stop();
		await guarded.stop();
	}
});
