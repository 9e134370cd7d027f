"""PlanModel -> blocks: the neutral middle that every printer (text, PDF, Word, HTML) prints.

In: a `PlanModel`. Out: a tuple of blocks in reading order, each saying what it is and what is printed, with nothing
about pages. Blocks never hold a decision that depends on a page; those are `layout`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model import (
    Activity,
    ActivityTable,
    BudgetTable,
    Goal,
    Indicator,
    IndicatorTable,
    Item,
    ItemList,
    Level,
    Mark,
    OtherTable,
    PlanModel,
    Section,
)


class Role(StrEnum):
    """What a line of the cover is."""

    BRAND = "brand"
    PAPER_KIND = "paper_kind"
    DEPARTMENT = "department"
    DIARY = "diary"
    DATE = "date"
    LABEL = "label"
    OFFICER = "officer"
    CONTACT = "contact"
    ADDRESSEE = "addressee"
    MEETING = "meeting"
    TITLE = "title"


class RowKind(StrEnum):
    """What a row of a table is to the eye."""

    DATA = "data"
    GROUP = "group"
    TOTAL = "total"
    ANALYSIS = "analysis"
    """One cell over the whole width, under the data row it speaks of."""


@dataclass(frozen=True, slots=True)
class CoverLine:
    """One line of the cover."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class CoverBlock:
    """The cover: groups of lines, a blank line between groups; a two-column cover has the odd groups to the right."""

    groups: tuple[tuple[CoverLine, ...], ...]


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the contents; it may be too long for one line. `dots` asks for a leader of dots.

    `page` is a plausible number; a printer that knows the real one may print that, since no row depends on it.
    """

    text: str
    page: int
    level: int
    dots: bool = False


@dataclass(frozen=True, slots=True)
class TocBlock:
    """The contents, with its heading."""

    heading: str
    entries: tuple[TocEntry, ...]


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading of outline level 1 to 6: a label ("Nämndmål:", "" where there is none) and a title, code included.

    `goal` tells the headings of the steering chain from others; `one_line` says that label and title stand on one line;
    `italic` is about the title only.
    """

    level: int
    title: str
    label: str = ""
    goal: bool = False
    one_line: bool = True
    italic: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """What begins on lines of its own: label and title, or both on one."""
        if not self.label:
            return (self.title,)
        return (self.text,) if self.one_line else (self.label, self.title)

    @property
    def text(self) -> str:
        """The heading on one line."""
        return f"{self.label} {self.title}" if self.label else self.title


@dataclass(frozen=True, slots=True)
class StatusBlock:
    """The status of the goal above it: a coloured mark and a text."""

    mark: Mark | None
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """A paragraph; `tight` follows the block before it without space."""

    text: str
    tight: bool = False


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; an ordered one counts from 1."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class ColumnHint:
    """How a column is set: width as a share of the table's (they add up to 1), alignment, whether it holds amounts."""

    share: float
    align: str = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: as many cells as the table has columns ("" where nothing is printed); an ANALYSIS row has one cell.

    `mark` stands before the first cell's text. `group` counts the rows that belong together: an indicator or activity
    and the analysis under it have the same number.
    """

    cells: tuple[str, ...]
    kind: RowKind = RowKind.DATA
    mark: Mark | None = None
    group: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with one header row. `kind` is `indikator`, `aktivitet`, `budget` or `ovrig`; `ordinal` counts all tables."""

    kind: str
    ordinal: int
    header: tuple[str, ...]
    columns: tuple[ColumnHint, ...]
    rows: tuple[Row, ...]


Block = CoverBlock | TocBlock | HeadingBlock | StatusBlock | ParagraphBlock | ListBlock | TableBlock

OUTLINE = {Level.KF_INRIKTNINGSMAL: 1, Level.KF_MAL: 2, Level.NAMNDMAL: 3, Level.ENHETSMAL: 4}
SECTION_OUTLINE = {0: 1, 1: 2, 2: 5, 3: 6}


