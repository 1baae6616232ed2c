"""The graph ``judgements``: decisions on identity, by rules from what an article says, and by the user."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from kg.facts import ArticleFacts
from kg.graph.contribution import Contribution, Given, Triple
from kg.graph.iri import Names, local
from kg.graph.literals import decimal, string
from kg.model import Span
from kg.resolve.judgements import Line
from kg.resolve.names import slug
from kg.vocab import KG, RDF

GRAPH = "judgements"
PREFIX = "judgement."
VERDICTS = {"same": KG.Same, "different": KG.Different, "undecided": KG.Undecided}


def judgement_contributions(facts: ArticleFacts) -> Iterator[tuple[str, Contribution]]:
    """The decisions on an article's persons, each with the places where the article names them, and on its statements."""
    ident = facts.article.id
    for made in facts.judgements:
        key = f"{PREFIX}{made.left}.{made.right.removeprefix('person.').removeprefix(f'{local(ident)}.')}"
        head = (made.left, made.right, made.verdict, str(made.score), made.reason, made.rule, made.form)
        yield key, ("judgement", "made", *head)
        yield from ((key, ("judgement", "rejected", rival)) for rival in made.rejected)
        yield from ((key, ("judgement", "evidence", ident, str(s.start), str(s.end))) for s in made.evidence)


def judgement_triples(key: str, given: Given, names: Names) -> Iterator[Triple]:
    """One decision of a rule."""
    node = names.node(key)
    for _, what, *told in sorted(given):
        if what == "made":
            left, right, verdict, score, reason, rule, form = told
            yield from _decided(names, key, left, right, verdict)
            if form:
                yield node, KG.form, string(form)
            yield node, KG.score, decimal(score)
            yield node, KG.reason, string(reason)
            yield node, KG.rule, string(rule)
        elif what == "rejected":
            yield node, KG.rejected, string(told[0])
        else:
            yield node, KG.evidence, names.span(told[0], Span(int(told[1]), int(told[2])))


def user_quads(lines: Iterable[Line], names: Names) -> Iterator[Quad]:
    """The decisions of the user."""
    graph = names.node(GRAPH)
    for line in lines:
        key = f"{PREFIX}user.{slug(line.left)}.{slug(line.right)}"
        triples = [*_decided(names, key, line.left, line.right, line.verdict), (names.node(key), KG.rule, string("user"))]
        if line.why:
            triples.append((names.node(key), KG.reason, string(line.why)))
        yield from (Quad(s, p, o, graph) for s, p, o in triples)


def _decided(names: Names, key: str, left: str, right: str, verdict: str) -> Iterator[Triple]:
    node = names.node(key)
    yield node, RDF.type, KG.Judgement
    yield node, KG.judged, names.node(left)
    yield node, KG.against, names.node(right)
    yield node, KG.verdict, VERDICTS[verdict]
