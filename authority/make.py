"""Make the tables of places and office holders in kg/data from the authority files and the hand-written tables beside this script.

    python authority/make.py AUTHORITY_DIR [--out kg/data]

Needs the package installed (``pip install -e .``). The output depends on the input files alone: same bytes from each run.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from pathlib import Path

from kg.resolve._index import key
from kg.resolve.gazetteer import gazetteer
from kg.resolve.name_likeness import name_likeness, plausible, variant
from kg.resolve.names import same_person

HERE = Path(__file__).resolve().parent
COUNTRY_COLUMNS = ["iso2", "name", "wikidata", "demonyms", "aliases", "capitals", "metonyms", "example"]
CITY_COLUMNS = ["name", "iso2", "kind"]
HOLDER_COLUMNS = ["name", "wikidata", "iso2", "office", "start", "end"]
ATTESTED_COLUMNS = ["name", "iso2", "office", "first", "last"]
# Trips and visits are taken from here on; two that are further apart (days) do not tell that the office was held all the time between.
ATTESTED_SINCE = "2000"
ATTESTED_GAP = 400
TRAVELLERS = {"president": "president", "secretary": "secretary-of-state"}
TITLE_WORDS = 6
NAME = re.compile(r"(?:[A-Z][\w’'-]*\.?|al-[A-Z]\w+|(?:bin|bint|al|el|de|da|di|dos|von|van|der|ul|ibn|Al)(?= [A-Z]))(?: |$)")
# Positions that read like an office of ours and are another one, and offices that too many people hold to tell a country.
OTHER_POSITIONS = {"State Secretary"}
VAGUE_OFFICES = {"minister", "judge", "secretary", "official"}
# Sovereign in practice though the source does not say so: their capitals stand for a government too.
GOVERNED = {"TW", "PS", "XK", "VA"}
KOSOVO = {"CLDR display name": "Kosovo", "wikidata_id": "Q1246", "Capital": "Pristina", "is_independent": "Yes"}

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    """The rows of a CSV or TSV file with a header."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","))


def cell(values: Iterable[str]) -> str:
    """Distinct values in order, joined with semicolons."""
    return ";".join(dict.fromkeys(v.strip() for v in values if v.strip()))


def countries(folder: Path) -> list[Row]:
    """One row per country or territory, by code: the source's names and capitals, completed by hand."""
    source = {r["ISO3166-1-Alpha-2"]: r for r in rows(folder / "country-codes.csv")} | {"XK": KOSOVO}
    return [country(hand, source[hand["iso2"]]) for hand in rows(HERE / "countries.csv")]


def country(hand: Row, source: Row) -> Row:
    """Complete one hand-written row; ``-Name`` among its metonyms takes a capital out of them."""
    name = hand["name"] or source["CLDR display name"]
    capitals = cell([source["Capital"], *hand["capitals"].split(";")]).split(";")
    independent = source["is_independent"] == "Yes" or hand["iso2"] in GOVERNED
    seats = [*(capitals if independent else []), *hand["metonyms"].split(";")]
    withdrawn = {key(s[1:]) for s in seats if s.startswith("-")}
    aliases = [source["CLDR display name"].replace("&", "and"), *hand["aliases"].split(";")]
    return {
        "iso2": hand["iso2"],
        "name": name,
        "wikidata": source["wikidata_id"].rsplit("/", 1)[-1],
        "demonyms": hand["demonyms"],
        "aliases": cell(a for a in aliases if a != name),
        "capitals": cell(capitals),
        "metonyms": cell(s for s in seats if not s.startswith("-") and key(s) not in withdrawn | {key(name)}),
        "example": cell(hand["demonyms"].split(";")[:1]) or name,
    }


