"""Printed numbers to exact decimals, and back.

In: a number as Swedish documents print it: decimal comma (a converter may have made it a point), thousands parted by
any kind of space, any kind of minus. Out: a Decimal with as many decimals as are printed. Raises UnreadableNumber on
everything else; never guesses between two readings (`1.000` is a thousand or one, so it is neither).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

import regex

from normalize.text import fold

MAX_DIGITS: Final = 18
"""Longer is no figure of a municipality but cells run together."""

NUMBER: Final = (
    r"(?:[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]{1,3}(?:\.[0-9]{3})+(?=,)|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9])|[0-9]+)"
    r"(?:[,.][0-9]+)?"
)
"""Pattern of an unsigned number in a text that `unify` has been over."""

_SIGNED = regex.compile(rf"(?P<sign>[+-]?) ?(?P<number>{NUMBER})")
_AMBIGUOUS = regex.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_UNIFY = {ord(mark): "-" for mark in "\u2010\u2011\u2012\u2013\u2014\u2212"}


class UnreadableNumber(ValueError):  # noqa: N818 - says what the text is
    """A text that is not one number, or not one number only."""


def unify(text: str) -> str:
    """Folded, with every dash and minus the ASCII one; as long as the folded text, so that positions agree."""
    return fold(text).translate(_UNIFY)


def unsigned_number(printed: str) -> Decimal:
    """The value of a text that matches NUMBER; UnreadableNumber where it can be read in two ways or is too long."""
    if _AMBIGUOUS.fullmatch(printed):
        raise UnreadableNumber(f"{printed!r}: thousands or decimals?")
    plain = printed.replace(" ", "")
    if "," in plain or plain.count(".") > 1:
        plain = plain.replace(".", "").replace(",", ".")
    if len(plain) - plain.count(".") > MAX_DIGITS:
        raise UnreadableNumber(f"more than {MAX_DIGITS} digits")
    return Decimal(plain)


def parse_number(text: str) -> Decimal:
    """The one number that is the whole text, its sign before it."""
    match = _SIGNED.fullmatch(unify(text))
    if match is None:
        raise UnreadableNumber(f"{text!r} is not a number")
    value = unsigned_number(match["number"])
    return -value if match["sign"] == "-" else value


def decimals_of(value: Decimal) -> int:
    """How many decimals the number was printed with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def format_number(value: Decimal) -> str:
    """As Swedish documents print it: `-2 838,2`."""
    return f"{value:,f}".replace(",", " ").replace(".", ",")
