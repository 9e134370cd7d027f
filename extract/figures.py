"""What a tagged file says of its small images.

In: a PDF's bytes, pages as read. Out: pages whose small images have the mark that their descriptions stand for. A
description stands in the tag tree, at a Figure that names its place: the marked content round the image (Word), or its
box on the page (LibreOffice). The tree is walked once, and only for a file that has unknown small images.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from extract.page_content import PageContent, Picture
from extract.pictures import alt_mark

NEAR = 2.0
"""Points: the box that a Figure gives lies this near to where its image is drawn."""
MOST_ELEMENTS = 400_000
"""Elements of a tree that are looked at: 20,000 pages of tables have fewer."""


class Figure(NamedTuple):
    """A described figure: its mark, its marked contents, its box from the page's lower left corner where one is given."""

    mark: str
    mcids: frozenset[int]
    box: tuple[float, ...]


class Figures:
    """The described figures of one file, by page."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pages: dict[int, list[Figure]] | None = None

    def describe(self, content: PageContent) -> PageContent:
        """A page whose small images have the marks they stand for, where the file says so."""
        if not any(not picture.text for picture in content.pictures) or not content.tags:
            return content
        if self._pages is None:
            self._pages = read_figures(self._data)
        figures = self._pages.get(content.number)
        if not figures:
            return content
        pictures = tuple(with_mark(picture, figures, content.height) for picture in content.pictures)
        return replace(content, pictures=pictures)


def with_mark(picture: Picture, figures: list[Figure], height: float) -> Picture:
    """A picture with the mark of the figure it belongs to."""
    if picture.text:
        return picture
    box = picture.box
    place = (box.x0, height - box.bottom, box.x1, height - box.top)
    for figure in figures:
        near = figure.box and all(abs(one - other) <= NEAR for one, other in zip(place, figure.box, strict=False))
        if near or picture.mcid in figure.mcids:
            return picture._replace(text=figure.mark)
    return picture


def read_figures(data: bytes) -> dict[int, list[Figure]]:
    """The figures of a file whose descriptions stand for a mark, by the number of their page."""
    import pikepdf

    found: dict[int, list[Figure]] = {}
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
            for element in figure_elements(pdf.Root.get("/StructTreeRoot")):
                mark = alt_mark(str(element.get("/Alt", "")))
                page = element.get("/Pg")
                number = numbers.get(page.objgen) if page is not None else None
                if mark and number:
                    found.setdefault(number, []).append(Figure(mark, own_mcids(element), own_box(element)))
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


def own_mcids(element: Any) -> frozenset[int]:
    """The marked contents of an element, given as numbers or as references."""
    import pikepdf

    kids = element.get("/K")
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    numbers = [kid.get("/MCID", -1) if isinstance(kid, pikepdf.Dictionary) else kid for kid in kids]
    return frozenset(number for number in numbers if isinstance(number, int) and number >= 0)


def own_box(element: Any) -> tuple[float, ...]:
    """The box in an element's attributes; empty where it has none."""
    import pikepdf

    attributes = element.get("/A")
    owners = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    for owner in owners:
        if isinstance(owner, pikepdf.Dictionary) and "/BBox" in owner:
            return tuple(float(value) for value in owner["/BBox"])
    return ()
