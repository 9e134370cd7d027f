"""Words to visual rows and segments.

In: the words of a page. Out: rows (words on one baseline, left to right, fragments of a word put together) and
segments (the parts of a row between wide gaps). It never decides what a row is or in which order columns are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from extract.document import new_tuple
from extract.page_content import ASCENT, DESCENT, Box, Picture, Word

SAME_BASE = 0.2
"""Share of the size: baselines nearer than this are one row; printers round baselines to half points."""
RAISED_BASE = 0.5
"""Share of the row's size for words of smaller type: superscripts are raised by a third."""
SIGN_LENGTH = 3
"""Letters of the longest raised or lowered number."""
SMALLER = 0.85
"""A word of less than this share of the row's size may be raised or lowered in it."""
FRAGMENT_GAP = 0.12
"""Share of the size: a smaller gap is kerning inside a word that the file prints in pieces."""
OVERLAP = 0.15
"""Share of the size: texts that lie further over each other are of two cells, too narrow for what stands in them."""
SEGMENT_GAP = 1.6
"""Share of the size: a wider gap parts segments; blanks of justified lines stay below 1.2."""
CODE_LENGTH = 6
"""Letters of the longest number before a heading; a wider gap may follow it."""
MARK_REACH = 0.9
"""Share of the size: how far a mark's middle may lie from the middle of the row it belongs to."""
SAME_LEVEL = 0.3
"""Share of the size: words of one row are no further from a mark's middle than its nearest one by more than this."""
MARK_GAP = 2.0
"""Share of the size: a mark in front of a text is nearer to it than this; one further off has a cell of its own."""


LEFT, BASE, SIZE, TEXT = (itemgetter(Word._fields.index(name)) for name in ("x0", "base", "size", "text"))
"""Where a word starts, where it stands, how large it is set and what it says."""


class Segment(NamedTuple):
    """Words of one row with no wide gap between them."""

    x0: float
    x1: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words parted by blanks."""
        return " ".join([word.text for word in self.words])


class Row(NamedTuple):
    """Words on one baseline, left to right; `size` and `bold` are those of most of its characters."""

    base: float
    size: float
    bold: bool
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words parted by blanks."""
        return " ".join([word.text for word in self.words])

    @property
    def x0(self) -> float:
        """Left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max([word.x1 for word in self.words])

    @property
    def box(self) -> Box:
        """The box round the words."""
        return words_to_box(self.words)


def words_to_box(words: Sequence[Word]) -> Box:
    """The box round some words."""
    x0, base, x1, size, _, _, _ = words[0]
    top, bottom = base - ASCENT * size, base + DESCENT * size
    for left, other_base, right, other_size, _, _, _ in words:
        if left < x0:  # noqa: PLR1730 - a call for each word of a page costs more
            x0 = left
        if right > x1:  # noqa: PLR1730 - as above
            x1 = right
        if other_base != base or other_size != size:
            top = min(top, other_base - ASCENT * other_size)
            bottom = max(bottom, other_base + DESCENT * other_size)
    box: Box = new_tuple(Box, (x0, top, x1, bottom))
    return box


def words_to_rows(words: Iterable[Word]) -> list[Row]:
    """Words to rows from the top of the page down."""
    groups: list[list[Word]] = []
    group: list[Word] = []
    base = size = 0.0
    for its_base, level in groupby(sorted(words, key=BASE), key=BASE):
        run = list(level)
        largest = max(map(SIZE, run))
        if not group or its_base - base > RAISED_BASE * (largest if largest > size else size):
            group, base, size = run, its_base, largest
            groups.append(group)
            continue
        for word in run:
            if its_base == base or on_base(word, base, size, group):
                group.append(word)
                if word.size > size:
                    base, size = its_base, word.size
            else:
                group, base, size = [word], its_base, word.size
                groups.append(group)
    return [group_to_row(group) for group in groups]


def on_base(word: Word, base: float, size: float, row: Sequence[Word]) -> bool:
    """Whether a word stands on a row's baseline, or is (or follows) raised or lowered small type: a number or sign."""
    large, small = (word.size, size) if word.size >= size else (size, word.size)
    reach = SAME_BASE
    if small < SMALLER * large:
        signs = row if word.size > size else (word,)
        if all(len(sign.text) <= SIGN_LENGTH for sign in signs):
            reach = RAISED_BASE
    return abs(word.base - base) <= reach * large


def group_to_row(group: list[Word]) -> Row:
    """Words of one baseline to a row, fragments put together."""
    group.sort(key=LEFT)
    first, *others = group
    _, base, end, size, _, bold, _ = first
    nearest = FRAGMENT_GAP * size
    for x0, _, x1, its_size, _, its_bold, _ in others:
        if x0 - end < nearest or its_size != size or its_bold != bold:
            break
        end = x1
    else:  # whole words set alike, as in most rows
        row: Row = new_tuple(Row, (base, size, bold, tuple(group)))
        return row
    return pieces_to_row(first, others)


