"""Windows of whole sentences over the pieces of a text, with overlap.

A window holds at most so many pieces; no sentence is cut unless it is longer than a
window. Each piece is judged in the window in which it stands farthest from an edge.
"""
import dataclasses
import random
import re

import numpy as np
import torch

# A sentence ends at a line end, or at a mark with closing quotes behind it before a space.
_END = re.compile(r"\n+|(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")


@dataclasses.dataclass
class Window:
    begin: int  # pieces of the text
    end: int


@dataclasses.dataclass
class Pieces:
    ids: np.ndarray      # of the vocabulary
    offsets: np.ndarray  # (n, 2) code points
    sentence: np.ndarray  # which sentence each is of
    bounds: list          # first piece and end of each sentence, of a long one of its parts
    windows: list

    def cover(self, most, overlap, lead=None):
        """Windows of at most so many pieces; the first one of at most lead, so that in training a
        sentence stands now here, now there."""
        out, first, bounds = [], 0, self.bounds
        while first < len(bounds):
            room = most if out or lead is None else lead
            last = first
            while last + 1 < len(bounds) and bounds[last + 1][1] - bounds[first][0] <= room:
                last += 1
            out.append(Window(bounds[first][0], bounds[last][1]))
            if last + 1 >= len(bounds):
                break
            nxt = last + 1
            while nxt - 1 > first and bounds[last][1] - bounds[nxt - 1][0] <= overlap:
                nxt -= 1
            first = nxt
        return out


def cut(tokenizer, text, most, overlap):
    """Pieces of a text and the windows over them; overlap is in pieces, at least, where sentences allow."""
    e = tokenizer(text, return_offsets_mapping=True, add_special_tokens=False, verbose=False)
    ids = np.array(e["input_ids"], dtype=np.int64)
    offsets = np.array(e["offset_mapping"], dtype=np.int64).reshape(-1, 2)
    ends = np.array([m.end() for m in _END.finditer(text)], dtype=np.int64)
    sentence = np.searchsorted(ends, offsets[:, 0], side="right") if len(ids) else np.zeros(0, dtype=np.int64)
    starts = [0] + [i for i in range(1, len(ids)) if sentence[i] != sentence[i - 1]] if len(ids) else []
    bounds = []
    for a, b in zip(starts, starts[1:] + [len(ids)]):
        while b - a > most:  # a sentence longer than a window
            bounds.append((a, a + most))
            a += most
        bounds.append((a, b))
    p = Pieces(ids, offsets, sentence, bounds, [])
    p.windows = p.cover(most, overlap)
    return p


def owners(pieces):
    """For each piece the window that judges it: the one in whose edges it is farthest."""
    best = np.full(len(pieces.ids), -1.0)
    own = np.zeros(len(pieces.ids), dtype=np.int64)
    for w, win in enumerate(pieces.windows):
        i = np.arange(win.begin, win.end)
        left = np.where(win.begin == 0, 1e9, i - win.begin)
        right = np.where(win.end == len(pieces.ids), 1e9, win.end - 1 - i)
        d = np.minimum(left, right)
        take = d > best[i]
        own[i[take]], best[i[take]] = w, d[take]
    return own


def groups(texts, size, seed=None, most=None, share=1.0):
    """Batches of windows, as lists of (text, window): of alike lengths together, and shuffled, unless seed is None. With most,
    the windows are cut anew first. A share below 1 draws so many of the windows."""
    rng = random.Random(seed)
    if most is not None:
        for p in texts:
            p.windows = p.cover(most, 24, rng.randint(most // 8, most))
    every = [(k, w) for k, p in enumerate(texts) for w in range(len(p.windows))]
    if seed is not None:
        rng.shuffle(every)
        every = every[:int(len(every) * share + 0.5)]
    chunk, out = size * 16, []
    for at in range(0, len(every), chunk):
        part = sorted(every[at:at + chunk], key=lambda x: texts[x[0]].windows[x[1]].end - texts[x[0]].windows[x[1]].begin)
        out += [part[i:i + size] for i in range(0, len(part), size)]
    if seed is not None:
        rng.shuffle(out)
    return out


def ids(tok, group):
    """Ids of the pieces of windows, each between the two special pieces, and the mask."""
    longest = max(p.windows[w].end - p.windows[w].begin for p, w in group) + 2
    out = torch.zeros(len(group), longest, dtype=torch.long) + (tok.pad_token_id or 0)
    mask = torch.zeros(len(group), longest, dtype=torch.long)
    for i, (p, w) in enumerate(group):
        win = p.windows[w]
        n = win.end - win.begin
        out[i, :n + 2] = torch.tensor([tok.cls_token_id, *p.ids[win.begin:win.end], tok.sep_token_id])
        mask[i, :n + 2] = 1
    return out, mask
