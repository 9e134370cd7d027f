"""Tables as word processors, browsers and report programs design them: what is drawn of their lines and what is not."""

from collections.abc import Sequence
from math import cos, pi, sin

import pytest
from test_pdf_lines import Paper, read
from test_pdf_tables import LEFT, cells, grid, put_rows, rule, shade

from extract.page_content import Word
from extract.rows import words_to_rows
from extract.tables.words import rows_to_grids

INDICATORS = ("Indikator", "Årsmål", "KF:s årsmål", "Periodicitet")
AMOUNTS = ("Omslutningsförändring (mnkr)", "Kostnader", "Intäkter")
BOLD = "Helvetica-Bold"


def put(paper: Paper, lines: Sequence[tuple[float, Sequence[str]]], size: float = 10, font: str = "Helvetica") -> None:
    """Lines of cells, each at its own height."""
    for y, texts in lines:
        for x, text in zip(LEFT, texts, strict=False):
            if text:
                paper.text(x + 4, y, text, size, font)


def firsts(paper: Paper, index: int = 0) -> list[str]:
    return [row[0] for row in cells(read(paper.bytes()), index)]


# A bold row without amounts is the heading of what follows, unless it stands and is set as the rows around it are.
def test_a_bold_group_stands_inside_a_bare_table() -> None:
    paper = Paper()
    put(paper, [(100, AMOUNTS), (115, ("Äldreomsorg",)), (160, ("Nämnd och administration",))], font=BOLD)
    put(paper, [(130, ("Bidrag", "93,2", "-93,2")), (145, ("Hyror", "10,7", "-10,7")), (175, ("Lön", "5,0", "-5,0"))])
    paper.text(LEFT[0], 205, "Agenda 2030", 10, BOLD)
    assert firsts(paper) == [AMOUNTS[0], "Äldreomsorg", "Bidrag", "Hyror", "Nämnd och administration", "Lön"]


# The same right below a header with more room than the rows have between them.
def test_a_bold_group_far_below_a_header() -> None:
    paper = Paper()
    put(paper, [(100, AMOUNTS)])
    put(paper, [(124, ("Intäkter",))], font=BOLD)
    put(paper, [(142, ("Bidrag", "93,2", "-93,2")), (160, ("Hyror", "10,7", "-10,7"))])
    assert firsts(paper) == [AMOUNTS[0], "Intäkter", "Bidrag", "Hyror"]


# One column of amounts: its header is the only text of its row, and the name of a group stands below the corner.
def test_one_known_text_above_amounts_is_a_header() -> None:
    rows = (("", "Budget"), ("Intäkter", ""), ("Bidrag", "-31"), ("Summa intäkter", "-31"))
    paper = Paper().text(60, 85, "Beloppen anges i tkr", 10)
    put_rows(paper, 100, rows, step=15)
    assert cells(read(paper.bytes())) == [list(row) for row in rows]


# The page may end below the name of the first group: the header alone says that a table begins.
def test_one_known_text_above_a_group_at_the_foot_of_a_page() -> None:
    paper = Paper().text(60, 700, "Beloppen anges i tkr", 10)
    put_rows(paper, 715, (("", "Budget"), ("Intäkter", "")), step=15)
    assert cells(read(paper.bytes())) == [["", "Budget"], ["Intäkter", ""]]


# A heading called Budget stands left of the text below it and heads no amounts.
def test_a_known_text_above_prose_is_a_heading() -> None:
    paper = Paper().text(60, 100, "Budget", 13, BOLD).text(60, 120, "Enheten får 31 kronor mer än i fjol.", 10)
    assert not read(paper.bytes()).grids


