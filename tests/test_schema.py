"""The Arrow contract: the rows fill it, every column says what it is, and it is the one that was agreed."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pytest

from normalize import rows
from normalize.schema import PARTITION, PROVENANCE, TABLE_NAMES, TABLES, YEAR, arrow_schema, table_schema

CONTRACT = Path(__file__).parent.parent.parent / "shared" / "schema.md"

ROW_TYPES = {
    "documents": rows.DocumentRow,
    "goals": rows.GoalRow,
    "sections": rows.SectionRow,
    "indicators": rows.IndicatorRow,
    "indicator_values": rows.IndicatorValueRow,
    "activities": rows.ActivityRow,
    "budget_lines": rows.BudgetLineRow,
    "budget_statements": rows.BudgetStatementRow,
    "table_cells": rows.TableCellRow,
    "findings": rows.FindingRow,
}
ARROW_TYPES = {
    "string": pa.string(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "date32": pa.date32(),
    "decimal128(18,2)": pa.decimal128(18, 2),
}


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_a_row_has_the_columns_of_its_table_in_their_order(name: str) -> None:
    of_row = list(ROW_TYPES[name]._fields)
    assert of_row == [*(column.name for column in table_schema(name).columns), "where"]


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_column_says_what_it_is(name: str) -> None:
    descriptions = [column.description for column in table_schema(name).all_columns]
    stored = [field.metadata[b"description"].decode() for field in arrow_schema(name)]
    assert all(len(text) > 3 and text.endswith(".") for text in descriptions)
    assert stored == [column.description for column in table_schema(name).all_columns if column.name != PARTITION]


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_a_table_ends_with_where_it_was_read(name: str) -> None:
    assert table_schema(name).all_columns[-len(PROVENANCE) - 1 :] == (*PROVENANCE, YEAR)
    assert list(rows.Where._fields) == [column.name for column in PROVENANCE]


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_the_keys_and_references_of_a_table_are_columns(name: str) -> None:
    table = table_schema(name)
    known = {f"{other.name}.{column.name}" for other in TABLES for column in other.all_columns}
    assert set(table.key) <= {column.name for column in table.all_columns}
    assert {column.references for column in table.columns if column.references} <= known


def contract() -> dict[str, dict[str, str | None]]:
    """The agreed tables: each column's name, and its type where one is written."""
    tables: dict[str, dict[str, str | None]] = {}
    for part in CONTRACT.read_text("utf-8").split("\n## ")[1:]:
        title, _, text = part.partition("\n")
        name = title.split(" - ")[0].strip()
        if name not in ROW_TYPES:
            continue
        listed = re.findall(r"^\| ([a-z0-9_, ]+) \| ([a-z0-9]+) \|", text, re.MULTILINE)
        if listed:
            tables[name] = {column: kind for names, kind in listed if names != "column" for column in names.split(", ")}
        else:
            tables[name] = dict(in_prose(text.split("provenance")[0]))
    return tables


def in_prose(text: str) -> list[tuple[str, str | None]]:
    """Columns of a table that is described in a sentence: names and types outside brackets, parted by commas."""
    kinds = "|".join(re.escape(kind) for kind in ARROW_TYPES)
    plain = re.sub(r"\((?!18,2\))[^()]*\)", "", text.replace("\n", " "))
    plain = plain.replace("decimal128(18,2)", "decimal128<18;2>")
    parts = [part.replace("<18;2>", "(18,2)").strip() for part in plain.split(",")]
    found = [re.match(rf"([a-z_]+)(?: ({kinds}))?(?: =.*)?$", part) for part in parts]
    return [(match[1], match[2]) for match in found if match]


@pytest.fixture(scope="module")
def agreed() -> dict[str, dict[str, str | None]]:
    if not CONTRACT.is_file():
        pytest.skip("../shared/schema.md is not there")
    return contract()


def test_every_agreed_table_is_there(agreed: dict[str, dict[str, str | None]]) -> None:
    assert set(agreed) == set(TABLE_NAMES)


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_agreed_column_is_there_in_its_order(agreed: dict[str, dict[str, str | None]], name: str) -> None:
    declared = [column.name for column in table_schema(name).columns]
    assert len(agreed[name]) > 3
    assert [column for column in declared if column in agreed[name]] == list(agreed[name])


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_agreed_type_is_the_declared_one(agreed: dict[str, dict[str, str | None]], name: str) -> None:
    declared = {column.name: column.type for column in table_schema(name).columns}
    wanted = {column: ARROW_TYPES[kind] for column, kind in agreed[name].items() if kind}
    assert {column: declared[column] for column in wanted} == wanted
