// What the tests share: a record of the examples, a server on it, a browser before it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const top = join(import.meta.dirname, '..', '..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** program is the hearsay under test: HEARSAY_BIN, or built here once for all tests. */
export function program() {
	const bin = process.env.HEARSAY_BIN;
	if (!bin) throw new Error('HEARSAY_BIN must name the program; web/check.sh builds it');
	return bin;
}

/** stage is what a file of tests has before it: a record of the examples and further reports, a server on it, a browser. */
export async function stage(more = []) {
	const rec = record(more);
	const [b, s] = await Promise.all([browser(), serve(rec.db)]);
	const end = async () => {
		await b.close();
		await s.stop();
		rec.done();
	};
	return { rec, b, s, end };
}

/** record makes a record of the examples, and of further reports. */
export function record(more = []) {
	const dir = mkdtempSync(join(tmpdir(), 'hearsay-pages-'));
	const db = join(dir, 'record.db');
	const run = (args, input) => {
		const r = spawnSync(program(), args, { cwd: top, input, encoding: 'utf8' });
		if (r.status !== 0) throw new Error(`${args.join(' ')}: ${r.stderr}`);
	};
	run(['add', '--quiet', '--record', db, 'examples/potiskum.jsonl']);
	run(['add', '--quiet', '--record', db, 'examples/kakhovka/example-wire.txt', '--published', '2023-06-06', '--outlet', 'Example Wire']);
	run(['add', '--quiet', '--record', db, 'examples/kakhovka/example-times.html']);
	if (more.length) {
		const rows = join(dir, 'more.jsonl');
		writeFileSync(rows, more.map((r) => JSON.stringify(r)).join('\n') + '\n');
		run(['add', '--quiet', '--record', db, rows]);
	}
	return { db, dir, run, done: () => rmSync(dir, { recursive: true, force: true }) };
}

/** serve starts a server on a record and any free port. */
export async function serve(db, ...args) {
	const p = spawn(program(), ['serve', '--record', db, '--listen', '127.0.0.1:0', '--rate', '0', ...args], { cwd: top, stdio: ['ignore', 'ignore', 'pipe'] });
	let log = '';
	const url = await new Promise((done, fail) => {
		p.stderr.setEncoding('utf8');
		p.stderr.on('data', (s) => {
			log += s;
			const m = /listening at (\S+)\//.exec(log);
			if (m) done(m[1]);
		});
		p.on('exit', (code) => fail(new Error(`the server ended with ${code}: ${log}`)));
	});
	return {
		url,
		stop: () =>
			new Promise((done) => {
				p.removeAllListeners('exit');
				p.on('exit', done);
				p.kill('SIGINT');
				setTimeout(() => p.kill('SIGKILL'), 3000).unref(); // live lines may keep it
			}),
	};
}

/** browser starts Debian's Chromium, or the one that CHROMIUM names. */
export function browser() {
	const path = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => p && existsSync(p));
	if (!path) throw new Error('no chromium here: apt-get install chromium');
	return chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

/** tab opens a page that minds what goes wrong in it: errors of scripts, words on the console, requests to elsewhere. */
export async function tab(b, { width = 1280, height = 900, dark = false, base = '', insecure = false } = {}) {
	const context = await b.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', timezoneId: 'Asia/Kolkata', locale: 'en-GB', baseURL: base || undefined, ignoreHTTPSErrors: insecure });
	const page = await context.newPage();
	const wrong = [];
	page.on('pageerror', (e) => wrong.push('script: ' + e.message));
	page.on('console', (m) => {
		// A browser notes each answer of 404 too; pages that are asked for in vain are tested for what they show.
		if (['error', 'warning'].includes(m.type()) && !/status of (401|404|422)/.test(m.text())) wrong.push(`${m.type()}: ${m.text()}`);
	});
	page.on('request', (r) => {
		const u = new URL(r.url());
		if (base && u.origin !== new URL(base).origin && !['data:', 'blob:'].includes(u.protocol)) wrong.push('asked ' + u.href);
	});
	return Object.assign(page, { wrong, close: () => context.close() });
}

/** faults are what axe finds on a page as it stands. It is put in by the debugger, so that the page's policy stays. */
export async function faults(page) {
	const client = await page.context().newCDPSession(page);
	await client.send('Runtime.evaluate', { expression: axe });
	const found = await page.evaluate(async () => {
		const r = await globalThis.axe.run(document, { resultTypes: ['violations'] });
		return r.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + n.html.slice(0, 120)).join(' | ')}`);
	});
	await client.detach();
	return found;
}

/** wide tells how far a page can be scrolled sideways: 0 is right. Where the machine is busy a page takes a moment to lie as it will. */
export async function wide(page) {
	let over = 0;
	for (let i = 0; i < 10; i++) {
		over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
		if (over === 0) break;
		await page.waitForTimeout(100);
	}
	return over;
}
