"""Numbers and texts that were passed over, read a second time, each on a line of its own.

In: a picture of a page, the words recognised on it, boxes of ink that none of them covers. Out: the words with numbers
that two of three readings agree on, and with what was passed over; the boxes of numbers that no two readings agree on.
A page's reading of prose is never changed.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from extract.marks import BULLETS, MARKS
from extract.page_content import Box, Word
from extract.rows import row_to_segments, words_to_rows
from extract.scan.lines import DOTS_A_POINT, SCAN_DOTS

LANGUAGES = ("eng", "swe")
"""English has a percent sign and knows digits; Swedish knows the letters of units."""
WORD_GAP = 0.58
"""Share of the size: words further apart are not one number."""
LONGEST = 18
"""Letters of the longest text that is read again: a date, an amount with its unit."""
LETTER_DOTS = 58.0
"""Dots of a size that Tesseract reads best."""
LARGEST_SCALE = 2.5
MARGIN, GAP = 40, 36
"""Dots beside and between the lines of a sheet."""
MOST_STRIPS = 120
"""Lines on one sheet."""
SECONDS = 60
"""Longest time one sheet may take."""
USUAL_SIZE = 10.0
"""Points, where no word tells."""
NUMBER = re.compile(r"[-−–+±<>≤≥]{0,3} ?\d[\d .,/:\-]*(?: ?%)?")
ONLY_NUMBERS = ("eng", "-c", "tessedit_char_whitelist=0123456789,-% ")
"""How a number in doubt is read once more."""
REPORT, REPORT_YEAR = re.compile(r"T[123]"), re.compile(r"T[123] (?:19|20)\d\d")
"""The name of a report of a part of a year, whose letter is read as a digit or as nothing."""
DRAWN = MARKS | BULLETS
"""Marks are told by their shape; read as letters, a disc is an 8."""
ODD_NUMBER = re.compile(r"\W*\w{0,2}[\d][\d\w .,;:%\-]*")
"""A number with a misread sign among its digits."""
UNIT = re.compile(r"[^\W\d_]{2}")
"""Two letters: a number with a unit behind it is not read as nothing but a number."""
BARS = "|_"
"""What bits of ruling lines are read as."""
EDGES = " |_'‘’\"”;:"
"""Specks and bits of lines beside a number, as they are read."""
DIGITS = re.compile(r"\d")


class Strip(NamedTuple):
    """A piece of a page: its box, the places of its words among the page's, its baseline and size."""

    box: Box
    places: tuple[int, ...]
    base: float
    size: float


class Piece(NamedTuple):
    """A word read on a sheet: the number of its strip, where it begins and ends on the page, its text."""

    strip: int
    x0: float
    x1: float
    text: str


class SecondLook(NamedTuple):
    """Words after a second look, and the boxes of numbers that stay in doubt with what was read."""

    words: tuple[Word, ...]
    doubtful: tuple[tuple[Box, str], ...]


def look_again(picture: Any, words: Sequence[Word], passed_over: Sequence[Box]) -> SecondLook:
    """Words of a page, and boxes passed over, to the words after a second look."""
    strips = [*number_strips(words), *ink_strips(words, passed_over)]
    if not strips:
        return SecondLook(tuple(words), ())
    readings = [read_sheets(picture, strips, language) for language in LANGUAGES]
    return settle(picture, words, strips, readings)


def read_sheets(picture: Any, strips: Sequence[Strip], language: str, *options: str) -> list[list[Piece]]:
    """Strips to the words on each, from the left."""
    lines: list[list[Piece]] = [[] for _ in strips]
    for first in range(0, len(strips), MOST_STRIPS):
        for piece in read_sheet(picture, strips[first : first + MOST_STRIPS], first, language, options):
            lines[piece.strip].append(piece)
    return [sorted(line, key=lambda piece: piece.x0) for line in lines]


def number_strips(words: Sequence[Word]) -> list[Strip]:
    """Short texts with a digit, and very short ones, that stand alone: cells, page numbers, codes."""
    numbered = {id(word): place for place, word in enumerate(words)}
    plain = [word._replace(mcid=place) for place, word in enumerate(words)]
    strips = []
    for row in words_to_rows(word for word in plain if word.text not in DRAWN):
        for segment in row_to_segments(row, WORD_GAP):
            text = segment.text
            if len(text) > LONGEST or not (DIGITS.search(text) or len(text) <= 2):
                continue
            places = tuple(place for place, word in enumerate(plain) if word in segment.words)
            if len(places) != len(segment.words) or not numbered:
                continue
            box = Box(segment.x0, row.base - 0.8 * row.size, segment.x1, row.base + 0.27 * row.size)
            strips.append(Strip(box, places, row.base, row.size))
    return strips


