"""Statements: matched by the characters of their content, and by speaker where contents compete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from kg.score.agents import Agents
from kg.score.gold import Alternatives, Gold, Item, stretches
from kg.score.outcome import Outcome, assigned
from kg.score.system import ArticleView, Values

OVERLAP = 0.5
STRICT = 0.8
Spans = Sequence[tuple[int, int]]


def statements(gold: Gold, view: ArticleView, agents: Agents, text: str) -> Outcome:
    """Statements match when half of their letters and digits are shared; strictly, four fifths and the speaker."""
    items = gold.items["statements"]
    wanted = [stretches(item, text) for item in items]
    spans = [[view.spans[c] for c in s["contentSpan"] if c in view.spans] for s in view.statements]
    overlap, pairs = {}, []
    for g, item in enumerate(items):
        for s, values in enumerate(view.statements):
            overlap[g, s] = shared(wanted[g], spans[s], text)
            if overlap[g, s] >= OVERLAP:
                pairs.append((overlap[g, s] + _said_by(agents, item, values), g, s))
    matched = assigned(pairs)
    strict: dict[int, int] = {}
    checks: list[tuple[str, bool]] = []
    for g, s in matched.items():
        if not items[g].get("optional"):
            checks += _checks(items[g], view.statements[s], agents)
        if overlap[g, s] >= STRICT and _said_by(agents, items[g], view.statements[s]):
            strict[g] = s
    return Outcome(items, len(view.statements), matched, strict, checks)


def shared(gold: Alternatives, system: Spans, text: str) -> float:
    """Intersection over union of letters and digits; of a stretch that occurs several times the best place counts."""
    ours = _characters(system)
    theirs: set[int] = set()
    for alternatives in gold:
        places = [set(range(b, e)) for b, e in alternatives]
        theirs |= max(places, key=lambda p: len(p & ours), default=set())
    ours, theirs = _worded(ours, text), _worded(theirs, text)
    return len(theirs & ours) / max(1, len(theirs | ours))


def _characters(spans: Spans) -> set[int]:
    return {i for b, e in spans for i in range(b, e)}


def _worded(places: set[int], text: str) -> set[int]:
    return places & _word_characters(text)


@lru_cache(maxsize=4)
def _word_characters(text: str) -> frozenset[int]:
    return frozenset(i for i, c in enumerate(text) if c.isalnum())


def _said_by(agents: Agents, item: Item, values: Values) -> bool:
    return any(agents.same(item["speaker"], x) for x in values["speaker"])


def _checks(item: Item, values: Values, agents: Agents) -> Iterator[tuple[str, bool]]:
    yield "statement speaker", _said_by(agents, item, values)
    yield "statement mode", {m.rpartition("#")[2].lower() for m in values["mode"]} == {item["mode"]}
    if item.get("addressee"):
        yield "statement addressee", any(agents.same(item["addressee"], x) for x in values["addressee"])
    if item.get("via"):
        yield "statement channel", any(agents.same({"name": item["via"]}, x) for x in values["channel"])
