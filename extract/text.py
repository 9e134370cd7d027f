"""A text file to a Document: numbered lines, pages where it has form feeds, grids where it has kept its tabs.

In: bytes. Out: a Document. It never joins lines and never decides what a line means: a contents entry with a tab is a
grid row here, and the parsers know better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise

import regex

from extract.decoding import decode
from extract.document import Cell, Document, Evidence, Grid, Line, MediaType, Page, TextSource
from extract.errors import ReadError, Reason

MAX_BYTES = 64 * 1024 * 1024
"""Largest text file that is read; a plan is a hundredth of it."""
WRAP_WIDTH = 160
"""Characters: where nearly no line is longer, lines end at the page's width."""
WRAP_SHARE = 0.98
FOLLOWED_SHARE = 0.35
"""Share of lines directly followed by another: below it each paragraph stands on a line of its own."""
BAND = 3
"""Lines at a page's top and bottom where a repeated text is furniture."""
REPEATS = 3
"""Times a text must come back to be furniture."""
REPEAT_SHARE = 0.4
"""Share of the pages it must come back on; left and right pages may have titles of their own."""
MAX_COLUMNS = 256
"""Cells of a row, at most: a line with more tabs is no row of a table that a page had room for."""

PAGE_NUMBER = regex.compile(
    r"[\s*_]*(?:-\s*\d{1,4}\s*-|\d{1,4}\s*\(\s*\d{1,4}\s*\)|(?:sid|sida|sidan|page)\.?\s*\d{1,4}"
    r"(?:\s*(?:\(\s*\d{1,4}\s*\)|av\s*\d{1,4}|/\s*\d{1,4}))?)[\s*_]*",
    regex.IGNORECASE,
)
BARE_NUMBER = regex.compile(r"\s*\d{1,3}\s*")
DIGITS = regex.compile(r"\d+")


def read_text(data: bytes, name: str) -> Document:
    """Read a text file in any of the archive's encodings; raises ReadError."""
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 2**20
        raise ReadError(Reason.TOO_LARGE, f"{name} is larger than {limit} MiB; split it or check what it is.")
    text, remarks = decode(data, name)
    lines, pages = _text_to_lines(text)
    if not any(line.text.strip() for line in lines):
        raise ReadError(Reason.EMPTY, f"{name} holds no text; nothing to import.")
    lines = _mark_furniture(lines, pages)
    lines, grids = _tabs_to_grids(lines)
    return Document(
        media_type=MediaType.TEXT,
        text_source=TextSource.NATIVE,
        lines=tuple(lines),
        grids=tuple(grids),
        pages=tuple(pages),
        remarks=remarks,
        wrapped=lines_are_wrapped([line.text for line in lines if line.grid is None]),
    )


def lines_are_wrapped(texts: Sequence[str]) -> bool:
    """Whether lines end at the page's width rather than at the paragraphs' ends."""
    lengths = sorted(len(text) for text in texts if text.strip())
    if not lengths or lengths[int(WRAP_SHARE * (len(lengths) - 1))] >= WRAP_WIDTH:
        return False
    followed = sum(bool(text.strip() and after.strip()) for text, after in pairwise(texts))
    return followed >= FOLLOWED_SHARE * len(lengths)


