"""Rows that are in no table to drafts of lines, in reading order.

In: the rows of a page outside tables and furniture. Out: drafts of lines: contents entries with a tab before the page
number, list items with "- " in front, columns read one after the other. It never joins the lines of a paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.contents_rows import Entry, rows_to_entries
from extract.document import new_tuple
from extract.marks import BULLETS
from extract.page_content import Box
from extract.rows import Row, Segment, is_code, row_to_segments, words_to_box

GUTTER = 14.0
"""Points: the narrowest strip between two columns."""
COLUMN_ROWS = 2
"""Rows on each side that make two columns."""
APART = 4.0
"""Share of the size: rows further apart belong to different blocks of columns."""
MIDDLE = 0.25
"""Share of the page's width: a gutter lies between this and one minus this."""


class Draft(NamedTuple):
    """A line before it has a number; `base` is where its last row stands, `first_base` its first."""

    text: str
    box: Box
    size: float
    bold: bool
    first_base: float
    base: float
    tag: str | None = None
    furniture: bool = False
    coloured: bool = False


def rows_to_drafts(rows: Sequence[Row], width: float, roles: Mapping[int, str]) -> list[Draft]:
    """Rows from the top down to drafts of lines in reading order."""
    entries = {entry.first: entry for entry in rows_to_entries(rows)}
    drafts: list[Draft] = []
    plain: list[Row] = []
    number = 0
    while number < len(rows):
        entry = entries.get(number)
        if entry is None:
            plain.append(rows[number])
            number += 1
            continue
        drafts += plain_to_drafts(plain, width, roles)
        plain = []
        drafts.append(entry_to_draft(entry, rows, roles))
        number = entry.last + 1
    return drafts + plain_to_drafts(plain, width, roles)


def entry_to_draft(entry: Entry, rows: Sequence[Row], roles: Mapping[int, str]) -> Draft:
    """A contents entry to one line."""
    used = rows[entry.first : entry.last + 1]
    words = [word for row in used for word in row.words]
    tag = roles.get(words[0].mcid)
    return Draft(entry.text, words_to_box(words), used[-1].size, used[-1].bold, used[0].base, used[-1].base, tag)


def plain_to_drafts(rows: Sequence[Row], width: float, roles: Mapping[int, str]) -> list[Draft]:
    """Rows that are no contents entries to lines; two columns side by side are read one after the other."""
    drafts: list[Draft] = []
    number = 0
    parted = [row_to_segments(row) for row in rows]
    while number < len(rows):
        end, gutter = column_block(rows, parted, number, width)
        if end > number:
            for side in (True, False):
                for row, segments in zip(rows[number:end], parted[number:end], strict=True):
                    chosen = [segment for segment in segments if (segment.x1 <= gutter) == side]
                    if chosen:
                        drafts.append(segments_to_draft(row, chosen, roles))
            number = end
        else:
            drafts.append(segments_to_draft(rows[number], parted[number], roles))
            if drafts[-1].tag == "LI" and number and is_rest(rows[number], rows[number - 1]):
                drafts[-1] = drafts[-1]._replace(tag="P")
            number += 1
    return drafts


def is_rest(row: Row, above: Row) -> bool:
    """Whether a row goes on with the marked content of the row above, as the lines of one paragraph do."""
    return above.words[-1].mcid == row.words[0].mcid >= 0


def column_block(
    rows: Sequence[Row], parted: Sequence[Sequence[Segment]], first: int, width: float
) -> tuple[int, float]:
    """The end of a block of two columns that begins on row `first`, and its gutter; the same number where none does."""
    if not starts_columns(parted[first], width):
        return first, 0.0
    low, high = 0.0, width
    end = last_right = first
    left_rows = right_rows = 0
    for number in range(first, len(rows)):
        if number > first and rows[number].base - rows[number - 1].base > APART * rows[number].size:
            break
        cut = narrow_gutter(parted[number], low, high, width)
        if cut is None:
            break
        low, high = cut
        left_rows += parted[number][0].x1 <= high
        if parted[number][-1].x0 >= high - 0.01:
            right_rows += 1
            last_right = number
        end = number + 1
    end = min(end, last_right + 1)
    if min(left_rows, right_rows) < COLUMN_ROWS and end - first > 0:
        sides = any(len(segments) > 1 and not is_code(segments[0]) for segments in parted[first:end])
        if not sides or end - first > 1:
            return first, 0.0
    return end, (low + high) / 2


def starts_columns(segments: Sequence[Segment], width: float) -> bool:
    """Whether a row can be the first of two columns: parted, or standing on the right half only."""
    if segments[0].x0 > width / 2:
        return True
    return len(segments) > 1 and not is_code(segments[0])


def narrow_gutter(segments: Sequence[Segment], low: float, high: float, width: float) -> tuple[float, float] | None:
    """The strip between `low` and `high` narrowed so that it passes between a row's segments; null where it cannot."""
    ends = [0.0, *(segment.x1 for segment in segments)]
    starts = [*(segment.x0 for segment in segments), width]
    strips = [
        (max(left, low, MIDDLE * width), min(right, high, (1 - MIDDLE) * width))
        for left, right in zip(ends, starts, strict=True)
    ]
    # A strip between two segments parts them; the margins beside them part nothing, however wide they are.
    for chosen in (strips[1:-1], strips):
        wide = [strip for strip in chosen if strip[1] - strip[0] >= GUTTER]
        if wide:
            return max(wide, key=lambda strip: strip[1] - strip[0])
    return None


def segments_to_draft(row: Row, segments: Sequence[Segment], roles: Mapping[int, str]) -> Draft:
    """Segments of one row to a line; a bullet in front becomes "- "."""
    words = [word for segment in segments for word in segment.words]
    first = words[0].text
    text = " ".join([word.text for word in words])
    tag = roles.get(words[0].mcid)
    if (
        first in BULLETS
        or (first == "-" and len(words) > 1)
        or (first in ("–", "o") and len(words) > 1 and words[1].x0 - words[0].x1 > 0.6 * row.size)
        or (first in ("●", "■", "▪") and tag in ("LI", "LBody", "Lbl"))
    ):
        text = f"- {text[len(first) :].lstrip()}"
    elif first[0] in BULLETS:
        text = "- " + text[1:].lstrip()
    box = words_to_box(words)
    draft: Draft = new_tuple(Draft, (text.rstrip(), box, row.size, row.bold, row.base, row.base, tag, False, False))
    return draft
