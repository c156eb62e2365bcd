#!/usr/bin/env python3
"""Writes a small head with random weights and what it finds, for the tests of the Go program.

    python golden.py ../internal/claim/attribute/testdata
"""
import json
import os
import sys

import torch
from safetensors.torch import save_file

from network import CUE, ROLES, Attribution

HIDDEN, NARROW, FAR, PIECES, REACH = 32, 4, 8, 60, 20


def main():
    torch.manual_seed(7)
    head = Attribution(HIDDEN, NARROW, FAR).eval()
    for w in head.parameters():
        torch.nn.init.normal_(w, std=0.5)
    x = torch.randn(1, PIECES, HIDDEN).bfloat16().float()  # as the Go program keeps them
    card = {"begins": 0.5, "tie": 0.5, "belong": [0.25, 0.5, 0.1], "doubt": -1, "reach": REACH}
    with torch.no_grad():
        labels = head(x)[0]
        begins = labels[:, ROLES]
        anchors = torch.nonzero(begins > card["begins"]).flatten()
        links = head.links(x, torch.stack([torch.zeros_like(anchors), anchors], 1))
    for k, a in enumerate(anchors.tolist()):
        links[k, a, CUE] = 99  # a cue's first piece is its own
        for i in range(PIECES):
            if abs(i - a) > REACH:
                links[k, i] = -99
    best, at = links.max(0)
    found = [[[], [], []] for _ in anchors]
    for i in range(PIECES):
        for r in range(ROLES):
            if best[i, r] > -99 and card["tie"] * best[i, r] + labels[i, r] > card["belong"][r]:
                found[at[i, r]][r].append(i)
    save_file({"head.attribution." + n: t.contiguous() for n, t in head.state_dict().items()}, os.path.join(sys.argv[1], "head.safetensors"),
              metadata={"head.attribution": json.dumps(card)})
    with open(os.path.join(sys.argv[1], "found.json"), "w") as f:
        json.dump({"x": [v for v in x.flatten().tolist()], "begins": [round(v, 3) for v in begins.tolist()], "found": found}, f)


if __name__ == "__main__":
    main()
