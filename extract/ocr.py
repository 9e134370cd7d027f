"""Pages without text to pages with text, by ocrmypdf and Tesseract with Swedish.

In: a PDF's bytes and the numbers of its pages that are pictures. Out: PageContents of those pages, with the words that
were recognised and the ruling lines seen in the picture. Skewed pages are set straight. It never touches a page that
has text, and says what to install where something is missing.
"""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from extract.page_content import PageContent, Word
from extract.raster_lines import SCAN_DOTS, picture_to_edges, straight_picture

LANGUAGE = "swe"
SECOND_LANGUAGE = "eng"
"""Comes with Tesseract; asked only about percent signs."""
PICTURE_SHARE = 0.3
"""Share of a page that images cover when it is a scan; a blank page with a logo is not."""
UNREADABLE = 0.1
"""Share of characters without a known meaning from which a page's text is rubbish."""
SECONDS_A_PAGE = 120
"""Longest time one page may take; a dense A4 page takes five seconds."""
SMALL, LARGE = 0.55, 1.18
"""Shares of the page's usual size between which a recognised size is taken for the usual one: it follows the letters'
own height, so that "senare" comes out smaller than "kvalitet"."""
LARGEST_PAGE = 4000.0
"""Points: larger pages are drawings and are not rendered."""


def needs_ocr(content: PageContent) -> bool:
    """Whether a page's text has to come from its picture."""
    if max(content.width, content.height) > LARGEST_PAGE:
        return False
    if not content.words:
        return content.image_share >= PICTURE_SHARE
    return content.unmapped >= UNREADABLE


@lru_cache(maxsize=1)
def missing_parts() -> tuple[str, ...]:
    """What OCR needs and is not installed."""
    missing = []
    if importlib.util.find_spec("ocrmypdf") is None:
        missing.append("ocrmypdf")
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        return (*missing, "tesseract")
    answer = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, check=False)
    if LANGUAGE not in answer.stdout.split():
        missing.append(f"Tesseract's language {LANGUAGE}")
    return tuple(missing)


def ocr_pages(data: bytes, numbers: Sequence[int]) -> dict[int, PageContent]:
    """Pages of a PDF, by number, as recognised; a page that could not be recognised is left out."""
    found: dict[int, PageContent] = {}
    for number in numbers:
        content = ocr_page(data, number)
        if content is not None:
            found[number] = content
    return found


def ocr_page(data: bytes, number: int) -> PageContent | None:
    """One page as recognised; null where that failed."""
    import pypdfium2 as pdfium

    pdf = pdfium.PdfDocument(data)
    try:
        picture = straight_picture(pdf[number - 1])
    finally:
        pdf.close()
    across, down = picture_to_edges(picture)
    paper = picture_to_pdf(picture)
    content = recognised_page(paper, LANGUAGE)
    if content is None:
        return None
    doubtful = percent_candidates(content.words)
    if doubtful:
        second = recognised_page(paper, SECOND_LANGUAGE)
        content = replace(content, words=with_percents(content.words, doubtful, second.words if second else ()))
    content = clean(content)
    return replace(content, number=number, across=tuple(across), down=tuple(down), fills=(), image_share=0.0)


def recognised_page(paper: bytes, language: str) -> PageContent | None:
    """A PDF of one picture to what is recognised on it; null where that failed."""
    from extract.source_fast import FastSource

    recognised = recognise(paper, language)
    if recognised is None:
        return None
    source = FastSource(recognised)
    try:
        return source.page(1)
    finally:
        source.close()


def percent_candidates(words: Sequence[Word]) -> list[int]:
    """Places of the short words right behind a number: Swedish Tesseract takes the percent sign for letters."""
    places = []
    for place, (before, word) in enumerate(pairwise(words), 1):
        near = abs(word.base - before.base) < 0.5 * word.size and word.x0 - before.x1 < word.size
        if near and before.text[-1].isdigit() and len(word.text) <= 2 and word.text != "%":
            places.append(place)
    return places


def with_percents(words: Sequence[Word], places: Sequence[int], others: Sequence[Word]) -> tuple[Word, ...]:
    """Words with those at `places` made percent signs where another language's reading has one in the same place."""
    signs = [word for word in others if word.text.endswith("%")]
    mended = list(words)
    for place in places:
        word = mended[place]
        middle = (word.x0 + word.x1) / 2
        if any(sign.x0 <= middle <= sign.x1 + 1 and abs(sign.base - word.base) < 0.5 * word.size for sign in signs):
            mended[place] = word._replace(text="%")
    return tuple(mended)


def picture_to_pdf(picture: Any) -> bytes:
    """A grey picture to a PDF of one page."""
    target = io.BytesIO()
    picture.save(target, format="PDF", resolution=SCAN_DOTS)
    return target.getvalue()


def recognise(data: bytes, language: str) -> bytes | None:
    """A PDF of one picture to one with text behind it; null where ocrmypdf gave up."""
    with tempfile.TemporaryDirectory(prefix="styrdata-ocr-") as folder:
        source, target = Path(folder) / "in.pdf", Path(folder) / "out.pdf"
        source.write_bytes(data)
        command = [sys.executable, "-m", "ocrmypdf", "--language", language, "--force-ocr", "--quiet"]
        # Tesseract's own threads slow each other down
        command += ["--output-type", "pdf", "--optimize", "0", "--jobs", "1"]
        command += [str(source), str(target)]
        try:
            environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
            subprocess.run(command, capture_output=True, check=False, timeout=SECONDS_A_PAGE, env=environment)
        except subprocess.TimeoutExpired:
            return None
        return target.read_bytes() if target.exists() else None


def clean(content: PageContent) -> PageContent:
    """A recognised page without the specks that recognition takes for bars and dots."""
    words = [word for word in content.words if not is_speck(word)]
    body = median((word.size for word in words for _ in word.text), default=0.0)
    low, high = SMALL * body, LARGE * body
    even = tuple(word._replace(size=body) if low <= word.size <= high else word for word in words)
    return replace(content, words=even, pictures=())


def median(values: Iterable[float], default: float) -> float:
    """The middle value, the upper one of two; the default where there is none."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else default


def is_speck(word: Word) -> bool:
    """Whether a word is a ruling line or a stain that was taken for letters."""
    return not any(char.isalnum() or char in "-–−%✓✗●■►•" for char in word.text)
