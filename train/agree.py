#!/usr/bin/env python3
"""How often the heads decide on the Go program's vectors, of 8 bits, as on PyTorch's in float32.

    python agree.py --model FOLDER --load FILE.pt --ours ENCODER.safetensors --data polnear/train --out FOLDER

On the documents kept aside, whose text the bytes were not fitted to. A decision is one label of one piece: whether its odds are above 0.
Vectors and windows are written by `bench/encoder`, which needs Go and is run from the root of the repository.
"""
import argparse
import json
import os
import subprocess

import torch

import polnear
from network import load


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--model", required=True)
    p.add_argument("--load", required=True)
    p.add_argument("--ours", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    net = load(a.model, a.load).eval()

    reports, windows, vectors = (os.path.join(a.out, "agree." + n) for n in ("jsonl", "windows", "vectors"))
    with open(reports, "w") as f:
        for d in polnear.read(a.data):
            if polnear.aside(d.name):
                print(json.dumps({"text": d.text}), file=f)
    subprocess.run(["go", "run", "./bench/encoder", "-model", a.ours, "-n", "0", "-windows", windows, "-vectors", vectors, reports], check=True, stdout=subprocess.DEVNULL)

    reference = []
    with open(windows) as f, torch.inference_mode():
        for w in map(json.loads, f):
            h = net.encoder(input_ids=torch.tensor([w["ids"]])).last_hidden_state[0]
            reference.append(h[w["from"]:w["to"]])
    reference = torch.cat(reference)
    with open(vectors, "rb") as f:
        ours = torch.frombuffer(bytearray(f.read()), dtype=torch.float32).view(-1, reference.shape[1])
    with torch.inference_mode():
        for name, head in (("attributions", net.attribution), ("names", net.names)):
            same = (head.labels(ours) > 0) == (head.labels(reference) > 0)
            print(f"{name}: the same decisions {same.float().mean():.4f}, every one of a piece's four {same.all(1).float().mean():.4f} of {len(same)} pieces")


if __name__ == "__main__":
    main()
