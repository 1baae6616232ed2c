"""Rules, and what a shape or a rule finds before it is told which graph and which passage it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from kg.validate.report import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint over several nodes; ``query`` is "" for one that ``kg.validate.checks`` computes."""

    iri: str
    message: str
    severity: Severity
    query: str = ""

    @property
    def name(self) -> str:
        """The local name."""
        return self.iri.rpartition("#")[2].rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Finding:
    """The fields are those of ``kg.validate.report.Result``."""

    focus: str
    shape: str
    path: str
    value: str
    severity: Severity
    message: str
    component: str
    graph: str = ""
