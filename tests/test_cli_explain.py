"""``kg explain``: what a node is, and the sentences behind it with the evidence marked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store

from kg.cli import main
from kg.errors import KgError
from kg.query.explain import explain
from kg.query.marks import Mark, marked, nested
from kg.query.node import Graph
from kg.query.store import open_store
from kg.query.texts import Texts

DATA = Path(__file__).parent / "data"
SMALL = DATA / "small.trig"
BASE = "https://w3id.org/kg-news/id/"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph(open_store(SMALL))


def kg(*args: str) -> Result:
    return CliRunner().invoke(main, ["explain", str(SMALL), *args])


def lines(graph: Graph, node: str, **options: object) -> list[str]:
    return list(explain(graph, graph.find(node), **options))  # type: ignore[arg-type]


def passages(graph: Graph, node: str) -> list[str]:
    return [line.partition("> ")[2] for line in lines(graph, node) if line.startswith("     > ")]


def test_a_statement(graph: Graph):
    told = lines(graph, "a1.statement.161-195")
    assert told[0] == "a1.statement.161-195"
    assert told[1:3] == [f"  {BASE}a1.statement.161-195", "  schema:Quotation, kg:Statement"]
    assert "  kg:speaker          Ana Ruiz (person.ana-ruiz)" in told
    assert told[-4:] == [
        "  1. a1.statement.161-195  schema:Quotation, kg:Statement",
        "     rule quote-cue; confidence 0.95",
        '     > "[content: The [about: grain corridor] must stay open,]" [source: Ruiz] [cue: told] [addressee: Beck],'
        " according to the [channel: Norland Foreign Ministry].",
        '       a1, "Norland and Sudmark talk grain in Bellport", Harbour Wire, 2024-03-05, https://news.example/a1, characters 160-255',
    ]


def test_a_meeting_report_marks_who_and_where(graph: Graph):
    assert passages(graph, "a1.meeting.1")[0] == (
        "Foreign Minister [participant: Ana Ruiz] of [party: Norland] met her [party: Sudmark] counterpart, [participant: Tomas Beck],"
        " in [location: Bellport] on Monday for two hours."
    )


def test_a_role_report_marks_the_parts_of_its_membership(graph: Graph):
    expected = '[member: Olaf Dahl], a former Norland foreign minister, said that "grain is not a weapon".'
    assert passages(graph, "a3.role.2") == [expected]
    assert passages(graph, "membership.olaf-dahl.foreign-minister.xn") == [expected]


def test_a_fused_meeting_shows_every_report_in_order_of_time(graph: Graph):
    told = lines(graph, "meeting.talks.2024-03-04.ana-ruiz.tomas-beck")
    assert [line.split()[1] for line in told if "as kg:reports" in line] == ["a1.meeting.1", "a2.meeting.1", "a3.meeting.1"]
    assert "     kind kg:Talks; status kg:Held; startDate 2024-03-03" in told


def test_a_person_has_reports_statements_roles_and_mentions(graph: Graph):
    told = lines(graph, "person.tomas-beck")
    assert told[0] == "Tomas Beck  (person.tomas-beck)"
    assert "  skos:hiddenLabel  Tomas Bek" in told
    relations = {line.partition("  as ")[2] for line in told if "  as " in line}
    assert relations == {"kg:participant", "kg:speaker", "kg:addressee", "org:member"}
    assert "Evidence (9)" in told
    assert "Mentions (7)" in told
    assert "  a2 27-36  Tomas Bek" in told


def test_an_issue(graph: Graph):
    assert passages(graph, "issue.naval-talks")[1] == (
        "[content: The [about: naval talks] planned for Thursday were cancelled], [source: the official] [cue: added]."
    )


def test_a_span_leads_to_what_rests_on_it(graph: Graph):
    told = lines(graph, "a2.span.150-154")
    assert "  1. a2.statement.176-210  kg:Statement  as kg:sourceSpan" in told


def test_an_article_lists_what_it_says(graph: Graph):
    told = lines(graph, "a2")
    assert told[0] == "Frank words in Bellport \N{EAR OF RICE}  (a2)"
    assert "Evidence (8)" in told


def test_an_anonymous_group(graph: Graph):
    assert lines(graph, "a2.group.sudmark-officials")[0] == "Sudmark officials  (a2.group.sudmark-officials)"
    assert len(passages(graph, "a2.group.sudmark-officials")) == 1


def test_every_node_of_the_graph_can_be_explained(graph: Graph):
    nodes = sorted({q.subject.value for q in graph.store})
    assert len(nodes) > 80
    for node in nodes:
        told = lines(graph, node)
        assert told[1] == f"  {node}"
        assert len(told) > 3
        assert not any("\n" in line for line in told)


@pytest.mark.parametrize(
    "name", ["person.ana-ruiz", "res:person.ana-ruiz", f"{BASE}person.ana-ruiz", f"<{BASE}person.ana-ruiz>", "Ana Ruiz", "ruiz"]
)
def test_a_node_has_many_names(graph: Graph, name: str):
    assert graph.find(name).value == f"{BASE}person.ana-ruiz"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("person.ana-riuz", "did you mean person.ana-ruiz"),
        ("Zorn Qx", "is not in the graph; kg query GRAPH persons"),
        ("foo:bar", "unknown prefix 'foo'"),
        ("kg:Nothing", "is not in the graph"),
    ],
)
def test_unknown_nodes_are_told_with_near_ones(graph: Graph, name: str, message: str):
    with pytest.raises(KgError, match=message):
        graph.find(name)


def test_namesakes_are_listed():
    store = Store()
    store.load(b'@prefix s: <https://schema.org/> . <http://e/a> s:name "Li" . <http://e/b> s:name "li" .', format=RdfFormat.TURTLE)
    with pytest.raises(KgError, match=r"'LI' names 2 nodes: http://e/a, http://e/b"):
        Graph(store).find("LI")


def test_the_limit_counts_what_is_left_out(graph: Graph):
    told = lines(graph, "person.tomas-beck", limit=2)
    assert sum(line.startswith("     > ") for line in told) == 2
    assert "  ... and 7 more (--limit 0 shows all)" in told
    assert "  ... and 5 more (--limit 0 shows all)" in told
    assert not any("more (" in line for line in lines(graph, "person.tomas-beck", limit=0))


def test_texts_give_the_context_within_the_paragraph(graph: Graph):
    told = lines(graph, "a2.meeting.2", texts=Texts(DATA / "small"))
    at = told.index("     > [participant: He] and [participant: Ruiz] had spoken by phone on Friday.")
    assert told[at - 1] == '     | Tomas Bek called the Bellport talks "frank".'
    assert told[at + 1].startswith("       a2, ")


def test_long_context_is_cut(graph: Graph, tmp_path: Path):
    text = (DATA / "small" / "a2.txt").read_text("utf-8")
    (tmp_path / "a2.txt").write_text(text.replace("\n\nSudmark officials", "  Sudmark officials") + "x" * 300, "utf-8")
    told = lines(graph, "a2.statement.176-210", texts=Texts(tmp_path))
    (after,) = [line for line in told if line.startswith("     | ")]
    assert after.startswith("     | Sudmark officials said")
    assert after.endswith("xxx ...")
    assert len(after) == 7 + 200 + 4


def test_another_text_is_noticed(graph: Graph, tmp_path: Path):
    (tmp_path / "a2.txt").write_text("quite another text", "utf-8")
    told = lines(graph, "a2.meeting.2", texts=Texts(tmp_path))
    assert "       (the text given for a2 is not the one imported)" in told


def test_a_missing_text_is_noticed(graph: Graph, tmp_path: Path):
    assert "       (no text of a2 among the texts given)" in lines(graph, "a2.meeting.2", texts=Texts(tmp_path))


def test_texts_from_records(tmp_path: Path):
    records = [{"id": "a", "text": "x\r\ny"}, {"id": 7, "text": "z"}, {"text": "nameless"}]
    (tmp_path / "articles.jsonl").write_text("\n".join(map(json.dumps, records)) + "\n", "utf-8")
    texts = Texts(tmp_path)
    assert (texts.get("a"), texts.get("7"), texts.get("b")) == ("x\r\ny", "z", None)
    assert Texts(tmp_path / "articles.jsonl").get("a") == "x\r\ny"


def test_broken_records_are_named(tmp_path: Path):
    (tmp_path / "articles.jsonl").write_text('{"id": "a", "text": "x"}\n{oops\n', "utf-8")
    with pytest.raises(KgError, match=r"articles\.jsonl:2: no JSON record"):
        Texts(tmp_path).get("a")


# marks


def test_marks_nest_and_crossing_ones_give_way():
    marks = [Mark(0, 10, "outer"), Mark(2, 5, "inner"), Mark(4, 7, "crossing"), Mark(2, 5, "again"), Mark(8, 12, "outside")]
    assert nested(marks, 0, 10) == [Mark(0, 10, "outer"), Mark(2, 5, "inner")]
    assert marked("abcdefghij", 0, [Mark(2, 5, "x"), Mark(3, 4, "y"), Mark(6, 8, "z")]) == "ab[x: c[y: d]e]f[z: gh]ij"


def test_marked_text_has_no_terminal_escapes():
    assert marked("a\x1b[1mb", 5, [Mark(5, 6, "m")]) == "[m: a]\\u001b[1mb"


@given(st.text(max_size=30), st.integers(0, 50), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=8))
def test_marking_changes_no_character_of_the_text(text: str, offset: int, places: list[tuple[int, int]]):
    marks = [Mark(a, b, "m") for a, b in places]
    plain = marked(text, offset, [], lambda label, inner: inner)
    assert marked(text, offset, marks, lambda label, inner: inner) == plain
    for mark in nested(marks, offset, offset + len(text)):
        assert offset <= mark.start < mark.end <= offset + len(text)


# the command


def test_the_command_prints_the_explanation():
    result = kg("tomas bek", "--limit", "1", "--texts", str(DATA / "small"))
    assert result.exit_code == 0
    assert result.stdout.startswith("Tomas Beck  (person.tomas-beck)\n")
    assert "  ... and 8 more" in result.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [(["nobody.at-all"], "is not in the graph"), (["a1", "--texts", "no/such/folder"], "no/such/folder: no such file or folder")],
)
def test_faults(args: list[str], message: str):
    result = kg(*args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
