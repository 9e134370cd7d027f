"""Headers of flattened tables: the words of all columns in a row, wrapped over as many lines as it took.

In: lines. Out: a Header and the position behind it, or nothing. A header is taken only where all its words are column
words of the vocabulary; a line of prose that begins with one is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extract.document import Line
from parsers.columns import Columns, Header
from parsers.flattened.lines import BLANKS, join_lines
from parsers.matching import Matcher, fold, squash
from parsers.plan import TableKind

MAX_HEADER_LINES = 30
"""Printed lines that a flattened header may wrap over: a narrow column breaks each label twice or more."""
MAX_HEADER_WORDS = 40
MAX_CORNER_WORDS = 8
"""Words of the first cell of a budget's header, its unit of money among them."""
MAX_PHRASE_WORDS = 6
MAX_HEADER_LINE = 130
"""Characters of the longest line of a header."""

_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)(?:\p{Ll}{1,6}|\.)?"
_UNIT_TAIL = regex.compile(r"\s\(?\p{L}+\)?$")
_SUFFIXES = tuple(
    regex.compile(pattern, regex.IGNORECASE)
    for pattern in (
        r"VB|T[123]|helår|perioden|ack\.?|år|tom|t\.o\.m\.?|per|till",
        rf"\d{{0,2}}(?:{_MONTH})(?:[-–](?:{_MONTH}))?",
        r"(?:19|20)\d{2}",
        r"\([^()\s]{1,12}\)",
        r"%|tkr|mnkr",
    )
)
"""What may stand behind a column's word, each once and in this order."""


