"""The arguments of one trigger, gathered frame by frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.extract._meeting_scene import Chain
from kg.extract._phrases import Actor
from kg.model import Tokens

PEOPLE = {"person", "one", "military", "pronoun", "pair", "many", "side"}


@dataclass(slots=True)
class Found:
    """The arguments of one trigger; ``head`` the verb that governs a noun; ``phrase`` the noun's phrase."""

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
