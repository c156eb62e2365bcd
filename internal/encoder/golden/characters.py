"""Write piece/characters.txt: what the reference does with each character before it looks for pieces.

    python characters.py > ../piece/characters.txt

Needs tokenizers 0.23.3 (comes with transformers 5.23.0). The reference is asked about every code point, because
its tables are those of an older Unicode than Go's. Lines, code points in hexadecimal, FIRST-LAST where more than one:

    removed FIRST-LAST    control characters and the like, and marks without width
    space FIRST-LAST      parts words
    sign FIRST-LAST       punctuation: a word by itself
    apart FIRST-LAST      CJK ideographs: a word by itself
    move FIRST-LAST N     becomes the character N further on (lower case)
    becomes CODE CODE...  becomes these characters (accents taken off, lower case)

What a character becomes is looked up again for sign, so that it is told once. Hangul syllables are left out: they
are taken apart by arithmetic.
"""
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

normal, cut = BertNormalizer(), BertPreTokenizer()
kinds, moves, becomes = [], [], []


def add(ranges, c, what):
    if ranges and ranges[-1][2] == what and ranges[-1][1] == c - 1:
        ranges[-1][1] = c
    else:
        ranges.append([c, c, what])


for c in range(0x110000):
    if 0xD800 <= c < 0xE000 or 0xAC00 <= c <= 0xD7A3:
        continue
    ch = chr(c)
    s = normal.normalize_str("a" + ch + "b")[1:-1]
    n = len(cut.pre_tokenize_str("a" + ch + "b"))
    if s == "":
        add(kinds, c, "removed")
        continue
    if s == " ":
        add(kinds, c, "space")
        continue
    if s != s.strip(" "):
        add(kinds, c, "apart")
        s = s.strip(" ")
    elif n == 3:
        add(kinds, c, "sign")
    elif n == 2:
        raise SystemExit(f"{c:x} parts words and is no space")
    if s == ch:
        continue
    if len(s) == 1:
        add(moves, c, ord(s) - c)
    else:
        becomes.append((c, s))


def span(a, b):
    return f"{a:x}" if a == b else f"{a:x}-{b:x}"


print("# Made by internal/encoder/golden/characters.py of tokenizers 0.23.3; see there.")
for a, b, what in kinds:
    print(what, span(a, b))
for a, b, n in moves:
    print("move", span(a, b), n)
for c, s in becomes:
    print("becomes", f"{c:x}", " ".join(f"{ord(x):x}" for x in s))
