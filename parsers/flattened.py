"""Tables whose tabs a conversion lost: cells run together in lines, wrapped rests on lines of their own.

In: the lines after a flattened header, up to something that is no table. Out: rows whose cells are told apart by what
they can hold: dates, values, a periodicity. Where the column of a value cannot be known its cell is not `sure`; it is
never put where it looks best and called known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extract.document import Document, Evidence, Line
from parsers.columns import Columns, Header
from parsers.elements import RawCell, RawRow, RawTable, span_of
from parsers.matching import Matcher, fold, plain
from parsers.plan import IndicatorMeasure, TableKind
from parsers.prose import join_wrapped

_DATE = r"(?:19|20)\d{2}-\d{2}-\d{2}"
_DATES = regex.compile(rf"^(?P<text>.*?)\s*\b(?P<start>{_DATE})\s+(?P<end>{_DATE})\s*(?P<rest>.*)$")
_ONE_DATE = regex.compile(rf"^\s*(?P<date>{_DATE})\s*$")
_NUMBER = r"[-−+]?(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d+)(?:[,.]\d+)?"
_PERIOD = regex.compile(r"^(?P<values>.*?)\s*(?P<period>(?:VB|T[123]|Tertial [123])\s(?:19|20)\d{2})\s*$")
_YEAR = regex.compile(r"(?:19|20)\d{2}")
MAX_HEADER_LINES = 4
"""Lines that a flattened header may wrap over."""
MAX_ROW_LINES = 14
"""Lines that one row may take; beyond it the text is no row."""
UNITS = (
    r"%|procent(?:enheter)?|st\b\.?|personer|kr|tkr|mnkr|[GMk]Wh|kg(?:\sCO2e?)?(?:\sper\skg(?:\slivsmedel)?)?|"
    r"ton(?:\sCO2e?)?|timmar|dagar|minuter|poäng|m2|m²|km"
)


@dataclass(frozen=True, slots=True)
class Flattened:
    """A flattened table: its header and rows, and the first line that is no longer part of it."""

    header: Header
    table: RawTable
    line_after: int


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines without a blank line between them."""

    lines: tuple[Line, ...]
    after_header: bool

    @property
    def text(self) -> str:
        return " ".join(fold(line.text) for line in self.lines)


