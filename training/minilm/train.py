"""``python -m training.minilm.train CORPORA AUTHORITY ENCODER OUT``: fine-tune the reader.

CORPORA and AUTHORITY are the folders described in ``training/MODEL_CARD.md``; ENCODER holds ``model.safetensors`` and
``vocab.txt`` of all-MiniLM-L6-v2. OUT gets ``labels.json``, ``state.pt`` (a checkpoint with everything needed to go on) and
``log.jsonl``. Started again with the same OUT it continues.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from kg.neural.features import SHAPES, WordPieces
from training.minilm import data
from training.minilm.data import IGNORE, Augment, Labels
from training.minilm.model import Reader
from training.minilm.score import dev_scores

SEED = 20230618
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = {"pos": 1.0, "feats": 0.5, "lemmas": 0.5, "ents": 1.0, "sents": 0.5}


def loss_of(model: Reader, batch: dict[str, Tensor], rng: random.Random) -> tuple[Tensor, dict[str, float]]:
    """The summed loss of a batch and its parts; tasks without a label in the batch count nothing."""
    corpus = torch.where(torch.rand(len(batch["corpus"])) < 0.5, batch["corpus"], torch.zeros_like(batch["corpus"]))
    out = model.heads(model.words(batch["ids"], batch["shapes"], batch["mask"], batch["first"]), corpus)
    parts: dict[str, Tensor] = {}
    for key, weight in WEIGHTS.items():
        gold = batch[key].flatten()
        if (gold != IGNORE).any():
            parts[key] = weight * F.cross_entropy(out[key].flatten(0, 1).float(), gold, ignore_index=IGNORE)
    gold = batch["heads"]
    known = gold != IGNORE
    if known.any():
        # One batch in five sees all words of the window as possible heads, so that wrong boundaries do less harm.
        arcs = out["arcs"].float()
        if rng.random() > 0.2:
            arcs = arcs.masked_fill(~batch["same"], -1e4)
        else:
            padded = torch.zeros_like(known).logical_or(batch["first"] == 0)
            padded[:, 0] = False
            arcs = arcs.masked_fill(padded[:, None, :], -1e4)
        parts["arcs"] = F.cross_entropy(arcs[known], gold[known])
        rows, cols = known.nonzero(as_tuple=True)
        scores = model.labels(out["ldep"][rows, cols], out["lhead"][rows, gold[rows, cols]]).float()
        parts["deps"] = F.cross_entropy(scores, batch["deps"][rows, cols], ignore_index=IGNORE)
    total = torch.stack(list(parts.values())).sum()
    return total, {k: float(v.detach()) for k, v in parts.items()}


Rows = list[dict[str, list[int]]]


def epoch(sents: dict[str, list[data.Sentence]], labels: Labels, pieces: WordPieces, swap: Augment, budget: int, number: int) -> list[Rows]:
    """The batches of one epoch; the same for the same number."""
    rng = random.Random(SEED + number)
    index = {k: {v: i for i, v in enumerate(vs)} for k, vs in vars(labels).items()}
    rows = []
    for corpus, members in sents.items():
        for run in data.runs(members, corpus):
            for window in data.windows(run, pieces, 128, rng, single=0.3):
                rows.append(data.encode(swap(window, rng), corpus, labels, pieces, index))
    return data.batched(rows, budget, rng)


class Schedule:
    """The learning rate as a share of its peak: warm-up, then linear decay by steps, or by the clock up to ``end``."""

    def __init__(self, steps: int, warmup: int, end: float, share: float) -> None:
        self.steps, self.warmup, self.end, self.share, self.began = steps, warmup, end, share, time.time()

    def __call__(self, step: int) -> float:
        warm = min(1.0, (step + 1) / self.warmup)
        if self.end:
            return warm * self.share * max(0.0, (self.end - time.time()) / (self.end - self.began))
        return warm * max(0.0, 1.0 - step / self.steps)


def optimizer_of(model: Reader, encoder_rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW with the encoder's and the heads' own rates; what starts from nothing learns at the heads' rate."""
    fresh = {"encoder.shapes.weight", "encoder.mix"}
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, value in model.named_parameters():
        rate = encoder_rate if name.startswith("encoder.") and name not in fresh else head_rate
        decay = 0.01 if value.ndim > 1 else 0.0
        groups.setdefault((rate, decay), []).append(value)
    params = [{"params": v, "lr": r, "peak": r, "weight_decay": d} for (r, d), v in groups.items()]
    return torch.optim.AdamW(params, betas=(0.9, 0.98), fused=True)


