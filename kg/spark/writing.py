"""What a build leaves: sorted N-Quads in parts, whose bytes one after the other are those of the whole, and Parquet of facts."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from kg.archive.database import unpacked
from kg.archive.parts import Part
from kg.errors import KgError
from kg.export import replacing
from kg.shards.telling import GraphRow, Story
from kg.spark.schema import facts_schema
from kg.spark.work import TABLES, Work

QUADS = "quads"
FACTS = "facts"
ARTICLES_A_FILE = 500


def write_quads(work: Work, graph: DataFrame, articles: int) -> int:
    """Write graph rows (``graph.WRITTEN``) into part files in the work folder's ``QUADS``; the number of quads."""
    folder = work.folder / QUADS
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = max(1, -(-articles // ARTICLES_A_FILE))
    spread = graph.select("key", "value", "data").repartitionByRange(files, "key", "value").sortWithinPartitions("key", "value")
    return int(spread.rdd.mapPartitionsWithIndex(partial(write_part, folder=folder)).sum())


def write_part(index: int, rows: Iterable[Any], *, folder: Path) -> Iterator[int]:
    """Write the N-Quads of sorted rows into the part of that number, whole or not at all; the number of quads."""
    quads = 0
    found = parts(rows)
    first = next(found, None)
    if first is not None:
        with replacing(folder) as open_new:
            out = open_new(f"part-{index:05}.nq")
            for _, _, lines in chain([first], found):
                out.write(lines)
                quads += lines.count(b"\n")
    yield quads


def parts(rows: Iterable[Any]) -> Iterator[Part]:
    """The parts of sorted graph rows; the rows of one part, which the ids of two articles may have in common, become one."""
    for (graph, subject), same in groupby(rows, key=lambda row: (row.key, row.value)):
        pieces = [unpacked(row.data) for row in same]
        merged = b"".join(sorted({line for piece in pieces for line in piece.splitlines(keepends=True)}))
        yield graph, subject, pieces[0] if len(pieces) == 1 else merged


def write_facts(work: Work, facts: DataFrame, articles: int) -> None:
    """Write fact rows (``graph.WRITTEN``) as Parquet into the work folder's ``FACTS``, sorted by article."""
    files = max(1, -(-articles // ARTICLES_A_FILE))
    spread = facts.select("key", "value").repartitionByRange(files, "key").sortWithinPartitions("key")
    work.kept(FACTS, spread.select(F.from_json("value", facts_schema()).alias("facts")).select("facts.*"))
    made = sorted((work.folder / TABLES / FACTS).glob("part-*.parquet"))
    folder = work.folder / FACTS
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number, path in enumerate(made):
        os.replace(path, folder / f"part-{number:05}.parquet")


def rows(found: Iterable[Any]) -> Iterator[GraphRow | Story]:
    """Graph rows and story rows (``graph.WRITTEN``) as they were before Spark had them."""
    for row in found:
        if row.kind == "story":
            graph, counts = json.loads(row.value)
            yield Story(row.key, graph, counts, bytes(row.data))
        else:
            yield GraphRow(row.key, row.value, row.number, bytes(row.data))


def put(folder: Path, output: Path) -> None:
    """Let ``QUADS`` and ``FACTS`` take their places in the output folder, without what tasks that died have left.

    Raises KgError when they cannot.
    """
    try:
        for left in (folder / QUADS).glob(".*"):
            left.unlink()
        for name in (QUADS, FACTS):
            old = folder / f"{name}.old"
            shutil.rmtree(old, ignore_errors=True)
            if (output / name).exists():
                os.replace(output / name, old)
            os.replace(folder / name, output / name)
    except OSError as exc:
        raise KgError(f"{output}: cannot be written ({exc.strerror or exc}); make room or choose another folder") from exc
