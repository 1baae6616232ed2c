"""The explorer's pages over the small graph: what they say, where they lead, and that nothing of an article becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from kg.archive.archive import Archive as Writable
from kg.explore.periods import over_time, periods
from kg.explore.source import OpenGraph, Source
from tests.archives import FISHERY, VERSIONS, from_scratch, story
from tests.served import HOSTILE, SMALL, TEXTS, hostile_graph

START = "/ /article /person /org /country /place /meeting /issue /timeline /picture /search?q=ruiz /query"
VOID = {"meta", "link", "input", "br", "circle", "rect", "line"}


class Page(HTMLParser):
    """A page's tags, links, ids and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        self.links += [str(values[name]) for name in ("href", "src") if values.get(name)]
        self.ids += [str(values["id"])] if "id" in values else []
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag != "p" or self._open[-1] == "p":
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def opened(tmp_path: Path, graph: Path, texts: Path | None = TEXTS, *, show_text: bool = True) -> OpenGraph:
    return Source(graph, texts, show_text=show_text, scratch=tmp_path).open()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> OpenGraph:
    return opened(tmp_path_factory.mktemp("small"), SMALL)


def page(archive: OpenGraph, address: str) -> str:
    parts = urlsplit(address)
    parameters = dict(pair.split("=", 1) for pair in parts.query.split("&") if pair)
    status, html = archive.explorer.page(parts.path, parameters)
    assert (address, status) == (address, 200)
    return html


def walk(archive: OpenGraph) -> Iterator[tuple[str, Page]]:
    """Every page that can be reached, once."""
    todo, seen = START.split(), set()
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        seen.add(address)
        found = Page(page(archive, address))
        yield address, found
        for link in found.links:
            target = urljoin(address, link).partition("#")[0]
            if not urlsplit(target).netloc and not target.startswith("/static/"):
                todo.append(target)


def test_every_link_leads_to_a_page_and_every_anchor_is_there(archive: OpenGraph) -> None:
    pages = dict(walk(archive))
    assert len(pages) > 30
    for address, found in pages.items():
        assert len(found.ids) == len(set(found.ids)), address
        for link in found.links:
            target, _, part = urljoin(address, link).partition("#")
            if part and target in pages:
                assert part in pages[target].ids, (address, link)


def test_pages_load_nothing_from_elsewhere_and_hold_no_inline_code(archive: OpenGraph) -> None:
    for address, found in walk(archive):
        for tag, values in found.tags:
            assert not any(name.startswith("on") or name == "style" for name in values), (address, tag)
            assert tag != "style", address
            if tag in ("script", "link", "img"):
                assert str(values.get("src") or values.get("href")).startswith("/static/"), (address, values)


def test_an_article_shows_its_text_with_facts_and_their_triples(archive: OpenGraph) -> None:
    found = Page(page(archive, "/article/a1"))
    text = (TEXTS / "a1.txt").read_text("utf-8")
    shown = re.sub(r"[\d\s]", "", found.words)  # without the numbers of the notes
    for line in filter(None, text.split("\n")):
        assert re.sub(r"[\d\s]", "", line) in shown
    assert "meeting.1" in found.ids
    assert "#meeting.1" in found.links
    assert "kg:participant" in found.words
    assert "/person/ana-ruiz" in found.links


def test_a_person_has_offices_meetings_and_statements(archive: OpenGraph) -> None:
    words = page(archive, "/person/ana-ruiz")
    said = "The grain corridor must stay open"
    for expected in ("Offices over time", "Foreign Minister", "Meetings", "Statements", said, "/article/a1#statement."):
        assert expected in words, expected


def test_a_meeting_is_told_report_by_report(archive: OpenGraph) -> None:
    words = page(archive, "/meeting/talks.2024-03-04.ana-ruiz.tomas-beck")
    assert "4 March 2024" in words
    assert "2 hours" in words
    assert words.count('class="report"') >= 2
    assert "side by side" in words