def steps(begin: int, number: int, make: Callable[[int], list[Rows]]) -> Iterator[tuple[int, int, Rows]]:
    """Epoch, place and batch, from a checkpoint's place on."""
    while True:
        batches = make(number)
        for place in range(begin, len(batches)):
            yield number, place, batches[place]
        number, begin = number + 1, 0


def main(args: argparse.Namespace) -> None:
    torch.set_num_threads(args.threads)
    torch.manual_seed(SEED)
    args.out.mkdir(parents=True, exist_ok=True)
    weights = args.encoder / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != ENCODER_SHA256:
        raise SystemExit(f"{weights} is not the encoder this recipe was written for")
    pieces = WordPieces.read(args.encoder / "vocab.txt")
    sents = data.training_sentences(args.corpora)
    dev = data.treebanks(args.corpora, "dev")
    labels = Labels.learn([s for group in sents.values() for s in group])
    labels.save(args.out / "labels.json")
    sizes = {k: len(v) for k, v in vars(labels).items()} | {"vocab": 30522, "shapes": SHAPES}
    model = Reader(sizes)
    model.encoder.load_bert(weights)
    swap = Augment(*data.names(args.authority, SEED))
    optimizer = optimizer_of(model, args.encoder_rate, args.head_rate)
    state_path, log = args.out / "state.pt", (args.out / "log.jsonl").open("a")
    step, number, place, share, tokens = 0, 0, 0, 1.0, 0
    if state_path.exists():
        state = torch.load(state_path, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step, number, place, share, tokens = (state[k] for k in ("step", "epoch", "place", "share", "tokens"))
        torch.manual_seed(SEED + step)

    def make(e: int) -> list[Rows]:
        return epoch(sents, labels, pieces, swap, args.budget, e)

    per_epoch = len(make(0))
    rate = Schedule(int(args.epochs * per_epoch), args.warmup, args.end, share)
    log.write(json.dumps({"start": step, "per_epoch": per_epoch, "sizes": sizes}) + "\n")
    log.flush()
    model.train()
    sums: dict[str, float] = {}
    count, saved, clock = 0, time.time(), time.time()
    for at, done, rows in steps(place, number, make):
        number, place = at, done
        share = rate(step)
        if share <= 0.0 and step > args.warmup:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * share
        batch = data.collate(rows)
        with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
            loss, parts = loss_of(model, batch, random.Random(step))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        step += 1
        count += 1
        tokens += int(batch["mask"].sum())
        for key, value in parts.items():
            sums[key] = sums.get(key, 0.0) + value
        if count == args.log_every:
            now = time.time()
            line = {"step": step, "epoch": number, "share": round(share, 4), "s/step": round((now - clock) / count, 3), "pieces": tokens}
            log.write(json.dumps(line | {k: round(v / count, 4) for k, v in sums.items()}) + "\n")
            log.flush()
            sums, count, clock = {}, 0, now
        if args.dev_every and step % args.dev_every == 0:
            log.write(json.dumps({"step": step} | dev_scores(model, dev, labels, pieces, limit=args.dev_limit, bf16=args.bf16)) + "\n")
            log.flush()
            model.train()
            clock = time.time()
        if time.time() - saved > args.save_every:
            save(state_path, model, optimizer, step, number, place + 1, share, tokens)
            saved = clock = time.time()
    save(state_path, model, optimizer, step, number, place, share, tokens)
    log.write(json.dumps({"step": step, "final": True} | dev_scores(model, dev, labels, pieces, limit=0, bf16=False)) + "\n")
    log.close()


def save(
    path: Path, model: Reader, optimizer: torch.optim.Optimizer, step: int, number: int, place: int, share: float, tokens: int
) -> None:
    """Write the checkpoint, replacing the old one only when complete."""
    part = path.with_suffix(".part")
    counters = {"step": step, "epoch": number, "place": place, "share": share, "tokens": tokens}
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict()} | counters, part)
    part.replace(path)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("corpora", "authority", "encoder", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--epochs", type=float, default=12.5)
    parser.add_argument("--end", type=float, default=0.0, help="end of training as a Unix time; the rate then follows the clock")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--budget", type=int, default=2000, help="word pieces in a batch")
    parser.add_argument("--encoder-rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--warmup", type=int, default=100)
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--log-every", type=int, default=25)
    parser.add_argument("--dev-every", type=int, default=0)
    parser.add_argument("--dev-limit", type=int, default=0, help="windows of each dev set scored while training")
    parser.add_argument("--save-every", type=float, default=240.0, help="seconds")
    return parser.parse_args()


if __name__ == "__main__":
    main(arguments())
