"""Scoring: the yardstick, the sums, the table and the command. Agreement with the shared script is tested elsewhere."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Quad, RdfFormat, serialize

from kg.cli import main
from kg.errors import KgError
from kg.query.store import open_store, with_article_graphs
from kg.query.texts import Texts
from kg.score import KINDS, Score, score
from kg.score.gold import describe, read_gold, stretches
from kg.score.match import norm, place, same_body, same_label, same_name, stems
from kg.score.outcome import Outcome, Tally, assigned
from kg.score.statements import shared

DATA = Path(__file__).parent / "data"
SMALL, GOLD, TEXTS = DATA / "small.trig", DATA / "small_gold", DATA / "small"


@pytest.fixture(scope="module")
def result() -> Score:
    return score(open_store(SMALL), read_gold(GOLD), Texts(TEXTS))


def kg(*args: str | Path) -> Result:
    return CliRunner().invoke(main, ["score", *map(str, args)])


def without(needle: str, folder: Path) -> Path:
    """The small graph without the quads of nodes whose IRI holds ``needle``."""
    kept = [q for q in open_store(SMALL) if needle not in str(q.subject)]
    path = folder / "less.trig"
    path.write_bytes(serialize(kept, format=RdfFormat.TRIG) or b"")
    return path


# the yardstick


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("U.S.", "us"),
        ("Sao Tom\u00e9's", "sao tome"),
        ("  Jean-Yves  Le\tDrian ", "jean yves le drian"),
        ("", ""),
        ("\u201cQuad\u201d", "quad"),
    ],
)
def test_norm(name: str, normal: str):
    assert norm(name) == normal


@pytest.mark.parametrize(
    ("gold", "system", "same"),
    [
        (["Ana Ruiz"], ["ana ruiz"], True),
        (["Ana Ruiz"], ["Ana Maria Ruiz"], True),  # all words of one in the other
        (["Ana Ruiz"], ["Ruiz"], False),  # one word is too little
        (["Ana Ruiz", None], ["Tomas Beck", ""], False),
        ([], [], False),
    ],
)
def test_same_name(gold: list[str | None], system: list[str], same: bool):
    assert same_name(gold, system) is same


@pytest.mark.parametrize(
    ("gold", "system", "same"),
    [
        (["United States"], ["Washington"], True),
        (["Norland"], ["Norland Foreign Ministry"], True),  # one within the other
        (["Norland"], ["Sudmark"], False),
        ([None], ["Norland"], False),
    ],
)
def test_same_body(gold: list[str | None], system: list[str], same: bool):
    assert same_body(gold, system) is same


@pytest.mark.parametrize(
    ("gold", "system", "same"),
    [
        ("fishing quotas", "quota", True),  # half of the words, none besides
        ("the grain corridor", "grain corridors", True),
        ("grain corridor in the north sea", "grain", False),  # a third is too little
        ("grain", "fishing", False),
        ("the", "the", False),  # nothing but stop words
    ],
)
def test_same_label(gold: str, system: str, same: bool):
    assert same_label([gold], [system]) is same


def test_stems_and_places():
    assert stems("the countries of allies' boats") == {"country", "ally", "boat"}
    assert place("American") == place("U.S.") == "united states"
    assert place("Norland") == "norland"


def test_assignment_is_one_to_one_best_first_then_first_come():
    assert assigned([(1, 0, 0), (2, 1, 0), (1, 0, 1), (1, 2, 1)]) == {1: 0, 0: 1}
    assert assigned([(1, 0, 5), (1, 0, 4)]) == {0: 5}


def test_optional_gold_neither_costs_nor_earns():
    gold: list[dict[str, Any]] = [{}, {"optional": True}, {"optional": True}, {}]
    tally = Tally()
    tally.add(Outcome(gold, system=3, matched={0: 0, 1: 1}, strict={0: 0}))
    assert (tally.gold, tally.system, tally.matched) == (2, 2, 1)
    tally.add(Outcome(gold, system=3, matched={0: 0, 1: 1}, strict={}), strict=True)
    assert (tally.gold, tally.system, tally.matched) == (4, 5, 1)


def test_an_empty_tally_is_zero():
    assert Tally().f1 == 0


def test_content_is_compared_by_letters_at_the_best_place():
    text = "grain, fish. grain!"
    gold = stretches({"content": "grain"}, text)
    assert gold == [[(0, 5), (13, 18)]]
    assert shared(gold, [(13, 19)], text) == 1  # the exclamation mark does not count
    assert shared(gold, [(7, 11)], text) == 0
    assert shared([[(0, 11)]], [(0, 5)], text) == 5 / 9
    assert shared(gold, [(13, 99)], text) == 1  # beyond the text is nothing


def test_stretches_from_offsets():
    assert stretches({"spans": [[[0, 5], [13, 18]]]}, "ignored") == [[(0, 5), (13, 18)]]


# scores of the small graph


def test_figures(result: Score):
    figures = result.figures()
    assert {k: figures[k] for k in KINDS} == dict.fromkeys(KINDS, 1.0)
    assert figures["statements_strict"] == pytest.approx(8 / 9)  # "the official" is nobody's name
    assert figures["meetings_strict"] == pytest.approx(12 / 13)  # one optional meeting fails, and then counts as surplus
    assert figures["statement channel"] == 0.5
    assert figures["f1"] == 1


def test_missing_articles_count_as_empty(tmp_path: Path):
    less = without("a2", tmp_path)
    result = score(open_store(less), read_gold(GOLD), Texts(TEXTS))
    assert result.missing == ["a2"]
    assert result.kinds["statements"].found.recall == pytest.approx(5 / 9)
    assert result.kinds["statements"].found.precision == 1


def test_turtle_without_named_graphs_scores_the_same(tmp_path: Path, result: Score):
    path = tmp_path / "graph.ttl"
    path.write_bytes(serialize((q.triple for q in open_store(SMALL)), format=RdfFormat.TURTLE) or b"")
    assert score(open_store(path), read_gold(GOLD), Texts(TEXTS)).figures() == result.figures()


def test_article_graphs_of_turtle_are_those_of_trig(tmp_path: Path):
    path = tmp_path / "graph.ttl"
    path.write_bytes(serialize((q.triple for q in open_store(SMALL)), format=RdfFormat.TURTLE) or b"")
    split = {(q.triple, q.graph_name) for q in with_article_graphs(open_store(path))}
    groups = {q for q in split if ".group." in str(q[0].subject)}  # groups are told from spans only
    expected = {(q.triple, q.graph_name) for q in open_store(SMALL) if not str(q.graph_name).endswith(("entities>", "judgements>"))}
    expected = {q for q in expected if ".group." not in str(q[0].subject)}
    assert groups
    assert expected <= split


def test_order_of_quads_changes_no_figure_without_ties(tmp_path: Path, result: Score):
    quads: list[Quad] = sorted(open_store(SMALL), key=lambda q: str(q)[::-1])
    path = tmp_path / "graph.nq"
    path.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    assert score(open_store(path), read_gold(GOLD), Texts(TEXTS)).figures() == result.figures()


# gold files


def test_descriptions():
    gold = read_gold(GOLD)[0]
    assert [describe(kind, gold.items[kind][0]) for kind in KINDS] == [
        "Ana Ruiz",
        "ruiz, Foreign Minister of Norland",
        "talks held 2024-03-04: ruiz, beck, Norland, Sudmark",
        "ruiz: The grain corridor must stay open,",
        "grain corridor",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{\n oops", r"x\.json:2: no JSON"),
        ("[]", "a JSON object is expected"),
        ('{"article": "x"}', "lacks published, persons"),
        (
            '{"article": "a1", "published": null, "persons": [{"id": "p"}], "roles": [], "meetings": [], "statements": [], "issues": []}',
            "'name'",
        ),
    ],
)
def test_malformed_gold_is_named(tmp_path: Path, content: str, message: str):
    (tmp_path / "x.json").write_text(content, "utf-8")
    with pytest.raises(KgError, match=message):
        score(open_store(SMALL), read_gold(tmp_path), Texts(TEXTS))


def test_no_gold_is_an_error(tmp_path: Path):
    with pytest.raises(KgError, match="no gold files"):
        read_gold(tmp_path)


def test_one_gold_file_will_do():
    assert [g.article for g in read_gold(GOLD / "a2.json")] == ["a2"]


# the command


def test_the_table():
    shown = kg(SMALL, GOLD, "--texts", TEXTS, "--per-article")
    lines = shown.stdout.splitlines()
    assert shown.exit_code == 0
    assert lines[0].startswith("a1 persons 1.00(3/3g 3s) roles 1.00(3/3g 3s)")
    assert lines[3] == "3 articles; not in the graph: none"
    assert lines[4] == "persons     gold    9 system    9 matched    9  P 1.000 R 1.000 F1 1.000   strict F1 1.000"
    assert "  statement channel      1/2 = 0.500" in lines
    assert lines[-1] == "mean F1 1.000 strict 0.962"


def test_json(tmp_path: Path, result: Score):
    assert kg(SMALL, GOLD, "--texts", TEXTS, "--json", tmp_path / "out.json").exit_code == 0
    assert json.loads((tmp_path / "out.json").read_text("utf-8")) == result.figures()


def test_a_missed_bar_gives_3_and_says_which():
    shown = kg(SMALL, GOLD, "--texts", TEXTS, "--min", "persons=0.75", "--min", "statements_strict=0.9")
    assert shown.exit_code == 3
    assert shown.stderr == "kg: statements_strict is 0.889, below 0.900\n"
    assert kg(SMALL, GOLD, "--texts", TEXTS, "--min", "f1=1", "--min", "strict=0.9").exit_code == 0


def test_against_tells_gains_and_losses(tmp_path: Path):
    less = without("a2.meeting", tmp_path)
    gained = kg(SMALL, GOLD, "--texts", TEXTS, "--against", less).stdout.splitlines()
    assert gained[-4:] == [
        "3 gained, 0 lost",
        "+ a2 meetings: call held 2024-03-01: beck, ruiz",
        "+ a2 meetings: visit postponed 2024-05: marten",
        "+ a2 meetings: talks possible 2024-06: ruiz, marten",
    ]
    lost = kg(less, GOLD, "--texts", TEXTS, "--against", SMALL).stdout.splitlines()
    assert lost[-4:-2] == ["0 gained, 3 lost", "- a2 meetings: call held 2024-03-01: beck, ruiz"]


def test_another_text_is_noticed(tmp_path: Path):
    shutil.copytree(TEXTS, tmp_path / "texts")
    with (tmp_path / "texts" / "a2.txt").open("a", encoding="utf-8") as file:
        file.write("One more line.")
    shown = kg(SMALL, GOLD, "--texts", tmp_path / "texts")
    assert shown.exit_code == 0
    assert shown.stderr.startswith("kg: warning: a2: the text in ")
    assert shown.stderr.count("\n") == 1


@pytest.mark.parametrize("layout", ["beside", "sibling", "cousin"])
def test_texts_are_found_in_the_usual_places(tmp_path: Path, layout: str):
    gold = tmp_path / "gold" / "dev"
    shutil.copytree(GOLD, gold)
    places = {"beside": gold, "sibling": gold.parent / "articles", "cousin": tmp_path / "articles" / "dev"}
    shutil.copytree(TEXTS, places[layout], dirs_exist_ok=True)
    assert kg(SMALL, gold).exit_code == 0


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        ([SMALL, GOLD], 1, "name their folder with --texts"),
        ([SMALL, "no/gold"], 1, "no/gold: no such file or folder of gold"),
        (["no.trig", GOLD, "--texts", TEXTS], 1, "no.trig: no such file"),
        ([SMALL, GOLD, "--texts", DATA], 1, "no text of article 'a1'"),
        ([SMALL, GOLD, "--min", "everything=1"], 2, "is none of f1, strict, persons"),
        ([SMALL, GOLD, "--min", "persons=high"], 2, "is not NAME=NUMBER"),
    ],
)
def test_wrong_calls(args: list[str | Path], status: int, message: str):
    shown = kg(*args)
    assert shown.exit_code == status
    assert message in shown.stderr