# A frame drawn round all rows parts none of them, though cells of different heights are set to the middle.
def test_a_frame_is_not_one_row() -> None:
    paper = Paper()
    for y in (86.0, 106.0, 220.0):
        rule(paper, LEFT[0], y, LEFT[-1], y)
    put(paper, [(100, INDICATORS), (120, ("Andel beslut som har",)), (126, ("", "16 %", "", "År"))])
    put(paper, [(120, ("", "", "Tas fram")), (132, ("verkställts", "", "av nämnd")), (150, ("Analys",))])
    put(paper, [(162, ("Enheten har haft flera vakanser hela året och har anställt nya medarbetare.",))])
    put(paper, [(180, ("Antal besök på",)), (186, ("", "7 %", "9 %", "Tertial")), (192, ("förskolan",))])
    put(paper, [(210, ("Sjukfrånvaro", "5 %", "", "År"))])
    assert firsts(paper)[1:] == [
        "Andel beslut som har verkställts",
        "Analys Enheten har haft flera vakanser hela året och har anställt nya medarbetare.",
        "Antal besök på förskolan",
        "Sjukfrånvaro",
    ]


# Only headers are shaded: the shade of the next table's header does not close the row above it.
def test_the_next_tables_shade_parts_no_rows() -> None:
    paper = Paper()
    shade(paper, 86, 106)
    put(paper, [(100, INDICATORS), (122, ("Antal besök", "16", "", "År")), (138, ("Sjukfrånvaro", "7", "", "År"))])
    paper.text(LEFT[0], 175, "Beskrivning", 10, BOLD)
    paper.text(LEFT[0], 190, "Handledarna planerar tillsammans det arbete som ska göras under hela nästa år.", 10)
    shade(paper, 200, 220)
    put(paper, [(214, ("Aktivitet", "Startdatum", "Slutdatum")), (236, ("Vi ser över", "2024-01-01", "2024-06-30"))])
    document = read(paper.bytes())
    assert [len(grid.rows) for grid in document.grids] == [3, 2]
    assert [row[0] for row in cells(document)[1:]] == ["Antal besök", "Sjukfrånvaro"]


# Numbers set to the right below headers set to the left end close to the next header; one row is all there is.
def test_numbers_to_the_right_below_headers_to_the_left() -> None:
    paper = Paper()
    put(paper, [(100, INDICATORS), (120, ("Andel beslut", "", "", "År"))])
    paper.canvas.setFont("Helvetica", 10)
    for x, text in ((LEFT[2] - 2, "77"), (LEFT[3] - 2, "6")):
        paper.canvas.drawRightString(x, paper.canvas._pagesize[1] - 120, text)
    assert cells(read(paper.bytes())) == [list(INDICATORS), ["Andel beslut", "77", "6", "År"]]


# A header of two lines reaches above those of one that are set to its middle.
def test_a_header_set_to_its_middle() -> None:
    paper = Paper().text(60, 80, "KF:s mål för verksamhetsområdet: 1.1 Alla är med", 14, BOLD)
    put(paper, [(95, ("", "", "KF:s")), (100, ("Indikator", "Årsmål", "", "Periodicitet")), (106, ("", "", "årsmål"))])
    put(paper, [(122, ("Antal besök", "16 %", "7 %", "År"))])
    assert cells(read(paper.bytes())) == [list(INDICATORS), ["Antal besök", "16 %", "7 %", "År"]]


# A line with a mark is higher than the others: a name that goes on in small letters beside other cells begins no row.
def test_a_name_that_goes_on_beside_other_cells() -> None:
    paper = Paper()
    grid(paper, 86, 1)
    for x in LEFT:
        rule(paper, x, 106, x, 165)
    rule(paper, LEFT[0], 165, LEFT[-1], 165)
    put(paper, [(100, INDICATORS), (120, ("Följsamhet efter", "60,2", "1,33", "År")), (135, ("överföring", "%", "kg"))])
    put(paper, [(146, ("", "", "CO2")), (157, ("", "", "per kg"))])
    assert firsts(paper)[1:] == ["Följsamhet efter överföring"]


