"""The header that a printer repeats above the rest of a tagged table, where the tag tree has it not.

In: grids of the tag tree, the words outside them. Out: the grids with the known header that stands right above them, and
the words left over. It never looks for a table of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.cells import RawCell, RawGrid
from extract.page_content import Word
from extract.rows import Row, words_to_box, words_to_rows
from extract.tables.body import Column
from extract.tables.header_rows import is_header_texts
from extract.tables.tags import box_columns
from extract.tables.words import Header, known_header

ABOVE = 80.0
"""Points: how far above a table the header that a printer repeats may begin."""


def with_headers(grids: Sequence[RawGrid], words: Sequence[Word]) -> tuple[list[RawGrid], list[Word]]:
    """Grids with the known header that is printed right above them again and not tagged; the words left over."""
    rows = words_to_rows(words)
    used: set[Word] = set()
    whole = []
    for grid in grids:
        header = None if is_header_texts([cell.text for cell in grid.rows[0]]) else header_above(grid, rows)
        if header is None:
            whole.append(grid)
            continue
        columns = with_marks_column(header.columns, grid)
        cells = [RawCell(column.text, words_to_box(column.words) if column.words else None) for column in columns]
        used.update(word for column in columns for word in column.words)
        top = rows[header.first].base - rows[header.first].size
        body = [under_columns(row, columns) for row in grid.rows]
        rows_below = [cells, *body]
        whole.append(grid._replace(rows=rows_below, box=grid.box._replace(top=top), columns=box_columns(rows_below)))
    return whole, [word for word in words if word not in used]


def header_above(grid: RawGrid, rows: Sequence[Row]) -> Header | None:
    """The known header with as many columns, or more, that stands right above a grid."""
    for number, row in enumerate(rows):
        if 0 < grid.box.top - row.base < ABOVE:
            header = known_header(rows, number)
            if header and rows[header.end - 1].base < grid.box.top and has_columns(header, grid):
                return header
    return None


def has_columns(header: Header, grid: RawGrid) -> bool:
    """Whether a header has all columns of a grid, or all but a first one for marks."""
    return len(with_marks_column(header.columns, grid)) >= len(grid.rows[0])


def with_marks_column(columns: tuple[Column, ...], grid: RawGrid) -> tuple[Column, ...]:
    """A header's columns with one in front where marks stand left of its texts in the rows of a grid."""
    marks = [row[0].box for row in grid.rows if row[0].box and any(cell.box for cell in row[1:])]
    if not marks or max(box.x1 for box in marks) >= columns[0].x0:
        return columns
    return (Column(min(box.x0 for box in marks), max(box.x1 for box in marks), ()), *columns)


def under_columns(row: Sequence[RawCell], columns: Sequence[Column]) -> list[RawCell]:
    """A row's cells under columns of which there are more: a tree leaves out what is empty all through."""
    if len(row) >= len(columns):
        return list(row)
    cells = [RawCell("")] * len(columns)
    place = 0
    for number, cell in enumerate(row):
        last = len(cells) - len(row) + number
        # The rest of a row whose name stood on the page before begins behind the first column.
        if cell.box and (number or cell.box.x0 > columns[0].x1):
            x0, x1 = cell.box.x0, cell.box.x1
            place = min(range(place, last + 1), key=lambda at: off_header(x0, x1, columns[at]))
        cells[min(place, last)] = cell
        place += 1
    return cells


def off_header(x0: float, x1: float, column: Column) -> float:
    """How far a cell is from lining up with a header text at its left or right end."""
    return min(abs(x0 - column.x0), abs(x1 - column.x1))
