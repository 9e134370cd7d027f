"""Tables as Word sets them without lines: values at the other side than their header, columns of marks, page breaks."""

from collections.abc import Sequence

import pytest
from test_pdf_lines import Paper, read
from test_pdf_tables import HEADER, LEFT, cells, put_rows, rule

BARE = ("Aktivitet", "Startdatum", "Slutdatum")
NARROW = (60.0, 260.0, 320.0, 380.0)
"""Where four columns begin; those of values are 60 points wide."""


def put(paper: Paper, top: float, row: Sequence[str], *, right: bool = True, size: float = 9) -> None:
    """A row whose values end at the right side of their columns, or stand in their middle."""
    paper.text(NARROW[0], top, row[0], size)
    for x, text in zip(NARROW[1:], row[1:], strict=False):
        wide = paper.canvas.stringWidth(text, "Helvetica", size)
        paper.text(x + (50 - wide) / (1 if right else 2), top, text, size)


# Headers at the left side of their columns, numbers at the right one, nearer to the next header than to their own.
def test_values_at_the_right_side_stay_below_their_headers() -> None:
    paper = Paper()
    rows = [("Personalkostnader", "54 836", "6 735", "-48 101"), ("Lokalkostnader", "47 313", "", "41 740")]
    for x, text in zip((60, 200, 300, 400), ("Mnkr", "Budget", "Utfall", "Avvikelse"), strict=True):
        paper.text(x, 100, text, 9)
    for number, row in enumerate(rows):
        paper.text(60, 115 + 15 * number, row[0], 9)
        for x, text in zip((290, 390, 490), row[1:], strict=True):
            paper.text(x - paper.canvas.stringWidth(text, "Helvetica", 9), 115 + 15 * number, text, 9)
    assert cells(read(paper.bytes()))[1:] == [list(row) for row in rows]


# A single header above the numbers: the names' column has an empty corner, and the group below is no header.
def test_a_single_header_has_an_empty_corner() -> None:
    paper = Paper().text(300, 100, "Budget", 9)
    for number, (label, amount) in enumerate((("Intäkter", ""), ("Bidrag", "82 274"), ("Försäljning", "36 950"))):
        paper.text(60, 112 + 12 * number, label, 9)
        paper.text(330, 112 + 12 * number, amount, 9)
    assert cells(read(paper.bytes())) == [
        ["", "Budget"],
        ["Intäkter", ""],
        ["Bidrag", "82 274"],
        ["Försäljning", "36 950"],
    ]


# Marks have a column left of the first header's; analyses reach over both, whether the marks are seen or not.
@pytest.mark.parametrize("mark", ["", "✓ "])
def test_a_column_of_marks_without_a_header(mark: str) -> None:
    paper = Paper()
    put_rows(paper, 90, (BARE,))
    for number, (left, name) in enumerate(
        ((mark, "Vi gör en plan"), ("Analys Det gick bra.", ""), (mark, "Vi gör en till"))
    ):
        top = 124 + 22 * number
        if left:
            paper.text(44, top, left.strip(), 10, "Helvetica" if left.isascii() else "ZapfDingbats")
        if name:
            paper.text(LEFT[0] + 4, top, name, 10)
            paper.text(LEFT[1] + 4, top, "2024-01-01", 10)
            paper.text(LEFT[2] + 4, top, "2024-12-31", 10)
    rows = cells(read(paper.bytes()))
    assert [row[0] for row in rows] == [
        "Aktivitet",
        f"{mark}Vi gör en plan",
        "Analys Det gick bra.",
        f"{mark}Vi gör en till",
    ]


# An analysis in larger type stands first below a header that is printed again.
def test_a_larger_analysis_stands_first() -> None:
    paper = Paper()
    put_rows(paper, 90, (HEADER,))
    paper.text(64, 130, "Analys Det gick bra under hela året.", 12)
    put_rows(paper, 140, (("Andel nöjda", "81 %", "79 %", "År"),))
    paper.text(64, 180, "Analys Fler är nöjda än förut.", 12)
    put_rows(paper, 190, (("Antal platser", "5", "6", "År"),))
    assert [row[0] for row in cells(read(paper.bytes()))] == [
        "Indikator",
        "Analys Det gick bra under hela året.",
        "Andel nöjda",
        "Analys Fler är nöjda än förut.",
        "Antal platser",
    ]