class FlattenedReader:
    """Reads flattened tables with the words of one vocabulary."""

    def __init__(self, matcher: Matcher, columns: Columns) -> None:
        self._matcher = matcher
        self._columns = columns
        vocabulary = matcher.vocabulary
        delegated = "|".join(
            r"\s?".join(regex.escape(character) for character in _without_blanks(phrase))
            for phrase in sorted(vocabulary.delegations, key=len, reverse=True)
        )
        bounds = "|".join(regex.escape(word) for word in sorted(vocabulary.comparators, key=len, reverse=True))
        trends = "|".join(regex.escape(word) for word in sorted(vocabulary.trends, key=len, reverse=True))
        number = rf"(?:(?:{bounds})\s?)?{_NUMBER}(?:\s?(?:{UNITS}))?"
        value = rf"(?:{delegated}|{number}|(?:{trends})(?=\s|$))"
        self._values = regex.compile(rf"(?:(?<=\s)|^)(?:{value})(?:\s+(?:{value}))*\s*$", regex.IGNORECASE)
        self._value = regex.compile(rf"{value}", regex.IGNORECASE)
        self._delegated = regex.compile(delegated, regex.IGNORECASE)
        stems = "|".join(sorted({regex.escape(" ".join(p.split()[:3])) for p in vocabulary.delegations}))
        self._delegated_start = regex.compile(rf"^(?P<name>.*?)(?:^|\s)(?P<stem>(?:{stems}).*)$", regex.IGNORECASE)
        words = "|".join(regex.escape(word) for word in vocabulary.periodicities)
        self._periodicity = regex.compile(rf"^(?P<values>(?:.*\s)?)(?P<period>{words})\s*$")

    def read(self, document: Document, lines: Sequence[Line], start: int, stop: int) -> Flattened | None:
        """The flattened table whose header begins at lines[start]; lines[stop] is surely not part of it."""
        found = self._header_at(lines, start, stop)
        if found is None:
            return None
        header, after = found
        chunks = self._chunks(lines, after, stop, header)
        if header.kind is TableKind.AKTIVITET:
            rows = _activity_rows(document, chunks, header, self._matcher)
        else:
            rows = self._indicator_rows(document, chunks, header)
        if not rows:
            return None
        header_row = _header_row(document, header, lines[start], lines[after - 1])
        table = RawTable((header_row, *rows), Evidence.FLATTENED)
        return Flattened(header, table, rows[-1].span.line_last + 1)

    def _header_at(self, lines: Sequence[Line], start: int, stop: int) -> tuple[Header, int] | None:
        best: tuple[Header, int] | None = None
        text = ""
        for index in range(start, min(stop, start + MAX_HEADER_LINES)):
            if not lines[index].text.strip():
                break
            text = f"{text} {lines[index].text}"
            header = self._columns.split_header(text)
            if header is not None:
                best = header, index + 1
        return best

    def _chunks(self, lines: Sequence[Line], start: int, stop: int, header: Header) -> list[_Chunk]:
        chunks: list[_Chunk] = []
        current: list[Line] = []
        after_header = True
        index = start
        while index < stop:
            line = lines[index]
            repeated = self._repeated(lines, index, stop, header)
            if repeated or not line.text.strip():
                if current:
                    chunks.append(_Chunk(tuple(current), after_header))
                    current, after_header = [], False
                if repeated:
                    after_header = True
                    index = repeated
                    continue
            else:
                current.append(line)
            index += 1
        if current:
            chunks.append(_Chunk(tuple(current), after_header))
        return chunks

    def _repeated(self, lines: Sequence[Line], index: int, stop: int, header: Header) -> int | None:
        if not self._columns.begins_header(lines[index].text):
            return None
        found = self._header_at(lines, index, stop)
        return found[1] if found and found[0].same_as(header) else None

    def _indicator_rows(self, document: Document, chunks: Sequence[_Chunk], header: Header) -> list[RawRow]:
        rows: list[RawRow] = []
        pending: list[tuple[Line, bool]] = []
        for chunk in chunks:
            if chunk.after_header and rows and not pending and _is_rest(chunk) and not self._ends_row(chunk.lines[-1]):
                rows[-1] = _extend(document, rows[-1], chunk.lines)
                continue
            for position, line in enumerate(chunk.lines):
                pending.append((line, position == 0))
                if self._ends_row(line):
                    rows.append(self._indicator_row(document, pending, header))
                    pending = []
                elif len(pending) > MAX_ROW_LINES:
                    return rows
        return rows

    def _ends_row(self, line: Line) -> bool:
        text = fold(line.text)
        return bool(self._periodicity.match(text) or _PERIOD.match(text))

    def _indicator_row(self, document: Document, pending: Sequence[tuple[Line, bool]], header: Header) -> RawRow:
        texts = [fold(line.text) for line, _ in pending]
        match = self._periodicity.match(texts[-1]) or _PERIOD.match(texts[-1])
        period = match["period"] if match else ""
        texts[-1] = match["values"].strip() if match else texts[-1]
        spaced = _keeps_spaces([line for line, _ in pending])
        name_lines, value_text = self._split_name(texts, pending, spaced)
        values = self._split_values(value_text)
        wanted = [i for i, c in enumerate(header.columns) if c.role not in ("name", "periodicity", "period")]
        if len(values) > len(wanted):
            values = values[len(values) - len(wanted) :]
        span = span_of(document, pending[0][0].number, pending[-1][0].number)
        cells = [RawCell("", span) for _ in header.columns]
        cells[0] = RawCell(fold(name_lines), span)
        for index, value, sure in self._assign(values, wanted, header):
            cells[index] = RawCell(value, span, sure)
        last = header.index("periodicity")
        last = header.index("period") if last is None else last
        if last is not None:
            cells[last] = RawCell(period, span)
        return RawRow(tuple(cells), span)

    def _split_values(self, text: str) -> list[str]:
        """A run of values parted; words between two of them belong to the first, and so does a year in its unit."""
        starts: list[int] = []
        end = 0
        for found in self._value.finditer(text):
            gap = text[end : found.start()].strip()
            if not starts or not (gap and _YEAR.fullmatch(found[0].strip())):
                starts.append(found.start())
            end = found.end()
        if not starts:
            return [fold(text)] if text.strip() else []
        return [fold(text[a:b]) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]

    def _split_name(self, texts: Sequence[str], pending: Sequence[tuple[Line, bool]], spaced: bool) -> tuple[str, str]:
        """The name and the run of values behind it: the first line whose end is values begins them."""
        for index, text in enumerate(texts):
            if not text:
                continue
            begins_chunk = pending[index][1] and index > 0
            match = self._values.search(text)
            delegated = None if match else self._delegated_start.match(text)
            if match is None and delegated is None:
                continue
            cut = match.start() if match else self._before_stem(delegated)
            if begins_chunk and self._value.match(text):
                cut = 0
            name = _join([*texts[:index], text[:cut]], spaced=None)
            rest = _join(
                [text[cut:], *texts[index + 1 :]], spaced=[line.text for line, _ in pending[index:]] if spaced else None
            )
            return name, rest
        return _join(texts, spaced=None), ""

    def _before_stem(self, delegated: regex.Match[str] | None) -> int:
        """Where the values begin in a line that ends within the words of a delegation."""
        if delegated is None:
            return 0
        before = self._values.search(delegated["name"])
        return before.start() if before else delegated.start("stem")

    def _assign(self, values: Sequence[str], wanted: Sequence[int], header: Header) -> list[tuple[int, str, bool]]:
        if len(values) == len(wanted):
            return [(index, value, True) for index, value in zip(wanted, values, strict=True)]
        roles = {header.columns[index].role: index for index in wanted}
        city = roles.get(IndicatorMeasure.KF_ARSMAL)
        assigned: list[tuple[int, str, bool]] = []
        free = list(wanted)
        loose: list[str] = []
        for value in values:
            if city in free and self._delegated.fullmatch(value):
                assigned.append((city, value, True))
                free.remove(city)
            else:
                loose.append(value)
        sure = len(loose) == len(free)
        assigned.extend((index, value, sure) for index, value in zip(free, loose, strict=False))
        return sorted(assigned)


