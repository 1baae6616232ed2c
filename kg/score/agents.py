"""Persons, issues and roles: what is matched by names alone; and who a gold reference means."""

from __future__ import annotations

from collections.abc import Mapping

from kg.score.gold import Gold, Item, names_of
from kg.score.match import place, same_body, same_label, same_name, shares_norm
from kg.score.outcome import Outcome, assigned
from kg.score.system import ArticleView


class Agents:
    """Decides whether a gold speaker, participant or holder is a node of the graph; knows which persons were matched."""

    def __init__(self, gold: Gold, view: ArticleView, persons: Outcome) -> None:
        self._gold, self._view = gold, view
        people = gold.items["persons"]
        self._node: Mapping[str, str] = {people[g]["id"]: view.persons[s] for g, s in persons.matched.items()}

    def same(self, reference: str | Item, node: str) -> bool:
        """True if ``reference``, a gold person's id or a named body or group, is ``node``."""
        labels = self._view.labels[node]
        if isinstance(reference, str):
            return self._node.get(reference) == node or same_name(names_of(self._gold.people[reference]), labels)
        names = names_of(reference)
        return same_name(names, labels) or bool({place(n) for n in names} & {place(n) for n in labels}) or same_label(names, labels)

    def person(self, node: str) -> str | None:
        """The id of the first gold person that ``node`` is, or None."""
        return next((p for p in self._gold.people if self.same(p, node)), None)


def persons(gold: Gold, view: ArticleView) -> Outcome:
    """Persons match by any name; strictly, by the full name that the gold gives (or the person meant by a garbled one)."""
    items = gold.items["persons"]
    pairs = []
    for g, item in enumerate(items):
        full = [item["name"], item.get("same_as")]
        for s, node in enumerate(view.persons):
            labels = view.labels[node]
            if same_name([*full, *item.get("aliases", [])], labels):
                pairs.append((2.0 if shares_norm(full, labels) else 1.0, g, s))
    matched = assigned(pairs)
    exact = {(g, s) for score, g, s in pairs if score == 2}
    return Outcome(items, len(view.persons), matched, {g: s for g, s in matched.items() if (g, s) in exact})


def issues(gold: Gold, view: ArticleView) -> Outcome:
    """Issues match by the words of their labels; strictly, by a label."""
    items = gold.items["issues"]
    pairs = []
    for g, item in enumerate(items):
        wanted = [item["label"], *item.get("aliases", [])]
        for s, node in enumerate(view.issues):
            labels = view.labels[node]
            if same_label(wanted, labels):
                pairs.append((2.0 if shares_norm(wanted, labels) else 1.0, g, s))
    return Outcome(items, len(view.issues), assigned(pairs), assigned(p for p in pairs if p[0] == 2))


def roles(gold: Gold, view: ArticleView, agents: Agents) -> Outcome:
    """Roles match by person and office; strictly, by organisation too."""
    items = gold.items["roles"]
    pairs = []
    for g, item in enumerate(items):
        offices = [item["office"], *item.get("office_aliases", [])]
        bodies = [item.get("org"), *item.get("org_aliases", [])]
        for s, (person, office, org) in enumerate(view.roles):
            if agents.same(item["person"], person) and same_label(offices, view.labels[office]):
                right_body = not item.get("org") or same_body(bodies, view.labels[org] if org else ())
                pairs.append((2.0 if right_body else 1.0, g, s))
    return Outcome(items, len(view.roles), assigned(pairs), assigned(p for p in pairs if p[0] == 2))
