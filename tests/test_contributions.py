"""What is contributed to a node, and how much of that can change it."""

from __future__ import annotations

from collections import Counter, defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.archive.nodes import changes
from kg.graph.contribution import COUNTED, Contribution
from kg.graph.entities import contributions, node_quads
from kg.graph.iri import Names
from kg.resolve.judgements import Judgements
from kg.resolve.questions import across
from tests.archives import story

POSTS = ("", "president@country.ke", "mayor@country.no")
PEOPLE = ("Ana Sol", "Ana Maria Sol", "Sol", "Joe Lund", "Joseph Lund")
STORIES = [
    story(f"{n}", PEOPLE[n % 5], POSTS[n % 3], ("", "Eva Beck")[n % 2], status=("Held", "Planned", "Cancelled")[n % 3]) for n in range(14)
]


def nodes() -> dict[str, Counter[Contribution]]:
    found: dict[str, Counter[Contribution]] = defaultdict(Counter)
    for facts in across(STORIES, Judgements()):
        for key, contribution in contributions(facts):
            found[key][contribution] += 1
    found["person.x"] = Counter({("person", "name", "Xi"): 2, ("person", "name", "Xi Jinping"): 1, ("person", "alt", "Mr. Xi"): 3})
    within = {("meeting", "within", "meeting.a"): 1, ("meeting", "within", "meeting.b"): 2}
    found["meeting.x"] = Counter({("meeting", "report", "2024-01-01", "a", "1", "Talks", "Held"): 1, **within})
    return found


NODES = nodes()


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_node_that_cannot_have_changed_has_not(data):
    key = data.draw(st.sampled_from(sorted(NODES)))
    values = sorted(NODES[key])
    before = {v: data.draw(st.integers(0, 3)) for v in values}
    after = {v: max(0, times + data.draw(st.sampled_from([0, 0, 1, -1]))) for v, times in before.items()}
    more = {v: after[v] - before[v] for v in values if after[v] != before[v]}
    if not changes({v: times for v, times in after.items() if times or before[v]}, more):
        assert quads(key, before) == quads(key, after)


def quads(key: str, given: dict[Contribution, int]) -> set[str]:
    try:
        return {str(q) for q in node_quads(key, {v: times for v, times in given.items() if times}, Names())}
    except (IndexError, ValueError):  # no article contributes a part without the whole
        return set()


def test_what_is_told_again_changes_nothing_and_another_choice_does():
    assert not changes({("person", "name", "Xi"): 5}, {("person", "name", "Xi"): 1})
    assert not changes({("person", "alt", "Mr. Xi"): 5, ("person", "alt", "Xi"): 2}, {("person", "alt", "Xi"): 1})
    assert changes({("person", "name", "Xi"): 1}, {("person", "name", "Xi"): 1})
    assert changes({("person", "name", "Xi"): 0, ("person", "name", "Mr. Xi"): 1}, {("person", "name", "Xi"): -1})
    assert changes({("person", "name", "Xi"): 5, ("person", "name", "Mr. Xi"): 1}, {("person", "name", "Xi"): 1})
    assert {"name", "within"} == COUNTED
