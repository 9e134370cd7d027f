"""Lines of a table's body to its rows, where no cell is ruled.

In: the lines under a header, the limits of the columns, separators. Out: groups of lines that are one table row each. The
order of evidence: separators between rows, lines of numbers, the distance of lines. It never looks at what a text means,
but for what opens a row (the word of an analysis, a mark) and for cells that never wrap: numbers, dates and periods.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from extract.cells import CELL_PADDING, HANGING_WORDS
from extract.marks import MARKS
from extract.page_content import Edge
from extract.rows import Row
from extract.tables.body import (
    ANALYSIS,
    BLANK,
    NEAREST,
    OPEN_PITCH,
    PADDING,
    SAME_SIZE,
    Column,
    assign_words,
    runs_over,
)
from extract.tables.separators import separators_of
from extract.tables.set_rows import low_groups, may_be_low, top_groups

PITCH = 1.12
"""How much wider than the closest lines' pitch a gap must be to part rows."""
APART = 1.2
"""How much wider than the closest lines' pitch a gap must be to part rows: pitches are rounded to whole dots."""
CLEARLY_APART = 1.3
"""The same where nothing else says that there are several rows."""
NUMBER = re.compile(r"(?:[-−–+]?\d[\d .,]*(?:%|kr|tkr|mnkr|st|mkr)?|-|–)", re.IGNORECASE)
"""A cell that is one number."""
DATE = re.compile(r"\d{4}-\d\d-\d\d")
"""A cell that is one date."""
PERIOD = re.compile(r"År|Halvår|Tertial|Kvartal|Månad|(?:VB|VP|T[12]) (?:19|20)\d\d")
"""A cell that names how often or when something is measured; it is the last of its row."""


def body_to_groups(
    body: Sequence[Row], limits: Sequence[float], separators: Sequence[Edge], columns: Sequence[Column]
) -> list[list[Row]]:
    """Lines of a table's body to groups, one for each row of the table."""
    if not body:
        return []
    left, right = columns[0].x0, columns[-1].x1
    heights = separators_of(separators, left, right, body[0].base - 2.5 * body[0].size)
    heights = [height for height in heights if height - body[-1].base <= 2 * PADDING]
    valued = [number for number, row in enumerate(body) if row.x1 > limits[0]]
    # A frame round all rows parts none of them.
    inner = [height for height in heights if body[0].base < height < body[-1].base]
    if heights and heights[-1] > body[0].base and (inner or len(valued) < 3):
        reach = max(columns[0].x1, *(first_end(row, limits) for row in body))
        return part_doubled(split_bands(parted_groups(body, heights, limits), limits), limits, reach)
    header = max((word.base for column in columns for word in column.words), default=body[0].base)
    groups = pitched_groups(body, limits, row_gap=body[0].base - header, reach=columns[0].x1)
    headed = any(column.words for column in columns)
    return set_groups(body, limits, groups, columns[0].x1, headed=headed)


def set_groups(
    body: Sequence[Row], limits: Sequence[float], groups: list[list[Row]], reach: float = 0.0, *, headed: bool = True
) -> list[list[Row]]:
    """Groups told by the distance of lines, or others where how cells are set tells more."""
    if not limits or not may_be_low(body, limits):
        return groups
    reach = max(reach, *(0.0 if runs_over(row.words, limits) else first_end(row, limits) for row in body))
    numeric = is_numeric(body, limits)
    found = low_groups(body, limits, reach, lambda row: is_whole(row, limits), groups, numeric=numeric, headed=headed)
    return found or groups


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
    row_gap = tail[0].base - groups[-1][-1].base if tail and groups else 0.0
    return groups + (set_groups(tail, limits, pitched_groups(tail, limits, known, row_gap)) if tail else [])


def split_bands(groups: list[list[Row]], limits: Sequence[float]) -> list[list[Row]]:
    """Groups that separators show, parted further where some hold several rows: a box may be drawn round all of them."""
    even = [[] if is_interleaved(group) else group for group in groups]
    closest = min(closest_pitch(group) for group in even)
    parted = [band_to_groups(group, closest) if group else [whole] for group, whole in zip(even, groups, strict=True)]
    whole: list[list[Row]] = []
    for group, parts in zip(groups, parted, strict=True):
        several = sum(begins_row(part, limits) for part in parts) > 1
        whole += parts if several else set_groups(group, limits, [group])
    return whole


def begins_row(part: Sequence[Row], limits: Sequence[float]) -> bool:
    """Whether lines begin in the first column and have a cell behind it, at whatever height, or open an analysis."""
    first = part[0]
    if first.words[0].text == ANALYSIS:
        return True
    if first.text[0].islower() or first.x0 >= limits[0]:
        return False
    return any(limits[0] < row.words[-1].x0 and not runs_over(row.words, limits) for row in part)


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
    reach = max(reach, *(0.0 if runs_over(row.words, limits) else first_end(row, limits) for row in body))
    if not every and is_numeric(body, limits):
        # The names of groups stand alone, and where no name wraps the longest does not show the column's width.
        return even_groups(body, limits, max(reach, limits[0] - CELL_PADDING), inf if even else PITCH * closest)
    wholes = sum(is_whole(row, limits) for row in body)
    if even and wholes < 2 and (row_gap > PITCH * closest or known < 1e6):
        return [list(body)]
    if even:
        return top_groups(body, limits, reach, lambda row: is_whole(row, limits)) or even_groups(body, limits, reach)
    groups = spaced_groups(body, limits, closest, every=every)
    return part_doubled(groups, limits, reach)


