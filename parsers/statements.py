"""Amounts said in prose.

In: a paragraph's text. Out: each amount with a unit of money, as printed, with its sentence. A number without a unit is
no amount. Of a range both ends are amounts. Digits that cannot belong to one number are given as they stand, for
normalize/ to refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from parsers.matching import Matcher
from parsers.prose import Prose

_GAP = "[ \u00a0\u2009\u202f]"
_NUMBER = rf"(?:\d{{1,3}}(?:{_GAP}\d{{3}})+|\d{{1,3}}(?:\.\d{{3}})+(?![\d])|\d+)(?:,\d+|\.\d{{1,2}}(?!\d))?"
_BROKEN = regex.compile(rf"(?<![\d,.])\d{{1,3}}(?:{_GAP}\d{{1,3}})*{_GAP}$")
_ITEM_NUMBER = regex.compile(r"^\(?\d{1,3}[.)]\s+(?=\p{L})")
_POINTED = regex.compile(r"\d{1,3}(?:\.\d{3})+")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a sentence; `number_text` has the digits without points, words for numbers as digits."""

    sentence: str
    amount_text: str
    number_text: str
    unit: str
    approximate: bool


class AmountReader:
    """Finds amounts with the units and the words of approximation of one vocabulary."""

    def __init__(self, matcher: Matcher, prose: Prose) -> None:
        vocabulary = matcher.vocabulary
        self._prose = prose
        self._units = {spelling.casefold(): term.name for term in vocabulary.money_units for spelling in term.spellings}
        self._numerals = {word: str(value) for value, word in enumerate(vocabulary.numerals, start=1)}
        units = "|".join(
            r"\s".join(regex.escape(part) for part in unit.split())
            for unit in sorted(self._units, key=len, reverse=True)
        )
        numerals = "|".join(vocabulary.numerals)
        between = "|".join(vocabulary.range_words)
        number = rf"(?:{_NUMBER}|\b(?:{numerals})(?=\s(?:miljon|miljard)))"
        self._hint = regex.compile(rf"\d\s?(?:{units})", regex.IGNORECASE)
        self._worded = regex.compile(rf"\b(?:{numerals})\s(?:miljon|miljard)", regex.IGNORECASE)
        self._amount = regex.compile(
            rf"(?<![\d,.:/])(?<!\d\s?[-–])(?:(?P<from>{number})\s?[-–]\s?|(?<=\b(?:{between})\s)(?P<from>{number})\s\p{{L}}+\s)?"
            rf"(?P<sign>(?<![\d\p{{L}}])(?<!\d\s)[-−–])?(?P<number>{number})\s?(?P<unit>{units})(?![\p{{L}}\d])",
            regex.IGNORECASE,
        )
        words = "|".join(regex.escape(word) for word in sorted(vocabulary.approximations, key=len, reverse=True))
        self._approximate = regex.compile(rf"(?:^|[\s(])(?:{words})\.?\s(?:\p{{L}}+\s)?$", regex.IGNORECASE)

    def find(self, text: str) -> Iterator[Amount]:
        """All amounts of one paragraph, in order."""
        if not self._hint.search(text) and not (("miljon" in text or "miljard" in text) and self._worded.search(text)):
            return
        for sentence in self._prose.sentences(text):
            said = _ITEM_NUMBER.sub("", sentence)
            for match in self._amount.finditer(said):
                yield from self._amounts(said, match)

    def _amounts(self, sentence: str, match: regex.Match[str]) -> Iterator[Amount]:
        before = sentence[: match.start()]
        broken = _BROKEN.search(before)
        unit = self._units[" ".join(match["unit"].casefold().split())]
        approximate = bool(self._approximate.search(before))
        printed = (broken[0] if broken else "") + match[0]
        if match["from"] and not broken:
            yield Amount(sentence, printed, self._digits(match["from"]), unit, approximate)
        number = self._digits(match["number"])
        if broken and not match["from"]:
            number = broken[0] + number
        yield Amount(sentence, printed, f"-{number}" if match["sign"] else number, unit, approximate)

    def _digits(self, number: str) -> str:
        """A number as an amount's digits: words and points taken for what they stand for."""
        word = self._numerals.get(number.casefold())
        if word:
            return word
        whole = _POINTED.match(number)
        if whole:
            return number[: whole.end()].replace(".", "") + number[whole.end() :]
        return number.replace(".", ",")
