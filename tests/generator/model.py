"""A plan as content: what stands in it, not where it stands on a page or in what file.

In: nothing; these are plain types. Out: a `PlanModel`, whose texts are as printed (with the template's labels, and with
misread letters where `noise` put them) and whose typed fields say what those texts mean. Items stand in the document's
order, flat, as they are printed; what belongs under what follows from that order, as it does on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """Kind of document: whose, and for which period."""

    UNIT_VP = "unit_vp"
    COMMITTEE_VP = "committee_vp"
    UNIT_VB = "unit_vb"
    COMMITTEE_VB = "committee_vb"
    UNIT_T1 = "unit_t1"
    UNIT_T2 = "unit_t2"
    COMMITTEE_T1 = "committee_t1"
    COMMITTEE_T2 = "committee_t2"

    @property
    def is_unit(self) -> bool:
        return self.value.startswith("unit")

    @property
    def period(self) -> str:
        """`VP`, `VB`, `T1` or `T2`."""
        return self.value.rpartition("_")[2].upper()

    @property
    def is_report(self) -> bool:
        return self.period != "VP"

    @property
    def document_type(self) -> str:
        """The document type of the rows."""
        types = {"VP": "verksamhetsplan", "VB": "verksamhetsberattelse"}
        return types.get(self.period, "tertialrapport")


class Generation(StrEnum):
    """The three generations of headings, by the first year each was in use."""

    G2010 = "2010"
    G2015 = "2015"
    G2019 = "2019"


class Level(StrEnum):
    """Levels of the steering chain, highest first."""

    KF_INRIKTNINGSMAL = "kf_inriktningsmal"
    KF_MAL = "kf_mal"
    NAMNDMAL = "namndmal"
    ENHETSMAL = "enhetsmal"

    @property
    def depth(self) -> int:
        return tuple(Level).index(self)


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon before a text: `glyph` where a conversion kept it, `colour` for the printers that draw it."""

    glyph: str
    colour: str = "black"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal heading. `label` is as printed ("Nämndmål:", "" where the generation prints none), `code_text` too ("1.1.").

    `one_line` says that label and title stand on one line. `status_text` is as printed under the heading, in reports.
    """

    level: Level
    label: str
    code: str | None
    code_text: str | None
    title: str
    one_line: bool = True
    italic: bool = False
    status: str | None = None
    status_text: str | None = None
    mark: Mark | None = None

    @property
    def heading(self) -> str:
        """Code and title as printed, without the label."""
        return f"{self.code_text} {self.title}" if self.code_text else self.title

    @property
    def full(self) -> str:
        """The whole heading on one line."""
        return f"{self.label} {self.heading}" if self.label else self.heading


@dataclass(frozen=True, slots=True)
class Statement:
    """An amount said in prose: as printed, in kronor, and the sentence that says it."""

    amount_text: str
    amount_sek: Decimal
    approximate: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; `tight` says that it follows the one before it without a blank line."""

    text: str
    tight: bool = False
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; an ordered one is numbered from 1."""

    items: tuple[str, ...]
    ordered: bool = False
    statements: tuple[Statement, ...] = ()


Prose = Paragraph | ItemList


@dataclass(frozen=True, slots=True)
class Section:
    """Prose under one heading; `heading` is null where text stands under a goal with no heading of its own.

    `closes_chain` marks a chapter outside the steering chain: what follows it has no goal. `continues` marks prose that
    goes on, after a table, the section before that table. `depth` is 0 for a chapter, 1 and 2 for what lies under it.
    """

    heading: str | None
    kind: str
    body: tuple[Prose, ...] = ()
    closes_chain: bool = False
    continues: bool = False
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Value:
    """A cell of an indicator table: as printed and as meant."""

    text: str
    value: float | None
    unit: str | None
    comparator: str | None
    delegated: bool = False

    @property
    def meant(self) -> bool:
        """Whether the text means anything: a value, a direction, or that another body decides."""
        return self.delegated or self.comparator is not None


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values in an indicator table: header as printed, measure, the year its values are for."""

    label: str
    measure: str
    year: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of an indicator table; `cells` has one entry a value column, null where nothing is printed."""

    name: str
    cells: tuple[Value | None, ...]
    periodicity_text: str | None = None
    periodicity: str | None = None
    period_text: str | None = None
    analysis: str | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """An indicator table; `last_label` is the header of the last column (Periodicitet or Period)."""

    name_label: str
    columns: tuple[ValueColumn, ...]
    last_label: str
    rows: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity; `analysis` is printed in rows of its own under it, below the word Analys and `analysis_unit`."""

    description: str
    start: str | None
    end: str | None
    status: str | None = None
    status_text: str | None = None
    mark: Mark | None = None
    deviation: str | None = None
    analysis: tuple[str, ...] = ()
    analysis_unit: str | None = None


