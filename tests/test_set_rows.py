"""Rows without lines or gaps between them, told by how their cells are set."""

from collections.abc import Sequence

import pytest
from test_pdf_lines import Paper, read
from test_pdf_tables import cells, rule, shade

LEFT = (60.0, 240.0, 330.0, 430.0)
INDICATORS = ("Indikator", "Årsmål", "KF:s årsmål", "Periodicitet")
ACTIVITIES = ("Aktivitet", "Startdatum", "Slutdatum", "Avvikelse")
STEP = 11.5
"""Points from one line to the next."""
PLACES = {"top": 0.0, "middle": 0.5, "foot": 1.0}

ROWS = [
    (
        INDICATORS,
        [
            (("Andel elbilar",), ("7 %",), ("25 %",), ("År",)),
            (("Utsläpp från inköpt", "mat"), ("1,37 kg", "CO2 per kg", "livsmedel"), (), ("Kvartal",)),
            (("Sjukfrånvaro",), ("Tas fram av", "nämnd"), ("Tas fram", "av", "nämnd"), ("Tertial",)),
            (("Andel brukare som är nöjd", "med sin insats (stöd och", "service)"), ("38 %",), (), ("År",)),
            (("Elförbrukning",), ("1566 GWh",), (), ("År",)),
        ],
    ),
    (
        ACTIVITIES,
        [
            (("Nämnden ska se över de", "platser som finns"), ("2024-01-01",), ("2024-12-31",), ()),
            (("Enheten ska pröva",), ("2024-02-01",), ("2024-06-30",), ("Startar", "hösten")),
            (("Analys",), (), (), ()),
            (("Arbetet följs upp i april, augusti och december. Två av tre medarbetare har gått kursen.",), (), (), ()),
            (
                ("Alla förskolor ska byta", "till fordon i den takt som", "avtalen medger"),
                ("2024-01-01",),
                (),
                ("Sen",),
            ),
            (("Lokalerna ska prövas",), ("2024-01-01",), ("2024-12-31",), ()),
        ],
    ),
]


def put_set(paper: Paper, top: float, rows: Sequence[Sequence[Sequence[str]]], share: float) -> None:
    """Rows of cells of several lines, with no room between them; `share` of what a cell leaves free stands above it."""
    for row in rows:
        high = max(len(cell) for cell in row)
        for x, lines in zip(LEFT, row, strict=True):
            for number, text in enumerate(lines):
                paper.text(x, top + STEP * (number + share * (high - len(lines))), text, 10)
        top += STEP * high


def joined(row: Sequence[Sequence[str]]) -> list[str]:
    return [" ".join(lines) for lines in row]


# Neither lines nor gaps part the rows: they are told by cells set alike.
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("header", "rows"), ROWS)
def test_cells_set_alike_are_one_row(
    header: Sequence[str], rows: Sequence[Sequence[Sequence[str]]], place: str
) -> None:
    paper = Paper()
    put_set(paper, 100, [[(text,) for text in header], *rows], PLACES[place])
    expected = [joined(row) for row in rows]
    if header is ACTIVITIES:
        analysis = " ".join((expected[2][0], expected[3][0]))
        expected[2:4] = [[analysis, "", "", ""]]
    assert cells(read(paper.bytes()))[1:] == expected


# A cell of two paragraphs whose values stand at its foot, among rows no further apart than lines.
def test_a_name_of_two_paragraphs_above_its_values() -> None:
    first = ("Nämnden ska hålla öppet hus.", "2024-01-01", "2024-12-31")
    paper = Paper()
    put_set(paper, 100, [[(text,) for text in ACTIVITIES]], 1.0)
    paper.text(LEFT[0], 115, first[0], 10)
    put_set(paper, 128.5, [(("Det sker i april.",), (first[1],), (first[2],), ())], 1.0)
    put_set(paper, 143.5, [(("Enheten ska pröva om det", "går"), ("2024-02-01",), ("2024-06-30",), ())], 1.0)
    assert [row[0] for row in cells(read(paper.bytes()))[1:]] == [
        "Nämnden ska hålla öppet hus. Det sker i april.",
        "Enheten ska pröva om det går",
    ]


# The same as the only row below a shaded header, whose lower side parts nothing.
def test_a_name_of_two_paragraphs_alone_below_a_shaded_header() -> None:
    paper = Paper()
    shade(paper, 88, 104)
    put_set(paper, 100, [[(text,) for text in ACTIVITIES]], 1.0)
    put_set(paper, 115, [(("Nämnden ska se över alla", "de platser som finns."), (), (), ())], 1.0)
    put_set(paper, 140, [(("Det sker i april.",), ("2024-01-01",), ("2024-12-31",), ())], 1.0)
    assert [row[0] for row in cells(read(paper.bytes()))[1:]] == [
        "Nämnden ska se över alla de platser som finns. Det sker i april."
    ]


