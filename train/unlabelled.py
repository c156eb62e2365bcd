"""News without annotations, on which a student learns what its teacher says: reports of several kinds, so that what it learns
holds beyond the one corpus that has attributions."""
import dataclasses
import glob
import gzip
import hashlib
import json
import os
import re

import names


@dataclasses.dataclass
class Document:
    name: str
    text: str


def read(corpora):
    """Yields reports of LGL, TimeBank and AQUAINT, a third of those of incidents, and a sixth of the wire stories; each text once."""
    seen = set()
    for d in _all(corpora):
        key = hashlib.sha1(" ".join(d.text.split()[:40]).encode()).hexdigest()
        if key not in seen and len(d.text.split()) >= 80:
            seen.add(key)
            yield d


def _all(corpora):
    for d in names.read_lgl(os.path.join(corpora, "geo", "lgl.xml")):
        if names.aside(d.name):
            continue  # by these the names are judged
        yield Document("lgl-" + d.name, d.text)
    for path in sorted(glob.glob(os.path.join(corpora, "timeml", "**", "*.tml"), recursive=True)):
        with open(path, encoding="utf8") as f:
            m = re.search(r"<TEXT>(.*?)</TEXT>", f.read(), re.S)
        if m:
            text = re.sub(r"<[^>]*>", "", m[1])
            for a, b in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
                text = text.replace(a, b)
            yield Document("timeml-" + os.path.basename(path), text.strip())
    yield from _jsonl(corpora, "incidents", 3)
    yield from _jsonl(corpora, "reuters21578", 6)


def _jsonl(corpora, folder, of):
    with gzip.open(os.path.join(corpora, folder, "reports.jsonl.gz"), "rt", encoding="utf8") as f:
        for line in f:
            r = json.loads(line)
            if int(hashlib.sha1(r["id"].encode()).hexdigest(), 16) % of == 0:
                yield Document(folder + "-" + r["id"], r["text"])
