"""A dataset to take along: CSV files, a workbook, a SQLite database, a DuckDB database.

In: a dataset's layout and a place to write to. Out: the files, and how many rows went where. A file is written beside its
place and moved there when it is whole; the dataset itself is only read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalize.schema import TABLE_NAMES, TABLES
from styrdata import datapackage
from styrdata.analysis_errors import DatasetError, require
from styrdata.connection import layout_to_connection, views_sql
from styrdata.formats import write_csv_rows, write_xlsx
from styrdata.layout import Layout

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BATCH = 20_000
"""Rows that are held in memory at once."""
SHEET_ROWS = 1_048_575
"""Rows that a sheet holds below its header."""
WIDE_VIEWS = ("indicators_wide", "activities_wide", "budget_by_area", "unit_budgets", "target_outcome")
"""Views that are worth a file of their own."""
FORMAT_OF_SUFFIX = {".xlsx": "xlsx", ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".duckdb": "duckdb"}


@dataclass(frozen=True, slots=True)
class Part:
    """One table or view that is taken along, and how many rows it has."""

    name: str
    rows: int


def path_to_format(path: Path) -> str:
    """The format that a file's name asks for; `csv` for a folder. DatasetError where it is neither."""
    suffix = path.suffix.lower()
    if suffix in FORMAT_OF_SUFFIX:
        return FORMAT_OF_SUFFIX[suffix]
    if suffix in ("", ".csv") and not path.is_file():
        return "csv"
    raise DatasetError(f"{path} is no folder (for CSV) and no .xlsx, .db or .duckdb file; name one of these.")


def export(layout: Layout, to: Path, format_: str, names: Sequence[str] = ()) -> list[Part]:
    """Write the dataset's tables (or only `names`) to a file or folder; what was written."""
    connection = layout_to_connection(layout)
    parts = [Part(name, _count(connection, name)) for name in names or TABLE_NAMES]
    writers: dict[str, Callable[[DuckDBPyConnection, Path, list[Part]], None]] = {
        "csv": to_csv,
        "xlsx": to_xlsx,
        "sqlite": to_sqlite,
        "duckdb": to_duckdb,
    }
    writers[format_](connection, to, parts)
    return parts


def to_csv(connection: DuckDBPyConnection, folder: Path, parts: Sequence[Part]) -> None:
    """Write one CSV file a table, for Excel (byte order mark, formulas defused), and a datapackage.json."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in parts:
        names, batches = stream(connection, f"SELECT * FROM {part.name}")
        with (
            replaced(folder / f"{part.name}.csv") as path,
            path.open("w", encoding="utf-8-sig", newline="") as out,
        ):
            write_csv_rows(out, names, (row for batch in batches for row in batch), defuse=True)
    paths = {part.name: f"{part.name}.csv" for part in parts}
    datapackage.write(folder, datapackage.csv_datapackage(paths))


def to_xlsx(connection: DuckDBPyConnection, path: Path, parts: Sequence[Part]) -> None:
    """Write a workbook with one sheet a table; DatasetError where a table has more rows than a sheet."""
    for part in parts:
        if part.rows > SHEET_ROWS:
            raise DatasetError(
                f"{part.name} has {part.rows} rows, a sheet holds {SHEET_ROWS}; leave it out with --table, or export "
                "to a .db file or a folder."
            )
    with replaced(path) as unfinished:
        write_xlsx(str(unfinished), (_sheet(connection, part.name) for part in parts))


def _sheet(connection: DuckDBPyConnection, name: str) -> tuple[str, list[str], Iterator[tuple[Any, ...]]]:
    """A table as a sheet, its rows fetched while they are written: one sheet at a time."""
    names, batches = stream(connection, f"SELECT * FROM {name}")
    return name, names, (row for batch in batches for row in batch)


def to_sqlite(connection: DuckDBPyConnection, path: Path, parts: Sequence[Part]) -> None:
    """Write a SQLite database with keys, indexes and full-text search; see export_sqlite."""
    export_sqlite = require("styrdata.export_sqlite")
    with replaced(path) as unfinished:
        export_sqlite.write_sqlite(connection, unfinished, [part.name for part in parts])


def to_duckdb(connection: DuckDBPyConnection, path: Path, parts: Sequence[Part]) -> None:
    """Write a DuckDB database: tables with keys and descriptions, and the views where all tables are there."""
    order = {table: number for number, table in enumerate(TABLE_NAMES)}
    chosen = sorted((part.name for part in parts), key=lambda name: order.get(name, len(order)))
    with replaced(path) as unfinished:
        literal = str(unfinished).replace("'", "''")
        connection.execute(f"ATTACH '{literal}' AS target")
        for name in chosen:
            _create_duckdb(connection, name, chosen)
        for table in (table for table in TABLES if table.name in chosen):
            _describe(connection, f"TABLE target.{table.name}", table.description)
            for column in table.all_columns:
                _describe(connection, f"COLUMN target.{table.name}.{column.name}", column.description)
        if set(TABLE_NAMES) <= set(chosen):
            connection.execute("USE target")
            connection.execute(views_sql())
            connection.execute("USE memory")
        connection.execute("DETACH target")


def _create_duckdb(connection: DuckDBPyConnection, name: str, chosen: Sequence[str]) -> None:
    """Create one table with its key and with its references to the tables before it, and fill it.

    A reference within its own table (a goal's parent) is not declared: DuckDB would look for the parent before the rows
    of the same statement are there.
    """
    described = connection.execute(f"DESCRIBE {name}").fetchall()
    schema = next((table for table in TABLES if table.name == name), None)
    parts = [f'"{column}" {kind}' for column, kind, *_ in described]
    if schema and len(schema.key) == 1:
        parts.append(f"PRIMARY KEY ({schema.key[0]})")
    for column in schema.columns if schema else ():
        table, _, key = (column.references or "").partition(".")
        if table in chosen and table != name:
            parts.append(f"FOREIGN KEY ({column.name}) REFERENCES {table} ({key})")
    connection.execute(f"CREATE TABLE target.{name} ({', '.join(parts)})")
    connection.execute(f"INSERT INTO target.{name} SELECT * FROM {name}")


def stream(connection: DuckDBPyConnection, sql: str) -> tuple[list[str], Iterator[list[tuple[Any, ...]]]]:
    """Column names and batches of rows of a SELECT."""
    cursor = connection.execute(sql)
    names = [item[0] for item in cursor.description or []]
    return names, iter(lambda: cursor.fetchmany(BATCH), [])


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to, moved over it when all went well and removed when not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _count(connection: DuckDBPyConnection, name: str) -> int:
    """Rows of a table or view."""
    [(rows,)] = connection.execute(f"SELECT count(*) FROM {name}").fetchall()
    return int(rows)


def _describe(connection: DuckDBPyConnection, what: str, text: str) -> None:
    """Put a description on a table or column."""
    literal = text.replace("'", "''")
    connection.execute(f"COMMENT ON {what} IS '{literal}'")
