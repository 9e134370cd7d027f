"""What the parsers recognise: a Plan of goals, prose, tables and problems.

In: nothing; these are plain types. Out: everything a document prints, still as printed, each with the Span it was
read from. Numbers, dates and amounts are texts here; normalize/ gives them types. Ordinals count from 0 in the
document's order and are the only links between things.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from extract.document import BBox, Evidence


class Level(StrEnum):
    """Levels of the steering chain; the order is the order of nesting, highest first."""

    KF_INRIKTNINGSMAL = "kf_inriktningsmal"
    KF_MAL = "kf_mal"
    NAMNDMAL = "namndmal"
    ENHETSMAL = "enhetsmal"

    @property
    def depth(self) -> int:
        """0 for the highest level."""
        return tuple(Level).index(self)


class GoalStatus(StrEnum):
    """How far a goal was reached."""

    UPPFYLLS_HELT = "uppfylls_helt"
    UPPFYLLS_DELVIS = "uppfylls_delvis"
    UPPFYLLS_EJ = "uppfylls_ej"


class ActivityStatus(StrEnum):
    """How far an activity has come."""

    GENOMFORD = "genomford"
    PAGAR = "pagar"
    EJ_GENOMFORD = "ej_genomford"


class SectionKind(StrEnum):
    """What a section of prose is about."""

    BESKRIVNING = "beskrivning"
    FORVANTAT_RESULTAT = "forvantat_resultat"
    ARBETSSATT = "arbetssatt"
    RESURSANVANDNING = "resursanvandning"
    UPPFOLJNING = "uppfoljning"
    UTVECKLING = "utveckling"
    ANALYS = "analys"
    OVRIGT = "ovrigt"


class TableKind(StrEnum):
    """What a table holds."""

    INDIKATOR = "indikator"
    AKTIVITET = "aktivitet"
    BUDGET = "budget"
    OVRIG = "ovrig"


class IndicatorMeasure(StrEnum):
    """What a column of an indicator table measures."""

    ARSMAL = "arsmal"
    KF_ARSMAL = "kf_arsmal"
    UTFALL = "utfall"
    UTFALL_MAN = "utfall_man"
    UTFALL_KVINNOR = "utfall_kvinnor"
    UTFALL_FOREGAENDE = "utfall_foregaende"
    PROGNOS = "prognos"


class BudgetMeasure(StrEnum):
    """What a column of a budget table measures."""

    BUDGET = "budget"
    PROGNOS = "prognos"
    UTFALL = "utfall"
    AVVIKELSE = "avvikelse"
    KOSTNADER = "kostnader"
    INTAKTER = "intakter"


class LineKind(StrEnum):
    """What a row of a budget table is to the others."""

    ITEM = "item"
    OF_WHICH = "of_which"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LedgerClass(StrEnum):
    """The classes of the ledger: each non-blank character of a document belongs to exactly one."""

    COVER = "cover"
    TOC = "toc"
    GOAL = "goal"
    SECTION = "section"
    TABLE = "table"
    FURNITURE = "furniture"
    UNCLASSIFIED = "unclassified"


class Span(NamedTuple):
    """Where something was read: lines of the text as extracted (1-based, inclusive), pages, box on the first page."""

    line_first: int
    line_last: int
    page_first: int | None = None
    page_last: int | None = None
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should look at; `table` and `ordinal` name the row it is about, where there is one."""

    code: str
    severity: Severity
    message: str
    span: Span
    table: str | None = None
    ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """What the document says of itself; dates as printed (`YYYY-MM-DD`), everything else null where not printed."""

    span: Span
    title: str | None = None
    document_type: str = "okand"
    period: str | None = None
    year: int | None = None
    year_source: str | None = None
    organisation: str | None = None
    organisation_level: str | None = None
    committee: str | None = None
    diary_number: str | None = None
    document_date: str | None = None
    meeting_date: str | None = None
    case_officer: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal heading of the body; `parent` is the ordinal of the nearest goal above it of a higher level."""

    ordinal: int
    level: Level
    code: str | None
    title: str | None
    parent: int | None
    span: Span = field(compare=False)
    status: GoalStatus | None = None
    status_text: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Prose under one heading; `text` has paragraphs parted by a blank line, list items as lines beginning "- "."""

    ordinal: int
    goal: int | None
    heading: str | None
    kind: SectionKind
    text: str | None
    span: Span = field(compare=False)


class TableCell(NamedTuple):
    """One cell of a table as printed; `row` and `column` count from 0 over the whole table."""

    row: int
    column: int
    text: str
    is_header: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the document, over as many pages as it runs; repeated header rows are kept as header cells."""

    ordinal: int
    kind: TableKind
    evidence: Evidence
    heading: str | None
    goal: int | None
    cells: tuple[TableCell, ...]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class IndicatorCell:
    """A non-empty cell of an indicator's row: the column as printed and as understood, the text as printed.

    `year` is the year the column's header names, null where it names none. `measure` is null where the column
    cannot be known.
    """

    column_label: str | None
    measure: IndicatorMeasure | None
    text: str
    span: Span = field(compare=False)
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of an indicator table; `periodicity` and `period_text` as printed ("Tertial", "VB 2023")."""

    ordinal: int
    goal: int | None
    table: int
    name: str
    periodicity: str | None
    period_text: str | None
    values: tuple[IndicatorCell, ...]
    analysis: str | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity; dates as printed."""

    ordinal: int
    goal: int | None
    table: int
    description: str
    start: str | None
    end: str | None
    status: ActivityStatus | None
    status_text: str | None
    deviation: str | None
    analysis: str | None
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One amount of a budget table, as printed; `unit` is `kr`, `tkr` or `mnkr`, null where none is printed."""

    ordinal: int
    table: int
    section: str | None
    row: int
    label: str
    parent_label: str | None
    line_kind: LineKind
    column: int
    column_label: str
    measure: BudgetMeasure | None
    year: int | None
    unit: str | None
    text: str
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """An amount said in prose, as printed, with the sentence that says it; `unit` is `kr`, `tkr`, `mnkr` or `mdkr`."""

    ordinal: int
    goal: int | None
    section: str | None
    sentence: str
    amount_text: str
    number_text: str
    unit: str
    approximate: bool
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything recognised in one document. `classes[n - 1]` is the ledger class of line n."""

    cover: Cover
    goals: tuple[Goal, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    indicators: tuple[Indicator, ...]
    activities: tuple[Activity, ...]
    budget_lines: tuple[BudgetLine, ...]
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...]
    classes: tuple[LedgerClass, ...]
