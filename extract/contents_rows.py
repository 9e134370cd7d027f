"""Rows of a table of contents to entries.

In: the rows of a page. Out: which rows end in a page number behind a leader or a wide gap, and entries put together
from the rows they wrap over. It never decides whether an entry is a goal.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extract.cells import join_wrapped
from extract.rows import Row, row_to_segments
from extract.tables.header_rows import is_first_header, is_header

LEADER = re.compile(r"^(?P<title>.*?\S)\s*[.…‥·_](?:\s?[.…‥·_]){2,}\s*(?P<page>\d{1,4})$")
FULL = re.compile(r"^(?P<title>.*[^\W\d_].*?)\s?(?P<page>[1-9]\d{0,2})$")
PAGE = re.compile(r"\d{1,4}")
FEWEST = 3
"""Entries with gaps instead of dots that make a table of contents."""
MISREAD = 6
"""Of this many page numbers one may be misread, and so not rise."""
LAST_PAGE = 1000
"""No contents name a page this high; amounts in a table's last column may."""
THOUSANDS = re.compile(r"[-−–]?\d{1,3}(?: \d{3})+(?:,\d+)?")
"""An amount that no page number can be."""
HEADER_ABOVE = 3
"""Rows between the header of a column of amounts and the first of them, at most: the names of groups."""
HEADER_REACH = 150.0
"""Points: a header set to the left ends this near to the numbers set to the right below it."""
RIGHT_EDGE = 4.0
"""Points: how exactly page numbers end on one line."""
WRAP_PITCH = 1.5
"""Share of the size: the rows of one wrapped entry are nearer than this."""
WRAP_LIMIT = 4
"""Rows of the longest entry."""


class Entry(NamedTuple):
    """One entry: its text with a tab before the page number, and its rows (numbers in the page's list of rows)."""

    text: str
    first: int
    last: int


def rows_to_entries(rows: Sequence[Row]) -> list[Entry]:
    """Rows of a page to contents entries; empty where the page has no contents."""
    ending = [number for number, row in enumerate(rows) if row.words[-1].text[-1].isdigit()]
    if not ending:
        return []  # as on most pages
    numbered = dict(leader_entries(rows, ending))
    gaps = dict(gap_entries(rows, ending))
    if len(gaps) + len(numbered) >= FEWEST:
        numbered = gaps | numbered
    if not numbered:
        return []
    if len(numbered) >= FEWEST:
        numbered |= full_entries(rows, numbered)
    entries = []
    last = -1
    for number in sorted(numbered):
        title, page = numbered[number]
        first, end = number, number
        if len(numbered) >= FEWEST:
            first = max(wrapped_start(rows, number, numbered), last + 1)
            end = rest_end(rows, number, numbered)
            for above in range(number - 1, first - 1, -1):
                title = join_wrapped(rows[above].text, title)
            for below in range(number + 1, end + 1):
                title = join_wrapped(title, rows[below].text)
        entries.append(Entry(f"{title}\t{page}", first, end))
        last = end
    return entries


def leader_entries(rows: Sequence[Row], ending: Iterable[int]) -> list[tuple[int, tuple[str, str]]]:
    """Rows with dots before a page number, as (row, (title, page)); `ending` are those that end in a digit."""
    found = []
    for number in ending:
        match = LEADER.match(rows[number].text)
        if match:
            found.append((number, (match["title"].rstrip(" .…‥·_"), match["page"])))
    return found


