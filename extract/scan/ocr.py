"""Pages that are pictures to pages with text, by ocrmypdf and Tesseract with Swedish.

In: a PDF's bytes and the numbers of its pages that are pictures. Out: PageContents of those pages, with the words that
were recognised and the ruling lines seen in the picture. Skewed pages are set straight. It never decides which pages
those are (pages.py does), and says what to install where something is missing.
"""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from extract.marks import BULLETS, MARKS
from extract.page_content import Box, Edge, PageContent, Word
from extract.scan.again import look_again
from extract.scan.glyphs import page_figures, reread, with_numbers
from extract.scan.ink import drawn_marks, easier_picture, pale_marks, part_marks, unread_ink, with_ink
from extract.scan.lexicon import known_words
from extract.scan.lines import (
    SCAN_DOTS,
    lies_on_its_side,
    may_lie_either_way,
    page_picture,
    picture_to_edges,
    picture_to_shades,
    straightened,
)
from extract.scan.prose import look_at_prose
from extract.scan.shapes import Figure
from extract.scan.sizes import even_headings, even_prose, even_tables, letters_size, median, with_usual
from extract.scan.words import mend
from extract.tables.separators import row_separators
from extract.turn import Turn

LANGUAGE = "swe"
TURNS = {1: 2, 2: 3, 3: 4}
"""Pillow's names for turning a picture by so many quarters counter-clockwise."""
PRINTED = MARKS | BULLETS | frozenset("-–−%")
"""Signs that are printed for themselves."""
BULLET, BULLET_SIZE = "•", 0.5
"""A list's bullet, and the share of the size that it is smaller than."""
SMALLEST_MARK = {"■": 0.4, "●": 0.2}
"""Share of the size: smaller squares and discs are full stops and the dots of colons."""
# as written within sentences; no single letters, which lines on their head are read as too
COMMON_WORDS = frozenset(
    {
        "och",
        "att",
        "det",
        "som",
        "en",
        "på",
        "är",
        "av",
        "för",
        "med",
        "till",
        "den",
        "har",
        "de",
        "om",
        "vi",
        "ska",
    }
)
COMMON_SHARE = 0.06
"""Share of common words below which a page may stand on its head; it may also be all tables, so both ways are tried."""
SECONDS_A_PAGE = 120
"""Longest time one page may take; a dense A4 page takes five seconds."""
SIZE = 1.3
"""Size of type for each point that recognition says: it measures the letters, not the type they are set in."""
SHORT = 2
"""Letters of the longest word that a drawn mark is misread as."""
MOST_UNREAD = 3.0
"""How many times as wide as the short words read off it a box of ink is that was not read to its end."""
LOWEST_TEXT = 4.0
"""Points: lower ink that was passed over is a dash, a bullet or a speck."""
DIRT = "«»=<>:;|_~"
"""What specks and bits of lines before a word are read as."""
ONE_LINE = 0.35
"""Share of the size: baselines nearer than this are one; lines are more than a whole size apart."""
GAP = 0.13
"""Share of the size: the least gap between two words; what is nearer would be put together as pieces of one word."""


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


class Reading(NamedTuple):
    """A picture as recognised, the angle that set it straight, and its numbers with their ink."""

    content: PageContent
    angle: float
    figures: list[Figure]


def ocr_pages(data: bytes, numbers: Sequence[int], on_page: Callable[[], None]) -> dict[int, PageContent]:
    """Pages of a PDF, by number, as recognised; a page that could not be recognised is left out."""
    ways: dict[int, list[Reading]] = {}
    for number in numbers:
        ways[number] = ocr_page(data, number)
        on_page()
    readings = upright(ways)
    found = {number: reading.content for number, reading in readings.items()}
    for number, read in reread({number: reading.figures for number, reading in readings.items()}).items():
        found[number] = with_numbers(found[number], read)
    return found


