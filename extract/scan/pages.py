"""Which pages of a PDF are scans: pictures of paper, with or without a text that another program recognised.

In: a page's content and the file's bytes. Out: where the page's text comes from. Searchable scans carry their text unseen
below or above the picture, without the lines of the tables: the picture tells more. It recognises nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import Any

from extract.page_content import PageContent

PICTURE_SHARE = 0.3
"""Share of a page that images cover when it is a scan; a blank page with a logo is not."""
WHOLE_SHARE = 0.7
"""Share of a page that images cover when little text beside them may be a stamp on a scan."""
STAMP_WORDS = 40
"""Words of the longest stamp, header or page number that a scanner or a register prints on its pages."""
STAMPED_TIMES = 3
"""How many times the words of a stamp a scanned page holds at least, itself included."""
UNREADABLE = 0.1
"""Share of characters without a known meaning from which a page's text is rubbish."""
HIDDEN_SHARE = 0.5
"""Share of a page's letters that cannot be seen when they are the recognised text of its picture."""
LARGEST_PAGE = 4000.0
"""Points: larger pages are drawings and are not rendered."""
DEEPEST_FORM = 5
"""Forms inside forms that are looked into."""
INVISIBLE = (3, 7)
"""Text render modes of the PDF format that paint nothing."""


class PageText(Enum):
    """Where the text of a page comes from."""

    OWN = auto()
    """The file itself."""
    PICTURE = auto()
    """Nowhere yet: the page is a picture."""
    RUBBISH = auto()
    """Fonts that do not say what their letters are."""
    LAYER = auto()
    """Another program's recognition, unseen on the picture."""
    STAMP = auto()
    """The file, but the page may be a scan that was printed on."""


def page_text(content: PageContent, data: bytes) -> PageText:
    """Where a page's text comes from, the file's bytes given."""
    if max(content.width, content.height) > LARGEST_PAGE:
        return PageText.OWN
    if not content.words:
        return PageText.PICTURE if content.image_share >= PICTURE_SHARE else PageText.OWN
    if content.unmapped >= UNREADABLE:
        return PageText.RUBBISH
    if content.image_share >= PICTURE_SHARE and hidden_share(data, content.number) >= HIDDEN_SHARE:
        return PageText.LAYER
    if content.image_share >= WHOLE_SHARE and len(content.words) <= STAMP_WORDS:
        return PageText.STAMP
    return PageText.OWN


def is_better(recognised: PageContent, content: PageContent, kind: PageText) -> bool:
    """Whether a page as recognised says more than the text it came with: a cover's photograph says nothing."""
    return kind is not PageText.STAMP or len(recognised.words) >= STAMPED_TIMES * max(
        len(content.words), STAMP_WORDS / 4
    )


def hidden_share(data: bytes, number: int) -> float:
    """Share of a page's letters that nobody sees: set in invisible type, or printed before the picture that covers them."""
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return 0.0
    try:
        page = pdf[number - 1]
        text_page = page.get_textpage()
        hidden, shown = count_letters(page, text_page)
        return hidden / max(hidden + shown, 1)
    except pdfium.PdfiumError:
        return 0.0
    finally:
        pdf.close()


def count_letters(page: Any, text_page: Any) -> tuple[int, int]:
    """Letters of a page that nobody sees, and those that can be seen."""
    from pypdfium2 import raw

    hidden = shown = 0
    area = max(page.get_width() * page.get_height(), 1.0)
    kinds: Sequence[int] = (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE)
    for item in page.get_objects(filter=kinds, max_depth=DEEPEST_FORM):
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            letters = raw.FPDFTextObj_GetText(item, text_page, None, 0) // 2 - 1
            if raw.FPDFTextObj_GetTextRenderMode(item) in INVISIBLE:
                hidden += letters
            else:
                shown += letters
        elif item.level == 0:
            left, bottom, right, top = item.get_bounds()
            if (right - left) * (top - bottom) >= PICTURE_SHARE * area and not is_mask(item):
                hidden, shown = hidden + shown, 0
    return hidden, shown


def is_mask(item: Any) -> bool:
    """Whether an image has one bit a dot: it may paint its dark dots only, and what lies below stays in sight."""
    return int(item.get_metadata().bits_per_pixel) == 1
