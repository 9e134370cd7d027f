"""Footnotes at the foot of a page, and the numbers in the text that refer to them.

In: the rows of a page's body and of its foot, its horizontal lines, the roles that tags give. Out: the body without notes, the notes, and
the numbers they begin with. Notes stand below a short line at the left margin, or are tagged as such. They are part of no
table and no paragraph, though the rest of one follows on the next page. It never drops a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extract.page_content import Edge, Word
from extract.rows import Row, words_to_rows

SHORTEST, LONGEST = 36.0, 250.0
"""Points: the line above notes, which Word draws two inches long and LibreOffice as a quarter of the text's width."""
SMALLER = 0.3
"""Points: type of notes is smaller than the text above them by at least this."""
MARGIN = 6.0
"""Points: notes begin where the line above them does."""
BELOW = 3.0
"""Share of the size: the first note stands this near below its line."""
LOWER_HALF = 0.5
"""Share of the page's height above which no notes stand."""
NUMBER = re.compile(r"(\d{1,3})(?!\.?\d)[.)]?")
REFERENCE = re.compile(r"(.*(?:[a-zåäöé]{3}|[^\W\d_]{2}[.,;:!?)”\"]{1,3}))(\d{1,3})")
"""A word with the number of a note behind it; a short unit with an exponent (m2) and a capital (CO2, T2) are none."""
ADJOINS = 0.12
"""Share of the size: a number nearer than this to the word before it stands behind it without a blank."""

RAISED = 0.1
"""Share of the size: the number of a note stands this much above the text's baseline."""


class Notes(NamedTuple):
    """A page's rows parted: the body, the notes, and the line above them, if any."""

    body: list[Row]
    notes: list[Row]
    line: Edge | None


def part_notes(
    rows: Sequence[Row], across: Sequence[Edge], height: float, roles: Mapping[int, str], foot: Sequence[Row] = ()
) -> Notes:
    """Rows of a body to those of the text and those of notes; one that repeats from page to page stands in the `foot`."""
    tagged = [
        number for number, row in enumerate(rows) if roles and all(roles.get(w.mcid) == "Note" for w in row.words)
    ]
    levels = Counter(round(edge.at) for edge in across)
    # The sides of a row's cells lie at one height; the line above notes is alone at its own.
    every = sorted((*rows, *foot), key=lambda row: row.base)
    line = next((edge for edge in across if levels[round(edge.at)] == 1 and parts_notes(edge, every, height)), None)
    if tagged and tagged == list(range(tagged[0], len(rows))):
        return with_references(list(rows[: tagged[0]]), list(rows[tagged[0] :]), line)
    if line is None:
        return part_numbered(rows, height)
    first = next((number for number, row in enumerate(rows) if row.base > line.at), len(rows))
    repeated = [row for row in foot if row.base > line.at and abs(row.x0 - line.start) <= MARGIN]
    return with_references(list(rows[:first]), list(rows[first:]), line, repeated)


def part_numbered(rows: Sequence[Row], height: float) -> Notes:
    """Notes without a line above them: numbered rows in smaller type whose numbers the text above refers to."""
    for first, row in enumerate(rows):
        if not first or row.base < LOWER_HALF * height or not NUMBER.match(row.text):
            continue
        if row.size > rows[first - 1].size - SMALLER:
            continue
        end = next((later for later in range(first, len(rows)) if rows[later].size != row.size), len(rows))
        numbers = [match[1] for note in rows[first:end] if (match := NUMBER.match(note.text))]
        words = [word for above in rows[:first] for word in above.words]
        if all(len(without_references(words, {number})) < len(words) or refers(words, number) for number in numbers):
            notes = list(rows[first:end])
            body = with_references(list(rows[:first]), notes, None).body
            return Notes([*body, *rows[end:]], notes, None)
    return Notes(list(rows), [], None)


def refers(words: Sequence[Word], number: str) -> bool:
    """Whether the number of a note stands behind any word."""
    return any(match[2] == number for word in words if (match := REFERENCE.fullmatch(word.text)))


def parts_notes(edge: Edge, rows: Sequence[Row], height: float) -> bool:
    """Whether a line is the one above notes: short, in the lower half, a number right below it at its left end."""
    if not SHORTEST <= edge.end - edge.start <= LONGEST or edge.at < LOWER_HALF * height:
        return False
    below = [row for row in rows if row.base > edge.at]
    if not below or below[0].base - edge.at > BELOW * below[0].size:
        return False
    starts = all(row.x0 > edge.start - MARGIN for row in below) and abs(below[0].x0 - edge.start) <= MARGIN
    match = NUMBER.match(below[0].text)
    if not starts or below[0].bold or not match:
        return False
    # A number alone may be the page's, unless a word refers to it.
    words = [word for row in rows if row.base < edge.at for word in row.words]
    return len(below[0].text) > len(match[0]) + 1 or refers(words, match[1])


def with_references(body: list[Row], notes: list[Row], line: Edge | None, repeated: Sequence[Row] = ()) -> Notes:
    """The body without the numbers that refer to these notes, or to notes that are `repeated` on other pages."""
    found = (NUMBER.match(row.text) for row in (*notes, *repeated))
    numbers = {match[1] for match in found if match}
    words = [word for row in body for word in row.words]
    kept = without_references(words, numbers)
    return Notes(words_to_rows(kept) if kept != words else body, notes, line)


def without_references(words: Sequence[Word], numbers: set[str]) -> list[Word]:
    """Words without the numbers of notes behind them, whether part of the word or set against it."""
    kept: list[Word] = []
    for word in words:
        match = REFERENCE.fullmatch(word.text)
        before = kept[-1] if kept else None
        if match and match[2] in numbers:
            kept.append(word._replace(text=match[1]))
        elif word.text in numbers and before and adjoins(before, word):
            continue
        else:
            kept.append(word)
    return kept


def adjoins(before: Word, word: Word) -> bool:
    """Whether a word is raised and follows another one, which is no number, without a blank."""
    near = abs(word.x0 - before.x1) <= ADJOINS * before.size
    return near and RAISED * before.size < before.base - word.base < before.size and not before.text[-1].isdigit()
