#!/usr/bin/env python3
"""Trains the attribution head with the encoder under it.

    python attribution.py --model FOLDER --data polnear/train --out FILE.pt [--unlabelled CORPORA --taught FILE.npz]   # encoder and head, then the head alone
    python attribution.py --model FOLDER --load FILE.pt --data polnear/train --unlabelled CORPORA --write FILE.npz   # odds for a student
    python attribution.py --model FOLDER --load FILE.pt --data polnear/train --only-aside       # figures

A tenth of the documents, by a hash of their names, is kept aside to choose by. A teacher
is a larger model trained in the same way; it writes its odds of each piece of news that has no annotations,
which a student of the same vocabulary learns beside what is annotated. Checkpoints are written every 50 batches
(FILE.pt.state); --resume goes on from the last.
"""
import argparse
import json
import math
import os
import random
import time

import numpy as np
import torch
from transformers import AutoTokenizer

import names
import polnear
import renamed
import unlabelled
import windows
from network import CUE, ROLES, Reader


def encode(tok, docs, most, overlap):
    out = []
    for d in docs:
        p = windows.cut(tok, d.text, most, overlap)
        begins, ends = p.offsets[:, 0], p.offsets[:, 1]
        labels = np.zeros((len(p.ids), ROLES + 1), dtype=np.float32)
        links = []
        for k, attributions in enumerate(d.annotators):
            one = np.zeros_like(labels)
            for a in attributions:
                own = np.zeros((len(p.ids), ROLES), dtype=bool)
                for r in range(ROLES):
                    for b, e in a.spans(r):
                        own[(begins >= b) & (ends <= e), r] = True
                one[:, :ROLES] = np.maximum(one[:, :ROLES], own)
                at = np.flatnonzero(own[:, CUE])
                if len(at):
                    one[at[0], ROLES] = 1
                    if k == 0:
                        links.append((at[0], own))
            labels += one / len(d.annotators)
        out.append((d, p, labels, links))
    return out


def batches(tok, items, size, shuffle, seed, most=None):
    """Windows of alike lengths together: ids, mask, labels, weight, anchors, link labels, and where each is from."""
    for g in windows.groups([it[1] for it in items], size, seed if shuffle else None, most):
        ids, mask = windows.ids(tok, [(items[k][1], w) for k, w in g])
        longest = ids.shape[1]
        y = torch.zeros(len(g), longest, ROLES + 1)
        weight = torch.zeros(len(g), longest)
        anchors, tied = [], []
        for i, (k, w) in enumerate(g):
            d, p, labels, links = items[k]
            win = p.windows[w]
            n = win.end - win.begin
            y[i, 1:n + 1] = torch.from_numpy(labels[win.begin:win.end])
            weight[i, 1:n + 1] = 1
            for at, own in links:
                if win.begin <= at < win.end:
                    anchors.append((i, at - win.begin + 1))
                    z = torch.zeros(longest, ROLES)
                    z[1:n + 1] = torch.from_numpy(own[win.begin:win.end].astype(np.float32))
                    tied.append(z)
        yield ids, mask, y, weight, torch.tensor(anchors, dtype=torch.long).reshape(-1, 2), torch.stack(tied) if tied else None, g


def drawn(a, tok, items, more, epoch):
    """The documents of a round, a share of them with other names; and the labels of their names."""
    if not a.renamed or not more.silver:
        return items, more.silver
    out, silver = [], dict(more.silver)
    for item in items:
        d, rng = item[0], random.Random(f"{a.seed} {epoch} {item[0].name}")
        if rng.random() >= a.renamed or d.name not in silver:
            out.append(item)
            continue
        other, named_ = renamed.attributions(d, more.silver[d.name].doc.names, renamed.Renamer(more.pool, rng, 0.7))
        out += encode(tok, [other], a.pieces, a.overlap)
        silver[d.name] = names.encode(tok, [named_], a.pieces, a.overlap)[0]
    return out, silver


