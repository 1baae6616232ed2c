"""One sentence as encounters see it: its phrases, the chains of actors that "and" and commas join, and what follows a word."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extract._phrases import Actor, Names, Phrase, actor, phrases
from kg.model import Tokens

HEDGES = {"possibly", "perhaps", "maybe", "potentially"}
JOINERS = {"and", "&", "plus"}
WITHS = {"with", "alongside"}
BARRIERS = {"who", "which", "that", "whom", "where", "when", "while", "because", "although", "but", "as", "after", "before", "following", "amid"}


@dataclass(frozen=True, slots=True)
class Chain:
    """Actors named one after the other ("Ruiz, Beck and their envoys"); ``hedged`` are those behind "possibly"."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    hedged: tuple[Actor, ...] = ()


@dataclass(slots=True)
class Right:
    """What was read to the right of a trigger, by preposition; ``end`` is where reading stopped."""

    chains: dict[str, list[Chain]] = field(default_factory=dict)
    places: list[Tokens] = field(default_factory=list)
    end: int = 0

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
        members, hedged, start = [first], [], first.phrase.start
        while k < len(self.phrases):
            gap = self.doc[end : self.phrases[k].start]
            words = [t.lower_ for t in gap if t.text not in "“”\"‘()[]"]
            if not words or not all(w in JOINERS | HEDGES | {",", "as", "well", "both", "also", "together", "along", "with"} for w in words):
                break
            if "with" in words and not {"together", "along"} & set(words):
                break
            nxt, after, stop = self._member(k)
            if nxt is None or (words == [","] and not self._listed(after, stop)):
                break
            (hedged if HEDGES & set(words) else members).append(nxt)
            k, end = after, stop
        return Chain(start, end, tuple(members), tuple(hedged)), k

    def _listed(self, k: int, end: int) -> bool:
        """True if the list that a comma begins ends in "and X", so that the comma opens no new clause."""
        for _ in range(8):
            words = [t.lower_ for t in self.doc[end : self.phrases[k].start]] if k < len(self.phrases) else [""]
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
        if who is None:
            return None, nxt, end
        if nxt < len(self.phrases) and who.sort not in {"person", "pronoun", "place"} and self._between(end, nxt) == ["of"]:
            who, nxt, end = self._complement(who, nxt)
        return self._apposed(who, nxt, end)

    def _complement(self, who: Actor, k: int) -> tuple[Actor, int, int]:
        part = self.phrases[k]
        inner = actor(self.doc, part, self.names)
        whole = Phrase(who.phrase.start, part.end, who.phrase.head)
        if inner and inner.sort == "person" and inner.tokens.start > part.start and who.sort != "many":
            return Actor(inner.tokens, "person", False, whole), k + 1, part.end
        end, k = part.end, k + 1
        if k < len(self.phrases) and self._between(end, k) == ["and"] and self._named(self.phrases[k]) and self._named(part):
            end, k = self.phrases[k].end, k + 1
        return Actor(Tokens(who.tokens.start, end), who.sort, who.plural, Phrase(whole.start, end, whole.head)), k, end

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
        if other.sort == "person" and other.phrase.start != other.tokens.start and who.sort != "person":
            return who, k, end
        name = who if who.sort == "person" else other
        stop, k = other.phrase.end, k + 1
        while k < len(self.phrases) and self._between(stop, k) == ["of"]:
            stop, k = self.phrases[k].end, k + 1
        closed = stop < self.end and self.doc[stop].text == ","
        return Actor(name.tokens, "person", False, Phrase(who.phrase.start, stop, name.phrase.head)), k, stop + closed

    def _between(self, end: int, k: int) -> list[str]:
        return [t.lower_ for t in self.doc[end : self.phrases[k].start] if t.text not in "“”\"‘"]

    def read_right(self, at: int, triggers: set[int]) -> Right:
        """Chains and places to the right of ``at``, until a verb, a relative or another trigger ends the clause."""
        out, prep, j, done = Right(end=at), "", at, False
        while j < self.end and not done:
            token = self.doc[j]
            chain = self.chain_at.get(j)
            if chain and chain.start == j and not self._opens_clause(chain):
                self._take(out, prep, chain)
                j = out.end = chain.end
            elif j in self.at and self.phrases[self.at[j]].start == j:
                phrase = self.phrases[self.at[j]]
                done = phrase.head in triggers
                if not done:
                    self._place(out, prep, Tokens(phrase.start, phrase.end))
                    out.end = phrase.end
                j = phrase.end
            else:
                done = self._ends(j)
                prep = token.lower_ if token.pos_ in {"ADP", "PART", "SCONJ"} or token.lower_ in WITHS else prep
                j += 1
        return out

    def _ends(self, j: int) -> bool:
        token = self.doc[j]
        return token.pos_ in {"VERB", "AUX"} or token.lower_ in BARRIERS or token.text in {";", ":", "”", ".", "–", "—"}

    def _opens_clause(self, chain: Chain) -> bool:
        """True if the chain is the subject of a new clause: a verb or auxiliary follows and a comma comes before."""
        before = self.doc[chain.start - 1].text if chain.start > self.start else ""
        after = self.doc[chain.end] if chain.end < self.end else None
        return before in {",", "and"} and after is not None and after.pos_ in {"VERB", "AUX"}

    def _take(self, out: Right, prep: str, chain: Chain) -> None:
        if all(a.sort == "place" for a in chain.actors) and prep not in {"with", "between", "by", "of", ""}:
            for who in chain.actors:
                self._place(out, prep, who.tokens)
        else:
            out.chains.setdefault(prep, []).append(chain)
            if prep in {"in", "at", "inside"}:
                out.places += [a.tokens for a in chain.actors if a.sort == "organization"]

    def _place(self, out: Right, prep: str, tokens: Tokens) -> None:
        if prep not in {"in", "at", "to", "near", "outside", "aboard", "inside", "into", "for", "on", "across", "of"}:
            return
        named = next((self.names.span[i][0] for i in range(*tokens) if self.names.label(i) == "place"), None)
        if named:
            out.places.append(named)
        elif prep in {"at", "in", "inside"} and self.doc[tokens.end - 1].pos_ == "PROPN" and not self.doc[tokens.end - 1].text.isdigit():
            out.places.append(tokens)
