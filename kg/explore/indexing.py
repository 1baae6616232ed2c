"""Making the explorer's index from a graph, article by article, in flat memory."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.explore.catalog import INDEXES, SCHEMA, words
from kg.explore.links import ServedLinks
from kg.explore.reports import AnyFact, MeetingReport, RoleReport, facts_of
from kg.explore.statements import Statement
from kg.explore.view import KINDS, View
from kg.query.node import Graph
from kg.vocab import ITSRDF, KG, RDF, SKOS
from kg.vocab import SCHEMA as S

BATCH = 500  # articles between commits, and between clearings of what the view remembers


def make_catalog(graph: Graph, path: Path) -> None:
    """Write the index of a graph to ``path``; it is there when it is whole."""
    partial = path.with_name(f".{path.name}.part")
    partial.unlink(missing_ok=True)
    db = sqlite3.connect(partial)
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;" + SCHEMA)
    view = View(graph, ServedLinks())
    _entities(view, db)
    articles = [q.subject for q in graph.store.quads_for_pattern(None, RDF.type, S.NewsArticle, None) if isinstance(q.subject, NamedNode)]
    for number, article in enumerate(sorted(articles, key=lambda a: a.value), 1):
        _article(view, db, number, article)
        if number % BATCH == 0:
            db.commit()
            view = View(graph, ServedLinks())
    _count(db)
    _words(graph, db)
    db.executescript(INDEXES)
    db.commit()
    db.close()
    partial.replace(path)


def _entities(view: View, db: sqlite3.Connection) -> None:
    for type_, kind in KINDS.items():
        if kind in ("article", "group"):
            continue
        for quad in view.graph.store.quads_for_pattern(None, RDF.type, type_, None):
            node = quad.subject
            if isinstance(node, NamedNode):
                props = view.props(node)
                row = (node.value, kind, view.name(node), props.text(S.startDate), props.named(KG.status))
                db.execute("INSERT OR IGNORE INTO entity (node, kind, name, date, status) VALUES (?, ?, ?, ?, ?)", row)
    db.commit()


def _article(view: View, db: sqlite3.Connection, number: int, article: NamedNode) -> None:
    told = view.article(article)
    found = facts_of(view, article)
    kinds = Counter(f.kind for f in found)
    row = (number, article.value, told.title, told.date, told.publisher, kinds["statement"], kinds["meeting"], kinds["role"])
    db.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    for each in found:
        _fact(db, number, each)
    named = (q.object for q in view.graph.store.quads_for_pattern(None, ITSRDF.taIdentRef, None, article))
    mentions = Counter(entity.value for entity in named if isinstance(entity, NamedNode))
    for node, times in sorted(mentions.items()):
        _into(db, "INSERT OR IGNORE INTO mention SELECT id, ?, ? FROM entity WHERE node = ?", number, times, node)
    for issue in view.props(article).nodes(S.about):
        _into(db, "INSERT OR IGNORE INTO mention SELECT id, ?, 1 FROM entity WHERE node = ?", number, issue.value)


def _fact(db: sqlite3.Connection, article: int, each: AnyFact) -> None:
    day = _day(each)
    values = (each.node.value, each.kind, article, day, each.start)
    ident = db.execute("INSERT INTO fact (node, kind, article, day, start) VALUES (?, ?, ?, ?, ?)", values).lastrowid
    for role, node in dict.fromkeys(_parts(each)):
        _into(db, "INSERT OR IGNORE INTO part SELECT id, ?, ?, ?, ? FROM entity WHERE node = ?", role, ident, day, each.start, node)
    _stances(db, ident, each, day)


def _stances(db: sqlite3.Connection, fact: int | None, each: AnyFact, day: str) -> None:
    for issue in {s.issue.node.value for s in each.stances} if isinstance(each, Statement) else ():
        _into(db, "INSERT INTO stance SELECT id, ?, ?, ? FROM entity WHERE node = ?", fact, day, each.start, issue)


def _into(db: sqlite3.Connection, statement: str, *values: object) -> None:
    db.execute(statement, values)


def _day(each: AnyFact) -> str:
    """The day that sorts a fact: when it was said, reported or attested."""
    if isinstance(each, Statement):
        return each.article.date or each.said_on
    if isinstance(each, RoleReport):
        return each.date or each.article.date
    return each.article.date


def _parts(each: AnyFact) -> Iterator[tuple[str, str]]:
    """In which entities' pages a fact belongs, and as what."""
    yield from (("about", r.node.value) for r in each.issues)
    if isinstance(each, Statement):
        yield from (("speaker", r.node.value) for r in each.speakers)
        yield from (("addressee", r.node.value) for r in each.addressees)
        yield from (("channel", r.node.value) for r in each.channels)
        if each.meeting:
            yield "said at", each.meeting.node.value
    elif isinstance(each, MeetingReport):
        yield from (("participant", r.node.value) for r in each.participants)
        yield from (("party", r.node.value) for r in each.parties)
        yield from (("place", r.node.value) for r in each.places)
        if each.meeting:
            yield "report", each.meeting.node.value
    else:
        yield from (("holder", r.node.value) for r in (each.holder,) if r)
        yield from (("organization", r.node.value) for r in (each.organization,) if r)


