"""What Word's and LibreOffice's PDFs carry besides text: footnotes, described icons, tables that the tags leave off."""

import io

import pikepdf
import pytest
from test_pdf_lines import Paper, read
from test_pdf_tables import cells, grid, put_rows, rule

from extract.cells import RawCell, RawGrid, words_to_text
from extract.document import Evidence
from extract.layout import lay_out
from extract.notes import without_references
from extract.page_content import Box, PageContent, Picture, Tag, Word
from extract.pdf.figures import Figures
from extract.rows import pictures_to_words, words_to_rows
from extract.tables.tags import TagTree, with_marks

COLUMNS = ((60.0, 200.0), (260.0, 300.0), (340.0, 380.0))


def word(text: str, x0: float, base: float, mcid: int = -1, size: float = 10.0) -> Word:
    return Word(x0, base, x0 + 5.0 * len(text), size, text, False, mcid)


# A footnote below its short line is no row of the table above it and no part of what goes on on the next page.
def test_notes_stand_in_no_table() -> None:
    paper = Paper()
    grid(paper, 700, 2)
    put_rows(
        paper, 700, (("Aktivitet", "Startdatum", "Slutdatum", ""), ("Vi gör en plan.1", "2024-01-01", "2024-12-31", ""))
    )
    rule(paper, 60, 770, 180, 770)
    paper.text(60, 780, "1 Enligt nämndens plan för året.", 8)
    paper.canvas.showPage()
    grid(paper, 80, 1)
    put_rows(paper, 80, (("Vi gör en till", "2024-01-01", "2024-12-31", ""),))
    document = read(paper.bytes())
    assert [cells(document, index)[-1][0] for index in (0, 1)] == ["Vi gör en plan.", "Vi gör en till"]
    note = next(line for line in document.lines if line.text.startswith("1 Enligt"))
    assert note.furniture


# Without that line they are told by their smaller type and by the number in the text.
@pytest.mark.parametrize(
    ("text", "kept"), [("Vi gör en plan för alla.3", "Vi gör en plan för alla."), ("Vi gör en plan.", None)]
)
def test_notes_without_a_line(text: str, kept: str | None) -> None:
    paper = Paper().text(60, 700, text).text(60, 760, "3 Enligt nämndens plan för året.", 8)
    lines = [line for line in read(paper.bytes()).lines if line.text]
    assert next(line.text for line in lines if not line.furniture) == (kept or text)
    assert [line.furniture for line in lines] == [False, kept is not None]


# Numbers behind a word that belong to no note of the page, or to the word itself, stay.
@pytest.mark.parametrize(
    ("text", "kept"),
    [("nämnden1", "nämnden"), ("nämnden.2", "nämnden."), ("nämnden.3", "nämnden.3"), ("CO2", "CO2"), ("T2", "T2"),
     ("km2", "km2"), ("1.1", "1.1"), ("1", "1")],
)  # fmt: skip
def test_numbers_of_notes_are_no_part_of_a_word(text: str, kept: str) -> None:
    assert [each.text for each in without_references([word(text, 60, 100)], {"1", "2"})] == [kept]


# A note that repeats on every page at one height is furniture; its number in the text refers to it all the same.
@pytest.mark.parametrize("note", ["1 Uppgiften är preliminär.", "1"])
def test_a_note_that_repeats_on_every_page(note: str) -> None:
    paper = Paper()
    for number in range(4):
        paper.text(60, 100, f"Arbetet är i gång på enhet {number} i området.", 10).text(60, 130, "Det följs upp.", 10)
        paper.text(118.5, 127, "1", 6)
        rule(paper, 60, 740, 180, 740)
        paper.text(60, 752, note, 8)
        paper.canvas.showPage()
    assert [line.text for line in read(paper.bytes()).lines].count("Det följs upp.") == 4


# LibreOffice gives a described icon's place and no content of the page.
@pytest.mark.parametrize(
    ("box", "said"), [(Box(100.5, 133.0, 109.5, 142.0), "Ej genomförd"), (Box(120.5, 133.0, 129.5, 142.0), None)]
)
def test_a_figure_says_what_stands_in_its_box(box: Box, said: str | None) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    place = pikepdf.Dictionary(BBox=[100, 700, 109, 709])
    figure = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Figure, Alt="Ej genomförd", Pg=page.obj, A=place))
    pdf.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array([figure]))
    target = io.BytesIO()
    pdf.save(target)
    assert Figures(target.getvalue()).said_at(1, box, 842.0) == said


