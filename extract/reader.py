"""One door for all input: bytes and a name in, a Document out, or a ReadError that says why not.

The kind of file is told by its first bytes, then by its name's ending.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extract.document import Document
from extract.errors import ReadError, Reason

PDF_MAGIC = b"%PDF"
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
DOCX_PART = b"word/document.xml"
MAGIC_WITHIN = 1024
"""Bytes from the start in which a PDF's magic may stand, as other readers accept it."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read: `source` is the PDF source of characters (`fast` or `pdfplumber`), `ocr` whether scans are read.

    `on_page` is called after each page that OCR has recognised, which takes seconds.
    """

    source: str = "fast"
    ocr: bool = True
    on_page: Callable[[], None] = lambda: None


def read_document(data: bytes, name: str, options: ReadOptions | None = None) -> Document:
    """Read one file's bytes; `name` is used for its ending and in messages. Raises ReadError."""
    options = options or ReadOptions()
    if not data.strip():
        raise ReadError(Reason.EMPTY, f"{name} is empty; nothing to import.")
    if PDF_MAGIC in data[:MAGIC_WITHIN]:
        from extract.pdf.reader import read_pdf

        return read_pdf(data, name, options.source, ocr=options.ocr, on_page=options.on_page)
    if data.startswith(ZIP_MAGIC):
        if DOCX_PART in data:
            from extract.word.reader import read_docx

            return read_docx(data, name)
        raise ReadError(Reason.UNSUPPORTED, f"{name} is a zip archive but no Word file; unpack it first.")
    if data.startswith(OLE_MAGIC):
        raise ReadError(Reason.UNSUPPORTED, f"{name} is an old Office file; save it as .docx or PDF.")
    if name.lower().endswith(".pdf"):
        raise ReadError(Reason.UNSUPPORTED, f"{name} is named as a PDF but is not one.")
    from extract.text import read_text

    return read_text(data, name)
