"""Indicator tables to indicators.

In: a whole table with its header understood. Out: one indicator a printed row, however the row wraps or a page cuts it,
and the analysis printed under it. Values stay texts; a cell whose column is not known has no measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from parsers.columns import Header
from parsers.elements import RawCell, RawRow, join_spans
from parsers.matching import Matcher, fold
from parsers.plan import Indicator, IndicatorCell, IndicatorMeasure, Problem, Severity, Span
from parsers.prose import join_wrapped
from parsers.tables import WholeTable

_EMPTY = frozenset({"-", "–", "—", ""})
"""What a cell prints when it holds nothing."""


def merge_rows(before: RawRow, rest: RawRow) -> RawRow:
    """A row and the rest of it that a page break or a narrow column parted from it."""
    cells = tuple(
        RawCell(join_wrapped(a.text, b.text), join_spans(a.span, b.span) if b.text else a.span, a.sure and b.sure)
        for a, b in zip(before.cells, rest.cells, strict=False)
    )
    return RawRow(cells, join_spans(before.span, rest.span), before.is_header)


def analysis_of(text: str, matcher: Matcher) -> str | None:
    """The text behind the word that begins a row of analysis; "" where the word stands alone; None for other rows."""
    word, _, rest = text.partition(" ")
    if matcher.analysis_words.find(word.rstrip(":"), exact=True) and (word[:1].isupper()):
        return fold(rest)
    return None


@dataclass(slots=True)
class _Draft:
    row: RawRow
    span: Span
    analysis: list[str] = field(default_factory=list)
    analysed: bool = False


def read_indicators(
    table: WholeTable, first_ordinal: int, year: int | None, matcher: Matcher
) -> tuple[list[Indicator], list[Problem]]:
    """The indicators of one table, and what could not be told of them."""
    header = table.header
    if header is None:
        return [], []
    name = header.index("name") or 0
    drafts = _drafts(table, name, header, matcher)
    problems: list[Problem] = []
    indicators = [
        _indicator(draft, first_ordinal + number, name, header, table, year, matcher, problems)
        for number, draft in enumerate(drafts)
    ]
    problems.extend(unknown_columns(table, header))
    return indicators, problems


def _drafts(table: WholeTable, name: int, header: Header, matcher: Matcher) -> list[_Draft]:
    drafts: list[_Draft] = []
    for number, row in table.body:
        texts = row.texts
        text = next((t for t in texts[: name + 1] if t and matcher.strip_mark(t)[1]), "")
        alone = not any(t for i, t in enumerate(texts) if i > name)
        analysis = analysis_of(text, matcher) if alone else None
        if drafts and analysis is not None:
            drafts[-1].analysed = True
            drafts[-1].analysis.append(analysis)
            drafts[-1].span = join_spans(drafts[-1].span, row.span)
        elif drafts and drafts[-1].analysed and alone:
            drafts[-1].analysis.append(text)
            drafts[-1].span = join_spans(drafts[-1].span, row.span)
        elif drafts and _is_rest(row, name, header, at_break=number in table.breaks):
            drafts[-1].row = merge_rows(drafts[-1].row, row)
            drafts[-1].span = join_spans(drafts[-1].span, row.span)
        elif any(texts):
            drafts.append(_Draft(row, row.span))
    return drafts


def _is_rest(row: RawRow, name: int, header: Header, *, at_break: bool) -> bool:
    """Whether a row goes on with the one before: no name of its own, or nothing but the rest of one."""
    texts = row.texts
    if not texts[name]:
        return True
    alone = not any(text for index, text in enumerate(texts) if index != name)
    if alone:
        return at_break or texts[name][:1].islower()
    if not at_break or not texts[name][:1].islower():
        return False
    last = header.index("periodicity")
    last = header.index("period") if last is None else last
    return last is None or not texts[last]


def _indicator(
    draft: _Draft,
    ordinal: int,
    name: int,
    header: Header,
    table: WholeTable,
    year: int | None,
    matcher: Matcher,
    problems: list[Problem],
) -> Indicator:
    cells = draft.row.cells
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
        problems.append(Problem("ambiguous_column", Severity.WARNING, message, draft.span, "indicators", ordinal))
    return Indicator(
        ordinal=ordinal,
        goal=table.goal,
        table=table.ordinal,
        name=matcher.strip_mark(cells[name].text)[1],
        periodicity=_text(cells, header.index("periodicity")),
        period_text=_text(cells, header.index("period")),
        values=tuple(values),
        analysis=fold(" ".join(part for part in draft.analysis if part)) or None,
        span=draft.span,
    )


def _text(cells: Sequence[RawCell], index: int | None) -> str | None:
    return (cells[index].text or None) if index is not None and index < len(cells) else None


def unknown_columns(table: WholeTable, header: Header) -> list[Problem]:
    """A problem for each column whose header the vocabulary does not know."""
    head = next((row for row in table.rows if row.is_header), table.rows[0])
    return [
        Problem(
            "unknown_column",
            Severity.WARNING,
            f"The column {column.label!r} is not known; its cells are in table_cells only as printed.",
            replace(head.span),
        )
        for column in header.columns
        if column.role is None and column.label
    ]
