// Whether this server takes something in, and whether this token may give it: better known before
// much is typed.
import { access } from './access.svelte';
import { api, get, Problem } from './api';

export type May = 'yes' | 'read-only' | 'role';
interface Spec { paths: Record<string, Record<string, unknown>> }

let spec: Promise<Spec> | undefined;
let role: { token: string; may: Promise<boolean> } | undefined;

/** may tells whether what is given to a path of the API would be taken. What adds and what corrects is for one role. It is asked for once. */
export async function may(path: string): Promise<May> {
	spec ??= get<Spec>('/api/openapi.json');
	const known = await spec.catch((err) => {
		spec = undefined;
		throw err;
	});
	if (!known.paths[path]?.post) return 'read-only';
	if (!access.token) return 'yes';
	if (role?.token !== access.token) {
		// What failed is for the same role.
		role = { token: access.token, may: api.failed({ limit: 1 }).then(() => true, (err) => !(err instanceof Problem && err.status === 403)) };
	}
	return (await role.may) ? 'yes' : 'role';
}
