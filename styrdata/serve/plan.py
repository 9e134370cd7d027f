"""One plan as a tree: its goals, and under each the texts, indicators, activities and amounts.

In: rows of the SQLite database, by table. Out: frozen values a template can walk through. It reads nothing itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]

QUERIES = {
    "document": "SELECT * FROM documents WHERE document_id = :document",
    "goals": "SELECT * FROM goals WHERE document_id = :document ORDER BY ordinal",
    "sections": "SELECT * FROM sections WHERE document_id = :document ORDER BY ordinal",
    "indicators": """
        SELECT w.*, t.result, t.target_text FROM indicators_wide AS w
        LEFT JOIN target_outcome AS t ON t.indicator_id = w.indicator_id
        WHERE w.document_id = :document ORDER BY w.ordinal""",
    "activities": "SELECT * FROM activities WHERE document_id = :document ORDER BY ordinal",
    "statements": "SELECT * FROM budget_statements WHERE document_id = :document ORDER BY line_first",
    "budget": """
        SELECT * FROM budget_lines WHERE document_id = :document ORDER BY table_ordinal, row_ordinal, rowid""",
    "findings": "SELECT rowid, * FROM findings WHERE document_id = :document ORDER BY line_first",
}
"""What a plan's page needs, by name."""


@dataclass(frozen=True, slots=True)
class Node:
    """A goal with everything that stands directly under it, and the goals below it."""

    goal: Row | None
    sections: tuple[Row, ...]
    indicators: tuple[Row, ...]
    activities: tuple[Row, ...]
    statements: tuple[Row, ...]
    children: tuple[Node, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing stands directly under it."""
        return not (self.sections or self.indicators or self.activities or self.statements)


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One row of a budget table: the amounts in the columns' order, null where a column has none."""

    label: str
    parent_label: str | None
    line_kind: str
    amounts: tuple[Row | None, ...]


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """One budget table as it is printed, in kronor."""

    section: str | None
    columns: tuple[str, ...]
    rows: tuple[BudgetRow, ...]


@dataclass(frozen=True, slots=True)
class PlanTree:
    """A whole document: what stands outside the goals, the goals, the budget tables, the findings."""

    document: Row
    outside: Node
    roots: tuple[Node, ...]
    budget: tuple[BudgetTable, ...]
    findings: tuple[Row, ...]
    counts: tuple[tuple[str, int], ...]


def rows_to_tree(rows: Mapping[str, list[Row]]) -> PlanTree:
    """Build the tree; `rows` has one list for each of QUERIES. A goal whose parent is not there stands at the top."""
    below = {name: _by(rows[name], "goal_id") for name in ("sections", "indicators", "activities", "statements")}
    known = {goal["goal_id"] for goal in rows["goals"]}
    children: dict[str | None, list[Row]] = defaultdict(list)
    for goal in rows["goals"]:
        parent = goal["parent_goal_id"]
        children[parent if parent in known else None].append(goal)

    def node(goal: Row | None) -> Node:
        key = goal["goal_id"] if goal else None
        under = tuple(node(child) for child in children[key]) if goal else ()
        own = {name: tuple(rows_of[key]) for name, rows_of in below.items()}
        return Node(goal, **own, children=under)

    counts = tuple((name, len(rows[name])) for name in ("goals", "indicators", "activities", "budget", "findings"))
    return PlanTree(
        rows["document"][0],
        node(None),
        tuple(node(goal) for goal in children[None]),
        tuple(_budget_tables(rows["budget"])),
        tuple(rows["findings"]),
        counts,
    )


def _by(rows: Iterable[Row], column: str) -> dict[str | None, list[Row]]:
    """Rows by a column's value."""
    grouped: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped


def _budget_tables(lines: Iterable[Row]) -> Iterable[BudgetTable]:
    """Amounts put back into the tables they were read from."""
    tables: dict[int, list[Row]] = defaultdict(list)
    for line in lines:
        tables[line["table_ordinal"]].append(line)
    for table in tables.values():
        columns = tuple(dict.fromkeys(line["column_label"] for line in table))
        by_row: dict[int, list[Row]] = defaultdict(list)
        for line in table:
            by_row[line["row_ordinal"]].append(line)
        yield BudgetTable(table[0]["section"], columns, tuple(_budget_row(row, columns) for row in by_row.values()))


def _budget_row(lines: list[Row], columns: tuple[str, ...]) -> BudgetRow:
    """One printed row."""
    amounts = {line["column_label"]: line for line in lines}
    first = lines[0]
    return BudgetRow(
        first["label"], first["parent_label"], first["line_kind"], tuple(amounts.get(column) for column in columns)
    )
