"""Lines of a flattened table: chunks between blank lines, and the texts of cells that went on over several lines.

In: the body's lines from a table's header on. Out: chunks of lines, repeated headers between them. A conversion that
loses tabs ends a cell of several lines with a blank line and a row with another, so that a chunk's first line holds any
number of cells and its further lines the rest of the last of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.document import Document, Line
from parsers.columns import Header
from parsers.elements import RawCell, RawRow, span_of
from parsers.matching import fold
from parsers.prose import join_wrapped

BLANKS = (" ", "\u00a0")
MIN_GOING_ON = 0.05
"""Share of a text's lines that end in a blank where a line that was broken at a blank still ends in it."""

HeaderAt = Callable[[Sequence[Line], int], tuple[Header, int] | None]
"""Reads a flattened header at a position; gives it and the position behind it."""


@dataclass(frozen=True)
class Chunk:
    """Lines without a blank line between them; `after_header` says that a repeated header stands before them."""

    lines: tuple[Line, ...]
    after_header: bool
    keeps: bool

    @cached_property
    def head(self) -> str:
        """The first line, folded."""
        return fold(self.lines[0].text)

    @cached_property
    def text(self) -> str:
        """All lines as one text."""
        return join_lines(self.lines, keeps=self.keeps)

    def from_line(self, first: int, last: int | None = None) -> Chunk | None:
        """Some of the lines; None where there are none."""
        lines = self.lines[first:last]
        return Chunk(lines, self.after_header and first == 0, self.keeps) if lines else None


@dataclass(frozen=True, slots=True)
class Again:
    """A header printed again."""

    lines: tuple[Line, ...]


def keeps_blanks(lines: Sequence[Line]) -> bool:
    """Whether a line that was broken at a blank still ends with it, so that one without it was broken elsewhere."""
    printed = [line for line in lines if line.text.strip() and line.grid is None]
    return sum(line.text.endswith(BLANKS) for line in printed) > MIN_GOING_ON * len(printed)


def join_lines(lines: Sequence[Line], *, keeps: bool) -> str:
    """The lines of one cell as one text; a word that the column's edge broke is whole again."""
    text, ended = "", False
    for line in lines:
        part = fold(line.text)
        glued = (keeps and ended and text and part and text[-1] in "/-") or (keeps and ended and _broken(text, part))
        text = text + part if glued and not _is_hyphen(text) else join_wrapped(text, part)
        ended = not line.text.endswith(BLANKS)
    return text


def _broken(text: str, part: str) -> bool:
    return bool(text) and text[-1].isalpha() and part[:1].islower()


def _is_hyphen(text: str) -> bool:
    """Whether a text ends in a letter and a hyphen, which may be the hyphen of a broken word."""
    return text[-1:] == "-" and text[-2:-1].isalpha()


def pieces(
    lines: Sequence[Line], start: int, stops: Callable[[int], bool], header: Header, header_at: HeaderAt, *, keeps: bool
) -> Iterator[Chunk | Again]:
    """The chunks and repeated headers behind a header, up to what is no table or another table."""
    current: list[Line] = []
    after_header = False
    index = start
    while index < len(lines):
        line = lines[index]
        blank = not line.text.strip()
        found = None if blank else header_at(lines, index)
        ends = found is not None or (not blank and stops(index))
        turned = bool(current) and line.page != current[-1].page and not line.text.lstrip()[:1].islower()
        if current and (blank or ends or turned):
            yield Chunk(tuple(current), after_header, keeps)
            current, after_header = [], False
        if found is not None and found[0].same_as(header):
            yield Again(tuple(lines[index : found[1]]))
            after_header = True
            index = found[1]
            continue
        if ends:
            return
        if not blank:
            current.append(line)
        index += 1
    if current:
        yield Chunk(tuple(current), after_header, keeps)


def row_of(
    document: Document, texts: Sequence[str], lines: Sequence[Line], *, unsure: frozenset[int] = frozenset()
) -> RawRow:
    """A row whose cells all stand on the same lines."""
    span = span_of(document, lines[0].number, lines[-1].number)
    cells = tuple(RawCell(text, span, index not in unsure) for index, text in enumerate(texts))
    return RawRow(cells, span)


def header_row(document: Document, header: Header, lines: Sequence[Line]) -> RawRow:
    """A header as printed."""
    row = row_of(document, [column.label for column in header.columns], lines)
    return RawRow(row.cells, row.span, is_header=True)


def alone(document: Document, header: Header, chunk: Chunk) -> RawRow:
    """A row that holds nothing but its first cell: analysis, or the rest of a cell."""
    return row_of(document, [chunk.text, *("" for _ in header.columns[1:])], chunk.lines)
