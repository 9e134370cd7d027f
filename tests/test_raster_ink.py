"""The ink of a scanned page: lines rubbed out beside letters, sides of low cells, how a page lies, drawn marks."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.page_content import Edge
from extract.scan.ink import easier_picture, mark_of
from extract.scan.lines import DOTS_A_POINT, lies_on_its_side, picture_to_edges

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
