// The actor page and the list of actors: what they did, got and said, who says otherwise.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { faults, stage, tab, wide } from './kit.mjs';

const report = (outlet, published, title, text) => ({ outlet, published, title, text });
const more = [
	report('Lake Courier', '2024-05-06T09:00:00Z', 'Convoy attacked', 'Fighters of the Blue Lantern Front attacked a convoy near Gulu on Monday and killed 8 people, the army said.\n\nThe Blue Lantern Front denied that it attacked the convoy.\n'),
	report('Andes Daily', '2024-05-09T09:00:00Z', 'Agreement', 'The Blue Lantern Front and the River Watch Union signed an agreement in Cali on Thursday, a spokesman for the River Watch Union said.\n'),
	report('Harbour Post', '2024-05-11T09:00:00Z', 'Members held', 'Police in Bergen arrested 8 members of the Blue Lantern Front on Saturday, police said.\n\nThe Blue Lantern Front said 14 of its members were arrested.\n'),
	report('Harbour Post', '2024-05-14T09:00:00Z', 'Meeting', 'President Ana Torres met Prime Minister Bo Lindqvist in Bergen on Monday, Torres said. "We agreed to open the border," Torres said.\n'),
	report('Harbour Post', '2024-05-15T09:00:00Z', 'Market', 'Members of the <b onmouseover=alert(1)>Bold</b> Movement attacked a market in Lahore on Tuesday and killed 3 people, the army said.\n'),
];

let rec, b, s, end;
before(async () => {
	({ rec, b, s, end } = await stage(more));
});
after(() => end?.());

const front = '/actors/' + encodeURIComponent('blue lantern front');
const looks = [[1280, false], [1280, true], [360, false], [360, true]];

