"""Roles that other roles tell: relations ("his predecessor"), and the country of a colleague in the same list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract._syntax import sentence
from kg.extract.roles.terms import organisation
from kg.model import Mention, RoleMention, RoleStatus, Tokens
from kg.resolve.gazetteer import gazetteer

STATUS: dict[str, RoleStatus] = {"predecessor": "former", "successor": "future", "counterpart": "current"}
# Words that mean a counterpart only behind a country ("her Chilean colleague", "his Argentine pair").
OF_COUNTRY = ("colleague", "pair", "peer")
RELATIONS = {
    **{word: word for word in STATUS},
    **dict.fromkeys(("counterparts", "homologue", "homolog", *OF_COUNTRY), "counterpart"),
}
PLACES = ("LOC", "GPE")


def relational(doc: Doc, names: Mapping[int, Mention], found: Sequence[Mention]) -> Iterator[RoleMention]:
    """ "his predecessor, Mike Pompeo", "her Chinese counterpart Qin Gang": an office known through somebody else's.

    "His US and Japanese counterparts, A and B" are taken one by one; a "colleague" counts as one only behind a country.
    """
    for token in doc:
        opposite = token.lower_ == "number" and token.i > 0 and doc[token.i - 1].lower_ == "opposite"  # "her Chilean opposite number"
        label = "counterpart" if opposite else RELATIONS.get(token.lower_)
        if label is None:
            continue
        left = token.i - opposite
        while left > token.sent.start and (
            doc[left - 1].pos_ in ("ADJ", "PROPN") or doc[left - 1].lower_ in ("'s", "’s", "and", ",") or doc[left - 1].ent_type_ in PLACES
        ):
            left -= 1
        for holder, org in _pairs(doc, token, left, names, found):
            if org is not None or token.lower_ not in OF_COUNTRY:
                yield RoleMention(
                    person=holder.tokens,
                    office=Tokens(token.i, token.i + 1),
                    label=label,
                    org=org,
                    status=STATUS[label],
                    evidence=sentence(doc, token.i),
                    rule=f"role.{label}",
                )


def _pairs(
    doc: Doc, token: Token, left: int, names: Mapping[int, Mention], found: Sequence[Mention]
) -> Iterator[tuple[Mention, Tokens | None]]:
    """Each name behind a word of relation, with its country or body; of several the first country goes with the first name."""
    behind = next((i for i in range(token.i + 1, min(token.i + 3, len(doc))) if i in names), None)
    if behind is None or any(t.text != "," for t in doc[token.i + 1 : behind]):
        return
    if token.lower_ != "counterparts":
        yield names[behind], organisation(doc, left, token.i, found)
        return
    countries = [Tokens(i, i + 1) for i in range(left, token.i) if doc[i].text[0].isupper() and gazetteer().country(doc[i].text)]
    listed = []
    while behind in names:
        listed.append(names[behind])
        behind = names[behind].tokens.end
        while behind < len(doc) and (doc[behind].text == "," or doc[behind].lower_ == "and"):
            behind += 1
    if len(listed) == len(countries):
        yield from zip(listed, countries, strict=True)


def shared_country(doc: Doc, roles: Sequence[RoleMention]) -> list[RoleMention]:
    """The roles with their neighbour's country: "Israeli prime minister A and energy minister B", "... and other Chilean officials"."""
    out: list[RoleMention] = []
    for role in roles:
        org = role.org
        if org is None and role.rule == "role.before-name" and _national(role):
            org = _from_neighbour(doc, role, out) or _from_others(doc, role)
        out.append(replace(role, org=org) if org is not role.org else role)
    return out


def _national(role: RoleMention) -> bool:
    office = gazetteer().office(role.label)
    return office is not None and office.org_kind == "country"


def _from_neighbour(doc: Doc, role: RoleMention, before: Sequence[RoleMention]) -> Tokens | None:
    if not before or before[-1].rule != "role.before-name" or not _national(before[-1]):
        return None
    last, org = before[-1], before[-1].org
    if org is None or gazetteer().country(doc[org.start : org.end].text) is None:
        return None
    gap = doc[max(last.person.end, org.end) : role.evidence.start]  # "Prime Minister Sol of Peru and Vice President Lund"
    joined = 0 < len(gap) <= 2 and all(t.text == "," or t.lower_ in ("and", "&") for t in gap)
    return org if last.person == role.person or joined else None


def _from_others(doc: Doc, role: RoleMention) -> Tokens | None:
    """The demonym of "and other senior Chilean officials" that ends a list of officials."""
    last = doc[role.person.end - 1].sent.end
    for i in range(role.person.end, min(last, len(doc))):
        if doc[i].lower_ in ("officials", "ministers", "leaders") and "other" in {t.lower_ for t in doc[max(i - 3, 0) : i]}:
            return next((Tokens(j, j + 1) for j in range(i - 1, max(i - 3, 0), -1) if gazetteer().is_demonym(doc[j].text)), None)
        if doc[i].pos_ == "VERB" and doc[i].dep_ == "ROOT":
            return None
    return None
