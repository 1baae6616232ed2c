"""Names garbled at random in real readouts: how many are put right, and how many are taken for somebody else."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest

from kg.annotate import annotate
from kg.facts import ArticleFacts
from kg.model import Article
from kg.pipeline import facts_of
from kg.read import read
from kg.resolve.questions import unify
from tests.garbles import Planted, planted

STEP = 9
GARBLED = 30
REPAIRED = 0.6
WRONG = 0.01


@pytest.fixture(scope="module")
def readouts(nlp, shared, tmp_path_factory) -> list[ArticleFacts]:
    """Every ninth of the readouts, as they are."""
    source = shared / "articles" / "free" / "articles.jsonl"
    if not source.is_file():
        pytest.skip("no readouts among the articles beside the checkout")
    lines = [line for line in source.read_text("utf-8").splitlines() if json.loads(line)["id"].startswith("white-house")]
    chosen = tmp_path_factory.mktemp("readouts") / "some.jsonl"
    chosen.write_text("\n".join(lines[::STEP]), "utf-8")
    return [facts_of(story) for story in annotate(read([str(chosen)], problems=[]), nlp)]


def at(facts: ArticleFacts, place: int) -> str:
    """The key of the person whom the name at a place means."""
    return next((r.key for r in facts.references if r.span.start <= place < r.span.end and "person." in r.key), "")


def outcome(before: ArticleFacts, after: ArticleFacts, plant: Planted, known: set[str]) -> str:
    found = at(after, plant.at)
    if found == at(before, before.article.text.index(plant.name)):
        return "repaired"
    return "wrong" if found in known else "alone"


@pytest.mark.slow
def test_planted_garbles_are_put_right_and_hardly_ever_taken_for_another(nlp, readouts):
    rng = random.Random(20230618)
    plants: dict[str, Planted] = {}
    named = Counter(e.name for f in readouts for e in f.entities if e.kind == "person")
    told = {name for name, articles in named.items() if articles > 2}
    for facts in rng.sample(readouts, len(readouts)):
        for plant in planted(facts, rng, told) if len(plants) < GARBLED else ():
            plants[facts.article.id] = plant
    garbled: dict[str, Article] = {ident: p.article for ident, p in plants.items()}
    read_again = {s.article.id: facts_of(s) for s in annotate(garbled.values(), nlp)}
    clean = {f.article.id: f for f in unify(readouts)}
    mixed = {f.article.id: f for f in unify([read_again.get(f.article.id, f) for f in readouts])}
    known = {e.key for f in clean.values() for e in f.entities if e.kind == "person"}
    found = Counter(outcome(clean[ident], mixed[ident], p, known) for ident, p in plants.items())
    assert len(plants) == GARBLED
    assert found["repaired"] >= REPAIRED * GARBLED, found
    assert found["wrong"] <= WRONG * GARBLED, found
