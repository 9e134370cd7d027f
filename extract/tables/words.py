"""Tables without ruled cells: the columns that the words themselves make, led by known header texts.

In: the rows of a page that lie in no lattice, the heights where hairlines or shades part rows. Out: grids, and the
rows that belong to none. A table begins at its header row: known header texts, or (where hairlines, shades or numbers
support it) a row that the next one lines up with. It ends before the first row that does not keep to the columns.
It never joins tables and never reads a table of contents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.cells import RawCell, RawGrid, extents_to_rooms, words_extent, words_to_text
from extract.document import Evidence, new_tuple
from extract.marks import MARKS
from extract.page_content import Edge, Word
from extract.rows import FRAGMENT_GAP, TEXT, Row, Segment, is_code, row_to_segments, words_to_box, words_to_rows
from extract.tables.body import (
    ANALYSIS,
    FAR,
    START,
    Column,
    assign_words,
    body_end,
    gutters,
)
from extract.tables.header_rows import is_first_header, is_header, is_header_texts, may_be_known
from extract.tables.rows import NUMBER, body_to_groups
from extract.tables.separators import separators_of

HEADER_GAP = 0.6
"""Share of the size: header texts lie at least this far apart; blanks inside one are half as wide."""
HEADER_WORDS = 6
"""Words of the longest header text that stands alone on the first line of a header row."""
HEADER_LINES = 9
"""Lines of the highest header row; texts of different height, set to its middle, stand on lines of their own."""
HEADER_HEIGHT = 6.0
"""Share of the size: how far the last line of a header row lies below its first."""
HEADER_PITCH = 1.5
"""Share of the size: the lines of one header cell are nearer than this."""
SLIVER = 0.25
"""Share of the size: header texts that overlap by less stand beside each other, in columns too narrow for them."""
BESIDE = 1.0
"""The same for a text that stands on one line with one of the other column."""
LONGEST_HEADER = 60
"""Letters of the longest header text."""
SAME_SIZE = 0.6
"""Points: the type of a table's rest on the next page is as large as that of its rows."""
EMPTY_CORNER = 12.0
"""Points: texts this far left of the first header stand in a column whose own header is empty."""
FEW_ROWS = 3
"""Rows among which the first amount of a table stands: groups have none."""
NARROWEST_MARKS, WIDEST_MARKS = 6.0, 60.0
"""Points: how far left of the first header the column of marks begins."""
ALIGNED = 3.0
"""Points: starts or ends of two cells of a column are this near."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header row: its columns, and the numbers of its first row and the row behind its last."""

    columns: tuple[Column, ...]
    first: int
    end: int
    known: bool


def rows_to_grids(rows: Sequence[Row], separators: Sequence[Edge]) -> tuple[list[RawGrid], list[Row]]:
    """Rows of a page to grids and the rows left over, both from the top down."""
    grids: list[RawGrid] = []
    rest: list[Row] = []
    number = 0
    while number < len(rows):
        header = find_header(rows, number, separators)
        end = body_end(rows, header.end, header.columns, separators) if header else number
        if header is None or (end == header.end and not header.known):
            rest.append(rows[number])
            number += 1
            continue
        while not header.known and end > header.end and begins_table(rows, end - 1):
            end -= 1
        for later in range(header.end, end):
            if begins_table(rows, later):
                end = later
                break
        grids.append(table_to_grid(rows, header, end, separators))
        number = end
    return grids, rest


def begins_table(rows: Sequence[Row], number: int) -> bool:
    """Whether known header texts begin a table on this row."""
    return known_header(rows, number) is not None


def find_header(rows: Sequence[Row], number: int, separators: Sequence[Edge]) -> Header | None:
    """The header that begins on a row; null where none does."""
    words = rows[number].words
    if len(words) < 2:
        # A header of two lines reaches above those of one that are set to its middle.
        return known_header(rows, number)
    return known_header(rows, number) or aligned_header(rows, number, separators)


def known_header(rows: Sequence[Row], number: int) -> Header | None:
    """A header of known texts; few rows have a word of one, and putting one together costs."""
    return put_header_together(rows, number) if may_head(rows[number]) else None


def put_header_together(rows: Sequence[Row], number: int) -> Header | None:
    """A header of known texts, over as many lines as make one."""
    best: Header | None = None
    most = 0
    parts: list[Segment] = []
    for end in range(number + 1, min(number + 1 + HEADER_LINES, len(rows) + 1)):
        row = rows[end - 1]
        if end > number + 1 and row.base - rows[end - 2].base > HEADER_PITCH * row.size:
            break
        if row.base - rows[number].base > HEADER_HEIGHT * row.size:
            break
        segments = header_segments(row, [part.x0 for part in parts])
        if end == number + 1 and len(segments) == 1 and len(row.words) > HEADER_WORDS:
            break
        if len(segments[0].text) > LONGEST_HEADER:
            break
        parts += segments
        columns = parts_to_columns(parts)
        texts = [column.text for column in columns]
        known = sum(is_header(text) for text in texts)
        if best and puts_name_below(columns, best):
            continue
        if best is None and heads_amounts(columns, rows, end):
            best = Header(tuple(columns), number, end, known=True)
            continue
        if len(columns) > 1 and known >= most and is_header_texts(texts):
            best, most = Header(tuple(columns), number, end, known=True), known
    if best and best.end > number + 1 and is_heading_above(best, known_header(rows, number + 1)):
        return None
    return with_first_column(best, rows) if best else None


