"""Names that one article has wrong and others right."""

from __future__ import annotations

import random

from kg.resolve.identity import Profile, decide
from kg.resolve.names import slug
from kg.resolve.questions import unify
from kg.resolve.slips import misread
from tests.test_identity import article

MINISTER = ("office.foreign-minister", "country.ke")
ENVOY = ("office.envoy", "country.ke")


def profile(name: str, *posts: tuple[str, str]) -> Profile:
    return Profile(f"person.{slug(name)}", name, tuple(sorted(posts)), tuple(sorted({org for _, org in posts})))


def verdicts(component: dict[Profile, int]) -> dict[str, tuple[str, str]]:
    return {key: (s.right, s.verdict) for key, s in misread(component).items()}


def test_the_rarer_form_stands_for_the_one_holder_of_the_office():
    component = {profile("Chen Gang", MINISTER): 1, profile("Qin Gang", MINISTER): 2}
    assert verdicts(component) == {"person.chen-gang": ("person.qin-gang", "same")}
    reason = misread(component)["person.chen-gang"].reason
    assert "one person at a time is foreign minister of Kenya: Chen Gang in 1 article, Qin Gang in 2 articles" in reason


def test_an_office_of_several_needs_a_form_that_is_much_commoner():
    assert verdicts({profile("Ana Sohl", ENVOY): 1, profile("Ana Sol", ENVOY): 2})["person.ana-sohl"] == ("person.ana-sol", "undecided")
    assert verdicts({profile("Ana Sohl", ENVOY): 1, profile("Ana Sol", ENVOY): 3})["person.ana-sohl"] == ("person.ana-sol", "same")


def test_no_office_in_common_proves_nothing():
    assert verdicts({profile("Ana Sohl", MINISTER): 1, profile("Ana Sol", ENVOY): 9, profile("Ana Sol"): 9}) == {}


def test_nobody_is_joined_through_a_third():
    found = verdicts({profile("Ola Lind", MINISTER): 9, profile("Ola Lynd", MINISTER): 3, profile("Ola Lynde", MINISTER): 1})
    assert found["person.ola-lynd"] == ("person.ola-lind", "same")
    assert found.get("person.ola-lynde", ("", ""))[0] != "person.ola-lynd"


def test_the_garbled_form_is_hidden_and_the_right_one_shown():
    post = "foreign-minister@country.ke"
    facts = unify([article("a", Qin_Gang=post), article("b", Qin_Gang=post), article("c", Chen_Gang=post)])
    (person,) = [e for e in facts[2].entities if e.kind == "person"]
    assert (person.key, person.name, person.hidden) == ("person.qin-gang", "Qin Gang", ("Chen Gang",))
    (made,) = facts[2].judgements
    assert (made.left, made.right, made.rule) == ("c.person.chen-gang", "person.qin-gang", "slip.office")


def test_the_order_of_profiles_changes_nothing():
    component = {profile(n, MINISTER): i for i, n in enumerate(["Ola Lind", "Ola Lynd", "Ola Lint", "Ole Lind", "Ana Sol", "Ana Sohl"], 1)}
    expected = decide(component)
    for seed in range(6):
        assert decide(dict(random.Random(seed).sample(sorted(component.items(), key=lambda c: c[0].key), len(component)))) == expected