class FlattenedHeaders:
    """Finds flattened headers with the words of one vocabulary."""

    def __init__(self, matcher: Matcher, columns: Columns, *, keeps: bool) -> None:
        self._matcher = matcher
        self._columns = columns
        self._keeps = keeps
        self._words = _words(matcher)
        self._found: dict[int, tuple[Header, int] | None] = {}

    def at(self, lines: Sequence[Line], index: int) -> tuple[Header, int] | None:
        """The header that begins at a line, and the position behind it."""
        number = lines[index].number
        if number not in self._found:
            text = lines[index].text.strip()
            found = None
            if self._columns.begins_header(text) and self._columns.opens_header(text):
                found = self._named(lines, index)
            elif self._begins_budget(text):
                found = self._budget(lines, index)
            self._found[number] = found
        return self._found[number]

    def opens(self, text: str) -> bool:
        """Whether a line holds nothing but column words, in the order of a header."""
        text = fold(text)
        if self._columns.begins_header(text):
            return self._columns.opens_header(text)
        return self._begins_budget(text) and self.split_budget(text)[1]

    def _named(self, lines: Sequence[Line], index: int) -> tuple[Header, int] | None:
        """The header of an indicator or activity table: the longest run of lines that are its columns' words."""
        best: tuple[Header, int] | None = None
        taken: list[Line] = []
        for position in range(index, min(len(lines), index + 2 * MAX_HEADER_LINES)):
            line = lines[position]
            if not line.text.strip():
                continue
            taken.append(line)
            text = join_lines(taken, keeps=self._keeps)
            if len(taken) > MAX_HEADER_LINES or not self._columns.opens_header(text):
                break
            header = self._columns.split_header(text)
            if header is not None:
                best = header, position + 1
                if header.columns[-1].role in ("period", "periodicity"):
                    break
        return best

    def _begins_budget(self, text: str) -> bool:
        """A cheap look: does the line begin with a column's word, or hold a unit of money before one?"""
        if not text or len(text) > MAX_HEADER_LINE or text[-1] in ".,;:":
            return False
        words = text.casefold().split(maxsplit=MAX_CORNER_WORDS)[:MAX_CORNER_WORDS]
        return words[0] in self._words.first or not self._words.units.isdisjoint(words)

    def _budget(self, lines: Sequence[Line], index: int) -> tuple[Header, int] | None:
        """The header of a budget table: a corner with a unit of money or none, then columns of amounts."""
        if squash(lines[index].text) in self._words.groups or self._is_heading(lines, index):
            return None
        best: tuple[Header, int] | None = None
        taken: list[Line] = []
        wrapped = True
        for position in range(index, min(len(lines), index + 2 * MAX_HEADER_LINES)):
            line = lines[position]
            if not line.text.strip():
                if taken and not wrapped:
                    break
                continue
            if best is not None and squash(line.text) in self._words.groups:
                break
            if taken and (line.page != taken[0].page or line.text.startswith(BLANKS)):
                break
            wrapped = position > 0 and bool(taken) and bool(lines[position - 1].text.strip())
            taken.append(line)
            labels, complete = self.split_budget(join_lines(taken, keeps=self._keeps))
            if labels is None:
                break
            if complete:
                columns = tuple(self._columns.budget_column(label) for label in labels)
                unit = next((found for label in labels if (found := self._columns.money_unit(label))), None)
                best = Header(TableKind.BUDGET, columns, unit), position + 1
        return best

    def _is_heading(self, lines: Sequence[Line], index: int) -> bool:
        """Whether a line of column words is the heading above a header that is whole without it."""
        below = index + 1
        if below >= len(lines) or not lines[below].text.strip() or self._corner(lines[index].text.split()):
            return False
        labels, complete = self.split_budget(fold(lines[below].text))
        if labels is None or not complete:
            return False
        said = squash(_UNIT_TAIL.sub("", fold(lines[index].text)))
        return bool(labels[0]) or said == squash(labels[1])

    def split_budget(self, text: str) -> tuple[list[str] | None, bool]:
        """The labels that a budget's header consists of, and whether the last is whole; None where it is none."""
        words = text.split()
        if len(words) > MAX_HEADER_WORDS:
            return None, False
        corner = self._corner(words)
        labels, position = [" ".join(words[:corner])], corner
        while position < len(words):
            after = self._column_end(words, position)
            if after is None:
                rest = words[position:]
                return (labels, False) if self._is_begun(rest) else (None, False)
            labels.append(" ".join(words[position:after]))
            position = after
        return labels, len(labels) > (1 if corner else 2)

    def _corner(self, words: Sequence[str]) -> int:
        """Number of words of the first cell: up to its unit of money; 0 where it is empty."""
        for end in range(1, min(len(words), MAX_CORNER_WORDS) + 1):
            if self._columns.money_unit(" ".join(words[:end])):
                stop = end + (end < len(words) and self._is_unit(words[end - 1 : end + 1]))
                begun = any(self._is_column(words[a:b]) for a in range(stop) for b in range(a + 1, stop + 1))
                return 0 if begun else stop
        return 0

    def _is_unit(self, words: Sequence[str]) -> bool:
        return self._matcher.money_units.find(" ".join(words), exact=True) is not None

    def _column_end(self, words: Sequence[str], start: int) -> int | None:
        """The position behind the column that begins at a word."""
        for count in range(MAX_PHRASE_WORDS, 0, -1):
            if not self._is_column(words[start : start + count]):
                continue
            position = start + count
            for suffix in _SUFFIXES:
                position += position < len(words) and suffix.fullmatch(words[position]) is not None
            return position
        return None

    def _is_column(self, words: Sequence[str]) -> bool:
        """Whether some words are a column's, perhaps broken by its edge; two columns' words are not one's."""
        whole = self._words.column.fullmatch(squash("".join(words))) is not None
        return whole and not (len(words) > 1 and all(squash(word) in self._words.phrases for word in words))

    def _is_begun(self, words: Sequence[str]) -> bool:
        """Whether some words may be the beginning of a column whose rest stands on the next line."""
        return self._words.column.fullmatch(squash("".join(words)), partial=True) is not None


@dataclass(frozen=True, slots=True)
class _Words:
    """What is built of a vocabulary once: squashed phrases, words as printed in lower case."""

    phrases: frozenset[str]
    column: regex.Pattern[str]
    groups: frozenset[str]
    first: frozenset[str]
    units: frozenset[str]


@cache
def _words(matcher: Matcher) -> _Words:
    vocabulary = matcher.vocabulary
    spellings = [spelling for term in vocabulary.budget_columns for spelling in term.spellings]
    phrases = frozenset(map(squash, spellings))
    qualifiers = "|".join(regex.escape(squash(word)) for word in vocabulary.budget_qualifiers)
    first = {word.split()[0].casefold() for word in (*spellings, *vocabulary.budget_qualifiers)}
    units = {
        word.casefold() for term in vocabulary.money_units for spelling in term.spellings for word in spelling.split()
    }
    return _Words(
        phrases,
        regex.compile(rf"(?:{qualifiers})*(?:{'|'.join(sorted(phrases))})"),
        frozenset(squash(group) for group in vocabulary.budget_groups),
        frozenset(first),
        frozenset(units | {f"({unit})" for unit in units}),
    )
