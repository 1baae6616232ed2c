"""Failures of Spark as faults that a user can mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import KgError

OURS = re.compile(r"kg\.errors\.KgError: (.+)")
CAUSE = re.compile(r"^(?:Caused by: |org\.apache\.spark\.\w+: )(.+)$", re.MULTILINE)


@contextmanager
def as_faults() -> Iterator[None]:
    """Raise KgError with the cause in one line instead of what Spark raises: the fault that a task met, or why a job was given up."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as exc:
        raise KgError(_cause(str(exc))) from exc


def _cause(message: str) -> str:
    ours = OURS.search(message)
    if ours:
        return ours[1]
    found = CAUSE.search(message)
    first = (found[1] if found else message.strip() or "no reason given").splitlines()[0]
    return f"Spark gave up ({first[:500]}); run again with --resume once that is mended"
