"""Rows of a flattened activity table.

In: chunks of lines. Out: rows whose cells are told apart by their dates: before them the description, behind them a
status and a deviation. Chunks without dates are analysis, or the rest of a row that a page's end cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex

from extract.document import Document, Line
from parsers.columns import Header
from parsers.elements import RawRow
from parsers.flattened.lines import Again, Chunk, alone, header_row, join_lines, row_of
from parsers.matching import Matcher, analysis_of, fold, is_symbol
from parsers.prose import Prose, is_finished

MAX_PENDING = 24
"""Lines of text that may stand before a row's dates; beyond it the text is no row."""
MAX_STATUS_WORDS = 3
MAX_NAME = 60
"""Characters of a unit's name that heads an analysis, at most."""
DASHES, YEARS = 4, 2
"""Dashes of two dates, and the years of two that are printed in words."""

_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\p{Ll}{0,6}"
_DATE = rf"(?:(?:19|20)\d{{2}}-\d{{2}}-\d{{2}}|\d{{1,2}}\s{_MONTH}\s(?:19|20)\d{{2}})"
_DATES = regex.compile(rf"^(?P<text>.*?)\s*(?<!\S)(?P<start>{_DATE})\s+(?P<end>{_DATE})(?!\S)\s*(?P<rest>.*)$")
_TWO_RESTS = regex.compile(r"^(?P<description>.*\w{3}\.)\s(?P<deviation>\p{Ll}[^.]*\.?)$")
_ONE_DATE = regex.compile(rf"^\s*{_DATE}\s*$")


