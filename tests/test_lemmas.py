"""Forms under which a word is looked up, whatever the lemmatizer makes of it."""

from __future__ import annotations

import pytest

from kg.extract._syntax import lemma_in, lemmas
from kg.extract.meetings.lexicon import rows
from tests.parsed import tagged


@pytest.mark.parametrize("row", rows("irregular_verbs.csv"), ids=lambda r: r["form"])
def test_an_irregular_form_is_found_as_its_verb(row: dict[str, str]) -> None:
    token = tagged(f"Ruiz/per {row['form']}/v")[1]
    assert row["verb"] in lemmas(token)
    assert row["form"] in row["example"]


@pytest.mark.parametrize(("form", "verb"), [("cancelled", "cancel"), ("resumed", "resume"), ("denied", "deny"), ("travelling", "travel")])
def test_a_regular_form_is_found_as_its_verb(form: str, verb: str) -> None:
    token = tagged(f"Ruiz/per {form}/v")[1]
    assert lemma_in(token, {verb, "other"}) == verb
    assert lemma_in(token, {"other"}) == ""
