"""The documents against the thing: links, command lines, terms, the example and the queries of the model's page."""

from __future__ import annotations

import re
import shlex
from itertools import chain
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.cli import main
from kg.query.named import catalogue
from kg.vocab import ALL

ROOT = Path(__file__).parent.parent
FOLDERS = ("docs", "training", "benchmarks", "authority", "seeds")
PAGES = sorted(chain(ROOT.glob("*.md"), *((ROOT / f).rglob("*.md") for f in FOLDERS)))
EXPORTS = ROOT / "exports" / "graph.trig"
MODEL = (ROOT / "docs" / "model.md").read_text("utf-8")
FIRST = [
    "pip install . && kg build seeds -o exports        # graph.ttl, graph.trig, graph.nq, report.txt",
    "pip install '.[test]' && pytest",
]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.S | re.M)


def links(page: Path) -> list[str]:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.S | re.M)
    return [t for t in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", t)]


def commands(text: str) -> list[str]:
    """The ``kg`` lines of console blocks, without prompt, pipes and redirections."""
    lines = [s for block in blocks(text, "console") for s in block.splitlines() if s.startswith("$ kg ")]
    return [re.split(r" [|>] ", s.removeprefix("$ "))[0] for s in lines]


def quads(source: bytes) -> set[Quad]:
    return set(parse(source, RdfFormat.TRIG))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path):
    assert [t for t in links(page) if not (page.parent / t.partition("#")[0]).exists()] == []


def test_the_pages_are_linked_from_the_readme():
    reached = {(page.parent / t.partition("#")[0]).resolve() for page in PAGES for t in links(page)}
    assert [p.name for p in (ROOT / "docs").glob("*.md") if p.resolve() not in reached] == []


def test_the_readme_begins_with_the_two_commands():
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert [s.removeprefix("    ") for s in lines if s.startswith("    ")][:2] == FIRST


def test_the_readme_shows_commands():
    assert len(commands((ROOT / "README.md").read_text("utf-8"))) >= 4


@pytest.mark.parametrize("line", commands((ROOT / "README.md").read_text("utf-8")))
def test_commands_of_the_readme_parse(line: str):
    _, name, *arguments = shlex.split(line)
    with click.Context(main, info_name="kg", **main.context_settings) as root:
        command = main.get_command(root, name)
        assert command is not None
        context = command.make_context(name, arguments, parent=root)
    if name == "query":
        asked = context.params["query"]
        known = {q.name: {p.name for p in q.params} for q in catalogue()}
        assert asked in known
        assert set(context.params["params"]) <= known[asked]


def test_a_wrong_option_would_be_seen():
    with pytest.raises(click.NoSuchOption):
        test_commands_of_the_readme_parse("kg build seeds --nowhere x")


def test_terms_of_the_model_page_are_terms():
    known = {f"{n.prefix}:{term}" for n in ALL for term in n}
    prefixes = "|".join(n.prefix for n in ALL)
    prose = re.sub(r"\bprefix \w+:|https?:\S+", "", MODEL)
    used = set(re.findall(rf"(?<![\w:/])(?:{prefixes}):[A-Za-z]\w*", prose))
    assert len(used) > 60
    assert used - known == set()


def test_every_property_of_the_export_is_on_the_model_page():
    names = {n.base: n.prefix for n in ALL}
    written = {q.predicate.value for q in quads(EXPORTS.read_bytes())}
    short = {f"{names[base]}:{iri.removeprefix(base)}" for iri in written for base in names if iri.startswith(base)}
    assert len(short) == len(written)
    assert sorted(t for t in short if t not in MODEL and t not in ("rdf:type", "schema:about")) == []


def test_the_example_of_the_model_page_stands_in_the_export():
    (example,) = blocks(MODEL, "trig")
    missing = quads(example.encode()) - quads(EXPORTS.read_bytes())
    assert [f"{q.subject} {q.predicate} {q.object}" for q in missing] == [], "bring the example in docs/model.md up to date"


@pytest.mark.parametrize("query", blocks(MODEL, "sparql"))
def test_the_queries_of_the_model_page_find_something(query: str):
    ran = CliRunner().invoke(main, ["query", str(EXPORTS), "-", "--format", "csv"], input=query)
    assert ran.exit_code == 0, ran.stderr
    assert len(ran.stdout.splitlines()) > 1


def test_the_graphs_of_the_model_page_are_those_of_the_export():
    graphs = {q.graph_name.value.rpartition("/")[2] for q in quads(EXPORTS.read_bytes()) if isinstance(q.graph_name, NamedNode)}
    articles = {p.stem for p in (ROOT / "seeds").glob("*.txt")}
    assert graphs == articles | {"entities", "judgements", "imports"}
    assert all(f"`res:{name}`" in MODEL for name in ("entities", "judgements", "imports"))
