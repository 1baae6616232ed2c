"""One role fact per person, office and organisation; what the article's other words and the record of holders complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.facts import RoleFact
from kg.model import RoleStatus
from kg.resolve.agents import Agents
from kg.resolve.gazetteer import gazetteer
from kg.resolve.holders import find, over
from kg.resolve.names import parts

# Rules by which an office is somebody's title, and those by which a clause tells it.
AS_TITLE = ("role.before-name", "role.after-name", "role.authority")
TOLD = ("role.copula", "role.served", "role.anaphor")
RANK = {"current": 0, "future": 1, "former": 2}
# Words that many offices end in; alone they repeat an office told in full ("Secretary Sol").
GENERIC = {
    "secretary",
    "minister",
    "director",
    "adviser",
    "chairman",
    "president",
    "leader",
    "general",
    "envoy",
    "commissioner",
    "head",
    "official",
}


def merged(roles: Sequence[RoleFact]) -> list[RoleFact]:
    """One fact per person, office and organisation with all its evidence; a fact without organisation joins one that has it.

    An office once called former stays so: titles are kept in use ("former ambassador Sol ... Ambassador Sol said").
    """
    known: dict[tuple[str, str], list[str]] = {}
    for role in roles:
        if role.org:
            known.setdefault((role.person, role.office), []).append(role.org)
    out: dict[tuple[str, str, str], RoleFact] = {}
    for role in roles:
        orgs = known.get((role.person, role.office), [])
        org = role.org or (orgs[0] if orgs else "")
        key = (role.person, role.office, org)
        before = out.get(key)
        if before is None:
            out[key] = replace(role, org=org)
            continue
        evidence = tuple(dict.fromkeys(before.evidence + role.evidence))
        out[key] = replace(before, status=_status(before, role), evidence=evidence)
    return [r for r in out.values() if not _repeats(r, list(out.values()))]


def _status(left: RoleFact, right: RoleFact) -> RoleStatus:
    """The status of two reports of one office: "former" in so many words counts, "was the president who" does not."""
    both = (left, right)
    if any(r.status == "former" and r.rule != "role.copula" for r in both) and not any(r.status == "future" for r in both):
        return "former"
    return min((r.status for r in both), key=lambda s: RANK[s])


def _repeats(role: RoleFact, others: Sequence[RoleFact]) -> bool:
    """True if a bare "Secretary" or "Minister" says less than another office of the same person."""
    slug = role.office.removeprefix("office.")
    if slug not in GENERIC:
        return False
    return any(o.person == role.person and o.office != role.office and _wider(slug, o.office) and role.org in ("", o.org) for o in others)


def _wider(word: str, office: str) -> bool:
    slug = office.removeprefix("office.")
    known = gazetteer().office(slug.replace("-", " "))
    forms = known.forms if known is not None else ()
    return word in slug.split("-") or any(word == _head(form) for form in forms)


def _head(form: str) -> str:
    """The word that says what the office is: "secretary" in "Secretary of State"; a candidate for president is none."""
    words = form.lower().split()
    end = next((i for i, w in enumerate(words) if i and w in ("of", "for", "to")), len(words))
    return words[end - 1] if words else ""


def completed(agents: Agents, roles: Sequence[RoleFact], homes: Mapping[tuple[str, str], str]) -> list[RoleFact]:
    """Roles with the country that the article's other words, the record of holders or the office's own name give a national office.

    ``homes`` maps person and office to the ISO code of the only country with an office so called ("Taoiseach").
    """
    countries = {e.key.removeprefix("country.").upper() for e in agents.entities.values() if e.kind == "country"}
    found = [_complete(agents, role, roles, sorted(countries)) for role in roles]
    found = _one_body(agents, found)
    return _one_holder([_at_home(agents, role, homes.get((role.person, role.office), "")) for role in found])


def _one_body(agents: Agents, roles: Sequence[RoleFact]) -> list[RoleFact]:
    """The same office of one person for "the Forest Service" and "the U.S. Forest Service" is held for the one told more fully."""

    def fuller(role: RoleFact) -> str:
        words = _words(agents, role.org)
        others = (r.org for r in roles if (r.person, r.office) == (role.person, role.office) and r.org.startswith("org."))
        return max((o for o in others if words < _words(agents, o)), key=lambda o: len(_words(agents, o)), default=role.org)

    return [replace(r, org=fuller(r)) if r.org.startswith("org.") else r for r in roles]


def _words(agents: Agents, org: str) -> frozenset[str]:
    return frozenset(parts(agents.entities[org].name))


def _one_holder(roles: Sequence[RoleFact]) -> list[RoleFact]:
    """Of an office with one holder at a time: who "became" it held it formerly, where another is named with it as their title."""
    named = {(r.office, r.org): r.person for r in roles if r.status == "current" and r.org and r.rule in AS_TITLE and _unique(r)}
    return [
        replace(r, status="former")
        if r.status == "current" and r.rule in TOLD and named.get((r.office, r.org), r.person) != r.person
        else r
        for r in roles
    ]


def _unique(role: RoleFact) -> bool:
    office = gazetteer().office(role.office.removeprefix("office.").replace("-", " "))
    return office is not None and office.level == "unique"


def _at_home(agents: Agents, role: RoleFact, iso2: str) -> RoleFact:
    country = gazetteer().country(iso2, code=True) if iso2 and not role.org else None
    return replace(role, org=agents.country(country)) if country is not None else role


def _complete(agents: Agents, role: RoleFact, roles: Sequence[RoleFact], countries: Sequence[str]) -> RoleFact:
    slug = role.office.removeprefix("office.")
    person = agents.entities[role.person]
    office = gazetteer().office(slug.replace("-", " "))
    if office is None or office.org_kind != "country" or (role.org and not role.org.startswith("country.")):
        return role
    holder = find(person.name, slug, role.status, agents.story.article.published, countries)
    if holder is not None and role.org in ("", f"country.{holder.iso2.lower()}"):
        agents.entities[role.person] = replace(person, wikidata=person.wikidata or holder.wikidata)
        country = gazetteer().country(holder.iso2, code=True)
        if not role.org and country is not None:
            return replace(role, org=agents.country(country), rule="role.authority")
        return role
    past = find(person.name, slug, "former", agents.story.article.published, countries)
    country = gazetteer().country(past.iso2, code=True) if past is not None else None
    if past is not None and country is not None and role.org in ("", agents.country(country)):
        status: RoleStatus = "former" if over(past, agents.story.article.published) else role.status
        return replace(role, org=agents.country(country), status=status, rule=role.rule if role.org else "role.authority")
    own = {r.org for r in roles if r.person == role.person and r.org.startswith("country.") and r.rule != "role.anaphor"}
    return replace(role, org=own.pop()) if not role.org and len(own) == 1 else role
