"""Write the reference's pieces of texts, for piece's TestReference.

    python pieces.py TOKENIZER.json FILE... > pieces.jsonl
    go test ./internal/encoder/piece -run Reference -args -pieces pieces.jsonl -vocab vocab.txt

FILE is a text, or JSON lines (also .gz) with a field "text". Needs tokenizers 0.23.3. Each line has a text, the
numbers of its pieces and their bytes. Texts of random characters follow, which ask about every code point. A
special piece in a text, such as "[SEP]", is text like any other.
"""
import gzip, json, random, sys
from tokenizers import Tokenizer

tok = Tokenizer.from_file(sys.argv[1])
tok.no_truncation()
tok.no_padding()
tok.encode_special_tokens = True


def texts():
    for name in sys.argv[2:]:
        with (gzip.open if name.endswith(".gz") else open)(name, "rt", encoding="utf8", newline="") as f:
            if ".jsonl" not in name:
                yield f.read()
                continue
            for line in f:
                d = json.loads(line)
                if "text" in d:
                    yield d["text"]
    r = random.Random(3)
    legal = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    for i in range(0, len(legal), 37):
        yield "".join(f"a{chr(c)}b " for c in legal[i:i + 37])
    for _ in range(4000):
        k = [(32, 127), (160, 0x3100), (0x300, 0x370), (0x3100, 0xD800), (0xE000, 0x30000)]
        yield "".join(chr(r.randrange(*r.choice(k))) for _ in range(r.randrange(1, 60)))


for text in texts():
    e = tok.encode(text, add_special_tokens=False)
    at = [0]
    for ch in text:
        at.append(at[-1] + len(ch.encode()))
    print(json.dumps({"text": text, "ids": e.ids, "at": [[at[s], at[t]] for s, t in e.offsets]}))
