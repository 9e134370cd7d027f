"""Texts made fit for a table: NFC, white space folded, nothing where nothing is printed.

In: a text as the parsers read it. Out: the text for a column, or null. Never changes a letter, and never turns a
missing text into "", 0 or "-". Personal data leave here too, see privacy.py.
"""

from __future__ import annotations

from unicodedata import normalize

from normalize.privacy import redact

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""Hyphens, dashes and the minus sign: what a table prints where it has nothing to say."""

_INVISIBLE = {ord(mark): None for mark in "\u00ad\u200b\u200c\u200d\u2060\ufeff"}


def fold(text: str) -> str:
    """NFC, no invisible characters, every run of white space one space, none at the ends."""
    return " ".join(normalize("NFC", text).translate(_INVISIBLE).split())


def clean(text: str | None) -> str | None:
    """A text for a column: folded, without personal data; null where it is blank or a lone dash."""
    if text is None:
        return None
    folded = redact(fold(text))
    return folded if folded.strip(DASHES + " ") else None


def clean_prose(text: str | None) -> str | None:
    """Prose for a column: as `clean`, but line by line, so that paragraphs and list items stay apart."""
    if text is None:
        return None
    folded = redact("\n".join(" ".join(line.split()) for line in normalize("NFC", text).split("\n")))
    return folded.strip("\n") if folded.strip(DASHES + " \n") else None
