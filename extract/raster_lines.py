"""The picture of a page to the ruling lines in it.

In: a PDF and the number of a page that is a scan. Out: horizontal and vertical edges, in points, as a drawn page gives
them. It never looks for letters.
"""

from __future__ import annotations

from typing import Any

from extract.page_content import Edge

DOTS_A_POINT = 2.0
"""Rendering: 144 dots an inch show a hairline and are small enough to look through quickly."""
DARK = 160
"""Grey (0 to 255) below which a dot is ink; scanned hairlines are grey."""
SHORTEST = 36.0
"""Points: shorter strokes are letters and their underlines."""
HOLE = 3
"""Dots that a line may be broken for by noise."""


def picture_to_edges(data: bytes, place: int) -> tuple[list[Edge], list[Edge]]:
    """A page (1-based) to its horizontal and vertical ruling lines."""
    import numpy as np
    import pypdfium2 as pdfium

    pdf = pdfium.PdfDocument(data)
    try:
        page = pdf[place - 1]
        bitmap = page.render(scale=DOTS_A_POINT, grayscale=True)
        ink = np.asarray(bitmap.to_numpy()).reshape(bitmap.height, -1)[:, : bitmap.width] < DARK
        page.close()
    finally:
        pdf.close()
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
            if end - start >= shortest:
                edges.append(Edge(number / DOTS_A_POINT, start / DOTS_A_POINT, end / DOTS_A_POINT))
    return edges
