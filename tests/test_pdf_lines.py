"""Lines of PDFs: order, blank lines, furniture, headings, contents, lists, marks."""

import io

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from extract.cells import is_broken_number, join_wrapped
from extract.document import Document, TextSource
from extract.marks import plain_text, symbol_text
from extract.reader import ReadOptions, read_document
from parsers.analyse import analyse

HEIGHT = A4[1]


class Paper:
    """A small PDF drawn by hand, with y from the top."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        self._target = io.BytesIO()
        self.canvas = Canvas(self._target, pagesize=size, invariant=1)
        self._height = size[1]

    def text(self, x: float, y: float, text: str, size: float = 11, font: str = "Helvetica") -> "Paper":
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self._height - y, text)
        return self

    def next(self) -> "Paper":
        self.canvas.showPage()
        return self

    def bytes(self) -> bytes:
        self.canvas.save()
        return self._target.getvalue()


def read(data: bytes, source: str = "fast") -> Document:
    return read_document(data, "prov.pdf", ReadOptions(source=source))


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


@pytest.mark.parametrize(
    ("text", "rest", "broken"),
    [
        ("-103 693 00", "0", True),
        ("62 1", "20", True),
        ("-103 693", "000", False),  # whole groups are parted by a blank
        ("Max 10", "5", False),
        ("2022", "12", False),
        ("10 46", "9 st", True),  # with the unit behind it
        ("10 46", "9 st av 12 st", False),
    ],
)
def test_numbers_broken_inside_a_group_of_digits(text: str, rest: str, broken: bool) -> None:
    assert is_broken_number(text, rest) is broken


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        # a hyphen before a lower-case letter was put there by the wrap
        ("kvalitets-", "arbete", "kvalitetsarbete"),
        # before och, eller, samt it hangs and stays
        ("för-", "och grundskola", "för- och grundskola"),
        # before a capital it belongs to the name
        ("Hägersten-", "Älvsjö", "Hägersten-Älvsjö"),
        # a date goes on as it is
        ("2022-12-", "31", "2022-12-31"),
        # a slash needs no blank
        ("nämnd/", "styrelse", "nämnd/styrelse"),
        ("Utfall män", "/pojkar", "Utfall män/pojkar"),
        # a dash with a blank before it is no hyphen
        ("Stockholm -", "en stad", "Stockholm - en stad"),
        ("två", "ord", "två ord"),
    ],
)
def test_wrapped_lines_of_a_cell_are_joined(above: str, below: str, joined: str) -> None:
    assert join_wrapped(above, below) == joined


@pytest.mark.parametrize(
    ("text", "font", "plain"),
    [
        # ligatures are two letters
        ("eﬀektiv", "", "effektiv"),
        ("ﬁn", "", "fin"),
        # Wingdings, with Word's private code points and with the font's own codes
        ("\uf0fc", "Wingdings", "✓"),
        ("ü", "ABCDEF+Wingdings-Regular", "✓"),
        ("3", "ZapfDingbats", "✓"),
        # NFC, never NFKC
        ("10²", "", "10²"),
        ("a\u030a", "", "å"),
        # soft hyphens are hyphens at a line's end
        ("sam\xad", "", "sam-"),
    ],
)
def test_glyphs_become_plain_text(text: str, font: str, plain: str) -> None:
    assert plain_text(symbol_text(text, font)) == plain


def test_paragraphs_are_parted_by_blank_lines_and_headings_stand_alone() -> None:
    paper = Paper().text(60, 100, "Beskrivning", 13, "Helvetica-Bold")
    for number, y in enumerate((120, 134, 148)):
        paper.text(60, y, f"Rad {number} i första stycket")
    paper.text(60, 172, "Andra stycket")
    assert texts(read(paper.bytes())) == [
        "Beskrivning",
        "",
        "Rad 0 i första stycket",
        "Rad 1 i första stycket",
        "Rad 2 i första stycket",
        "",
        "Andra stycket",
    ]


@pytest.mark.parametrize("label", ["Sid {0} (22)", "SID {0} (46)", "Sida {0} av 22", "- {0} -"])
def test_headers_footers_and_page_numbers_are_furniture(label: str) -> None:
    paper = Paper()
    for page in range(1, 5):
        paper.text(60, 40, "Verksamhetsplan 2022").text(450, 40, label.format(page))
        paper.text(60, 120, f"Brödtext på sidan {page} om verksamheten").text(60, 815, "Södersjö stad")
        paper.next()
    document = read(paper.bytes())
    furniture = {line.text for line in document.lines if line.furniture}
    body = [line.text for line in document.lines if line.text and not line.furniture]
    assert "Verksamhetsplan 2022" in furniture
    assert "Södersjö stad" in furniture
    assert body == [f"Brödtext på sidan {page} om verksamheten" for page in range(1, 5)]


@pytest.mark.parametrize(
    ("below", "bold", "pages", "furniture"),
    [
        pytest.param(True, True, 3, False, id="heading below the header of 3 of 9 pages"),
        pytest.param(True, True, 7, True, id="second row of a header of 7 of 9 pages"),
        pytest.param(True, False, 4, True, id="plain second row of a header of 4 of 9 pages"),
        pytest.param(False, True, 5, True, id="bold header of 5 of 9 pages"),
    ],
)
def test_headings_at_the_top_of_some_pages_are_no_furniture(
    below: bool, bold: bool, pages: int, furniture: bool
) -> None:
    paper = Paper()
    for page in range(1, 10):
        if below:
            paper.text(60, 34, "Verksamhetsplan 2022")
        if page <= pages:
            paper.text(60, 52 if below else 34, "Arbetssätt", font="Helvetica-Bold" if bold else "Helvetica")
        paper.text(60, 160, f"Brödtext på sidan {page} om verksamheten").text(60, 175, "Mer brödtext")
        paper.next()
    marked = [line.furniture for line in read(paper.bytes()).lines if line.text == "Arbetssätt"]
    assert marked == [furniture] * pages


def test_a_header_is_furniture_however_its_page_number_was_read() -> None:
    paper = Paper()
    for page, label in enumerate(["1 (5)", "20)", "3:(5)", "4 (5)", "505)"], 1):
        paper.text(60, 40, "Verksamhetsplan 2022").text(450, 40, label).text(60, 120, f"Brödtext på sidan {page}")
        paper.next()
    assert [line.text for line in read(paper.bytes()).lines if line.text and not line.furniture] == [
        f"Brödtext på sidan {page}" for page in range(1, 6)
    ]


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        pytest.param("13 (19)", True, id="clean"),
        pytest.param("13:(19)", True, id="a speck between the numbers"),
        pytest.param("13. (19)", True, id="a speck and a blank"),
        pytest.param("Beslut 13:(19)", False, id="more than a number"),
        pytest.param("13:19", False, id="a time"),
    ],
)
def test_a_page_number_with_a_speck_is_furniture(text: str, furniture: bool) -> None:
    paper = Paper().text(60, 120, "Brödtext om verksamheten").text(450, 815, text)
    assert [line.furniture for line in read(paper.bytes()).lines if line.text == text] == [furniture]


def test_contents_entries_lose_their_dots_and_their_wraps() -> None:
    paper = Paper().text(60, 90, "Innehåll", 16, "Helvetica-Bold")
    paper.text(60, 120, "Inledning " + "." * 60 + " 3")
    paper.text(60, 136, "KF:s mål för verksamhetsområdet: 1.1 I staden är människor")
    paper.text(60, 149, "självförsörjande " + "." * 40 + " 5").text(60, 170, "Övrigt").text(520, 170, "12")
    paper.text(60, 186, "Bilagor").text(520, 186, "14").text(60, 202, "Budget").text(520, 202, "15")
    assert [line for line in texts(read(paper.bytes())) if "\t" in line] == [
        "Inledning\t3",
        "KF:s mål för verksamhetsområdet: 1.1 I staden är människor självförsörjande\t5",
        "Övrigt\t12",
        "Bilagor\t14",
        "Budget\t15",
    ]


def test_two_columns_of_a_cover_are_read_one_after_the_other() -> None:
    paper = Paper().text(60, 60, "Södersjö stad").text(330, 60, "Tjänsteutlåtande")
    paper.text(60, 75, "Avdelningen för omsorg").text(330, 75, "Dnr: SÖ 2022/12")
    paper.text(60, 120, "Handläggare").text(330, 120, "Till").text(60, 134, "Eva Ek").text(330, 134, "Södersjö nämnd")
    lines = [line for line in texts(read(paper.bytes())) if line]
    assert lines.index("Eva Ek") == lines.index("Handläggare") + 1
    assert lines.index("Södersjö nämnd") == lines.index("Till") + 1


def test_bullets_become_hyphens() -> None:
    paper = Paper().text(60, 100, "• Personalen har rätt kompetens").text(60, 114, "• Maten är god")
    assert texts(read(paper.bytes())) == ["- Personalen har rätt kompetens", "- Maten är god"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_turned_by_the_file_are_read_upright(turn: int) -> None:
    paper = Paper()
    paper.canvas.setPageRotation(turn)
    paper.text(60, 100, "Första raden").text(60, 114, "Andra raden")
    document = read(paper.bytes())
    assert sorted(line for line in texts(document) if line) == ["Andra raden", "Första raden"]
    assert document.slow_pages == 1


def test_text_that_runs_up_the_page_is_read_upright() -> None:
    paper = Paper()
    paper.canvas.rotate(90)
    paper.canvas.setFont("Helvetica", 11)
    paper.canvas.drawString(100, -100, "Första raden")
    paper.canvas.drawString(100, -114, "Andra raden")
    assert texts(read(paper.bytes())) == ["Första raden", "Andra raden"]


def test_landscape_pages_keep_their_size() -> None:
    document = read(Paper(landscape(A4)).text(60, 100, "Bred sida").bytes())
    assert document.pages[0].width == pytest.approx(841.9, abs=0.1)
    assert document.text_source is TextSource.NATIVE


def test_a_coloured_dot_is_a_mark_before_its_text() -> None:
    paper = Paper().text(80, 100, "Uppfylls helt")
    paper.canvas.setFillColorRGB(0.1, 0.6, 0.2)
    paper.canvas.circle(70, HEIGHT - 97, 4, stroke=0, fill=1)
    assert texts(read(paper.bytes())) == ["● Uppfylls helt"]


def test_every_line_knows_its_page_and_place() -> None:
    document = read(Paper().text(60, 100, "Rad").next().text(72, 200, "Nästa").bytes())
    first, last = document.lines[0], document.lines[-1]
    assert (first.page, last.page) == (1, 2)
    assert last.bbox is not None
    assert last.bbox.x0 == pytest.approx(72, abs=0.2)
    assert last.bbox.top < 200 < last.bbox.bottom


PROSE = (
    "Nämnden arbetar för att alla ska få stöd och omsorg i god tid, var de än bor och vilket språk de än talar med oss"
)


# A title whose second line begins with a name goes on where the first was full; a full stop or room for the name ends it.
@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        (
            "Alla barn får lika villkor i hela",
            "Södermanlands län",
            "Alla barn får lika villkor i hela Södermanlands län",
        ),
        ("Alla barn får lika villkor i hela.", "Södermanlands län", "Alla barn får lika villkor i hela."),
        ("Alla barn mår bra", "Södermanlands län", "Alla barn mår bra"),
    ],
)
def test_a_title_goes_on_with_a_capital(first: str, second: str, title: str) -> None:
    paper = Paper().text(60, 100, f"Nämndmål: {first}", 18, "Helvetica-Bold")
    paper.text(60, 120, second, 18, "Helvetica-Bold").text(60, 150, "Beskrivning", 11, "Helvetica-Bold")
    for line in range(12):
        paper.text(60, 170 + 14 * line, PROSE, 8)
    (goal,) = analyse(read(paper.bytes())).goals
    assert goal.title == title


# A running footer below the title is a name only where the cover prints no other.
@pytest.mark.parametrize(
    ("printed", "organisation"), [("Solgårdens hemtjänst", "Solgårdens hemtjänst"), ("", "Ängslunda")]
)
def test_a_running_footer_is_the_last_name_taken(printed: str, organisation: str) -> None:
    paper = Paper()
    if printed:
        paper.text(60, 200, printed)
    paper.text(60, 300, "Verksamhetsplan 2023", 18, "Helvetica-Bold")
    for page in range(4):
        paper.text(60, 810, "Ängslunda", 9).text(500, 810, f"Sid {page + 1} (4)", 9).next()
        paper.text(60, 100, f"Nämndmål: Alla får stöd {page}", 13, "Helvetica-Bold").text(60, 130, PROSE, 8)
    assert analyse(read(paper.bytes())).cover.organisation == organisation


# A title in large type has few letters a line: how far it reaches tells whether its next line goes on with it.
def test_a_large_title_goes_on_with_a_capital() -> None:
    paper = Paper().text(60, 100, "KF:s inriktningsmål: 1. Ett tryggt och", 24, "Helvetica-Bold")
    paper.text(60, 124, "Sammanhållet Stockholm där alla får plats", 24, "Helvetica-Bold")
    for number in range(9):
        paper.text(
            60,
            160 + 13 * number,
            "Vi skriver om stödet till den som är ny på jobbet så att vardagen blir mer lätt att förutse nu.",
        )
    (goal,) = analyse(read(paper.bytes())).goals
    assert goal.title == "Ett tryggt och Sammanhållet Stockholm där alla får plats"


# Whether a title's next word had room on its line is told by the wider letters of the two lines.
def test_a_title_goes_on_with_a_wide_name() -> None:
    paper = Paper().text(71, 100, "Handläggare", 12).text(71, 114, "Ulrika Ek", 12)
    paper.text(71, 200, "Tertialrapport 1 2011 för Enheten", 22, "Helvetica-Bold")
    paper.text(71, 226, "Bergåsens dagliga verksamhet", 22, "Helvetica-Bold").next()
    paper.text(71, 100, "Inledning", 16, "Helvetica-Bold").text(71, 130, "Vi är en enhet som finns i hela staden.", 12)
    assert analyse(read(paper.bytes())).cover.title == "Tertialrapport 1 2011 för Enheten Bergåsens dagliga verksamhet"
