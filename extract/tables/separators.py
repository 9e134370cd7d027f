"""Hairlines and shaded boxes to the lines between a table's rows.

In: horizontal edges and fills of a page, and the extent of a table's header. Out: the heights at which rows of that
table part. It never finds a table by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.page_content import Box, Edge
from extract.tables.rules import join_edges

COVER = 0.8
"""Share of the table's width that a line or a shade must cover to part its rows."""
SAME = 2.5
"""Points: heights nearer than this are one."""
LOWEST_FILL = 7.0
"""Points: a shaded row is at least as high as its text."""


def fills_to_rows(fills: Iterable[Box]) -> list[Box]:
    """Shaded boxes side by side to shaded rows."""
    rows: list[Box] = []
    for fill in sorted(fills, key=lambda box: (round(box.top), box.x0)):
        if fill.bottom - fill.top < LOWEST_FILL:
            continue
        last = rows[-1] if rows else None
        level = last and abs(last.top - fill.top) <= SAME and abs(last.bottom - fill.bottom) <= SAME
        if last and level and fill.x0 <= last.x1 + SAME * 2:
            rows[-1] = Box(last.x0, last.top, max(last.x1, fill.x1), last.bottom)
            continue
        rows.append(fill)
    return rows


def shade_edges(fills: Iterable[Box], down: Sequence[Edge]) -> list[Edge]:
    """Upper and lower sides of the shaded rows that begin and end at vertical lines: sides of cells drawn as a shade."""
    edges = []
    for row in fills_to_rows(fills):
        sides = [edge.at for edge in down if edge.start < row.bottom and edge.end > row.top]
        if all(any(abs(side - end) <= SAME for side in sides) for end in (row.x0, row.x1)):
            edges += [Edge(row.top, row.x0, row.x1), Edge(row.bottom, row.x0, row.x1)]
    return edges


def row_separators(across: Iterable[Edge], fills: Sequence[Box]) -> list[Edge]:
    """Hairlines, and the upper and lower sides of shaded rows, as edges from the top down."""
    edges = join_edges(across)
    for row in fills_to_rows(fills):
        edges += [Edge(row.top, row.x0, row.x1), Edge(row.bottom, row.x0, row.x1)]
    return sorted(edges)


def separators_of(separators: Sequence[Edge], left: float, right: float, top: float) -> list[float]:
    """Heights of the separators at or below `top` that reach over a table from `left` to `right`."""
    width = max(right - left, 1.0)
    heights: list[float] = []
    for edge in separators:
        if edge.at < top or min(edge.end, right) - max(edge.start, left) < COVER * width:
            continue
        if not heights or edge.at - heights[-1] > SAME:
            heights.append(edge.at)
    return heights
