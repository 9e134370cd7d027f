"""What a conversion does to a plan's content, before anything is printed: misread letters, lost marks, split labels.

In: a `PlanModel` and a `Conversion`. Out: the model as that conversion leaves it, whose texts are what the file will say
and whose rows are what can still be read from it. Printing a converted model adds only form.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from generator.dice import Dice
from generator.model import (
    Activity,
    ActivityTable,
    BudgetTable,
    Goal,
    IndicatorTable,
    Item,
    Mark,
    Paragraph,
    PlanModel,
    Section,
    Value,
)


class Form(StrEnum):
    """The three ways a plan becomes text."""

    TABS = "tabs"
    WRAPPED = "wrapped"
    VISION = "vision"


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a plan is turned into text.

    `seed` moves page breaks, misreadings and stray blanks. `cover` and `toc` say whether those pages are in the file.
    `form_feeds` parts pages by form feeds; `furniture` prints page numbers (and, with form feeds, running lines).
    `misreads` is the most letters misread in the whole document, at most one in a text; only VISION misreads.
    `keep_marks` is the share of marks that survive. `hyphenate` divides words at a line's end (WRAPPED only).
    `compact` leaves out the blank lines before the first goal (WRAPPED only). `page_lines` is a page's length.
    """

    form: Form = Form.TABS
    seed: int = 0
    cover: bool = True
    toc: bool = True
    form_feeds: bool = False
    furniture: bool = False
    misreads: int = 0
    keep_marks: float = 0.0
    hyphenate: bool = False
    compact: bool = False
    page_lines: int = 44


LOST = Mark("")
"""A mark that the conversion lost: a blank is left in its place."""

CONFUSIONS = (
    ("å", "ä"),
    ("å", "á"),
    ("ä", "å"),
    ("ä", "a"),
    ("ö", "o"),
    ("Å", "Ä"),
    ("rn", "m"),
    ("m", "rn"),
    ("vv", "w"),
    ("l", "1"),
    ("I", "l"),
    ("ti", "tl"),
    ("yr", "y"),
)
"""Letters as an optical reader takes them for others."""


def convert(plan: PlanModel, conversion: Conversion) -> PlanModel:
    """The plan as the conversion leaves it."""
    reader = _Reader(Dice("convert", plan.seed, conversion.seed), conversion, conversion.misreads)
    items = tuple(reader.item(item) for item in plan.items)
    front = plan.front if conversion.cover else ()
    extra = plan.toc_extra if conversion.toc else ()
    gone = {"toc_goal_missing_in_body": not conversion.toc, "unparsed_value": conversion.form is Form.WRAPPED}
    findings = tuple(found for found in plan.findings if not gone.get(found.code, False))
    return replace(plan, items=items, front=front, toc_extra=extra, findings=findings)


@dataclass(slots=True)
class _Reader:
    dice: Dice
    conversion: Conversion
    errors_left: int
    headings: dict[str, str] = field(default_factory=dict)

    def text(self, text: str, share: float = 0.15) -> str:
        """The text with at most one misread letter."""
        if self.conversion.form is not Form.VISION or not self.errors_left or len(text) < 8:
            return text
        if not self.dice.chance(share):
            return text
        fits = [(right, wrong) for right, wrong in CONFUSIONS if right in text[1:]]
        if not fits:
            return text
        right, wrong = self.dice.pick(fits)
        places = [at for at in range(1, len(text)) if text.startswith(right, at)]
        at = self.dice.pick(places)
        self.errors_left -= 1
        return text[:at] + wrong + text[at + len(right) :]

    def mark(self, mark: Mark | None) -> Mark | None:
        if mark is None:
            return None
        return mark if self.dice.chance(self.conversion.keep_marks) else LOST

    def item(self, item: Item) -> Item:
        if isinstance(item, Goal):
            return self._goal(item)
        if isinstance(item, Section):
            return self._section(item)
        if isinstance(item, IndicatorTable):
            return self._indicators(item)
        if isinstance(item, ActivityTable):
            return self._activities(item)
        return self._budget(item) if isinstance(item, BudgetTable) else item

    def _goal(self, goal: Goal) -> Goal:
        wrapped = self.conversion.form is Form.WRAPPED
        separate = wrapped and goal.label
        return replace(
            goal,
            label=self.text(goal.label),
            title=self.text(goal.title, 0.05),
            one_line=goal.one_line and not separate,
            italic=goal.italic and not wrapped,
            mark=self.mark(goal.mark),
        )

    def _section(self, section: Section) -> Section:
        heading = self.text(section.heading) if section.heading else None
        if heading and section.heading:
            self.headings[section.heading] = heading
        body = section.body
        if self.conversion.keep_marks == 0 and heading == "Så läser du tabellerna":
            body = tuple(_without_marks(part) if isinstance(part, Paragraph) else part for part in body)
        return replace(section, heading=heading, body=body)

    def _indicators(self, table: IndicatorTable) -> IndicatorTable:
        columns = tuple(replace(column, label=self.text(column.label)) for column in table.columns)
        rows = tuple(replace(row, mark=self.mark(row.mark), cells=self._cells(row.cells)) for row in table.rows)
        return IndicatorTable(self.text(table.name_label), columns, self.text(table.last_label), rows)

    def _cells(self, cells: tuple[Value | None, ...]) -> tuple[Value | None, ...]:
        """Without tabs, words that are no value could not be told from the name: they are left out."""
        if self.conversion.form is not Form.WRAPPED:
            return cells
        return tuple(cell if cell and cell.meant else None for cell in cells)

    def _activities(self, table: ActivityTable) -> ActivityTable:
        labels = tuple(self.text(label) for label in table.labels)
        return replace(table, labels=labels, rows=tuple(self._activity(row) for row in table.rows))

    def _activity(self, row: Activity) -> Activity:
        mark = self.mark(row.mark)
        if row.mark is not None and mark is LOST:
            return replace(row, mark=mark, status=None, status_text=None)
        return replace(row, mark=mark)

    def _budget(self, table: BudgetTable) -> BudgetTable:
        columns = tuple(replace(column, label=self.text(column.label)) for column in table.columns)
        names = {row.label: self.text(row.label, 0.06) for row in table.rows if row.kind != "of_which"}
        rows = tuple(
            replace(
                row,
                label=names.get(row.label, row.label),
                parent=names.get(row.parent, row.parent) if row.parent else None,
            )
            for row in table.rows
        )
        return replace(table, columns=columns, rows=rows, section=self.headings.get(table.section, table.section))


def _without_marks(paragraph: Paragraph) -> Paragraph:
    text = "".join(letter for letter in paragraph.text if letter.isascii() or letter.isalpha())
    return replace(paragraph, text=" ".join(text.split()))
