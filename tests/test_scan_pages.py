"""Pages that are pictures and have text, too: searchable scans, stamped scans, photographs with a title."""

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from test_ocr import needs_tools, page
from test_pdf_tables import HEADER, ROWS

from extract.document import Evidence, TextSource
from extract.pdf.sources import open_source
from extract.reader import ReadOptions, read_document
from extract.scan.pages import PageText, page_text

INVISIBLE, VISIBLE = 3, 0
LAYER = ("Beskrivning", "Nämnden arbetar för att alla invånare ska få stöd och omsorg av hög kvalitet.")
"""What another program recognised on the page: its headings and prose, not its table."""


def photograph() -> Image.Image:
    return Image.linear_gradient("L").resize((400, 560))


def paper_scan(dots: int = 200) -> Image.Image:
    return next(iter(pdfium.PdfDocument(page().bytes()))).render(scale=dots / 72, grayscale=True).to_pil()


def printed(
    picture: Image.Image, texts: tuple[str, ...], mode: int = VISIBLE, *, below: bool = False, share: float = 1.0
) -> bytes:
    """A page of a picture over `share` of its height, with texts on or below it."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    width, height = A4

    def put_picture() -> None:
        canvas.drawImage(ImageReader(picture), 0, height * (1 - share), width, height * share)

    if not below:
        put_picture()
    for number, line in enumerate(texts):
        text = canvas.beginText(60, height - 80 - 30 * number)
        text.setFont("Helvetica", 11)
        text.setTextRenderMode(mode)
        text.textOut(line)
        canvas.drawText(text)
    if below:
        put_picture()
    canvas.showPage()
    canvas.save()
    return target.getvalue()


LETTER = tuple(f"Rad {number} av ett brev som är satt ovanpå ett brevpapper med bild" for number in range(20))


@pytest.mark.parametrize("source", ["fast", "pdfplumber"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (printed(photograph(), ()), PageText.PICTURE),
        (printed(photograph(), LAYER, INVISIBLE), PageText.LAYER),
        (printed(photograph(), LAYER, below=True), PageText.LAYER),
        (printed(photograph(), ("Dnr 1.1/22", "Sid 3 (12)")), PageText.STAMP),
        (printed(photograph(), LETTER), PageText.OWN),
        (printed(photograph(), LAYER, share=0.2), PageText.OWN),
        (printed(photograph(), LAYER, INVISIBLE, share=0.2), PageText.OWN),
    ],
    ids=["picture", "unseen", "below", "stamp", "letter paper", "logo", "unseen beside a logo"],
)
def test_where_the_text_of_a_page_comes_from(data: bytes, kind: PageText, source: str) -> None:
    pages = open_source(data, source)
    assert page_text(pages.page(1), data) is kind
    pages.close()


@needs_tools
@pytest.mark.parametrize(
    ("texts", "mode"), [(LAYER, INVISIBLE), (("Dnr 1.1/22",), VISIBLE)], ids=["searchable", "stamped"]
)
def test_a_scan_with_text_is_read_from_its_picture(texts: tuple[str, ...], mode: int) -> None:
    document = read_document(printed(paper_scan(), texts, mode), "skannad.pdf")
    assert document.text_source is TextSource.OCR
    assert [grid.evidence for grid in document.grids] == [Evidence.RULES]
    assert (len(document.grids[0].rows), len(document.grids[0].rows[0])) == (1 + len(ROWS), len(HEADER))


@needs_tools
def test_a_photograph_with_a_title_keeps_the_files_own_text() -> None:
    document = read_document(printed(photograph(), ("Verksamhetsplan 2031", "Parkförvaltningen")), "omslag.pdf")
    assert document.text_source is TextSource.NATIVE
    assert [line.text for line in document.lines if line.text] == ["Verksamhetsplan 2031", "Parkförvaltningen"]
    assert document.remarks == ()


@pytest.mark.parametrize(
    ("texts", "mode", "severity", "text_source"),
    [(LAYER, INVISIBLE, "warning", TextSource.OCR), (("Dnr 1.1/22",), VISIBLE, "info", TextSource.NATIVE)],
    ids=["searchable", "stamped"],
)
def test_without_ocr_the_text_on_a_scan_is_read_and_told_of(
    texts: tuple[str, ...], mode: int, severity: str, text_source: TextSource
) -> None:
    document = read_document(printed(photograph(), texts, mode), "skannad.pdf", ReadOptions(ocr=False))
    assert [line.text for line in document.lines if line.text] == list(texts)
    assert [(remark.code, remark.severity, remark.page) for remark in document.remarks] == [
        ("page_needs_ocr", severity, 1)
    ]
    assert document.text_source is text_source
