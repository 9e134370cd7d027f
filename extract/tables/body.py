"""The rows under a header: how far a table without ruled cells goes, and where its columns part.

In: rows, the columns of the header, separators. Out: the end of the table, the limits of the columns, the words of each.
It never looks at what a text means, but for the word that opens a row over the whole width.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.cells import join_wrapped
from extract.marks import MARKS
from extract.page_content import Edge, Word
from extract.rows import Row, Segment, words_to_rows
from extract.tables.header_rows import is_broken_word
from extract.tables.separators import separators_of

CELL_GAP = 0.6
"""Share of the size: cells lie at least this far apart, unless one starts exactly where its column does."""
START = 1.5
"""Points: how exactly a left-aligned cell starts below its header."""
BLANK = 0.42
"""Share of the size: a narrower gap is a blank inside a text, wherever it falls."""
INTO = 3.0
"""Points: a text reaching this far past the start of the next column is no cell."""
OUTSIDE = 60.0
"""Points: a text that goes on this far to the right of the last header is no cell of the first column."""
FAR = 4.5
"""Share of the size: two lines of a table are never further apart, but for a high header and the first row's values."""
LOOSE = 1.3
"""How much wider than the widest so far a gap may be before a line without values."""
SAME_SIZE = 0.6
"""Points: type of a table's rows differs by less."""
ONE_ROW = 1.9
"""Share of the size: lines of one row that are further apart stand in a cell of their own or are none of the table's."""
PARAGRAPHS = 2.4
"""Share of the size: lines of one cell are never further apart, also those of two paragraphs."""
OPEN_PITCH = 1.45
"""Share of the size: where even the closest lines are further apart, each line is a row."""
NEAREST = 0.9
"""Share of the size: lines of one text are at least this far apart."""
PADDING = 8.0
"""Points: the text of a row lies this near its upper separator, beyond the padding seen in the header."""
ANALYSIS = "Analys"
"""The word that opens a row over the whole width."""


class Column(NamedTuple):
    """A column as its header shows it."""

    x0: float
    x1: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The header's text, line by line; a word that the column's width broke is whole, with a hyphen or without."""
        text, base = "", None
        for word in sorted(self.words, key=lambda word: (round(word.base), word.x0)):
            if round(word.base) == base:
                text = f"{text} {word.text}"
            else:
                text = join_wrapped(text, word.text, forced=is_broken_word(text.rpartition(" ")[2], word.text))
            base = round(word.base)
        return text


def row_cells(row: Row, columns: Sequence[Column]) -> list[Segment]:
    """A row to the segments that can be cells of a table with these columns."""
    starts = [column.x0 for column in columns[1:]]
    cells: list[Segment] = []
    run: list[Word] = []
    for word in row.words:
        if run:
            gap = (word.x0 - run[-1].x1) / row.size
            at_start = any(abs(word.x0 - start) <= START for start in starts)
            if gap > CELL_GAP or (at_start and gap > BLANK):
                cells.append(Segment(run[0].x0, run[-1].x1, tuple(run)))
                run = []
        run.append(word)
    cells.append(Segment(run[0].x0, run[-1].x1, tuple(run)))
    return cells


def crosses(cell: Segment, columns: Sequence[Column]) -> bool:
    """Whether a segment lies in more than one column, as prose does."""
    for left, right in pairwise(columns):
        if cell.x0 < (left.x1 + right.x0) / 2 and cell.x1 > right.x0 + INTO and cell.x1 > left.x1 + INTO:
            middle = (right.x0 + right.x1) / 2
            if cell.x0 < left.x1 or cell.x1 > middle + INTO:
                return cell.x0 <= left.x1 and cell.x1 > right.x0 + INTO
    return False


def body_end(rows: Sequence[Row], first: int, columns: Sequence[Column], separators: Sequence[Edge]) -> int:
    """The number of the row behind the table's last one."""
    if first >= len(rows):
        return first
    left, right = columns[0].x0, columns[-1].x1
    heights = separators_of(separators, left, right, rows[first - 1].base - rows[first - 1].size)
    end = parted_end(rows, first, columns, heights) if len(heights) > 1 else first
    return open_end(rows, first, end, columns)