class ActivityRows:
    """Reads the rows of one table."""

    def __init__(self, document: Document, header: Header, matcher: Matcher, prose: Prose) -> None:
        self._document = document
        self._header = header
        self._matcher = matcher
        self._prose = prose
        roles = {column.role for column in header.columns}
        self._extra = bool(roles & {"status", "deviation"})
        self._initials = frozenset(word[0] for word in matcher.vocabulary.analysis_words)
        self._rows: list[RawRow] = []
        self._analysed = False
        self._open_status = False

    def read(self, items: Iterable[Chunk | Again]) -> list[RawRow]:
        """All rows, headers that were printed again among them."""
        pending: list[Chunk] = []
        for item in items:
            if isinstance(item, Again):
                if self._rows and self._is_analysis(pending):
                    pending = self._leading(pending, [])
                self._rows.append(header_row(self._document, self._header, item.lines))
                continue
            for chunk in self._parted(item):
                pending = self._take(pending, chunk)
            if sum(len(chunk.lines) for chunk in pending) > MAX_PENDING and not self._is_analysis(pending):
                break
        self._tail(pending)
        return self._rows

    # Chunks ----------------------------------------------------------------------------------------------------------

    def _parted(self, chunk: Chunk) -> Iterator[Chunk]:
        """A chunk cut before and behind its dates, where rows follow each other without a blank line."""
        start = 0
        dated = [index for index, line in enumerate(chunk.lines) if dates_in(line)]
        for number, index in enumerate(dated):
            stop = dated[number + 1] if number + 1 < len(dated) else len(chunk.lines)
            after = index + 1
            last = stop == len(chunk.lines)
            while self._extra and after < stop and (last or _is_lower(chunk.lines[after])):
                if self._begins_analysis(fold(chunk.lines[after].text)):
                    break
                after += 1
            yield from self._behind_analysis(chunk, start, index, after)
            start = after
            while not self._extra and start < stop and _is_lower(chunk.lines[start]):
                start += 1
            if start > after:
                yield Chunk(chunk.lines[after:start], after_header=True, keeps=chunk.keeps)
        rest = chunk.from_line(start)
        if rest:
            yield from self._parted_analysis(rest)

    def _behind_analysis(self, chunk: Chunk, start: int, dated: int, after: int) -> Iterator[Chunk]:
        """The lines of a row; where an analysis stands before it, cut behind the last sentence's end."""
        begun = next((i for i in range(start, dated) if self._begins_analysis(fold(chunk.lines[i].text))), None)
        cuts = [] if begun is None else [begun]
        for index in range(dated, start if begun is None else begun + 1, -1):
            ends = begun is not None and is_finished(chunk.lines[index - 1].text)
            if ends and fold(chunk.lines[index].text)[:1] and not _is_lower(chunk.lines[index]):
                cuts.append(index)
                break
        for first, last in pairwise([start, *cuts, after]):
            part = chunk.from_line(first, last)
            if part:
                yield part

    def _parted_analysis(self, chunk: Chunk) -> Iterator[Chunk]:
        for index in range(1, len(chunk.lines)):
            if self._begins_analysis(fold(chunk.lines[index].text)):
                first, rest = chunk.from_line(0, index), chunk.from_line(index)
                yield from (part for part in (first, rest) if part)
                return
        yield chunk

    def _begins_analysis(self, text: str) -> bool:
        return text[:1] in self._initials and analysis_of(text, self._matcher) is not None

    def _is_analysis(self, pending: Sequence[Chunk]) -> bool:
        return self._analysed or any(self._begins_analysis(chunk.head) for chunk in pending)

    def _take(self, pending: list[Chunk], chunk: Chunk) -> list[Chunk]:
        """The chunks that still wait for their dates."""
        dated = next((index for index, line in enumerate(chunk.lines) if dates_in(line)), None)
        if dated is None:
            if not _ONE_DATE.match(chunk.text):
                return [*pending, chunk]
            return self._stacked(pending, chunk)
        match = dates_in(chunk.lines[dated])
        own = [*chunk.lines[:dated]]
        described = bool(own) or bool(match and match["text"])
        named = [] if described else self._name_of(pending)
        named = self._leading(pending[: len(pending) - len(named)], named)
        self._row(named, chunk, dated)
        return []

    def _name_of(self, pending: Sequence[Chunk]) -> list[Chunk]:
        return [*pending[-1:]] if pending and not self._begins_analysis(pending[-1].head) else []

    def _stacked(self, pending: list[Chunk], chunk: Chunk) -> list[Chunk]:
        """Two dates in two chunks; the row ends with the second."""
        if not pending or not _ONE_DATE.match(pending[-1].text):
            return [*pending, chunk]
        first = pending.pop()
        named = self._leading(pending[:-1], self._name_of(pending))
        lines = [line for part in (*named, first, chunk) for line in part.lines]
        self._add(" ".join(part.text for part in named), (fold(first.text), fold(chunk.text)), "", lines)
        return []

    def _leading(self, chunks: Sequence[Chunk], named: list[Chunk]) -> list[Chunk]:
        """Chunks before a row's description: analysis of the row before, the rest of it, or the description's own."""
        left: list[Chunk] = []
        resting = self._open_status
        for chunk in chunks:
            if self._rows and (self._analysed or self._begins_analysis(chunk.head)):
                self._analysed = True
                self._analysis(chunk)
            elif chunk.after_header and self._has_row():
                resting = self._is_late()
                self._rows.append(self._rest(chunk) if resting else alone(self._document, self._header, chunk))
                resting = resting and len(chunk.lines) > 1
            elif resting:
                self._rows.append(self._late(chunk))
                resting = False
            else:
                left.append(chunk)
        self._open_status = False
        return [*left, *named]

    def _analysis(self, chunk: Chunk) -> None:
        """Rows of analysis; a unit's name on a line of its own at their head is a row of its own."""
        first = 1 if analysis_of(chunk.head, self._matcher) == "" else 0
        opens = first == 1 or analysis_of(self._rows[-1].texts[0], self._matcher) == ""
        if opens and first + 1 < len(chunk.lines) and _is_name(chunk.lines[first], chunk.lines[first + 1]):
            parts = (chunk.from_line(0, first + 1), chunk.from_line(first + 1))
        else:
            parts = (chunk, None)
        self._rows.extend(alone(self._document, self._header, part) for part in parts if part)

    def _is_late(self) -> bool:
        """Whether behind the rest of a row's description the rest of its deviation may follow."""
        column = self._header.index("deviation")
        row = next((row for row in reversed(self._rows) if not row.is_header), None)
        text = row.cells[column].text if row is not None and column is not None else ""
        return bool(text) and not is_finished(text)

    def _rest(self, chunk: Chunk) -> RawRow:
        """The rest of a description, and of a deviation where one goes on in lower case behind the other's full stop."""
        match = _TWO_RESTS.match(chunk.text)
        column = self._header.index("deviation")
        if match is None or column is None:
            return alone(self._document, self._header, chunk)
        texts = [match["description"], *("" for _ in self._header.columns[1:])]
        texts[column] = match["deviation"]
        return row_of(self._document, texts, chunk.lines)

    def _tail(self, pending: Sequence[Chunk]) -> None:
        """What stands between the last row and the table's end: an analysis, up to what looks like a heading."""
        if not pending or not self._has_row():
            return
        if not self._is_analysis(pending):
            if pending[0].after_header or self._open_status:
                late = self._is_late() and len(pending[0].lines) > 1
                self._leading(pending[: 1 + late], [])
            return
        begun = next((i for i, chunk in enumerate(pending) if self._begins_analysis(chunk.head)), 0)
        for index in range(begun + 2, len(pending)):
            text = pending[index].text
            if (
                is_finished(pending[index - 1].text)
                and len(pending[index].lines) == 1
                and self._prose.looks_like_heading(text)
            ):
                self._leading(pending[:index], [])
                return
        self._leading(pending, [])

    def _has_row(self) -> bool:
        return any(not row.is_header for row in self._rows)

    # Rows ------------------------------------------------------------------------------------------------------------

    def _row(self, named: Sequence[Chunk], chunk: Chunk, dated: int) -> None:
        match = dates_in(chunk.lines[dated])
        if match is None:
            return
        before = " ".join(part.text for part in named)
        own = join_lines(chunk.lines[:dated], keeps=chunk.keeps) if dated else ""
        whole = join_lines(chunk.lines[dated:], keeps=chunk.keeps)
        rest = whole[match.start("rest") :].strip() if len(chunk.lines) > dated + 1 else match["rest"]
        lines = [line for part in (*named, chunk) for line in part.lines]
        description = fold(" ".join(part for part in (before, own, match["text"]) if part))
        self._add(description, (match["start"], match["end"]), rest, lines)
        cells = self._rows[-1].texts
        status, deviation = self._header.index("status"), self._header.index("deviation")
        wraps = len(chunk.lines) > dated + 1
        self._open_status = bool(wraps and status is not None and deviation is not None and not cells[deviation])

    def _add(self, description: str, dates: tuple[str, str], rest: str, lines: Sequence[Line]) -> None:
        status, deviation = self._split_rest(rest)
        by_role = {"description": description, "start": dates[0], "end": dates[1]}
        by_role |= {"status": status, "deviation": deviation}
        if "deviation" not in {column.role for column in self._header.columns}:
            by_role["status"] = fold(f"{status} {deviation}")
        texts = [by_role.get(column.role or "", "") for column in self._header.columns]
        if not self._extra and rest:
            texts[0] = fold(f"{description} {rest}")
        self._rows.append(row_of(self._document, texts, lines))
        self._analysed = False

    def _split_rest(self, rest: str) -> tuple[str, str]:
        """What stands behind the dates: a status that the vocabulary knows, then a deviation."""
        if self._header.index("status") is None:
            return "", rest
        mark, bare = self._matcher.strip_mark(rest)
        words = bare.split()
        for count in range(min(MAX_STATUS_WORDS, len(words)), 0, -1):
            if self._matcher.activity_statuses.find(" ".join(words[:count]), exact=True):
                status = " ".join(words[:count])
                return f"{mark} {status}" if mark else status, " ".join(words[count:])
        if mark and is_symbol(mark):
            return mark, bare
        return "", rest

    def _late(self, chunk: Chunk) -> RawRow:
        """A deviation, or its rest, that stands behind the row it belongs to."""
        column = self._header.index("deviation")
        texts = [chunk.text if index == column else "" for index, _ in enumerate(self._header.columns)]
        return row_of(self._document, texts, chunk.lines)


def dates_in(line: Line) -> regex.Match[str] | None:
    """The start and end that a line prints, with what stands before and behind them."""
    text = line.text
    return _DATES.match(fold(text)) if text.count("-") >= DASHES or text.count(" 20") >= YEARS else None


def _is_name(line: Line, following: Line) -> bool:
    """Whether a line is a name above a paragraph: ended on purpose, without a full stop, before a capital."""
    text, after = fold(line.text), fold(following.text)
    room = len(text) <= MAX_NAME and len(text) + 1 + len(after.split()[0]) < len(after)
    return room and text[:1].isupper() and after[:1].isupper() and not is_finished(text)


def _is_lower(line: Line) -> bool:
    return line.text.lstrip()[:1].islower()
