"""Ruling lines to tables.

In: the horizontal and vertical edges of a page. Out: lattices, each a grid of cells with merged cells known, and the
words that lie in them as cells with texts. Boxes of one cell and of one column are not tables and left to the text.
It never uses the words to find a cell's sides.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.cells import RawCell, RawGrid, words_to_text
from extract.document import Evidence
from extract.header_rows import is_first_header, is_header, is_header_texts
from extract.page_content import Box, Edge, Word
from extract.rows import words_to_rows

SNAP = 2.0
"""Points: edges nearer than this are one line; double borders and borders printed cell by cell lie this near."""
REACH = 3.0
"""Points: how far a line may end short of the one it meets."""
LONGEST_HEADER = 40
"""Letters of the longest header text that is not known."""
INSET = 1.0
"""Points: how far a letter may reach over the side of its cell."""


class Lattice(NamedTuple):
    """Lines that touch each other: column sides, row sides, and for each slot of the grid its merged cell's corners."""

    xs: list[float]
    ys: list[float]
    slots: list[list[tuple[int, int, int, int]]]

    @property
    def box(self) -> Box:
        """The outline."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def edges_to_lattices(across: Iterable[Edge], down: Iterable[Edge]) -> list[Lattice]:
    """Edges to lattices of at least one row and one column, from the top of the page down."""
    rows, columns = join_edges(across), join_edges(down)
    lattices = []
    for group_across, group_down in touching_groups(rows, columns):
        lattice = group_to_lattice(group_across, group_down)
        if lattice:
            lattices.append(lattice)
    return sorted(lattices, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def join_edges(edges: Iterable[Edge]) -> list[Edge]:
    """Edges on the same line, overlapping or touching, to one edge each."""
    lines: list[list[Edge]] = []
    for edge in sorted(edges):
        if lines and edge.at - lines[-1][0].at <= SNAP:
            lines[-1].append(edge)
        else:
            lines.append([edge])
    joined = []
    for line in lines:
        at = sum(edge.at for edge in line) / len(line)
        line.sort(key=lambda edge: edge.start)
        start, end = line[0].start, line[0].end
        for edge in line[1:]:
            if edge.start <= end + REACH:
                end = max(end, edge.end)
            else:
                joined.append(Edge(at, start, end))
                start, end = edge.start, edge.end
        joined.append(Edge(at, start, end))
    return joined


def touching_groups(rows: list[Edge], columns: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Horizontal and vertical edges that meet, directly or through others, to groups."""
    group_of = list(range(len(rows) + len(columns)))

    def find(item: int) -> int:
        while group_of[item] != item:
            group_of[item] = group_of[group_of[item]]
            item = group_of[item]
        return item

    for number, row in enumerate(rows):
        for offset, column in enumerate(columns, len(rows)):
            if (
                column.start - REACH <= row.at <= column.end + REACH
                and row.start - REACH <= column.at <= row.end + REACH
            ):
                group_of[find(number)] = find(offset)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for item in range(len(group_of)):
        pair = groups.setdefault(find(item), ([], []))
        if item < len(rows):
            pair[0].append(rows[item])
        else:
            pair[1].append(columns[item - len(rows)])
    return [pair for pair in groups.values() if pair[0] and pair[1]]


def group_to_lattice(rows: list[Edge], columns: list[Edge]) -> Lattice | None:
    """Edges that meet to a lattice; null where they enclose nothing.

    A table may be open at its sides: where lines reach past the outermost one, their ends are its side.
    """
    ys = sides([edge.at for edge in rows], [end for edge in columns for end in (edge.start, edge.end)])
    xs = sides([edge.at for edge in columns], [end for edge in rows for end in (edge.start, edge.end)])
    if len(ys) < 2 or len(xs) < 2:
        return None
    walls_down = [[True] * (len(xs)) for _ in range(len(ys) - 1)]
    for i in range(len(ys) - 1):
        middle = (ys[i] + ys[i + 1]) / 2
        for j in range(1, len(xs) - 1):
            walls_down[i][j] = any(
                abs(edge.at - xs[j]) <= SNAP and edge.start <= middle <= edge.end for edge in columns
            )
    walls_across = [[True] * (len(xs) - 1) for _ in range(len(ys))]
    for i in range(1, len(ys) - 1):
        level = [edge for edge in rows if abs(edge.at - ys[i]) <= SNAP]
        for j in range(len(xs) - 1):
            middle = (xs[j] + xs[j + 1]) / 2
            walls_across[i][j] = any(edge.start <= middle <= edge.end for edge in level)
    return Lattice(xs, ys, walls_to_slots(walls_down, walls_across))


def sides(lines: list[float], ends: list[float]) -> list[float]:
    """Positions of lines, with the outermost ends of the crossing lines where those reach further."""
    found: list[float] = []
    for at in sorted(lines):
        if not found or at - found[-1] > SNAP:
            found.append(at)
    if min(ends) < found[0] - 2 * REACH:
        found.insert(0, min(ends))
    if max(ends) > found[-1] + 2 * REACH:
        found.append(max(ends))
    return found


