"""Versions of rules: hashes of the files that reading and deciding depend on."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import resources


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one rule in a folder of a folder."""
    for folder in (*resources.RULES, "graph"):
        (tmp_path / folder).mkdir()
    rule = tmp_path / "extract" / "meetings" / "verbs.py"
    rule.parent.mkdir()
    rule.write_text("MET = 1\n")
    monkeypatch.setattr(resources, "PACKAGE", tmp_path)
    return rule


def fresh() -> str:
    resources.rule_set.cache_clear()
    try:
        return resources.rule_set()
    finally:
        resources.rule_set.cache_clear()


def test_a_rule_at_any_depth_is_part_of_the_rule_set(package: Path):
    before = fresh()
    package.write_text("MET = 2\n")
    assert fresh() != before


def test_line_ends_of_another_system_are_the_same_rules(package: Path):
    before = fresh()
    package.write_bytes(b"MET = 1\r\n")
    assert fresh() == before
