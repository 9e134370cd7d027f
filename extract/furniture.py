"""Page furniture: repeated headers, footers and page numbers.

In: the rows of many pages, with their heights. Out: whether a row is furniture: the same text (but for the page's
number) in the same band of many pages, or a page number in a band. It never removes anything, and the header row of a table,
printed again on each page, is not furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from extract.rows import Row, row_to_segments
from extract.tables.header_rows import is_header_texts

TOP_BAND = 0.14
"""Share of the height: the city's header is four lines below the edge."""
BOTTOM_BAND = 0.11
"""Share of the height of the footer's band."""
PAGE_SHARE = 0.3
"""Share of the pages that a furniture text stands on at least; odd and even pages may differ."""
LEVEL_SHARE = 0.5
"""Share of the rows on one height of the band that have the text: body text shares its height with other texts."""
LARGER = 0.6
"""Points: type this much larger than the body's is a heading's, unless it stands on most pages."""
LARGE_SHARE = 0.6
"""Share of the pages that large type stands on to be furniture, or bold type inside of other furniture.

Page after page may begin with the heading of the same part of another goal.
"""
LEVEL = 4.0
"""Points: how exactly furniture keeps its height."""

PAGE_NUMBER = re.compile(
    r"(?:-\s*\d{1,4}\s*-|\d{1,4}[\s.:,]*\(\s*\d{1,4}\s*\)|\d{1,4}\s*/\s*\d{1,4}"
    r"|(?:sid|sida|sidan|page)\.?\s*\d{1,4}(?:\s*(?:\(\s*\d{1,4}\s*\)|av\s*\d{1,4}|/\s*\d{1,4}))?)",
    re.IGNORECASE,
)
ENDS_IN_PAGE_NUMBER = re.compile(
    r".*\b(?:sid|sida|sidan)\.?\s*\d{1,4}\s*(?:\(\s*\d{1,4}\s*\)|av\s*\d{1,4})", re.IGNORECASE
)
END_NUMBER = re.compile(r"^\d{1,4}(?=\s|$)|(?<=\s)\d{1,4}$|(?<=\s)\d{1,4}\s*(?:\(\d{1,4}\)|av \d{1,4}|/\s*\d{1,4})$")

MISREAD_NUMBER = re.compile(r"\d{1,6}\)")
"""What recognition makes of a scanned "7 (7)"."""

NUMBER_CLOSERS = (")", "-")
"""Signs that stand behind page numbers."""

Key = tuple[bool, str, int]


class Furniture:
    """What has been seen in the bands of the pages so far."""

    def __init__(self) -> None:
        self._pages = 0
        self._texts: Counter[Key] = Counter()
        self._levels: Counter[tuple[bool, int]] = Counter()
        self._sizes: Counter[float] = Counter()
        self._outermost: set[Key] = set()
        self._repeated: Counter[tuple[bool, int]] = Counter()
        self._counted = 0

    def observe(self, rows: Iterable[Row], height: float) -> None:
        """Count the band rows of one more page."""
        self._pages += 1
        seen: set[Key] = set()
        levels: set[tuple[bool, int]] = set()
        for row in rows:
            band = band_of(row, height)
            self._sizes[row.size] += len(row.words)
            if band is not None:
                level = row_level(row, height, top=band)
                seen.add((band, row_key(row), level))
                levels.add((band, level))
        for band in (True, False):
            nearest = min((level for side, level in levels if side is band), default=0)
            self._outermost.update(key for key in seen if key[0] is band and key[2] <= nearest)
        self._texts.update(seen)
        self._levels.update(levels)

    def _body_size(self) -> float:
        return max(self._sizes, key=lambda size: (self._sizes[size], size), default=0.0)

    def is_furniture(self, row: Row, height: float) -> bool:
        """Whether a row is a header, a footer or a page number."""
        band = band_of(row, height)
        if band is None:
            return False
        text = row.text
        if is_page_number(text) or (ends_in_number(text) and ENDS_IN_PAGE_NUMBER.fullmatch(text)):
            return True
        key, level = row_key(row), row_level(row, height, top=band)
        count = sum(self._texts[band, key, level + step] for step in (-1, 0, 1))
        if count < max(2, PAGE_SHARE * self._pages) or text.endswith(":"):
            return False
        inner = not any((band, key, level + step) in self._outermost for step in (-1, 0, 1))
        like_heading = row.size > self._body_size() + LARGER or (row.bold and inner)
        if like_heading and count < LARGE_SHARE * self._pages:
            return False
        here = max(self._levels[band, level + step] - self._others((band, key, level + step)) for step in (-1, 0, 1))
        if count < LEVEL_SHARE * here:
            return False
        return not is_header_texts([segment.text for segment in row_to_segments(row, 0.6)])

    def _others(self, key: Key) -> int:
        """How many rows on a height have another text that repeats, such as the footer of a section's first pages."""
        if self._counted != self._pages:
            self._counted = self._pages
            self._repeated = Counter()
            for (band, _, level), count in self._texts.items():
                if count >= max(2, PAGE_SHARE * self._pages):
                    self._repeated[band, level] += count
        own = self._texts[key] if self._texts[key] >= max(2, PAGE_SHARE * self._pages) else 0
        return self._repeated[key[0], key[2]] - own


def band_of(row: Row, height: float) -> bool | None:
    """True for the top band, False for the bottom band, null between."""
    if row.base <= TOP_BAND * height:
        return True
    return False if row.base >= (1 - BOTTOM_BAND) * height else None


def row_key(row: Row) -> str:
    """A row's text with the page's number made alike: a part of its own, or a number at the beginning or the end."""
    parts = ["#" if is_page_number(part.text) else part.text for part in row_to_segments(row)]
    if len(parts) > 1 and MISREAD_NUMBER.fullmatch(parts[-1]):
        parts[-1] = "#"
    key = " ".join(parts).casefold()
    return END_NUMBER.sub("#", key) if key[:1].isdigit() or ends_in_number(key) else key


def is_page_number(text: str) -> bool:
    """Whether a text is nothing but the number of a page."""
    return ends_in_number(text) and PAGE_NUMBER.fullmatch(text) is not None


def ends_in_number(text: str) -> bool:
    """Whether a text ends as a page number may, which few texts do."""
    return text[-1:].isdigit() or text.endswith(NUMBER_CLOSERS)


def row_level(row: Row, height: float, *, top: bool) -> int:
    """The height of a row in its band, from the page's edge, in steps."""
    return round((row.base if top else height - row.base) / LEVEL)
