"""Make the golden files of the tests: internal/encoder/tiny/vocab.txt and internal/encoder/testdata/golden.json.

    python make.py

Needs torch 2.15.0 and transformers 5.23.0. The texts are ours. The model is BERT's, tiny, with weights from a formula
that internal/encoder/tiny has too, so that no weights need be kept. For each text: its pieces as
BertTokenizerFast cuts it with the vocabulary, their bytes, and the vectors of two of its pieces as BertModel
computes them in float32, [CLS] and [SEP] around the text.
"""
import json, os, torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import BertConfig, BertModel

here = os.path.dirname(os.path.abspath(__file__))

texts = [
    "The coast guard rescued 43 fishermen off Tema on Friday.",
    "Police in Accra detained two reporters, their union said.",
    "\u201cWe don\u2019t know who fired first,\u201d a spokeswoman for the mission told Radio Sahel.",
    "Z\u00fcrich \u2013 S\u00e3o Tom\u00e9 \u2013 Ko\u0161ice \u2013 \u0141\u00f3d\u017a \u2013 \u00cele-de-France",
    "Zu\u0308rich, Sa\u0303o Tome\u0301 (accents apart)",
    "\u041c\u0438\u043d\u0438\u0441\u0442\u0440 \u0437\u0430\u044f\u0432\u0438\u043b, \u0447\u0442\u043e \u0434\u043e\u0433\u043e\u0432\u043e\u0440 \u043f\u043e\u0434\u043f\u0438\u0441\u0430\u043d.",
    "\u0397 \u03ba\u03c5\u03b2\u03ad\u03c1\u03bd\u03b7\u03c3\u03b7 \u03b4\u03b9\u03ad\u03c8\u03b5\u03c5\u03c3\u03b5 \u03c4\u03b9\u03c2 \u03c6\u03ae\u03bc\u03b5\u03c2.",
    "\u0642\u0627\u0644 \u0627\u0644\u0648\u0632\u064a\u0631 \u0625\u0646\u0651 \u0627\u0644\u0627\u062a\u0641\u0627\u0642 \u0648\u064f\u0642\u0651\u0639.",
    "\u05d4\u05e9\u05e8 \u05d0\u05de\u05e8 \u05e9\u05d4\u05d4\u05e1\u05db\u05dd \u05e0\u05d7\u05ea\u05dd.",
    "\u092e\u0902\u0924\u094d\u0930\u0940 \u0928\u0947 \u0915\u0939\u093e \u0915\u093f \u0938\u092e\u091d\u094c\u0924\u093e \u0939\u0941\u0906\u0964",
    "\u90e8\u957f\u8868\u793a\uff0c\u534f\u8bae\u5df2\u7ecf\u7b7e\u7f72\u3002",
    "\u5927\u81e3\u306f\u5408\u610f\u304c\u7f72\u540d\u3055\u308c\u305f\u3068\u8ff0\u3079\u305f\u3002",
    "\uc7a5\uad00\uc740 \ud569\uc758\uac00 \uc11c\uba85\ub418\uc5c8\ub2e4\uace0 \ub9d0\ud588\ub2e4.",
    "B\u1ed9 tr\u01b0\u1edfng n\u00f3i r\u1eb1ng th\u1ecfa thu\u1eadn \u0111\u00e3 \u0111\u01b0\u1ee3c k\u00fd.",
    "\u10db\u10d8\u10dc\u10d8\u10e1\u10e2\u10e0\u10db\u10d0 \u10d7\u10e5\u10d5\u10d0.",
    "Waziri alisema mkataba umetiwa saini.",
    "\u0130stanbul\u2019da I\u011fd\u0131r valisi konu\u015ftu; STRASSE, stra\u00dfe, \ufb01nance \u2122 \u00bd \u2167",
    "tabs\tand\r\nlines\u2028and\u3000wide\u00a0spaces\u200band\ufeffnone",
    "soft\u00adhyphens, control\u0007characters, a nul\u0000here, a \ufffd there",
    "emoji \U0001f30d\U0001f54a\ufe0f and flags \U0001f1f3\U0001f1ec, faces \U0001f469\u200d\U0001f4bb",
    "unaffable unbelievably untouchables re-elected UNHCR's IAEA\u2019s",
    "$1.5m, \u20ac2,300.75, 12:45, 50% (+3.2), #tag @name a_b c/d e&f <g> [h] {i} `j` ~k ^l |m",
    "x" * 100 + " " + "y" * 101 + " z",
    "https://news.example/2024/05/06?id=1&q=%20",
    "\uf900 \u2f800 compat \U0002f800 \U00020000 \u3400",
    "a\u0301\u0323b a\u0323\u0301b \u1e69 s\u0307\u0323 \u037e \u1fef \u2260 \u226e",
    "[CLS] and [SEP] and [MASK] and [UNK] in a text are text",
    "\u201c\u2018nested\u2019\u201d \u00abquotes\u00bb \u2039here\u203a \u300c\u4e2d\u300d --- ... \u2026",
    "1,200 killed, \u0967\u0968\u0969 \u0661\u0662\u0663 \uff11\uff12\uff13 \u00b2\u00b3",
    "O\u2019Brien-Nkemelu, J.-P. d'Estaing & co. (est. 1998)",
    "",
    " ",
    "\u200b\u200b",
    "word",
]
words = """the coast guard rescued off on friday police in two reporters their union said we don t know who fired first a for
mission told radio un re elected here and lines wide spaces none text are nested quotes killed word ministr ##able ##ably ##ed
##ing ##s ##er ##man ##men fisher spokes ##woman accents apart sao tome zurich ##ich""".split()


