"""Literals in the few datatypes that survive every store (no doubles, no explicit xsd:string, no zones)."""

from __future__ import annotations

import datetime
import math
import re
from functools import lru_cache

from pyoxigraph import Literal

from kg.vocab import XSD

REMEMBERED = 10_000
DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
SURROGATES = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=REMEMBERED)
def integer(value: int) -> Literal:
    """An ``xsd:integer``."""
    return Literal(str(value), datatype=XSD.integer)


@lru_cache(maxsize=REMEMBERED)
def decimal(value: float | str) -> Literal:
    """An ``xsd:decimal`` without trailing zeros, at most four places. Raises ValueError for what is no finite number."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"not a decimal number: {value!r}")
    text = f"{number:.4f}".rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=XSD.decimal)


def date(value: str) -> Literal:
    """``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` as date, gYearMonth or gYear. Raises ValueError for anything else."""
    if not DATE.fullmatch(value):
        raise ValueError(f"not an ISO date, month or year: {value!r}")
    datetime.date.fromisoformat(value + "0001-01-01"[len(value) :])  # raises for the 30th of February
    datatype = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}[len(value)]
    return Literal(value, datatype=datatype)


def time(value: str) -> Literal:
    """``YYYY-MM-DDThh:mm:ssZ`` as an ``xsd:dateTime``. Raises ValueError for anything else."""
    if not TIME.fullmatch(value):
        raise ValueError(f"not a time in UTC: {value!r}")
    datetime.datetime.fromisoformat(value[:-1])
    return Literal(value, datatype=XSD.dateTime)


def string(value: str) -> Literal:
    """A plain string; characters that RDF 1.1 cannot carry (lone surrogates) become U+FFFD."""
    return Literal(value if value.isascii() else SURROGATES.sub("\ufffd", value))


def english(value: str) -> Literal:
    """A string in English, of the same characters."""
    return Literal(SURROGATES.sub("\ufffd", value), language="en")