# The same where no line parts anything; a line of whole numbers in small letters is a row.
def test_a_mark_makes_the_first_line_higher() -> None:
    paper = Paper()
    put(paper, [(100, INDICATORS), (120, ("Följsamhet efter", "60,2", "1,33", "År")), (133, ("överföring", "%", "kg"))])
    put(paper, [(143.5, ("", "", "CO2"))])
    assert firsts(paper)[1:] == ["Följsamhet efter överföring"]
    paper = Paper()
    put(paper, [(100, AMOUNTS), (116, ("Stadsmiljö och", "50,5", "-50,5")), (127, ("parker",))])
    put(paper, [(140, ("varav avskrivningar", "9,0", "-9,0"))])
    assert firsts(paper)[1:] == ["Stadsmiljö och parker", "varav avskrivningar"]


# A value set to the middle of its row stands beside the second of three lines as far apart as all others.
def test_a_value_beside_the_second_line_begins_no_row() -> None:
    paper = Paper()
    rule(paper, LEFT[0], 106, LEFT[-1], 106)
    put(paper, [(100, ("Aktivitet", "Startdatum", "Slutdatum")), (120, ("Enheten ska införa en stående punkt,",))])
    put(paper, [(132, ("med uppföljning av hur många som", "2024-01-01", "2024-12-31")), (144, ("har nåtts",))])
    assert firsts(paper)[1:] == ["Enheten ska införa en stående punkt, med uppföljning av hur många som har nåtts"]


# Rows without padding are hardly further apart than lines of one text: whole rows of numbers tell them.
def test_rows_of_numbers_without_padding() -> None:
    paper = Paper()
    put(paper, [(100, AMOUNTS), (116, ("Vikarieersättning", "50,5", "-50,5"))])
    put(paper, [(128.5, ("Avser försäljning till andra nämnder och", "59,0", "-59,0")), (140, ("egenavgifter",))])
    put(paper, [(152.5, ("Lärarlönelyft", "9,0", "-9,0")), (165, ("Summa", "118,5", "-118,5"))])
    assert firsts(paper)[1:] == [
        "Vikarieersättning",
        "Avser försäljning till andra nämnder och egenavgifter",
        "Lärarlönelyft",
        "Summa",
    ]


# Rows hardly further apart than lines of one text: a date and a mark in front begin one each.
@pytest.mark.parametrize("name", ["Pröva digitala inköp", "● Pröva digitala inköp"])
def test_rows_of_dates_without_padding(name: str) -> None:
    paper = Paper()
    dates = ("2024-01-01", "2024-12-31")
    put(paper, [(100, ("Aktivitet", "Startdatum", "Slutdatum")), (116, ("Utbilda två ombud i varje grupp", *dates))])
    put(paper, [(128, (name, *dates)), (139.5, ("för alla som vill",)), (151.5, ("Öva planen", *dates))])
    assert firsts(paper)[1:] == ["Utbilda två ombud i varje grupp", f"{name} för alla som vill", "Öva planen"]


# How often an indicator is measured stands once in each row, whatever else of it wraps.
def test_rows_of_periods_without_padding() -> None:
    paper = Paper()
    put(paper, [(100, INDICATORS), (116, ("Andel beslut som har verkställts", "16 %", "Tas fram", "År"))])
    put(paper, [(127.5, ("(enligt lag)", "", "av nämnd", "")), (139.5, ("Antal besök", "7 %", "", "Tertial"))])
    assert firsts(paper)[1:] == ["Andel beslut som har verkställts (enligt lag)", "Antal besök"]


# Two rows of numbers inside a frame are two rows.
def test_two_rows_of_numbers_in_a_frame() -> None:
    paper = Paper()
    for y in (86, 106, 136):
        rule(paper, LEFT[0], y, LEFT[-1], y)
    put(paper, [(100, AMOUNTS), (120, ("Kostnader", "50,5", "-50,5")), (132, ("Intäkter", "9,0", "-9,0"))])
    assert firsts(paper)[1:] == ["Kostnader", "Intäkter"]


