"""Budget tables to amounts.

In: a whole table with its header understood. Out: one BudgetLine a printed amount, with the group it stands in or the
line it is a part of. Amounts stay texts; nothing is added up here.
"""

from __future__ import annotations

from dataclasses import dataclass

from parsers.elements import RawRow
from parsers.followed_rows import FollowedRow
from parsers.matching import Matcher, squash, unconfused
from parsers.plan import BudgetLine, BudgetMeasure, LineKind, Problem, Severity
from parsers.tables import WholeTable

_EMPTY = frozenset({"", "-", "–", "—"})


@dataclass(slots=True)
class _Position:
    """Where in a table the reading stands: the open group and the last line that others may be a part of."""

    group: str | None = None
    item: str | None = None


def read_budget(
    table: WholeTable, first_ordinal: int, section: str | None, year: int | None, matcher: Matcher
) -> tuple[list[BudgetLine], list[Problem]]:
    """The amounts of one table; a problem where its unit is not printed."""
    header = table.header
    if header is None:
        return [], []
    lines: list[BudgetLine] = []
    problems: list[Problem] = []
    position = _Position()
    for number, row in _whole_rows(table, matcher):
        label = row.cells[0].text
        amounts = [(i, cell) for i, cell in enumerate(row.cells) if i > 0 and cell.text.strip() not in _EMPTY]
        if not amounts:
            if label:
                position.group, position.item = label.rstrip(" :"), None
            continue
        kind, parent = _place(row, position, matcher)
        if not all(cell.sure for _, cell in amounts):
            problems.append(_run_together(row))
            continue
        for index, cell in amounts:
            column = header.columns[index] if index < len(header.columns) else None
            lines.append(
                BudgetLine(
                    ordinal=first_ordinal + len(lines),
                    table=table.ordinal,
                    section=section,
                    row=number,
                    label=label,
                    parent_label=parent,
                    line_kind=kind,
                    column=index,
                    column_label=column.label if column else "",
                    measure=BudgetMeasure(column.role) if column and column.role else None,
                    year=(column.year if column else None) or year,
                    unit=header.unit,
                    text=cell.text,
                    span=cell.span,
                )
            )
    problems.extend(_problems(table, lines, matcher))
    return lines, problems


def _whole_rows(table: WholeTable, matcher: Matcher) -> list[tuple[int, RawRow]]:
    """The rows of a table's body, those that a page break cut put together: the rest of a label follows the break."""
    rows: list[tuple[int, FollowedRow]] = []
    for number, row in table.body:
        label, *others = row.texts
        if rows and number in table.breaks and label and not any(others):
            before_label, *amounts = rows[-1][1].row.texts
            rest = label[0].islower() and not _is_of_which(label, matcher)
            if any(amounts) and (rest or not before_label):
                rows[-1][1].go_on(row)
                continue
        rows.append((number, FollowedRow(row, row.span)))
    return [(number, followed.row) for number, followed in rows]


def _is_of_which(label: str, matcher: Matcher) -> bool:
    """Whether a label says that its line is a part of the one above ("varav")."""
    word = label.split(maxsplit=1)[0].casefold().rstrip(":") if label.strip() else ""
    return word in matcher.vocabulary.of_which


def _run_together(row: RawRow) -> Problem:
    """The finding for amounts that a conversion ran together so that their columns cannot be told."""
    amounts = " ".join(text for text in row.texts[1:] if text)
    message = (
        f"The columns are lost in this conversion: {amounts!r} of {row.cells[0].text!r} can be parted in several ways."
    )
    return Problem("ambiguous_column", Severity.WARNING, message, row.span, "budget_lines")


def _place(row: RawRow, position: _Position, matcher: Matcher) -> tuple[LineKind, str | None]:
    """What a row is to the others, and its parent; moves the position on."""
    label = row.cells[0].text
    if _is_of_which(label, matcher):
        return LineKind.OF_WHICH, position.item
    if matcher.totals.find(label, exact=True):
        position.group, position.item = None, None
        return LineKind.TOTAL, None
    printed = _letters(label)
    if any(printed.startswith(_letters(start)) for start in matcher.vocabulary.subtotals) and " " in label.strip():
        group = position.group
        if group is None or _letters(group) not in printed:
            group = next((g for g in matcher.vocabulary.budget_groups if _letters(g) in printed), group)
        position.group, position.item = None, None
        return LineKind.SUBTOTAL, group
    position.item = label
    return LineKind.ITEM, position.group


def _letters(text: str) -> str:
    return unconfused(squash(text))


def _problems(table: WholeTable, lines: list[BudgetLine], matcher: Matcher) -> list[Problem]:
    if not lines:
        return []
    problems: list[Problem] = []
    if lines[0].unit is None:
        message = "No unit of money is printed at this table; its amounts have no value in kronor."
        problems.append(
            Problem("unit_missing", Severity.WARNING, message, table.span, "budget_lines", lines[0].ordinal)
        )
    unknown = {line.column_label for line in lines if line.measure is None}
    problems.extend(
        Problem("unknown_column", Severity.WARNING, f"The column {label!r} of a budget table is not known.", table.span)
        for label in sorted(unknown)
    )
    return problems
