"""Reading: windows of neighbouring sentences find the boundaries, then each sentence is read once more alone.

Texts are read in rounds, the next window of each text in the same batch; a window begins where a sentence begins. Its last
sentence may be unfinished, so the next window begins with that one. The scores of the two readings are averaged: neighbours help
with names, and trees are better without them. At the end each name of a text gets one kind wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kg.neural import agreement, names, trees
from kg.neural.features import features
from kg.neural.network import Network
from kg.neural.windows import Array, Window, Words, batches, exactly, following, padded, sentences

ARCS = 256  # arcs labelled at a time
ALONE = 2_000  # word pieces in a batch of sentences
TAGS = ("pos", "feats", "lemmas")


@dataclass
class Found:
    """What one reading says of a sentence of n words: scores of heads (n x n + 1) and tags, and vectors for the labels."""

    arcs: Array
    ents: Array
    dep: Array
    head: Array
    tags: dict[str, list[int]]


@dataclass
class Sentence:
    """Words ``begin`` to ``end`` of a text, and its readings."""

    words: Words
    begin: int
    end: int
    found: list[Found] = field(default_factory=list)

    def heads(self) -> NDArray[np.int64]:
        """The best tree of the averaged scores: 0 for the root, else the word's number counted from 1."""
        return trees.decode(sum(_log_softmax(f.arcs) for f in self.found))  # type: ignore[arg-type]


class Reading:
    """Reads the words of many texts with one network. ``passes`` 1 leaves out the second reading."""

    def __init__(self, network: Network, passes: int = 2) -> None:
        self.network = network
        self.passes = passes
        self.tags = network.labels["ents"]
        self.table, self.first = names.transitions(self.tags)
        self.root = network.labels["deps"].index("ROOT")

    def read(self, texts: Sequence[Words]) -> None:
        """Fill in the results of every text."""
        for text in texts:
            text.shapes = features(text.texts, text.spaces)
        pieces = self.network.pieces
        pending = [w for t in texts if (w := following(t, 0, pieces))]
        while pending:
            after = []
            for batch in batches(pending):
                done = self._boundaries(batch)
                self._again([s for group, w in zip(done, batch, strict=True) for s in group if (s.begin, s.end) != (w.begin, w.end)])
                self._store([s for group in done for s in group])
                after += [w for group in done if (w := following(group[-1].words, group[-1].end, pieces))]
            pending = after
        for text in texts:
            if text.ents:
                text.ents = agreement.settled(text.texts, np.concatenate(text.scores), text.ents, self.tags)
            text.scores.clear()

    def _boundaries(self, batch: Sequence[Window]) -> list[list[Sentence]]:
        """The finished sentences of each window with their first reading."""
        out = self.network.run(**padded(batch))
        done = []
        for i, window in enumerate(batch):
            group = [Sentence(window.words, a, b) for a, b in sentences(window, out["sents"][i])]
            for sent in group:
                sent.found.append(_found(out, i, sent.begin - window.begin + 1, sent.end - window.begin + 1))
            done.append(group)
        return done

    def _again(self, sents: Sequence[Sentence]) -> None:
        """Read sentences without their neighbours."""
        if self.passes < 2:
            return
        owners: dict[int, Sentence] = {}
        alone = []
        for sent in sents:
            window = exactly(sent.words, sent.begin, sent.end, self.network.pieces)
            owners[id(window)] = sent
            alone.append(window)
        for batch in batches(alone, ALONE):
            out = self.network.run(**padded(batch))
            for i, window in enumerate(batch):
                owners[id(window)].found.append(_found(out, i, 1, len(window.first)))

    def _store(self, sents: Sequence[Sentence]) -> None:
        heads = [s.heads() for s in sents]
        labels = self._labels(sents, heads)
        at = 0
        for sent, found in zip(sents, heads, strict=True):
            words, size = sent.words, len(found)
            tags = sent.found[-1].tags
            words.pos += tags["pos"]
            words.feats += tags["feats"]
            words.lemmas += tags["lemmas"]
            words.heads += [sent.begin + (k if h == 0 else h - 1) for k, h in enumerate(found.tolist())]
            words.deps += [self.root if h == 0 else label for h, label in zip(found.tolist(), labels[at : at + size], strict=True)]
            at += size
            scores = _mean([_log_softmax(f.ents) for f in sent.found])
            words.scores.append(scores)
            path = names.viterbi(scores, self.table, self.first)
            words.ents += [(a + sent.begin, b + sent.begin, label) for a, b, label in names.spans([self.tags[i] for i in path])]

    def _labels(self, sents: Sequence[Sentence], heads: Sequence[NDArray[np.int64]]) -> list[int]:
        """The best label but the root's of each arc, some arcs at a time, since a row of scores takes much memory on its way."""
        # One call on the mean vectors of both readings does as well as the mean of two calls.
        dep = np.concatenate([_mean([f.dep for f in s.found]) for s in sents])
        head = np.concatenate([_mean([f.head[h] for f in s.found]) for s, h in zip(sents, heads, strict=True)])
        out: list[int] = []
        for at in range(0, len(dep), ARCS):
            scores = self.network.label_scores(dep[at : at + ARCS], head[at : at + ARCS])
            scores[:, self.root] = -np.inf
            out += scores.argmax(axis=1).tolist()
        return out


def _found(out: dict[str, NDArray[np.generic]], row: int, begin: int, end: int) -> Found:
    """Cut one sentence out of a batch; ``begin`` and ``end`` count the window's words from 1, 0 being the frame token."""
    arcs, heads = out["arcs"][row, begin:end], out["lhead"][row]
    return Found(
        np.concatenate([arcs[:, :1], arcs[:, begin:end]], axis=1),
        out["ents"][row, begin:end],  # type: ignore[arg-type]
        out["ldep"][row, begin:end],  # type: ignore[arg-type]
        np.concatenate([heads[:1], heads[begin:end]]),
        {key: out[key][row, begin:end].tolist() for key in TAGS},
    )


def _log_softmax(scores: Array) -> Array:
    """By row."""
    moved = scores - scores.max(axis=1, keepdims=True)
    result: Array = moved - np.log(np.exp(moved).sum(axis=1, keepdims=True))
    return result


def _mean(arrays: Sequence[Array]) -> Array:
    """Of arrays of one shape."""
    result: Array = arrays[0] if len(arrays) == 1 else (arrays[0] + arrays[1]) * np.float32(0.5)
    return result
