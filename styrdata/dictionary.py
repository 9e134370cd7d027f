"""The data dictionary: every table and column of the dataset, from the place that declares them.

In: normalize.schema. Out: text for a terminal, Markdown for README, or plain data for JSON. It never says anything of a
column that its declaration does not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from normalize.schema import PARTITION, SCHEMA_VERSION, TABLES, Column, TableSchema


def dictionary() -> dict[str, Any]:
    """All of it as plain data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "partition": PARTITION,
        "tables": [
            {
                "name": table.name,
                "description": table.description,
                "key": list(table.key),
                "columns": [_column(column) for column in table.all_columns],
            }
            for table in TABLES
        ],
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": type_name(column),
        "nullable": column.nullable,
        "description": column.description,
        "references": column.references,
        "enum": list(column.enum),
    }


def type_name(column: Column) -> str:
    """The column's Arrow type as schema.md writes it."""
    written = str(column.type)
    return {"date32[day]": "date32", "double": "float64"}.get(written, written)


def meaning(column: Column) -> str:
    """The description, with the closed set of values and the column referred to."""
    parts = [column.description]
    if column.enum:
        parts.append("One of " + ", ".join(f"`{value}`" for value in column.enum) + ".")
    if column.references:
        parts.append(f"Refers to `{column.references}`.")
    return " ".join(parts)


def as_markdown() -> Iterator[str]:
    """Lines of Markdown: a heading and a table for each table."""
    for table in TABLES:
        yield from (f"### {table.name}", "", f"{table.description} {_key(table)}", "")
        yield from ("| column | type | null | meaning |", "|---|---|---|---|")
        for column in table.all_columns:
            null = "yes" if column.nullable else "no"
            text = meaning(column).replace("|", "\\|")
            yield f"| `{column.name}` | {type_name(column)} | {null} | {text} |"
        yield ""


def as_text() -> Iterator[str]:
    """Lines for a terminal."""
    for table in TABLES:
        yield f"{table.name}: {table.description} {_key(table)}"
        width = max(len(column.name) for column in table.all_columns)
        types = max(len(type_name(column)) for column in table.all_columns)
        for column in table.all_columns:
            null = "    " if column.nullable else "not "
            text = meaning(column).replace("`", "")
            yield f"  {column.name:<{width}}  {type_name(column):<{types}}  {null}null  {text}"
        yield ""


def _key(table: TableSchema) -> str:
    return "Key: " + ", ".join(f"`{name}`" for name in table.key) + "."