def named(items, of, g, shape):
    """The labels of names of the same windows, from the items that names.encode made of the same texts."""
    y, known = torch.zeros(*shape, names.LABELS), torch.zeros(*shape, names.LABELS)
    for i, (k, w) in enumerate(g):
        d, p, _, _ = items[k]
        win, item = p.windows[w], of[d.name]
        y[i, 1:win.end - win.begin + 1] = torch.from_numpy(item.y[win.begin:win.end])
        known[i, 1:win.end - win.begin + 1] = torch.from_numpy(item.known[win.begin:win.end])
    return y, known


# A file of odds holds them in quarters, those that are surer than that alike: finer steps teach nothing, and it is small enough to be kept.
MOST, STEPS = 8, 4


@torch.no_grad()
def write_odds(net, tok, docs, size, a):
    """What a teacher says of each piece of texts that have no annotations: of a document in batches, then in order."""
    net.eval()
    items = [(d, windows.cut(tok, d.text, a.pieces, a.overlap // 2)) for d in docs]
    odds = [np.zeros((len(p.ids), ROLES + 1), dtype=np.float16) for _, p in items]
    own = [windows.owners(p) for _, p in items]
    began = time.time()
    every = windows.groups([p for _, p in items], size)
    for n, g in enumerate(every):
        ids, mask = windows.ids(tok, [(items[k][1], w) for k, w in g])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=a.bf16):
            x = net(ids, mask)
        got = net.attribution(x.float()).numpy()
        for i, (k, w) in enumerate(g):
            win = items[k][1].windows[w]
            mine = own[k][win.begin:win.end] == w
            odds[k][win.begin:win.end][mine] = got[i, 1:win.end - win.begin + 1][mine]
        if n % 50 == 49:
            print(f"  odds of {n + 1} batches of {len(every)}, {time.time() - began:.0f} s", flush=True)
    np.savez_compressed(a.write, **{d.name: np.round(np.clip(o, -MOST, MOST) * STEPS).astype(np.int8) for (d, _), o in zip(items, odds)})


class Taught:
    """Texts without annotations, with a teacher's odds of their pieces."""

    def __init__(self, a, tok):
        self.items = []
        if a.taught:
            with np.load(a.taught) as odds:
                for d in unlabelled.read(a.unlabelled):
                    if d.name in odds:
                        p, o = windows.cut(tok, d.text, a.pieces, a.overlap), odds[d.name]
                        if len(o) != len(p.ids):
                            raise SystemExit(f"{d.name}: the teacher has {len(o)} pieces, the student {len(p.ids)}: their vocabularies differ")
                        self.items.append((p, o))

    def batches(self, tok, size, seed, most):
        """Batches of all windows: ids, mask, odds, weight, and that they are taught."""
        for g in windows.groups([p for p, _ in self.items], size, seed, most):
            ids, mask = windows.ids(tok, [(self.items[k][0], w) for k, w in g])
            odds, weight = torch.zeros(*ids.shape, ROLES + 1), torch.zeros(*ids.shape)
            for i, (k, w) in enumerate(g):
                p, o = self.items[k]
                win = p.windows[w]
                n = win.end - win.begin
                odds[i, 1:n + 1] = torch.from_numpy(o[win.begin:win.end].astype(np.float32)) / STEPS
                weight[i, 1:n + 1] = 1
            yield ids, mask, odds, weight, "taught"


def f1(tp, fp, fn):
    return 2 * tp / max(1, 2 * tp + fp + fn)


def attributions_of(net, x, odds, n, threshold, link):
    """The attributions of one window: from each place where a cue begins, its pieces by role."""
    at = torch.nonzero(odds[1:n + 1, ROLES] > threshold).flatten() + 1
    if len(at) == 0:
        return []
    own = net.attribution.links(x[None], torch.stack([torch.zeros_like(at), at], 1))[:, 1:n + 1] > link
    return [(int(a) - 1, o.numpy()) for a, o in zip(at, own)]


@torch.no_grad()
def judge(net, tok, items, size, bf16=False):
    """Token figures as the papers print them (tokens: pieces that begin a word), of labels and of linked attributions."""
    net.eval()
    flat, linked = np.zeros((3, ROLES)), np.zeros((3, ROLES))
    whole = np.zeros(3)
    odds_of = {}
    own_of = {}
    spans = {}
    for ids, mask, _, _, _, _, g in batches(tok, items, size, False, 0):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            x = net(ids, mask)
        x = x.float()
        odds = net.attribution(x)
        for i, (k, w) in enumerate(g):
            d, p, labels, links = items[k]
            if k not in odds_of:
                odds_of[k] = np.zeros((len(p.ids), ROLES + 1), dtype=np.float32)
                own_of[k] = windows.owners(p)
                spans[k] = []
            win = p.windows[w]
            n = win.end - win.begin
            mine = own_of[k][win.begin:win.end] == w
            odds_of[k][win.begin:win.end][mine] = odds[i, 1:n + 1].float().numpy()[mine]
            for a, own in attributions_of(net, x[i].float(), odds[i].float(), n, 0.0, 0.0):
                if mine[a]:
                    o = np.zeros((len(p.ids), ROLES), dtype=bool)
                    o[win.begin:win.end] = own
                    spans[k].append((win.begin + a, o))
    for k, odds in odds_of.items():
        d, p, labels, links = items[k]
        word = np.array([not t.startswith("##") for t in tok.convert_ids_to_tokens(p.ids)])
        gold = np.zeros((len(p.ids), ROLES), dtype=bool)
        for _, own in links:
            gold |= own
        got = odds[:, :ROLES] > 0
        both = np.zeros_like(gold)
        for _, o in spans[k]:
            both |= o
        for sums, read in ((flat, got), (linked, both)):
            for r in range(ROLES):
                a, b = read[word, r], gold[word, r]
                sums[0, r] += (a & b).sum()
                sums[1, r] += (a & ~b).sum()
                sums[2, r] += (~a & b).sum()
        # Whole attributions: all three spans the same.
        left = [own[word] for _, own in links]
        for _, o in spans[k]:
            o = o[word]
            hit = next((j for j, l in enumerate(left) if (l == o).all()), -1)
            if hit >= 0:
                whole[0] += 1
                left.pop(hit)
            else:
                whole[1] += 1
        whole[2] += len(left)
    out = []
    for sums in (flat, linked):
        fs = [f1(*sums[:, r]) for r in range(ROLES)]
        out.append((np.mean(fs), *fs))
    return out[0], out[1], f1(*whole)


def show(label, figures):
    flat, linked, whole = figures
    print(f"{label}: labels macro {flat[0]:.4f} (source {flat[1]:.3f} cue {flat[2]:.3f} content {flat[3]:.3f})"
          f"  linked macro {linked[0]:.4f} ({linked[1]:.3f} {linked[2]:.3f} {linked[3]:.3f})  whole exact {whole:.3f}", flush=True)


def save_figures(path, figures, docs, taught, named):
    flat, linked, whole = figures
    kept = sum(polnear.aside(d.name) for d in docs)
    with open(path, "w") as f:
        json.dump({"documents": len(docs) - kept, "aside": kept, "taught": taught, "attributions": sum(len(d.annotators[0]) for d in docs if not polnear.aside(d.name)),
                   "labels": dict(zip(("macro", *polnear.ROLES), [round(float(x), 4) for x in flat])),
                   "linked": dict(zip(("macro", *polnear.ROLES), [round(float(x), 4) for x in linked])), "whole": round(float(whole), 4), "names": named}, f)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--model", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out")
    p.add_argument("--load")
    p.add_argument("--write", help="write what this model says of the texts without annotations, for a student")
    p.add_argument("--figures", help="write the figures of --only-aside as JSON, for the card")
    p.add_argument("--resume", action="store_true")
    p.add_argument("--only-aside", action="store_true")
    p.add_argument("--unlabelled", help="folder of the corpora of which texts without annotations are taken")
    p.add_argument("--taught", help="a teacher's odds of those texts, as --write with --unlabelled makes them")
    p.add_argument("--silver", help="names of the same texts, as hearsay fit names writes them")
    p.add_argument("--gum", help="folder of GUM")
    p.add_argument("--lgl", help="LGL's file")
    p.add_argument("--epochs", type=float, default=4, help="rounds over everything; the last may be a part of one")
    p.add_argument("--head-epochs", type=int, default=6, help="rounds of the head alone, after those")
    p.add_argument("--rate", type=float, default=1.5e-4)
    p.add_argument("--decay", type=float, default=0.9, help="of the rate from a layer to the one below")
    p.add_argument("--frozen", type=int, default=0, help="layers from below that stay as they are")
    p.add_argument("--size", type=int, default=20)
    p.add_argument("--pieces", type=int, default=190)
    p.add_argument("--overlap", type=int, default=64)
    p.add_argument("--links", type=float, default=1.5, help="weight of the links in the loss: of the sum over the pieces of a window, for a cue, by fifty")
    p.add_argument("--names", type=float, default=1.0, help="weight of the names in the loss")
    p.add_argument("--renamed", type=float, default=0.5, help="share of the documents that have other names in a round")
    p.add_argument("--bf16", action="store_true", help="products of matrices in bfloat16: half the time where the processor has them")
    p.add_argument("--fast", action="store_true", help="drop nothing of the attention: a tenth of the time of a large model")
    p.add_argument("--docs", type=int, help="so many documents alone, for a trial")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=os.cpu_count())
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tok = AutoTokenizer.from_pretrained(a.model)
    net = Reader(a.model, **({"attention_probs_dropout_prob": 0.0} if a.fast else {}))
    if a.load:
        net.load_state_dict(torch.load(a.load, weights_only=True)["net"])
    if a.write:
        write_odds(net, tok, list(unlabelled.read(a.unlabelled))[:a.docs], a.size, a)
        return
    docs = list(polnear.read(a.data))[:a.docs]
    aside = encode(tok, [d for d in docs if polnear.aside(d.name)], a.pieces, a.overlap)
    if a.only_aside:
        figures = judge(net, tok, aside, a.size, a.bf16)
        show("figures", figures)
        if a.figures:
            more = Names(a, tok, docs)
            more.show(net, tok, a.size)
            save_figures(a.figures, figures, docs, len(Taught(a, tok).items), more.figures(net, tok, a.size))
        return
    items = encode(tok, [d for d in docs if not polnear.aside(d.name)], a.pieces, a.overlap)
    if not a.load:
        train(a, net.to(device), tok, items, aside, device, Names(a, tok, docs), Taught(a, tok))
        net.load_state_dict(torch.load(a.out + ".mean", weights_only=True)["net"])  # the mean, not the last
    if a.head_epochs:
        train_head(a, net.cpu(), tok, items, aside)
    else:
        torch.save({"net": net.state_dict()}, a.out)