test('all parts of an actor open, break no policy, fit both widths in both colours', async () => {
	const parts = [['did', 'said'], ['received', 'contradicted'], ['with', 'contradicted'], ['did', 'said']];
	for (const [i, [width, dark]] of looks.entries()) {
		const page = await tab(b, { base: s.url, width, dark });
		for (const show of parts[i]) {
			await page.goto(`${front}?show=${show}`);
			await page.getByRole('heading', { level: 1, name: 'Blue Lantern Front' }).waitFor();
			await page.locator('#panel').waitFor({ state: 'attached' });
			await page.waitForFunction(() => !document.querySelector('main [aria-busy=true], main .wait'));
			assert.deepEqual(await faults(page), [], show);
			assert.equal(await wide(page), 0, show);
		}
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('the parts are links of the address; a type narrows the list, and back undoes it', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto(front);
	await page.getByRole('article').first().waitFor();
	const parts = page.getByRole('navigation', { name: 'Parts of this page' });
	assert.match(await parts.locator('[aria-current]').innerText(), /^Did/);
	const all = await page.getByRole('article').count();
	await page.getByRole('list', { name: 'Events by type' }).getByRole('link', { name: /Agreement/ }).click();
	await page.waitForURL(/type=AGREE/);
	await page.waitForFunction((n) => document.querySelectorAll('article').length < n, all);
	for (const word of await page.locator('article .kind .label').allInnerTexts()) assert.equal(word.toLowerCase(), 'agreement');
	await page.goBack();
	await page.waitForFunction((n) => document.querySelectorAll('article').length === n, all);
	// By keyboard: the link takes the focus and Enter.
	await parts.getByRole('link', { name: /Done to them/ }).focus();
	await page.keyboard.press('Enter');
	await page.waitForURL(/show=received/);
	await page.getByText('Coercion').first().waitFor();
	await page.reload();
	assert.match(await parts.locator('[aria-current]').innerText(), /^Done to them/);
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('a claim opens to the paragraph that it was read from', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto(front + '?show=said');
	const opener = page.getByRole('button', { name: 'In its paragraph' }).first();
	await opener.click();
	assert.equal(await opener.getAttribute('aria-expanded'), 'true');
	await page.locator('figure.quote mark').first().waitFor();
	assert.deepEqual(await faults(page), []);
	await page.getByLabel('How it was said').selectOption('deny');
	await page.waitForURL(/act=deny/);
	await page.getByText('denies').first().waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('what they say stands beside what others say, each with who says it', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto(front + '?show=contradicted');
	const slot = page.getByRole('region', { name: 'arrested' });
	await slot.waitFor();
	const [theirs, others] = [slot.locator('div').nth(0), slot.locator('div').nth(1)];
	assert.match(await theirs.innerText(), /Blue Lantern Front[\s\S]*14/);
	assert.match(await others.innerText(), /Others[\s\S]*8[\s\S]*police/i);
	await page.getByRole('region', { name: 'who', exact: true }).getByText('denies').waitFor();
	for (const word of [/wrong/i, /\blie[sd]?\b/i, /false/i]) assert.doesNotMatch(await page.locator('main').innerText(), word);
	await page.close();
});

test('partners lead to their own pages', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto(front + '?show=with');
	await page.getByRole('region', { name: 'They acted with' }).getByRole('link', { name: 'River Watch Union' }).click();
	await page.getByRole('heading', { level: 1, name: /River Watch Union/ }).waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('a person has no places: no map, no place in lists, none among those they met', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/actors/ana%20torres');
	await page.getByText('People have no places here').waitFor();
	await page.getByRole('article').first().waitFor();
	for (const foot of await page.locator('article .foot').allInnerTexts()) assert.doesNotMatch(foot, /Bergen/);
	assert.equal(await page.getByRole('link', { name: /among all events/ }).count(), 0);
	await page.goto('/actors/ana%20torres?show=with');
	await page.getByRole('region', { name: 'They acted with' }).getByRole('link', { name: /Lindqvist/ }).waitFor();
	assert.equal(await page.getByRole('region', { name: 'They acted on' }).getByText('Bergen').count(), 0);
	assert.deepEqual(await faults(page), []);
	await page.close();
});

test('who is not named is said to be more than one, perhaps', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/actors/some%20spokesman');
	await page.getByText('they need not be the same').waitFor();
	await page.close();
});

test('a name that is nobody’s says so and leads to a search', async () => {
	const page = await tab(b, { base: s.url });
	for (const name of ['<img src=x onerror=alert(1)>/..?#%']) {
		await page.goto('/actors/' + encodeURIComponent(name));
		await page.getByRole('heading', { level: 1, name: 'Nobody of that name' }).waitFor();
		await page.getByRole('alert').waitFor();
		assert.deepEqual(await faults(page), []);
		await page.getByRole('link', { name: /Look for names/ }).click();
		await page.waitForURL(/\/actors\?words=/);
		await page.getByText('Nobody of that name.').waitFor();
	}
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('the list of actors is searched by the address, and leads to each', async () => {
	for (const [width, dark] of looks) {
		const page = await tab(b, { base: s.url, width, dark });
		await page.goto('/actors?limit=200');
		await page.getByRole('row').nth(1).waitFor();
		assert.deepEqual(await faults(page), []);
		assert.equal(await wide(page), 0);
		if (width > 1000) {
			await page.getByLabel('Name').fill('lantern');
			await page.keyboard.press('Enter');
			await page.waitForURL(/words=lantern/);
			await page.waitForFunction(() => [...document.querySelectorAll('tbody th a')].every((a) => /lantern/i.test(a.textContent)));
			await page.getByRole('link', { name: 'Blue Lantern Front', exact: true }).click();
			await page.getByRole('heading', { level: 1, name: 'Blue Lantern Front' }).waitFor();
		}
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('hostile names are words: every actor of the list opens as itself', async () => {
	const page = await tab(b, { base: s.url });
	await page.goto('/actors?words=movement');
	const link = page.locator('tbody th a').first();
	await link.waitFor();
	assert.equal(await page.locator('main b[onmouseover]').count(), 0);
	await link.click();
	await page.getByRole('navigation', { name: 'Parts of this page' }).waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('names on an event’s page lead here', async () => {
	const page = await tab(b, { base: s.url });
	const found = await (await page.request.get('/api/events?place=Potiskum&type=assault&full=false')).json();
	await page.goto('/events/' + found.events[0].id);
	await page.locator('.origins h3 a').first().click();
	await page.waitForURL(/\/actors\//);
	await page.getByRole('navigation', { name: 'Parts of this page' }).waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});
