"""The printed rows of a whole table, each with what follows it: its rest behind a page break, its analysis below.

In: a row, and the rows under it as a reader of one kind of table tells them. Out: a FollowedRow. Which row is a rest and
which is analysis differs by the kind of table; how they are put together does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.columns import Header
from parsers.elements import RawCell, RawRow, join_spans
from parsers.matching import Matcher
from parsers.plan import Problem, Severity, Span
from parsers.prose import join_wrapped
from parsers.tables import WholeTable


@dataclass(slots=True)
class FollowedRow:
    """A row, the paragraphs of the analysis under it, and the place of all of it; `analysed` once its analysis began."""

    row: RawRow
    span: Span
    analysis: list[str] = field(default_factory=list)
    analysed: bool = False

    def analyse(self, paragraphs: Sequence[str], row: RawRow) -> None:
        """Take a row of analysis."""
        self.analysed = True
        self.analysis.extend(paragraph for paragraph in paragraphs if paragraph)
        self.span = join_spans(self.span, row.span)

    def go_on(self, rest: RawRow) -> None:
        """Take the rest of the row that a page break or a narrow column parted from it."""
        cells = tuple(
            RawCell(join_wrapped(a.text, b.text), join_spans(a.span, b.span) if b.text else a.span, a.sure and b.sure)
            for a, b in zip(self.row.cells, rest.cells, strict=False)
        )
        self.row = RawRow(cells, join_spans(self.row.span, rest.span), self.row.is_header)
        self.span = join_spans(self.span, rest.span)


def named_row(row: RawRow, name: int, matcher: Matcher) -> RawRow:
    """A row whose name stands in front of its column, with it there: marks may have a column of their own.

    A text over the whole width, and the rest of a name behind a page break, begin in the first column.
    """
    if row.cells[name].text:
        return row
    first = next((index for index in range(name) if matcher.strip_mark(row.cells[index].text)[1]), None)
    if first is None:
        return row
    cells = list(row.cells)
    cells[first], cells[name] = cells[name], cells[first]
    return RawRow(tuple(cells), row.span, row.is_header)


def begins_inside(text: str) -> bool:
    """Whether a text begins as no name does: in small letters, with a bracket or with a number."""
    return text[:1].islower() or text[:1].isdigit() or text[:1] == "("


def cell_text(cells: Sequence[RawCell], index: int | None) -> str | None:
    """The text of a cell; null where it is empty, or the table has no such column."""
    return (cells[index].text or None) if index is not None and index < len(cells) else None


def unknown_columns(table: WholeTable, header: Header) -> list[Problem]:
    """A problem for each column whose header the vocabulary does not know."""
    head = next((row for row in table.rows if row.is_header), table.rows[0])
    return [
        Problem(
            "unknown_column",
            Severity.WARNING,
            f"The column {column.label!r} is not known; its cells are in table_cells only as printed.",
            head.span,
        )
        for column in header.columns
        if column.role is None and column.label
    ]
