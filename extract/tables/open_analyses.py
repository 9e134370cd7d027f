"""Analyses over a table's whole width that ruling lines leave outside: where no frame is drawn, no side holds them.

In: ruled grids of a page, the words outside them, the table the page before ends with. Out: the grids with the rows of
such analyses, pieces of one table between which they stand put together, and the words left over. It never takes a
heading: an analysis is set as the table's cells are and begins where they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from extract.cells import RawCell, RawGrid, words_to_text
from extract.document import Evidence
from extract.page_content import Edge, Word
from extract.rows import Row, words_to_box, words_to_rows
from extract.tables.body import ANALYSIS, FAR, PARAGRAPHS, SAME_SIZE
from extract.tables.header_rows import is_header_texts
from extract.tables.separators import separators_of

ALIGNED = 3.0
"""Points: sides of one table are this near."""
PADDING = 12.0
"""Points: the text of a cell begins this near to its left side."""


def take_analyses(
    grids: Sequence[RawGrid],
    words: list[Word],
    inside: Sequence[Word],
    separators: Sequence[Edge],
    above: RawGrid | None,
) -> tuple[list[RawGrid], list[Word]]:
    """Grids and the words outside them to the same with open analyses taken; `inside` are the words of the page."""
    if not may_be_open(grids, words, above):
        return list(grids), words
    sized = [grid._replace(size=type_size(grid, inside)) for grid in sorted(grids, key=lambda grid: grid.box.top)]
    rows = words_to_rows(words)
    found: list[RawGrid] = []
    taken: set[Word] = set()
    if above and above.evidence == Evidence.RULES:
        part = analysis_below(rows, above, 0.0, sized[0] if sized else None)
        if part:
            extra = to_rows(part, above, separators)
            box = words_to_box([word for row in part for word in row.words])._replace(x0=above.box.x0, x1=above.box.x1)
            found.append(RawGrid(extra, Evidence.RULES, box, size=above.size))
            taken.update(word for row in part for word in row.words)
    for grid, later in zip(sized, [*sized[1:], None], strict=False):
        part = analysis_below(rows, grid, grid.box.bottom, later)
        taken.update(word for row in part for word in row.words)
        found.append(with_rows(grid, to_rows(part, grid, separators)) if part else grid)
    return put_together(found), [word for word in words if word not in taken]


def may_be_open(grids: Sequence[RawGrid], words: Sequence[Word], above: RawGrid | None) -> bool:
    """Whether any analysis can stand outside its table: few pages have one, and looking closer costs."""
    if any(is_header_only(grid) for grid in (*grids, *([above] if above else []))):
        return True
    if len(grids) > 1 and any(ends_in_analysis(grid) for grid in grids):
        return True
    opening = [word for word in words if word.text == ANALYSIS]
    if not opening:
        return False
    top = min(word.base for word in words)
    feet = [(grid.box.x0, grid.box.bottom) for grid in grids]
    return any(
        (above is not None and word.base == top)
        or any(left < word.x0 <= left + PADDING and 0 < word.base - foot <= FAR * word.size for left, foot in feet)
        for word in opening
    )


def type_size(grid: RawGrid, inside: Sequence[Word]) -> float:
    """The size of most words of a grid."""
    box = grid.box
    sizes = [word.size for word in inside if box.x0 - 1 <= word.x0 <= box.x1 and box.top <= word.base <= box.bottom + 1]
    return max(set(sizes), key=sizes.count, default=0.0)


def analysis_below(rows: Sequence[Row], grid: RawGrid, top: float, later: RawGrid | None) -> list[Row]:
    """The lines of an analysis that begins right below `top`, at a grid's foot (0: at the top of the next page).

    It ends above the `later` grid. Below a header that is printed again only the rest of one may stand.
    """
    part: list[Row] = []
    goes_on = later is not None and is_header_only(grid) and is_rest(later, grid)
    for row in rows:
        if row.base <= top or (later and row.base > later.box.top):
            continue
        gap = row.base - (part[-1].base if part else top)
        if not part and (not (row.words[0].text == ANALYSIS or goes_on) or (top and gap > FAR * row.size)):
            break
        if row.bold or abs(row.size - grid.size) > SAME_SIZE or not stands_in(row, grid):
            break
        if part and gap > PARAGRAPHS * row.size:
            break
        part.append(row)
    return part


def is_header_only(grid: RawGrid) -> bool:
    """Whether a grid is a header without rows."""
    return len(grid.rows) == 1 and is_header_texts([cell.text for cell in grid.rows[0]])


def stands_in(row: Row, grid: RawGrid) -> bool:
    """Whether a row lies between a grid's sides and begins near the left one, as a cell's text does."""
    return grid.box.x0 < row.x0 <= grid.box.x0 + PADDING and row.x1 <= grid.box.x1 + ALIGNED


def to_rows(part: Sequence[Row], grid: RawGrid, separators: Sequence[Edge]) -> list[list[RawCell]]:
    """Lines of an analysis to rows of a grid as wide as `grid`, parted at the separators between them."""
    heights = separators_of(separators, grid.box.x0, grid.box.x1, part[0].base)
    rows = []
    for _, lines in groupby(part, key=lambda row: sum(height < row.base for height in heights)):
        words = [word for row in lines for word in row.words]
        cell = RawCell(words_to_text(words, grid.box.x1 - grid.box.x0), words_to_box(words))
        rows.append([cell, *[RawCell("")] * (len(grid.rows[0]) - 1)])
    return rows


def with_rows(grid: RawGrid, rows: Sequence[list[RawCell]]) -> RawGrid:
    """A grid with rows below its last."""
    bottom = max(cell.box.bottom for row in rows for cell in row if cell.box)
    return grid._replace(rows=[*grid.rows, *rows], box=grid.box._replace(bottom=bottom))


def put_together(grids: Sequence[RawGrid]) -> list[RawGrid]:
    """Grids, those below an analysis put to the one it stands in, where they are its rest: as wide, without a header."""
    whole: list[RawGrid] = []
    for grid in grids:
        last = whole[-1] if whole else None
        near = last is not None and grid.box.top - last.box.bottom < FAR * last.size
        if last and near and ends_in_analysis(last) and is_rest(grid, last):
            whole[-1] = last._replace(rows=[*last.rows, *grid.rows], box=last.box._replace(bottom=grid.box.bottom))
        else:
            whole.append(grid)
    return whole


def ends_in_analysis(grid: RawGrid) -> bool:
    """Whether a grid's last row holds one text over its whole width."""
    return not any(cell.text for cell in grid.rows[-1][1:])


def is_rest(grid: RawGrid, above: RawGrid) -> bool:
    """Whether a grid without a header has the sides and the columns of one above it."""
    level = abs(grid.box.x1 - above.box.x1) <= ALIGNED and abs(grid.box.x0 - above.box.x0) <= ALIGNED
    headed = is_header_texts([cell.text for cell in grid.rows[0]])
    return level and len(grid.rows[0]) == len(above.rows[0]) and not headed
