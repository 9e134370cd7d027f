"""Pages of blocks to the numbered lines and grids of a Document.

In: pages laid out, one after the other. Out: lines numbered from 1 with blank ones between paragraphs and pages, grids
whose rows are lines, pages with their line numbers. It never changes a text.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise

from extract.cells import RawGrid
from extract.document import BBox, Cell, Document, Evidence, Grid, Line, MediaType, Page, Remark, TextSource, new_tuple
from extract.layout import Block, PageBlocks
from extract.page_content import Box
from extract.prose import Draft
from extract.turn import Turn

PARAGRAPH = 0.22
"""Share of the size: how much more than the pitch of its lines parts two paragraphs."""
USUAL_PITCH = 1.25
"""Pitch as a share of the size where a page shows none."""
WIDEST_PITCH = 1.85
"""Largest pitch of set text: one and a half lines of a font that asks for much."""
OFF_GRID = 0.0031
"""Points: moves places off the halves of tenths that files like to use, where single and double precision part ways."""
PLACES = 4096
"""Places that are kept with their tenths: the cells and lines of a page share most of theirs, and rounding costs."""
SIZES = 256
"""Sizes of type that are kept with their tenths: a document has a dozen."""
COMMON = 0.15
"""Share of a page's pairs of lines that shows its pitch."""


class Assembler:
    """Numbers lines as pages come."""

    def __init__(self, media_type: MediaType) -> None:
        self._media_type = media_type
        self._lines: list[Line] = []
        self._grids: list[Grid] = []
        self._pages: list[Page] = []
        self._remarks: list[Remark] = []

    def add_page(self, number: int, width: float, height: float, laid: PageBlocks, turn: Turn | None = None) -> None:
        """Number the blocks of one more page; `turn` is how it was turned to be read."""
        if self._lines:
            self._blank(number)
        first = len(self._lines) + 1
        pitch = page_pitch(laid.blocks)
        last: Block | None = None
        for block in laid.blocks:
            if last is not None and parts(last, block, pitch):
                self._blank(number)
            if isinstance(block, RawGrid):
                self._add_grid(block, number)
            else:
                self._add_line(block, number)
            last = block
        self._pages.append(Page(number, *lying_size(width, height, turn), first, len(self._lines), turn))
        self._remarks += laid.remarks

    def add_remark(self, remark: Remark) -> None:
        """Keep what a reader noticed."""
        self._remarks.append(remark)

    def has_readable_text(self, unread: Collection[int]) -> bool:
        """Whether any line holds anything, pages that are known to be rubbish apart."""
        return any(line.text and line.page not in unread for line in self._lines)

    def document(self, text_source: TextSource, slow_pages: int) -> Document:
        """The Document of all pages added."""
        return Document(
            self._media_type,
            text_source,
            tuple(self._lines),
            tuple(self._grids),
            tuple(self._pages),
            tuple(self._remarks),
            wrapped=True,
            slow_pages=slow_pages,
        )

    def _blank(self, page: int) -> None:
        number = len(self._lines) + 1
        self._lines.append(new_tuple(Line, (number, "", page, None, None, False, None, False, None, False)))

    def _add_line(self, draft: Draft, page: int) -> None:
        text, box, size, bold, _, _, tag, furniture, coloured = draft
        number, size = len(self._lines) + 1, to_size(size)
        values = (number, text, page, to_bbox(box), size, bold, tag, furniture, None, coloured)
        self._lines.append(new_tuple(Line, values))

    def _add_grid(self, grid: RawGrid, page: int) -> None:
        rows = []
        for row in grid.rows:
            number = len(self._lines) + 1
            cells = tuple(
                [
                    new_tuple(Cell, (text, number, page, to_bbox(box) if box else None, is_header))
                    for text, box, is_header, _ in row
                ]
            )
            boxes = [cell.box for cell in row if cell.box]
            self._lines.append(
                Line(
                    number,
                    "\t".join([cell.text for cell in row]),
                    page,
                    to_bbox(union(boxes) if boxes else grid.box),
                    grid=len(self._grids),
                )
            )
            rows.append(cells)
        self._grids.append(Grid(tuple(rows), Evidence(grid.evidence), page))


def lying_size(width: float, height: float, turn: Turn | None) -> tuple[float, float]:
    """Width and height of a page as it lies."""
    return (round(turn.width, 1), round(turn.height, 1)) if turn else (round(width, 1), round(height, 1))


def parts(above: Block, below: Block, pitch: float) -> bool:
    """Whether a blank line stands between two blocks."""
    if isinstance(above, RawGrid) or isinstance(below, RawGrid):
        return True
    if above.furniture != below.furniture:
        return True
    if abs(above.size - below.size) > 0.6 or above.bold != below.bold:
        return True
    if above.tag != below.tag and (is_heading(above.tag) or is_heading(below.tag)):
        return True
    gap = below.first_base - above.base
    return gap < 0 or gap > (pitch + PARAGRAPH) * below.size


def is_heading(tag: str | None) -> bool:
    """Whether a tag is a heading's."""
    return tag is not None and (tag == "Title" or (len(tag) == 2 and tag[0] == "H"))


def page_pitch(blocks: Sequence[Block]) -> float:
    """The distance of a page's lines inside paragraphs, as a share of the size: the smallest common one."""
    steps: dict[float, int] = {}
    for above, below in pairwise(blocks):
        if isinstance(above, RawGrid) or isinstance(below, RawGrid) or above.furniture or below.furniture:
            continue
        if abs(above.size - below.size) <= 0.1 and above.bold == below.bold:
            step = round((below.first_base - above.base) / below.size * 20) / 20
            if 0.8 <= step <= WIDEST_PITCH:
                steps[step] = steps.get(step, 0) + 1
    total = sum(steps.values())
    common = [step for step, count in steps.items() if count >= max(COMMON * total, 1)]
    return min(common, default=USUAL_PITCH) if total > 2 else min([*common, USUAL_PITCH])


def union(boxes: Sequence[Box]) -> Box:
    """The box round some boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def to_bbox(box: Box) -> BBox:
    """A box to tenths of a point, which is all that printing is exact to."""
    places: BBox = new_tuple(BBox, map(to_tenths, box))
    return places


@lru_cache(maxsize=PLACES)
def to_tenths(place: float) -> float:
    """A place to tenths of a point."""
    return round(place + OFF_GRID, 1)


@lru_cache(maxsize=SIZES)
def to_size(size: float) -> float:
    """A size of type to tenths of a point."""
    return round(size, 1)
