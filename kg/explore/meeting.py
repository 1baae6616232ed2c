"""The page of a meeting: its life from report to report, the accounts side by side, and what only one of them mentions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, pairwise

from pyoxigraph import NamedNode

from kg.explore.catalog import Catalog
from kg.explore.prose import label, lasting, period
from kg.explore.reports import MeetingReport, fact
from kg.explore.statements import Statement
from kg.explore.view import Ref, View
from kg.vocab import KG, ORG, SCHEMA

MOST = 200
LIFE = {"Possible": 0, "Planned": 1, "Postponed": 2, "Cancelled": 3, "Ongoing": 4, "Held": 5}
_LISTS = ("Issues", "Only here")  # each report has its own; that is no contradiction


@dataclass(frozen=True, slots=True)
class Comparison:
    """One property of the meeting as each report has it, and how those that tell it disagree.

    ``flag`` is "differs" when one contradicts another, "changed" when later reports tell a later state, else empty.
    """

    name: str
    values: list[str]
    flag: str


@dataclass(frozen=True, slots=True)
class Side:
    """The account of one side: what its people said at or of the meeting, and the issues that no other side mentions."""

    name: str
    statements: list[Statement]
    alone: list[Ref]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """What the template needs; ``reports`` are in order of publication."""

    ref: Ref
    sort: str
    status: str
    when: str
    length: str
    participants: list[Ref]
    parties: list[Ref]
    places: list[Ref]
    issues: list[Ref]
    reports: list[MeetingReport]
    comparisons: list[Comparison]
    sides: list[Side]
    part_of: list[Ref]


def meeting_page(view: View, catalog: Catalog, node: NamedNode) -> MeetingPage:
    """The page of the fused meeting ``node``."""
    props = view.props(node)
    nodes = sorted({*view.graph.subjects(KG.reports, node), *props.nodes(KG.statusHistory)}, key=lambda n: n.value)[:MOST]
    reports = [f for f in (fact(view, n) for n in nodes) if isinstance(f, MeetingReport)]
    reports.sort(key=lambda r: (r.article.date, r.article.ident, r.start))
    statements = _statements(view, catalog, node)
    issues = Counter(i for r in (*reports, *statements) for i in r.issues)
    return MeetingPage(
        ref=view.ref(node),
        sort=label(props.named(KG.kind)),
        status=props.named(KG.status),
        when=period(props.text(SCHEMA.startDate), props.text(SCHEMA.endDate)),
        length=lasting(props.text(KG.minutes)),
        participants=view.refs(props.nodes(KG.participant)),
        parties=view.refs(props.nodes(KG.party)),
        places=view.refs(props.nodes(SCHEMA.location)),
        issues=[issue for issue, _ in issues.most_common(12)],
        reports=reports,
        comparisons=_comparisons(view, reports) if len(reports) > 1 else [],
        sides=_sides(view, statements, props.nodes(KG.party)),
        part_of=_whole(view, reports, node),
    )


def _statements(view: View, catalog: Catalog, node: NamedNode) -> list[Statement]:
    ident = catalog.entity(node.value)
    of_it = "FROM part JOIN fact ON fact.id = part.fact WHERE entity = ? AND role = 'said at'"
    query = f"SELECT fact.node {of_it} ORDER BY part.day, part.start LIMIT ?"
    found = (fact(view, NamedNode(r["node"])) for r in catalog.rows(query, ident, MOST))
    return [f for f in found if isinstance(f, Statement)]


def _comparisons(view: View, reports: list[MeetingReport]) -> list[Comparison]:
    told = {
        "Status": [label(r.status) for r in reports],
        "Kind": [r.sort for r in reports],
        "When": [r.when for r in reports],
        "Where": [", ".join(p.name for p in r.places) for r in reports],
        "Who": [", ".join(p.name for p in r.participants) for r in reports],
        "Length": [r.length for r in reports],
        "Issues": [", ".join(i.name for i in r.issues) for r in reports],
    }
    told["Only here"] = _only_here(reports)
    flags = {name: "differs" for name, values in told.items() if name not in _LISTS and _disagree(values)}
    if not _apart(view, [r.places for r in reports]):
        flags.pop("Where", None)
    if "Status" in flags and _went_on(reports):
        flags["Status"] = "changed"
    rows = [Comparison(name, values, flags.get(name, "")) for name, values in told.items()]
    return [row for row in rows if any(row.values)]


def _disagree(values: list[str]) -> bool:
    """Whether two of the values that are told exclude each other: "June 2023" agrees with "18 June 2023"."""
    told = {f" {value} " for value in values if value}
    return any(a not in b and b not in a for a, b in combinations(told, 2))


def _went_on(reports: list[MeetingReport]) -> bool:
    """Whether each other status comes from a later article and is a later one: planned, then held."""
    steps = [(r.article.date, r.status) for r in reports if r.status]
    changes = [(a, b) for a, b in pairwise(steps) if a[1] != b[1]]
    return all(a[0] and a[0] < b[0] and LIFE.get(a[1], 9) < LIFE.get(b[1], 0) for a, b in changes)


def _apart(view: View, told: list[list[Ref]]) -> bool:
    """Whether two reports tell places of which none is, or lies in, one of the other's: "Beijing" and "China" agree."""
    around = [{n for p in places for n in (p.node, *view.props(p.node).nodes(SCHEMA.containedInPlace))} for places in told if places]
    exact = [{p.node for p in places} for places in told if places]
    pairs = combinations(range(len(exact)), 2)
    return any(not (exact[a] & around[b] or exact[b] & around[a]) for a, b in pairs)


