"""How alike names are: shapes and sounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.holders import spelled
from kg.resolve.name_likeness import name_likeness, plausible, skeleton, slip, variant

NAMES = st.text(st.sampled_from("abcdeghiknopqrstuwyz- ’É"), max_size=24)


@pytest.mark.parametrize(("left", "right"), [("Qin", "Chen"), ("Qin", "Kane"), ("Makron", "Macron"), ("Phillip", "Filip")])
def test_words_of_one_sound_have_one_skeleton(left, right):
    assert skeleton(left) == skeleton(right) != ""


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Chen Gang", "Qin Gang"),
        ("Kane", "Qin Gang"),
        ("Ana Sohl", "Ana Sol"),
        ("Lund Ola", "Ola Lund"),
        ("Tuvalind Berg", "Tuva Lind Berg"),
    ],
)
def test_garbles_that_can_be_meant(form, name):
    assert plausible(name_likeness(form, name))


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Chen Xinjin", "Qin Gang"),
        ("Wang Yi", "Qin Gang"),
        ("Gota Perera", "Mahinda Perera"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("", "Ana Sol"),
    ],
)
def test_names_that_no_garbling_explains(form, name):
    assert not plausible(name_likeness(form, name))


@pytest.mark.parametrize(("form", "name"), [("Chen Gang", "Qin Gang"), ("Tuva Lnid", "Tuva Lind"), ("Narena Modi", "Narena Midi")])
def test_one_slip(form, name):
    assert slip(form, name)
    assert slip(name, form)


@pytest.mark.parametrize(
    ("form", "name"),
    [("Li Qiang", "Li Keqiang"), ("Wang Yi", "Wang Li"), ("Ana Sol", "Eva Sol"), ("Sol", "Sohl"), ("Ola Li", "Ola Li")],
)
def test_more_or_less_than_one_slip(form, name):
    assert not slip(form, name)


def test_spellings_in_use_are_no_garbles():
    assert spelled("Volodymyr Zelensky", "Volodymyr Zelenskyy")
    assert variant("Kamala Harriss", "Kamala Harris")
    assert not spelled("Kamala Harriss", "Kamala Harris")


@given(NAMES, NAMES)
def test_likeness_is_a_share_and_says_why(left, right):
    found = name_likeness(left, right)
    assert 0 <= found.value <= 1
    assert found.why
