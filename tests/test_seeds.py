"""The seed articles and their gold files belong together, and no sentence of them is taken from a publisher."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
ARTICLES = ROOT.parent / "shared" / "articles"
PARTS = ("persons", "roles", "meetings", "statements", "issues")
RUN = 11  # so many words in a row are a copy, whatever names they hold

each_seed = pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)


def gold_of(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((ROOT / "tests" / "gold" / f"{path.stem}.json").read_text("utf-8"))
    return gold


def stretches(item: dict[str, Any]) -> Iterator[str]:
    """Every passage of the text that one gold item copies: its quote, or the stretches of its content."""
    for key in ("quote", "content"):
        value = item.get(key, [])
        yield from [value] if isinstance(value, str) else value


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W_]+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def test_there_are_five() -> None:
    assert len(SEEDS) == 5


def test_one_sidecar_leaves_the_date_to_the_text() -> None:
    undated = [path for path in SEEDS if "published" not in json.loads(path.with_suffix(".json").read_text("utf-8"))]
    assert len(undated) == 1
    assert re.search(r"\b[A-Z]+, June \d+, 2023 \(", undated[0].read_text("utf-8"))


@each_seed
def test_sidecar_describes_its_text(path: Path) -> None:
    record = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert record["id"] == path.stem
    assert record["title"] == path.read_text("utf-8").splitlines()[0]
    assert record.get("published", gold_of(path)["published"]) == gold_of(path)["published"]
    assert (record["language"], record["licence"]) == ("en", "CC0-1.0")


@each_seed
def test_length(path: Path) -> None:
    assert 300 <= len(path.read_text("utf-8").split()) <= 700


@each_seed
def test_gold_is_of_these_bytes(path: Path) -> None:
    gold = gold_of(path)
    assert gold["article"] == path.stem
    assert gold["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


@each_seed
def test_gold_copies_the_text_exactly(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    gold = gold_of(path)
    copied = [stretch for part in PARTS for item in gold[part] for stretch in stretches(item)]
    assert copied
    assert [stretch for stretch in copied if stretch not in text] == []


@each_seed
def test_gold_persons_are_named_in_the_text(path: Path) -> None:
    text = path.read_text("utf-8")
    names = [name for person in gold_of(path)["persons"] for name in (person["name"], *person["aliases"])]
    assert [name for name in names if name not in text] == []


@each_seed
def test_gold_refers_to_its_own_persons_and_issues(path: Path) -> None:
    gold = gold_of(path)
    persons = {person["id"] for person in gold["persons"]}
    issues = {issue["id"] for issue in gold["issues"]}
    speaking = [statement[end] for statement in gold["statements"] for end in ("speaker", "addressee")]
    used = {ref for ref in speaking if isinstance(ref, str)}
    used |= {person for meeting in gold["meetings"] for person in meeting["participants"]}
    used |= {role["person"] for role in gold["roles"]}
    about = {issue for part in ("meetings", "statements") for item in gold[part] for issue in item["issues"]}
    assert used - persons == set()
    assert about - issues == set()


@pytest.mark.skipif(not ARTICLES.is_dir(), reason="the publishers' articles are not at hand")
def test_nothing_is_copied_from_the_publishers() -> None:
    theirs = {run for folder in ("seeds", "dev") for path in (ARTICLES / folder).glob("*.txt") for run in runs(path.read_text("utf-8"))}
    assert theirs
    assert {path.stem: runs(path.read_text("utf-8")) & theirs for path in SEEDS} == {path.stem: set() for path in SEEDS}
