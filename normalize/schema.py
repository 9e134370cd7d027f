"""The dataset's contract: every table's columns with Arrow types and descriptions, declared once and versioned.

In: nothing. Out: `TABLES`, and Arrow schemas made of them that carry the descriptions into the Parquet files. Types are
never inferred from values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

import pyarrow as pa

from normalize.rows import Rows, Where

SCHEMA_VERSION = 1
PARTITION = "year"
"""Every table lies in folders by this column; it is not stored inside the files."""

MONEY = pa.decimal128(18, 2)
BBOX = pa.list_(pa.float32(), 4)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: name, Arrow type, one sentence for the data dictionary, and what it may refer to."""

    name: str
    type: pa.DataType
    description: str
    nullable: bool = True
    references: str | None = None
    enum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table: its columns in order (without provenance and partition), its key, one sentence on its rows."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns as a reader sees them: own columns, provenance, and the partition column `year`."""
        own = tuple(column for column in self.columns if column.name != PARTITION)
        return (*own, *PROVENANCE, YEAR)


PROVENANCE = (
    Column("page_first", pa.int32(), "First page it was read on, 1-based; null for a source without pages."),
    Column("page_last", pa.int32(), "Last page it was read on."),
    Column(
        "line_first",
        pa.int32(),
        "First line it was read on, 1-based, in the text as `styrdata text` prints it.",
    ),
    Column("line_last", pa.int32(), "Last line it was read on."),
    Column("bbox", BBOX, "Box on page_first as x0, top, x1, bottom in points from the page's top left corner."),
)

YEAR = Column("year", pa.int16(), "The year planned or reported on; the partition column.")


def _id(name: str, what: str) -> Column:
    return Column(name, pa.string(), f"Stable identifier of the {what}.", nullable=False)


_DOCUMENT = Column(
    "document_id",
    pa.string(),
    "First 16 hex digits of the file's SHA-256.",
    nullable=False,
    references="documents.document_id",
)
_GOAL = Column(
    "goal_id",
    pa.string(),
    "The goal whose heading was opened last; null outside goals.",
    references="goals.goal_id",
)
_ORDINAL = Column("ordinal", pa.int32(), "Order in the document, from 0.", nullable=False)

