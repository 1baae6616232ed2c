"""Lemmas: an edit script by the network, checked against the words there are.

The network sees what a word does, not how it is spelled, and may make "clos" of "closed". So the lemma of a verb or noun must be a
word of the lexicon; else an irregular form is looked up, or the endings are taken off by the rules of English spelling
(those of WordNet's morphy, https://wordnet.princeton.edu/documentation/morphy7wn).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

SHORT = re.compile("[^aeiou]*[aeiou][^aeiouwxy]")
KINDS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN"}
ENDINGS = {"VERB": ("ed", "ing", "es", "s", "d"), "NOUN": ("es", "s")}


@dataclass(frozen=True)
class Words:
    """The words of one kind, and the lemmas of irregular forms."""

    words: frozenset[str]
    forms: dict[str, str]


class Lexicon:
    """Verbs and nouns. Raises ValueError, KeyError or TypeError when ``content`` is not as ``training.minilm.lexicon`` writes it."""

    def __init__(self, content: bytes) -> None:
        self._kinds = {kind: Words(frozenset(entry["words"].split()), dict(entry["forms"])) for kind, entry in json.loads(content).items()}

    def lemma(self, script: str, form: str, pos: str) -> str:
        """The lemma of a form: what the script makes of it, if that is a word."""
        made, low = apply(script, form), form.lower()
        kind = KINDS.get(pos, "")
        known = self._kinds.get(kind)
        if known is None or not form.isalpha() or (made in known.words and not _would_double(made, low)):
            return made
        if kind == "NOUN" and made.lower() == low:  # a name, or a word that nobody listed
            return made
        if low in known.forms:
            return known.forms[low]
        candidates = (*stems(low, ENDINGS[kind]), *([low] if kind == "VERB" else []))
        return next((word for word in candidates if word in known.words and not _would_double(word, low)), made)


def _would_double(word: str, form: str) -> bool:
    """True for a word whose last letter is doubled before a vowel, in a form that does not: "hoping" is not of "hop"."""
    return form in (word + "ed", word + "ing") and SHORT.fullmatch(word) is not None


def stems(form: str, endings: tuple[str, ...]) -> Iterator[str]:
    """What a lower-case form may be built from: without an ending, with a lost "e" or "y" put back or a doubled letter undone."""
    for ending in endings:
        stem = form.removesuffix(ending)
        if stem == form or len(stem) < 2:
            continue
        yield stem
        yield stem + "e"
        if len(stem) > 2 and stem[-1] == stem[-2]:
            yield stem[:-1]
        if stem.endswith("i"):
            yield stem[:-1] + "y"


def apply(script: str, form: str) -> str:
    """The lemma; a script that does not fit the form gives the lower-cased form.

    A script is ``=lemma`` or ``case|cut|add``: bring the form to a case (lower, title, keep), cut characters, add an ending.
    """
    if script.startswith("="):
        return script[1:]
    case, cut, add = script.split("|", 2)
    base = form.lower() if case == "lower" else form[:1].upper() + form[1:].lower() if case == "title" else form
    count = int(cut)
    if count >= len(base) and not add:
        return form.lower()
    return (base[:-count] if count else base) + add
