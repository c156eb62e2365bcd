#!/usr/bin/env python3
"""Writes a trained network as a folder that the Go program's converter reads.

    python export.py --model FOLDER --load FILE.pt --cards CARDS.json --out FOLDER

model.safetensors holds the encoder's weights and each head's tensors as head.NAME.*, the cards are texts of its metadata.
"""
import argparse
import json
import os
import shutil

import torch
from safetensors.torch import save_file

from network import load


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--model", required=True)
    p.add_argument("--load", required=True)
    p.add_argument("--cards", required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    net = load(a.model, a.load)
    os.makedirs(a.out, exist_ok=True)
    tensors = {}
    for name, t in net.state_dict().items():
        name = name.removeprefix("encoder.")
        if name.startswith(("attribution.", "names.")):
            name = "head." + name
        tensors[name] = t.contiguous()
    with open(a.cards) as f:
        cards = json.load(f)
    save_file(tensors, os.path.join(a.out, "model.safetensors"), metadata={"head." + head: json.dumps(card) for head, card in cards.items()})
    net.encoder.config.save_pretrained(a.out)  # with the layers that it has
    shutil.copy(os.path.join(a.model, "vocab.txt"), a.out)


if __name__ == "__main__":
    main()