def _only_here(reports: list[MeetingReport]) -> list[str]:
    """What each report alone mentions: people, places and issues that no other has."""
    named = [{r.name for r in (*report.participants, *report.places, *report.issues)} for report in reports]
    times = Counter(name for names in named for name in names)
    return [", ".join(sorted(name for name in names if times[name] == 1)) for names in named]


def _sides(view: View, statements: list[Statement], parties: list[NamedNode]) -> list[Side]:
    """Accounts by the party that the speaker stands for; the issues of a side are its own when no other side has them."""
    grouped: dict[str, list[Statement]] = {}
    for statement in statements:
        grouped.setdefault(_side(view, statement, parties), []).append(statement)
    issues = {name: {i for s in said for i in s.issues} for name, said in grouped.items()}
    sides = []
    for name, said in sorted(grouped.items(), key=lambda item: (item[0] == "Others", item[0])):
        others = {i for other, found in issues.items() if other != name for i in found}
        alone = sorted(issues[name] - others, key=lambda r: r.name) if len(grouped) > 1 else []
        sides.append(Side(name, said, alone))
    return sides


def _side(view: View, statement: Statement, parties: list[NamedNode]) -> str:
    for speaker in (*statement.speakers, *statement.channels):
        found = _bodies(view, speaker.node)
        for body in found:
            if body in parties:
                return view.name(body)
        if found:
            return view.name(found[0])
    return "Others"


def _bodies(view: View, agent: NamedNode) -> list[NamedNode]:
    """Countries and bodies that an agent stands for, the one it is most often attested for first."""
    if view.kind(agent) == "country":
        return [agent]
    props = view.props(agent)
    own = [*props.nodes(KG.party), *props.nodes(SCHEMA.containedInPlace)]
    for membership in view.graph.subjects(ORG.member, agent):
        for body in view.props(membership).nodes(ORG.organization):
            own += [body, *view.props(body).nodes(SCHEMA.containedInPlace)]
    ranked = [body for body, _ in Counter(own).most_common()]
    return sorted(ranked, key=lambda b: view.kind(b) != "country")


def _whole(view: View, reports: list[MeetingReport], node: NamedNode) -> list[Ref]:
    """The visits and summits that this meeting was part of."""
    outer = {o for r in reports for o in view.props(r.node).nodes(SCHEMA.superEvent)}
    return view.refs(sorted({m for o in outer for m in view.props(o).nodes(KG.reports) if m != node}, key=lambda n: n.value))
