"""A plan as a tree to hold against the paper: goals, and under each its prose, indicators, activities and amounts.

In: a Plan and its Document. Out: lines of text, in the document's order, each with the page or line it was read on. It
prints what the importer makes of a document and adds nothing of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsers.plan import Activity, BudgetLine, Cover, Goal, Indicator, Plan, Section, Span, Statement

INDENT = "  "
LABELS = {
    "kf_inriktningsmal": "KF:s inriktningsmål",
    "kf_mal": "KF:s mål för verksamhetsområdet",
    "namndmal": "Nämndmål",
    "enhetsmal": "Enhetsmål",
}
FIRST_WORDS = 70
"""Characters of a section's text that are shown."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A line of the tree: where it belongs and in which order."""

    span: Span
    goal: int | None
    text: str


def plan_to_tree(plan: Plan) -> Iterator[str]:
    """The lines of the tree."""
    yield from _cover(plan.cover)
    leaves = sorted(_leaves(plan), key=lambda leaf: leaf.span.line_first)
    depths = {goal.ordinal: goal.level.depth for goal in plan.goals}
    headings = [_Leaf(goal.span, goal.ordinal, _goal(goal)) for goal in plan.goals]
    lines: list[tuple[int, int, str]] = [
        (leaf.span.line_first, 0, f"{INDENT * depths[leaf.goal or 0]}{leaf.text}") for leaf in headings
    ]
    for leaf in leaves:
        depth = depths[leaf.goal] + 1 if leaf.goal is not None else 0
        lines.append((leaf.span.line_first, 1, f"{INDENT * depth}{leaf.text}"))
    yield ""
    yield from (text for _, _, text in sorted(lines, key=lambda line: line[:2]))
    if plan.problems:
        yield ""
        yield from (f"! {problem.code}: {problem.message} {_at(problem.span)}" for problem in plan.problems)


def _cover(cover: Cover) -> Iterator[str]:
    fields = (
        ("Title", cover.title),
        ("Kind", f"{cover.document_type} {cover.period or ''}".strip()),
        ("Year", str(cover.year) if cover.year else None),
        ("Organisation", cover.organisation),
        ("Committee", cover.committee),
        ("Dnr", cover.diary_number),
        ("Date", cover.document_date),
        ("Meeting", cover.meeting_date),
        ("Case officer", cover.case_officer),
    )
    yield from (f"{name:<13} {value}" for name, value in fields if value)


def _leaves(plan: Plan) -> Iterator[_Leaf]:
    sections = {section.ordinal: section for section in plan.sections}
    yield from (_Leaf(section.span, section.goal, _section(section)) for section in sections.values())
    yield from (_Leaf(item.span, item.goal, _indicator(item)) for item in plan.indicators)
    yield from (_Leaf(item.span, item.goal, _activity(item)) for item in plan.activities)
    yield from (_Leaf(item.span, item.goal, _statement(item)) for item in plan.statements)
    goals = {table.ordinal: table.goal for table in plan.tables}
    for row in _budget_rows(plan.budget_lines):
        yield _Leaf(row[0].span, goals[row[0].table], _budget(row))


def _budget_rows(lines: Iterable[BudgetLine]) -> list[list[BudgetLine]]:
    rows: dict[tuple[int, int], list[BudgetLine]] = {}
    for line in lines:
        rows.setdefault((line.table, line.row), []).append(line)
    return list(rows.values())


def _goal(goal: Goal) -> str:
    code = f" {goal.code}" if goal.code else ""
    status = f" [{goal.status_text}]" if goal.status_text else ""
    return f"{LABELS[goal.level]}{code}: {goal.title or '(no title)'}{status} {_at(goal.span)}"


def _section(section: Section) -> str:
    text = " ".join((section.text or "").split())
    shown = f"{text[:FIRST_WORDS]}…" if len(text) > FIRST_WORDS else text or "(no text)"
    return f"§ {(section.heading or '(no heading)').rstrip(':')}: {shown} {_at(section.span)}"


def _indicator(indicator: Indicator) -> str:
    values = ", ".join(f"{value.measure or 'column unknown'} {value.text}" for value in indicator.values)
    period = indicator.periodicity or indicator.period_text or ""
    analysis = " + analysis" if indicator.analysis else ""
    return f"○ {indicator.name}: {values or '(no value)'} {period}{analysis} {_at(indicator.span)}"


def _activity(activity: Activity) -> str:
    status = f" [{activity.status}]" if activity.status else ""
    analysis = " + analysis" if activity.analysis else ""
    dates = f"{activity.start or '?'} to {activity.end or '?'}"
    return f"▷ {activity.description}: {dates}{status}{analysis} {_at(activity.span)}"


def _budget(row: list[BudgetLine]) -> str:
    first = row[0]
    values = ", ".join(f"{line.column_label} {line.text}" for line in row)
    parent = f"{first.parent_label} / " if first.parent_label else ""
    return f"¤ {parent}{first.label}: {values} {first.unit or ''} {_at(first.span)}"


def _statement(statement: Statement) -> str:
    return f"¤ in prose: {statement.amount_text} {_at(statement.span)}"


def _at(span: Span) -> str:
    page = f"page {span.page_first}, " if span.page_first is not None else ""
    lines = f"{span.line_first}-{span.line_last}" if span.line_last != span.line_first else f"{span.line_first}"
    return f"({page}line {lines})"