TABLES: tuple[TableSchema, ...] = (
    TableSchema(
        "documents",
        "One row per imported file.",
        ("document_id",),
        (
            Column("document_id", pa.string(), "First 16 hex digits of the file's SHA-256.", nullable=False),
            Column("source_path", pa.string(), "Path below the input folder, `/` separated.", nullable=False),
            Column("sha256", pa.string(), "SHA-256 of the file's bytes, in hex.", nullable=False),
            Column("media_type", pa.string(), "Kind of file.", nullable=False, enum=("pdf", "text", "docx")),
            Column(
                "text_source",
                pa.string(),
                "Where the characters come from.",
                nullable=False,
                enum=("native", "ocr"),
            ),
            Column("size_bytes", pa.int64(), "Size of the file in bytes.", nullable=False),
            Column("page_count", pa.int32(), "Number of pages; null for text without pages."),
            Column("title", pa.string(), "Title as on the cover."),
            Column(
                "document_type",
                pa.string(),
                "Kind of document.",
                nullable=False,
                enum=("verksamhetsplan", "verksamhetsberattelse", "tertialrapport", "okand"),
            ),
            Column("period", pa.string(), "Period planned or reported.", enum=("VP", "T1", "T2", "VB")),
            YEAR,
            Column(
                "year_source",
                pa.string(),
                "Where the year was read: the title, a heading, or the activities' dates.",
                enum=("title", "heading", "dates"),
            ),
            Column("organisation", pa.string(), "The unit or committee whose plan it is."),
            Column(
                "organisation_level",
                pa.string(),
                "Whether that is a committee or a unit.",
                enum=("namnd", "enhet"),
            ),
            Column("committee", pa.string(), "The stadsdelsnämnd or nämnd it answers to."),
            Column("diary_number", pa.string(), "Dnr."),
            Column("document_date", pa.date32(), "Date of the document."),
            Column("meeting_date", pa.date32(), "Date of the meeting it is written for."),
            Column("case_officer", pa.string(), "Handläggare; never a phone number or an e-mail address."),
        ),
    ),
    TableSchema(
        "goals",
        "One row per goal heading in the body, not in the table of contents.",
        ("goal_id",),
        (
            _id("goal_id", "goal"),
            _DOCUMENT,
            _ORDINAL,
            Column(
                "level",
                pa.string(),
                "Level of the steering chain, highest first.",
                nullable=False,
                enum=("kf_inriktningsmal", "kf_mal", "namndmal", "enhetsmal"),
            ),
            Column(
                "code",
                pa.string(),
                "Number of a city goal, such as 1 or 1.5; null for nämndmål and enhetsmål.",
            ),
            Column("title", pa.string(), "Title without label and code."),
            Column(
                "parent_goal_id",
                pa.string(),
                "The nearest goal above it of a higher level.",
                references="goals.goal_id",
            ),
            Column(
                "status",
                pa.string(),
                "How far the goal was reached, in reports.",
                enum=("uppfylls_helt", "uppfylls_delvis", "uppfylls_ej"),
            ),
            Column("status_text", pa.string(), "The status as printed."),
        ),
    ),
    TableSchema(
        "sections",
        "The prose, flat: each heading that stands alone begins a new row.",
        ("section_id",),
        (
            _id("section_id", "section"),
            _DOCUMENT,
            _GOAL,
            _ORDINAL,
            Column(
                "heading",
                pa.string(),
                "Heading as printed; null for text under a goal with no heading of its own.",
            ),
            Column(
                "kind",
                pa.string(),
                "What the section is about.",
                nullable=False,
                enum=(
                    "beskrivning",
                    "forvantat_resultat",
                    "arbetssatt",
                    "resursanvandning",
                    "uppfoljning",
                    "utveckling",
                    "analys",
                    "ovrigt",
                ),
            ),
            Column(
                "text",
                pa.string(),
                'Paragraphs parted by a blank line, list items on lines beginning with "- ".',
            ),
        ),
    ),
    TableSchema(
        "indicators",
        "One row per row of an indicator table.",
        ("indicator_id",),
        (
            _id("indicator_id", "indicator"),
            _DOCUMENT,
            _GOAL,
            _ORDINAL,
            Column("name", pa.string(), "Name as printed, without its mark."),
            Column(
                "periodicity",
                pa.string(),
                "How often it is followed up.",
                enum=("ar", "halvar", "tertial", "kvartal", "manad"),
            ),
            Column("period_text", pa.string(), "Period of a report's outcome as printed, such as VB 2023."),
            Column("analysis", pa.string(), "The Analys printed under it."),
        ),
    ),
    TableSchema(
        "indicator_values",
        "One row per non-empty cell of an indicator's row.",
        ("indicator_id", "measure", "column_label", "value_text"),
        (
            Column(
                "indicator_id",
                pa.string(),
                "The indicator whose cell it is.",
                nullable=False,
                references="indicators.indicator_id",
            ),
            _DOCUMENT,
            Column(
                "measure",
                pa.string(),
                "What the column measures; null where the column cannot be known.",
                enum=(
                    "arsmal",
                    "kf_arsmal",
                    "utfall",
                    "utfall_man",
                    "utfall_kvinnor",
                    "utfall_foregaende",
                    "prognos",
                ),
            ),
            Column("column_label", pa.string(), "Header of the column as printed."),
            Column("value_text", pa.string(), "The cell as printed.", nullable=False),
            Column("value", pa.float64(), "The number in the cell; null where it holds none."),
            Column("unit", pa.string(), "Unit as printed, such as %, st or GWh."),
            Column(
                "comparator",
                pa.string(),
                "How an outcome is held against the value.",
                enum=("eq", "max", "min", "plusminus", "increase", "decrease"),
            ),
            Column("delegated", pa.bool_(), "True where another body is to set the value.", nullable=False),
            Column("value_year", pa.int16(), "The year the value is for."),
        ),
    ),
    TableSchema(
        "activities",
        "One row per activity.",
        ("activity_id",),
        (
            _id("activity_id", "activity"),
            _DOCUMENT,
            _GOAL,
            _ORDINAL,
            Column("description", pa.string(), "Description as printed, without its mark."),
            Column("start_date", pa.date32(), "First day."),
            Column("end_date", pa.date32(), "Last day."),
            Column(
                "status",
                pa.string(),
                "How far it has come, in reports.",
                enum=("genomford", "pagar", "ej_genomford"),
            ),
            Column("status_text", pa.string(), "The mark or word for the status as printed."),
            Column("deviation", pa.string(), "The Avvikelse printed beside it."),
            Column("analysis", pa.string(), "The Analys printed under it."),
        ),
    ),
    TableSchema(
        "budget_lines",
        "One row per amount in a budget or outcome table.",
        ("budget_line_id",),
        (
            _id("budget_line_id", "amount"),
            _DOCUMENT,
            Column(
                "table_ordinal",
                pa.int32(),
                "The table, counted over all tables of the document.",
                nullable=False,
            ),
            Column("section", pa.string(), "The heading above the table that says what it is about."),
            Column("row_ordinal", pa.int32(), "Row of the table, from 0, headers counted.", nullable=False),
            Column("label", pa.string(), "Label of the row as printed."),
            Column("parent_label", pa.string(), "The group, or the line that a varav line belongs to."),
            Column(
                "line_kind",
                pa.string(),
                "What the row is to the others.",
                nullable=False,
                enum=("item", "of_which", "subtotal", "total"),
            ),
            Column("column_label", pa.string(), "Header of the column as printed."),
            Column(
                "measure",
                pa.string(),
                "What the column measures.",
                enum=("budget", "prognos", "utfall", "avvikelse", "kostnader", "intakter"),
            ),
            Column("value_year", pa.int16(), "The year of the column."),
            Column("value_text", pa.string(), "The cell as printed.", nullable=False),
            Column("unit_text", pa.string(), "Unit of the table.", enum=("kr", "tkr", "mnkr")),
            Column("amount_sek", MONEY, "The amount in kronor with the source's sign."),
        ),
    ),
    TableSchema(
        "budget_statements",
        "Amounts said in prose.",
        ("statement_id",),
        (
            _id("statement_id", "amount in prose"),
            _DOCUMENT,
            _GOAL,
            Column("section", pa.string(), "The heading of the section it stands in."),
            Column("sentence", pa.string(), "The sentence that says it.", nullable=False),
            Column("amount_text", pa.string(), "The amount as printed, with its unit.", nullable=False),
            Column("amount_sek", MONEY, "The amount in kronor."),
            Column("approximate", pa.bool_(), "True where the text says about or nearly.", nullable=False),
        ),
    ),
    TableSchema(
        "table_cells",
        "Every cell of every table, recognised or not.",
        ("document_id", "table_ordinal", "row", "column"),
        (
            _DOCUMENT,
            Column(
                "table_ordinal",
                pa.int32(),
                "The table, counted over all tables of the document.",
                nullable=False,
            ),
            Column(
                "table_kind",
                pa.string(),
                "What the table holds.",
                nullable=False,
                enum=("indikator", "aktivitet", "budget", "ovrig"),
            ),
            Column(
                "evidence",
                pa.string(),
                "What told rows and columns apart.",
                nullable=False,
                enum=("tags", "tabs", "rules", "words", "flattened"),
            ),
            Column("row", pa.int32(), "Row of the table, from 0, headers counted.", nullable=False),
            Column("column", pa.int32(), "Column of the table, from 0.", nullable=False),
            Column("text", pa.string(), "The cell as printed; null where it is empty."),
            Column("is_header", pa.bool_(), "True in a header row.", nullable=False),
        ),
    ),
    TableSchema(
        "findings",
        "What the importer noticed.",
        ("document_id", "code", "line_first", "message"),
        (
            _DOCUMENT,
            Column("code", pa.string(), "Kind of finding, such as budget_sum_mismatch.", nullable=False),
            Column(
                "severity",
                pa.string(),
                "How much it matters.",
                nullable=False,
                enum=("info", "warning", "error"),
            ),
            Column("message", pa.string(), "One sentence a person can act on.", nullable=False),
            Column("table_name", pa.string(), "Table of the row it is about."),
            Column("row_id", pa.string(), "Identifier of the row it is about."),
        ),
    ),
)

