"""Small articles, already read, for tests of the archive: people with posts and meetings that depend on each other across articles."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad

from kg.archive.archive import Archive
from kg.archive.parts import all_parts
from kg.export import serialized
from kg.facts import DENIED, ArticleFacts, Entity, MeetingFact, Reference, RoleFact, StatementFact
from kg.graph.build import build
from kg.graph.imports import Versions
from kg.graph.iri import Names
from kg.model import Article, Span
from kg.resolve.judgements import consistent, parse
from kg.resolve.names import slug
from kg.resolve.questions import across

VERSIONS = Versions("1", "rules", "model")
TEXT = "Somebody met somebody else and said something."
FISHERY = "salmon quota harbour treaty licence"
WHO, WHOM, SAID = Span(0, 8), Span(13, 21), Span(31, 46)
HERE = (WHO,)
LANDS = {"country.ke": "Kenya", "country.no": "Norway"}


def person(name: str) -> Entity:
    """A person as one article has them."""
    return Entity(f"person.{slug(name)}", "person", name)


def story(
    ident: str,
    who: str,
    post: str = "",
    whom: str = "",
    *,
    day: str = "2024-03-11",
    status: str = "Held",
    gist: str = "",
    published: str = "2024-03-12",
) -> ArticleFacts:
    """An article in which ``who``, holder of ``post`` ("president@country.ke"), met ``whom`` and said something.

    ``gist`` has the words of that; "-seek" is denied. ``day`` may be one without year ("--03-11"), where nothing is ``published``.
    """
    people = [person(name) for name in (who, whom) if name]
    references = [Reference(span, p.key) for span, p in zip((WHO, WHOM), people, strict=False)]
    office, _, land = post.partition("@")
    shared = [Entity(f"office.{office}", "office", office), Entity(land, "country", LANDS[land])] if post else []
    roles = (RoleFact(people[0].key, f"office.{office}", land, "current", HERE, "role.before-name"),) if post else ()
    keys = tuple(p.key for p in people)
    start, yearless = ("", day) if day.startswith("--") else (day, "")
    met = MeetingFact("Talks", status, keys, (), (), start, start, "90", ("issue.taiwan",), HERE, "r", yearless=yearless)
    meetings = (met,) if whom else ()
    issues = (Entity("issue.taiwan", "issue", "Taiwan"), Entity("issue.fish", "issue", "fish", candidate=True)) if whom else ()
    words = tuple(w.replace("-", DENIED) for w in gist.split())
    said = StatementFact((SAID,), keys[:1], keys[1:], (), "Indirect", WHO, None, (), (Span(0, len(TEXT)),), "r", gist=words)
    return ArticleFacts(
        Article(ident, TEXT, published=published, date_basis="fromMetadata" if published else "", title=f"About {who}"),
        entities=(*people, *shared, *issues),
        references=tuple(references),
        roles=roles,
        meetings=meetings,
        statements=(said,),
        issues=tuple(e.key for e in issues),
    )


def violating(ident: str) -> ArticleFacts:
    """An article whose meeting ends before it starts, which the shapes do not let pass."""
    keys = (person("Ana Sol").key, person("Eva Beck").key)
    meeting = MeetingFact("Talks", "Held", keys, (), (), "2024-03-11", "2024-03-10", "", (), HERE, "r")
    found = story(ident, "Ana Sol", "", "Eva Beck")
    return ArticleFacts(found.article, found.entities, found.references, meetings=(meeting,))


def from_scratch(articles: Iterable[ArticleFacts], base: str = "", judgements: str = "") -> bytes:
    """What one build of these articles says, as sorted N-Quads without the graph of imports."""
    names, judged = Names(base) if base else Names(), consistent(parse(judgements, "test"))
    quads = build(across(list(articles), judged), names, model="m", judgements=judged.lines)
    return serialized(data(quads, names), "nq")


def exported(archive: Archive) -> bytes:
    """What an archive says, as its export has it."""
    return b"".join(lines for graph, _, lines in all_parts(archive.db) if graph != str(archive.names.node("imports")))


def indexed(archive: Archive) -> bytes:
    """What an archive's index says."""
    return serialized(data(archive.index.store, archive.names), "nq")


def data(quads: Iterable[Quad], names: Names) -> list[Quad]:
    """Quads but those of the imports."""
    return [q for q in quads if q.graph_name != names.node("imports")]


def filled(folder: Path | None, *articles: ArticleFacts) -> Archive:
    """An archive with these articles, open."""
    archive = Archive(folder)
    for facts in articles:
        assert archive.add(facts, VERSIONS).conforms
    return archive