# The word above an analysis is bold in the table's own type; a heading is not set so.
def test_a_bold_word_above_an_analysis() -> None:
    paper = Paper()
    put_rows(paper, 90, (HEADER, ("Andel nöjda", "81 %", "79 %", "År")))
    paper.text(64, 144, "Analys", 10, "Helvetica-Bold")
    paper.text(64, 164, "Fler är nöjda än förut.", 10)
    assert [row[0] for row in cells(read(paper.bytes()))] == [
        "Indikator",
        "Andel nöjda",
        "Analys",
        "Fler är nöjda än förut.",
    ]


# Two tables of which only the headers have a line below them: what stands between is in neither.
def test_lines_below_headers_only() -> None:
    paper = Paper()
    for top, names in ((100, ("Förskola", "Idrott")), (260, ("Kostnader",))):
        for x, text in zip(NARROW, ("Mnkr", "VP 2024", "VP 2023", "Bokslut"), strict=True):
            paper.text(x, top - 10, text, 9)
        paper.text(NARROW[3], top, "2022", 9)
        rule(paper, 60, top + 5, 440, top + 5)
        for number, name in enumerate(names):
            put(paper, top + 18 + 15 * number, (name, "1,0", "2,0", "3,0"))
    paper.text(60, 190, "Äldreomsorg", 10.4).text(60, 220, "Nämnden ser över hela budgeten i år.", 10)
    document = read(paper.bytes())
    assert [[row[0] for row in cells(document, index)] for index in (0, 1)] == [
        ["Mnkr", "Förskola", "Idrott"],
        ["Mnkr", "Kostnader"],
    ]


# What goes on over the page without a header keeps to its columns though nothing there begins where a header did.
@pytest.mark.parametrize("right", [True, False])
def test_values_go_on_over_the_page_in_their_columns(right: bool) -> None:
    paper = Paper()
    for x, text in zip(NARROW, ("Indikator", "Årsmål", "Utfall", "Period"), strict=True):
        paper.text(x, 700, text, 9)
    put(paper, 720, ("Andel nöjda", "Max 5 st", "1 000 st", "VB 2023"), right=right)
    paper.canvas.showPage()
    put(paper, 80, ("Antal platser", "5 st", "", "2023"), right=right)
    assert cells(read(paper.bytes()), 1) == [["Antal platser", "5 st", "", "2023"]]


# Values at the foot of their row: a name that goes on in lower case is one.
def test_values_at_the_foot_of_their_row() -> None:
    paper = Paper()
    put_rows(paper, 700, (BARE, ("Vi gör en plan", "2024-01-01", "2024-12-31")))
    paper.canvas.showPage()
    paper.text(64, 80, "Vi gör en till som är lika", 10).text(64, 92, "bra", 10)
    paper.text(264, 92, "2024-01-01", 10).text(344, 92, "2024-12-31", 10)
    assert cells(read(paper.bytes()), 1) == [["Vi gör en till som är lika bra", "2024-01-01", "2024-12-31"]]


# Rows as near to each other as the lines of one: no row has two dates in a column.
def test_rows_without_space_between_them() -> None:
    paper = Paper()
    put_rows(paper, 90, (BARE,))
    for number, name in enumerate(("Vi gör en plan", "Vi gör en till", "Alla är med")):
        put_rows(paper, 110 + 12 * number, ((name, "2024-01-01", "2024-12-31"),))
    assert [row[0] for row in cells(read(paper.bytes()))] == [
        "Aktivitet",
        "Vi gör en plan",
        "Vi gör en till",
        "Alla är med",
    ]


# The footer of a section's first pages stands as high as that of the others: both are furniture.
def test_two_footers_on_one_height() -> None:
    paper = Paper()
    for number in range(10):
        paper.text(60, 100, f"Stycke {number} handlar om något annat än de andra gör.")
        paper.text(60, 800, "start.stockholm" if number % 5 < 2 else "Enheten för stöd", 9)
        paper.canvas.showPage()
    lines = read(paper.bytes()).lines
    assert {line.text for line in lines if line.furniture} == {"start.stockholm", "Enheten för stöd"}
