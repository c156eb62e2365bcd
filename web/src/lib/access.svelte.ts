// The token, where the server wants one. It lives in this tab only.
const key = 'hearsay.token';

function stored(): string {
	try {
		return sessionStorage.getItem(key) ?? '';
	} catch {
		return '';
	}
}

class Access {
	token = $state(stored());
	/** The server asked for a token, or did not know ours. */
	wanted = $state(false);
	/** Counts the tokens given, so that what failed for want of one is asked again. */
	given = $state(0);

	give(token: string) {
		this.token = token.trim();
		this.wanted = false;
		this.given++;
		try {
			if (this.token) sessionStorage.setItem(key, this.token);
			else sessionStorage.removeItem(key);
		} catch {
			// It then lasts as long as the page.
		}
	}
}
export const access = new Access();

/** headers are what each request to the server carries. */
export function headers(): Record<string, string> {
	return access.token ? { Authorization: 'Bearer ' + access.token } : {};
}
