"""The rows under a header: how far a table without ruled cells goes, where its columns and its rows part.

In: rows, the columns of the header, separators. Out: the end of the table, the limits of the columns, groups of lines
that are one table row each. It never looks at what a text means, but for the word that opens a row over the whole
width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.cells import join_wrapped
from extract.header_rows import is_broken_word
from extract.page_content import Edge, Word
from extract.rows import Row, Segment, words_to_rows
from extract.separators import separators_of

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
"""Share of the size: two lines of a table are never further apart."""
LOOSE = 1.3
"""How much wider than the widest so far a gap may be before a line without values."""
SAME_SIZE = 0.6
"""Points: type of a table's rows differs by less."""
ONE_ROW = 1.9
"""Share of the size: lines between two separators that are further apart are not all of one row."""
PITCH = 1.12
"""How much wider than the closest lines' pitch a gap must be to part rows."""
OPEN_PITCH = 1.45
"""Share of the size: where even the closest lines are further apart, each line is a row."""
NEAREST = 0.9
"""Share of the size: lines of one text are at least this far apart."""
APART = 1.2
"""How much wider than the closest lines' pitch a gap must be to part rows: pitches are rounded to whole dots."""
CLEARLY_APART = 1.3
"""The same where nothing else says that there are several rows."""
PADDING = 8.0
"""Points: the text of a row lies this near its upper separator, beyond the padding seen in the header."""
VALUE = re.compile(r"\d{4}-\d\d-\d\d|[-−–+]?\d[\d .,]*(?:%|st|tkr|mnkr|kr)?")
"""What stands whole on one line of a cell: a date, a number with a short unit."""
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
    size = rows[first].size
    for top, bottom in pairwise(heights):
        inside = [row for row in rows[end:] if row.base < bottom]
        if not inside:
            continue
        apart = (n for n, (above, row) in enumerate(pairwise(inside), 1) if row.base - above.base > ONE_ROW * row.size)
        band = inside[: next(apart, len(inside))]
        if band[0].base - 0.75 * band[0].size - top > PADDING or bottom - band[-1].base > 2 * PADDING:
            break
        if band[0].words[0].text == ANALYSIS and keeps_left(band[0], columns):
            size = max(size, band[0].size)
        if any(row.size > size + 1.5 for row in band):
            break
        if crossing(band[0], columns) and not keeps_left(band[0], columns):
            break
        end += len(band)
        if len(band) < len(inside):
            break
    return end


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
    # An analysis may stand first, in larger type than the rows: theirs is that of the header above.
    least = min(rows[first].size, rows[first - 1].size) - 1.6 if first < len(rows) else 0.0
    while number < len(rows):
        row = rows[number]
        gap = row.base - rows[number - 1].base
        if row.words[0].text == ANALYSIS and keeps_left(row, columns) and not row.bold:
            size = max(size, row.size)
        if gap > FAR * row.size or row.size > size + 0.8 or row.size < least:
            break
        cells = row_cells(row, columns)
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
            if turns_bold(rows, first, number, columns) or (
                loose and not (spanning and resumes(rows, first, number, columns))
            ):
                break
            spanning = spanning or row.words[0].text == ANALYSIS
        else:
            spanning = False
        widest = max(widest, gap)
        number += 1
        end = number
    return trim_tail(rows, first, end, columns)


def resumes(rows: Sequence[Row], first: int, number: int, columns: Sequence[Column]) -> bool:
    """Whether a row with values stands below the paragraphs of an analysis that begins on row `number` or goes on there.

    The row is set like the table's first, its values below their headers; no heading stands between.
    """
    for above, row in pairwise(rows[number - 1 :]):
        heads = row.bold and row.words[0].text != ANALYSIS
        if row.base - above.base > FAR * row.size or heads or row.x0 < columns[0].x0 - INTO:
            return False
        behind = [cell for cell in row_cells(row, columns) if cell.x0 > columns[0].x1]
        placed = [any(abs(cell.x0 - column.x0) <= 2 * START for column in columns[1:]) for cell in behind]
        if sum(placed) > 1 and all(placed):
            return any(abs(row.size - rows[number].size) <= SAME_SIZE for number in (first - 1, first))
        if not keeps_left(row, columns):
            return False
    return False


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
    return not (near and keeps_left(above, columns) and above.words[0].bold)


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
    if any(cell.x0 < start - 1 and cell.x1 > start + 1 for row in rows for cell in row for start in starts):
        return strips
    return starts if clashes(rows, starts) <= clashes(rows, strips) else strips


