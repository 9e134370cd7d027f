"""Small pictures: the sign that an icon shows, what a file says of it, and the rows that come of both."""

import io
import math

import docx
import pytest
from docx.shared import Pt
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from test_pdf_lines import Paper, read
from test_pdf_tables import grid, put_rows

from extract.document import Document
from extract.icon_shapes import icon_to_mark
from extract.icons import Icons
from extract.page_content import Box, PageContent, Picture, Tag
from extract.reader import read_document

GREEN, YELLOW, RED, WHITE = (46, 139, 87), (224, 176, 0), (192, 48, 48), (255, 255, 255)
Point = tuple[float, float]
TICK: tuple[tuple[Point, ...], ...] = (((3, 11), (8, 16), (17, 4)),)
CROSS: tuple[tuple[Point, ...], ...] = (((4, 4), (16, 16)), ((16, 4), (4, 16)))
TRIANGLE: tuple[Point, ...] = ((4, 3), (17, 10), (4, 17))
STAR = tuple(
    (10 + (9 if i % 2 else 3.6) * math.sin(i * math.pi / 5), 10 - (9 if i % 2 else 3.6) * math.cos(i * math.pi / 5))
    for i in range(10)
)


class Icon:
    """An icon drawn on a square of 20 units, on nothing, a disc or a square."""

    def __init__(self, ground: str = "", colour: tuple[int, int, int] = GREEN, shrink: float = 1.0) -> None:
        self._picture = Image.new("RGBA", (160, 160), (0, 0, 0, 0))
        self._pen = ImageDraw.Draw(self._picture)
        self._shrink = shrink
        if ground:
            draw = self._pen.ellipse if ground == "disc" else self._pen.rectangle
            draw((4, 4, 155, 155), fill=colour)

    def _place(self, points: tuple[Point, ...]) -> list[Point]:
        return [(80 + 8 * self._shrink * (x - 10), 80 + 8 * self._shrink * (y - 10)) for x, y in points]

    def strokes(self, lines: tuple[tuple[Point, ...], ...], colour: tuple[int, int, int], width: float = 3) -> "Icon":
        for line in lines:
            self._pen.line(self._place(line), fill=colour, width=round(8 * self._shrink * width), joint="curve")
        return self

    def shape(self, points: tuple[Point, ...], colour: tuple[int, int, int]) -> "Icon":
        self._pen.polygon(self._place(points), fill=colour)
        return self

    def ring(self, colour: tuple[int, int, int], width: float, half: tuple[int, int, int] | None = None) -> "Icon":
        inner = (8 * width, 8 * width, 160 - 8 * width, 160 - 8 * width)
        self._pen.ellipse(inner, fill=colour)
        if half:
            self._pen.pieslice(inner, 90, 270, fill=half)
        return self

    def picture(self, dots: int) -> Image.Image:
        return self._picture.resize((dots, dots), Image.Resampling.LANCZOS)


SIGNS = [
    # a sign on nothing, whatever its colour and its stroke
    (Icon().strokes(TICK, GREEN), "✓"),
    (Icon().strokes(TICK, RED, 2), "✓"),
    (Icon().strokes(CROSS, RED), "✗"),
    (Icon().strokes(CROSS, (0, 0, 0), 4.5), "✗"),
    (Icon().shape(TRIANGLE, YELLOW), "►"),
    # a disc or a square alone
    (Icon("disc"), "●"),
    (Icon("disc", YELLOW), "●"),
    (Icon("square", RED), "■"),
    # a light sign on a disc or on a square
    (Icon("disc", shrink=0.6).strokes(TICK, WHITE), "✓"),
    (Icon("square", shrink=0.6).strokes(TICK, WHITE), "✓"),
    (Icon("disc", RED, 0.6).strokes(CROSS, WHITE), "✗"),
    (Icon("disc", YELLOW, 0.6).shape(TRIANGLE, WHITE), "►"),
    # a ring and a disc of which half is filled
    (Icon("disc").ring(WHITE, 1.4), "○"),
    (Icon("disc").ring(WHITE, 2, half=GREEN), "◐"),
    # what is none of these is no mark, nor is nothing at all
    (Icon().shape(STAR, GREEN), None),
    (Icon(), None),
]


@pytest.mark.parametrize("dots", [20, 32, 64])
@pytest.mark.parametrize(("icon", "mark"), SIGNS)
def test_the_sign_of_an_icon(icon: Icon, mark: str | None, dots: int) -> None:
    assert icon_to_mark(icon.picture(dots)) == mark


TABLE = (("Aktivitet", "Startdatum", "Slutdatum"), ("Vi gör en plan", "2023-01-01", "2023-12-31"))
PICTURES = [
    (Icon().strokes(TICK, GREEN), "", "✓ Vi gör en plan"),
    (Icon().strokes(TICK, GREEN), "Genomförd", "✓⟦Genomförd⟧ Vi gör en plan"),
    (Icon().shape(STAR, GREEN), "Genomförd", "⟦Genomförd⟧ Vi gör en plan"),
]


# The bytes of a picture and the place of its text are the same whoever reads the page.
@pytest.mark.parametrize("source", ["fast", "pdfplumber"])
def test_a_picture_in_a_cell_of_a_pdf(source: str) -> None:
    def page(icon: Icon) -> Document:
        paper = Paper()
        grid(paper, 100, 2)
        put_rows(paper, 100, (TABLE[0], (f"     {TABLE[1][0]}", *TABLE[1][1:])))
        paper.canvas.drawImage(ImageReader(icon.picture(32)), 63, 842 - 133, 8, 8, mask="auto")
        return read(paper.bytes(), source)

    known, unknown = page(PICTURES[0][0]), page(PICTURES[2][0])
    assert known.grids[0].rows[1][0].text == "✓ Vi gör en plan"
    assert known.remarks == ()
    assert unknown.grids[0].rows[1][0].text == "Vi gör en plan"
    assert [remark.code for remark in unknown.remarks] == ["unknown_mark"]


# A few words stand for an icon; a description of a picture or its file's name does not.
@pytest.mark.parametrize(
    ("said", "text"),
    [("Ej  genomförd", "⟦Ej genomförd⟧"), ("En bild som visar en cirkel i grönt", ""), ("bild1.png", ""), (None, "")],
)
def test_what_the_tag_tree_says_of_a_picture(said: str | None, text: str) -> None:
    picture = Picture(Box(60, 100, 68, 108), "", "image 0", 7)
    tags = (Tag("Table", (), (Tag("TD", (), (Tag("Figure", (7,), (), said),)),)),)
    content = Icons(b"no PDF").marked(PageContent(1, 595, 842, pictures=(picture,), tags=tags))
    assert [each.text for each in content.pictures] == [text]


@pytest.mark.parametrize(("icon", "said", "text"), PICTURES)
def test_a_picture_in_a_cell_of_a_word_file(icon: Icon, said: str, text: str) -> None:
    file = docx.Document()
    table = file.add_table(rows=0, cols=3)
    for row in TABLE:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    run = docx.text.run.Run(docx.oxml.OxmlElement("w:r"), table.cell(1, 0).paragraphs[0])
    table.cell(1, 0).paragraphs[0]._p.insert(0, run._r)
    image = io.BytesIO()
    icon.picture(32).save(image, "PNG")
    run.add_picture(image, Pt(9))._inline.docPr.set("descr", said)
    run.add_text(" ")
    target = io.BytesIO()
    file.save(target)
    assert read_document(target.getvalue(), "plan.docx").grids[0].rows[1][0].text == text
