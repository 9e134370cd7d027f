"""Where characters come from: one small interface, and the choice between its two makers.

In: a PDF's bytes. Out: a CharacterSource that gives one PageContent a page. It never joins words to lines.
"""

from __future__ import annotations

from typing import Protocol

from extract.page_content import PageContent


class CharacterSource(Protocol):
    """Pages of a PDF as words, edges, fills, pictures and tags. `slow_pages` counts pages read the slow way, `failed_pages` names
    those that could not be read and came out empty.
    """

    page_count: int
    slow_pages: int
    failed_pages: list[int]

    def page(self, number: int) -> PageContent:
        """Read the page with this 1-based number and let go of it."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


def open_source(data: bytes, source: str) -> CharacterSource:
    """Open a PDF with the source of this name (`fast` or `pdfplumber`)."""
    if source == "fast":
        from extract.pdf.source_fast import FastSource

        return FastSource(data)
    from extract.pdf.source_plain import PlainSource

    return PlainSource(data)
