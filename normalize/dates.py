"""Printed dates to days.

In: a date as printed. Out: datetime.date. Raises UnreadableDate on a date without a day, one that no calendar has,
and one whose parts can be read in two orders; never fills in what is not printed.
"""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Final

import regex

from normalize.numbers import unify

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100

_MONTHS: Final = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_SHORT_MONTH: Final = 3
_PARTED = regex.compile(r"(?P<year>[0-9]{4}) ?(?P<sep>[-./]) ?(?P<month>[0-9]{1,2}) ?(?P=sep) ?(?P<day>[0-9]{1,2})")
_SOLID = regex.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_WORDS = regex.compile(
    r"(?:den )?(?P<day>[0-9]{1,2})(?::?e|:?a)? (?P<name>[a-z]{3,9})\.? (?P<year>[0-9]{4})", regex.IGNORECASE
)


class UnreadableDate(ValueError):  # noqa: N818 - says what the text is
    """A text that is not one whole date."""


def _month_of(name: str) -> int:
    for number, month in enumerate(_MONTHS, start=1):
        if name == month or (name[:_SHORT_MONTH] == month[:_SHORT_MONTH] and len(name) <= _SHORT_MONTH + 1):
            return number
    raise UnreadableDate(f"no month {name!r}")


@lru_cache(maxsize=4096)
def parse_date(text: str) -> datetime.date:
    """The day that the whole text names, such as `2022-01-01`, `20220101` or `1 januari 2022`."""
    unified = unify(text)
    match = _PARTED.fullmatch(unified) or _SOLID.fullmatch(unified) or _WORDS.fullmatch(unified)
    if match is None:
        raise UnreadableDate(f"{text!r} is not a date")
    parts = match.groupdict()
    year = int(parts["year"])
    month = _month_of(parts["name"].lower()) if "name" in parts else int(parts["month"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableDate(f"the year {year} is none of a plan")
    try:
        return datetime.date(year, month, int(parts["day"]))
    except ValueError as error:
        raise UnreadableDate(f"no calendar has {text!r}") from error