# A long name in bold below a row that leaves it no room is no rest of that row's name.
def test_a_bold_group_among_rows_of_numbers_without_padding() -> None:
    paper = Paper()
    put(paper, [(100, AMOUNTS), (116, ("Avser administrativ ersättning", "50,5", "-50,5"))])
    put(paper, [(128, ("Arbetsmarknadsåtgärder",))], font=BOLD)
    put(paper, [(140, ("Kolloverksamhet för barn och unga", "9,0", "-9,0")), (152, ("Summa", "59,5", "-59,5"))])
    assert firsts(paper)[2] == "Arbetsmarknadsåtgärder"


# A cell of several lines between hairlines: its further lines stand beside the rest of the name, in small letters.
def test_lines_of_one_row_between_hairlines() -> None:
    paper = Paper()
    for y in (86, 106, 152, 172):
        rule(paper, LEFT[0], y, LEFT[-1], y)
    put(
        paper,
        [(100, INDICATORS), (118, ("Andel av alla", "28 %", "Tas fram", "År")), (133, ("årsarbetare", "", "av", ""))],
    )
    put(paper, [(145, ("", "", "nämnd")), (166, ("Sjukfrånvaro", "5 %", "", "År"))])
    assert firsts(paper)[1:] == ["Andel av alla årsarbetare", "Sjukfrånvaro"]


# Cells set to the middle line up with no header that is set to the left; each in a column of its own they go on.
def test_the_rest_of_a_table_whose_cells_are_centred() -> None:
    paper = Paper()
    put(paper, [(700, INDICATORS), (720, ("Antal besök", "16 %", "", "År"))])
    paper.next()
    put(paper, [(80, ("Sjukfrånvaro",))])
    for column, text in ((1, "5,5 %"), (2, "7 %"), (3, "Tertial")):
        paper.canvas.setFont("Helvetica", 10)
        middle = (LEFT[column] + LEFT[column + 1]) / 2
        paper.canvas.drawCentredString(middle, paper.canvas._pagesize[1] - 80, text)
    assert cells(read(paper.bytes()), 1) == [["Sjukfrånvaro", "5,5 %", "7 %", "Tertial"]]


# The last white row of a striped table lies below its last shade; it is one row where its lines are nearer than rows.
def test_the_last_row_of_a_striped_table() -> None:
    paper = Paper()
    shade(paper, 86, 106)
    shade(paper, 106, 126)
    put(
        paper,
        [
            (100, INDICATORS),
            (120, ("Prognos T2", "1 %", "", "År")),
            (140, ("Andel (grupp- och", "", "Tas fram av", "År")),
        ],
    )
    put(paper, [(152, ("servicebostäder)", "", "nämnd"))])
    assert firsts(paper)[1:] == ["Prognos T2", "Andel (grupp- och servicebostäder)"]


# Names of groups stand as close to the rows below them as the lines of one name do.
def test_names_of_groups_above_amounts_are_no_first_lines_of_names() -> None:
    paper = Paper()
    put(paper, [(100, AMOUNTS)], font=BOLD)
    groups = [("Individ och familjestöd", ("Statsbidrag, språk",)), ("Parker och gatuträd", ("Hyresintäkter, kontor",))]
    groups += [("Förskola", ("Hyresintäkter, kontor", "Statsbidrag, språk")), ("Barn och kultur", ("Hyresintäkter",))]
    rows: list[tuple[str, ...]] = []
    for group, names in groups:
        rows += [(group,), *((name, "13,1", "-13,1") for name in names)]
    put(paper, [(112 + 12 * number, row) for number, row in enumerate(rows)])
    assert firsts(paper)[1:] == [row[0] for row in rows]


