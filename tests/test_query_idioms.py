"""How named queries are written, so that they stay fast and whole in every store: docs/stores.md tells why."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from kg.query.named import NamedQuery, catalogue

_EXISTS = re.compile(r"EXISTS\s*\{(?P<pattern>[^{}]*?)(?=FILTER|\})")


def patterns_in_exists(text: str) -> Iterator[str]:
    """What each EXISTS of a query matches, without the filters in it."""
    for found in _EXISTS.finditer(re.sub(r"#[^\n]*\n", "\n", re.sub(r"<[^>]*>", "<>", text))):
        yield found["pattern"].strip().rstrip(".").strip()


def alone(pattern: str) -> bool:
    """True for one triple pattern whose path, if any, is no sequence outside brackets: an engine cannot take it apart."""
    without_groups = re.sub(r"\([^()]*\)", "()", pattern)
    return len(without_groups.split()) == 3 and not re.search(r"[;/]", without_groups)


@pytest.mark.parametrize(
    ("pattern", "fine"),
    [
        ("?a kg:b ?c", True),
        ("?a kg:b|kg:c ?d", True),
        ("?a (kg:b/kg:c)|(kg:d/kg:e) ?f", True),
        ("?a kg:b/kg:c ?d", False),
        ("?a kg:b/(kg:c|kg:d) ?e", False),
        ("?a kg:b ?c ; kg:d ?e", False),
        ("?a kg:b ?c . ?c kg:d ?e", False),
    ],
)
def test_what_counts_as_one_pattern(pattern: str, fine: bool) -> None:
    assert alone(pattern) is fine


@pytest.mark.parametrize("query", catalogue(), ids=lambda query: query.name)
def test_exists_holds_one_pattern_and_nothing_is_cut_off(query: NamedQuery) -> None:
    assert [p for p in patterns_in_exists(query.text) if not alone(p)] == []
    assert not re.search(r"\b(LIMIT|OFFSET)\b", query.text)


def test_exists_is_found() -> None:
    assert sum(1 for query in catalogue() for _ in patterns_in_exists(query.text)) > 10
