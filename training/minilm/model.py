"""The network: a BERT encoder (MiniLM, 6 layers of 384) that knows the case of words, and one head a task."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536
ARC, LABEL, CASE = 320, 128, 32
CORPORA = ("any", "ewt", "gum", "wikigold", "re3d")  # the entity head learns each corpus's habits; "any" is used at run time


class Layer(nn.Module):
    """One transformer block, normalised after each part, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.rate = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` is batch x pieces x WIDTH, ``mask`` is added to the attention scores."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: on a CPU in bfloat16 this is several times faster than the fused attention, and it exports plainly.
        scores = (q * (WIDTH // HEADS) ** -0.5) @ k.transpose(-1, -2) + mask
        mixed = scores.softmax(-1).to(v.dtype) @ v
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + F.dropout(self.out(mixed), self.rate, self.training))
        return self.norm2(x + F.dropout(self.down(F.gelu(self.up(x))), self.rate, self.training))


class Encoder(nn.Module):
    """BERT with an added embedding of the case shape of each piece's word, and a learned mix of its layers."""

    def __init__(self, vocab: int, shapes: int, dropout: float) -> None:
        super().__init__()
        self.words = nn.Embedding(vocab, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(shapes, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.mix = nn.Parameter(torch.tensor([0.0] * LAYERS + [2.0]))
        self.rate = dropout

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """batch x pieces -> batch x pieces x WIDTH; ``mask`` is 1 for pieces, 0 for padding."""
        x = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]] + self.shapes(shapes))
        x = F.dropout(x, self.rate, self.training)
        added = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        weights = self.mix.softmax(0)
        total = weights[0] * x
        for i, layer in enumerate(self.layers):
            x = layer(x, added)
            total = total + weights[i + 1] * x
        return total

    def load_bert(self, path: Path) -> None:
        """Take over the weights of a Hugging Face BERT stored as safetensors."""
        from safetensors.torch import load_file

        old = {k.removeprefix("bert."): v for k, v in load_file(path).items()}
        own = {"words.weight": old["embeddings.word_embeddings.weight"], "places.weight": old["embeddings.position_embeddings.weight"]}
        own["words.weight"] = own["words.weight"] + old["embeddings.token_type_embeddings.weight"][0]
        for kind in ("weight", "bias"):
            own[f"norm.{kind}"] = old[f"embeddings.LayerNorm.{kind}"]
            for i in range(LAYERS):
                base = f"encoder.layer.{i}."
                own[f"layers.{i}.qkv.{kind}"] = torch.cat([old[f"{base}attention.self.{n}.{kind}"] for n in ("query", "key", "value")])
                own[f"layers.{i}.out.{kind}"] = old[f"{base}attention.output.dense.{kind}"]
                own[f"layers.{i}.norm1.{kind}"] = old[f"{base}attention.output.LayerNorm.{kind}"]
                own[f"layers.{i}.up.{kind}"] = old[f"{base}intermediate.dense.{kind}"]
                own[f"layers.{i}.down.{kind}"] = old[f"{base}output.dense.{kind}"]
                own[f"layers.{i}.norm2.{kind}"] = old[f"{base}output.LayerNorm.{kind}"]
        missing, unexpected = self.load_state_dict(own, strict=False)
        if unexpected or set(missing) != {"shapes.weight", "mix"}:
            raise ValueError(f"{path} is no BERT of this size: {missing} missing, {unexpected} left over")


class Reader(nn.Module):
    """Encoder and heads. Word 0 of every window is the frame token; as a head it stands for the root."""

    def __init__(self, sizes: dict[str, int], dropout: float = 0.1, head_dropout: float = 0.25) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes["vocab"], sizes["shapes"], dropout)
        self.case = nn.Embedding(sizes["shapes"], CASE)
        self.drop = nn.Dropout(head_dropout)
        word = WIDTH + CASE
        self.arc_dep, self.arc_head = nn.Linear(word, ARC), nn.Linear(word, ARC)
        self.lab_dep, self.lab_head = nn.Linear(word, LABEL), nn.Linear(word, LABEL)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        nn.init.xavier_uniform_(self.arc)
        self.label = nn.Parameter(torch.zeros(sizes["deps"], LABEL + 1, LABEL + 1))
        nn.init.normal_(self.label, std=0.01)
        self.pos, self.feats, self.lemma = (nn.Linear(word, sizes[k]) for k in ("pos", "feats", "lemmas"))
        self.ner_in, self.ner = nn.Linear(word, 256), nn.Linear(256, sizes["ents"])
        self.habit = nn.Embedding(len(CORPORA), 256)
        nn.init.zeros_(self.habit.weight)
        self.sent_in, self.sent = nn.Linear(word, 128), nn.Linear(128, 2)

    def words(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """Word vectors: batch x words x (WIDTH + CASE); ``first`` is the place of each word's first piece."""
        x = self.encoder(ids, shapes, mask)
        x = torch.gather(x, 1, first[:, :, None].expand(-1, -1, WIDTH))
        case = self.case(torch.gather(shapes, 1, first))
        return self.drop(torch.cat([x, case.to(x.dtype)], -1))

    def heads(self, words: Tensor, corpus: Tensor) -> dict[str, Tensor]:
        """Scores of every task; ``arcs`` is batch x dependent x head, ``ldep`` and ``lhead`` go into ``labels``."""
        act = F.gelu
        dep, head = self.drop(act(self.arc_dep(words))), self.drop(act(self.arc_head(words)))
        left = dep @ self.arc[:-1] + self.arc[-1]
        out = {"arcs": left @ head.transpose(1, 2) * ARC**-0.5}
        out["ldep"], out["lhead"] = self.drop(act(self.lab_dep(words))), self.drop(act(self.lab_head(words)))
        out["pos"], out["feats"], out["lemmas"] = self.pos(words), self.feats(words), self.lemma(words)
        out["ents"] = self.ner(self.drop(act(self.ner_in(words) + self.habit(corpus)[:, None])))
        out["sents"] = self.sent(act(self.sent_in(words)))
        return out

    def labels(self, dep: Tensor, head: Tensor) -> Tensor:
        """Label scores of pairs: n x LABEL and n x LABEL -> n x deps."""
        return labels_of(dep, head, self.label)


def labels_of(dep: Tensor, head: Tensor, table: Tensor) -> Tensor:
    """Biaffine scores; ``table`` is labels x (LABEL + 1) x (LABEL + 1)."""
    dep, head = F.pad(dep, (0, 1), value=1.0), F.pad(head, (0, 1), value=1.0)
    rows = dep @ table.permute(1, 0, 2).reshape(LABEL + 1, -1).to(dep.dtype)
    return (rows.view(dep.shape[0], -1, LABEL + 1) * head[:, None]).sum(-1)
