"""Tables whose tabs a conversion lost: cells run together in lines, wrapped rests on lines of their own.

In: the body's lines from a flattened header on. Out: the table with its rows and the first line that is no longer part
of it. What tells the cells of each kind of table apart is in the modules flattened_indicators, flattened_activities
and flattened_budget; a table of any other kind stays text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extract.document import Document, Evidence, Line
from parsers.columns import Columns, Header
from parsers.elements import RawRow, RawTable
from parsers.flattened.activities import ActivityRows, dates_in
from parsers.flattened.budget import BudgetRows
from parsers.flattened.headers import FlattenedHeaders
from parsers.flattened.indicators import IndicatorRows
from parsers.flattened.lines import header_row, keeps_blanks, pieces
from parsers.flattened.values import Values
from parsers.matching import MAX_LABEL, Matcher, analysis_of, fold
from parsers.plan import TableKind
from parsers.prose import Prose

_REPORTED = regex.compile(r"^(?P<values>.*\S)\s(?:VB|T[123])\s(?:19|20)\d{2}$")


@dataclass(frozen=True, slots=True)
class Flattened:
    """A flattened table: its header and rows, and the number of the first line behind it."""

    header: Header
    table: RawTable
    line_after: int


class FlattenedReader:
    """Reads the flattened tables of one document."""

    def __init__(self, document: Document, matcher: Matcher, columns: Columns) -> None:
        self._document = document
        self._matcher = matcher
        self._keeps = keeps_blanks(document.lines)
        self._headers = FlattenedHeaders(matcher, columns, keeps=self._keeps)
        self._values = _values(matcher)
        self._prose = Prose(matcher.vocabulary)
        self._own: dict[str, bool] = {}

    def begins(self, lines: Sequence[Line], index: int) -> bool:
        """Whether a flattened header begins at a line, however many lines it goes on over."""
        return self._headers.at(lines, index) is not None

    def is_own(self, text: str) -> bool:
        """Whether a line is a table's own, a header's or an analysis's: printed on many pages, it is no furniture."""
        if text not in self._own:
            analysis = len(text) < MAX_LABEL and analysis_of(fold(text), self._matcher) == ""
            self._own[text] = analysis or self._headers.opens(text)
        return self._own[text]

    def is_row(self, line: Line) -> bool:
        """Whether a line holds nothing but dates or values and a period: it is a row's, however often it is printed."""
        dates = dates_in(line)
        if dates is not None:
            return not dates["text"]
        match = _REPORTED.match(fold(line.text))
        return match is not None and self._values.entirely(match["values"])

    def read(self, lines: Sequence[Line], start: int, stops: Callable[[int], bool]) -> Flattened | None:
        """The flattened table whose header begins at lines[start]; `stops` says which lines are surely not part of it."""
        found = self._headers.at(lines, start)
        if found is None:
            return None
        header, after = found
        rows = self._rows(lines, after, stops, header)
        while rows and rows[-1].is_header:
            rows.pop()
        if not rows:
            return None
        opening = header_row(self._document, header, lines[start:after])
        table = RawTable((opening, *rows), Evidence.FLATTENED)
        return Flattened(header, table, rows[-1].span.line_last + 1)

    def _rows(self, lines: Sequence[Line], after: int, stops: Callable[[int], bool], header: Header) -> list[RawRow]:
        items = pieces(lines, after, stops, header, self._headers.at, keeps=self._keeps)
        if header.kind is TableKind.INDIKATOR:
            return IndicatorRows(self._document, header, self._matcher, self._values).read(items)
        if header.kind is TableKind.AKTIVITET:
            return ActivityRows(self._document, header, self._matcher, self._prose).read(items)
        return BudgetRows(self._document, header, self._matcher, keeps=self._keeps).read(items)


@cache
def _values(matcher: Matcher) -> Values:
    """The values of a vocabulary, built once."""
    return Values(matcher.vocabulary)
