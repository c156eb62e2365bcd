// What was typed is kept in this tab until it is kept in the record or thrown away: an error, a
// token that is asked for, or a reload loses nothing.
import type { Given } from '../../lib/types';

export type Draft = Required<Given>;
export const none: Draft = { text: '', url: '', title: '', outlet: '', published: '', language: '' };
const key = 'hearsay.draft';

export function load(): Draft {
	try {
		const kept = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Draft>;
		return Object.fromEntries(Object.keys(none).map((k) => [k, String(kept[k as keyof Draft] ?? '')])) as Draft;
	} catch {
		return { ...none };
	}
}

export function save(d: Draft) {
	try {
		if (Object.values(d).some(Boolean)) sessionStorage.setItem(key, JSON.stringify(d));
		else sessionStorage.removeItem(key);
	} catch {
		// Too long to be kept, or not allowed: it then lasts as long as the page.
	}
}

/** given is what is sent: only what was filled in. */
export function given(d: Draft): Given {
	return Object.fromEntries(Object.entries({ ...d, ...Object.fromEntries(Object.entries(d).filter(([k]) => k !== 'text').map(([k, v]) => [k, v.trim()])) }).filter(([, v]) => v.trim() !== '')) as Given;
}

/** fieldOf tells which field an error of the API speaks of; empty: none. */
export function fieldOf(detail: string, d: Draft): keyof Draft | '' {
	const named = /^(?:body\.)?(text|url|title|outlet|published|language):/.exec(detail)?.[1] as keyof Draft | undefined;
	if (named) return named;
	if (/\blanguage\b/.test(detail) && d.language) return 'language';
	return d.text.trim() || !d.url.trim() ? 'text' : 'url';
}
