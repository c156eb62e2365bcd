#!/usr/bin/env python3
"""Write cases.json: what Python's re gives for patterns on texts, made at random with a fixed seed and by hand.

    python3.11 gen.py [SEED COUNT OUT]

cases.json: [[pattern, [[text, match end or -1, search start, search end, [[start, end], ...]], ...]], ...], offsets in code points.
A pattern that re refuses has null instead of its texts.
"""
import json, random, re, sys, warnings
warnings.simplefilter("ignore")

HAND = [
    r"a|ab", r"ab|a", r"(?:a|ab)(?:c|bcd)", r"a*?b", r"(a*)*", r"(?:a*)*b", r"(?:|a)+", r"(?:|a)+(?<=a)", r"(?:a|)+b", r"(?:a?){3}", r"(?:a?){2,5}b",
    r"(?:a??)+", r"(?:(?:a|b)*?c)*", r"x*", r"x*?", r"\b", r"\B", r"^", r"$", r"\A", r"\Z", r"^$", r"a$", r"(?m)^a", r"(?m)a$", r"\n$", r"$\n", r"(?s).$", r".$",
    r"(?<=a)b", r"(?<!a)b", r"(?<=ab)c", r"(?<!ab)c", r"(?<=a|b)c", r"(?<=ab|cd)e", r"a(?=b)", r"a(?!b)", r"a(?=b+c)", r"a(?!b+c)", r"(?=a)", r"(?!a)", r"(?=a*b)a", r"(?!(?=a)ab)a.",
    r"(?<=(?=a).)b", r"(?<=^a)b", r"(?<=\bA)b", r"(?=.*c)a", r"(?!.*c)a", r"a{2}", r"a{2,}", r"a{,2}", r"a{2,3}?", r"a{}", r"a{,}", r"a{x}", r"a{1", r"{1}", r"a**", r"*a", r"a+*",
    r"[a-c]+", r"[^a-c]+", r"[]a]+", r"[^]a]+", r"[a\]]+", r"[a-]+", r"[-a]+", r"[\w-]+", r"[\d.]+", r"[^\W\d]+", r"[b-a]", r"[\w-z]", r"[", r"[a", r"(", r")", r"(?", r"(?:a", r"a)", r"\\", "\\",
    r"\d+", r"\D+", r"\s+", r"\S+", r"\w+", r"\W+", r"(?a)\w+", r"(?a)\s", r"(?a)\d", r"(?i)abc", r"(?i)[a-c]+", r"(?i)[^a]", r"(?i)straße", r"(?i)ſ", r"(?i)[k]", r"(?i)σ", r"(?i)[ς]", r"(?i)i", r"(?i)[i]", r"(?i)İ", r"(?ia)k", r"(?ia)[k]",
    r"(?x) a b # comment", r"(?x)[ a]", r"(?i:a)b", r"(?s:.)a", r"(?-i:a)", r"(?i-s:a.)", r"a(?i)b", r"(?u)\w", r"(?au)a", r"(?L)a", r"(?P<n>a)b", r"(?P<n>a)(?P=n)", r"(a)\1", r"(?(1)a|b)", r"(?>a)", r"a++", r"(?#c)a", r"(?#c", r"(?<a)", r"(?<=a*)b", r"(?<=a|bc)d",
    r"\x41", r"\u0041", r"\U00000041", r"\x4", r"\101", r"\08", r"\q", r"\_", r"[\b]", r"[\x41-\x43]", r"[\101]", r"\N{DIGIT ONE}", r"\Z*", r"^*", r"(?:^)*a", r"(?=a)*a", r"(?:\b)+a", r"\u00e9", r"[\u00e0-\u00ff]", r"[😀-😎]", r"😀+", r"(?i)[𐐀]", r"(?i)𐐀",
    r"^\$|^US\$|^\.\.+|^…", r"\.\.+$|'s$|(?<=[0-9])\+$|(?<=°[FfCcKk])\.$|(?<=[a-z])\.$", r"(?<=[0-9])[+\-\*^](?=[0-9-])|(?<=[a-z])\.(?=[A-Z])|(?<=[a-z]),(?=[a-z])|--|\.\.+",
    r"(?u)^(?:(?:[\w\+\-\.]{2,})://)?(?:\S+(?::\S*)?@)?(?:(?!10\.)(?:\d{1,3}\.){3}\d{1,3}|(?:[a-z0-9]{0,5}[a-z]\.)+(?:[a-z]{2,9}))(?::\d{2,5})?(?:[/?#]\S*)?$",
]
HANDTEXTS = ["", "a", "b", "ab", "abc", "aab", "aaa", "abcd", "bcd", "cab", "aaab", "abab", "a\n", "\n", "a\nb", "a\n\n", "\na", "é", "É", "ÀÿŸ", "ſs S", "kKK", "σςΣ", "iıİI", "ß ẞ SS STRASSE straße",
    "𐐀𐐨", "😀😀😎", "a b", " \t\x1c\x85\u3000", "٣3²", "x_1", "US$5", "...a", "a...", "..", "12+", "9°C.", "9C.", "a.B", "1-2", "a,b", "a--b", "http://a.bc/x", "me@a.bc", "10.1.2.3", "100.1.2.3:80", "A1-", "\x00", "\ufeffa", "a\u0301", "{1}", "a{x}", "]a", "-", "\\", "q_", "\x08"]

