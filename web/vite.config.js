import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import routes from './src/routes.json' with { type: 'json' };

// Written for the server, which answers 404 with the same page where no route fits.
function routeList() {
	return {
		name: 'route-list',
		generateBundle() {
			this.emitFile({ type: 'asset', fileName: 'routes.json', source: JSON.stringify(routes.map((r) => r.path), null, 1) + '\n' });
		},
	};
}

// Names are fixed, without hashes: the server sends an ETag of the content, and a change
// of one page changes one file of those that are committed.
export default defineConfig({
	plugins: [svelte(), routeList()],
	build: {
		outDir: process.env.HEARSAY_PAGES_OUT ?? '../internal/answer/page/dist',
		emptyOutDir: true,
		target: 'es2022',
		cssTarget: ['chrome123', 'firefox128', 'safari17.5'], // they know light-dark()
		cssCodeSplit: false,
		modulePreload: false,
		assetsInlineLimit: 0,
		reportCompressedSize: false,
		rollupOptions: {
			output: {
				entryFileNames: 'assets/app.js',
				chunkFileNames: (c) => {
					const page = c.facadeModuleId?.match(/pages\/(\w+)\/Page\.svelte$/);
					return page ? `assets/page-${page[1]}.js` : 'assets/[name].js';
				},
				assetFileNames: (a) => (a.names[0]?.endsWith('.css') ? 'assets/app.css' : 'assets/[name][extname]'),
			},
		},
	},
	server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
});
