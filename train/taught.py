"""What teachers say, for a student of the same vocabulary: of texts without annotations all of them together, of annotated ones each of those that it has not seen."""
import time

import numpy as np
import torch

import names
import unlabelled
import windows
from network import RARE, ROLES, bce, vectors

# A file of odds holds them in halves, of links in steps of two, those that are surer than that alike: finer steps teach little, and it is small enough to be kept.
MOST, STEPS = 6, 2


def _steps(odds, coarse=1):
    return (np.round(np.clip(odds, -MOST, MOST) * STEPS / coarse) * coarse).astype(np.int8)


@torch.no_grad()
def write(nets, tok, docs, size, a, device, own):
    """What teachers say, on the mean, of each piece of texts: labels, names, and what belongs to each place where a cue may begin.
    own: the name of a document to the index of the one teacher that may be asked, or None for all."""
    for net in nets:
        net.eval().to(device)
    out, began = {}, time.time()
    items = [(d, windows.cut(tok, d.text, a.pieces, a.overlap // 2)) for d in docs]
    of = {}
    for d, p in items:
        of.setdefault(own(d.name), []).append((d, p))
    for which, part in of.items():
        asked = nets if which is None else [nets[which]]
        labels = [np.zeros((len(p.ids), ROLES + 1), dtype=np.float32) for _, p in part]
        named_ = [np.zeros((len(p.ids), names.LABELS), dtype=np.float32) for _, p in part]
        links = [[] for _ in part]
        owner = [windows.owners(p) for _, p in part]
        for n, g in enumerate(windows.groups([p for _, p in part], size)):
            ids, mask = windows.ids(tok, [(part[k][1], w) for k, w in g])
            x = [vectors(net, ids, mask, a, device) for net in asked]
            got = torch.stack([net.attribution(v) for net, v in zip(asked, x)]).mean(0)
            name = torch.stack([net.names(v) for net, v in zip(asked, x)]).mean(0).cpu().numpy()
            begins = got[..., ROLES].cpu().numpy()
            at = []
            for i, (k, w) in enumerate(g):
                win = part[k][1].windows[w]
                mine = owner[k][win.begin:win.end] == w
                at += [(i, int(j) + 1) for j in np.flatnonzero(mine & (begins[i, 1:win.end - win.begin + 1] > -1))]
            if at:
                where = torch.tensor(at, device=device)
                tied = torch.stack([net.attribution.links(v, where) for net, v in zip(asked, x)]).mean(0).cpu().numpy()
            got = got.cpu().numpy()
            for i, (k, w) in enumerate(g):
                win = part[k][1].windows[w]
                mine = owner[k][win.begin:win.end] == w
                labels[k][win.begin:win.end][mine] = got[i, 1:win.end - win.begin + 1][mine]
                named_[k][win.begin:win.end][mine] = name[i, 1:win.end - win.begin + 1][mine]
            for (i, j), t in zip(at, tied if at else ()):
                k, w = g[i]
                win = part[k][1].windows[w]
                links[k].append((win.begin + j - 1, win.begin, win.end, _steps(t[1:win.end - win.begin + 1], 4)))
            if n % 200 == 199:
                print(f"  odds of {n + 1} batches, {time.time() - began:.0f} s", flush=True)
        for (d, p), l, m, t in zip(part, labels, named_, links):
            t.sort(key=lambda x: x[0])
            out[d.name] = (_steps(l), _steps(m), np.array([x[:3] for x in t], dtype=np.int32).reshape(-1, 3),
                           np.concatenate([x[3] for x in t]) if t else np.zeros((0, ROLES), dtype=np.int8))
    # The texts one behind the other, label by label, as that is the smallest.
    whole = {part: np.ascontiguousarray(np.concatenate([o[i] for o in out.values()]).T) for i, part in enumerate(Odds.PARTS)}
    np.savez_compressed(a.write, texts=np.array(list(out)), pieces=[len(o[0]) for o in out.values()], places=[len(o[2]) for o in out.values()], **whole)


class Taught:
    """Texts with teachers' odds of their pieces: those without annotations, and those of PolNeAR."""

    def __init__(self, a, tok, docs=()):
        self.items, self.mine = [], {}
        if not a.taught:
            return
        held = Odds.read(a.taught)
        for d in [*unlabelled.read(a.unlabelled), *docs]:
            o = held.get(d.name)
            if o is None:
                continue
            p = windows.cut(tok, d.text, a.pieces, a.overlap)
            if len(o.labels) != len(p.ids):
                raise SystemExit(f"{d.name}: the teachers have {len(o.labels)} pieces, the student {len(p.ids)}: their vocabularies differ")
            if hasattr(d, "annotators"):
                self.mine[d.name] = o
            else:
                self.items.append((p, o))

    def batches(self, tok, size, seed, most, share):
        """Batches of a share of the windows: ids, mask, and what the teachers say of them."""
        for g in windows.groups([p for p, _ in self.items], size, seed, most, share):
            ids, mask = windows.ids(tok, [(self.items[k][0], w) for k, w in g])
            yield ids, mask, told([(self.items[k][1], self.items[k][0].windows[w]) for k, w in g], ids.shape)


class Odds:
    """Of a text: odds of the labels and the names of its pieces, and of what belongs to each place where a cue may begin."""

    PARTS = ("labels", "names", "cues", "links")

    def __init__(self, labels, named_, cues, links):
        self.labels, self.names = labels, named_
        self.links, at = [], 0
        for cue, begin, end in cues:
            self.links.append((int(cue), int(begin), int(end), links[at:at + end - begin]))
            at += end - begin

    @staticmethod
    def read(path):
        """The odds of each text of a file, by its name."""
        out, piece, place, link = {}, 0, 0, 0
        with np.load(path) as f:
            labels, named_, cues, links = (np.ascontiguousarray(f[part].T) for part in Odds.PARTS)
            for name, pieces, places in zip(f["texts"], f["pieces"], f["places"]):
                c = cues[place:place + places]
                n = int((c[:, 2] - c[:, 1]).sum())
                out[str(name)] = Odds(labels[piece:piece + pieces], named_[piece:piece + pieces], c, links[link:link + n])
                piece, place, link = piece + pieces, place + places, link + n
        return out


def told(of, shape):
    """What teachers say of windows, [(Odds or None, Window)]: odds of labels, of names, weight, anchors, odds of links, and of which something is known."""
    odds, name, weight = torch.zeros(*shape, ROLES + 1), torch.zeros(*shape, names.LABELS), torch.zeros(*shape)
    anchors, tied, known = [], [], []
    for i, (o, win) in enumerate(of):
        if o is None:
            continue
        n = win.end - win.begin
        odds[i, 1:n + 1] = torch.from_numpy(o.labels[win.begin:win.end].astype(np.float32)) / STEPS
        name[i, 1:n + 1] = torch.from_numpy(o.names[win.begin:win.end].astype(np.float32)) / STEPS
        weight[i, 1:n + 1] = 1
        for cue, begin, end, links in o.links:
            if win.begin <= cue < win.end:
                a, b = max(begin, win.begin), min(end, win.end)
                z, k = torch.zeros(shape[1], ROLES), torch.zeros(shape[1])
                z[a - win.begin + 1:b - win.begin + 1] = torch.from_numpy(links[a - begin:b - begin].astype(np.float32)) / STEPS
                k[a - win.begin + 1:b - win.begin + 1] = 1
                anchors.append((i, cue - win.begin + 1)); tied.append(z); known.append(k)
    at = torch.tensor(anchors, dtype=torch.long).reshape(-1, 2)
    return odds, name, weight, at, torch.stack(tied) if tied else None, torch.stack(known) if tied else None


def loss(a, net, x, told_):
    """The loss by what teachers say; names as far as they are asked for."""
    odds, name, weight, at, tied, known = (None if t is None else t.to(x.device) for t in told_)
    rare = torch.tensor(RARE, device=x.device)
    seen = weight.sum().clamp(min=1)
    loss = (bce(net.attribution(x), torch.sigmoid(odds)) * rare * weight[..., None]).sum() / seen
    if a.taught_names:
        loss = loss + a.taught_names * (bce(net.names(x), torch.sigmoid(name)) * weight[..., None]).sum() / seen
    if tied is not None and a.taught_links:
        # A cue of which the teachers are not sure counts as far as they are.
        sure = torch.sigmoid(odds[at[:, 0], at[:, 1], ROLES])
        each = (bce(net.attribution.links(x, at), torch.sigmoid(tied)) * known[..., None]).sum((1, 2))
        loss = loss + a.taught_links * (each * sure).sum() / sure.sum().clamp(min=1) / 50
    return loss