def parted_end(rows: Sequence[Row], first: int, columns: Sequence[Column], heights: Sequence[float]) -> int:
    """The end by separators: row after row of the table fills the band between two of them from the top."""
    end = first
    size, least = rows[first].size, least_size(rows, first)
    for top, bottom in pairwise(heights):
        inside = [row for row in rows[end:] if row.base < bottom]
        if not inside:
            continue
        # Rows above the first line or shade are kept together by nothing but their distance.
        band = inside[: unbroken(inside, PARAGRAPHS if inside[0].base > top else ONE_ROW)]
        if band[0].base - 0.75 * band[0].size - top > PADDING or bottom - band[-1].base > 2 * PADDING:
            break
        if band[0].words[0].text == ANALYSIS and keeps_left(band[0], columns):
            size = max(size, band[0].size)
        if any(row.size > size + 1.5 or row.size < least for row in band):
            break
        if crossing(band[0], columns) and not keeps_left(band[0], columns):
            break
        end += len(band)
        if len(band) < len(inside):
            break
    return end


def unbroken(rows: Sequence[Row], widest: float) -> int:
    """How many rows from the first on are no further apart than `widest` times their size."""
    steps = enumerate(pairwise(rows), 1)
    return next((number for number, (above, row) in steps if row.base - above.base > widest * row.size), len(rows))


