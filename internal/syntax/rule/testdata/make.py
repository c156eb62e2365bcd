"""Make rules.json: random attribute rulers and what the reference implementation
(spaCy 3.8) makes of small made-up texts with them.

    python make.py > rules.json
"""
import json, random
import spacy
from spacy.tokens import Doc

random.seed(11)
nlp = spacy.blank("en")
WORDS = ["The", "envoys", "met", "in", "Quito", ",", "12", "3.5", "didn't", "NATO", "x.org", "a@b.org", " ", "\n", "(", "said", "SAID", "Said", "\u20ac", "talks"]
TAGS = ["NN", "NNS", "VB", "VBD", "IN", "", "_SP"]
POS = ["NOUN", "VERB", "ADP", "", "SPACE"]
MORPHS = ["", "Number=Sing", "Number=Plur|Person=3", "Case=Acc,Dat|Number=Sing", "Tense=Past"]
DEPS = ["nsubj", "ROOT", "", "prep"]

def text():
    n = random.randint(1, 9)
    return [{"word": random.choice(WORDS), "space": random.random() < .7, "tag": random.choice(TAGS), "pos": random.choice(POS),
             "morph": random.choice(MORPHS), "lemma": random.choice(["", "say", "meet"]), "dep": random.choice(DEPS),
             "start": random.random() < .3 or i == 0} for i in range(n)]

def value(attr):
    if attr in ("ORTH", "TEXT"): return random.choice(WORDS)
    if attr in ("LOWER", "NORM"): return random.choice(WORDS).lower()
    if attr == "TAG": return random.choice(TAGS)
    if attr == "POS": return random.choice(POS[:3])
    if attr == "MORPH": return random.choice(MORPHS[1:])
    if attr == "DEP": return random.choice(DEPS)
    if attr == "LEMMA": return random.choice(["say", "meet"])
    if attr == "SHAPE": return random.choice(["Xxxx", "xxxx", "dd", "XXXX"])
    if attr == "LENGTH": return random.randint(1, 6)
    return random.random() < .6

def condition(attr):
    r = random.random()
    texts = attr not in ("LENGTH",) and not attr.startswith(("IS_", "LIKE_", "SPACY"))
    if attr == "MORPH" and r < .7:
        feats = random.sample(["Number=Sing", "Number=Plur", "Person=3", "Tense=Past", "Case=Acc", "Case=Dat"], random.randint(1, 4))
        if r < .2: return {random.choice(["IN", "NOT_IN"]): random.sample(MORPHS, 2)}
        return {random.choice(["IS_SUBSET", "IS_SUPERSET", "INTERSECTS"]): feats}
    if texts and r < .25: return {random.choice(["IN", "NOT_IN"]): [value(attr) for _ in range(3)]}
    if texts and r < .4: return {"REGEX": random.choice(["^[a-z]+$", "s$", "(?i)^said", "N", "\\d", "^$"])}
    if texts and r < .5: return {random.choice(["FUZZY", "FUZZY1", "FUZZY2"]): random.choice(["saad", "envoy", "Nuto", "mets"])}
    if texts and r < .55: return {"REGEX": {random.choice(["IN", "NOT_IN"]): ["^s", "o$"]}}
    if attr == "LENGTH" and r < .6: return {random.choice(["==", "!=", ">", "<", ">=", "<="]): random.randint(1, 6)}
    return value(attr)

def token():
    attrs = random.sample(["ORTH", "TEXT", "LOWER", "NORM", "TAG", "TAG", "POS", "MORPH", "DEP", "LEMMA", "SHAPE", "LENGTH", "IS_SPACE", "IS_ALPHA", "IS_PUNCT",
                           "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL", "IS_UPPER", "IS_TITLE", "IS_SENT_START", "SPACY", "IS_CURRENCY"], random.choice([0, 1, 1, 1, 2]))
    t = {a: condition(a) for a in attrs}
    if random.random() < .45:
        t["OP"] = random.choice(["!", "?", "+", "*", "{2}", "{1,2}", "{,2}", "{2,}", "1"])
    return t

def rule():
    sets = {}
    for a in random.sample(["TAG", "POS", "MORPH", "LEMMA", "DEP", "NORM"], random.choice([1, 1, 2, 3])):
        sets[a] = random.choice({"TAG": ["T1", "T2"], "POS": ["X", "ADV"], "MORPH": ["B=c|A=d", "_", "", "A=y,x"], "LEMMA": ["l1", "l2"],
                                 "DEP": ["d1"], "NORM": ["n1"]}[a])
    patterns = [[token() for _ in range(random.choice([1, 1, 2, 3]))] for _ in range(random.choice([1, 1, 2]))]
    return {"patterns": patterns, "attrs": sets, "index": random.choice([0, 0, 0, 1, -1])}

def make():
    while True:
        ruler = nlp.create_pipe("attribute_ruler")
        rules = [rule() for _ in range(random.randint(1, 6))]
        try:
            ruler.add_patterns(rules)
        except Exception:
            continue
        t = text()
        doc = Doc(nlp.vocab, words=[w["word"] for w in t], spaces=[w["space"] for w in t], tags=[w["tag"] for w in t], pos=[w["pos"] for w in t],
                  morphs=[w["morph"] for w in t], lemmas=[w["lemma"] for w in t])
        for w, tok in zip(t, doc):
            tok.is_sent_start = w["start"]
        for w, tok in zip(t, doc):
            tok.dep_ = w["dep"]
            if w["morph"] == "": tok.set_morph(None)
        ms = ruler.matcher(doc, allow_missing=True)
        # A rule whose index lies outside a match is refused by the reference at run time.
        bad = False
        for m, s, e in ms:
            i = ruler.indices[int(nlp.vocab.strings[m])]
            bad |= not -(e - s) <= i < e - s
        if bad: continue
        ruler(doc)
        return {"rules": rules, "text": t, "want": [[x.tag_, x.pos_, str(x.morph), x.lemma_, x.dep_, x.norm_] for x in doc]}

print("[" + ",\n".join(json.dumps(make(), ensure_ascii=True, separators=(",", ":")) for _ in range(220)) + "]")
