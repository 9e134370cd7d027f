"""Texts made fit for a table: NFC, white space folded, nothing where nothing is printed, no personal data.

In: a text as the parsers read it. Out: the text for a column, or null. Never changes a letter, and never turns a
missing text into "", 0 or "-".
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from unicodedata import normalize

from normalize.privacy import name_only, redact

_DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""Hyphens, dashes and the minus sign: what a table prints where it has nothing to say."""

RECENT: Final = 4096
"""Texts that answers are kept for: a label, a heading or a column's header is asked for once for each of its amounts."""

_INVISIBLE: Final = {ord(mark): None for mark in "\u00ad\u200b\u200c\u200d\u2060\ufeff"}


def fold(text: str) -> str:
    """NFC, no invisible characters, every run of white space one space, none at the ends."""
    text = normalize("NFC", text)
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text  # a blank other than a space is not printable: nothing to do for most texts
    return " ".join(text.translate(_INVISIBLE).split())


@lru_cache(maxsize=RECENT)
def clean(text: str | None) -> str | None:
    """A text for a column: folded, without personal data; null where it is blank or a lone dash."""
    if text is None:
        return None
    folded = redact(fold(text))
    return folded if folded.strip(_DASHES + " ") else None


def clean_prose(text: str | None) -> str | None:
    """Prose for a column: as `clean`, but line by line, so that paragraphs and list items stay apart."""
    if text is None:
        return None
    folded = redact("\n".join(map(fold, text.split("\n"))))
    return folded.strip("\n") if folded.strip(_DASHES + " \n") else None


def clean_name(text: str | None) -> str | None:
    """A person's name for a column: as `clean`, with nothing in the place of an address or a number."""
    return None if text is None else clean(name_only(fold(text)))
