"""Halves of divided countries stand for the whole name where the story tells which."""

from kg.extract.names.halves import halves
from tests.parsed import tagged


def _found(line: str) -> list[tuple[str, str]]:
    doc = tagged(line)
    return [(doc[m.tokens.start : m.tokens.end].text, m.name) for m in halves(doc)]


def test_a_coordinated_half_takes_the_noun_of_the_other():
    assert _found("North/p and/c South/p Korea/p met/v ./") == [("North", "North Korea")]


def test_the_half_alone_needs_the_full_name_in_the_story():
    line = "North/p Korea/p refused/v ./ The/d envoy/n left/v the/d North/p ./"
    assert _found(line) == [("North", "North Korea")]
    assert _found("The/d envoy/n left/v the/d North/p ./") == []


def test_a_sea_is_no_half():
    assert _found("North/p Korea/p is/x far/a from/i the/d North/p Sea/p ./") == []
