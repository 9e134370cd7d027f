"""The dataset as one SQLite database: tables with keys, the views as tables, indexes, full-text search.

In: a DuckDB connection on a dataset, and a path where nothing is. Out: a database whose amounts stand both in kronor
(`amount_sek`, a float) and exact in whole öre (`amount_ore`), whose dates are ISO text and whose boxes are JSON. The views
are written out as tables, so that they can be browsed, filtered and followed like any other.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlite_utils

from normalize.schema import TABLES
from styrdata.export import WIDE_VIEWS, stream

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

VIEWS = ("documents_overview", "goal_paths", *WIDE_VIEWS)
"""Views that are written out as tables, where all tables are taken along."""
SEARCHED = {
    "documents": ("title", "organisation", "committee", "source_path"),
    "goals": ("title",),
    "sections": ("heading", "text"),
    "indicators": ("name", "analysis"),
    "activities": ("description", "deviation", "analysis"),
    "budget_lines": ("section", "label", "parent_label"),
    "budget_statements": ("sentence",),
    "findings": ("message",),
}
"""Columns with prose and names, by table."""
TOKENIZER = "unicode61 remove_diacritics 0"
"""å, ä and ö are letters of their own."""
INDEXED = ("document_id", "goal_id", "indicator_id", "parent_goal_id", "year", "value_year", "end_date")
KEYS = {table.name: table.key for table in TABLES if len(table.key) == 1}
VIEW_KEYS = {
    "documents_overview": "document_id",
    "goal_paths": "goal_id",
    "indicators_wide": "indicator_id",
    "activities_wide": "activity_id",
    "budget_by_area": "budget_line_id",
    "unit_budgets": "budget_line_id",
    "target_outcome": "indicator_id",
}
POINTS_TO = {
    "document_id": "documents",
    "goal_id": "goals",
    "parent_goal_id": "goals",
    "indicator_id": "indicators",
    "plan_document_id": "documents",
    "plan_indicator_id": "indicators",
    "inriktningsmal_id": "goals",
    "kf_mal_id": "goals",
    "namndmal_id": "goals",
    "enhetsmal_id": "goals",
    "activity_id": "activities",
    "budget_line_id": "budget_lines",
}
"""Tables by the column that names one of their rows."""
PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000", "temp_store = MEMORY")
"""The file is made in one go and thrown away where that fails, so nothing needs to survive a crash."""


Watch = Callable[[int], None]
"""Told of every so many rows that are written or indexed."""


def steps(connection: DuckDBPyConnection, tables: Sequence[str]) -> int:
    """How many rows `write_sqlite` will tell a watcher of."""
    names = (*tables, *(VIEWS if len(tables) == len(TABLES) else ()), *(name for name in SEARCHED if name in tables))
    counts = " UNION ALL ".join(f"SELECT count(*) AS n FROM {name}" for name in names)
    [(total,)] = connection.execute(f"SELECT sum(n) FROM ({counts})").fetchall()
    return int(total or 0)


def write_sqlite(
    connection: DuckDBPyConnection, path: Path, tables: Sequence[str], watch: Watch = lambda rows: None
) -> None:
    """Write the tables, and where all are taken along the views, to a new database."""
    views = VIEWS if len(tables) == len(TABLES) else ()
    database = sqlite_utils.Database(sqlite3.connect(path))
    for pragma in PRAGMAS:
        database.conn.execute(f"PRAGMA {pragma}")
    names = {*tables, *views}
    for name in (*tables, *views):
        _write_table(connection, database, name, names, watch)
    for name in (name for name in SEARCHED if name in names):
        database.table(name).enable_fts(SEARCHED[name], tokenize=TOKENIZER)
        watch(database.table(name).count)
    database.conn.execute("ANALYZE")
    database.conn.commit()
    database.close()


def _write_table(
    connection: DuckDBPyConnection, database: sqlite_utils.Database, name: str, names: set[str], watch: Watch
) -> None:
    """Create one table with its keys, fill it, and index the columns that rows are looked up by."""
    described = connection.execute(f"DESCRIBE {name}").fetchall()
    expressions: list[str] = []
    types: dict[str, type] = {}
    for column, kind, *_ in described:
        for new, expression, python in _column_to_sqlite(column, kind):
            expressions.append(f'{expression} AS "{new}"')
            types[new] = python
    key = KEYS.get(name, (VIEW_KEYS.get(name),))[0]
    foreign = [
        (column, POINTS_TO[column], _key_of(POINTS_TO[column]))
        for column in types
        if POINTS_TO.get(column) in names and not (POINTS_TO[column] == name and column == key)
    ]
    database.table(name).create(types, pk=key, foreign_keys=foreign)
    _, batches = stream(connection, f"SELECT {', '.join(expressions)} FROM {name}")
    marks = ", ".join("?" * len(types))
    for batch in batches:
        database.conn.executemany(f'INSERT INTO "{name}" VALUES ({marks})', batch)
        watch(len(batch))
    for column in INDEXED:
        if column in types and column != key:
            database.table(name).create_index([column])


def _key_of(table: str) -> str:
    """The one key column of a table that others point to."""
    return KEYS[table][0]


def _column_to_sqlite(column: str, kind: str) -> list[tuple[str, str, Any]]:
    """A DuckDB column as SQLite columns: (name, expression, Python type)."""
    quoted = f'"{column}"'
    if kind.startswith("DECIMAL"):
        ore = column.removesuffix("_sek") + "_ore"
        return [(column, f"{quoted}::DOUBLE", float), (ore, f"({quoted}::DECIMAL(38, 2) * 100)::BIGINT", int)]
    if kind in ("DOUBLE", "FLOAT"):
        return [(column, quoted, float)]
    if kind == "BOOLEAN":
        return [(column, f"{quoted}::INTEGER", int)]
    if kind.endswith(("INT", "INTEGER")):
        return [(column, quoted, int)]
    if kind.endswith("]"):
        return [(column, f"to_json({quoted})::VARCHAR", str)]
    return [(column, f"{quoted}::VARCHAR", str)]
