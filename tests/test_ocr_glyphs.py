"""Numbers of scans read by the shapes of their digits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.page_content import Box, PageContent, Word
from extract.scan.glyphs import better_words, page_figures, reread, with_numbers, with_sign
from extract.scan.lines import DOTS_A_POINT
from extract.scan.shapes import Figure, Glyph, Shapes, may_be

SIZE, SPACING = 40, 3
"""Dots: the type, and what is put between two letters so that none touch."""
PRINTED = (
    "1234",
    "5678",
    "9012",
    "34,5",
    "67,8",
    "90,1",
    "-23,4",
    "-56,7",
    "-89,0",
    "12 %",
    "34 %",
    "56 %",
    "7,9",
    "80",
)
BETWEEN_WORDS, BETWEEN_CELLS = 12, 120
"""Dots between two words of a cell, which "_" parts, and between two cells of a row, which "|" parts."""
TOUCHING, OVERLAP = "~", 1
"""Put before a letter whose ink touches that of the one before it; dots that the two have in common."""
Row = tuple[str, str]
"""What is printed, what was recognised."""


def draw_letters(draw: ImageDraw.ImageDraw, text: str, x: float, base: float) -> list[float]:
    """Draw a text and give where its letters begin, and where the last one ends."""
    font = ImageFont.load_default(SIZE)
    ends = [x]
    for place, char in enumerate(text):
        if char == TOUCHING:
            continue
        if text[place - 1 : place] == TOUCHING:
            before, after = (font.getmask(each).getbbox() for each in (text[place - 2], char))
            ends[-1] = ends[-2] + before[2] - after[0] - OVERLAP
        draw.text((ends[-1], base), char, fill=0, font=font, anchor="ls")
        ends.append(ends[-1] + font.getlength(char) + SPACING)
    return ends


def scanned(rows: list[Row]) -> tuple[Any, PageContent]:
    """A picture of numbers below each other, and the page as recognised, each number's box round what was recognised."""
    picture = Image.new("L", (1200, 100 * len(rows) + 100), 255)
    draw = ImageDraw.Draw(picture)
    words = []
    for number, row in enumerate(rows, 1):
        x, base = 200.0, 100.0 * number
        for cells in zip(*(text.split("|") for text in row), strict=True):
            for printed, recognised in zip(*(cell.split("_") for cell in cells), strict=True):
                ends = draw_letters(draw, printed, x, base)
                start = ends[1] if printed[:1] == "-" and recognised[:1] != "-" else x
                passed_over = "%" in printed and not set("% ") & set(recognised)
                end = ends[len(printed.rstrip(" %"))] - SPACING if passed_over else ends[-1]
                sides = (side / DOTS_A_POINT for side in (start, base, end, SIZE))
                words.append(Word(*sides, recognised, False, -1))
                x = ends[-1] + BETWEEN_WORDS
            x += BETWEEN_CELLS
    boxes = tuple((Box(word.x0, word.top, word.x1, word.bottom), word.text) for word in words)
    return picture, PageContent(1, 220.0, 400.0, words=tuple(words), doubtful=boxes)


def lines_again(rows: list[Row]) -> tuple[list[str], int]:
    """The lines of a page after the shapes of its numbers were looked at, and how many of these are in doubt."""
    picture, content = scanned(rows)
    done = with_numbers(content, reread({1: page_figures(picture, content.words)}).get(1, ()))
    lines: dict[float, list[str]] = {}
    for word in sorted(done.words, key=lambda word: (word.base, word.x0)):
        lines.setdefault(word.base, []).append(word.text)
    return [" ".join(words) for words in lines.values()], len(done.doubtful)


def read_again(rows: list[Row]) -> tuple[list[str], int]:
    """As lines_again, without blanks."""
    lines, doubtful = lines_again(rows)
    return [text.replace(" ", "") for text in lines], doubtful


@pytest.mark.parametrize(
    ("printed", "recognised", "expected"),
    [
        pytest.param("-56,7", "-56,1", "-56,7", id="misread digit"),
        pytest.param("7,9", "79", "7,9", id="lost comma"),
        pytest.param("23 %", "23", "23%", id="lost percent sign"),
        pytest.param("23 %", "23 40", "23%", id="percent sign read as digits"),
        pytest.param("-23,4", "23,4", "-23,4", id="lost minus sign"),
        pytest.param("-23,4", "-23,4", "-23,4", id="read well"),
        pytest.param("3400", "340", "340", id="another number of digits"),
        pytest.param("2021-12-31", "2021-12-37", "2021-12-31", id="date"),
        pytest.param("2021-12-3151", "2021-12-31", "2021-12-31", id="no date"),
        pytest.param("2X4", "214", "214", id="shape of another kind"),
        pytest.param("Minst 23 %", "Minst 23 %", "Minst23%", id="words before a number"),
        pytest.param("56~78", "5618", "5678", id="two digits that touch"),
        pytest.param("-6~7,8", "-61,8", "-67,8", id="two digits that touch behind a sign"),
        pytest.param("+/-23,4", "+/-234", "+/-23,4", id="signs without examples before a clear number"),
        pytest.param("+/-83,4", "+/-234", "+/-234", id="signs without examples before a misread number"),
        pytest.param("567,8", "567,18", "567,8", id="a digit too many"),
        pytest.param("5,6_GWh", "56_GWh", "5,6GWh", id="a unit is no part of its number"),
        pytest.param(
            "Andel|81,2|57,2", "Andel|81,2|Mö", "Andel81,257,2", id="a number of a table that was read as letters"
        ),
        pytest.param("Andel|81,2|Ja", "Andel|81,2|Ja", "Andel81,2Ja", id="letters of a table"),
        pytest.param("57,2", "Mö", "Mö", id="letters outside of tables"),
    ],
)
def test_numbers_are_read_by_the_shapes_of_their_digits(printed: str, recognised: str, expected: str) -> None:
    known = [(text, text) for text in PRINTED * 2]
    assert read_again([*known, (printed, recognised)])[0] == [*(t.replace(" ", "") for t in PRINTED * 2), expected]


