"""Printed sums held against their lines.

In: the amounts of a document's budget tables, as printed. Out: a problem for each that does not add up.
"""

from __future__ import annotations

from parsers.plan import BudgetLine, Problem


def check_budget(lines: tuple[BudgetLine, ...]) -> tuple[Problem, ...]:
    """Problems of all budget tables of a document."""
    return ()
