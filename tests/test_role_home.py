"""Offices told without a country belong to the one country that the text is at home in."""

from __future__ import annotations

from kg.facts import RoleFact
from kg.model import Span
from kg.resolve._role_home import abroad, at_home


def role(person: str, office: str, org: str = "", rule: str = "role.before-name") -> RoleFact:
    return RoleFact(f"person.{person}", f"office.{office}", org, "current", (Span(0, 4),), rule)


def bare(*roles: RoleFact) -> set[tuple[str, str]]:
    return {(r.person, r.office) for r in roles}


SOL = role("sol", "prime-minister", "country.no", "role.authority")
LUND = role("lund", "defence-minister")
GUEST = role("beck", "chancellor", "country.de")


def test_a_title_without_a_country_is_held_at_home():
    *_, found = at_home([SOL, GUEST, LUND], bare(SOL, LUND), set())
    assert (found.org, found.rule) == ("country.no", "role.home")


def test_who_is_called_by_the_office_alone_tells_where_home_is():
    *_, found = at_home([SOL, GUEST, LUND], bare(LUND), bare(SOL))
    assert found.org == "country.no"


def test_two_countries_tell_nothing():
    roles = [SOL, role("ruiz", "president", "country.es", "role.authority"), LUND]
    assert at_home(roles, bare(*roles), set()) == roles


def test_what_somebody_else_holds_there_is_left_open():
    roles = [SOL, role("lund", "prime-minister")]
    assert at_home(roles, bare(*roles), set()) == roles


def test_a_guest_stays_a_guest():
    roles = [SOL, GUEST, role("beck", "foreign-minister")]
    assert at_home(roles, bare(*roles), set()) == roles


def test_who_meets_a_holder_of_the_country_is_not_of_it():
    across = [("person.lund", "person.sol"), ("person.sol", "person.lund")]
    roles = [SOL, LUND]
    assert abroad(roles, across) == {("person.lund", "country.no")}
    assert at_home(roles, bare(*roles), set(), abroad(roles, across)) == roles


def test_a_bare_minister_may_be_a_guest():
    roles = [SOL, role("lund", "minister")]
    assert at_home(roles, bare(*roles), set()) == roles


def test_offices_that_no_state_gives_are_left_open():
    roles = [SOL, role("lund", "chairman")]
    assert at_home(roles, bare(*roles), set()) == roles


def test_a_country_in_front_is_nearer_than_home():
    near = {("person.lund", "office.defence-minister"): {"country.cl"}}
    *_, found = at_home([SOL, GUEST, LUND], bare(SOL, LUND), set(), near=near)
    assert found.org == "country.cl"


def test_a_country_that_titles_mark_is_not_home():
    kept = at_home([SOL, GUEST, LUND], bare(SOL, LUND), set(), marked={"country.no"})
    assert kept == [SOL, GUEST, LUND]


def test_of_the_two_countries_of_a_story_home_is_the_one_never_marked():
    named = [("country.de", 5), ("country.no", 4), ("country.fr", 1)]
    *_, found = at_home([GUEST, LUND], bare(LUND), set(), marked={"country.de"}, named=named)
    assert (found.org, found.rule) == ("country.no", "role.home")
    assert at_home([GUEST, LUND], bare(LUND), set(), marked={"country.fr"}, named=named) == [GUEST, LUND]
    assert at_home([GUEST, LUND], bare(LUND), set(), marked={"country.de"}, named=[("country.de", 5), ("country.no", 2)]) == [GUEST, LUND]
