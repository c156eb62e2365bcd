// A text cut where marks begin and end, so that each piece knows what lies over it. Marks may
// lie in one another and may cross.

/** Mark is a stretch of a text, in UTF-16 units, start inclusive, end exclusive. */
export interface Mark<K extends string = string> {
	id: string;
	kind: K;
	start: number;
	end: number;
	/** How deep it lies in others of its kind; 0 outermost. */
	depth?: number;
}

/** Piece is a stretch with the marks that cover it, the longest first. */
export interface Piece<M extends Mark = Mark> {
	text: string;
	start: number;
	marks: M[];
	/** Ids of marks that begin with this piece. */
	begins: string[];
}

/** pieces cuts text[from:to] at the borders of marks. */
export function pieces<M extends Mark>(text: string, marks: M[], from = 0, to = text.length): Piece<M>[] {
	const list = marks.filter((m) => m.end > from && m.start < to && m.end > m.start).sort((a, b) => a.start - b.start || b.end - a.end);
	const cuts = [...new Set([from, to, ...list.flatMap((m) => [Math.max(from, m.start), Math.min(to, m.end)])])].sort((a, b) => a - b);
	const out: Piece<M>[] = [];
	let over: M[] = [];
	let next = 0;
	for (let i = 0; i + 1 < cuts.length; i++) {
		const at = cuts[i];
		over = over.filter((m) => m.end > at);
		const begins: string[] = [];
		for (; next < list.length && Math.max(from, list[next].start) <= at; next++) {
			over.push(list[next]);
			begins.push(list[next].id);
		}
		const here = [...over].sort((a, b) => b.end - b.start - (a.end - a.start));
		out.push({ text: text.slice(at, cuts[i + 1]), start: at, marks: here, begins });
	}
	return out;
}

/** spansOf are the stretches of something that may not be one, as [start, end]; none of what has no place in the text, as an outlet. */
export function spansOf(s: { start?: number; end?: number; spans?: [number, number][] }): [number, number][] {
	if (s.spans?.length) return s.spans;
	return s.start !== undefined && s.end !== undefined && s.end > s.start ? [[s.start, s.end]] : [];
}
