"""What tests of the parsers share: a text to its Plan, and the Plan's lists as plain tuples that a case can hold.

In: the text of an invented plan, its blocks parted by blank lines. Out: only what the rule under test is about.
"""

from __future__ import annotations

from pathlib import Path

from extract.document import Document
from extract.text import read_text
from parsers.analyse import analyse
from parsers.plan import Plan

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "data" / "raw"
SHARED = ROOT.parent / "shared"


def document(text: str | bytes) -> Document:
    """A text file's Document."""
    return read_text(text if isinstance(text, bytes) else text.encode(), "plan.txt")


def plan(*blocks: str) -> Plan:
    """The Plan of some blocks with a blank line between each and the next."""
    return analyse(document("\n\n".join(blocks)))


def goals(found: Plan) -> list[tuple[str, str | None, str | None, int | None]]:
    """Each goal's level, code, title and parent."""
    return [(goal.level.value, goal.code, goal.title, goal.parent) for goal in found.goals]


def titles(found: Plan) -> list[str | None]:
    """The goals' titles."""
    return [goal.title for goal in found.goals]


def sections(found: Plan) -> list[tuple[int | None, str, str | None, str | None]]:
    """Each section's goal, kind, heading and text."""
    return [(each.goal, each.kind.value, each.heading, each.text) for each in found.sections]


def headings(found: Plan) -> list[str | None]:
    """The sections' headings."""
    return [section.heading for section in found.sections]


def activities(found: Plan) -> list[tuple[str, str | None, str | None]]:
    """Each activity's description and dates."""
    return [(each.description, each.start, each.end) for each in found.activities]


def indicators(found: Plan) -> list[tuple[str, list[tuple[str | None, str]], str | None]]:
    """Each indicator's name, its values with their measures, and its periodicity."""
    return [
        (each.name, [(value.measure.value if value.measure else None, value.text) for value in each.values],
         each.periodicity)
        for each in found.indicators
    ]  # fmt: skip


def amounts(found: Plan) -> list[tuple[str, str | None, str, str | None, int | None, str | None, str]]:
    """Each budget line's label, parent, kind, measure, year, unit and printed amount."""
    return [
        (line.label, line.parent_label, line.line_kind.value, line.measure.value if line.measure else None, line.year,
         line.unit, line.text)
        for line in found.budget_lines
    ]  # fmt: skip


def codes(found: Plan) -> list[str]:
    """The problems' codes."""
    return [problem.code for problem in found.problems]
