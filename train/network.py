"""The encoder with the attribution head: labels of pieces, and what hangs on each cue."""
import torch
from torch import nn
from transformers import AutoModel

ROLES = 3  # source, cue, content
CUE = 1


class Attribution(nn.Module):
    """Over the vectors of pieces: labels, three yes-or-no and one that tells where a cue
    begins; and for each cue's first piece which pieces are its source, itself, its content.

    A link's odds are u(anchor)ᵀ W v(piece) + a(anchor) + b(piece) + c(distance), with
    narrow u and v, so that they cost little beside the encoder.
    """

    def __init__(self, width, narrow=64, far=64):
        super().__init__()
        self.labels = nn.Linear(width, ROLES + 1)
        self.anchor = nn.Linear(width, narrow * ROLES)
        self.piece = nn.Linear(width, narrow * ROLES)
        self.own = nn.Linear(width, ROLES)
        self.place = nn.Embedding(2 * far + 1, ROLES)
        nn.init.zeros_(self.place.weight)
        self.narrow, self.far = narrow, far
        self.drop = nn.Dropout(0.1)

    def forward(self, x):
        return self.labels(self.drop(x))

    def links(self, x, at):
        """x: (windows, pieces, width); at: (anchors, 2) window and piece. Odds (anchors, pieces, roles)."""
        x = self.drop(x)
        u = torch.nn.functional.gelu(self.anchor(x[at[:, 0], at[:, 1]])).view(-1, ROLES, self.narrow)
        v = torch.nn.functional.gelu(self.piece(x)).view(x.shape[0], x.shape[1], ROLES, self.narrow)[at[:, 0]]
        odds = torch.einsum("arn,aprn->apr", u, v) / self.narrow ** 0.5 + self.own(x)[at[:, 0]]
        d = torch.arange(x.shape[1], device=x.device)[None, :] - at[:, 1:]
        return odds + self.place(_bucket(d, self.far))


def _bucket(d, far):
    """Distances one by one up to 32, then in growing steps."""
    near = far // 2
    a = d.abs()
    grown = near + (torch.log2(a.clamp(min=near).float() / near) * near / 4).long()
    return torch.sign(d) * torch.where(a < near, a, grown.clamp(max=far)) + far


class Names(nn.Module):
    """Whether a piece is in the name of a person, an organization, a place, and whether a name begins at it."""

    def __init__(self, width):
        super().__init__()
        self.labels = nn.Linear(width, 4)
        self.drop = nn.Dropout(0.1)

    def forward(self, x):
        return self.labels(self.drop(x))


class Reader(nn.Module):
    def __init__(self, folder, **config):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False, **config)
        self.attribution = Attribution(self.encoder.config.hidden_size)
        self.names = Names(self.encoder.config.hidden_size)

    def forward(self, ids, mask):
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state


def load(folder, path, layers=0, **config):
    """A network of the weights in a file, with as many layers as they have, or grown to so many."""
    state = torch.load(path, weights_only=True, map_location="cpu")["net"]
    has = 1 + max(int(n.split(".")[3]) for n in state if n.startswith("encoder.encoder.layer."))
    net = Reader(folder, num_hidden_layers=max(has, layers), **config)
    if layers > has:
        state = grown(state, has, layers)
    net.load_state_dict(state)
    return net


def grown(state, has, layers):
    """The state with further layers, each a copy of the one below it but that it adds nothing: what the network computes stays nearly the same, and
    training goes on from there (LLaMA Pro, arXiv 2401.02415). They are spread evenly, the last on top.

    A layer normalizes what it is given even where it adds nothing. Its gain and bias give back the spread and the mean that the layer below has on the whole.
    """
    more = layers - has
    after = {(i + 1) * has // more - 1 for i in range(more)}
    out = {n: t for n, t in state.items() if not n.startswith("encoder.encoder.layer.")}
    at = 0
    for k in range(has):
        own = {n.split(".", 4)[4]: t for n, t in state.items() if n.startswith(f"encoder.encoder.layer.{k}.")}
        kinds = [own]
        if k in after:
            new = {n: t.clone() for n, t in own.items()}
            gain, bias = own["output.LayerNorm.weight"], own["output.LayerNorm.bias"]
            for part in ("attention.output", "output"):
                new[part + ".dense.weight"].zero_()
                new[part + ".dense.bias"].zero_()
                new[part + ".LayerNorm.weight"].fill_((gain.square().mean() + bias.var(correction=0)).sqrt())
                new[part + ".LayerNorm.bias"].fill_(bias.mean())
            kinds.append(new)
        for layer in kinds:
            out.update({f"encoder.encoder.layer.{at}.{n}": t for n, t in layer.items()})
            at += 1
    return out


class Dropout(nn.Module):
    """Dropout that draws a byte for each number, eight bytes at a time: two fifths of the time of PyTorch's on a processor. The share is rounded to 256ths."""

    def __init__(self, share):
        super().__init__()
        self.below = round(share * 256)

    def forward(self, x):
        if not self.training or not self.below:
            return x
        drawn = torch.empty((x.numel() + 7) // 8, dtype=torch.int64).random_(-2 ** 63, None).view(torch.uint8)[:x.numel()].view(x.shape)
        return x * (drawn >= self.below).to(x.dtype).mul_(256 / (256 - self.below))


def quick_dropout(net):
    """Puts Dropout in the place of PyTorch's."""
    for part in list(net.modules()):
        for name, child in part.named_children():
            if isinstance(child, nn.Dropout) and child.p:  # that of the attention, which is asked for its share, drops nothing
                setattr(part, name, Dropout(child.p))


@torch.no_grad()
def round_words(net, bits):
    """Brings the vectors of the pieces to what the model file keeps of them, numbers of so many bits that are
    (k + 1/2) * scale, with a scale for each, and trains them no further: the rest learns to live with it, and nothing is lost when they are written."""
    w = net.encoder.embeddings.word_embeddings.weight
    half, best, least = 2 ** (bits - 1), None, None
    top = w.abs().amax(1, keepdim=True).clamp(min=1e-12)
    for share in (1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65):  # the few greatest may be cut off where the others gain more
        scale = top * share / (half - 0.5)
        x = ((w / scale).floor().clamp(-half, half - 1) + 0.5) * scale
        far = (x - w).square().sum(1, keepdim=True)
        best, least = (x, far) if best is None else (torch.where(far < least, x, best), torch.minimum(far, least))
    w.copy_(best)
    w.requires_grad_(False)


def vectors(net, ids, mask, a, device):
    with torch.autocast(device, dtype=torch.bfloat16, enabled=a.bf16):
        x = net(ids.to(device), mask.to(device))
    return x.float()


# Cue and source are rare beside content, a cue's first piece more so.
RARE = (1.5, 1.5, 1.0, 2.0)


def bce(odds, y):
    return torch.nn.functional.binary_cross_entropy_with_logits(odds, y, reduction="none")
