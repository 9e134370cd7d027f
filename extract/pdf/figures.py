"""What a tagged file says of images that its tags do not hold.

In: a PDF's bytes; a page's number, an image's box. Out: the description of the Figure that gives this box as its own.
LibreOffice writes so: its Figures name their page and their place, and no content of the page. The tree is walked once,
and only for a file that has such images.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from extract.page_content import Box

NEAR = 2.0
"""Points: the box that a Figure gives lies this near to where its image is drawn."""
MOST_ELEMENTS = 400_000
"""Elements of a tree that are looked at: 20,000 pages of tables have fewer."""

Places = dict[int, list[tuple[tuple[float, ...], str]]]


class Figures:
    """The described figures of one file, by page."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._places: Places | None = None

    def said_at(self, number: int, box: Box, height: float) -> str | None:
        """What the file says of the image in this box, measured from the top of a page of this height."""
        if self._places is None:
            self._places = read_figures(self._data)
        place = (box.x0, height - box.bottom, box.x1, height - box.top)
        for other, said in self._places.get(number, ()):
            if len(other) == len(place) and all(abs(a - b) <= NEAR for a, b in zip(place, other, strict=True)):
                return said
        return None


def read_figures(data: bytes) -> Places:
    """The described figures of a file that give their boxes, by the number of their page."""
    import pikepdf

    found: Places = {}
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
            for element in figure_elements(pdf.Root.get("/StructTreeRoot")):
                said, box, page = str(element.get("/Alt", "")), own_box(element), element.get("/Pg")
                number = numbers.get(page.objgen) if page is not None else None
                if said and box and number:
                    found.setdefault(number, []).append((box, said))
    except Exception:  # a broken tree hits anything; without descriptions the images stay unknown, which is told
        return found
    return found


def figure_elements(root: Any) -> Iterator[Any]:
    """The Figure elements of a tag tree."""
    import pikepdf

    waiting = [root] if root is not None else []
    for _ in range(MOST_ELEMENTS):
        if not waiting:
            return
        element = waiting.pop()
        if element.get("/S") == "/Figure":
            yield element
        kids = element.get("/K")
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]


def own_box(element: Any) -> tuple[float, ...]:
    """The box in an element's attributes; empty where it has none."""
    import pikepdf

    attributes = element.get("/A")
    owners = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    for owner in owners:
        if isinstance(owner, pikepdf.Dictionary) and "/BBox" in owner:
            return tuple(float(value) for value in owner["/BBox"])
    return ()
