"""Parts of a Plan written by hand, so that a test of the rows needs no parser.

In: what a test is about. Out: a Plan of one line a thing, and the Document of those lines; everything else is
as in a document that prints nothing else.
"""

from __future__ import annotations

from dataclasses import replace

from extract.document import Document, Line, MediaType, TextSource
from normalize.build import SourceFile, plan_to_rows
from normalize.rows import Rows
from parsers.plan import (
    BudgetLine,
    BudgetMeasure,
    Cover,
    LedgerClass,
    LineKind,
    Plan,
    Span,
)

SPAN = Span(1, 1)
SOURCE = SourceFile("arkiv/plan.txt", "0123456789abcdef" * 4, 1234)
DOCUMENT_ID = "0123456789abcdef"
EMPTY_PLAN = Plan(
    cover=Cover(SPAN, year=2022, year_source="title"),
    goals=(),
    sections=(),
    tables=(),
    indicators=(),
    activities=(),
    budget_lines=(),
    statements=(),
    problems=(),
    classes=(LedgerClass.COVER,),
)
DOCUMENT = Document(MediaType.TEXT, TextSource.NATIVE, (Line(1, "Verksamhetsplan 2022"),))

_MEASURES = {
    "Budget": BudgetMeasure.BUDGET,
    "VP": BudgetMeasure.BUDGET,
    "Prognos": BudgetMeasure.PROGNOS,
    "Utfall": BudgetMeasure.UTFALL,
    "Bokslut": BudgetMeasure.UTFALL,
    "Avvikelse": BudgetMeasure.AVVIKELSE,
    "Kostnader": BudgetMeasure.KOSTNADER,
    "Intäkter": BudgetMeasure.INTAKTER,
}
_TOTALS = ("Netto", "Totalt", "Summa", "Summa netto", "Resultat")


def rows_of(**parts: object) -> Rows:
    """The rows of a plan that holds these parts."""
    return plan_to_rows(replace(EMPTY_PLAN, **parts), DOCUMENT, SOURCE)


def budget_lines(text: str, unit: str | None = "mnkr", table: int = 0) -> tuple[BudgetLine, ...]:
    """A budget table drawn with `|` between cells, the header first; a row without amounts is a group."""
    header, *body = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    lines: list[BudgetLine] = []
    group = item = None
    for row, (label, *cells) in enumerate(body, start=1):
        if not any(cells):
            group = label
            continue
        if label.startswith("varav"):
            kind, parent = LineKind.OF_WHICH, item
        elif label in _TOTALS:
            kind, parent, group = LineKind.TOTAL, None, None
        elif label.startswith("Summa "):
            kind, parent, group = LineKind.SUBTOTAL, group, None
        else:
            kind, parent, item = LineKind.ITEM, group, label
        for column, (column_label, cell) in enumerate(zip(header[1:], cells, strict=True), start=1):
            if cell:
                measure = _MEASURES.get(column_label.split()[0])
                ordinal = 1000 * table + len(lines)
                lines.append(
                    BudgetLine(
                        ordinal, table, "Budget", row, label, parent, kind, column, column_label, measure, None,
                        unit, cell, Span(row + 1, row + 1),
                    )
                )  # fmt: skip
    return tuple(lines)
