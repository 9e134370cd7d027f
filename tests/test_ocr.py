"""Scanned PDFs: read where OCR is installed, refused with what to install where it is not."""

import io
from collections.abc import Sequence

import pikepdf
import pypdfium2 as pdfium
import pytest
from generator.print_scan import to_scan
from PIL import Image, ImageDraw
from test_pdf_lines import Paper
from test_pdf_tables import HEADER, ROWS, grid, put_rows

import extract.pdf.reader
import extract.scan.ocr
from extract.document import Evidence, TextSource
from extract.errors import ReadError, Reason
from extract.marks import BULLETS, MARKS
from extract.page_content import Box, Edge, PageContent, Word
from extract.reader import ReadOptions, read_document
from extract.rows import words_to_rows
from extract.scan.lines import DOTS_A_POINT
from extract.scan.sizes import even_tables

MISREAD = 1
"""Cells of sixteen that recognition may misread; the columns are never wrong."""

needs_tools = pytest.mark.skipif(
    bool(extract.scan.ocr.missing_parts()),
    reason=f"OCR is not installed (make ocr): {extract.scan.ocr.missing_parts()}",
)


def page(heading: str = "Beskrivning") -> Paper:
    paper = Paper().text(60, 80, heading, 14, "Helvetica-Bold")
    paper.text(60, 110, "Nämnden arbetar för att alla invånare ska få stöd och omsorg av hög kvalitet.")
    grid(paper, 140, 4)
    put_rows(paper, 140, (HEADER, *ROWS))
    return paper


def test_a_scan_without_ocr_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract.pdf.reader, "missing_parts", lambda: ("tesseract",))
    with pytest.raises(ReadError) as caught:
        read_document(to_scan(page().bytes(), dots=72), "skannad.pdf")
    assert caught.value.reason is Reason.NEEDS_OCR
    assert "make ocr" in str(caught.value)


@needs_tools
@pytest.mark.parametrize(("skew", "noise"), [(0.0, 0.0), (1.5, 0.002)])
def test_a_scan_gives_the_lines_and_the_table_of_the_page(skew: float, noise: float) -> None:
    document = read_document(to_scan(page().bytes(), seed=4, skew=skew, noise=noise), "skannad.pdf")
    assert document.text_source is TextSource.OCR
    assert "Beskrivning" in [line.text for line in document.lines]
    cells = [[cell.text for cell in row] for row in document.grids[0].rows]
    printed = [list(HEADER), *map(list, ROWS)]
    assert [len(row) for row in cells] == [len(row) for row in printed]
    misread = [
        pair for row in zip(cells, printed, strict=True) for pair in zip(*row, strict=True) if pair[0] != pair[1]
    ]
    assert len(misread) <= MISREAD, misread
    assert document.grids[0].evidence is Evidence.RULES


@needs_tools
def test_only_the_scanned_pages_of_a_mixed_file_are_recognised() -> None:
    native, scan = page("Nämndmål").bytes(), to_scan(page("Enhetsmål").bytes())
    with pikepdf.open(io.BytesIO(native)) as pdf, pikepdf.open(io.BytesIO(scan)) as other:
        pdf.pages.extend(other.pages)
        target = io.BytesIO()
        pdf.save(target)
    document = read_document(target.getvalue(), "blandad.pdf")
    headings = [(line.page, line.text) for line in document.lines if line.text in ("Nämndmål", "Enhetsmål")]
    assert headings == [(1, "Nämndmål"), (2, "Enhetsmål")]
    assert [grid.page for grid in document.grids] == [1, 2]


def test_without_ocr_the_native_pages_of_a_mixed_file_are_read() -> None:
    native, scan = page("Nämndmål").bytes(), to_scan(page("Enhetsmål").bytes(), dots=72)
    with pikepdf.open(io.BytesIO(native)) as pdf, pikepdf.open(io.BytesIO(scan)) as other:
        pdf.pages.extend(other.pages)
        target = io.BytesIO()
        pdf.save(target)
    document = read_document(target.getvalue(), "blandad.pdf", ReadOptions(ocr=False))
    assert [(remark.code, remark.page) for remark in document.remarks] == [("page_needs_ocr", 2)]
    assert document.text_source is TextSource.NATIVE


