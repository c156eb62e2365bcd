// A server for others: TLS of its own, a token for each, and what each role is shown.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browser, faults, program, record, tab, wide } from './kit.mjs';

let rec, b, s, id;
const token = {};
before(async () => {
	rec = record();
	const at = (name) => join(rec.dir, name);
	const made = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', at('key.pem'), '-out', at('cert.pem')], { encoding: 'utf8' });
	assert.equal(made.status, 0, made.stderr);
	for (const role of ['read', 'admin']) {
		const r = spawnSync(program(), ['token', 'add', 'for-' + role, '--role', role, '--tokens', at('tokens')], { encoding: 'utf8' });
		assert.equal(r.status, 0, r.stderr);
		token[role] = r.stdout.trim();
	}
	[b, s] = await Promise.all([browser(), secure(rec.db, '--tokens', at('tokens'), '--tls-cert', at('cert.pem'), '--tls-key', at('key.pem'))]);
	const page = await open('/', token.admin);
	id = (await page.getByRole('article').filter({ hasText: 'Potiskum' }).first().getByRole('link').first().getAttribute('href')).split('/').pop();
	await page.close();
});
after(async () => {
	await b?.close();
	await s?.stop();
	rec?.done();
});

/** secure starts a server that speaks TLS. */
async function secure(db, ...args) {
	const p = spawn(program(), ['serve', '--record', db, '--listen', '127.0.0.1:0', '--rate', '0', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
	let log = '';
	const url = await new Promise((done, fail) => {
		p.stderr.setEncoding('utf8');
		p.stderr.on('data', (t) => {
			log += t;
			const m = /listening at (https:\S+)\//.exec(log);
			if (m) done(m[1]);
		});
		p.on('exit', (code) => fail(new Error(`the server ended with ${code}: ${log}`)));
	});
	return { url, log: () => log, stop: () => new Promise((done) => { p.removeAllListeners('exit'); p.on('exit', done); p.kill('SIGINT'); setTimeout(() => p.kill('SIGKILL'), 3000).unref(); }) };
}

/** open opens a page as one who has a token, or has none. Nobody vouches for the certificate: the browser is told to take it. */
async function open(path, give = '', how = {}) {
	const page = await tab(b, { base: s.url, insecure: true, ...how });
	await page.goto(path);
	if (give) {
		await page.getByLabel('Token').fill(give);
		await page.getByRole('button', { name: 'Open' }).click();
		await page.getByLabel('Token').waitFor({ state: 'detached' });
	}
	return page;
}

test('without a token the page says what to do, shows nothing of the record, and has no faults', async () => {
	for (const [width, dark] of [[360, true], [1280, false]]) {
		const page = await open(`/events/${id}`, '', { width, dark });
		await page.getByRole('heading', { name: 'This server asks for a token' }).waitFor();
		await page.getByText('hearsay token add NAME --role read').waitFor();
		assert.doesNotMatch(await page.locator('main').innerText(), /Potiskum/);
		assert.deepEqual(await faults(page), []);
		assert.equal(await wide(page), 0);
		assert.deepEqual(page.wrong, []);
		await page.close();
	}
});

test('a wrong token is told plainly, and another one can be given', async () => {
	const page = await open('/');
	await page.getByLabel('Token').fill('hs_wrong');
	await page.getByRole('button', { name: 'Open' }).click();
	await page.getByRole('alert').getByText('The server does not know the token that this tab had.').waitFor();
	assert.deepEqual(await faults(page), []);
	await page.getByLabel('Token').fill(token.read);
	await page.keyboard.press('Enter');
	await page.getByRole('article').first().waitFor();
	await page.close();
});

test('a read token reads; what it may not do the page says, and offers nothing that would fail', async () => {
	const page = await open(`/events/${id}`, token.read);
	await page.getByRole('heading', { name: 'Who says what' }).waitFor();
	await page.locator('.said button[aria-expanded]').first().click();
	await page.locator('.evidence').filter({ visible: true }).first().waitFor();
	assert.equal(await page.getByRole('button', { name: /^Correct how it was read/ }).count(), 0);
	// The token is of the tab: another page of it opens without being asked again.
	await page.goto('/corrections');
	await page.getByText('This token may read, not correct.').waitFor();
	await page.goto('/add');
	await page.getByText('This token may read, not add.').waitFor();
	await page.getByLabel('Its text').fill('Police in Accra detained two reporters on Monday, their union said.');
	await page.getByLabel('Published').fill('2024-03-06');
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.getByText('Nothing is kept yet.').waitFor();
	assert.equal(await page.getByRole('button', { name: 'Keep it' }).count(), 0);
	await page.goto('/failed');
	await page.getByText('This token may not see what failed.').waitFor();
	assert.deepEqual(await faults(page), []);
	await page.close();
});

test('an admin token adds and corrects, under its own name', async () => {
	const page = await open('/add', token.admin);
	await page.getByLabel('Its text').fill('Police in Accra released two reporters on Thursday, their union said.');
	await page.getByLabel('Published').fill('2024-03-08');
	await page.getByRole('button', { name: 'Read it' }).click();
	await page.getByRole('button', { name: 'Keep it' }).click();
	await page.getByRole('heading', { name: 'It is kept.' }).waitFor();
	await page.goto(`/events/${id}`);
	const value = page.getByRole('region', { name: 'what', exact: true }).locator('.value').first();
	await value.locator('.said button[aria-expanded]').first().click();
	await value.getByRole('button', { name: /^Correct how it was read/ }).first().click();
	const f = page.getByRole('form', { name: 'Correct how it was read' });
	await f.getByLabel('It should be').selectOption({ label: 'Protest' });
	await f.getByRole('button', { name: 'Send' }).click();
	await page.getByText('Your correction is kept.').waitFor();
	await page.goto('/corrections');
	await page.getByText('for-admin').first().waitFor();
	assert.deepEqual(page.wrong, []);
	await page.close();
});

test('the token goes in a header to this server by TLS only; there is no cookie, and it stays in its tab', async () => {
	const page = await tab(b, { base: s.url, insecure: true });
	const sent = [];
	const kept = [];
	page.on('request', (r) => sent.push([r.url(), r.headers().authorization ?? '']));
	page.on('response', async (r) => kept.push((await r.allHeaders())['set-cookie'] ?? ''));
	await page.goto('/');
	await page.getByLabel('Token').fill(token.read);
	await page.getByRole('button', { name: 'Open' }).click();
	await page.getByRole('article').first().waitFor();
	assert.ok(sent.every(([url]) => url.startsWith(s.url + '/')), 'all is asked of this server, by TLS');
	assert.ok(sent.every(([url]) => !url.includes(token.read)), 'no address has it');
	assert.ok(sent.some(([url, auth]) => url.includes('/api/') && auth === 'Bearer ' + token.read));
	assert.ok(sent.every(([url, auth]) => !auth || url.includes('/api/')), 'what is no data is asked for without it');
	assert.deepEqual(kept.filter(Boolean), []);
	assert.deepEqual(await page.context().cookies(), []);
	assert.equal(await page.evaluate(() => document.cookie + JSON.stringify(localStorage)).then((all) => all.includes('hs_')), false);
	const other = await page.context().newPage();
	await other.goto('/');
	await other.getByRole('heading', { name: 'This server asks for a token' }).waitFor();
	// The policy lets the page ask nobody else, and what is asked without TLS is not answered.
	const head = (await page.request.get('/')).headers();
	assert.match(head['content-security-policy'], /default-src 'none'|connect-src 'self'/);
	await assert.rejects(fetch(s.url.replace('https:', 'http:') + '/api/counts', { headers: { Authorization: 'Bearer ' + token.read } }).then((r) => { if (!r.ok) throw new Error(String(r.status)); }));
	assert.doesNotMatch(s.log(), new RegExp(token.read), 'the log does not have it');
	await page.close();
});