def gap_entries(rows: Sequence[Row], ending: Iterable[int]) -> list[tuple[int, tuple[str, str]]]:
    """Rows with a wide gap before a page number; the numbers rise and end on one line, else they are amounts."""
    found: list[tuple[int, tuple[str, str], float]] = []
    for number in ending:
        row = rows[number]
        last = row.words[-1].text
        if not last.isdigit() or not PAGE.fullmatch(last):
            continue
        segments = row_to_segments(row)
        if len(segments) in (2, 3) and len(segments[-1].words) == 1:
            title = " ".join(segment.text for segment in segments[:-1])
            if len(segments) == 2 or len(segments[0].text) <= 6:
                found.append((number, (title, segments[-1].text), row.x1))
    if not found:
        return []
    right = max(x1 for _, _, x1 in found)
    found = [item for item in found if right - item[2] <= RIGHT_EDGE]
    pages = [int(page) for _, (_, page), _ in found]
    if (
        len(found) < FEWEST
        or len(pages) - longest_rise(pages) > len(pages) // MISREAD
        or len(set(pages)) == 1
        or not 0 < min(pages) <= max(pages) < LAST_PAGE
        or are_amounts(rows, found[0][0], found[-1][0], right)
    ):
        return []
    return [(number, entry) for number, entry, _ in found]


def are_amounts(rows: Sequence[Row], first: int, last: int, right: float) -> bool:
    """Whether numbers that end at `right` on rows `first` to `last` are a table's: a thousand, or a header above them."""
    beside = rows[max(first - HEADER_ABOVE, 0) : last + HEADER_ABOVE + 1]
    ending = [row for row in beside if abs(row.x1 - right) <= RIGHT_EDGE]
    if any(THOUSANDS.fullmatch(row_to_segments(row)[-1].text) for row in ending):
        return True
    number = rows[first].words[-1]
    for row in rows[max(first - HEADER_ABOVE, 0) : first]:
        above = row_to_segments(row)[-1]
        near = above.x1 > number.x0 - HEADER_REACH and above.x0 < right
        if near and is_header(above.text) and not is_first_header(above.text):
            return True
    return False


def full_entries(rows: Sequence[Row], numbered: dict[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Rows among entries whose title leaves no room for a gap before the page number, by their numbers."""
    right = max(rows[number].x1 for number in numbered)
    found = {}
    for number in range(min(numbered), max(numbered)):
        reaches = abs(rows[number].x1 - right) <= RIGHT_EDGE and number not in numbered
        match = FULL.match(rows[number].text) if reaches else None
        if match:
            before = max(int(numbered[other][1]) for other in numbered if other < number)
            behind = min(int(numbered[other][1]) for other in numbered if other > number)
            if before <= int(match["page"]) <= behind:
                found[number] = (match["title"], match["page"])
    return found


def longest_rise(numbers: Sequence[int]) -> int:
    """How many of some numbers rise, or stay, from each one to the next, the others left out."""
    lowest: list[int] = []  # the lowest last number of a rise of each length
    for number in numbers:
        place = bisect_right(lowest, number)
        lowest[place : place + 1] = [number]
    return len(lowest)


def wrapped_start(rows: Sequence[Row], number: int, numbered: dict[int, tuple[str, str]]) -> int:
    """The first row of the entry that ends on row `number`."""
    first = number
    while first > 0 and number - first < WRAP_LIMIT and first - 1 not in numbered:
        above, below = rows[first - 1], rows[first]
        if not is_near(above, below) or above.x0 > below.x0 + 1.0:
            break
        first -= 1
    return first


def rest_end(rows: Sequence[Row], number: int, numbered: dict[int, tuple[str, str]]) -> int:
    """The last row of the entry whose page number stands on row `number`, its first one: browsers set it to the top.

    Its rest begins with a small letter, as no entry does; rows below that one are of the next entry.
    """
    end = number
    while end + 1 < len(rows) and end - number < WRAP_LIMIT and end + 1 not in numbered:
        above, below = rows[end], rows[end + 1]
        if not is_near(above, below) or not below.text[0].islower() or below.x0 < above.x0 - 1.0:
            break
        end += 1
    return end


def is_near(above: Row, below: Row) -> bool:
    """Whether two rows are set alike and stand as near as the rows of one entry."""
    alike = abs(above.size - below.size) < 0.5 and above.bold == below.bold
    return alike and below.base - above.base <= WRAP_PITCH * below.size
