"""What a page holds before anything is understood of it: words, edges, fills, pictures and tags with their places.

In: nothing; these are plain types. Out: the one shape that every source of characters gives, so that everything
behind it is the same whoever read the page. Coordinates are points from the page's top left corner as it is read.

Words and edges are named tuples: a page has hundreds of them and they cost a quarter of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from extract.turn import Turn

ASCENT = 0.75
"""Share of the size that a word's box reaches above its baseline: fonts' own ascents are missing or wrong too often."""
DESCENT = 0.25
"""Share of the size that a word's box reaches below its baseline."""

SMALLEST_SIZE = 0.1
"""Points: type that a damaged file sets in nothing is as large as this, since sizes are divided by."""


class Word(NamedTuple):
    """A run of characters with no blank in it; `base` is the baseline's y, `mcid` its marked content (-1: none)."""

    x0: float
    base: float
    x1: float
    size: float
    text: str
    bold: bool
    mcid: int

    @property
    def top(self) -> float:
        """Upper side of the box."""
        return self.base - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Lower side of the box."""
        return self.base + DESCENT * self.size


class Edge(NamedTuple):
    """A horizontal or vertical ruling line: `at` across its direction, from `start` to `end` along it."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A box on the page."""

    x0: float
    top: float
    x1: float
    bottom: float


class Picture(NamedTuple):
    """A small image or a drawn dot: its box, the mark it stands for ("" where unknown), and what to call it if so."""

    box: Box
    text: str
    name: str
    mcid: int


@dataclass(frozen=True, slots=True)
class Tag:
    """One element of the tag tree: its type, its own marked contents on this page, its children in order."""

    type: str
    mcids: tuple[int, ...] = ()
    children: tuple[Tag, ...] = ()
    text: str | None = None
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page: words in the order of the file, horizontal and vertical edges, fills, pictures, tag tree.

    `images` is the share of the page that images cover, `unmapped` the share of characters without a known meaning. Of
    a scan, `turn` says how it was turned to be read, `doubtful` where a number's readings disagree, and what they are.
    `coloured` has the left end and the baseline of each line that is set in a colour.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    across: tuple[Edge, ...] = ()
    down: tuple[Edge, ...] = ()
    fills: tuple[Box, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tags: tuple[Tag, ...] = ()
    image_share: float = 0.0
    unmapped: float = 0.0
    turn: Turn | None = None
    doubtful: tuple[tuple[Box, str], ...] = ()
    coloured: frozenset[tuple[float, float]] = frozenset()
