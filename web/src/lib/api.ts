// The server's answers. The forms are those of docs/formats/answers.md; nothing else is
// asked, and nothing is asked of another server.
import { access, headers } from './access.svelte';
import { address } from './router.svelte';
import type * as T from './types';

/** Problem is why there is no answer: RFC 9457, with a hint what to do. */
export class Problem extends Error {
	constructor(
		readonly status: number,
		readonly title: string,
		readonly detail: string,
		readonly hint = '',
	) {
		super(detail || title);
	}

	/** of is what went wrong, whatever it is: what is no answer of the server is a fault of the page. */
	static of(err: unknown, hint = ''): Problem {
		return err instanceof Problem ? err : new Problem(0, 'The page broke', String(err), hint);
	}
}

export type Query = Record<string, string | number | boolean | null | undefined | string[]>;

async function send(path: string, init: RequestInit): Promise<Response> {
	let r: Response;
	try {
		r = await fetch(path, { ...init, headers: { ...headers(), ...init.headers }, credentials: 'omit' });
	} catch (err) {
		if (err instanceof DOMException && err.name === 'AbortError') throw err;
		throw new Problem(0, 'The server does not answer', 'Nothing came back from ' + location.host + '.', 'Is hearsay serve still running? Start it again, then try again.');
	}
	if (r.ok) return r;
	if (r.status === 401) access.wanted = true;
	throw await problemOf(r);
}

async function problemOf(r: Response): Promise<Problem> {
	const text = await r.text().catch(() => '');
	try {
		const p = JSON.parse(text) as { title?: string; detail?: string; hint?: string };
		return new Problem(r.status, p.title ?? r.statusText, p.detail ?? '', p.hint ?? '');
	} catch {
		return new Problem(r.status, r.statusText || 'Error ' + r.status, text.slice(0, 200));
	}
}

/** get asks for one JSON answer. The browser keeps it with its ETag, and asks whether it still holds. */
export async function get<A>(path: string, query: Query = {}, signal?: AbortSignal): Promise<A> {
	const r = await send(address(path, query), { signal, headers: { Accept: 'application/json' } });
	return (await r.json()) as A;
}

/** post sends a body. Only JSON is taken, so that no form of another site can send one. */
export async function post<A>(path: string, body: unknown, signal?: AbortSignal): Promise<A> {
	const r = await send(path, { method: 'POST', signal, body: JSON.stringify(body), headers: { Accept: 'application/json', 'Content-Type': 'application/json' } });
	return (await r.json()) as A;
}

const part = encodeURIComponent;

export const api = {
	events: (q: Query, s?: AbortSignal) => get<T.Page<'events', T.Event>>('/api/events', q, s),
	claims: (q: Query, s?: AbortSignal) => get<T.Page<'claims', T.Claim>>('/api/claims', q, s),
	stories: (q: Query, s?: AbortSignal) => get<T.Page<'stories', T.Story>>('/api/stories', q, s),
	reports: (q: Query, s?: AbortSignal) => get<T.Page<'reports', T.Report>>('/api/reports', q, s),
	search: (q: Query, s?: AbortSignal) => get<T.Page<'finds', T.Find>>('/api/search', q, s),
	event: (id: string, q: Query = {}, s?: AbortSignal) => get<T.Event>('/api/events/' + part(id), q, s),
	timeline: (id: string, q: Query = {}, s?: AbortSignal) => get<T.Timeline>(`/api/events/${part(id)}/timeline`, q, s),
	story: (id: string, q: Query = {}, s?: AbortSignal) => get<T.Story>('/api/stories/' + part(id), q, s),
	report: (id: string, s?: AbortSignal) => get<T.WholeReport>('/api/reports/' + part(id), {}, s),
	/** An id with a part ("r.../e3") keeps its stroke. */
	explain: (id: string, q: Query = {}, s?: AbortSignal) => get<T.Explanation>('/api/explain/' + id.split('/').map(part).join('/'), q, s),
	/** What an id, its beginning, or the address of a report stands for. */
	find: (id: string, s?: AbortSignal) => get<T.Explanation>('/api/explain/' + (/^https?:/i.test(id) ? part(id) : id.split('/').map(part).join('/')), {}, s),
	actors: (q: Query, s?: AbortSignal) => get<T.Actors>('/api/actors', q, s),
	actor: (key: string, s?: AbortSignal) => get<T.Actor>('/api/actors/' + part(key), {}, s),
	outlets: (q: Query, s?: AbortSignal) => get<T.Outlets>('/api/outlets', q, s),
	outlet: (name: string, s?: AbortSignal) => get<T.Outlet>('/api/outlets/' + part(name), {}, s),
	map: (q: Query, s?: AbortSignal) => get<T.MapAnswer>('/api/map', q, s),
	histogram: (q: Query, s?: AbortSignal) => get<T.Histogram>('/api/histogram', q, s),
	facets: (q: Query, s?: AbortSignal) => get<T.Facets>('/api/facets', q, s),
	counts: (s?: AbortSignal) => get<T.Counts>('/api/counts', {}, s),
	failed: (q: Query, s?: AbortSignal) => get<T.FailedList>('/api/failed', q, s),
	corrections: (q: Query, s?: AbortSignal) => get<T.Page<'corrections', T.Correction>>('/api/corrections', q, s),
	/** A row for each telling that it is about. */
	correct: (w: T.Wrong) => post<T.Page<'corrections', T.Correction>>('/api/corrections', w),
	undo: (id: string, why: { by?: string; note?: string }) => post<T.Page<'corrections', T.Correction>>(`/api/corrections/${part(id)}/undo`, why),
	read: (g: T.Given, s?: AbortSignal) => post<T.Reading>('/api/read', g, s),
	add: (g: T.Given, s?: AbortSignal) => post<T.Added>('/api/reports', g, s),
};

// A report is shown in many places of a page at once, and never changes under its id.
const wholes = new Map<string, Promise<T.WholeReport>>();

/** wholeReport is a report with its text, asked for once. */
export function wholeReport(id: string): Promise<T.WholeReport> {
	let p = wholes.get(id);
	if (!p) {
		p = api.report(id);
		wholes.set(id, p);
		p.catch(() => wholes.delete(id));
		if (wholes.size > 50) wholes.delete(wholes.keys().next().value!);
	}
	return p;
}
