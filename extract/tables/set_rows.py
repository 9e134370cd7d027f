"""Rows by how their cells are set, to the top, the middle or the foot, where neither lines nor gaps part them.

In: the lines of a table's body, the limits of the columns. Out: groups of lines that are one row each, or null where
no way of setting cells shows. Cells of a row lie at one height, and rows do not lie over each other: of all
ways to part the lines that one is chosen whose cells are set alike. What texts mean does not matter, but for what
opens a row and for cells that never wrap.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import inf

from extract.marks import MARKS
from extract.rows import Row
from extract.tables.body import ANALYSIS, BLANK, NEAREST, assign_words

LEVEL = 0.2
"""Share of the size: cells set alike differ by less; half a line more on one side shows as a quarter of a pitch."""
ALIGNED = 3.0
"""Points: lines of names begin this near to each other."""
PITCH = 1.08
"""Times the closest pitch: lines of one paragraph of a cell are nearer."""
WIDEST = 2.6
"""Times the closest pitch: paragraphs of one cell are nearer."""
MOST_LINES = 40
"""Lines of the highest row."""
MOST_BODY = 150
"""Lines of the longest body that is looked at."""
OFF_LEVEL = 4.0
"""Cost of a cell that is not set as the row's highest is."""
NAMELESS = 6.0
"""Cost of a row without anything in the first column."""
RESTING = 3.0
"""The same of the first row below a header, which may be the rest of one that a page break cut."""
VALUELESS = 4.0
"""Cost of a row with nothing behind the first column that is no analysis."""
GROUP = 1.5
"""The same in a table of numbers, where it may be the name of a group."""
OVERLONG = 0.5
"""The same where it is a text over several columns, or the rest of a row that a page break cut, in small letters."""
CUT = 0.5
"""The same where no header stands above; cost of a last row that is set to the top, as the end of a page leaves it."""
HAD_ROOM = 2.0
"""Cost of a name's line with a capital that would have had room on the line above."""
BROKEN_NAME = 3.0
"""Cost of a row that begins with a small letter, as the rest of a name does."""
PARAGRAPH = 1.0
"""Cost of a paragraph inside a cell."""
OVER = 3.0
"""Cost of a text over several columns in a row with values, and points that it comes near to the second column, at least."""
DOUBLED = 4.0
"""Cost of each further line that holds the cells of a whole row."""
CLEARLY = 3.0
"""How much less the best way must cost than that of cells set to the top."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a body: its baseline in each column (null where the column is empty), and what it says of its row."""

    bases: tuple[float | None, ...]
    opens: bool
    marked: bool
    small: bool
    over: bool
    analysis: bool
    roomy: bool
    narrow: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Look:
    """How the lines of a body are looked at: where in a row a cell is said to stand, and what is near and what odd in it."""

    place: Callable[[Sequence[float]], float]
    pitch: float
    level: float
    valueless: float
    resting: float


def low_groups(
    body: Sequence[Row],
    limits: Sequence[float],
    reach: float,
    is_whole: Callable[[Row], bool],
    spaced: Sequence[Sequence[Row]],
    *,
    numeric: bool,
    headed: bool,
) -> list[list[Row]] | None:
    """Lines to rows whose cells are set to the middle or the foot; `numeric` where all hold numbers.

    Below a header (`headed`) the rest of a row is rarer than at the top of a page.

    Null where they are set to the top, no way fits, or there is nothing odd about rows told by their distance, `spaced`.
    """
    if not 2 < len(body) <= MOST_BODY:
        return None
    lines = rows_to_lines(body, limits, reach, is_whole)
    # Names of groups above amounts look like names that wrap; of those that do, some go on in small letters.
    if numeric and not any(line.small for line in lines):
        return None
    looks = all_looks(lines, body[0].size, GROUP if numeric else VALUELESS, RESTING if headed else CUT)
    if any(is_even_way(lines, look, spaced) for look in looks):
        return None
    top, *others = [cheapest(lines, look) for look in looks]
    cost, ends = min(others, key=lambda way: way[0])
    return part(body, ends) if cost + CLEARLY <= top[0] and fits(cost, ends) else None