@pytest.mark.parametrize(("place", "differs"), [("place.bellport", False), ("country.xn", False), ("country.xs", True)])
def test_places_differ_when_neither_lies_in_the_other(tmp_path: Path, place: str, differs: bool) -> None:
    told = "schema:location res:place.bellport ;"
    first, *rest = SMALL.read_text("utf-8").split(told)
    (tmp_path / "graph.trig").write_text(told.join([f"{first}schema:location res:{place} ;{rest[0]}", *rest[1:]]), "utf-8")
    words = page(opened(tmp_path, tmp_path / "graph.trig"), "/meeting/talks.2024-03-04.ana-ruiz.tomas-beck")
    assert ('Where <span class="flag">differs</span>' in words) is differs
    assert "<h1>Talks: Ana Ruiz and Tomas Beck, Bellport</h1>" in words


@pytest.mark.parametrize(
    ("first", "status", "start", "flags"),
    [
        ("2024-03-01", "Planned", "2024-03", {"Status": "changed"}),
        ("2024-03-09", "Planned", "2024-03", {"Status": "differs"}),
        ("2024-03-01", "Held", "2024-03-05", {"When": "differs"}),
        ("2024-03-01", "Held", "2024-03-03", {}),
    ],
)
def test_reports_that_tell_less_or_earlier_do_not_contradict(
    tmp_path: Path, first: str, status: str, start: str, flags: dict[str, str]
) -> None:
    graph = SMALL.read_text("utf-8").replace('schema:datePublished "2024-03-05"', f'schema:datePublished "{first}"')
    head, report, rest = graph.partition("res:a1.meeting.1 a kg:MeetingReport")
    own, end, rest = rest.partition("kg:minutes")
    kind = "xsd:gYearMonth" if len(start) == 7 else "xsd:date"
    own = own.replace("kg:Held", f"kg:{status}").replace('"2024-03-04"^^xsd:date', f'"{start}"^^{kind}')
    (tmp_path / "graph.trig").write_text(head + report + own + end + rest, "utf-8")
    words = page(opened(tmp_path, tmp_path / "graph.trig"), "/meeting/talks.2024-03-04.ana-ruiz.tomas-beck")
    found = dict(re.findall(r'<th scope="row">(Status|When) <span class="flag">(\w+)</span>', words))
    assert found == flags


def test_an_issue_lists_who_said_what(archive: OpenGraph) -> None:
    words = page(archive, "/issue/grain-exports")
    assert "Who speaks of it" in words
    assert "Ana Ruiz" in words


def test_an_issue_tells_where_speakers_stand_where_the_graph_does(tmp_path: Path) -> None:
    graph = SMALL.read_text("utf-8")
    statement = next(line.split()[0] for line in graph.splitlines() if "a kg:Statement" in line)
    told = f"{statement} kg:stance {statement}.stance.1 . {statement}.stance.1 a kg:Stance ; kg:position kg:Against ; schema:about"
    (tmp_path / "stance.trig").write_text(f"{graph}\nres:a1 {{ {told} res:issue.grain-exports }}\n", "utf-8")
    words = page(opened(tmp_path, tmp_path / "stance.trig"), "/issue/grain-exports")
    assert "Where they stand" in words
    assert '<span class="position against">against</span>' in words


def test_the_timeline_goes_by_months_and_opens_with_what_was_told_last(archive: OpenGraph) -> None:
    assert "Talks: Ana Ruiz and Tomas Beck" in page(archive, "/timeline/2024-03")
    assert "<h1>March 2024</h1>" in page(archive, "/timeline")
    assert "<h1>May 2024</h1>" in page(archive, "/timeline/2024-05")


def test_search_tells_what_became_of_a_meeting(archive: OpenGraph) -> None:
    line = next(part for part in page(archive, "/search?q=ilse").split("<li>") if "Visit:" in part)
    assert '<span class="status postponed">Postponed</span> meeting, May 2024' in line


@pytest.mark.parametrize(("asked", "first"), [("ruiz", "Ana"), ("an ru", None), ("ana ru", "Ana Ruiz"), ("GRAIN", "grain"), ("zzz", None)])
def test_search_finds_whole_words_and_the_beginning_of_the_last(archive: OpenGraph, asked: str, first: str | None) -> None:
    hits = archive.catalog.search(asked)
    assert (hits[0].name.startswith(first) if first else not hits) is True


