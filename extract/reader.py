"""One door for all input: bytes and a name in, a Document out, or a ReadError that says why not.

The kind of file is told by its first bytes, then by its name's ending.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.document import Document
from extract.errors import ReadError, Reason

PDF_MAGIC = b"%PDF"
MAGIC_WITHIN = 1024
"""Bytes from the start in which a PDF's magic may stand, as other readers accept it."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: `source` is the PDF source of characters (`fast` or `pdfplumber`), `ocr` whether scans are read."""

    source: str = "fast"
    ocr: bool = True


def read_document(data: bytes, name: str, options: ReadOptions | None = None) -> Document:
    """Read one file's bytes; `name` is used for its ending and in messages. Raises ReadError."""
    options = options or ReadOptions()
    if not data.strip():
        raise ReadError(Reason.EMPTY, f"{name} is empty; nothing to import.")
    if PDF_MAGIC in data[:MAGIC_WITHIN]:
        from extract.pdf import read_pdf

        return read_pdf(data, name, options.source, ocr=options.ocr)
    from extract.text import read_text

    return read_text(data, name)
