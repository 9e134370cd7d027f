"""Tables of a Plan to rows with typed values: indicators, activities, amounts.

In: what the parsers recognised, with everything still as printed. Out: rows, and a problem for each text that could not
be read as what its column holds; the row stays, with null beside the text. Never drops a row that prints something, and
never fills in a value.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import regex

from extract.document import new_tuple
from normalize.dates import UnreadableDate, parse_date
from normalize.ids import row_id
from normalize.money import UnreadableAmount, parse_amount, split_unit, to_sek
from normalize.rows import (
    ActivityRow,
    BudgetLineRow,
    BudgetStatementRow,
    IndicatorRow,
    IndicatorValueRow,
    Where,
)
from normalize.text import clean, fold
from normalize.values import IndicatorValue, UnreadableValue, parse_indicator_value
from parsers.plan import (
    Activity,
    BudgetLine,
    Indicator,
    IndicatorCell,
    IndicatorMeasure,
    Problem,
    Severity,
    Span,
    Statement,
)

Problems = list[Problem]
"""What each of these functions adds to when a text cannot be read."""

_PERIODICITIES: Final = {
    "ar": ("år", "helår", "årsvis", "årlig", "årligen", "varjeår", "perår", "1gång/år", "ar", "är"),
    "halvar": ("halvår", "halvårsvis", "varjehalvår", "perhalvår", "2ggr/år"),
    "tertial": ("tertial", "tertialvis", "varjetertial", "pertertial", "3ggr/år"),
    "kvartal": ("kvartal", "kvartalsvis", "varjekvartal", "perkvartal", "4ggr/år"),
    "manad": ("månad", "månadsvis", "månatligen", "varjemånad", "permånad", "12ggr/år"),
}
_PERIODICITY = {word: name for name, words in _PERIODICITIES.items() for word in words}
_YEAR = regex.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_OUTCOMES = (IndicatorMeasure.UTFALL, IndicatorMeasure.UTFALL_MAN, IndicatorMeasure.UTFALL_KVINNOR)
_STORED_UNITS = ("kr", "tkr", "mnkr")


@dataclass(frozen=True, slots=True)
class Origin:
    """The document that rows are made for: its identifier and its year."""

    document_id: str
    year: int | None

    def goal_id(self, ordinal: int | None) -> str | None:
        """Identifier of the goal with this ordinal; null outside goals."""
        return None if ordinal is None else row_id(self.document_id, "goals", ordinal)


def where_of(span: Span) -> Where:
    """Provenance columns of a span."""
    line_first, line_last, page_first, page_last, box = span
    where: Where = new_tuple(Where, (page_first, page_last, line_first, line_last, box))
    return where


def periodicity_of(printed: str | None) -> str | None:
    """`ar`, `halvar`, `tertial`, `kvartal` or `manad`; null where nothing is printed; KeyError for another word."""
    if printed is None or clean(printed) is None:
        return None
    return _PERIODICITY[fold(printed).lower().replace(" ", "").replace("-", "").rstrip(".")]


def indicator_row(indicator: Indicator, origin: Origin, problems: Problems) -> IndicatorRow:
    """The row of an indicator; a periodicity that is none of the known ones is null and a problem."""
    try:
        periodicity = periodicity_of(indicator.periodicity)
    except KeyError:
        periodicity = None
        message = f"The periodicity {indicator.periodicity!r} of {indicator.name!r} is none of the known ones."
        problems.append(_unread("indicators", indicator.ordinal, message, indicator.span))
    return IndicatorRow(
        indicator_id=row_id(origin.document_id, "indicators", indicator.ordinal),
        document_id=origin.document_id,
        goal_id=origin.goal_id(indicator.goal),
        ordinal=indicator.ordinal,
        name=clean(indicator.name),
        periodicity=periodicity,
        period_text=clean(indicator.period_text),
        analysis=clean(indicator.analysis),
        where=where_of(indicator.span),
    )


def indicator_value_rows(indicator: Indicator, origin: Origin, problems: Problems) -> list[IndicatorValueRow]:
    """The rows of an indicator's cells; a lone dash prints nothing and is no row."""
    rows = []
    for cell in indicator.values:
        text = clean(cell.text)
        if text is None:
            continue
        value = _value_of(text, cell, indicator, problems)
        rows.append(
            IndicatorValueRow(
                indicator_id=row_id(origin.document_id, "indicators", indicator.ordinal),
                document_id=origin.document_id,
                measure=cell.measure,
                column_label=clean(cell.column_label),
                value_text=text,
                value=value.value,
                unit=value.unit,
                comparator=value.comparator,
                delegated=value.delegated,
                value_year=_value_year(cell, indicator, origin.year),
                where=where_of(cell.span),
            )
        )
    return rows


