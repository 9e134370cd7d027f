"""Printed sums held against their lines: a document's own arithmetic as its proof-reader.

In: the amounts of a document's budget tables, as printed. Out: a problem for each sum that its lines do not give, each
deviation that its columns do not give, and each `varav` that is more than what it is a part of. Never a problem
that rounding, empty cells or another convention of signs explains; never a correction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from normalize.budget_table import BudgetTable, Figure, Row, Side, budget_tables
from normalize.numbers import format_number
from normalize.sums import LEVELS, Hypothesis, hypotheses
from parsers.plan import BudgetLine, BudgetMeasure, LineKind, Problem, Severity

CODE: Final = "budget_sum_mismatch"
_SUMS = (LineKind.SUBTOTAL, LineKind.TOTAL)
_SIDES = (BudgetMeasure.KOSTNADER, BudgetMeasure.INTAKTER)
_CLASSES: Final = (LEVELS, (BudgetMeasure.AVVIKELSE,), _SIDES)
"""Measures whose columns are summed in the same way."""
_MAX_ROWS: Final = 500
"""What stands further down is no budget table's sum, but tables that have run together."""
_SHOWN: Final = 4
"""Longer sums are not written out in a message."""


def check_budget(lines: Iterable[BudgetLine]) -> tuple[Problem, ...]:
    """Problems of all budget tables of a document, table by table."""
    problems: list[Problem] = []
    for table in budget_tables(lines):
        problems.extend(_check_sums(table))
        problems.extend(_check_parts(table))
        problems.extend(_check_deviations(table))
    return tuple(problems)


def _problem(figure: Figure, severity: Severity, message: str) -> Problem:
    return Problem(CODE, severity, message, figure.line.span, "budget_lines", figure.line.ordinal)


def _check_sums(table: BudgetTable) -> Iterator[Problem]:
    """Subtotals and totals against the rows above them, column by column.

    All columns of a class have to be made in one way: the hypothesis that fits most of them is held against the others.
    """
    for index, row in enumerate(table.rows[:_MAX_ROWS]):
        if row.kind not in _SUMS:
            continue
        for measures in _CLASSES:
            columns = [column for column in table.columns(*measures) if column in row.figures]
            if not columns:
                continue
            likeliest = _likeliest(hypotheses(table, index, measures[0]), row, columns)
            if likeliest is None:
                continue
            wrong = [column for column in columns if _explains(likeliest, row, column) is False]
            doubtful = len(wrong) == len(columns) > 1
            yield from (_sum_problem(likeliest, row, column, doubtful) for column in wrong)


def _explains(hypothesis: Hypothesis, total: Row, column: int) -> bool | None:
    """Whether a column's sum is what its lines give; null where it prints no lines."""
    return hypothesis.off(total.figures[column], column) == 0 if hypothesis.figures(column) else None


def _likeliest(candidates: tuple[Hypothesis, ...], total: Row, columns: list[int]) -> Hypothesis | None:
    """The hypothesis that explains most columns; the first of those that explain as many."""
    if not candidates:
        return None
    return max(candidates, key=lambda candidate: sum(bool(_explains(candidate, total, column)) for column in columns))


def _sum_problem(hypothesis: Hypothesis, total: Row, column: int, doubtful: bool) -> Problem:
    """The finding for a sum; a warning only where empty cells, or a sum of something else, may explain it."""
    figure = total.figures[column]
    figures = hypothesis.figures(column)
    empty = len(hypothesis.rows) - len(figures)
    message = (
        f"{total.label} in the column {figure.line.column_label!r} is {format_number(figure.value)}, but its lines give "
        f"{_written_out(figures)}{format_number(hypothesis.sum_of(column))}"
        f"{_hint(hypothesis, figure, column)}{f', with {empty} empty cells counted as nothing' if empty else ''}."
    )
    return _problem(figure, Severity.WARNING if empty or doubtful else Severity.ERROR, message)


def _written_out(figures: tuple[tuple[Figure, int], ...]) -> str:
    """A short sum in full, such as `611,5 + 102,2 = `; nothing for a longer one."""
    if len(figures) > _SHOWN:
        return ""
    signed = [figure.value * weight for figure, weight in figures]
    terms = [format_number(signed[0])]
    terms += [f"{'-' if value < 0 else '+'} {format_number(abs(value))}" for value in signed[1:]]
    return " ".join(terms) + " = "


