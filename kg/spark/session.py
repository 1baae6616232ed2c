"""The Spark session: that of ``spark-submit`` or, without one, a small one in this process's own machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# How often a task may fail before the build does; plain local[N] allows no second try.
TRIES = 4
# How often in a row what a stage starts from may be lost with executors; Spark's four are few where machines come and go for hours.
LOSSES = 100
QUIET = Path(__file__).with_name("log4j2.properties")
# Java plans here and hands rows on: compiling its code thoroughly, beside the readers, took half of its time.
FRUGAL = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
ALONE = {
    "spark.driver.extraJavaOptions": f"{FRUGAL} -Dlog4j2.configurationFile={QUIET.as_uri()}",
    "spark.driver.memory": "1g",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
}
SUBMITTED = ("PYSPARK_GATEWAY_PORT", "PYSPARK_SUBMIT_ARGS")


@contextmanager
def session(threads: int = 1) -> Iterator[SparkSession]:
    """The session that is active, else that of ``spark-submit``, else ``local[threads,4]``; stopped at the end unless it was active.

    Raises KgError when pyspark or Java is missing.
    """
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as exc:
        raise KgError(f"the Spark engine needs pyspark ({exc}); pip install 'kg-news[spark]'") from exc
    active = SparkSession.getActiveSession()
    if active is not None:
        yield active
        return
    builder = SparkSession.builder.appName("kg build")
    if not any(name in os.environ for name in SUBMITTED):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master(f"local[{threads},{TRIES}]").config("spark.sql.shuffle.partitions", str(2 * threads))
        for name, value in ALONE.items():
            builder = builder.config(name, value)
    builder = builder.config("spark.stage.maxConsecutiveAttempts", str(LOSSES))
    builder = builder.config("spark.ui.showConsoleProgress", str(sys.stderr.isatty()).lower())
    try:
        spark = builder.getOrCreate()
    except PySparkRuntimeError as exc:
        raise KgError(f"Spark cannot be started ({exc}); it needs Java 17 (java -version, JAVA_HOME)") from exc
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()
