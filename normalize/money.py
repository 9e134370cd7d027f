"""Printed amounts to kronor.

In: an amount as printed, and the unit its table or sentence names. Out: Decimal, in the unit or in SEK, with the sign
of the source. Raises UnreadableAmount on what it cannot read or the column cannot hold; never a float, never rounded.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Final

import regex

from normalize.numbers import UnreadableNumber, decimals_of, parse_number, unify

UNIT_EXPONENTS: Final = {"kr": 0, "tkr": 3, "mnkr": 6, "mdkr": 9}
"""Powers of ten from each unit to kronor."""

_SPELLINGS: Final = {
    "kr": "kr",
    "kronor": "kr",
    "sek": "kr",
    "tkr": "tkr",
    "tusen kronor": "tkr",
    "mkr": "mnkr",
    "mnkr": "mnkr",
    "miljoner kronor": "mnkr",
    "mdkr": "mdkr",
    "miljarder kronor": "mdkr",
}
_LIMIT: Final = Decimal(10) ** 16
"""decimal128(18, 2) holds 16 digits before the point."""
_ORE: Final = 2
_UNIT_BEHIND = regex.compile(rf"(?P<number>.*[0-9)-]) ?(?P<unit>{'|'.join(_SPELLINGS)})\.?", regex.IGNORECASE)
_IN_BRACKETS = regex.compile(r"\( ?(?P<number>[0-9][0-9 .,]*[0-9]|[0-9]) ?\)")
_SIGN_BEHIND = regex.compile(r"(?P<number>[0-9][0-9 .,]*) ?-")


class UnreadableAmount(ValueError):  # noqa: N818 - says what the text is
    """A text that is no amount, or an amount that kronor and öre in 18 digits cannot hold."""


@lru_cache(maxsize=8192)
def parse_amount(text: str) -> Decimal:
    """The amount that is the whole text, with the decimals as printed; `(12,3)` and `12,3-` are negative."""
    unified = unify(text)
    turned = _IN_BRACKETS.fullmatch(unified) or _SIGN_BEHIND.fullmatch(unified)
    try:
        return -parse_number(turned["number"]) if turned else parse_number(unified)
    except UnreadableNumber as error:
        raise UnreadableAmount(str(error)) from error


@lru_cache(maxsize=8192)
def split_unit(text: str) -> tuple[str, str | None]:
    """A cell's text parted into its number and the unit printed behind it, where one is: `12,3 mnkr`."""
    match = _UNIT_BEHIND.fullmatch(unify(text))
    if match is None:
        return text, None
    return match["number"], _SPELLINGS[match["unit"].lower()]


def to_sek(amount: Decimal, unit: str) -> Decimal:
    """The amount in kronor with two decimals, exactly; UnreadableAmount for an unknown unit or what does not fit."""
    if unit not in UNIT_EXPONENTS:
        raise UnreadableAmount(f"unknown unit {unit!r}")
    kronor = amount.scaleb(UNIT_EXPONENTS[unit])
    if abs(kronor) >= _LIMIT:
        raise UnreadableAmount("more digits than an amount in kronor can have")
    rounded = kronor.quantize(Decimal(1).scaleb(-_ORE))
    if decimals_of(kronor) > _ORE and rounded != kronor:
        raise UnreadableAmount("less than an öre")
    return rounded + 0  # never a negative zero