def to_blocks(plan: PlanModel, *, cover: bool = True, toc: bool = True) -> tuple[Block, ...]:
    """All blocks of a plan in reading order; `cover` and `toc` leave those parts (and what goes with them) out."""
    blocks: list[Block] = []
    if cover:
        blocks.append(cover_block(plan))
        for section in plan.front:
            blocks += _section_blocks(section)
    if toc:
        blocks.append(toc_block(plan))
        blocks += _annex_blocks(plan)
    ordinal = 0
    for item in plan.items:
        blocks += _item_blocks(item, ordinal)
        ordinal += isinstance(item, IndicatorTable | ActivityTable | BudgetTable | OtherTable)
    return tuple(blocks)


def cover_block(plan: PlanModel) -> CoverBlock:
    """The cover's groups of lines, in the order of the planning system's memo template."""
    cover = plan.cover
    groups: list[tuple[CoverLine, ...]] = [(CoverLine(Role.BRAND, "Exempelköpings"), CoverLine(Role.BRAND, "stad"))]
    if cover.department:
        groups.append((CoverLine(Role.DEPARTMENT, cover.department),))
    memo = [CoverLine(Role.PAPER_KIND, cover.paper_kind)] if cover.paper_kind else []
    if cover.diary_number:
        memo.append(CoverLine(Role.DIARY, f"Dnr: {cover.diary_number}"))
    groups += [tuple(memo)] if memo else []
    if cover.document_date:
        groups.append((CoverLine(Role.DATE, cover.document_date),))
    if cover.case_officer:
        officer = [CoverLine(Role.LABEL, "Handläggare"), CoverLine(Role.OFFICER, cover.case_officer)]
        officer += [CoverLine(Role.CONTACT, line) for line in cover.contact if line.startswith("Telefon")]
        groups.append(tuple(officer))
    if cover.addressee:
        to = [CoverLine(Role.LABEL, "Till"), CoverLine(Role.ADDRESSEE, cover.addressee)]
        to += [CoverLine(Role.MEETING, cover.meeting_date)] if cover.meeting_date else []
        groups.append(tuple(to))
    groups.append(tuple(CoverLine(Role.TITLE, line) for line in cover.title_lines))
    other = tuple(CoverLine(Role.CONTACT, line) for line in cover.contact if not line.startswith("Telefon"))
    groups += [other] if other else []
    return CoverBlock(tuple(groups))


def toc_block(plan: PlanModel) -> TocBlock:
    """The contents: front headings, city goals and chapters of the body, and the extra entries the body lacks.

    Every fourth document lists the committee's goals too.
    """
    page = 3
    listed = (Level.KF_INRIKTNINGSMAL, Level.KF_MAL, *((Level.NAMNDMAL,) if plan.seed % 4 == 0 else ()))
    entries = [TocEntry(section.heading, 1, 1) for section in plan.front if section.heading]
    for count, item in enumerate(plan.items):
        page += count % 3 == 0
        dots = (plan.seed + count) % 5 == 0
        if isinstance(item, Goal) and item.level in listed:
            entries.append(TocEntry(item.full, page, OUTLINE[item.level], dots))
            extra = plan.toc_extra if item.level is Level.KF_MAL else ()
            if extra and not any(entry.text in plan.toc_extra for entry in entries):
                entries += [TocEntry(text, page, 2, dots) for text in extra]
        elif isinstance(item, Section) and item.heading and item.depth < 2:
            entries.append(TocEntry(item.heading, page, item.depth + 1, dots))
    return TocBlock("Innehållsförteckning", tuple(entries))


def _annex_blocks(plan: PlanModel) -> list[Block]:
    if not plan.annexes:
        return []
    return [HeadingBlock(1, "Bilagor"), *(ParagraphBlock(text) for text in plan.annexes)]


def _item_blocks(item: Item, ordinal: int) -> list[Block]:
    if isinstance(item, Goal):
        return _goal_blocks(item)
    if isinstance(item, Section):
        return _section_blocks(item)
    if isinstance(item, IndicatorTable):
        return [_indicator_block(item, ordinal)]
    if isinstance(item, ActivityTable):
        return [_activity_block(item, ordinal)]
    if isinstance(item, BudgetTable):
        captions: list[Block] = [ParagraphBlock(text, tight=place > 0) for place, text in enumerate(item.caption)]
        return [*captions, _budget_block(item, ordinal)]
    share = 1 / len(item.header)
    rows = tuple(Row(cells, group=number) for number, cells in enumerate(item.rows))
    return [TableBlock("ovrig", ordinal, item.header, tuple(ColumnHint(share) for _ in item.header), rows)]


