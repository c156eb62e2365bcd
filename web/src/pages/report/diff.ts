// Two versions of a text, word by word.

export interface Run { kind: 'same' | 'left' | 'added'; text: string }

/** So many edits are looked for between two stretches; beyond, one stands in the other's place. */
const patience = 1200;

/** diff tells how a text became another one: first by paragraphs, then by words within those that changed. */
export function diff(was: string, is: string): Run[] {
	const out: Run[] = [];
	const put = (kind: Run['kind'], text: string) => {
		if (!text) return;
		const last = out[out.length - 1];
		if (last?.kind === kind) last.text += text;
		else out.push({ kind, text });
	};
	// Neighbouring paragraphs that left and came are one stretch, compared by words.
	let left = '';
	let added = '';
	const flush = () => {
		for (const r of edits(split(left, words), split(added, words))) put(r.kind, r.text);
		left = added = '';
	};
	for (const r of edits(split(was, paragraphs), split(is, paragraphs))) {
		if (r.kind === 'same') {
			flush();
			put('same', r.text);
		} else if (r.kind === 'left') left += r.text;
		else added += r.text;
	}
	flush();
	return out;
}

const paragraphs = /[\s\S]*?(?:\n\s*\n|$)/g;
const words = /\s+|[\p{L}\p{M}\p{N}'’]+|[^\s\p{L}\p{M}\p{N}]/gu;
const split = (s: string, re: RegExp) => s.match(re)?.filter(Boolean) ?? [];

/** edits is Myers' shortest edit script over pieces. */
function edits(a: string[], b: string[]): Run[] {
	let from = 0;
	while (from < a.length && from < b.length && a[from] === b[from]) from++;
	let endA = a.length;
	let endB = b.length;
	while (endA > from && endB > from && a[endA - 1] === b[endB - 1]) {
		endA--;
		endB--;
	}
	const head: Run[] = from ? [{ kind: 'same', text: a.slice(0, from).join('') }] : [];
	const tail: Run[] = endA < a.length ? [{ kind: 'same', text: a.slice(endA).join('') }] : [];
	return [...head, ...middle(a.slice(from, endA), b.slice(from, endB)), ...tail];
}

function middle(a: string[], b: string[]): Run[] {
	const whole = (): Run[] => [...(a.length ? [{ kind: 'left' as const, text: a.join('') }] : []), ...(b.length ? [{ kind: 'added' as const, text: b.join('') }] : [])];
	if (!a.length || !b.length) return whole();
	const most = Math.min(a.length + b.length, patience);
	const v = new Int32Array(2 * most + 2);
	const trace: Int32Array[] = [];
	for (let d = 0; d <= most; d++) {
		trace.push(v.slice());
		for (let k = -d; k <= d; k += 2) {
			let x = k === -d || (k !== d && v[most + k - 1] < v[most + k + 1]) ? v[most + k + 1] : v[most + k - 1] + 1;
			while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
			v[most + k] = x;
			if (x >= a.length && x - k >= b.length) return back(a, b, trace, most);
		}
	}
	return whole();
}

function back(a: string[], b: string[], trace: Int32Array[], most: number): Run[] {
	const out: Run[] = [];
	let x = a.length;
	let y = b.length;
	for (let d = trace.length - 1; d >= 0; d--) {
		const v = trace[d];
		const k = x - y;
		const down = k === -d || (k !== d && v[most + k - 1] < v[most + k + 1]);
		const px = d === 0 ? 0 : down ? v[most + k + 1] : v[most + k - 1];
		const py = d === 0 ? 0 : px - (down ? k + 1 : k - 1);
		while (x > px && y > py) {
			out.push({ kind: 'same', text: a[--x] });
			y--;
		}
		if (d === 0) break;
		if (down) out.push({ kind: 'added', text: b[--y] });
		else out.push({ kind: 'left', text: a[--x] });
	}
	return out.reverse();
}