# An analysis is all that a page break leaves of a table without lines; a heading of the same name is bold.
@pytest.mark.parametrize(("font", "grids"), [("Helvetica", 2), (BOLD, 1)])
def test_an_analysis_alone_on_the_next_page(font: str, grids: int) -> None:
    paper = Paper()
    put(paper, [(700, INDICATORS), (720, ("Antal besök", "16 %", "", "År"))])
    paper.next()
    put(
        paper,
        [(80, ("Analys",)), (92, ("Utbildningen ges två gånger till under nästa år för alla som vill.",))],
        font=font,
    )
    paper.text(LEFT[0], 140, "Nämndmål: Alla trivs", 14, BOLD)
    assert len(read(paper.bytes()).grids) == grids


def inner_lines(paper: Paper, tops: Sequence[float], first: float, last: float) -> None:
    """Lines between rows and columns, without a frame round them."""
    for y in tops:
        rule(paper, LEFT[0], y, LEFT[-1], y)
    for x in LEFT[1:-1]:
        rule(paper, x, first, x, last)


# Where no frame is drawn, lines leave an analysis over the whole width outside: it stands in its table all the same.
def test_an_analysis_between_the_pieces_of_a_table_without_a_frame() -> None:
    paper = Paper()
    put(paper, [(100, INDICATORS), (120, ("Antal besök", "16 %", "1 %", "År")), (140, ("Analys",))])
    put(paper, [(152, ("Enheten har haft flera vakanser.",)), (172, ("Sjukfrånvaro", "5 %", "7 %", "År"))])
    put(paper, [(192, ("Analys Planen är klar.",))])
    inner_lines(paper, (106, 126), 86, 126)
    inner_lines(paper, (158, 178), 158, 178)
    paper.text(LEFT[0], 225, "Analys", 12, BOLD)
    document = read(paper.bytes())
    assert len(document.grids) == 1
    assert [row[0] for row in cells(document)[2:]] == [
        "Analys Enheten har haft flera vakanser.",
        "Sjukfrånvaro",
        "Analys Planen är klar.",
    ]


# The same over a page break: the header stands again above the rest of the analysis, which no side holds.
def test_the_rest_of_an_analysis_below_a_repeated_header_without_a_frame() -> None:
    paper = Paper()
    put(paper, [(100, INDICATORS), (120, ("för hela året.",)), (140, ("Sjukfrånvaro", "5 %", "7 %", "År"))])
    inner_lines(paper, (106,), 86, 106)
    inner_lines(paper, (126, 146), 126, 146)
    assert firsts(paper) == ["Indikator", "för hela året.", "Sjukfrånvaro"]


# A name that wraps shows how near lines of one row lie: a group's name further below begins a row, however little room is left.
def test_a_group_below_a_sum_begins_a_row() -> None:
    paper = Paper()
    put(paper, [(100, AMOUNTS)], font=BOLD)
    put(paper, [(118, ("Summa alla intäkter av årets", "93,2", "-93,2")), (136, ("Kostnader och hyror",))])
    put(paper, [(154, ("Köp av", "10,7", "-10,7")), (165, ("verksamhet",)), (183, ("Lön", "5,0", "-5,0"))])
    assert firsts(paper)[1:] == ["Summa alla intäkter av årets", "Kostnader och hyror", "Köp av verksamhet", "Lön"]


# The words of a justified line may by chance stand where the columns above do.
@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        pytest.param(("Alla enheter går", "igenom hur", "gruppen har"), 2, id="several words below each column"),
        pytest.param(("Förråd", "enligt avtal", "2 st"), 3, id="a row with a digit"),
        pytest.param(("", "livsmedel", "livsmedel"), 3, id="values that wrap"),
    ],
)
def test_a_stretched_line_of_prose_below_amounts_is_no_row(texts: tuple[str, ...], rows: int) -> None:
    paper = Paper()
    put(paper, [(100, AMOUNTS)], font=BOLD)
    put(paper, [(118, ("Parker", "93,2", "-93,2")), (136, ("Summa", "93,2", "-93,2")), (154, texts)])
    assert len(firsts(paper)[1:]) == rows


