"""Literals in the few datatypes that survive every store (no doubles, no explicit xsd:string, no zones)."""

from __future__ import annotations

import re

from pyoxigraph import Literal

from kg.vocab import XSD

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def integer(value: int) -> Literal:
    """An ``xsd:integer``."""
    return Literal(str(value), datatype=XSD.integer)


def decimal(value: float | str) -> Literal:
    """An ``xsd:decimal`` without trailing zeros, at most four places."""
    text = f"{float(value):.4f}".rstrip("0").rstrip(".")
    return Literal(text or "0", datatype=XSD.decimal)


def date(value: str) -> Literal:
    """``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` as date, gYearMonth or gYear. Raises ValueError for anything else."""
    if not DATE.fullmatch(value):
        raise ValueError(f"not an ISO date, month or year: {value!r}")
    datatype = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}[len(value)]
    return Literal(value, datatype=datatype)


def string(value: str) -> Literal:
    """A plain string; characters that RDF 1.1 cannot carry (lone surrogates) become U+FFFD."""
    return Literal(value.encode("utf-8", "replace").decode("utf-8") if any("\ud800" <= c <= "\udfff" for c in value) else value)


def english(value: str) -> Literal:
    """A string in English."""
    return Literal(value, language="en")