def _goal_blocks(goal: Goal) -> list[Block]:
    heading = HeadingBlock(OUTLINE[goal.level], goal.heading, goal.label, True, goal.one_line, goal.italic)
    blocks: list[Block] = [heading]
    if goal.status_text:
        blocks.append(StatusBlock(goal.mark, goal.status_text))
    return blocks


def _section_blocks(section: Section) -> list[Block]:
    blocks: list[Block] = []
    if section.heading:
        blocks.append(HeadingBlock(SECTION_OUTLINE[section.depth], section.heading))
    for part in section.body:
        if isinstance(part, ItemList):
            blocks.append(ListBlock(part.items, part.ordered))
        else:
            blocks.append(ParagraphBlock(part.text, part.tight))
    return blocks


def _indicator_block(table: IndicatorTable, ordinal: int) -> TableBlock:
    count = len(table.columns)
    value_share = 0.15 if count < 3 else 0.62 / count
    last = 0.13 if count < 3 else 0.11
    columns = (ColumnHint(1 - last - value_share * count), *(ColumnHint(value_share),) * count, ColumnHint(last))
    header = (table.name_label, *(column.label for column in table.columns), table.last_label)
    rows = [row for number, entry in enumerate(table.rows) for row in _indicator_rows(entry, number)]
    return TableBlock("indikator", ordinal, header, columns, tuple(rows))


def _indicator_rows(entry: Indicator, number: int) -> list[Row]:
    values = tuple(cell.text if cell else "" for cell in entry.cells)
    last = entry.periodicity_text or entry.period_text or ""
    rows = [Row((entry.name, *values, last), mark=entry.mark, group=number)]
    if entry.analysis:
        rows.append(Row((f"Analys {entry.analysis}",), RowKind.ANALYSIS, group=number))
    return rows


def _activity_block(table: ActivityTable, ordinal: int) -> TableBlock:
    extra = len(table.labels) - 3
    name = 0.7 if not extra else 0.7 - 0.16 * extra
    dates = (ColumnHint((1 - name) / (2 + extra)),) * (2 + extra)
    rows = [row for number, entry in enumerate(table.rows) for row in _activity_rows(entry, table, number)]
    return TableBlock("aktivitet", ordinal, table.labels, (ColumnHint(name), *dates), tuple(rows))


def _activity_rows(entry: Activity, table: ActivityTable, number: int) -> list[Row]:
    cells = [entry.description, entry.start or "", entry.end or ""]
    cells += [entry.status_text or ""] if table.has_status else []
    cells += [entry.deviation or ""] if table.has_deviation else []
    rows = [Row(tuple(cells), mark=entry.mark, group=number)]
    if entry.analysis:
        lines = ("Analys", *((entry.analysis_unit,) if entry.analysis_unit else ()), *entry.analysis)
        rows += [Row((line,), RowKind.ANALYSIS, group=number) for line in lines]
    return rows


def _budget_block(table: BudgetTable, ordinal: int) -> TableBlock:
    count = len(table.columns)
    share = 0.3 if count == 1 else min(0.2, 0.8 / count)
    columns = (ColumnHint(1 - share * count), *(ColumnHint(share, "right"),) * count)
    header = (table.corner, *(column.label for column in table.columns))
    kinds = {"group": RowKind.GROUP, "total": RowKind.TOTAL, "subtotal": RowKind.TOTAL}
    rows = tuple(
        Row(
            (row.label, *((cell.text if cell else "") for cell in row.cells or (None,) * count)),
            kinds.get(row.kind, RowKind.DATA),
            group=number,
            indent=1 if row.kind == "of_which" else 0,
        )
        for number, row in enumerate(table.rows)
    )
    return TableBlock("budget", ordinal, header, columns, rows)
