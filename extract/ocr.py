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
from pathlib import Path

from extract.page_content import PageContent, Word
from extract.raster_lines import picture_to_edges

LANGUAGE = "swe"
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
    from extract.source_fast import FastSource

    recognised = recognise(take_pages(data, numbers), len(numbers))
    if recognised is None:
        return {}
    source = FastSource(recognised)
    try:
        return {
            number: with_lines(clean(source.page(place)), recognised, place, number)
            for place, number in enumerate(numbers, 1)
            if place <= source.page_count
        }
    finally:
        source.close()


def take_pages(data: bytes, numbers: Sequence[int]) -> bytes:
    """Some pages of a PDF to a PDF of their own."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.new() as part:
        for number in numbers:
            part.pages.append(pdf.pages[number - 1])
        target = io.BytesIO()
        part.save(target)
        return target.getvalue()


def recognise(data: bytes, pages: int) -> bytes | None:
    """A PDF of pictures to one with text behind them; null where ocrmypdf gave up."""
    with tempfile.TemporaryDirectory(prefix="styrdata-ocr-") as folder:
        source, target = Path(folder) / "in.pdf", Path(folder) / "out.pdf"
        source.write_bytes(data)
        command = [sys.executable, "-m", "ocrmypdf", "--language", LANGUAGE, "--force-ocr", "--deskew", "--quiet"]
        # Tesseract's own threads slow each other down
        command += ["--output-type", "pdf", "--optimize", "0", "--oversample", "300", "--jobs", "1"]
        command += [str(source), str(target)]
        try:
            environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
            subprocess.run(command, capture_output=True, check=False, timeout=SECONDS_A_PAGE * pages, env=environment)
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


def with_lines(content: PageContent, data: bytes, place: int, number: int) -> PageContent:
    """A recognised page with its number and the ruling lines in its picture."""
    across, down = picture_to_edges(data, place)
    return replace(content, number=number, across=tuple(across), down=tuple(down), fills=(), image_share=0.0)