def test_a_line_of_words_far_apart_below_amounts_is_no_row() -> None:
    paper = Paper()
    put(paper, [(100, AMOUNTS)], font=BOLD)
    put(paper, [(118, ("Parker", "93,2", "-93,2")), (136, ("Summa", "93,2", "-93,2"))])
    for place, text in enumerate(["Alla", "enheter", "går", "igenom", "hur", "gruppen", "har", "det"]):
        paper.text(64 + 62 * place, 154, text, 10, "Helvetica")
    assert firsts(paper)[1:] == ["Parker", "Summa"]


# A header of several lines leaves much room above the row that a page break left below it; its values stand under it.
def test_a_row_far_below_a_high_header() -> None:
    paper = Paper()
    put(paper, [(80, AMOUNTS)], font=BOLD)
    put(paper, [(126, ("Totalt", "2 838,2", "2 773,4"))])
    paper.text(LEFT[0], 170, "Kommunen har anvisat nämnden mer pengar än den hade under det år som har gått.", 10)
    assert cells(read(paper.bytes())) == [list(AMOUNTS), ["Totalt", "2 838,2", "2 773,4"]]


# Browsers draw the bullets of a list as polygons of many corners.
def test_a_polygon_is_a_bullet() -> None:
    paper = Paper().text(60, 100, "Förväntat resultat", 13, BOLD)
    for y in (120, 140):
        paper.text(80, y, "Handledarna går igenom planen för nästa år", 10)
        path = paper.canvas.beginPath()
        corners = [(70 + 1.5 * cos(n * pi / 24), y - 4 + 1.5 * sin(n * pi / 24)) for n in range(48)]
        height = paper.canvas._pagesize[1]
        path.moveTo(corners[0][0], height - corners[0][1])
        for x, top in corners[1:]:
            path.lineTo(x, height - top)
        path.close()
        paper.canvas.drawPath(path, stroke=0, fill=1)
    lines = [line.text for line in read(paper.bytes()).lines if line.text]
    assert [line[0] for line in lines[1:]] == ["●", "●"]


# A shaded row of two paragraphs is all of the table, and a first column set in bold is no heading behind a mark.
def test_paragraphs_in_a_shaded_row_and_a_bold_first_column() -> None:
    paper = Paper()
    for top, bottom in ((86, 106), (107, 145), (146, 186)):
        shade(paper, top, bottom)
    put(paper, [(100, ("Aktivitet", "Startdatum", "Slutdatum"))], font=BOLD)
    put(paper, [(120, ("Vi gör en plan.",)), (140, ("Den blir bra.",))], font=BOLD)
    put(paper, [(120, ("", "2024-01-01", "2024-12-31"))])
    put(paper, [(160, ("Analys Arbetet med planen har gått bra under hela det år som gått för alla på enheten.",))])
    put(paper, [(180, ("Vi fortsätter.",))])
    paper.text(LEFT[0] + 4, 226, "Stycket efter tabellen går över hela sidans bredd så att det inte är en cell.", 10)
    assert firsts(paper)[1:] == [
        "Vi gör en plan. Den blir bra.",
        "Analys Arbetet med planen har gått bra under hela det år som gått för alla på enheten. Vi fortsätter.",
    ]
    paper = Paper()
    put(paper, [(100, ("Aktivitet", "Startdatum", "Slutdatum"))], font=BOLD)
    put(paper, [(120, ("", "2024-01-01", "2024-12-31"))])
    paper.text(LEFT[0] + 4, 120, "● ", 10).text(LEFT[0] + 16, 120, "Vi gör", 10, BOLD)
    paper.text(LEFT[0] + 4, 132, "en plan", 10, BOLD)
    assert firsts(paper)[1:] == ["● Vi gör en plan"]


