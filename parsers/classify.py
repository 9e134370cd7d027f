"""Lines to elements: what each run of lines is, by its own words and its neighbours, before anything is nested.

In: the document, its table of contents, its cover's lines. Out: a flat tuple of elements in reading order, and the
ledger class of every line. It decides no parent and reads no value.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extract.document import Cell, Document, Evidence, Line, new_tuple
from parsers.body import SHORT_SENTENCE, Body
from parsers.columns import Columns
from parsers.contents import Contents
from parsers.cut_analyses import restore_cut_analyses
from parsers.elements import Element, ElementKind, GoalHeading, RawCell, RawRow, RawTable, span_of
from parsers.flattened.table import FlattenedReader
from parsers.headings import Headings
from parsers.matching import Matcher, plain, split_bullet
from parsers.numbered import find_numbered
from parsers.plan import LedgerClass, Problem, SectionKind, Severity, Span
from parsers.prose import Prose, is_finished, join_wrapped
from parsers.titles import Titles

MIN_WIDE = 4
"""Cells from which a row behind a table is a row of it, though most of them are empty."""

_ONLY_BULLET = regex.compile(r"[-–—•·▪‣◦∙*●○■□➢o\uf0b7\uf0a7\uf02d]|\(?\d{1,3}[.)]")
_RULER = regex.compile(r":?-{2,}:?")
_RULE = regex.compile(r"([-*_=–—·.])(?:\s?\1){2,}")
"""A line across the page, as converters print it in signs."""
_WORD = regex.compile(r"\p{L}{2}")

_LEDGER = {
    ElementKind.GOAL: LedgerClass.GOAL,
    ElementKind.STATUS: LedgerClass.GOAL,
    ElementKind.TABLE: LedgerClass.TABLE,
}
"""The class of an element's lines; prose and headings are of a section."""


