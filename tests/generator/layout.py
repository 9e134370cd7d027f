"""Blocks -> pages: the one place where it is decided what a page break cuts.

In: blocks and `LayoutOptions`. Out: pages of pieces; a piece is a block or the part of one that stands on that page. A
table's part repeats its header; a row that the break cut has its rest first on the next page. Printers that flow their
own pages (PDF, Word) start from the blocks instead and never need this.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.blocks import (
    Block,
    CoverBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    Row,
    RowKind,
    StatusBlock,
    TableBlock,
    TocBlock,
    TocEntry,
)
from generator.dice import Dice
from generator.wrap import PAGE_WIDTH, flow, join, wrap

CUT_KINDS = ("indikator", "aktivitet")
"""Tables whose rows may be cut; in a budget a rest without amounts could not be told from a group's name."""

LANDSCAPE = 1.4
LANDSCAPE_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class ParagraphPart:
    """A paragraph or the part of it on this page; the text is whole where it both begins and ends."""

    text: str
    begins: bool = True
    ends: bool = True
    tight: bool = False


@dataclass(frozen=True, slots=True)
class ListPart:
    """A list's items on this page, the first of them number `start`; `rest` is the rest of an item that was cut."""

    items: tuple[str, ...]
    ordered: bool
    start: int
    rest: str = ""


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table's rows on this page, below its header; `rest` is the rest of the last page's last row."""

    table: TableBlock
    rows: tuple[Row, ...]
    rest: Row | None = None
    begins: bool = True


@dataclass(frozen=True, slots=True)
class TocPart:
    """The contents' entries on this page; the heading is null on a further page."""

    heading: str | None
    entries: tuple[TocEntry, ...]


Piece = CoverBlock | HeadingBlock | StatusBlock | ParagraphPart | ListPart | TablePart | TocPart


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its 1-based number and its pieces."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class LayoutOptions:
    """`lines` a page; how often a row or a paragraph that does not fit is cut rather than moved."""

    seed: int = 0
    lines: int = 44
    cut_rows: float = 0.6
    cut_prose: float = 0.7


def lay_out(blocks: Sequence[Block], options: LayoutOptions) -> tuple[Page, ...]:
    """The blocks on pages, in order; nothing is left out and nothing but table headers is printed twice."""
    builder = _Builder(options, Dice("layout", options.seed))
    for place, block in enumerate(blocks):
        follower = blocks[place + 1] if place + 1 < len(blocks) else None
        builder.place(block, follower)
    builder.turn()
    return tuple(builder.pages)


def cell_width(table: TableBlock, column: int) -> float:
    """The width of a column in average letters; a table of many columns is taken to stand on a landscape page."""
    page = (PAGE_WIDTH + 4) * (LANDSCAPE if len(table.columns) >= LANDSCAPE_COLUMNS else 1)
    return max(6.0, table.columns[column].share * page - 2)


def cell_lines(table: TableBlock, row: Row) -> list[list[str]]:
    """Each cell's lines, as its column's width breaks them; a line that was broken at a blank ends in it."""
    if row.kind is RowKind.ANALYSIS:
        return [flow(row.cells[0], PAGE_WIDTH)]
    return [flow(text, cell_width(table, column)) for column, text in enumerate(row.cells)]


