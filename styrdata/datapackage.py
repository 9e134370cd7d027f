"""`datapackage.json`: the dataset described for other tools, as a Data Package (version 2).

In: a dataset's folder, or the files of an export. Out: a descriptor with every column's type, description, keys and closed
values, and with the Fiscal Data Package's terms on the budget's columns. It says nothing of when or where it was
written, so the same files give the same bytes; it opens no data file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from normalize.schema import PARTITION, SCHEMA_VERSION, TABLES, YEAR, Column, TableSchema
from styrdata.store import DATAPACKAGE

PROFILE = "https://datapackage.org/profiles/2.0"
TITLE = "Styrdata: mål, indikatorer, aktiviteter och budget ur arkiverade planer och rapporter"
DESCRIPTION = (
    "Goals, indicators, activities and budgets read from a municipality's archived plans and reports. Every row says on "
    "which page and line of which file it was read. Missing is null."
)
TYPES = {
    "string": "string",
    "int16": "integer",
    "int32": "integer",
    "int64": "integer",
    "double": "number",
    "bool": "boolean",
    "date32[day]": "date",
    "decimal128(18, 2)": "number",
}
"""Data Package types by Arrow type; what is not here is a list."""
FISCAL = {
    "budget_line_id": "budget-line-id",
    "section": "functional-classification:generic:label",
    "parent_label": "economic-classification:generic:level1:label",
    "label": "economic-classification:generic:level2:label",
    "measure": "phase:id",
    "column_label": "phase:label",
    "value_year": "date:fiscal-year",
    "amount_sek": "value",
}
"""The Fiscal Data Package's column types of budget_lines."""
FISCAL_DOCUMENTS = {
    "committee": "administrative-classification:generic:level1:label",
    "organisation": "administrative-classification:generic:level2:label",
}
"""The column types of the one who spends it, in documents."""
FISCAL_TERMS = {"budget_lines": FISCAL, "documents": FISCAL_DOCUMENTS}


def datapackage(out: Path) -> dict[str, Any]:
    """The descriptor of a dataset's Parquet files, by what lies below its folder."""
    return described(
        file.relative_to(out).as_posix() for table in TABLES for file in (out / table.name).glob("*/*.parquet")
    )


def described(files: Iterable[str]) -> dict[str, Any]:
    """The descriptor of Parquet files by their paths; a table with no files is described by its schema alone.

    `partition` is the column that stands in the folders' names and not in the files.
    """
    listed = sorted(files)
    resources = []
    for table in TABLES:
        stored = [column for column in table.all_columns if column.name != PARTITION]
        resource = _resource(table, "application/vnd.apache.parquet", "parquet", stored)
        paths = [path for path in listed if path.startswith(f"{table.name}/")]
        content: dict[str, Any] = {"path": paths} if paths else {"data": []}
        resources.append({"name": resource.pop("name"), **content, **resource, "partition": _field(table.name, YEAR)})
    return _package(resources)


def csv_datapackage(paths: Mapping[str, str]) -> dict[str, Any]:
    """The descriptor of an export's CSV files, by table."""
    resources = []
    for table in TABLES:
        if table.name not in paths:
            continue
        resource = _resource(table, "text/csv", "csv", table.all_columns)
        resources.append({"name": resource.pop("name"), "path": paths[table.name], "encoding": "utf-8-sig", **resource})
    return _package(resources)


def write(out: Path, descriptor: Mapping[str, Any] | None = None) -> Path:
    """Write `datapackage.json` beside the tables; its path."""
    path = out / DATAPACKAGE
    text = json.dumps(descriptor or datapackage(out), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", "utf-8", newline="\n")
    return path


def _package(resources: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The frame round the resources."""
    return {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": "styrdata",
        "title": TITLE,
        "description": DESCRIPTION,
        "version": f"{SCHEMA_VERSION}.0.0",
        "keywords": ["verksamhetsplan", "verksamhetsberättelse", "budget", "indikatorer", "Stockholm"],
        "resources": list(resources),
    }


def _resource(table: TableSchema, mediatype: str, format_: str, columns: Sequence[Column]) -> dict[str, Any]:
    """One table as a resource, without its files."""
    return {
        "name": table.name,
        "type": "table",
        "$schema": f"{PROFILE}/dataresource.json",
        "description": table.description,
        "format": format_,
        "mediatype": mediatype,
        "schema": _schema(table, columns),
    }


def _schema(table: TableSchema, columns: Sequence[Column]) -> dict[str, Any]:
    """One table's columns and keys; a key with a column that may be missing is no primary key."""
    nullable = {column.name for column in columns if column.nullable}
    schema: dict[str, Any] = {
        "$schema": f"{PROFILE}/tableschema.json",
        "fields": [_field(table.name, column) for column in columns],
        "missingValues": [""],
    }
    if not nullable & set(table.key):
        schema["primaryKey"] = list(table.key)
    keys = [_foreign_key(table.name, column) for column in table.columns if column.references]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(table: str, column: Column) -> dict[str, Any]:
    """One column: type, description, what it must be, and its fiscal meaning."""
    field: dict[str, Any] = {
        "name": column.name,
        "type": TYPES.get(str(column.type), "array"),
        "description": column.description,
    }
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.enum:
        constraints["enum"] = list(column.enum)
    if constraints:
        field["constraints"] = constraints
    term = FISCAL_TERMS.get(table, {}).get(column.name)
    if term:
        field["columnType"] = term
    if column.name == "amount_sek":
        field["currency"] = "SEK"
    return field


def _foreign_key(table: str, column: Column) -> dict[str, Any]:
    """The table and column that this one points to; within its own table the resource has no name."""
    resource, field = str(column.references).split(".")
    own = resource == table
    return {"fields": [column.name], "reference": {"resource": "" if own else resource, "fields": [field]}}
