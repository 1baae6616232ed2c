"""What pages call nodes that have no name of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from kg.explore.prose import label, listed
from kg.vocab import KG, ORG, SCHEMA, SKOS

if TYPE_CHECKING:
    from kg.explore.view import View


def meeting_title(view: View, node: NamedNode) -> str:
    """ "Talks: Antony Blinken and Qin Gang, Beijing"."""
    props = view.props(node)
    who = [view.name(n) for n in props.nodes(KG.participant)] or [view.name(n) for n in props.nodes(KG.party)]
    crowd = [*sorted(who)[:3], f"{len(who) - 3} more"] if len(who) > 4 else sorted(who)
    sort = label(props.named(KG.kind)) or "Meeting"
    sort = "Meeting" if sort == "Other meeting" else "Phone call" if sort == "Call" else sort
    places = sorted(props.nodes(SCHEMA.location), key=lambda n: view.kind(n) == "country")  # a city tells more than its country
    where = [view.name(n) for n in places[:1]]
    return ", ".join([f"{sort}: {listed(crowd)}" if crowd else sort, *where])


def office_name(view: View, membership: NamedNode) -> str:
    """The office of a membership, as its label says."""
    return next((view.props(n).text(SKOS.prefLabel) or view.name(n) for n in view.props(membership).nodes(ORG.role)), "")
