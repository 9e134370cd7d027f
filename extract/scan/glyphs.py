"""Numbers of a scan read once more by the shapes of their digits, which one file prints alike on all its pages.

In: the words of recognised pages and the ink of their numbers. Out: words with the digits, percent signs and minus signs
that their shapes show (shapes.py): a digit looks like the other digits of its kind in the same file, whatever its font,
its scanner and its noise. A shape that does not clearly look like one kind changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from extract.page_content import Box, PageContent, Word
from extract.rows import row_to_segments, words_to_rows
from extract.scan.again import Strip, number_strips, page_text
from extract.scan.shapes import Figure, Glyph, Shapes, band_glyphs, letters
from extract.scan.words import UNITS

ABOVE, BELOW = 0.85, 0.27
"""Shares of the size above and below the baseline where a number's ink is looked for."""
BESIDE = 1.3
"""Share of the size beside a number where a sign that recognition passed over may stand."""
CELL_GAP, FEWEST_CELLS, FEW_LETTERS = 1.6, 3, 5
"""Share of the size: a wider gap parts cells; cells of a table's row at least; letters that a number is misread as."""
LARGEST = 1.3
"""A number's size as a share of the file's usual size for numbers at most: larger ones are measured wrong."""
BLANK = 0.28
"""Share of the digits' height: a gap wider than the usual one by this is a blank."""
STEP, FEWEST_STEPS = 1.25, 3
"""Share of the usual way from the middle of a digit to that of the next: a longer one has a blank in it; ways that tell."""
LEADING = frozenset("-±")
"""What is added before a number, and never taken from it."""
DATE = re.compile(r"\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])")
"""What is changed to nothing but another date."""
LONG_UNIT = re.compile(r"[^\W\d_]{3,}")
NUMERIC = re.compile(r"\W*\d")
FIGURE = re.compile(r"(?:\+/-|[-+±<>≤≥]{0,3}) ?\d[\d .,/:\-]*(?: ?%)?")
"""A printed number or date."""
GROUPED = re.compile(r"[-−–]?\d{1,3}(?: \d{3})+(?:,\d+)?")
"""A number printed in groups of three digits."""