def atom(r, depth):
    k = r.randrange(17)
    if k < 6: return r.choice("aabbc.")
    if k == 6: return r.choice([r"\w", r"\d", r"\s", r"\W", r"\S", r"\D"])
    if k == 7: return r.choice(["[ab]", "[^a]", "[a-c]", "[^\\w]", "[b\\d]", "[^b\\s]"])
    if k == 8: return r.choice(["^", "$", r"\b", r"\B", r"\A", r"\Z"])
    if k == 9 and depth: return "(?=%s)" % alt(r, depth-1)
    if k == 10 and depth: return "(?!%s)" % alt(r, depth-1)
    if k == 11: return r.choice(["(?<=a)", "(?<!a)", "(?<=ab)", "(?<!ab)", "(?<=[ab]c)", "(?<=a|b)", "(?<=^a)", "(?<=(?=b).)", r"(?<=\b.)", "(?<!..)", "(?<=aa|bc)"])
    if k == 12: return r.choice(["é", "1", " ", "\\n", "-", "İ", "σ"])
    if k < 16 and depth: return "(?:%s)" % alt(r, depth-1)
    return r.choice(["a", "b"])

def piece(r, depth):
    s = atom(r, depth)
    if r.random() < .4: s += r.choice(["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,3}?", "{2,}", "{,2}"])
    return s

def alt(r, depth):
    return "|".join("".join(piece(r, depth) for _ in range(r.choice([0, 1, 1, 2, 2, 3]))) for _ in range(r.choice([1, 1, 2, 3])))

def text(r):
    return "".join(r.choice("aaabbbcc1 \n-éİΣσ_") for _ in range(r.randrange(9)))

def results(p, texts):
    try: c = re.compile(p)
    except Exception: return None
    out = []
    for t in texts:
        m, s = c.match(t), c.search(t)
        out.append([t, m.end() if m else -1, *(s.span() if s else (-1, -1)), [list(x.span()) for x in c.finditer(t)]])
    return out

def main():
    seed, count, name = (int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]) if len(sys.argv) > 3 else (1, 1200, "cases.json")
    r = random.Random(seed)
    cases = [[p, results(p, HANDTEXTS)] for p in HAND] if seed == 1 else []
    while len(cases) < count:
        p = r.choice(["", "", "", "(?i)", "(?m)", "(?s)", "(?a)"]) + alt(r, r.choice([1, 2, 3]))
        cases.append([p, results(p, [text(r) for _ in range(8)])])
    with open(name, "w") as f:
        f.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "\n]\n")

main()