# A page that lies on its side, or on its head, and a skewed one: rows are read, boxes are where the words are on the page.
@needs_tools
@pytest.mark.parametrize("degrees", [90, 180, 358.5])
def test_boxes_of_a_turned_page_lie_where_its_words_do(degrees: float) -> None:
    picture = next(iter(pdfium.PdfDocument(page().bytes()))).render(scale=200 / 72, grayscale=True).to_pil()
    turned = picture.rotate(degrees, expand=degrees in (90, 180), fillcolor=255)
    target = io.BytesIO()
    turned.save(target, format="PDF", resolution=200)
    document = read_document(target.getvalue(), "vriden.pdf")
    heading = next(line for line in document.lines if line.text == "Beskrivning")
    turn, box = document.pages[0].turn, heading.bbox
    assert turn is not None
    assert box is not None
    corners = [round(side * 200 / 72) for side in turn.back_bbox(box.x0, box.top, box.x1, box.bottom)]
    inside, outside = turned.crop(tuple(corners)), turned.copy()
    outside.paste(255, tuple(corners))
    assert dark_dots(inside) > 500
    back = outside.rotate(-degrees, expand=degrees in (90, 180), fillcolor=255)
    assert dark_dots(back.crop((150, 180, 700, 230))) < 0.05 * dark_dots(inside)


def dark_dots(picture: Image.Image) -> int:
    return sum(picture.convert("L").histogram()[:128])


def set_rows(sizes: Sequence[tuple[float, float, str]]) -> list[Word]:
    """Words of rows, each given by its baseline, its measured size and its text; "|" parts cells."""
    words = []
    for base, size, text in sizes:
        for column, cell in enumerate(text.split("|")):
            if cell:
                words.append(
                    Word(60.0 + 200 * column, base, 60.0 + 200 * column + 5 * len(cell), size, cell, False, -1)
                )
    return words


def test_the_rows_of_a_table_have_one_size_whatever_was_measured() -> None:
    # a group's name and a text over the whole width have no cells, a row of digits and capitals is measured higher
    table = [
        (100.0, 8.1, "|Utfall|Budget"),
        (115.0, 7.4, "Intäkter"),
        (130.0, 8.0, "Bidrag|12|14"),
        (145.0, 10.3, "ÅÄÖ"),
        (160.0, 8.0, "Summa|12|14"),
    ]
    body = [(200.0, 10.0, "Brödtext"), (213.0, 10.0, "och mer av den")]
    measured = set_rows([*table, *body])
    words = even_tables([word._replace(size=10.0) for word in measured], measured, 10.0)
    assert {word.size for word in words if word.base <= 160} == {8.0}
    assert {word.size for word in words if word.base > 160} == {10.0}


def test_a_page_on_which_no_measured_row_has_cells_keeps_the_bodys_size() -> None:
    # type measured too large closes the gaps between cells; made even, the rows have some
    measured = [word._replace(size=40.0) for word in set_rows([(100.0, 10.0, "Namn|12"), (115.0, 10.0, "Mer|14")])]
    words = even_tables([word._replace(size=10.0) for word in measured], measured, 10.0)
    assert {word.size for word in words} == {10.0}


@pytest.mark.parametrize(
    ("text", "may"), [("v", True), ("pp", True), ("pp»", True), ("och", False), ("pp»»", False), ("123", False)]
)
def test_short_words_may_be_drawn_marks(text: str, may: bool) -> None:
    assert extract.scan.ocr.may_be_mark(text) is may


def test_the_rest_of_a_wrapped_cell_is_as_large_as_its_table_whatever_its_column() -> None:
    table = [(100.0, 8.0, "Namn|Utfall|Budget"), (115.0, 8.0, "Bidrag|12|Tas fram av"), (130.0, 8.0, "Mer|13|14")]
    measured = set_rows([*table, (200.0, 10.0, "Brödtext"), (213.0, 10.0, "och mer av den")])
    third = next(word for word in measured if word.text == "Tas fram av")
    measured.append(third._replace(base=123.0, size=10.0, text="nämnd"))
    words = even_tables([word._replace(size=10.0) for word in measured], measured, 10.0)
    assert next(word.size for word in words if word.text == "nämnd") == 8.0


SMALL = [(100.0, 8.0, "Namn|Utfall|Budget"), (115.0, 8.0, "Bidrag|12|14"), (130.0, 8.0, "Mer|13|14")]
BODY = [(300.0, 10.0, "Brödtext"), (313.0, 10.0, "och mer av den")]


def size_below(
    table: Sequence[tuple[float, float, str]], line: tuple[float, float, str], separators: Sequence[Edge] = ()
) -> float:
    """The size that a line below a table is given, on a page with text of size 10."""
    measured = set_rows([*table, line, *BODY])
    words = even_tables([word._replace(size=10.0) for word in measured], measured, 10.0, separators)
    return next(word.size for word in words if word.base == line[0])


@pytest.mark.parametrize(
    ("line", "size"),
    [
        pytest.param((154.0, 8.0, "Några gator"), 8.0, id="measured as the table"),
        pytest.param((154.0, 10.0, "Några gator"), 10.0, id="measured as prose"),
        pytest.param((154.0, 6.5, "sommaren"), 10.0, id="low letters of prose"),
        pytest.param((154.0, 4.5, "sommaren"), 8.0, id="low letters of the table"),
        pytest.param((158.0, 8.0, "Några gator"), 10.0, id="further below than any row"),
    ],
)
def test_a_line_further_below_is_of_the_table_where_its_type_is(line: tuple[float, float, str], size: float) -> None:
    assert size_below(SMALL, line) == size


