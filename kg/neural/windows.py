"""Reading words of any number through windows of limited size.

A window begins where a sentence begins. Its last sentence may be unfinished, so the next window begins with that one; texts are
read in rounds, the next window of each text in the same batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kg.neural import names, trees
from kg.neural.features import CLS, SEP, features
from kg.neural.network import Network

WINDOW = 160  # word pieces in a window; training windows hold up to 144
BATCH = 3_000  # word pieces in a batch, padding included
ARCS = 256  # arcs labelled at a time
CUTS = frozenset(".!?;:,\u2014\u2013-)\u201d\"")


@dataclass
class Words:
    """The words of a text with their results; heads count from 0 within the text, a root is its own head."""

    texts: list[str]
    spaces: list[bool]
    breaks: frozenset[int] = frozenset()  # words that begin a sentence for certain, as after an empty line
    given: bool = False  # the breaks are all the sentence starts there are, nothing is left to find
    pos: list[int] = field(default_factory=list)
    feats: list[int] = field(default_factory=list)
    lemmas: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ents: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass
class Window:
    """Words ``begin`` to ``end`` of a text as numbers; ``final`` when the text, or a certain sentence, ends with it."""

    words: Words
    begin: int
    end: int
    final: bool
    ids: list[int]
    shapes: list[int]
    first: list[int]


class Windows:
    """Reads the words of many texts with one network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        tags = network.labels["ents"]
        self.table, self.first = names.transitions(tags)
        self.root = network.labels["deps"].index("ROOT")

    def read(self, texts: Sequence[Words]) -> None:
        """Fill in the results of every text."""
        shapes = {id(t): features(t.texts, t.spaces) for t in texts}
        pending = [w for t in texts if (w := self._window(t, 0, shapes[id(t)]))]
        while pending:
            following = []
            for batch in _batches(pending):
                for window, end in zip(batch, self._read(batch), strict=True):
                    after = self._window(window.words, end, shapes[id(window.words)])
                    if after:
                        following.append(after)
            pending = following

    def _window(self, words: Words, begin: int, shapes: list[int]) -> Window | None:
        if begin >= len(words.texts):
            return None
        window = Window(words, begin, begin, False, [CLS], [0], [0])
        for i in range(begin, len(words.texts)):
            found = self.network.pieces(words.texts[i])
            stop = i in words.breaks and not words.given
            if i > begin and (stop or len(window.ids) + len(found) > WINDOW):
                window.final = stop
                break
            window.first.append(len(window.ids))
            window.ids += found
            window.shapes += [shapes[i]] * len(found)
            window.end = i + 1
        else:
            window.final = True
        window.ids.append(SEP)
        window.shapes.append(1)
        return window

    def _read(self, batch: Sequence[Window]) -> list[int]:
        """Read a batch and store what is certain; returns where the next window of each text begins."""
        ids, shapes, mask = (np.zeros((len(batch), max(len(w.ids) for w in batch)), dtype=np.int64) for _ in range(3))
        first = np.zeros((len(batch), max(len(w.first) for w in batch)), dtype=np.int64)
        for i, window in enumerate(batch):
            ids[i, : len(window.ids)] = window.ids
            shapes[i, : len(window.ids)] = window.shapes
            mask[i, : len(window.ids)] = 1
            first[i, : len(window.first)] = window.first
        out = self.network.run(ids, shapes, mask, first)
        ends, rows, deps, heads = [], [], [], []
        for i, window in enumerate(batch):
            bounds = _sentences(window, out["sents"][i])
            found = np.concatenate([trees.decode(_within(out["arcs"][i], a, b)) + (a - 1) for a, b in bounds])
            count = len(found)
            # A root's head is stored as the frame token (0) here: a - 1 marks it after the shift above.
            for a, b in bounds:
                part = found[a - 1 : b - 1]
                part[part == a - 1] = 0
            ends.append(window.begin + count)
            rows.append((i, count))
            deps.append(out["ldep"][i, 1 : count + 1])
            heads.append(out["lhead"][i, found])
            self._store(window, bounds, found, {k: out[k][i] for k in ("pos", "feats", "lemmas", "ents")})
        labels = self._labels(np.concatenate(deps), np.concatenate(heads))
        at = 0
        for i, count in rows:
            words = batch[i].words
            begin = batch[i].begin
            for k in range(count):
                words.deps.append(self.root if words.heads[begin + k] == begin + k else labels[at + k])
            at += count
        return ends

    def _labels(self, dep: NDArray[np.float32], head: NDArray[np.float32]) -> list[int]:
        """The best label but the root's of each arc, some arcs at a time, since a row of scores takes much memory on its way."""
        out: list[int] = []
        for at in range(0, len(dep), ARCS):
            scores = self.network.label_scores(dep[at : at + ARCS], head[at : at + ARCS])
            scores[:, self.root] = -np.inf
            out += scores.argmax(axis=1).tolist()
        return out

    def _store(self, window: Window, bounds: list[tuple[int, int]], heads: NDArray[np.int64], out: dict[str, NDArray[np.float32]]) -> None:
        words, count = window.words, len(heads)
        words.pos += out["pos"][1 : count + 1].tolist()
        words.feats += out["feats"][1 : count + 1].tolist()
        words.lemmas += out["lemmas"][1 : count + 1].tolist()
        words.heads += [window.begin + (k if h == 0 else h - 1) for k, h in enumerate(heads.tolist())]
        tags = self.network.labels["ents"]
        for a, b in bounds:
            words.starts.append(window.begin + a - 1)
            path = names.viterbi(out["ents"][a:b], self.table, self.first)
            shift = window.begin + a - 1
            words.ents += [(x + shift, y + shift, label) for x, y, label in names.spans([tags[i] for i in path])]


def _within(arcs: NDArray[np.float32], begin: int, end: int) -> NDArray[np.float32]:
    """The scores of a sentence's words: the root's column, then the sentence's own."""
    return np.concatenate([arcs[begin:end, :1], arcs[begin:end, begin:end]], axis=1)


def _sentences(window: Window, scores: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Bounds of the finished sentences of a window, word 1 being the first; at least one."""
    size, words = window.end - window.begin, window.words
    found = range(2, size + 1)
    if words.given:
        starts = [1, *(k for k in found if window.begin + k - 1 in words.breaks)]
    else:
        starts = [1, *(k for k in found if scores[k, 1] > scores[k, 0])]
    bounds = list(zip(starts, [*starts[1:], size + 1], strict=True))
    if window.final:
        return bounds
    if len(bounds) > 1:
        return bounds[:-1]
    # One sentence longer than a window: end it at a mark in the second half, or where the window ends.
    texts = words.texts[window.begin : window.end]
    cut = next((k + 1 for k in range(size - 1, size // 2, -1) if texts[k] in CUTS), size)
    return [(1, cut + 1)]


def _batches(windows: Sequence[Window]) -> Iterator[list[Window]]:
    """Windows of similar length together."""
    group: list[Window] = []
    for window in sorted(windows, key=lambda w: len(w.ids)):
        if group and (len(group) + 1) * len(window.ids) > BATCH:
            yield group
            group = []
        group.append(window)
    if group:
        yield group
