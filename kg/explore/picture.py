"""The graph as a picture: who met and who told whom, laid out on the server so that it is there without scripts."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.explore.catalog import Catalog
from kg.explore.view import Ref, View

WIDTH, HEIGHT = 900, 620
NEIGHBOURS = 14
LARGEST = 36


@dataclass(frozen=True, slots=True)
class Dot:
    """An agent at a place of the picture; ``size`` is the radius, ``label_at`` where the name begins or ends."""

    ref: Ref
    x: float
    y: float
    size: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """A tie between two dots (their numbers) and how many facts it stands for."""

    source: int
    target: int
    weight: int
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Dots and lines within ``width`` by ``height``."""

    dots: list[Dot]
    lines: list[Line]
    height: int
    width: int = WIDTH


def ego_picture(view: View, catalog: Catalog, node: NamedNode) -> Picture | None:
    """An agent in the middle of those it met, told or heard most; None when there are fewer than two."""
    ident = catalog.entity(node.value)
    peers = {
        int(r["b"]): int(r["n"]) for r in catalog.rows("SELECT b, n FROM tie WHERE a = ? ORDER BY n DESC, b LIMIT ?", ident, NEIGHBOURS)
    }
    if len(peers) < 2:
        return None
    among = ", ".join(map(str, peers))
    rows = catalog.rows(f"SELECT a, b, n FROM tie WHERE a < b AND a IN ({among}) AND b IN ({among})")
    ties = {(int(r["a"]), int(r["b"])): int(r["n"]) for r in rows}
    ties |= {(ident, peer): n for peer, n in peers.items()}
    return _drawn(view, catalog, [ident, *peers], ties, height=HEIGHT if len(peers) > 6 else HEIGHT * 2 // 3, centre=True)


def whole_picture(view: View, catalog: Catalog) -> Picture | None:
    """The strongest ties of the archive."""
    ties: dict[tuple[int, int], int] = {}
    found: list[int] = []
    for row in catalog.rows("SELECT a, b, n FROM tie WHERE a < b ORDER BY n DESC, a, b LIMIT 120"):
        pair = int(row["a"]), int(row["b"])
        fresh = [i for i in pair if i not in found]
        if len(found) + len(fresh) <= LARGEST:
            found += fresh
            ties[pair] = int(row["n"])
    return _drawn(view, catalog, found, ties, height=HEIGHT * 5 // 4, centre=False) if found else None


def _drawn(view: View, catalog: Catalog, found: list[int], ties: dict[tuple[int, int], int], *, height: int, centre: bool) -> Picture:
    nodes = {
        int(r["id"]): NamedNode(r["node"]) for r in catalog.rows(f"SELECT id, node FROM entity WHERE id IN ({', '.join(map(str, found))})")
    }
    strength: Counter[int] = Counter()
    for (a, b), n in ties.items():
        strength[a] += n
        strength[b] += n
    most = max(strength.values(), default=1)
    ring = found[1:] if centre else found
    places = {found[0]: (WIDTH / 2, height / 2)} if centre else {}
    for number, ident in enumerate(ring):
        turn = 2 * math.pi * number / max(1, len(ring)) - math.pi / 2
        places[ident] = (WIDTH / 2 + math.cos(turn) * WIDTH * 0.32, height / 2 + math.sin(turn) * height * 0.4)
    dots = [_dot(view.ref(nodes[i]), *places[i], strength[i] / most) for i in found]
    heaviest = max(ties.values(), default=1)
    number_of = {ident: number for number, ident in enumerate(found)}
    lines = [Line(number_of[a], number_of[b], n, round(1 + 5 * math.sqrt(n / heaviest), 1)) for (a, b), n in sorted(ties.items())]
    return Picture(dots, lines, height)


def _dot(ref: Ref, x: float, y: float, share: float) -> Dot:
    anchor = "middle" if abs(x - WIDTH / 2) < WIDTH * 0.06 else "start" if x > WIDTH / 2 else "end"
    return Dot(ref, round(x, 1), round(y, 1), round(5 + 11 * math.sqrt(share), 1), anchor)