def cities(folder: Path, made: list[Row]) -> list[Row]:
    """Capitals, first subdivisions and cities whose name points to one country and is neither a word nor a person's name.

    A name that several countries share goes to the capital, else to the only place among them that foreign trips record.
    """
    code = country_codes(made)
    taken = {key(n) for r in made for n in [r["name"], *r["aliases"].split(";")]}
    rank: dict[str, dict[str, tuple[int, str, str]]] = {}  # folded name -> code -> (rank, kind, name)

    def offer(name: str, iso2: str, order: int, kind: str) -> None:
        folded = key(name)
        if folded and (folded not in taken or kind == "capital"):
            here = rank.setdefault(folded, {})
            here[iso2] = min(here.get(iso2, (order, kind, name)), (order, kind, name))

    for r in made:
        for name in r["capitals"].split(";"):
            offer(name, r["iso2"], 0, "capital")
    for r in rows(HERE / "cities.csv"):
        offer(r["name"], r["iso2"], 1, r["kind"])
    seen = visited(folder, code)
    common = {r["word"] for r in rows(HERE / "not_cities.csv")} | person_names(folder)
    for r in rows(folder / "world-cities.csv"):
        iso2 = code[key(r["country"])]
        known = (key(r["name"]), iso2) in seen
        if known or telling(r["name"], common):
            offer(r["name"], iso2, 2 if known else 4, "")
        if telling(r["subcountry"], common):
            offer(r["subcountry"], iso2, 3, "region")
    return sorted(chosen(rank), key=lambda r: (r["name"], r["iso2"]))


def telling(name: str, common: set[str]) -> bool:
    """Whether a capitalised ``name`` in the news is likely to be the place: four letters, not all words or persons' names."""
    return len(key(name)) > 3 and not set(re.split(r"[\s-]+", key(name))) <= common


def chosen(rank: dict[str, dict[str, tuple[int, str, str]]]) -> list[Row]:
    """For each name the country whose claim is strictly best; names without one are left out."""
    out = []
    for claims in rank.values():
        (order, kind, name), iso2 = min((claim, iso2) for iso2, claim in claims.items())
        if sum(claim[0] == order for claim in claims.values()) == 1:
            out.append({"name": name, "iso2": iso2, "kind": kind})
    return out


def country_codes(made: list[Row]) -> dict[str, str]:
    """Country names as the sources write them -> code."""
    code = {key(n): r["iso2"] for r in made for n in [*r["aliases"].split(";"), r["name"]] if n}
    return code | {key(r["name"]): r["iso2"] for r in rows(HERE / "country_names.csv")}


def visited(folder: Path, code: dict[str, str]) -> set[tuple[str, str]]:
    """Places (folded) that the record of foreign trips names, with the country's code: they are in the news."""
    out = set()
    for line in (folder / "has_trips.jsonl").read_text("utf-8").splitlines():
        trip = json.loads(line)
        iso2 = code.get(key(trip["country"]))
        if iso2:
            out |= {(key(place), iso2) for place in re.split(r"[,;]", trip["locale"])}
    return out


def person_names(folder: Path) -> set[str]:
    """Words (folded) that occur in the names of office holders: such a town is more often a person in the news."""
    names = (r["person"] for r in rows(folder / "office_holders.tsv"))
    return {word for name in names for word in re.split(r"[\s-]+", key(name)) if len(word) > 1}


def holders(folder: Path, made: list[Row]) -> list[Row]:
    """Who held which national office when: rows whose position is a form of one of our offices, or an embassy."""
    code = country_codes(made)
    out: set[tuple[str, ...]] = set()
    for r in rows(folder / "office_holders.tsv"):
        iso2 = code.get(key(r["country_repo"].removesuffix("-cabinet").removesuffix("-ministers")))
        office = national_office(r["position"])
        if iso2 and office and r["wikidata"]:
            out.add((r["person"], r["wikidata"], iso2, office, r["start"], r["end"]))
    for r in rows(folder / "foreign_ministers.csv"):
        iso2 = code.get(key(r["countryLabel"]))
        if iso2 and r["person"] and r["name"]:
            out.add((r["name"], r["person"], iso2, "foreign-minister", r["start"], ""))
    return [dict(zip(HOLDER_COLUMNS, row, strict=True)) for row in sorted(out)]


