"""Pieces of tables to whole tables: what kind each is, and which pieces a page break parted.

In: the elements, with the goal and heading each stands under. Out: whole tables with their rows in order. Two pieces
are one table only where nothing but a page break and a repeated header stands between them; a heading is a hard stop,
however alike the headers are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from extract.document import Evidence, new_tuple
from parsers.columns import Columns, Header
from parsers.elements import RawCell, RawRow, RawTable, join_spans
from parsers.matching import Matcher, analysis_of, squash
from parsers.plan import Span, Table, TableCell, TableKind
from parsers.prose import join_wrapped

MAX_HEADER_ROW = 3
"""Rows at a table's top that its header is looked for in."""

_DATE = regex.compile(r"\d{4}-\d{2}")
_ANYTHING = regex.compile(r"\S")
_NUMBER = regex.compile(r"[-−–+(]?\d[\d\s\u00a0.,]*\)?\s*(?:%|tkr|mnkr|kr)?")


@dataclass(frozen=True, slots=True)
class WholeTable:
    """A table with its header understood; `breaks` are the rows that follow a page break or a repeated header."""

    ordinal: int
    kind: TableKind
    header: Header | None
    rows: tuple[RawRow, ...]
    breaks: frozenset[int]
    evidence: Evidence
    goal: int | None
    heading: str | None
    caption: str
    span: Span = field(compare=False)

    @property
    def body(self) -> tuple[tuple[int, RawRow], ...]:
        """The rows that are no header, with their numbers."""
        return tuple((number, row) for number, row in enumerate(self.rows) if not row.is_header)

    def as_table(self) -> Table:
        """The table with every cell as printed."""
        cells = tuple(
            new_tuple(TableCell, (number, column, cell.text, row.is_header, cell.span))
            for number, row in enumerate(self.rows)
            for column, cell in enumerate(row.cells)
        )
        return Table(self.ordinal, self.kind, self.evidence, self.heading, self.goal, cells, self.span)


