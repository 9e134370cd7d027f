"""Fonts and tags as browsers write them: drawn letters, nested marks, elements over a page break."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String
from test_pdf_lines import read

from extract.document import Document
from extract.reader import ReadOptions, read_document
from extract.source_plain import is_bold


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