def attested(folder: Path, made: list[Row]) -> list[Row]:
    """Who is on record in which office on which days: travellers and their hosts, and visitors to the United States."""
    code = country_codes(made)
    seen: dict[tuple[str, str, str], set[str]] = {}
    for file in ("has_trips.jsonl", "has_visits.jsonl"):
        for line in (folder / file).read_text("utf-8").splitlines():
            record = json.loads(line)
            iso2 = code.get(key(record["country"]), "")
            if record["start"] >= ATTESTED_SINCE:
                for name, home, office in met(record, iso2):
                    seen.setdefault((name, home, office), set()).update((record["start"], record["end"] or record["start"]))
    out = [(*who, first, last) for who, days in seen.items() if not misspelt(who, seen) for first, last in periods(sorted(days))]
    return [dict(zip(ATTESTED_COLUMNS, row, strict=True)) for row in sorted(out)]


def misspelt(who: tuple[str, str, str], seen: Mapping[tuple[str, str, str], Set[str]]) -> bool:
    """True for a name that reads like a slip for another of the same office, recorded on more days ("Xi Jingping")."""
    alike = [o for o in seen if o != who and o[1:] == who[1:] and plausible(name_likeness(who[0], o[0]))]
    likes = [o for o in alike if not same_person(who[0], o[0]) and not variant(who[0], o[0])]
    return any((len(seen[o]), o) > (len(seen[who]), who) for o in likes)


def met(record: dict[str, str], iso2: str) -> Iterator[tuple[str, str, str]]:
    """Name, country code and office of the traveller and of those whom a trip's remarks or a visit name."""
    if "role" in record:
        yield record["who"], "US", TRAVELLERS[record["role"]]
    for text in re.split(r"[.;,]? (?:and|with|by|to) |[,;]|(?<=\w\w)\. ", record.get("visitor") or record.get("remarks", "")):
        words = text.strip(" .").split()
        found = titled(words)
        if found is not None:
            start, end, office = found
            known = [gazetteer().country(" ".join(words[start - n : start])) for n in (2, 1) if start >= n]
            abroad = "" if office in TRAVELLERS.values() else gazetteer().home(" ".join(words[start:end]))
            home = abroad or next((c.iso2 for c in known if c), iso2)
            name = "".join(NAME.match(w + " ").group() if NAME.match(w + " ") else "|" for w in words[end:]).split("|")[0].strip()
            if home and len(name.split()) > 1 and not name.endswith(("’s", "'s")):
                yield name, home, office


def titled(words: list[str]) -> tuple[int, int, str] | None:
    """The first national office among ``words``, if one person holds it at a time: where it stands and its slug."""
    for start in range(len(words)):
        for end in range(min(start + TITLE_WORDS, len(words)), start, -1):
            office = national_office(" ".join(words[start:end]))
            if office:
                return (start, end, office) if unique(office) else None
    return None


def unique(slug: str) -> bool:
    """True for an office that one person holds at a time."""
    office = gazetteer().office(slug.replace("-", " "))
    return office is not None and office.level == "unique"


def periods(days: list[str]) -> Iterator[tuple[str, str]]:
    """First and last of each run of ISO days without a gap too long."""
    first = last = days[0]
    for day in days[1:]:
        if (date.fromisoformat(day) - date.fromisoformat(last)).days > ATTESTED_GAP:
            yield first, last
            first = day
        last = day
    yield first, last


def national_office(position: str) -> str:
    """The slug of the national office that ``position`` names exactly, or ""."""
    if position.lower().startswith("ambassador to "):
        return "ambassador"
    office = None if position in OTHER_POSITIONS else gazetteer().office(position)
    return office.slug if office is not None and office.org_kind == "country" and office.slug not in VAGUE_OFFICES else ""


def write(path: Path, columns: list[str], table: list[Row]) -> None:
    """Write a CSV file with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def make(folder: Path, out: Path) -> None:
    """Write the tables from the authority files in ``folder`` into ``out``."""
    made = countries(folder)
    write(out / "countries.csv", COUNTRY_COLUMNS, made)
    write(out / "cities.csv", CITY_COLUMNS, cities(folder, made))
    write(out / "holders.csv", HOLDER_COLUMNS, holders(folder, made))
    write(out / "attested.csv", ATTESTED_COLUMNS, attested(folder, made))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("authority", type=Path, help="folder with country-codes.csv, world-cities.csv, ...")
    parser.add_argument("--out", type=Path, default=HERE.parent / "kg" / "data")
    options = parser.parse_args()
    make(options.authority, options.out)