class Names:
    """What the head for names learns from and is judged by."""

    def __init__(self, a, tok, docs):
        self.silver, self.more, self.aside, self.a = {}, [], {}, a
        self.pool = renamed.Pool(renamed.ordinary(d.text for d in docs))

        def part(label, docs, share):
            every = names.encode(tok, list(docs)[:a.docs], a.pieces, a.overlap)
            self.aside[label] = [i for i in every if names.aside(i.doc.name)]
            self.more.append(([i for i in every if not names.aside(i.doc.name)], share))

        if a.silver:
            every = names.encode(tok, names.read_silver(a.silver, {d.name: d.text for d in docs}), a.pieces, a.overlap)
            self.silver = {i.doc.name: i for i in every}
            self.aside["PolNeAR"] = [i for i in every if polnear.aside(i.doc.name)]
        if a.gum:
            part("GUM", names.read_gum(a.gum, lambda genre: genre != "news"), 1)
            self.more.append((self.more[-1][0], 1))  # twice: it is small, and the surest
        if a.lgl:
            part("LGL", names.read_lgl(a.lgl), 0.5)

    def batches(self, tok, size, seed, most):
        for k, (items, share) in enumerate(self.more):
            of = []
            for i in items:
                rng = random.Random(f"{seed} {k} {i.doc.name}")
                if rng.random() < self.a.renamed:
                    of += names.encode(tok, [renamed.named(i.doc, renamed.Renamer(self.pool, rng, 0.7))], self.a.pieces, self.a.overlap)
                else:
                    of.append(i)
            for b in names.batches(tok, of, size, seed + 7919 * (k + 1), most, share):
                yield b

    def figures(self, net, tok, size):
        return {label: {k: round(float(f), 3) for k, f in zip((*names.KINDS, "begins"), names.judge(net, tok, items, size)) if f > 0}
                for label, items in self.aside.items()}

    def show(self, net, tok, size):
        for label, of in self.figures(net, tok, size).items():
            print(f"  names of {label}: " + " ".join(f"{k} {f:.3f}" for k, f in of.items()), flush=True)


