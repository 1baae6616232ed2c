"""The Parquet of facts: the records of ``kg.facts`` as nested columns, derived from the records themselves."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pyspark.sql.types import ArrayType, BooleanType, DataType, DoubleType, LongType, StringType, StructField, StructType

from kg.facts import ArticleFacts
from kg.model import Article

SIMPLE: Mapping[object, DataType] = {str: StringType(), bool: BooleanType(), int: LongType(), float: DoubleType()}
TEXT = ("text", "blocks")


def facts_schema() -> StructType:
    """One row an article: its fields without the text, and what it says."""
    about = (c for c in _columns(Article) if c.name not in TEXT)
    says = (c for c in _columns(ArticleFacts) if c.name != "article")
    return StructType([*about, *says])


def plain(facts: ArticleFacts) -> dict[str, Any]:
    """The row of an article as JSON."""
    about = {name: value for name, value in _plain(facts.article).items() if name not in TEXT}
    return about | {name: value for name, value in _plain(facts).items() if name != "article"}


def _plain(value: Any) -> Any:
    if is_dataclass(value) or hasattr(value, "_fields"):
        return {name: _plain(getattr(value, name)) for name in _names(type(value))}
    return [_plain(v) for v in value] if isinstance(value, tuple) else value


def _names(kind: type[Any]) -> Iterator[str]:
    """The fields of a record, and what it derives from them."""
    yield from (f.name for f in fields(kind)) if is_dataclass(kind) else kind._fields
    yield from (name for name, member in vars(kind).items() if isinstance(member, property))


def _columns(kind: type[Any]) -> Iterator[StructField]:
    hints = get_type_hints(kind)
    for name in _names(kind):
        member = getattr(kind, name, None)
        hint = get_type_hints(member.fget)["return"] if isinstance(member, property) else hints[name]
        yield StructField(name, _type(hint))


def _type(hint: Any) -> DataType:
    origin, inner = get_origin(hint), get_args(hint)
    if hint in SIMPLE:
        return SIMPLE[hint]
    if origin is Literal:
        return StringType()
    if origin in (Union, types.UnionType):
        (some,) = (_type(one) for one in inner if one is not type(None))
        return some
    if origin is tuple:
        return ArrayType(_type(inner[0]))
    return StructType(list(_columns(hint)))
