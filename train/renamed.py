"""The same reports with other people and places in them, so that what is learned hangs on how
a report is written, not on who is in it: the corpus with attributions is about the politics of one
country, and reports from everywhere are to be read.

Names come from the program's own lists: persons from its list of actors, places from its gazetteer.
A name that occurs again is replaced by the same other one.
"""
import bisect
import os
import re

import names

_ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "internal")
_WORD = re.compile(r"\w[\w’'.-]*")  # of a name


def _lines(*path):
    with open(os.path.join(_ROOT, *path), encoding="utf8") as f:
        for line in f:
            if line.strip() and line[0] != "#":
                yield line.rstrip("\n").split("\t")


class Pool:
    """Names to choose from. ordinary: words in lower case that are no part of a person's name."""

    def __init__(self, ordinary):
        self.persons, self.places = [], []
        for c in _lines("reading", "entity", "data", "petrarch.tsv"):
            w = c[0].split()
            if len(w) == 2 and len(c[1]) > 3 and all(len(x) > 2 and x.isalpha() and x not in ordinary and x != "inc" for x in w):
                self.persons.append(tuple(x.capitalize() for x in w))
        for c in _lines("gazetteer", "countries.tsv"):
            self.places += [c[4], c[8]]
        for c in _lines("gazetteer", "areas.tsv"):
            self.places.append(c[0])
        self.places = sorted({p for p in self.places if p})


class Renamer:
    """Other names for those of one text."""

    def __init__(self, pool, rng, share):
        self.pool, self.rng, self.share = pool, rng, share
        self.family, self.given, self.place = {}, {}, {}

    def _person(self, name):
        w = [x for x in _WORD.findall(name) if x not in ("Jr", "Jr.", "Sr", "Sr.", "II", "III")]
        if not w:
            return name
        first, last = w[0], w[-1]
        if len(w) == 1 and first in self.given:
            return self.given[first]
        if last not in self.family:
            self.family[last] = self.rng.choice(self.pool.persons)[1] if self.rng.random() < self.share else last
        if len(w) == 1:
            return self.family[last]
        if first not in self.given:
            self.given[first] = self.rng.choice(self.pool.persons)[0] if self.family[last] != last else first
        return self.given[first] + " " + self.family[last]

    def __call__(self, name, kind):
        if kind == "person":
            return self._person(name)
        if name not in self.place:
            self.place[name] = self.rng.choice(self.pool.places) if self.rng.random() < self.share else name
        return self.place[name]


def rename(text, spans, renamer):
    """The text with other names, and a function that brings an offset over (inside a name: to its end). spans: (begin, end, kind)."""
    out, befores, afters, at = "", [0], [0], 0
    for b, e, kind in sorted(spans):
        name = text[b:e]
        if kind not in ("person", "place") or b < at or not name[:1].isupper() or name.isupper() and kind == "place":
            continue
        out += text[at:b]
        bare = name.removesuffix("’s").removesuffix("'s")
        to = renamer(bare, kind) + name[len(bare):] if "\n" not in name else name
        befores += [b, e]
        afters += [len(out), len(out) + len(to)]
        out += to
        at = e
    out += text[at:]

    def over(x, end=False):
        i = bisect.bisect_right(befores, x) - 1
        if befores[i] == x:
            # A name right behind another begins where that one ends.
            return afters[i]
        if i % 2 == 1:  # inside a name
            return afters[i + 1]
        return afters[i] + x - befores[i]

    return out, over


def attributions(d, spans, renamer):
    """A document of PolNeAR with other names; also a names.Document of it, whose names are spans."""
    text, over = rename(d.text, spans, renamer)
    annotators = [[type(a)(*([(over(b), over(e)) for b, e in a.spans(r)] for r in range(3))) for a in of] for of in d.annotators]
    return type(d)(d.name, text, annotators), names.Document(d.name, text, [(over(b), over(e), k) for b, e, k in spans], names.KINDS)


def named(d, renamer):
    """A names.Document with other names."""
    text, over = rename(d.text, d.names, renamer)
    return names.Document(d.name, text, [(over(b), over(e), k) for b, e, k in d.names], d.knows)


def ordinary(texts):
    """Words that stand in lower case in some text."""
    out = set()
    for t in texts:
        out.update(re.findall(r"\b[a-z]+\b", t))
    return out
