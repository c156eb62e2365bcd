#!/usr/bin/env python3
"""Make small pipelines with random weights, and what the reference implementation reads with them.

    pip install 'spacy==3.8.18' && python make.py        # writes *.tar.gz and *.jsonl.gz beside itself

The trained pipelines at hand use one set of architectures. These stand for the
others: static vectors, wider windows, version 1, no upper layer, more
state tokens, a sentence recognizer before the parser. Random weights make random
trees, which meet states of the parser that trained ones seldom do.
"""
import gzip, io, json, os, random, re, tarfile, tempfile
import numpy, spacy
from spacy.tokens import Doc
from spacy.tokenizer import Tokenizer
from spacy.training import Example

HERE = os.path.dirname(os.path.abspath(__file__))
TEXTS = [
    "The minister of Ghana said that talks with Togo would resume on Monday.",
    "Rebels, who had left the town of Arlit, denied it; the army did not.",
    "Two boats sank off Lampedusa.  Nobody was hurt, officials in Rome told reporters.\n\nA search goes on.",
    "Bolivia signed. Chile signed too! Did Peru sign? \"Not yet,\" an envoy from Lima said.",
    "Strike over",
    "Harbour",
    "  ",
    "In Dhaka the court heard that the bridge near Khulna, opened in 2019 by the city, had been shelled, burnt, mined and at last sold to a firm from Oslo whose owners nobody in the port of Chittagong could name.",
    " ".join(f"On day {i} the envoy of Malta met the envoy of Nepal and spoke of fish ." for i in range(60)),
]
DEPS = ["nsubj", "dobj", "det", "prep", "pobj", "punct", "ccomp", "dep", "nsubj||ccomp", "prep||dobj", "advmod||nsubj"]
ENTS = ["PER", "LOC", "ORG", "MISC"]
TAGS = ["NN", "VB", "IN", "DT", "CC", "JJ", "."]

def tok2vec(version, width, attrs, rows, static, window, pieces, depth):
    return {"@architectures": f"spacy.Tok2Vec.v{version}",
            "embed": {"@architectures": f"spacy.MultiHashEmbed.v{version}", "width": width, "attrs": attrs, "rows": rows, "include_static_vectors": static},
            "encode": {"@architectures": f"spacy.MaxoutWindowEncoder.v{version}", "width": width, "window_size": window, "maxout_pieces": pieces, "depth": depth}}

def listener(width):
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "tok2vec"}

def system(version, kind, vectors, extra, hidden, pieces, upper):
    return {"@architectures": f"spacy.TransitionBasedParser.v{version}", "state_type": kind, "extra_state_tokens": extra,
            "hidden_width": hidden, "maxout_pieces": pieces, "use_upper": upper, "tok2vec": vectors, "nO": None}

def tagger(version, vectors):
    c = {"@architectures": f"spacy.Tagger.v{version}", "tok2vec": vectors, "nO": None}
    return c if version == 1 else dict(c, normalize=False)

CNN = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 12, "depth": 1, "embed_size": 60, "window_size": 1, "maxout_pieces": 1, "subword_features": True}
PIPELINES = {
    "static": [
        ("tok2vec", tok2vec(2, 16, ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY"], [50, 40, 40, 30, 10], True, 1, 3, 2)),
        ("tagger", tagger(2, listener(16))),
        ("parser", system(2, "parser", listener(16), True, 8, 2, True)),
        ("ner", system(2, "ner", tok2vec(2, 10, ["LOWER", "SHAPE"], [50, 30], True, 1, 2, 3), True, 8, 3, True)),
    ],
    "first": [
        ("tok2vec", tok2vec(1, 12, ["ORTH", "IS_SPACE", "IS_TITLE"], [60, 5, 5], True, 2, 2, 2)),
        ("tagger", tagger(1, listener(12))),
        ("parser", system(1, "parser", listener(12), False, 10, 1, True)),
        ("ner", system(1, "ner", listener(12), False, 6, 2, True)),
    ],
    "plain": [
        ("senter", tagger(2, tok2vec(2, 6, ["NORM", "SHAPE"], [30, 20], False, 1, 2, 1))),
        ("tok2vec", CNN),
        ("parser", system(2, "parser", listener(12), False, 9, 2, False)),
        ("ner", system(2, "ner", CNN, False, 8, 2, True)),
    ],
}

def examples(nlp, rng):
    for text in TEXTS:
        doc = nlp.make_doc(text)
        n = len(doc)
        ents = ["O" if rng.random() < .6 else "B-" + rng.choice(ENTS) for _ in range(n)]
        heads = [min(i + 1, n - 1) for i in range(n)]
        ref = Doc(nlp.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc], tags=[rng.choice(TAGS) for _ in range(n)],
                  heads=heads, deps=["ROOT" if h == i else "dep" for i, h in enumerate(heads)], ents=ents)
        yield Example(doc, ref)

def build(name, parts, seed):
    rng, nrng = random.Random(seed), numpy.random.default_rng(seed)
    nlp = spacy.blank("en")
    nlp.tokenizer = Tokenizer(nlp.vocab, prefix_search=re.compile(r'^["(]').search, suffix_search=re.compile(r'[".,;:!?)]$').search)
    words = sorted({t.text for text in TEXTS for t in nlp.make_doc(text)})
    nlp.vocab.reset_vectors(width=14)
    for w in words[::2]:
        nlp.vocab.set_vector(w, nrng.normal(size=14).astype("f"))
    for factory, model in parts:
        pipe = nlp.add_pipe(factory, config={"model": model})
        for label in {"parser": DEPS, "ner": ENTS, "tagger": TAGS}.get(factory, []):
            pipe.add_label(label)
    nlp.initialize(lambda: examples(nlp, rng))
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk():
            for p in node.param_names:
                if node.has_param(p):
                    v = node.get_param(p)
                    if p in ("W", "pad"):  # spread widely, so that states differ
                        v = nrng.normal(scale=2.5 / v.shape[-1] ** .5, size=v.shape)
                    elif p == "E":
                        v = nrng.normal(size=v.shape)
                    else:
                        v = (p == "G") + nrng.normal(scale=.1, size=v.shape)
                    node.set_param(p, v.astype("f"))
    with tempfile.TemporaryDirectory() as tmp:
        nlp.to_disk(tmp)
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w") as tar:
            for root, dirs, files in os.walk(tmp):
                dirs.sort()
                for f in sorted(files):
                    path = os.path.join(root, f)
                    info = tarfile.TarInfo("random_pipeline/" + os.path.relpath(path, tmp))
                    info.size = os.path.getsize(path)
                    with open(path, "rb") as data:
                        tar.addfile(info, data)
        with gzip.GzipFile(os.path.join(HERE, name + ".tar.gz"), "wb", 9, mtime=0) as f:
            f.write(raw.getvalue())
        nlp = spacy.load(tmp)
    with gzip.GzipFile(os.path.join(HERE, name + ".jsonl.gz"), "wb", 9, mtime=0) as out:
        for text in TEXTS:
            doc = nlp(text)
            tokens = [[t.idx, t.idx + len(t), t.tag_, "", "", t.head.i, t.dep_, int(bool(t.is_sent_start)),
                       t.ent_iob_ if t.ent_iob_ in ("O", "") else t.ent_iob_ + "-" + t.ent_type_] for t in doc]
            out.write((json.dumps({"source": name, "text": text, "tokens": tokens}, ensure_ascii=False, separators=(",", ":")) + "\n").encode())

for i, (name, parts) in enumerate(PIPELINES.items()):
    build(name, parts, 40 + i)