TABLE_NAMES = tuple(table.name for table in TABLES)


def table_schema(name: str) -> TableSchema:
    """The declaration of the table with this name; KeyError where there is none."""
    return {table.name: table for table in TABLES}[name]


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The Arrow schema of a table's files: without the partition column, with descriptions and versions."""
    table = table_schema(name)
    stored = [column for column in table.all_columns if column.name != PARTITION]
    arrow_fields = [
        pa.field(column.name, column.type, column.nullable, metadata={"description": column.description})
        for column in stored
    ]
    metadata = {"description": table.description, "schema_version": str(SCHEMA_VERSION)}
    return pa.schema(arrow_fields, metadata=metadata)


def rows_to_table(rows: Rows, name: str) -> pa.Table:
    """One document's rows of one table as an Arrow table with that table's schema."""
    return pa.Table.from_arrays(rows_to_batch(rows, name).columns, schema=arrow_schema(name))


def rows_to_batch(rows: Rows, name: str) -> pa.RecordBatch:
    """One document's rows of one table as an Arrow record batch with the fields of that table's schema."""
    values = pa.array(list(map(_values_taker(name), getattr(rows, name))), type=_row_type(name))
    return pa.RecordBatch.from_struct_array(values)


@cache
def _row_type(name: str) -> pa.StructType:
    """All columns of a table as one type: a row at a time is converted in half the time of a column at a time."""
    return pa.struct(arrow_schema(name))


@cache
def _values_taker(name: str) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values of all columns of a table out of one row: its own and those of its place."""
    names = arrow_schema(name).names
    return attrgetter(*(f"where.{column}" if column in Where._fields else column for column in names))
