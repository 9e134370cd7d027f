"""A PDF's bytes to a Document.

In: bytes, a name for messages, the source of characters to use. Out: a Document, or a ReadError that says why not. The
order: open, read pages in runs, tell furniture over a run, lay out each page, number the lines; pages without text go
to OCR. It never keeps a page longer than its run, runs no script and opens no attachment.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.assemble import Assembler
from extract.document import Document, MediaType, TextSource
from extract.errors import ReadError, Reason
from extract.furniture import Furniture
from extract.layout import lay_out
from extract.page_content import PageContent
from extract.rows import words_to_rows
from extract.sources import CharacterSource, open_source

RUN = 48
"""Pages read before the first of them is laid out: enough to tell what repeats, few enough to keep in memory."""


def read_pdf(data: bytes, name: str, source: str = "fast", *, ocr: bool = True) -> Document:
    """Read a PDF; raises ReadError."""
    pages = open_source(data, name, source)
    try:
        return read_pages(pages, name)
    finally:
        pages.close()


def read_pages(pages: CharacterSource, name: str) -> Document:
    """All pages of a source to a Document."""
    assembler = Assembler(MediaType.PDF)
    furniture = Furniture()
    for run in runs(pages):
        rows = [words_to_rows(content.words) for content in run]
        for content, page_rows in zip(run, rows, strict=True):
            furniture.observe(page_rows, content.height)
        for content, page_rows in zip(run, rows, strict=True):
            laid = lay_out(content, page_rows, furniture.is_furniture)
            assembler.add_page(content.number, content.width, content.height, laid)
    if not assembler.has_text():
        raise ReadError(Reason.EMPTY, f"{name} holds no text on any page; nothing to import.")
    return assembler.document(TextSource.NATIVE, pages.slow_pages)


def runs(pages: CharacterSource) -> Iterator[list[PageContent]]:
    """Pages of a source in runs."""
    for first in range(1, pages.page_count + 1, RUN):
        yield [pages.page(number) for number in range(first, min(first + RUN, pages.page_count + 1))]
