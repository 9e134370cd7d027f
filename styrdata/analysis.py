"""A dataset in Python: every table as a typed pandas DataFrame, and SQL over all of them.

In: a dataset's folder. Out: DataFrames with dates as datetime64, integers that can be missing, enumerations as
categories in their declared order, and money as exact decimals. It never writes, and it reads a table when it is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as pads

from normalize.schema import PARTITION, TABLE_NAMES, TableSchema, arrow_schema, table_schema
from styrdata.analysis_errors import DatasetError
from styrdata.connection import empty_table, layout_to_connection, query_errors, run, view_names
from styrdata.layout import FileRecord, Layout, path_to_layout

if TYPE_CHECKING:
    import duckdb

NULLABLE: dict[pa.DataType, pd.api.extensions.ExtensionDtype] = {
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


class Dataset:
    """A dataset that was opened for reading; see `styrdata.open`."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._frames: dict[str, pd.DataFrame] = {}

    def table(self, name: str) -> pd.DataFrame:
        """A table by its name, one row a record; DatasetError where there is none of this name."""
        if name not in TABLE_NAMES:
            raise DatasetError(f"There is no table {name}; there are {', '.join(TABLE_NAMES)}.")
        if name not in self._frames:
            frame = arrow_to_pandas(_read(self._layout, name))
            self._frames[name] = _with_categories(frame, table_schema(name))
        return self._frames[name]

    def sql(self, query: str, parameters: Mapping[str, object] | None = None) -> pd.DataFrame:
        """Run one SELECT in DuckDB over all tables and views; `$name` in it is filled from `parameters`.

        QueryError says what is wrong with the query.
        """
        with query_errors():
            return arrow_to_pandas(run(self.connection, query, parameters).to_arrow_table())

    def view(self, name: str) -> pd.DataFrame:
        """One of `views` as a DataFrame, such as `indicators_wide`."""
        if name not in view_names():
            raise DatasetError(f"There is no view {name}; there are {', '.join(view_names())}.")
        return self.sql(f"SELECT * FROM {name}")

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables."""
        return TABLE_NAMES

    @property
    def views(self) -> tuple[str, ...]:
        """Names of the views, for `view` and in SQL."""
        return view_names()

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The DuckDB connection itself, for what `sql` does not allow (tables of one's own, in memory)."""
        return layout_to_connection(self._layout)

    @property
    def files(self) -> list[FileRecord]:
        """What the import said of every input file, also of those that it could not read."""
        return self._layout.records()

    @property
    def documents(self) -> pd.DataFrame:
        """One row per imported file."""
        return self.table("documents")

    @property
    def goals(self) -> pd.DataFrame:
        """One row per goal heading in the body."""
        return self.table("goals")

    @property
    def sections(self) -> pd.DataFrame:
        """The prose, one row a heading."""
        return self.table("sections")

    @property
    def indicators(self) -> pd.DataFrame:
        """One row per row of an indicator table; `view("indicators_wide")` has targets and outcomes beside it."""
        return self.table("indicators")

    @property
    def indicator_values(self) -> pd.DataFrame:
        """One row per non-empty cell of an indicator's row."""
        return self.table("indicator_values")

    @property
    def activities(self) -> pd.DataFrame:
        """One row per activity."""
        return self.table("activities")

    @property
    def budget_lines(self) -> pd.DataFrame:
        """One row per amount in a budget or outcome table; `amount_sek` is an exact decimal."""
        return self.table("budget_lines")

    @property
    def budget_statements(self) -> pd.DataFrame:
        """Amounts said in prose."""
        return self.table("budget_statements")

    @property
    def table_cells(self) -> pd.DataFrame:
        """Every cell of every table, recognised or not."""
        return self.table("table_cells")

    @property
    def findings(self) -> pd.DataFrame:
        """What the importer noticed."""
        return self.table("findings")

    def __repr__(self) -> str:
        [(documents, first, last)] = self.connection.sql(
            "SELECT count(*), min(year), max(year) FROM documents"
        ).fetchall()
        years = f", {first}" if first == last else f", {first}-{last}"
        return f"<styrdata.Dataset {self._layout.root}: {documents} documents{years if first else ''}>"


def open_dataset(path: str | os.PathLike[str]) -> Dataset:
    """Open a dataset's folder; DatasetError says what to do where it is none or of another version."""
    return Dataset(path_to_layout(path))


def arrow_to_pandas(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as a DataFrame: exact decimals, integers and booleans that can be missing, dates as datetime64."""
    frame: pd.DataFrame = table.to_pandas(types_mapper=_arrow_to_dtype, date_as_object=False)
    return frame


def _arrow_to_dtype(kind: pa.DataType) -> pd.api.extensions.ExtensionDtype | None:
    """The pandas type of an Arrow type where it is not the usual one."""
    return pd.ArrowDtype(kind) if pa.types.is_decimal(kind) else NULLABLE.get(kind)


def _with_categories(frame: pd.DataFrame, table: TableSchema) -> pd.DataFrame:
    """Turn the columns that the contract closes into categories in the contract's order."""
    closed = {
        column.name: pd.CategoricalDtype(list(column.enum), ordered=True) for column in table.columns if column.enum
    }
    return frame.astype(closed)


def _read(layout: Layout, name: str) -> pa.Table:
    """A table's Parquet files in the contract's types, the partition column last."""
    files = layout.files(name)
    empty = empty_table(name)
    if not files:
        return empty
    partition = pads.partitioning(pa.schema([empty.schema.field(PARTITION)]), flavor="hive")
    dataset = pads.dataset(
        [str(file) for file in files],
        schema=pa.schema([*arrow_schema(name), empty.schema.field(PARTITION)]),
        format="parquet",
        partitioning=partition,
        partition_base_dir=str(layout.root / name),
    )
    return dataset.to_table()
