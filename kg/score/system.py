"""What a graph says of each article, in the form that scoring needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, QuerySolutions, Store

from kg.query.store import with_article_graphs
from kg.vocab import PREFIXES

Values = Mapping[str, set[str]]
LABELS = "schema:name|skos:prefLabel|skos:altLabel|skos:hiddenLabel|schema:alternateName|rdfs:label"
MEETING = ("kg:kind", "kg:status", "kg:participant", "kg:party", "schema:location", "schema:startDate")
STATEMENT = ("kg:speaker", "kg:addressee", "kg:mode", "kg:contentSpan", "kg:channel")


@dataclass(slots=True)
class ArticleView:
    """One article's nodes. Orders are the store's, since they decide between matches of equal score."""

    labels: Mapping[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    people: frozenset[str] = frozenset()
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    persons: list[str] = field(default_factory=list)
    issues: list[str] = field(default_factory=list)
    roles: list[tuple[str, str, str]] = field(default_factory=list)
    meetings: list[Values] = field(default_factory=list)
    statements: list[Values] = field(default_factory=list)
    published: str = ""
    sha256: str = ""


class GraphView:
    """A store seen article by article; ``articles`` maps identifiers to IRIs."""

    def __init__(self, store: Store) -> None:
        self._store = with_article_graphs(store)
        self._labels: dict[str, set[str]] = defaultdict(set)
        for node, label in self._rows(f"?a {LABELS} ?b"):
            self._labels[node].add(label)
        self._people = frozenset(node for (node,) in self._rows("?a a schema:Person", "?a"))
        self.articles = {ident: iri for iri, ident in self._rows("?a a schema:NewsArticle ; schema:identifier ?b")}

    def article(self, identifier: str) -> ArticleView:
        """What the graph says of an article; an empty view when it is not in the graph."""
        iri = self.articles.get(identifier)
        return self._view(iri) if iri else ArticleView()

    def _view(self, iri: str) -> ArticleView:
        view = ArticleView(people=self._people)
        local: dict[str, set[str]] = defaultdict(set)
        for entity, anchor in self._rows("?s itsrdf:taIdentRef ?a ; nif:anchorOf ?b", graph=iri):
            local[entity].add(anchor)
        view.labels = _Labels(self._labels, local)
        view.persons = [x for x in local if x in self._people]
        view.issues = list(dict.fromkeys(i for (i,) in self._rows("?x schema:about ?a", "?a", graph=iri)))
        bounds = self._rows("?a nif:beginIndex ?b ; nif:endIndex ?c", "?a ?b ?c", graph=iri)
        view.spans = {s: (int(b), int(e)) for s, b, e in bounds}
        view.roles = self._roles(iri)
        view.meetings = self._described("kg:MeetingReport", MEETING, iri)
        view.statements = self._described("kg:Statement", STATEMENT, iri)
        view.published = next((d for (d,) in self._rows(f"<{iri}> schema:datePublished ?a", "?a", distinct=False)), "")
        view.sha256 = next((d for (d,) in self._rows(f"<{iri}> kg:textSha256 ?a", "?a")), "")
        return view

    def _roles(self, iri: str) -> list[tuple[str, str, str]]:
        """Person, office and organisation (or "") of each role that the article reports."""
        reported = f"GRAPH <{iri}> {{ ?r a kg:RoleReport ; kg:reports ?m }}"
        held = "?m org:member ?a ; org:role ?b . OPTIONAL { ?m org:organization ?c }"
        return [(row[0], row[1], row[2]) for row in self._rows(f"{reported} {held}", "?a ?b ?c")]

    def _described(self, class_: str, properties: tuple[str, ...], iri: str) -> list[Values]:
        """The nodes of a class in the article's graph, with the values of some properties by local name."""
        found: dict[str, dict[str, set[str]]] = {n: defaultdict(set) for (n,) in self._rows(f"?a a {class_}", "?a", graph=iri)}
        for name in properties:
            for node, value in self._rows(f"?a a {class_} ; {name} ?b", graph=iri):
                found[node][name.partition(":")[2]].add(value)
        return list(found.values())

    def _rows(self, where: str, variables: str = "?a ?b", *, graph: str = "", distinct: bool = True) -> Iterator[tuple[str, ...]]:
        """The values of a query's rows; unbound ones are empty."""
        pattern = f"GRAPH <{NamedNode(graph).value}> {{ {where} }}" if graph else where
        text = f"SELECT {'DISTINCT ' if distinct else ''}{variables} WHERE {{ {pattern} }}"
        names = [v.lstrip("?") for v in variables.split()]
        result = self._store.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        assert isinstance(result, QuerySolutions)
        for row in result:
            yield tuple(row[n].value if row[n] is not None else "" for n in names)


class _Labels(dict[str, set[str]]):
    """Every name of a node: those of the whole graph, and how this article calls it."""

    def __init__(self, shared: Mapping[str, set[str]], local: Mapping[str, set[str]]) -> None:
        super().__init__()
        self._shared, self._local = shared, local

    def __missing__(self, node: str) -> set[str]:
        self[node] = self._shared.get(node, set()) | self._local.get(node, set())
        return self[node]
