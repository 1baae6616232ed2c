"""Who may have held an office on a day, by the shipped record: terms, and days on which somebody was met in office."""

from __future__ import annotations

from kg.resolve.holders import find, over


def test_days_in_office_tell_of_the_time_around_them_only():
    found = find("Hakan Fidan", "foreign-minister", "current", "2023-07-19")
    assert found is not None
    assert (found.iso2, found.met) == ("TR", True)
    assert find("Hakan Fidan", "foreign-minister", "current", "2019-07-19") is None


def test_the_last_day_on_which_somebody_was_met_is_not_the_end_of_a_term():
    found = find("Álvaro Uribe", "president", "former", "2014-11-17")
    assert found is not None
    assert found.iso2 == "CO"
    assert not over(found, "2014-11-17")