NOWHERE = "/nothing /article/none /person/..%2F..%2Fetc /timeline/1800-01 /person/ana-ruiz/more /article/%FF%00 /query/x"


@pytest.mark.parametrize("address", NOWHERE.split())
def test_what_is_not_there_is_a_404_that_says_so(archive: OpenGraph, address: str) -> None:
    status, html = archive.explorer.page(address, {})
    assert status == 404
    assert "Not in this archive" in Page(html).words


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "٣", "9" * 40])
def test_a_page_number_that_is_not_there_gives_the_nearest(archive: OpenGraph, number: str) -> None:
    assert archive.explorer.page("/person", {"page": number})[0] == 200


def test_markup_in_an_article_stays_text(tmp_path: Path) -> None:
    archive = opened(tmp_path, hostile_graph(tmp_path))
    shown = 0
    for address, found in walk(archive):
        html = page(archive, address)
        assert HOSTILE not in html
        assert all(values.get("src", "").startswith("/static/") for tag, values in found.tags if tag == "script"), address
        shown += HOSTILE in found.words
    assert shown > 10


def test_markup_in_a_search_stays_text(archive: OpenGraph) -> None:
    status, html = archive.explorer.page("/search", {"q": '"><script>alert(1)</script>'})
    assert status == 200
    assert "<script>alert" not in html


def test_without_leave_to_show_text_evidence_is_offsets_and_snippets(tmp_path: Path) -> None:
    archive = opened(tmp_path, SMALL, show_text=False)
    found = Page(page(archive, "/article/a1"))
    assert "characters 44–158" in found.words
    text = (TEXTS / "a1.txt").read_text("utf-8")
    for address, each in walk(archive):
        if address != "/query":
            assert all(text[i : i + 110] not in each.words for i in range(len(text) - 110)), address


def test_a_text_that_was_changed_since_is_not_marked(tmp_path: Path) -> None:
    (tmp_path / "a1.txt").write_text("Other words.\n")
    found = page(opened(tmp_path, SMALL, tmp_path), "/article/a1")
    assert "not the one that was read" in found
    assert "Other words" not in found


def test_a_graph_without_texts_shows_the_quotations_it_holds(tmp_path: Path) -> None:
    found = page(opened(tmp_path, SMALL, None), "/article/a1")
    assert "not at hand" in found
    assert "The grain corridor must stay open" in found


def test_a_turtle_file_and_an_oxigraph_folder_give_the_same_pages(archive: OpenGraph, tmp_path: Path) -> None:
    from pyoxigraph import RdfFormat, Store

    from kg.export import serialized
    from kg.graph.load import load

    turtle = tmp_path / "small.ttl"
    turtle.write_bytes(serialized(load(SMALL), "ttl", base=archive.base))
    folder = tmp_path / "store"
    stored = Store(str(folder))
    stored.bulk_load(path=str(SMALL), format=RdfFormat.TRIG)
    stored.flush()
    del stored
    for number, graph in enumerate((turtle, folder)):
        (tmp_path / str(number)).mkdir()
        other = opened(tmp_path / str(number), graph)
        for address in ("/", "/article/a1", "/person/ana-ruiz", "/meeting/talks.2024-03-04.ana-ruiz.tomas-beck"):
            assert page(other, address) == page(archive, address), (graph, address)


@pytest.mark.parametrize("in_memory", [10**6, 0])
def test_an_archive_is_shown_with_its_own_texts_as_it_was_when_opened(tmp_path: Path, in_memory: int) -> None:
    with Writable(tmp_path / "archive") as writing:
        writing.add(story("one", "Ana Ruiz", "president@country.ke", "Tomas Beck"), VERSIONS)
    (tmp_path / "scratch").mkdir()
    source = Source(tmp_path / "archive", scratch=tmp_path / "scratch", in_memory=in_memory)
    assert source.shareable is bool(in_memory)
    opened = source.open()
    with Writable(tmp_path / "archive") as writing:
        writing.add(story("two", "Ilse Marten"), VERSIONS)
    words = re.sub(r"[\d\s]", "", Page(page(opened, "/article/one")).words)  # without the numbers of the notes
    assert "Somebodymetsomebodyelseandsaidsomething." in words
    assert opened.explorer.page("/article/two", {})[0] == 404