def _without_blanks(phrase: str) -> str:
    """A phrase without its blanks: a narrow column may have broken it anywhere."""
    return "".join(phrase.split())


def _header_row(document: Document, header: Header, first: Line, last: Line) -> RawRow:
    span = span_of(document, first.number, last.number)
    return RawRow(tuple(RawCell(column.label, span) for column in header.columns), span, is_header=True)


def _keeps_spaces(lines: Sequence[Line]) -> bool:
    """Whether a line that was broken at a blank still ends with it, so that one without it was broken in a word."""
    return any(line.text.endswith((" ", "\u00a0")) for line in lines[:-1])


def _join(texts: Sequence[str], spaced: Sequence[str] | None) -> str:
    """Lines of a cell joined; `spaced` holds them as printed where the blank at a line's end tells a broken word."""
    joined = ""
    for index, text in enumerate(texts):
        broken = (
            spaced is not None
            and index > 0
            and joined
            and joined[-1].isalpha()
            and text[:1].islower()
            and not spaced[index - 1].endswith((" ", "\u00a0"))
        )
        joined = joined + text if broken else join_wrapped(joined, text)
    return joined


def _is_rest(chunk: _Chunk) -> bool:
    """Whether the chunk after a repeated header goes on with the row before it."""
    return chunk.text[:1].islower()


