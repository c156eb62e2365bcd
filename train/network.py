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


def vectors(net, ids, mask, a, device):
    with torch.autocast(device, dtype=torch.bfloat16, enabled=a.bf16):
        x = net(ids.to(device), mask.to(device))
    return x.float()


# Cue and source are rare beside content, a cue's first piece more so.
RARE = (1.5, 1.5, 1.0, 2.0)


def bce(odds, y):
    return torch.nn.functional.binary_cross_entropy_with_logits(odds, y, reduction="none")
