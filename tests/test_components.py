"""What is decided across articles depends on connected profiles alone: the ground that an archive stands on."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve import fusion, identity
from kg.resolve.components import components
from kg.resolve.fusion import ReportProfile
from kg.resolve.identity import Profile
from kg.resolve.names import slug

NAMES = ["Ana Sol", "A. Sol", "Ana Maria Sol", "Eva Sol", "Sol", "Ana", "Joe Lund", "Joseph R. Lund", "Lund", "Lund Joe"]
POSTS = [(f"office.{office}", f"country.{land}") for office in ("president", "envoy") for land in ("ke", "no")]
PEOPLE = ["person.ana-sol", "person.joe-lund", "org.board"]
DATES = ["", "2024", "2024-03", "2024-03-11", "2024-03-12"]


@st.composite
def persons(draw):
    name = draw(st.sampled_from(NAMES))
    posts = tuple(sorted(draw(st.sets(st.sampled_from(POSTS), max_size=2))))
    return Profile(f"person.{slug(name)}", name, posts, tuple(sorted({org for _, org in posts})))


REPORTS = st.builds(
    ReportProfile,
    st.sampled_from(["Talks", "Call"]),
    st.sampled_from(["Held", "Ongoing", "Planned"]),
    st.sets(st.sampled_from(PEOPLE)).map(lambda p: tuple(sorted(p))),
    st.sampled_from(DATES),
    st.sampled_from(DATES),
)
KINDS = pytest.mark.parametrize("kind", [(identity, persons()), (fusion, REPORTS)], ids=["persons", "meetings"])


@KINDS
@given(data=st.data())
def test_blocks_join_all_that_a_decision_looks_at(kind, data):
    module, profiles = kind
    counts = data.draw(st.dictionaries(profiles, st.integers(1, 3), max_size=8))
    apart = {}
    for component in components(counts, module.blocks):
        apart |= module.decide({p: counts[p] for p in component})
    assert apart == module.decide(counts)


@KINDS
@given(data=st.data())
def test_decisions_know_no_order(kind, data):
    module, profiles = kind
    counts = data.draw(st.dictionaries(profiles, st.integers(1, 3), max_size=8))
    shuffled = {p: counts[p] for p in data.draw(st.permutations(list(counts)))}
    assert module.decide(shuffled) == module.decide(counts)


def test_components_are_what_blocks_connect():
    blocks = {"a": ("x",), "b": ("x", "y"), "c": ("y",), "d": (), "e": ("z",), "f": ()}
    found = list(components(Counter(blocks), blocks.__getitem__))
    assert sorted(map(sorted, found)) == [["a", "b", "c"], ["d"], ["e"], ["f"]]
