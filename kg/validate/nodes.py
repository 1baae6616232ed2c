"""What quads say of each node: its values by property, all as terms in N-Triples (``kg.validate.terms``)."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping

from pyoxigraph import Quad

from kg.vocab import RDF

TYPE = str(RDF.type)
REMEMBERED = 200_000

# The values of a property are the keys of a dictionary: distinct, and in their order.
Node = dict[str, dict[str, None]]
Nodes = dict[str, Node]


def nodes_of(quads: Iterable[Quad]) -> Nodes:
    """The nodes that quads describe, whatever graph they stand in, in the order of their first quads."""
    nodes: Nodes = {}
    for quad in quads:
        nodes.setdefault(str(quad.subject), {}).setdefault(str(quad.predicate), {})[str(quad.object)] = None
    return nodes


def add_lines(nodes: Nodes, graphs: dict[str, str], graph: str, lines: bytes, closed: Container[str] = ()) -> bool:
    """Add the nodes that N-Quads of one graph describe, the lines of each together and as Oxigraph writes them.

    ``graphs`` has the graph of each node. Stops and returns False at a node that another graph describes too, or that is in ``closed``.
    """
    end = -len(f" {graph} .")
    last, node = "", Node()
    for line in lines.decode("utf-8").split("\n")[:-1]:
        subject, predicate, rest = line.split(" ", 2)
        if subject != last:
            if graphs.setdefault(subject, graph) != graph or subject in closed:
                return False
            last, node = subject, nodes.setdefault(subject, {})
        values = node.get(predicate)
        if values is None:
            node[predicate] = {rest[:end]: None}
        else:
            values[rest[:end]] = None
    return True


class Types:
    """The classes of nodes, looked up when they are asked for and remembered."""

    def __init__(self, look_up: Callable[[str], Iterable[str]]) -> None:
        self._look_up = look_up
        self._known: dict[str, frozenset[str]] = {}

    def of(self, node: str) -> frozenset[str]:
        """The classes that are known of a node."""
        known = self._known.get(node)
        return self.know(node, self._look_up(node)) if known is None else known

    def know(self, node: str, classes: Iterable[str]) -> frozenset[str]:
        """Remember the classes of a node, which are these."""
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        known = self._known[node] = frozenset(classes)
        return known


def types_in(*nodes: Mapping[str, Node]) -> Types:
    """The classes that some nodes have."""
    return Types(lambda node: [cls for some in nodes if (found := some.get(node)) for cls in found.get(TYPE, ())])
