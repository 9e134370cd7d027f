"""Scanned PDFs: read where OCR is installed, refused with what to install where it is not."""

import io
from collections.abc import Sequence

import pikepdf
import pypdfium2 as pdfium
import pytest
from generator.print_scan import to_scan
from PIL import Image
from test_pdf_lines import Paper
from test_pdf_tables import HEADER, ROWS, grid, put_rows

import extract.pdf.reader
import extract.scan.ocr
from extract.document import Evidence, TextSource
from extract.errors import ReadError, Reason
from extract.page_content import Word
from extract.reader import ReadOptions, read_document
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
