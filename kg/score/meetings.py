"""Meetings: matched by who took part, with status, date and kind deciding between candidates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.score.agents import Agents
from kg.score.gold import Gold, Item
from kg.score.match import place, same_body
from kg.score.outcome import Outcome, assigned
from kg.score.system import ArticleView, Values

LEAST = 0.5
KINDS = {"othermeeting": "other", "militarytalks": "military-talks"}


@dataclass(frozen=True, slots=True)
class Company:
    """Who took part according to gold and system; ``strangers`` are the system's persons whom the gold does not know."""

    gold: frozenset[str]
    system: frozenset[str]
    strangers: int
    gold_parties: frozenset[str]
    system_parties: frozenset[str]

    @property
    def persons(self) -> float:
        """Overlap of participants, 0 to 1."""
        return len(self.gold & self.system) / max(1, len(self.gold | self.system) + self.strangers)

    @property
    def parties(self) -> float:
        """Share of the gold parties that the system has; 0 when the gold names none."""
        return len(self.gold_parties & self.system_parties) / max(1, len(self.gold_parties))

    def enough(self) -> bool:
        """True if the two may be one meeting."""
        if self.persons >= 0.5 and (len(self.gold) > 1 or self.parties > 0 or not self.gold_parties):
            return True
        return self.parties == 1 and (self.persons >= 0.34 or not (self.gold or self.system))


def meetings(gold: Gold, view: ArticleView, agents: Agents) -> Outcome:
    """Meetings match by company; strictly, with status, participants and date right as well."""
    items = gold.items["meetings"]
    company = {(g, s): _company(item, values, view, agents) for g, item in enumerate(items) for s, values in enumerate(view.meetings)}
    pairs = [(_score(items[g], view.meetings[s], c), g, s) for (g, s), c in company.items() if c.enough()]
    matched = assigned(p for p in pairs if p[0] > LEAST)
    strict: dict[int, int] = {}
    checks: list[tuple[str, bool]] = []
    for g, s in matched.items():
        held = dict(_checks(items[g], view.meetings[s], company[g, s], view))
        if not items[g].get("optional"):
            checks += [(f"meeting {name}", hit) for name, hit in held.items()]
        if held["status"] and held["participants"] and held.get("date", True):
            strict[g] = s
    return Outcome(items, len(view.meetings), matched, strict, checks)


def _company(item: Item, values: Values, view: ArticleView, agents: Agents) -> Company:
    taking_part = values["participant"]
    persons = [x for x in taking_part if x in view.people]
    known = [agents.person(x) for x in persons]
    bodies = values["party"] | {x for x in taking_part if x not in view.people}
    return Company(
        gold=frozenset(item["participants"]),
        system=frozenset(k for k in known if k),
        strangers=sum(not k for k in known),
        gold_parties=frozenset(place(p) for p in item.get("parties", [])),
        system_parties=frozenset(place(n) for x in bodies for n in view.labels[x]),
    )


def _score(item: Item, values: Values, company: Company) -> float:
    statuses = {_local(s) for s in values["status"]}
    start, dates = item.get("start") or "", values["startDate"]
    dated = bool(start and dates)
    fits = dated and any(d[: len(start)] == start[: len(d)] for d in dates)
    right_status = item["status"] in statuses or _happened(item["status"]) in statuses
    score = company.persons + 0.5 * company.parties + 0.5 * right_status + 0.6 * fits + 0.3 * (item["kind"] in _kinds(values))
    return score - 0.8 if dated and not fits else score


def _checks(item: Item, values: Values, company: Company, view: ArticleView) -> Iterator[tuple[str, bool]]:
    yield "status", {_happened(_local(s)) for s in values["status"]} == {_happened(item["status"])}
    yield "participants", company.gold == company.system and not company.strangers
    yield "kind", _kinds(values) == {item["kind"]}
    if item.get("start"):
        yield "date", item["start"] in values["startDate"]
    if item.get("place"):
        places = [item["place"], *item.get("place_aliases", [])]
        yield "place", any(same_body(places, view.labels[x]) for x in values["location"])


def _kinds(values: Values) -> set[str]:
    return {KINDS.get(k, k) for k in map(_local, values["kind"])}


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].lower()


def _happened(status: str) -> str:
    """An ongoing meeting counts as held."""
    return "held" if status == "ongoing" else status