def top_groups(
    body: Sequence[Row], limits: Sequence[float], reach: float, is_whole: Callable[[Row], bool]
) -> list[list[Row]] | None:
    """Lines to rows whose cells are set to the top; null where that does not fit."""
    if not limits or not 2 < len(body) <= MOST_BODY:
        return None
    lines = rows_to_lines(body, limits, reach, is_whole)
    cost, ends = cheapest(lines, all_looks(lines, body[0].size, VALUELESS, CUT)[0])
    return part(body, ends) if fits(cost, ends) else None


def all_looks(lines: Sequence[Line], size: float, valueless: float, resting: float) -> list[Look]:
    """The looks for cells set to the top, the middle and the foot."""
    pitch = closest_pitch(lines, size)
    places = (first_base, middle_base, last_base)
    return [Look(place, pitch, LEVEL * size, valueless, resting) for place in places]


def fits(cost: float, ends: Sequence[int]) -> bool:
    """Whether a way to part lines is good: it leaves little that is odd."""
    return cost < len(ends) * OFF_LEVEL / 2


def part(body: Sequence[Row], ends: Sequence[int]) -> list[list[Row]]:
    """Lines to groups that end before these numbers."""
    return [list(body[start:end]) for start, end in pairwise([0, *ends])]


def may_be_low(body: Sequence[Row], limits: Sequence[float]) -> bool:
    """Whether any name stands above its values or below, or two lines lie nearer than those of one text do."""
    return any(
        below.base - above.base < NEAREST * above.size
        or (above.x1 <= limits[0] < below.x1 and above.words[0].text != ANALYSIS)
        or above.x0 > limits[0] > below.x0
        for above, below in pairwise(body)
    )


def rows_to_lines(
    body: Sequence[Row], limits: Sequence[float], reach: float, is_whole: Callable[[Row], bool]
) -> list[Line]:
    """The lines of a body to what is asked of them again and again."""
    lines: list[Line] = []
    end = 0.0
    lefts = [row.x0 for row in body if row.words[0].text[:1] not in MARKS]
    for row in body:
        cells = assign_words(row.words, limits)
        bases = tuple(cell[0].base if cell else None for cell in cells)
        name = cells[0]
        marked = bool(name) and name[0].text[:1] in MARKS
        first = name[marked and len(name) > 1] if name else None
        over = bool(name) and max(word.x1 for word in name) > limits[0] - OVER
        fits = end + BLANK * row.size + first.x1 - first.x0 if first and end else inf
        small = first is not None and first.text[0].islower()
        analysis = first is not None and first.text == ANALYSIS
        lines.append(
            Line(
                bases,
                # A mark in a column of its own may stand beside any line of the name, one in front of it beside the first.
                opens=analysis or (marked and not any(abs(left - first.x0) <= ALIGNED for left in lefts if first)),
                marked=marked,
                small=small,
                over=over,
                analysis=analysis,
                roomy=fits < reach and not small,
                narrow=fits < limits[0] and small,
                whole=is_whole(row),
            )
        )
        end = max((word.x1 for word in name), default=end)
    return lines


def closest_pitch(lines: Sequence[Line], size: float) -> float:
    """The least distance of two lines of one column."""
    closest = inf
    for column in range(len(lines[0].bases)):
        bases = [base for line in lines if (base := line.bases[column]) is not None]
        gaps = [below - above for above, below in pairwise(bases) if below - above >= NEAREST * size]
        closest = min([closest, *gaps])
    return closest


def first_base(bases: Sequence[float]) -> float:
    """Where a cell set to the top stands."""
    return bases[0]


def middle_base(bases: Sequence[float]) -> float:
    """Where a cell set to the middle stands."""
    return (bases[0] + bases[-1]) / 2


def last_base(bases: Sequence[float]) -> float:
    """Where a cell set to the foot stands."""
    return bases[-1]


def is_even_way(lines: Sequence[Line], look: Look, groups: Sequence[Sequence[Row]]) -> bool:
    """Whether nothing is odd about a way to part lines; a page break may have cut the last row, wherever its cells are."""
    ends = list(accumulate(len(group) for group in groups))
    *parts, last = [lines[start:end] for start, end in pairwise([0, *ends])]
    if part_cost(last, replace(look, level=inf), first=not parts):
        return False
    return all(part_cost(part, look, first=part is parts[0]) == 0 for part in parts)


