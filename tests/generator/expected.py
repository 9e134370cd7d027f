"""PlanModel and Conversion -> the rows that must come out, in the format of the gold files.

In: a plan as drawn and how it was turned into text. Out: one JSON-ready dictionary with the lists goals, indicators,
activities, budget_lines, budget_statements, sections, findings_expected and (beyond the gold format) tables. Where a conversion truly loses something
(a value that may stand in either of two columns, numbers that run together), the entry says so: `ambiguous` or
`measure_ambiguous`. Never read from any text: only from the model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.convert import Conversion, Form, convert
from generator.model import (
    Activity,
    ActivityTable,
    BudgetRow,
    BudgetTable,
    Indicator,
    IndicatorTable,
    ItemList,
    OtherTable,
    PlanModel,
    Prose,
    Section,
    Value,
)

Record = dict[str, Any]

SUMMED = ("subtotal", "total")
NUMBER = r"[-\u2212]?(?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)?"
COVER_FIELDS = ("committee", "diary_number", "document_date", "meeting_date", "case_officer")


def expected(plan: PlanModel, conversion: Conversion, source: str = "") -> Record:
    """The rows of a plan printed in this conversion; `source` is the file's name."""
    seen = convert(plan, conversion)
    rows = _Rows(seen, conversion)
    for item, goal in seen.with_goal():
        rows.take(item, goal)
    for section in seen.front:
        rows.statements(section.body)
    found = [{"code": finding.code, "about": finding.about} for finding in seen.findings]
    if not conversion.cover:
        found.append({"code": "year_inferred", "about": str(plan.year)})
    return {
        "source": source,
        "document": _document(plan, conversion),
        "goals": _goals(seen),
        "indicators": rows.indicators,
        "activities": rows.activities,
        "budget_lines": rows.budget_lines,
        "budget_statements": rows.said,
        "sections": _front_sections(seen, conversion) + rows.sections,
        "findings_expected": found,
        "tables": [] if conversion.form is Form.WRAPPED else _tables(seen),
    }


def _tables(plan: PlanModel) -> list[Record]:
    """Every table with its kind; those that are kept as cells with their text, header left out."""
    records: list[Record] = []
    for item in plan.items:
        if isinstance(item, OtherTable):
            records.append({"kind": "ovrig", "text": " ".join(fold(cell) for row in item.rows for cell in row if cell)})
        elif isinstance(item, IndicatorTable | ActivityTable | BudgetTable):
            kinds = {IndicatorTable: "indikator", ActivityTable: "aktivitet", BudgetTable: "budget"}
            records.append({"kind": kinds[type(item)]})
    return records


def fold(text: str) -> str:
    """White space of every kind folded to single blanks."""
    return " ".join(text.split())


def _document(plan: PlanModel, conversion: Conversion) -> Record:
    cover = plan.cover
    record: Record = {
        "document_type": plan.kind.document_type,
        "year": plan.year,
        "period": plan.kind.period,
        "organisation": cover.organisation,
        "organisation_level": cover.organisation_level,
        **{name: getattr(cover, name) for name in COVER_FIELDS},
        "title": fold(cover.title),
    }
    if conversion.cover:
        # A committee's own document may or may not name itself as the committee it answers to.
        record["ambiguous_fields"] = ["title"] if plan.kind.is_unit and cover.committee else ["committee", "title"]
        return record
    kept = ("document_type", "year", "period", "organisation_level")
    record |= {name: None for name in (*COVER_FIELDS, "organisation", "title")}
    record["ambiguous_fields"] = [name for name in kept if name != "year"]
    return record


def _goals(plan: PlanModel) -> list[Record]:
    records: list[Record] = []
    open_goals: list[int] = []
    for index, goal in enumerate(plan.goals):
        open_goals = [at for at in open_goals if plan.goals[at].level.depth < goal.level.depth]
        records.append(
            {
                "level": goal.level.value,
                "code": goal.code,
                "title": goal.title,
                "parent": open_goals[-1] if open_goals else None,
                "status": goal.status,
            }
        )
        open_goals.append(index)
    return records


def _front_sections(plan: PlanModel, conversion: Conversion) -> list[Record]:
    """What stands before the body: headings that may be read as cover, contents or prose."""
    records = [_section(section, None) | {"ambiguous": True} for section in plan.front]
    if plan.annexes and conversion.toc:
        annexes = " ".join(plan.annexes).split()
        record = {"goal": None, "heading": "Bilagor", "kind": "ovrigt", "ambiguous": True}
        records.append(record | {"first_words": " ".join(annexes[:5]), "last_words": " ".join(annexes[-5:])})
    return records


def body_text(body: tuple[Prose, ...]) -> str:
    """A section's prose as the sections table holds it: paragraphs by blank lines, list items on lines of their own."""
    parts = []
    for part in body:
        if isinstance(part, ItemList):
            parts.append("\n".join(f"- {fold(item)}" for item in part.items))
        else:
            parts.append(fold(part.text))
    return "\n\n".join(parts)


def _words(body: tuple[Prose, ...]) -> list[str]:
    return [
        word for part in body for word in " ".join(part.items if isinstance(part, ItemList) else (part.text,)).split()
    ]


