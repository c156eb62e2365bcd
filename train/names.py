"""Names of persons, organizations and places, from corpora that each tell a part of it.

GUM (documents that are not news, which the figures are printed on) tells all three kinds. LGL tells places alone.
Of PolNeAR's texts the program's own names are taken, as its rules and the small pipeline find them, where the
two agree; a head that learns from them beside the others becomes better than they are, as
their errors are not regular.
"""
import dataclasses
import glob
import hashlib
import json
import os
import re

import numpy as np
import torch

import windows

KINDS = ("person", "organization", "place")
LABELS = len(KINDS) + 1  # and whether a name begins


@dataclasses.dataclass
class Document:
    name: str
    text: str
    names: list   # (begin, end in code points, kind); kind "unsure": nothing is known of these characters
    knows: tuple  # the kinds of which all names are given


def read_silver(path, texts):
    """Names of texts {name: text}, from the JSON that the program wrote of them."""
    with open(path) as f:
        of = json.load(f)
    for name, text in texts.items():
        yield Document(name, text, [(n["Start"], n["End"], n["Kind"]) for n in of.get(name + ".txt", [])], KINDS)


_TOPONYM = re.compile(r"<toponym>\s*<start>(\d+)</start>\s*<end>(\d+)</end>\s*<phrase>(.*?)</phrase>", re.S)
_PEOPLE = re.compile(r"(?:[iy]ans?|ricans?|ese|ish|eli|aqi|stani|ioans)$")


def read_lgl(path):
    """The articles of LGL (or TR-News), with their toponyms."""
    with open(path, encoding="utf8") as f:
        whole = f.read()
    for m in re.finditer(r"<article docid=\"(.*?)\">(.*?)</article>", whole, re.S):
        body = m[2]
        t = re.search(r"<text>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</text>", body, re.S)
        if not t:
            continue
        text, names = t[1], []
        for start, end, phrase in _TOPONYM.findall(body):
            a, b = int(start), int(end)
            if text[a:b] != phrase:  # some are off by a few characters
                a = text.find(phrase, max(0, a - 12))
                if a < 0:
                    continue
                b = a + len(phrase)
            # "Canadian" is counted as a place in some articles and not in others.
            names.append((a, b, "unsure" if _PEOPLE.search(phrase) and " " not in phrase else "place"))
        yield Document(m[1], text, names, ("place",))


# The same list as the program's figures go by.
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "internal", "score", "titles.txt")) as _f:
    _TITLES = set(_f.read().split())
_JOIN = {"person": {"de", "al", "bin", "van", "von", "la", "der", "ibn", "el", "di", "da", "-", "ben"}, "organization": {"of", "the", "and", "for", "&", "on", "-", "de", "in"},
         "place": {"of", "the", "-", "de", "and", "la", "al", "el"}}


def read_gum(folder, genre):
    """Documents of some genres, by a function of the name; their text is put together from the tokens."""
    for path in sorted(glob.glob(os.path.join(folder, "*.conllu"))):
        name = os.path.basename(path)[:-len(".conllu")]
        if genre(name.split("_")[1]):
            yield _gum(path, name)


def _gum(path, name):
    text, tokens, mentions, open_ = "", [], [], []
    space, multi, base = "", 0, 0
    with open(path, encoding="utf8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# newpar") and not line.startswith("# newpar_") and text:
                space = "\n\n"
            if not line or line[0] == "#":
                continue
            c = line.split("\t")
            after = "" if "SpaceAfter=No" in c[9] else " "
            if "-" in c[0]:
                multi, multi_after = int(c[0].split("-")[1]), after
                text += space
                space = ""
                continue
            if "." in c[0]:
                continue
            text += space
            at = len(text)
            text += c[1]
            space = after
            if multi:
                space = ""
                if int(c[0]) == multi:
                    space, multi = multi_after, 0
            if c[0] == "1":
                base = len(tokens)
            tokens.append((at, len(text), c[1], c[3], c[4], base + int(c[6]) - 1 if c[6] not in ("0", "_") else -1))
            e = re.search(r"(?:^|\|)Entity=([^|]*)", c[9])
            if e:
                for part in re.findall(r"\([^()]*\)?|[^()]*\)", e[1]):
                    if part[0] == "(":
                        f_ = part.strip("()").split("-")
                        open_.append((f_[0], f_[1], len(tokens) - 1))
                        if part[-1] != ")":
                            continue
                        key = f_[0]
                    else:
                        key = part[:-1]
                    for i in range(len(open_) - 1, -1, -1):
                        if open_[i][0] == key:
                            o = open_.pop(i)
                            mentions.append((o[1], o[2], len(tokens)))
                            break
    names = {}
    for kind, first, end in mentions:
        if kind not in KINDS:
            continue
        head = next((i for i in range(first, end) if not first <= tokens[i][5] < end), first)
        if tokens[head][4] not in (("NNP",) if kind == "person" else ("NNP", "NNPS")) or not tokens[head][2][:1].isupper():
            continue

        def capital(i):
            return first <= i < end and tokens[i][2][:1].isupper() and tokens[i][3] in ("PROPN", "ADJ", "NOUN", "VERB")

        a, b = head, head + 1
        while capital(a - 1) or a - 2 >= first and tokens[a - 1][2].lower() in _JOIN[kind] and capital(a - 2):
            a -= 1
        while capital(b) or b + 1 < end and tokens[b][2].lower() in _JOIN[kind] and capital(b + 1) or b + 2 < end and tokens[b][2] == "of" and tokens[b + 1][2] == "the" and kind != "person" and capital(b + 2):
            b += 1
        if kind == "person":
            for i in range(b - 2, a - 1, -1):
                if tokens[i][2].lower() in _TITLES:
                    a = i + 1
                    break
        while a < b - 1 and (tokens[a][2].lower() == "the" or not tokens[a][2][:1].isupper()):
            a += 1
        if kind == "person" and tokens[b - 1][2].lower() in _TITLES:
            kind = "unsure"  # "the President"
        names[(tokens[a][0], tokens[b - 1][1])] = kind
    # Of names inside names the outermost counts.
    keep = [(a, b, k) for (a, b), k in names.items() if not any((c, d) != (a, b) and c <= a and b <= d for c, d in names)]
    return Document(name, text, sorted(keep), KINDS)


