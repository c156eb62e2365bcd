"""Make tiny.tar.gz, a small pipeline of other parts than the embedded one's, and
tiny.jsonl, what the reference implementation (spaCy 3.8) reads with it.

    python make.py en_core_web_sm

It is trained for a moment on what the named pipeline reads in en.jsonl, our own
sentences, and packed as a source archive. It has a sentencizer, a tok2vec of
the kind HashEmbedCNN, a tagger, a morphologizer that extends, an attribute
ruler, a parser without its upper layer, a lemmatizer with edit trees, and a
recognizer with its own tok2vec and larger states.
en.jsonl and nasty.jsonl are made by the script beside the golden files that the
tests in ../golden_test.go name.
"""
import io, json, pathlib, random, sys, tarfile, tempfile
import spacy
from spacy.training import Example
from spacy.util import fix_random_seed

fix_random_seed(3)
lines = [json.loads(l) for name in ("en.jsonl", "nasty.jsonl") for l in open(name, encoding="utf8")]
base = spacy.load(sys.argv[1])
docs = [base(l["text"]) for l in lines[:16]]
cnn = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 16, "depth": 2, "embed_size": 60,
       "window_size": 2, "maxout_pieces": 2, "subword_features": True}
own = {"@architectures": "spacy.Tok2Vec.v2",
       "embed": {"@architectures": "spacy.MultiHashEmbed.v2", "width": 12, "attrs": ["ORTH", "LOWER", "SHAPE", "IS_TITLE"], "rows": [80, 60, 40, 5], "include_static_vectors": False},
       "encode": {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 12, "depth": 1, "window_size": 1, "maxout_pieces": 4}}
listen = {"@architectures": "spacy.Tok2VecListener.v1", "width": 16, "upstream": "*"}
def tagger(): return {"@architectures": "spacy.Tagger.v2", "tok2vec": listen}
def steps(kind, extra, width, tok2vec):
    return {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": kind, "extra_state_tokens": extra, "hidden_width": width,
            "maxout_pieces": 2, "use_upper": kind == "ner", "tok2vec": tok2vec}

nlp = spacy.blank("en")
nlp.add_pipe("sentencizer")
nlp.add_pipe("tok2vec", config={"model": cnn})
nlp.add_pipe("tagger", config={"model": tagger()})
nlp.add_pipe("morphologizer", config={"model": tagger(), "extend": True, "overwrite": False})
nlp.add_pipe("parser", config={"model": steps("parser", False, 12, listen), "min_action_freq": 3})
nlp.add_pipe("attribute_ruler").add([[{"TAG": {"IN": ["NN", "NNP"]}, "LOWER": {"REGEX": "s$"}}, {"IS_PUNCT": True, "OP": "+"}]], {"MORPH": "Number=Plur", "LEMMA": "plural"})
nlp.add_pipe("trainable_lemmatizer", config={"model": tagger(), "backoff": "lower", "min_tree_freq": 2})
nlp.add_pipe("ner", config={"model": steps("ner", True, 12, own)})
examples = [Example(nlp.make_doc(d.text), d) for d in docs]
nlp.initialize(lambda: examples)
optimizer = nlp.resume_training()
optimizer.learn_rate = 0.005
for _ in range(250):
    random.shuffle(examples)
    nlp.update(examples, sgd=optimizer)
nlp.meta.update({"name": "tiny", "version": "1.0", "license": "Apache-2.0", "author": "hearsay"})
with tempfile.TemporaryDirectory() as d:
    nlp.to_disk(d)
    nlp = spacy.load(d)
    with tarfile.open("tiny.tar.gz", "w:gz") as t:
        for p in sorted(pathlib.Path(d).rglob("*")):
            if p.is_file():
                info = tarfile.TarInfo("en_tiny-1.0/en_tiny/en_tiny-1.0/" + p.relative_to(d).as_posix())
                data = p.read_bytes()
                info.size = len(data)
                t.addfile(info, io.BytesIO(data))
with open("tiny.jsonl", "w", encoding="utf8") as f:
    for l in lines:
        doc = nlp(l["text"])
        f.write(json.dumps({"source": l["source"], "text": l["text"], "tokens": [
            [t.idx, t.idx + len(t), t.tag_, t.pos_, t.lemma_, t.head.i, t.dep_, int(bool(t.is_sent_start)),
             t.ent_iob_ if t.ent_iob_ in ("O", "") else t.ent_iob_ + "-" + t.ent_type_] for t in doc]}, ensure_ascii=False, separators=(",", ":")) + "\n")
