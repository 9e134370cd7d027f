"""Tables of PDFs by each kind of evidence, and the traps between them."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from reportlab.lib import colors
from test_pdf_lines import Paper, read

from extract.cells import RawCell, RawGrid
from extract.document import Document, Evidence
from extract.page_content import Box, Tag, Word
from extract.tables.header_rows import is_header_texts
from extract.tables.tag_headers import with_headers
from extract.tables.tags import table_to_grid

HEADER = ("Indikator", "Årsmål", "KF:s årsmål", "Periodicitet")
ROWS = (
    ("Andel nöjda", "81 %", "79 %", "År"),
    ("Antal feriejobb", "", "Tas fram av nämnd", "Tertial"),
    ("Sjukfrånvaro", "5,5 %", "", "Tertial"),
)
LEFT = (60.0, 260.0, 340.0, 450.0, 530.0)


def cells(document: Document, index: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in document.grids[index].rows]


def put_rows(paper: Paper, top: float, rows: Sequence[Sequence[str]], step: float = 20) -> float:
    for row in rows:
        for x, text in zip(LEFT, row, strict=False):
            if text:
                paper.text(x + 4, top + 14, text, 10)
        top += step
    return top


def rule(paper: Paper, x0: float, y0: float, x1: float, y1: float) -> None:
    height = paper.canvas._pagesize[1]
    paper.canvas.setLineWidth(0.5)
    paper.canvas.line(x0, height - y0, x1, height - y1)


def grid(paper: Paper, top: float, count: int, step: float = 20) -> None:
    for number in range(count + 1):
        rule(paper, LEFT[0], top + number * step, LEFT[-1], top + number * step)
    for x in LEFT:
        rule(paper, x, top, x, top + count * step)


def shade(paper: Paper, top: float, bottom: float) -> None:
    height = paper.canvas._pagesize[1]
    paper.canvas.setFillColor(colors.HexColor("#eeeeee"))
    paper.canvas.rect(LEFT[0], height - bottom, LEFT[-1] - LEFT[0], bottom - top, stroke=0, fill=1)
    paper.canvas.setFillColor(colors.black)


@pytest.mark.parametrize("style", ["ruled", "hairline", "zebra", "bare"])
def test_a_table_is_the_same_whatever_shows_its_cells(style: str) -> None:
    paper = Paper().text(60, 80, "Stycket före tabellen går över hela sidans bredd så att det inte är en cell i den.")
    if style == "ruled":
        grid(paper, 100, 4)
    for number in range(5):
        if style == "hairline":
            rule(paper, LEFT[0], 100 + number * 20, LEFT[-1], 100 + number * 20)
        if style == "zebra" and number % 2 == 0 and number < 4:
            shade(paper, 100 + number * 20, 120 + number * 20)
    put_rows(paper, 100, (HEADER, *ROWS))
    paper.text(56, 205, "Stycket efter tabellen hör inte till den och går också det över sidan.")
    document = read(paper.bytes())
    assert cells(document) == [list(HEADER), *(list(row) for row in ROWS)]
    assert document.grids[0].evidence is (Evidence.RULES if style == "ruled" else Evidence.WORDS)
    assert len(document.grids) == 1


def test_grid_rows_are_lines_with_their_cells_parted_by_tabs() -> None:
    paper = Paper()
    grid(paper, 100, 4)
    put_rows(paper, 100, (HEADER, *ROWS))
    document = read(paper.bytes())
    line = document.lines[document.grids[0].rows[1][0].line - 1]
    assert line.text == "\t".join(ROWS[0])
    assert document.rows_of(line) == document.grids[0].rows[1]
    assert all(cell.bbox for cell in document.grids[0].rows[1])


def test_a_merged_cell_stands_in_its_first_column() -> None:
    paper = Paper()
    for y in (100, 120, 140, 160):
        rule(paper, LEFT[0], y, LEFT[-1], y)
    for x in (LEFT[0], LEFT[-1]):
        rule(paper, x, 100, x, 160)
    for x in LEFT[1:-1]:
        rule(paper, x, 100, x, 140)
    put_rows(paper, 100, (HEADER, ROWS[0], ("Analys av indikatorn, som går över alla kolumner i tabellen",)))
    assert cells(read(paper.bytes()))[2] == ["Analys av indikatorn, som går över alla kolumner i tabellen", "", "", ""]


def test_tables_that_touch_are_told_apart_by_their_headers() -> None:
    paper = Paper()
    grid(paper, 100, 5)
    put_rows(
        paper, 100, (HEADER, ROWS[0], ("Aktivitet", "Startdatum", "Slutdatum", "Status"), ("A", "2022-01-01", "", ""))
    )
    document = read(paper.bytes())
    assert [row[0].text for row in (document.grids[0].rows[0], document.grids[1].rows[0])] == ["Indikator", "Aktivitet"]


def test_a_box_of_one_cell_is_text() -> None:
    paper = Paper().text(70, 115, "En ruta om verksamheten")
    for y in (100, 125):
        rule(paper, 60, y, 400, y)
    for x in (60, 400):
        rule(paper, x, 100, x, 125)
    document = read(paper.bytes())
    assert document.grids == ()
    assert [line.text for line in document.lines] == ["En ruta om verksamheten"]


def test_a_heading_between_two_bare_tables_parts_them() -> None:
    paper = Paper()
    put_rows(paper, 100, (HEADER, ROWS[0]))
    paper.text(60, 170, "Enhetsmål: Alla trivs", 13, "Helvetica-Bold")
    put_rows(paper, 190, (HEADER, ROWS[2]))
    document = read(paper.bytes())
    assert [len(grid.rows) for grid in document.grids] == [2, 2]
    assert "Enhetsmål: Alla trivs" in [line.text for line in document.lines]


def test_a_footer_is_not_a_row_of_the_table_above_it() -> None:
    paper = Paper()
    for page in range(3):
        rows = tuple((f"{name} {page}", *rest) for name, *rest in ROWS)
        put_rows(paper, 720, (HEADER, *rows), step=18)
        paper.text(64, 805, "Södersjö stad", 10).text(460, 805, f"Sid {page + 1} (3)", 10).next()
    document = read(paper.bytes())
    assert {len(grid.rows) for grid in document.grids} == {4}


def test_words_broken_by_a_narrow_column_are_put_together() -> None:
    paper = Paper()
    for y in (100, 120, 160):
        rule(paper, 60, y, 200, y)
    for x in (60, 150, 200):
        rule(paper, x, 100, x, 160)
    paper.text(64, 114, "Indikator", 10).text(154, 114, "Årsmål", 10)
    paper.text(64, 134, "Andel", 10).text(154, 134, "energieff", 10).text(154, 146, "ektivisering", 9)
    assert cells(read(paper.bytes()))[1][1].replace(" ", "") == "energieffektivisering"


# A browser hyphenates the words of a header, too; the lines behind the first begin in any column.
def test_header_words_with_a_hyphen_are_put_together() -> None:
    paper = Paper()
    header = (("Indikator",), ("Perio-", "dens ut-", "fall"), ("KF:s års-", "mål 2024"), ("Periodi-", "citet"))
    for x, lines in zip(LEFT, header, strict=False):
        for number, text in enumerate(lines):
            paper.text(x + 4, 100 + 12 * number, text, 10, "Helvetica-Bold")
    put_rows(paper, 140, ROWS)
    assert cells(read(paper.bytes()))[0] == ["Indikator", "Periodens utfall", "KF:s årsmål 2024", "Periodicitet"]


# The header that is printed again above a tagged table has no text over the first column.
def test_a_header_without_a_first_text_is_put_above_a_tagged_table() -> None:
    places = zip((264, 344, 454), ("Årsmål", "Utfall", "Periodicitet"), strict=True)
    header = [Word(x, 100.0, x + 40.0, 10.0, text, bold=True, mcid=-1) for x, text in places]
    below = Word(64, 170.0, 120.0, 10.0, "Stycke", bold=False, mcid=-1)
    cells_below = [RawCell(text, Box(x, 112, x + 30, 122)) for x, text in zip(LEFT, ROWS[0], strict=False)]
    grid = RawGrid([cells_below], Evidence.TAGS, Box(64, 112, 480, 122))
    whole, left = with_headers([grid], [*header, below])
    assert [[cell.text for cell in row] for row in whole[0].rows] == [
        ["", "Årsmål", "Utfall", "Periodicitet"],
        list(ROWS[0]),
    ]
    assert left == [below]


# A tag tree leaves out cells without content; where a page break leaves only a group's name, no whole row tells of it.
def test_a_tagged_table_whose_first_header_is_empty_has_its_first_column() -> None:
    def row(kind: str, *mcids: int) -> Tag:
        return Tag("TR", (), tuple(Tag(kind, (mcid,)) for mcid in mcids))

    places = ((200.0, "Utfall"), (280.0, "Budget"), (360.0, "Avvikelse"), (60.0, "Intäkter"))
    words = {
        mcid: [Word(x, 100.0 + 12 * (mcid == 3), x + 40.0, 10.0, text, bold=False, mcid=mcid)]
        for mcid, (x, text) in enumerate(places)
    }
    table = Tag("Table", (), (row("TH", 0, 1, 2), row("TD", 3)))
    grid = table_to_grid(table, words)
    assert grid
    assert [[cell.text for cell in line] for line in grid.rows] == [
        ["", "Utfall", "Budget", "Avvikelse"],
        ["Intäkter", "", "", ""],
    ]


# Cells set to the middle of their row stand closer than the lines of the analysis below them, which is all of the table.
def test_an_analysis_below_a_row_of_cells_set_to_its_middle_is_read_to_its_end() -> None:
    paper = Paper().text(64, 100, "Indikator", 9).text(264, 100, "Årsmål", 9).text(454, 100, "Periodicitet", 9)
    paper.text(64, 115, "Andel deltagare som är nöjda", 9).text(264, 120, "81 %", 9).text(454, 120, "År", 9)
    paper.text(64, 125, "med sin dag", 9)
    analysis = (
        "Analys Den nya samordnaren ser över introduktionen av vikarier i nära samarbete med vårdcentralen,",
        "redovisar resultatet på arbetsplatsträffen och delar med sig av mat- och måltidsarbetet så att alla vet",
        "vad som gäller.",
    )
    for number, text in enumerate(analysis):
        paper.text(64, 138.5 + 10.5 * number, text, 9)
    document = read(paper.bytes())
    assert cells(document)[1:] == [
        ["Andel deltagare som är nöjda med sin dag", "81 %", "År"],
        [" ".join(analysis), "", ""],
    ]


# All lines are equally far apart: the name of a group would have had room on the line above, the rest of a name not.
def test_a_groups_name_is_no_rest_of_the_name_above_it() -> None:
    lines = (
        ("Omslutningsförändring", "Kostnader", "Intäkter"),
        ("Individ- och familjeomsorg",),
        ("Statsbidrag", "61,5", "-61,5"),
        ("Förskola",),
        ("Vikarieersättning och", "20,0", "-20,0"),
        ("Tillägg",),
        ("Summa", "81,5", "-81,5"),
    )
    paper = Paper()
    for number, texts in enumerate(lines):
        for x, text in zip(LEFT, texts, strict=False):
            paper.text(x, 100 + 13 * number, text, 10)
    assert [row[0] for row in cells(read(paper.bytes()))[1:]] == [
        "Individ- och familjeomsorg",
        "Statsbidrag",
        "Förskola",
        "Vikarieersättning och Tillägg",
        "Summa",
    ]


# "Intäkter" is a header, too, but below an empty corner it is the name of a group.
def test_a_group_below_an_empty_corner_is_no_header() -> None:
    paper = Paper()
    rows = (
        ("", "Utfall 2024", "Budget", "Avvikelse"),
        ("Intäkter", "", "", ""),
        ("Taxor och avgifter", "81", "79", "2"),
        ("Bidrag", "7", "9", "-2"),
    )
    put_rows(paper, 100, rows, step=13)
    assert cells(read(paper.bytes())) == [list(row) for row in rows]


# A shaded design prints no header again, and sets analyses larger than cells: the shade below shows where it goes on.
def test_an_analysis_in_larger_type_goes_on_over_the_page_in_a_shaded_table() -> None:
    paper = Paper()
    shade(paper, 710, 730)
    put_rows(
        paper, 690, (("Aktivitet", "Startdatum", "Slutdatum"), ("Vi tar fram en plan", "2024-01-01", "2024-06-30"))
    )
    paper.text(64, 743, "Analys", 11.5)
    shade(paper, 748, 764)
    paper.text(64, 758, "Planerarna ser över introduktionen av vikarier för att alla ska känna igen sig när de", 11.5)
    paper.canvas.showPage()
    paper.text(64, 80, "kommer till arbetet och möter en ny chef för första gången i sin nya grupp.", 11.5)
    shade(paper, 84, 104)
    put_rows(paper, 84, (("Vi delar med oss", "2024-01-01", "2024-12-31"),))
    document = read(paper.bytes())
    assert [[row[0] for row in cells(document, index)] for index in (0, 1)] == [
        [
            "Aktivitet",
            "Vi tar fram en plan",
            "Analys",
            "Planerarna ser över introduktionen av vikarier för att alla ska känna igen sig när de",
        ],
        ["kommer till arbetet och möter en ny chef för första gången i sin nya grupp.", "Vi delar med oss"],
    ]


# Word's justified lines can be parted as widely as cells; neither do words that headers have nor lines below make a table.
@pytest.mark.parametrize(
    "words",
    [
        ("aktiviteter", "tillsammans", "Vid", "slut"),
        ("omsorgerna", "tillsammans", "Vid", "prövar"),
    ],
)
def test_justified_prose_is_no_table(words: tuple[str, ...]) -> None:
    paper = Paper()
    for number, line in enumerate((words, ("ledningsgruppen", "rutinerna", "mellan", "arbetslag"))):
        for x, text in zip((60, 190, 330, 460), line, strict=True):
            paper.text(x, 100 + 15 * number, text)
    for y in (300, 320, 340):
        rule(paper, 60, y, 530, y)
    put_rows(paper, 300, (HEADER, ROWS[0]))
    document = read(paper.bytes())
    assert len(document.grids) == 1
    assert cells(document) == [list(HEADER), list(ROWS[0])]


# A browser draws the frame row by row; cells are set to the middle of rows of two lines.
def test_the_pieces_of_a_frame_part_the_rows_of_a_table() -> None:
    paper = Paper()
    put_rows(paper, 100, (HEADER,))
    heights = (100, 120, 146, 172)
    for top, bottom in pairwise(heights):
        for x in (LEFT[0], LEFT[-1]):
            rule(paper, x, top, x, bottom)
    for y in (100, 120, 172):
        rule(paper, LEFT[0], y, LEFT[-1], y)
    for top, name in ((120, ("Andel nöjda", "med sin dag")), (146, ("Sjukfrånvaro", "dag 1-14"))):
        for number, text in enumerate(name):
            paper.text(LEFT[0] + 4, top + 10 + 12 * number, text, 10)
        for x, text in zip(LEFT[1:], ("81 %", "79 %", "År"), strict=False):
            paper.text(x + 4, top + 16, text, 10)
    assert cells(read(paper.bytes()))[1:] == [
        ["Andel nöjda med sin dag", "81 %", "79 %", "År"],
        ["Sjukfrånvaro dag 1-14", "81 %", "79 %", "År"],
    ]


# Word's tables without lines: analyses are set as the body is, in larger type and with room between their paragraphs.
def test_a_bare_table_goes_on_below_an_analysis_of_several_paragraphs() -> None:
    paper = Paper()
    put_rows(
        paper, 100, (("Aktivitet", "Startdatum", "Slutdatum"), ("Vi tar fram en plan", "2024-01-01", "2024-06-30"))
    )
    texts = ("Analys", "Enheten Solen", "Arbetet började i mars.")
    for number, text in enumerate(texts):
        paper.text(64, 150 + 32 * number, text, 12)
    paper.text(64, 228, "Det avslutas i juni.", 12)
    put_rows(paper, 246, (("Vi delar med oss", "2024-01-01", "2024-12-31"),))
    paper.text(60, 310, "Nämndmål: Alla trivs", 14, "Helvetica-Bold")
    assert [row[0] for row in cells(read(paper.bytes()))[2:]] == [
        "Analys",
        "Enheten Solen",
        "Arbetet började i mars. Det avslutas i juni.",
        "Vi delar med oss",
    ]


def tagged(rows: Sequence[Sequence[tuple[int, str, int]]]) -> list[list[str]]:
    """The texts of a tagged table; each cell has the column its words stand in, its text and how many columns it spans."""
    words: dict[int, list[Word]] = {}
    elements = []
    for number, row in enumerate(rows):
        tags = []
        for column, text, span in row:
            mcid = len(words)
            x0, base = LEFT[column], 100.0 + 20 * number
            words[mcid] = [Word(x0, base, x0 + 5.0 * len(text), 10.0, text, bold=False, mcid=mcid)]
            tags.append(Tag("TD", (mcid,), column_span=span))
        elements.append(Tag("TR", (), tuple(tags)))
    grid = table_to_grid(Tag("Table", (), tuple(elements)), words)
    return [[cell.text for cell in row] for row in grid.rows] if grid else []


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        # A tree without empty cells: what stands alone stands in its column.
        (((1, "Grannar", 1),), ["", "Grannar", ""]),
        (((0, "Vem", 1),), ["Vem", "", ""]),
        (((0, "Brukare", 1), (2, "5", 1)), ["Brukare", "", "5"]),
        (((0, "Analys", 3),), ["Analys", "", ""]),
    ],
)
def test_cells_of_a_tagged_row_stand_in_their_columns(row: Sequence[tuple[int, str, int]], texts: list[str]) -> None:
    whole = [(column, text, 1) for column, text in enumerate(("Uppdelning", "Kategorier", "Utfall"))]
    assert tagged([whole, row])[1] == texts


# What a page break leaves of a table can be texts over all columns only.
def test_a_tagged_table_of_rows_over_all_columns_is_as_wide_as_they_are() -> None:
    assert tagged([[(0, "Analys", 3)], [(0, "Inspektionen gav inga anmärkningar.", 3)]]) == [
        ["Analys", "", ""],
        ["Inspektionen gav inga anmärkningar.", "", ""],
    ]


# Two tagged tables stand near a page's top: the header that is printed again there is the first one's only.
def test_a_tagged_table_with_a_header_of_its_own_gets_no_other() -> None:
    header = [Word(x, 100.0, x + 40.0, 10.0, text, bold=True, mcid=-1) for x, text in zip(LEFT, HEADER, strict=False)]
    own = ("Aktivitet", "Startdatum", "", "Slutdatum")

    def grid(top: float, *rows: Sequence[str]) -> RawGrid:
        box = Box(60, top, 530, top + 20.0 * len(rows))
        return RawGrid([[RawCell(text, box) for text in row] for row in rows], Evidence.TAGS, box)

    whole, _ = with_headers([grid(112, ROWS[0]), grid(140, own)], header)
    assert [[cell.text for cell in found.rows[0]] for found in whole] == [list(HEADER), list(own)]


# The rest of a row whose name stood on the page before begins behind the first column, and its empty cells are left out.
def test_the_rest_of_a_tagged_row_without_a_name() -> None:
    header = [Word(x, 100.0, x + 40.0, 10.0, text, bold=True, mcid=-1) for x, text in zip(LEFT, HEADER, strict=False)]
    boxes = [Box(x, 112, x + 20.0, 122) for x in (LEFT[1], LEFT[3])]
    rest = RawGrid([[RawCell("GWh", box) for box in boxes]], Evidence.TAGS, Box(60, 112, 530, 122))
    (whole,), _ = with_headers([rest], header)
    assert [cell.text for cell in whole.rows[1]] == ["", "GWh", "", "GWh"]


# A header printed again above rows with marks in front and without their last cell, of which there are as many.
def test_a_header_above_tagged_marks() -> None:
    header = [Word(x, 100.0, x + 40.0, 10.0, text, bold=True, mcid=-1) for x, text in zip(LEFT, HEADER, strict=False)]
    boxes = [Box(x, 112, x + 10.0, 122) for x in (45.0, *LEFT[:3])]
    texts = ("✓", "Andel nöjda", "81 %", "79 %")
    cells_of_row = [RawCell(text, box) for text, box in zip(texts, boxes, strict=True)]
    (whole,), _ = with_headers([RawGrid([cells_of_row], Evidence.TAGS, Box(45, 112, 530, 122))], header)
    assert [[cell.text for cell in row] for row in whole.rows] == [["", *HEADER], [*texts, ""]]


def test_no_table_of_contents_is_a_table() -> None:
    paper = Paper()
    for number, text in enumerate(("Inledning", "Budget", "Indikator och aktivitet", "Övrigt")):
        paper.text(60, 100 + 16 * number, text).text(520, 100 + 16 * number, str(3 + number))
    assert read(paper.bytes()).grids == ()


# Designs that draw only the lines between columns: the words show the rows.
def test_a_table_with_vertical_lines_only() -> None:
    paper = Paper()
    rule(paper, LEFT[0], 100, LEFT[-1], 100)
    rule(paper, LEFT[0], 180, LEFT[-1], 180)
    for x in LEFT:
        rule(paper, x, 100, x, 180)
    put_rows(paper, 100, (HEADER, *ROWS))
    assert cells(read(paper.bytes())) == [list(row) for row in (HEADER, *ROWS)]


# A box round the whole table and a line below its header part no rows from each other.
def test_a_box_round_a_table_is_not_one_row() -> None:
    paper = Paper()
    for y in (100, 120, 180):
        rule(paper, LEFT[0], y, LEFT[-1], y)
    for x in (LEFT[0], LEFT[-1]):
        rule(paper, x, 100, x, 180)
    put_rows(paper, 100, (HEADER, *ROWS))
    assert cells(read(paper.bytes())) == [list(row) for row in (HEADER, *ROWS)]


# Word draws lines only in every other row of some designs; the columns of the others are the same ones.
def test_columns_of_rows_without_lines_are_those_of_the_rows_with_lines() -> None:
    paper = Paper()
    for number in range(5):
        rule(paper, LEFT[0], 100 + number * 20, LEFT[-1], 100 + number * 20)
    for x in LEFT:
        rule(paper, x, 100, x, 120)
        rule(paper, x, 140, x, 160)
    for x in (LEFT[0], LEFT[-1]):
        rule(paper, x, 100, x, 180)
    put_rows(paper, 100, (HEADER, *ROWS))
    assert cells(read(paper.bytes())) == [list(row) for row in (HEADER, *ROWS)]


# No header is printed again on the second page, and no line shows the columns: those of the first page lead.
def test_a_table_goes_on_without_its_header() -> None:
    paper = Paper()
    put_rows(paper, 700, (HEADER, *ROWS[:1]))
    paper.canvas.showPage()
    put_rows(paper, 80, ROWS[1:])
    document = read(paper.bytes())
    assert [cells(document, index) for index in (0, 1)] == [
        [list(HEADER), list(ROWS[0])],
        [list(row) for row in ROWS[1:]],
    ]


# A page break cuts a row; no header is printed again and the rest stands in the first column alone.
def test_the_rest_of_a_cell_on_the_next_page_is_in_the_table() -> None:
    paper = Paper()
    put_rows(paper, 740, (HEADER, ("Antal personal en omsorgstagare", "10", "Max 10", "År")))
    paper.canvas.showPage()
    for number, text in enumerate(("med minst två besök om dagen", "möter under en period")):
        paper.text(LEFT[0] + 4, 80 + 13 * number, text, 10)
    paper.text(LEFT[0], 140, "Enhetsmål: Alla trivs", 13, "Helvetica-Bold")
    document = read(paper.bytes())
    assert cells(document, 1) == [["med minst två besök om dagen möter under en period", "", "", ""]]
    assert document.lines[-1].text == "Enhetsmål: Alla trivs"


# A paragraph after a table is not the rest of a row, however the page breaks.
@pytest.mark.parametrize(
    "texts",
    [("Sammanfattning",), ("och det här stycket fyller sidans hela bredd så att det inte är en cell i en kolumn",)],
)
def test_prose_on_the_next_page_is_not_in_the_table(texts: tuple[str, ...]) -> None:
    paper = Paper()
    put_rows(paper, 740, (HEADER, *ROWS[:1]))
    paper.canvas.showPage()
    for number, text in enumerate(texts):
        paper.text(LEFT[0] + 4, 80 + 13 * number, text, 10)
    document = read(paper.bytes())
    assert len(document.grids) == 1
    assert document.lines[-1].text == texts[-1]


# A header printed again below the rest of a row begins the next piece of the table, not one of its rows.
def test_a_header_below_the_rest_of_a_row_begins_a_table() -> None:
    paper = Paper()
    put_rows(paper, 740, (HEADER, *ROWS[:1]))
    paper.canvas.showPage()
    put_rows(paper, 80, ROWS[1:2])
    put_rows(paper, 120, (HEADER, *ROWS[2:]))
    document = read(paper.bytes())
    assert [len(grid.rows) for grid in document.grids] == [2, 1, 2]


# Word's designs set the whole first column in bold: a name's further lines are no headings.
def test_a_bold_first_column_goes_on_over_several_lines() -> None:
    paper = Paper()
    put_rows(paper, 100, (HEADER,))
    for top, name in ((130, ("Andel nöjda", "medarbetare", "med heltid")), (175, ("Sjukfrånvaro", "dag 1-14"))):
        for number, text in enumerate(name):
            paper.text(LEFT[0] + 4, top + 11 * number, text, 10, "Helvetica-Bold")
        paper.text(LEFT[1] + 4, top, "81 %", 10).text(LEFT[3] + 4, top, "År", 10)
    assert [row[0] for row in cells(read(paper.bytes()))] == [
        "Indikator",
        "Andel nöjda medarbetare med heltid",
        "Sjukfrånvaro dag 1-14",
    ]


@pytest.mark.parametrize(
    ("texts", "header"),
    [
        pytest.param(("Indikator", "Årsmål", "Periodicitet"), True, id="as printed"),
        pytest.param(("indikator", "årsmål", "periodicitet"), True, id="capitals that a scan made small"),
        pytest.param(("indikator", "årsmål", "gäller", "period"), False, id="words of a sentence"),
        pytest.param(("Indikator", "gäller", "årsmål"), False, id="a sentence that begins like a header"),
        pytest.param(("Indikator",), False, id="one word"),
    ],
)
def test_known_texts_are_a_header_whatever_letter_they_begin_with(texts: Sequence[str], header: bool) -> None:
    assert is_header_texts(texts) is header
