// Light, dark, or as the system has it. assets/theme.js sets it before the first paint.
export type Theme = '' | 'light' | 'dark';
const key = 'hearsay.theme';

class Switch {
	now = $state<Theme>((document.documentElement.dataset.theme as Theme) ?? '');

	set(theme: Theme) {
		this.now = theme;
		if (theme) document.documentElement.dataset.theme = theme;
		else delete document.documentElement.dataset.theme;
		try {
			if (theme) localStorage.setItem(key, theme);
			else localStorage.removeItem(key);
		} catch {
			// It then lasts as long as the page.
		}
	}
}
export const theme = new Switch();