# Marks have a column of their own, narrow and cut: analyses begin at the table's left side, further left than the marks.
def test_analyses_begin_left_of_the_marks() -> None:
    paper = Paper()
    texts = ((100, 80, "Aktivitet"), (115, 80, "Vi gör en plan"), (127, 60, "Analys"), (151, 80, "Vi gör en till"))
    for y, x, text in texts:
        paper.text(x, y, text, 10)
    paper.text(60, 139, "Arbetet med planen har gått bra under hela det år som gått för alla på enheten.", 10)
    for y, start, end in ((100, "Startdatum", "Slutdatum"), (115, "2024-01-01", "2024-12-31")):
        paper.text(LEFT[1], y, start, 10).text(LEFT[2], y, end, 10)
    paper.text(LEFT[1], 151, "2024-01-01", 10).text(LEFT[2], 151, "2024-12-31", 10)
    paper.text(70, 115, "●", 10).text(70, 151, "●", 10)
    assert firsts(paper)[1:] == [
        "● Vi gör en plan",
        "Analys Arbetet med planen har gått bra under hela det år som gått för alla på enheten.",
        "● Vi gör en till",
    ]


# Where only vertical lines are drawn, the paragraphs of a text over all columns are no rows of several cells.
def test_paragraphs_over_all_columns_between_vertical_lines() -> None:
    paper = Paper()
    for y in (86, 106, 126, 190):
        rule(paper, LEFT[0], y, LEFT[3], y)
    for x in LEFT[:4]:
        rule(paper, x, 86, x, 126)
    for x in (LEFT[0], LEFT[3]):
        rule(paper, x, 86, x, 190)
    put(paper, [(100, ("Aktivitet", "Startdatum", "Slutdatum")), (120, ("Vi gör en plan", "2024-01-01", "2024-12-31"))])
    put(paper, [(140, ("Analys Arbetet har gått bra för alla på enheten under hela året.",))])
    put(paper, [(160, ("Under sommaren var det ont om folk, men inte under hösten.",))])
    put(paper, [(180, ("Resultatet redovisas för nämnden när året är slut och bokslutet gjort.",))])
    assert len(firsts(paper)) == 3


# Columns too narrow for their headers: the texts touch, lie over each other, or are a blank apart on a second line.
@pytest.mark.parametrize("x", [298.0, 302.0, 304.0])
def test_headers_that_run_into_each_other(x: float) -> None:
    headers = ((60.0, ("Indikator",)), (260.0, ("Periodens", "utfall")), (x, ("Utfall", "kvinnor/", "flickor")))
    headers += ((x + 38.0, ("Utfall", "VB", "2022")), (450.0, ("Årsmål",)))
    paper = Paper()
    for left, lines in headers:
        for number, text in enumerate(lines):
            paper.text(left, 100 + 11 * number, text, 9, BOLD)
    for left, text in ((60.0, "Sjukfrånvaro"), (260.0, "7 %"), (x, "8 %"), (x + 38.0, "9 %"), (450.0, "6 %")):
        paper.text(left, 140, text, 9)
    assert cells(read(paper.bytes())) == [
        ["Indikator", "Periodens utfall", "Utfall kvinnor/flickor", "Utfall VB 2022", "Årsmål"],
        ["Sjukfrånvaro", "7 %", "8 %", "9 %", "6 %"],
    ]


# Lines as wide as the table part what a page break left of it, though no value stands there to show its columns.
def test_the_rest_of_a_name_and_an_analysis_between_hairlines() -> None:
    paper = Paper()
    for y in (686, 706, 740):
        rule(paper, LEFT[0], y, LEFT[3], y)
    put(paper, [(700, ("Aktivitet", "Startdatum", "Slutdatum")), (720, ("Nämnden ska", "2024-01-01", "2024-12-31"))])
    paper.canvas.showPage()
    for y in (60, 80, 100, 120):
        rule(paper, LEFT[0], y, LEFT[3], y)
    put(paper, [(74, ("se över platserna",)), (94, ("Analys",)), (114, ("Det gick bra.",))])
    paper.text(LEFT[0], 150, "Beskrivning", 12, BOLD).text(LEFT[0], 170, "Enheten arbetar vidare med det.", 10)
    assert firsts(paper, 1) == ["se över platserna", "Analys", "Det gick bra."]


