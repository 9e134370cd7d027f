"""Personal data out of texts: e-mail addresses and Swedish telephone numbers.

In: any text on its way into a table. Out: the same text with a marker where an address or a number stood. Never touches
amounts, dates, diary numbers, registration numbers, years, times of day or values of indicators: a telephone number
is taken only where it begins as no amount does (a zero and an area code, +46), or stands behind a word such as
Telefon and is grouped as no amount is.
"""

from __future__ import annotations

from typing import Final

import regex

MARKER: Final = "[borttaget]"
"""What stands in the text where something was taken out."""

_NATIONAL_DIGITS: Final = range(8, 11)
"""Digits of a whole number with its leading zero, from 08-12 34 56 to 070-123 45 67."""
_SOLID_DIGITS: Final = range(9, 11)
"""As above where no dash parts area code from number: the shortest ones are taken for something else."""
_LOCAL_DIGITS: Final = range(6, 11)
"""Digits of a number printed behind the word Telefon, with area code or without."""

_SPACE = "[ \u00a0\u2009\u202f]"
_DASH = "[-\u2010\u2011\u2013/]"
_NOT_BEFORE = rf"(?!{_SPACE}?(?:kr|kronor|tkr|mnkr|mkr|%|st)(?!\w))(?![\w@]|[-–/.,:][0-9])"
_EMAIL = regex.compile(r"(?<![\w.+-])[\w.+-]{1,64}+ ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = regex.compile(
    rf"(?<![\w\-–/.,:+])(?:(?:\+|00) ?46{_SPACE}?(?:\(0\))?{_SPACE}?-?|\(?0)(?P<area>[1-9][0-9]{{0,2}})\)?"
    rf"(?P<dash>{_SPACE}?{_DASH})?{_SPACE}?(?P<rest>[0-9]{{2,9}}(?:{_SPACE}[0-9]{{2,4}}){{0,3}}){_NOT_BEFORE}"
)
_LABELLED = regex.compile(
    r"(?<!\w)(?P<label>(?:tel|telefon|telefonnummer|tfn|tlf|mobil|mobiltelefon|mobilnummer|fax|telefax|växel) ?[.:]{1,2} ?)"
    rf"(?P<number>[0-9][0-9 –-]{{4,14}}[0-9]){_NOT_BEFORE}",
    regex.IGNORECASE,
)
_NO_PHONE = regex.compile(
    r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]{4} ?- ?[0-9]{2} ?- ?[0-9]{2}|(?:19|20)[0-9]{2}(?:[ –-]{1,3}(?:19|20)[0-9]{2})+"
)
_PACKED_DIGITS = regex.compile(r"[0-9].?[0-9].?[0-9].?[0-9].?[0-9].?[0-9]")
"""Every telephone number holds six digits with no more than one sign between any two; few other texts do."""
_REGISTER = regex.compile(
    r"(?:dnr|diarienummer|diarienr|ärendenummer|ärendenr|org\.? ?nr|organisationsnummer)[.: ]{0,3}$", regex.IGNORECASE
)
_REGISTER_WINDOW: Final = 24
_LEFTOVER = regex.compile(
    r"(?:[\s,;:|(]|(?<!\w)(?:tel|telefon|tfn|mobil|e-post|epost|mail|e-mail)[.:]*)+$", regex.IGNORECASE
)


def redact(text: str, marker: str = MARKER) -> str:
    """The text with each e-mail address and telephone number replaced by the marker."""
    if "@" in text:
        text = _EMAIL.sub(marker, text)
    if _PACKED_DIGITS.search(text) is None:
        return text
    text = _PHONE.sub(lambda match: _without_phone(match, marker), text)
    text = _LABELLED.sub(lambda match: _without_labelled(match, marker), text)
    return text


def name_only(text: str) -> str:
    """A person's name without address and number, and without the words that stood before those."""
    name: str = _LEFTOVER.sub("", redact(text, ""))
    return name


def _digits(text: str) -> int:
    return sum(character.isdecimal() for character in text)


def _without_phone(match: regex.Match[str], marker: str) -> str:
    """What a match of _PHONE becomes: the marker, with the groups behind it that are no part of the number."""
    printed: str = match[0]
    rest, after = match["rest"], ""
    before_rest = 1 + _digits(match["area"])
    while before_rest + _digits(rest) > max(_NATIONAL_DIGITS) and " " in rest:
        rest, _, last = rest.rpartition(" ")
        after = f" {last}{after}"
    allowed = _NATIONAL_DIGITS if match["dash"] else _SOLID_DIGITS
    before = match.string[max(0, match.start() - _REGISTER_WINDOW) : match.start()]
    in_amount = match["dash"] is None and before.endswith(" ") and before[-2:-1].isdecimal()
    if before_rest + _digits(rest) not in allowed or in_amount or _REGISTER.search(before):
        return printed
    return marker + after


def _without_labelled(match: regex.Match[str], marker: str) -> str:
    """What a match of _LABELLED becomes: label and marker; the match itself where an amount or dates stand there."""
    label: str = match["label"]
    number: str = match["number"]
    if _digits(number) not in _LOCAL_DIGITS or _NO_PHONE.fullmatch(number):
        return label + number
    return label + marker
