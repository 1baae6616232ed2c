"""Answers as tables of Python values, for loops, notebooks and pandas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, overload

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from kg.errors import KgError
from kg.query.terms import short
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    import pandas

    from kg.query.run import Result
    from kg.query.terms import Term

Value = str | int | bool | Decimal | date | datetime | None
Row = dict[str, Value]
SHOWN = 50
READ: dict[str, Callable[[str], Value]] = {
    "integer": int,
    "decimal": Decimal,
    "boolean": lambda text: text in ("true", "1"),
    "date": date.fromisoformat,
    "dateTime": lambda text: datetime.fromisoformat(text.replace("Z", "+00:00")),
}


class Table(Sequence[Row]):
    """Rows by the names of their columns. Cells are strings, numbers, dates or None (unbound).

    Dates of which only a year or a month is known ("2023-06") are strings.
    """

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        self.columns = tuple(columns)
        self.rows = tuple(map(tuple, rows))

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Table: ...
    def __getitem__(self, index: int | slice) -> Row | Table:
        """A row as a dict, or the table of some rows."""
        if isinstance(index, slice):
            return Table(self.columns, self.rows[index])
        return dict(zip(self.columns, self.rows[index], strict=True))

    def __iter__(self) -> Iterator[Row]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and (self.columns, self.rows) == (other.columns, other.rows)

    __hash__ = None  # type: ignore[assignment]

    def column(self, name: str) -> list[Value]:
        """The cells of a column. Raises KgError for a name that is not there."""
        if name not in self.columns:
            raise KgError(f"no column {name!r}; there are {', '.join(self.columns)}")
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """A DataFrame, for which pandas has to be installed; decimals (confidences) become floats, whole numbers stay whole."""
        try:
            import pandas
        except ImportError as exc:
            raise KgError("to_pandas needs pandas: pip install pandas") from exc
        cells = [[float(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in self.rows]
        frame = pandas.DataFrame(cells, columns=list(self.columns))
        return frame.astype({name: "Int64" for name in self.columns if _gappy(self.column(name))})

    def __repr__(self) -> str:
        from kg.cli._table import plain

        return f"{plain(list(self.columns), self._texts())}{self._count()}"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in self._texts())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{self._count()}</p>"

    def _texts(self) -> list[list[str]]:
        return [["" if cell is None else str(cell) for cell in row] for row in self.rows[:SHOWN]]

    def _count(self) -> str:
        shown = f", the first {SHOWN} shown" if len(self) > SHOWN else ""
        return f"{len(self):,} row{'' if len(self) == 1 else 's'}{shown}"


def table(result: Result, *, base: str) -> Table:
    """An answer of the engine as a table; IRIs in short where ``base`` says how, in full where it is ""."""
    if isinstance(result, QueryBoolean):
        return Table(["answer"], [[bool(result)]])
    if isinstance(result, QueryTriples):
        triples = sorted({(t.subject, t.predicate, t.object) for t in result}, key=lambda t: tuple(map(str, t)))
        return Table(["subject", "predicate", "object"], [[_value(term, base) for term in t] for t in triples])
    assert isinstance(result, QuerySolutions)
    names = [v.value for v in result.variables]
    return Table(names, [[_value(solution[name], base) for name in names] for solution in result])


def _value(term: Term | None, base: str) -> Value:
    if term is None:
        return None
    if not isinstance(term, Literal):
        return short(term, base) if base or not isinstance(term, NamedNode) else term.value
    kind = term.datatype.value.removeprefix(PREFIXES["xsd"])
    try:
        return READ.get(kind, str)(term.value)
    except (ValueError, ArithmeticError):
        return term.value  # a date beyond the years 1 to 9999


def _gappy(cells: Sequence[Value]) -> bool:
    """Whole numbers of which some are missing: pandas would make them floats, and 7 reports 7.0."""
    return None in cells and {type(cell) for cell in cells} == {int, type(None)}
