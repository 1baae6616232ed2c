"""Looking up countries, cities, organisations, offices and titles; the tables behind them, and how they are made."""

from __future__ import annotations

import csv
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import resources
from kg.resolve.gazetteer import gazetteer

ROOT = Path(__file__).resolve().parents[1]
AUTHORITY = ROOT.parent / "shared" / "authority"
KNOWN = gazetteer()


def rows(name: str) -> list[dict[str, str]]:
    with resources.data(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("text", "iso2"),
    [
        ("United States", "US"),
        ("the United States", "US"),
        ("US", "US"),
        ("U.S.", "US"),
        ("U.S", "US"),
        ("America", "US"),
        ("PRC", "CN"),
        ("People’s Republic of China", "CN"),
        ("CHINA", "CN"),
        ("China's", "CN"),
        ("Russian Federation", "RU"),
        ("DPRK", "KP"),
        ("Republic of Korea", "KR"),
        ("Türkiye", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("DR Congo", "CD"),
        ("Kosovo", "XK"),
        ("The Gambia", "GM"),
        ("Holy See", "VA"),
        ("Chinese", "CN"),
        ("Britons", "GB"),
        ("South Koreans", "KR"),
        ("Frenchmen", "FR"),
        ("Palestinian", "PS"),
        ("Nigerien", "NE"),
        ("Nigerian", "NG"),
    ],
)
def test_country(text: str, iso2: str) -> None:
    found = KNOWN.country(text)
    assert found is not None
    assert found.iso2 == iso2


@pytest.mark.parametrize("text", ["us", "Us", "turkey", "polish", "the North", "Korea", "IT", "IN", "NO", "", "the", "Atlantis"])
def test_no_country(text: str) -> None:
    assert KNOWN.country(text) is None


def test_country_by_code_only_when_asked() -> None:
    japan = KNOWN.country("JP", code=True)
    assert japan is not None
    assert (japan.name, japan.demonym, japan.wikidata) == ("Japan", "Japanese", "Q17")
    assert KNOWN.country("JP") is None
    assert KNOWN.country("Japan", code=True) is None


def test_a_demonym_is_told_from_a_name() -> None:
    assert KNOWN.is_demonym("Dutch")
    assert KNOWN.is_demonym("Palestinians")
    assert not KNOWN.is_demonym("Netherlands")
    assert not KNOWN.is_demonym("Lund")


@pytest.mark.parametrize(
    ("text", "iso2"),
    [("Beijing", "CN"), ("the Kremlin", "RU"), ("Downing Street", "GB"), ("Elysee", "FR"), ("Kyiv", "UA"), ("White House", "US")],
)
def test_metonym(text: str, iso2: str) -> None:
    found = KNOWN.metonym(text)
    assert found is not None
    assert found.iso2 == iso2


def test_brussels_stands_for_the_union_not_for_belgium() -> None:
    union = KNOWN.seat("Brussels")
    assert KNOWN.metonym("Brussels") is None
    assert union is not None
    assert union.name == "European Union"


@pytest.mark.parametrize(
    ("text", "country"),
    [("Geneva", "CH"), ("Sao Paulo", "BR"), ("São Paulo", "BR"), ("Shanghai", "CN"), ("California", "US"), ("Tromso", "NO")],
)
def test_city(text: str, country: str) -> None:
    found = KNOWN.city(text)
    assert found is not None
    assert found.country == country


@pytest.mark.parametrize("text", ["Georgia", "geneva", "Normal", "March", "Lincoln", "Erewhon"])
def test_no_city(text: str) -> None:
    assert KNOWN.city(text) is None


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("UN", "United Nations", ""),
        ("U.N. Security Council", "UN Security Council", ""),
        ("the State Department", "US Department of State", "US"),
        ("G-20", "Group of 20", ""),
        ("Al Qaeda", "al-Qaeda", ""),
        ("AP", "Associated Press", "US"),
        ("Pentagon", "US Department of Defense", "US"),
        ("Xinhua news agency", "Xinhua", "CN"),
    ],
)
def test_organization(text: str, name: str, country: str) -> None:
    found = KNOWN.organization(text)
    assert found is not None
    assert (found.name, found.country) == (name, country)


@pytest.mark.parametrize("text", ["who", "Who", "is", "congress", "the quad", "Foreign Ministry"])
def test_no_organization(text: str) -> None:
    assert KNOWN.organization(text) is None


