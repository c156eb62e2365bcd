// What is new, as it comes: GET /api/live, read as a stream so that a token can be sent
// with it. One connection for the whole program.
import { headers, access } from './access.svelte';
import type { EventHead, Report } from './types';

export type News = { kind: 'event'; event: EventHead } | { kind: 'report'; report: Report } | { kind: 'reset' };

const listeners = new Set<(n: News) => void>();
let running = false;

class Line {
	/** Whether news would be told now. */
	open = $state(false);
}
export const line = new Line();

/** follow calls f with what is new until the function that it returns is called. */
export function follow(f: (n: News) => void): () => void {
	listeners.add(f);
	if (!running) {
		running = true;
		void run();
	}
	return () => listeners.delete(f);
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function run() {
	let last = '';
	let pause = 1000;
	for (;;) {
		try {
			const r = await fetch('/api/live', { headers: { ...headers(), Accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) }, credentials: 'omit', cache: 'no-store' });
			if (r.status === 401) access.wanted = true;
			if (!r.ok || !r.body) throw new Error(String(r.status));
			line.open = true;
			pause = 1000;
			await read(r.body, (id) => (last = id));
		} catch {
			// The server is gone, or is busy: later again.
		}
		line.open = false;
		await wait(pause);
		pause = Math.min(pause * 2, 60_000);
	}
}

/** read takes server-sent events apart. */
async function read(body: ReadableStream<Uint8Array>, at: (id: string) => void) {
	const reader = body.pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>).getReader();
	let rest = '';
	for (;;) {
		const { done, value } = await reader.read();
		if (done) return;
		rest += value;
		for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
			tell(rest.slice(0, end), at);
			rest = rest.slice(end + 2);
		}
	}
}

function tell(frame: string, at: (id: string) => void) {
	let id = '';
	let kind = '';
	let data = '';
	for (const row of frame.split('\n')) {
		if (row.startsWith('id: ')) id = row.slice(4);
		else if (row.startsWith('event: ')) kind = row.slice(7);
		else if (row.startsWith('data: ')) data += row.slice(6);
	}
	if (id) at(id);
	let news: News | null = null;
	if (kind === 'event') news = { kind, event: JSON.parse(data) as EventHead };
	else if (kind === 'report') news = { kind, report: JSON.parse(data) as Report };
	else if (kind === 'reset') news = { kind };
	if (news) for (const f of listeners) f(news);
}
