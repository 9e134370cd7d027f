"""Lines to elements: what each run of lines is, by its own words and its neighbours, before anything is nested.

In: the document, its table of contents, its cover's lines. Out: a flat tuple of elements in reading order, and the
ledger class of every line. It decides no parent and reads no value.

Order of evidence for a heading: a goal label; a numbered title that the contents or its neighbours confirm; a word of
the vocabulary; the line's style or tag, where the source has styles; the line's looks and what stands around it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from extract.document import Document, Evidence, Line
from parsers.columns import Columns
from parsers.contents import Contents
from parsers.elements import Element, ElementKind, GoalHeading, RawCell, RawRow, RawTable, span_of
from parsers.flattened import FlattenedReader
from parsers.matching import Label, Matcher, fold, plain, split_bullet, split_code, squash
from parsers.numbered import find_numbered
from parsers.plan import LedgerClass, Level, Problem, SectionKind, Severity, Span
from parsers.prose import MAX_HEADING, Prose, is_finished, join_wrapped

MAX_TITLE_LINES = 6
"""Lines that a goal's title may wrap over."""
SHORT_LINE = 0.8
"""Share of the page's width: a line that had room for the next word within it was ended on purpose."""
SHORT_SENTENCE = 0.92
"""The same for a line that ends a sentence."""
NARROW_LINE = 0.5
"""Share of the page's width below which a line of a title ends it when a capital follows."""
HEADING_SIZE = 1.08
"""Times the body's font size from which a line is set as a heading."""
LONG_PROSE = 150
"""Characters of a line that is surely prose."""

