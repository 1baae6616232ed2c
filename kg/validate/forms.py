"""Quick looks for the checks that have no query (``kg.validate.checks``): true when there is surely nothing to find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256

from kg.validate.checks import LITERALS, LONGEST_IRI
from kg.validate.seen import Seen, whole
from kg.validate.terms import LANG_STRING, datatype, is_iri, is_literal, lexical
from kg.validate.values import Passing
from kg.vocab import KG, NIF

KNOWN = frozenset(f"<{KG.base}{name}>" for name in KG)
OURS = f"<{KG.base}"
MOST_BYTES = 4  # of a character in UTF-8
SHORT_IRI = LONGEST_IRI // MOST_BYTES


def _well_formed(term: str) -> bool:
    """True for a term that no check of form speaks of: no blank node, unknown term, long IRI or odd literal."""
    if is_literal(term):
        kind = datatype(term)
        form = LITERALS.get(kind)
        return kind == LANG_STRING or (form is not None and form.fullmatch(lexical(term)) is not None)
    if not is_iri(term) or (term.startswith(OURS) and term not in KNOWN):
        return False
    return MOST_BYTES * len(term) <= LONGEST_IRI or len(term.encode()) <= LONGEST_IRI


WELL_FORMED = Passing((_well_formed,))


def _terms(seen: Seen) -> bool:
    """Most terms are strings and short IRIs of other namespaces, which a glance tells."""
    nodes = seen.own.values()
    values = (v for node in nodes for some in node.values() for v in some)
    odd = {v for v in values if v[-1] != '"' and (v[0] != "<" or len(v) > SHORT_IRI or v.startswith(OURS))}
    return WELL_FORMED.hold(odd.union(seen.own, *nodes))


def _two_graphs(seen: Seen) -> bool:
    return True  # each node is described in one graph


def _anchors(seen: Seen) -> bool:
    article, begin, end, anchor = (str(p) for p in (NIF.referenceContext, NIF.beginIndex, NIF.endIndex, NIF.anchorOf))
    texts: dict[str, str | None] = {}
    for node in seen.own.values() if seen.texts else ():
        if anchor not in node:
            continue
        if any(len(node.get(path, ())) != 1 for path in (article, anchor)):
            return False
        (of,), first, last = node[article], whole(node, begin), whole(node, end)
        text = texts[of] if of in texts else texts.setdefault(of, seen.texts.get(of[1:-1]))
        if text is not None and (first is None or last is None or text[first:last] != lexical(next(iter(node[anchor])))):
            return False
    return True


def _digests(seen: Seen) -> bool:
    for path, of in ((str(KG.textSha256), _digest), (str(KG.textLength), _length)):
        for article, node in seen.having(path) if seen.texts else ():
            text = seen.texts.get(article[1:-1]) if article in seen.own else None
            if text is not None and any(lexical(value) != of(text) for value in node[path]):
                return False
    return True


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _length(text: str) -> str:
    return str(len(text))


FORMS: Mapping[str, Callable[[Seen], bool]] = {
    "blank-node": _terms,
    "literal-form": _terms,
    "two-graphs": _two_graphs,
    "unknown-term": _terms,
    "long-iri": _terms,
    "span-anchor-text": _anchors,
    "article-digest": _digests,
}
