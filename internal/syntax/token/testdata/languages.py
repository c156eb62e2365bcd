#!/usr/bin/env python3
"""Write the tokenizer of each of spaCy's languages, and what it gives for its example sentences and texts made at random.

    python languages.py SEED FOLDER

FOLDER/LANG.bin: the file `tokenizer`; FOLDER/LANG.json: as gen.py writes. Not for the repository: the examples are spaCy's.
"""
import importlib, json, pkgutil, random, sys
import spacy, spacy.lang
from spacy.tokenizer import Tokenizer
import gen

def main():
    r, folder = random.Random(int(sys.argv[1])), sys.argv[2]
    for m in pkgutil.iter_modules(spacy.lang.__path__):
        if not m.ispkg: continue
        try: nlp = spacy.blank(m.name)
        except ImportError as e:
            print(m.name, "passed over:", str(e).split("\n")[0]); continue
        if type(nlp.tokenizer) is not Tokenizer:
            print(m.name, "passed over: a tokenizer of its own"); continue
        try: examples = list(importlib.import_module("spacy.lang.%s.examples" % m.name).sentences)
        except (ImportError, AttributeError): examples = []
        words = [w for s in examples for w in s.split()] + list(nlp.tokenizer.rules) + [w for v in gen.WORDS.values() for w in v.split()[:50]]
        rows = [gen.row(nlp, t) for t in examples + [gen.text(r, words) for _ in range(700)]]
        open("%s/%s.bin" % (folder, m.name), "wb").write(nlp.tokenizer.to_bytes(exclude=["vocab"]))
        json.dump(rows, open("%s/%s.json" % (folder, m.name), "w"))

main()
