"""Scores agree with the shared scoring script, figure by figure, on graphs of deliberately varied quality."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from kg.query.store import open_store
from kg.query.texts import Texts
from kg.score import KINDS, score
from kg.score.gold import read_gold
from kg.vocab import ITSRDF, KG, NIF, ORG, RDF, SCHEMA, SKOS, XSD

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
SCRIPT = SHARED / "gold" / "score.py"
BASE = "https://example.org/"
STATUSES = ("Held", "Ongoing", "Planned", "Possible", "Postponed", "Cancelled")
SORTS = {
    "talks": "Talks",
    "visit": "Visit",
    "call": "Call",
    "summit": "Summit",
    "conference": "Conference",
    "military-talks": "MilitaryTalks",
}

needs_script = pytest.mark.skipif(not SCRIPT.is_file(), reason="the shared scoring script is not here")


class Noise:
    """Turns gold into a system's graph with losses, inventions, near misses and ties, all from one seed."""

    def __init__(self, seed: int, quality: float) -> None:
        self.random = random.Random(seed)
        self.quality = quality
        self.quads: list[Quad] = []
        self.made: dict[str, NamedNode] = {}

    def right(self) -> bool:
        return self.random.random() < self.quality

    def add(self, s: NamedNode, p: NamedNode, o: NamedNode | Literal, graph: str) -> None:
        self.quads.append(Quad(s, p, o, NamedNode(BASE + graph)))

    def span(self, article: str, begin: int, end: int, text: str) -> NamedNode:
        node = NamedNode(f"{BASE}{article}.span.{begin}-{end}")
        self.add(node, NIF.referenceContext, NamedNode(BASE + article), article)
        for term, value in ((NIF.beginIndex, begin), (NIF.endIndex, end)):
            self.add(node, term, Literal(str(value), datatype=XSD.integer), article)
        self.add(node, NIF.anchorOf, Literal(text[begin:end]), article)
        return node

    def entity(self, name: str, kind: NamedNode, label: NamedNode, copies: int = 1) -> NamedNode:
        """A node with that name; sometimes one of several namesakes, so that matches tie."""
        key = f"{re.sub('[^a-z]+', '-', name.lower())}.{self.random.randrange(copies)}"
        if key not in self.made:
            node = self.made[key] = NamedNode(f"{BASE}thing.{key}")
            self.add(node, RDF.type, kind, "entities")
            self.add(node, label, Literal(name if self.right() else name.split()[-1]), "entities")
        return self.made[key]

    def person(self, item: dict[str, Any]) -> NamedNode:
        return self.entity(self.random.choice([item["name"], item["name"], *item.get("aliases", [])]), SCHEMA.Person, SCHEMA.name, 2)

    def agent(self, reference: Any, people: dict[str, Any]) -> NamedNode:
        if not self.right():
            return self.entity(self.random.choice(["officials", "Jo Doe", "the ministry"]), KG.Group, SCHEMA.name)
        return (
            self.person(people[reference])
            if isinstance(reference, str)
            else self.entity(reference["name"], SCHEMA.Organization, SCHEMA.name)
        )

    def article(self, gold: dict[str, Any], text: str) -> None:
        ident = gold["article"]
        node = NamedNode(BASE + ident)
        self.add(node, RDF.type, SCHEMA.NewsArticle, ident)
        self.add(node, SCHEMA.identifier, Literal(ident), ident)
        if gold["published"] and self.right():
            self.add(node, SCHEMA.datePublished, Literal(gold["published"], datatype=XSD.date), ident)
        people = {p["id"]: p for p in gold["persons"]}
        self.persons(gold, ident, text)
        self.roles(gold, ident, people)
        for number, item in enumerate(self.sample(gold["meetings"])):
            self.meeting(NamedNode(f"{BASE}{ident}.meeting.{number}"), item, ident, people)
        for number, item in enumerate(self.sample(gold["statements"])):
            self.statement(NamedNode(f"{BASE}{ident}.statement.{number}"), item, ident, people, text)
        for item in self.sample(gold["issues"]):
            label = self.random.choice([item["label"], *item.get("aliases", []), item["label"] + " question", "weather"])
            self.add(node, SCHEMA.about, self.entity(label, SKOS.Concept, SKOS.prefLabel, 2), ident)

    def sample(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Some items missing, some twice, in another order."""
        kept = [i for i in items if self.right()]
        kept += [i for i in items if not self.right() and self.right()]
        self.random.shuffle(kept)
        return kept

    def persons(self, gold: dict[str, Any], ident: str, text: str) -> None:
        for item in self.sample(gold["persons"]):
            node = self.person(item)
            for found in re.finditer(re.escape(item["name"].split()[-1]), text):
                if self.right():
                    self.add(self.span(ident, found.start(), found.end(), text), ITSRDF.taIdentRef, node, ident)

    def roles(self, gold: dict[str, Any], ident: str, people: dict[str, Any]) -> None:
        for number, item in enumerate(self.sample(gold["roles"])):
            report, member = NamedNode(f"{BASE}{ident}.role.{number}"), NamedNode(f"{BASE}membership.{ident}.{number}")
            self.add(report, RDF.type, KG.RoleReport, ident)
            self.add(report, KG.reports, member, ident)
            self.add(member, ORG.member, self.agent(item["person"], people), "entities")
            self.add(
                member,
                ORG.role,
                self.entity(item["office"] if self.right() else "Chief " + item["office"], ORG.Role, SKOS.prefLabel),
                "entities",
            )
            if item.get("org") and self.right():
                name = self.random.choice([item["org"], *item.get("org_aliases", []), "Atlantis"])
                self.add(member, ORG.organization, self.entity(name, SCHEMA.Country, SCHEMA.name), "entities")

    def meeting(self, node: NamedNode, item: dict[str, Any], ident: str, people: dict[str, Any]) -> None:
        self.add(node, RDF.type, KG.MeetingReport, ident)
        self.add(node, KG.kind, KG[SORTS.get(item["kind"], "OtherMeeting") if self.right() else "Talks"], ident)
        self.add(node, KG.status, KG[item["status"].title() if self.right() else self.random.choice(STATUSES)], ident)
        for reference in item["participants"]:
            if self.right():
                self.add(node, KG.participant, self.agent(reference, people), ident)
        for party in item.get("parties", []):
            if self.right():
                term = self.random.choice([KG.party, KG.party, KG.participant])
                self.add(node, term, self.entity(party, SCHEMA.Country, SCHEMA.name), ident)
        if item.get("place") and self.right():
            self.add(node, SCHEMA.location, self.entity(item["place"], SCHEMA.Place, SCHEMA.name), ident)
        if item.get("start"):
            start = self.random.choice([item["start"], item["start"], item["start"][:7], item["start"][:4], "2001-01-01"])
            self.add(node, SCHEMA.startDate, Literal(start), ident)

    def statement(self, node: NamedNode, item: dict[str, Any], ident: str, people: dict[str, Any], text: str) -> None:
        self.add(node, RDF.type, KG.Statement, ident)
        self.add(node, KG.mode, KG[item["mode"].title() if self.right() else "Indirect"], ident)
        if self.right():
            self.add(node, KG.speaker, self.agent(item["speaker"], people), ident)
        if item.get("addressee"):
            self.add(node, KG.addressee, self.agent(item["addressee"], people), ident)
        if item.get("via"):
            self.add(node, KG.channel, self.agent({"name": item["via"]}, people), ident)
        for part in [item["content"]] if isinstance(item["content"], str) else item["content"]:
            at = text.find(part)
            begin = max(0, at + (0 if self.right() else self.random.randint(-20, 40)))
            end = min(len(text), max(begin + 1, at + len(part) + (0 if self.right() else self.random.randint(-40, 40))))
            self.add(node, KG.contentSpan, self.span(ident, begin, end, text), ident)


def noisy_graph(folder: Path, golds: Path, texts: Path, *, seed: int, quality: float) -> Path:
    """Write a graph as N-Quads (odd seeds) or TriG; the last gold article is left out now and then."""
    noise = Noise(seed, quality)
    files = sorted(golds.glob("*.json"))
    for file in files[: len(files) - (seed % 4 == 0)]:
        gold = json.loads(file.read_bytes())
        noise.article(gold, (texts / f"{gold['article']}.txt").read_bytes().decode())
    noise.random.shuffle(noise.quads)
    form, suffix = (RdfFormat.N_QUADS, "nq") if seed % 2 else (RdfFormat.TRIG, "trig")
    path = folder / f"noisy.{suffix}"
    path.write_bytes(serialize(noise.quads, format=form) or b"")
    return path


def shared_figures(graph: Path, texts: Path, golds: Path, folder: Path) -> tuple[dict[str, float], str]:
    out = folder / "shared.json"
    ran = subprocess.run(
        [sys.executable, str(SCRIPT), str(graph), str(texts), str(golds), "--json", str(out)], capture_output=True, text=True, check=True
    )
    return json.loads(out.read_text()), ran.stdout


def kind_lines(output: str) -> Iterator[str]:
    yield from (line for line in output.splitlines() if line.startswith(KINDS))


@needs_script
@pytest.mark.parametrize("name", ["small", "seeds", "dev"])
@pytest.mark.parametrize(("seed", "quality"), [(1, 0.95), (2, 0.8), (3, 0.6), (4, 0.85), (5, 0.3), (6, 1.0)])
def test_figures_equal_the_shared_script(tmp_path: Path, name: str, seed: int, quality: float) -> None:
    golds = HERE / "data" / "small_gold" if name == "small" else SHARED / "gold" / name
    texts = HERE / "data" / "small" if name == "small" else SHARED / "articles" / name
    graph = noisy_graph(tmp_path, golds, texts, seed=seed, quality=quality)
    theirs, printed = shared_figures(graph, texts, golds, tmp_path)
    ours = score(open_store(graph), read_gold(golds), Texts(texts))
    assert ours.figures() == theirs
    from kg.score.report import table

    assert list(kind_lines(printed)) == list(kind_lines("\n".join(table(ours))))
    assert 0 < theirs["persons"] <= 1
