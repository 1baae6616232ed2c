"""Memberships (W3C ORG): one node per person, office and organisation, gathering what articles attest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from kg.facts import ArticleFacts, RoleFact
from kg.graph.iri import Names
from kg.graph.literals import date
from kg.vocab import KG, ORG, RDF

Term = NamedNode | Literal


def membership_key(role: RoleFact) -> str:
    """Local name of the membership that a role report is about."""
    parts = [role.person.removeprefix("person."), role.office.removeprefix("office.")]
    if role.org:
        parts.append(role.org.removeprefix("country.").removeprefix("org."))
    return "membership." + ".".join(parts)


def membership_triples(articles: Iterable[ArticleFacts], names: Names) -> Iterator[tuple[NamedNode, NamedNode, Term]]:
    """One membership per key; first and last attested are the outermost publication dates that say "holds it"."""
    roles: dict[str, RoleFact] = {}
    dates: dict[str, list[str]] = {}
    for facts in articles:
        for role in facts.roles:
            key = membership_key(role)
            roles.setdefault(key, role)
            if role.status == "current" and facts.article.published:
                dates.setdefault(key, []).append(facts.article.published)
    for key in sorted(roles):
        role, node = roles[key], names.node(key)
        yield node, RDF.type, ORG.Membership
        yield node, ORG.member, names.node(role.person)
        yield node, ORG.role, names.node(role.office)
        if role.org:
            yield node, ORG.organization, names.node(role.org)
        if dates.get(key):
            yield node, KG.firstAttested, date(min(dates[key]))
            yield node, KG.lastAttested, date(max(dates[key]))