# The tree has no content for an icon in a cell of its own: it stands in the empty cell that lies there.
def test_an_icon_stands_in_the_cell_that_lies_there() -> None:
    row = [RawCell("Vi gör", Box(60, 92, 120, 102)), RawCell(""), RawCell("2024", Box(340, 92, 360, 102))]
    whole, left = with_marks(
        [RawGrid([row], Evidence.TAGS, Box(60, 92, 380, 102), COLUMNS)], [word("✓", 262, 100), word("Efter", 60, 130)]
    )
    assert [cell.text for cell in whole[0].rows[0]] == ["Vi gör", "✓", "2024"]
    assert [each.text for each in left] == ["Efter"]


def table(*rows: tuple[tuple[str, float], ...]) -> tuple[Tag, list[Word]]:
    """A table's element with the cells that hold words, and the words."""
    words: list[Word] = []
    elements = []
    for number, row in enumerate(rows):
        tags = []
        for text, x0 in row:
            words.append(word(text, x0, 100 + 20 * number, len(words)))
            tags.append(Tag("TD", (), (Tag("P", (len(words) - 1,)),)))
        elements.append(Tag("TR", (), tuple(tags)))
    return Tag("Table", (), tuple(elements)), words


# What goes on over the page has neither header nor empty cells: the columns are those of the page before.
@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        (((("Namn", 60), ("År", 340)),), [["Namn", "", "År"]]),
        (((("Namn", 60), ("5 %", 262)), (("Till", 60), ("År", 340))), [["Namn", "5 %", ""], ["Till", "", "År"]]),
        # A header of its own begins another table; so do texts elsewhere.
        (((("Aktivitet", 60), ("Startdatum", 340)),), [["Aktivitet", "Startdatum"]]),
        (((("Namn", 60), ("År", 450)),), [["Namn", "År"]]),
    ],
)
def test_a_tagged_table_goes_on_in_its_columns(
    rows: tuple[tuple[tuple[str, float], ...], ...], texts: list[list[str]]
) -> None:
    element, words = table(*rows)
    above = RawGrid([], Evidence.TAGS, Box(60, 700, 380, 720), COLUMNS, 10.0)
    grids, taken = TagTree((element,), {}).grids_of(words, above)
    assert [[cell.text for cell in row] for row in grids[0].rows] == texts
    assert taken == {each.mcid for each in words}
    # Below a paragraph it is another table.
    grids, _ = TagTree((element,), {}).grids_of([word("Före", 60, 60), *words], above)
    assert len(grids[0].rows[0]) == 2


# A cover's two columns at the pitch of lines: the tags say that each has paragraphs of its own.
def test_paragraphs_of_cells_are_counted_by_their_elements() -> None:
    words = [
        word(text, 60 if number < 2 else 300, 100 + 13 * (number % 2), number) for number, text in enumerate("ABCD")
    ]
    halves = [Tag("TD", (), tuple(Tag("P", (mcid,)) for mcid in mcids)) for mcids in ((0, 1), (2, 3))]
    tags = (Tag("Table", (), (Tag("TR", (), tuple(halves)),)),)
    content = PageContent(1, 595.0, 842.0, tuple(words), tags=tags)
    laid = lay_out(content, words_to_rows(words), lambda row, height: False)
    assert not any(isinstance(block, RawGrid) for block in laid.blocks)


# A row of a ruled table that a page break cuts may leave a box of one cell on the next page.
def test_the_rest_of_a_ruled_row_is_in_its_table() -> None:
    paper = Paper()
    grid(paper, 740, 2)
    put_rows(
        paper,
        740,
        (("Aktivitet", "Startdatum", "Slutdatum", ""), ("Vi gör en plan med", "2024-01-01", "2024-12-31", "")),
    )
    paper.canvas.showPage()
    for y in (80, 100):
        rule(paper, 60, y, 530, y)
    for x in (60, 530):
        rule(paper, x, 80, x, 100)
    paper.text(64, 94, "alla som är med", 10)
    paper.text(60, 140, "Efter tabellen kommer ett stycke som är skrivet i samma stil och inte hör till den.")
    document = read(paper.bytes())
    assert cells(document, 1) == [["alla som är med", "", "", ""]]


