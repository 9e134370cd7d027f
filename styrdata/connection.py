"""A dataset's Parquet files as DuckDB tables and views, for reading.

In: a Layout and SQL. Out: a DuckDB connection on which every table and every view of views.sql stands under its name,
and results of statements that only read. It never writes below the dataset, never loads an extension from the network
and never runs a statement that changes anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from normalize.schema import PARTITION, TABLE_NAMES, arrow_schema, table_schema
from styrdata.analysis_errors import QueryError, require
from styrdata.layout import Layout

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

SETTINGS = (
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET TimeZone = 'UTC'",
)
EXPLAIN = re.compile(r"^\s*explain\s+(analyze\s+)?(\([^)]*\)\s*)?", re.IGNORECASE)
LOCATION = re.compile(r"^LINE \d+:", re.MULTILINE)


def layout_to_connection(layout: Layout) -> DuckDBPyConnection:
    """Open a DuckDB connection in memory with all tables and views of the dataset."""
    connection: DuckDBPyConnection = require("duckdb").connect(":memory:")
    for setting in SETTINGS:
        connection.execute(setting)
    for table in TABLE_NAMES:
        if next(iter((layout.root / table).glob("*/*.parquet")), None) is None:
            connection.register(table, empty_table(table))
        else:
            connection.execute(f"CREATE VIEW {table} AS SELECT * FROM {parquet_scan(layout.glob(table))}")
    connection.execute(views_sql())
    return connection


def empty_table(table: str) -> pa.Table:
    """A table of the contract with no rows, the partition column last."""
    schema = arrow_schema(table)
    year = next(column for column in table_schema(table).all_columns if column.name == PARTITION)
    return schema.append(pa.field(year.name, year.type)).empty_table()


def parquet_scan(pattern: str) -> str:
    """The DuckDB call that reads a table's files, with the partition column in its declared type."""
    literal = _escape_glob(pattern).replace("'", "''")
    return f"read_parquet('{literal}', hive_partitioning = true, hive_types = {{'{PARTITION}': SMALLINT}})"


@cache
def views_sql() -> str:
    """The text of views.sql."""
    return files("styrdata").joinpath("views.sql").read_text("utf-8")


@cache
def view_names() -> tuple[str, ...]:
    """Names of all views in views.sql, in its order."""
    return tuple(re.findall(r"^CREATE OR REPLACE VIEW (\w+)", views_sql(), re.MULTILINE))


def run(connection: DuckDBPyConnection, sql: str, parameters: Mapping[str, object] | None = None) -> DuckDBPyRelation:
    """Run one statement that reads; its result is fetched within `query_errors`, for some errors come only then."""
    with query_errors():
        text = _only_reading(connection, sql)
        return connection.sql(text, params=dict(parameters or {}))


@contextmanager
def query_errors() -> Iterator[None]:
    """Turn DuckDB's errors into a QueryError that says in one sentence what is wrong."""
    duckdb = require("duckdb")
    try:
        yield
    except duckdb.Error as error:
        raise QueryError(error_to_sentence(error)) from error


def error_to_sentence(error: Exception) -> str:
    """DuckDB's message without the echo of the statement: what is wrong, and what may have been meant."""
    text = LOCATION.split(str(error))[0]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " ".join(lines) or type(error).__name__


def _only_reading(connection: DuckDBPyConnection, sql: str) -> str:
    """The statement to run, EXPLAIN looked through; QueryError where there is none, several, or one that writes."""
    statements: list[Any] = connection.extract_statements(sql)
    if not statements:
        raise QueryError('There is no SQL to run; try "SELECT count(*) FROM goals".')
    if len(statements) > 1:
        raise QueryError(f"One statement at a time, please: this is {len(statements)}.")
    kind = statements[0].type.name
    if kind == "EXPLAIN":
        _only_reading(connection, EXPLAIN.sub("", statements[0].query, count=1))
    elif kind != "SELECT":
        raise QueryError(f"The dataset is opened for reading only: {kind} is not allowed, SELECT is.")
    text: str = statements[0].query
    return text.strip().rstrip(";")


def _escape_glob(pattern: str) -> str:
    """Shield the folder's own brackets, so that only the pattern's two last parts are a pattern."""
    root, year, name = pattern.rsplit("/", 2)
    return re.sub(r"([\[\]*?])", r"[\1]", root) + f"/{year}/{name}"