def ocr_page(data: bytes, number: int) -> list[Reading]:
    """One page as recognised: as it lies, and also turned where its words do not tell; none where that failed."""
    import pypdfium2 as pdfium

    pdf = pdfium.PdfDocument(data)
    try:
        page = pdf[number - 1]
        width, height = page.get_size()
        picture = page_picture(page)
    finally:
        pdf.close()
    quarters = 1 if lies_on_its_side(picture) else 0
    ways = [quarters, quarters + 2]
    if may_lie_either_way(picture):
        ways.append(1 - quarters)
    found: list[Reading] = []
    for turned in ways:
        reading = read_picture(picture.transpose(TURNS[turned]) if turned else picture)
        if reading is None:
            continue
        turn = Turn(width, height, turned, reading.angle) if turned or reading.angle else None
        found.append(reading._replace(content=replace(reading.content, number=number, turn=turn)))
        if known_share(reading.content.words, COMMON_WORDS) >= COMMON_SHARE:
            return found[-1:]
    return found


def upright(ways: Mapping[int, Sequence[Reading]]) -> dict[int, Reading]:
    """Of each page, by number, the reading that stands upright.

    A page that its common words do not tell (a cover, a table of figures) is told by the words of the pages that they do
    tell; where those say nothing either, it lies as most pages of the file lie.
    """
    sure = [readings[0] for readings in ways.values() if len(readings) == 1]
    known = {word.text for reading in sure for word in reading.content.words if len(word.text) > SHORT}
    usual = Counter(quarters_of(reading) for reading in sure).most_common(1)
    lying = usual[0][0] if usual else 0

    def evidence(reading: Reading) -> tuple[float, bool]:
        return known_share(reading.content.words, COMMON_WORDS | known), quarters_of(reading) == lying

    return {number: max(readings, key=evidence) for number, readings in ways.items() if readings}


def quarters_of(reading: Reading) -> int:
    """Quarters that a page was turned by."""
    return reading.content.turn.quarters if reading.content.turn else 0


def read_picture(picture: Any) -> Reading | None:
    """A picture of a page, upright but for a little skew, to what stands on it; null where recognition failed."""
    picture, angle = straightened(picture)
    across, down = picture_to_edges(picture)
    shades = picture_to_shades(picture)
    easier = easier_picture(picture, across, down, shades)
    content = recognised_page(picture_to_pdf(easier), LANGUAGE)
    if content is None:
        return None
    marked, boxes = with_marks(easier, with_ink(easier, content.words))
    looked = look_again(easier, marked, boxes)
    prose = look_at_prose(easier, looked.words, known_words(LANGUAGE))
    content = replace(content, words=prose.words, doubtful=looked.doubtful + prose.doubtful)
    content = clean(content, row_separators(across, shades))
    words = mend(content.words, down)
    drawn = replace(content, across=tuple(across), down=tuple(down), fills=tuple(shades), image_share=0.0)
    return Reading(replace(drawn, words=words), angle, page_figures(easier, words))


def with_marks(picture: Any, words: Sequence[Word]) -> tuple[list[Word], list[Box]]:
    """Words with drawn marks in place of what they were read as, and the boxes of ink that no word covers."""
    kept = [word for word in words if not is_speck(word)]
    short = [word for word in kept if may_be_mark(word.text)]
    others = [word for word in kept if not may_be_mark(word.text)]
    boxes = part_marks(picture, unread_ink(picture, others))
    marks: list[Word] = []
    left: list[Box] = []
    drawn = drawn_marks(picture, boxes)
    for found in pale_marks(picture, others):
        if not any(touch(found[1], close) for _, close in drawn.values()):
            drawn[len(boxes)] = found
            boxes.append(found[1])
    for place, box in enumerate(boxes):
        taken = [word for word in short if overlaps(word, box)]
        mark, close = drawn.get(place, ("", box))
        if mark == "✗" and any(word.text.isdigit() for word in taken):
            mark = ""
        near = nearest(close, [word for word in kept if word not in taken])
        if mark and near and close.x1 - close.x0 < SMALLEST_MARK.get(mark, 0.0) * near.size:
            continue
        if mark and near:
            size = near.size
            marks.append(Word(close.x0, near.base, close.x1, size, mark_text(mark, close, size), near.bold, -1))
            kept = [word for word in kept if word not in taken]
        elif not mark and (taken or box.bottom - box.top >= LOWEST_TEXT) and is_unread(box, taken):
            left.append(box)
            kept = [word for word in kept if word not in taken]
    return [*kept, *marks], left


