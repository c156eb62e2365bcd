// Who corrects, as others should see it. It is kept in this browser; where a token is used, that says it.
const key = 'hearsay.name';

function stored(): string {
	try {
		return localStorage.getItem(key) ?? '';
	} catch {
		return '';
	}
}

class Person {
	name = $state(stored());

	keep() {
		try {
			localStorage.setItem(key, this.name.trim());
		} catch {
			// It then lasts as long as the page.
		}
	}
}
export const person = new Person();
