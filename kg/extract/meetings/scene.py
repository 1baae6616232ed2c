"""One sentence as encounters see it: its phrases, the chains of actors that "and" and commas join, and what follows a word."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extract._phrases import Actor, Names, phrases
from kg.extract.meetings.members import JOINERS, Members
from kg.extract.meetings.words import listed
from kg.model import Tokens

LINKS = JOINERS | {",", "as", "well", "both", "also", "together", "along", "with"}
IMPERSONAL = {"place", "organization", "body", "side"}
NOMINATIVE = {"he", "she", "they", "we", "i"}
STOPS = ".!?"
LATER = {"separately", "later", "then"}
ASIDE = 12  # tokens between two commas


@dataclass(frozen=True, slots=True)
class Chain:
    """Actors named one after the other ("Ruiz, Beck and their envoys"); ``hedged`` are those behind "possibly"."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    hedged: tuple[Actor, ...] = ()


@dataclass(slots=True)
class Right:
    """What was read to the right of a trigger, by preposition; ``end`` is where reading stopped.

    ``clean`` is where a phrase stands that is neither actor, place nor time; what follows belongs to it more likely.
    """

    chains: dict[str, list[Chain]] = field(default_factory=dict)
    places: list[Tokens] = field(default_factory=list)
    end: int = 0
    clean: int = 1 << 30

    def of(self, *prepositions: str) -> list[Chain]:
        """The chains behind any of the prepositions ("" for none), in order."""
        found = [c for p in prepositions for c in self.chains.get(p, [])]
        return sorted(found, key=lambda c: c.start)


class Scene:
    """A sentence with its phrases and chains, computed once."""

    def __init__(self, doc: Doc, start: int, end: int, names: Names) -> None:
        self.doc, self.start, self.end, self.names = doc, start, end, names
        self.phrases = phrases(doc, start, end, names)
        self.at = {i: k for k, p in enumerate(self.phrases) for i in range(p.start, p.end)}
        self.members = Members(doc, end, names, self.phrases, self.at)
        self.chains = self._chains()
        self.chain_at = {i: c for c in self.chains for i in range(c.start, c.end)}

    def _chains(self) -> list[Chain]:
        found, k = [], 0
        while k < len(self.phrases):
            chain, k = self._chain(k)
            if chain:
                found.append(chain)
        return found

    def _chain(self, k: int) -> tuple[Chain | None, int]:
        """The chain that begins with phrase ``k``, and the index of the phrase after it."""
        first, k, end = self.members.member(k)
        if first is None:
            return None, k
        members: list[Actor] = [first]
        hedged: list[Actor] = []
        while k < len(self.phrases) and not self._source(first.phrase.start):
            words = self.members.between(end, k)
            linked = set(words) <= LINKS | LATER | listed("hedge")
            if not words or not linked or ("with" in words and not {"together", "along"} & set(words)):
                break
            nxt, after, stop = self.members.member(k)
            if (
                nxt is None
                or not _same_sort(members[-1], nxt, words)
                or (words == [","] and not self._listed(after, stop) and not self._headed(first, nxt, stop))
            ):
                break
            if "as" in words and "well" not in words:
                break  # "welcomed the minister as a guest"
            if "," not in words and self._subject_of_next(nxt, stop, first.phrase.start):
                break
            if set(words) - LATER == {",", "and"} and len(members) == 1 and first.phrase.start > self.start and self._verb_at(stop):
                break  # "met Beck, and Ruiz left": a pair has no comma
            if self._bare_title(members[-1], nxt):
                members.pop()
            (hedged if listed("hedge") & set(words) else members).append(nxt)
            k, end = after, stop
        return Chain(first.phrase.start, end, tuple(members), tuple(hedged)), k

    def _source(self, i: int) -> bool:
        """True behind "according to": "according to three envoys, Ruiz and Beck met" is no list of three."""
        return i - 1 > self.start and self.doc[i - 1].lower_ == "to" and self.doc[i - 2].lower_ == "according"

    def _verb_at(self, i: int) -> bool:
        return i < self.end and self.doc[i].pos_ in {"VERB", "AUX"}

    def _subject_of_next(self, who: Actor, end: int, start: int) -> bool:
        """True in "met Beck and he left", where "and" joins clauses: a verb follows, and what is before is governed."""
        if not self._verb_at(end):
            return False
        if self._shares_verb(start, who.phrase.start, end):
            return False
        nominative = who.sort == "pronoun" and self.doc[who.tokens.start].lower_ in NOMINATIVE
        governor = self.doc[start - 1] if start > self.start else None
        return nominative or (governor is not None and governor.pos_ in {"ADP", "VERB"} and governor.lower_ not in {"between", "by"})

    def _shares_verb(self, start: int, stop: int, verb: int) -> bool:
        """True in "said Beck and Ruiz would meet", where by the tree what stands from ``start`` is the subject of the verb behind."""
        token = self.doc[verb]
        clause = token.head if token.dep_.startswith(("aux", "cop")) else token
        return any(c.dep_.startswith("nsubj") and start <= c.i < stop for c in clause.children)

    def _bare_title(self, who: Actor, nxt: Actor) -> bool:
        """True for the first office in "President and Party Leader Ruiz"."""
        bare = who.phrase.end - who.phrase.start == 1 and who.sort == "one" and not who.plural
        return bare and nxt.sort == "person" and nxt.phrase.start < nxt.tokens.start

    def _headed(self, who: Actor, nxt: Actor, end: int) -> bool:
        """True for the two of a headline: "Ruiz, Beck meet in Lima"."""
        bare = self.doc[self.end - 1].text not in STOPS
        states = who.tokens in self.names.countries and nxt.tokens in self.names.countries
        return bare and who.phrase.start == self.start and (who.sort == nxt.sort == "person" or states) and self._verb_at(end)

    def _listed(self, k: int, end: int) -> bool:
        """True if the list that a comma begins ends in "and X", so that the comma opens no new clause."""
        for _ in range(8):
            words = self.members.between(end, k) if k < len(self.phrases) else [""]
            if words and set(words) <= JOINERS | {","} and set(words) & JOINERS:
                return True
            if words != [","]:
                return False
            _, k, end = self.members.member(k)
        return False


def behind_aside(scene: Scene, at: int) -> int:
    """Where the clause goes on behind "talks, mediated by Norway, in Lima" or "met Beck, who won in May, on Friday": at that preposition.

    ``at`` is the word behind the first comma; -1 where nothing is put between commas there.
    """
    token = scene.doc[at] if at < scene.end else None
    if token is None or scene.doc[at - 1].text != ",":
        return -1
    if token.lower_ != "who" and not (token.pos_ == "VERB" and "Past" in token.morph.get("Tense", [])):
        return -1
    close = next((i for i in range(at + 1, min(scene.end, at + ASIDE)) if scene.doc[i].text in {",", ";", ":"}), -1)
    sited = close > 0 and close + 1 < scene.end and scene.doc[close + 1].lower_ in {"in", "at", "on"}
    return close + 1 if sited and scene.doc[close].text == "," else -1


def _same_sort(one: Actor, two: Actor, words: list[str]) -> bool:
    """Countries go with countries and bodies, people with people: "in Rome, Ruiz and Beck met" is no list of three."""
    alike = (one.sort in IMPERSONAL) == (two.sort in IMPERSONAL)
    return alike or ("," not in words and "place" not in {one.sort, two.sort})
