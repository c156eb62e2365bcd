#!/usr/bin/env python3
"""Writes the heads' cards, as JSON by head, of what lies in the folder that train.sh fills.

    python card.py FOLDER

figures.json is from attribution.py.
"""
import datetime
import json
import os
import subprocess
import sys

# Odds (logarithms) from which the Go program believes the heads: docs/formats/encoder.md. Those for attributions are chosen by the documents kept aside (hearsay fit attribution
# looks for better ones), but doubt and plain, which also leave the word lists' own examples to the claims.
ATTRIBUTION = {"begins": -0.25, "tie": 2, "belong": [-4.5, -0.5, -0.5], "doubt": -1.25, "plain": 4.25, "edge": 2.4, "cross": 0.7, "margin": 11, "least": 6, "trust": -0.25, "sure": 0.5, "firm": 1.5, "weak": -3, "left": 0.5, "reach": 190}
NAMES = {"name": 0, "begin": 0.5, "sure": 2, "doubt": -3}


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "figures.json")) as f:
        figures = json.load(f)
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, cwd=os.path.dirname(os.path.abspath(__file__))).stdout.strip()
    made = {"date": datetime.date.today().isoformat(), "commit": commit}
    attribution = dict(ATTRIBUTION)
    attribution.update({
        "task": "attributions: source, cue, content, tied together, as PolNeAR's annotation guidelines define them",
        "data": f"PolNeAR, train split: {figures['documents']} documents with {figures['attributions']} attributions (those of the first annotator); "
                f"{figures['taught']} reports without annotations (LGL, TimeBank, AQUAINT, reports of incidents, Reuters-21578), as four larger models trained on the same documents read them (all-mpnet-base-v2, Apache-2.0), "
                "and the documents themselves, as the one of them reads each that has not seen it; "
                "half of the documents have persons and places of the program's own lists in place of theirs, others in each round",
        "license": "PolNeAR, LGL, reports of incidents: none stated; TimeBank, AQUAINT, Reuters-21578: for research. No text of them is in these weights or in the repository",
        "split": f"{figures['aside']} further documents of the train split, by a hash of their names, were kept aside: epochs and thresholds are chosen by them",
        "figures": {"on": "the documents kept aside, float32, by piece that begins a word, before thresholds", "labels": figures["labels"], "linked": figures["linked"], "whole, exact": figures["whole"]},
        "program": "hearsay eval polnear prints the figures of the program as it ships",
        **made,
    })
    names = dict(NAMES)
    names.update({
        "task": "names of persons, organizations and places",
        "data": "GUM, documents that are no news (interviews, biographies, speeches); LGL, toponyms; PolNeAR, train split, names as the program's rules and its small pipeline find them; "
                "reports without annotations and PolNeAR's, as larger models trained on the same read them",
        "license": "GUM: CC BY, see its LICENSE; LGL, PolNeAR: none stated. No text of them is in these weights or in the repository",
        "split": "of each a tenth of the documents, by a hash of their names, was kept aside. GUM's news and TR-News are reported on, and nothing is trained on them",
        "figures": {"on": "the documents kept aside, float32, F by piece, at odds of 0", **figures["names"]},
        "program": "hearsay eval names and hearsay eval geo print the figures of the program as it ships",
        **made,
    })
    with open(os.path.join(folder, "cards.json"), "w") as f:
        json.dump({"attribution": attribution, "names": names}, f, indent=1)


if __name__ == "__main__":
    main()
