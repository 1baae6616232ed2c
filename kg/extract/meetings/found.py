"""The arguments of one trigger, gathered frame by frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.extract._phrases import Actor, is_demonym
from kg.extract.meetings.scene import Chain, Scene
from kg.model import Tokens
from kg.resolve.gazetteer import gazetteer

PEOPLE = {"person", "one", "military", "pronoun", "pair", "many", "side"}


@dataclass(slots=True)
class Found:
    """The arguments of one trigger; ``head`` the verb that governs a noun; ``phrase`` the noun's phrase.

    ``joined``: the actors are told to have been there too ("Ruiz attended the talks"), not to have met one another.
    ``known``: told of with "the", so perhaps not for the first time. ``series``: one of the talks told of before, of the same parties.
    ``unsaid``: one side, or the visitor, is told by the sentence before alone.
    ``aside``: an event told for what was done on its sidelines.
    """

    actors: list[Actor] = field(default_factory=list)
    hedged: list[Actor] = field(default_factory=list)
    parties: list[Tokens] = field(default_factory=list)
    places: list[Tokens] = field(default_factory=list)
    head: int | None = None
    phrase: Tokens | None = None
    end: int = 0
    kind: str = ""
    definite: bool = False
    further: bool = False
    joined: bool = False
    known: bool = False
    series: bool = False
    unsaid: bool = False
    aside: bool = False

    def add(self, chains: Iterable[Chain | None]) -> None:
        """Take the actors of chains, countries as parties."""
        for chain in chains:
            for who in chain.actors if chain else ():
                if who.sort == "place":
                    self.parties.append(who.tokens)
                elif who.tokens not in [a.tokens for a in self.actors]:
                    self.actors.append(who)
            self.hedged += chain.hedged if chain else ()

    def sides(self) -> int:
        """How many sides are told of; a plural phrase counts as two."""
        return sum(2 if a.plural or a.sort == "pair" else 1 for a in self.actors) + len(self.parties)


def people(chain: Chain | None) -> Chain | None:
    """The chain if it holds anyone who can meet in person."""
    return chain if chain and any(a.sort in PEOPLE | {"body"} for a in chain.actors) else None


def homes_of(scene: Scene, actors: Iterable[Actor]) -> Iterator[Tokens]:
    """Countries named in the participants' phrases ("US Secretary of State Ruiz", "Chinese officials")."""
    for who in actors:
        for i in range(who.phrase.start, who.phrase.end):
            outside = not who.tokens.start <= i < who.tokens.end
            if scene.names.label(i) == "place" and outside:
                yield scene.names.span[i][0]
            elif is_demonym(scene.doc[i]) and (outside or who.sort != "organization"):  # but "the Organization of American States"
                pair = i > who.phrase.start and gazetteer().is_demonym(scene.doc[i - 1 : i + 1].text)
                yield Tokens(i - pair, i + 1)  # "South Korean"
            elif scene.names.label(i) in {"place", "organization"} and who.sort not in {"person", "place", "organization"}:
                yield scene.names.span[i][0]


def of_bloc(scene: Scene, who: Actor) -> bool:
    """True for "EU foreign ministers", "leaders of the G7" and "the Security Council", who meet among themselves."""
    within = range(who.phrase.start, max(who.phrase.end, who.tokens.end))
    if any(scene.names.label(i) == "place" for i in within):
        return False  # "envoys of Norway and the EU"
    for i in within:
        named = scene.names.span.get(i)
        body = gazetteer().organization(scene.doc[named[0].start : named[0].end].text) if named and who.sort != "person" else None
        if body is not None and body.kind == "bloc":
            return who.plural or who.sort in {"organization", "body"}
    return False
