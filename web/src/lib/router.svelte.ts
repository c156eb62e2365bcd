// The address is the state: a page is its path, what it shows of itself is its query. Links are
// plain <a href>; clicks on those that lead to a page of ours are taken here.
import { tick } from 'svelte';
import type { Component } from 'svelte';
import routes from '../routes.json';

export type Params = Record<string, string>;
type Loader = () => Promise<{ default: Component<{ params: Params }> }>;

const loaders = import.meta.glob('../pages/*/Page.svelte') as Record<string, Loader>;

export interface Route {
	page: string;
	path: string;
	nav?: string;
	load: Loader;
}

/** The routes of src/routes.json, with what loads the page of each. */
export const all: Route[] = (routes as { path: string; page: string; nav?: string }[]).map((r) => ({ ...r, load: loaders[`../pages/${r.page}/Page.svelte`] }));

/** match finds the route of a path, with its parameters decoded. */
export function match(path: string): { route: Route; params: Params } | null {
	const parts = path.split('/');
	for (const route of all) {
		const want = route.path.split('/');
		if (want.length !== parts.length) continue;
		const params: Params = {};
		const fits = want.every((w, i) => {
			if (!w.startsWith(':')) return w === parts[i];
			try {
				params[w.slice(1)] = decodeURIComponent(parts[i]);
			} catch {
				return false; // a lone % in it
			}
			return parts[i] !== '';
		});
		if (fits) return { route, params };
	}
	return null;
}

class Here {
	path = $state(location.pathname);
	search = $state(location.search);
	hash = $state(location.hash);
	/** Changes when a link led to another page, and not when a page changed its own query. */
	arrivals = $state(0);
	/** For which of them the focus was put at the head of the page. */
	placed = 0;

	/** The query of the address. */
	get query(): URLSearchParams {
		return new URLSearchParams(this.search);
	}
	get(name: string): string {
		return this.query.get(name) ?? '';
	}
	all(name: string): string[] {
		return this.query.getAll(name);
	}
}
export const here = new Here();

/** address puts a path and what is not empty of a query together. Lists are given again and again. */
export function address(path: string, query: Record<string, string | number | boolean | null | undefined | string[]> | URLSearchParams = {}): string {
	const q = query instanceof URLSearchParams ? query : new URLSearchParams();
	if (!(query instanceof URLSearchParams)) {
		for (const [k, v] of Object.entries(query)) {
			for (const one of Array.isArray(v) ? v : [v]) if (one !== null && one !== undefined && one !== '' && one !== false) q.append(k, String(one));
		}
	}
	const s = q.toString();
	return s ? `${path}?${s}` : path;
}

export const to = {
	event: (id: string, query: Record<string, string> = {}) => address('/events/' + encodeURIComponent(id), query),
	report: (id: string, query: Record<string, string> = {}) => address('/reports/' + encodeURIComponent(id), query),
	story: (id: string) => '/stories/' + encodeURIComponent(id),
	/** A name or a country, as the API's actor, speaker and participant take it. */
	actor: (key: string) => '/actors/' + encodeURIComponent(key),
	outlet: (name: string) => '/outlets/' + encodeURIComponent(name),
};

function take() {
	here.path = location.pathname;
	here.search = location.search;
	here.hash = location.hash;
}

/** go opens an address of ours as a link would. */
export function go(href: string) {
	const u = new URL(href, location.href);
	const other = u.pathname !== location.pathname;
	history.replaceState({ ...history.state, y: scrollY }, '');
	history.pushState({}, '', u);
	take();
	if (other) {
		here.arrivals++;
		scrollTo(0, 0);
	}
	if (u.hash) toHash();
}

/** set changes the query of the address that is open, without leaving the page. With keep the way
    back leads to the state before; without, the change takes its place (sliders, typing). */
export function set(changes: Record<string, string | string[] | null>, keep = false) {
	const q = here.query;
	for (const [k, v] of Object.entries(changes)) {
		q.delete(k);
		for (const one of Array.isArray(v) ? v : [v]) if (one) q.append(k, one);
	}
	const s = q.toString();
	const href = location.pathname + (s ? '?' + s : '') + location.hash;
	if (keep) history.pushState({}, '', href);
	else history.replaceState(history.state, '', href);
	take();
}

async function toHash() {
	await tick();
	let id = location.hash.slice(1);
	try {
		id = decodeURIComponent(id);
	} catch {
		return;
	}
	const el = document.getElementById(id);
	el?.scrollIntoView({ block: 'start' });
	el?.focus?.({ preventScroll: true });
}

/** start listens to clicks and to the browser's own back and forward. */
export function start() {
	history.scrollRestoration = 'auto';
	addEventListener('popstate', () => {
		const other = location.pathname !== here.path;
		take();
		if (other) here.arrivals++;
	});
	document.addEventListener('click', (e) => {
		if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
		const a = (e.target as Element | null)?.closest?.('a');
		if (!a || a.target || a.hasAttribute('download') || a.origin !== location.origin) return;
		if (a.pathname.startsWith('/api/') || a.pathname.startsWith('/assets/')) return;
		e.preventDefault();
		if (a.pathname === location.pathname && a.search === location.search && a.hash) {
			if (a.hash !== location.hash) history.pushState({}, '', a.href);
			take();
			toHash();
			return;
		}
		go(a.href);
	});
}