@dataclass(frozen=True, slots=True)
class ActivityTable:
    """An activity table; which columns it has besides the three follows from `labels`.

    `labels` is the header as printed, beginning with Aktivitet; `has_status` and `has_deviation` say what the further
    columns are.
    """

    labels: tuple[str, ...]
    rows: tuple[Activity, ...]
    has_status: bool = False
    has_deviation: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """A cell of a budget table: as printed, and in kronor."""

    text: str
    sek: Decimal


@dataclass(frozen=True, slots=True)
class BudgetColumn:
    """A column of a budget table: header as printed, measure, year."""

    label: str
    measure: str
    year: int


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A row of a budget table; `kind` is `group` for a row without amounts, else the line kind of the rows."""

    label: str
    kind: str
    cells: tuple[Money | None, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class BudgetTable:
    """A budget or outcome table.

    `corner` is the first header cell as printed, `caption` what stands as lines above the table ("Beloppen anges i tkr"),
    `section` the heading that says what it is about, `sum_errors` how many printed sums do not add up.
    """

    corner: str
    columns: tuple[BudgetColumn, ...]
    unit: str
    rows: tuple[BudgetRow, ...]
    section: str
    caption: tuple[str, ...] = ()
    sum_errors: int = 0


@dataclass(frozen=True, slots=True)
class OtherTable:
    """A table that is kept as cells and not understood."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Item = Goal | Section | IndicatorTable | ActivityTable | BudgetTable | OtherTable


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover; fields that are null are not printed. `contact` are lines that must never reach a table."""

    title: str
    title_lines: tuple[str, ...]
    organisation: str
    organisation_level: str
    committee: str | None = None
    addressee: str | None = None
    department: str | None = None
    paper_kind: str | None = None
    diary_number: str | None = None
    document_date: str | None = None
    meeting_date: str | None = None
    case_officer: str | None = None
    contact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding the importer must report: its code and what it is about."""

    code: str
    about: str


@dataclass(frozen=True, slots=True, repr=False)
class PlanModel:
    """A whole plan. `front` are sections before the contents, `annexes` the list of annexes after them.

    `toc_extra` are goal headings that the contents list and the body lacks. `findings` are what must be reported
    whatever the conversion.
    """

    seed: int
    kind: Kind
    generation: Generation
    year: int
    cover: Cover
    items: tuple[Item, ...]
    front: tuple[Section, ...] = ()
    annexes: tuple[str, ...] = ()
    toc_extra: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        size = sum(goal.level is Level.KF_INRIKTNINGSMAL for goal in self.goals)
        return (
            f"<plan {self.seed} {self.kind} {self.generation} {self.year}, {size} city goals, {len(self.items)} items>"
        )

    @property
    def goals(self) -> tuple[Goal, ...]:
        """The goal headings, in order."""
        return tuple(item for item in self.items if isinstance(item, Goal))

    def with_goal(self) -> Iterator[tuple[Item, int | None]]:
        """Each item with the index of the goal it stands under; a goal with its own."""
        index, current = -1, None
        for item in self.items:
            if isinstance(item, Goal):
                index += 1
                current = index
            elif isinstance(item, Section) and item.closes_chain:
                current = None
            yield item, current
