#!/usr/bin/env python3
"""Write what spaCy's tokenizer gives for texts made at random from a fixed seed.

    python gen.py PIPELINE SEED COUNT OUT.json

OUT: [[text, [[start, end, spaced, norm, lower, prefix, suffix, shape, flags], ...]], ...]; offsets in code points, strings as
strings, flags the number with the bits of the attribute ids 1 to 18 (but 12 and 13).
"""
import json, random, sys
import spacy

WORDS = {
"en": """She said they didn't can't won't I'm we'd've you'll it's o'clock Ma'am y'all gonna gotta cannot dunno Mr. Mrs. Dr. Gen. Gov. U.S. U.N. U.K. e.g. i.e. a.m. p.m. 3pm 10a.m. Jan. Sept. Inc. Ltd. Corp. vs. St.
 Kyiv Tehran Ankara Khartoum Bogotá Nairobi São-Paulo al-Hayya Côte-d'Ivoire N'Djamena 2,000 1.5bn $5m €20 US$7 £3.4 50% 20-year-old twenty-one 9/11 2019-20 12:30 5km 100kg 3rd 1st 40,000 -5 +3 1/2 #tag @user
 http://example.org/a?b=c&d=e https://news.example.com. www.example.net example.co.uk me@example.org ftp://x.y/z 192.0.2.1 10.0.0.1:80 don't-know well-being state-run ex-president :) :-( ;) <3 xD ^_^ (^_^) ¯\\_(ツ)_/¯
 Don't DIDN'T WE'RE could've I’m they’re it’s ‘quoted’ “quoted” ain't 'em 'cause 'til 'Cause ’cause and/or He/she C++ C# A.B.C. p.m a.k.a. No.5 vs U.S.-led he'd've 'S 's s' James' '90s 1990s 6ft. 37°C 5°F. km² l'eau d'accord O'Neill""",
"fr": """Elle a dit qu'il n'était aujourd'hui l'État d'accord c'est-à-dire jusqu'à presqu'île entr'ouvert M. Mme Mlle Dr. av. J.-C. p. ex. etc. 1er 2e 3ème XXe 10h30 20 % 5 000 12,5 € 3,4M€ $5 vas-y donne-le-moi est-ce va-t-il peut-être
 grand-père Saint-Étienne Aix-en-Provence porte-parole vice-président ex-président anti-terroriste demi-heure contre-attaque A-t-elle L'Élysée D'Abidjan Qu'est-ce lorsqu’il puisqu’elle l’Union n’ont s’il t’as quelqu'un prud'hommes
 http://exemple.org/a?b=c www.exemple.fr moi@exemple.fr 192.0.2.1 12/05/2019 2019-2020 Kiev Téhéran N'Djaména Côte-d'Ivoire O.N.U. S.N.C.F. U.S.A. n° 5 °C “cité” « cité » ‘cité’ c'était-là Entre-Deux abat-jour sud-ouest nord-coréen""",
}
PUNCT = list("""!"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~""") + "… — – ‘ ’ “ ” « » ¿ ¡ § ° € £ ¥ ₽ © ™ • · 。 ， ！ ？ 、 「 」 ، ؟ । ॥ ‚ „ ′ ″ ‐ ‑ − ´ ¨ ª º ² ³ µ ½ ٪ ﷼".split() + ["...", "..", "--", "---", "''", "``", "'s", "’s", "n't", "$", "://", ".)", "”.", "):", "./", "-.", "°C.", "\u00a0"]
SPACES = [" "] * 12 + ["  ", "\n", "\n\n", "\t", "\r\n", "\u00a0", "\u2009", "\u3000", "\x1c", "\x85", "\u2028", "\u200b", "\ufeff", "   \n ", "\x0b", "\u180e"]
ODD = ["\u200d", "\u200c", "\u200e", "\u202e", "\u0301", "\u0000", "\u00ad", "😀", "👩‍👩‍👧", "🇺🇦", "🏳️‍🌈", "é", "ñ", "ß", "ẞ", "İ", "ı", "Σ", "ς", "ǅ", "ﬁ", "Ω", "中文", "日本語の", "한국어", "العربية", "עברית", "हिन्दी", "ไทย", "Київ", "Москва", "Ελλάδα", "Ա", "ა", "Ꭰ",
    "𝒜", "𐐀", "𐐨", "１２", "٣٤", "²", "①", "Ⅳ", "\ufffd", "\u0345", "ŉ", "ա", "ⓐ", "Ⓐ", "〇", "々", "\U0001f9ff", "\U0001fae0", "\U000e0001", "\u0378", "ᲀ", "ꙋ", "A\u030a", "Å", "ΑΣ", "ΑΣ.", "ﬀ", "K", "ſ", "\u1e9e", "Ⅷ", "੩", "௧", "\u06dd"]

def word(r, words):
    k = r.random()
    if k < .5: w = r.choice(words)
    elif k < .62: w = "".join(r.choice("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789.,-'’/") for _ in range(r.randrange(1, 9)))
    elif k < .74: w = "".join(r.choice(PUNCT) for _ in range(r.randrange(1, 5)))
    elif k < .84: w = r.choice(ODD)
    elif k < .92: w = r.choice(words) + r.choice(PUNCT) + r.choice(words)
    else: w = "".join(chr(r.choice([r.randrange(0x20, 0x250), r.randrange(0x250, 0x3000), r.randrange(0x3000, 0xd800), r.randrange(0xe000, 0x1fc00)])) for _ in range(r.randrange(1, 4)))
    if r.random() < .12: w = w.upper()
    if r.random() < .05: w = w.title()
    while r.random() < .3: w = r.choice(PUNCT) + w
    while r.random() < .3: w += r.choice(PUNCT)
    while r.random() < .12: w += r.choice(ODD) + (r.choice(words) if r.random() < .5 else "")
    if r.random() < .08 and w:
        i = r.randrange(len(w)); w = w[:i] + w[i+1:]
    if r.random() < .03: w = w * r.randrange(2, 12)
    return w

def text(r, words):
    out = r.choice(SPACES) if r.random() < .1 else ""
    for _ in range(r.choice([1, 1, 2, 3, 5, 8, 13])):
        out += word(r, words) + (r.choice(SPACES) if r.random() < .9 else "")
    return out if r.random() < .3 else out.rstrip(" ")

IDS = [i for i in range(1, 19) if i not in (12, 13)]

def row(nlp, t):
    return [t, [[k.idx, k.idx + len(k), bool(k.whitespace_), k.norm_, k.lower_, k.prefix_, k.suffix_, k.shape_,
        sum(1 << i for i in IDS if nlp.vocab[k.orth].check_flag(i))] for k in nlp.tokenizer(t)]]

def main():
    model, seed, count, out = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    nlp, r = spacy.load(model), random.Random(seed)
    words = WORDS[nlp.lang].split()
    rows = [row(nlp, text(r, words)) for _ in range(count)]
    with open(out, "w") as f:
        f.write("[\n" + ",\n".join(json.dumps(x, ensure_ascii=False, separators=(",", ":")) for x in rows) + "\n]\n")

if __name__ == "__main__":
    main()
