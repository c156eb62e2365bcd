// What the form and the lists of corrections share.
import type { Problem } from './api';
import type { Corrected, Correction, Event, ReadEvent } from './types';

/** Draft is what was typed of a correction. It outlasts the form: what is closed by mistake is not lost. */
export interface Draft { field: string; values: Record<string, string>; nobody: Record<string, boolean>; note: string }

const drafts = new Map<string, Draft>();

/** draftOf is what was typed against a telling or event, else a new one on a field. */
export function draftOf(target: string, field: string): Draft {
	return drafts.get(target) ?? { field, values: {}, nobody: {}, note: '' };
}
export function keepDraft(target: string, d: Draft) {
	drafts.set(target, d);
}
export function dropDraft(target: string) {
	drafts.delete(target);
}

/** partOf tells which part of the form an error speaks of, by the flag or key that it names; empty: none. */
export function partOf(p: Problem, field: string): 'by' | 'note' | 'value' | '' {
	if (![400, 403, 404, 422].includes(p.status)) return '';
	const named = /^(?:body\.|--)?([a-z-]+):/.exec(p.detail)?.[1];
	if (named === 'by' || named === 'note') return named;
	if (p.status === 403) return '';
	return named || field === 'same' ? 'value' : '';
}

/** plainly is the words of an error without the flag of the command that it names. */
export const plainly = (s: string) => s.replace(/^(?:body\.|--)[a-z-]+: /, '').replace(/^\w+: (?=the token)/, '');

/** Outcome is what became of a correction, for the page that shows it. */
export interface Outcome { rows: Correction[]; undone: boolean }

/** together puts the rows of one correction together, in their order. */
export function together<Row extends Corrected>(rows: Row[]): Row[][] {
	const out = new Map<string, Row[]>();
	for (const r of rows) {
		const list = out.get(r.id);
		if (list) list.push(r);
		else out.set(r.id, [r]);
	}
	return [...out.values()];
}

/** overruled are the corrections of which none counts, as later ones of the same field stand; rows are the newest first. */
export function overruled(rows: Corrected[]): Set<string> {
	const first = new Map<string, string>();
	const counts = new Set<string>();
	for (const r of rows) {
		if (r.undone) continue;
		const key = `${r.telling} ${r.field === 'apart' ? 'same' : r.field}`;
		if (!first.has(key)) first.set(key, r.id);
		if (first.get(key) === r.id) counts.add(r.id);
	}
	return new Set(rows.filter((r) => !r.undone && !counts.has(r.id)).map((r) => r.id));
}

/** toldBy is what one telling of an event says of each field, or, without a telling, what the event says. */
export function toldBy(event: Event, telling = ''): Record<string, string[]> {
	const out: Record<string, string[]> = {};
	for (const s of event.slots) {
		const list = s.values.filter((v) => (telling ? v.evidence.some((e) => e.telling === telling) : !v.withdrawn));
		if (list.length) out[s.name] = list.map((v) => (['type', 'status'].includes(s.name) ? v.value : v.label));
	}
	if (!telling && event.modes.length) out.modes = event.modes;
	return out;
}

/** readAs is what an event of a reading says of each field. */
export function readAs(e: ReadEvent): Record<string, string[]> {
	const out: Record<string, string[]> = { type: [e.type], status: [e.status] };
	if (e.modes.length) out.modes = e.modes;
	if (e.actors.length) out.actor = e.actors.map((a) => a.text);
	if (e.recipients.length) out.recipient = e.recipients.map((a) => a.text);
	if (e.place) out.place = [e.place.name];
	if (e.time) out.time = [e.time.start === e.time.end ? e.time.start : `${e.time.start}/${e.time.end}`];
	for (const n of e.counts) out[n.of] = [n.low === null ? `up to ${n.high}` : n.high === null ? `at least ${n.low}` : n.low === n.high ? `${n.approximate ? 'about ' : ''}${n.low}` : `${n.low} to ${n.high}`];
	return out;
}