def groups(net, a):
    """Parameters with a rate of their own for each layer, the lower the less."""
    n = net.encoder.config.num_hidden_layers
    out = []
    for name, w in net.named_parameters():
        depth = n + 1
        if name.startswith("encoder.embeddings"):
            depth = 0
        elif ".layer." in name:
            depth = 1 + int(name.split(".layer.")[1].split(".")[0])
        if name.startswith("encoder.") and depth <= a.frozen and a.frozen:
            w.requires_grad = False
            continue
        rate = a.rate * a.decay ** (n - depth)
        if depth > n:  # a head begins with nothing: its weights have far to go, what is added to all odds the farthest
            rate = 1e-2 if w.dim() == 1 or "place" in name else 1e-3
        out.append({"params": [w], "lr": rate, "weight_decay": 0.0 if w.dim() == 1 else 0.01})
    return out


class Mean:
    """A running mean of the weights, which generalizes better than the last of them."""

    def __init__(self, net, keep):
        self.keep, self.w = keep, {n: t.detach().clone() for n, t in net.state_dict().items() if t.is_floating_point()}
        self.seen = 0

    @torch.no_grad()
    def take(self, net):
        self.seen += 1
        k = min(self.keep, self.seen / (self.seen + 9))
        for n, t in net.state_dict().items():
            if n in self.w:
                self.w[n].lerp_(t, 1 - k)

    def put(self, net):
        """Puts the mean into the network; returns what was there."""
        was = {n: t.detach().clone() for n, t in net.state_dict().items() if n in self.w}
        net.load_state_dict({**net.state_dict(), **self.w})
        return was


