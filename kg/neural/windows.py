"""Words as padded batches of windows, and where sentences begin in a window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kg.neural.features import CLS, SEP, WordPieces

WINDOW = 112  # word pieces in a window of neighbouring sentences; figures fall slowly with longer ones
BATCH = 3_000  # word pieces in a batch, padding included
QUOTES = frozenset({'"', "'", "''", "\u201d", "\u2019", "\u00bb"})
CUTS = frozenset('.!?;:,\u2014\u2013-)\u201d"')
Array = NDArray[np.float32]
Batch = dict[str, NDArray[np.int64]]


@dataclass
class Words:
    """The words of a text with their results; heads count from 0 within the text, a root is its own head."""

    texts: list[str]
    spaces: list[bool]
    breaks: frozenset[int] = frozenset()  # words that begin a sentence for certain, as after an empty line
    given: bool = False  # the breaks are all the sentence starts there are, nothing is left to find
    shapes: list[int] = field(default_factory=list)
    pos: list[int] = field(default_factory=list)
    feats: list[int] = field(default_factory=list)
    lemmas: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[int] = field(default_factory=list)
    ents: list[tuple[int, int, str]] = field(default_factory=list)
    scores: list[Array] = field(default_factory=list)  # log-probabilities of the name tags by sentence, while the text is read


@dataclass
class Window:
    """Words ``begin`` to ``end`` of a text as numbers; ``final`` when the text, or a certain sentence, ends with it."""

    words: Words
    begin: int
    end: int
    final: bool = False
    ids: list[int] = field(default_factory=lambda: [CLS])
    shapes: list[int] = field(default_factory=lambda: [0])
    first: list[int] = field(default_factory=lambda: [0])

    def add(self, pieces: tuple[int, ...]) -> None:
        """Append the next word."""
        kind = self.words.shapes[self.end] | (self.end == self.begin)  # what begins a window counts as after a space
        self.first.append(len(self.ids))
        self.ids += pieces
        self.shapes += [kind] * len(pieces)
        self.end += 1

    def close(self) -> Window:
        """Append the closing frame token."""
        self.ids.append(SEP)
        self.shapes.append(1)
        return self


def following(words: Words, begin: int, pieces: WordPieces) -> Window | None:
    """The window from word ``begin`` on, as long as it may be, or None at the end of the text."""
    if begin >= len(words.texts):
        return None
    window = Window(words, begin, begin)
    for i in range(begin, len(words.texts)):
        found = pieces(words.texts[i])
        stop = i in words.breaks and not words.given
        if i > begin and (stop or len(window.ids) + len(found) > WINDOW):
            window.final = stop
            break
        window.add(found)
    else:
        window.final = True
    return window.close()


def exactly(words: Words, begin: int, end: int, pieces: WordPieces) -> Window:
    """The window of the words from ``begin`` to ``end``."""
    window = Window(words, begin, begin, True)
    for i in range(begin, end):
        window.add(pieces(words.texts[i]))
    return window.close()


def batches(windows: Sequence[Window], most: int = BATCH) -> Iterator[list[Window]]:
    """Windows of similar length together, up to ``most`` pieces with padding."""
    group: list[Window] = []
    for window in sorted(windows, key=lambda w: len(w.ids)):
        if group and (len(group) + 1) * len(window.ids) > most:
            yield group
            group = []
        group.append(window)
    if group:
        yield group


def padded(batch: Sequence[Window]) -> Batch:
    """The network's input: ``ids``, ``shapes`` and ``mask`` (windows x pieces) and ``first`` (windows x words)."""
    wide = (len(batch), max(len(w.ids) for w in batch))
    out = {key: np.zeros(wide, dtype=np.int64) for key in ("ids", "shapes", "mask")}
    out["first"] = np.zeros((len(batch), max(len(w.first) for w in batch)), dtype=np.int64)
    for i, window in enumerate(batch):
        out["ids"][i, : len(window.ids)] = window.ids
        out["shapes"][i, : len(window.ids)] = window.shapes
        out["mask"][i, : len(window.ids)] = 1
        out["first"][i, : len(window.first)] = window.first
    return out


def goes_on(words: Words, i: int) -> bool:
    """True where no sentence begins at word ``i``, whatever the scores.

    That is after a quotation that ends in a comma (the treebanks' training parts have 215, and no sentence begins there), and within
    what is written without a space, unless a stop, a bracket or a quotation mark stands before.
    """
    before = words.texts[i - 1]
    if before in QUOTES:
        return i > 1 and words.texts[i - 2] == ","
    return not words.spaces[i - 1] and before[-1] not in ".!?)]"


def sentences(window: Window, scores: Array) -> list[tuple[int, int]]:
    """Bounds of the finished sentences of a window, as word numbers of the text; at least one.

    ``scores`` is words x 2 (inside, start), word 0 being the frame token.
    """
    words, begin = window.words, window.begin
    later = range(begin + 1, window.end)
    if words.given:
        starts = [begin, *(i for i in later if i in words.breaks)]
    else:
        starts = [begin, *(i for i in later if scores[i - begin + 1, 1] > scores[i - begin + 1, 0] and not goes_on(words, i))]
    bounds = list(zip(starts, [*starts[1:], window.end], strict=True))
    if window.final:
        return bounds
    if len(bounds) > 1:
        return bounds[:-1]
    # One sentence longer than a window: end it at a mark in the second half, or where the window ends.
    half = begin + (window.end - begin) // 2
    cut = next((i + 1 for i in range(window.end - 1, half, -1) if words.texts[i] in CUTS), window.end)
    return [(begin, cut)]
