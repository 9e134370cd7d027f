"""Ruling lines to lattices.

In: the horizontal and vertical edges of a page. Out: lattices, each a grid of cells with merged cells known. Boxes of
one cell and of one column are not tables and left to the text. It never looks at words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from extract.document import new_tuple
from extract.page_content import Box, Edge

SNAP = 2.0
"""Points: edges nearer than this are one line; double borders and borders printed cell by cell lie this near."""
REACH = 3.0
"""Points: how far a line may end short of the one it meets."""


START = itemgetter(Edge._fields.index("start"))


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
    pieces = list(down)
    rows, columns = join_edges(across), join_edges(pieces)
    lattices = []
    for group_across, group_down in touching_groups(rows, columns):
        lattice = group_to_lattice(group_across, group_down, pieces)
        if lattice:
            lattices.append(lattice)
    return sorted(lattices, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def join_edges(edges: Iterable[Edge]) -> list[Edge]:
    """Edges on the same line, overlapping or touching, to one edge each."""
    lines: list[list[Edge]] = []
    line: list[Edge] = []
    for edge in sorted(edges):
        if line and edge[0] - line[0][0] <= SNAP:
            line.append(edge)
        else:
            line = [edge]
            lines.append(line)
    joined = []
    for line in lines:
        at = sum([edge[0] for edge in line]) / len(line)
        line.sort(key=START)
        _, start, end = line[0]
        for _, its_start, its_end in line[1:]:
            if its_start > end + REACH:
                joined.append(new_tuple(Edge, (at, start, end)))
                start, end = its_start, its_end
            elif its_end > end:
                end = its_end
        joined.append(new_tuple(Edge, (at, start, end)))
    return joined


def touching_groups(rows: list[Edge], columns: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Horizontal and vertical edges that meet, directly or through others, to groups."""
    group_of = list(range(len(rows) + len(columns)))

    def find(item: int) -> int:
        while group_of[item] != item:
            group_of[item] = group_of[group_of[item]]
            item = group_of[item]
        return item

    reached = [(offset, at, start - REACH, end + REACH) for offset, (at, start, end) in enumerate(columns, len(rows))]
    for number, (row_at, start, end) in enumerate(rows):
        left, right = start - REACH, end + REACH
        mine = number  # no column of its own yet
        for offset, at, top, bottom in reached:
            if top <= row_at <= bottom and left <= at <= right:
                other = find(offset)
                if other != mine:
                    group_of[mine] = other
                    mine = other
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for item in range(len(group_of)):
        pair = groups.setdefault(find(item), ([], []))
        if item < len(rows):
            pair[0].append(rows[item])
        else:
            pair[1].append(columns[item - len(rows)])
    return [pair for pair in groups.values() if pair[0] and pair[1]]


def group_to_lattice(rows: list[Edge], columns: list[Edge], pieces: Sequence[Edge] = ()) -> Lattice | None:
    """Edges that meet to a lattice; null where they enclose nothing.

    A table may be open at its sides: where lines reach past the outermost one, their ends are its side.
    """
    ys = sides([edge.at for edge in rows], [end for edge in columns for end in (edge.start, edge.end)])
    xs = sides([edge.at for edge in columns], [end for edge in rows for end in (edge.start, edge.end)])
    if len(ys) < 2 or len(xs) < 2:
        return None
    steps = column_ends(pieces, xs, ys)
    if steps:
        rows = [*rows, *(Edge(at, xs[0], xs[-1]) for at in steps)]
        ys = sorted([*ys, *steps])
    walls_down = [list(row) for row in zip(*walls(columns, xs, ys), strict=True)]
    return Lattice(xs, ys, walls_to_slots(walls_down, walls(rows, ys, xs)))


def walls(edges: Sequence[Edge], lines: Sequence[float], crossing: Sequence[float]) -> list[list[bool]]:
    """For each line, whether it is drawn between each two of the lines that cross it; the outermost ones always are."""
    middles = [(start + end) / 2 for start, end in pairwise(crossing)]
    drawn = [[True] * len(middles)]
    for line in lines[1:-1]:
        row = [False] * len(middles)
        for at, start, end in edges:
            if -SNAP <= at - line <= SNAP:
                reached = slice(bisect_left(middles, start), bisect_right(middles, end))
                row[reached] = [True] * len(row[reached])
        drawn.append(row)
    return [*drawn, [True] * len(middles)]


def column_ends(pieces: Sequence[Edge], xs: list[float], ys: list[float]) -> list[float]:
    """Heights between `ys` at which every vertical line is cut: a row ends there that has no line below it.

    `pieces` are the vertical lines as drawn, cell by cell.
    """
    mine = [edge for edge in pieces if ys[0] - SNAP < edge.start < ys[-1] and xs[0] - SNAP <= edge.at <= xs[-1] + SNAP]
    found: list[float] = []
    for at in sorted({end for edge in mine for end in (edge.start, edge.end)}):
        if (found and at - found[-1] <= SNAP) or any(abs(at - side) <= 2 * REACH for side in ys):
            continue
        uncut = any(edge.start < at - SNAP and edge.end > at + SNAP for edge in mine)
        ending = {round(edge.at) for edge in mine if min(abs(edge.start - at), abs(edge.end - at)) <= SNAP}
        if not uncut and len(ending) > 1:
            found.append(at)
    return found


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
            while last_row + 1 < rows and not any(across[last_row + 1][j : last_column + 1]):
                last_row += 1
            for r in range(i, last_row + 1):
                for c in range(j, last_column + 1):
                    slots[r][c] = (i, j, last_row, last_column)
    return [[slot or (i, j, i, j) for j, slot in enumerate(row)] for i, row in enumerate(slots)]