def ink_strips(words: Sequence[Word], boxes: Sequence[Box]) -> list[Strip]:
    """Boxes of ink to strips, on the baseline and with the size of the words beside them."""
    strips = []
    for box in boxes:
        middle = (box.top + box.bottom) / 2
        beside = [word for word in words if word.top <= middle <= word.bottom]
        near = min(beside, key=lambda word: abs(word.x0 - box.x0), default=None)
        size = near.size if near else min(max(box.bottom - box.top, 6.0), USUAL_SIZE) / 0.72
        base = near.base if near else box.bottom
        strips.append(Strip(box, (), base, size))
    return strips


def read_sheet(picture: Any, strips: Sequence[Strip], first: int, language: str, options: Sequence[str]) -> list[Piece]:
    """Strips, each as a line of one picture, to the words on them."""
    from PIL import Image

    pasted = []
    top = MARGIN
    for strip in strips:
        scale = min(max(LETTER_DOTS / (strip.size * DOTS_A_POINT), 1.0), LARGEST_SCALE)
        left, upper, right, lower = strip_sides(strip, picture)
        piece = picture.crop((left, upper, right, lower))
        piece = piece.resize((max(round(piece.width * scale), 1), max(round(piece.height * scale), 1)))
        pasted.append((top, piece, left, scale))
        top += piece.height + GAP
    width = max(piece.width for _, piece, _, _ in pasted) + 2 * MARGIN
    sheet = Image.new("L", (max(width, 400), top + MARGIN), 255)
    for upper, piece, _, _ in pasted:
        sheet.paste(piece, (MARGIN, upper))
    pieces = []
    for x, y, wide, high, text in recognised_words(sheet, language, options):
        middle = y + high / 2
        place = next((p for p, (upper, piece, _, _) in enumerate(pasted) if upper - GAP / 2 <= middle < upper + piece.height + GAP / 2), None)  # fmt: skip
        if place is None:
            continue
        _, _, left, scale = pasted[place]
        start = (left + (x - MARGIN) / scale) / DOTS_A_POINT
        end = (left + (x + wide - MARGIN) / scale) / DOTS_A_POINT
        pieces.append(Piece(first + place, start, end, text))
    return pieces


def strip_sides(strip: Strip, picture: Any) -> tuple[int, int, int, int]:
    """The dots of a picture that a strip covers, with a little room round it."""
    x0, top, x1, bottom = strip.box
    if not strip.places:
        top, bottom = top - 1.5, bottom + 1.5
    left, right = max(round((x0 - 2) * DOTS_A_POINT), 0), min(round((x1 + 2) * DOTS_A_POINT), picture.width)
    upper, lower = max(round(top * DOTS_A_POINT), 0), min(round(bottom * DOTS_A_POINT), picture.height)
    return left, upper, max(right, left + 1), max(lower, upper + 1)


def recognised_words(sheet: Any, language: str, options: Sequence[str] = ()) -> list[tuple[int, int, int, int, str]]:
    """A picture of lines below each other to its words: left, top, width, height in dots, text."""
    with tempfile.TemporaryDirectory(prefix="styrdata-ocr-") as folder:
        path = Path(folder) / "sheet.png"
        sheet.save(path, dpi=(SCAN_DOTS, SCAN_DOTS), compress_level=1)
        command = ["tesseract", str(path), "-", "-l", language, "--psm", "6", *options, "tsv"]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            answer = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS, env=environment)
        except (OSError, subprocess.TimeoutExpired):
            return []
    words = []
    for line in answer.stdout.decode("utf-8", "replace").splitlines()[1:]:
        fields = line.split("\t")
        if len(fields) == 12 and fields[0] == "5" and fields[11].strip():
            left, top, wide, high = (int(field) for field in fields[6:10])
            words.append((left, top, wide, high, fields[11].strip()))
    return words


def settle(
    picture: Any, words: Sequence[Word], strips: Sequence[Strip], readings: Sequence[Sequence[Sequence[Piece]]]
) -> SecondLook:
    """The words that all readings together give; numbers in doubt are read once more as nothing but numbers."""
    texts = [[page_text(words, strip), *(line_text(lines[n]) for lines in readings)] for n, strip in enumerate(strips)]
    chosen = [choose(each) for each in texts]
    unsure = [n for n, each in enumerate(texts) if in_doubt(each, *chosen[n])]
    lines = [[readings[place - 1][n] if place else None for n in range(len(strips))] for place in range(3)]
    final: list[Sequence[Piece] | None] = [lines[place][n] for n, (place, _) in enumerate(chosen)]
    for n, (place, _) in enumerate(chosen):
        if place == 1 and texts[n][1].strip(EDGES).endswith("%"):
            final[n] = as_printed(lines[1][n] or (), texts[n])
    doubtful = []
    for n, last in zip(unsure, read_sheets(picture, [strips[n] for n in unsure], *ONLY_NUMBERS), strict=True):
        text = line_text(last)
        if NUMBER.fullmatch(text) and any(near_number(text, other) for other in texts[n]):
            final[n] = last
        elif any(NUMBER.fullmatch(each) for each in texts[n]):
            doubtful.append((strips[n].box, " / ".join(dict.fromkeys(each for each in (*texts[n], text) if each))))
    return SecondLook(put_together(words, strips, final), tuple(doubtful))


