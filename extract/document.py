"""What every reader of input files gives: a Document of pages, lines and grids.

In: nothing; these are plain types. Out: the one shape that parsers know, whether the bytes were a text, a PDF, a
scan or a Word file. The types hold what stands in the source; they never hold what it means.

The text as extracted is the list of all lines in reading order, numbered from 1. A row of a grid is one line of it
(its cells parted by tabs), so that every character of the source stands on exactly one numbered line and a line
number is enough to find any row again (`styrdata text FILE` prints them). What there are thousands of are named tuples,
which cost a third of a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from extract.turn import Turn

ALT_OPEN, ALT_CLOSE = "⟦", "⟧"
"""Around what a file says that a small picture shows ("⟦Genomförd⟧"): a text that nobody sees printed."""


new_tuple: Any = tuple.__new__
"""A named tuple from its values, all of them: a third of the time of calling its class, for types of which there are thousands."""


class MediaType(StrEnum):
    """Kind of input file."""

    PDF = "pdf"
    TEXT = "text"
    DOCX = "docx"


class TextSource(StrEnum):
    """Where the characters come from."""

    NATIVE = "native"
    OCR = "ocr"


class Evidence(StrEnum):
    """What told a grid's rows and columns apart, from the strongest kind to the weakest."""

    TAGS = "tags"
    """The file's own table elements: a PDF's tag tree, a Word table."""
    TABS = "tabs"
    """Tab characters of a converted text."""
    RULES = "rules"
    """Ruling lines and filled cells."""
    WORDS = "words"
    """The positions of the words, led by known header texts."""
    FLATTENED = "flattened"
    """No position left: cells told apart by what they can hold."""


class BBox(NamedTuple):
    """A box on a page, in points from the page's top left corner as it is read."""

    x0: float
    top: float
    x1: float
    bottom: float


class Line(NamedTuple):
    """One line of the text as extracted.

    `number` is 1-based over the whole document. `text` is NFC without the line's end; blanks are kept. `page` is
    1-based, null where the source has no pages. `size` (points) and `bold` describe most of the line's characters.
    `tag` is a structure type such as `H2`, `P`, `LI` or `TOCI` where the file names one. `furniture` marks a
    repeated header, footer or page number. `grid` is the index of the grid in Document.grids that this line is a
    row of. `coloured` says that all of the line is set in a colour, and most lines of its page are not.
    """

    number: int
    text: str
    page: int | None = None
    bbox: BBox | None = None
    size: float | None = None
    bold: bool = False
    tag: str | None = None
    furniture: bool = False
    grid: int | None = None
    coloured: bool = False


class Cell(NamedTuple):
    """One cell of a grid; an empty or merged-away cell has the text "".

    White space is folded and wrapping undone in `text`. `line` is the number of the line the cell stands on.
    `is_header` is True only where the file itself says so (a TH element, a repeated Word header row).
    """

    text: str
    line: int
    page: int | None = None
    bbox: BBox | None = None
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page: `rows` is rectangular, row by row from the top."""

    rows: tuple[tuple[Cell, ...], ...]
    evidence: Evidence
    page: int | None = None

    @property
    def line_first(self) -> int:
        """Number of the first line that is a row of this grid."""
        return self.rows[0][0].line

    @property
    def line_last(self) -> int:
        """Number of the last line that is a row of this grid."""
        return self.rows[-1][0].line


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its 1-based number (null in a source without pages), its size in points and its line numbers.

    `turn` says how a scanned page was turned to be read; boxes are those of the page as it was read.
    """

    number: int | None
    width: float | None = None
    height: float | None = None
    line_first: int = 1
    line_last: int = 0
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a reader noticed, in the words of a finding: `code` and `message` go to the findings table."""

    code: str
    severity: str
    message: str
    page: int | None = None
    line: int | None = None
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source file as read: all lines in reading order, the grids among them, the pages they stand on.

    `wrapped` says that a line ends where the page's width ended, not where a paragraph did. `slow_pages` counts the
    pages that the fast source of characters could not be trusted with.
    """

    media_type: MediaType
    text_source: TextSource
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...] = ()
    pages: tuple[Page, ...] = ()
    remarks: tuple[Remark, ...] = ()
    wrapped: bool = False
    slow_pages: int = 0

    @property
    def page_count(self) -> int | None:
        """Number of pages, null where the source has none."""
        numbers = [page.number for page in self.pages if page.number is not None]
        return max(numbers) if numbers else None

    def rows_of(self, line: Line) -> tuple[Cell, ...]:
        """The grid cells that stand on a line that is a row of a grid."""
        if line.grid is None:
            return ()
        grid = self.grids[line.grid]
        return grid.rows[line.number - grid.line_first]

    def numbered(self) -> Iterator[str]:
        """The text as extracted, each line behind its number, as `styrdata text` prints it."""
        width = len(str(len(self.lines)))
        for line in self.lines:
            yield f"{line.number:>{width}}  {line.text}"