def _extend(document: Document, row: RawRow, lines: Sequence[Line]) -> RawRow:
    text = row.cells[0].text
    for line in lines:
        text = join_wrapped(text, fold(line.text))
    span = span_of(document, row.span.line_first, lines[-1].number)
    return RawRow((RawCell(text, span), *row.cells[1:]), span)


def _activity_rows(document: Document, chunks: Sequence[_Chunk], header: Header, matcher: Matcher) -> list[RawRow]:
    rows: list[RawRow] = []
    texts: list[list[Line]] = []
    for chunk in chunks:
        if (
            chunk.after_header
            and rows
            and not texts
            and _is_rest(chunk)
            and not _DATES.match(fold(chunk.lines[-1].text))
        ):
            rows[-1] = _extend(document, rows[-1], chunk.lines)
            continue
        current: list[Line] = []
        for position, line in enumerate(chunk.lines):
            text = fold(line.text)
            match = _DATES.match(text)
            pair = None if match else _stacked_dates(chunk.lines, position)
            if match is None and pair is None:
                if current or not _ONE_DATE.match(text) or not rows:
                    current.append(line)
                continue
            start, end = (match["start"], match["end"]) if match else pair or ("", "")
            described = _described([*texts, current], rows, document, header, matcher)
            body = [*(fold(part.text) for part in described), match["text"] if match else ""]
            first = described[0].number if described else line.number
            rows.append(
                _activity_row(document, header, body, start, end, match["rest"] if match else "", first, line.number)
            )
            texts, current = [], []
        if current:
            texts.append(current)
        if len(texts) > MAX_ROW_LINES:
            break
    if texts and rows and _is_analysis(texts[0][0], matcher):
        rows.extend(_analysis_row(document, header, lines) for lines in texts[:2])
    return rows


def _stacked_dates(lines: Sequence[Line], position: int) -> tuple[str, str] | None:
    """Two dates on two lines; found at the second."""
    if position == 0:
        return None
    before, here = _ONE_DATE.match(lines[position - 1].text), _ONE_DATE.match(lines[position].text)
    return (before["date"], here["date"]) if before and here else None


def _is_analysis(line: Line, matcher: Matcher) -> bool:
    words = plain(line.text).split(maxsplit=1)
    return bool(words) and matcher.analysis_words.find(words[0], exact=True) is not None


def _described(
    texts: list[list[Line]], rows: list[RawRow], document: Document, header: Header, matcher: Matcher
) -> list[Line]:
    """The lines that describe the next activity; chunks of an analysis before them become rows of their own."""
    chunks = [lines for lines in texts if lines]
    if chunks and rows and _is_analysis(chunks[0][0], matcher) and len(chunks) > 1:
        rows.extend(_analysis_row(document, header, lines) for lines in chunks[:-1])
        chunks = chunks[-1:]
    return [line for lines in chunks for line in lines]


def _analysis_row(document: Document, header: Header, lines: Sequence[Line]) -> RawRow:
    span = span_of(document, lines[0].number, lines[-1].number)
    text = _join([fold(line.text) for line in lines], spaced=None)
    empty = tuple(RawCell("", span) for _ in header.columns[1:])
    return RawRow((RawCell(text, span), *empty), span)


def _activity_row(
    document: Document,
    header: Header,
    body: Sequence[str],
    start: str,
    end: str,
    rest: str,
    first: int,
    last: int,
) -> RawRow:
    span = span_of(document, first, last)
    by_role = {"description": _join(body, spaced=None), "start": start, "end": end, "deviation": rest, "status": ""}
    if header.index("deviation") is None and header.index("status") is not None:
        by_role["status"] = rest
    cells = tuple(RawCell(by_role.get(column.role or "", ""), span) for column in header.columns)
    return RawRow(cells, span)
