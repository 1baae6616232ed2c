"""What an article reports of a meeting or an office, and the facts of an article together."""

from __future__ import annotations

from functools import cached_property

from pyoxigraph import NamedNode

from kg.explore.facts import Fact
from kg.explore.passages import article_of
from kg.explore.prose import label, lasting, period
from kg.explore.statements import Statement
from kg.explore.titles import office_name
from kg.explore.view import Ref, View
from kg.vocab import KG, ORG, RDF, SCHEMA

WHEN = {KG.attestedOn: "holds", KG.formerBy: "held", KG.futureAt: "will hold"}
STANCES = {"current": "holds", "former": "held", "future": "will hold"}


class MeetingReport(Fact):
    """A meeting as one article has it."""

    kind = "meeting"

    @cached_property
    def meeting(self) -> Ref | None:
        """The meeting, as all its reports together have it."""
        met = self._node(KG.reports)
        return self._view.ref(met) if met else None

    @property
    def sort(self) -> str:
        """What kind of meeting: "Talks", "Call"."""
        return label(self._props.named(KG.kind))

    @property
    def status(self) -> str:
        """``Held``, ``Planned`` and so on."""
        return self._props.named(KG.status)

    @cached_property
    def participants(self) -> list[Ref]:
        """Who met."""
        return self._refs(KG.participant)

    @cached_property
    def parties(self) -> list[Ref]:
        """For whom they met."""
        return self._refs(KG.party)

    @cached_property
    def places(self) -> list[Ref]:
        """Where."""
        return self._refs(SCHEMA.location)

    @property
    def when(self) -> str:
        """The day or days, in words."""
        return period(self._props.text(SCHEMA.startDate), self._props.text(SCHEMA.endDate))

    @property
    def length(self) -> str:
        """How long, in words."""
        return lasting(self._props.text(KG.minutes))


class RoleReport(Fact):
    """An office that one article gives a person."""

    kind = "role"

    @cached_property
    def holder(self) -> Ref | None:
        """Who holds it."""
        return self._of(ORG.member)

    @property
    def office(self) -> str:
        """Its name."""
        return office_name(self._view, self._membership)

    @cached_property
    def organization(self) -> Ref | None:
        """The country or body it is an office of."""
        return self._of(ORG.organization)

    @property
    def verb(self) -> str:
        """ "holds", "held" or "will hold"."""
        return self._attested[1] or STANCES.get(self._props.text(KG.roleStatus), "holds")

    @property
    def date(self) -> str:
        """The ISO date of which the article attests it, or an empty string."""
        return self._attested[0]

    @property
    def _attested(self) -> tuple[str, str]:
        return next(((self._props.text(p), verb) for p, verb in WHEN.items() if self._props.text(p)), ("", ""))

    @property
    def _membership(self) -> NamedNode:
        return self._node(KG.reports) or self.node

    def _of(self, predicate: NamedNode) -> Ref | None:
        return next(iter(self._view.refs(self._view.props(self._membership).nodes(predicate))), None)


AnyFact = Statement | MeetingReport | RoleReport
FACTS: dict[NamedNode, type[AnyFact]] = {KG.Statement: Statement, KG.MeetingReport: MeetingReport, KG.RoleReport: RoleReport}


def fact(view: View, node: NamedNode) -> AnyFact | None:
    """The fact of a node, or None when it is no fact with evidence in an article."""
    props = view.props(node)
    made = next((FACTS[t] for t in props.nodes(RDF.type) if t in FACTS), None)
    home = article_of(view, props.nodes(KG.evidence) or props.nodes(KG.contentSpan))
    return made(view, node, home) if made and home else None


def facts_of(view: View, article: NamedNode) -> list[AnyFact]:
    """All facts of an article, in order of place."""
    quads = ((made, quad) for type_, made in FACTS.items() for quad in view.graph.store.quads_for_pattern(None, RDF.type, type_, article))
    found = [made(view, quad.subject, article) for made, quad in quads if isinstance(quad.subject, NamedNode)]
    return sorted(found, key=lambda f: (f.start, f.end, f.part))
