#!/usr/bin/env python3
"""Writes a small head with random weights and what it finds, for the tests of the Go program.

    python golden.py ../internal/claim/attribute/testdata
"""
import json
import os
import sys

import torch
from safetensors.torch import save_file

from network import ROLES, Attribution

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
    reach = (torch.arange(PIECES)[None, :] - anchors[:, None]).abs() <= REACH
    links[~reach] = -99
    # Of each link the best of the others speaks against it.
    best = links.topk(2, dim=0).values
    rival = torch.where(links == best[0], best[1], best[0]).clamp(min=0)
    odds = card["tie"] * (links - rival) + labels[:, :ROLES] - torch.tensor(card["belong"])
    found = []
    for k, a in enumerate(anchors.tolist()):
        at = torch.nonzero(reach[k]).flatten()
        found.append({"begins": a, "first": at[0].item(), "belongs": [[round(v, 3) for v in odds[k, at, r].tolist()] for r in range(ROLES)]})
    save_file({"head.attribution." + n: t.contiguous() for n, t in head.state_dict().items()}, os.path.join(sys.argv[1], "head.safetensors"),
              metadata={"head.attribution": json.dumps(card)})
    with open(os.path.join(sys.argv[1], "found.json"), "w") as f:
        json.dump({"x": [v for v in x.flatten().tolist()], "begins": [round(v, 3) for v in begins.tolist()], "found": found}, f)


if __name__ == "__main__":
    main()
