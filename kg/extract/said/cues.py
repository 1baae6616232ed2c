"""The cue lexicon: words of saying, telling, thinking, urging, and the shapes of content that each of them takes.

``kg/data/cues.csv`` has one row a lemma: its class, its frames, irregular forms, an example with the content in square brackets
and a counter-example. Frames:

* ``quote``  may introduce or follow quoted speech and stand after its content ("..., she continued");
* ``clause`` a clause with or without "that"; ``that`` only with "that", "whether" or a question word;
* ``to`` an infinitive; ``gerund`` an -ing form; ``prep:X`` what follows the preposition X;
* ``object`` a noun phrase, ``thing`` one that names no person, ``discuss`` only a stance ("the need for");
* ``person`` an addressee before the clause ("told Ruiz that"); ``person-to`` an addressee and an infinitive ("urged Ruiz to");
* ``object-prep:X`` an object and a preposition, both content ("accused Ruiz of"); ``object-as`` ("described it as");
  ``object-is`` an object and what it is said to be ("called it");
* ``stand`` an object that is a plan, a claim, a stance ("backed the plan"; the nouns are in channels.csv); ``question`` only an
  indirect question; ``listener`` the object is who is spoken to ("thanked Ruiz for"); ``with`` leads to who is ("raised it with Ruiz").

Rows of class ``noun`` are nouns with an owner ("Ruiz's call for"), those of class ``state`` adjectives behind a form of "be"
("was sure that").

Source of the idea of cue lexicons with frames: Pareti, "PARC 3.0" (LREC 2016), and Krestel et al., "Minding the Source" (LREC 2008).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from kg import resources
from kg.extract._time_words import time_sort

VOWELS = "aeiou"
COPULAS = {"is", "are", "was", "were", "be", "been", "remains", "remain", "remained", "'s", "’s", "'re", "’re"}
PARTICIPLES = {"which", "who", "whose", "speaking", "referring", "according"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One cue of the lexicon; ``particle`` is the second word of "point out"."""

    lemma: str
    particle: str
    sort: str
    frames: frozenset[str]
    example: str = ""
    counter: str = ""

    def prepositions(self, frame: str) -> set[str]:
        """The prepositions that a frame such as ``prep`` or ``object-prep`` names."""
        return {p for f in self.frames if f.startswith(frame + ":") for p in f.split(":")[1].split("|")}

    @property
    def speaks(self) -> bool:
        """Whether the cue can stand after what was said."""
        return "quote" in self.frames


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in the text, tokens ``start`` to ``end`` (the verb and its particle)."""

    start: int
    end: int
    entry: Entry
    form: str


@lru_cache(maxsize=1)
def entries() -> tuple[Entry, ...]:
    """The rows of the lexicon, in order."""
    with resources.data("cues.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Entry(*_split(row["lemma"]), row["class"], frozenset(row["frames"].split()), row["example"], row["counter_example"])
            for row in csv.DictReader(lines)
        )


def _split(lemma: str) -> tuple[str, str]:
    first, _, rest = lemma.partition(" ")
    return first, rest


@lru_cache(maxsize=1)
def verbs() -> dict[str, list[tuple[Entry, str]]]:
    """Each form of each verb cue -> (entry, base | third | past | participle | ing), longest particle first."""
    irregular: dict[str, list[str]] = {}
    with resources.data("cues.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            irregular[_split(row["lemma"])[0]] = row["forms"].split() or irregular.get(_split(row["lemma"])[0], [])
    out: dict[str, list[tuple[Entry, str]]] = {}
    for entry in entries():
        if entry.sort == "noun":
            continue
        shapes = {entry.lemma: "third"} if entry.sort == "state" else forms(entry.lemma, irregular[entry.lemma])
        for form, kind in shapes.items():
            out.setdefault(form, []).append((entry, kind))
    for group in out.values():
        group.sort(key=lambda pair: (-len(pair[0].particle), pair[0].sort != "state"))
    return out


@lru_cache(maxsize=1)
def nouns() -> dict[str, Entry]:
    """Singular and plural of each noun cue -> entry."""
    out = {}
    for entry in entries():
        if entry.sort == "noun":
            out[entry.lemma] = out[plural(entry.lemma)] = entry
    return out


def plural(noun: str) -> str:
    """The regular plural."""
    if noun.endswith("y") and noun[-2] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")


def forms(lemma: str, irregular: list[str]) -> dict[str, str]:
    """The forms of a verb; ``irregular`` is [past, participle] or, for doubled consonants, [past, participle, ing].

    A "|" stands between two spellings of a form.
    """
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    third = plural(lemma)
    past = lemma[:-1] + "ied" if lemma.endswith("y") and lemma[-2] not in VOWELS else stem + "ed"
    ing = lemma + "ing" if lemma.endswith("ee") else stem + "ing"
    past, participle, ing = [*irregular, *[past, past, ing][len(irregular) :]][:3]
    kinds = ((ing, "ing"), (participle, "participle"), (past, "past"), (third, "third"), (lemma, "base"))
    return {form: kind for spellings, kind in kinds for form in spellings.split("|")}


def find(doc: Doc, i: int) -> list[Cue]:
    """The cues that begin at token ``i``, the longest first; none if the word is no verb there."""
    token = doc[i]
    found = verbs().get(token.lower_)
    if not found:
        return []
    out = []
    verbal, state = _verbal(doc, i), _state(doc, i)
    for entry, kind in found:
        if not (state if entry.sort == "state" else verbal):
            continue
        if not entry.particle:
            out.append(Cue(i, i + 1, entry, kind))
        elif not _dated(doc, i + 1) and [t.lower_ for t in doc[i + 1 : i + 1 + len(entry.particle.split())]] == entry.particle.split():
            out.append(Cue(i, i + 1 + len(entry.particle.split()), entry, kind))
    return out


def _dated(doc: Doc, i: int) -> bool:
    """The word at ``i`` leads to a time and belongs to no cue: called on Sunday for."""
    return i + 1 < len(doc) and doc[i].lower_ == "on" and bool(time_sort(doc[i + 1]))


def _state(doc: Doc, i: int) -> bool:
    """A state of mind that is told of somebody: is sure, remained convinced."""
    j = i - 1
    while j > 0 and doc[j].pos_ in {"ADV", "PART"} and doc[j].lower_ not in COPULAS:
        j -= 1
    return doc[i].pos_ in {"ADJ", "VERB", "ADV"} and j >= 0 and doc[j].lower_ in COPULAS


def _verbal(doc: Doc, i: int) -> bool:
    """A verb by its tag, or a past form that the tagger took for an adjective."""
    token = doc[i]
    if token.lower_.endswith("ing") and (i == 0 or token.is_sent_start):
        return i + 1 < len(doc) and doc[i + 1].pos_ not in {"AUX", "VERB"}
    if token.pos_ in {"VERB", "AUX"}:
        if i > 0 and doc[i - 1].pos_ == "DET" and token.lower_.endswith("ed"):
            return False
        noun_follows = i + 1 < len(doc) and doc[i + 1].pos_ in {"NOUN", "PROPN", "ADJ"}
        return token.dep_ not in {"amod", "compound"} or not noun_follows or (i > 0 and doc[i - 1].pos_ in {"NOUN", "PROPN", "PRON"})
    if token.pos_ in {"ADJ", "X", ""}:
        return token.lower_.endswith("ed") or token.lower_ in {"said", "told", "says", "tells"}
    return token.lower_ in {"said", "told", "says", "tells", "tweeted"}


def participle(doc: Doc, i: int, limit: int) -> bool:
    """Whether a participial cue or a relative clause begins at ``i``: the content does not go on there."""
    while i < limit and doc[i].pos_ == "ADV":
        i += 1
    if i >= limit:
        return True
    found = find(doc, i)
    return bool(found and found[0].form == "ing") or doc[i].lower_ in PARTICIPLES
