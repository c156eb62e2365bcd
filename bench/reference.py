"""Measure the reference implementation (spaCy) as bench/syntax measures ours.

    python reference.py PIPELINE reports.jsonl.gz N

Default components, nlp.pipe with its default batch size, one thread (set by the
caller's environment). Prints one line of JSON: tokens, seconds, load, peak (MB).
"""
import gzip, json, resource, sys, time

start = time.perf_counter()
import spacy
nlp = spacy.load(sys.argv[1])
load = time.perf_counter() - start
n = int(sys.argv[3])
texts = []
with (gzip.open if sys.argv[2].endswith(".gz") else open)(sys.argv[2], "rt", encoding="utf8") as f:
    for line in f:
        if n and len(texts) >= n:
            break
        texts.append(json.loads(line)["text"])
start = time.perf_counter()
tokens = sum(len(doc) for doc in nlp.pipe(texts))
seconds = time.perf_counter() - start
print(json.dumps({"tokens": tokens, "seconds": seconds, "load": load,
                  "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
