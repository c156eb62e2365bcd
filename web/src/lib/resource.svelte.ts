// What a page asks for: on its way, here, or failed. <Load> shows the three.
import { untrack } from 'svelte';
import { access } from './access.svelte';
import { Problem } from './api';

export class Resource<A> {
	data = $state.raw<A | undefined>(undefined);
	problem = $state.raw<Problem | undefined>(undefined);
	/** A question is on its way; the answer to the one before may still stand in data. */
	busy = $state(true);
	private again = $state(0);

	constructor(ask: (signal: AbortSignal) => Promise<A>) {
		$effect(() => {
			void this.again;
			void access.given;
			const stop = new AbortController();
			untrack(() => (this.busy = true));
			// What ask reads before it first waits is tracked: when that changes, it asks again.
			ask(stop.signal).then(
				(data) => {
					if (stop.signal.aborted) return;
					this.data = data;
					this.problem = undefined;
					this.busy = false;
				},
				(err) => {
					if (stop.signal.aborted) return;
					this.problem = Problem.of(err, 'Reload it. If it breaks again, this is a fault of ours.');
					this.data = undefined;
					this.busy = false;
				},
			);
			return () => stop.abort();
		});
	}

	/** reload asks again. */
	reload() {
		this.again++;
	}
}

/** resource is called while a component is set up. */
export function resource<A>(ask: (signal: AbortSignal) => Promise<A>): Resource<A> {
	return new Resource(ask);
}

interface PageOf<Row> { rows: Row[]; next: string; notes?: string[] }

/** Rows of a list, page after page. */
export class Rows<Row> {
	rows = $state.raw<Row[]>([]);
	next = $state('');
	/** Of the page that came last: each page tells how the question was understood. */
	notes = $state.raw<string[]>([]);
	problem = $state.raw<Problem | undefined>(undefined);
	busy = $state(true);
	/** The first page has come. */
	here = $state(false);
	private again = $state(0);
	private stop = new AbortController();

	constructor(private ask: (after: string, signal: AbortSignal) => Promise<PageOf<Row>>) {
		$effect(() => {
			void this.again;
			void access.given;
			const stop = (this.stop = new AbortController());
			untrack(() => (this.busy = true));
			this.take(this.ask('', stop.signal), stop.signal, true);
			return () => stop.abort();
		});
	}

	private take(answer: Promise<PageOf<Row>>, signal: AbortSignal, first: boolean) {
		answer.then(
			(a) => {
				if (signal.aborted) return;
				this.rows = first ? a.rows : [...this.rows, ...a.rows];
				this.next = a.next;
				this.notes = a.notes ?? [];
				this.problem = undefined;
				this.busy = false;
				this.here = true;
			},
			(err) => {
				if (signal.aborted) return;
				this.problem = Problem.of(err);
				if (first) {
					this.rows = [];
					this.next = '';
					this.notes = [];
				}
				this.busy = false;
			},
		);
	}

	/** more asks for the next page. */
	more() {
		if (!this.next || this.busy) return;
		this.busy = true;
		this.take(this.ask(this.next, this.stop.signal), this.stop.signal, false);
	}
	reload() {
		this.again++;
	}
}

export function rows<Row>(ask: (after: string, signal: AbortSignal) => Promise<PageOf<Row>>): Rows<Row> {
	return new Rows(ask);
}
