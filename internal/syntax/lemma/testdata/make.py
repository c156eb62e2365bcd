"""Make lemmas.json: made-up tables for each way of finding lemmas, and what the
reference implementation (spaCy 3.8) makes of made-up words with them.

    python make.py > lemmas.json
"""
import base64, json, random, warnings
import spacy
from spacy.lookups import Lookups
from spacy.tokens import Doc

warnings.filterwarnings("ignore")
random.seed(5)
POS = ["NOUN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "ADP", "NUM", "PROPN", "PUNCT", "SPACE", "", "X", "SCONJ", "PART"]
STEMS = ["wal", "tor", "min", "Kal", "pero", "niemo", "najsta", "nienajba", "alcun", "qualcun", "la", "un", "d'", "l'", "so", "3.000,5", "da\u0301", "dame", "llev\u00e1nd", "c\u00f3rden"]
ENDS = ["", "s", "es", "ed", "ing", "er", "est", "a", "o", "as", "en", "\u0458\u045c\u0438", "n", "melo", "selos", "ar", "ue"]
MORPHS = ["", "Number=Sing", "Number=Plur", "VerbForm=Inf", "Number=Plur|PronType=Prs|VerbForm=Ger", "Degree=Pos", "Mood=Ind|Number=Sing|Tense=Pres|VerbForm=Fin", "Tense=Pres|VerbForm=Fin", "Gender=Fem|Number=Sing"]

def word():
    w = random.choice(STEMS) + random.choice(ENDS)
    r = random.random()
    return w.upper() if r < .08 else w.capitalize() if r < .2 else w

def lower(): return word().lower()
def some(f, n): return [f() for _ in range(random.randint(1, n))]
LOW = ["noun", "verb", "aux", "adj", "adv", "pron", "det", "adp", "num"]

def tables(lang, mode):
    t = {}
    if mode == "pos_lookup":
        for p in LOW + ["part", "other"]:
            t["lemma_lookup_" + p] = {k: random.choice([lower(), ""] if p == "other" else [lower()]) for k in some(word, 60) + some(lower, 60)}
    listed = lang in ("fr", "ca") # as their published tables are
    t["lemma_lookup"] = {k: [lower()] if listed else lower() for k in some(word, 40) + some(lower, 40)}
    if mode == "rule":
        ends = [e for e in ENDS if e]
        t["lemma_rules"] = {p: [[random.choice(ends), random.choice(["", "a", "e", "y", "-"])] for _ in range(6)] for p in random.sample(LOW, 7)}
        t["lemma_index"] = {p: some(lower, 50) for p in random.sample(LOW, 7)}
        t["lemma_exc"] = {p: {k: some(lower, 2) for k in some(lower, 20)} for p in random.sample(LOW, 7)}
    if lang == "es":
        r = t["lemma_rules"] = {n: [[random.choice(ends), random.choice(["ar", "o", "er"])] for _ in range(5)] for n in ("v1", "v2", "n1", "a1", "det_and_pron_general")}
        for n in ("adverbs", "det", "pron", "num", "det_and_pron_fixed"): r[n] = [[lower(), lower()] for _ in range(8)]
        r["accents"] = [["\u00f3", "o"], ["\u00e1", "a"]]
        r["voc_alt_1"] = [["e", "i"], ["a", "o"]]
        r["voc_alt_2"] = [["ue", "o"]]
        t["lemma_rules_groups"] = {"verb": [["v1", ["Number=Sing"]], ["v2", ["VerbForm=Ger"]]], "noun": [["n1", ["Number=Plur"]]], "adj": [["a1", ["Number=Sing", "Gender=Fem"]]]}
    return t

out = []
for lang, mode in [("en", "rule"), ("sv", "rule"), ("de", "lookup"), ("nl", "lookup"), ("fr", "rule"), ("ca", "rule"), ("el", "rule"), ("nl", "rule"),
                   ("mk", "rule"), ("ht", "rule"), ("es", "rule"), ("it", "pos_lookup"), ("pl", "pos_lookup")]:
    nlp = spacy.blank(lang)
    t = tables(lang, mode)
    lookups = Lookups()
    for name, data in t.items():
        lookups.add_table(name, data)
    l = nlp.create_pipe("lemmatizer", config={"mode": mode})
    l.initialize(lookups=lookups)
    cases = []
    for _ in range(160):
        w, pos, morph = word(), random.choice(POS), random.choice(MORPHS)
        if random.random() < .4 and mode == "rule":
            pool = [x for v in t["lemma_exc"].values() for x in v] + [x for v in t["lemma_index"].values() for x in v]
            w = random.choice(pool)
        doc = Doc(nlp.vocab, words=["x", w], pos=["X", pos], morphs=["", morph])
        doc[1].is_sent_start = start = random.random() < .3
        cases.append([w, pos, morph, start, l.lemmatize(doc[1])[0]])
    out.append({"lang": lang, "mode": mode, "tables": base64.b64encode(lookups.to_bytes()).decode(), "cases": cases})
print("[" + ",\n".join(json.dumps(o, separators=(",", ":")) for o in out) + "]")