def clashes(rows: Sequence[Sequence[Segment]], limits: Sequence[float]) -> int:
    """How many cells stand in the same column as the one before them on their line."""
    places = [[sum(cell.x0 + INTO > limit for limit in limits) for cell in row] for row in rows]
    return sum(left == right for row in places for left, right in pairwise(row))


def widest_strips(columns: Sequence[Column], found: Sequence[Segment]) -> list[float]:
    """The limits between the columns: the widest strip between two headers' middles that no cell lies in."""
    cells = [*found, *(Segment(column.x0, column.x1, column.words) for column in columns)]
    limits: list[float] = []
    for left, right in pairwise(columns):
        low, high = left.x0, (right.x0 + right.x1) / 2
        spans = sorted((cell.x0, cell.x1) for cell in cells if cell.x1 > low and cell.x0 < right.x1)
        limits.append(widest_gap(spans, low, high, right.x0))
    return limits


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
    for row in rows:
        for word, after in zip(row.words, [*row.words[1:], None], strict=True):
            if any(word.x0 < limit - 1 and word.x1 > limit + 1 for limit in limits):
                over = True
            if after and any(word.x1 <= limit + 1 and after.x0 >= limit - 1 for limit in limits):
                if after.x0 - word.x1 < BLANK * row.size:
                    over = True
                elif after.x0 - word.x1 > CELL_GAP * row.size:
                    clear = True
    return over and (not clear or (len(rows) > 1 and rows[0].words[0].text == ANALYSIS))


def body_to_groups(
    body: Sequence[Row], limits: Sequence[float], separators: Sequence[Edge], columns: Sequence[Column]
) -> list[list[Row]]:
    """Lines of a table's body to groups, one for each row of the table."""
    if not body:
        return []
    left, right = columns[0].x0, columns[-1].x1
    heights = separators_of(separators, left, right, body[0].base - 2.5 * body[0].size)
    heights = [height for place, height in enumerate(heights) if place == 0 or heights[place - 1] < body[-1].base]
    valued = [number for number, row in enumerate(body) if row.x1 > limits[0]]
    # A line or shade below the header only, and those of tables further down, say nothing of these rows.
    reach_rows = any(body[0].base < height <= body[-1].base + 2 * PADDING for height in heights)
    if reach_rows and (len(heights) > 1 or len(valued) < 3):
        return split_bands(parted_groups(body, heights, limits), limits)
    header = max((word.base for column in columns for word in column.words), default=body[0].base)
    return pitched_groups(body, limits, row_gap=body[0].base - header, reach=columns[0].x1)


def parted_groups(body: Sequence[Row], heights: Sequence[float], limits: Sequence[float]) -> list[list[Row]]:
    """Groups by separators; what lies below the last one is grouped by pitch."""
    groups: list[list[Row]] = []
    current = -1
    tail: list[Row] = []
    for row in body:
        place = sum(height < row.base - 0.3 * row.size for height in heights)
        if place == len(heights):
            tail.append(row)
        elif place == current:
            groups[-1].append(row)
        else:
            groups.append([row])
            current = place
    known = min((closest_lines(group, limits) for group in groups), default=1e6)
    return groups + (pitched_groups(tail, limits, known) if tail else [])


def split_bands(groups: list[list[Row]], limits: Sequence[float]) -> list[list[Row]]:
    """Groups that separators show, parted further where some hold several rows: a box may be drawn round all of them."""
    even = [[] if is_interleaved(group) else group for group in groups]
    closest = min(closest_pitch(group) for group in even)
    parted = [band_to_groups(group, closest) if group else [whole] for group, whole in zip(even, groups, strict=True)]
    if any(sum(begins_row(part[0], limits) for part in parts) > 1 for parts in parted):
        return [part for parts in parted for part in parts]
    return groups


def begins_row(row: Row, limits: Sequence[float]) -> bool:
    """Whether a line has a cell in the first column and another behind it, or opens an analysis."""
    if row.words[0].text == ANALYSIS:
        return True
    return row.x0 < limits[0] < row.words[-1].x0 and not runs_over(row.words, limits)


def is_interleaved(band: Sequence[Row]) -> bool:
    """Whether lines lie nearer than lines of one text do: cells of different heights, set to the middle of their row."""
    return any(below.base - above.base < NEAREST * above.size for above, below in pairwise(band))


def closest_pitch(band: Sequence[Row]) -> float:
    """The least distance between two lines as a share of their size; a large one where there are none."""
    return closest_lines(band) / max((row.size for row in band), default=1.0)


