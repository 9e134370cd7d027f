"""Which lines a printed sum may be the sum of, and with which signs.

In: the rows of a budget table above a sum. Out: hypotheses, the likeliest first: a set of rows and a weight for
each. Two conventions of sign are known: income is negative, so that a net is everything added up; or cost and income
are both positive, so that a net is the one less the other. Never a hypothesis that the signs in the table speak against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from normalize.budget_table import BudgetTable, Figure, Row, Side
from parsers.plan import BudgetMeasure, LineKind

LEVELS: Final = (BudgetMeasure.BUDGET, BudgetMeasure.PROGNOS, BudgetMeasure.UTFALL)
"""Measures that are amounts themselves, for which the signs of cost and income say which convention holds."""

_PLUS: Final = 1
_MINUS: Final = -1


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """The rows that a sum may be made of, and +1 or -1 for each."""

    rows: tuple[Row, ...]
    weights: tuple[int, ...]

    def figures(self, column: int) -> tuple[tuple[Figure, int], ...]:
        """The figures that are printed in a column, with their weights."""
        return tuple(
            (row.figures[column], weight)
            for row, weight in zip(self.rows, self.weights, strict=True)
            if column in row.figures
        )

    def sum_of(self, column: int) -> Decimal:
        """The sum of a column's figures."""
        return sum((figure.value * weight for figure, weight in self.figures(column)), Decimal(0))

    def off(self, total: Figure, column: int) -> Decimal:
        """How far the printed sum is from the sum of its lines; 0 where rounding explains it."""
        difference, slack = total.value, total.slack
        for figure, weight in self.figures(column):
            difference -= figure.value * weight
            slack += figure.slack
        return difference if abs(difference) > slack else Decimal(0)


def hypotheses(table: BudgetTable, index: int, measure: BudgetMeasure) -> tuple[Hypothesis, ...]:
    """What the sum in the row at this index may be made of, in columns of this measure; the likeliest first."""
    total = table.rows[index]
    above = tuple(row for row in table.rows[:index] if row.kind is not LineKind.OF_WHICH)
    sets = _of_total(above) if total.kind is LineKind.TOTAL else _of_subtotal(above, total)
    found: dict[tuple[tuple[int, ...], tuple[int, ...]], Hypothesis] = {}
    for rows in sets:
        for weights in _weights(table, total, rows, measure) if rows else ():
            found.setdefault((tuple(row.number for row in rows), weights), Hypothesis(rows, weights))
    return tuple(found.values())


def _after_last(rows: tuple[Row, ...], *kinds: LineKind) -> tuple[Row, ...]:
    """The rows below the last one of these kinds."""
    start = max((place + 1 for place, row in enumerate(rows) if row.kind in kinds), default=0)
    return rows[start:]


def _items(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.kind is LineKind.ITEM)


def _uncovered(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Subtotals, and the items that none of them is the sum of."""
    kept = []
    for place, row in enumerate(rows):
        below = (other for other in rows[place + 1 :] if other.kind is LineKind.SUBTOTAL)
        covered = any(other.parent is None or other.parent == row.parent for other in below)
        if row.kind is LineKind.SUBTOTAL or not covered:
            kept.append(row)
    return tuple(kept)


def _of_total(above: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
    """Sets of rows that a total may be the sum of."""
    since = _after_last(above, LineKind.TOTAL)
    totals = tuple(row for row in above if row.kind is LineKind.TOTAL)
    yield _uncovered(since)
    yield _items(since)
    if totals:
        yield (totals[-1], *_uncovered(since))
        yield totals
        yield _items(above)


def _of_subtotal(above: tuple[Row, ...], total: Row) -> Iterator[tuple[Row, ...]]:
    """Sets of rows that a subtotal may be the sum of."""
    group = _items(_after_last(above, LineKind.SUBTOTAL, LineKind.TOTAL))
    if total.parent is not None:
        yield tuple(row for row in group if row.parent == total.parent)
        yield tuple(row for row in _items(above) if row.parent == total.parent)
    yield group
    since = _after_last(above, LineKind.TOTAL)
    if any(row.kind is LineKind.SUBTOTAL for row in since):
        yield (*(row for row in since if row.kind is LineKind.SUBTOTAL), *group)
        yield _items(since)


def _weights(
    table: BudgetTable, total: Row, rows: tuple[Row, ...], measure: BudgetMeasure
) -> Iterator[tuple[int, ...]]:
    """The signs that the rows may be added with: as printed, cost less income, income less cost."""
    sides = [row.side for row in rows]
    added = tuple(_PLUS for _ in rows)
    less_income = tuple(_MINUS if side is Side.INCOME else _PLUS for side in sides)
    less_cost = tuple(-weight for weight in less_income)
    mixed = Side.INCOME in sides and any(side is not Side.INCOME for side in sides)
    if mixed and measure in LEVELS:
        income = _sign(table, [row for row in rows if row.side is Side.INCOME])
        cost = _sign(table, [row for row in rows if row.side is not Side.INCOME])
        if cost * income <= 0:
            yield added
        if cost * income >= 0:
            yield less_income
            yield less_cost
            if total.side is not Side.NET:
                yield added
    elif mixed and measure is BudgetMeasure.AVVIKELSE:
        yield from (added, less_income, less_cost)
    else:
        yield added
        if len(rows) == 2 and total.side is Side.NET and set(sides) <= {Side.UNKNOWN}:
            yield (_PLUS, _MINUS)
            yield (_MINUS, _PLUS)


def _sign(table: BudgetTable, rows: list[Row]) -> int:
    """The sign that most figures of these rows have: 1, -1, or 0 where there are as many of both."""
    columns = table.columns(*LEVELS)
    values = [row.figures[column].value for row in rows for column in columns if column in row.figures]
    balance = sum((value > 0) - (value < 0) for value in values)
    return (balance > 0) - (balance < 0)
