// Whether this server takes something in, and whether this token may give it: better known before
// much is typed.
import { access } from './access.svelte';
import { api, get, Problem } from './api';

export type May = 'yes' | 'read-only' | 'role';
interface Spec { paths: Record<string, Record<string, unknown>> }

let known: { token: string; spec: Promise<Spec>; role: Promise<boolean> } | undefined;

function ask(token: string) {
	const spec = get<Spec>('/api/openapi.json');
	// What failed is for the same role.
	const role = spec.then(() => !token || api.failed({ limit: 1 }).then(() => true, (err) => !(err instanceof Problem && err.status === 403)));
	const asked = { token, spec, role };
	role.catch(() => known === asked && (known = undefined));
	return asked;
}

/** may tells whether what is given to a path of the API would be taken. What adds and what corrects is for one role. It is asked for once a token. */
export async function may(path: string): Promise<May> {
	if (known?.token !== access.token) known = ask(access.token);
	const { spec, role } = known!;
	if (!(await spec).paths[path]?.post) return 'read-only';
	return (await role) ? 'yes' : 'role';
}