@dataclass(slots=True)
class _Builder:
    options: LayoutOptions
    dice: Dice
    pages: list[Page] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    used: int = 0

    @property
    def room(self) -> int:
        return self.options.lines - self.used

    def turn(self) -> None:
        """Begin a new page, unless this one is empty."""
        if self.pieces:
            self.pages.append(Page(len(self.pages) + 1, tuple(self.pieces)))
            self.pieces, self.used = [], 0

    def add(self, piece: Piece, height: int) -> None:
        if height > self.room:
            self.turn()
        self.pieces.append(piece)
        self.used += height

    def place(self, block: Block, follower: Block | None) -> None:
        """Put a block where it fits, cut where that is allowed."""
        if isinstance(block, CoverBlock):
            self.add(block, sum(len(group) + 1 for group in block.groups))
        elif isinstance(block, TocBlock):
            self._contents(block)
        elif isinstance(block, HeadingBlock):
            self._heading(block, follower)
        elif isinstance(block, StatusBlock):
            self.add(block, 2)
        elif isinstance(block, ParagraphBlock):
            self._paragraph(block)
        elif isinstance(block, ListBlock):
            self._list(block)
        else:
            self._table(block)

    def _heading(self, block: HeadingBlock, follower: Block | None) -> None:
        height = sum(len(wrap(line, PAGE_WIDTH * 0.8)) for line in block.lines) + 1
        keep = 3 if follower is not None and not isinstance(follower, HeadingBlock) else 2
        if height + keep > self.room:
            self.turn()
        self.add(block, height)

    def _contents(self, block: TocBlock) -> None:
        self.turn()
        entries, heading = list(block.entries), block.heading
        while entries:
            part, height = [], 2
            while entries and height + 2 <= self.options.lines:
                part.append(entries.pop(0))
                height += len(wrap(part[-1].text, PAGE_WIDTH - 8))
            self.add(TocPart(heading, tuple(part)), height)
            heading = None
            self.turn()

    def _paragraph(self, block: ParagraphBlock) -> None:
        lines = flow(block.text, PAGE_WIDTH)
        begins, tight = True, block.tight
        while (
            len(lines) + 1 > self.room and self.room > 3 and len(lines) > 3 and self.dice.chance(self.options.cut_prose)
        ):
            count = min(self.room - 1, len(lines) - 2)
            self.add(ParagraphPart(join(lines[:count]), begins, False, tight), count)
            self.turn()
            lines, begins, tight = lines[count:], False, False
        self.add(ParagraphPart(join(lines), begins, True, tight), len(lines) + (not tight))

    def _list(self, block: ListBlock) -> None:
        items, start, rest = list(block.items), 1, ""
        while items or rest:
            part: list[str] = []
            height = len(wrap(rest, PAGE_WIDTH)) + 1 if rest else 1
            next_rest = ""
            while items and height + len(lines := flow(items[0], PAGE_WIDTH - 3)) <= max(self.room, 4):
                part.append(items.pop(0))
                height += len(lines)
            if items and self.room - height >= 1 and len(lines) > 1 and self.dice.chance(self.options.cut_prose):
                part.append(lines[0].rstrip(" "))
                next_rest = join(lines[1:])
                items.pop(0)
            if part or rest:
                self.add(ListPart(tuple(part), block.ordered, start, rest), height)
            start, rest = start + len(part), next_rest
            if items or rest:
                self.turn()

    def _table(self, table: TableBlock) -> None:
        head = max(len(wrap(text, cell_width(table, column))) for column, text in enumerate(table.header)) + 1
        left = list(table.rows)
        rest: Row | None = None
        begins = True
        while left or rest:
            first = _height(table, rest or left[0])
            if head + first > self.room and not (rest is None and begins and self._cuttable(table, left[0], head)):
                self.turn()
            rows: list[Row] = []
            height = head + (_height(table, rest) if rest else 0)
            while left and height + _height(table, left[0]) <= self.room:
                height += _height(table, left[0])
                rows.append(left.pop(0))
            shown, rest = rest, None
            if left and self._cuttable(table, left[0], height) and self.dice.chance(self.options.cut_rows):
                top, rest = _cut(table, left.pop(0), self.room - height - 1)
                rows.append(top)
            if not rows and not shown and left:
                rows.append(left.pop(0))
            self.add(TablePart(table, tuple(rows), shown, begins), min(height, self.room))
            begins = False
            if left or rest:
                self.turn()

    def _cuttable(self, table: TableBlock, row: Row, height: int) -> bool:
        """Whether some lines of the row fit, and the rest of its first cell is more than a word."""
        count = self.room - height - 1
        lines = cell_lines(table, row)[0]
        return table.kind in CUT_KINDS and 1 <= count < len(lines) and " " in join(lines[count:])


def _height(table: TableBlock, row: Row) -> int:
    return max(len(lines) for lines in cell_lines(table, row)) + (row.kind is not RowKind.ANALYSIS)


def _cut(table: TableBlock, row: Row, count: int) -> tuple[Row, Row]:
    """The row's first `count` lines and the rest; cells with fewer lines stand whole in the first part."""
    lines = cell_lines(table, row)
    top = tuple(join(cell[:count]) for cell in lines)
    rest = tuple(join(cell[count:]) for cell in lines)
    return replace(row, cells=top), replace(row, cells=rest, mark=None)
