"""The day of a statement is the one beside its cue."""

from kg.model import DateMention, StatementMention, Tokens
from kg.resolve.said_on import said_on


def _statement(cue: Tokens | None, *content: Tokens) -> StatementMention:
    return StatementMention(content=content, source=Tokens(0, 1), cue=cue, mode="Indirect", rule="statement.test")


def test_the_nearest_day_outside_the_words_told():
    times = [DateMention(Tokens(4, 5), "2021-03-10", "2021-03-10", "weekday"), DateMention(Tokens(9, 10), "2021-04", "2021-04", "month")]
    assert said_on(_statement(Tokens(1, 2), Tokens(6, 12)), times) == "2021-03-10"


def test_a_day_inside_or_behind_the_words_does_not_count():
    times = [DateMention(Tokens(6, 7), "2021-03-10", "2021-03-10", "weekday"), DateMention(Tokens(9, 10), "2021-04", "2021-04", "month")]
    assert said_on(_statement(Tokens(1, 2), Tokens(3, 8)), times) == ""


def test_bounds_ranges_and_far_days_do_not_count():
    since = DateMention(Tokens(3, 4), "2021", "2021", "since")
    week = DateMention(Tokens(4, 5), "2021-03-08", "2021-03-14", "week")
    far = DateMention(Tokens(40, 41), "2021-03-10", "2021-03-10", "weekday")
    assert said_on(_statement(Tokens(1, 2), Tokens(50, 60)), [since, week, far]) == ""


def test_without_a_cue_nothing_is_known():
    assert said_on(_statement(None, Tokens(3, 8)), [DateMention(Tokens(1, 2), "2021", "2021", "year")]) == ""
