"""The elements that lines are classified as, before anything is nested.

In: nothing; these are plain types. Out: a flat list in reading order; every printed line of the body stands in exactly
one element.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from extract.document import BBox, Document, Evidence, new_tuple
from parsers.plan import Level, Span


class ElementKind(StrEnum):
    """What a run of lines is."""

    GOAL = "goal"
    STATUS = "status"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class GoalHeading:
    """A goal heading as printed: its level, its code, its title."""

    level: Level
    code: str | None
    title: str | None


class RawCell(NamedTuple):
    """A cell of a table, perhaps put together of several lines; `sure` is False where its column is not known."""

    text: str
    span: Span
    sure: bool = True


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a table; its cells are in the columns' order."""

    cells: tuple[RawCell, ...]
    span: Span = field(compare=False)
    is_header: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' texts."""
        return tuple([cell.text for cell in self.cells])


@dataclass(frozen=True, slots=True)
class RawTable:
    """A piece of a table as it stands between two other elements or page breaks."""

    rows: tuple[RawRow, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Element:
    """One element: what it is, its text (unwrapped, without markup), where it stands, and what its kind adds."""

    kind: ElementKind
    text: str
    span: Span = field(compare=False)
    goal: GoalHeading | None = None
    section_kind: str | None = None
    table: RawTable | None = None


def span_of(document: Document, first: int, last: int) -> Span:
    """The span of some lines of a document; the box is that of the first page's lines."""
    lines = document.lines[first - 1 : last]
    page = lines[0].page
    if first == last:
        span: Span = new_tuple(Span, (first, last, page, page, lines[0].bbox))
        return span
    boxes = [line.bbox for line in lines if line.page == page and line.bbox is not None]
    return Span(first, last, page, lines[-1].page, box_round(boxes))


def box_round(boxes: Sequence[BBox]) -> BBox | None:
    """The box round some boxes of one page; null round none."""
    if len(boxes) < 2:
        return boxes[0] if boxes else None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    box: BBox = new_tuple(BBox, (min(lefts), min(tops), max(rights), max(bottoms)))
    return box


def join_spans(first: Span, last: Span) -> Span:
    """From the first span's beginning to the last one's end; the box is round what stands on the first one's page."""
    box = first.bbox
    if box is not None and last.bbox is not None and last.page_first == first.page_first:
        box = box_round((box, last.bbox))
    return Span(first.line_first, last.line_last, first.page_first, last.page_last, box)