_ONLY_BULLET = regex.compile(r"[-–—•·▪‣◦∙*●○■□➢o\uf0b7\uf0a7\uf02d]|\(?\d{1,3}[.)]")
_WORD = regex.compile(r"\p{L}{2}")
_TRAILING_YEAR = regex.compile(r"\s(?:år\s)?(?:19|20)\d{2}$")
_BOLD_LINE = regex.compile(r"^\s*(?:\*\*.+\*\*|#{1,6}\s.+|<b>.+</b>)\s*$")


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
        self._flattened = FlattenedReader(matcher, self._columns)
        self._prose = Prose(matcher.vocabulary)
        self._titles = {
            (goal.level, goal.code): squash(goal.title or "") for goal in announced if goal.code and goal.title
        }
        self._lines = [
            line
            for line in document.lines
            if not line.furniture and line.number not in contents.lines and line.number not in cover
        ]
        self._texts = [plain(line.text) for line in self._lines]
        self._width = _page_width(self._texts) if document.wrapped else 0
        self._body_size, self._styled = _body_style(self._lines)
        self._numbered = find_numbered(self._lines, self._texts, contents, matcher)
        self.classes = _first_classes(document, contents, cover)
        self._freed: set[int] = set()
        self._rows: dict[int, bool] = {}
        self.problems: list[Problem] = []
        self.elements: list[Element] = []

    def run(self) -> tuple[Element, ...]:
        """All elements of the document."""
        index = 0
        while index < len(self._lines):
            index = self._step(index) if self._texts[index] else index + 1
        return tuple(self.elements)

    def _step(self, index: int) -> int:
        line = self._lines[index]
        if self._in_table(index):
            return self._table(index)
        for read in (self._goal, self._status, self._flat_table, self._heading):
            after = read(index)
            if after:
                return after
        return self._paragraph(index)

    # Tables ----------------------------------------------------------------------------------------------------------

    def _in_table(self, index: int) -> bool:
        """Whether a line is a row of a table."""
        number = self._lines[index].number
        if number not in self._rows:
            self._rows[number] = self._lines[index].grid is not None and not self._is_prose_row(index)
        return self._rows[number] and number not in self._freed

    def _is_prose_row(self, index: int) -> bool:
        """Whether a line with a tab is no table: a label and its title, a bullet and its item."""
        line = self._lines[index]
        grid = self._document.grids[line.grid or 0]
        if grid.evidence is not Evidence.TABS:
            return False
        if self._matcher.goal_label(self._texts[index]) and len(grid.rows) == 1:
            return True
        if line.number in self._numbered:
            return True
        if all(_ONLY_BULLET.fullmatch(row[0].text) and not any(c.text for c in row[2:]) for row in grid.rows):
            return True
        if len(grid.rows) > 1 or self._columns.read_header([cell.text for cell in grid.rows[0]]):
            return False
        return sum(bool(cell.text) for cell in grid.rows[0]) <= 2

    def _table(self, index: int) -> int:
        grid_index = self._lines[index].grid
        grid = self._document.grids[grid_index or 0]
        after = index
        while after < len(self._lines) and self._lines[after].grid == grid_index:
            after += 1
        after = self._cut_table(index, after)
        kept = {line.number for line in self._lines[index:after]}
        rows = tuple(
            RawRow(
                tuple(
                    RawCell(plain(cell.text), Span(cell.line, cell.line, cell.page, cell.page, cell.bbox))
                    for cell in row
                ),
                span_of(self._document, row[0].line, row[0].line),
                is_header=all(cell.is_header for cell in row),
            )
            for row in grid.rows
            if row[0].line in kept
        )
        self._add(ElementKind.TABLE, "", index, after, table=RawTable(rows, grid.evidence))
        return after

    def _cut_table(self, index: int, after: int) -> int:
        """Where a table ends though no blank line says so: a goal's or a section's heading stands in its first column."""
        for position in range(index + 1, after):
            text = self._texts[position]
            if "\t" in self._lines[position].text.strip():
                continue
            if self._matcher.goal_label(text) or self._lines[position].number in self._numbered:
                self._freed.update(line.number for line in self._lines[position:after] if "\t" not in line.text)
                return position
            kind = self._known_heading(position, exact=True)
            if kind is not None and kind != SectionKind.ANALYS:
                self._freed.update(line.number for line in self._lines[position:after] if "\t" not in line.text)
                return position
        return after

    def _flat_table(self, index: int) -> int:
        if self._in_table(index) or not self._columns.begins_header(self._texts[index]):
            return 0
        stop = index + 1
        while stop < len(self._lines) and not self._stops_table(stop):
            stop += 1
        found = self._flattened.read(self._document, self._lines, index, stop)
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
        return bool(
            self._in_table(index)
            or self._matcher.goal_label(text)
            or self._lines[index].number in self._numbered
            or self._known_heading(index, exact=True)
            or self._matcher.goal_status(text)
        )

    # Goals -----------------------------------------------------------------------------------------------------------

    def _goal(self, index: int) -> int:
        numbered = self._numbered.get(self._lines[index].number)
        if numbered is not None:
            level, code, title = numbered
            return self._goal_title(index, level, code, title)
        label = self._matcher.goal_label(self._texts[index])
        if label is None or not self._is_goal(index, label):
            return 0
        level = Level(label.level)
        code, title = (None, label.rest)
        if level in self._matcher.vocabulary.numbered_levels:
            code, title = split_code(label.rest)
            code = code or label.number
        return self._goal_title(index, level, code, title)

    def _is_goal(self, index: int, label: Label) -> bool:
        """A label that stands without a colon is a goal's only where a code follows it."""
        text = self._texts[index]
        if label.rest or ":" in text[2:].replace(":s ", "") or ";" in text:
            return True
        after = self._next_printed(index + 1)
        return label.level in self._matcher.vocabulary.numbered_levels and bool(
            after is not None and split_code(self._texts[after])[0]
        )

    def _goal_title(self, index: int, level: Level, code: str | None, title: str) -> int:
        after = index + 1
        if not title:
            first = self._next_printed(after)
            if first is not None and not self._ends_title(first):
                title = self._texts[first]
                after = first + 1
                if level in self._matcher.vocabulary.numbered_levels:
                    own, title = split_code(title)
                    code = own or code
        last = after - 1
        for _ in range(MAX_TITLE_LINES):
            following = self._title_goes_on(last, title, level, code)
            if following is None:
                break
            title = join_wrapped(title, self._texts[following])
            last = following
        heading = GoalHeading(level, code, title or None)
        self._add(ElementKind.GOAL, title, index, last + 1, goal=heading)
        if not title:
            self._problem("goal_without_title", f"A goal heading of level {level} has no title.", index)
        return last + 1

    def _title_goes_on(self, last: int, title: str, level: Level, code: str | None) -> int | None:
        """The line that goes on with a title, or None."""
        following = self._next_printed(last + 1)
        if not title or following is None or self._ends_title(following):
            return None
        text = self._texts[following]
        announced = self._titles.get((level, code))
        if announced and squash(title) != announced:
            longer = squash(join_wrapped(title, text))
            if announced.startswith(longer):
                return following
        if announced and squash(title) == announced:
            return None
        adjacent = following == last + 1
        if not adjacent:
            return following if text[:1].islower() and not is_finished(title) and len(text) < LONG_PROSE else None
        if not self._same_style(last, following):
            return None
        if text[:1].islower() and not is_finished(title):
            return following
        if not self._document.wrapped or is_finished(title):
            return None
        return following if len(self._texts[last]) >= NARROW_LINE * self._width and not self._room(last) else None

    def _ends_title(self, index: int) -> bool:
        text = self._texts[index]
        return bool(
            self._in_table(index)
            or self._lines[index].number in self._numbered
            or self._matcher.goal_label(text)
            or self._matcher.goal_status(text)
            or self._known_heading(index, exact=True)
            or self._columns.begins_header(text)
            and self._columns.split_header(text)
            or (split_bullet(text)[0] and not split_code(text)[0])
        )

    def _status(self, index: int) -> int:
        if not self._matcher.goal_status(self._texts[index]):
            return 0
        self._add(ElementKind.STATUS, self._texts[index], index, index + 1)
        return index + 1

    # Headings --------------------------------------------------------------------------------------------------------

    def _heading(self, index: int) -> int:
        kind = self._known_heading(index)
        if kind is None and not self._is_heading(index):
            return 0
        text = self._texts[index]
        after = index + 1
        while kind is None and after < len(self._lines) and self._heading_wraps(after - 1, after):
            text = join_wrapped(text, self._texts[after])
            after += 1
        self._add(ElementKind.HEADING, text, index, after, section_kind=kind or None)
        return after

    def _known_heading(self, index: int, *, exact: bool = False) -> str | None:
        """The kind of a heading of the vocabulary; "" for one without a kind; None where the line is none."""
        text = self._texts[index]
        if len(text) > 70 or not text[:1].isupper() or text[-1:] in ".,;":
            return None
        if not self._stands_alone(index):
            return None
        kind = self._matcher.section_kinds.find(text, exact=exact)
        if kind:
            return kind
        for lexicon in (self._matcher.closing_chapters, self._matcher.tail_chapters, self._matcher.opening_headings):
            if lexicon.find(text, exact=exact):
                return ""
        bare = _TRAILING_YEAR.sub("", text)
        return "" if bare != text and self._matcher.generic_headings.find(bare, exact=exact) else None

    def _stands_alone(self, index: int) -> bool:
        """Whether a line is no part of a wrapped paragraph around it."""
        if not self._document.wrapped or index == 0 or not self._texts[index - 1]:
            return True
        before = self._texts[index - 1]
        return is_finished(before) or self._room(index - 1) or self._in_table(index - 1)

    def _is_heading(self, index: int) -> bool:
        text = self._texts[index]
        line = self._lines[index]
        if self._in_table(index) or split_bullet(text)[0] and not text.startswith(("–", "—")):
            return False
        if line.tag and line.tag[:1] == "H" and line.tag[1:].isdigit():
            return len(text) <= 2 * MAX_HEADING
        if self._is_caption(text) or self._is_appendix(text):
            return False
        if _BOLD_LINE.match(line.text) and len(text) <= MAX_HEADING and not text.endswith("."):
            return True
        if self._styled:
            return self._is_set_as_heading(line) and len(text) <= MAX_HEADING and bool(_WORD.search(text))
        if not self._prose.looks_like_heading(text):
            return False
        return self._isolated_wrapped(index) if self._document.wrapped else self._isolated(index)

    def _is_set_as_heading(self, line: Line) -> bool:
        larger = line.size is not None and line.size > self._body_size * HEADING_SIZE
        return larger or line.bold

    def _isolated(self, index: int) -> bool:
        """A paragraph a line: a heading has blank lines around it and does not go on a list or a lead-in."""
        before = self._element_before(index)
        if index > 0 and self._texts[index - 1] and not self._in_table(index - 1):
            return False
        following = self._next_printed(index + 1)
        if following == index + 1 and len(self._texts[following]) < LONG_PROSE and not self._in_table(following):
            return False
        if before is not None and before.kind in (ElementKind.PARAGRAPH, ElementKind.ITEM):
            if before.text.endswith((":", ",")) or self._is_loose_item(before):
                return False
        return not self._is_only_text(index, before, following)

    def _is_loose_item(self, element: Element) -> bool:
        """Whether an element is a line of a list without bullets, which its lead-in began."""
        position = len(self.elements) - 1
        while position >= 0 and self.elements[position].kind is ElementKind.PARAGRAPH:
            text = self.elements[position].text
            if text.endswith(":"):
                return True
            if is_finished(text) or len(text) > MAX_HEADING:
                return False
            position -= 1
        return False

    def _isolated_wrapped(self, index: int) -> bool:
        """A line that was ended on purpose, after one that ended, before one that begins."""
        text = self._texts[index]
        if len(text) > SHORT_LINE * self._width and not self._room(index):
            return False
        if not self._stands_alone(index):
            return False
        following = self._next_printed(index + 1)
        if following is None:
            return True
        after = self._texts[following]
        if following == index + 1 and (after[:1].islower() or not self._room(index)):
            return False
        before = self._element_before(index)
        if before is not None and before.kind is not ElementKind.HEADING and before.text.endswith((":", ",")):
            return False
        return not self._is_only_text(index, before, following)

    def _is_only_text(self, index: int, before: Element | None, following: int | None) -> bool:
        """Whether a heading here would leave the heading above it without text and have none itself."""
        if before is None or before.kind is not ElementKind.HEADING or not before.section_kind:
            return False
        if before.section_kind == "analys":
            return False
        return following is None or self._begins_next(following)

    def _begins_next(self, index: int) -> bool:
        text = self._texts[index]
        return bool(
            self._in_table(index)
            or self._matcher.goal_label(text)
            or self._lines[index].number in self._numbered
            or self._known_heading(index, exact=True) is not None
            or self._columns.begins_header(text)
        )

    def _is_caption(self, text: str) -> bool:
        return len(text) < 60 and "elopp" in text and self._columns.money_unit(text) is not None

    def _is_appendix(self, text: str) -> bool:
        first, _, rest = text.partition(" ")
        return first.rstrip(".:") in self._matcher.vocabulary.appendix_words and bool(rest)

    def _heading_wraps(self, last: int, following: int) -> bool:
        text = self._texts[following]
        if not text or self._in_table(following) or self._known_heading(following) is not None:
            return False
        if self._matcher.goal_label(text) or self._lines[following].number in self._numbered:
            return False
        if self._styled:
            return (
                self._is_set_as_heading(self._lines[following])
                and self._same_style(last, following)
                and (text[:1].islower() or not self._room(last))
            )
        return False

    # Prose -----------------------------------------------------------------------------------------------------------

    def _paragraph(self, index: int) -> int:
        line = self._lines[index]
        grid_text = " ".join(fold(line.text.replace("\t", " ")).split()) if line.grid is not None else ""
        raw = plain(grid_text) or self._texts[index]
        is_item, text = split_bullet(raw)
        if line.tag in ("LI", "LBody"):
            is_item = True
        last = index
        while True:
            following = self._next_printed(last + 1)
            if following is None or not self._goes_on(last, following, text, is_item=is_item):
                break
            text = join_wrapped(text, self._texts[following])
            last = following
        if not _WORD.search(text) and not any(character.isdigit() for character in text):
            self._unclassified(text, index, last + 1)
            return last + 1
        self._add(ElementKind.ITEM if is_item else ElementKind.PARAGRAPH, text, index, last + 1)
        return last + 1

    def _goes_on(self, last: int, following: int, text: str, *, is_item: bool) -> bool:
        after = self._texts[following]
        line = self._lines[following]
        if self._in_table(following):
            return False
        if split_bullet(after)[0] or self._ends_title(following) or line.tag in ("LI", "LBody"):
            return False
        adjacent = following == last + 1
        if not adjacent or not self._document.wrapped:
            return self._prose.continues(text, after) and not (
                after[:1].isupper() and (self._known_heading(following) is not None)
            )
        if self._styled and self._is_set_as_heading(line) != self._is_set_as_heading(self._lines[last]):
            return False
        if after[:1].islower():
            return True
        if is_item and line.text.startswith("  "):
            return True
        if is_finished(text) and self._room(last, SHORT_SENTENCE):
            return False
        return not (self._known_heading(following) is not None or (is_finished(text) and self._is_heading(following)))

    # Neighbours ------------------------------------------------------------------------------------------------------

    def _next_printed(self, index: int) -> int | None:
        while index < len(self._lines):
            if self._texts[index]:
                return index
            index += 1
        return None

    def _element_before(self, index: int) -> Element | None:
        return self.elements[-1] if self.elements else None

    def _room(self, index: int, share: float = SHORT_LINE) -> bool:
        """Whether the next line's first word would have had room on this line: it was ended on purpose."""
        if index + 1 >= len(self._lines) or not self._texts[index + 1]:
            return True
        box, right = self._lines[index].bbox, self._right_edge(index)
        word = self._texts[index + 1].split(maxsplit=1)[0]
        text = self._texts[index]
        if box is not None and right is not None and text:
            pitch = (box.x1 - box.x0) / max(len(text), 1)
            return box.x1 + (len(word) + 1) * pitch < right
        return len(text) + 1 + len(word) < share * self._width

    def _right_edge(self, index: int) -> float | None:
        page = self._lines[index].page
        if page is None:
            return None
        edges = self._edges()
        return edges.get(page)

    def _edges(self) -> dict[int, float]:
        if not hasattr(self, "_edge_cache"):
            cache: dict[int, list[float]] = {}
            for line in self._lines:
                if line.bbox is not None and line.page is not None and line.grid is None and line.text.strip():
                    cache.setdefault(line.page, []).append(line.bbox.x1)
            self._edge_cache = {page: sorted(edges)[int(0.9 * (len(edges) - 1))] for page, edges in cache.items()}
        return self._edge_cache

    def _same_style(self, first: int, second: int) -> bool:
        a, b = self._lines[first], self._lines[second]
        if not self._styled or a.size is None or b.size is None:
            return True
        return abs(a.size - b.size) < 0.6 and a.bold == b.bold

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
        ledger = {
            ElementKind.GOAL: LedgerClass.GOAL,
            ElementKind.STATUS: LedgerClass.GOAL,
            ElementKind.TABLE: LedgerClass.TABLE,
        }.get(kind, LedgerClass.SECTION)
        for line in self._lines[index:after]:
            self.classes[line.number - 1] = ledger

    def _unclassified(self, text: str, index: int, after: int) -> None:
        for line in self._lines[index:after]:
            self.classes[line.number - 1] = LedgerClass.UNCLASSIFIED
        self._problem("unclassified_text", f"Not understood: {text[:80]!r}; look at the source.", index)

    def _problem(self, code: str, message: str, index: int) -> None:
        number = self._lines[index].number
        self.problems.append(Problem(code, Severity.WARNING, message, span_of(self._document, number, number)))


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


def _page_width(texts: Sequence[str]) -> int:
    lengths = sorted(len(text) for text in texts if text)
    return lengths[int(0.95 * (len(lengths) - 1))] if lengths else 0


def _body_style(lines: Sequence[Line]) -> tuple[float, bool]:
    """The font size of most characters, and whether the lines' styles differ at all."""
    sizes: Counter[float] = Counter()
    bold = 0
    total = 0
    for line in lines:
        if line.size is not None and line.grid is None:
            sizes[round(line.size, 1)] += len(line.text)
            bold += len(line.text) if line.bold else 0
            total += len(line.text)
    if not total:
        return 0.0, False
    body = sizes.most_common(1)[0][0]
    larger = sum(count for size, count in sizes.items() if size > body * HEADING_SIZE)
    return body, 0 < larger + bold < total / 2
