"""Drawn paths to edges, fills and dots.

In: the subpaths of one drawn path with how it was painted, from any source of characters. Out: horizontal and vertical
edges, filled boxes and round dots, gathered for one page. It never looks at words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

from extract.document import new_tuple
from extract.page_content import Box, Edge, Picture

THIN = 2.6
"""Points: a filled box thinner than this is a ruling line; the heaviest table borders are 2.25 points."""
STRAIGHT = 0.6
"""Points: how far a line may lean and still be horizontal or vertical; drawing programs round to half points."""
SHORTEST = 3.0
"""Points: shorter lines are ticks and parts of drawings, not sides of cells."""
DOT_MAX = 16.0
"""Points: a status dot is about as high as its line of text."""
FEWEST_STEPS = 12
"""Corners of the coarsest polygon that looks like a circle."""
ROUND = 0.15
"""Share of its radius by which a corner of such a polygon may be off the circle."""
DOT_MIN = 2.0
"""Points: smaller round things are dots of a dotted line."""
WHITE = 0.985
"""Lightness from which a fill cannot be seen; zebra shades go up to 0.97."""

Point = tuple[float, float]


@dataclass(slots=True)
class Drawing:
    """What has been gathered from one page's paths."""

    across: list[Edge] = field(default_factory=list)
    down: list[Edge] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def add_box(self, box: Box, *, stroked: bool, filled: bool) -> None:
        """A rectangle: a thin one is an edge, a stroked one four edges, a filled one a fill."""
        x0, top, x1, bottom = box
        if bottom - top <= THIN or x1 - x0 <= THIN:
            if bottom - top <= x1 - x0:
                self.add_line(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
            else:
                self.add_line((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)
            return
        if stroked:
            self.across.append(Edge(top, x0, x1))
            self.across.append(Edge(bottom, x0, x1))
            self.down.append(Edge(x0, top, bottom))
            self.down.append(Edge(x1, top, bottom))
        if filled:
            self.fills.append(box)

    def add_line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A straight line; a leaning or very short one is dropped."""
        if abs(y1 - y0) <= STRAIGHT and abs(x1 - x0) >= SHORTEST:
            self.across.append(new_tuple(Edge, ((y0 + y1) / 2, *((x0, x1) if x0 <= x1 else (x1, x0)))))
        elif abs(x1 - x0) <= STRAIGHT and abs(y1 - y0) >= SHORTEST:
            self.down.append(new_tuple(Edge, ((x0 + x1) / 2, *((y0, y1) if y0 <= y1 else (y1, y0)))))

    def add_path(self, points: Sequence[Point], *, curved: bool, stroked: bool, filled: bool, colour: str) -> None:
        """One subpath: a rectangle, a polyline or a dot; other curves are drawings and dropped."""
        if len(points) == 2 and stroked and not curved:
            self.add_line(*points[0], *points[1])
            return
        xs = [x for x, _ in points]
        tops = [y for _, y in points]
        box: Box = new_tuple(Box, (min(xs), min(tops), max(xs), max(tops)))
        if curved or is_round(points, box):
            if filled and is_dot(box):
                self.pictures.append(Picture(box, "●", f"dot {colour}", -1))
            return
        if is_rectangle(points):
            self.add_box(box, stroked=stroked, filled=filled)
        elif filled and not stroked:
            if box.bottom - box.top <= THIN or box.x1 - box.x0 <= THIN:
                self.add_box(box, stroked=False, filled=True)
        else:
            for (x0, y0), (x1, y1) in pairwise(points):
                self.add_line(x0, y0, x1, y1)


def is_dot(box: Box) -> bool:
    """Whether a curved fill's box is that of a round status mark."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    return DOT_MIN <= width <= DOT_MAX and 0.8 <= width / max(height, 0.01) <= 1.25


def is_round(points: Sequence[Point], box: Box) -> bool:
    """Whether a polygon is a circle drawn in many short steps, as browsers draw the bullets of lists."""
    if len(points) < FEWEST_STEPS or not is_dot(box):
        return False
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    radius = (box.x1 - box.x0) / 2
    return all(abs(hypot(px - x, py - y) - radius) <= ROUND * radius for px, py in points)


def is_rectangle(points: Sequence[Point]) -> bool:
    """Whether a subpath's points are the four corners of an upright rectangle, closed or not."""
    corners = list(points)
    while len(corners) > 4 and close(corners[0], corners[-1]):
        corners.pop()
    if len(corners) != 4:
        return False
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    first_across = _near(ay, by) and _near(bx, cx) and _near(cy, dy) and _near(dx, ax)
    first_down = _near(ax, bx) and _near(by, cy) and _near(cx, dx) and _near(dy, ay)
    return first_across or first_down


def close(one: Point, other: Point) -> bool:
    """Whether two points are the same to within drawing precision."""
    return _near(one[0], other[0]) and _near(one[1], other[1])


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 0.05
