"""Inputs that fuzzing found to break something (tests/fuzz), kept so that they never do again."""

from __future__ import annotations

import json

import pytest

from tests.builds import ROOT
from tests.fuzz.targets import TARGETS

FOUND = json.loads((ROOT / "tests" / "data" / "fuzz_found.json").read_bytes())


@pytest.mark.parametrize(("target", "number"), [(name, n) for name, found in FOUND.items() for n in range(len(found))])
def test_what_was_found_breaks_nothing_now(target, number):
    TARGETS[target](FOUND[target][number].encode("utf-8"))


@pytest.mark.parametrize("target", ["reading", "serialising"])
def test_a_second_of_fuzzing(target, tmp_path, caplog):
    from tests.fuzz.corpus import corpus
    from tests.fuzz.run import by_chance

    caplog.set_level("CRITICAL")
    tried, broken = by_chance(TARGETS[target], corpus(target), 1.0, 7, tmp_path)
    assert (tried > 0, broken) == (True, 0)
