"""What validation found, and how it is shown: as text for a person, as JSON, and as a W3C validation report."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Literal

from kg.query.terms import visible
from kg.vocab import PREFIXES

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")
SH = "http://www.w3.org/ns/shacl#"
KGS = "https://w3id.org/kg-news/shapes#"
REPORT = "https://w3id.org/kg-news/id/report"
XSD_STRING = "^^<http://www.w3.org/2001/XMLSchema#string>"
EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Result:
    """One fault: ``shape`` says what was expected of ``focus``, ``value`` is the term at fault.

    ``focus``, ``shape``, ``path``, ``component`` and ``graph`` are IRIs (``focus`` also ``_:b0``), "" where there is none;
    ``value`` is a term in N-Triples syntax or "". ``evidence`` is the passage of the article that the node rests on, or "".
    """

    focus: str
    shape: str
    path: str
    value: str
    severity: Severity
    message: str
    graph: str = ""
    evidence: str = ""
    component: str = ""

    def key(self) -> tuple[int, str, str, str, str, str]:
        """Sort order: the worst first, then by graph, node, shape, path and value."""
        return (SEVERITIES.index(self.severity), self.graph, self.focus, self.shape, self.path, self.value)


@dataclass(frozen=True, slots=True)
class Report:
    """All results, sorted and without repetition."""

    results: tuple[Result, ...]

    @property
    def conforms(self) -> bool:
        """True if no result is a violation; warnings and information do not count."""
        return all(r.severity != "violation" for r in self.results)

    def summary(self) -> str:
        """One line: how many results of each severity."""
        counts = Counter(r.severity for r in self.results)
        parts = [f"{n} {s}{'s' if n != 1 and s != 'info' else ''}" for s in SEVERITIES if (n := counts[s])]
        verdict = "conforms" if self.conforms else "does not conform"
        return f"{verdict}: {', '.join(parts) or 'no results'}"

    def to_text(self) -> str:
        """A paragraph per result and the summary as last line."""
        return "\n".join([*(_paragraph(r) for r in self.results), self.summary()]) + "\n"

    def to_json(self) -> str:
        """``{"conforms": ..., "results": [...]}``, keys as the fields of ``Result``."""
        body = {"conforms": self.conforms, "results": [asdict(r) for r in self.results]}
        return json.dumps(body, ensure_ascii=False, indent=2) + "\n"

    def to_turtle(self, iri: str = REPORT) -> str:
        """A ``sh:ValidationReport`` without blank nodes; a result's IRI is ``iri`` and a digest of what it says.

        ``sh:conformanceDisallows`` (SHACL 1.2) states that only violations stand against ``sh:conforms``.
        """
        return _turtle(self, iri)


def short(iri: str) -> str:
    """An IRI with one of kg's prefixes where it has one, otherwise in angle brackets; blank nodes as they are."""
    if iri.startswith("_:"):
        return iri
    for prefix, base in {"kgs": KGS, "sh": SH, **PREFIXES}.items():
        local = iri.removeprefix(base)
        if local != iri and local.replace("-", "").replace("_", "").isalnum() and local.isascii():
            return f"{prefix}:{local}"
    return f"<{iri}>"


def _paragraph(result: Result) -> str:
    lines = [f"{result.severity}  {short(result.focus)}  {short(result.shape)}", f"  {result.message}"]
    if result.path:
        lines.append(f"  path:     {short(result.path)}")
    if result.value:
        lines.append(f"  value:    {_excerpt(_shown(result.value))}")
    if result.evidence:
        lines.append(f"  evidence: {_excerpt(result.evidence)}")
    if result.graph:
        lines.append(f"  graph:    <{result.graph}>")
    return "\n".join(lines) + "\n"


def _shown(value: str) -> str:
    if value.startswith("<"):
        return short(value[1:-1])
    if '"^^<' in value:
        lexical, _, datatype = value.rpartition("^^<")
        return f"{lexical}^^{short(datatype[:-1])}"
    return value


def _excerpt(text: str) -> str:
    line = visible(" ".join(text.split()))
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1]}…"


def _turtle(report: Report, iri: str) -> str:
    ids = {f"{iri}.{_digest(r)}": r for r in report.results}
    lines = [f"@prefix sh: <{SH}> .", f"@prefix kgs: <{KGS}> .", "", f"<{iri}> a sh:ValidationReport ;"]
    tail = [f"sh:result <{i}>" for i in sorted(ids)]
    head = [f"sh:conforms {str(report.conforms).lower()}", "sh:conformanceDisallows sh:Violation"]
    lines.append("    " + " ;\n    ".join(head + tail) + " .")
    for name in sorted(ids):
        lines += ["", f"<{name}> a sh:ValidationResult ;", "    " + " ;\n    ".join(_properties(ids[name], iri)) + " ."]
    return "\n".join(lines) + "\n"


def _properties(result: Result, iri: str) -> list[str]:
    pairs = [
        ("focusNode", _node(result.focus, iri)),
        ("resultPath", f"<{result.path}>" if result.path else ""),
        ("value", _node(result.value, iri)),
        ("resultSeverity", f"sh:{result.severity.capitalize()}"),
        ("resultMessage", _quoted(result.message)),
        ("sourceShape", f"<{result.shape}>"),
        ("sourceConstraintComponent", f"<{result.component}>"),
    ]
    return [f"sh:{name} {term}" for name, term in pairs if term and term != "<>"]


def _node(term: str, iri: str) -> str:
    """A term in Turtle; a blank node gets a name under the report's, since a report must not depend on labels of a parser."""
    if term.startswith("_:"):
        return f"<{iri}.blank.{term[2:]}>"
    if term.startswith(("<", '"')):
        return term.removesuffix(XSD_STRING)
    return f"<{term}>" if term else ""


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _digest(result: Result) -> str:
    content = "\n".join((result.focus, result.shape, result.path, result.value))
    return sha256(content.encode()).hexdigest()[:16]