ODD = """
    r:a { r:a a s:NewsArticle . r:a.meeting.1 a kg:MeetingReport ; kg:evidence r:a.span.x , "no span" ; kg:reports r:meeting.x .
      r:a.statement.1 a kg:Statement ; kg:speaker [] , "somebody" ; kg:contentSpan r:none }
    r:e { r:meeting.x a kg:Meeting ; s:startDate "soon" ; kg:minutes "many" . r:person.q a s:Person .
      r:person.p a s:Person ; s:name "Q" , "R" .
      r:membership.z a o:Membership ; o:member r:person.q ; kg:firstAttested "then" ; kg:lastAttested "2020" }"""
NAMESPACES = {
    "r": "https://w3id.org/kg-news/id/",
    "s": "https://schema.org/",
    "kg": "https://w3id.org/kg-news/ns#",
    "o": "http://www.w3.org/ns/org#",
}


@pytest.mark.parametrize("graph", ["", "<urn:a> { <urn:b> <urn:c> <urn:d> }", ODD])
def test_graphs_that_are_empty_or_not_of_the_model_have_pages_too(tmp_path: Path, graph: str) -> None:
    place = tmp_path / "odd.trig"
    place.write_text("".join(f"@prefix {p}: <{iri}> .\n" for p, iri in NAMESPACES.items()) + graph)
    assert len(dict(walk(opened(tmp_path, place, None)))) >= len(START.split())


def test_other_wordings_of_a_statement_stand_below_it(tmp_path: Path) -> None:
    graph = tmp_path / "graph.nq"
    graph.write_bytes(from_scratch(story(ident, "Ana Sol", "president@country.ke", gist=FISHERY) for ident in "ab"))
    found = Page(page(opened(tmp_path, graph, None), "/person/ana-sol"))
    assert found.words.count("In other words (1)") == 2
    assert {link.rpartition("/")[2] for link in found.links} >= {"a#statement.31-46", "b#statement.31-46"}


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        (["2023-11", "2024-02"], ["2023-11", "2023-12", "2024-01", "2024-02"]),
        (["2019-01", "2024-02"], ["2019", "2020", "2021", "2022", "2023", "2024"]),
        (["2023", "2024-02"], ["2023", "2024"]),
        (["0018", "2024"], ["0018", "2024"]),
        (["2023-13", "soon", ""], []),
    ],
)
def test_a_chart_has_every_period_between_the_first_and_the_last(keys: list[str], shown: list[str]) -> None:
    assert periods(keys) == shown
    assert [period for period, _ in over_time((key, 1) for key in keys)] == shown


def test_counts_by_month_are_added_up_by_year() -> None:
    assert over_time([("2023-01", 2), ("2023-05", 1), ("2030-05", 4)])[::7] == [("2023", 3), ("2030", 4)]


def test_a_namesake_is_told_by_the_only_article_that_it_is_in(tmp_path: Path) -> None:
    graph = SMALL.read_text("utf-8") + (
        '\nres:entities { res:a1.person.ruiz a schema:Person ; schema:name "Ana Ruiz" . }'
        "\nres:a1 { res:a1.span.0-3 a nif:String ; itsrdf:taIdentRef res:a1.person.ruiz ; nif:referenceContext res:a1 . }\n"
    )
    (tmp_path / "graph.trig").write_text(graph, "utf-8")
    lines = page(opened(tmp_path, tmp_path / "graph.trig"), "/search?q=ana+ruiz").split("<li>")[1:]
    told = [Page(line.partition("</li>")[0]).words for line in lines if 'class="person"' in line]
    assert [" ".join(words.partition("person")[0].split()) for words in told] == [
        "Ana Ruiz",
        "Ana Ruiz in “Norland and Sudmark talk grain in Bellport”",
    ]
