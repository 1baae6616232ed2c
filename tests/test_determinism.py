"""Equal articles give equal bytes: whatever Python's hash seed, the order of the input, and how it is laid out."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from kg.read import read
from tests.builds import EVERY_FORMAT, SEEDS, build, kg, seeds

FIELDS = ("id", "text", "title", "published", "publisher", "url", "language")
NAMES = ["graph.jsonld", "graph.nq", "graph.trig", "graph.ttl", "report.txt"]


def records(path: Path, seed: int) -> Path:
    """The seed articles as records in a shuffled order, the fields of each shuffled too."""
    shuffled = random.Random(seed)
    articles = list(read([str(SEEDS)], problems=[]))
    shuffled.shuffle(articles)
    lines = []
    for article in articles:
        fields = [(f, getattr(article, f)) for f in FIELDS if f != "published" or article.date_basis == "fromMetadata"]
        shuffled.shuffle(fields)
        lines.append(json.dumps(dict(fields)))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_every_file_is_written():
    assert sorted(seeds().files) == NAMES
    assert all(seeds().files.values())


@pytest.mark.slow
@pytest.mark.parametrize("hash_seed", ["1", "4242"])
def test_another_process_with_another_hash_seed_gives_the_same_bytes(tmp_path, hash_seed):
    """The input is shuffled records here and a folder there."""
    made = kg(
        "build", records(tmp_path / "r.jsonl", int(hash_seed)), "-o", tmp_path / "out", *EVERY_FORMAT, env={"PYTHONHASHSEED": hash_seed}
    )
    assert made.returncode == 0, made.stderr
    found = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    assert sorted(found) == NAMES
    assert [name for name in NAMES if found[name] != seeds().files[name]] == []


def test_the_order_of_files_changes_nothing():
    paths = sorted(SEEDS.glob("*.txt"), reverse=True)
    made = build(*paths, options=EVERY_FORMAT)
    assert [name for name in NAMES if made.files[name] != seeds().files[name]] == []
