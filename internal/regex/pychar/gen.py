#!/usr/bin/env python3
"""Write tables.bin and testdata/digests.json: what CPython's str methods answer for each code point.

    python3.11 gen.py        in this folder; the tables are Unicode 14, as CPython 3.11 has them

tables.bin, all numbers little endian:
    4 x uint32      number of pages, of records, of lower case pairs, of case fixes
    8704 x uint16   page of each block of 128 code points
    pages x 128 x uint8   record of each code point
    records x uint32      properties of a record, bit by bit (see bits below)
    pairs x 2 x uint32    code point, first code point of its lower case; sorted; only where they differ
    fixes x 2 x uint32    sre's extra cases: lower case code point, another that matches it when case is ignored
"""
import hashlib, json, struct, sys, unicodedata
from re import _casefix

bits = {
    "alpha": str.isalpha,
    "decimal": str.isdecimal,
    "digit": str.isdigit,
    "alnum": str.isalnum,
    "space": str.isspace,
    "upper": str.isupper,
    "lower": str.islower,
    "title": lambda c: c.istitle() and not c.isupper(),
    "punct": lambda c: unicodedata.category(c)[0] == "P",
    "currency": lambda c: unicodedata.category(c) == "Sc",
    # Seen through the only place where CPython asks: the lower case of a final sigma.
    "ignorable": lambda c: ("A" + c + "\u03a3").lower()[-1] == "\u03c2" and ("1" + c + "\u03a3").lower()[-1] == "\u03c3",
    "cased": lambda c: ("1" + c + "\u03a3").lower()[-1] == "\u03c2",
}

def main():
    chars = [chr(i) for i in range(0x110000)]
    columns = {name: [bool(f(c)) for c in chars] for name, f in bits.items()}
    values = [0] * 0x110000
    for b, name in enumerate(bits):
        for i, v in enumerate(columns[name]):
            if v: values[i] |= 1 << b
    records, pages, index = {}, {}, []
    ids = bytes(records.setdefault(v, len(records)) for v in values)
    for i in range(0, 0x110000, 128):
        index.append(pages.setdefault(ids[i:i+128], len(pages)))
    pairs = [(i, ord(c.lower()[0])) for i, c in enumerate(chars) if not 0xd800 <= i < 0xe000 and c.lower()[0] != c]
    fixes = [(k, v) for k, vs in sorted(_casefix._EXTRA_CASES.items()) for v in vs]
    with open("tables.bin", "wb") as f:
        f.write(struct.pack("<4I", len(pages), len(records), len(pairs), len(fixes)))
        f.write(struct.pack("<8704H", *index))
        for p in pages: f.write(p)
        f.write(struct.pack("<%dI" % len(records), *records))
        for a, b in pairs + fixes: f.write(struct.pack("<2I", a, b))
    digests = {name: hashlib.sha256(bytes(col)).hexdigest() for name, col in columns.items()}
    digests["tolower"] = hashlib.sha256(b"".join(struct.pack("<I", i if 0xd800 <= i < 0xe000 else ord(c.lower()[0])) for i, c in enumerate(chars))).hexdigest()
    digests["lowerstring"] = hashlib.sha256("\n".join(c.lower() for c in chars if not "\ud800" <= c < "\ue000").encode()).hexdigest()
    json.dump(digests, open("testdata/digests.json", "w"), indent=1)

assert sys.version_info[:2] == (3, 11), "CPython 3.11, for its Unicode 14"
main()
