"""The rows that are written: one named tuple a table, in the columns' order of schema.py.

In: nothing; these are plain types. Out: values ready for Arrow. `where` stands for the provenance columns that every
table ends with.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

BBoxValues = tuple[float, float, float, float]


class Where(NamedTuple):
    """Provenance: 1-based pages (null without pages) and lines, box (x0, top, x1, bottom) in points."""

    page_first: int | None
    page_last: int | None
    line_first: int | None
    line_last: int | None
    bbox: BBoxValues | None = None


class DocumentRow(NamedTuple):
    """One imported file; `year` is the partition and is not a column inside the file."""

    document_id: str
    source_path: str
    sha256: str
    media_type: str
    text_source: str
    size_bytes: int
    page_count: int | None
    title: str | None
    document_type: str
    period: str | None
    year: int | None
    year_source: str | None
    organisation: str | None
    organisation_level: str | None
    committee: str | None
    diary_number: str | None
    document_date: datetime.date | None
    meeting_date: datetime.date | None
    case_officer: str | None
    where: Where


class GoalRow(NamedTuple):
    """One goal heading of the body."""

    goal_id: str
    document_id: str
    ordinal: int
    level: str
    code: str | None
    title: str | None
    parent_goal_id: str | None
    status: str | None
    status_text: str | None
    where: Where


class SectionRow(NamedTuple):
    """Prose under one heading."""

    section_id: str
    document_id: str
    goal_id: str | None
    ordinal: int
    heading: str | None
    kind: str
    text: str | None
    where: Where


class IndicatorRow(NamedTuple):
    """One row of an indicator table."""

    indicator_id: str
    document_id: str
    goal_id: str | None
    ordinal: int
    name: str | None
    periodicity: str | None
    period_text: str | None
    analysis: str | None
    where: Where


class IndicatorValueRow(NamedTuple):
    """One non-empty cell of an indicator's row."""

    indicator_id: str
    document_id: str
    measure: str | None
    column_label: str | None
    value_text: str
    value: float | None
    unit: str | None
    comparator: str | None
    delegated: bool
    value_year: int | None
    where: Where


class ActivityRow(NamedTuple):
    """One activity."""

    activity_id: str
    document_id: str
    goal_id: str | None
    ordinal: int
    description: str | None
    start_date: datetime.date | None
    end_date: datetime.date | None
    status: str | None
    status_text: str | None
    deviation: str | None
    analysis: str | None
    where: Where


class BudgetLineRow(NamedTuple):
    """One amount of a budget or outcome table."""

    budget_line_id: str
    document_id: str
    table_ordinal: int
    section: str | None
    row_ordinal: int
    label: str | None
    parent_label: str | None
    line_kind: str
    column_label: str | None
    measure: str | None
    value_year: int | None
    value_text: str
    unit_text: str | None
    amount_sek: Decimal | None
    where: Where


class BudgetStatementRow(NamedTuple):
    """One amount said in prose."""

    statement_id: str
    document_id: str
    goal_id: str | None
    section: str | None
    sentence: str
    amount_text: str
    amount_sek: Decimal | None
    approximate: bool
    where: Where


class TableCellRow(NamedTuple):
    """One cell of any table."""

    document_id: str
    table_ordinal: int
    table_kind: str
    evidence: str
    row: int
    column: int
    text: str | None
    is_header: bool
    where: Where


class FindingRow(NamedTuple):
    """One thing the importer noticed."""

    document_id: str
    code: str
    severity: str
    message: str
    table_name: str | None
    row_id: str | None
    where: Where


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of one document, and its characters by class of the ledger."""

    documents: tuple[DocumentRow, ...]
    goals: tuple[GoalRow, ...]
    sections: tuple[SectionRow, ...]
    indicators: tuple[IndicatorRow, ...]
    indicator_values: tuple[IndicatorValueRow, ...]
    activities: tuple[ActivityRow, ...]
    budget_lines: tuple[BudgetLineRow, ...]
    budget_statements: tuple[BudgetStatementRow, ...]
    table_cells: tuple[TableCellRow, ...]
    findings: tuple[FindingRow, ...]
    characters: tuple[tuple[str, int], ...]

    @property
    def year(self) -> int | None:
        """The partition that all rows of this document belong to."""
        return self.documents[0].year