class TableJoiner:
    """Puts the pieces of one document's tables together."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._columns = Columns(matcher)
        self.tables: list[WholeTable] = []

    def add(self, raw: RawTable, goal: int | None, heading: str | None, caption: str, *, follows: bool) -> None:
        """Add a piece; `follows` says that only a page break parts it from the piece before."""
        header, header_rows = self._header(raw)
        if follows and self.tables and self._goes_on(self.tables[-1], raw, header):
            self._append(raw, header_rows)
            return
        kind = header.kind if header else TableKind.OVRIG
        rows = _mark_header(raw.rows, header_rows)
        if header is None and rows and self._is_budget(raw, caption, heading):
            kind = TableKind.BUDGET
            header = self._budget_header(raw, caption, heading)
            rows = _mark_header(raw.rows, self._budget_header_rows(raw))
        elif header is None and rows and not any(row.is_header for row in rows) and len(rows) > 1:
            rows = _mark_header(raw.rows, frozenset({0}))
        span = join_spans(raw.rows[0].span, raw.rows[-1].span)
        self.tables.append(
            WholeTable(len(self.tables), kind, header, rows, frozenset(), raw.evidence, goal, heading, caption, span)
        )
        self._split_inner_headers()

    def _header(self, raw: RawTable) -> tuple[Header | None, frozenset[int]]:
        for number, row in enumerate(raw.rows[:MAX_HEADER_ROW]):
            header = self._columns.read_header(row.texts)
            if header:
                return header, frozenset(range(number + 1))
        return None, frozenset()

    def _goes_on(self, before: WholeTable, raw: RawTable, header: Header | None) -> bool:
        if header is not None:
            return before.header is not None and header.same_as(before.header)
        first = [squash(text) for text in raw.rows[0].texts]
        opening = next((row for row in before.rows if row.is_header), before.rows[0])
        if [squash(text) for text in opening.texts] == first and any(first):
            # A budget's header stands above every small table; the same label again in a column's first row is
            # another table, not this one's rest.
            return before.kind is not TableKind.BUDGET or not self._is_closed(before)
        same_width = len(raw.rows[0].cells) == len(before.rows[0].cells)
        return same_width and not self._is_closed(before) and self._fits(before, raw)

    def _fits(self, before: WholeTable, raw: RawTable) -> bool:
        """Whether rows without a header hold what the columns of the table before hold."""
        rows = [row.texts for row in raw.rows]
        bare = not any(text for row in before.rows[1:] for text in row.texts[1:])
        if before.kind is TableKind.OVRIG and bare and self._heads_amounts(before):
            return all(not text or _NUMBER.fullmatch(text) for row in rows for text in row[1:])
        if before.header is None or before.kind is TableKind.OVRIG:
            return False
        if before.kind is TableKind.BUDGET:
            return all(not text or _NUMBER.fullmatch(text) for row in rows for text in row[1:])
        roles = ("start", "end") if before.kind is TableKind.AKTIVITET else ("periodicity", "period")
        columns = [index for index in map(before.header.index, roles) if index is not None]
        if all(not any(row[1:]) for row in rows) or rows[0][0][:1].islower():
            return True  # nothing behind the first column is no table of its own, and a rest of a row begins none
        wanted = _DATE if before.kind is TableKind.AKTIVITET else _ANYTHING
        return any(wanted.search(row[index]) for row in rows for index in columns if index < len(row))

    def _heads_amounts(self, table: WholeTable) -> bool:
        """Whether a table's first row is the header of a budget, which a page break parted from its amounts."""
        labels = [cell.text for cell in table.rows[0].cells[1:]]
        unit = self._columns.money_unit(" ".join((*table.rows[0].texts, table.caption, table.heading or "")))
        return bool(unit) and any(self._columns.budget_column(label).role for label in labels if label)

    def _is_closed(self, table: WholeTable) -> bool:
        """Whether a budget table's last row is its total."""
        return table.kind is TableKind.BUDGET and bool(self._matcher.totals.find(table.rows[-1].cells[0].text))

    def _append(self, raw: RawTable, header_rows: frozenset[int]) -> None:
        before = self.tables[-1]
        opening = [row for row in before.rows if row.is_header]
        if (
            not header_rows
            and opening
            and [squash(t) for t in raw.rows[0].texts] == [squash(t) for t in opening[0].texts]
        ):
            header_rows = frozenset({0})
        rows = _fit(_mark_header(raw.rows, header_rows), len(before.rows[0].cells))
        head = sum(row.is_header for row in rows[:1])
        analysis = head < len(rows) and analysis_of(rows[head].texts[0], self._matcher) is not None
        # The first row is the header, also where nothing but a page break stands below it.
        if head < len(rows) and len(before.rows) > 1 and not analysis and _is_name_of(rows[head], before.rows[-1]):
            whole = _with_name(before.rows[-1], rows[head])
            before = replace(before, rows=(*before.rows[:-1], whole))
            rows = (*rows[:head], *rows[head + 1 :])
        first = len(before.rows) + head
        self.tables[-1] = replace(
            before,
            rows=(*before.rows, *rows),
            breaks=before.breaks | {first},
            span=join_spans(before.span, raw.rows[-1].span),
        )
        self._split_inner_headers()
        self._reconsider()

    def _reconsider(self) -> None:
        """A table whose first piece was only a header may show with its rest that it is a budget."""
        table = self.tables[-1]
        raw = RawTable(tuple(row for row in table.rows if not row.is_header or row is table.rows[0]), table.evidence)
        if table.kind is TableKind.OVRIG and self._is_budget(raw, table.caption, table.heading):
            header = self._budget_header(raw, table.caption, table.heading)
            opening = RawRow(table.rows[0].cells, table.rows[0].span, is_header=True)
            self.tables[-1] = replace(table, kind=TableKind.BUDGET, header=header, rows=(opening, *table.rows[1:]))

    def _split_inner_headers(self) -> None:
        """Mark header rows that a page break printed again within one piece."""
        table = self.tables[-1]
        opening = next((row for row in table.rows if row.is_header), None)
        if opening is None:
            return
        words = [squash(text) for text in opening.texts]
        rows = list(table.rows)
        breaks = set(table.breaks)
        for number, row in enumerate(rows):
            if row.is_header or not number or squash(row.cells[0].text) != words[0]:
                continue
            if [squash(text) for text in row.texts] == words:
                rows[number] = RawRow(row.cells, row.span, is_header=True)
                breaks.add(number + 1)
        if rows != list(table.rows):
            self.tables[-1] = replace(table, rows=tuple(rows), breaks=frozenset(breaks))

    # Budgets ---------------------------------------------------------------------------------------------------------

    def _is_budget(self, raw: RawTable, caption: str, heading: str | None) -> bool:
        """A table of money: a unit is printed, or its rows have labels that only a budget has; and it holds numbers."""
        head = " ".join(text for row in raw.rows[:2] for text in row.texts)
        unit = (
            self._columns.money_unit(head)
            or self._columns.money_unit(caption)
            or self._columns.money_unit(heading or "")
        )
        labels = sum(bool(self._matcher.budget_labels.find(row.cells[0].text)) for row in raw.rows)
        amounts = [text for row in raw.rows[1:] for text in row.texts[1:] if text]
        numbers = sum(bool(_NUMBER.fullmatch(text)) for text in amounts)
        if not amounts or numbers * 2 < len(amounts):
            return False
        labels_above = [self._columns.budget_column(text) for text in raw.rows[0].texts[1:] if text]
        columns = sum(
            column.role is not None or column.year is not None or self._names_amounts(column.label)
            for column in labels_above
        )
        return bool((unit and (columns or labels)) or (labels >= 2 and columns))

    def _names_amounts(self, label: str) -> bool:
        """Whether a column's header says that amounts stand below it, though not of what ("Belopp, kr")."""
        first = label.split(maxsplit=1)[0].strip(",:(").casefold()
        return first in self._matcher.vocabulary.amount_words

    def _budget_header_rows(self, raw: RawTable) -> frozenset[int]:
        rows: set[int] = set()
        for number, row in enumerate(raw.rows[:MAX_HEADER_ROW]):
            texts = [text for text in row.texts[1:] if text]
            if any(_NUMBER.fullmatch(text) and not regex.fullmatch(r"(?:19|20)\d{2}", text) for text in texts):
                break
            if number and not texts:
                break
            rows.add(number)
        return frozenset(rows) or frozenset({0})

    def _budget_header(self, raw: RawTable, caption: str, heading: str | None) -> Header:
        rows = sorted(self._budget_header_rows(raw))
        labels = list(raw.rows[rows[0]].texts)
        for number in rows[1:]:
            labels = _below(labels, raw.rows[number].texts)
        columns = tuple(self._columns.budget_column(label) for label in labels)
        unit = next(
            (found for text in (*labels, caption, heading or "") if (found := self._columns.money_unit(text))), None
        )
        return Header(TableKind.BUDGET, columns, unit)


