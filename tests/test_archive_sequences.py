"""After any sequence of imports, changes and retractions an archive says what one build of the surviving articles says."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kg.archive.archive import Archive
from kg.facts import ArticleFacts
from tests.archives import FISHERY, VERSIONS, exported, from_scratch, indexed, story, violating

IDS = st.sampled_from(["a", "b", "c", "d", "person", "x y"])
NAMES = st.sampled_from(["Ana Sol", "Sol", "Ana Maria Sol", "Joe Lund", "Joseph Lund", "Lund"])
POSTS = st.sampled_from(["", "president@country.ke", "president@country.no", "mayor@country.no"])
STORIES = st.builds(
    story,
    IDS,
    NAMES,
    POSTS,
    st.sampled_from(["", "Eva Beck", "Beck"]),
    day=st.sampled_from(["2024-03-11", "2024-03", "--03-11"]),
    published=st.sampled_from(["2024-03-12", ""]),
    status=st.sampled_from(["Held", "Planned"]),
    gist=st.sampled_from(["", FISHERY, f"{FISHERY} cod trawler", "salmon quota harbour treaty -licence", "cod trawler salmon quota fleet"]),
)


class Sequences(RuleBasedStateMachine):
    """An archive in memory beside a plain dictionary of what should be in it."""

    def __init__(self) -> None:
        super().__init__()
        self.archive = Archive(None)
        self.alive: dict[str, ArticleFacts] = {}

    @rule(facts=STORIES)
    def join(self, facts: ArticleFacts) -> None:
        assert self.archive.add(facts, VERSIONS).conforms
        self.alive[facts.article.id] = facts

    @rule(ident=IDS)
    def be_held_back(self, ident: str) -> None:
        assert not self.archive.add(violating(ident), VERSIONS).conforms

    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        if self.alive:
            ident = data.draw(st.sampled_from(sorted(self.alive)))
            self.archive.retract(ident)
            del self.alive[ident]

    @invariant()
    def says_what_a_build_says(self) -> None:
        assert exported(self.archive) == from_scratch(self.alive.values())

    @invariant()
    def the_index_follows(self) -> None:
        assert indexed(self.archive) == exported(self.archive)

    def teardown(self) -> None:
        self.archive.close()


class TestSequences(Sequences.TestCase):
    settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