def pieces_to_row(first: Word, others: Sequence[Word]) -> Row:
    """Words of one baseline, left to right, that are fragments or not set alike, to a row."""
    words = [first]
    last = first
    start, base, end, size, _, bold, _ = first
    nearest, even = FRAGMENT_GAP * size, True
    for word in others:
        x0, _, x1, its_size, text, its_bold, _ = word
        if x0 - end < nearest and x0 > start and not runs_into(last, word):
            end = max(end, x1)
            last = words[-1] = last._replace(x1=end, text=last.text + text)
        else:
            words.append(word)
            last, start, end, nearest = word, x0, x1, FRAGMENT_GAP * its_size
        if its_size != size or its_bold != bold:
            even = False
    if even:
        return Row(base, size, bold, tuple(words))
    size, bold = most_letters(words)
    return Row(max(words, key=lambda word: word.size).base, size, bold, tuple(words))


def runs_into(word: Word, later: Word) -> bool:
    """Whether a word reaches into the one behind it and is none with it: it lies over it, or a capital follows a letter."""
    capital = word.text[-1].islower() and later.text[0].isupper()
    return capital or word.x1 - later.x0 > OVERLAP * word.size


def most_letters(words: Iterable[Word]) -> tuple[float, bool]:
    """The size and weight of most letters."""
    letters: dict[tuple[float, bool], int] = {}
    for word in words:
        kind = (word.size, word.bold)
        letters[kind] = letters.get(kind, 0) + len(word.text)
    return max(letters, key=lambda kind: (letters[kind], kind))


def words_in_order(words: Sequence[Word]) -> list[Row] | None:
    """Words that already stand line by line and left to right to rows; null where they do not."""
    rows: list[Row] = []
    run = [words[0]]
    last = words[0]
    for word in words[1:]:
        step = word.base - last.base
        if word.size != last.size:
            return None
        if -SAME_BASE * word.size <= step <= SAME_BASE * word.size:
            if word.x0 - last.x1 < FRAGMENT_GAP * word.size:
                return None
            run.append(word)
        elif step > 0:
            rows.append(new_tuple(Row, (run[0].base, run[0].size, run[0].bold, tuple(run))))
            run = [word]
        else:
            return None
        last = word
    rows.append(Row(run[0].base, run[0].size, run[0].bold, tuple(run)))
    return rows


def row_to_segments(row: Row, gap: float = SEGMENT_GAP) -> list[Segment]:
    """A row to its segments, parted where the gap is wider than `gap` sizes."""
    words = row.words
    limit = gap * row.size
    end = max(words[0].x1, 0.0)
    for x0, _, x1, _, _, _, _ in words:
        if x0 - end > limit:
            break
        if x1 > end:  # noqa: PLR1730 - a call for each word of a page is a tenth of the time
            end = x1
    else:  # no wide gap, as in most rows
        return [new_tuple(Segment, (words[0].x0, end, words))]
    segments: list[Segment] = []
    run: list[Word] = []
    end = 0.0
    for word in words:
        x0, _, x1, _, _, _, _ = word
        if run and x0 - end > limit:
            segments.append(new_tuple(Segment, (run[0].x0, end, tuple(run))))
            run = []
            end = x1
        run.append(word)
        if x1 > end:  # noqa: PLR1730 - as above
            end = x1
    segments.append(Segment(run[0].x0, end, tuple(run)))
    return segments


def is_code(segment: Segment) -> bool:
    """Whether a segment is the number of a heading, a list item's bullet or a mark."""
    text = segment.text
    return len(text) <= CODE_LENGTH and (not text[0].isalpha() or not text.isalpha())


def off_middle(word: Word, middle: float) -> float:
    """How far a word's middle lies above or below a height, as a share of its size."""
    return abs((word.top + word.bottom) / 2 - middle) / word.size


def pictures_to_words(pictures: Iterable[Picture], words: Sequence[Word]) -> tuple[list[Word], list[Picture]]:
    """Marks to words on the baseline of the text beside them, and the pictures beside text whose mark is unknown."""
    marks: list[Word] = []
    unknown: list[Picture] = []
    for picture in pictures:
        middle = (picture.box.top + picture.box.bottom) / 2
        near = [word for word in words if abs(word.base - middle) < 2 * MARK_REACH * word.size]
        beside = [word for word in near if off_middle(word, middle) <= MARK_REACH]
        if not beside:
            continue
        # A picture higher than its line pushes that line down, nearer to the next than to those of other cells.
        adjoining = [word for word in beside if abs(word.x0 - picture.box.x1) <= MARK_GAP * word.size]
        beside = adjoining or beside
        level = min(off_middle(word, middle) for word in beside) + SAME_LEVEL
        beside = [word for word in beside if off_middle(word, middle) <= level]
        nearest = min(beside, key=lambda word: (abs(word.x0 - picture.box.x1), word.x0))
        if picture.text:
            # A picture too wide for its cell is cut there, and would be part of the word behind it.
            clear = nearest.x0 - 2 * FRAGMENT_GAP * nearest.size
            end = clear if picture.box.x0 < clear < picture.box.x1 else picture.box.x1
            marks.append(
                Word(
                    picture.box.x0,
                    nearest.base,
                    end,
                    nearest.size,
                    picture.text,
                    nearest.bold,
                    nearest.mcid if picture.mcid < 0 and adjoining else picture.mcid,
                )
            )
        else:
            unknown.append(picture)
    return marks, unknown