def header_segments(row: Row, starts: Sequence[float]) -> list[Segment]:
    """A row to its segments as a header's texts; `starts` is where those of the lines above begin.

    A narrow column's text runs into the next one, which begins before it ends, or where the text above it does.
    """
    segments: list[Segment] = []
    least = FRAGMENT_GAP * row.size
    for segment in row_to_segments(row, HEADER_GAP):
        if len(segment.words) == 1:
            segments.append(segment)
            continue
        run = [segment.words[0]]
        for word in segment.words[1:]:
            begins = starts and any(abs(word.x0 - start) <= START for start in starts)
            if begins or word.x0 - run[-1].x1 < least:
                segments.append(new_tuple(Segment, (run[0].x0, run[-1].x1, tuple(run))))
                run = []
            run.append(word)
        segments.append(new_tuple(Segment, (run[0].x0, run[-1].x1, tuple(run))))
    return segments


def may_head(row: Row) -> bool:
    """Whether any word of a row is of a known header text, or begins one that the column's width broke."""
    return any(map(may_be_known, map(TEXT, row.words)))


def heads_amounts(columns: Sequence[Column], rows: Sequence[Row], number: int) -> bool:
    """Whether a known text is the only header of a table, its corner empty: names begin left of it, numbers stand below it.

    `number` is that of the row below.
    """
    if len(columns) != 1 or not is_header(columns[0].text) or is_first_header(columns[0].text):
        return False
    column = columns[0]
    for row in rows[number : number + FEW_ROWS]:
        name, *amounts = row_to_segments(row, HEADER_GAP)
        if name.x1 >= column.x0 - EMPTY_CORNER:
            return False
        if amounts:
            # Numbers set to the right may begin behind a header set to the left.
            below = len(amounts) == 1 and amounts[0].x1 > column.x0
            return below and bool(NUMBER.fullmatch(amounts[0].text))
    # The page may end below the name of the first group.
    return number < len(rows) < number + FEW_ROWS


def puts_name_below(columns: Sequence[Column], header: Header) -> bool:
    """Whether one more line adds a first column that is no header's: the name of a group, below an empty corner."""
    added = len(columns) == len(header.columns) + 1 and columns[0].x0 < header.columns[0].x0 - EMPTY_CORNER
    return added and not is_first_header(columns[0].text)


def is_heading_above(header: Header, later: Header | None) -> bool:
    """Whether a header is whole without its first line, which is then the heading of the table."""
    if later is None or later.end < header.end:
        return False
    texts = [[column.text for column in columns] for columns in (header.columns, later.columns)]
    if is_first_header(texts[0][0]) or len(texts[1]) < len(texts[0]):
        return False
    return is_first_header(texts[1][0]) or len(texts[1]) > len(texts[0])


def with_first_column(header: Header, rows: Sequence[Row]) -> Header:
    """A header whose first column has no text of its own, with that column added; one for marks only is put to the next."""
    first = header.columns[0]
    if header.end >= len(rows):
        return header
    if is_first_header(first.text):
        columns = (first._replace(x0=marks_left(first, rows[header.end :])), *header.columns[1:])
        return Header(columns, header.first, header.end, header.known)
    below = rows[header.end]
    if below.x0 >= first.x0 - EMPTY_CORNER:
        return header
    corner = Column(below.x0, below.x0 + EMPTY_CORNER, ())
    return Header((corner, *header.columns), header.first, header.end, header.known)


def marks_left(first: Column, rows: Sequence[Row]) -> float:
    """Where a table's rows begin: left of its first header where marks stand before the names, in a column of their own.

    Analyses reach over all columns and begin there, too, whether the marks are known or not.
    """
    above, left = rows[0], first.x0
    for row in rows:
        if row.base - above.base > FAR * row.size or row.size > rows[0].size + SAME_SIZE:
            break
        opens = row.words[0].text == ANALYSIS or row.words[0].text in MARKS
        if opens and NARROWEST_MARKS < first.x0 - row.x0 < WIDEST_MARKS:
            left = min(left, row.x0)
        above = row
    return left


