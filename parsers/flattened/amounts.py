"""Runs of numbers to amounts, one a column.

In: the words at a line's end, and how many columns there are. Out: the ways in which the words can be that many numbers
whose thousands are parted by blanks; and of several ways, those that a row's or a table's own arithmetic allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product

import regex

Reading = tuple[str, ...]
"""One way to read a run of numbers: a text a column."""

MAX_WORDS = 60
"""Words of the longest run of numbers."""
MAX_READINGS = 64
"""Ways to read one row that are looked at."""
MAX_PRODUCT = 4096
"""Ways to read the rows of one sum together that are looked at."""

_WHOLE = regex.compile(r"[-−–+]?\d+(?:[.\u00a0\u2009\u202f]\d{3})*(?:,\d+)?%?")
_FIRST = regex.compile(r"[-−–+]?\d{1,3}")
_GROUP = regex.compile(r"\d{3}")
_LAST_GROUP = regex.compile(r"\d{3}(?:,\d+)?%?")
_DASH = frozenset("-−–—")
_BRACKETED = regex.compile(r"\(\d{1,3}(?: \d{3})*(?:,\d+)?\)|\(\d+(?:,\d+)?\)")
"""A negative amount as accounts print it."""
MAX_GROUPS = 5
"""Words that a number in brackets is printed in, at most."""


def is_number(word: str) -> bool:
    """Whether a word is a number, a part of one, or the dash of a cell that holds nothing."""
    return word in _DASH or word == "%" or _WHOLE.fullmatch(word.removeprefix("(").removesuffix(")")) is not None


def readings(words: Sequence[str], count: int) -> list[Reading]:
    """All ways to read words as `count` numbers; none where there are too many to look at."""
    if len(words) > MAX_WORDS or len(words) < count:
        return []
    found: list[Reading] = []
    for reading in _readings(tuple(words), 0, count):
        found.append(reading)
        if len(found) > MAX_READINGS:
            return []
    return found


def _readings(words: tuple[str, ...], start: int, count: int) -> Iterator[Reading]:
    if count == 0:
        if start == len(words):
            yield ()
        return
    if len(words) - start < count:
        return
    for end in _ends(words, start):
        text = " ".join(words[start:end]).replace(" %", "%")
        for rest in _readings(words, end, count - 1):
            yield (text, *rest)


def _ends(words: tuple[str, ...], start: int) -> Iterator[int]:
    """The positions at which a number that begins at a word may end."""
    word = words[start]
    if word[0] == "(":
        for end in range(start + 1, min(len(words), start + MAX_GROUPS) + 1):
            if _BRACKETED.fullmatch(" ".join(words[start:end])):
                yield end
        return
    sign = word in _DASH
    if sign or _WHOLE.fullmatch(word):
        yield start + 1 + (start + 1 < len(words) and words[start + 1] == "%")
    if not _FIRST.fullmatch(word):
        return
    for end in range(start + 1, len(words)):
        if _LAST_GROUP.fullmatch(words[end]):
            yield end + 1 + (end + 1 < len(words) and words[end + 1] == "%")
        if not _GROUP.fullmatch(words[end]):
            return


def amount(text: str) -> Decimal | None:
    """The number of a cell; None for a dash."""
    digits = regex.sub(r"[^\d,]", "", text).replace(",", ".")
    if not digits:
        return None
    return -Decimal(digits) if text[:1] in _DASH or text[:1] == "(" else Decimal(digits)


def deviating(found: Sequence[Reading], deviation: int) -> list[Reading]:
    """The readings in which the deviation is the difference of two other columns."""
    kept: list[Reading] = []
    for reading in found:
        numbers = [amount(text) or Decimal(0) for text in reading]
        others = [number for column, number in enumerate(numbers) if column != deviation]
        if any(abs(a - b) == abs(numbers[deviation]) for a, b in combinations(others, 2)):
            kept.append(reading)
    return kept


def adding_up(members: Sequence[Sequence[Reading]], total: Sequence[Reading]) -> list[tuple[Reading, ...]]:
    """The readings of some rows and of their sum that agree in every column, the sum's reading last.

    Two rows may also be held against each other, as costs against income. Empty where none agree, or where there are
    too many readings to look at.
    """
    ways = 1
    for found in (*members, total):
        ways *= len(found)
    if not members or ways > MAX_PRODUCT:
        return []
    return [combined for combined in product(*members, total) if _adds_up(combined[:-1], combined[-1])]


def _adds_up(rows: Sequence[Reading], total: Reading) -> bool:
    for column, text in enumerate(total):
        numbers = [amount(row[column]) or Decimal(0) for row in rows]
        wanted = amount(text) or Decimal(0)
        signed = {sum(numbers, Decimal(0))}
        if len(numbers) == 2:
            signed |= {numbers[0] - numbers[1], numbers[1] - numbers[0]}
        if wanted not in signed:
            return False
    return True
