"""Rows of a flattened indicator table.

In: chunks of lines. Out: rows whose cells are told apart by what they can hold: a name, values, a period. A row ends
with its period. Where the column of a value cannot be known its cell is not `sure`; it is never put where it looks
best and called known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from extract.document import Document, Line
from parsers.columns import Header
from parsers.elements import RawRow
from parsers.flattened.lines import Again, Chunk, alone, header_row, row_of
from parsers.flattened.values import Printed, Values, misread, regroup
from parsers.matching import Matcher, analysis_of, fold
from parsers.plan import IndicatorMeasure
from parsers.prose import is_finished

MAX_PENDING = 14
"""Lines that may stand before the end of a row; beyond it the text is no row."""
MAX_ROW_LINES = 5
"""Lines of a row that begins behind a paragraph without a blank line between, at most."""
NAMED = ("name", "periodicity", "period")

_PERIOD = r"(?:(?:VB|VP|T[123]|Tertial [123])\s)?(?:19|20)\d{2}"
_UNKNOWN_PERIODICITY = regex.compile(r"^(?P<values>.*[\d%]\S*)\s(?P<period>\p{Lu}\p{Ll}+(?:\s\p{Ll}+){0,2})$")


class IndicatorRows:
    """Reads the rows of one table."""

    def __init__(self, document: Document, header: Header, matcher: Matcher, values: Values) -> None:
        self._document = document
        self._header = header
        self._matcher = matcher
        self._values = values
        words = "|".join(map(misread, matcher.vocabulary.periodicities))
        pattern = _PERIOD if header.index("period") is not None else words
        sure = rf"{words}|(?:VB|T[123]|Tertial [123])\s(?:19|20)\d{{2}}"
        self._period = regex.compile(rf"^(?P<values>(?:.*?\s)??)(?P<period>{pattern})$")
        self._sure_period = regex.compile(rf"^(?P<values>(?:.*?\s)??)(?P<period>{sure})$")
        self._wanted = [index for index, column in enumerate(header.columns) if column.role not in NAMED]
        last = header.index("periodicity")
        self._last = header.index("period") if last is None else last
        self._initials = frozenset(word[0] for word in matcher.vocabulary.analysis_words)
        self._rows: list[RawRow] = []
        self._analysed = False

    def read(self, items: Iterable[Chunk | Again]) -> list[RawRow]:
        """All rows, headers that were printed again among them."""
        pending: list[Chunk] = []
        for item in items:
            if isinstance(item, Again):
                self._flush(pending)
                self._rows.append(header_row(self._document, self._header, item.lines))
                continue
            for chunk in self._parted(item):
                pending = self._take(pending, chunk)
            if self._waiting(pending) > MAX_PENDING and not self._is_analysis(pending):
                break
        self._tail(pending)
        return self._rows

    # Chunks ----------------------------------------------------------------------------------------------------------

    def _parted(self, chunk: Chunk) -> Iterator[Chunk]:
        """A chunk cut where rows follow each other without a blank line."""
        start, analysing = 0, False
        for index in range(1, len(chunk.lines)):
            before, text = fold(chunk.lines[index - 1].text), fold(chunk.lines[index].text)
            analysing = analysing or self._begins_analysis(before)
            begins = self._begins_analysis(text) and not before.endswith(",")
            if begins or self._ends_row(before) or (analysing and is_finished(before) and self._is_row(chunk, index)):
                yield from self._without_rest(chunk, start, index)
                start, analysing = index, False
        yield from self._without_rest(chunk, start, len(chunk.lines))

    def _without_rest(self, chunk: Chunk, start: int, after: int) -> Iterator[Chunk]:
        """Some lines of a chunk; those in lower case behind a row's end are the rest of that row's name."""
        first = start
        while start and first < after and chunk.lines[first].text.lstrip()[:1].islower():
            first += 1
        if first > start and not self._ends_row(fold(chunk.lines[first - 1].text)):
            yield Chunk(chunk.lines[start:first], after_header=True, keeps=chunk.keeps)
            start = first
        part = chunk.from_line(start, after)
        if part:
            yield part

    def _ends_row(self, text: str) -> bool:
        """Whether a line ends a row: with a periodicity, a period, or a year behind several values."""
        match = self._sure_period.match(text)
        if match is not None:
            values = match["values"].strip()
            return not values or self._values.run(values) is not None
        match = self._period.match(text)
        start = self._values.run(match["values"].strip()) if match else None
        return match is not None and start is not None and len(self._values.split(match["values"][start:])) > 1

    def _is_row(self, chunk: Chunk, index: int) -> bool:
        """Whether a row begins at a line behind a paragraph: a capital, and values and a period before the next end."""
        if not chunk.lines[index].text.lstrip()[:1].isupper():
            return False
        for line in chunk.lines[index : index + MAX_ROW_LINES]:
            text = fold(line.text)
            if self._ends_row(text):
                return True
            if is_finished(text):
                return False
        return False

    def _waiting(self, pending: Sequence[Chunk]) -> int:
        """Lines that wait for the end of their row; values are counted out where there are many lines."""
        lines = sum(len(chunk.lines) for chunk in pending)
        return lines if lines <= MAX_PENDING else sum(len(c.lines) for c in pending if not self._is_values(c))

    def _begins_analysis(self, text: str) -> bool:
        return text[:1] in self._initials and analysis_of(text, self._matcher) is not None

    def _is_analysis(self, pending: Sequence[Chunk]) -> bool:
        return self._analysed or any(self._begins_analysis(chunk.head) for chunk in pending)

    def _take(self, pending: list[Chunk], chunk: Chunk) -> list[Chunk]:
        """The chunks that still wait for the end of their row."""
        split = None if self._begins_analysis(chunk.head) else self._split_end(chunk)
        if split is None:
            return [*pending, chunk]
        body, period = split
        if not body or self._values.entirely(body):
            value_chunks: list[Chunk] = []
            while pending and self._is_values(pending[-1]):
                value_chunks.insert(0, pending.pop())
            named = pending[-1:] if pending and not self._begins_analysis(pending[-1].head) else []
            named = self._leading(pending[: len(pending) - len(named)], named)
            self._row(named, value_chunks, body, period, chunk)
        else:
            self._leading(pending, [])
            self._row([], [], body, period, chunk)
        self._analysed = False
        return []

    def _split_end(self, chunk: Chunk) -> tuple[str, str] | None:
        """What stands before the period that ends a row, and the period; None where no row ends."""
        if self._last is None:
            return (chunk.text, "") if self._values.run(chunk.text) is not None else None
        match = self._period.match(chunk.text)
        if match is not None:
            return match["values"].strip(), match["period"]
        if len(chunk.lines) == 1:
            match = _UNKNOWN_PERIODICITY.match(chunk.text)
            if match is not None and self._values.run(match["values"]) is not None:
                return match["values"], match["period"]
        return None

    def _is_values(self, chunk: Chunk) -> bool:
        if self._begins_analysis(chunk.head):
            return False
        return self._values.entirely(chunk.text) or (len(chunk.lines) > 1 and self._values.entirely(chunk.head))

    def _leading(self, chunks: Sequence[Chunk], named: list[Chunk]) -> list[Chunk]:
        """Chunks before a row's name: analysis of the row before, the rest of it; what is left begins the name."""
        left: list[Chunk] = []
        resting = False
        for chunk in chunks:
            if self._rows and (self._analysed or self._begins_analysis(chunk.head)):
                self._analysed = True
                self._rows.append(alone(self._document, self._header, chunk))
            elif chunk.after_header and self._has_row():
                self._rows.append(self._rest(chunk))
                resting = len(chunk.lines) > 1
            elif resting and self._completes(chunk.text):
                self._rows.append(self._rest(chunk))
            else:
                left.append(chunk)
        return [*left, *named]

    def _flush(self, pending: list[Chunk]) -> None:
        """Before a header that is printed again: the paragraphs of an analysis are whole; a name may not be."""
        if self._rows and self._is_analysis(pending):
            pending[:] = self._leading(pending, [])

    def _tail(self, pending: Sequence[Chunk]) -> None:
        """What stands between the last row and the table's end."""
        if pending and (self._is_analysis(pending[:1]) or (pending[0].after_header and self._has_row())):
            self._leading(pending if self._is_analysis(pending) else pending[:1], [])

    def _has_row(self) -> bool:
        return any(not row.is_header for row in self._rows)

    # Rows ------------------------------------------------------------------------------------------------------------

    def _row(self, named: Sequence[Chunk], values: Sequence[Chunk], body: str, period: str, last: Chunk) -> None:
        name, own = self._split_name(named, bool(values or body), body, has_name=bool(named))
        behind = [value for chunk in values for value in self._values.split(chunk.text)]
        if named or values:
            behind += self._values.split(body) if body else []
        printed = [*own, *behind]
        taken = min(self._values.name_takes(name, printed, len(self._wanted)), len(own)) if own else 0
        name = fold(" ".join([name, *(value.text for value in printed[:taken])]))
        printed = printed[taken:]
        doubtful = not behind and self._is_doubtful(printed)
        if doubtful:
            name, printed = f"{name} {printed[0].text}", printed[1:]
        lines = [line for chunk in (*named, *values, last) for line in chunk.lines]
        self._add(name, printed, period, lines, doubtful=doubtful)

    def _split_name(
        self, named: Sequence[Chunk], valued: bool, body: str, *, has_name: bool
    ) -> tuple[str, list[Printed]]:
        """The name and the values that stand on its own lines."""
        if not has_name:
            if not body or self._values.entirely(body):
                return "", self._values.split(body)
            start = self._values.run(body)
            return (body, []) if start is None else (body[:start].strip(), self._values.split(body[start:]))
        before = " ".join(chunk.text for chunk in named[:-1])
        chunk = named[-1]
        start = self._values.run(chunk.text)
        if start is not None and (start < len(chunk.head) or len(chunk.lines) == 1):
            return fold(f"{before} {chunk.text[:start]}"), self._values.split(chunk.text[start:])
        start = self._values.run(chunk.head)
        if start is None or len(chunk.lines) == 1:
            return fold(f"{before} {chunk.text}"), []
        own = self._values.split(chunk.head[start:])
        if valued and own[-1].unit is None:
            return fold(f"{before} {chunk.text}"), []
        return fold(f"{before} {chunk.text[:start]}"), self._values.split(chunk.text[start:])

    def _is_doubtful(self, values: Sequence[Printed]) -> bool:
        """Whether the first value may be the name's last word: a bare number before values that have a unit."""
        rest = values[1:]
        return len(values) > 1 and values[0].is_bare and all(value.unit in ("%", "st") for value in rest)

    def _add(self, name: str, values: Sequence[Printed], period: str, lines: Sequence[Line], *, doubtful: bool) -> None:
        texts = [""] * len(self._header.columns)
        texts[0] = name
        if self._last is not None:
            texts[self._last] = period
        unsure: set[int] = set()
        if len(values) > len(self._wanted):
            texts[0] = fold(" ".join([name, *(value.text for value in values)]))
            values, unsure = (), {0}
        for index, value, sure in self._assign(values):
            texts[index] = value
            if not sure or doubtful:
                unsure.add(index)
        if not values and any(character.isdigit() for character in name.rsplit(" ", maxsplit=1)[-1]):
            unsure.add(0)
        self._rows.append(row_of(self._document, texts, lines, unsure=frozenset(unsure)))

    def _assign(self, values: Sequence[Printed]) -> list[tuple[int, str, bool]]:
        """Columns of values, and whether each is known: all are where there is a value for each."""
        if len(values) == 1 < len(self._wanted):
            values = regroup(values[0], len(self._wanted)) or values
            if len(values) > 1:
                return [(index, value.text, False) for index, value in zip(self._wanted, values, strict=True)]
        if len(values) == len(self._wanted):
            return [(index, value.text, True) for index, value in zip(self._wanted, values, strict=True)]
        roles = {self._header.columns[index].role: index for index in self._wanted}
        city = roles.get(IndicatorMeasure.KF_ARSMAL)
        assigned: list[tuple[int, str, bool]] = []
        free, loose = list(self._wanted), []
        for value in values:
            if city is not None and city in free and self._values.is_delegated(value.text):
                assigned.append((city, value.text, True))
                free.remove(city)
            else:
                loose.append(value)
        sure = len(loose) == len(free)
        assigned.extend((index, value.text, sure) for index, value in zip(free, loose, strict=False))
        return sorted(assigned)

    # Rests -----------------------------------------------------------------------------------------------------------

    def _last_row(self) -> RawRow | None:
        """The last row that has a period, or values where the table has none."""
        last = self._wanted if self._last is None else [self._last]
        rows = (row for row in reversed(self._rows) if not row.is_header)
        return next((row for row in rows if any(row.cells[index].text for index in last)), None)

    def _completes(self, text: str) -> bool:
        row = self._last_row()
        return row is not None and any(
            text == rest for index in self._wanted for rest in self._values.remainders(row.cells[index].text)
        )

    def _rest(self, chunk: Chunk) -> RawRow:
        """The rest of a row that a page's end cut: of its name, and of values that lack one."""
        texts = ["" for _ in self._header.columns]
        row, left = self._last_row(), chunk.text
        for index in reversed(self._wanted if row else []):
            text = row.cells[index].text if row else ""
            for rest in self._values.remainders(text) if text else []:
                if left == rest or left.endswith(f" {rest}"):
                    texts[index] = rest
                    left = left[: len(left) - len(rest)].strip()
                    break
        texts[0] = left
        return row_of(self._document, texts, chunk.lines)