@pytest.mark.parametrize(
    ("separators", "size"),
    [
        pytest.param([(138.0, 50.0, 550.0), (162.0, 50.0, 550.0)], 8.0, id="between two lines"),
        pytest.param([(138.0, 50.0, 550.0)], 10.0, id="below the last line"),
        pytest.param([(138.0, 50.0, 550.0), (162.0, 50.0, 300.0)], 10.0, id="lines of other lengths"),
        pytest.param([(138.0, 150.0, 550.0), (162.0, 150.0, 550.0)], 10.0, id="beside the lines"),
        pytest.param([(138.0, 50.0, 550.0), (220.0, 50.0, 550.0)], 10.0, id="lines far apart"),
    ],
)
def test_a_line_between_two_separators_is_of_the_table(
    separators: list[tuple[float, float, float]], size: float
) -> None:
    assert size_below(SMALL, (154.0, 10.0, "Några gator"), [Edge(*each) for each in separators]) == size


@pytest.mark.parametrize(
    ("table", "size"),
    [
        pytest.param([(100.0, 8.0, "●|Namn|12"), (115.0, 8.0, "|Mer|14")], 8.0, id="a mark two rows above"),
        pytest.param([(100.0, 8.0, "|Namn|12"), (115.0, 8.0, "|Mer|14")], 10.0, id="no mark"),
        pytest.param([(50.0, 8.0, "●|Namn|12"), (115.0, 8.0, "|Mer|14")], 10.0, id="a mark of another table"),
    ],
)
def test_a_line_of_a_table_begins_where_a_cell_of_any_row_above_does(
    table: list[tuple[float, float, str]], size: float
) -> None:
    assert size_below(table, (130.0, 10.0, "fortsätter")) == size


def test_marks_are_no_specks() -> None:
    assert [
        mark for mark in sorted(MARKS | BULLETS) if extract.scan.ocr.is_speck(set_rows([(10.0, 9.0, mark)])[0])
    ] == []
    assert all(extract.scan.ocr.is_speck(set_rows([(10.0, 9.0, text)])[0]) for text in ("_", "«»", "::"))


def test_words_measured_too_small_stay_two() -> None:
    prose = set_rows([(300.0, 10.0, "Brödtext som ger sidans storlek")])
    words = [Word(60.0, 100.0, 99.1, 6.0, "samma", False, -1), Word(100.0, 100.0, 130.0, 6.0, "år", False, -1)]
    cleaned = extract.scan.ocr.clean(PageContent(1, 595.0, 842.0, words=(*words, *prose)))
    assert words_to_rows(cleaned.words)[0].text == "samma år"


@pytest.mark.parametrize(
    ("printed", "read", "left"),
    [
        pytest.param("Verksamhet", "Ve", 1, id="the first letters of a word"),
        pytest.param("Verksamhet", "", 1, id="nothing"),
        pytest.param("Ve", "Ve", 0, id="the whole of a short word"),
    ],
)
def test_what_was_not_read_to_its_end_is_read_again(printed: str, read: str, left: int) -> None:
    picture = Image.new("L", (900, 300), 255)
    draw = ImageDraw.Draw(picture)
    draw.text((200, 150), printed, fill=0, font_size=42, anchor="ls")
    end = 200 + draw.textlength(read, font_size=42)
    word = Word(200 / DOTS_A_POINT, 150 / DOTS_A_POINT, end / DOTS_A_POINT, 10.0, read, False, -1)
    kept, boxes = extract.scan.ocr.with_marks(picture, [word] if read else [])
    assert len(boxes) == left
    assert kept == [word] * (1 - left)


@pytest.mark.parametrize(
    ("width", "unread"), [pytest.param(37.0, True, id="much wider"), pytest.param(35.0, False, id="about as wide")]
)
def test_ink_three_times_as_wide_as_what_was_read_off_it_is_unread(width: float, unread: bool) -> None:
    word = Word(60.0, 100.0, 70.0, 10.0, "Ve", False, -1)
    assert extract.scan.ocr.is_unread(Box(60.0, 92.0, 60.0 + width, 100.0), [word]) is unread


@pytest.mark.parametrize("grey", [0, 200])
def test_a_disc_before_a_word_is_one_mark_however_pale(grey: int) -> None:
    picture = Image.new("L", (900, 300), 255)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((120, 122, 150, 152), fill=grey)
    word = Word(200 / DOTS_A_POINT, 150 / DOTS_A_POINT, 320 / DOTS_A_POINT, 10.0, "Klart", False, -1)
    kept, boxes = extract.scan.ocr.with_marks(picture, [word])
    assert ([each.text for each in kept], boxes) == (["Klart", "●"], [])
