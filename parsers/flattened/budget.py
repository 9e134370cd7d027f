"""Rows of a flattened budget table.

In: chunks of lines. Out: rows of a label and an amount a column. A run of numbers is parted only where it can be read in
one way, by itself or by the table's arithmetic; else it stays one cell that is not `sure`, and no amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from extract.document import Document, Line
from parsers.columns import Header
from parsers.elements import RawRow
from parsers.flattened.amounts import Reading, adding_up, deviating, is_number, readings
from parsers.flattened.lines import BLANKS, Again, Chunk, header_row, join_lines, row_of
from parsers.matching import Matcher, fold, squash
from parsers.plan import BudgetMeasure
from parsers.prose import is_finished, join_wrapped

MAX_LABEL_LINES = 6
"""Lines of labels without amounts that may follow each other."""
MAX_LABEL = 90
"""Characters of the longest line of a label."""
MAX_LABEL_WORDS = 14
MAX_CUT_LABELS = 2
"""Lines without amounts that a page may end with within a table."""

_BLANK = regex.compile(r"[ \t]+")


@dataclass(slots=True)
class _Draft:
    """A row being read: its label, its run of numbers, the ways to read them."""

    label: str
    words: tuple[str, ...]
    lines: tuple[Line, ...]
    found: list[Reading]
    is_header: bool = False
    surplus: bool = False
    """Whether numbers were left over for the label: where that is the rule, the header lacks a column."""


class BudgetRows:
    """Reads the rows of one table."""

    def __init__(self, document: Document, header: Header, matcher: Matcher, *, keeps: bool) -> None:
        self._document = document
        self._header = header
        self._matcher = matcher
        self._keeps = keeps
        self._count = len(header.columns) - 1
        roles = [column.role for column in header.columns[1:]]
        self._deviation = roles.index(BudgetMeasure.AVVIKELSE) if BudgetMeasure.AVVIKELSE in roles else None
        self._drafts: list[_Draft] = []
        self._pending: list[tuple[Line, bool]] = []
        self._closed = False

    def read(self, items: Iterable[Chunk | Again]) -> list[RawRow]:
        """All rows, headers that were printed again among them."""
        for item in items:
            if isinstance(item, Again):
                if self._closed or len(self._pending) > MAX_CUT_LABELS:
                    break
                self._flush_groups()
                self._drafts.append(_Draft("", (), item.lines, [], is_header=True))
            elif not all(self._take(line, begins=place == 0) for place, line in enumerate(item.lines)):
                break
        while self._drafts and self._drafts[-1].is_header:
            self._drafts.pop()
        rows = [draft for draft in self._drafts if draft.words]
        if not rows or (len(rows) > 1 and 2 * sum(draft.surplus for draft in rows) > len(rows)):
            return []
        self._settle()
        return [self._row(draft) for draft in self._drafts]

    # Lines -----------------------------------------------------------------------------------------------------------

    def _take(self, line: Line, *, begins: bool) -> bool:
        """Take a line as a row, or as a label that waits for its amounts; False where the table has ended."""
        words = _BLANK.split(line.text.strip(" \t"))
        first = len(words)
        while first and is_number(words[first - 1]):
            first -= 1
        if first == len(words) or (first and words[first:] == ["%"]):
            return self._wait(line, begins=begins)
        found = readings(words[first:], self._count)
        numbers = first
        while not found and first < len(words) - self._count:
            first += 1
            found = readings(words[first:], self._count)
        label = fold(" ".join(words[:first]))
        if not self._is_label(label) or (self._closed and not self._continues(label, found)):
            return False
        self._add(line, label, tuple(words[first:]), found)
        self._drafts[-1].surplus = first > numbers
        return True

    def _wait(self, line: Line, *, begins: bool) -> bool:
        text = fold(line.text)
        if len(self._pending) >= MAX_LABEL_LINES or len(text) > MAX_LABEL or is_finished(text):
            return False
        self._pending.append((line, begins))
        return True

    def _flush_groups(self) -> None:
        """Before a header that is printed again: labels without amounts are groups."""
        for text, own in self._labels([line for line, _ in self._pending]):
            self._drafts.append(_Draft(text, (), tuple(own), []))
        self._pending = []

    def _is_label(self, label: str) -> bool:
        return len(label) <= MAX_LABEL and len(label.split()) <= MAX_LABEL_WORDS

    def _continues(self, label: str, found: Sequence[Reading]) -> bool:
        """Whether a row may follow a table's total: it is a part of it, or it is plainly another row."""
        first = label.split(maxsplit=1)[0].casefold().rstrip(":") if label else ""
        of_which = first in self._matcher.vocabulary.of_which
        return bool(found) and (of_which or (self._count > 1 and not self._pending))

    def _add(self, line: Line, label: str, words: tuple[str, ...], found: list[Reading]) -> None:
        """A row of amounts: its label's own lines are the last that wait, groups those before."""
        parts = self._labels([line for line, _ in self._pending])
        before = self._drafts[-1] if self._drafts else None
        if parts and before is not None and before.found and self._is_rest(parts[0][0]):
            text, own = parts.pop(0)
            before.label, before.lines = join_wrapped(before.label, text), (*before.lines, *own)
        lines = [line]
        if parts and (
            not label or (label[:1].islower() and not self._is_group(parts[-1][0]) and not self._is_part(label))
        ):
            text, own = parts.pop()
            label, lines = join_wrapped(text, label), [*own, line]
        for text, own in parts:
            self._drafts.append(_Draft(text, (), tuple(own), []))
        self._pending = []
        found = deviating(found, self._deviation) or found if self._deviation is not None and len(found) > 1 else found
        self._drafts.append(_Draft(label, words, tuple(lines), found))
        self._closed = bool(self._matcher.totals.find(label, exact=True))

    def _labels(self, lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
        """Lines without amounts as labels, each with its lines."""
        parts: list[tuple[str, list[Line]]] = []
        for line in lines:
            text = fold(line.text)
            before = parts[-1] if parts else None
            goes_on = before is not None and (
                before[1][-1].text.endswith(BLANKS) if self._keeps else text[:1].islower() and not self._is_part(text)
            )
            goes_on = goes_on or (before is not None and text[:1].islower() and not self._is_part(text))
            goes_on = goes_on or (before is not None and before[0].endswith(("-", "/")))
            if before is not None and goes_on and not self._is_group(before[0]):
                own = [*before[1], line]
                parts[-1] = (join_lines(own, keeps=self._keeps), own)
            else:
                parts.append((text, [line]))
        return parts

    def _is_rest(self, label: str) -> bool:
        """Whether a line goes on with the label of the row above it, whose amounts stood on its first line."""
        return label[:1].islower() and not self._is_part(label)

    def _is_group(self, label: str) -> bool:
        return bool(self._matcher.budget_groups.find(label.rstrip(" :"), exact=True))

    def _is_part(self, label: str) -> bool:
        return label.split(maxsplit=1)[0].casefold().rstrip(":") in self._matcher.vocabulary.of_which

    # Arithmetic ------------------------------------------------------------------------------------------------------

    def _settle(self) -> None:
        """Rows that can be read in several ways, decided by the sums that the table prints."""
        items: list[_Draft] = []
        sums: list[_Draft] = []
        for draft in self._drafts:
            if not draft.found or (draft.label and self._is_part(draft.label)):
                continue
            if self._matcher.totals.find(draft.label, exact=True):
                self._agree(sums or items, draft)
                items, sums = [], []
            elif self._is_subtotal(draft.label):
                self._agree(items, draft)
                items, sums = [], [*sums, draft]
            else:
                items.append(draft)

    def _is_subtotal(self, label: str) -> bool:
        starts = self._matcher.vocabulary.subtotals
        return " " in label and any(squash(label).startswith(squash(start)) for start in starts)

    def _agree(self, members: Sequence[_Draft], total: _Draft) -> None:
        if all(len(draft.found) == 1 for draft in (*members, total)):
            return
        agreeing = adding_up([draft.found for draft in members], total.found)
        for place, draft in enumerate((*members, total)):
            kept = {combined[place] for combined in agreeing}
            if kept:
                draft.found = [reading for reading in draft.found if reading in kept]

    # Rows ------------------------------------------------------------------------------------------------------------

    def _row(self, draft: _Draft) -> RawRow:
        if draft.is_header:
            return header_row(self._document, self._header, draft.lines)
        if len(draft.found) == 1:
            return row_of(self._document, [draft.label, *draft.found[0]], draft.lines)
        texts = [draft.label, " ".join(draft.words), *("" for _ in range(self._count - 1))]
        return row_of(self._document, texts, draft.lines, unsure=frozenset({1} if draft.words else ()))