def _section(section: Section, goal: int | None) -> Record:
    words = _words(section.body)
    record: Record = {
        "goal": goal,
        "heading": section.heading,
        "kind": section.kind,
        "first_words": " ".join(words[:5]) or None,
        "last_words": " ".join(words[-5:]) or None,
        "text": body_text(section.body) or None,
    }
    return record if words else record | {"empty": True}


@dataclass(slots=True)
class _Rows:
    plan: PlanModel
    conversion: Conversion
    indicators: list[Record] = field(default_factory=list)
    activities: list[Record] = field(default_factory=list)
    budget_lines: list[Record] = field(default_factory=list)
    said: list[Record] = field(default_factory=list)
    sections: list[Record] = field(default_factory=list)
    budgets: int = 0

    @property
    def wrapped(self) -> bool:
        return self.conversion.form is Form.WRAPPED

    def take(self, item: object, goal: int | None) -> None:
        """Add the rows of one item."""
        if isinstance(item, Section):
            self._section(item, goal)
        elif isinstance(item, IndicatorTable):
            self.indicators += [self._indicator(row, item, goal) for row in item.rows]
        elif isinstance(item, ActivityTable):
            self.activities += [_activity(row, goal) for row in item.rows]
        elif isinstance(item, BudgetTable):
            self._budget(item)

    def _section(self, section: Section, goal: int | None) -> None:
        self.statements(section.body)
        if section.continues and self.sections:
            last = self.sections[-1]
            record = _section(section, goal)
            last.pop("empty", None)
            last["first_words"] = last["first_words"] or record["first_words"]
            last["last_words"] = record["last_words"]
            last["text"] = "\n\n".join(text for text in (last["text"], record["text"]) if text)
            return
        self.sections.append(_section(section, goal))

    def statements(self, body: tuple[Prose, ...]) -> None:
        """Add the amounts said in prose."""
        for part in body:
            for said in part.statements:
                self.said.append(
                    {
                        "amount_text": fold(said.amount_text),
                        "amount_sek": money(said.amount_sek),
                        "sentence": fold(said.sentence),
                        "approximate": said.approximate,
                    }
                )

    def _indicator(self, row: Indicator, table: IndicatorTable, goal: int | None) -> Record:
        filled = [cell for cell in row.cells if cell is not None]
        values = []
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell is None:
                continue
            record = _value(cell) | {"measure": column.measure, "year": column.year, "column_label": column.label}
            certain = len(filled) == len(row.cells) or cell.delegated
            values.append(record if certain or not self.wrapped else record | {"measure_ambiguous": True})
        return {
            "goal": goal,
            "name": row.name,
            "periodicity": row.periodicity,
            "period_text": row.period_text,
            "analysis": fold(row.analysis) if row.analysis else None,
            "values": values,
        }

    def _budget(self, table: BudgetTable) -> None:
        if table.caption and self.sections:
            # The lines above a table may be read as its section's prose or as the table's own.
            self.sections[-1] = self.sections[-1] | {"ambiguous": True}
        for row in table.rows:
            ambiguous = self.wrapped and runs_together(row)
            for column, cell in zip(table.columns, row.cells, strict=False):
                if cell is None:
                    continue
                record: Record = {
                    "table": self.budgets,
                    "section": table.section,
                    "label": row.label,
                    "parent_label": row.parent,
                    "line_kind": row.kind,
                    "column_label": column.label,
                    "measure": column.measure,
                    "year": column.year,
                    "value_text": fold(cell.text),
                    "unit_text": table.unit,
                    "amount_sek": money(cell.sek),
                }
                record |= {"ambiguous_fields": ["parent_label"]} if row.kind in SUMMED else {}
                self.budget_lines.append(record | ({"ambiguous": True} if ambiguous else {}))
        self.budgets += 1


def _activity(row: Activity, goal: int | None) -> Record:
    return {
        "goal": goal,
        "description": row.description,
        "start": row.start,
        "end": row.end,
        "status": row.status,
        "deviation": row.deviation,
        "analysis": fold(" ".join(row.analysis)) or None,
    }


def _value(cell: Value) -> Record:
    return {
        "value_text": fold(cell.text),
        "value": cell.value,
        "unit": cell.unit,
        "comparator": cell.comparator,
        "delegated": cell.delegated,
    }


def money(amount: Decimal) -> str:
    """Kronor with two decimals, as the gold files write them."""
    return str(amount.quantize(Decimal("0.01")) + 0)


def runs_together(row: BudgetRow) -> bool:
    """Whether a row's amounts, printed with a blank between them, can be taken apart in more ways than one."""
    cells = [cell.text for cell in row.cells if cell is not None]
    if not cells:
        return False
    if len(cells) < len(row.cells):
        return True
    return splits(" ".join(cells), len(cells)) != 1


def splits(text: str, count: int) -> int:
    """In how many ways a line of numbers can be read as `count` numbers."""
    words = text.split(" ")

    def ways(start: int, left: int) -> int:
        if left == 0:
            return int(start == len(words))
        ends = range(start + 1, len(words) - left + 2)
        return sum(ways(end, left - 1) for end in ends if re.fullmatch(NUMBER, " ".join(words[start:end])))

    return ways(0, count)
