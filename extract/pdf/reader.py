"""A PDF's bytes to a Document.

In: bytes, a name for messages, the source of characters to use. Out: a Document, or a ReadError that says why not. The
order: open, read pages in runs, send pages without text to OCR, tell furniture over a run, lay out each page, number
the lines. It never keeps a page longer than its run, runs no script and opens no attachment.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from extract.assemble import Assembler, to_bbox
from extract.cells import RawGrid
from extract.document import Document, MediaType, Remark, TextSource
from extract.errors import ReadError, Reason
from extract.furniture import Furniture
from extract.icons import Icons
from extract.layout import last_table, lay_out
from extract.page_content import PageContent
from extract.pdf.damage import damaged_pages
from extract.pdf.open import open_pdf
from extract.pdf.sources import CharacterSource
from extract.rows import words_to_rows
from extract.scan.lexicon import known_words
from extract.scan.ocr import LANGUAGE, missing_parts, ocr_pages
from extract.scan.pages import PageText, is_better, page_text
from extract.scan.sizes import even_lines
from extract.scan.words import count_words, with_dots, with_known

RUN = 32
"""Pages read before the first of them is laid out: enough to tell what repeats, few enough to keep in memory."""
MOST_PAGES = 20_000
"""Pages of the longest file that is read; the longest plan has 300."""


@dataclass(slots=True)
class Scans:
    """What happened to the pages that are pictures: the numbers of those that were recognised, and of those that were not.

    `unread` have no other text, `layers` that of another program, `stamps` their own, which may not be all.
    """

    allowed: bool
    on_page: Callable[[], None]
    found: set[int] = field(default_factory=set)
    unread: list[int] = field(default_factory=list)
    layers: list[int] = field(default_factory=list)
    stamps: list[int] = field(default_factory=list)

    def missed(self, kind: PageText) -> list[int]:
        """Where pages of this kind that were not recognised are noted."""
        return {PageText.LAYER: self.layers, PageText.STAMP: self.stamps}.get(kind, self.unread)


def read_pdf(
    data: bytes, name: str, source: str = "fast", *, ocr: bool = True, on_page: Callable[[], None] = lambda: None
) -> Document:
    """Read a PDF; `on_page` is called after each recognised page. Raises ReadError."""
    pages, data, remarks = open_pdf(data, name, source)
    try:
        if pages.page_count > MOST_PAGES:
            raise ReadError(Reason.TOO_LARGE, f"{name} has {pages.page_count} pages; split it or check what it is.")
        return read_pages(pages, data, name, remarks, Scans(ocr, on_page))
    finally:
        pages.close()


def read_pages(pages: CharacterSource, data: bytes, name: str, remarks: Sequence[Remark], scans: Scans) -> Document:
    """All pages of a source to a Document."""
    assembler = Assembler(MediaType.PDF)
    for remark in remarks:
        assembler.add_remark(remark)
    furniture = Furniture()
    icons = Icons(data)
    above: RawGrid | None = None
    for first in range(1, pages.page_count + 1, RUN):
        run = [icons.marked(content) for content in read_run(pages, first, data, assembler, scans)]
        rows = [words_to_rows(content.words) for content in run]
        for content, page_rows in zip(run, rows, strict=True):
            furniture.observe(page_rows, content.height)
        for content, page_rows in zip(run, rows, strict=True):
            laid = lay_out(content, page_rows, furniture.is_furniture, above)
            above = last_table(laid)
            assembler.add_page(content.number, content.width, content.height, laid, content.turn)
    damaged = damaged_pages(data) | set(pages.failed_pages)
    check_text(assembler, damaged, name, scans)
    add_unread(scans, assembler)
    add_damaged(damaged, pages.failed_pages, assembler)
    recognised = scans.found or scans.layers
    document = assembler.document(TextSource.OCR if recognised else TextSource.NATIVE, pages.slow_pages)
    return replace(document, lines=even_lines(document.lines, scans.found)) if scans.found else document


def read_run(pages: CharacterSource, first: int, data: bytes, assembler: Assembler, scans: Scans) -> list[PageContent]:
    """A run of pages, those that are pictures recognised where that is possible."""
    last = min(first + RUN, pages.page_count + 1)
    run = [pages.page(number) for number in range(first, last)]
    kinds = {content.number: page_text(content, data) for content in run}
    pictures = [number for number, kind in kinds.items() if kind is not PageText.OWN]
    if not pictures:
        return run
    for content in run:
        if kinds[content.number] is PageText.RUBBISH:
            message = f"The text of page {content.number} has no known meaning: its fonts do not say what letters are."
            assembler.add_remark(Remark("unreadable_text", "warning", message, content.number))
    tried = ocr_pages(data, pictures, scans.on_page) if scans.allowed and not missing_parts() else {}
    found = {n: tried[n] for n in tried if is_better(tried[n], run[n - first], kinds[n])}
    known = count_words(content.words for content in (*run, *found.values()))
    for number, content in found.items():
        add_doubts(content, assembler)
        found[number] = replace(
            content, words=with_known(with_dots(content.words, known), known, known_words(LANGUAGE))
        )
    scans.found.update(found)
    for number in pictures:
        if number not in tried:
            scans.missed(kinds[number]).append(number)
    return [found.get(content.number, content) for content in run]


def add_unread(scans: Scans, assembler: Assembler) -> None:
    """Tell of the pages whose pictures were not read."""
    for number in scans.unread:
        message = f"Page {number} is a picture and was not read; {install_hint()}"
        assembler.add_remark(Remark("page_needs_ocr", "warning", message, number))
    for number in scans.layers:
        message = (
            f"Page {number} is a scan; its text was taken as another program recognised it, without the lines of its tables; "
            f"{install_hint()}"
        )
        assembler.add_remark(Remark("page_needs_ocr", "warning", message, number))
    for number in scans.stamps:
        message = (
            f"Page {number} is a picture with little text on it; if it is a scan, most was not read; {install_hint()}"
        )
        assembler.add_remark(Remark("page_needs_ocr", "info", message, number))


def add_damaged(damaged: Collection[int], failed: Collection[int], assembler: Assembler) -> None:
    """Tell of the damaged pages; those that failed gave nothing at all."""
    for number in sorted(damaged):
        what = "could not be read" if number in failed else "what stands behind the damage was not read"
        message = f"Page {number} is damaged; {what}."
        assembler.add_remark(Remark("page_unreadable", "error", message, number))


def add_doubts(content: PageContent, assembler: Assembler) -> None:
    """Tell of the numbers of a scanned page that were read in more ways than one."""
    for box, readings in content.doubtful:
        message = f"A number on scanned page {content.number} was read in several ways ({readings}); look at the page."
        place = to_bbox(box)
        assembler.add_remark(Remark("ocr_uncertain", "warning", message, content.number, None, place))


def check_text(assembler: Assembler, damaged: Collection[int], name: str, scans: Scans) -> None:
    """Raise ReadError where no page gave any text."""
    if assembler.has_readable_text(scans.unread):
        return
    if scans.unread:
        raise ReadError(Reason.NEEDS_OCR, f"{name} is scanned, its pages are pictures; {install_hint()}")
    if damaged:
        raise ReadError(Reason.DAMAGED, f"{name} is damaged; no page of it could be read.")
    raise ReadError(Reason.EMPTY, f"{name} holds no text on any page; nothing to import.")


def install_hint() -> str:
    """What a person does so that scans are read."""
    missing = missing_parts()
    if missing:
        return f"install OCR with `make ocr` (missing: {', '.join(missing)})."
    return "read it with OCR."
