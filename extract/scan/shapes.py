"""What the digits of one file look like, learnt from its own numbers.

In: the ink of numbers, and what was recognised of them. Out: glyphs, and the letter that a glyph clearly is. It decides
nothing about a number as a whole.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from extract.page_content import Box
from extract.scan.lines import DARK, DOTS_A_POINT, row_to_runs

ACROSS, DOWN = 12, 18
"""Dots of the picture that each glyph is brought to."""
LEAST_INK = 6
"""Dots of the smallest glyph: a full stop; less is a speck."""
NARROWEST, WIDEST = 0.7, 1.35
"""Shares of a kind's usual width that its letters have in all fonts of a file."""
CLOSE = 2
"""Dots of white between two pieces that may be one faint letter."""
WIDE = 0.75
"""Share of the digits' height: wider ink may be two letters that touch."""
TALL = 0.7
"""Share of the highest glyph's height that digits have; the usual ones tell the number's foot and height."""
NEIGHBOURS = 3
"""Examples of a kind that a glyph is compared with: the nearest ones, so that a few wrong ones do not count."""
FEWEST = 2
"""Examples that a kind needs at least."""
CLEAR = 0.72
"""A glyph is clearly of its nearest kind where it is nearer than this share of the way to the second."""
SURELY, FAR_REACH = 0.55, 2.5
"""Where it is nearer than this share of that way, it may be further from its kind than usual, by this factor."""
USUAL = 0.9
"""Share of the examples that are as near to their own kind as a glyph must be."""
LEAST_REACH = 0.08
"""How far from its kind a glyph may always be: a clean page repeats its digits to the dot, but not where it puts them."""
ALLOWED = 1.25
"""How much further from its kind than those a glyph may be."""
LOWEST_TOP, NARROW = 0.32, 0.4
"""Shares of the digits' height: how high above the foot a comma reaches and how wide it is at most."""
DASH_TOP, DASH_FOOT, PERCENT_WIDTH, DIGIT_WIDTH, DIGIT_HEIGHT = 0.75, 0.08, 0.6, 0.4, 0.8
"""Shares of the digits' height: within which a dash lies; how wide a percent sign and digits but 1, and how high both are."""
POINTS = {",", "."}
"""Signs that differ by little more than a speck; what is not clearly one of them is the one that the file's numbers have."""
SAME = str.maketrans({"−": "-", "–": "-", "—": "-", "O": "0"})


class Glyph(NamedTuple):
    """A piece of ink: its sides in points and what it looks like (see glyph_shape).

    `halves` are its two parts where it may be two letters, `joined` is what it is together with the next piece, where the
    two may be one faint letter.
    """

    x0: float
    x1: float
    shape: Any
    halves: tuple[Glyph, ...] = ()
    joined: tuple[Glyph, ...] = ()


class Figure(NamedTuple):
    """A number on a page: its words' places there, its ink from the left, of which the first and last may not be its own."""

    places: tuple[int, ...]
    box: Box
    base: float
    size: float
    text: str
    glyphs: tuple[Glyph, ...]
    before: int
    after: int
    unit: bool = False
    """Whether a unit stands behind it, so that nothing in it is a percent sign."""

    @property
    def own(self) -> tuple[Glyph, ...]:
        """The glyphs inside the words."""
        return self.glyphs[self.before : len(self.glyphs) - self.after]

    @property
    def learnt(self) -> tuple[Glyph, ...]:
        """The glyphs that are as many as the letters recognised and may be these, faint ones put together; else none."""
        whole: list[Glyph] = []
        rest = list(self.own)
        text = letters(self.text)
        while rest:
            first = rest.pop(0)
            if first.joined and rest and len(self.own) != len(text):
                rest.pop(0)
                first = first.joined[0]
            whole.append(first)
        same = len(whole) == len(text) and all(map(may_be, whole, text))
        return tuple(whole) if same else ()