# The last rows of a striped table lie in one white band, an analysis below a row whose values are set to its foot.
def test_the_last_rows_of_a_striped_table_with_values_at_the_foot() -> None:
    analysis = "Det gick bra i fjol, och alla som arbetar på enheten har varit med och gjort det som stod i den."
    paper = Paper()
    shade(paper, 106, 140)
    for y in (106, 200):
        rule(paper, LEFT[0], y, 530, y)
    put_set(paper, 100, [[(text,) for text in ACTIVITIES]], 1.0)
    first, second = ("Nämnden ska se över", "platserna"), ("Enheten ska pröva", "om det går")
    put_set(paper, 120, [(first, ("2024-01-01",), ("2024-12-31",), ())], 1.0)
    put_set(paper, 154, [(second, ("2024-02-01",), ("2024-06-30",), ())], 1.0)
    paper.text(LEFT[0], 181, "Analys", 10).text(LEFT[0], 195, analysis, 10)
    assert [row[0] for row in cells(read(paper.bytes()))[1:]][:3] == [" ".join(first), " ".join(second), "Analys"]


# The last row of a striped table below its last shade, values set to the middle of a name of four lines.
def test_the_last_row_of_a_striped_table_with_values_in_the_middle() -> None:
    rows = (
        (("Andel elbilar", "av alla"), ("7 %",), ("25 %",), ("År",)),
        (("Antal möten med", "personal"), ("Max 8", "personer"), ("Tas fram", "av", "nämnd"), ("År",)),
        (("Andel brukare som är nöjd", "med sin insats", "Funktionsnedsättning", "(stöd)"), ("3 %",), (), ("År",)),
    )
    paper = Paper()
    shade(paper, 106, 134)
    put_set(paper, 100, [[(text,) for text in INDICATORS]], 0.5)
    for top, row in zip((116, 145, 183), rows, strict=True):
        put_set(paper, top, [row], 0.5)
    assert cells(read(paper.bytes()))[1:] == [joined(row) for row in rows]


# A page break leaves the cells of the row that it cuts at its top, though the others are set to the middle.
def test_a_row_cut_by_the_end_of_the_page() -> None:
    (_, rows), _ = ROWS
    cut = (("Andel måltider som har", "vällagade alternativ av", "säsongens"), ("80,5", "%"), ("59 %",), ("År",))
    paper = Paper()
    put_set(paper, 100, [[(text,) for text in INDICATORS], *rows[:2]], 0.5)
    put_set(paper, 100 + STEP * 5, [cut], 0.0)
    assert cells(read(paper.bytes()))[1:] == [*(joined(row) for row in rows[:2]), joined(cut)]


# Marks of a column of their own stand at the foot, too, beside the last line of the name.
def test_marks_at_the_foot_of_their_row() -> None:
    paper = Paper()
    for y in (106, 145, 184):
        rule(paper, LEFT[0] - 20, y, 530, y)
    put_set(paper, 100, [[(text,) for text in ACTIVITIES]], 1.0)
    row = (("Nämnden ska se över", "de platser som", "finns i området"), ("2024-01-01",), ("2024-12-31",))
    for top in (118, 157):
        put_set(paper, top, [(*row, ("Startar", "hösten"))], 1.0)
        paper.text(LEFT[0] - 19, top + 2 * STEP, "●", 10)
    assert [row[0] for row in cells(read(paper.bytes()))[1:]] == [
        "● Nämnden ska se över de platser som finns i området"
    ] * 2


# A mark in front of a name begins its row, though a short analysis above it could be the name's first line.
def test_a_mark_in_front_of_a_name_below_an_analysis() -> None:
    paper = Paper()
    put_set(paper, 100, [[(text,) for text in ACTIVITIES]], 1.0)
    dates = (("2024-01-01",), ("2024-12-31",), ())
    for top, names in ((116, ("● Nämnden ska se", "över platserna")), (170, ("● Enheten ska se", "över lokalerna"))):
        put_set(paper, top, [(names, *dates)], 1.0)
    paper.text(LEFT[0], 143, "Analys", 10).text(LEFT[0], 156.5, "Det går bra.", 10)
    assert [row[0] for row in cells(read(paper.bytes()))[1:]] == [
        "● Nämnden ska se över platserna",
        "Analys Det går bra.",
        "● Enheten ska se över lokalerna",
    ]


# One value of three lines set to the middle beside a name of one: nothing else stands in the table.
def test_a_value_higher_than_its_name() -> None:
    paper = Paper()
    put_set(paper, 100, [[(text,) for text in INDICATORS]], 0.0)
    put_set(paper, 117, [(("Sjukfrånvaro",), ("Tas fram", "av", "nämnd"), (), ("Månad",))], 0.5)
    assert cells(read(paper.bytes()))[1:] == [["Sjukfrånvaro", "Tas fram av nämnd", "", "Månad"]]


# A group's name in bold below a sum that leaves it little room beside names no longer than the sum.
def test_a_group_below_a_sum_as_long_as_all_names() -> None:
    rows = (("Intäkter",), ("Hyror", "54"), ("Summa intäkter", "54"), ("Kostnader",), ("Lokaler", "80"))
    paper = Paper()
    for number, texts in enumerate((("Beloppen anges i tkr", "Budget"), *rows)):
        for x, text in zip(LEFT, texts, strict=False):
            paper.text(x, 100 + 14 * number, text, 12)
    assert [row[0] for row in cells(read(paper.bytes()))[1:]] == [row[0] for row in rows]
