"""The words of a cell to its text.

In: the words inside one cell and the width its lines may fill. Out: one string, white space folded and wrapping
undone: hyphens at a line's end, words that a narrow column broke without one. It never changes a letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.document import ALT_OPEN
from extract.marks import MARKS
from extract.page_content import Box, Word
from extract.rows import FRAGMENT_GAP, Row, words_in_order, words_to_rows
from extract.tables.header_rows import is_broken_word, is_known_word

HANGING_WORDS = frozenset({"och", "eller", "samt", "respektive", "som", "än", "till"})
"""Words after which a hyphen at a line's end hangs ("för- och grundskola") and stays."""
COMMA = re.compile(r"\d,$")
YEAR = re.compile(r"(?:19|20)\d\d")
BROKEN_NUMBER = re.compile(r"[-−–+]?\d{1,3}(?: \d{3})* (\d{1,2})")
"""A number whose last group of digits goes on in the next line."""
REST_OF_NUMBER = re.compile(r"(\d{1,2})(?: \D{1,4})?")
"""The rest of such a group, and a unit."""
CELL_PADDING = 12.0
"""Points: texts of two columns lie this far apart where both are full."""
WHOLE_WORDS = frozenset(
    [
        "alla",
        "att",
        "av",
        "det",
        "efter",
        "från",
        "för",
        "inom",
        "med",
        "och",
        "på",
        "ska",
        "som",
        "till",
        "under",
        "utan",
        "vid",
    ]
)
"""Words that no word ends in: what a line begins with is no rest of a word."""
PARAGRAPH = 1.3
"""How much wider than between its lines the gap between two paragraphs of a cell is."""
USUAL_PITCH = 1.5
"""Share of the size: lines of one paragraph are nearer than this."""
STANDS_OUT = 1.0
"""Points: a mark that begins this far left of all lines of a text stands in front of them."""
FULL = 1.2
"""Letters: a line with less room than this left over is full; the next letter would not have fitted."""


class RawCell(NamedTuple):
    """A cell before it has a line number; `paragraphs` counts the parts of its text that more than a line parts."""

    text: str
    box: Box | None = None
    is_header: bool = False
    paragraphs: int = 1


class RawGrid(NamedTuple):
    """A table of one page before it has line numbers; `rows` is rectangular.

    `columns` (left and right end of each header text) and `size` (of the body's type) lead the reading of its rest on the
    next page, where only words tell the columns.
    """

    rows: list[list[RawCell]]
    evidence: str
    box: Box
    columns: tuple[tuple[float, float], ...] = ()
    size: float = 0.0


def words_to_text(words: Sequence[Word], width: float) -> str:
    """Words of one cell to its text; `width` is the room its lines have, in points."""
    line = one_line(words)
    return several_lines_to_text(words, width) if line is None else line


def several_lines_to_text(words: Sequence[Word], width: float) -> str:
    """Words of one cell that are not one line to its text.

    A mark left of all lines, set to the middle of their height, stands in front of them.
    """
    marks = [word for word in words if word.text[:1] in MARKS or word.text.startswith(ALT_OPEN)]
    if len(marks) != 1:
        return lines_to_text(words, width)
    rest = [word for word in words if word is not marks[0]]
    if marks[0].x0 < min(word.x0 for word in rest) - STANDS_OUT:
        return f"{marks[0].text} {lines_to_text(rest, width)}"
    return lines_to_text(words, width)


def lines_to_text(words: Sequence[Word], width: float) -> str:
    """Words of one cell, line by line, to its text."""
    rows = words_in_order(words) or words_to_rows(words)
    text = rows[0].text
    for above, below in pairwise(rows):
        broken = is_broken_word(text.rpartition(" ")[2], below.words[0].text) or is_broken_number(text, below.text)
        text = join_wrapped(text, below.text, forced=broken or is_forced(above, below, width))
    return text


def one_line(words: Sequence[Word]) -> str | None:
    """The text of words that stand on one line and left to right, as in most cells; null where they do not."""
    if len(words) < 2:
        return words[0].text if words else ""
    first, *others = words
    _, base, end, size, _, _, _ = first
    nearest = FRAGMENT_GAP * size
    for x0, its_base, x1, its_size, _, _, _ in others:
        if its_base != base or its_size != size or x0 - end < nearest:
            return None
        end = x1
    return " ".join([word.text for word in words])


def is_broken_number(text: str, rest: str) -> bool:
    """Whether a narrow column broke a number inside its last group of three digits."""
    match, end = BROKEN_NUMBER.fullmatch(text), REST_OF_NUMBER.fullmatch(rest)
    return match is not None and end is not None and len(match[1]) + len(end[1]) == len("000")


def join_wrapped(text: str, rest: str, *, forced: bool = False) -> str:
    """Two lines of one paragraph to one; `forced` says that the break fell inside a word without a hyphen."""
    if forced or not text or not rest:
        return text + rest
    last, first = text[-1], rest[0]
    before = text[-2] if len(text) > 1 else " "
    if last.isdigit() and first == "-" and rest[1:2].isdigit():
        return text + rest
    if (last == "/" and before != " ") or (first == "/" and last.isalpha()):
        return text + rest
    hangs = rest.split(maxsplit=1)[0].strip(".,;:") in HANGING_WORDS
    if last != "-" or not before.isalnum() or not first.isalnum() or hangs:
        return f"{text} {rest}"
    return text[:-1] + rest if before.isalpha() and first.islower() else text + rest


def words_extent(words: Sequence[Word]) -> tuple[float, float]:
    """The left and right end of some words; equal where there are none."""
    if not words:
        return 0.0, 0.0
    return min(word.x0 for word in words), max(word.x1 for word in words)


def count_paragraphs(words: Sequence[Word]) -> int:
    """How many parts of a cell's text lie further apart than its lines do."""
    bases = sorted({round(word.base, 1): word.size for word in words}.items())
    steps = [(below - above) / size for (above, _), (below, size) in pairwise(bases) if below - above > 0.5 * size]
    return 1 + sum(step > PARAGRAPH * min(*steps, USUAL_PITCH) for step in steps)


def extents_to_rooms(extents: Sequence[tuple[float, float]]) -> list[float]:
    """The room for text in columns whose sides are not drawn, by what stands in them and where the next one begins."""
    rooms = []
    for number, (left, right) in enumerate(extents):
        after = next((start for start, end in extents[number + 1 :] if end > start), 0.0)
        rooms.append(max(right - left, after - left - CELL_PADDING if right > left else 0.0))
    return rooms


def is_forced(above: Row, below: Row, width: float) -> bool:
    """Whether the break between two lines cut a word that is wider than the column.

    The line above is full, the line below goes on in lower case or with digits, and the two parts together would
    not have fitted on one line: only then does a printer cut a word.
    """
    last, first = above.words[-1], below.words[0]
    if len(above.words) > 1 and len(above.words[-2].text) > 1:
        return False
    goes_on = (last.text[-1].isalpha() and first.text[0].islower()) or (
        (last.text[-1].isdigit() or COMMA.search(last.text))
        and (first.text[0].isdigit() or first.text[0] == ",")
        and not (YEAR.fullmatch(first.text) and not last.text[0].isdigit())
    )
    if not goes_on or first.text in WHOLE_WORDS or is_known_word(first.text) or is_known_word(last.text):
        return False
    letter = (first.x1 - first.x0) / len(first.text)
    full = width - (above.x1 - above.x0) < FULL * letter
    return full and (last.x1 - last.x0) + (first.x1 - first.x0) > width
