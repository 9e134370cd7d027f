"""A Plan to the rows of every table: the room's one way in.

In: a Plan, the Document it was recognised in, and the facts of the file. Out: Rows, with findings from the reader, the
parsers and this room's own checks. Never reads a file, a clock or anything else but its arguments: the same arguments
give the same rows.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from extract.document import Document, Remark, new_tuple
from normalize.checks import check_budget
from normalize.dates import UnreadableDate, parse_date
from normalize.ids import document_id, optional_row_id, row_id
from normalize.records import (
    Origin,
    Problems,
    activity_row,
    budget_line_row,
    indicator_row,
    indicator_value_rows,
    statement_row,
    where_of,
)
from normalize.rows import (
    DocumentRow,
    FindingRow,
    GoalRow,
    Rows,
    SectionRow,
    TableCellRow,
    Where,
)
from normalize.text import clean, clean_name, clean_prose
from normalize.year import DocumentYear, document_year
from parsers.plan import Cover, Goal, LedgerClass, Plan, Problem, Section, Severity, Table


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The facts of an input file: its path below the input folder with `/`, its SHA-256 in hex, its size."""

    source_path: str
    sha256: str
    size_bytes: int


def plan_to_rows(plan: Plan, document: Document, source: SourceFile) -> Rows:
    """All rows of one document. ValueError where the plan does not class every line of the document."""
    year = document_year(plan)
    origin = Origin(document_id(source.sha256), year.year)
    problems: Problems = [*plan.problems, *year.problems]
    cover = _document_row(plan.cover, document, source, year, problems)
    indicators = [indicator_row(indicator, origin, problems) for indicator in plan.indicators]
    values = [row for each in plan.indicators for row in indicator_value_rows(each, origin, problems)]
    activities = [activity_row(activity, origin, problems) for activity in plan.activities]
    lines = [budget_line_row(line, origin, problems) for line in plan.budget_lines]
    statements = [statement_row(statement, origin, problems) for statement in plan.statements]
    problems.extend(check_budget(plan.budget_lines))
    rows = Rows(
        documents=(cover,),
        goals=tuple(_goal_row(goal, origin) for goal in plan.goals),
        sections=tuple(_section_row(section, origin) for section in plan.sections),
        indicators=tuple(indicators),
        indicator_values=tuple(values),
        activities=tuple(activities),
        budget_lines=tuple(row for row in lines if row is not None),
        budget_statements=tuple(statements),
        table_cells=tuple(row for table in plan.tables for row in _cell_rows(table, origin)),
        findings=_finding_rows(problems, document.remarks, origin),
        characters=_characters(plan, document),
    )
    return as_they_lie(rows, document)


def as_they_lie(rows: Rows, document: Document) -> Rows:
    """Rows with their boxes on the pages as they lie: a scan that was turned to be read is turned back."""
    turns = {page.number: page.turn for page in document.pages if page.turn}
    if not turns:
        return rows

    def lying(row: Any) -> Any:
        where = getattr(row, "where", None)
        turn = turns.get(where.page_first) if where and where.bbox else None
        return row._replace(where=where._replace(bbox=turn.back_bbox(*where.bbox))) if where and turn else row

    tables = [field.name for field in fields(rows) if field.name not in ("documents", "characters")]
    return replace(rows, **{table: tuple(map(lying, getattr(rows, table))) for table in tables})


def _document_row(
    cover: Cover, document: Document, source: SourceFile, year: DocumentYear, problems: Problems
) -> DocumentRow:
    return DocumentRow(
        document_id=document_id(source.sha256),
        source_path=source.source_path,
        sha256=source.sha256,
        media_type=document.media_type,
        text_source=document.text_source,
        size_bytes=source.size_bytes,
        page_count=document.page_count,
        title=clean(cover.title),
        document_type=cover.document_type,
        period=cover.period,
        year=year.year,
        year_source=year.source,
        organisation=clean(cover.organisation),
        organisation_level=cover.organisation_level,
        committee=clean(cover.committee),
        diary_number=clean(cover.diary_number),
        document_date=_cover_date(cover.document_date, cover, problems),
        meeting_date=_cover_date(cover.meeting_date, cover, problems),
        case_officer=clean_name(cover.case_officer),
        where=where_of(cover.span),
    )