def page_figures(picture: Any, words: Sequence[Word]) -> list[Figure]:
    """The numbers among a page's words with their ink in its picture."""
    import numpy as np

    grey = np.asarray(picture)
    whole = number_strips(words)
    parts = [(part, strip.places[-1]) for strip in whole if (part := number_part(words, strip)) is not None]
    sizes = sorted(part.size for part, _ in parts)
    largest = LARGEST * sizes[len(sizes) // 2] if sizes else 0.0
    parts += [(strip, strip.places[-1]) for strip in letter_strips(words)] if parts else []
    return [
        strip_figure(grey, words, part, min(part.size, largest))._replace(unit=last not in part.places)
        for part, last in parts
    ]


def letter_strips(words: Sequence[Word]) -> list[Strip]:
    """The cells behind the first of rows of cells that hold a few letters and no digit: numbers may be read as such."""
    plain = [word._replace(mcid=place) for place, word in enumerate(words)]
    strips = []
    for row in words_to_rows(plain):
        cells = row_to_segments(row, CELL_GAP)
        for cell in cells[1:] if len(cells) >= FEWEST_CELLS else ():
            if len(cell.text) <= FEW_LETTERS and not any(map(str.isdigit, cell.text)):
                box = Box(cell.x0, row.base - ABOVE * row.size, cell.x1, row.base + BELOW * row.size)
                strips.append(Strip(box, tuple(word.mcid for word in cell.words), row.base, row.size))
    return strips


def number_part(words: Sequence[Word], strip: Strip) -> Strip | None:
    """A strip without the words before its number and its unit ("Minst 80 kr"); null where it has no number."""
    first = next((n for n, place in enumerate(strip.places) if NUMERIC.match(words[place].text)), None)
    if first is None:
        return None
    places = list(strip.places[first:])
    while len(places) > 1 and is_unit(words[places[-1]].text):
        places.pop()
    box = strip.box._replace(x0=words[places[0]].x0, x1=max(words[place].x1 for place in places))
    return strip._replace(places=tuple(places), box=box)


def is_unit(text: str) -> bool:
    """Whether a word behind a number is its unit; one or two other letters may be a percent sign."""
    return text in UNITS or bool(LONG_UNIT.fullmatch(text) and text != text.capitalize())


def strip_figure(grey: Any, words: Sequence[Word], strip: Strip, size: float) -> Figure:
    """One number with its ink, and the ink beside it that belongs to no other word."""
    near = [
        word for place, word in enumerate(words) if place not in strip.places and word.top < strip.base < word.bottom
    ]
    left = max([strip.box.x0 - BESIDE * size, *(word.x1 + 1 for word in near if word.x1 <= strip.box.x0)])
    right = min([strip.box.x1 + BESIDE * size, *(word.x0 - 1 for word in near if word.x0 >= strip.box.x1)])
    left, right = min(left, strip.box.x0 - 0.4), max(right, strip.box.x1 + 0.4)
    band = Box(left, strip.base - ABOVE * size, right, strip.base + BELOW * size)
    glyphs = band_glyphs(grey, band)
    before = sum((glyph.x0 + glyph.x1) / 2 < strip.box.x0 - 0.4 for glyph in glyphs)
    after = sum((glyph.x0 + glyph.x1) / 2 > strip.box.x1 + 0.4 for glyph in glyphs)
    return Figure(strip.places, strip.box, strip.base, strip.size, page_text(words, strip), glyphs, before, after)


def reread(pages: Mapping[int, Sequence[Figure]]) -> dict[int, list[tuple[Figure, tuple[Word, ...]]]]:
    """The numbers, by page, whose every glyph is clear in the light of all of the file's, with their words."""
    every = [figure for figures in pages.values() for figure in figures if count_digits(figure.text)]
    plain = [figure for figure in every if figure.learnt]
    if not plain:
        return {}
    shapes = Shapes(plain)
    found: dict[int, list[tuple[Figure, tuple[Word, ...]]]] = {}
    for number, figures in pages.items():
        read = ((figure, read_figure(figure, shapes)) for figure in figures)
        found[number] = [(figure, words) for figure, words in read if words is not None]
    return found


def read_figure(figure: Figure, shapes: Shapes) -> tuple[Word, ...] | None:
    """A number's words as its shapes show them; null where these do not tell."""
    glyphs: list[Glyph] = []
    found: list[str | None] = []
    for pieces, chars in read_pieces(figure, shapes):
        glyphs += pieces
        found += chars
    printed = letters(figure.text)
    for place, (glyph, char) in enumerate(zip(glyphs, found, strict=True)):
        # counted from the left or from the right: a letter between may have been passed over
        both = printed[place : place + 1], printed[::-1][len(glyphs) - 1 - place : len(glyphs) - place]
        if char is None:
            found[place] = next((one for one in both if one and shapes.looks_like(glyph, figure, one)), None)
    texts = with_sign(found, figure.text)
    if not texts or None in texts:
        return None
    ahead = figure.glyphs[figure.before - 1] if figure.before else None
    if ahead and shapes.read(ahead, figure) in LEADING:
        glyphs.insert(0, ahead)
        texts.insert(0, shapes.read(ahead, figure))
    behind = figure.glyphs[-figure.after] if figure.after else None
    if behind and behind.joined and figure.after > 1:
        behind = behind.joined[0] if shapes.read(behind.joined[0], figure) == "%" else behind
    if behind and texts[-1] != "%" and shapes.read(behind, figure) == "%":
        glyphs.append(behind)
        texts.append("%")
    return to_words(figure, glyphs, [text or "" for text in texts])


def read_pieces(figure: Figure, shapes: Shapes) -> Iterator[tuple[Sequence[Glyph], Sequence[str | None]]]:
    """A number's pieces of ink as letters: those that touch parted, those of one faint letter put together."""
    rest = list(figure.own)
    while rest:
        glyph = rest.pop(0)
        char = shapes.read(glyph, figure)
        joined = shapes.read(glyph.joined[0], figure) if glyph.joined and rest and char in (None, "(") else None
        halves = [shapes.read(half, figure) for half in glyph.halves] if char is None else []
        if joined is not None and (joined.isdigit() or joined == "%"):
            rest.pop(0)
            yield glyph.joined, [joined]
        elif halves and all(half is not None and (half.isdigit() or half in LEADING) for half in halves):
            yield glyph.halves, halves
        else:
            yield [glyph], [char]


def with_sign(chars: Sequence[str | None], text: str) -> list[str | None]:
    """What glyphs are, an unknown sign before the number as it was recognised ("+/-") where the digit behind it was, too."""
    sign = letters(text[: len(text) - len(text.lstrip("+/-−–—±<>≤≥ "))])
    rest = letters(text)[len(sign) :]
    known = all(char in (None, letter) for char, letter in zip(chars, sign, strict=False))
    behind = chars[len(sign) : len(sign) + 1]
    return [*sign, *chars[len(sign) :]] if known and behind and behind == [*rest[:1]] else list(chars)


def better_words(figure: Figure, words: Sequence[Word]) -> tuple[Word, ...] | None:
    """The words of a number as its shapes show them, where these say something else and nothing goes lost by it.

    Faint digits are two pieces of ink, so that a number with more digits than were recognised is not believed, but where
    letters were; nor is one without its minus sign, nor a date that is none.
    """
    old, new = letters(figure.text), "".join(word.text for word in words)
    text = " ".join(word.text for word in words)
    if old == new and not (GROUPED.fullmatch(text) and not GROUPED.fullmatch(figure.text)):
        return None
    if not FIGURE.fullmatch(text) or new[-1:] in ".,:-/":
        return None
    before, now = count_digits(old), count_digits(new)
    misread = not FIGURE.fullmatch(figure.text) and now > 1
    if (now > before and not misread) or (figure.unit and "%" in new):
        return None
    lost = old[:1] in LEADING and new[:1] != old[:1]
    return None if lost or (DATE.fullmatch(old) and not DATE.fullmatch(new)) else tuple(words)


def count_digits(text: str) -> int:
    """Digits of a number."""
    return sum(char.isdigit() for char in text)


def with_numbers(content: PageContent, read: Sequence[tuple[Figure, Sequence[Word]]]) -> PageContent:
    """A page with the numbers that were read by their shapes; what these bear out is in doubt no longer."""
    better = ((figure.places, better_words(figure, each)) for figure, each in read)
    changed = {places: new for places, new in better if new is not None}
    gone = {place for places in changed for place in places}
    words = [word for place, word in enumerate(content.words) if place not in gone]
    for places, numbers in changed.items():
        words += [word._replace(bold=content.words[places[0]].bold) for word in numbers]
    sure = [figure.box for figure, each in read if figure.places in changed or is_borne_out(figure, each)]
    doubtful = tuple(doubt for doubt in content.doubtful if not any(is_inside(box, doubt[0]) for box in sure))
    return replace(content, words=tuple(words), doubtful=doubtful)


def is_borne_out(figure: Figure, words: Sequence[Word]) -> bool:
    """Whether the shapes of a number say what was recognised."""
    return "".join(word.text for word in words) == letters(figure.text) and bool(FIGURE.fullmatch(figure.text))


def is_inside(box: Box, other: Box) -> bool:
    """Whether the middle of a box lies in another one."""
    across, down = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return other.x0 - 1 <= across <= other.x1 + 1 and other.top - 1 <= down <= other.bottom + 1


def to_words(figure: Figure, glyphs: Sequence[Glyph], chars: Sequence[str]) -> tuple[Word, ...]:
    """Glyphs and what they are to words, parted where the gap between two is a blank's."""
    high = ABOVE * figure.size
    gaps = [after.x0 - before.x1 for before, after in pairwise(glyphs)]
    usual = sorted(gaps)[len(gaps) // 3] if gaps else 0.0
    blank = [gap >= usual + BLANK * high for gap in gaps]
    # digits are as wide as each other, whatever their ink: from middle to middle it is always as far
    both = [one.isdigit() and other.isdigit() for one, other in pairwise(chars)]
    steps = [(after.x0 + after.x1 - before.x0 - before.x1) / 2 for before, after in pairwise(glyphs)]
    even = sorted(step for step, digit in zip(steps, both, strict=True) if digit)
    for place, (step, digit) in enumerate(zip(steps, both, strict=True)):
        if digit and len(even) >= FEWEST_STEPS:
            blank[place] = step >= STEP * even[len(even) // 3]
    words: list[Word] = []
    for place, (glyph, char) in enumerate(zip(glyphs, chars, strict=True)):
        if place and not blank[place - 1]:
            words[-1] = words[-1]._replace(x1=glyph.x1, text=words[-1].text + char)
        else:
            words.append(Word(glyph.x0, figure.base, glyph.x1, figure.size, char, False, -1))
    return tuple(words)
