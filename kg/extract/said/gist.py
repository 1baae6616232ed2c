"""The gist of what was said: the lemmas of its content words in order, by which two wordings of one statement are known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from kg.extract._syntax import sentence
from kg.facts import DENIED
from kg.model import Tokens

CONTENT = {"NOUN", "VERB", "ADJ", "PROPN", "NUM"}
NEGATIONS = frozenset(("not", "n't", "n’t", "no", "never", "neither", "nor", "without", "cannot"))
REACH = 4


def gist(doc: Doc, content: Sequence[Tokens]) -> tuple[str, ...]:
    """The lemmas of nouns, verbs, adjectives, names and numbers in the content; what is denied has "not " in front ("not seek")."""
    inside = [doc[i] for stretch in content for i in range(stretch.start, stretch.end)]
    denied = {i for token in inside if token.lower_ in NEGATIONS for i in _denied(doc, token)}
    return tuple((DENIED if t.i in denied else "") + word for t, word in _words(inside))


def _words(tokens: Iterable[Token]) -> Iterable[tuple[Token, str]]:
    for token in tokens:
        word = token.lower_ if token.pos_ == "PROPN" else token.lemma_.lower()
        if token.pos_ in CONTENT and any(c.isalnum() for c in word):
            yield token, word


def _denied(doc: Doc, negation: Token) -> list[int]:
    """What a negation denies: its head in the tree, and the next word with content, since a tree can be wrong."""
    end = sentence(doc, negation.i).end
    after = (t.i for t, _ in _words(doc[negation.i + 1 : min(end, negation.i + 1 + REACH)]))
    return [negation.head.i, *([found] if (found := next(iter(after), -1)) >= 0 else [])]
