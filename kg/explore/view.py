"""Reading a graph for pages: a node's properties at one go, its name, its kind and its page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.explore.links import Links
from kg.explore.prose import day
from kg.explore.titles import meeting_title
from kg.query.node import Graph
from kg.query.terms import Term, local, short, visible
from kg.vocab import KG, RDF, SCHEMA, SKOS

KINDS = {
    SCHEMA.NewsArticle: "article",
    SCHEMA.Person: "person",
    SCHEMA.Organization: "org",
    SCHEMA.Country: "country",
    SCHEMA.Place: "place",
    KG.Meeting: "meeting",
    SKOS.Concept: "issue",
    KG.Group: "group",
}
PAGED = frozenset(KINDS.values()) - {"group"}


@dataclass(frozen=True, slots=True)
class Ref:
    """A node that a page names; ``href`` is empty when it has no page of its own."""

    name: str
    kind: str
    href: str
    node: NamedNode


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article as a source: identifier, headline or identifier, date, publisher, page."""

    ident: str
    title: str
    date: str
    publisher: str
    href: str
    node: NamedNode

    @property
    def day(self) -> str:
        """The date in words, or "undated"."""
        return day(self.date) or "undated"


class Props:
    """The properties of one node, each with its values sorted."""

    def __init__(self, values: dict[str, list[Term]]) -> None:
        self._values = values

    def nodes(self, predicate: NamedNode) -> list[NamedNode]:
        """The values that are IRIs."""
        return [v for v in self._values.get(predicate.value, ()) if isinstance(v, NamedNode)]

    def text(self, predicate: NamedNode) -> str:
        """The first literal, or an empty string."""
        return next((v.value for v in self._values.get(predicate.value, ()) if isinstance(v, Literal)), "")

    def texts(self, predicate: NamedNode) -> list[str]:
        """All literals."""
        return [v.value for v in self._values.get(predicate.value, ()) if isinstance(v, Literal)]

    def named(self, predicate: NamedNode) -> str:
        """The local name of the first IRI (``Held`` of ``kg:Held``), or an empty string."""
        return next((local(n.value) for n in self.nodes(predicate)), "")

    def items(self) -> list[tuple[str, Term]]:
        """Predicate and value, the type first."""
        pairs = [(p, v) for p, values in self._values.items() for v in values]
        return sorted(pairs, key=lambda pair: (pair[0] != RDF.type.value, pair[0]))


class View:
    """A graph seen from the page being made: links depend on where that page lies."""

    def __init__(self, graph: Graph, links: Links) -> None:
        self.graph = graph
        self.base = graph.base
        self.links = links
        self.props = lru_cache(maxsize=4096)(self._props)
        self.ref = lru_cache(maxsize=4096)(self._ref)
        self.article = lru_cache(maxsize=4096)(self._article)

    def _props(self, node: NamedNode) -> Props:
        values: dict[str, set[Term]] = {}
        for quad in self.graph.store.quads_for_pattern(node, None, None, None):
            values.setdefault(quad.predicate.value, set()).add(quad.object)
        return Props({p: sorted(v, key=str) if len(v) > 1 else list(v) for p, v in values.items()})

    def kind(self, node: NamedNode) -> str:
        """What sort of thing a node is, or an empty string."""
        return next((KINDS[t] for t in self.props(node).nodes(RDF.type) if t in KINDS), "")

    def key(self, node: NamedNode, kind: str) -> str:
        """The node's name within its kind: its local name without a leading ``kind.``."""
        return node.value.removeprefix(self.base).removeprefix(f"{kind}.")

    def node(self, kind: str, key: str) -> NamedNode | None:
        """The node of a kind that has a key, or None."""
        for name in (f"{kind}.{key}", key):
            try:
                node = NamedNode(self.base + name)
            except ValueError:
                return None
            if self.kind(node) == kind and self.key(node, kind) == key:
                return node
        return None

    def _ref(self, node: NamedNode) -> Ref:
        kind = self.kind(node)
        href = self.links.page(kind, self.key(node, kind)) if kind in PAGED else ""
        return Ref(self.name(node), kind, href, node)

    def name(self, node: NamedNode) -> str:
        """The best name of a node; of a meeting, who met whom."""
        props = self.props(node)
        for predicate in (SCHEMA.name, SKOS.prefLabel, SCHEMA.headline):
            if props.text(predicate):
                return visible(props.text(predicate))
        if KG.Meeting in props.nodes(RDF.type):
            return meeting_title(self, node)
        return short(node, self.base)

    def refs(self, nodes: list[NamedNode]) -> list[Ref]:
        """References in order of name."""
        return sorted((self.ref(n) for n in nodes), key=lambda r: (r.name.casefold(), r.node.value))

    def _article(self, node: NamedNode) -> ArticleRef:
        props = self.props(node)
        ident = visible(props.text(SCHEMA.identifier)) or short(node, self.base)
        publisher = props.text(SCHEMA.publisher) or next((self.name(n) for n in props.nodes(SCHEMA.publisher)), "")
        href = self.links.page("article", self.key(node, "article"))
        title = visible(props.text(SCHEMA.headline)) or ident
        return ArticleRef(ident, title, props.text(SCHEMA.datePublished), visible(publisher), href, node)
