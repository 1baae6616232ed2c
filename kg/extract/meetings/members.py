"""Who one phrase of a sentence is, with what belongs to it: "the envoy on climate", "President Ruiz of Norway", "Beck, the envoy,"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract._phrases import OWNERS, Actor, Names, Phrase, actor, is_demonym, is_plural, noun_sort
from kg.extract.meetings.words import listed
from kg.model import Tokens

JOINERS = {"and", "&", "plus"}
FIELDS = {"on", "in", "for", "to", "at"}  # "the envoy on climate"
QUOTES = '“”"‘()[]'


@dataclass(frozen=True, slots=True)
class Members:
    """The phrases of a sentence that ends at token ``end``; ``at`` tells of which phrase a token is."""

    doc: Doc
    end: int
    names: Names
    phrases: Sequence[Phrase]
    at: Mapping[int, int]

    def member(self, k: int) -> tuple[Actor | None, int, int]:
        """The actor of phrase ``k`` with its "of" complement and apposition; the next phrase's index; where it ends."""
        phrase = self.phrases[k]
        who, nxt, end = actor(self.doc, phrase, self.names), k + 1, phrase.end
        if who is None or Tokens(phrase.head, phrase.head + 1) in self.names.countries:
            pair = self._counterparts(k)
            if who is None or pair[0] is not None:
                return pair
        words = self.between(end, nxt) if nxt < len(self.phrases) else []
        if who.sort == "person":
            who, nxt, end = self._home(who, nxt, end)
        elif who.sort not in {"pronoun", "place"} and words:
            of = (words in (["of"], ["of", "both"]) or (words == ["from"] and who.plural)) and self._is_office_of(who, nxt)
            if of or (words in (["to"], ["for"]) and self._names_holder(nxt)):
                who, nxt, end = self._complement(who, nxt)
            elif words == ["to"] and self.doc[phrase.head].lower_ in listed("posted") and self._named(self.phrases[nxt]):
                nxt, end = nxt + 1, self.phrases[nxt].end  # "the ambassador to Norway": no place of the encounter
            elif who.sort == "one" and len(words) == 1 and words[0] in FIELDS and self._named_behind(nxt):
                nxt, end = nxt + 1, self.phrases[nxt].end  # "the envoy on climate, Ada Ruiz, met"
            while who.sort != "person" and nxt < len(self.phrases) and self.between(end, nxt) == ["of"] and self._is_office_of(who, nxt):
                who, nxt, end = self._complement(who, nxt)  # "head of the office of the president of Norway Ruiz"
        return self._apposed(who, nxt, end)

    def _named_behind(self, k: int) -> bool:
        """True if commas close a name in behind phrase ``k``: an apposition to what goes before."""
        if k + 1 >= len(self.phrases) or self.between(self.phrases[k].end, k + 1) != [","]:
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
        if k < len(self.phrases) and self.between(end, k) == ["of"]:
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
        while nxt < len(self.phrases) and is_demonym(self.doc[self.phrases[nxt].head]) and self.between(end, nxt) == [","]:
            end, nxt = self.phrases[nxt].end, nxt + 1
        listed = nxt < len(self.phrases) and self.between(end, nxt) in (["and"], [",", "and"])
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
            words = self.between(at, after)
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
        if k >= len(self.phrases) or self.between(end, k) != [","]:
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
        if k + 1 < len(self.phrases) and self.between(other.phrase.end, k + 1) in (["of"], ["to"], ["for"]) and self._names_holder(k + 1):
            return who, k, end
        name = who if who.sort == "person" else other
        stop, k = other.phrase.end, k + 1
        while k < len(self.phrases) and self.between(stop, k) in (["of"], ["for"], ["to"]):
            stop, k = self.phrases[k].end, k + 1
        closed = stop < self.end and self.doc[stop].text == ","
        return Actor(name.tokens, "person", False, Phrase(who.phrase.start, stop, name.phrase.head)), k, stop + closed

    def _closed(self, end: int) -> bool:
        """True if a comma closes an apposition here, and no further member of a list follows it."""
        return end + 1 < self.end and self.doc[end].text == "," and self.doc[end + 1].lower_ not in JOINERS and end + 1 not in self.at

    def between(self, end: int, k: int) -> list[str]:
        return [t.lower_ for t in self.doc[end : self.phrases[k].start] if t.text not in QUOTES]
