#!/usr/bin/env python3
"""Trains the attribution head with the encoder under it.

    python attribution.py --model FOLDER --data polnear/train --out FILE.pt [--unlabelled CORPORA --taught FILE.npz]   # encoder and head, then the head alone
    python attribution.py --model FOLDER --load FILE.pt ... --data polnear/train --unlabelled CORPORA --write FILE.npz   # odds for a student
    python attribution.py --model FOLDER --load FILE.pt ... --data polnear/train --only-aside       # figures

A tenth of the documents, by a hash of their names, is kept aside to choose by. Teachers
are larger models trained in the same way, each without a part of the documents; they write their odds of each piece of news that
has no annotations, together, and of the documents that each has not seen, alone. A student of the same vocabulary learns these
beside what is annotated. Checkpoints are written every few minutes
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
import taught
import unlabelled
import windows
from network import CUE, RARE, ROLES, Reader, bce, load, quick_dropout, round_words, vectors


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


def f1(tp, fp, fn):
    return 2 * tp / max(1, 2 * tp + fp + fn)


def attributions_of(nets, x, odds, n):
    """The attributions of one window: from each place where a cue begins, its pieces by role."""
    at = torch.nonzero(odds[1:n + 1, ROLES] > 0).flatten() + 1
    if len(at) == 0:
        return []
    where = torch.stack([torch.zeros_like(at), at], 1).to(x[0].device)
    own = torch.stack([net.attribution.links(v[None], where) for net, v in zip(nets, x)]).mean(0)[:, 1:n + 1] > 0
    return [(int(i) - 1, o) for i, o in zip(at, own.cpu().numpy())]


@torch.no_grad()
def judge(nets, tok, items, a, device):
    """Token figures as the papers print them (tokens: pieces that begin a word), of labels and of linked attributions; of the mean of several networks."""
    for net in nets:
        net.eval().to(device)
    flat, linked = np.zeros((3, ROLES)), np.zeros((3, ROLES))
    whole = np.zeros(3)
    odds_of = {}
    own_of = {}
    spans = {}
    for ids, mask, _, _, _, _, g in batches(tok, items, a.size, False, 0):
        x = [vectors(net, ids, mask, a, device) for net in nets]
        odds = torch.stack([net.attribution(v) for net, v in zip(nets, x)]).mean(0).cpu()
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
            for at, own in attributions_of(nets, [v[i] for v in x], odds[i], n):
                if mine[at]:
                    o = np.zeros((len(p.ids), ROLES), dtype=bool)
                    o[win.begin:win.end] = own
                    spans[k].append((win.begin + at, o))
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
    p.add_argument("--load", nargs="+", help="networks made before; of several the mean of what they say")
    p.add_argument("--start", help="a network made before, from which training goes on")
    p.add_argument("--layers", type=int, default=0, help="grow that network to so many layers")
    p.add_argument("--words", type=int, help="round the vectors of its pieces to so many bits, and train them no further")
    p.add_argument("--fold", type=int, help="leave out this part of the documents, of --folds, by a hash of their names")
    p.add_argument("--folds", type=int, default=4)
    p.add_argument("--write", help="write what this model says of the texts without annotations, for a student")
    p.add_argument("--figures", help="write the figures of --only-aside as JSON, for the card")
    p.add_argument("--resume", action="store_true")
    p.add_argument("--only-aside", action="store_true")
    p.add_argument("--unlabelled", help="folder of the corpora of which texts without annotations are taken")
    p.add_argument("--taught", help="teachers' odds of texts, as --write with --unlabelled makes them")
    p.add_argument("--taught-share", type=float, default=0.5, help="share of their windows that is drawn in a round")
    p.add_argument("--taught-links", type=float, default=1, help="weight of their links in the loss")
    p.add_argument("--taught-names", type=float, default=0.5, help="weight of their names in the loss")
    p.add_argument("--trust", type=float, default=0.5, help="weight of what the teachers say of the annotated documents; of the annotations the rest")
    p.add_argument("--silver", help="names of the same texts, as hearsay fit names writes them")
    p.add_argument("--gum", help="folder of GUM")
    p.add_argument("--lgl", help="LGL's file")
    p.add_argument("--epochs", type=float, default=3, help="rounds over everything; the last may be a part of one")
    p.add_argument("--head-epochs", type=int, default=6, help="rounds of the head alone, after those")
    p.add_argument("--rate", type=float, default=2e-4)
    p.add_argument("--decay", type=float, default=0.9, help="of the rate from a layer to the one below")
    p.add_argument("--size", type=int, default=20)
    p.add_argument("--pieces", type=int, default=190)
    p.add_argument("--overlap", type=int, default=64)
    p.add_argument("--links", type=float, default=1.5, help="weight of the links in the loss: of the sum over the pieces of a window, for a cue, by fifty")
    p.add_argument("--names", type=float, default=1.0, help="weight of the names in the loss")
    p.add_argument("--renamed", type=float, default=0.5, help="share of the documents that have other names in a round")
    p.add_argument("--bf16", action="store_true", help="products of matrices in bfloat16: half the time where the processor has them")
    p.add_argument("--docs", type=int, help="so many documents alone, for a trial")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=os.cpu_count())
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tok = AutoTokenizer.from_pretrained(a.model)
    nets = []
    # Nothing of the attention is dropped, and on a processor it is computed step by step: two fifths of the time of a round, which went into drawing what to drop.
    config = {"attention_probs_dropout_prob": 0.0}
    if device == "cpu":
        config["attn_implementation"] = "eager"
    if a.start:
        nets.append(load(a.model, a.start, a.layers, **config))
        if a.words:
            round_words(nets[0], a.words)
    else:
        for path in a.load or [None]:
            nets.append(load(a.model, path, **config) if path else Reader(a.model, **config))
    net = nets[0]
    if device == "cpu":
        quick_dropout(net)
    docs = list(polnear.read(a.data))[:a.docs]
    if a.write:
        # Of annotated documents each teacher is asked about those that it has not seen.
        own = {d.name: polnear.fold(d.name, a.folds) for d in docs if not polnear.aside(d.name)}
        taught.write(nets, tok, list(unlabelled.read(a.unlabelled))[:a.docs] + [d for d in docs if d.name in own], a.size, a, device, own.get)
        return
    aside = encode(tok, [d for d in docs if polnear.aside(d.name)], a.pieces, a.overlap)
    if a.only_aside:
        figures = judge(nets, tok, aside, a, device)
        show("figures", figures)
        if a.figures:
            more = Names(a, tok, docs)
            more.show(net, tok, device)
            save_figures(a.figures, figures, docs, len(taught.Taught(a, tok).items), more.figures(net, tok, device))
        return
    items = encode(tok, [d for d in docs if not polnear.aside(d.name) and (a.fold is None or polnear.fold(d.name, a.folds) != a.fold)], a.pieces, a.overlap)
    if not a.load:
        train(a, net.to(device), tok, items, aside, device, Names(a, tok, docs), taught.Taught(a, tok, [it[0] for it in items]))
        net.load_state_dict(torch.load(a.out + ".mean", weights_only=True)["net"])  # the mean, not the last
    if a.head_epochs:
        train_head(a, net.to(device), tok, items, aside, device)
    torch.save({"net": net.cpu().state_dict()}, a.out + ".new")
    os.replace(a.out + ".new", a.out)  # what is there is whole: train.sh asks for no pass again that has left its file


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

    def figures(self, net, tok, device):
        return {label: {k: round(float(f), 3) for k, f in zip((*names.KINDS, "begins"), names.judge(net, tok, items, self.a.size, device)) if f > 0}
                for label, items in self.aside.items()}

    def show(self, net, tok, device):
        for label, of in self.figures(net, tok, device).items():
            print(f"  names of {label}: " + " ".join(f"{k} {f:.3f}" for k, f in of.items()), flush=True)


def groups(net, a):
    """Parameters with a rate of their own for each layer, the lower the less."""
    n = net.encoder.config.num_hidden_layers
    out = []
    for name, w in net.named_parameters():
        if not w.requires_grad:
            continue
        depth = n + 1
        if name.startswith("encoder.embeddings"):
            depth = 0
        elif ".layer." in name:
            depth = 1 + int(name.split(".layer.")[1].split(".")[0])
        rate = a.rate * a.decay ** (n - depth)
        if depth > n:  # a head begins with nothing: its weights have far to go, what is added to all odds the farthest
            rate = (1e-2 if w.dim() == 1 or "place" in name else 1e-3) * (0.25 if a.start else 1)
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
        now = net.state_dict()
        torch._foreach_lerp_(list(self.w.values()), [now[n] for n in self.w], 1 - k)

    def put(self, net):
        """Puts the mean into the network; returns what was there."""
        was = {n: t.detach().clone() for n, t in net.state_dict().items() if n in self.w}
        net.load_state_dict({**net.state_dict(), **self.w})
        return was


def train(a, net, tok, items, aside, device, more, teachers):
    of = groups(net, a)
    opt, rates = torch.optim.AdamW(of), [g["lr"] for g in of]
    per = len(windows.groups([it[1] for it in items], a.size, 0, a.pieces)) + len(list(more.batches(tok, a.size, 0, a.pieces))) + len(list(teachers.batches(tok, a.size, 0, a.pieces, a.taught_share)))
    steps = int(a.epochs * per)
    warm = max(1, steps // 16)
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min((s + 1) / warm, max(0.02, 1 - s / steps)))
    mean = Mean(net, 0.998)
    first, done, state, began = 0, 0, a.out + ".state", time.time()
    if a.resume and os.path.exists(state):
        s = torch.load(state, weights_only=True)
        net.load_state_dict(s["net"]); opt.load_state_dict(s["opt"]); plan.load_state_dict(s["plan"])
        first, done, mean.w, mean.seen = s["epoch"], s["done"], s["mean"], s["seen"]
        torch.set_rng_state(s["rng"])
        for g, rate in zip(opt.param_groups, rates):
            g["initial_lr"] = rate
        plan.base_lrs = rates

    saved = began

    def save(epoch, done):
        nonlocal saved
        if time.time() - saved < 180:
            return
        saved = time.time()
        torch.save({"net": net.state_dict(), "opt": opt.state_dict(), "plan": plan.state_dict(), "mean": mean.w, "seen": mean.seen,
                    "epoch": epoch, "done": done, "rng": torch.get_rng_state()}, state + ".new")
        os.replace(state + ".new", state)

    rare = torch.tensor(RARE, device=device)
    for epoch in range(first, math.ceil(a.epochs)):
        net.train()
        total, seen = 0.0, 0
        seed = a.seed * 1000 + epoch
        mine, silver = drawn(a, tok, items, more, epoch)
        texts = {it[0].name: it[0].text for it in items}
        mixed = list(batches(tok, mine, a.size, True, seed, a.pieces)) + list(more.batches(tok, a.size, seed, a.pieces)) + list(teachers.batches(tok, a.size, seed, a.pieces, a.taught_share))
        random.Random(seed).shuffle(mixed)
        for n, b in enumerate(mixed):
            if n < done:
                continue
            if epoch * per + n >= steps:
                break
            x = vectors(net, b[0], b[1], a, device)
            if len(b) == 4:
                loss = a.names * names.loss(net.names(x), b[2].to(device), b[3].to(device))
            elif len(b) == 3:
                loss = taught.loss(a, net, x, b[2])
            else:
                y, weight, at, tied, g = b[2].to(device), b[3].to(device), b[4], b[5], b[6]
                # Of a document with other names the teachers have said nothing.
                of = [(None if mine[k][0].text != texts[mine[k][0].name] else teachers.mine.get(mine[k][0].name), mine[k][1].windows[w]) for k, w in g]
                doubt = torch.tensor([a.trust if o else 0.0 for o, _ in of], device=device)[:, None, None]
                loss = ((1 - doubt) * bce(net.attribution(x), y) * rare * weight[..., None]).sum() / weight.sum()
                if tied is not None:
                    at, tied = at.to(device), tied.to(device)
                    inside = weight[at[:, 0]][..., None] * (1 - doubt[at[:, 0]])
                    loss = loss + a.links * (bce(net.attribution.links(x, at), tied) * inside).sum() / len(at) / 50
                if doubt.any():
                    told_ = taught.told(of, b[0].shape)
                    loss = loss + a.trust * told_[2].sum().item() / weight.sum() * taught.loss(a, net, x, told_)
                if silver:
                    known = named(mine, silver, g, b[0].shape)
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
        show(f"epoch {epoch + 1}, loss {total / max(1, seen):.4f}, {time.time() - began:.0f} s, aside", judge([net], tok, aside, a, device))
        more.show(net, tok, device)
        net.load_state_dict({**net.state_dict(), **was})
        save(epoch + 1, 0)


def train_head(a, net, tok, items, aside, device):
    """Trains the head's links alone, on vectors that are computed once: they need more rounds than the encoder can bear. The labels stay as the teachers left them."""
    kept, began = [], time.time()
    net.eval()
    with torch.no_grad():
        for ids, mask, y, weight, at, tied, _ in batches(tok, items, a.size, True, a.seed, a.pieces):
            x = vectors(net, ids, mask, a, device)
            kept.append((x.to(torch.bfloat16), y, weight, at, tied))
            if len(kept) % 50 == 0:
                print(f"  {len(kept)} batches of vectors, {time.time() - began:.0f} s", flush=True)
    params = [{"params": [w], "lr": (5e-3 if w.dim() == 1 or "place" in n else 1e-3), "weight_decay": 0.01} for n, w in net.attribution.named_parameters() if not n.startswith("labels")]
    opt = torch.optim.AdamW(params)
    steps = a.head_epochs * len(kept)
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: max(0.02, 1 - s / steps))
    mean = Mean(net.attribution, 0.995)
    rare = torch.tensor(RARE, device=device)
    rng = random.Random(a.seed)
    for epoch in range(a.head_epochs):
        net.attribution.train()
        rng.shuffle(kept)
        total = 0.0
        for x, y, weight, at, tied in kept:
            x, y, weight = x.float(), y.to(device), weight.to(device)
            loss = (bce(net.attribution(x), y) * rare * weight[..., None]).sum() / weight.sum()
            if tied is not None:
                at, tied = at.to(device), tied.to(device)
                inside = weight[at[:, 0]][..., None]
                loss = loss + a.links * (bce(net.attribution.links(x, at), tied) * inside).sum() / len(at) / 50
            opt.zero_grad()
            loss.backward()
            opt.step(); plan.step(); mean.take(net.attribution)
            total += loss.item()
        print(f"  head, epoch {epoch + 1}, loss {total / len(kept):.4f}, {time.time() - began:.0f} s", flush=True)
    mean.put(net.attribution)
    show("head, aside", judge([net], tok, aside, a, device))


if __name__ == "__main__":
    main()