def _cover_date(printed: str | None, cover: Cover, problems: Problems) -> datetime.date | None:
    """A date of the cover; null where none is printed, null and a problem where it cannot be read."""
    text = clean(printed)
    if text is None:
        return None
    try:
        return parse_date(text)
    except UnreadableDate:
        message = f"The date {text!r} on the cover is not a date."
        problems.append(Problem("unparsed_date", Severity.WARNING, message, cover.span, "documents"))
        return None


def _goal_row(goal: Goal, origin: Origin) -> GoalRow:
    return GoalRow(
        goal_id=row_id(origin.document_id, "goals", goal.ordinal),
        document_id=origin.document_id,
        ordinal=goal.ordinal,
        level=goal.level,
        code=clean(goal.code),
        title=clean(goal.title),
        parent_goal_id=origin.goal_id(goal.parent),
        status=goal.status,
        status_text=clean(goal.status_text),
        where=where_of(goal.span),
    )


def _section_row(section: Section, origin: Origin) -> SectionRow:
    return SectionRow(
        section_id=row_id(origin.document_id, "sections", section.ordinal),
        document_id=origin.document_id,
        goal_id=origin.goal_id(section.goal),
        ordinal=section.ordinal,
        heading=clean(section.heading),
        kind=section.kind,
        text=clean_prose(section.text),
        where=where_of(section.span),
    )


def _cell_rows(table: Table, origin: Origin) -> Iterable[TableCellRow]:
    """Every cell of a table; an empty one, and one with a lone dash, has null for text."""
    about = (origin.document_id, table.ordinal, table.kind, table.evidence)
    for cell in table.cells:
        row, column, text, is_header, span = cell
        yield new_tuple(TableCellRow, (*about, row, column, clean(text), is_header, where_of(span)))


def _finding_rows(problems: Iterable[Problem], remarks: Iterable[Remark], origin: Origin) -> tuple[FindingRow, ...]:
    """Findings of the reader, the parsers and this room, in the document's order, each once."""
    found = [*(_remark_row(remark, origin) for remark in remarks)]
    found.extend(_problem_row(problem, origin) for problem in problems)
    once = {(row.code, row.where.line_first, row.message, row.row_id): row for row in found}
    return tuple(sorted(once.values(), key=lambda row: (row.where.line_first or 0, row.code)))


def _problem_row(problem: Problem, origin: Origin) -> FindingRow:
    return FindingRow(
        document_id=origin.document_id,
        code=problem.code,
        severity=problem.severity,
        message=clean(problem.message) or problem.message,
        table_name=problem.table,
        row_id=optional_row_id(origin.document_id, problem.table, problem.ordinal),
        where=where_of(problem.span),
    )


def _remark_row(remark: Remark, origin: Origin) -> FindingRow:
    return FindingRow(
        document_id=origin.document_id,
        code=remark.code,
        severity=remark.severity,
        message=clean(remark.message) or remark.message,
        table_name=None,
        row_id=None,
        where=Where(remark.page, remark.page, remark.line, remark.line, remark.bbox),
    )


def _printed(text: str) -> int:
    """How many characters of a text are no blanks."""
    if text.isprintable():
        return len(text) - text.count(" ")  # no other blank is printable
    return len("".join(text.split()))


def _characters(plan: Plan, document: Document) -> tuple[tuple[str, int], ...]:
    """Non-blank characters of the document by class of the ledger, every class named, in the ledger's order."""
    counts: Counter[LedgerClass] = Counter()
    for line, ledger_class in zip(document.lines, plan.classes, strict=True):
        counts[ledger_class] += _printed(line.text)
    return tuple((str(ledger_class), counts[ledger_class]) for ledger_class in LedgerClass)
