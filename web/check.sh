#!/usr/bin/env bash
# The pages: installs what they are built with, checks types, builds, holds the result against
# what is committed, and looks at them in Chromium. Run it from anywhere; about 60 seconds on 2 cores.
#
#   web/check.sh           everything
#   web/check.sh build     build only, into internal/answer/page/dist
#   web/check.sh test      the tests only, on what is built
set -euo pipefail
cd "$(dirname "$0")"
what=${1:-all}

node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || a == 20 && b >= 19 ? 0 : 1)' ||
	{ echo "the pages are built with Node 20.19 or newer; this is $(node --version)" >&2; exit 1; }
# The lock file fixes every package by its hash.
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
	npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

if [ "$what" = build ]; then
	npx vite build --logLevel warn
	exit
fi
if [ "$what" = all ]; then
	npx svelte-check --fail-on-warnings --output human
	HEARSAY_PAGES_OUT="$tmp/dist" npx vite build --logLevel warn --emptyOutDir
	if ! diff -r "$tmp/dist" ../internal/answer/page/dist >&2; then
		echo "internal/answer/page/dist is not what web/ builds; run web/check.sh build and commit it" >&2
		exit 1
	fi
fi
if [ -z "${HEARSAY_BIN:-}" ]; then
	export HEARSAY_BIN="$tmp/hearsay"
	(cd .. && go build -o "$HEARSAY_BIN" ./cmd/hearsay)
fi
node --test --test-concurrency=2 --test-timeout=600000 test/*.spec.mjs
