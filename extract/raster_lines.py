"""The picture of a scanned page, set straight, and the ruling lines in it.

In: a page that is a scan. Out: a grey picture with level lines; its horizontal and vertical edges, in points, as a drawn
page gives them. It never looks for letters.
"""

from __future__ import annotations

from typing import Any

from extract.page_content import Edge

SCAN_DOTS = 300
"""Dots an inch of the picture that is recognised; Tesseract is made for this."""
LEVEL = 0.1
"""Degrees: a smaller skew moves a line by less than a point over its length."""
MOST_SKEW = 4.0
"""Degrees: feeders skew pages by less."""
SKEW_STEP = 4
"""Dots that are made one to measure the skew."""
FEWEST_DOTS = 200
"""Dots of ink that show a direction."""
DOTS_A_POINT = 2.0
"""Dots a point that lines are looked for in: 144 dots an inch show a hairline and are small enough to look through quickly."""
DARK = 160
"""Grey (0 to 255) below which a dot is ink; scanned hairlines are grey."""
SHORTEST = 36.0
"""Points: shorter strokes are letters and their underlines."""
BESIDE = 5
"""Dots from a line's middle to where the page shows again; the thickest border is two points."""
LITTLE = 0.2
"""Share of ink beside a line that letters touching it make at most."""
HOLE = 3
"""Dots that a line may be broken for by noise."""


def straight_picture(page: Any) -> Any:
    """A pdfium page to a grey picture with its lines of text level."""
    from PIL import Image

    scale = SCAN_DOTS / 72
    picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    angle = skew_of(picture)
    if abs(angle) < LEVEL:
        return picture
    return picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def skew_of(picture: Any) -> float:
    """The angle, in degrees counter-clockwise, that makes the lines of a picture level.

    The right angle is the one that gathers the ink on the fewest rows.
    """
    import numpy as np

    small = picture.resize((picture.width // SKEW_STEP, picture.height // SKEW_STEP))
    rows, columns = np.nonzero(np.asarray(small) < DARK)
    if len(rows) < FEWEST_DOTS:
        return 0.0

    def gathered(angle: float) -> float:
        level = np.rint(rows - columns * np.tan(np.radians(angle))).astype(int)
        counts = np.bincount(level - level.min()).astype(float)
        return float((counts**2).sum())

    coarse = max(np.arange(-MOST_SKEW, MOST_SKEW + 0.01, 0.25), key=lambda angle: (gathered(angle), -abs(angle)))
    fine = max(np.arange(coarse - 0.25, coarse + 0.26, 0.05), key=lambda angle: (gathered(angle), -abs(angle)))
    return float(fine)


def picture_to_edges(picture: Any) -> tuple[list[Edge], list[Edge]]:
    """A straight picture to its horizontal and vertical ruling lines."""
    import numpy as np

    factor = DOTS_A_POINT * 72 / SCAN_DOTS
    small = picture.resize((round(picture.width * factor), round(picture.height * factor)))
    ink = np.asarray(small) < DARK
    return runs_to_edges(ink), runs_to_edges(ink.T)


def runs_to_edges(ink: Any) -> list[Edge]:
    """Long runs of ink along the rows of a bitmap to edges."""
    import numpy as np

    shortest = int(SHORTEST * DOTS_A_POINT)
    # a dot belongs to a line where its row, or one beside it, has ink: noise and half a degree of skew break rows
    thick = ink.copy()
    thick[1:] |= ink[:-1]
    thick[:-1] |= ink[1:]
    edges: list[Edge] = []
    for number in np.flatnonzero(thick.sum(axis=1) >= shortest):
        row = np.concatenate(([False], thick[number], [False]))
        change = np.flatnonzero(row[1:] != row[:-1])
        starts, ends = change[::2], change[1::2]
        if len(starts) == 0:
            continue
        keep = np.concatenate(([True], starts[1:] - ends[:-1] > HOLE))
        first = starts[keep]
        last = ends[np.concatenate((np.flatnonzero(keep)[1:] - 1, [len(ends) - 1]))]
        for start, end in zip(first, last, strict=True):
            if end - start >= shortest and is_thin(ink, int(number), int(start), int(end)):
                edges.append(Edge(number / DOTS_A_POINT, start / DOTS_A_POINT, end / DOTS_A_POINT))
    return edges


def is_thin(ink: Any, number: int, start: int, end: int) -> bool:
    """Whether there is little ink on both sides of a run: beside a line of letters there is more of the letters."""
    sides = [ink[place, start:end].mean() for place in (number - BESIDE, number + BESIDE) if 0 <= place < len(ink)]
    return bool(max(sides, default=0.0) <= LITTLE)
