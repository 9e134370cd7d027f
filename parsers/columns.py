"""Column headers to what their columns hold.

In: the texts of a header row, or a flattened line of them. Out: a Header, or nothing where the row is no header of an
indicator, activity or budget table. The header's words decide; a column's values never do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from parsers.matching import Lexicon, Matcher, fold, plain, squash, unconfused
from parsers.plan import BudgetMeasure, IndicatorMeasure, TableKind

MIN_FIRST, MAX_FIRST = 7, 13
"""Letters of the word that a flattened header begins with."""
MAX_LABEL_WORDS = 7
"""Words of the longest column header."""
MAX_HEADER_WORDS = 40
"""Words of the longest flattened header."""

_YEAR = regex.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_YEAR_WORD = regex.compile(r"\b[åaä]r\b\s*$", regex.IGNORECASE)
_PERIOD = regex.compile(r"\b(?:VB|VP|T\s?[123]|tertial\s?[123]|bokslut)\b", regex.IGNORECASE)
_MEASURES = frozenset(IndicatorMeasure)
_SIDES = frozenset((BudgetMeasure.KOSTNADER, BudgetMeasure.INTAKTER))
_COMPOUND = regex.compile(r"\bresultat(?=\p{L})\p{L}+", regex.IGNORECASE)
"""Words for what a result is carried to or stands for, which say nothing of what a column measures."""
_MONEY_WORD = regex.compile(r"(?:(?:tusental|tusentals|tusen|miljoner|miljon|milj|mn|miljarder)\s)?\p{L}+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header as printed, its role (a field or a measure, null if unknown), the year it names."""

    label: str
    role: str | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: the kind of table, its columns, and the unit of money it names."""

    kind: TableKind
    columns: tuple[Column, ...]
    unit: str | None = None

    def index(self, role: str) -> int | None:
        """The first column with this role."""
        return next((index for index, column in enumerate(self.columns) if column.role == role), None)

    def same_as(self, other: Header) -> bool:
        """Whether two headers print the same words."""
        return [squash(column.label) for column in self.columns] == [squash(column.label) for column in other.columns]


def year_in(text: str) -> int | None:
    """The first year that a text names."""
    match = _YEAR.search(text)
    return int(match[1]) if match else None


class Columns:
    """The column words of one vocabulary."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._budget = [
            (unconfused(squash(spelling)), term.name)
            for term in matcher.vocabulary.budget_columns
            for spelling in term.spellings
        ]
        self._budget.sort(key=lambda pair: -len(pair[0]))
        self._first_words: dict[str, bool] = {}
        self._named = tuple(
            (lexicon, first, tuple(squash(spelling) for term in terms for spelling in term.spellings))
            for lexicon, first, terms in (
                (matcher.indicator_columns, "name", matcher.vocabulary.indicator_columns),
                (matcher.activity_columns, "description", matcher.vocabulary.activity_columns),
            )
        )

    def read_header(self, texts: Sequence[str]) -> Header | None:
        """The header of an indicator or activity table, or None."""
        labels = [plain(text) for text in texts]
        printed = [label for label in labels if label]
        if len(printed) < 2 or any(len(label) > 60 for label in printed):
            return None
        for kind, lexicon, first in (
            (TableKind.INDIKATOR, self._matcher.indicator_columns, "name"),
            (TableKind.AKTIVITET, self._matcher.activity_columns, "description"),
        ):
            if lexicon.find(printed[0]) == first:
                columns = tuple(_column(label, lexicon) for label in labels)
                known = sum(column.role is not None for column in columns)
                if known >= 2 and known * 2 >= len(printed):
                    return Header(kind, columns)
        return None

    def split_header(self, text: str) -> Header | None:
        """The header of an indicator or activity table whose cells a conversion has run together."""
        words = plain(text).split()
        if len(words) < 2 or len(words) > MAX_HEADER_WORDS:
            return None
        for kind, lexicon, first in (
            (TableKind.INDIKATOR, self._matcher.indicator_columns, "name"),
            (TableKind.AKTIVITET, self._matcher.activity_columns, "description"),
        ):
            if lexicon.find(words[0]) == first:
                columns = _split_words(words, lexicon)
                if columns and len(columns) >= 2:
                    return Header(kind, columns)
        return None

    def opens_header(self, text: str) -> bool:
        """Whether all words of a text are column words of one kind of table; the last label may lack its rest."""
        words = plain(text).split()
        if len(words) < 2 or len(words) > MAX_HEADER_WORDS:
            return False
        for lexicon, first, spellings in self._named:
            if lexicon.find(words[0]) == first:
                columns, used = _take_words(words, lexicon)
                rest = squash("".join(words[used:]))
                return bool(columns) and (not rest or any(spelling.startswith(rest) for spelling in spellings))
        return False

    def begins_header(self, text: str) -> bool:
        """Whether a line begins with the word that a flattened header begins with."""
        word = text.split(maxsplit=1)[0] if text.strip() else ""
        if word not in self._first_words:
            self._first_words[word] = any(lexicon.find(word) == first for lexicon, first, _ in self._named)
        return self._first_words[word]

    def budget_column(self, label: str) -> Column:
        """A column of a budget table: the longest budget word in its header decides, before a side of the account."""
        word = unconfused(squash(_COMPOUND.sub(" ", _YEAR.sub(" ", label))))
        roles = [name for spelling, name in self._budget if _has_word(word, spelling)]
        role = next((name for name in roles if name not in _SIDES), roles[0] if roles else None)
        if role is None and _PERIOD.fullmatch(fold(_YEAR.sub(" ", label)).strip(" ()")):
            role = BudgetMeasure.BUDGET if "VP" in label else BudgetMeasure.UTFALL
        return Column(label, role, year_in(label))

    def money_unit(self, text: str) -> str | None:
        """The unit of money that a caption or a header names (`Mnkr`, `Beloppen anges i tkr`, `(mnkr)`)."""
        for word in _MONEY_WORD.findall(text.casefold()):
            unit = self._matcher.money_units.find(word, exact=True)
            if unit:
                return unit
        return None


def _has_word(word: str, spelling: str) -> bool:
    return spelling in word if len(spelling) > 3 else word.startswith(spelling)


@lru_cache(maxsize=4096)
def _column(label: str, lexicon: Lexicon) -> Column:
    year = year_in(label)
    bare = fold(_YEAR_WORD.sub("", fold(_YEAR.sub(" ", label))))
    role = lexicon.find(bare)
    if role is None and bare:
        role = lexicon.find(fold(_PERIOD.sub(" ", bare)))
    if role in _MEASURES and role == IndicatorMeasure.UTFALL and year is not None and _PERIOD.search(label):
        role = IndicatorMeasure.UTFALL_FOREGAENDE
    return Column(label, role, year)


def _split_words(words: Sequence[str], lexicon: Lexicon) -> tuple[Column, ...] | None:
    columns, used = _take_words(words, lexicon)
    return columns if used == len(words) else None


def _take_words(words: Sequence[str], lexicon: Lexicon) -> tuple[tuple[Column, ...], int]:
    """The columns that a run of words begins with, the longest labels first, and the number of words they took."""
    columns: list[Column] = []
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + MAX_LABEL_WORDS), start, -1):
            column = _column(" ".join(words[start:end]), lexicon)
            if column.role is not None:
                columns.append(column)
                start = end
                break
        else:
            break
    return tuple(columns), start
