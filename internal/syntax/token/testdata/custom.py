#!/usr/bin/env python3
"""Write tokenizers made at random, and what spaCy's Tokenizer gives with them.

    python custom.py SEED COUNT OUT.json

OUT: [{"file": {prefix, suffix, infix, token, url: pattern or null, rules: {text: [[orth, norm], ...]}, faster},
       "texts": [[text, [[start, end, spaced, norm], ...]], ...]}, ...]; offsets in code points.
"""
import json, random, re, sys, warnings
import spacy
from spacy.symbols import NORM, ORTH
from spacy.tokenizer import Tokenizer
warnings.simplefilter("ignore")

PREFIX = ["^a", r"^\.", r"^\.\.+", "^'", r"^\(", "^ab", "^b(?=c)", "b", r"^(?:l|d)'", "^", "a*", r"^-(?![0-9])", r"^\s", "(?<=a)b"]
SUFFIX = ["a$", r"\.$", r"\.\.+$", "'s$", r"\)$", "bc$", "(?<=a)b$", "(?<=ab)c$", "(?<=[0-9])k$", "b", "$", "c*$", r"(?<!c)\.$", r"-\Z", r"\s$"]
INFIX = ["-", r"\.\.+", "(?<=a)b(?=c)", "(?<=[a-c])(?=[0-9])", "(?<=[0-9])-", "(?:)", "b*", r"(?<=a)\.(?=b)", "'", "(?=c)", r"(?<=\w)/(?=\w)"]
TOKEN = [None, None, "a-b", r"^\d+-\d+$", "ab?c$", "[abc]+$", r"^l'a"]
URL = [None, r"^a\.b", r"(?u)^[a-c]+\.[a-c]+$", "^http.*$"]

def text(r):
    return "".join(r.choice("aaabbbccc...''-- \n()01kls/\t") for _ in range(r.randrange(14)))

def rule(r):
    t = r.choice(["".join(r.choice("abc.'-)( ") for _ in range(r.randrange(1, 5))), "a.", "a b", "'s", "ab'c", "(a)", "b-", "a\n"])
    parts = []
    while t[sum(len(p[0]) for p in parts):]:
        at = sum(len(p[0]) for p in parts)
        parts.append([t[at:at + r.randrange(1, 4)], r.choice(["", "", "n", "am"])])
    return t, parts

def main():
    r, rows, vocab = random.Random(int(sys.argv[1])), [], spacy.blank("xx").vocab
    def alternatives(options):
        return "|".join(r.choice(options) for _ in range(r.randrange(1, 5))) if r.random() < .9 else None
    while len(rows) < int(sys.argv[2]):
        f = {"prefix": alternatives(PREFIX), "suffix": alternatives(SUFFIX), "infix": alternatives(INFIX), "token": r.choice(TOKEN), "url": r.choice(URL),
             "rules": dict(rule(r) for _ in range(r.randrange(6))), "faster": r.random() < .7}
        c = lambda p, how: None if p is None else getattr(re.compile(p), how)
        rules = {t: [{ORTH: o, NORM: n} if n else {ORTH: o} for o, n in parts] for t, parts in f["rules"].items()}
        k = Tokenizer(vocab, rules, c(f["prefix"], "search"), c(f["suffix"], "search"), c(f["infix"], "finditer"), c(f["token"], "match"), c(f["url"], "match"), faster_heuristics=f["faster"])
        texts = [text(r) for _ in range(12)] + [" ".join([text(r), r.choice(list(f["rules"]) or ["a"]), text(r)]) for _ in range(6)]
        out = []
        for t in texts:
            try: out.append([t, [[x.idx, x.idx + len(x), bool(x.whitespace_), x.norm_] for x in k(t)]])
            except ValueError: pass  # spaCy refuses an empty token
        rows.append({"file": f, "texts": out})
    with open(sys.argv[3], "w") as o:
        o.write("[\n" + ",\n".join(json.dumps(x, separators=(",", ":")) for x in rows) + "\n]\n")

main()
