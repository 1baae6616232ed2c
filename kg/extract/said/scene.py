"""A sentence under work: what has been found in it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.said.cues import Cue
from kg.extract.said.modifiers import Tail
from kg.extract.said.passage import DASHES, Passage
from kg.model import Tokens

EMPTY = {"there", "this", "that", "what", "which", "these", "nothing", "something", "anything", "nobody"}


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement in the making; ``content`` is in order and trimmed. ``clausal`` unless the content is a bare noun phrase.

    ``teller`` is who passed it on through the channel ("the White House said in a readout"); ``antecedent`` what a pronoun that speaks
    stands for; ``met``: the sentence says that it was told in an encounter.
    """

    content: tuple[Tokens, ...]
    source: Tokens | None
    cue: Tokens | None
    rule: str
    confidence: float
    addressee: Tokens | None = None
    channel: Tokens | None = None
    clausal: bool = True
    teller: Tokens | None = None
    antecedent: Tokens | None = None
    met: bool = False


@dataclass(slots=True)
class Trailing:
    """An attribution behind or inside its content; ``left`` to ``right`` is the stretch that it takes out of the sentence.

    ``onward``: the content goes on behind it. ``leading``: an "according to" in front of its content, which is done already.
    """

    cue: Cue | None
    tokens: Tokens
    source: Tokens
    left: int
    right: int
    tail: Tail
    onward: bool = False
    leading: bool = False
    quoted: bool = False


@dataclass(slots=True)
class Scene:
    """A sentence (``bounds``), its end without the final stop (``limit``), and the attributions in it.

    ``cited`` has the sources that somebody names for what is said: who cites, and who or what is cited.
    """

    passage: Passage
    bounds: Tokens
    limit: int
    channel: Tokens | None = None
    trailing: list[Trailing] = field(default_factory=list)
    found: list[Attribution] = field(default_factory=list)
    cited: list[tuple[Tokens, Tokens]] = field(default_factory=list)


def limit(passage: Passage, bounds: Tokens) -> int:
    """The end of a sentence without its final stop and white space."""
    stop = bounds.end
    while stop > bounds.start and (passage.doc[stop - 1].text in {".", ";"} or passage.doc[stop - 1].is_space):
        stop -= 1
    return stop


def begins(passage: Passage, bounds: Tokens) -> int:
    """The start of a sentence behind a dateline: LIMA (Agency) - ..."""
    doc = passage.doc
    for i in range(bounds.start, min(bounds.end, bounds.start + 14)):
        text = doc[i].text
        if text in DASHES and i > bounds.start and doc[bounds.start].text.isupper() and (doc[i - 1].whitespace_ or doc[i - 1].text == ")"):
            return i + 1
        if text.islower() and text not in {"and", "of"}:
            break
    return bounds.start