def test_a_body_that_every_country_has() -> None:
    labels = {body.label for text in ("foreign ministry", "the Ministry of Foreign Affairs") if (body := KNOWN.body(text))}
    assert labels == {"Foreign Ministry"}
    assert KNOWN.body("bakery") is None


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("foreign minister", "foreign-minister"),
        ("Minister of Foreign Affairs", "foreign-minister"),
        ("FM", "foreign-minister"),
        ("vice foreign minister", "deputy-foreign-minister"),
        ("Vice-Foreign Minister", "deputy-foreign-minister"),
        ("National Security Advisor", "national-security-adviser"),
        ("spokeswoman", "spokesperson"),
        ("Sen.", "senator"),
        ("Minister of Defense", "defence-minister"),
        ("MPs", "member-of-parliament"),
    ],
)
def test_office(text: str, slug: str) -> None:
    found = KNOWN.office(text)
    assert found is not None
    assert found.slug == slug


@pytest.mark.parametrize("text", ["fm", "baker", "minister for bakers", ""])
def test_no_office(text: str) -> None:
    assert KNOWN.office(text) is None


def test_titles_tell_gender_where_they_do() -> None:
    genders = {form: title.gender for form in ("Mr", "Mrs.", "Baroness", "Dr.") if (title := KNOWN.title(form))}
    assert genders == {"Mr": "m", "Mrs.": "f", "Baroness": "f", "Dr.": ""}
    assert KNOWN.title("Table") is None


@pytest.mark.parametrize(("name", "gender"), [("Maria Lund", "f"), ("Pedro Lund", "m"), ("JOÃO Lund", "m"), ("Qiang Lund", ""), ("", "")])
def test_given_names_tell_gender_where_they_do(name: str, gender: str) -> None:
    assert KNOWN.gender(name) == gender


@given(st.text(max_size=30))
def test_no_text_breaks_a_lookup(text: str) -> None:
    for look in (KNOWN.country, KNOWN.metonym, KNOWN.city, KNOWN.organization, KNOWN.body, KNOWN.office, KNOWN.title):
        found = look(text)
        assert found is None or text.strip()


def test_every_office_form_leads_back_to_its_office() -> None:
    wrong = [
        (form, office.slug)
        for office in KNOWN.offices
        for form in office.forms
        if (found := KNOWN.office(form)) is None or found is not office
    ]
    assert wrong == []


def test_every_organization_name_and_alias_leads_back_to_it() -> None:
    wrong = [
        (name, body.name) for body in KNOWN.organizations for name in (body.name, *body.aliases) if KNOWN.organization(name) is not body
    ]
    assert wrong == []


def test_every_country_name_alias_and_demonym_leads_back_to_it() -> None:
    wrong = [
        (name, country.iso2)
        for country in KNOWN.countries
        for name in (country.name, *country.aliases, *country.demonyms)
        if KNOWN.country(name) is not country
    ]
    assert wrong == []


def test_tables_are_well_formed() -> None:
    codes = {c.iso2 for c in KNOWN.countries}
    offices = rows("offices.csv")
    assert len({r["slug"] for r in offices}) == len(offices) >= 150
    assert {r["level"] for r in offices} == {"unique", "several"}
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", r["slug"]) for r in offices)
    unlike = [r["slug"] for r in offices if not any(f.lower() in r["example"].lower() for f in [r["label"], *r["forms"].split(";")])]
    assert unlike == []
    assert {r["country"] for r in rows("organizations.csv")} <= codes | {""}
    assert {r["gender"] for r in rows("titles.csv")} <= {"m", "f", ""}
    assert {r["iso2"] for r in rows("cities.csv")} <= codes
    assert all(re.fullmatch(r"Q\d+", r["wikidata"]) for r in rows("countries.csv") if r["wikidata"])
    assert resources.data("cities.csv").stat().st_size < 600_000


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_authority", ROOT / "authority" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not AUTHORITY.is_dir(), reason="the authority files are not beside the repository")
def test_tables_are_what_the_authority_files_give(tmp_path: Path) -> None:
    maker().make(AUTHORITY, tmp_path)
    for name in ("countries.csv", "cities.csv", "holders.csv", "attested.csv"):
        assert (tmp_path / name).read_bytes() == resources.data(name).read_bytes(), f"{name} is stale: run authority/make.py"
