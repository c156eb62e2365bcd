// How long pages take: node test/time.mjs BASE PATH... Each is opened five times in a browser that has
// kept nothing. Printed are the median and the longest time in milliseconds until its head
// stands and until all that it asked for has come, how many kB came for it, and, where it has a
// map, what drawing the ground and the marks took.
import { browser, tab } from './kit.mjs';

const [base, ...paths] = process.argv.slice(2);
const b = await browser();
const middle = (list) => list.sort((x, y) => x - y)[Math.floor(list.length / 2)];
console.log(['page'.padEnd(36), 'head', 'longest', 'all', 'longest', 'kB', 'ground', 'marks'].join('\t'));
for (const path of paths) {
	const [head, all] = [[], []];
	let kB = 0;
	let drawn = {};
	for (let i = 0; i < 5; i++) {
		const page = await tab(b, { base });
		const began = performance.now();
		await page.goto(path);
		await page.waitForSelector('main h1');
		head.push(performance.now() - began);
		await page.waitForFunction(() => !document.querySelector('main [aria-busy=true], main .wait') && (!document.querySelector('.map') || document.querySelector('.map').dataset.marksMs));
		all.push(performance.now() - began);
		kB = await page.evaluate(() => performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).reduce((n, e) => n + e.transferSize, 0) / 1000);
		drawn = await page.evaluate(() => ({ ...document.querySelector('.map')?.dataset }));
		await page.close();
	}
	const n = (list) => [Math.round(middle(list)), Math.round(Math.max(...list))];
	console.log([path.slice(0, 36).padEnd(36), ...n(head), ...n(all), Math.round(kB), drawn.groundMs ?? '', drawn.marksMs ?? ''].join('\t'));
}
await b.close();
