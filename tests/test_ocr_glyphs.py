"""Numbers of scans read by the shapes of their digits."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.page_content import Box, PageContent, Word
from extract.scan.glyphs import page_figures, reread, with_numbers
from extract.scan.lines import DOTS_A_POINT

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
Row = tuple[str, str]
"""What is printed, what was recognised."""


def scanned(rows: list[Row]) -> tuple[Any, PageContent]:
    """A picture of numbers below each other, and the page as recognised, each number's box round what was recognised."""
    picture = Image.new("L", (900, 100 * len(rows) + 100), 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(SIZE)
    words = []
    for number, (printed, recognised) in enumerate(rows, 1):
        x, base = 200.0, 100.0 * number
        ends = [x]
        for char in printed:
            draw.text((ends[-1], base), char, fill=0, font=font, anchor="ls")
            ends.append(ends[-1] + font.getlength(char) + SPACING)
        start = ends[1] if printed[:1] == "-" and recognised[:1] != "-" else x
        passed_over = "%" in printed and not set("% ") & set(recognised)
        end = ends[len(printed.rstrip(" %"))] - SPACING if passed_over else ends[-1]
        sides = (side / DOTS_A_POINT for side in (start, base, end, SIZE))
        words.append(Word(*sides, recognised, False, -1))
    boxes = tuple((Box(word.x0, word.top, word.x1, word.bottom), word.text) for word in words)
    return picture, PageContent(1, 220.0, 400.0, words=tuple(words), doubtful=boxes)


def read_again(rows: list[Row]) -> tuple[list[str], int]:
    """The numbers of a page after their shapes were looked at, from the top, and how many are in doubt."""
    picture, content = scanned(rows)
    done = with_numbers(content, reread({1: page_figures(picture, content.words)}).get(1, ()))
    lines: dict[float, str] = {}
    for word in sorted(done.words, key=lambda word: (word.base, word.x0)):
        lines[word.base] = lines.get(word.base, "") + word.text
    return [text.replace(" ", "") for text in lines.values()], len(done.doubtful)


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
    ],
)
def test_numbers_are_read_by_the_shapes_of_their_digits(printed: str, recognised: str, expected: str) -> None:
    known = [(text, text) for text in PRINTED * 2]
    assert read_again([*known, (printed, recognised)])[0] == [*(t.replace(" ", "") for t in PRINTED * 2), expected]


def test_clear_numbers_are_in_doubt_no_longer() -> None:
    assert read_again([(text, text) for text in PRINTED * 2])[1] == 0
    assert read_again([*((text, text) for text in PRINTED * 2), ("2X4", "214")])[1] == 1


def test_few_examples_change_nothing() -> None:
    assert read_again([("12", "17"), ("34", "31")]) == (["17", "31"], 2)
