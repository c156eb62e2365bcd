// Before the first paint, so that a page that was switched to dark does not flash white.
try {
	const theme = localStorage.getItem('hearsay.theme');
	if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
	// Storage is closed to us: the system's choice holds.
}
