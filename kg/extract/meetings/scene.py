"""One sentence as encounters see it: its phrases, the chains of actors that "and" and commas join, and what follows a word."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extract._phrases import OWNERS, Actor, Names, Phrase, actor, is_demonym, is_plural, noun_sort, phrases
from kg.model import Tokens

HEDGES = {"possibly", "perhaps", "maybe", "potentially"}
JOINERS = {"and", "&", "plus"}
LINKS = JOINERS | HEDGES | {",", "as", "well", "both", "also", "together", "along", "with"}
IMPERSONAL = {"place", "organization", "body", "side"}
NOMINATIVE = {"he", "she", "they", "we", "i"}
POSTED = {"ambassador", "envoy", "emissary", "representative", "delegate", "consul", "mission"}
STOPS = ".!?"
FIELDS = {"on", "in", "for", "to", "at"}  # "the envoy on climate"
LATER = {"separately", "later", "then"}
ASIDE = 12  # tokens between two commas
QUOTES = '“”"‘()[]'


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
        first, k, end = self._member(k)
        if first is None:
            return None, k
        members: list[Actor] = [first]
        hedged: list[Actor] = []
        while k < len(self.phrases) and not self._source(first.phrase.start):
            words = self._between(end, k)
            if not words or not set(words) <= LINKS | LATER or ("with" in words and not {"together", "along"} & set(words)):
                break
            nxt, after, stop = self._member(k)
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
            (hedged if HEDGES & set(words) else members).append(nxt)
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
            words = self._between(end, k) if k < len(self.phrases) else [""]
            if words and set(words) <= JOINERS | {","} and set(words) & JOINERS:
                return True
            if words != [","]:
                return False
            _, k, end = self._member(k)
        return False

    def _member(self, k: int) -> tuple[Actor | None, int, int]:
        """The actor of phrase ``k`` with its "of" complement and apposition; the next phrase's index; where it ends."""
        phrase = self.phrases[k]
        who, nxt, end = actor(self.doc, phrase, self.names), k + 1, phrase.end
        if who is None or Tokens(phrase.head, phrase.head + 1) in self.names.countries:
            pair = self._counterparts(k)
            if who is None or pair[0] is not None:
                return pair
        words = self._between(end, nxt) if nxt < len(self.phrases) else []
        if who.sort == "person":
            who, nxt, end = self._home(who, nxt, end)
        elif who.sort not in {"pronoun", "place"} and words:
            of = (words in (["of"], ["of", "both"]) or (words == ["from"] and who.plural)) and self._is_office_of(who, nxt)
            if of or (words in (["to"], ["for"]) and self._names_holder(nxt)):
                who, nxt, end = self._complement(who, nxt)
            elif words == ["to"] and self.doc[phrase.head].lower_ in POSTED and self._named(self.phrases[nxt]):
                nxt, end = nxt + 1, self.phrases[nxt].end  # "the ambassador to Norway": no place of the encounter
            elif who.sort == "one" and len(words) == 1 and words[0] in FIELDS and self._named_behind(nxt):
                nxt, end = nxt + 1, self.phrases[nxt].end  # "the envoy on climate, Ada Ruiz, met"
            while who.sort != "person" and nxt < len(self.phrases) and self._between(end, nxt) == ["of"] and self._is_office_of(who, nxt):
                who, nxt, end = self._complement(who, nxt)  # "head of the office of the president of Norway Ruiz"
        return self._apposed(who, nxt, end)

    def _named_behind(self, k: int) -> bool:
        """True if commas close a name in behind phrase ``k``: an apposition to what goes before."""
        if k + 1 >= len(self.phrases) or self._between(self.phrases[k].end, k + 1) != [","]:
            return False
        inner = actor(self.doc, self.phrases[k + 1], self.names)
        return inner is not None and inner.sort == "person" and self._closed(self.phrases[k + 1].end)

    def _is_office_of(self, who: Actor, k: int) -> bool:
        """False for the plan of "informed the minister of his plan", which is no minister's field."""
        part = self.phrases[k]
        return who.plural or self.doc[part.start].lower_ not in OWNERS or bool(noun_sort(self.doc[part.head]))

    def _names_holder(self, k: int) -> bool:
        """True for "Norway Ada Ruiz" behind "ambassador to": an office's complement and the name of its holder in one phrase."""
        inner = actor(self.doc, self.phrases[k], self.names)
        return inner is not None and inner.sort == "person" and inner.tokens.start > self.phrases[k].start

    def _home(self, who: Actor, k: int, end: int) -> tuple[Actor, int, int]:
        """ "President Ruiz of Norway": the country belongs to the phrase, the name stays bare."""
        if k < len(self.phrases) and self._between(end, k) == ["of"]:
            part = self.phrases[k]
            bare = who.phrase.start == who.tokens.start
            if self.names.label(part.head) == "place" and (not bare or self.names.span[part.head][0] in self.names.countries):
                return Actor(who.tokens, who.sort, False, Phrase(who.phrase.start, part.end, who.phrase.head)), k + 1, part.end
        return who, k, end

    def _counterparts(self, k: int) -> tuple[Actor | None, int, int]:
        """ "His Danish, Finnish and Swedish counterparts": the first adjectives belong to the noun behind the last."""
        phrase, nxt = self.phrases[k], k + 1
        alone = None, nxt, phrase.end
        end = phrase.end
        while nxt < len(self.phrases) and is_demonym(self.doc[self.phrases[nxt].head]) and self._between(end, nxt) == [","]:
            end, nxt = self.phrases[nxt].end, nxt + 1
        listed = nxt < len(self.phrases) and self._between(end, nxt) in (["and"], [",", "and"])
        country = Tokens(phrase.head, phrase.head + 1) in self.names.countries  # "the US and Chinese ministers"
        if not listed or not (country or is_demonym(self.doc[phrase.head])):
            return alone
        other = self.phrases[nxt]
        noun = self.doc[other.head]
        if not (any(is_demonym(t) for t in self.doc[other.start : other.head]) and noun_sort(noun) and is_plural(noun)):
            return alone
        whole = Phrase(phrase.start, other.end, other.head)
        return Actor(Tokens(phrase.start, other.end), noun_sort(noun), True, whole), nxt + 1, other.end

    def _complement(self, who: Actor, k: int) -> tuple[Actor, int, int]:
        part = self.phrases[k]
        inner = actor(self.doc, part, self.names)
        whole = Phrase(who.phrase.start, part.end, who.phrase.head)
        if inner and inner.sort == "person" and inner.tokens.start > part.start and who.sort != "many":
            return Actor(inner.tokens, "person", False, whole), k + 1, part.end
        end, k = self._named_list(part.end, k + 1) if self._named(part) else (part.end, k + 1)
        return Actor(Tokens(who.tokens.start, end), who.sort, who.plural, Phrase(whole.start, end, whole.head)), k, end

    def _named_list(self, end: int, k: int) -> tuple[int, int]:
        """Where "Norway, Chile and Peru" ends, behind its first name: with "and"; a comma alone may begin anything."""
        at, after = end, k
        while after < len(self.phrases) and self._named(self.phrases[after]):
            words = self._between(at, after)
            if not words or not set(words) <= {",", "and"}:
                break
            at, after = self.phrases[after].end, after + 1
            if "and" in words:
                return at, after
        return end, k

    def _named(self, phrase: Phrase) -> bool:
        return self.doc[phrase.head].pos_ == "PROPN" or self.names.label(phrase.head) == "place"

    def _apposed(self, who: Actor, k: int, end: int) -> tuple[Actor, int, int]:
        """Join "the envoy, Ruiz," and "Ruiz, the envoy," into one actor: the name."""
        if k >= len(self.phrases) or self._between(end, k) != [","]:
            return who, k, end
        other = actor(self.doc, self.phrases[k], self.names)
        if other is None or who.plural or other.plural or {who.sort, other.sort} & {"place", "pronoun", "organization"}:
            return who, k, end
        if (who.sort == "person") == (other.sort == "person"):
            return who, k, end
        if (
            other.sort == "person"
            and other.phrase.start != other.tokens.start
            and who.sort != "person"
            and not self._closed(other.phrase.end)
        ):
            return who, k, end
        if k + 1 < len(self.phrases) and self._between(other.phrase.end, k + 1) in (["of"], ["to"], ["for"]) and self._names_holder(k + 1):
            return who, k, end
        name = who if who.sort == "person" else other
        stop, k = other.phrase.end, k + 1
        while k < len(self.phrases) and self._between(stop, k) in (["of"], ["for"], ["to"]):
            stop, k = self.phrases[k].end, k + 1
        closed = stop < self.end and self.doc[stop].text == ","
        return Actor(name.tokens, "person", False, Phrase(who.phrase.start, stop, name.phrase.head)), k, stop + closed

    def _closed(self, end: int) -> bool:
        """True if a comma closes an apposition here, and no further member of a list follows it."""
        return end + 1 < self.end and self.doc[end].text == "," and self.doc[end + 1].lower_ not in JOINERS and end + 1 not in self.at

    def _between(self, end: int, k: int) -> list[str]:
        return [t.lower_ for t in self.doc[end : self.phrases[k].start] if t.text not in QUOTES]


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