def train(a, net, tok, items, aside, device, more, taught):
    of = groups(net, a)
    opt, rates = torch.optim.AdamW(of), [g["lr"] for g in of]
    per = len(windows.groups([it[1] for it in items], a.size, 0, a.pieces)) + len(list(more.batches(tok, a.size, 0, a.pieces))) + len(list(taught.batches(tok, a.size, 0, a.pieces)))
    steps = int(a.epochs * per)
    warm = max(1, steps // 16)
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min((s + 1) / warm, max(0.02, 1 - s / steps)))
    mean = Mean(net, 0.998)
    bce = torch.nn.functional.binary_cross_entropy_with_logits
    first, done, state, began = 0, 0, a.out + ".state", time.time()
    if a.resume and os.path.exists(state):
        s = torch.load(state, weights_only=True)
        net.load_state_dict(s["net"]); opt.load_state_dict(s["opt"]); plan.load_state_dict(s["plan"])
        first, done, mean.w, mean.seen = s["epoch"], s["done"], s["mean"], s["seen"]
        torch.set_rng_state(s["rng"])
        for g, rate in zip(opt.param_groups, rates):
            g["initial_lr"] = rate
        plan.base_lrs = rates

    def save(epoch, done):
        torch.save({"net": net.state_dict(), "opt": opt.state_dict(), "plan": plan.state_dict(), "mean": mean.w, "seen": mean.seen,
                    "epoch": epoch, "done": done, "rng": torch.get_rng_state()}, state + ".new")
        os.replace(state + ".new", state)

    # Cue and source are rare beside content.
    rare = torch.tensor([1.5, 1.5, 1.0, 2.0], device=device)
    for epoch in range(first, math.ceil(a.epochs)):
        net.train()
        total, seen = 0.0, 0
        seed = a.seed * 1000 + epoch
        mine, silver = drawn(a, tok, items, more, epoch)
        mixed = list(batches(tok, mine, a.size, True, seed, a.pieces)) + list(more.batches(tok, a.size, seed, a.pieces)) + list(taught.batches(tok, a.size, seed, a.pieces))
        random.Random(seed).shuffle(mixed)
        for n, b in enumerate(mixed):
            if n < done:
                continue
            if epoch * per + n >= steps:
                break
            ids, mask = b[0].to(device), b[1].to(device)
            with torch.autocast(device, dtype=torch.bfloat16, enabled=a.bf16):
                x = net(ids, mask)
            x = x.float()
            if len(b) == 4:
                loss = a.names * names.loss(net.names(x), b[2].to(device), b[3].to(device))
            elif len(b) == 5:
                odds, weight = b[2].to(device), b[3].to(device)
                every = bce(net.attribution(x), torch.sigmoid(odds), reduction="none") * rare * weight[..., None]
                loss = every.sum() / weight.sum()
            else:
                y, weight, at, tied, g = b[2].to(device), b[3].to(device), b[4], b[5], b[6]
                odds = net.attribution(x)
                loss = (bce(odds, y, reduction="none") * rare * weight[..., None]).sum() / weight.sum()
                if tied is not None:
                    at, tied = at.to(device), tied.to(device)
                    inside = weight[at[:, 0]][..., None]
                    loss = loss + a.links * (bce(net.attribution.links(x, at), tied, reduction="none") * inside).sum() / len(at) / 50
                if silver:
                    known = named(mine, silver, g, ids.shape)
                    loss = loss + a.names * names.loss(net.names(x), known[0].to(device), known[1].to(device))
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step(); plan.step(); mean.take(net)
            total += loss.item(); seen += 1
            if seen % 50 == 0:
                print(f"  epoch {epoch + 1}, {n + 1} batches of {per}, loss {total / seen:.4f}, {time.time() - began:.0f} s", flush=True)
                save(epoch, n + 1)
        done = 0
        was = mean.put(net)
        torch.save({"net": net.state_dict()}, a.out + ".mean")
        show(f"epoch {epoch + 1}, loss {total / max(1, seen):.4f}, {time.time() - began:.0f} s, aside", judge(net.cpu(), tok, aside, a.size, bf16=a.bf16))
        more.show(net, tok, a.size)
        net.to(device).load_state_dict({**net.state_dict(), **was})
        save(epoch + 1, 0)


