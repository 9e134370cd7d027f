"""Fonts, colours and tags: letters that a page draws, nested marks, elements over a page break, headings in a colour."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from reading import headings
from reportlab.lib.colors import HexColor
from test_pdf_lines import Paper, read

from extract.document import Document
from extract.pdf.hues import has_hue
from extract.pdf.source_plain import is_bold, rgb
from extract.reader import ReadOptions, read_document
from parsers.analyse import analyse


@pytest.mark.parametrize(
    ("font", "bold"),
    [
        ("ABCDEF+Arial-BoldMT", True),
        ("Frutiger-Black", True),
        # Families whose bold has a name of its own.
        ("URWBookman-Demi", True),
        ("ITCAvantGarde-DemiOblique", True),
        ("Calibri,Bd", True),
        ("URWBookman-Light", False),
        ("Cambria", False),
    ],
)
def test_a_fonts_name_says_that_it_is_bold(font: str, bold: bool) -> None:
    assert is_bold(font) is bold


LETTERS = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /P def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <61> <7A> <0061> endbfrange endcmap end end"""
"""The meaning of codes: small letters."""


def drawn_font(pdf: pikepdf.Pdf, name: str) -> Dictionary:
    """A Type 3 font of small letters, all 500 wide; only its descriptor says what it is called."""
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    box = pdf.make_stream(b"500 0 0 0 450 500 d1 0 0 450 500 re f")
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 500, 700]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            FirstChar=97,
            LastChar=122,
            Widths=Array([500] * 26),
            CharProcs=Dictionary({f"/{letter}": box for letter in letters}),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, *(Name(f"/{one}") for one in letters)])),
            ToUnicode=Stream(pdf, LETTERS),
            FontDescriptor=Dictionary(
                Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=4, FontBBox=Array([0, 0, 500, 700])
            ),
        )
    )


def browser_print() -> bytes:
    """Two tagged pages: a bold heading, a paragraph with a ligature's marks inside it that goes on over the page."""
    pdf = pikepdf.new()
    fonts = Dictionary(F1=drawn_font(pdf, "AAAAAA+Prov-Regular"), F2=drawn_font(pdf, "BAAAAA+Prov-Bold"))
    contents = (
        b"/P <</MCID 0>> BDC BT /F2 10 Tf 60 700 Td (rubrik) Tj ET EMC "
        b"/P <</MCID 1>> BDC BT /F1 10 Tf 60 650 Td (of) Tj /Span <</ActualText (f)>> BDC (f) Tj EMC (ert) Tj "
        b"33 0 Td (text) Tj ET EMC",
        b"/P <</MCID 0>> BDC BT /F1 10 Tf 60 700 Td (resten) Tj ET EMC",
    )
    pages = []
    for number, content in enumerate(contents):
        pages.append(pdf.add_blank_page(page_size=(595, 842)))
        pages[-1].obj.Contents = Stream(pdf, content)
        pages[-1].obj.Resources = Dictionary(Font=fonts)
        pages[-1].obj.StructParents = number
    first, second = (page.obj for page in pages)
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    heading = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.H2, P=root, Pg=first, K=0))
    rest = Dictionary(Type=Name.MCR, Pg=second, MCID=0)
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=root, Pg=first, K=Array([1, rest])))
    root.K = Array([heading, body])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array([heading, body]), 1, Array([body])])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("sv")
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def looks(document: Document) -> list[tuple[str, bool, str | None]]:
    return [(line.text, line.bold, line.tag) for line in document.lines if line.text]


@pytest.mark.parametrize("source", ["fast", "pdfplumber"])
def test_letters_that_the_page_draws_have_the_weight_and_tags_of_their_font(source: str) -> None:
    document = read_document(browser_print(), "prov.pdf", ReadOptions(source))
    assert looks(document) == [("rubrik", True, "H2"), ("offert text", False, "P"), ("resten", False, "P")]


def test_a_page_of_nameless_fonts_is_read_the_slow_way() -> None:
    assert read(browser_print()).slow_pages == 2


@pytest.mark.parametrize(
    ("colour", "coloured"),
    [
        (0, False),
        ((0.4,), False),
        ((0.14, 0.25, 0.38), True),
        ((0.9, 0.7, 0.0, 0.2), True),
        ((0, 0, 0, 1), False),
        # Black of a printer with a little of every ink, and a pattern instead of a colour.
        ((0.1, 0.1, 0.12, 0.9), False),
        (None, False),
    ],
)
def test_greys_and_blacks_are_no_colour(colour: object, coloured: bool) -> None:
    assert has_hue(*rgb(colour)) is coloured


BLUE, BLACK = "#243f60", "#000000"
BODY = (
    "Enheten arbetar med värdighetsgarantier och följer upp dem en gång i kvartalet med",
    "alla medarbetare som har varit med och tagit fram dem under hösten.",
)

UNDER = "Enheten följer upp arbetet en gång i kvartalet."
"""A paragraph that stands directly under a heading."""


def coloured_paper(*lines: tuple[str, str]) -> bytes:
    """A larger heading in blue, then lines of the body's size, each with a colour; paragraphs stand apart."""
    paper = Paper()
    paper.canvas.setFillColor(HexColor(BLUE))
    paper.text(60, 80, "Beskrivning av året", 14)
    top = 110
    for text, colour in lines:
        top += 13 if text in (BODY[1], UNDER) else 26
        paper.canvas.setFillColor(HexColor(colour))
        paper.text(60, top, text)
    return paper.bytes()


PARAGRAPH = ((BODY[0], BLACK), (BODY[1], BLACK))


@pytest.mark.parametrize("source", ["fast", "pdfplumber"])
@pytest.mark.parametrize(
    ("lines", "found"),
    [
        # Word's headings of low levels have the size and weight of the body and a colour of their own.
        ((*PARAGRAPH, ("Övrig verksamhet", BLUE), *PARAGRAPH), ["Beskrivning av året", "Övrig verksamhet"]),
        (
            (*PARAGRAPH, ("Övrig verksamhet", BLUE), (UNDER, BLACK), *PARAGRAPH),
            ["Beskrivning av året", "Övrig verksamhet"],
        ),
        # The same words in black are a line of text.
        ((*PARAGRAPH, ("Övrig verksamhet", BLACK), *PARAGRAPH), ["Beskrivning av året"]),
        # A paragraph in a colour is one.
        ((*PARAGRAPH, (BODY[0], BLUE), (BODY[1], BLUE), *PARAGRAPH), ["Beskrivning av året"]),
        # Where all text is blue, its colour says nothing.
        (((BODY[0], BLUE), (BODY[1], BLUE), ("Övrig verksamhet", BLUE)) * 3, ["Beskrivning av året"]),
    ],
)
def test_a_line_in_a_colour_of_its_own_is_a_heading(
    lines: tuple[tuple[str, str], ...], found: list[str], source: str
) -> None:
    document = read_document(coloured_paper(*lines), "prov.pdf", ReadOptions(source))
    assert headings(analyse(document)) == found
