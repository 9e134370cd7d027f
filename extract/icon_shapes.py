"""The shape of an icon: a sign drawn in any colour, or a light sign on a coloured disc or square.

In: an icon as a picture. Out: the mark that it shows. Icons are no letters, so that the nearest of a few drawn signs is
enough, where marks on scanned pages are told more strictly. Colours only tell the sign from its ground, since what a
colour means differs between the years.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Any

from extract.scan.ink import close_ink, mark_of

DOTS = 64
"""Dots that an icon's shorter side is drawn with: shapes are told by shares of that."""
APART = 48
"""Least difference (0 to 255) in one colour from the ground of a dot that is ink; edges of signs are smoothed."""
WHITE = OPAQUE = 255.0
SIGN_SHARE = 0.04
"""Share of an icon's box that a sign inside it covers at least; less is a reflection or the edge of a smoothed corner."""
GRID = 24
"""Dots a side of the square that a sign and the drawn ones are brought to before they are compared."""
ALIKE = 0.7
"""Share of the ink of both that two bitmaps have in common when they show one sign; strangers have half at most."""
SLENDER = 0.3
"""Difference between the widths, with the heights one, of two bitmaps of one sign."""
STROKES = (0.12, 0.2, 0.28, 0.36)
"""Widths of a stroke, as shares of the sign's height."""
FEET = (0.3, 0.36, 0.42)
"""Where a tick's foot stands between its left end and its right end."""

STROKED = ("✓", "✗", "►")
"""Signs that stand on discs and squares; a disc on a disc is a ring."""


def icon_to_mark(icon: Any) -> str | None:
    """An icon to the mark that it is a picture of; null where its shape is none that is known."""
    close = close_ink(icon_to_ink(icon))
    if close is None:
        return None
    hole = close_ink(holes(close))
    if hole is None or hole.sum() < SIGN_SHARE * close.size:
        return nearest_sign(close) or mark_of(close)
    sign = nearest_sign(hole)
    return sign if sign in STROKED else mark_of(close)


def icon_to_ink(icon: Any) -> Any:
    """An icon to a bitmap of what differs from its ground: the paper where its rim lets it through, else its rim."""
    import numpy as np
    from PIL import Image

    scale = max(DOTS / max(min(icon.size), 1), 1.0)
    size = (round(icon.width * scale), round(icon.height * scale))
    dots = np.asarray(icon.convert("RGBA").resize(size, Image.Resampling.BICUBIC)).astype(float)
    rim = np.concatenate((dots[0], dots[-1], dots[:, 0], dots[:, -1]))
    ground = np.median(rim[:, :3], axis=0) if rim[:, 3].min() == OPAQUE else np.full(3, WHITE)
    shown = WHITE + (dots[:, :, :3] - WHITE) * dots[:, :, 3:] / OPAQUE
    apart = np.abs(shown - ground).max(axis=2)
    return apart >= max(APART, apart.max() / 2)


def holes(ink: Any) -> Any:
    """A bitmap of what is no ink but has ink to its left, to its right, above and below."""
    import numpy as np

    inside = ~ink
    for axis in (0, 1):
        before = np.maximum.accumulate(ink, axis=axis)
        inside &= before & np.flip(np.maximum.accumulate(np.flip(ink, axis=axis), axis=axis), axis=axis)
    return inside


def nearest_sign(ink: Any) -> str | None:
    """The sign that a bitmap, cut close, is most like; null where it is like none."""
    width = ink.shape[1] / ink.shape[0]
    grid = to_grid(ink)
    best, found = ALIKE, None
    for sign, sign_width, drawn in signs():
        alike = float((grid & drawn).sum() / (grid | drawn).sum())
        if abs(width - sign_width) <= SLENDER and alike >= best:
            best, found = alike, sign
    return found


def to_grid(ink: Any) -> Any:
    """A bitmap brought to GRID dots a side."""
    import numpy as np
    from PIL import Image

    return np.asarray(Image.fromarray(ink).convert("L").resize((GRID, GRID), Image.Resampling.BOX)) >= 128


@cache
def signs() -> tuple[tuple[str, float, Any], ...]:
    """The signs that icons show: each with its width, its height being one, and its bitmap."""
    drawn = [(sign, close_ink(ink)) for sign, ink in drawn_signs()]
    return tuple((sign, ink.shape[1] / ink.shape[0], to_grid(ink)) for sign, ink in drawn)


def drawn_signs() -> Iterator[tuple[str, Any]]:
    """Discs, squares and triangles; ticks and crosses in strokes of several widths."""
    import numpy as np
    from PIL import Image, ImageDraw

    def bitmap(*strokes: tuple[tuple[float, float], ...], width: float = 0.0) -> Any:
        picture = Image.new("1", (3 * DOTS, 3 * DOTS))
        pen = ImageDraw.Draw(picture)
        for stroke in strokes:
            points = [(DOTS * (1 + x), DOTS * (1 + y)) for x, y in stroke]
            if width:
                pen.line(points, fill=1, width=round(width * DOTS), joint="curve")
            else:
                pen.polygon(points, fill=1)
        return np.asarray(picture)

    angles = (math.tau * step / DOTS for step in range(DOTS))
    yield "●", bitmap(tuple((math.cos(angle), math.sin(angle)) for angle in angles))
    yield "■", bitmap(((0, 0), (1, 0), (1, 1), (0, 1)))
    yield "►", bitmap(((0, 0), (0.9, 0.5), (0, 1)))
    for width in STROKES:
        yield "✗", bitmap(((0, 0), (1, 1)), ((1, 0), (0, 1)), width=width)
        for foot in FEET:
            for high in (0.7, 0.85):
                yield "✓", bitmap(((0, 0.5 * high), (foot, high), (1, 0)), width=width)
