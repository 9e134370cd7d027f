"""Amounts said in prose.

In: a paragraph's text. Out: each amount with a unit of money, as printed, with its sentence. A number without a unit is
no amount, and one whose digits are broken is reported and not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from parsers.matching import Matcher
from parsers.prose import Prose

_BROKEN = regex.compile(r"(?<![\d,.])\d{1,3}[ \u00a0\u2009\u202f]$")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a sentence; `broken` where the digits before it cannot belong to a number."""

    sentence: str
    amount_text: str
    number_text: str
    unit: str
    approximate: bool
    broken: bool


class AmountReader:
    """Finds amounts with the units and the words of approximation of one vocabulary."""

    def __init__(self, matcher: Matcher, prose: Prose) -> None:
        self._prose = prose
        self._units = {
            spelling.casefold(): term.name for term in matcher.vocabulary.money_units for spelling in term.spellings
        }
        units = "|".join(
            r"\s".join(regex.escape(part) for part in unit.split())
            for unit in sorted(self._units, key=len, reverse=True)
        )
        self._hint = regex.compile(rf"\d\s?(?:{units})", regex.IGNORECASE)
        self._amount = regex.compile(
            r"(?<![\d,.:/-])(?P<number>[-−]?(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d+)(?:,\d+)?)"
            rf"\s?(?P<unit>{units})(?![\p{{L}}\d])",
            regex.IGNORECASE,
        )
        words = "|".join(
            regex.escape(word) for word in sorted(matcher.vocabulary.approximations, key=len, reverse=True)
        )
        self._approximate = regex.compile(rf"(?:^|[\s(])(?:{words})\.?\s(?:\p{{L}}+\s)?$", regex.IGNORECASE)

    def find(self, text: str) -> Iterator[Amount]:
        """All amounts of one paragraph, in order."""
        if not self._hint.search(text):
            return
        for sentence in self._prose.sentences(text):
            for match in self._amount.finditer(sentence):
                before = sentence[: match.start()]
                yield Amount(
                    sentence=sentence,
                    amount_text=match[0],
                    number_text=match["number"],
                    unit=self._units[" ".join(match["unit"].casefold().split())],
                    approximate=bool(self._approximate.search(before)),
                    broken=bool(_BROKEN.search(before)),
                )