def _count(db: sqlite3.Connection) -> None:
    """What pages would otherwise count anew: facts and articles of each entity, who met or told whom, who speaks of what."""
    db.executescript("""
        CREATE INDEX part_fact ON part (fact, role, entity);
        UPDATE entity SET facts = (SELECT COUNT(DISTINCT fact) FROM part WHERE part.entity = entity.id);
        UPDATE entity SET articles = (SELECT COUNT(*) FROM mention WHERE mention.entity = entity.id) WHERE kind <> 'meeting';
        UPDATE entity SET articles = (SELECT COUNT(DISTINCT fact.article) FROM part JOIN fact ON fact.id = part.fact
          WHERE part.entity = entity.id AND part.role = 'report') WHERE kind = 'meeting';
        INSERT INTO tie SELECT one.entity, two.entity, COUNT(DISTINCT one.fact) FROM part one JOIN part two ON two.fact = one.fact
          WHERE one.entity <> two.entity AND one.role IN ('participant', 'speaker', 'addressee')
          AND two.role IN ('participant', 'speaker', 'addressee') GROUP BY one.entity, two.entity;
        INSERT INTO topic SELECT who.entity, issue.entity, COUNT(DISTINCT who.fact) FROM part who JOIN part issue ON issue.fact = who.fact
          WHERE who.role = 'speaker' AND issue.role = 'about' GROUP BY who.entity, issue.entity;
    """)


def _words(graph: Graph, db: sqlite3.Connection) -> None:
    """The words of names and headlines. What can be found is numbered so that the likeliest comes first: people, countries,
    organisations and issues by their articles, then places, meetings and articles, the newest first."""
    db.executescript("""
        INSERT INTO doc (kind, id) SELECT kind, id FROM (
          SELECT kind, id, articles, date, name, CASE kind WHEN 'place' THEN 1 WHEN 'meeting' THEN 2 ELSE 0 END AS rank
          FROM entity WHERE articles > 0
          UNION ALL SELECT 'article', id, 0, date, node, 3 FROM article) ORDER BY rank, articles DESC, date DESC, name, id;
    """)
    for number, node, name in db.execute("SELECT number, node, name FROM doc JOIN entity USING (kind, id)"):
        _enter(db, name, number, other=False)
        _enter(db, " ".join(_labels(graph, NamedNode(node))), number, other=True)
    for number, node, title in db.execute("SELECT number, node, title FROM doc JOIN article USING (id) WHERE kind = 'article'"):
        _enter(db, f"{title} {node.removeprefix(graph.base)}", number, other=False)


def _labels(graph: Graph, node: NamedNode) -> list[str]:
    return [o.value for p in (SKOS.altLabel, SKOS.hiddenLabel) for o in graph.objects(node, p) if isinstance(o, Literal)]


def _enter(db: sqlite3.Connection, text: str, number: int, *, other: bool) -> None:
    db.executemany("INSERT OR IGNORE INTO word VALUES (?, ?, ?)", ((word, number, other) for word in words(text)))
