"""A budget table as figures: rows of exact numbers, ready to be added up.

In: the amounts of one table, as printed. Out: its rows in order, each with a number and a slack a column. The slack is
half a unit of the last printed digit: what rounding may have taken from the number. Never reads a text that
is no amount as nothing: such a column is left out, since nothing can be said of its sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import Final

from normalize.money import UnreadableAmount, parse_amount, split_unit
from normalize.numbers import decimals_of
from normalize.text import clean
from parsers.matching import squash, unconfused
from parsers.plan import BudgetLine, BudgetMeasure, LineKind

_HALF: Final = Decimal("0.5")
_SHARES: Final = ("%", "procent", "andel", "index")
"""Words in the header of a column whose figures are shares, which do not add up."""
_INCOME: Final = tuple(unconfused(word) for word in ("intakt", "inkomst"))
_COST: Final = tuple(unconfused(word) for word in ("kostnad", "utgift"))
_NET: Final = tuple(unconfused(word) for word in ("netto", "resultat"))
"""As OCR may leave them: without diacritics, the letters it takes for each other as one."""


def _letters(label: str) -> str:
    return unconfused(squash(label))


class Side(StrEnum):
    """Whether a row is money in, money out, the difference of both, or cannot be told."""

    INCOME = "income"
    COST = "cost"
    NET = "net"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount: its line, its value in the printed unit, and how far rounding may have moved it."""

    line: BudgetLine
    value: Decimal
    slack: Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label, group, kind and side of the budget, and its figures by column."""

    number: int
    label: str
    parent: str | None
    kind: LineKind
    side: Side
    figures: dict[int, Figure] = field(compare=False)


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """The rows of one table in order, and what each of its columns measures."""

    rows: tuple[Row, ...]
    measures: dict[int, BudgetMeasure]

    def columns(self, *measures: BudgetMeasure) -> tuple[int, ...]:
        """The columns that measure one of these, from the left."""
        return tuple(column for column, measure in sorted(self.measures.items()) if measure in measures)


def budget_tables(lines: Iterable[BudgetLine]) -> Iterator[BudgetTable]:
    """The tables that the lines are the amounts of, in the document's order."""
    for _, of_table in groupby(sorted(lines, key=lambda line: (line.table, line.ordinal)), key=lambda line: line.table):
        yield _table(tuple(of_table))


def _table(lines: tuple[BudgetLine, ...]) -> BudgetTable:
    by_column: dict[int, list[BudgetLine]] = {}
    first_of_row: dict[int, BudgetLine] = {}
    for line in lines:
        by_column.setdefault(line.column, []).append(line)
        first_of_row.setdefault(line.row, line)
    columns = {column: figures for column in sorted(by_column) if (figures := _figures(by_column[column]))}
    rows = []
    for number, first in sorted(first_of_row.items()):
        of_row = {column: figures[number] for column, figures in columns.items() if number in figures}
        rows.append(Row(number, first.label, first.parent_label, first.line_kind, _side(first), of_row))
    measures = {line.column: line.measure for line in lines if line.measure and line.column in columns}
    return BudgetTable(tuple(rows), measures)


def _side(line: BudgetLine) -> Side:
    """Told by a row's group, else by its label; only a sum is a net."""
    label = _letters(line.label)
    if line.line_kind in (LineKind.SUBTOTAL, LineKind.TOTAL) and any(word in label for word in _NET):
        return Side.NET
    for text in (_letters(line.parent_label or ""), label):
        if any(word in text for word in _INCOME):
            return Side.INCOME
        if any(word in text for word in _COST):
            return Side.COST
    return Side.UNKNOWN


def _figures(lines: list[BudgetLine]) -> dict[int, Figure]:
    """A column's figures by row; empty where one of them cannot be read, units differ, or it holds shares."""
    label = lines[0].column_label.casefold()
    if any(word in label for word in _SHARES) or len({line.unit for line in lines}) > 1:
        return {}
    values: dict[int, tuple[BudgetLine, Decimal]] = {}
    for line in lines:
        if clean(line.text) is None:
            continue
        number, unit = split_unit(line.text)
        try:
            values[line.row] = (line, parse_amount(number))
        except UnreadableAmount:
            return {}
        if unit not in (None, line.unit):
            return {}
    finest = max((decimals_of(value) for _, value in values.values()), default=0)
    return {
        row: Figure(line, value, _HALF.scaleb(-(decimals_of(value) if value else finest)))
        for row, (line, value) in values.items()
    }