def band_glyphs(grey: Any, band: Box) -> tuple[Glyph, ...]:
    """The pieces of ink in a band that white columns part, from the left."""
    import numpy as np

    left, top, right, bottom = (max(round(side * DOTS_A_POINT), 0) for side in band)
    area = grey[top:bottom, left:right]
    ink = area < DARK
    pieces = []
    for start, end in row_to_runs(ink.any(axis=0), 0) if ink.size else []:
        rows = np.flatnonzero(ink[:, start:end].any(axis=1))
        if ink[:, start:end].sum() >= LEAST_INK:
            pieces.append((start, end, rows[0], rows[-1] + 1))
    if not pieces:
        return ()
    high = TALL * max(lower - upper for _, _, upper, lower in pieces)
    tall = [(lower, lower - upper) for _, _, upper, lower in pieces if lower - upper >= high]
    foot, height = (sorted(sides)[(len(tall) - 1) // 2] for sides in zip(*tall, strict=True))

    def to_glyph(start: int, end: int) -> Glyph:
        rows = np.flatnonzero(ink[:, start:end].any(axis=1))
        upper, lower = rows[0], rows[-1] + 1
        shape = glyph_shape(
            area[upper:lower, start:end], (foot - upper) / height, (foot - lower) / height, (end - start) / height
        )
        return Glyph((left + start) / DOTS_A_POINT, (left + end) / DOTS_A_POINT, shape)

    glyphs = []
    for number, (start, end, _, _) in enumerate(pieces):
        halves: tuple[Glyph, ...] = ()
        joined: tuple[Glyph, ...] = ()
        if end - start >= WIDE * height:
            middle = thinnest(ink[:, start:end])
            halves = (to_glyph(start, start + middle), to_glyph(start + middle, end))
        if number + 1 < len(pieces) and pieces[number + 1][0] - end <= CLOSE:
            joined = (to_glyph(start, pieces[number + 1][1]),)
        glyphs.append(to_glyph(start, end)._replace(halves=halves, joined=joined))
    return tuple(glyphs)


def thinnest(ink: Any) -> int:
    """The column in the middle half of a bitmap that has the least ink: where two letters touch."""
    width = ink.shape[1]
    first = max(width // 4, 1)
    return int(first + ink[:, first : width - first].sum(axis=0).argmin())


def glyph_shape(ink: Any, top: float, bottom: float, width: float) -> Any:
    """Grey ink to an array whose distances (sums of differences) tell shapes apart: its dots, then place and width.

    `top`, `bottom` and `width` are shares of the height of the number's digits, above their foot.
    """
    import numpy as np
    from PIL import Image

    dots = np.asarray(Image.fromarray(ink).resize((ACROSS, DOWN), Image.Resampling.BILINEAR), dtype=np.float32)
    return np.concatenate([dots.ravel() / (255 * ACROSS * DOWN), np.array([top, bottom, width], dtype=np.float32)])


def is_point(glyph: Glyph) -> bool:
    """Whether a glyph is a comma or a full stop: nothing else in a number is as low and as narrow."""
    top, _, width = glyph.shape[-3:]
    return bool(top <= LOWEST_TOP and width <= NARROW)


def may_be(glyph: Glyph, char: str) -> bool:
    """Whether a glyph's place and width are those that a letter has in every font: half a faint nought is too narrow."""
    top, bottom, width = glyph.shape[-3:]
    if char in POINTS:
        return is_point(glyph)
    if char == "-":
        return bool(top <= DASH_TOP and bottom >= DASH_FOOT)
    if char == "%" or (char.isdigit() and char != "1"):
        return bool(width >= (PERCENT_WIDTH if char == "%" else DIGIT_WIDTH) and top - bottom >= DIGIT_HEIGHT)
    return True


class Shapes:
    """The kinds of glyphs of one file, learnt from its own numbers."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        """`figures` are numbers whose recognised letters are as many as their glyphs."""
        import numpy as np

        known = [
            (glyph.shape, char, number)
            for number, figure in enumerate(figures)
            for glyph, char in zip(figure.learnt, letters(figure.text), strict=True)
        ]
        self._shapes = np.array([shape for shape, _, _ in known], dtype=np.float32)
        self._owners = np.array([owner for _, _, owner in known])
        chars = np.array([char for _, char, _ in known])
        self._kinds = {str(kind): self._as_wide(np.flatnonzero(chars == kind)) for kind in np.unique(chars)}
        self._numbers = {id(figure): number for number, figure in enumerate(figures)}
        near = [
            found[0][0]
            for figure in figures
            for glyph, char in zip(figure.learnt, letters(figure.text), strict=True)
            if (found := self.nearest(glyph, figure)) and found[0][1] == char
        ]
        usual = sorted(near)[int(USUAL * (len(near) - 1))] if near else 0.0
        self._reach = max(ALLOWED * usual, LEAST_REACH)

    def _as_wide(self, places: Any) -> Any:
        """The examples of a kind that are about as wide as most: not half a faint digit, nor two that touch."""
        import numpy as np

        wide = self._shapes[places, -1]
        usual = float(np.median(wide))
        return places[(wide >= NARROWEST * usual) & (wide <= WIDEST * usual)]

    def nearest(self, glyph: Glyph, figure: Figure) -> list[tuple[float, str]]:
        """Distances to the kinds, the nearest first; a number is never its own example."""
        import numpy as np

        away = np.abs(self._shapes - glyph.shape).sum(axis=1)
        own = self._numbers.get(id(figure), -1)
        found = []
        for kind, places in self._kinds.items():
            others = np.sort(away[places[self._owners[places] != own]])[:NEIGHBOURS]
            if len(others) >= FEWEST:
                found.append((float(others.mean()), kind))
        return sorted(found)

    def read(self, glyph: Glyph, figure: Figure) -> str | None:
        """The letter that a glyph clearly is; null where it is none."""
        found = self.nearest(glyph, figure)
        if not found:
            return None
        if is_point(glyph):
            return self._point([(away, kind) for away, kind in found if kind in POINTS])
        (away, kind), *others = found
        second = others[0][0] if others else math.inf
        clear = away <= self._reach and away < CLEAR * second
        return kind if clear or (away <= FAR_REACH * self._reach and away < SURELY * second) else None

    def _point(self, found: Sequence[tuple[float, str]]) -> str:
        """Which of a comma and a full stop a glyph is; where neither is clear, the one that most numbers have."""
        if not found:
            return ","
        if len(found) > 1 and found[0][0] > CLEAR * found[1][0]:
            return max((kind for _, kind in found), key=lambda kind: len(self._kinds[kind]))
        return found[0][1]

    def looks_like(self, glyph: Glyph, figure: Figure, letter: str) -> bool:
        """Whether a glyph's nearest kind is what was recognised, though it is not clearly of it."""
        found = self.nearest(glyph, figure)
        return bool(found) and found[0][1] == letter and found[0][0] <= FAR_REACH * self._reach


def letters(text: str) -> str:
    """The letters of a text that are ink, dashes alike."""
    return text.replace(" ", "").translate(SAME)