def train_head(a, net, tok, items, aside):
    """Trains the head alone, on vectors that are computed once: its links need more rounds than the encoder can bear."""
    kept, began = [], time.time()
    net.eval()
    with torch.no_grad():
        for ids, mask, y, weight, at, tied, _ in batches(tok, items, a.size, True, a.seed, a.pieces):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=a.bf16):
                x = net(ids, mask)
            kept.append((x.to(torch.bfloat16), y, weight, at, tied))
            if len(kept) % 50 == 0:
                print(f"  {len(kept)} batches of vectors, {time.time() - began:.0f} s", flush=True)
    params = [{"params": [w], "lr": (5e-3 if w.dim() == 1 or "place" in n else 1e-3), "weight_decay": 0.01} for n, w in net.attribution.named_parameters()]
    opt = torch.optim.AdamW(params)
    steps = a.head_epochs * len(kept)
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: max(0.02, 1 - s / steps))
    mean = Mean(net.attribution, 0.995)
    rare = torch.tensor([1.5, 1.5, 1.0, 2.0])
    bce = torch.nn.functional.binary_cross_entropy_with_logits
    rng = random.Random(a.seed)
    for epoch in range(a.head_epochs):
        net.attribution.train()
        rng.shuffle(kept)
        total = 0.0
        for x, y, weight, at, tied in kept:
            x = x.float()
            loss = (bce(net.attribution(x), y, reduction="none") * rare * weight[..., None]).sum() / weight.sum()
            if tied is not None:
                inside = weight[at[:, 0]][..., None]
                loss = loss + a.links * (bce(net.attribution.links(x, at), tied, reduction="none") * inside).sum() / len(at) / 50
            opt.zero_grad()
            loss.backward()
            opt.step(); plan.step(); mean.take(net.attribution)
            total += loss.item()
        print(f"  head, epoch {epoch + 1}, loss {total / len(kept):.4f}, {time.time() - began:.0f} s", flush=True)
    mean.put(net.attribution)
    torch.save({"net": net.state_dict()}, a.out)
    show("head, aside", judge(net, tok, aside, a.size, bf16=a.bf16))


if __name__ == "__main__":
    main()