def is_unread(box: Box, taken: Sequence[Word]) -> bool:
    """Whether a box of ink is still to be read: what was read of it is nothing, or the first letters of a longer word."""
    return box.x1 - box.x0 > MOST_UNREAD * sum(word.x1 - word.x0 + 0.2 * word.size for word in taken)


def may_be_mark(text: str) -> bool:
    """Whether a drawn mark may be what a text was read off: it is short, or shorter still without its signs."""
    return len(text) <= SHORT or (len(text) == SHORT + 1 and not text.isalnum())


def overlaps(word: Word, box: Box) -> bool:
    """Whether a word's middle lies in a box."""
    across, down = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
    return box.x0 - 1 <= across <= box.x1 + 1 and box.top - 1 <= down <= box.bottom + 1


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes have a common part."""
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


def nearest(box: Box, words: Sequence[Word]) -> Word | None:
    """The word on a box's line that lies nearest to its right end."""
    middle = (box.top + box.bottom) / 2
    beside = [word for word in words if word.top <= middle <= word.bottom]
    return min(beside, key=lambda word: abs(word.x0 - box.x1), default=None)


def mark_text(mark: str, box: Box, size: float) -> str:
    """A mark's sign; a small disc is a list's bullet."""
    return BULLET if mark == "●" and box.x1 - box.x0 < BULLET_SIZE * size else mark


def known_share(words: Sequence[Word], known: AbstractSet[str]) -> float:
    """Share of a page's words that are known; of a page that stands on its head next to none are words of the language."""
    return sum(word.text in known for word in words) / max(len(words), 1)


def recognised_page(paper: bytes, language: str) -> PageContent | None:
    """A PDF of one picture to what is recognised on it; null where that failed."""
    from extract.pdf.source_fast import FastSource

    recognised = recognise(paper, language)
    if recognised is None:
        return None
    source = FastSource(recognised)
    try:
        content = source.page(1)
        return replace(content, words=tuple(word._replace(size=SIZE * word.size) for word in content.words))
    finally:
        source.close()


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


def clean(content: PageContent, separators: Sequence[Edge] = ()) -> PageContent:
    """A recognised page without the specks that recognition takes for bars and dots, its sizes made even.

    `separators` part the rows of its tables.
    """
    words = [without_dirt(word) for word in content.words if not is_speck(word)]
    body = letters_size(words)
    words = parted(words, body)
    even = with_usual(words, body)
    bases = line_bases(even)
    measured = [word._replace(base=base) for word, base in zip(words, bases, strict=True)]
    even = even_prose([word._replace(base=base) for word, base in zip(even, bases, strict=True)], body)
    return replace(content, words=even_headings(even_tables(even, measured, body, separators), body), pictures=())


def without_dirt(word: Word) -> Word:
    """A word without the specks before and behind it that were taken for quotes and colons."""
    text = word.text.lstrip(DIRT) or word.text
    return word._replace(text=text) if text[:1].isalpha() else word


def line_bases(words: Sequence[Word]) -> list[float]:
    """One baseline a line, for each word: each block of a page has its own, a point higher or lower than its neighbour's."""
    lines: list[list[int]] = []
    for place in sorted(range(len(words)), key=lambda each: (words[each].base, words[each].x0)):
        word = words[place]
        first = words[lines[-1][0]] if lines else None
        if first and word.base - first.base <= ONE_LINE * min(word.size, first.size):
            lines[-1].append(place)
        else:
            lines.append([place])
    bases = [word.base for word in words]
    for line in lines:
        base = median((words[place].base for place in line), 0.0)
        for place in line:
            bases[place] = base
    return bases


def parted(words: Sequence[Word], body: float) -> list[Word]:
    """Words with a gap between them: what recognition took for two words is two, however near they stand.

    Their sizes, and that of a page's `body`, tell how wide a gap is taken for one.
    """
    done = list(words)
    for place, (word, after) in enumerate(pairwise(words)):
        end = after.x0 - GAP * max(word.size, body)
        if abs(word.base - after.base) < 0.3 * word.size and word.x0 < end < word.x1:
            done[place] = word._replace(x1=end)
    return done


def is_speck(word: Word) -> bool:
    """Whether a word is a ruling line or a stain that was taken for letters."""
    return not any(char.isalnum() or char in PRINTED for char in word.text)