def keeps_left(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row starts where the table's first column does."""
    return abs(row.x0 - columns[0].x0) <= 2 * START


def crossing(row: Row, columns: Sequence[Column]) -> bool:
    """Whether any part of a row lies in more than one column."""
    return any(crosses(cell, columns) for cell in row_cells(row, columns))


def open_end(rows: Sequence[Row], first: int, start: int, columns: Sequence[Column]) -> int:
    """The end where no separator says it: the first row that does not keep to the columns."""
    widest = max((below.base - above.base for above, below in pairwise(rows[first - 1 : start])), default=0.0)
    end = start
    number = start
    spanning = in_analysis(rows, first, start, columns)
    size = max((row.size for row in rows[first : max(start, first + 1)]), default=0.0)
    least = least_size(rows, first) if first < len(rows) else 0.0
    while number < len(rows):
        row = rows[number]
        gap = row.base - rows[number - 1].base
        if row.words[0].text == ANALYSIS and keeps_left(row, columns) and not row.bold:
            size = max(size, row.size)
        far = FAR * row.size
        if gap > (2 * far if number == first and stands_under(row, columns) else far):
            break
        cells = row_cells(row, columns)
        named = cells[0].x0 < columns[0].x1
        sentence = named and is_stretched(cells, columns) and only_figures(rows[first:number], columns)
        if row.size > size + 0.8 or row.size < least or sentence:
            break
        out = (len(cells) == 1 and row.x1 > columns[-1].x1 + OUTSIDE) or row.x0 < columns[0].x0 - INTO * 4
        crossed = any(crosses(cell, columns) for cell in cells)
        if crossed or out:
            spanning = row.words[0].text == ANALYSIS or spanning
            loose = widest and gap > LOOSE * widest + 2
            if not spanning or not keeps_left(row, columns) or (loose and not resumes(rows, first, number, columns)):
                break
        elif values_in(cells, columns) == 0:
            if not keeps_left(row, columns) and row.x0 < columns[1].x0 - INTO and row.x0 < columns[0].x0 + 1:
                break
            loose = widest and gap > LOOSE * widest + 1
            bold = turns_bold(rows, first, number, columns) and not names_group(rows, first, number, columns, widest)
            if bold or (loose and not (spanning and resumes(rows, first, number, columns))):
                break
            spanning = spanning or row.words[0].text == ANALYSIS
        else:
            spanning = False
        widest = max(widest, gap)
        number += 1
        end = number
    trimmed = trim_tail(rows, first, end, columns)
    # text that begins between separators and goes on below them is kept whole, outside of the table
    return trimmed if trimmed >= start or end > start else start


def is_stretched(cells: Sequence[Segment], columns: Sequence[Column]) -> bool:
    """Whether a row's cells are words of a sentence that a justified line sets far apart: several in one, or one in each gap."""
    first, behind = cells[0], cells[1:]
    spread = len(cells) > len(columns) or all(len(cell.words) > 1 for cell in behind)
    words = all(cell.text[0].islower() and not has_digit(cell.text) for cell in behind)
    return bool(behind) and spread and words and first.text[0].isupper()


def has_digit(text: str) -> bool:
    """Whether any of a text's characters is a digit."""
    return any(map(str.isdigit, text))


def only_figures(body: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether several rows have cells behind the first column, and each of these has a digit."""
    cells = [row_cells(row, columns)[1:] for row in body]
    filled = [cell for row in cells for cell in row]
    return sum(map(bool, cells)) > 1 and all(has_digit(cell.text) for cell in filled)


def least_size(rows: Sequence[Row], first: int) -> float:
    """The smallest type that a table's rows have.

    An analysis may stand first, in larger type than the rows: theirs is that of the header above.
    """
    return min(rows[first].size, rows[first - 1].size) - 1.6


def resumes(rows: Sequence[Row], first: int, number: int, columns: Sequence[Column]) -> bool:
    """Whether a row with values stands below the paragraphs of an analysis that begins on row `number` or goes on there.

    The row is set like the table's first, its values below their headers; no heading stands between.
    """
    for above, row in pairwise(rows[number - 1 :]):
        heads = row.bold and row.words[0].text != ANALYSIS
        if row.base - above.base > FAR * row.size or heads or row.x0 < columns[0].x0 - INTO:
            return False
        if stands_under(row, columns):
            return any(abs(row.size - rows[number].size) <= SAME_SIZE for number in (first - 1, first))
        if not keeps_left(row, columns):
            return False
    return False


def stands_under(row: Row, columns: Sequence[Column]) -> bool:
    """Whether a row has several values, and each begins where its column's header does."""
    behind = [cell for cell in row_cells(row, columns) if cell.x0 > columns[0].x1]
    placed = [any(abs(cell.x0 - column.x0) <= 2 * START for column in columns[1:]) for cell in behind]
    return sum(placed) > 1 and all(placed)


def turns_bold(rows: Sequence[Row], first: int, number: int, columns: Sequence[Column]) -> bool:
    """Whether a row is set in bold as a heading is; where the whole first column is, its lines are no headings.

    The word above an analysis may be bold, in the table's own type and with its text right below or on the next page,
    which a heading takes with it.
    """
    row, above = rows[number], rows[number - 1]
    if not row.bold or above.bold:
        return False
    if row.text == ANALYSIS and abs(row.size - rows[first - 1].size) <= SAME_SIZE:
        below = rows[number + 1] if number + 1 < len(rows) else None
        if below is None:
            return False
        if not below.bold and keeps_left(below, columns) and abs(below.size - row.size) <= SAME_SIZE:
            return False
    near = row.base - above.base <= OPEN_PITCH * row.size
    name = next((word for word in above.words if word.text not in MARKS), above.words[0])
    return not (near and keeps_left(above, columns) and name.bold)


def names_group(rows: Sequence[Row], first: int, number: int, columns: Sequence[Column], widest: float) -> bool:
    """Whether a bold row without values names the group of the rows below it: it stands and is set as they are.

    Above a heading the gap is wider than any of the table, and a row of its own values does not follow it as closely.
    """
    if number + 1 >= len(rows):
        return False
    above, row, below = rows[number - 1 : number + 2]
    gap, after = row.base - above.base, below.base - row.base
    if number == first:
        widest = max(widest, gap)  # nothing but the header's padding shows yet how far apart rows are
    if not keeps_left(row, columns) or abs(row.size - rows[first].size) > SAME_SIZE or gap > widest + 1:
        return False
    cells = row_cells(below, columns)
    valued = len(cells) > 1 and values_in(cells, columns) == len(cells) - 1 and not crossing(below, columns)
    return valued and not below.bold and after <= widest + 1


def in_analysis(rows: Sequence[Row], first: int, start: int, columns: Sequence[Column]) -> bool:
    """Whether the rows above `start` leave off inside an analysis; a header printed again may stand above one's rest."""
    number = start - 1
    while number >= first and values_in(row_cells(rows[number], columns), columns) == 0:
        if rows[number].words[0].text == ANALYSIS:
            return True
        number -= 1
    return number < first


def trim_tail(rows: Sequence[Row], first: int, end: int, columns: Sequence[Column]) -> int:
    """The end without last lines that are no rest of a row: text in the first column only, after a wider gap."""
    number = end - 1
    while number > first and values_in(row_cells(rows[number], columns), columns) == 0:
        number -= 1
    tail = rows[number:end]
    inner = [
        below.base - above.base for above, below in zip(rows[first:number], rows[first + 1 : number + 1], strict=True)
    ]
    for offset, (above, below) in enumerate(pairwise(tail), 1):
        gap = below.base - above.base
        # Cells set to the middle of their row may all stand closer than lines of one text do; those are the least.
        widest = max((*inner, NEAREST * below.size))
        if inner and gap > widest * LOOSE + 1 and below.words[0].text != ANALYSIS:
            return number + offset
    return end


def values_in(cells: Sequence[Segment], columns: Sequence[Column]) -> int:
    """How many of a row's cells lie behind the first column."""
    limit = max(columns[0].x1, (columns[0].x1 + columns[1].x0) / 2) if len(columns) > 1 else columns[0].x1
    return sum(cell.x0 > limit - INTO and cell.x1 > columns[1].x0 for cell in cells)


def gutters(columns: Sequence[Column], body: Sequence[Row]) -> list[float]:
    """The limits between the columns: where the headers begin, if every cell keeps to that, or the widest empty strips.

    A header that stands at the left side of its column shows that side, however the cells below are aligned: numbers set
    to the right come nearer to the next header than to their own.
    """
    rows = [row_cells(row, columns) for row in body if not crossing(row, columns)]
    starts = [column.x0 - START for column in columns[1:]]
    strips = widest_strips(columns, [cell for row in rows for cell in row])
    for number in range(len(strips) - 1, 0, -1):
        strips[number] = part_pairs(number, strips, columns, rows)
    if any(cell.x0 < start - 1 and cell.x1 > start + 1 for row in rows for cell in row for start in starts):
        return strips
    return starts if clashes(rows, starts) <= clashes(rows, strips) else strips


def clashes(rows: Sequence[Sequence[Segment]], limits: Sequence[float]) -> int:
    """How many cells stand in the same column as the one before them on their line."""
    places = [[sum(cell.x0 + INTO > limit for limit in limits) for cell in row] for row in rows]
    return sum(left == right for row in places for left, right in pairwise(row))


def widest_strips(columns: Sequence[Column], found: Sequence[Segment]) -> list[float]:
    """The limits between the columns: the widest strip between two headers' middles that no cell lies in."""
    heads = [Segment(column.x0, column.x1, column.words) for column in columns]
    limits: list[float] = []
    for left, right in pairwise(columns):
        # Headers that run into each other show nothing: only the cells below them do.
        tight = right.x0 - left.x1 <= 2 * START and bool(found)
        cells = found if tight else [*found, *heads]
        low, high = left.x0, (right.x0 + right.x1) / 2
        spans = sorted((cell.x0, cell.x1) for cell in cells if cell.x1 > low and cell.x0 < right.x1)
        limits.append(widest_gap(spans, low, high, right.x0))
    return limits


def part_pairs(
    number: int, limits: Sequence[float], columns: Sequence[Column], rows: Sequence[Sequence[Segment]]
) -> float:
    """A limit, moved between two cells that it left in the column behind it while one before that stays empty.

    Numbers set to the right below headers set to the left end close to the next header; few rows show that.
    """
    limit = limits[number]
    behind = limits[number + 1] if number + 1 < len(limits) else columns[-1].x1 + OUTSIDE
    pairs = []
    for cells in rows:
        inside = [cell for cell in cells if limit < cell.x0 < behind]
        room = sum(limits[0] < cell.x0 <= limit for cell in cells) < number
        if len(inside) > 1 and room and inside[0].x0 < columns[number + 1].x0:
            pairs.append((inside[0].x1, inside[1].x0))
    left, right = max((end for end, _ in pairs), default=0.0), min((start for _, start in pairs), default=0.0)
    right = min(right, columns[number + 1].x0)
    return (left + right) / 2 if left < right else limit


def widest_gap(spans: Sequence[tuple[float, float]], low: float, high: float, default: float) -> float:
    """A place in the widest empty strip between `low` and `high`, near its right end; `default` where there is none."""
    best = 0.0
    place = default - 1.0
    reach = low
    for start, end in spans:
        if start > high + 1:
            gap, at = high - reach, high
        else:
            gap, at = start - reach, start
        if reach > low and gap > best:
            best, place = gap, max(at - 2.0, (reach + at) / 2)
        reach = max(reach, end)
        if reach >= high:
            break
    return place


def assign_words(words: Sequence[Word], limits: Sequence[float]) -> list[list[Word]]:
    """Words to columns by where they start; a row whose text runs over the limits goes to the first column whole."""
    parted: list[list[Word]] = [[] for _ in range(len(limits) + 1)]
    for word in words:
        middle = word.x0 + min(2.0, (word.x1 - word.x0) / 2)
        parted[sum(middle > limit for limit in limits)].append(word)
    if len(parted[0]) > 1 and runs_over(words, limits):
        return [list(words), *([] for _ in limits)]
    return parted


def runs_over(words: Sequence[Word], limits: Sequence[float]) -> bool:
    """Whether the words are a text over several columns: a line runs over a limit, and none keeps clear of it."""
    over = clear = False
    rows = words_to_rows(words)
    sides = [(limit - 1, limit + 1) for limit in limits]
    for row in rows:
        for word, after in zip(row.words, [*row.words[1:], None], strict=True):
            parted = False
            for before, behind in sides:
                if word.x1 <= behind:
                    parted = parted or (after is not None and after.x0 >= before)
                elif word.x0 < before:
                    over = True
            if after and parted:
                if after.x0 - word.x1 < BLANK * row.size:
                    over = True
                elif after.x0 - word.x1 > CELL_GAP * row.size:
                    clear = True
    return over and (not clear or (len(rows) > 1 and rows[0].words[0].text == ANALYSIS))
