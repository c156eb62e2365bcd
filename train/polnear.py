"""Attributions of PolNeAR: source, cue and content spans, tied together.

The annotations are brat files: a line T is a span in code points of the text, in parts
where it is discontinuous; a line E ties spans into one attribution. Where a text has
several annotators, each is kept.
"""
import dataclasses
import glob
import hashlib
import os

ROLES = ("source", "cue", "content")


@dataclasses.dataclass
class Attribution:
    """One attribution: for each role its parts, (begin, end) in code points."""
    source: list
    cue: list
    content: list

    def spans(self, role):
        return getattr(self, ROLES[role])


@dataclasses.dataclass
class Document:
    name: str
    text: str
    annotators: list  # of lists of attributions, one list an annotator, in the order of their names


def read(folder):
    """Yields the documents of a split, such as polnear/train, that have annotations."""
    for path in sorted(glob.glob(os.path.join(folder, "text", "*.txt"))):
        with open(path, encoding="utf8", newline="") as f:
            text = f.read()
        name = os.path.basename(path)[:-4]
        stem = glob.escape(os.path.join(folder, "attributions", name))
        annotators = [_attributions(p) for p in sorted(glob.glob(stem + "_*.ann"))]
        if annotators:
            yield Document(name, text, annotators)


def _attributions(path):
    spans, ties = {}, []
    with open(path, encoding="utf8", newline="\n") as f:
        for line in f:
            cols = line.rstrip("\n").split("\t")
            if len(cols) < 2 or not cols[0]:
                continue  # a span's text went on over a line end
            if cols[0][0] == "T":
                kind, places = cols[1].split(" ", 1)
                if kind.lower() in ROLES:
                    spans[cols[0]] = (kind.lower(), [tuple(map(int, p.split())) for p in places.split(";")])
            elif cols[0][0] == "E":
                ties.append([part.split(":")[1] for part in cols[1].split() if ":" in part])
    out = []
    for ids in ties:
        a = Attribution([], [], [])
        for i in ids:
            if i in spans:
                kind, parts = spans[i]
                getattr(a, kind).extend(parts)
        if a.cue or a.content:
            for role in ROLES:
                getattr(a, role).sort()
            out.append(a)
    return out


def aside(name, of=10):
    """Whether a document of train is kept aside for choosing; by a hash of its name."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % of == 0


def fold(name, of):
    """Which of so many parts a document is of; by a hash of its name that is not that of aside."""
    return int(hashlib.sha1(("fold " + name).encode()).hexdigest(), 16) % of
