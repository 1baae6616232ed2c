"""One role fact per person, office and organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.facts import RoleFact
from kg.model import RoleStatus
from kg.resolve.gazetteer import gazetteer

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
    if any(r.status == "former" and r.rule not in ("role.copula", "role.term") for r in both) and not any(
        r.status == "future" for r in both
    ):
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
