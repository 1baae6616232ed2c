"""The frozen records of the line as JSON and back, so that an archive can be read without the code that wrote it.

A dataclass becomes an object without the fields that have their default, a tuple an array. Fields that a record no longer has are
passed over and new ones take their default, so that what an older version wrote can still be read.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from kg.model import Article

T = TypeVar("T")
Convert = Callable[[Any], Any]


def dumps(record: object) -> str:
    """Canonical JSON in ASCII: equal records give equal text."""
    return _JSON.encode(record)


def loads(kind: type[T], text: str) -> T:
    """The record of a dataclass that ``dumps`` wrote."""
    read: Convert = _reader(cast(Hashable, kind))
    made: T = read(json.loads(text))
    return made


def digest(article: Article) -> str:
    """A hash of all that an import depends on: text, metadata and blocks, but not the place that it was read from."""
    return hashlib.sha256(dumps(replace(article, origin="")).encode("ascii")).hexdigest()


def _told(record: Any) -> dict[str, object]:
    """The fields of a dataclass that have not their default."""
    return {name: found for name, default in _defaults(record.__class__) if (found := getattr(record, name)) != default}


@cache
def _defaults(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    """The fields of a dataclass with their defaults; MISSING, which no value equals, where there is none."""
    return tuple((f.name, f.default) for f in fields(kind))


_JSON = json.JSONEncoder(separators=(",", ":"), default=_told)


@cache
def _reader(hint: Hashable) -> Convert:
    """What turns JSON into a value of the type that a field is declared with."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (some,) = (_reader(kind) for kind in inner if kind is not type(None))
        return lambda raw: None if raw is None else some(raw)
    if origin is tuple:
        return _tuple_reader(inner)
    if isinstance(hint, type) and is_dataclass(hint):
        return _record_reader(hint)
    if isinstance(hint, type) and issubclass(hint, tuple):  # a NamedTuple
        each = [_reader(kind) for kind in get_type_hints(hint).values()]
        return lambda raw: hint(*(read(r) for read, r in zip(each, raw, strict=True)))
    return lambda raw: raw


def _tuple_reader(inner: tuple[Any, ...]) -> Convert:
    if inner[-1] is Ellipsis:
        one = _reader(inner[0])
        return lambda raw: tuple(map(one, raw))
    each = [_reader(kind) for kind in inner]
    return lambda raw: tuple(read(r) for read, r in zip(each, raw, strict=True))


def _record_reader(kind: type[Any]) -> Convert:
    hints: Mapping[str, Any] = get_type_hints(kind)
    readers = {f.name: _reader(hints[f.name]) for f in fields(kind)}
    return lambda raw: kind(**{name: read(raw[name]) for name, read in readers.items() if name in raw})
