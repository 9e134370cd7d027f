"""Indicator tables to indicators.

In: a whole table with its header understood. Out: one indicator a printed row, however the row wraps or a page cuts it,
and the analysis printed under it. Values stay texts; a cell whose column is not known has no measure.
"""

from __future__ import annotations

import regex

from parsers.columns import Header
from parsers.elements import RawRow
from parsers.followed_rows import FollowedRow, begins_inside, cell_text, named_row, unknown_columns
from parsers.matching import Matcher, analysis_of, fold
from parsers.plan import Indicator, IndicatorCell, IndicatorMeasure, Problem, Severity
from parsers.tables import WholeTable

_EMPTY = frozenset({"-", "–", "—", ""})
"""What a cell prints when it holds nothing."""
_DASHES = ("-", "–")
"""What a name goes on behind."""

_VALUE = regex.compile(r"[+-]?\d[\d ,]*(?:\s?%|\s\p{L}+)?")
"""A whole value of a cell: a number, and a sign or a unit."""
_YEAR = regex.compile(r"(?:19|20)\d\d$")
"""What a period printed to its end ends in."""


def read_indicators(
    table: WholeTable, first_ordinal: int, year: int | None, matcher: Matcher
) -> tuple[list[Indicator], list[Problem]]:
    """The indicators of one table, and what could not be told of them."""
    header = table.header
    if header is None:
        return [], []
    name = header.index("name") or 0
    rows = _rows(table, name, header, matcher)
    problems: list[Problem] = []
    indicators = [
        _indicator(row, first_ordinal + number, name, header, table, year, matcher, problems)
        for number, row in enumerate(rows)
    ]
    problems.extend(unknown_columns(table, header))
    return indicators, problems


def _rows(table: WholeTable, name: int, header: Header, matcher: Matcher) -> list[FollowedRow]:
    rows: list[FollowedRow] = []
    for number, printed in table.body:
        row = named_row(printed, name, matcher)
        texts = row.texts
        text = texts[name]
        alone = not any(t for i, t in enumerate(texts) if i > name)
        analysis = analysis_of(text, matcher) if alone else None
        if rows and analysis is not None:
            rows[-1].analyse([analysis], row)
        elif rows and rows[-1].analysed and alone:
            rows[-1].analyse([text], row)
        elif rows and _begins_nameless(row, rows[-1], name, header, matcher):
            rows.append(FollowedRow(row, row.span))
        elif (rows and not rows[-1].row.texts[name] and number in table.breaks) or (
            rows and _is_rest(row, rows[-1].row, name, at_break=number in table.breaks)
        ):
            rows[-1].go_on(row)
        elif any(texts):
            rows.append(FollowedRow(row, row.span))
    return rows


def _begins_nameless(row: RawRow, before: FollowedRow, name: int, header: Header, matcher: Matcher) -> bool:
    """Whether a row without a name is not the rest of the one before: each has a periodicity or a period of its own.

    So it is, too, where an analysis stands between, or where several columns hold a whole value in both. Its name stands on the next page, where all its lines were kept together.
    """
    if row.texts[name]:
        return False
    if before.analysed and any(row.texts):
        return True
    pairs = [(own, other) for own, other in zip(row.texts, before.row.texts, strict=False) if own and other]
    if sum(all(map(_VALUE.fullmatch, pair)) for pair in pairs) > 1 and all(_VALUE.fullmatch(own) for own, _ in pairs):
        return True
    often, period = (
        [cell_text(cells, header.index(role)) or "" for cells in (row.cells, before.row.cells)]
        for role in ("periodicity", "period")
    )
    return all(matcher.periodicities.find(text, exact=True) for text in often) or all(map(_YEAR.search, period))


def _is_rest(row: RawRow, before: RawRow, name: int, *, at_break: bool) -> bool:
    """Whether a row goes on with the one before: no name of its own, or nothing but the rest of one.

    Behind a page break other cells may have their rests beside it.
    """
    text = row.texts[name]
    alone = not any(other for index, other in enumerate(row.texts) if index != name)
    if not text or (alone and begins_inside(text)):
        return True
    if text[:1].islower():
        return at_break
    return at_break and (alone or before.texts[name].endswith(_DASHES))


def _indicator(
    followed: FollowedRow,
    ordinal: int,
    name: int,
    header: Header,
    table: WholeTable,
    year: int | None,
    matcher: Matcher,
    problems: list[Problem],
) -> Indicator:
    cells = followed.row.cells
    values: list[IndicatorCell] = []
    for index, column in enumerate(header.columns[: len(cells)]):
        cell = cells[index]
        if column.role in ("name", "periodicity", "period") or fold(cell.text) in _EMPTY:
            continue
        if index < name or (column.role is None and not column.label):
            continue
        measure = IndicatorMeasure(column.role) if column.role and cell.sure else None
        if measure is IndicatorMeasure.UTFALL and column.year and year and column.year < year:
            measure = IndicatorMeasure.UTFALL_FOREGAENDE
        label = column.label if cell.sure else None
        values.append(IndicatorCell(label, measure, cell.text, cell.span, column.year if cell.sure else None))
    if any(not cell.sure for cell in cells):
        loose = ", ".join(repr(cell.text) for cell in cells if not cell.sure)
        message = f"The columns are lost in this conversion: {loose} may stand under any of several headers."
        problems.append(Problem("ambiguous_column", Severity.WARNING, message, followed.span, "indicators", ordinal))
    return Indicator(
        ordinal=ordinal,
        goal=table.goal,
        table=table.ordinal,
        name=matcher.strip_mark(cells[name].text)[1],
        periodicity=cell_text(cells, header.index("periodicity")),
        period_text=cell_text(cells, header.index("period")),
        values=tuple(values),
        analysis=fold(" ".join(followed.analysis)) or None,
        span=followed.span,
    )