# A header set to the right in a cell too narrow for it begins in the cell before.
def test_a_header_wider_than_its_ruled_cell() -> None:
    paper = Paper()
    sides = (60.0, 260.0, 340.0, 410.0, 450.0)
    for y in (100, 130, 150):
        rule(paper, sides[0], y, sides[-1], y)
    for x in sides:
        rule(paper, x, 100, x, 150)
    for right, y, text in ((446, 112, "Periodicitet"), (360, 112, "KF:s"), (390, 124, "årsmål"), (446, 144, "År")):
        paper.canvas.setFont("Helvetica", 10)
        paper.canvas.drawRightString(right, paper.canvas._pagesize[1] - y, text)
    paper.text(64, 112, "Indikator", 10).text(264, 112, "Årsmål", 10).text(64, 144, "Elbilar", 10).text(
        350, 144, "7", 10
    )
    assert cells(read(paper.bytes())) == [list(INDICATORS), ["Elbilar", "", "7", "År"]]


# The rest of a value below a header that is printed again: no line shows its column, but it begins there in small letters.
def test_the_rest_of_a_value_between_lines_without_sides() -> None:
    paper = Paper()
    for y in (86, 106, 126):
        rule(paper, LEFT[0], y, LEFT[-1], y)
    for x in LEFT:
        rule(paper, x, 86, x, 106)
    for x in (LEFT[0], LEFT[-1]):
        rule(paper, x, 106, x, 126)
    put(paper, [(100, INDICATORS), (120, ("", "nämnd/styrelse"))])
    assert cells(read(paper.bytes()))[1] == ["", "nämnd/styrelse", "", ""]


def word(x0: float, x1: float, base: float, text: str) -> Word:
    return Word(x0, base, x1, 10.0, text, False, -1)


# The same with headers set to the right: the second line of one ends below the beginning of the next.
@pytest.mark.parametrize("left", [470.5, 466.0])
def test_headers_set_to_the_right_that_run_into_each_other(left: float) -> None:
    words = [word(60, 110, 100, "Indikator"), word(300, 335, 100, "Årsmål"), word(453, 472, 100, "KF:s")]
    words += [word(left, 523, 100, "Periodicitet"), word(441, 472, 112, "årsmål")]
    for base, name, value, often in ((130, "Elbilar", "7,4", "Kvartal"), (145, "Besök", "9,6", "Tertial")):
        words += [word(60, 100, base, name), word(448, 462, base, value), word(464.5, 472, base, "%")]
        words += [word(490, 523, base, often)]
    grids, _ = rows_to_grids(words_to_rows(words), [])
    assert [[cell.text for cell in row] for row in grids[0].rows] == [
        list(INDICATORS),
        ["Elbilar", "", "7,4 %", "Kvartal"],
        ["Besök", "", "9,6 %", "Tertial"],
    ]


# A part of an area in small letters below the longest of all names: both lines hold numbers in all columns.
def test_a_part_below_the_longest_name() -> None:
    paper = Paper()
    put(paper, [(100, AMOUNTS), (114, ("Nämnd och", "145,0", "137,7")), (126, ("administration",))], 9)
    put(paper, [(139.2, ("Individ- och familjeomsorg samt allt stöd", "1 036,0", "1 191,0"))], 9)
    paper.text(LEFT[0] + 12, 152.4, "varav barn och unga", 9)
    put(paper, [(152.4, ("", "60,2", "181,3")), (165.6, ("Förskola", "779,4", "830,5"))], 9)
    assert firsts(paper)[1:] == [
        "Nämnd och administration",
        "Individ- och familjeomsorg samt allt stöd",
        "varav barn och unga",
        "Förskola",
    ]
