"""The rest of a table at the top of the next page, where no header is printed again.

In: the rows at a page's top, the table that the page before ends with, the heights where hairlines or shades part rows.
Out: a grid in that table's columns, and the rows below it. It never takes a heading or the prose that follows a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.cells import RawGrid
from extract.page_content import Edge, Word
from extract.rows import Row, Segment, words_to_box
from extract.tables.body import ANALYSIS, OPEN_PITCH, PADDING, Column, body_end, parted_end, row_cells
from extract.tables.separators import separators_of
from extract.tables.words import ALIGNED, SAME_SIZE, Header, begins_table, known_header, lines_up, table_to_grid

NARROW_LINES = 3
"""Lines of the shortest paragraph that is told to be of a column by its wrapping; headings have fewer."""
FEWEST_BANDS = 3
"""Lines of a table's rest on the next page, at least, that show it without a header or values."""


def rest_of_table(
    rows: Sequence[Row], above: RawGrid, separators: Sequence[Edge]
) -> tuple[RawGrid | None, Sequence[Row]]:
    """The rows at a page's top that go on with the table at the foot of the page before, and the rows below them.

    No header is printed again: the one above leads. A row with a value under another column's header must be among them,
    or they are the rest of a cell of the first column.
    """
    if not above.columns or not rows or known_header(rows, 0):
        return None, rows
    if abs(rows[0].size - above.size) > SAME_SIZE and not stands_in_band(rows, above, separators):
        return None, rows
    base = rows[0].base - 2 * rows[0].size
    columns = tuple(Column(x0, x1, ()) for x0, x1 in above.columns)
    blank = tuple(Word(x0, base, x1, above.size, "", bold=False, mcid=-1) for x0, x1 in above.columns)
    lines = [Row(base, above.size, bold=False, words=blank), *rows]
    end = body_end(lines, 1, columns, separators)
    end = next((later for later in range(1, end) if begins_table(lines, later)), end)
    if not any(keeps_columns(row, columns) for row in lines[1:end]):
        ends = (cell_rest_end(lines, columns), analysis_rest_end(lines, columns, above.size))
        end = max(*ends, band_rest_end(lines, columns, separators))
    if end == 1:
        return None, rows
    grid = table_to_grid(lines, Header(columns, 0, 1, known=True), end, separators)
    box = words_to_box([word for row in lines[1:end] for word in row.words])
    return grid._replace(rows=grid.rows[1:], box=box), lines[end:]


def stands_in_band(rows: Sequence[Row], above: RawGrid, separators: Sequence[Edge]) -> bool:
    """Whether the first paragraph of a page stands on a line or a shade of a table: the rest of a row, whatever its size."""
    last = rows[paragraph_end(rows, 0) - 1]
    left, right = above.columns[0][0], above.columns[-1][1]
    heights = separators_of(separators, left, right, last.base)
    keeps_sides = abs(rows[0].x0 - left) <= ALIGNED
    return keeps_sides and any(height - last.base <= PADDING for height in heights[:1])


def cell_rest_end(lines: Sequence[Row], columns: Sequence[Column]) -> int:
    """The end of the lines, from the second on, that a page break parted from a cell of the first column; 1 where none are.

    They go on in the middle of a sentence, and none is wider than the column: what stands after a table begins with a
    capital letter or a bullet, and the rest of a paragraph would fill the page's width. Further paragraphs of the cell
    are told by being wrapped as narrowly.
    """
    opening = lines[1].text[0]
    if not (opening.islower() or opening.isdigit()) or len(columns) < 2:
        return 1
    end = paragraph_end(lines, 1)
    if not all(keeps_first(row, columns) for row in lines[1:end]):
        return 1
    while end < len(lines):
        later = paragraph_end(lines, end)
        narrow = all(keeps_first(row, columns) for row in lines[end:later])
        if not narrow or later - end < NARROW_LINES or not same_type(lines[end], lines[1]) or begins_table(lines, end):
            break
        end = later
    return end


def analysis_rest_end(lines: Sequence[Row], columns: Sequence[Column], size: float) -> int:
    """The end of the lines, from the second on, of an analysis that a page break parted from its row; 1 where none are.

    It is set as the table is, and its word stands alone or begins the only paragraph that is surely the table's.
    """
    first = lines[1]
    if first.words[0].text != ANALYSIS or first.bold or abs(first.size - size) > SAME_SIZE:
        return 1
    if abs(first.x0 - columns[0].x0) > ALIGNED:
        return 1
    end = paragraph_end(lines, 1)
    alone = end == 2 and len(first.words) == 1
    if alone and end < len(lines) and same_type(lines[end], first) and abs(lines[end].x0 - first.x0) <= ALIGNED:
        end = paragraph_end(lines, end)
    return end


def band_rest_end(lines: Sequence[Row], columns: Sequence[Column], separators: Sequence[Edge]) -> int:
    """The end of the lines, from the second on, between lines or shades as wide as the table that begin at the page's top.

    1 where there are none; two alone may be the sides of a frame round something else.
    """
    heights = separators_of(separators, columns[0].x0, columns[-1].x1, 0.0)
    first = lines[1]
    if len(heights) < FEWEST_BANDS or heights[0] > first.base or not keeps_first(first, columns):
        return 1
    return parted_end(lines, 1, columns, heights)


def paragraph_end(rows: Sequence[Row], first: int) -> int:
    """The row behind the last one of a paragraph: lines of one type at the pitch of set text."""
    end = first + 1
    while end < len(rows) and same_type(rows[end], rows[first]):
        if rows[end].base - rows[end - 1].base > OPEN_PITCH * rows[end].size:
            break
        end += 1
    return end


def same_type(one: Row, other: Row) -> bool:
    """Whether two rows are set in the same size and weight."""
    return abs(one.size - other.size) <= SAME_SIZE and one.bold == other.bold


def keeps_first(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row starts where the first column does and ends before the second."""
    return abs(row.x0 - columns[0].x0) <= ALIGNED and row.x1 <= columns[1].x0


def keeps_columns(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row has a cell behind the first column and all such cells line up with a header text."""
    cells = row_cells(row, columns)
    behind = [cell for cell in cells if cell.x0 > columns[0].x1]
    heads = [Segment(column.x0, column.x1, ()) for column in columns[1:]]
    if not behind or len(cells) < 2:
        return False
    inside = all(lines_up(cell, heads) or any(lies_under(cell, head) for head in heads) for cell in behind)
    return inside or stand_apart(behind, columns)


def lies_under(cell: Segment, column: Segment) -> bool:
    """Whether a cell lies in a column, as one set to its middle does."""
    return column.x0 - ALIGNED <= cell.x0 and cell.x1 <= column.x1 + ALIGNED


def stand_apart(cells: Sequence[Segment], columns: Sequence[Column]) -> bool:
    """Whether several cells stand in a column each, wherever in it they are set."""
    ends = [*(column.x0 for column in columns[1:]), float("inf")]
    places = {sum(cell.x0 >= start - ALIGNED for start in ends) for cell in cells}
    inside = all(cell.x1 <= ends[sum(cell.x0 >= start - ALIGNED for start in ends)] for cell in cells)
    return len(cells) > 1 and len(places) == len(cells) and inside