def part_cost(lines: Sequence[Line], look: Look, *, first: bool) -> float:
    """What is odd about some lines as one row; infinite where they cannot be one."""
    cells: list[list[float]] = [[] for _ in lines[0].bases]
    cost = BROKEN_NAME if lines[0].small and not first else 0.0
    for line in lines:
        cost += line_cost(line, cells, look.pitch, begun=line is not lines[0], analysis=lines[0].analysis)
        add_line(line, cells)
    cost += DOUBLED * doubled(lines)
    return cost + row_cost(cells, lines, look, first=first, last=False)


def doubled(lines: Sequence[Line]) -> int:
    """How many of some lines say that they are of another row than one before: by cells that never wrap, or a mark."""
    wholes, marks = sum(line.whole for line in lines), sum(line.marked for line in lines)
    return max(wholes - 1, 0) + max(marks - 1, 0)


def add_line(line: Line, cells: Sequence[list[float]]) -> None:
    """Add a line to the cells of its row."""
    for cell, base in zip(cells, line.bases, strict=True):
        if base is not None:
            cell.append(base)


def cheapest(lines: Sequence[Line], look: Look) -> tuple[float, list[int]]:
    """The cost of the cheapest way to part lines into rows, and the numbers of the lines behind each."""
    costs = [0.0] + [inf] * len(lines)
    starts = [0] * (len(lines) + 1)
    for start in range(len(lines)):
        if costs[start] == inf:
            continue
        cells: list[list[float]] = [[] for _ in lines[0].bases]
        inner = 0.0 if not lines[start].small or start == 0 else BROKEN_NAME
        for end in range(start + 1, min(start + MOST_LINES, len(lines)) + 1):
            line = lines[end - 1]
            step = line_cost(line, cells, look.pitch, begun=end > start + 1, analysis=lines[start].analysis)
            if step == inf:
                break
            inner += step
            add_line(line, cells)
            cost = costs[start] + inner + DOUBLED * doubled(lines[start:end])
            cost += row_cost(cells, lines[start:end], look, first=start == 0, last=end == len(lines))
            if cost < costs[end]:
                costs[end], starts[end] = cost, start
    ends = [len(lines)]
    while starts[ends[0]]:
        ends.insert(0, starts[ends[0]])
    return costs[-1], ends


def line_cost(line: Line, cells: Sequence[Sequence[float]], pitch: float, *, begun: bool, analysis: bool) -> float:
    """What a line adds to the row whose cells have these lines so far; infinite where it cannot be of that row."""
    if begun and line.opens and cells[0]:
        return inf
    cost = 0.0
    for column, (cell, base) in enumerate(zip(cells, line.bases, strict=True)):
        if not cell or base is None:
            continue
        gap = base - cell[-1]
        if gap > WIDEST * pitch:
            return inf
        if gap > PITCH * pitch:
            cost += PARAGRAPH
        elif column == 0 and line.roomy and not analysis:
            cost += HAD_ROOM
    return cost


def row_cost(cells: Sequence[Sequence[float]], lines: Sequence[Line], look: Look, *, first: bool, last: bool) -> float:
    """What is odd about a row: cells set otherwise than its highest, no name, no values."""
    filled = [cell for cell in cells if cell]
    cost = OFF_LEVEL * off_level(filled, look.place, look.level)
    if last and cost:
        cost = min(cost, CUT + OFF_LEVEL * off_level(filled, first_base, look.level))
    if not cells[0]:
        return cost + (look.resting if first else NAMELESS)
    over = any(line.over for line in lines)
    if over and any(line.narrow for line in lines[1:]):
        cost += OVER
    if len(filled) > 1:
        return cost + OVER * (over or lines[0].analysis)
    if lines[0].analysis:
        return cost
    rest = first and lines[0].small
    return cost + (OVERLONG if over or rest else look.valueless)


def off_level(cells: Sequence[Sequence[float]], place: Callable[[Sequence[float]], float], level: float) -> int:
    """How many cells of a row do not stand where its highest does."""
    at = place(max(cells, key=lambda cell: cell[-1] - cell[0]))
    return sum(abs(place(cell) - at) > level for cell in cells)