def walls_to_slots(down: list[list[bool]], across: list[list[bool]]) -> list[list[tuple[int, int, int, int]]]:
    """For each slot the merged cell (first row, first column, last row, last column) that it is part of."""
    rows, columns = len(down), len(across[0])
    slots: list[list[tuple[int, int, int, int] | None]] = [[None] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            if slots[i][j] is not None:
                continue
            last_column = j
            while last_column + 1 < columns and not down[i][last_column + 1] and slots[i][last_column + 1] is None:
                last_column += 1
            last_row = i
            while last_row + 1 < rows and not any(across[last_row + 1][c] for c in range(j, last_column + 1)):
                last_row += 1
            for r in range(i, last_row + 1):
                for c in range(j, last_column + 1):
                    slots[r][c] = (i, j, last_row, last_column)
    return [[slot or (i, j, i, j) for j, slot in enumerate(row)] for i, row in enumerate(slots)]


def lattice_to_grids(lattice: Lattice, words: Sequence[Word]) -> tuple[list[RawGrid], list[Word]]:
    """The words in a lattice to grids (one, or more where tables touch), and the words outside it."""
    found: dict[tuple[int, int], list[Word]] = {}
    outside: list[Word] = []
    xs, ys, slots = lattice
    left, top, right, bottom = lattice.box
    for word in words:
        middle_y = word.base - 0.25 * word.size
        if not top <= middle_y <= bottom or not left - 2 * INSET <= word.x0 <= right:
            outside.append(word)
            continue
        i = bisect_right(ys, middle_y, 1, len(ys) - 1) - 1
        j = bisect_right(xs, word.x0 + INSET, 1, len(xs) - 1) - 1
        slot = slots[i][j]
        found.setdefault((slot[0], slot[1]), []).append(word)
    rows = [row for i in range(len(ys) - 1) for row in slots_to_rows(lattice, i, found)]
    return [part_to_grid(lattice, part) for part in split_touching(rows)], outside


def slots_to_row(lattice: Lattice, i: int, found: dict[tuple[int, int], list[Word]]) -> list[RawCell | None]:
    """One row of a lattice to cells; null for a slot that is merged into another one."""
    cells: list[RawCell | None] = []
    for j, (i0, j0, i1, j1) in enumerate(lattice.slots[i]):
        if (i0, j0) != (i, j):
            cells.append(None)
            continue
        box = Box(lattice.xs[j0], lattice.ys[i0], lattice.xs[j1 + 1], lattice.ys[i1 + 1])
        words = found.get((i, j), [])
        cells.append(RawCell(words_to_text(words, inner_width(box, words)), box))
    return cells


def slots_to_rows(lattice: Lattice, i: int, found: dict[tuple[int, int], list[Word]]) -> list[list[RawCell | None]]:
    """One row of a lattice to one row, or to two where no line parts a known header from what stands below it.

    A printer that cuts a row at a page's foot repeats the header above the rest and may draw no line between them.
    """
    row = slots_to_row(lattice, i, found)
    first = row[0].text.split(maxsplit=1) if row[0] else []
    if not first or not is_first_header(first[0]) or is_whole_header(row):
        return [row]
    mine = {(i, j): found.get((i, j), []) for j in range(len(row))}
    lines = words_to_rows([word for words in mine.values() for word in words])
    for is_header_part in (is_known_header, is_whole_header):
        for below in reversed(lines[1:]):
            limit = below.base - 0.5 * below.size
            header = slots_to_row(lattice, i, {s: [w for w in words if w.base < limit] for s, words in mine.items()})
            if is_header_part(header):
                rest = {s: [w for w in words if w.base >= limit] for s, words in mine.items()}
                return [header, slots_to_row(lattice, i, rest)]
    return [row]


def is_known_header(row: Sequence[RawCell | None]) -> bool:
    """Whether all texts of a row of cells are known headers."""
    texts = [cell.text for cell in row if cell and cell.text]
    return len(texts) > 1 and is_first_header(texts[0]) and all(is_header(text) for text in texts)


def is_whole_header(row: Sequence[RawCell | None]) -> bool:
    """Whether a row of cells is a header row and nothing else stands in it."""
    texts = [cell.text for cell in row if cell and cell.text]
    longest = max((len(text) for text in texts if not is_header(text)), default=0)
    return is_first_header(texts[0]) and is_header_texts(texts) and longest <= LONGEST_HEADER


def inner_width(box: Box, words: Sequence[Word]) -> float:
    """Room for text in a cell: its width without its padding, taken to be the same on both sides."""
    if not words:
        return box.x1 - box.x0
    padding = min(min(word.x0 for word in words) - box.x0, box.x1 - max(word.x1 for word in words))
    return box.x1 - box.x0 - 2 * max(padding, 0.0)


def split_touching(rows: list[list[RawCell | None]]) -> list[list[list[RawCell | None]]]:
    """Rows to runs: a row of known header texts begins another table."""
    starts = [0]
    for number, row in enumerate(rows[1:], 1):
        if is_header_texts([cell.text for cell in row if cell]):
            starts.append(number)
    return [rows[start:end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]


def part_to_grid(lattice: Lattice, rows: list[list[RawCell | None]]) -> RawGrid:
    """Rows of a lattice to a grid, without the rows and columns that hold no cell of their own."""
    columns = [j for j in range(len(rows[0])) if any(row[j] is not None for row in rows)]
    kept = [[row[j] or RawCell("") for j in columns] for row in rows if any(cell is not None for cell in row)]
    boxes = [cell.box for row in rows for cell in row if cell and cell.box]
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    box = Box(lattice.xs[0], top, lattice.xs[-1], bottom)
    return RawGrid(kept, Evidence.RULES, box)