# A numbered heading below the short line under a table's first column is no note: that line is not alone, nor is the heading small.
@pytest.mark.parametrize("heading", ["1.2 Barn och unga får vila", "2. Barn och unga får vila"])
def test_a_heading_below_a_hairline_is_no_note(heading: str) -> None:
    paper = Paper()
    put_rows(
        paper, 700, (("Aktivitet", "Startdatum", "Slutdatum", ""), ("Vi gör en plan", "2024-01-01", "2024-12-31", ""))
    )
    for left, right in ((60, 200), (200, 340), (340, 480)):
        rule(paper, left, 745, right, 745)
    document = read(paper.text(60, 765, heading, 10).bytes())
    assert heading in [line.text for line in document.lines if not line.furniture]


# No row of the tree is whole: the header has no cell above the marks, and no row has a deviation.
def test_a_tagged_table_without_a_whole_row() -> None:
    header = (("Aktivitet", 76.0), ("Start", 306.0), ("Slut", 380.0), ("Avvikelse", 450.0))
    element, words = table(header, (("✓", 57.0), ("Vi gör en plan", 76.0), ("2024", 306.0), ("2025", 380.0)))
    grids, _ = TagTree((element,), {}).grids_of(words)
    assert [[cell.text for cell in row] for row in grids[0].rows] == [
        ["", "Aktivitet", "Start", "Slut", "Avvikelse"],
        ["✓", "Vi gör en plan", "2024", "2025", ""],
    ]


# Values set to the right below headers set to the left, where only the header is whole: those that overlap show columns.
def test_a_tagged_value_in_the_column_of_those_it_ends_with() -> None:
    header = (("Indikator", 60.0), ("Årsmål", 275.0), ("KF:s årsmål 2024", 345.0), ("Period", 432.0))
    rows = (
        (("Andel", 60.0), ("0,6 %", 315.0), ("År", 480.0)),
        (("Antal", 60.0), ("Tas fram av", 285.0), ("År", 480.0)),
    )
    element, words = table(header, *rows)
    grids, _ = TagTree((element,), {}).grids_of(words)
    assert [[cell.text for cell in row][1:3] for row in grids[0].rows[1:]] == [["0,6 %", ""], ["Tas fram av", ""]]


# A mark beside the second of three lines stands in front of them all, also one that is wider than its column.
@pytest.mark.parametrize("end", [70.0, 78.0])
def test_a_mark_beside_several_lines(end: float) -> None:
    words = [word(text, 76.0, 100 + 12 * number) for number, text in enumerate(("Vi", "gör", "det"))]
    marks, _ = pictures_to_words([Picture(Box(62.0, 103.0, end, 113.0), "✓", "image", -1)], words)
    rows = words_to_rows([*words, *marks])
    assert words_to_text([each for row in rows for each in row.words], 200) == "✓ Vi gör det"


# A picture higher than its line pushes that line down, away from the values of its row, which are no nearer to it.
def test_a_high_picture_is_before_the_text_beside_it() -> None:
    words = [word("Elbilar", 86.0, 106.5), word("7", 250.0, 102.8)]
    ((mark,), _) = pictures_to_words([Picture(Box(66.0, 95.0, 76.0, 105.0), "●", "image", -1)], words)
    assert mark.base == 106.5


# A list's item of two lines is one item, whether its lines are one content of the page or two.
@pytest.mark.parametrize("contents", [(0, 0), (0, 1)])
def test_the_lines_of_a_tagged_item(contents: tuple[int, int]) -> None:
    words = [word("Nämnden", 60, 100, contents[0]), word("ansöker", 60, 114, contents[1])]
    tags = (Tag("L", (), (Tag("LI", (), (Tag("LBody", tuple(sorted(set(contents)))),)),)),)
    content = PageContent(1, 595.0, 842.0, tuple(words), tags=tags)
    laid = lay_out(content, words_to_rows(words), lambda row, height: False)
    assert [block.tag for block in laid.blocks if not isinstance(block, RawGrid)] == ["LI", "P"]