def parts_to_columns(parts: Sequence[Segment]) -> list[Column]:
    """Segments of one or more lines to columns: what lies above each other is one header text."""
    columns: list[Column] = []
    for part in sorted(parts, key=lambda segment: segment.x0):
        last = columns[-1] if columns else None
        beside = last is not None and any(word.base == part.words[0].base for word in last.words)
        if last and part.x0 < last.x1 - (BESIDE if beside else SLIVER) * part.words[0].size:
            words = (*last.words, *part.words)
            columns[-1] = Column(last.x0, max(last.x1, part.x1), words)
            continue
        left = part.x0
        if last and left < last.x1 and is_set_right(last):
            left = last.x1 + START
        elif last and left < last.x1:
            columns[-1] = last._replace(x1=left - START)
        columns.append(Column(left, part.x1, part.words))
    return columns


def is_set_right(column: Column) -> bool:
    """Whether the lines of a header end at one place rather than begin at one."""
    rows = words_to_rows(column.words)
    starts, ends = [row.x0 for row in rows], [row.x1 for row in rows]
    return max(ends) - min(ends) < max(starts) - min(starts)


def aligned_header(rows: Sequence[Row], number: int, separators: Sequence[Edge]) -> Header | None:
    """A row of unknown texts that the next row lines up with, where lines, shades or numbers support it."""
    if number + 1 >= len(rows):
        return None
    second_row = rows[number + 1]
    if second_row.base - rows[number].base > 4 * second_row.size:
        return None
    first = row_to_segments(rows[number], HEADER_GAP * 2)
    if len(first) < 2 or is_code(first[0]):
        return None
    second = row_to_segments(second_row, HEADER_GAP * 2)
    matches = sum(lines_up(one, second) for one in first)
    if len(second) < 2 or matches < 2 or matches < 0.6 * len(first):
        return None
    heights = separators_of(separators, first[0].x0, first[-1].x1, rows[number].base - 3 * rows[number].size)
    # A table's first line or shade lies at its header; those further down are of another table on the page.
    ruled = len(heights) > 1 and heights[0] <= second_row.base + second_row.size
    if not ruled and not numbers_follow(rows, number + 1, first):
        return None
    columns = tuple(Column(segment.x0, segment.x1, segment.words) for segment in first)
    return Header(columns, number, number + 1, known=False)


def numbers_follow(rows: Sequence[Row], number: int, header: Sequence[Segment]) -> bool:
    """Whether two rows have numbers in every column behind the first, where the header's columns are."""
    for row in rows[number : number + 2]:
        cells = row_to_segments(row, HEADER_GAP * 2)
        numeric = all(NUMBER.fullmatch(cell.text) for cell in cells[1:])
        if len(cells) < 2 or not numeric or not all(lines_up(cell, header) for cell in cells[1:]):
            return False
    return number + 1 < len(rows)


def lines_up(one: Segment, others: Sequence[Segment]) -> bool:
    """Whether a segment starts or ends where one of the others does."""
    return any(abs(one.x0 - other.x0) <= ALIGNED or abs(one.x1 - other.x1) <= ALIGNED for other in others)


def table_to_grid(rows: Sequence[Row], header: Header, end: int, separators: Sequence[Edge]) -> RawGrid:
    """A header and the rows down to `end` to a grid."""
    body = rows[header.end : end]
    limits = gutters(header.columns, body)
    groups = body_to_groups(body, limits, separators, header.columns)
    parted = (
        [list(column.words) for column in header.columns],
        *(assign_words([word for row in group for word in row.words], limits) for group in groups),
    )
    widths = column_widths(parted)
    cells = [[words_to_cell(words, width) for words, width in zip(row, widths, strict=True)] for row in parted]
    every = [word for row in rows[header.first : end] for word in row.words]
    columns = filled_extents(header.columns, parted)
    size = body[0].size if body else rows[header.first].size
    return RawGrid(cells, Evidence.WORDS, words_to_box(every), columns, size)


def filled_extents(
    columns: Sequence[Column], parted: Sequence[Sequence[Sequence[Word]]]
) -> tuple[tuple[float, float], ...]:
    """Where the texts of each column stand, header and rows; where those of two overlap, where the headers stand."""
    extents = [(column.x0, column.x1) for column in columns]
    whole = list(extents)
    for row in parted[1:]:
        if sum(map(bool, row)) > 1:
            for number, words in enumerate(row):
                if words:
                    (left, right), (x0, x1) = whole[number], words_extent(words)
                    whole[number] = (min(left, x0), max(right, x1))
    if any(left[1] > right[0] for left, right in pairwise(whole)):
        return tuple(extents)
    return tuple(whole)


def column_widths(parted: Sequence[Sequence[Sequence[Word]]]) -> list[float]:
    """The room for text in each column: from its leftmost word to its rightmost one, or to near the next column."""
    rows = [row for row in parted if any(row[1:])] or parted
    columns = [[word for row in rows for word in row[column]] for column in range(len(parted[0]))]
    return extents_to_rooms([words_extent(words) for words in columns])


def words_to_cell(words: Sequence[Word], width: float) -> RawCell:
    """Words of one cell to the cell; an empty one has no box."""
    return RawCell(words_to_text(words, width), words_to_box(words)) if words else RawCell("", None)