def part_doubled(groups: Sequence[list[Row]], limits: Sequence[float], reach: float) -> list[list[Row]]:
    """Groups, those parted that hold the cells of several rows."""
    doubled = [sum(is_whole(row, limits) for row in group) > 1 for group in groups]
    parts = [even_groups(group, limits, reach) if two else [group] for group, two in zip(groups, doubled, strict=True)]
    return [part for group in parts for part in group]


def spaced_groups(body: Sequence[Row], limits: Sequence[float], closest: float, *, every: bool) -> list[list[Row]]:
    """Groups parted where lines are further apart than `closest`; `every` line is a row where all are far apart."""
    groups = [[body[0]]]
    pitches = {size: closest_lines([row for row in body if row.size == size]) for size in {row.size for row in body}}
    for above, row in pairwise(body):
        gap = row.base - above.base
        # Texts over all columns may be set larger than the cells: their lines have a pitch of their own.
        larger = row.size > body[0].size + SAME_SIZE
        begins = gap > PITCH * (pitches[row.size] if larger and row.size == above.size else closest)
        begins = begins and not goes_beside(row, gap, limits)
        if begins or (every and gap >= NEAREST * row.size) or opens_row(row, groups[-1], limits):
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def goes_beside(row: Row, gap: float, limits: Sequence[float]) -> bool:
    """Whether a line goes on with a name in small letters beside further lines of other cells: a mark made the first higher."""
    beside = row.text[0].islower() and row.x0 < limits[0] < row.x1 if limits else False
    return beside and gap <= OPEN_PITCH * row.size and not is_whole(row, limits)


def even_groups(body: Sequence[Row], limits: Sequence[float], reach: float, apart: float = inf) -> list[list[Row]]:
    """Groups of lines whose distances tell little: a line with a value begins one, or one that had room above it.

    So does a line that stands further than `apart` below the one above. Where rows are told by cells that never wrap, other
    cells may.
    """
    groups = [[body[0]]]
    whole = [is_whole(row, limits) for row in body]
    for row, begun in zip(body[1:], whole[1:], strict=True):
        valued = begun if sum(whole) > 1 else row.x1 > limits[0]
        valued = valued and not goes_on(groups[-1], row, limits, reach)
        above = groups[-1][-1]
        turned = above.x0 < limits[0] and row.words[0].bold != above.words[0].bold
        far = row.base - above.base > apart
        begins = row.x0 < limits[0] and (valued or turned or far or had_room(above, row, limits, reach))
        if begins or opens_row(row, groups[-1], limits):
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def goes_on(group: Sequence[Row], row: Row, limits: Sequence[float], reach: float) -> bool:
    """Whether a line with values goes on with the name above: that one has none yet, or its line had no room left."""
    if not row.text[0].islower():
        return False
    # Whole rows of numbers below each other are two, however long the first one's name is.
    if holds_numbers(row, limits) and any(holds_numbers(above, limits) for above in group):
        return False
    end = first_end(group[-1], limits)
    full = end > 0 and end + BLANK * row.size + row.words[0].x1 - row.words[0].x0 > reach
    return full or all(above.x1 <= limits[0] for above in group)


def opens_row(row: Row, group: Sequence[Row], limits: Sequence[float]) -> bool:
    """Whether a line begins a row however near the last group stands: an analysis, or a name with a mark below another.

    Where only values stand above a mark, they are a higher cell's, set to the middle as the name is.
    """
    first = row.words[0].text
    if row.x0 >= limits[0]:
        return False
    return first == ANALYSIS or (first in MARKS and any(above.x0 < limits[0] for above in group))


def is_whole(row: Row, limits: Sequence[float]) -> bool:
    """Whether a line holds the cells of a row that never wrap: a date, a period last, or numbers in most columns."""
    texts = [" ".join(word.text for word in cell) for cell in assign_words(row.words, limits)[1:]]
    period = bool(texts) and PERIOD.fullmatch(texts[-1])
    return bool(period) or any(DATE.fullmatch(text) for text in texts) or holds_numbers(row, limits)


def holds_numbers(row: Row, limits: Sequence[float]) -> bool:
    """Whether a line has numbers in most columns, nothing else there, and a name."""
    name, *cells = assign_words(row.words, limits)
    texts = [" ".join(word.text for word in cell) for cell in cells if cell]
    return bool(name) and 2 * len(texts) >= len(cells) and all(NUMBER.fullmatch(text) for text in texts)


def is_numeric(body: Sequence[Row], limits: Sequence[float]) -> bool:
    """Whether each line with cells behind the first column is the whole of a row, and there are several."""
    valued = [row for row in body if limits and row.x1 > limits[0]]
    return len(valued) > 1 and all(holds_numbers(row, limits) for row in valued)


def first_end(row: Row, limits: Sequence[float]) -> float:
    """The right end of what stands in a row's first column; 0 where nothing does."""
    return max((word.x1 for word in row.words if word.x0 < limits[0]), default=0.0)


def had_room(above: Row, row: Row, limits: Sequence[float], reach: float) -> bool:
    """Whether a line that begins with a capital letter is no rest of the name above: it would have had room behind it."""
    first = row.words[0]
    name = [word for word in above.words if word.x0 < limits[0]]
    end = first_end(above, limits)
    if not name or name[-1].text in HANGING_WORDS:
        return False
    return first.text[0].isupper() and end + BLANK * row.size + first.x1 - first.x0 < reach