def _value_of(text: str, cell: IndicatorCell, indicator: Indicator, problems: Problems) -> IndicatorValue:
    """The cell's value; all null, and a problem, where it cannot be read."""
    try:
        value = parse_indicator_value(text)
    except UnreadableValue:
        column = f" in the column {cell.column_label!r}" if cell.column_label else ""
        message = f"The value {text!r} of {indicator.name!r}{column} was not understood."
        problems.append(_unread("indicator_values", indicator.ordinal, message, cell.span))
        return IndicatorValue()
    if value == IndicatorValue():
        message = f"{text!r} stands where a value of {indicator.name!r} would: there is none."
        problems.append(_unread("indicator_values", indicator.ordinal, message, cell.span, Severity.INFO))
    return value


def _value_year(cell: IndicatorCell, indicator: Indicator, year: int | None) -> int | None:
    """The year the column names; else the one an outcome's period names; else the document's or the one before."""
    if cell.year is not None:
        return cell.year
    if cell.measure is IndicatorMeasure.UTFALL_FOREGAENDE:
        return None if year is None else year - 1
    if cell.measure in _OUTCOMES and indicator.period_text:
        match = _YEAR.search(indicator.period_text)
        if match:
            return int(match[0])
    return year


def activity_row(activity: Activity, origin: Origin, problems: Problems) -> ActivityRow:
    """The row of an activity; a date that cannot be read is null and a problem, as are dates out of order."""
    start = _date_of(activity.start, "start", activity, problems)
    end = _date_of(activity.end, "end", activity, problems)
    if start and end and end < start:
        message = f"The activity ends {end}, before it starts {start}."
        problems.append(
            Problem("dates_out_of_order", Severity.WARNING, message, activity.span, "activities", activity.ordinal)
        )
    return ActivityRow(
        activity_id=row_id(origin.document_id, "activities", activity.ordinal),
        document_id=origin.document_id,
        goal_id=origin.goal_id(activity.goal),
        ordinal=activity.ordinal,
        description=clean(activity.description),
        start_date=start,
        end_date=end,
        status=activity.status,
        status_text=clean(activity.status_text),
        deviation=clean(activity.deviation),
        analysis=clean(activity.analysis),
        where=where_of(activity.span),
    )


def _date_of(printed: str | None, which: str, activity: Activity, problems: Problems) -> datetime.date | None:
    """An activity's date; null where none is printed, null and a problem where it cannot be read."""
    text = clean(printed)
    if text is None:
        return None
    try:
        return parse_date(text)
    except UnreadableDate:
        message = f"The {which} date {text!r} of an activity is not a date."
        problems.append(
            Problem("unparsed_date", Severity.WARNING, message, activity.span, "activities", activity.ordinal)
        )
        return None


def budget_line_row(line: BudgetLine, origin: Origin, problems: Problems) -> BudgetLineRow | None:
    """The row of an amount; null for a lone dash, which prints nothing."""
    text = clean(line.text)
    if text is None:
        return None
    unit = split_unit(text)[1] or line.unit
    return BudgetLineRow(
        budget_line_id=row_id(origin.document_id, "budget_lines", line.ordinal),
        document_id=origin.document_id,
        table_ordinal=line.table,
        section=clean(line.section),
        row_ordinal=line.row,
        label=clean(line.label),
        parent_label=clean(line.parent_label),
        line_kind=line.line_kind,
        column_label=clean(line.column_label),
        measure=line.measure,
        value_year=line.year if line.year is not None else origin.year,
        value_text=text,
        unit_text=unit if unit in _STORED_UNITS else None,
        amount_sek=_line_amount(text, unit, line, problems),
        where=where_of(line.span),
    )


def _line_amount(text: str, unit: str | None, line: BudgetLine, problems: Problems) -> Decimal | None:
    """A budget line's amount in kronor; null where its unit is not printed, which the parsers say once a table."""
    try:
        amount = parse_amount(split_unit(text)[0])
        return None if unit is None else to_sek(amount, unit)
    except UnreadableAmount as error:
        message = f"The amount {text!r} of {line.label!r} in the column {line.column_label!r} was not read: {error}."
        problems.append(_unread("budget_lines", line.ordinal, message, line.span))
        return None


def statement_row(statement: Statement, origin: Origin, problems: Problems) -> BudgetStatementRow:
    """The row of an amount said in prose."""
    try:
        amount = to_sek(parse_amount(statement.number_text), statement.unit)
    except UnreadableAmount as error:
        amount = None
        message = f"The amount {statement.amount_text!r} in a sentence was not read: {error}."
        problems.append(_unread("budget_statements", statement.ordinal, message, statement.span))
    return BudgetStatementRow(
        statement_id=row_id(origin.document_id, "budget_statements", statement.ordinal),
        document_id=origin.document_id,
        goal_id=origin.goal_id(statement.goal),
        section=clean(statement.section),
        sentence=clean(statement.sentence) or statement.sentence,
        amount_text=clean(statement.amount_text) or statement.amount_text,
        amount_sek=amount,
        approximate=statement.approximate,
        where=where_of(statement.span),
    )


def _unread(table: str, ordinal: int, message: str, span: Span, severity: Severity = Severity.WARNING) -> Problem:
    return Problem("unparsed_value", severity, message, span, table, ordinal)
