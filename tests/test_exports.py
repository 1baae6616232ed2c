"""``exports/`` holds the graph of ``seeds/`` as the code of this clone builds it.

On one machine the bytes are equal. The reader's arithmetic may round differently on another processor, so a hundredth of the quads
may differ there; more means that the code has changed and ``exports/`` has not.
"""

from __future__ import annotations

from tests.builds import ROOT, seeds

MEND = "exports/ is not what this code makes of seeds/; look at the difference, then run: kg build seeds -o exports"
TOLERANCE = 0.01


def test_exports_are_a_fresh_build_of_the_seeds():
    made = {name: data for name, data in seeds().files.items() if name != "graph.jsonld"}
    kept = {p.name: p.read_bytes() for p in (ROOT / "exports").iterdir() if not p.name.startswith(".")}
    assert sorted(kept) == sorted(made), MEND
    old, new = set(kept["graph.nq"].splitlines()), set(made["graph.nq"].splitlines())
    assert len(old ^ new) <= TOLERANCE * len(new), MEND
    if old == new:
        assert [name for name in sorted(kept) if kept[name] != made[name]] == [], MEND


def test_exports_conform():
    assert b" 0 violations" in (ROOT / "exports" / "report.txt").read_bytes()