class Classifier:
    """Classifies the lines of one document."""

    def __init__(
        self,
        document: Document,
        contents: Contents,
        cover: frozenset[int],
        matcher: Matcher,
        announced: Sequence[GoalHeading],
    ) -> None:
        self._document = document
        self._matcher = matcher
        self._columns = Columns(matcher)
        self._flattened = FlattenedReader(document, matcher, self._columns)
        self._prose = Prose(matcher.vocabulary)
        outside = contents.lines | cover
        self._body = Body(
            document,
            [
                line
                for line in document.lines
                if line.number not in outside and (not line.furniture or self._is_flattened(line))
            ],
        )
        self._lines, self._texts = self._body.lines, self._body.texts
        numbered = find_numbered(self._lines, self._texts, contents, matcher)
        self.elements: list[Element] = []
        self.problems: list[Problem] = []
        self._awaits_status = False
        self._headings = Headings(self._body, matcher, self._columns, self._prose, numbered, self.elements)
        self._titles = Titles(self._body, matcher, self._columns, self._headings, numbered, announced)
        self.classes = _first_classes(document, contents, cover)
        self._take_back_rows()

    def run(self) -> tuple[Element, ...]:
        """All elements of the document."""
        index = 0
        while index < len(self._lines):
            index = self._step(index) if self._texts[index] else index + 1
        elements, moved = restore_cut_analyses(self.elements, self._matcher, self._columns)
        for element in moved:
            for number in range(element.span.line_first, element.span.line_last + 1):
                if self.classes[number - 1] is LedgerClass.SECTION:
                    self.classes[number - 1] = LedgerClass.TABLE
        return tuple(elements)

    def _step(self, index: int) -> int:
        if self._body.rows[index]:
            return self._table(index)
        for read in (self._goal, self._status, self._flat_table, self._heading):
            after = read(index)
            if after:
                return after
        return self._paragraph(index)

    def _is_flattened(self, line: Line) -> bool:
        """Whether a line that is printed on many pages is a flattened table's own and no furniture."""
        if not self._document.wrapped or line.grid is not None:
            return False
        return self._flattened.is_own(line.text) or self._flattened.is_row(line)

    # Tables ----------------------------------------------------------------------------------------------------------

    def _take_back_rows(self) -> None:
        """Lines with a tab that are no table: a label and its title, a bullet and its item, a stray tab."""
        for index, line in enumerate(self._lines):
            if line.grid is not None and self._is_prose_row(index):
                self._body.rows[index] = False

    def _is_prose_row(self, index: int) -> bool:
        grid = self._document.grids[self._lines[index].grid or 0]
        if grid.evidence is not Evidence.TABS:
            return False
        if self._headings.is_goal(index) and len(grid.rows) == 1:
            return True
        if all(_ONLY_BULLET.fullmatch(row[0].text) and not any(c.text for c in row[2:]) for row in grid.rows):
            return True
        if len(grid.rows) > 1 or self._columns.read_header([cell.text for cell in grid.rows[0]]):
            return False
        if len(grid.rows[0]) >= MIN_WIDE and self._follows_row(index):
            return False
        return sum(bool(cell.text) for cell in grid.rows[0]) <= 2

    def _follows_row(self, index: int) -> bool:
        """Whether the last printed line above is a row of a table."""
        above = next((position for position in range(index - 1, -1, -1) if self._texts[position]), None)
        return above is not None and self._body.rows[above]

    def _table(self, index: int) -> int:
        grid_index = self._lines[index].grid
        grid = self._document.grids[grid_index or 0]
        after = index
        while after < len(self._lines) and self._lines[after].grid == grid_index and self._body.rows[after]:
            after += 1
        after = self._cut_table(index, after)
        kept = {line.number for line in self._lines[index:after]}
        rows = tuple(
            RawRow(
                tuple([_raw_cell(cell) for cell in row]),
                span_of(self._document, row[0].line, row[0].line),
                is_header=all(cell.is_header for cell in row),
            )
            for row in grid.rows
            if row[0].line in kept and not all(_RULER.fullmatch(cell.text) for cell in row)
        )
        if rows:
            self._add(ElementKind.TABLE, "", index, after, table=RawTable(rows, grid.evidence))
        else:
            self._unclassified(self._texts[index], index, after)
        return after

    def _cut_table(self, index: int, after: int) -> int:
        """Where a table ends though no blank line says so: a goal's or a section's heading in its first column."""
        for position in range(index + 1, after):
            if self._has_cells(position):
                continue
            kind = self._headings.known_word(position)
            if self._headings.is_goal(position) or (kind is not None and kind != SectionKind.ANALYS):
                for freed in range(position, after):
                    self._body.rows[freed] = self._has_cells(freed)
                return position
        return after

    def _has_cells(self, position: int) -> bool:
        """Whether a row has text behind its first cell, or the marks that part cells."""
        text = self._lines[position].text.strip()
        return "\t" in text or text.startswith("|")

    def _flat_table(self, index: int) -> int:
        if self._lines[index].grid is not None:
            return 0
        found = self._flattened.read(self._lines, index, self._stops_table)
        if found is None:
            return 0
        after = index
        while after < len(self._lines) and self._lines[after].number < found.line_after:
            after += 1
        self._add(ElementKind.TABLE, "", index, after, table=found.table)
        return after

    def _stops_table(self, index: int) -> bool:
        text = self._texts[index]
        if not text:
            return False
        kind = self._headings.known_word(index)
        return bool(
            self._body.rows[index]
            or self._headings.is_goal(index)
            or (kind is not None and kind != SectionKind.ANALYS)
            or self._matcher.goal_status(text)
        )

    # Goals and headings ----------------------------------------------------------------------------------------------

    def _goal(self, index: int) -> int:
        found = self._titles.read(index)
        if found is None:
            return 0
        heading, after = found
        self._add(ElementKind.GOAL, heading.title or "", index, after, goal=heading)
        if not heading.title:
            self._problem("goal_without_title", f"A goal heading of level {heading.level} has no title.", index)
        return after

    def _status(self, index: int) -> int:
        if not self._matcher.goal_status(self._texts[index]) or not self._awaits_status:
            return 0
        self._add(ElementKind.STATUS, self._texts[index], index, index + 1)
        return index + 1

    def _heading(self, index: int) -> int:
        kind = self._headings.known(index)
        if kind is None and not self._headings.is_heading(index):
            return 0
        text, after = self._texts[index], index + 1
        while kind is None and self._headings.wraps(after - 1, after):
            text, after = join_wrapped(text, self._texts[after]), after + 1
        self._add(ElementKind.HEADING, text, index, after, section_kind=kind or None)
        return after

    # Prose -----------------------------------------------------------------------------------------------------------

    def _paragraph(self, index: int) -> int:
        line = self._lines[index]
        is_item, text = split_bullet(self._texts[index])
        is_item = is_item or line.tag in ("LI", "LBody")
        last = index
        while True:
            following = self._body.next_printed(last + 1)
            if following is None or not self._goes_on(last, following, text, is_item=is_item):
                break
            text = join_wrapped(text, self._texts[following])
            last = following
        if _RULE.fullmatch(line.text.strip()):
            self.classes[line.number - 1] = LedgerClass.FURNITURE
            return index + 1
        if not _WORD.search(text) and not any(character.isdigit() for character in text):
            self._unclassified(text, index, last + 1)
        else:
            self._add(ElementKind.ITEM if is_item else ElementKind.PARAGRAPH, text, index, last + 1)
        return last + 1

    def _goes_on(self, last: int, following: int, text: str, *, is_item: bool) -> bool:
        """Whether a line goes on with the paragraph before it."""
        after, line = self._texts[following], self._lines[following]
        if split_bullet(after)[0] or self._titles.ends_title(following) or line.tag in ("LI", "LBody"):
            return False
        if following > last + 1 or not self._document.wrapped:
            return self._prose.continues(text, after)
        if self._flattened.begins(self._lines, following) or self._headings.is_appendix(after):
            return False
        if self._body.styled and self._body.set_as_heading(following) != self._body.set_as_heading(last):
            return False
        if after[:1].islower() or (is_item and line.text.startswith("  ")):
            return True
        if is_finished(text) and (self._body.room(last, SHORT_SENTENCE) or self._headings.is_heading(following)):
            return False
        return self._headings.known(following) is None

    def _add(
        self,
        kind: ElementKind,
        text: str,
        index: int,
        after: int,
        *,
        goal: GoalHeading | None = None,
        section_kind: str | None = None,
        table: RawTable | None = None,
    ) -> None:
        span = span_of(self._document, self._lines[index].number, self._lines[after - 1].number)
        self.elements.append(Element(kind, text, span, goal, section_kind, table))
        if kind in (ElementKind.GOAL, ElementKind.STATUS):
            self._awaits_status = kind is ElementKind.GOAL
        ledger = _LEDGER.get(kind, LedgerClass.SECTION)
        for line in self._lines[index:after]:
            self.classes[line.number - 1] = ledger

    def _unclassified(self, text: str, index: int, after: int) -> None:
        for line in self._lines[index:after]:
            self.classes[line.number - 1] = LedgerClass.UNCLASSIFIED
        self._problem("unclassified_text", f"Not understood: {text[:80]!r}; look at the source.", index)

    def _problem(self, code: str, message: str, index: int) -> None:
        number = self._lines[index].number
        self.problems.append(Problem(code, Severity.WARNING, message, span_of(self._document, number, number)))


def _raw_cell(cell: Cell) -> RawCell:
    text, line, page, box, _ = cell
    raw: RawCell = new_tuple(RawCell, (plain(text), new_tuple(Span, (line, line, page, page, box)), True))
    return raw


def _first_classes(document: Document, contents: Contents, cover: frozenset[int]) -> list[LedgerClass]:
    classes = [LedgerClass.SECTION] * len(document.lines)
    for line in document.lines:
        if line.furniture:
            classes[line.number - 1] = LedgerClass.FURNITURE
        elif line.number in contents.lines:
            classes[line.number - 1] = LedgerClass.TOC
        elif line.number in cover:
            classes[line.number - 1] = LedgerClass.COVER
    return classes
