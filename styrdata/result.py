"""The result of a query on its way out: names, types and rows.

In: a DuckDB relation, the statement that is to be run. Out: plain Python values, as many as asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from styrdata.connection import query_errors

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyRelation

NUMERIC = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UINTEGER", "UBIGINT", "DOUBLE", "FLOAT", "DECIMAL")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a result: its name, and whether numbers stand in it."""

    name: str
    numeric: bool


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a query; `more` is true where the limit cut some off."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool = False


def fetch(relation: DuckDBPyRelation, limit: int | None = None) -> Result:
    """Run it and fetch its rows, at most `limit` rows of it."""
    with query_errors():
        description = relation.description
        rows = relation.fetchall() if limit is None else relation.limit(limit + 1).fetchall()
    columns = tuple(Column(item[0], str(item[1]).startswith(NUMERIC)) for item in description)
    more = limit is not None and len(rows) > limit
    return Result(columns, tuple(rows[:limit] if more else rows), more)


def fetch_arrow(relation: DuckDBPyRelation) -> pa.Table:
    """Run it and fetch the whole as an Arrow table, with its exact types."""
    with query_errors():
        return relation.to_arrow_table()
