"""Cells of indicator tables to values.

In: the text of one cell, as printed. Out: IndicatorValue: the number, its unit as printed, how an outcome is held
against it, and whether another body is to set it. Raises UnreadableValue on everything else, such as a range, a yes or
two numbers; never half a reading of a cell. The order of evidence: another body sets it; the cell says that there
is no value; a direction; a number with what stands round it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex

from normalize.numbers import NUMBER, UnreadableNumber, unify, unsigned_number
from normalize.text import fold


class UnreadableValue(ValueError):  # noqa: N818 - says what the text is
    """A cell that is none of the values an indicator table is known to print."""


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """One cell understood; `comparator` is `eq`, `max`, `min`, `plusminus`, `increase` or `decrease`."""

    value: float | None = None
    unit: str | None = None
    comparator: str | None = None
    delegated: bool = False


MAX_UNIT: Final = 80
"""Characters of the longest unit; what is longer is a sentence."""

_BEFORE: Final = {
    "max": ("max.", "max", "maximalt", "högst", "som högst", "som mest", "upp till", "mindre än", "färre än", "lägre än", "under", "≤", "<=", "=<", "<"),
    "min": ("min.", "min", "minst", "minimum", "lägst", "som lägst", "mer än", "fler än", "högre än", "över", "≥", ">=", "=>", ">"),
    "plusminus": ("+/-", "+ / -", "+ /-", "+/ -", "+-", "±"),
}  # fmt: skip
_BEHIND: Final = {
    "max": ("eller färre", "eller mindre", "eller lägre"),
    "min": ("eller fler", "eller mer", "eller högre", "eller bättre"),
}
_DELEGATED: Final = ("tas fram av", "tas fram i", "fastställs av", "beslutas av", "bestäms av", "sätts av", "anges av")
_TRAILING_YEAR: Final = regex.compile(r"\s(?:19|20)\d{2}$")
_NO_VALUE: Final = (
    "n/a",
    "ej aktuellt",
    "ej aktuell",
    "inte aktuellt",
    "ej tillämpligt",
    "uppgift saknas",
    "uppgifter saknas",
    "ingen uppgift",
    "saknas",
    "ej mätt",
    "mäts ej",
    "mäts inte",
    "redovisas ej",
)

_COMPARATORS = {word: comparator for comparator, words in (*_BEFORE.items(), *_BEHIND.items()) for word in words}


def _either(words: tuple[str, ...]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))


_NUMBER = regex.compile(
    rf"(?:(?P<before>{_either(sum(_BEFORE.values(), ()))}) ?)?(?P<sign>[+-]? ?)(?P<number>{NUMBER})"
    r"(?: ?(?P<unit>[^\W\d_].*|[%‰°€$].*))?",
    regex.IGNORECASE,
)
_BEHIND_NUMBER = regex.compile(
    rf"(?P<rest>.*[0-9]\D*?) ?(?P<behind>{_either(sum(_BEHIND.values(), ()))})", regex.IGNORECASE
)
_DIRECTION = regex.compile(
    r"(?:(?:ska|skall|bör) )?(?:(?P<increase>[öo]ka[rs]?|[öo]kad|[öo]kande|[öo]kning)|minska[rs]?|minskad|minskande|minskning)"
    r"(?: (?:jämfört med|i förhållande till|från|mot|relativt) [^%]{1,60})?\.?",
    regex.IGNORECASE,
)
_DELEGATION = regex.compile(
    rf"(?:{'|'.join(words.replace(' ', '') for words in _DELEGATED)}){{e<=2}}[^\W\d]{{0,20}}(?:/[^\W\d]{{0,30}}){{0,3}}\.?",
    regex.IGNORECASE,
)
_OTHER_NUMBER = regex.compile(r"(?<![^\W_])(?!(?:19|20)[0-9]{2}(?![0-9]))(?<!per [0-9 ]*)[0-9]")
_NOT_A_UNIT = regex.compile(r"(?:av|eller|till|och|samt|men|resp|respektive|alternativt)(?!\w)", regex.IGNORECASE)
_FOOTNOTE = " *"


def _unit_of(text: str | None) -> str | None:
    """The unit behind a number; UnreadableValue where it holds another number, or continues the number instead."""
    if text is None:
        return None
    unit = text[:-1] if text.endswith("%.") else text
    if len(unit) > MAX_UNIT or _NOT_A_UNIT.match(unit) or _OTHER_NUMBER.search(unit):
        raise UnreadableValue(f"{text!r} behind the number is no unit")
    return unit


def _number_of(text: str) -> IndicatorValue:
    """A number with what stands round it: comparator before or behind, sign, unit."""
    stripped = fold(text).rstrip(_FOOTNOTE)
    behind = _BEHIND_NUMBER.fullmatch(stripped)
    printed = behind["rest"] if behind else stripped
    match = _NUMBER.fullmatch(unify(printed).removesuffix("."))
    if match is None or (behind and match["before"]):
        raise UnreadableValue(f"{text!r} is no value of an indicator")
    try:
        value = unsigned_number(match["number"])
    except UnreadableNumber as error:
        raise UnreadableValue(str(error)) from error
    unit = _unit_of(printed[match.start("unit") : match.end("unit")] or None)
    word = (behind["behind"] if behind else match["before"]) or ""
    signed = -value if match["sign"].startswith("-") else value
    return IndicatorValue(float(signed) + 0.0, unit, _COMPARATORS.get(word.lower(), "eq"))


@lru_cache(maxsize=8192)
def parse_indicator_value(text: str) -> IndicatorValue:
    """What a cell says: `Max 10 personer` is max, 10.0, `personer`; UnreadableValue where it says something else."""
    folded = fold(text)
    plain = folded.lower().rstrip(".")
    if _DELEGATION.fullmatch(_TRAILING_YEAR.sub("", folded).replace(" ", "").replace("-", "")):
        return IndicatorValue(delegated=True)
    if plain in _NO_VALUE:
        return IndicatorValue()
    direction = _DIRECTION.fullmatch(folded)
    if direction:
        return IndicatorValue(comparator="increase" if direction["increase"] else "decrease")
    return _number_of(folded)
