"""What the shapes said of an article, as it is stored beside it."""

from __future__ import annotations

import json
from dataclasses import asdict

from kg.archive.database import json_of
from kg.validate.report import Report, Result


def findings_json(report: Report) -> str:
    """The results as JSON."""
    return json.dumps([asdict(r) for r in report.results], separators=(",", ":"))


def stored_report(blob: bytes) -> Report:
    """The report again."""
    return Report(tuple(Result(**fields) for fields in json_of(blob)))
