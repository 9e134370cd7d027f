"""The ink of a scanned page: lines and shades, letters beside them, how a page lies, drawn marks, signs without ink."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.page_content import Box, Edge, Word
from extract.scan.ink import easier_picture, mark_of, pale_marks, part_marks, unread_ink, with_ink
from extract.scan.lines import DOTS_A_POINT, lies_on_its_side, picture_to_edges, put_together, skew_of

WHITE, BLACK = 255, 0
A4 = (2480, 3508)
COVER = (
    "Lövhagens",
    "stad",
    "Lövhagens förskola",
    "Tjänsteutlåtande",
    "Dnr: LÖV 1/31",
    "2031-05-11",
    "Handläggare",
    "Bo Ek",
    "Till",
)


def dots(points: float) -> int:
    return round(points * DOTS_A_POINT)


def paper(size: tuple[int, int] = (900, 300)) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("L", size, WHITE)
    return picture, ImageDraw.Draw(picture)


def test_a_letters_tail_stays_where_it_touches_a_line_that_is_rubbed_out() -> None:
    picture, draw = paper()
    draw.rectangle((0, 150, 899, 152), fill=BLACK)
    draw.rectangle((400, 100, 405, 152), fill=BLACK)  # a tail that reaches into the line
    draw.rectangle((500, 100, 505, 146), fill=BLACK)  # one that ends just above it
    easier = np.asarray(easier_picture(picture, [Edge(151 / DOTS_A_POINT, 0.0, 899 / DOTS_A_POINT)], [], []))
    assert (easier[100:153, 401:405] == BLACK).all()
    assert (easier[100:147, 501:505] == BLACK).all()
    assert (easier[149:154, :395] == WHITE).all()


@pytest.mark.parametrize(
    ("top", "bottom", "found"),
    [
        pytest.param(0.0, 18.0, True, id="from line to line"),
        pytest.param(5.0, 18.0, False, id="a letter above a line"),
        pytest.param(3.0, 14.0, False, id="a letter between two lines"),
    ],
)
def test_the_sides_of_a_cell_of_one_row_are_lines(top: float, bottom: float, found: bool) -> None:
    picture, draw = paper()
    for height in (20.0, 38.0):
        draw.rectangle((40, dots(height), 860, dots(height) + 2), fill=BLACK)
    draw.rectangle((400, dots(20.0 + top), 402, dots(20.0 + bottom)), fill=BLACK)
    _, down = picture_to_edges(picture)
    assert bool(down) is found


@pytest.mark.parametrize("quarters", [0, 1])
def test_short_lines_that_begin_below_each_other_do_not_make_a_page_lie_on_its_side(quarters: int) -> None:
    # a cover on a wide page: few words a line, all from the left margin
    picture, draw = paper(A4[::-1])
    for place, text in enumerate(COVER * 2):
        draw.text((250, 300 + 80 * place), text, fill=BLACK, font_size=46)
    turned = picture.transpose(Image.Transpose.ROTATE_90) if quarters else picture
    assert lies_on_its_side(turned) is bool(quarters)


def disc(left: int, right: int, outline: int) -> np.ndarray:
    """A ring of 80 dots, filled between two columns."""
    picture = Image.new("L", (80, 80), WHITE)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((0, 0, 79, 79), fill=BLACK)
    draw.ellipse((outline, outline, 79 - outline, 79 - outline), fill=WHITE)
    if right > left:
        full = Image.new("L", (80, 80), WHITE)
        ImageDraw.Draw(full).ellipse((0, 0, 79, 79), fill=BLACK)
        picture.paste(full.crop((left, 0, right, 80)), (left, 0))
    return np.asarray(picture) < 128


@pytest.mark.parametrize(
    ("ink", "mark"),
    [
        pytest.param(disc(0, 80, 5), "●", id="disc"),
        pytest.param(disc(0, 40, 5), "◐", id="left half"),
        pytest.param(disc(40, 80, 5), "◑", id="right half"),
        pytest.param(disc(0, 0, 5), "○", id="ring"),
        pytest.param(disc(0, 0, 12), None, id="the letter O is thicker"),
        pytest.param(disc(0, 20, 5), None, id="a quarter is none of them"),
    ],
)
def test_discs_halves_and_rings_are_marks(ink: np.ndarray, mark: str | None) -> None:
    assert mark_of(ink) == mark


@pytest.mark.parametrize(
    ("text", "inked", "kept"),
    [
        pytest.param("-", True, True, id="dash"),
        pytest.param("-", False, False, id="dash without ink"),
        pytest.param("%", False, False, id="percent sign without ink"),
        pytest.param("och", False, True, id="letters are put beside their ink"),
    ],
)
def test_signs_that_no_ink_is_under_were_not_printed(text: str, inked: bool, kept: bool) -> None:
    picture, draw = paper()
    if inked:
        draw.rectangle((410, 130, 430, 133), fill=BLACK)
    word = Word(400 / DOTS_A_POINT, 145 / DOTS_A_POINT, 440 / DOTS_A_POINT, 10.0, text, False, -1)
    assert with_ink(picture, [word]) == [word] * kept


def ring(draw: ImageDraw.ImageDraw, left: int, top: int, size: int = 30) -> None:
    draw.ellipse((left, top, left + size, top + size), outline=BLACK, width=3)


def tick(draw: ImageDraw.ImageDraw, left: int, top: int, fill: int = BLACK) -> None:
    draw.line((left, top + 16, left + 10, top + 28, left + 30, top), fill=fill, width=4)


@pytest.mark.parametrize(
    ("mark", "gap", "boxes"),
    [
        pytest.param(ring, 10, 2, id="ring"),
        pytest.param(ring, 3, 1, id="a ring that touches a letter is one"),
        pytest.param(tick, 10, 1, id="a piece of a letter looks like a tick"),
    ],
)
def test_a_round_mark_close_before_a_short_word_stands_alone(mark: Callable[..., None], gap: int, boxes: int) -> None:
    picture, draw = paper()
    mark(draw, 400, 120)
    draw.text((430 + gap, 151), "ej", fill=BLACK, font_size=42, anchor="ls")
    assert len(part_marks(picture, unread_ink(picture, []))) == boxes


@pytest.mark.parametrize(
    ("grey", "shape", "marks"),
    [
        pytest.param(200, "ellipse", ["●"], id="yellow disc"),
        pytest.param(200, "rectangle", ["■"], id="yellow square"),
        pytest.param(240, "ellipse", [], id="a stain"),
        pytest.param(200, "tick", [], id="a pale tick may be a letter's shadow"),
    ],
)
def test_filled_marks_in_pale_colours_are_seen(grey: int, shape: str, marks: list[str]) -> None:
    picture, draw = paper()
    if shape == "tick":
        tick(draw, 400, 120, grey)
    else:
        getattr(draw, shape)((400, 120, 436, 156), fill=grey)
    assert [mark for mark, _ in pale_marks(picture, [])] == marks


@pytest.mark.parametrize("size", [28, 30])
def test_the_tops_of_capitals_in_a_row_are_no_line(size: int) -> None:
    picture, draw = paper((1200, 300))
    draw.text((100, 150), "TERTER" * 5, fill=BLACK, font_size=size)
    assert picture_to_edges(picture)[0] == []


@pytest.mark.parametrize("grey", [BLACK, 200])
def test_a_drawn_line_with_few_gaps_is_one(grey: int) -> None:
    picture, draw = paper((1200, 300))
    draw.rectangle((100, 120, 1100, 122), fill=grey)
    draw.rectangle((500, 120, 504, 122), fill=WHITE)  # a speck of the scanner
    assert picture_to_edges(picture)[0]


@pytest.mark.parametrize("degrees", [0.0, 0.07, -0.33, 1.42])
def test_skew_is_measured_to_a_twentieth_of_a_degree(degrees: float) -> None:
    picture, draw = paper(A4)
    for base in range(300, 3300, 60):
        draw.text((250, base), " ".join(COVER), fill=BLACK, font_size=40)
    skewed = picture.rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=WHITE)
    assert skew_of(skewed) == pytest.approx(degrees, abs=0.05)


@pytest.mark.parametrize(
    ("second", "count"),
    [
        pytest.param(Box(62.0, 117.0, 500.0, 140.0), 1, id="as wide"),
        pytest.param(Box(62.0, 117.0, 300.0, 140.0), 2, id="of another width"),
        pytest.param(Box(60.0, 121.0, 500.0, 140.0), 2, id="two shades below each other"),
    ],
)
def test_pieces_of_one_shade_that_overlap_are_one(second: Box, count: int) -> None:
    together = put_together([second, Box(60.0, 100.0, 500.0, 120.0)])
    assert len(together) == count
    assert together[-1].bottom == 140.0
