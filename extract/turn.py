"""Places on a page that was set straight, back to where they lie on the page as it is.

In: how a page's picture was turned before it was read. Out: boxes in points of the page as a viewer shows it. It never
turns a picture itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """A page of `width` x `height` points, turned by `quarters` counter-clockwise, then by `angle` degrees, to be read."""

    width: float
    height: float
    quarters: int = 0
    angle: float = 0.0

    def back_bbox(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """The sides of a box of the page as read to those of the one round it on the page as it lies, to tenths of a point."""
        points = [self._unturned(*self._tilted(x, y)) for x in (x0, x1) for y in (top, bottom)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        sides = max(min(xs), 0.0), max(min(ys), 0.0), min(max(xs), self.width), min(max(ys), self.height)
        left, upper, right, lower = (round(side, 1) for side in sides)
        return left, upper, right, lower

    def _tilted(self, x: float, y: float) -> tuple[float, float]:
        """Out of the straight picture: about its middle, by the angle it was turned by."""
        wide, high = (self.height, self.width) if self.quarters % 2 else (self.width, self.height)
        across, down = x - wide / 2, y - high / 2
        sine, cosine = math.sin(math.radians(self.angle)), math.cos(math.radians(self.angle))
        return across * cosine - down * sine + wide / 2, across * sine + down * cosine + high / 2

    def _unturned(self, x: float, y: float) -> tuple[float, float]:
        """Out of the upright picture, quarter by quarter."""
        quarters = self.quarters % 4
        if quarters == 1:
            return self.width - y, x
        if quarters == 2:
            return self.width - x, self.height - y
        return (y, self.height - x) if quarters == 3 else (x, y)
