"""The folder that all nodes share, and the tables of one build in it."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyspark import RDD
from pyspark.sql import DataFrame, SparkSession

log = logging.getLogger("kg.build")

TABLES = "tables"
GLOB = re.compile(r"([\\\[\]{}*?])")
# Tasks whose number does not depend on the cluster, so that a run that is resumed has the same ones: of few articles where these are
# few, so that there is one for each core, and else of so many that a task takes longer than its planning.
FEWEST, MOST = 16, 128
ENOUGH_TASKS = 64
MOST_TASKS = 10_000


@dataclass(frozen=True, slots=True)
class Work:
    """Where a build keeps what it has worked out: ``folder`` is seen by the driver and all executors under the same path."""

    spark: SparkSession
    folder: Path

    def kept(self, name: str, table: DataFrame) -> DataFrame:
        """The table read back from the folder: what follows does not work it out again, whichever executor is lost."""
        log.info("%s", name)
        self.spark.sparkContext.setJobDescription(f"kg build: {name}")
        place = str(self.folder / TABLES / name)
        table.write.mode("overwrite").parquet(place)
        return self.spark.read.schema(table.schema).parquet(literal(place))

    def clear(self) -> None:
        """Remove the tables of an earlier run; its part files stay."""
        shutil.rmtree(self.folder / TABLES, ignore_errors=True)

    def drop(self, name: str) -> None:
        """Remove a table that is no longer needed."""
        shutil.rmtree(self.folder / TABLES / name, ignore_errors=True)

    def table(self, rows: RDD[Any] | Iterable[Any], schema: str) -> DataFrame:
        """Rows as a table; ``schema`` as in "name string, number long"."""
        return self.spark.createDataFrame(rows, schema, verifySchema=False)


def literal(path: str) -> str:
    """A path that Spark does not take for a pattern."""
    return GLOB.sub(r"\\\1", path)


def tasks(articles: int) -> int:
    """How many tasks so many articles make."""
    size = min(MOST, max(FEWEST, articles // ENOUGH_TASKS))
    return max(1, min(MOST_TASKS, -(-articles // size)))