def band_to_groups(band: Sequence[Row], closest: float, apart: float = APART) -> list[list[Row]]:
    """The lines of a band to groups that are further apart than the closest two lines of the table."""
    groups = [list(band[:1])]
    for above, row in pairwise(band):
        pitch = (row.base - above.base) / row.size
        if pitch > apart * closest or closest > OPEN_PITCH:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def closest_lines(body: Sequence[Row], limits: Sequence[float] = ()) -> float:
    """The least distance between two lines of one column's text; a large one where there are none."""
    closest = 1e6
    last: dict[int, float] = {}
    for row in body:
        columns = {sum(word.x0 > limit for limit in limits) for word in row.words} if limits else {0}
        for column in columns:
            gap = row.base - last.get(column, -1e6)
            if gap >= NEAREST * row.size:
                closest = min(closest, gap)
            last[column] = row.base
    return closest


def pitched_groups(
    body: Sequence[Row], limits: Sequence[float], known: float = 1e6, row_gap: float = 0.0, reach: float = 0.0
) -> list[list[Row]]:
    """Groups by the distance of lines: rows are further apart than the lines of one row, `known` or what these show.

    Where all lines are equally far apart, they are one row if `row_gap` (from the header to the body) is wider, else
    a line with a value begins a row, and one that would have had room on the line above, where names reach to `reach`.
    """
    gaps = [below.base - above.base for above, below in pairwise(body)]
    if not gaps:
        return [list(body)]
    closest = min(closest_lines(body, limits), known)
    every = closest > OPEN_PITCH * body[0].size
    even = not every and min(gaps) >= closest and max(gaps) < PITCH * closest
    if even and (row_gap > PITCH * closest or known < 1e6) and not repeats_values(body, limits):
        return [list(body)]
    groups = [[body[0]]]
    pitches = {size: closest_lines([row for row in body if row.size == size]) for size in {row.size for row in body}}
    reach = max(reach, *(0.0 if runs_over(row.words, limits) else first_end(row, limits) for row in body))
    for gap, row in zip(gaps, body[1:], strict=True):
        if even:
            valued = row.x1 > limits[0] and not goes_on(groups[-1], row, limits, reach)
            begins = row.x0 < limits[0] and (valued or had_room(groups[-1][-1], row, limits, reach))
        else:
            # Texts over all columns may be set larger than the cells: their lines have a pitch of their own.
            larger = row.size > body[0].size + SAME_SIZE
            begins = gap > PITCH * (pitches[row.size] if larger and row.size == groups[-1][-1].size else closest)
        begins = begins or (every and gap >= NEAREST * row.size) or opens_analysis(row, groups[-1], limits)
        begins = begins or begins_again(row, groups[-1], limits)
        if begins:
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def repeats_values(body: Sequence[Row], limits: Sequence[float]) -> bool:
    """Whether lines are not one row: a column has a whole date or number on two of them."""
    found: set[int] = set()
    for row in body:
        for column, words in enumerate(assign_words(row.words, limits)):
            if column and VALUE.fullmatch(" ".join(word.text for word in words)):
                if column in found:
                    return True
                found.add(column)
    return False


def begins_again(row: Row, group: Sequence[Row], limits: Sequence[float]) -> bool:
    """Whether a line with a name has whole values where the row above has them: no row has two in a column."""
    named = row.x0 < limits[0] and not row.text[0].islower()
    return named and row.x1 > limits[0] and repeats_values([*group, row], limits) and not repeats_values(group, limits)


def opens_analysis(row: Row, group: Sequence[Row], limits: Sequence[float]) -> bool:
    """Whether a line opens the analysis of the row above it, which has values, however near it stands."""
    valued = any(above.x1 > limits[0] for above in group) and group[0].words[0].text != ANALYSIS
    return row.words[0].text == ANALYSIS and row.x0 < limits[0] and valued


def goes_on(group: Sequence[Row], row: Row, limits: Sequence[float], reach: float) -> bool:
    """Whether a line with values goes on with the name above: that one has none yet, or its line had no room left."""
    if not row.text[0].islower():
        return False
    end = first_end(group[-1], limits)
    full = end > 0 and end + BLANK * row.size + row.words[0].x1 - row.words[0].x0 > reach
    return full or all(above.x1 <= limits[0] for above in group)


def first_end(row: Row, limits: Sequence[float]) -> float:
    """The right end of what stands in a row's first column; 0 where nothing does."""
    return max((word.x1 for word in row.words if word.x0 < limits[0]), default=0.0)


def had_room(above: Row, row: Row, limits: Sequence[float], reach: float) -> bool:
    """Whether a line that begins with a capital letter is no rest of the name above: it would have had room behind it."""
    first = row.words[0]
    end = first_end(above, limits)
    return first.text[0].isupper() and end > 0 and end + BLANK * row.size + first.x1 - first.x0 < reach
