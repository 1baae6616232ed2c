"""Inputs that fuzzing found to break something (tests/fuzz), kept so that they never do again."""

from __future__ import annotations

import json

import pytest

from tests.builds import ROOT
from tests.fuzz.targets import TARGETS

FOUND = json.loads((ROOT / "tests" / "data" / "fuzz_found.json").read_bytes())


@pytest.mark.parametrize(("target", "number"), [(name, n) for name, found in FOUND.items() for n in range(len(found))])
def test_what_was_found_breaks_nothing_now(target, number):
    TARGETS[target](FOUND[target][number].encode("utf-8" if target == "extraction" else "latin-1"))


@pytest.mark.parametrize("target", ["reading", "serialising"])
def test_some_hundred_inputs_break_nothing(target, tmp_path, caplog):
    from tests.fuzz.corpus import corpus
    from tests.fuzz.run import by_chance

    caplog.set_level("CRITICAL")
    tried, broken = by_chance(TARGETS[target], corpus(target), 60.0, 7, tmp_path, most=200)
    assert (tried, broken) == (200, 0)
