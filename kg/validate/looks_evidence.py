"""Quick looks (``kg.validate.looks``) at what facts rest on: spans, and the articles that they are of."""

from __future__ import annotations

from kg.validate.seen import Seen, day, moment, whole
from kg.validate.terms import lexical
from kg.vocab import KG, NIF, SCHEMA

EVIDENCE = tuple(map(str, (KG.evidence, KG.contentSpan, KG.sourceSpan, KG.cueSpan)))
RESTING = (KG.RoleReport, KG.MeetingReport, KG.Statement)
ARTICLE, PUBLISHED = str(NIF.referenceContext), str(SCHEMA.datePublished)
START, MADE = str(SCHEMA.startDate), str(SCHEMA.dateCreated)


def article_graph(seen: Seen) -> bool:
    """What an article says stands in its own graph."""
    if any(seen.graphs[article] != article for article, _ in seen.of_class(SCHEMA.NewsArticle) if article in seen.own):
        return False
    resting = ((s, seen.follow(node.get(str(KG.evidence), ()), ARTICLE)) for s, node in seen.of_class(*RESTING))
    spans = ((s, node.get(ARTICLE, ())) for s, node in seen.of_class(KG.Span))
    return all(article == seen.graphs[s] for found in (resting, spans) for s, articles in found if s in seen.own for article in articles)


def evidence_elsewhere(seen: Seen) -> bool:
    """What one node rests on is of one article, that of its graph."""
    for subject, node in seen.all.items():
        articles = {a for path in EVIDENCE if path in node for a in seen.follow(node[path], ARTICLE)}
        graph = seen.graphs[subject]
        if len(articles) > 1 or (articles and graph not in articles and graph in seen.all):
            return False
    return True


def anchor_length(seen: Seen) -> bool:
    """Anchors are as long as their offsets tell."""
    begin, end, anchor = str(NIF.beginIndex), str(NIF.endIndex), str(NIF.anchorOf)
    for _, node in seen.having(begin, end, anchor):
        first, last = whole(node, begin), whole(node, end)
        if first is None or last is None or len(node[anchor]) > 1:
            return False
        if last > first and any(len(lexical(words)) != last - first for words in node[anchor]):
            return False
    return True


def outside_text(seen: Seen) -> bool:
    """Spans end within their articles."""
    end, length = str(NIF.endIndex), str(KG.textLength)
    for _, node in seen.having(end, ARTICLE):
        last = whole(node, end)
        for article in node[ARTICLE]:
            most = whole(seen.all[article], length) if length in seen.all.get(article, ()) else last
            if last is None or most is None or last > most:
                return False
    return True


def before_it_happened(seen: Seen) -> bool:
    """Nothing was held or said after the articles that tell it."""
    held = ((node[START], node) for _, node in seen.having(START, str(KG.status)) if str(KG.Held) in node[str(KG.status)])
    made = ((node[MADE], node) for _, node in seen.of_class(KG.Statement) if MADE in node)
    for found in (held, made):
        for values, node in found:
            articles = seen.follow(node.get(str(KG.evidence), ()), ARTICLE)
            published = [day(p) for p in seen.follow(articles, PUBLISHED)]
            for value in map(moment, values):
                if any(not p or not value or value > p[: len(value)] for p in published):
                    return False
    return True
