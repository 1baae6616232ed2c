"""Validating N-Quads part by part, as an archive keeps them: the report that ``validate`` gives of the same quads, sooner.

Most articles violate nothing, and quick looks at their nodes tell so. Only what they leave in doubt is checked thoroughly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse

from kg.validate import validate
from kg.validate.finding import Rule
from kg.validate.forms import FORMS
from kg.validate.looks import look_of
from kg.validate.nodes import Nodes, add_lines, nodes_of, types_in
from kg.validate.report import Report
from kg.validate.screen import suspects
from kg.validate.seen import Seen
from kg.validate.shapes import read_shapes
from kg.validate.terms import is_literal, lexical
from kg.validate.thorough import check_thoroughly
from kg.vocab import SCHEMA

# A graph's name in angle brackets, and N-Quads of that graph as Oxigraph writes them.
Part = tuple[str, bytes]
IDENTIFIER = str(SCHEMA.identifier)


Around = Callable[[Nodes], Iterable[Part]]


def validate_parts(
    parts: Sequence[Part], *, texts: Mapping[str, str] | None = None, shapes: Path | None = None, around: Around = lambda own: ()
) -> Report:
    """The report on ``parts``, which have no blank nodes; everything else is as in ``kg.validate.validate``.

    ``around`` tells, of the nodes that the parts describe, what else there is.
    """
    known = read_shapes(shapes)
    own, graphs = Nodes(), dict[str, str]()
    if not all(add_lines(own, graphs, *part) for part in parts):
        quads = quads_of(parts)
        return validate(quads, texts=texts, shapes=shapes, around=quads_of(around(nodes_of(quads))))
    others = list(around(own))
    seen = _seen(own, graphs, others, texts or {})
    if seen is None:
        return validate(quads_of(parts), texts=texts, shapes=shapes, around=quads_of(others))
    types = types_in(seen.all)
    nodes = dict(suspects(own.items(), types, known))
    rules = in_doubt(seen, known.rules)
    if not nodes and not rules:
        return Report(())
    return check_thoroughly(quads_of(parts), quads_of(others), nodes, types, known, rules, texts or {})


def in_doubt(seen: Seen, rules: Iterable[Rule]) -> list[Rule]:
    """Those rules that may find something."""
    verdicts: dict[object, bool] = {None: False}

    def passes(rule: Rule) -> bool:
        look = look_of(rule) if rule.query else FORMS.get(rule.name)
        if look not in verdicts:
            verdicts[look] = look is not None and look(seen)
        return verdicts[look]

    return [rule for rule in rules if not passes(rule)]


def _seen(own: Nodes, graphs: dict[str, str], others: Sequence[Part], texts: Mapping[str, str]) -> Seen | None:
    """The nodes together, or None when one of them is described in several graphs, or both by the parts and around them."""
    nodes = dict(own)
    if not all(add_lines(nodes, graphs, *part, closed=own) for part in others):
        return None
    return Seen(own, nodes, graphs, _by_article(own, texts))


def _by_article(nodes: Nodes, texts: Mapping[str, str]) -> dict[str, str]:
    """Texts by article IRI (see ``kg.validate.texts.by_article``)."""
    found = dict(texts)
    for subject, node in nodes.items() if texts else ():
        for value in node.get(IDENTIFIER, ()):
            if is_literal(value) and lexical(value) in texts:
                found[lexical(subject)] = texts[lexical(value)]
    return found


def quads_of(parts: Iterable[Part]) -> list[Quad]:
    """The quads of some parts."""
    return list(parse(b"".join(lines for _, lines in parts), RdfFormat.N_QUADS))