@pytest.mark.parametrize(
    ("printed", "recognised"),
    [
        pytest.param("4 511 430", "4511 430", id="one blank lost"),
        pytest.param("4 511 430", "4511430", id="all blanks lost"),
        pytest.param("117 411", "117411", id="between narrow digits"),
        pytest.param("117411", "117411", id="no blank between narrow digits"),
    ],
)
def test_blanks_between_groups_of_three_digits_come_back(printed: str, recognised: str) -> None:
    known = [(text, text) for text in PRINTED * 2]
    assert lines_again([*known, (printed, recognised)])[0][-1] == printed


SIGNS = {"7": 5.0, ",": 0.0, ".": 0.1}
"""Invented shapes, each a number: a stop differs little from a comma, a digit much."""


def place_of(char: str) -> tuple[float, float, float]:
    """How high a sign begins and ends and how wide it is, as shares of a digit's height."""
    return (0.2, -0.1, 0.2) if char in ",." else (1.0, 0.0, 0.6)


def invented(text: str, *point: float) -> Figure:
    """A number of invented shapes; `point` is that of its last one, where it has another one than its letter."""
    shapes = [*(SIGNS[char] for char in text[: len(text) - len(point)]), *point]
    glyphs = tuple(
        Glyph(0.0, 1.0, np.array([shape, *place_of(char)])) for shape, char in zip(shapes, text, strict=True)
    )
    return Figure((), Box(0.0, 0.0, 1.0, 1.0), 10.0, 10.0, text, glyphs, 0, 0)


@pytest.mark.parametrize(
    ("shape", "sign"),
    [
        pytest.param(0.01, ",", id="comma"),
        pytest.param(0.09, ".", id="stop"),
        pytest.param(0.055, ",", id="a little more like a stop"),
        pytest.param(2.5, ",", id="like neither, but as low"),
    ],
)
def test_what_is_not_clearly_a_stop_or_a_comma_is_what_most_numbers_have(shape: float, sign: str) -> None:
    odd = invented("7,", shape)
    known = [*[invented("7,7")] * 4, *[invented("7.7")] * 3]
    assert Shapes(known).read(odd.glyphs[-1], odd) == sign


def test_what_is_like_no_digit_and_as_high_is_none() -> None:
    odd = invented("77", 2.5)
    assert Shapes([invented("7,7")] * 4).read(odd.glyphs[-1], odd) is None


@pytest.mark.parametrize(
    ("char", "place", "may"),
    [
        ("0", (1.0, 0.0, 0.6), True),
        ("0", (1.0, 0.0, 0.28), False),
        ("1", (1.0, 0.0, 0.28), True),
        ("-", (0.5, 0.3, 0.4), True),
        ("-", (1.0, 0.0, 0.28), False),
        (",", (0.2, -0.1, 0.2), True),
        (",", (1.0, 0.0, 0.2), False),
        ("%", (1.0, 0.0, 1.0), True),
        ("%", (1.0, 0.0, 0.3), False),
    ],
)
def test_shapes_are_learnt_where_their_place_and_width_may_be_the_letters(
    char: str, place: tuple[float, float, float], may: bool
) -> None:
    assert may_be(Glyph(0.0, 1.0, np.array([0.0, *place])), char) is may


def test_examples_wider_than_their_kind_teach_nothing() -> None:
    # a 4 that was read as 1 is no example of a 1, which is thinner
    known = [(text, text) for text in PRINTED * 2]
    wrong = [("42", "12"), ("43", "13"), ("45", "15"), ("46", "16"), ("48", "18")]
    assert read_again([*known, *wrong])[0][-len(wrong) :] == [printed for printed, _ in wrong]


def test_clear_numbers_are_in_doubt_no_longer() -> None:
    assert read_again([(text, text) for text in PRINTED * 2])[1] == 0
    assert read_again([*((text, text) for text in PRINTED * 2), ("2X4", "214")])[1] == 1


def test_few_examples_change_nothing() -> None:
    assert read_again([("12", "17"), ("34", "31")]) == (["17", "31"], 2)


@pytest.mark.parametrize(
    ("chars", "text", "expected"),
    [
        pytest.param([None, None, None, "2"], "+/-2", ["+", "/", "-", "2"], id="a sign of three"),
        pytest.param([None, "2"], "-3", [None, "2"], id="another digit behind it"),
        pytest.param([None], "+/-", [None], id="fewer pieces of ink than the sign has"),
    ],
)
def test_an_unknown_sign_is_what_was_recognised(chars: list[str | None], text: str, expected: list[str | None]) -> None:
    assert with_sign(chars, text) == expected


@pytest.mark.parametrize(("unit", "expected"), [(False, True), (True, False)])
def test_a_number_with_a_unit_has_no_percent_sign(unit: bool, expected: bool) -> None:
    figure = Figure((), Box(0.0, 0.0, 1.0, 1.0), 10.0, 10.0, "1106", (), 0, 0, unit)
    assert (better_words(figure, [Word(0.0, 10.0, 20.0, 9.0, "111%", False, -1)]) is not None) is expected