def _hint(hypothesis: Hypothesis, total: Figure, column: int) -> str:
    """Which line, with its sign turned, would make the sum right; nothing where none or several would."""
    difference = hypothesis.off(total, column)
    slack = total.slack + sum((figure.slack for figure, _ in hypothesis.figures(column)), Decimal(0))
    turned = [
        figure
        for figure, weight in hypothesis.figures(column)
        if figure.value and abs(difference + 2 * weight * figure.value) <= slack
    ]
    if len(turned) != 1:
        return ""
    line = turned[0].line
    return f" (the sum would be right if {line.label} were {format_number(-turned[0].value)})"


def _check_parts(table: BudgetTable) -> Iterator[Problem]:
    """Lines that are a part of another against that one: together they cannot be more."""
    whole: Row | None = None
    parts: dict[int, list[Row]] = {}
    for row in table.rows:
        if row.kind is not LineKind.OF_WHICH:
            whole = row
        elif whole is not None:
            parts.setdefault(whole.number, []).append(row)
    by_number = {row.number: row for row in table.rows}
    for number, rows in parts.items():
        if len({row.side for row in rows}) > 1:
            continue
        for column, figure in by_number[number].figures.items():
            figures = [row.figures[column] for row in rows if column in row.figures]
            yield from _part_problem(figure, figures)


def _part_problem(whole: Figure, parts: list[Figure]) -> Iterator[Problem]:
    """The finding for parts that are more than the whole; info only where they may overlap."""
    if not parts or any(part.value * whole.value < 0 for part in parts):
        return
    together = sum((abs(part.value) for part in parts), Decimal(0))
    slack = whole.slack + sum((part.slack for part in parts), Decimal(0))
    if together <= abs(whole.value) + slack:
        return
    overlapping = all(abs(part.value) <= abs(whole.value) for part in parts)
    message = (
        f"The varav lines of {whole.line.label} in the column {whole.line.column_label!r} are together "
        f"{format_number(together)}, more than its {format_number(abs(whole.value))}."
    )
    yield _problem(whole, Severity.INFO if overlapping else Severity.WARNING, message)


def _check_deviations(table: BudgetTable) -> Iterator[Problem]:
    """Deviations against the columns they are the difference of, each side of the budget with its own sign.

    Which columns those are is told by the rows: a pair of columns counts where it explains most of them.
    """
    outcomes = table.columns(BudgetMeasure.UTFALL, BudgetMeasure.PROGNOS)
    budgets = table.columns(BudgetMeasure.BUDGET)
    for column in table.columns(BudgetMeasure.AVVIKELSE):
        pairs = [(outcome, budget) for outcome in outcomes for budget in budgets]
        rows = {pair: _told_by(table, column, pair) for pair in pairs}
        wrong = {pair: _wrong_rows(rows[pair], column, pair) for pair in pairs}
        if not pairs:
            continue
        best = max(pairs, key=lambda pair: len(rows[pair]) - len(wrong[pair]))
        if len(rows[best]) > 2 * len(wrong[best]):
            yield from (_deviation_problem(row, column, best) for row in wrong[best])


def _told_by(table: BudgetTable, column: int, pair: tuple[int, int]) -> list[Row]:
    """The rows that print a deviation and both columns of the pair, and are not empty throughout."""
    needed = {column, *pair}
    rows = [row for row in table.rows if needed <= set(row.figures)]
    return [row for row in rows if any(row.figures[each].value for each in needed)]


def _off(row: Row, column: int, pair: tuple[int, int], sign: int) -> bool:
    """Whether a row's deviation differs from outcome less budget (sign 1) or budget less outcome (sign -1)."""
    deviation, outcome, budget = (row.figures[each] for each in (column, *pair))
    difference = deviation.value - sign * (outcome.value - budget.value)
    return abs(difference) > deviation.slack + outcome.slack + budget.slack


def _wrong_rows(rows: list[Row], column: int, pair: tuple[int, int]) -> list[Row]:
    """The rows that differ, with the sign for each side of the budget that fits most of its rows."""
    wrong = []
    for side in Side:
        of_side = [row for row in rows if (Side.NET if row.kind is LineKind.TOTAL else row.side) is side]
        rising, falling = ([row for row in of_side if _off(row, column, pair, sign)] for sign in (1, -1))
        wrong.extend(rising if len(rising) <= len(falling) else falling)
    return sorted(wrong, key=lambda row: row.number)


def _deviation_problem(row: Row, column: int, pair: tuple[int, int]) -> Problem:
    deviation, outcome, budget = (row.figures[each] for each in (column, *pair))
    message = (
        f"The deviation of {row.label} in the column {deviation.line.column_label!r} is {format_number(deviation.value)}, "
        f"but {format_number(outcome.value)} and {format_number(budget.value)} differ by "
        f"{format_number(abs(outcome.value - budget.value))}."
    )
    return _problem(deviation, Severity.WARNING, message)