def _is_name_of(row: RawRow, before: RawRow) -> bool:
    """Whether a row is the name of the one before, which a page break moved: that one has values and no name."""
    return bool(row.texts[0]) and not any(row.texts[1:]) and not before.texts[0] and sum(map(bool, before.texts)) > 1


def _with_name(row: RawRow, name: RawRow) -> RawRow:
    """A row with the name that stands behind a page break."""
    return replace(row, cells=(name.cells[0], *row.cells[1:]), span=join_spans(row.span, name.span))


def _below(labels: Sequence[str], texts: Sequence[str]) -> list[str]:
    """A header's labels with those of the row below it; one that spans columns is printed above the first of them."""
    spanning = list(labels)
    for index in range(2, min(len(labels), len(texts))):
        if not labels[index] and texts[index] and texts[index - 1]:
            spanning[index] = spanning[index - 1]
    return [join_wrapped(above, below) for above, below in zip(spanning, texts, strict=False)]


def _mark_header(rows: Sequence[RawRow], numbers: frozenset[int]) -> tuple[RawRow, ...]:
    return tuple(RawRow(row.cells, row.span, is_header=number in numbers) for number, row in enumerate(rows))


def _fit(rows: Sequence[RawRow], width: int) -> tuple[RawRow, ...]:
    """Rows with empty cells added up to the table's width."""
    return tuple(
        RawRow(row.cells + tuple(RawCell("", row.span) for _ in range(width - len(row.cells))), row.span, row.is_header)
        for row in rows
    )
