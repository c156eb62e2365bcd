#!/usr/bin/env python3
"""Writes the head's card, as JSON, of what lies in the folder that train.sh fills.

    python card.py FOLDER

figures.json there is from attribution.py.
"""
import datetime
import json
import os
import subprocess
import sys

# Odds (logarithms) from which the Go program believes the head: docs/formats/encoder.md.
THRESHOLDS = {"begins": 0, "tie": 0.5, "belong": [0, 0, 0], "doubt": -3, "reach": 190}


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "figures.json")) as f:
        figures = json.load(f)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, cwd=os.path.dirname(os.path.abspath(__file__))).stdout.strip()
    card = dict(THRESHOLDS)
    card.update({
        "task": "attributions: source, cue, content, tied together, as PolNeAR's annotation guidelines define them",
        "data": f"PolNeAR, train split: {figures['documents']} documents with {figures['attributions']} attributions (those of the first annotator)",
        "license": "PolNeAR: none stated. No text of it is in these weights or in the repository",
        "split": f"{figures['aside']} further documents of the train split, by a hash of their names, were kept aside: what is trained how long is chosen by them",
        "figures": {"on": "the documents kept aside, float32, by piece that begins a word, at odds of 0", "labels": figures["labels"], "linked": figures["linked"], "whole, exact": figures["whole"]},
        "date": datetime.date.today().isoformat(),
        "commit": commit,
    })
    with open(os.path.join(folder, "card.json"), "w") as f:
        json.dump(card, f, indent=1)


if __name__ == "__main__":
    main()
