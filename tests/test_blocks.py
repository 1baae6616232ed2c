"""Blocks: every pattern of the table, the layouts, and that no text is lost."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import boilerplate
from kg.read.blocks import blocks

FIRST = "The trade ministers of Norland and Sudland met for three hours in the harbour town on Monday, both delegations said."
SECOND = "“We have a text,” Ada Moreno told reporters, adding that a second round is planned for June in the capital of Sudland."
THIRD = "Neither side would say what became of the fish quotas, over which the two states have quarrelled since the spring of 2009."
STORY = [FIRST, SECOND, THIRD]


def kinds(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(b.kind, text[b.start : b.end]) for b in blocks(text, title)]


def boiler(text: str, title: str = "") -> list[str]:
    return [t for k, t in kinds(text, title) if k == "boilerplate"]


@pytest.mark.parametrize("row", boilerplate.patterns(), ids=lambda row: row.example[:40])
def test_each_pattern_matches_its_example_and_no_counter_example(row):
    assert row.pattern.fullmatch(row.example)
    for other in boilerplate.patterns():
        assert not row.pattern.fullmatch(other.counter), other.counter


@pytest.mark.parametrize("separator", ["\n\n", "\n", "\r\n", "\r\n\r\n", "\r", "\u2029"])
def test_paragraphs_of_every_layout(separator):
    text = separator.join(["Ministers meet in the harbour town", *STORY, "Fish and timber", *STORY])
    expected = ["headline", *["paragraph"] * 3, "subheading", *["paragraph"] * 3]
    assert [k for k, _ in kinds(text)] == expected


def test_one_giant_line_is_cut_after_sentences():
    text = " ".join(STORY * 200)
    found = kinds(text)
    assert len(found) > 2
    assert all(k == "paragraph" and t[-1] in ".”" and len(t) <= 20_000 for k, t in found)


@pytest.mark.parametrize("gap", ["\n\n", "\n   "])
def test_wrapped_lines_are_joined(gap):
    text = "Ministers meet\n\n" + gap.join(textwrap.fill(p, 72) for p in STORY)
    assert [" ".join(t.split()) for k, t in kinds(text) if k == "paragraph"] == STORY


def test_lists_are_not_taken_for_wrapped_lines():
    people = [
        "Ada Moreno, Minister of Trade of the Republic of Norland",
        "Tom Reyes, Envoy",
        "Lena Ford, Secretary of the Council of Sudland",
    ]
    text = "\n\n".join(["Who met", FIRST, "Participants:", "\n".join(people)])
    assert [t for _, t in kinds(text)][-3:] == people


def test_the_headline_is_found_by_the_title():
    text = "\n\n".join(["World", "Ministers meet in the harbour town | Example", FIRST])
    assert [k for k, _ in kinds(text, "Ministers meet in the harbour town")] == ["boilerplate", "headline", "paragraph"]


def test_a_text_without_headline():
    assert [k for k, _ in kinds("\n\n".join(STORY))] == ["paragraph"] * 3
    assert [k for k, _ in kinds("\n\n".join(STORY), "Something else")] == ["paragraph"] * 3


def test_the_prefix_of_an_agency_is_kept_out():
    text = f"Ministers meet\n\nQUITO, June 19, 2023 (KG Wire) - {FIRST}\n\n{SECOND}"
    assert kinds(text)[1:3] == [("boilerplate", "QUITO, June 19, 2023 (KG Wire) -"), ("paragraph", FIRST)]


def test_lines_at_the_top():
    top = [
        "Home > World > Americas",
        "Ministers meet in the harbour town",
        "By Ada Moreno and Tom Reyes in Quito",
        "Published 12 May 2021",
        "5 min read",
    ]
    text = "\n\n".join([*top, *STORY])
    assert boiler(text) == [top[0], *top[2:]]


def test_a_name_on_a_line_of_the_story_is_no_byline():
    assert boiler("\n\n".join(["Ministers meet", *STORY * 3, "By Land and by Sea", *STORY])) == []


def test_a_byline_below_the_story():
    assert boiler("\n\n".join(["Ministers meet", *STORY, "By Ada Moreno and Tom Reyes"])) == ["By Ada Moreno and Tom Reyes"]


def test_the_summary_above_a_byline_is_a_subheading():
    text = "\n".join(["Ministers meet", "Norland’s delegation is the largest in five years", "By Ada Moreno", *STORY])
    assert [k for k, _ in kinds(text)][:3] == ["headline", "subheading", "boilerplate"]


def test_all_behind_the_related_links_goes():
    links = ["Related News", "Storm closes two ports on the northern coast", "Norland votes in a week,", "Sudland's premier falls ill."]
    text = "\n".join(["Ministers meet", *STORY, *links])
    assert boiler(text) == links


def test_related_links_in_the_middle_leave_the_story():
    links = ["Related stories", "Storm closes two ports on the northern coast", "Norland votes in a week"]
    text = "\n\n".join(["Ministers meet", FIRST, *links, *STORY * 3])
    assert boiler(text) == links
    assert sum(k == "paragraph" for k, _ in kinds(text)) == 10


def test_the_biography_of_a_reporter_goes_with_name_and_house():
    bio = "Ada Moreno is a senior correspondent based in Quito. She covers trade and the Andean states."
    end = [
        "Reporting by Ada Moreno in Quito; Editing by Lena Ford",
        "Our standards: the code of the house.",
        "Ada Moreno",
        "Example Wire",
        bio,
    ]
    end += ["Leave a Comment", "Your e-mail will not be shared.", "Required fields are marked *"]
    text = "\n\n".join(["Ministers meet", *STORY, *end])
    assert boiler(text) == end
    text = "\n\n".join(["Ministers meet", *STORY * 2, "Ada Moreno", bio])
    assert boiler(text) == ["Ada Moreno", bio]


@pytest.mark.parametrize(
    "line",
    [
        "Ministers Ada Moreno and Tom Reyes on the bridge in the harbour town, May 12, 2021. WIRE/Lena Ford/Pool",
        "Ada Moreno and Tom Reyes on the bridge, May 12, 2021. Example Wire/Lena Ford/Pool",
        "Ada Moreno (second from the left) after the talks. ©AFP",
        "FILE PHOTO: Ada Moreno leaves a meeting in Quito",
        "Ada Moreno on Monday. (AP Photo/Lena Ford)",
        "Ada Moreno on Monday (Lena Ford/Example Images)",
        "LOOK. Crowds greet the two ministers",
        "See also  Storm closes two ports",
        "Read more: Dam talks enter third week",
        "Sign up for our newsletter",
        "Please upgrade your browser to see this map. Zoom in Zoom out Was it useful? Yes No",
        "We use cookies to make this site better.",
        "© 2021 Example Wire. All rights reserved.",
        "Share this story",
        "Advertisement",
        "___",
    ],
)
def test_boilerplate_amid_the_story(line):
    assert boiler("\n\n".join(["Ministers meet", FIRST, line, SECOND, THIRD])) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By Friday, the two sides had agreed on a text.",
        "Reporting by two newspapers showed that the minister had known of the deal.",
        "Ada Moreno is a journalist who was freed in May, her lawyer said.",
        "The bloc (CDU/CSU) voted against it.",
        "Share prices fell after the talks, the bank said.",
        "Related charges were dropped, the court said.",
        "She asked: what do you think?",
        "Copyright law divides the two governments, the envoy said.",
        "See also what the treaty says on fishing, the minister told them.",
        "Analysts follow her on every trip.",
        "May 12, 2021 was the day on which the talks broke down.",
        "“Comment?” he said. “No comment.”",
    ],
)
def test_story_is_never_lost(line):
    assert boiler("\n\n".join(["Ministers meet", FIRST, line, SECOND, THIRD, line])) == []


def test_encoded_data_is_no_prose():
    assert boiler(f"Ministers meet\n\n{FIRST}\n\n{'QUJD' * 2000}\n\n{SECOND}") == ["QUJD" * 2000]


LINES = st.sampled_from(
    ["", " ", "\t", "By Ada Moreno", "Related News", "QUITO (Wire) - ", "“Quote", "https://x.org", "x" * 1200, FIRST, SECOND, "😀", "٣"]
)
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(st.one_of(LINES, st.text(max_size=40))).map("\n".join), st.lists(LINES).map("\r\n\r\n".join)
)


@given(TEXTS, st.one_of(st.just(""), st.text(max_size=40)))
def test_blocks_cover_the_text_in_order(text, title):
    found = blocks(text, title)
    covered = [" "] * len(text)
    last = 0
    for start, end, _ in found:
        assert last <= start < end <= len(text)
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        covered[start:end] = text[start:end]
        last = end
    assert "".join(covered).split() == text.split()
