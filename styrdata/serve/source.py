"""Where a row was read: the picture of its page with its box marked, or the lines of the text.

In: a document's row, the folder of the archive. Out: the source's bytes when they are the ones that were imported, its
numbered lines, a page as PNG. It never opens a file outside the archive's folder and never trusts a file whose digest is
another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from extract.document import BBox, Document
from extract.drawn_page import page_png
from extract.errors import ReadError
from extract.reader import read_document

MARK = "#c2410c"
"""Colour of the box round a row."""
AROUND = 4
"""Lines shown before and after the ones a row was read from."""


class SourceMissingError(Exception):
    """The source cannot be shown; the message says why, in Swedish."""


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """One line of the text as extracted; `marked` where the row was read from it."""

    number: int
    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Archive:
    """The folder that the documents were imported from; null where it was not given."""

    folder: Path | None

    def source(self, document: Mapping[str, Any]) -> bytes:
        """The bytes that the document was imported from; SourceMissingError where they are not there."""
        if self.folder is None:
            raise SourceMissingError(
                "Arkivets mapp är inte angiven. Starta med: styrdata serve UT --archive MAPP, så visas källan här."
            )
        root = self.folder.resolve()
        path = (root / str(document["source_path"])).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            raise SourceMissingError(f"Filen {document['source_path']} finns inte i {self.folder}.")
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != document["sha256"]:
            raise SourceMissingError(f"Filen {document['source_path']} har ändrats sedan den lästes in.")
        return data

    def lines(self, document: Mapping[str, Any], first: int, last: int) -> list[NumberedLine]:
        """The lines from `first` to `last`, marked, and a few around them."""
        text = _read(self.source(document), str(document["source_path"]))
        low, high = max(1, first - AROUND), last + AROUND
        return [
            NumberedLine(line.number, line.text, first <= line.number <= last) for line in text.lines[low - 1 : high]
        ]

    def page_png(self, document: Mapping[str, Any], page: int, box: tuple[float, ...] | None) -> bytes:
        """A page of a PDF as a picture, with the box (points from the top left corner) marked."""
        return _draw(self.source(document), page, box)


@lru_cache(maxsize=16)
def _read(data: bytes, name: str) -> Document:
    """The text as extracted."""
    try:
        return read_document(data, name)
    except ReadError as error:
        raise SourceMissingError(f"Källan kunde inte läsas: {error}") from error


@lru_cache(maxsize=64)
def _draw(data: bytes, page: int, box: tuple[float, ...] | None) -> bytes:
    """Draw a page."""
    boxes = () if box is None else ((BBox(*box), MARK, "raden"),)
    try:
        return page_png(data, page, boxes)
    except ReadError as error:
        raise SourceMissingError(f"Sidan kunde inte ritas: {error}") from error