def as_printed(line: Sequence[Piece], texts: Sequence[str]) -> list[Piece]:
    """An English reading of a percentage with the comma, and the blank before the sign, that the others have."""
    text = line_text(line).strip(EDGES)
    number = text.rstrip("% ")
    for other in (texts[0].strip(EDGES), texts[2].strip(EDGES)):
        printed, blank = other[: len(number)], other[len(number) : len(number) + 1]
        if digits(printed) == digits(number):
            return [line[0]._replace(x1=line[-1].x1, text=f"{printed}{' ' if blank == ' ' else ''}%")]
    return list(line)


def page_text(words: Sequence[Word], strip: Strip) -> str:
    """What the page's reading has for a strip."""
    return " ".join(words[place].text for place in strip.places)


def line_text(line: Sequence[Piece]) -> str:
    """A strip's words as one text."""
    return " ".join(piece.text for piece in line)


def in_doubt(texts: Sequence[str], chosen: int, sure: bool) -> bool:
    """Whether no two readings of a number agree, or the one that stands has letters among its digits."""
    text = texts[chosen].strip(EDGES)
    if UNIT.search(text) or (sure and (REPORT.fullmatch(text) or REPORT_YEAR.fullmatch(text))):
        return False
    return not sure or bool(DIGITS.search(text) and not NUMBER.fullmatch(text) and ODD_NUMBER.fullmatch(text))


def near_number(number: str, text: str) -> bool:
    """Whether a reading bears a number out: the same digits, or all but one of at least two."""
    one, other = digits(number), digits(text)
    if one == other:
        return True
    if len(text) != len(number) or len(number) < 3:
        return False
    return sum(a != b for a, b in zip(number, text, strict=True)) <= 1 and not NUMBER.fullmatch(text)


def put_together(
    words: Sequence[Word], strips: Sequence[Strip], lines: Sequence[Sequence[Piece] | None]
) -> tuple[Word, ...]:
    """Words of a page, those of strips that have a line of their own replaced by it."""
    gone = {place for strip, line in zip(strips, lines, strict=True) if line is not None for place in strip.places}
    kept = [word for place, word in enumerate(words) if place not in gone]
    added = []
    for strip, line in zip(strips, lines, strict=True):
        bold = any(words[place].bold for place in strip.places)
        for piece in line or ():
            word = Word(piece.x0, strip.base, piece.x1, strip.size, piece.text.strip(BARS), bold, -1)
            if word.text and (strip.places or not is_part(word, kept)):
                added.append(word)
    return (*kept, *added)


def is_part(word: Word, others: Sequence[Word]) -> bool:
    """Whether a word is the beginning or the end of one that is already there: its box was drawn too small."""
    text = "".join(filter(str.isalnum, word.text)).lower() or word.text
    return any(
        abs(other.base - word.base) < 0.5 * word.size
        and word.x0 - word.size < other.x1
        and other.x0 - word.size < word.x1
        and (other.text.lower().startswith(text) or other.text.lower().endswith(text))
        for other in others
    )


def choose(texts: Sequence[str]) -> tuple[int, bool]:
    """Which of the readings (the page's, the English, the Swedish one) stands, and whether another one bears it out.

    A number whose digits two readings agree on stands, in the reading that shows its comma. A percent sign is only in
    the English one: it stands where the digits before it are those of another reading.
    """
    page, english, swedish = (text.strip(EDGES) for text in texts)
    for place, text in enumerate((page, english, swedish)):
        if REPORT_YEAR.fullmatch(text) or (REPORT.fullmatch(text) and (page, english, swedish).count(text) > 1):
            return place, True
    if english.endswith("%") and NUMBER.fullmatch(english):
        return 1, any(digits(text).startswith(digits(english)) for text in (page, swedish))
    numbers = [bool(NUMBER.fullmatch(text)) for text in (page, english, swedish)]
    if not any(numbers):
        return (0 if page else 2 if swedish else 1), True
    for first, second in ((0, 2), (0, 1), (2, 1)):
        pair = (page, english, swedish)[first], (page, english, swedish)[second]
        if digits(pair[0]) and digits(pair[0]) == digits(pair[1]):
            return max(first, second, key=lambda place: fitness(texts[place])), True
    if page and not DIGITS.search(page) and not numbers[1]:
        return 0, True
    alone = sum(bool(DIGITS.search(text)) for text in (page, english, swedish)) == 1
    best = max((1, 2, 0), key=lambda place: fitness(texts[place]))
    return best, alone


def digits(text: str) -> str:
    """A number's digits and sign, and nothing that may be a speck: readings are compared by them."""
    sign = "-" if text[:1] in ("-", "−", "–", "—") else ""
    return sign + "".join(char for char in text if char.isdigit())


def fitness(text: str) -> tuple[bool, bool, int]:
    """How well a text is a printed number: nothing else in it, a comma before its decimals."""
    return bool(NUMBER.fullmatch(text)), bool(re.search(r"\d,\d{1,2}\b", text)), -len(text)
