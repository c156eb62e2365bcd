// The API counts Unicode code points; strings here count UTF-16 units. They differ after
// each character beyond the first plane (emoji, some scripts).

/** Points cuts a text by code points. */
export class Points {
	/** Offsets in code points of the characters that take two units. */
	private wide: number[] = [];
	readonly length: number;

	constructor(readonly text: string) {
		let n = 0;
		for (let i = 0; i < text.length; i++, n++) {
			const c = text.charCodeAt(i);
			if (c >= 0xd800 && c <= 0xdbff && i + 1 < text.length) {
				const d = text.charCodeAt(i + 1);
				if (d >= 0xdc00 && d <= 0xdfff) {
					this.wide.push(n);
					i++;
				}
			}
		}
		this.length = n;
	}

	/** at turns an offset in code points into one in units. */
	at(point: number): number {
		let lo = 0;
		let hi = this.wide.length;
		while (lo < hi) {
			const mid = (lo + hi) >> 1;
			if (this.wide[mid] < point) lo = mid + 1;
			else hi = mid;
		}
		return Math.min(this.text.length, Math.max(0, point) + lo);
	}

	/** cut is the text between two offsets in code points. */
	cut(start: number, end: number): string {
		return this.text.slice(this.at(start), this.at(end));
	}
}

/** paragraph is the stretch of a text, in units, of the paragraph around an offset: from one empty line to the next. */
export function paragraph(text: string, start: number, end: number): [number, number] {
	const from = Math.max(text.lastIndexOf('\n\n', Math.max(0, start - 1)), text.lastIndexOf('\r\n\r\n', Math.max(0, start - 1)));
	const ends = [text.indexOf('\n\n', end), text.indexOf('\r\n\r\n', end)].filter((i) => i >= 0);
	let a = from < 0 ? 0 : from;
	let b = ends.length ? Math.min(...ends) : text.length;
	while (a < start && /\s/.test(text[a])) a++;
	while (b > end && /\s/.test(text[b - 1])) b--;
	return [a, b];
}
