"""Stable identifiers: made of the file's bytes and a thing's place in the document, of nothing else.

In: a SHA-256, or a document's identifier and an ordinal. Out: identifiers that are the same on every machine and in
every run. Never a counter that outlives a document.
"""

from __future__ import annotations

from typing import Final

_DOCUMENT_DIGITS: Final = 16

_LETTERS: Final = {
    "goals": "g",
    "sections": "s",
    "indicators": "i",
    "activities": "a",
    "budget_lines": "b",
    "budget_statements": "m",
}


def document_id(sha256: str) -> str:
    """First 16 hex digits of the file's SHA-256, in lower case."""
    return sha256[:_DOCUMENT_DIGITS].lower()


def row_id(document: str, table: str, ordinal: int) -> str:
    """Identifier of the row with this ordinal, such as `0123456789abcdef.g0001`; KeyError for a table without ids."""
    return f"{document}.{_LETTERS[table]}{ordinal:04d}"


def optional_row_id(document: str, table: str | None, ordinal: int | None) -> str | None:
    """As `row_id`; null where there is no row to name. A value of an indicator is named by its indicator."""
    if table == "documents":
        return document
    letter_table = "indicators" if table == "indicator_values" else table
    if letter_table not in _LETTERS or ordinal is None:
        return None
    return row_id(document, letter_table, ordinal)
