// Pictures of pages, to look at: node test/shot.mjs BASE PATH... Each is taken at 1280 and 360 pixels,
// light and dark, into test/shots. What the browser complains of is printed.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { browser, faults, tab, wide } from './kit.mjs';

const [base, ...paths] = process.argv.slice(2);
const dir = join(import.meta.dirname, 'shots');
mkdirSync(dir, { recursive: true });
const b = await browser();
const only = process.env.ONLY?.split(',');
for (const path of paths) {
	for (const [width, dark] of [[1280, false], [360, false], [1280, true], [360, true]]) {
		const name = `${path.split('?')[0].replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'now'}-${width}${dark ? '-dark' : ''}`;
		if (only && !only.includes(`${width}${dark ? '-dark' : ''}`)) continue;
		const page = await tab(b, { base, width, height: width < 600 ? 740 : 900, dark });
		await page.goto(path);
		await page.waitForLoadState('load');
		await page.waitForSelector('main h1, main [role=alert]');
		await page.waitForTimeout(Number(process.env.WAIT ?? 500));
		if (process.env.CLICK) for (const sel of process.env.CLICK.split(';;')) await page.locator(sel).first().click();
		await page.waitForTimeout(300);
		const from = Number(process.env.FROM ?? 0); // how far down a part of the page begins
		await page.screenshot({ path: join(dir, name + '.png'), fullPage: !process.env.FOLD, clip: process.env.PART ? { x: 0, y: from, width, height: Number(process.env.PART) } : undefined });
		const notes = [...page.wrong, ...(await faults(page))];
		const over = await wide(page);
		if (over > 0) notes.push(`scrolls sideways by ${over}`);
		console.log(name, notes.length ? '\n  ' + notes.join('\n  ') : 'fine');
		await page.close();
	}
}
await b.close();
