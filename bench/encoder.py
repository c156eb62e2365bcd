"""Measure the reference implementation (PyTorch, Hugging Face's BertModel) as bench/encoder measures ours.

    python encoder.py MODEL windows.jsonl alone|together [vectors]

The same windows, one thread: one at a time, or sixteen of like length together. Prints one line of JSON: pieces (each
once), times (seconds of the processor for each window or sixteen), load, peak (MB). With vectors, which are ours of the same pieces, it says how
ours agree: the cosine; the error (the mean distance of a vector from the reference's, as a share of that one's
distance from the mean of all); the share of pieces for which a linear layer of ten random classes decides as it does on the
reference's vectors; and the same for a layer that was trained, on the reference's vectors of every other window, to
tell the part of speech that the syntax engine found, with how often it is right in the other windows.
"""
import json, os, resource, sys, time
import torch

torch.set_num_threads(1)
torch.set_num_interop_threads(1)
from transformers import BertModel

start = time.process_time()
model = BertModel.from_pretrained(sys.argv[1], add_pooling_layer=False).eval()
load = time.process_time() - start
windows = [json.loads(l) for l in open(sys.argv[2])]


times = []


def forward(**inputs):
    start = time.process_time()
    h = model(**inputs).last_hidden_state
    times.append(time.process_time() - start)
    return h


def alone(ws):
    return [forward(input_ids=torch.tensor([w["ids"]]))[0] for w in ws]


def together(ws, size=16):
    order = sorted(range(len(ws)), key=lambda i: len(ws[i]["ids"]))
    out = [None] * len(ws)
    for i in range(0, len(order), size):
        part = order[i:i + size]
        n = max(len(ws[j]["ids"]) for j in part)
        ids, mask = torch.zeros(len(part), n, dtype=torch.long), torch.zeros(len(part), n, dtype=torch.long)
        for k, j in enumerate(part):
            x = torch.tensor(ws[j]["ids"])
            ids[k, :len(x)], mask[k, :len(x)] = x, 1
        h = forward(input_ids=ids, attention_mask=mask)
        for k, j in enumerate(part):
            out[j] = h[k, :len(ws[j]["ids"])]
    return out


how = {"alone": alone, "together": together}[sys.argv[3]]
with torch.inference_mode():
    how(windows[:8])
    times.clear()
    got = how(windows)
result = {"pieces": sum(w["to"] - w["from"] for w in windows), "times": times, "load": load, "how": sys.argv[3],
          "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
if len(sys.argv) > 4:
    ref = torch.cat([g[w["from"]:w["to"]] for g, w in zip(got, windows)]).clone()
    names = sorted({l for w in windows for l in w["labels"]})
    label = torch.tensor([names.index(l) for w in windows for l in w["labels"]])
    odd = torch.cat([torch.full((w["to"] - w["from"],), i % 2) for i, w in enumerate(windows)])
    ours = torch.frombuffer(bytearray(open(sys.argv[4], "rb").read()), dtype=torch.float32).view(-1, ref.shape[1])
    assert ours.shape == ref.shape, (ours.shape, ref.shape)
    cos = torch.nn.functional.cosine_similarity(ours, ref)
    torch.manual_seed(1)
    mean = ref.mean(0)
    error = ((ours - ref).norm(dim=1) / (ref - mean).norm(dim=1)).mean()
    head = torch.randn(10, ref.shape[1])
    random = ((ours - mean) @ head.T).argmax(1) == ((ref - mean) @ head.T).argmax(1)
    layer = torch.nn.Linear(ref.shape[1], len(names))
    opt = torch.optim.Adam(layer.parameters(), 5e-3)
    x, y = (ref - mean)[odd == 0], label[odd == 0]
    for step in range(300):
        at = torch.randint(len(x), (2048,))
        opt.zero_grad()
        torch.nn.functional.cross_entropy(layer(x[at]), y[at]).backward()
        opt.step()
    with torch.inference_mode():
        a, b = layer(ours - mean).argmax(1)[odd == 1], layer(ref - mean).argmax(1)[odd == 1]
    result.update(cosine=float(cos.mean()), least=float(cos.min()), error=float(error), random=float(random.float().mean()),
                  trained=float((a == b).float().mean()), correct=float((b == label[odd == 1]).float().mean()))
print(json.dumps(result))