def normal(s):
    return normalizers.BertNormalizer().normalize_str(s)


def vocabulary():
    chars = sorted({c for t in texts for c in normal(t) if not c.isspace()})
    # Some characters are left out, so that words of them are [UNK].
    chars = [c for c in chars if c not in "\u0b85\u3079\u10e5|^~" and ord(c) < 0x1F000]
    return ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + chars + ["##" + c for c in chars if c.isalnum()] + sorted(w for w in set(words) if len(w.replace("#", "")) > 1)


def value(t, n):
    """The formula: n values of the tensor of number t, in [-0.5, 0.5)."""
    h = (torch.arange(n, dtype=torch.int64) * 2654435761 + t * 2246822519 + 12345) & 0xFFFFFFFF
    h ^= h >> 15
    h = (h * 0x2C1B3C6D) & 0xFFFFFFFF
    h ^= h >> 12
    h = (h * 0x297A2D39) & 0xFFFFFFFF
    h ^= h >> 15
    return (h >> 8).float() / 16777216 - 0.5


vocab = vocabulary()
with open(here + "/../tiny/vocab.txt", "w", encoding="utf8") as f:
    f.write("".join(v + "\n" for v in vocab))
tok = Tokenizer(models.WordPiece({v: i for i, v in enumerate(vocab)}, unk_token="[UNK]", max_input_chars_per_word=100))
tok.normalizer = normalizers.BertNormalizer()
tok.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
model = BertModel(BertConfig(vocab_size=len(vocab), hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=128,
                             max_position_embeddings=256, hidden_act="gelu", attn_implementation="eager"), add_pooling_layer=False).eval()
state = model.state_dict()
names = sorted(n for n in state if n.endswith((".weight", ".bias")))
for t, n in enumerate(names):
    x = value(t, state[n].numel()).view(state[n].shape)
    if n.endswith("LayerNorm.weight"):
        x = 1 + x * 0.5
    elif n.endswith("embeddings.weight"):
        x = x * 2
    elif n.endswith(".weight"):
        x = x * 0.6
    state[n] = x
model.load_state_dict(state)
out = []
with torch.no_grad():
    for text in texts:
        e = tok.encode(text, add_special_tokens=False)
        at = [0]
        for ch in text:
            at.append(at[-1] + len(ch.encode()))
        ids = e.ids
        got = {"text": text, "ids": ids, "at": [[at[s], at[t]] for s, t in e.offsets], "vectors": {}}
        v = model(torch.tensor([[2] + ids + [3]])).last_hidden_state[0]
        for i in {0, len(ids) // 2}:
            if i < len(ids):
                got["vectors"][i] = [round(float(x), 5) for x in v[i + 1]]
        out.append(got)
with open(here + "/../testdata/golden.json", "w", encoding="utf8") as f:
    f.write("[\n" + ",\n".join(json.dumps(o, ensure_ascii=True) for o in out) + "\n]\n")
print(len(vocab), "pieces in the vocabulary,", sum(len(o["ids"]) for o in out), "in the texts")