def _text_to_lines(text: str) -> tuple[list[Line], list[Page]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    paged = "\f" in text.strip("\f\n ")
    lines: list[Line] = []
    pages: list[Page] = []
    for number, page_text in enumerate(text.strip("\f").split("\f") if paged else [text], start=1):
        page = number if paged else None
        first = len(lines) + 1
        page_lines = page_text.split("\n")
        if page_lines and not page_lines[-1]:
            page_lines.pop()
        lines.extend(Line(first + offset, line, page) for offset, line in enumerate(page_lines))
        pages.append(Page(page, line_first=first, line_last=len(lines)))
    return lines, pages


def _mark_furniture(lines: list[Line], pages: list[Page]) -> list[Line]:
    paged = len(pages) > 1
    marked = {line.number for line in lines if len(line.text) < WRAP_WIDTH and PAGE_NUMBER.fullmatch(line.text)}
    if paged:
        marked |= _repeated_in_bands(lines, pages)
    elif marked:
        marked |= _repeated_beside(lines, marked)
    return [line._replace(furniture=True) if line.number in marked else line for line in lines] if marked else lines


def _repeated_in_bands(lines: list[Line], pages: list[Page]) -> set[int]:
    """Lines whose text, digits apart, comes back in the same band of many pages, and bare numbers there.

    A band is read from the page's edge inwards and ends at the first line that is the page's own.
    """
    bands: list[tuple[str, list[Line]]] = []
    for page in pages:
        printed = [line for line in lines[page.line_first - 1 : page.line_last] if line.text.strip()]
        bands.append(("top", printed[:BAND]))
        bands.append(("bottom", printed[: -BAND - 1 : -1]))
    counts = Counter((side, _shape(line.text)) for side, band in bands for line in band)
    needed = max(REPEATS, round(REPEAT_SHARE * len(pages)))
    marked: set[int] = set()
    for side, band in bands:
        for line in band:
            is_number = PAGE_NUMBER.fullmatch(line.text) or BARE_NUMBER.fullmatch(line.text)
            if "\t" in line.text or (counts[side, _shape(line.text)] < needed and not is_number):
                break
            marked.add(line.number)
    return marked


def _repeated_beside(lines: list[Line], marked: set[int]) -> set[int]:
    """Lines directly beside a page number that stand beside many of them: a running title."""
    beside = [
        lines[number - 1 + step]
        for number in sorted(marked)
        for step in (-1, 1)
        if 0 <= number - 1 + step < len(lines) and lines[number - 1 + step].text.strip()
    ]
    counts = Counter(_shape(line.text) for line in beside)
    return {line.number for line in beside if counts[_shape(line.text)] >= REPEATS and "\t" not in line.text}


def _shape(text: str) -> str:
    return DIGITS.sub("#", " ".join(text.split()))


def _tabs_to_grids(lines: list[Line]) -> tuple[list[Line], list[Grid]]:
    grids: list[Grid] = []
    by_number = {line.number: line for line in lines}
    for (printed, _), block in groupby(lines, key=lambda line: (_is_printed(line), line.page)):
        run = list(block)
        if printed and any(_cells(line.text) for line in run):
            rows = _block_to_rows(run)
            by_number.update((line.number, line._replace(grid=len(grids))) for line in rows)
            grids.append(_rows_to_grid(rows))
    return list(by_number.values()), grids


def _block_to_rows(run: list[Line]) -> list[Line]:
    """The rows among the lines of one block, from its first tab on.

    A row whose cells behind the first are all empty may have lost its tabs, so a line among rows is a row, too; only a
    block of several columns can tell.
    """
    tabbed = [index for index, line in enumerate(run) if _cells(line.text)]
    columns = max(len(_cells(run[index].text)) for index in tabbed)
    end = len(run) if columns > 2 else tabbed[-1] + 1
    return run[tabbed[0] : end]


def _cells(text: str) -> list[str]:
    """The cells of a row, parted by tabs, or by bars as a vision model prints tables; none for a line of one cell."""
    if "\t" in text:
        return text.split("\t") if text.count("\t") < MAX_COLUMNS else []
    bare = text.strip()
    return bare[1:-1].split("|") if 2 < bare.count("|") < MAX_COLUMNS and bare[0] == bare[-1] == "|" else []


def _is_printed(line: Line) -> bool:
    return bool(line.text.strip()) and not line.furniture


def _rows_to_grid(lines: list[Line]) -> Grid:
    rows = [[" ".join(part.split()) for part in _cells(line.text) or [line.text]] for line in lines]
    width = max(len(row) for row in rows)
    return Grid(
        rows=tuple(
            tuple(Cell(text, line.number, line.page) for text in row + [""] * (width - len(row)))
            for line, row in zip(lines, rows, strict=True)
        ),
        evidence=Evidence.TABS,
        page=lines[0].page,
    )
