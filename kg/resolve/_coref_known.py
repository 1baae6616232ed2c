"""Who holds which office, for pronouns and bare titles: what the text says, and the record where it says nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model import Anaphor, RoleMention, Story
from kg.resolve._coref_context import Context
from kg.resolve._coref_office import CLASSES, FOREIGN_MINISTERS, HEADS
from kg.resolve._role_related import RELATIONS
from kg.resolve.coreference import Links, Office, link
from kg.resolve.gazetteer import gazetteer
from kg.resolve.holders import in_office
from kg.resolve.names import forms_of_one
from kg.resolve.persons import Person


def links(
    story: Story,
    people: Sequence[Person],
    anaphors: Sequence[Anaphor],
    roles: Sequence[RoleMention],
    hints: Context,
    styles: Mapping[int, str],
) -> Links:
    """Whom each anaphor stands for, once the offices of the persons are known from the text and, where it asks, from the record.

    ``styles`` maps first tokens of names to how their bearers are styled ("majesty").
    """
    doc = story.doc
    owner = {tokens.start: i for i, p in enumerate(people) for tokens in p.mentions}
    known = gazetteer()
    offices: dict[int, list[Office]] = {}
    for r in roles:
        if r.person.start not in owner:
            continue  # a pronoun's role is known only after linking
        country = known.country(doc[r.org.start : r.org.end].text) if r.org else None
        if r.label == "counterpart" and (same := _counterpart_of(r, roles)):
            offices.setdefault(owner[r.person.start], []).append(Office(_slug(same), same, country.iso2 if country else ""))
        offices.setdefault(owner[r.person.start], []).append(
            Office(_slug(r.label), r.label, country.iso2 if country else "", r.status == "former")
        )
        word = doc[r.office.end - 1].lower_
        if word not in r.label.lower().replace("-", " ").split():  # a "UN envoy", who is a permanent representative, is "the envoy"
            offices[owner[r.person.start]].append(Office(word, word, "", r.status == "former"))
    for start, style in styles.items():
        if start in owner:
            offices.setdefault(owner[start], []).append(Office(style, style, ""))
    countries = {}
    for a in anaphors:
        country = (known.country(a.country) or known.metonym(a.country)) if a.country else None
        if country is not None:
            countries[a.country] = country.iso2
    asked = {(label, countries.get(a.country, "")) for a in anaphors for label in _labels(a)}
    for i, person in enumerate(people):
        if asked and not any(o.country for o in offices.get(i, ())):
            offices[i] = [*offices.get(i, ()), *_on_record(person, sorted(asked), story.article.published)]
    return link(people, anaphors, offices, hints.sentence_of, frozenset(), countries, hints)


def _labels(anaphor: Anaphor) -> tuple[str, ...]:
    """The offices that an anaphor can ask for: its own, or all that have counterparts abroad ("the Russian leader")."""
    if anaphor.office == "counterpart":
        return tuple(label for group in CLASSES for label in group)
    if anaphor.label.lower() == "leader":
        return HEADS if anaphor.country else ()
    return (anaphor.label.lower(),) if anaphor.unique else ()


def _counterpart_of(role: RoleMention, roles: Sequence[RoleMention]) -> str:
    """The office told last in front of a counterpart, of somebody else; a secretary of state's is a foreign minister."""
    before = [r for r in roles if r.office.start < role.office.start and r.person != role.person and r.label not in RELATIONS]
    label = max(before, key=lambda r: r.office.start).label.lower() if before else ""
    return "foreign minister" if label in FOREIGN_MINISTERS else label


def _on_record(person: Person, asked: Sequence[tuple[str, str]], published: str) -> list[Office]:
    """Those of the offices (label and ISO code, "" for any country) that somebody of this name is known to have held that day."""
    held = []
    for label, iso2 in asked:
        holder = next((h for h in in_office(_slug(label), iso2, published) if forms_of_one(person.name, h.name)), None)
        if holder is not None:
            held.append(Office(_slug(label), label, holder.iso2))
    return held


def _slug(label: str) -> str:
    office = gazetteer().office(label)
    return office.slug if office is not None else label
