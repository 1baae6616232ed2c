"""Scores on treebanks with gold tokens, straight from the torch model (greedy heads, gold sentences for the trees)."""

from __future__ import annotations

import torch

from kg.neural.features import WordPieces
from training.minilm import data
from training.minilm.data import IGNORE, Labels
from training.minilm.model import Reader


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Entity spans of BIO tags."""
    out: set[tuple[int, int, str]] = set()
    begin, kind = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and tag != f"I-{kind}":
            out.add((begin, i, kind))
            kind = ""
        if tag.startswith("B-") or (tag.startswith("I-") and not kind):
            begin, kind = i, tag[2:]
    return out


def f1(right: int, found: int, gold: int) -> float:
    """Harmonic mean of precision and recall, in percent."""
    return round(200 * right / max(1, found + gold), 2)


@torch.no_grad()
def dev_scores(
    model: Reader, sets: dict[str, list[data.Sentence]], labels: Labels, pieces: WordPieces, *, limit: int, bf16: bool
) -> dict[str, float]:
    """Percentages by set and task; ``limit`` windows of each set, all with 0."""
    model.eval()
    index = {k: {v: i for i, v in enumerate(vs)} for k, vs in vars(labels).items()}
    out: dict[str, float] = {}
    for name, sents in sets.items():
        groups = [w for run in data.runs(sents, name) for w in data.windows(run, pieces, 128)]
        rows = [data.encode(w, name, labels, pieces, index) for w in (groups[:: max(1, len(groups) // limit)] if limit else groups)]
        n = dict.fromkeys(("words", "uas", "las", "pos", "feats", "lemmas", "sr", "sf", "sg", "er", "ef", "eg"), 0)
        for batch_rows in data.batched(rows, 3000):
            batch = data.collate(batch_rows)
            with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
                words = model.words(batch["ids"], batch["shapes"], batch["mask"], batch["first"])
                scores = model.heads(words, torch.zeros(len(batch_rows), dtype=torch.long))
                arcs = scores["arcs"].float().masked_fill(~batch["same"], -1e4)
                arcs.diagonal(dim1=1, dim2=2).fill_(-1e5)
                heads = arcs.argmax(-1)
                known = batch["heads"] != IGNORE
                r, c = known.nonzero(as_tuple=True)
                best = model.labels(scores["ldep"][r, c], scores["lhead"][r, heads[r, c]]).argmax(-1)
            right = heads[r, c] == batch["heads"][r, c]
            n["words"] += len(r)
            n["uas"] += int(right.sum())
            n["las"] += int((right & (best == batch["deps"][r, c])).sum())
            for key in ("pos", "feats", "lemmas"):
                n[key] += int((scores[key].argmax(-1) == batch[key])[known].sum())
            start = batch["sents"] != IGNORE
            found, gold = scores["sents"].argmax(-1)[start] == 1, batch["sents"][start] == 1
            n["sr"] += int((found & gold).sum())
            n["sf"] += int(found.sum())
            n["sg"] += int(gold.sum())
            tags = scores["ents"].argmax(-1)
            for b in range(len(batch_rows)):
                sure = (batch["ents"][b] != IGNORE).nonzero()[:, 0]
                a = spans([labels.ents[i] for i in tags[b, sure].tolist()])
                g = spans([labels.ents[i] for i in batch["ents"][b, sure].tolist()])
                n["er"] += len(a & g)
                n["ef"] += len(a)
                n["eg"] += len(g)
        for key in ("uas", "las", "pos", "feats", "lemmas"):
            out[f"{name}_{key}"] = round(100 * n[key] / max(1, n["words"]), 2)
        out[f"{name}_sents"], out[f"{name}_ents"] = f1(n["sr"], n["sf"], n["sg"]), f1(n["er"], n["ef"], n["eg"])
    return out
