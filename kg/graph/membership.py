"""Memberships (W3C ORG): one node per person, office and organisation, gathering what articles attest."""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts import ArticleFacts, RoleFact
from kg.graph.contribution import Contribution, Given, Triple, values
from kg.graph.iri import Names
from kg.graph.literals import date
from kg.vocab import KG, ORG, RDF


def membership_key(role: RoleFact) -> str:
    """Local name of the membership that a role report is about."""
    parts = [role.person.removeprefix("person."), role.office.removeprefix("office.")]
    if role.org:
        parts.append(role.org.removeprefix("country.").removeprefix("org."))
    return "membership." + ".".join(parts)


def membership_contributions(facts: ArticleFacts) -> Iterator[tuple[str, Contribution]]:
    """Who held what where, and the publication date of an article that says "holds it"."""
    for role in facts.roles:
        key = membership_key(role)
        yield key, ("membership", "role", role.person, role.office, role.org)
        if role.status == "current" and facts.article.published:
            yield key, ("membership", "attested", facts.article.published)


def membership_triples(key: str, given: Given, names: Names) -> Iterator[Triple]:
    """One membership; first and last attested are the outermost publication dates."""
    node, found = names.node(key), values(given)
    person, office, org = min(found["role"])
    yield node, RDF.type, ORG.Membership
    yield node, ORG.member, names.node(person)
    yield node, ORG.role, names.node(office)
    if org:
        yield node, ORG.organization, names.node(org)
    if found["attested"]:
        yield node, KG.firstAttested, date(min(found["attested"])[0])
        yield node, KG.lastAttested, date(max(found["attested"])[0])
