"""JSON Lines and Parquet, read by Spark: one row an article, known by the number of its file and of its line in it."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from kg.archive.records import dumps
from kg.errors import KgError
from kg.model import Problem
from kg.read import MAX_BYTES, read_line, sources
from kg.spark.work import Work, literal

PARQUET = ".parquet"
UNREAD = ".zst"
READ = "JSON Lines (.jsonl or .ndjson, also .gz) and Parquet"
# ``article`` is a record (kg.archive.records), or null where the line holds none; ``problems`` are records too.
ARTICLES = "file int, line long, id string, article string, problems array<string>"


class Block(NamedTuple):
    """A stretch of a file that one task reads: the number and name of the file, and the lines before it."""

    file: int
    name: str
    before: int


Blocks = Mapping[tuple[str, int], Block]


@dataclass(frozen=True, slots=True)
class Files:
    """What is to be read: paths for Spark, and local files by absolute path with the name that the user gave them."""

    lines: tuple[str, ...]
    tables: tuple[str, ...]
    names: Mapping[str, str]


def articles(work: Work, paths: Sequence[str], problems: list[Problem], max_bytes: int | None = None) -> tuple[DataFrame, int]:
    """A table of ``ARTICLES``, not yet worked out, and the number of lines.

    A path is a local file or folder, or a URI that Spark knows (hdfs:, s3a:). ``problems`` gathers what is wrong with paths. Raises
    KgError for what is neither JSON Lines nor Parquet.
    """
    files = find(paths, problems)
    lines = _lines(work, files)
    counted = [(row.uri, row.start, row["count"]) for row in lines.groupBy("uri", "start").count().collect()]
    blocks = number_blocks(counted, files)
    found = lines.rdd.mapPartitions(partial(read, blocks=blocks, max_bytes=max_bytes or MAX_BYTES))
    return work.table(found, ARTICLES), sum(number for _, _, number in counted)


def find(paths: Sequence[str], problems: list[Problem]) -> Files:
    """The files that paths name, in order. Raises KgError for files that this engine does not read."""
    lines: list[str] = []
    tables: list[str] = []
    names: dict[str, str] = {}
    for path in paths:
        if "://" in path:
            (tables if path.rstrip("/").endswith(PARQUET) else lines).append(path)
        elif path.endswith(PARQUET) or any(Path(path).glob(f"*{PARQUET}")):
            tables.append(literal(os.path.abspath(path)))
        else:
            for file, kind in sources.files([path], problems):
                _check(file, kind)
                names[os.path.abspath(file)] = sources.shown(file)
                lines.append(literal(os.path.abspath(file)))
    return Files(tuple(dict.fromkeys(lines)), tuple(dict.fromkeys(tables)), names)


def _check(file: str, kind: str) -> None:
    if kind != "records" or file.lower().endswith(UNREAD):
        raise KgError(f"{sources.shown(file)}: Spark reads {READ}; build it without --engine spark")
    if os.path.basename(file).startswith(("_", ".")):
        raise KgError(f"{sources.shown(file)}: Spark passes over files whose names begin with _ or .; rename it")


def _lines(work: Work, files: Files) -> DataFrame:
    """Each line, or row as a line of JSON, with the file and the first byte of the block that it was read from."""
    given: list[DataFrame] = []
    if files.lines:
        given.append(work.spark.read.option("lineSep", "\n").text(list(files.lines)).withColumn("text", F.col("value")))
    given += (work.spark.read.parquet(path).withColumn("text", F.to_json(F.struct("*"))) for path in files.tables)
    if not given:
        given.append(work.table([], "text string, _metadata struct<file_path string, file_block_start long>"))
    block = (F.col("_metadata.file_path").alias("uri"), F.col("_metadata.file_block_start").alias("start"))
    return reduce(DataFrame.unionAll, (g.select(*block, F.col("text").cast("binary").alias("text")) for g in given))


def number_blocks(counted: Iterable[tuple[str, int, int]], files: Files) -> Blocks:
    """Number the files, local ones in the order of the paths first, and the lines of each from its first block on.

    ``counted`` has (uri, start, number of lines) of each block.
    """
    order = {path: number for number, path in enumerate(files.names)}
    found: dict[tuple[str, int], Block] = {}
    number, last, before = -1, "", 0
    for uri, start, lines in sorted(counted, key=lambda c: (order.get(_path(c[0]), len(order)), c)):
        if uri != last:
            number, last, before = number + 1, uri, 0
        found[uri, start] = Block(number, files.names.get(_path(uri), _path(uri)), before)
        before += lines
    return found


def _path(uri: str) -> str:
    """The path of a local file's URI; any other as it is."""
    return unquote(urlsplit(uri).path) if uri.startswith("file:") else uri


def read(rows: Iterable[Any], *, blocks: Blocks, max_bytes: int) -> Iterator[tuple[int, int, str | None, str | None, list[str]]]:
    """Rows of ``ARTICLES`` from (uri, start, text), in which the lines of a block follow each other."""
    numbers: dict[tuple[str, int], int] = {}
    for uri, start, text in rows:
        block = blocks[uri, start]
        number = numbers[uri, start] = numbers.get((uri, start), block.before) + 1
        line = bytes(text).removeprefix(codecs.BOM_UTF8) if number == 1 else bytes(text)
        problems: list[Problem] = []
        article = read_line(line, f"{block.name}:{number}", problems=problems, max_bytes=max_bytes)
        if article or problems:
            told = [dumps(p) for p in problems]
            yield (block.file, number, article.id, dumps(article), told) if article else (block.file, number, None, None, told)