def label(doc, pieces):
    """For each piece the labels, and of which of them something is known."""
    n = len(pieces.ids)
    y, known = np.zeros((n, LABELS), dtype=np.float32), np.zeros((n, LABELS), dtype=np.float32)
    begins, ends = pieces.offsets[:, 0], pieces.offsets[:, 1]
    for k, kind in enumerate(KINDS):
        known[:, k] = kind in doc.knows
    known[:, -1] = len(doc.knows) == len(KINDS)
    for a, b, kind in doc.names:
        own = (begins >= a) & (ends <= b)
        if kind == "unsure":
            known[own] = 0
            continue
        if kind in KINDS:
            y[own, KINDS.index(kind)] = 1
            y[np.flatnonzero(own)[:1], -1] = 1
        elif kind == "other":
            continue
        known[own] = 1
    return y, known


@dataclasses.dataclass
class Item:
    """A document with its pieces."""
    doc: Document
    pieces: windows.Pieces
    y: np.ndarray
    known: np.ndarray


def encode(tok, docs, most, overlap):
    out = []
    for d in docs:
        p = windows.cut(tok, d.text, most, overlap)
        if len(p.ids):
            out.append(Item(d, p, *label(d, p)))
    return out


def aside(name, of=10):
    """Whether a document is kept aside for choosing; by a hash of its name."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % of == 0


def loss(odds, y, known):
    """Cross-entropy over what is known, by the pieces of which something is; that a name begins is rare."""
    rare = torch.tensor([1.0] * len(KINDS) + [2.0], device=odds.device)
    every = torch.nn.functional.binary_cross_entropy_with_logits(odds, y, reduction="none") * known * rare
    return every.sum() / (known.amax(-1) > 0).sum().clamp(min=1)


def batches(tok, items, size, seed, most, share=1.0):
    """Batches of a share of the windows, drawn anew for each seed: ids, mask, labels, what is known."""
    for g in windows.groups([i.pieces for i in items], size, seed, most, share):
        ids, mask = windows.ids(tok, [(items[k].pieces, w) for k, w in g])
        y, known = torch.zeros(*ids.shape, LABELS), torch.zeros(*ids.shape, LABELS)
        for i, (k, w) in enumerate(g):
            win = items[k].pieces.windows[w]
            n = win.end - win.begin
            y[i, 1:n + 1] = torch.from_numpy(items[k].y[win.begin:win.end])
            known[i, 1:n + 1] = torch.from_numpy(items[k].known[win.begin:win.end])
        yield ids, mask, y, known


@torch.no_grad()
def judge(net, tok, items, size, device):
    """F by piece of each kind."""
    net.eval()
    sums = np.zeros((3, LABELS))
    for ids, mask, y, known in batches(tok, items, size, None, None):
        got = (net.names(net(ids.to(device), mask.to(device))) > 0).float().cpu()
        for k in range(LABELS):
            a, b, w = got[..., k], y[..., k], known[..., k]
            sums[:, k] += [(a * b * w).sum(), (a * (1 - b) * w).sum(), ((1 - a) * b * w).sum()]
    return [2 * t / max(1, 2 * t + p + n) for t, p, n in sums.T]
