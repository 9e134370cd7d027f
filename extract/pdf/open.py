"""A PDF's bytes to an open source of characters, or the reason why not.

In: bytes and a name. Out: a CharacterSource and what had to be done to open it: an empty password is tried, a broken
cross-reference table is rebuilt once. It never guesses a password and never runs or opens what a file carries along.
"""

from __future__ import annotations

import io
import re

from extract.document import Remark
from extract.errors import ReadError, Reason
from extract.pdf.sources import CharacterSource, open_source

TAIL = 2048
"""Bytes at the end of a whole file in which its cross-reference table is named."""
START = re.compile(rb"startxref\s+(\d+)")
XREF = re.compile(rb"\s*(?:xref|\d+\s+\d+\s+obj)")


def open_pdf(data: bytes, name: str, source: str) -> tuple[CharacterSource, bytes, tuple[Remark, ...]]:
    """A PDF's bytes to its pages, the bytes they are read from, and remarks; raises ReadError."""
    remarks: tuple[Remark, ...] = ()
    if not is_whole(data):
        data = repair(data, name)
        message = f"{name} is damaged and was repaired before it was read; pages or text may be missing."
        remarks = (Remark("repaired", "warning", message),)
    try:
        pages = open_source(data, source)
    except Exception as error:  # readers raise whatever the bytes happen to hit
        if remarks:
            raise ReadError(Reason.DAMAGED, f"{name} is damaged and could not be repaired.") from error
        data = repair(data, name)
        message = f"{name} is damaged and was repaired before it was read; pages or text may be missing."
        return open_repaired(data, name, source), data, (Remark("repaired", "warning", message),)
    if pages.page_count == 0:
        pages.close()
        raise ReadError(Reason.EMPTY, f"{name} has no pages.")
    return pages, data, remarks


def open_repaired(data: bytes, name: str, source: str) -> CharacterSource:
    """Open what was repaired; raises ReadError where that was no use."""
    try:
        pages = open_source(data, source)
    except Exception as error:  # as above
        raise ReadError(Reason.DAMAGED, f"{name} is damaged and could not be repaired.") from error
    if pages.page_count == 0:
        raise ReadError(Reason.DAMAGED, f"{name} is damaged; no page of it could be saved.")
    return pages


def is_whole(data: bytes) -> bool:
    """Whether a file ends as it should: with the place of its cross-reference table, and the table there."""
    matches = START.findall(data[-TAIL:])
    if not matches:
        return False
    offset = int(matches[-1])
    head = max(data[:1024].find(b"%PDF"), 0)
    return any(XREF.match(data[place : place + 40]) for place in (offset, offset + head))


def repair(data: bytes, name: str) -> bytes:
    """A damaged file's bytes to those of a whole one; raises ReadError."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) == 0 and is_whole(data):
                raise ReadError(Reason.EMPTY, f"{name} has no pages.")
            if len(pdf.pages) == 0:
                raise ReadError(Reason.DAMAGED, f"{name} is damaged; no page of it could be saved.")
            target = io.BytesIO()
            pdf.save(target)
            return target.getvalue()
    except pikepdf.PasswordError as error:
        raise ReadError(Reason.ENCRYPTED, f"{name} asks for a password; save it without one.") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as error:
        raise ReadError(Reason.DAMAGED, f"{name} is damaged and could not be repaired.") from error
